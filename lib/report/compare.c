#include "report/compare.h"

#include <string.h>

#include "base/value.h"
#include "people/year.h"
#include "report/cells.h"
#include "report/kept.h"
#include "report/report.h"
#include "text/date.h"

/* What is worked out of other numbers, and of none is none; or may be not
 * known. */
static int
is_worked_out(const char *column)
{
	static const char *const known[] = { "median_hours", "share",
	    "numerator", "denominator", "percent", "target", "met" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i], column) == 0)
			return 1;
	return 0;
}

/* A row that is not there is one of zeros. */
static ctxh_value *
number_in(const ctxh_value *row, const ctxh_value *cell, const char *column)
{
	if (row != NULL)
		return cell != NULL ? ctxh_value_copy(cell) :
		    ctxh_value_null();
	return is_worked_out(column) ? ctxh_value_null() :
	    ctxh_value_number(0);
}

static int
same_number(const ctxh_value *a, const ctxh_value *b)
{
	return ctxh_value_kind(a) == ctxh_value_kind(b) &&
	    !(ctxh_value_num(a) < ctxh_value_num(b)) &&
	    !(ctxh_value_num(a) > ctxh_value_num(b));
}

/* Two states of one table; a row is NULL where its state has none. */
struct pair {
	const ctxh_value *was, *is;		/* the tables */
	const ctxh_value *row_was, *row_is;
	ctxh_value	*out;			/* the list of differences */
};

static int
push_difference(struct pair *p, const ctxh_value *column, ctxh_value *was,
    ctxh_value *is)
{
	const ctxh_value	*row = p->row_is != NULL ? p->row_is :
	    p->row_was;
	ctxh_value		*o = ctxh_value_object();
	int			 bad;

	bad = put_text(o, "table", get_text(p->is, "id")) |
	    put_text(o, "title", get_text(p->is, "title")) |
	    put_text(o, "row", get_text(row, "id")) |
	    put_text(o, "row_label", get_text(row, "label")) |
	    put_text(o, "column", get_text(column, "id")) |
	    put_text(o, "column_label", get_text(column, "label"));
	bad |= put(o, "sent", was);
	bad |= put(o, "now", is);
	return push(p->out, o) | bad;
}

/* Of a table that was not sent at all: what it has now. */
static int
new_row(ctxh *h, struct pair *p)
{
	const ctxh_value	*column, *cell;
	const char		*id;
	int			 bad = 0;

	VALUE_EACH(column, ctxh_value_get(p->is, "columns")) {
		id = get_text(column, "id");
		cell = id != NULL ? cell_in(p->is, p->row_is, id) : NULL;
		if (ctxh_value_kind(cell) == CTXH_NUMBER &&
		    ctxh_value_num(cell) > 0)
			bad |= push_difference(p, column, ctxh_value_null(),
			    ctxh_value_copy(cell));
	}
	return bad ? fail_nomem(h) : CTXH_OK;
}

/* Columns that only one state has cannot be compared. */
static int
compare_rows(ctxh *h, struct pair *p)
{
	const ctxh_value	*column, *a, *b;
	ctxh_value		*was, *is;
	const char		*id;
	int			 bad = 0;

	VALUE_EACH(column, ctxh_value_get(p->is, "columns")) {
		id = get_text(column, "id");
		if (id == NULL || item_of(ctxh_value_get(p->was, "columns"),
		    id) == NULL)
			continue;
		a = cell_in(p->was, p->row_was, id);
		b = cell_in(p->is, p->row_is, id);
		was = number_in(p->row_was, a, id);
		is = number_in(p->row_is, b, id);
		if (was == NULL || is == NULL || !same_number(was, is)) {
			bad |= push_difference(p, column, was, is);
			continue;
		}
		ctxh_value_free(was);
		ctxh_value_free(is);
	}
	return bad ? fail_nomem(h) : CTXH_OK;
}

