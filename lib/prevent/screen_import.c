/* Taking in a list for screening: one operation, or nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "lists/import_map.h"
#include "people/year.h"
#include "prevent/screen_list.h"
#include "rules/holidays.h"
#include "text/date.h"

#define DAYS_LEAST 5		/* columns of days that make a month's sheet */

static const char *const kinds[] = { "absence", "conduct", "result" };
static const unsigned kind_tells[] = { TELLS_DAYS | TELLS_MONTH,
    TELLS_CONDUCT, TELLS_RESULT };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* ---- what is asked for ---- */

/* What the kind that was said leaves; 0: there is none of it. */
static unsigned
tells_of_kind(const char *kind)
{
	size_t i;

	for (i = 0; kind != NULL && i < KINDS; i++)
		if (strcmp(kinds[i], kind) == 0)
			return kind_tells[i];
	return kind == NULL ? ~0U : 0;
}

static int
term_said(const char *term)
{
	int t;

	for (t = 0; t < TERMS; t++)
		if (strcmp(term_name((enum term)t), term) == 0)
			return t;
	return -1;
}

static int
check_options(ctxh *h, const struct ctxh_screen_import_options *o,
    const struct ctxh_import_options *list)
{
	if (list->read == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options of the "
		    "import are not of this version"));
	if (tells_of_kind(o->kind) == 0)
		return fail(h, CTXH_EUSAGE, T(h, "no such kind of list: "
		    "\"%s\"; there are absence, conduct, result"), o->kind);
	if (o->term != NULL && term_said(o->term) < 0)
		return fail(h, CTXH_EUSAGE, T(h, "no such term: \"%s\"; there "
		    "are 1, 2, year"), o->term);
	if (o->month < 0 || o->month > 12)
		return fail(h, CTXH_EUSAGE, T(h, "no such month: %d; there are "
		    "1 to 12"), o->month);
	return check_map(h, &screen_list_kind, list) == CTXH_OK ?
	    encoding_check(h, list->encoding) : h->status;
}

/* ---- the columns ---- */

static int
has(const struct screen_import *im, int f)
{
	return im->reader.columns.of[f] >= 0;
}

static unsigned
tells_of_columns(const struct screen_import *im)
{
	unsigned	tells = 0;
	int		i, n = 0;

	for (i = SCREEN_DAY_1; i < SCREEN_END; i++)
		n += has(im, i);
	if (has(im, SCREEN_DATE) || has(im, SCREEN_FROM))
		tells |= TELLS_DAYS;
	else if (n >= DAYS_LEAST)
		tells |= TELLS_MONTH;
	if (has(im, SCREEN_CONDUCT))
		tells |= TELLS_CONDUCT;
	if (has(im, SCREEN_RESULT))
		tells |= TELLS_RESULT;
	return tells;
}

/* What the list tells of, and whether it says all that this takes. */
static void
check_columns(struct screen_import *im)
{
	struct reader *r = &im->reader;

	im->tells = tells_of_columns(im) & tells_of_kind(im->opt->kind);
	screen_title(im);
	if (im->tells == 0)
		header_error(r, 0, "%s", T(im->h, "the list has no columns of "
		    "this: absences have \"Ngày nghỉ\" and \"Phép\", or a "
		    "column for each day of a month; conduct has \"Hạnh "
		    "kiểm\", results \"Học lực\""));
	if ((im->tells & TELLS_DAYS) != 0 && !has(im, SCREEN_LEAVE) &&
	    !has(im, SCREEN_WITH) && !has(im, SCREEN_WITHOUT))
		header_error(r, 0, "%s", T(im->h, "no column says whether "
		    "with leave, such as \"Phép\" or \"Không phép\""));
	if ((im->tells & TELLS_MONTH) != 0 && !has(im, SCREEN_MONTH) &&
	    im->month == 0)
		header_error(r, 0, "%s", T(im->h, "the month is not said; "
		    "give it with --month"));
	if ((im->tells & (TELLS_CONDUCT | TELLS_RESULT)) != 0 &&
	    !has(im, SCREEN_TERM) && im->term < 0)
		header_error(r, 0, "%s", T(im->h, "the term is not said; give "
		    "it with --term"));
}

/* ---- reading ---- */

static void
begun(void *ctx)
{
	check_columns(ctx);
}

static int
take_row(void *ctx, const struct csv_row *row)
{
	return screen_row(ctx, row);
}

static int
read_list(struct screen_import *im)
{
	return list_rows(im->h, &im->reader, begun, take_row, im,
	    &im->refused);
}

/* ---- what is new ---- */

/* How a day was missed, of both its halves. */
static unsigned
of_day(const struct listed *p, int day)
{
	return p->halves == NULL ? 0 :
	    (p->halves->of[day] | p->halves->of[day] >> 2) & 3U;
}

/* Counts what the list says of these days that was not known; days is what it
 * says of them. */
