#include "registers/when.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "people/config.h"
#include "people/year.h"
#include "registers/when_tokens.h"
#include "text/typed.h"

#define POINTS_MAX	12
#define YEAR_FIRST	5	/* a school year begins on 5/9, */
#define YEAR_MONTH	9
#define YEAR_LAST	4	/* and ends on 4/9 */

enum unit {
	UNIT_NONE, UNIT_DAY, UNIT_MONTH, UNIT_QUARTER, UNIT_TERM, UNIT_YEAR,
	UNIT_SCHOOL, UNIT_SUMMER
};

/* A day, month, ... as far as the text says which. */
struct point {
	enum unit	 unit;
	int		 day, month, n;	/* n: quarter, term, or a bare number */
	int		 year;		/* 0: not said; of a school year or a
					 * term with is_school its first */
	int		 is_school;
	int		 part;		/* a third of a month, from 1 */
};

struct reading {
	struct when_tokens t;
	size_t		 at;
	struct point	 points[POINTS_MAX];
	size_t		 n;
	int		 always;	/* "hàng năm", "thường xuyên" */
	int		 before;	/* "trước ngày ..." */
};

static const struct when_token *
peek(const struct reading *r)
{
	return &r->t.list[r->at];
}

static int
is_word(const struct when_token *t, const char *word)
{
	return t->kind == TOKEN_WORD && strcmp(t->text, word) == 0;
}

/* Words that say nothing here. */
static int
is_filler(const struct when_token *t)
{
	static const char *const words[] = { "tu", "trong", "vao", "khoang",
	    "giai", "doan", "ca", "suot", "toan", "dip", "mua", "het", "sang",
	    "chieu", "moi" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(t, words[i]))
			return 1;
	return 0;
}

/* What is done all the time: two words each. */
static int
is_always(const struct when_token *t)
{
	static const char *const words[][2] = { { "hang", "nam" },
	    { "hang", "thang" }, { "hang", "tuan" }, { "hang", "quy" },
	    { "hang", "ky" }, { "hang", "ngay" }, { "thuong", "xuyen" },
	    { "dinh", "ky" }, { "quanh", "nam" }, { "moi", "nam" } };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(t, words[i][0]) && is_word(t + 1, words[i][1]))
			return 1;
	return 0;
}

static void
skip(struct reading *r)
{
	for (;;) {
		if (is_always(peek(r))) {
			r->always = 1;
			r->at += 2;
			/* "hàng năm học" */
			if (is_word(peek(r), "hoc"))
				r->at++;
		} else if (is_word(peek(r), "thu") && peek(r)[1].kind !=
		    TOKEN_END) {
			r->at += 2;	/* a weekday, of each week */
		} else if (is_filler(peek(r))) {
			r->at++;
		} else
			return;
	}
}

static int
take_number(struct reading *r, int *n)
{
	if (peek(r)->kind != TOKEN_NUMBER)
		return 0;
	*n = peek(r)->n;
	r->at++;
	return 1;
}

static int
take_kind(struct reading *r, enum when_kind kind)
{
	if (peek(r)->kind != kind)
		return 0;
	r->at++;
	return 1;
}

static int
take_word(struct reading *r, const char *word)
{
	if (!is_word(peek(r), word))
		return 0;
	r->at++;
	return 1;
}

static int
is_year(int n)
{
	return n >= DATE_YEAR_MIN && n <= DATE_YEAR_MAX;
}

/* "2024-2025": the years of a school year, one behind the other. */
static int
take_school_year(struct reading *r, struct point *p)
{
	const struct when_token *t = peek(r);

	if (t->kind != TOKEN_NUMBER || !is_year(t->n))
		return 0;
	p->year = t->n;
	r->at++;
	if (t[1].kind == TOKEN_DASH && t[2].kind == TOKEN_NUMBER &&
	    t[2].n == p->year + 1) {
		p->is_school = 1;
		r->at += 2;
	}
	return 1;
}

/* "/2024", "năm 2024", "năm học 2024-2025", or nothing; 0: nonsense. */
static int
take_year(struct reading *r, struct point *p)
{
	if (take_kind(r, TOKEN_SLASH))
		return take_school_year(r, p);
	if (!take_word(r, "nam"))
		return 1;
	if (take_word(r, "hoc"))
		p->is_school = 1;
	if (!take_school_year(r, p))
		return p->is_school;	/* "trong năm học" */
	return 1;
}

