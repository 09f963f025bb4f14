/* ctxh_numbers(): the numbers of a year, and what does not fit among them. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/number.h"
#include "chain/member.h"
#include "rules/book.h"
#include "store/db.h"
#include "text/date.h"

static int
put_number(ctxh *h, const struct number *n, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	char		 date[11];

	(void)date_format(n->day, date);
	if (o == NULL || put_text(o, "number", n->shown) |
	    put_text(o, "date", date) | put_text(o, "kind", n->kind) |
	    put_text(o, "case", n->case_no[0] != '\0' ? n->case_no : NULL) |
	    put_text(o, "entry", n->entry[0] != '\0' ? n->entry : NULL) |
	    put_text(o, "agency", n->agency[0] != '\0' ? n->agency : NULL) |
	    (n->sequence >= 0 ? put_int(o, "sequence", n->sequence) :
	    put_null(o, "sequence")) |
	    put_text(o, "symbol", n->symbol) | put_text(o, "written", n->text)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* ---- what does not fit ---- */

static int
problem(ctxh *h, ctxh_value *list, const char *code, const struct number *n,
    const char *message)
{
	ctxh_value	*o = ctxh_value_object();
	char		 date[11];

	(void)date_format(n->day, date);
	if (o == NULL || put_text(o, "code", code) |
	    put_text(o, "number", n->shown) |
	    put_text(o, "date", date) |
	    put_text(o, "case", n->case_no[0] != '\0' ? n->case_no : NULL) |
	    put_text(o, "message", message)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* One letter may go to several agencies and be on several pupils, but it has
 * one day, and a report is no letter. */
static int
check_double(ctxh *h, const struct number *a, const struct number *b,
    ctxh_value *list)
{
	struct buf	m = { 0 };
	char		x[NUMBER_WHERE], y[NUMBER_WHERE];
	int		rc;

	if (a->day == b->day && (a->doc != 0) == (b->doc != 0) &&
	    a->doc != 0)
		return CTXH_OK;
	buf_fmt(&m, T(h, "number %s stands on two documents: %s; %s"),
	    b->shown, number_where(h, a, x), number_where(h, b, y));
	rc = buf_failed(&m) ? fail_nomem(h) :
	    problem(h, list, "double", b, m.data);
	buf_free(&m);
	return rc;
}

static int
check_gap(ctxh *h, const struct number *a, const struct number *b,
    ctxh_value *list)
{
	struct buf	first = { 0 }, last = { 0 }, m = { 0 };
	int		rc;

	if (b->sequence <= a->sequence + 1)
		return CTXH_OK;
	number_put(&first, b, a->sequence + 1, 0);
	number_put(&last, b, b->sequence - 1, 0);
	if (buf_failed(&first) || buf_failed(&last))
		m.failed = 1;
	else if (b->sequence == a->sequence + 2)
		buf_fmt(&m, T(h, "no document has number %s of %d"),
		    first.data, b->year);
	else
		buf_fmt(&m, T(h, "no documents have numbers %s to %s of %d"),
		    first.data, last.data, b->year);
	rc = buf_failed(&m) ? fail_nomem(h) :
	    problem(h, list, "gap", b, m.data);
	buf_free(&first);
	buf_free(&last);
	buf_free(&m);
	return rc;
}

static int
check_order(ctxh *h, const struct number *latest, const struct number *b,
    ctxh_value *list)
{
	struct buf	m = { 0 };
	char		at[NUMBER_WHERE], before[NUMBER_WHERE];
	int		rc;

	if (b->day >= latest->day || number_order(b, latest) == 0)
		return CTXH_OK;
	buf_fmt(&m, T(h, "number %s (%s) is dated before number %s (%s)"),
	    b->shown, number_where(h, b, at), latest->shown,
	    number_where(h, latest, before));
	rc = buf_failed(&m) ? fail_nomem(h) :
	    problem(h, list, "order", b, m.data);
	buf_free(&m);
	return rc;
}

/* Of one year. */
static int
check_numbers(ctxh *h, const struct numbers *all, ctxh_value *list)
{
	const struct number	*n, *last = NULL, *latest = NULL;
	int			 rc = CTXH_OK;

	EACH(n, all->list, all->n) {
		if (n->sequence < 0)
			continue;
		if (last == NULL || strcmp(last->folded, n->folded) != 0)
			latest = n;
		else if ((number_order(last, n) == 0 &&
		    (rc = check_double(h, last, n, list)) != CTXH_OK) ||
		    (rc = check_gap(h, last, n, list)) != CTXH_OK ||
		    (rc = check_order(h, latest, n, list)) != CTXH_OK)
			return rc;
		last = n;
		if (n->day > latest->day)
			latest = n;
	}
	return rc;
}

/* The newest year that has any; the others go. */
static int
newest_year(struct numbers *all)
{
	size_t	i, n = 0;
	int	year = all->n > 0 ? all->list[all->n - 1].year : 0;

	for (i = 0; i < all->n; i++)
		if (all->list[i].year == year)
			all->list[n++] = all->list[i];
		else
			number_free(&all->list[i]);
	all->n = n;
	return year;
}

static int
make(ctxh *h, int year, const struct numbers *all, ctxh_value *o)
{
	ctxh_value		*numbers = ctxh_value_list();
	ctxh_value		*problems = ctxh_value_list();
	const struct number	*n;
	int			 rc = CTXH_OK;

	if (put_int(o, "format", 1) |
	    (year != 0 ? put_int(o, "year", year) : put_null(o, "year")) |
	    put(o, "numbers", numbers) | put(o, "problems", problems))
		return fail_nomem(h);
	EACH(n, all->list, all->n)
		if ((rc = put_number(h, n, numbers)) != CTXH_OK)
			return rc;
	return check_numbers(h, all, problems);
}

EXPORT int
ctxh_numbers(ctxh *h, int year, ctxh_value **out)
{
	struct numbers	 all;
	ctxh_value	*o;
	int		 rc;

	*out = NULL;
	if (year != 0 && (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX))
		return fail(h, CTXH_EUSAGE, T(h, "no calendar year: %d; "
		    "numbers restart on 1 January"), year);
	if ((rc = need_person(h, "number")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = numbers_load(h, year, &all)) == CTXH_OK) {
		if (year == 0)
			year = newest_year(&all);
		o = ctxh_value_object();
		rc = o != NULL ? make(h, year, &all, o) : fail_nomem(h);
		if (rc == CTXH_OK)
			*out = o;
		else
			ctxh_value_free(o);
		numbers_free(&all);
	}
	return db_release(h, rc);
}