/* The rows as they stand now, then those that are no more. */
static int
compare_table(ctxh *h, struct pair *p)
{
	const ctxh_value	*row;
	int			 rc = CTXH_OK;

	VALUE_EACH(row, ctxh_value_get(p->is, "rows")) {
		p->row_is = row;
		p->row_was = item_of(ctxh_value_get(p->was, "rows"),
		    get_text(row, "id"));
		rc = p->was != NULL ? compare_rows(h, p) : new_row(h, p);
		if (rc != CTXH_OK)
			return rc;
	}
	p->row_is = NULL;
	VALUE_EACH(row, ctxh_value_get(p->was, "rows")) {
		if (item_of(ctxh_value_get(p->is, "rows"),
		    get_text(row, "id")) != NULL)
			continue;
		p->row_was = row;
		if ((rc = compare_rows(h, p)) != CTXH_OK)
			return rc;
	}
	return rc;
}

/* Puts what differs between two lists of tables as a list. */
static int
put_differences(ctxh *h, const ctxh_value *was, const ctxh_value *is,
    const char *key, ctxh_value *out)
{
	struct pair	p = { .out = ctxh_value_list() };
	int		rc = p.out != NULL ? CTXH_OK : fail_nomem(h);

	VALUE_EACH(p.is, is) {
		p.was = item_of(was, get_text(p.is, "id"));
		if (rc == CTXH_OK)
			rc = compare_table(h, &p);
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(p.out);
		return rc;
	}
	return put(out, key, p.out) == 0 ? CTXH_OK : fail_nomem(h);
}

/*
 * What happened between the day that the sent numbers were taken on and the
 * period's end: no later report counts it as new.
 */
static int
put_additions(ctxh *h, struct period *p, int64_t upto, const ctxh_value *now,
    ctxh_value *out)
{
	ctxh_value	*end;
	char		 day[11];
	int		 rc;

	p->until = upto < p->span.last ? upto : p->span.last;
	p->span.asof = day_start(p->until + 1) - 1;
	if ((rc = report_tables(h, p, &end)) != CTXH_OK)
		return rc;
	date_format(p->until, day);
	if ((rc = put_differences(h, now, end, "additions", out)) == CTXH_OK &&
	    put_text(out, "additions_until", day) != 0)
		rc = fail_nomem(h);
	ctxh_value_free(end);
	return rc;
}

