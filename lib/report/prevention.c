/*
 * Biểu 5: what was done for all, by kind of activity.  Numbers of persons are
 * attendance; the share counts nobody twice (registers/reached.h).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/year.h"
#include "report/tables.h"
#include "text/date.h"

double
share_of(int64_t n, int64_t of)
{
	if (of <= 0)
		return NAN;
	/* Tenths of a percent, a half rounded up. */
	return (double)((n * 2000 + of) / (of * 2)) / 10;
}

/* ---- how many pupils there are ---- */

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t
distinct(int64_t *list, size_t n)
{
	int64_t	found = 0;
	size_t	i;

	if (n > 0)
		qsort(list, n, sizeof(*list), by_number);
	for (i = 0; i < n; i++)
		found += i == 0 || list[i] != list[i - 1];
	return found;
}

int
enrolled_in(ctxh *h, struct enrolled *all, const struct span *span,
    int64_t *count)
{
	struct enrolled_year	*y;
	int64_t			*list = NULL;
	size_t			 n = 0, cap = 0;
	int			 year, rc = CTXH_OK;
	int			 last = year_of_day(day_of(span->asof));

	*count = 0;
	for (year = year_of_day(span->first); year <= last; year++) {
		if ((rc = enrolled_year(h, all, year, &y)) != CTXH_OK)
			break;
		if (mem_grow((void **)&list, &cap, n + y->roster.n + 1,
		    sizeof(*list)) != 0) {
			rc = fail_nomem(h);
			break;
		}
		memcpy(list + n, y->roster.students, y->roster.n * sizeof(*list));
		n += y->roster.n;
	}
	if (rc == CTXH_OK)
		*count = distinct(list, n);
	free(list);
	return rc;
}

/* ---- rows ---- */

struct counting {
	struct prevention *t;
	const struct codes *kinds;	/* the report's */
	const struct entries *all;
	struct enrolled	*enrolled;
	const struct span *span;
	int64_t		 pupils;	/* that there are; 0: not known */
};

/* kind NULL: the total, which is always there. */
static int
count_kind(ctxh *h, const struct counting *c, const char *kind,
    const struct codes *own)
{
	struct sheet	*t = &c->t->sheet;
	struct reached	 r;
	int		 rc, row;

	rc = activities_reached(h, c->enrolled, c->all, kind, c->span->start,
	    c->span->asof, &r);
	if (rc != CTXH_OK || (kind != NULL && r.documents == 0))
		return rc;
	row = kind != NULL ? sheet_code_row(t, kind, c->kinds, own) :
	    sheet_row(t, ROW_TOTAL, TOTAL_LABEL, ORDER_TOTAL);
	if (row < 0)
		return fail_nomem(h);
	sheet_set(t, row, "sessions", (double)r.sessions);
	sheet_set(t, row, "students", (double)r.sum_students);
	sheet_set(t, row, "parents", (double)r.sum_parents);
	sheet_set(t, row, "staff", (double)r.sum_staff);
	sheet_set(t, row, "share", r.known ? share_of(r.students,
	    c->pupils) : NAN);
	return CTXH_OK;
}

/* Kinds that the report's rules do not have: of the entry's own. */
static const struct codes *
own_kinds(const struct entry *e)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	const struct field	*f;

	f = d != NULL ? form_field(d->form, "kind") : NULL;
	return f != NULL ? f->codes : NULL;
}

/* Whether an entry before it is of that kind, too. */
static int
kind_before(const struct entries *all, const struct entry *e,
    const char *kind, int64_t until)
{
	const struct entry	*o;
	const char		*other;

	for (o = all->list; o < e; o++)
		if ((other = activity_kind(o, until)) != NULL &&
		    strcmp(other, kind) == 0)
			return 1;
	return 0;
}

static int
count_kinds(ctxh *h, const struct counting *c)
{
	const struct entry	*e;
	const char		*kind;
	size_t			 i;
	int			 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && c->kinds != NULL &&
	    i < c->kinds->count; i++)
		rc = count_kind(h, c, c->kinds->list[i].code, NULL);
	for (i = 0; rc == CTXH_OK && i < c->all->n; i++) {
		e = &c->all->list[i];
		kind = activity_kind(e, c->span->asof);
		if (kind != NULL && code_index(c->kinds, kind) < 0 &&
		    !kind_before(c->all, e, kind, c->span->asof))
			rc = count_kind(h, c, kind, own_kinds(e));
	}
	return rc == CTXH_OK ? count_kind(h, c, NULL, NULL) : rc;
}

int
prevention_count(ctxh *h, struct prevention *t, const struct rules *r,
    const struct period *p, const struct entries *activities,
    int used, struct enrolled *enrolled)
{
	static const char *const known[] = { "sessions", "students",
	    "parents", "staff", "share", NULL };
	struct counting	c = { .t = t, .kinds = rules_codes(r,
	    "activity_kind"), .all = activities, .enrolled = enrolled,
	    .span = &p->span };
	int		rc;

	memset(t, 0, sizeof(*t));
	sheet_init(&t->sheet, r, ROWS_ACTIVITY, known);
	if (t->sheet.def == NULL)
		return CTXH_OK;
	t->used = used;
	/* Who keeps no activities need not wait for the list of pupils. */
	if (used && (rc = enrolled_in(h, enrolled, &p->span,
	    &c.pupils)) != CTXH_OK)
		return rc;
	return count_kinds(h, &c);
}
