#include "registers/reached.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/class_name.h"
#include "people/year.h"
#include "text/fold.h"

#define DONE_FORM "activity_done"

/* ---- the lists of school years ---- */

int
enrolled_year(ctxh *h, struct enrolled *e, int year,
    struct enrolled_year **out)
{
	struct enrolled_year	*y;
	int			 rc;

	*out = NULL;
	if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "no such school year: %d"),
		    year);
	if ((*out = e->of[year - DATE_YEAR_MIN]) != NULL)
		return CTXH_OK;
	if ((y = calloc(1, sizeof(*y))) == NULL)
		return fail_nomem(h);
	if ((rc = roster_load(h, year, NULL, &y->roster)) == CTXH_OK) {
		*out = e->of[year - DATE_YEAR_MIN] = y;
		return CTXH_OK;
	}
	roster_free(&y->roster);
	free(y);
	return rc;
}

void
enrolled_free(struct enrolled *e)
{
	size_t i;

	for (i = 0; i < STUDENT_YEARS; i++) {
		if (e->of[i] == NULL)
			continue;
		roster_free(&e->of[i]->roster);
		free(e->of[i]);
		e->of[i] = NULL;
	}
}

/* Where no class is called so, a number alone names a grade. */
static size_t
mark(const struct enrolled_year *y, const char *name, int grade, int by_grade,
    unsigned char *taken)
{
	const struct roster_class	*c = y->roster.classes;
	size_t				 i, found = 0;

	for (i = 0; i < y->roster.nclasses; i++) {
		if (by_grade ? c[i].grade != grade :
		    strcmp(c[i].name, name) != 0)
			continue;
		taken[i] = 1;
		found++;
	}
	return found;
}

int
enrolled_class(ctxh *h, const struct enrolled_year *y, const char *text,
    unsigned char *taken, size_t *found)
{
	struct buf	tidy = { 0 }, name = { 0 };
	char		number[16];
	int		grade = CLASS_NO_GRADE, bad;

	*found = 0;
	if (text_tidy(text, strlen(text), &tidy) == 0 && tidy.len > 0)
		class_name(tidy.data, tidy.len, &name, &grade);
	bad = buf_failed(&tidy) || buf_failed(&name);
	if (!bad && name.len > 0) {
		*found = mark(y, name.data, grade, 0, taken);
		(void)snprintf(number, sizeof(number), "%d", grade);
		if (*found == 0 && grade != CLASS_NO_GRADE &&
		    strcmp(name.data, number) == 0)
			*found = mark(y, NULL, grade, 1, taken);
	}
	buf_free(&tidy);
	buf_free(&name);
	return bad ? fail_nomem(h) : CTXH_OK;
}

size_t
enrolled_taken(const struct enrolled_year *y, const unsigned char *taken)
{
	size_t i, n = 0;

	for (i = 0; i < y->roster.nclasses; i++)
		if (taken[i])
			n += y->roster.classes[i].n;
	return n;
}

/* ---- counting ---- */

struct count {
	ctxh		*h;
	struct enrolled	*enrolled;
	struct reached	*r;
	int64_t		 from, until;
	/* By school year: which classes were named, or NULL where no document
	 * is of that year. */
	unsigned char	*taken[STUDENT_YEARS];
	int64_t		 present;	/* in documents that name classes, */
	int		 present_known;	/* where each of them says how many */
};

/* How many persons of a number are certain. */
static int64_t
persons(const struct entry_doc *d, const char *field)
{
	int64_t n = get_int(d->fields, field, 0);
	int64_t sessions = get_int(d->fields, "sessions", 1);

	if (!get_bool(d->fields, "repeat") || sessions < 1)
		return n;
	return (n + sessions - 1) / sessions;
}

static void
greater(int64_t *greatest, int64_t n)
{
	if (n > *greatest)
		*greatest = n;
}

static int
take_classes(struct count *c, const struct entry_doc *d,
    const struct enrolled_year *y, unsigned char *taken)
{
	const ctxh_value	*classes = ctxh_value_get(d->fields,
	    "classes"), *v;
	int64_t			 n = get_int(d->fields, "students", -1);
	size_t			 found;
	int			 rc;

	VALUE_EACH(v, classes)
		if (ctxh_value_str(v) != NULL && (rc = enrolled_class(c->h, y,
		    ctxh_value_str(v), taken, &found)) != CTXH_OK)
			return rc;
	if (ctxh_value_first(classes) == NULL)
		return CTXH_OK;
	if (n < 0)
		c->present_known = 0;
	else if (get_bool(d->fields, "repeat"))
		c->present += n;
	else
		c->present += n * get_int(d->fields, "sessions", 1);
	return CTXH_OK;
}