static uint64_t
compare_days(const struct listed *p, const struct observed *old, int from,
    int to, int covers, struct days *days, int *differs)
{
	uint64_t	new = 0;
	unsigned	is, was;
	int		i;

	memset(days, 0, sizeof(*days));
	for (i = from; i <= to; i++) {
		is = of_day(p, i);
		was = old != NULL ? days_get(&old->days, i) : 0;
		days_set(days, i, is);
		if (is == was || (is == 0 && !covers))
			continue;
		*differs = 1;
		new += is != 0;
	}
	return new;
}

/* The first and last day of a month that the sheet has a column for, as places
 * in the school year; -1 where none of them is in it. */
static int
month_span(const struct screen_import *im, int month, int *from, int *to)
{
	struct civil	c = { im->known.year + (month < 9), month, 1 };
	int64_t		day;
	int		i;

	*from = *to = -1;
	for (i = 0; i < 31; i++) {
		c.day = i + 1;
		if (!has(im, SCREEN_DAY_1 + i) || civil_check(c) != DATE_OK)
			continue;
		day = day_from_civil(c);
		if (day < im->known.first || day > im->known.last ||
		    day > im->today)
			continue;
		*to = (int)(day - im->known.first);
		if (*from < 0)
			*from = *to;
	}
	return *from;
}

static int
put_days(struct screen_import *im, const struct listed *p,
    const struct days *d, int from, int to, struct buf *b)
{
	int64_t first = im->known.first;

	buf_reset(b);
	absence_write(&im->known, p->student, d, from < 0 ? 0 : first + from,
	    first + to, b);
	return observation_put(im->h, b);
}

static void
count(struct screen_import *im, int known, int differs)
{
	if (!differs)
		im->unchanged++;
	else if (known)
		im->updated++;
	else
		im->created++;
}

static int
put_absences(struct screen_import *im, const struct listed *p,
    const struct observed *old, struct buf *b)
{
	struct days	days;
	int		month, from, to, differs = 0, any = 0, rc = CTXH_OK;

	if ((im->tells & TELLS_DAYS) != 0) {
		im->absences += compare_days(p, old, 0, YEAR_DAYS - 1, 0,
		    &days, &any);
		if (any)
			rc = put_days(im, p, &days, -1, 0, b);
	}
	for (month = 1; month <= 12 && rc == CTXH_OK; month++) {
		if ((p->months >> month & 1) == 0 ||
		    month_span(im, month, &from, &to) < 0)
			continue;
		differs = 0;
		im->absences += compare_days(p, old, from, to, 1, &days,
		    &differs);
		any |= differs;
		if (differs)
			rc = put_days(im, p, &days, from, to, b);
	}
	count(im, old != NULL && old->absences, any);
	return rc;
}

static int
put_grades(struct screen_import *im, const struct listed *p,
    const struct observed *old, enum grade_kind kind, struct buf *b)
{
	int	t, known = 0, differs = 0, any = 0, rc = CTXH_OK;

	for (t = 0; t < TERMS && rc == CTXH_OK; t++) {
		known |= old != NULL && old->grade[kind][t] != 0;
		any |= p->grade[kind][t] != 0;
		if (p->grade[kind][t] == 0 || (old != NULL &&
		    old->grade[kind][t] == p->grade[kind][t]))
			continue;
		differs = 1;
		buf_reset(b);
		grade_write(&im->known, p->student, kind, (enum term)t,
		    im->known.words[p->grade[kind][t] - 1], b);
		rc = observation_put(im->h, b);
	}
	if (any)
		count(im, known, differs);
	return rc;
}

static int
put_all(struct screen_import *im)
{
	const struct observed	*old;
	const struct listed	*p;
	struct buf		 b = { 0 };
	int			 rc = CTXH_OK;

	EACH(p, im->list, im->n) {
		old = observations_find(&im->known, p->student);
		if ((im->tells & (TELLS_DAYS | TELLS_MONTH)) != 0)
			rc = put_absences(im, p, old, &b);
		if (rc == CTXH_OK && (im->tells & TELLS_CONDUCT) != 0)
			rc = put_grades(im, p, old, GRADE_CONDUCT, &b);
		if (rc == CTXH_OK && (im->tells & TELLS_RESULT) != 0)
			rc = put_grades(im, p, old, GRADE_RESULT, &b);
		if (rc != CTXH_OK)
			break;
	}
	buf_free(&b);
	return rc;
}

/* ---- the result ---- */

static ctxh_value *
kinds_value(const struct screen_import *im)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;

	for (i = 0; list != NULL && i < KINDS; i++)
		if ((im->tells & kind_tells[i]) != 0 &&
		    push_text(list, kinds[i]) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	return list;
}

static int
put_counts(const struct screen_import *im, ctxh_value *o)
{
	return put_int(o, "created", (int64_t)im->created) |
	    put_int(o, "updated", (int64_t)im->updated) |
	    put_int(o, "absences", (int64_t)im->absences);
}

