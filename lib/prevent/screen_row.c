/* A row of a list for screening: the days, the conduct, the results in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "prevent/screen_list.h"
#include "rules/holidays.h"
#include "text/date.h"
#include "text/fold.h"

#define MORNING		1
#define AFTERNOON	2
#define WHOLE_DAY	(MORNING | AFTERNOON)

static int
has(const struct screen_import *im, int f)
{
	return im->reader.columns.of[f] >= 0;
}

/* The cell's key; "" for an empty one. */
static const char *
key_of(struct reader *r, int f)
{
	row_take(r, (enum field)f);
	if (r->value[f].len == 0)
		return "";
	fold_key(row_value(r, (enum field)f), r->value[f].len, &r->scratch);
	return r->scratch.len > 0 ? r->scratch.data : "";
}

/* ---- a word for how a day was missed ---- */

static int
is_one_of(const char *key, const char *words)
{
	const char	*at = words;
	size_t		 n = strlen(key);

	while (n > 0 && (at = strstr(at, key)) != NULL) {
		if (at[-1] == '|' && at[n] == '|')
			return 1;
		at += n;
	}
	return 0;
}

/* WITH_LEAVE, WITHOUT_LEAVE, 0: neither word. */
static unsigned
leave_of_key(const char *key)
{
	if (is_one_of(key, "|p|cp|cophep|phep|cop|co|xinphep|nghicophep|"
	    "vangcophep|nghiphep|yes|true|"))
		return WITH_LEAVE;
	return is_one_of(key, "|k|kp|khongphep|khong|ko|kophep|kop|"
	    "nghikhongphep|vangkhongphep|khongcophep|khongxinphep|bohoc|"
	    "trontiet|no|false|") ? WITHOUT_LEAVE : 0;
}

/* Anything that is no empty cell and no "no". */
static int
is_marked(struct screen_import *im, int f)
{
	const char *key;

	if (!has(im, f))
		return 0;
	key = key_of(&im->reader, f);
	if (im->reader.value[f].len == 0 || is_one_of(key, "|0|khong|ko|no|"
	    "false|"))
		return 0;
	/* Of what has no letter or digit, a dash is none. */
	return *key != '\0' || row_value(&im->reader, (enum field)f)[0] != '-';
}

/* From the columns "Có phép" and "Không phép", one of which has a mark. */
static unsigned
leave_marked(struct screen_import *im)
{
	int	with = is_marked(im, SCREEN_WITH);
	int	without = is_marked(im, SCREEN_WITHOUT);

	if (with != without)
		return with ? WITH_LEAVE : WITHOUT_LEAVE;
	if (with)
		row_error(&im->reader, (enum field)SCREEN_WITH, "%s",
		    T(im->h, "marked as with leave and as without"));
	else if (!has(im, SCREEN_WITH))
		return WITH_LEAVE;
	else if (!has(im, SCREEN_WITHOUT))
		return WITHOUT_LEAVE;
	else
		row_error(&im->reader, (enum field)SCREEN_WITH, "%s",
		    T(im->h, "marked neither as with leave nor as without"));
	return 0;
}

static unsigned
take_leave(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	const char	*key;
	unsigned	 how;

	if (!has(im, SCREEN_LEAVE))
		return leave_marked(im);
	key = key_of(r, SCREEN_LEAVE);
	if ((how = leave_of_key(key)) != 0)
		return how;
	if (r->value[SCREEN_LEAVE].len == 0)
		row_error(r, (enum field)SCREEN_LEAVE, "%s", T(im->h, "with "
		    "or without leave is not said; write P or K"));
	else
		row_error(r, (enum field)SCREEN_LEAVE, T(im->h, "neither with "
		    "nor without leave: \"%s\"; write P (có phép) or K "
		    "(không phép)"), row_value(r, (enum field)SCREEN_LEAVE));
	return 0;
}

static int
take_session(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	const char	*key;

	if (!has(im, SCREEN_SESSION))
		return WHOLE_DAY;
	key = key_of(r, SCREEN_SESSION);
	if (r->value[SCREEN_SESSION].len == 0 || is_one_of(key,
	    "|cangay|ca|sc|sangchieu|hai|2|"))
		return WHOLE_DAY;
	if (is_one_of(key, "|s|sang|buoisang|"))
		return MORNING;
	if (is_one_of(key, "|c|chieu|buoichieu|"))
		return AFTERNOON;
	row_error(r, (enum field)SCREEN_SESSION, T(im->h, "no such half of a "
	    "day: \"%s\"; write Sáng, Chiều or Cả ngày"),
	    row_value(r, (enum field)SCREEN_SESSION));
	return 0;
}

/* ---- days ---- */

