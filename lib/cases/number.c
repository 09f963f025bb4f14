#include "cases/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/notice.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "text/date.h"
#include "text/fold.h"

#define SEQUENCE_DIGITS 9

/* ---- one number ---- */

/* A copy of the bytes, folded or without blanks; NULL without memory. */
static char *
copy_folded(const char *s, size_t len)
{
	struct buf b = { 0 };

	buf_str(&b, "");
	fold(s, len, &b);
	return buf_take(&b);
}

static char *
copy_bare(const char *s)
{
	struct buf b = { 0 };

	buf_str(&b, "");
	for (; *s != '\0'; s++)
		if (*s != ' ')
			buf_byte(&b, *s);
	return buf_take(&b);
}

/* "Số: 05/..." begins with the word, and others with the digits. */
static int
is_prefix(const char *s, size_t len)
{
	char	*folded = copy_folded(s, len);
	int	 is = folded != NULL && (*folded == '\0' ||
	    strcmp(folded, "so") == 0);

	free(folded);
	return is;
}

int
number_read(ctxh *h, const char *text, struct number *n)
{
	const char	*digits = text + strcspn(text, "0123456789");
	const char	*rest = digits + strspn(digits, "0123456789");

	memset(n, 0, sizeof(*n));
	n->sequence = -1;
	n->digits = (int)(rest - digits);
	if (n->digits > 0 && n->digits <= SEQUENCE_DIGITS &&
	    is_prefix(text, (size_t)(digits - text)))
		n->sequence = strtoll(digits, NULL, 10);
	else
		rest = text;
	rest += strspn(rest, " /-");
	n->text = strdup(text);
	n->symbol = copy_bare(rest);
	n->folded = copy_folded(rest, strlen(rest));
	if (n->text != NULL && n->symbol != NULL && n->folded != NULL)
		return CTXH_OK;
	number_free(n);
	return fail_nomem(h);
}

void
number_free(struct number *n)
{
	str_wipe_free(n->text);
	str_wipe_free(n->symbol);
	str_wipe_free(n->folded);
	n->text = n->symbol = n->folded = NULL;
}

int
number_same(const struct number *a, const struct number *b)
{
	return a->sequence == b->sequence && strcmp(a->folded, b->folded) == 0;
}

const char *
number_show(const struct number *n, char out[NUMBER_TEXT])
{
	if (n->sequence < 0)
		(void)snprintf(out, NUMBER_TEXT, "%s", n->text);
	else
		(void)snprintf(out, NUMBER_TEXT, "%02lld%s%s",
		    (long long)n->sequence, *n->symbol != '\0' ? "/" : "",
		    n->symbol);
	return out;
}

const char *
number_where(const ctxh *h, const struct number *n, char out[NUMBER_TEXT])
{
	char date[11];

	(void)date_show(n->day, date);
	(void)snprintf(out, NUMBER_TEXT, "%s, %s", n->doc == 0 ?
	    T(h, "a report") : n->case_no, date);
	return out;
}

/* ---- all of them ---- */

/* What a scan of the documents remembers. */
struct scan {
	struct numbers	*out;
	int		 year;
	int64_t		*replaced;	/* documents that were amended */
	size_t		 nreplaced, replaced_cap;
	struct begun {
		int64_t	 id;
		char	 number[CASE_NUMBER_MAX];
	}		*cases;
	size_t		 ncases, cases_cap;
};

static int
add_number(ctxh *h, struct numbers *all, const char *text, int64_t day,
    struct number **out)
{
	struct number	*n;
	void		*list = all->list;
	int		 rc;

	if (mem_grow(&list, &all->cap, all->n + 1, sizeof(*all->list)) != 0)
		return fail_nomem(h);
	all->list = list;
	n = &all->list[all->n];
	if ((rc = number_read(h, text, n)) != CTXH_OK)
		return rc;
	n->day = day;
	n->year = civil_from_day(day).year;
	all->n++;
	*out = n;
	return CTXH_OK;
}

static int
note_case(ctxh *h, struct scan *s, int64_t id, const ctxh_value *meta)
{
	const char	*number = get_text(meta, "number");
	int64_t		 old = get_int(meta, "supersedes", 0);
	void		*list;

	if (old != 0) {
		list = s->replaced;
		if (mem_grow(&list, &s->replaced_cap, s->nreplaced + 1,
		    sizeof(*s->replaced)) != 0)
			return fail_nomem(h);
		s->replaced = list;
		s->replaced[s->nreplaced++] = old;
	}
	if (number == NULL)
		return CTXH_OK;
	list = s->cases;
	if (mem_grow(&list, &s->cases_cap, s->ncases + 1,
	    sizeof(*s->cases)) != 0)
		return fail_nomem(h);
	s->cases = list;
	s->cases[s->ncases].id = id;
	(void)snprintf(s->cases[s->ncases++].number, CASE_NUMBER_MAX, "%s",
	    number);
	return CTXH_OK;
}