static int
result(struct screen_import *im, int64_t op, ctxh_value **out)
{
	const struct reader	*r = &im->reader;
	ctxh_value		*o = ctxh_value_object();
	char			 year[16];

	year_name(im->known.year, year);
	if (o == NULL || put_int(o, "format", 1) |
	    put(o, "kinds", kinds_value(im)) | put_text(o, "year", year) |
	    put_int(o, "read", (int64_t)r->rows) | put_counts(im, o) |
	    put_int(o, "unchanged", (int64_t)im->unchanged) |
	    put_int(o, "rejected", (int64_t)im->refused) |
	    list_findings(r, o) |
	    (op != 0 ? put_int(o, "op", op) : put_null(o, "op"))) {
		ctxh_value_free(o);
		return fail_nomem(im->h);
	}
	*out = o;
	return CTXH_OK;
}

static int
put_detail(struct screen_import *im)
{
	ctxh_value	*detail = op_detail(im->h);
	char		 year[16];

	year_name(im->known.year, year);
	return put_text(detail, "year", year) |
	    put(detail, "kinds", kinds_value(im)) | put_counts(im, detail) ?
	    fail_nomem(im->h) : memory_keep(im->h, &im->reader);
}

/* Behind the commit nothing may fail any more, so the result is made before. */
static int
finish(struct screen_import *im, ctxh_value **out)
{
	int refused = im->reader.errors.total > 0, write, rc = CTXH_OK;

	if (!refused)
		rc = put_all(im);
	write = !refused && !im->opt->list->dry_run &&
	    (im->created + im->updated > 0 || memory_is_new(&im->reader));
	if (rc == CTXH_OK && write)
		rc = put_detail(im);
	if (rc == CTXH_OK)
		rc = result(im, write ? op_id(im->h) : 0, out);
	if (rc != CTXH_OK)
		return rc;
	if (!write)
		op_abort(im->h);
	else if ((rc = op_commit(im->h, NULL)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
		return rc;
	}
	return !refused ? CTXH_OK : fail(im->h, CTXH_EFAIL, T(im->h, "the list "
	    "was refused (%llu errors); nothing was written"),
	    (unsigned long long)im->reader.errors.total);
}

static int
start(struct screen_import *im, int year)
{
	struct reader	*r = &im->reader;
	int		 rc;

	r->h = im->h;
	r->kind = &screen_list_kind;
	r->opt = im->opt->list;
	im->term = im->opt->term != NULL ? term_said(im->opt->term) : -1;
	im->month = im->opt->month;
	im->today = day_of(handle_now(im->h));
	if ((rc = memory_load(im->h, r->kind, &im->memory)) != CTXH_OK ||
	    (rc = grade_words_load(im->h, &im->grades)) != CTXH_OK)
		return rc;
	if ((im->calendar = holidays(im->h)) == NULL)
		return im->h->status;
	r->remembered = im->memory;
	if ((rc = op_begin(im->h, "screen import")) != CTXH_OK ||
	    (rc = observations_load(im->h, year, &im->known)) != CTXH_OK)
		return rc;
	return list_open(im->h, r->opt, &r->list);
}

static void
screen_free(struct screen_import *im)
{
	struct listed *p;

	EACH(p, im->list, im->n)
		mem_wipe_free(p->halves, sizeof(*p->halves));
	mem_wipe_free(im->list, im->cap * sizeof(*im->list));
	mem_wipe_free(im->at, im->at_cap * sizeof(*im->at));
	mem_wipe_free(im->told, im->told_cap * sizeof(*im->told));
	tag_map_free(im->tags);
	observations_free(&im->known);
	grade_words_free(&im->grades);
	reader_free(&im->reader);
	buf_free(&im->ids);
	ctxh_value_free(im->memory);
	free(im);
}

/* Who may, and of which year. */
static int
may_import(ctxh *h, const char *text, int *year)
{
	int rc = need_role(h, ROLE_FOCAL, "screen import", T(h, "importing "
	    "lists is the focal's"));

	if (rc == CTXH_OK)
		rc = need_person(h, "screen import");
	return rc == CTXH_OK ? year_wanted(h, text, year) : rc;
}

EXPORT int
ctxh_screen_import(ctxh *h, const struct ctxh_screen_import_options *o,
    ctxh_value **out)
{
	struct ctxh_screen_import_options asked;
	struct ctxh_import_options own;
	struct screen_import	*im;
	int			 rc, year = 0;

	*out = NULL;
	if (o == NULL || o->version != CTXH_SCREEN_IMPORT_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options of the "
		    "import are not of this version"));
	asked = *o;
	asked.list = &own;
	if ((rc = import_options(h, o->list, &own)) != CTXH_OK ||
	    (rc = check_options(h, o, &own)) != CTXH_OK ||
	    (rc = may_import(h, own.year, &year)) != CTXH_OK)
		return rc;
	if ((im = calloc(1, sizeof(*im))) == NULL)
		return fail_nomem(h);
	im->h = h;
	im->opt = &asked;
	if ((rc = start(im, year)) != CTXH_OK ||
	    (rc = read_list(im)) != CTXH_OK)
		op_abort(h);
	else if ((rc = finish(im, out)) != CTXH_OK && *out == NULL)
		op_abort(h);
	screen_free(im);
	return rc;
}