static enum unit
take_unit(struct reading *r, struct point *p)
{
	if (take_word(r, "dau"))
		p->part = 1;
	else if (take_word(r, "giua"))
		p->part = 2;
	else if (take_word(r, "cuoi"))
		p->part = 3;
	if (take_word(r, "thang") || take_word(r, "t"))
		return UNIT_MONTH;
	if (take_word(r, "ngay"))
		return UNIT_DAY;
	if (take_word(r, "quy") || take_word(r, "q"))
		return UNIT_QUARTER;
	if (take_word(r, "hk") || (take_word(r, "hoc") &&
	    (take_word(r, "ky") || take_word(r, "ki"))))
		return UNIT_TERM;
	if (take_word(r, "he"))
		return UNIT_SUMMER;
	if (take_word(r, "nam"))
		return take_word(r, "hoc") ? UNIT_SCHOOL : UNIT_YEAR;
	return take_word(r, "nh") ? UNIT_SCHOOL : UNIT_NONE;
}

/* A day, or what a number alone comes to: "5/9/2024", "5/9", "10/2024", "5". */
static int
take_date(struct reading *r, struct point *p)
{
	int a, b;

	if (!take_number(r, &a))
		return 0;
	if (p->unit == UNIT_NONE && is_year(a)) {
		p->unit = UNIT_YEAR;
		p->year = a;
		return 1;
	}
	p->n = a;
	if (take_word(r, "thang")) {
		p->unit = UNIT_DAY;
		p->day = a;
		return take_number(r, &p->month) && take_year(r, p);
	}
	if (peek(r)->kind != TOKEN_SLASH)
		return 1;
	r->at++;
	if (!take_number(r, &b))
		return 0;
	if (is_year(b)) {
		p->unit = UNIT_MONTH;
		p->month = a;
		p->year = b;
		return 1;
	}
	p->unit = UNIT_DAY;
	p->day = a;
	p->month = b;
	return take_year(r, p);
}

static int
take_point(struct reading *r, struct point *p, enum unit before)
{
	skip(r);
	if (take_word(r, "truoc"))
		r->before = 1;
	skip(r);
	p->unit = take_unit(r, p);
	if (p->part != 0 && p->unit != UNIT_MONTH)
		return 0;
	/* "Quý I, II/2025" */
	if (p->unit == UNIT_NONE && (before == UNIT_QUARTER ||
	    before == UNIT_TERM))
		p->unit = before;
	switch (p->unit) {
	case UNIT_MONTH:
		return take_number(r, &p->month) && take_year(r, p);
	case UNIT_QUARTER:
	case UNIT_TERM:
		return take_number(r, &p->n) && take_year(r, p);
	case UNIT_SCHOOL:
		p->is_school = 1;
		(void)take_school_year(r, p);
		return 1;
	case UNIT_YEAR:
		if (!take_number(r, &p->year))
			p->unit = UNIT_SCHOOL;
		return p->unit == UNIT_SCHOOL || is_year(p->year);
	case UNIT_SUMMER:
		if (!take_number(r, &p->year))
			return take_year(r, p);
		return is_year(p->year);
	default:
		return take_date(r, p);
	}
}

static int
take_between(struct reading *r)
{
	return take_kind(r, TOKEN_DASH) || take_kind(r, TOKEN_COMMA) ||
	    take_word(r, "den") || take_word(r, "toi") || take_word(r, "va");
}

static int
take_points(struct reading *r)
{
	struct point	*p = NULL;
	int		 more = 0;

	for (;;) {
		skip(r);
		while (r->at > 0 && take_kind(r, TOKEN_COMMA))
			skip(r);
		if (peek(r)->kind == TOKEN_END)
			return !more && (r->n > 0 || r->always);
		if (r->n == POINTS_MAX || !take_point(r, &r->points[r->n],
		    p != NULL ? p->unit : UNIT_NONE))
			return 0;
		p = &r->points[r->n++];
		skip(r);
		more = peek(r)->kind != TOKEN_END;
		if (more && !take_between(r))
			return 0;
	}
}

/* ---- what the points leave open ---- */

/* A bare number is of its neighbour's kind. */
static int
take_kind_of(struct point *p, const struct point *other)
{
	if (p->unit == UNIT_DAY && p->month == 0)
		p->unit = UNIT_NONE;
	if (p->unit != UNIT_NONE)
		return 1;
	p->unit = other->unit;
	if (p->unit == UNIT_DAY) {
		p->day = p->n;
		p->month = other->month;
	} else if (p->unit == UNIT_MONTH)
		p->month = p->n;
	return p->unit == UNIT_DAY || p->unit == UNIT_MONTH ||
	    p->unit == UNIT_QUARTER || p->unit == UNIT_TERM;
}

