#include "wire/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"
#include "wire/fonts.h"

struct rows {
	const ctxh	*h;
	struct rows_source src;
	unsigned char	 head[ROWS_HEAD];	/* read to know the format */
	size_t		 head_len, head_pos;
	const struct rows_format *format;	/* NULL: not yet known */
	void		*state;
	int		 started;
	int		 failed;	/* what starting came to */
	struct spill	*held;		/* a workbook out of a pipe */
	struct fonts	*fonts;		/* of a workbook */
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
	open_csv, next_csv, message_csv, bytes_csv, close_csv,
	"csv", NULL, NULL, NULL, NULL, NULL
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
	spill_close(r->held);
	fonts_close(r->fonts);
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

/* ---- workbooks are not read from their beginning to their end ---- */

static int
read_held(void *ctx, uint64_t at, void *buf, size_t size, size_t *got)
{
	const struct rows *r = ctx;
	struct buf	 b = { 0 };
	int		 rc = CTXH_OK;

	*got = at >= r->src.size ? 0 : r->src.size - at < size ?
	    (size_t)(r->src.size - at) : size;
	if (*got > 0 && (rc = spill_get(r->held, at, *got, &b)) == CTXH_OK)
		memcpy(buf, b.data, *got);
	buf_free(&b);
	return rc != CTXH_OK;
}

/* Keeps a workbook that cannot be read at any place. */
static int
hold(struct rows *r)
{
	static const size_t block = (size_t)64 << 10;
	size_t	got = 1;
	char   *p;
	int	rc = spill_open(r->src.beside, &r->held);

	if ((p = malloc(block)) == NULL)
		return CTXH_ENOMEM;
	while (rc == CTXH_OK && got > 0)
		rc = read_source(r, p, block, &got) != 0 || got > block ?
		    CTXH_EIO : spill_add(r->held, p, got);
	mem_wipe_free(p, block);
	return rc;
}

static int
start_workbook(struct rows *r, const struct rows_format *format)
{
	struct rows_source *src = &r->src;
	int rc;

	if (src->read_at == NULL) {
		if ((rc = hold(r)) != CTXH_OK)
			return rc;
		src->read_at = read_held;
		src->at_ctx = r;
		src->size = spill_size(r->held);
	}
	if ((rc = fonts_open(r->h, src->charset, &r->fonts)) != CTXH_OK)
		return rc;
	r->format = format;
	return format->open(r->h, src, &r->state);
}

static int
start_csv(struct rows *r)
{
	struct rows_source src = r->src;

	src.read = read_source;
	src.ctx = r;
	r->format = &rows_csv;
	return rows_csv.open(r->h, &src, &r->state);
}

int
rows_start(struct rows *r)
{
	if (r->started)
		return r->failed;
	r->started = 1;
	if ((r->failed = read_head(r)) != CTXH_OK)
		return r->failed;
	if (r->head_len >= 4 && memcmp(r->head, "PK\3\4", 4) == 0)
		r->failed = start_workbook(r, &rows_xlsx);
	else if (r->head_len == ROWS_HEAD &&
	    memcmp(r->head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ROWS_HEAD) == 0)
		r->failed = start_workbook(r, &rows_xls);
	else
		r->failed = start_csv(r);
	return r->failed;
}

int
rows_next(struct rows *r, struct csv_row *row)
{
	size_t	line;
	int	rc;

	if (!r->started)
		(void)rows_start(r);
	if ((rc = r->failed) == CTXH_OK && fonts_why(r->fonts, &line) != NULL)
		rc = CTXH_EFAIL;
	if (rc == CTXH_OK) {
		rc = r->format->next(r->state, row);
		if (rc != CTXH_OK || r->fonts == NULL ||
		    (rc = fonts_row(r->fonts, row)) == CTXH_OK)
			return rc;
	}
	memset(row, 0, sizeof(*row));
	return rc;
}

const char *
rows_message(const struct rows *r, size_t *line, size_t *column)
{
	const char *why = fonts_why(r->fonts, line);

	*column = 0;
	if (why != NULL)
		return why;
	if (r->state != NULL)
		return r->format->message(r->state, line, column);
	*line = *column = 0;
	return r->failed == CTXH_EIO ? T(r->h, "cannot read the list") :
	    T(r->h, "out of memory");
}

const char *
rows_format(const struct rows *r)
{
	return r->format != NULL ? r->format->name : rows_csv.name;
}

int
rows_is_book(const struct rows *r)
{
	return r->format != NULL && r->format->sheet != NULL;
}

const struct rows_sheet *
rows_sheet(const struct rows *r, size_t i)
{
	return r->failed || r->format == NULL || r->format->sheet == NULL ?
	    NULL : r->format->sheet(r->state, i);
}

int
rows_use(struct rows *r, size_t i)
{
	if (r->failed)
		return r->failed;
	fonts_begin(r->fonts);
	return r->format->use(r->state, i);
}

const struct rows_notes *
rows_notes(const struct rows *r)
{
	return r->failed || r->format == NULL || r->format->notes == NULL ?
	    NULL : r->format->notes(r->state);
}

void
rows_divide(struct rows *r, size_t line)
{
	if (r->format->divide != NULL)
		r->format->divide(r->state, line);
}

int
rows_day(const struct rows *r, const char *number, size_t n, char day[11])
{
	struct buf	b = { 0 };
	uint64_t	serial = 0;
	size_t		i;

	/* Five digits: a year alone is no day of 1905. */
	if (r->format == NULL || r->format->from_1904 == NULL || n != 5)
		return 0;
	for (i = 0; i < n; i++) {
		if (number[i] < '0' || number[i] > '9')
			return 0;
		serial = serial * 10 + (uint64_t)(number[i] - '0');
	}
	i = serial >= 10000 && serial_put(&b, serial,
	    r->format->from_1904(r->state)) && b.len == 10;
	if (i)
		memcpy(day, b.data, 11);
	buf_free(&b);
	return (int)i;
}

int
rows_separator(const struct rows *r)
{
	const struct text_list *l = r->state;

	return l != NULL && r->format == &rows_csv ?
	    csv_separator(l->csv) : ',';
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
	    decode_result(l->decode) : fonts_decoded(r->fonts);
}