static int
put_names(ctxh *h, const ctxh_value *row, ctxh_value *o)
{
	static const char *const keys[] = { "number", "date", "year", "period",
	    "from", "to", "until", "issued_at", "by", "op" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (put_copy(o, keys[i], row) != 0)
			return fail_nomem(h);
	return CTXH_OK;
}

static int
put_days(ctxh_value *out, const char *key, const struct period *p)
{
	ctxh_value	*o = ctxh_value_object();
	char		 from[11], to[11], until[11];
	int		 bad;

	date_format(p->span.first, from);
	date_format(p->span.last, to);
	date_format(p->until, until);
	bad = put_text(o, "from", from) | put_text(o, "to", to) |
	    put_text(o, "until", until);
	return put(out, key, o) | bad;
}

/*
 * A term that ends anew is counted by its days of now, else a case that moved
 * to the other term would stand in both of their reports.  The day that the
 * numbers are of stays, as far as it lies in the term.
 */
static int
move_period(ctxh *h, struct period *p, ctxh_value *out)
{
	struct period	 sent = *p;
	ctxh_value	*o;
	int		 rc, bad;

	if ((rc = period_days(h, p)) != CTXH_OK)
		return rc;
	if (p->span.first == sent.span.first &&
	    p->span.last == sent.span.last) {
		*p = sent;
		return put_null(out, "moved") == 0 ? CTXH_OK : fail_nomem(h);
	}
	if (p->until > p->span.last)
		p->until = p->span.last;
	p->span.asof = day_start(p->until + 1) - 1;
	if (p->span.asof > sent.span.asof)
		p->span.asof = sent.span.asof;
	o = ctxh_value_object();
	bad = put_days(o, "sent", &sent) | put_days(o, "now", p);
	return put(out, "moved", o) | bad ? fail_nomem(h) : CTXH_OK;
}

/* upto: the last day that a later report counts; 0: of the same period. */
static int
compare(ctxh *h, const ctxh_value *row, int64_t upto, ctxh_value *o)
{
	struct period		 p;
	const ctxh_value	*sent;
	ctxh_value		*now;
	int			 rc;

	sent = ctxh_value_get(ctxh_value_get(row, "report"), "tables");
	if ((rc = kept_period(h, row, &p)) != CTXH_OK ||
	    (rc = move_period(h, &p, o)) != CTXH_OK ||
	    (rc = report_tables(h, &p, &now)) != CTXH_OK)
		return rc;
	if ((rc = put_names(h, row, o)) == CTXH_OK &&
	    (rc = put_differences(h, sent, now, "differences", o)) ==
	    CTXH_OK && upto > p.until && p.until < p.span.last)
		rc = put_additions(h, &p, upto, now, o);
	ctxh_value_free(now);
	return rc;
}

/* The reports that follow each other; -1 for one of two days. */
static int
place_of(const char *kind)
{
	static const char *const kinds[] = { "hk1", "hk2", "year" };
	int i;

	for (i = 0; kind != NULL && i < 3; i++)
		if (strcmp(kinds[i], kind) == 0)
			return i;
	return -1;
}

/* Of the same school year; for the first term of the year before. */
static const ctxh_value *
issued_before(const ctxh_value *list, const struct period *p)
{
	const ctxh_value	*row, *best = NULL;
	int			 mine = place_of(p->kind), place, top = -1;
	int			 year = p->year - (mine == 0);

	VALUE_EACH(row, list) {
		place = place_of(get_text(row, "period"));
		if (year_named(get_text(row, "year")) != year || place < top ||
		    place < 0 || (mine > 0 && place >= mine) || mine < 0)
			continue;
		top = place;
		best = row;
	}
	return best;
}

static int
put_corrections(ctxh *h, const ctxh_value *list, const struct period *p,
    ctxh_value *report)
{
	const ctxh_value	*row = issued_before(list, p);
	ctxh_value		*corrections = ctxh_value_list(), *o;

	if (put(report, "corrections", corrections) != 0)
		return fail_nomem(h);
	if (row == NULL)
		return CTXH_OK;
	if ((o = ctxh_value_object()) == NULL || push(corrections, o) != 0)
		return fail_nomem(h);
	return compare(h, row, p->until, o);
}

static int
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The titles of the parts that were written anew since. */
static int
put_prose(ctxh *h, const ctxh_value *sent, const ctxh_value *now,
    ctxh_value *out)
{
	const ctxh_value	*part, *was;
	ctxh_value		*list = ctxh_value_list();
	int			 bad = 0;

	VALUE_EACH(part, now) {
		was = item_of(sent, get_text(part, "id"));
		if (!same_text(get_text(was, "text"), get_text(part, "text")))
			bad |= push_text(list, get_text(part, "title"));
	}
	bad |= put(out, "prose", list);
	return bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_issued(ctxh *h, const ctxh_value *row, ctxh_value *report)
{
	const ctxh_value	*sent = ctxh_value_get(row, "report");
	ctxh_value		*o;
	int			 rc;

	if (row == NULL)
		return put_null(report, "issued") == 0 ? CTXH_OK :
		    fail_nomem(h);
	if ((o = ctxh_value_object()) == NULL ||
	    put(report, "issued", o) != 0)
		return fail_nomem(h);
	if ((rc = compare(h, row, 0, o)) != CTXH_OK)
		return rc;
	return put_prose(h, ctxh_value_get(sent, "prose"),
	    ctxh_value_get(report, "prose"), o);
}

int
compare_put(ctxh *h, const struct period *p, ctxh_value *report)
{
	ctxh_value	*list;
	int		 rc;

	if ((rc = kept_load(h, "issue", &list)) != CTXH_OK)
		return rc;
	if ((rc = put_issued(h, kept_newest(list, p), report)) == CTXH_OK)
		rc = put_corrections(h, list, p, report);
	ctxh_value_free(list);
	return rc;
}