static int
place(const struct point *p)
{
	return p->unit == UNIT_MONTH ? p->month * 100 : p->unit == UNIT_DAY ?
	    p->month * 100 + p->day : p->n;
}

/* "HK I, năm học 2024-2025", "Tháng 10, năm 2024": the year of those before. */
static void
take_year_behind(struct reading *r)
{
	const struct point	*last = &r->points[r->n - 1];
	size_t			 i;

	if (r->n < 2 || last->year == 0 || (last->unit != UNIT_SCHOOL &&
	    last->unit != UNIT_YEAR) || last[-1].unit == UNIT_YEAR ||
	    last[-1].unit == UNIT_SCHOOL)
		return;
	for (i = 0; i < r->n - 1; i++)
		if (r->points[i].year == 0) {
			r->points[i].year = last->year;
			r->points[i].is_school = last->is_school;
		}
	r->n--;
}

static void
take_year_of(struct point *p, const struct point *other, int later)
{
	if (p->year != 0 || other->year == 0 || p->unit != other->unit)
		return;
	p->year = other->year;
	p->is_school = other->is_school;
	/* "Tháng 9 - 5/2025" began in the year before. */
	if (!p->is_school && later && place(p) < place(other))
		p->year++;
	if (!p->is_school && !later && place(p) > place(other))
		p->year--;
}

/* Days and months go together, and else only what is alike. */
static int
go_together(const struct point *a, const struct point *b)
{
	return a->unit == b->unit ||
	    ((a->unit == UNIT_DAY || a->unit == UNIT_MONTH) &&
	    (b->unit == UNIT_DAY || b->unit == UNIT_MONTH));
}

static int
complete(struct reading *r)
{
	struct point	*p;
	size_t		 i;

	if (r->n == 0)
		return 1;
	take_year_behind(r);
	p = &r->points[r->n - 1];
	/* "Tháng 9, 10, 11": the months go on. */
	for (i = 1; i < r->n; i++)
		if (r->points[i].unit == UNIT_NONE && r->points[i - 1].unit ==
		    UNIT_MONTH)
			(void)take_kind_of(&r->points[i], &r->points[i - 1]);
	if (!take_kind_of(p, r->n > 1 ? p - 1 : p))
		return 0;
	for (i = r->n - 1; i-- > 0;) {
		p = &r->points[i];
		if (!take_kind_of(p, p + 1) || !go_together(p, p + 1))
			return 0;
		take_year_of(p, p + 1, 0);
	}
	/* "Từ 5/9/2024 đến 30/9" */
	for (i = 1; i < r->n; i++)
		take_year_of(&r->points[i], &r->points[i - 1], 1);
	return 1;
}

/* ---- days ---- */

static int64_t
day(int year, int month, int of)
{
	return day_from_civil((struct civil){ year, month, of });
}

static int64_t
last_of_month(int year, int month)
{
	return (month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)) -
	    1;
}

/* The year of a month that is of the school year. */
static int
year_of_month(const struct point *p, int month, int school)
{
	if (p->year != 0 && !p->is_school)
		return p->year;
	if (p->year != 0)
		school = p->year;
	return month >= YEAR_MONTH ? school : school + 1;
}

static int
month_days(const struct point *p, int year, struct when_days *d)
{
	if (p->month < 1 || p->month > 12 || !is_year(year))
		return 0;
	d->from = day(year, p->month, 1);
	d->to = last_of_month(year, p->month);
	if (p->part > 1)
		d->from += 10 * (p->part - 1);
	if (p->part == 1 || p->part == 2)
		d->to = day(year, p->month, 10 * p->part);
	return 1;
}

static int
quarter_days(const struct point *p, int year, struct when_days *d)
{
	if (p->n < 1 || p->n > 4)
		return 0;
	if (p->year != 0)
		year = p->year;
	else if (p->n < 4)
		year++;
	d->from = day(year, 3 * p->n - 2, 1);
	d->to = last_of_month(year, 3 * p->n);
	return 1;
}