/* "12/10", of the school year. */
static int
short_date(const struct screen_import *im, const char *s, int64_t *day)
{
	int	d, m, n = 0;
	struct civil c;

	if (sscanf(s, "%2d%*1[/-]%2d%n", &d, &m, &n) != 2 || s[n] != '\0' ||
	    n == 0)
		return -1;
	c = (struct civil){ im->known.year, m, d };
	if (m < 9 || (m == 9 && d < 5))
		c.year++;
	if (civil_check(c) != DATE_OK)
		return -1;
	*day = day_from_civil(c);
	return 0;
}

/* A day that has been, of the school year; 0, or -1, which is told. */
static int
check_day(struct screen_import *im, int f, int64_t day)
{
	struct reader	*r = &im->reader;
	char		 text[11], first[11], last[11];

	date_show(day, text);
	if (day < im->known.first || day > im->known.last) {
		date_show(im->known.first, first);
		date_show(im->known.last, last);
		row_error(r, (enum field)f, T(im->h, "%s is not of the school "
		    "year %d-%d, which is from %s to %s"), text,
		    im->known.year, im->known.year + 1, first, last);
		return -1;
	}
	if (day > im->today) {
		row_error(r, (enum field)f, T(im->h, "%s has not been yet"),
		    text);
		return -1;
	}
	return 0;
}

static int
take_day(struct screen_import *im, int f, int64_t *day)
{
	struct reader	*r = &im->reader;
	enum field	 field = (enum field)f;
	enum date_why	 why;
	const char	*s;
	char		 shown[11];

	row_take(r, field);
	s = row_value(r, field);
	if (*s == '\'')
		s++;
	if (*s == '\0') {
		row_error(r, field, "%s", T(im->h, "no date"));
		return -1;
	}
	if (date_parse(s, day, &why) != 0 && (why != DATE_SHAPE ||
	    ((!rows_day(r->list, s, strlen(s), shown) ||
	    date_parse(shown, day, NULL) != 0) &&
	    short_date(im, s, day) != 0))) {
		row_error(r, field, why == DATE_NONE ?
		    T(im->h, "no such date: \"%s\"") :
		    T(im->h, "not a date: \"%s\"; write dd/mm/yyyy"), s);
		return -1;
	}
	return check_day(im, f, *day);
}

/* Sunday, or a day off of the calendar: it counts, and somebody should look. */
static void
warn_day_off(struct screen_import *im, int f, int64_t day)
{
	const struct special_day *s;
	char text[11];

	if (im->calendar == NULL)
		return;
	s = calendar_find(im->calendar, day);
	if (s != NULL ? s->kind != DAY_OFF : day_weekday(day) != SUNDAY)
		return;
	date_show(day, text);
	row_warn(&im->reader, WARN_DAY_OFF, (enum field)f, T(im->h, "%s is a "
	    "day off: %s"), text, s != NULL ? s->name : T(im->h, "Sunday"));
}

/* The line that told of the pupil's day; 0: not known. */
static uint64_t
line_of(const struct screen_import *im, const struct listed *p, int day)
{
	const struct told	*t;
	uint32_t		 pupil = (uint32_t)(p - im->list);

	EACH(t, im->told, im->ntold)
		if (t->pupil == pupil && t->day == day)
			return t->line;
	return 0;
}

static void
contradicts(struct screen_import *im, const struct listed *p, int f, int day)
{
	struct reader	*r = &im->reader;
	char		 at[LINE_TEXT], text[11];

	im->rec.bad = 1;
	if (r->errors.n >= ERRORS_LISTED) {
		r->errors.total++;
		return;
	}
	line_text(im->h, line_of(im, p, day), at);
	date_show(im->known.first + day, text);
	row_error(r, (enum field)f, T(im->h, "the leave of %s contradicts %s"),
	    text, at);
}

static int
remember(struct screen_import *im, const struct listed *p, int day)
{
	if (mem_grow((void **)&im->told, &im->told_cap, im->ntold + 1,
	    sizeof(*im->told)) != 0)
		return fail_nomem(im->h);
	im->told[im->ntold++] = (struct told){ (uint32_t)(p - im->list),
	    (uint32_t)im->reader.row->line, (uint16_t)day };
	return CTXH_OK;
}

static int
absent(struct screen_import *im, struct listed *p, int f, int64_t at,
    unsigned how, int session)
{
	int		 day = (int)(at - im->known.first), half;
	unsigned	 old, shift;

	if (p->halves == NULL &&
	    (p->halves = calloc(1, sizeof(*p->halves))) == NULL)
		return fail_nomem(im->h);
	if (p->halves->of[day] == 0)
		warn_day_off(im, f, at);
	for (half = 0; half < HALVES; half++) {
		if ((session >> half & 1) == 0)
			continue;
		shift = (unsigned)half * 2;
		old = (unsigned)p->halves->of[day] >> shift & 3U;
		if (old != 0 && old != how) {
			contradicts(im, p, f, day);
			return CTXH_OK;
		}
		p->halves->of[day] = (unsigned char)(p->halves->of[day] |
		    how << shift);
	}
	return remember(im, p, day);
}