/* The day of a document with a number; 0 where it has none. */
static int
numbered_day(const ctxh_value *meta, int year, int64_t *day)
{
	const ctxh_value	*fields = ctxh_value_get(meta, "fields");
	const char		*date = get_text(fields, "letter_date");
	const char		*form = get_text(meta, "form");

	if (date == NULL && (form == NULL || strcmp(form, "refer") != 0))
		return 0;
	if (date == NULL || date_parse(date, day, NULL) != 0)
		*day = day_of(get_int(meta, "at", 0));
	return year == 0 || civil_from_day(*day).year == year;
}

static void
copy_id(char out[RULES_ID_MAX + 1], const char *s)
{
	(void)snprintf(out, RULES_ID_MAX + 1, "%s", s != NULL ? s : "");
}

/* Columns as document_scan gives them: id, op, case, time, by, facts, person.
 */
static int
take_person(ctxh *h, struct scan *s, stmt *st, const ctxh_value *meta,
    int64_t day)
{
	ctxh_value	*person;
	struct number	*n;
	const char	*text;
	const void	*blob;
	size_t		 len;
	int		 rc;

	blob = db_blob(st, 6, &len);
	if ((rc = cell_value(h, TABLE_DOCUMENT, db_int(st, 0), 4, blob, len,
	    &person)) != CTXH_OK)
		return rc;
	text = get_text(person, "letter_no");
	if (text != NULL && (rc = add_number(h, s->out, text, day, &n)) ==
	    CTXH_OK) {
		n->doc = db_int(st, 0);
		n->op = db_int(st, 1);
		n->case_id = db_int(st, 2);
		copy_id(n->kind, get_text(meta, "form"));
		copy_id(n->agency, get_text(ctxh_value_get(meta, "fields"),
		    "agency"));
	}
	ctxh_value_free(person);
	return rc;
}

static int
take_document(ctxh *h, struct scan *s, stmt *st)
{
	ctxh_value	*meta;
	const void	*blob;
	size_t		 len;
	int64_t		 day;
	int		 rc;

	blob = db_blob(st, 5, &len);
	if ((rc = cell_value(h, TABLE_DOCUMENT, db_int(st, 0), 3, blob, len,
	    &meta)) != CTXH_OK)
		return rc;
	if ((rc = note_case(h, s, db_int(st, 0), meta)) == CTXH_OK &&
	    numbered_day(meta, s->year, &day))
		rc = take_person(h, s, st, meta, day);
	ctxh_value_free(meta);
	return rc;
}