/* The second term of a plain year began in the one before.  -1: a failure. */
static int
term_days(ctxh *h, const struct point *p, int year, struct when_days *d)
{
	int64_t end = 0;

	if (p->n != 1 && p->n != 2)
		return 0;
	if (p->year != 0)
		year = p->year - (p->n == 2 && !p->is_school);
	if (!is_year(year) || !is_year(year + 1))
		return 0;
	if (h->db == NULL)
		end = day(year + 1, 1, 18);
	else if (config_day(h, CONFIG_HK1_END, year, &end) != CTXH_OK)
		return -1;
	d->from = p->n == 1 ? day(year, YEAR_MONTH, YEAR_FIRST) : end + 1;
	d->to = p->n == 1 ? end : day(year + 1, 5, 31);
	return 1;
}

static int
school_days(int year, struct when_days *d)
{
	if (!is_year(year) || !is_year(year + 1))
		return 0;
	d->from = day(year, YEAR_MONTH, YEAR_FIRST);
	d->to = day(year + 1, YEAR_MONTH, YEAR_LAST);
	return 1;
}

static int
point_days(ctxh *h, const struct point *p, int school, struct when_days *d)
{
	struct civil	c = { 0, p->month, p->day };
	int		year = p->year != 0 ? p->year : school;

	switch (p->unit) {
	case UNIT_DAY:
		c.year = year_of_month(p, p->month, school);
		if (civil_check(c) != DATE_OK)
			return 0;
		d->from = d->to = day_from_civil(c);
		return 1;
	case UNIT_MONTH:
		return month_days(p, year_of_month(p, p->month, school), d);
	case UNIT_QUARTER:
		return quarter_days(p, school, d);
	case UNIT_TERM:
		return term_days(h, p, school, d);
	case UNIT_YEAR:
		d->from = day(year, 1, 1);
		d->to = day(year, 12, 31);
		return 1;
	case UNIT_SCHOOL:
		return school_days(year, d);
	case UNIT_SUMMER:
		year = p->year != 0 && !p->is_school ? p->year : year + 1;
		d->from = day(year, 6, 1);
		d->to = day(year, YEAR_MONTH, YEAR_LAST);
		return is_year(year);
	default:
		return 0;
	}
}

/* From the first day of all points to the last. */
static int
all_days(ctxh *h, const struct reading *r, int year, struct when_days *out)
{
	struct when_days	d;
	size_t			i;
	int			is;

	if (r->n == 0)
		return school_days(year, out);
	for (i = 0; i < r->n; i++) {
		if ((is = point_days(h, &r->points[i], year, &d)) != 1)
			return is;
		if (i == 0)
			*out = d;
		if (d.from < out->from)
			return 0;
		if (d.to > out->to)
			out->to = d.to;
	}
	if (!r->before)
		return 1;
	/* "Trước ngày 25/12": by the day before, in that school year. */
	out->to = out->from - 1;
	out->from = day(year_of_day(out->to), YEAR_MONTH, YEAR_FIRST);
	return r->n == 1;
}

int
when_read(ctxh *h, const char *text, int year, struct when_days *out)
{
	struct reading	r = { .at = 0 };
	struct typed	why;
	int64_t		one;
	int		is;

	memset(out, 0, sizeof(*out));
	if (typed_date(text, &one, &why) == 0) {
		out->from = out->to = one;
		return CTXH_OK;
	}
	if ((is = when_split(text, &r.t)) < 0)
		return fail_nomem(h);
	if (is && take_points(&r) && complete(&r)) {
		if ((is = all_days(h, &r, year, out)) == 1)
			return CTXH_OK;
		if (is < 0)
			return h->status;
	}
	memset(out, 0, sizeof(*out));
	(void)fail(h, CTXH_EUSAGE, T(h, "the time is not understood: \"%s\"; "
	    "write it as one of: Hàng năm; năm học 2024-2025; 2019-2025; HK I; "
	    "quý I/2025; tháng 10/2024; tháng 9 - 12/2024; 20/11/2024; "
	    "5/9 - 30/9/2024; or give its first and last day"), text);
	return fail_where_text(h, "field", "time");
}

EXPORT int
ctxh_plan_days(ctxh *h, const char *text, const char *year, int64_t *from,
    int64_t *to)
{
	struct when_days	d = { 0, 0 };
	int			rc, y = year_named(year);

	if (y == -1)
		rc = fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), year);
	else
		rc = when_read(h, text, y != 0 ? y :
		    year_of_day(day_of(handle_now(h))), &d);
	*from = d.from;
	*to = d.to;
	return rc;
}