static int
take_year(struct count *c, const struct entry_doc *d)
{
	struct enrolled_year	 *y;
	unsigned char		**taken;
	int			  rc, year = year_of_day(day_of(d->at));

	if ((rc = enrolled_year(c->h, c->enrolled, year, &y)) != CTXH_OK)
		return rc;
	if (y->roster.n == 0)
		c->r->known = 0;
	taken = &c->taken[year - DATE_YEAR_MIN];
	if (*taken == NULL &&
	    (*taken = calloc(y->roster.nclasses + 1, 1)) == NULL)
		return fail_nomem(c->h);
	return take_classes(c, d, y, *taken);
}

static int
take_entry(struct count *c, const struct entry *e)
{
	const struct entry_doc	*d;
	struct reached		*r = c->r;
	int			 rc;

	EACH(d, e->docs, e->n) {
		if (d->superseded || d->at < c->from || d->at > c->until ||
		    strcmp(d->form->id, DONE_FORM) != 0)
			continue;
		r->documents++;
		r->sessions += get_int(d->fields, "sessions", 1);
		r->cost += get_int(d->fields, "cost", 0);
		r->sum_students += get_int(d->fields, "students", 0);
		r->sum_parents += get_int(d->fields, "parents", 0);
		r->sum_staff += get_int(d->fields, "staff", 0);
		greater(&r->students, persons(d, "students"));
		greater(&r->parents, persons(d, "parents"));
		greater(&r->staff, persons(d, "staff"));
		if ((rc = take_year(c, d)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Distinct pupils of the years that have documents: of the classes that were
 * taken, or of all. */
static int
distinct(struct count *c, int all, int64_t *out)
{
	const struct enrolled_year	*y;
	const struct roster_class	*k;
	int64_t				*list = NULL;
	size_t				 n = 0, cap = 0, i, j;

	*out = 0;
	for (i = 0; i < STUDENT_YEARS; i++) {
		if (c->taken[i] == NULL)
			continue;
		y = c->enrolled->of[i];
		if (mem_grow((void **)&list, &cap, n + y->roster.n + 1,
		    sizeof(*list)) != 0) {
			free(list);
			return fail_nomem(c->h);
		}
		for (j = 0; j < y->roster.nclasses; j++) {
			k = &y->roster.classes[j];
			if (!all && !c->taken[i][j])
				continue;
			memcpy(list + n, y->roster.students + k->first,
			    k->n * sizeof(*list));
			n += k->n;
		}
	}
	if (n > 0)
		qsort(list, n, sizeof(*list), by_number);
	for (i = 0; i < n; i++)
		if (i == 0 || list[i] != list[i - 1])
			(*out)++;
	free(list);
	return CTXH_OK;
}

static int
finish(struct count *c)
{
	int64_t	named, there;
	int	rc;

	if ((rc = distinct(c, 0, &named)) != CTXH_OK ||
	    (rc = distinct(c, 1, &there)) != CTXH_OK)
		return rc;
	if (c->present_known && named > c->present)
		named = c->present;
	greater(&c->r->students, named);
	if (c->r->known && c->r->students > there)
		c->r->students = there;
	return CTXH_OK;
}

static void
count_free(struct count *c)
{
	size_t i;

	for (i = 0; i < STUDENT_YEARS; i++)
		free(c->taken[i]);
}

int
activity_reached(ctxh *h, struct enrolled *enrolled, const struct entry *e,
    int64_t from, int64_t until, struct reached *r)
{
	const struct entries one = { .list = (struct entry *)e, .n = 1 };

	return activities_reached(h, enrolled, &one, NULL, from, until, r);
}

const char *
activity_kind(const struct entry *e, int64_t until)
{
	const struct entry_doc *d = entry_step(e, STEP_START, until);

	/* One that was held before the day it was planned for. */
	if (d == NULL)
		d = entry_step(e, STEP_START, INT64_MAX);
	return d != NULL ? get_text(d->fields, "kind") : NULL;
}

int
activities_reached(ctxh *h, struct enrolled *enrolled,
    const struct entries *all, const char *kind, int64_t from, int64_t until,
    struct reached *r)
{
	struct count	 c = { .h = h, .enrolled = enrolled, .r = r,
	    .from = from, .until = until, .present_known = 1 };
	const char	*is;
	size_t		 i;
	int		 rc = CTXH_OK;

	memset(r, 0, sizeof(*r));
	r->known = 1;
	for (i = 0; rc == CTXH_OK && i < all->n; i++) {
		is = kind != NULL ? activity_kind(&all->list[i], until) : NULL;
		if (kind == NULL || (is != NULL && strcmp(is, kind) == 0))
			rc = take_entry(&c, &all->list[i]);
	}
	if (rc == CTXH_OK)
		rc = finish(&c);
	count_free(&c);
	return rc;
}