static int
take_documents(ctxh *h, struct scan *s)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(h, SQL_document_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1)
		if ((rc = take_document(h, s, st)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? h->status : CTXH_OK;
}

/* An issued report; a note has no number. */
static int
take_report(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct scan	*s = ctx;
	struct number	*n;
	const char	*text = get_text(row->facts, "number");
	const char	*date = get_text(row->facts, "date");
	int64_t		 day;
	int		 rc;

	if (text == NULL || date == NULL || date_parse(date, &day, NULL) != 0 ||
	    (s->year != 0 && civil_from_day(day).year != s->year))
		return CTXH_OK;
	if ((rc = add_number(h, s->out, text, day, &n)) != CTXH_OK)
		return rc;
	n->op = row->op;
	copy_id(n->kind, "report");
	return CTXH_OK;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Takes out what was amended, and names the cases of the others. */
static void
settle(struct scan *s)
{
	const struct begun	*c;
	struct number		*n;
	size_t			 i, kept = 0;

	if (s->nreplaced > 1)
		qsort(s->replaced, s->nreplaced, sizeof(*s->replaced), by_id);
	for (i = 0; i < s->out->n; i++) {
		n = &s->out->list[i];
		if (s->nreplaced > 0 && bsearch(&n->doc, s->replaced,
		    s->nreplaced, sizeof(*s->replaced), by_id) != NULL) {
			number_free(n);
			continue;
		}
		/* A case has the id of its first document; so they ascend. */
		c = s->ncases == 0 ? NULL : bsearch(&n->case_id, s->cases,
		    s->ncases, sizeof(*s->cases), by_id);
		if (c != NULL)
			memcpy(n->case_no, c->number, sizeof(n->case_no));
		s->out->list[kept++] = *n;
	}
	s->out->n = kept;
}

static int
by_place(const void *a, const void *b)
{
	const struct number	*x = a, *y = b;
	int			 d = strcmp(x->folded, y->folded);

	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	if (d != 0)
		return d;
	if (x->sequence != y->sequence)
		return x->sequence < y->sequence ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->op < y->op ? -1 : x->op > y->op;
}

int
numbers_load(ctxh *h, int year, struct numbers *out)
{
	struct scan	s = { .out = out, .year = year };
	int		rc;

	memset(out, 0, sizeof(*out));
	if ((rc = take_documents(h, &s)) == CTXH_OK &&
	    (rc = sealed_each(h, TABLE_REPORT, take_report, &s)) == CTXH_OK) {
		settle(&s);
		if (out->n > 1)
			qsort(out->list, out->n, sizeof(*out->list), by_place);
	}
	free(s.replaced);
	free(s.cases);
	if (rc != CTXH_OK)
		numbers_free(out);
	return rc;
}

void
numbers_free(struct numbers *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		number_free(&all->list[i]);
	free(all->list);
	memset(all, 0, sizeof(*all));
}

/* ---- what is said when one is recorded ---- */

/* The nearest below and above that is dated the wrong way round, and one with
 * the same number; or NULL. */
struct beside { const struct number *same, *below, *above; };

static struct beside
look_beside(ctxh *h, const struct numbers *all, const struct number *n)
{
	const struct number	*o;
	struct beside		 b = { NULL, NULL, NULL };

	EACH(o, all->list, all->n) {
		if (o->op == op_id(h) || o->sequence < 0 ||
		    strcmp(o->folded, n->folded) != 0)
			continue;
		if (o->sequence == n->sequence)
			b.same = o;
		else if (o->sequence < n->sequence && o->day > n->day)
			b.below = o;
		else if (o->sequence > n->sequence && o->day < n->day &&
		    b.above == NULL)
			b.above = o;
	}
	return b;
}

static int
order_notice(ctxh *h, const struct number *n, const struct number *other,
    ctxh_value *notices)
{
	char a[NUMBER_TEXT], b[NUMBER_TEXT], where[NUMBER_TEXT], date[11];

	(void)date_show(n->day, date);
	return notice_fmt(h, notices, "number-order", T(h, "number %s is dated "
	    "%s, but number %s: %s; look whether both dates are right"),
	    number_show(n, a), date, number_show(other, b),
	    number_where(h, other, where));
}

/* Only letters may share a number. */
static int
again_notice(ctxh *h, const struct number *n, const struct number *other,
    int is_report, ctxh_value *notices)
{
	char text[NUMBER_TEXT], where[NUMBER_TEXT];

	(void)number_show(n, text);
	(void)number_where(h, other, where);
	if (is_report || other->doc == 0)
		return notice_fmt(h, notices, "number-again", T(h, "number %s "
		    "is on another document, too (%s); a report has a number "
		    "of its own, ask the office"), text, where);
	return notice_fmt(h, notices, "number-again", T(h, "number %s is on "
	    "another document, too (%s); that is right for one letter to "
	    "several agencies or on several pupils"), text, where);
}

static int
beside_notices(ctxh *h, const struct number *n, int is_report,
    ctxh_value *notices)
{
	struct numbers	all;
	struct beside	b;
	int		rc;

	if ((rc = numbers_load(h, n->year, &all)) != CTXH_OK)
		return rc;
	b = look_beside(h, &all, n);
	if (b.same != NULL)
		rc = again_notice(h, n, b.same, is_report, notices);
	if (rc == CTXH_OK && b.below != NULL)
		rc = order_notice(h, n, b.below, notices);
	if (rc == CTXH_OK && b.above != NULL)
		rc = order_notice(h, n, b.above, notices);
	numbers_free(&all);
	return rc;
}

int
number_notices(ctxh *h, const char *text, int is_report, int64_t day,
    ctxh_value *notices)
{
	struct number	n;
	char		shown[NUMBER_TEXT];
	int		rc;

	/* Without the person key the others cannot be read. */
	if (!role_has_person(h->actor->role))
		return CTXH_OK;
	if ((rc = number_read(h, text, &n)) != CTXH_OK)
		return rc;
	n.day = day;
	n.year = civil_from_day(day).year;
	if (n.sequence < 0)
		rc = notice_fmt(h, notices, "number-form", T(h, "number \"%s\" "
		    "does not begin with digits, as 05/THCSABC-TVHĐ does; it "
		    "cannot be compared with others"), text);
	else if (n.sequence < 10 && n.digits < 2)
		rc = notice_fmt(h, notices, "number-zero", T(h, "below 10 a "
		    "number is written with a 0 before it: %s (Decree 30/2020, "
		    "Annex I)"), number_show(&n, shown));
	if (rc == CTXH_OK && n.sequence >= 0)
		rc = beside_notices(h, &n, is_report, notices);
	number_free(&n);
	return rc;
}
