/* The tags of an empty register, in the order of their places. */
#include <stdlib.h>
#include <string.h>

#include "people/import.h"

#define PARTS 4096		/* as many as 12 bits have values */

int
tag_group_init(struct tag_group *g)
{
	g->n = g->done = 0;
	g->tags = calloc(TAG_ROWS, sizeof(*g->tags));
	return g->tags != NULL ? 0 : -1;
}

/* Of equal tags the earlier row first. */
static int
by_tag(const void *a, const void *b)
{
	const struct new_tag	*s = a, *t = b;
	int			 order;

	if ((order = memcmp(s->tag, t->tag, TAG_SIZE)) != 0)
		return order;
	return (s->student > t->student) - (s->student < t->student);
}

static unsigned
part_of(const struct new_tag *t)
{
	return (unsigned)t->tag[0] << 4 | t->tag[1] >> 4;
}

/*
 * Tags are evenly spread, so that their first bits part them into small
 * pieces.  In place: there are many.
 */
void
tag_group_sort(struct tag_group *g)
{
	size_t		 at[PARTS] = { 0 }, end[PARTS], sum = 0, i, n, to;
	struct new_tag	*t = g->tags, swap;
	unsigned	 part;

	for (i = 0; i < g->n; i++)
		at[part_of(&t[i])]++;
	for (i = 0; i < PARTS; i++) {
		n = at[i];
		at[i] = sum;
		end[i] = sum += n;
	}
	for (i = 0; i < PARTS; i++)
		while (at[i] < end[i]) {
			part = part_of(&t[at[i]]);
			to = at[part]++;
			if (part == i)
				continue;
			swap = t[to];
			t[to] = t[at[i]];
			t[at[i]] = swap;
		}
	for (i = 0, n = 0; i < PARTS; n = end[i++])
		qsort(t + n, end[i] - n, sizeof(*t), by_tag);
	g->done = 0;
}
