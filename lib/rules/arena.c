#include "rules/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 16384

struct arena {
	struct arena	*older;
	size_t		 used, size;
	alignas(max_align_t) unsigned char data[];
};

void *
arena_get(struct arena **arena, size_t count, size_t size)
{
	const size_t	 unit = alignof(max_align_t);
	struct arena	*a = *arena;
	size_t		 n, room;
	void		*p;

	if (count > (SIZE_MAX / 2) / size)
		return NULL;
	n = (count * size + unit - 1) / unit * unit;
	if (a == NULL || a->size - a->used < n) {
		room = n > BLOCK ? n : BLOCK;
		if ((a = malloc(sizeof(*a) + room)) == NULL)
			return NULL;
		a->older = *arena;
		a->used = 0;
		a->size = room;
		*arena = a;
	}
	p = a->data + a->used;
	a->used += n;
	memset(p, 0, n);
	return p;
}

void
arena_free(struct arena *a)
{
	struct arena *older;

	for (; a != NULL; a = older) {
		older = a->older;
		free(a);
	}
}
