#include "wire/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"

struct rows {
	const ctxh	*h;
	struct rows_source src;
	unsigned char	 head[ROWS_HEAD];	/* read to know the format */
	size_t		 head_len, head_pos;
	const struct rows_format *format;	/* NULL: not yet known */
	void		*state;
	int		 failed;	/* what reading the head came to */
};

/* ---- CSV ---- */

struct text_list {
	struct decode	*decode;
	struct csv	*csv;
};

static void
close_csv(void *state)
{
	struct text_list *l = state;

	csv_close(l->csv);
	decode_close(l->decode);
	free(l);
}

static int
open_csv(const ctxh *h, const struct rows_source *src, void **state)
{
	struct text_list *l = calloc(1, sizeof(*l));

	*state = NULL;
	if (l == NULL)
		return CTXH_ENOMEM;
	if (decode_open(h, src->read, src->ctx, src->charset,
	    &l->decode) != CTXH_OK || csv_open(h, decode_read, l->decode, 0,
	    &l->csv) != CTXH_OK) {
		close_csv(l);
		return CTXH_ENOMEM;
	}
	*state = l;
	return CTXH_OK;
}

/* What cannot be decoded is a fault of the list, not of reading it. */
static int
next_csv(void *state, struct csv_row *row)
{
	struct text_list *l = state;
	size_t	 line;
	int	 rc = csv_next(l->csv, row);

	if (rc != CTXH_EIO)
		return rc;
	if (decode_nomem(l->decode))
		return CTXH_ENOMEM;
	return decode_why(l->decode, &line) != NULL ? CTXH_EFAIL : rc;
}

static const char *
message_csv(const void *state, size_t *line, size_t *column)
{
	const struct text_list *l = state;
	const char *why = decode_why(l->decode, line);

	*column = 0;
	return why != NULL ? why : csv_message(l->csv, line, column);
}

static uint64_t
bytes_csv(const void *state)
{
	const struct text_list *l = state;

	return decode_bytes(l->decode, csv_bytes(l->csv));
}

static const struct rows_format rows_csv = {
	open_csv, next_csv, message_csv, bytes_csv, close_csv
};

/* ---- any format ---- */

int
rows_open(const ctxh *h, const struct rows_source *src, struct rows **out)
{
	struct rows *r;

	*out = NULL;
	if ((r = calloc(1, sizeof(*r))) == NULL)
		return CTXH_ENOMEM;
	r->h = h;
	r->src = *src;
	*out = r;
	return CTXH_OK;
}

void
rows_close(struct rows *r)
{
	if (r == NULL)
		return;
	if (r->state != NULL)
		r->format->close(r->state);
	mem_wipe_free(r, sizeof(*r));
}

/* The source, with the head before the rest of it. */
static int
read_source(void *ctx, void *buf, size_t size, size_t *got)
{
	struct rows *r = ctx;
	size_t	 n = r->head_len - r->head_pos;

	if (n == 0)
		return r->src.read(r->src.ctx, buf, size, got);
	if (n > size)
		n = size;
	memcpy(buf, r->head + r->head_pos, n);
	r->head_pos += n;
	*got = n;
	return 0;
}

static int
read_head(struct rows *r)
{
	size_t got = 1;

	while (r->head_len < ROWS_HEAD && got > 0) {
		got = 0;
		if (r->src.read(r->src.ctx, r->head + r->head_len,
		    ROWS_HEAD - r->head_len, &got) != 0 ||
		    got > ROWS_HEAD - r->head_len)
			return CTXH_EIO;
		r->head_len += got;
	}
	return CTXH_OK;
}

static int
start(struct rows *r)
{
	struct rows_source src = r->src;

	if ((r->failed = read_head(r)) != CTXH_OK)
		return r->failed;
	src.read = read_source;
	src.ctx = r;
	r->format = &rows_csv;
	return r->failed = r->format->open(r->h, &src, &r->state);
}

int
rows_next(struct rows *r, struct csv_row *row)
{
	if (r->state == NULL && !r->failed)
		(void)start(r);
	if (!r->failed)
		return r->format->next(r->state, row);
	memset(row, 0, sizeof(*row));
	return r->failed;
}

const char *
rows_message(const struct rows *r, size_t *line, size_t *column)
{
	if (r->state != NULL)
		return r->format->message(r->state, line, column);
	*line = *column = 0;
	return r->failed == CTXH_EIO ? T(r->h, "cannot read the list") :
	    T(r->h, "out of memory");
}

uint64_t
rows_bytes(const struct rows *r)
{
	return r->state != NULL ? r->format->bytes(r->state) : 0;
}

const struct decoded *
rows_decoded(const struct rows *r)
{
	const struct text_list *l = r->state;

	return l != NULL && r->format == &rows_csv ?
	    decode_result(l->decode) : NULL;
}
