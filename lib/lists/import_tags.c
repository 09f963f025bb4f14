/* The tags of an empty register, written in the order of their bytes. */
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "people/dups.h"
#include "lists/import.h"

/* A tag, and behind it, most significant first, the pupil and the id's kind:
 * of equal tags the earlier row comes first. */
#define KIND_BITS 2

int
import_add_tags(struct import *im, const struct record *rec)
{
	unsigned char	 one[TAG_RECORD];
	uint64_t	 v;
	size_t		 k;
	int		 rc;

	for (k = 0; k < rec->ncodes; k++) {
		memcpy(one, rec->codes[k].tag, TAG_SIZE);
		v = (uint64_t)rec->id << KIND_BITS | rec->codes[k].kind;
		bytes_put_number(one + TAG_SIZE, v);
		if ((rc = sorter_add(im->tags, one)) != CTXH_OK)
			return sorter_told(im->h, rc);
	}
	return CTXH_OK;
}

/* The tag under way. */
struct waiting {
	struct import	*im;
	int64_t		 student;
	enum code_kind	 kind;
};

static int
next_tag(void *ctx, const unsigned char **tag, int64_t *student)
{
	struct waiting	*w = ctx;
	const void	*rec;
	uint64_t	 v;
	int		 rc;

	*tag = NULL;
	if ((rc = sorter_next(w->im->tags, &rec)) != CTXH_OK)
		return sorter_told(w->im->h, rc);
	if ((*tag = rec) == NULL)
		return CTXH_OK;
	v = bytes_number(*tag + TAG_SIZE);
	w->kind = (enum code_kind)(v & ((1U << KIND_BITS) - 1));
	*student = w->student = (int64_t)(v >> KIND_BITS);
	return CTXH_OK;
}

/* An id that an earlier row has: the row is refused, and so the list. */
static int
on_shared(void *ctx, int64_t owner)
{
	struct waiting	*w = ctx;
	struct import	*im = w->im;
	uint64_t	 line = (uint64_t)(w->student - im->base);

	if (mem_grow((void **)&im->shared, &im->shared_cap, im->nshared + 1,
	    sizeof(*im->shared)) != 0)
		return fail_nomem(im->h);
	im->shared[im->nshared++] = line;
	import_shared(im, line, code_column(&im->reader, w->kind), owner,
	    NULL);
	return CTXH_OK;
}

int
import_write_tags(struct import *im)
{
	struct waiting		w = { .im = im };
	struct tag_source	from = { next_tag, on_shared, &w };

	return student_tags_fill(im->h, &from);
}