/* From one day to another: those that are worked, and the two. */
static int
absent_span(struct screen_import *im, struct listed *p, unsigned how,
    int session)
{
	int64_t	from, to, day;
	int	rc = CTXH_OK;

	if (take_day(im, SCREEN_FROM, &from) != 0 ||
	    take_day(im, SCREEN_TO, &to) != 0)
		return CTXH_OK;
	if (to < from) {
		row_error(&im->reader, (enum field)SCREEN_TO, "%s",
		    T(im->h, "it lies before the first day"));
		return CTXH_OK;
	}
	for (day = from; rc == CTXH_OK && day <= to; day++)
		if (day == from || day == to || (im->calendar != NULL &&
		    calendar_is_working(im->calendar, day)))
			rc = absent(im, p, SCREEN_FROM, day, how, session);
	return rc;
}

static int
take_absence(struct screen_import *im, struct listed *p)
{
	unsigned	how = take_leave(im);
	int		session = take_session(im);
	int64_t		day;

	if (has(im, SCREEN_FROM) && has(im, SCREEN_TO))
		return im->rec.bad ? CTXH_OK :
		    absent_span(im, p, how, session);
	if (take_day(im, has(im, SCREEN_DATE) ? SCREEN_DATE : SCREEN_FROM,
	    &day) != 0 || im->rec.bad)
		return CTXH_OK;
	return absent(im, p, has(im, SCREEN_DATE) ? SCREEN_DATE :
	    SCREEN_FROM, day, how, session);
}

/* ---- a month's sheet ---- */

static int
take_month(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	const char	*s;
	int		 month;

	if (!has(im, SCREEN_MONTH))
		return im->month;
	row_take(r, (enum field)SCREEN_MONTH);
	s = row_value(r, (enum field)SCREEN_MONTH);
	month = atoi(s);
	if (month >= 1 && month <= 12)
		return month;
	row_error(r, (enum field)SCREEN_MONTH, T(im->h, "no such month: "
	    "\"%s\"; write 1 to 12"), s);
	return 0;
}

/* The leave that a mark says; 0: the pupil was there, or an error. */
static unsigned
mark_of(struct screen_import *im, int f)
{
	struct reader	*r = &im->reader;
	const char	*key = key_of(r, f);
	unsigned	 how;

	if (*key == '\0' || strcmp(key, "0") == 0)
		return 0;
	if ((how = leave_of_key(key)) != 0)
		return how;
	if (strcmp(key, "x") == 0 || strcmp(key, "v") == 0) {
		row_warn(r, WARN_MARK, (enum field)f, T(im->h, "the mark "
		    "\"%s\" does not say whether with leave; read as without"),
		    row_value(r, (enum field)f));
		return WITHOUT_LEAVE;
	}
	row_error(r, (enum field)f, T(im->h, "unknown mark: \"%s\"; write P "
	    "(có phép) or K (không phép)"), row_value(r, (enum field)f));
	return 0;
}

static int
take_sheet(struct screen_import *im, struct listed *p)
{
	struct civil	c;
	unsigned	how;
	int64_t		day;
	int		i, rc = CTXH_OK, month = take_month(im);

	if (month == 0)
		return CTXH_OK;
	c = (struct civil){ month >= 9 ? im->known.year :
	    im->known.year + 1, month, 1 };
	p->months |= 1U << month;
	for (i = 0; i < 31 && rc == CTXH_OK; i++) {
		if (!has(im, SCREEN_DAY_1 + i) ||
		    (how = mark_of(im, SCREEN_DAY_1 + i)) == 0)
			continue;
		c.day = i + 1;
		if (civil_check(c) != DATE_OK) {
			row_error(&im->reader, (enum field)(SCREEN_DAY_1 + i),
			    T(im->h, "the month %d/%d has no such day"),
			    c.month, c.year);
			continue;
		}
		day = day_from_civil(c);
		if (check_day(im, SCREEN_DAY_1 + i, day) == 0)
			rc = absent(im, p, SCREEN_DAY_1 + i, day, how,
			    WHOLE_DAY);
	}
	return rc;
}

/* ---- conduct and results ---- */

static int
take_term(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	int		 term;

	if (!has(im, SCREEN_TERM))
		return im->term;
	term = term_of_key(key_of(r, SCREEN_TERM));
	if (term < 0)
		row_error(r, (enum field)SCREEN_TERM, T(im->h, "no such term: "
		    "\"%s\"; write 1, 2 or Cả năm"),
		    row_value(r, (enum field)SCREEN_TERM));
	return term;
}

