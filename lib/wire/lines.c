#include "wire/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define BLOCK 65536

struct lines {
	ctxh		*h;
	ctxh_read_fn	 read;
	void		*ctx;
	struct buf	 buf;		/* what was read and not yet given */
	size_t		 used;		/* of buf, given already */
	size_t		 number;
	int		 ended;
};

int
lines_open(ctxh *h, ctxh_read_fn read, void *ctx, struct lines **out)
{
	struct lines *l = calloc(1, sizeof(*l));

	*out = l;
	if (l == NULL)
		return fail_nomem(h);
	l->h = h;
	l->read = read;
	l->ctx = ctx;
	return CTXH_OK;
}

void
lines_close(struct lines *l)
{
	if (l == NULL)
		return;
	buf_free(&l->buf);
	free(l);
}

/* Moves what is left to the front and reads a block behind it. */
static int
fill(struct lines *l)
{
	char	block[BLOCK];
	size_t	got = 0, rest = l->buf.len - l->used;

	if (rest > LINE_MAX_BYTES) {
		(void)fail(l->h, CTXH_EUSAGE, T(l->h, "line %zu is longer than "
		    "16 MiB"), l->number + 1);
		return fail_where_int(l->h, "line", (int64_t)l->number + 1);
	}
	if (l->read(l->ctx, block, sizeof(block), &got) != 0)
		return fail(l->h, CTXH_EIO, "%s", T(l->h, "cannot read the "
		    "input"));
	l->ended = got == 0;
	if (l->used > 0) {
		memmove(l->buf.data, l->buf.data + l->used, rest);
		l->buf.len = rest;
		l->used = 0;
	}
	buf_add(&l->buf, block, got);
	return buf_failed(&l->buf) ? fail_nomem(l->h) : CTXH_OK;
}

int
lines_next(struct lines *l, const char **line, size_t *n, size_t *number)
{
	const char	*start, *end = NULL;
	size_t		 looked = 0, rest;
	int		 rc;

	for (;;) {
		start = l->buf.data != NULL ? l->buf.data + l->used : "";
		rest = l->buf.len - l->used;
		if (rest > looked && (end = memchr(start + looked, '\n',
		    rest - looked)) != NULL)
			break;
		looked = rest;
		if (l->ended && rest == 0)
			return LINES_END;
		if (l->ended) {
			end = start + rest;
			break;
		}
		if ((rc = fill(l)) != CTXH_OK)
			return rc;
	}
	*n = (size_t)(end - start);
	l->used += *n + (*n < rest);
	if (*n > 0 && start[*n - 1] == '\r')
		(*n)--;
	if (l->number++ == 0 && *n >= 3 && memcmp(start, "\xef\xbb\xbf",
	    3) == 0) {
		start += 3;
		*n -= 3;
	}
	*line = start;
	*number = l->number;
	return CTXH_OK;
}
