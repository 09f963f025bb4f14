/*
 * How far the lists of a class reach.  Schools take absences in class by
 * class, so that a day on which another class is told of says nothing of this
 * one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "people/roster.h"
#include "prevent/screen.h"

/* The place of each pupil's class, from 1, by the pupil's number. */
static int
read_classes(ctxh *h, const struct roster *r, struct class_days *c)
{
	int64_t	most = 0;
	size_t	i, k;

	for (i = 0; i < r->n; i++)
		if (r->students[i] > most)
			most = r->students[i];
	c->n = (size_t)most + 1;
	if ((c->class_of = calloc(c->n, sizeof(*c->class_of))) == NULL ||
	    (c->newest = calloc(r->nclasses + 1, sizeof(*c->newest))) ==
	    NULL)
		return fail_nomem(h);
	for (k = 0; k < r->nclasses; k++)
		for (i = 0; i < r->classes[k].n; i++)
			c->class_of[r->students[r->classes[k].first + i]] =
			    (uint32_t)k + 1;
	return CTXH_OK;
}

static void
find_newest(const struct observations *o, struct class_days *c)
{
	const struct observed	*p;
	int64_t			*newest;
	int			 i;

	EACH(p, o->list, o->n) {
		if ((size_t)p->student >= c->n ||
		    c->class_of[p->student] == 0)
			continue;
		newest = &c->newest[c->class_of[p->student]];
		for (i = (int)(o->last - o->first); o->first + i > *newest &&
		    i >= 0; i--)
			if (days_get(&p->days, i) != 0)
				*newest = o->first + i;
	}
}

int
class_days_load(ctxh *h, const struct observations *o, struct class_days *c)
{
	struct roster	r;
	int		rc;

	if ((rc = roster_load(h, o->year, NULL, &r)) == CTXH_OK &&
	    (rc = read_classes(h, &r, c)) == CTXH_OK)
		find_newest(o, c);
	roster_free(&r);
	return rc;
}

int64_t
class_day(const struct class_days *c, int64_t student, int64_t other)
{
	if ((size_t)student >= c->n || c->class_of[student] == 0)
		return other;
	return c->newest[c->class_of[student]];
}

void
class_days_free(struct class_days *c)
{
	free(c->class_of);
	free(c->newest);
	memset(c, 0, sizeof(*c));
}