static void
take_grade(struct screen_import *im, struct listed *p, enum grade_kind kind,
    int term)
{
	struct reader	*r = &im->reader;
	enum field	 f = (enum field)(kind == GRADE_CONDUCT ?
	    SCREEN_CONDUCT : SCREEN_RESULT);
	struct buf	 words = { 0 };
	const char	*code;
	unsigned char	 word;
	char		 at[LINE_TEXT];

	code = grade_code(&im->grades, kind, key_of(r, (int)f));
	if (r->value[f].len == 0)
		return;		/* not assessed yet */
	if (code == NULL) {
		grade_labels(im->h, kind, &words);
		row_error(r, f, T(im->h, "unknown: \"%s\"; there are %s"),
		    row_value(r, f), words.len > 0 ? words.data : "-");
		buf_free(&words);
		return;
	}
	if ((word = observations_word(&im->known, code)) == 0)
		r->status = CTXH_ENOMEM;
	if (p->grade[kind][term] != 0 && p->grade[kind][term] != word) {
		line_text(im->h, p->line[kind][term], at);
		row_error(r, f, T(im->h, "contradicts %s"), at);
		return;
	}
	p->grade[kind][term] = word;
	p->line[kind][term] = (uint32_t)r->row->line;
}

/* ---- the row ---- */

/* The days of the week below those of the month. */
static int
is_weekdays(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	size_t		 i, n = 0;

	for (i = 0; i < r->row->n; i++) {
		if (r->row->f[i].len == 0)
			continue;
		fold_key(r->row->f[i].s, r->row->f[i].len, &r->scratch);
		if (r->scratch.len == 0 || !is_one_of(r->scratch.data,
		    "|t2|t3|t4|t5|t6|t7|cn|2|3|4|5|6|7|hai|ba|tu|nam|sau|bay|"
		    "thuhai|thuba|thutu|thunam|thusau|thubay|chunhat|thu|"
		    "thu2|thu3|thu4|thu5|thu6|thu7|b|h|s|n|c|"))
			return 0;
		n++;
	}
	return n > 3;
}

static void
check_year(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	char		 year[10];

	if (!has(im, SCREEN_YEAR))
		return;
	row_take(r, (enum field)SCREEN_YEAR);
	(void)snprintf(year, sizeof(year), "%d", im->known.year);
	if (r->value[SCREEN_YEAR].len > 0 && strncmp(row_value(r,
	    (enum field)SCREEN_YEAR), year, 4) != 0)
		row_error(r, (enum field)SCREEN_YEAR, T(im->h, "the row is of "
		    "the school year \"%s\", the list of %d-%d"), row_value(r,
		    (enum field)SCREEN_YEAR), im->known.year,
		    im->known.year + 1);
}

static int
take_what(struct screen_import *im, struct listed *p)
{
	int rc = CTXH_OK, term;

	if ((im->tells & TELLS_DAYS) != 0)
		rc = take_absence(im, p);
	else if ((im->tells & TELLS_MONTH) != 0)
		rc = take_sheet(im, p);
	if (rc != CTXH_OK || (im->tells & (TELLS_CONDUCT | TELLS_RESULT)) ==
	    0 || (term = take_term(im)) < 0)
		return rc;
	if ((im->tells & TELLS_CONDUCT) != 0)
		take_grade(im, p, GRADE_CONDUCT, term);
	if ((im->tells & TELLS_RESULT) != 0)
		take_grade(im, p, GRADE_RESULT, term);
	return rc;
}

int
screen_row(struct screen_import *im, const struct csv_row *row)
{
	struct reader	*r = &im->reader;
	struct listed	*p;
	int		 rc;

	r->row = row;
	r->rec = &im->rec;
	buf_reset(&r->text);
	buf_reset(&im->ids);
	memset(r->value, 0, (size_t)fields_end(r->kind) * sizeof(*r->value));
	im->rec.bad = 0;
	im->rec.ncodes = 0;
	if (row_is_none(r) || ((im->tells & TELLS_MONTH) != 0 &&
	    is_weekdays(im)))
		return CTXH_OK;
	r->rows++;
	if (row->nfaults > 0)
		row_check_faults(r);
	row_take_codes(r);
	if (r->columns.key == CODE_NAME) {
		row_take_name(r);
		row_take_birth(r);
	}
	check_year(im);
	if (!im->rec.bad) {
		row_add_codes(r, &im->ids);
		if (buf_failed(&im->ids))
			return fail_nomem(im->h);
		if ((rc = screen_pupil(im, &p)) != CTXH_OK ||
		    (p != NULL && (rc = take_what(im, p)) != CTXH_OK))
			return rc;
	}
	im->refused += (uint64_t)im->rec.bad;
	return r->status != CTXH_OK || buf_failed(&r->text) ||
	    buf_failed(&r->scratch) ? fail_nomem(im->h) : CTXH_OK;
}
