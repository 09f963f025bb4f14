/*
 * Workbooks: whatever the bytes, the reader ends, with rows or with words for
 * why not.  Input is a ZIP archive or a compound file as it stands, or the
 * parts of an archive in clear, each behind a line "=== NAME", so that what
 * is in the parts is changed and not only their packing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"
#include "wire/book.h"
#include "fuzz.h"

#define SHEETS	3		/* that are read of a workbook */
#define PARTS	16

struct book_bytes {
	const uint8_t	*p;
	size_t		 n, at;
};

static int
take_at(void *ctx, uint64_t at, void *buf, size_t size, size_t *got)
{
	const struct book_bytes *s = ctx;

	*got = at >= s->n ? 0 : s->n - at < size ? s->n - (size_t)at : size;
	if (*got > 0)
		memcpy(buf, s->p + at, *got);
	return 0;
}

static int
take_some(void *ctx, void *buf, size_t size, size_t *got)
{
	struct book_bytes *s = ctx;
	int		 rc = take_at(s, s->at, buf, size < 7 ? size : 7,
		    got);

	s->at += *got;
	return rc;
}

/* ---- parts in clear to an archive that is not packed ---- */

static uint32_t
crc32_of(const char *p, size_t n)
{
	uint32_t crc = UINT32_MAX;
	int	 bit;

	for (; n > 0; n--)
		for (crc ^= (unsigned char)*p++, bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	return ~crc;
}

struct text {
	const char	*name, *p;
	size_t		 name_len, n, at;
};

/* What both of a part's headers have. */
static void
put_header(struct buf *b, const struct text *t)
{
	buf_add(b, "\12\0\0\0\0\0\0\0\0\0", 10);
	buf_u32(b, crc32_of(t->p, t->n));
	buf_u32(b, (uint32_t)t->n);
	buf_u32(b, (uint32_t)t->n);
	buf_u32(b, (uint32_t)t->name_len);	/* and nothing extra */
}

static const char *
mark(const char *p, const char *end)
{
	for (; end - p >= 4; p++)
		if (memcmp(p, "=== ", 4) == 0)
			return p;
	return NULL;
}

static size_t
split(const char *p, const char *end, struct text parts[PARTS])
{
	const char	*next = mark(p, end), *line;
	size_t		 n = 0;

	while (next != NULL && n < PARTS) {
		p = next + 4;
		line = memchr(p, '\n', (size_t)(end - p));
		if (line == NULL || line - p > 200)
			break;
		next = mark(line, end);
		parts[n] = (struct text){ p, line + 1, (size_t)(line - p),
		    (size_t)((next != NULL ? next : end) - line - 1), 0 };
		n++;
	}
	return n;
}

static void
make_archive(const char *p, size_t size, struct buf *b)
{
	struct text	 parts[PARTS], *t;
	size_t		 n = split(p, p + size, parts), start;

	for (t = parts; t < parts + n; t++) {
		t->at = b->len;
		buf_add(b, "PK\3\4", 4);
		put_header(b, t);
		buf_add(b, t->name, t->name_len);
		buf_add(b, t->p, t->n);
	}
	start = b->len;
	for (t = parts; t < parts + n; t++) {
		buf_add(b, "PK\1\2\12\0", 6);
		put_header(b, t);
		buf_add(b, "\0\0\0\0\0\0\0\0\0\0", 10);
		buf_u32(b, (uint32_t)t->at);
		buf_add(b, t->name, t->name_len);
	}
	size = b->len - start;
	buf_add(b, "PK\5\6\0\0\0\0", 8);
	buf_u32(b, (uint32_t)(n | n << 16));
	buf_u32(b, (uint32_t)size);
	buf_u32(b, (uint32_t)start);
	buf_add(b, "\0\0", 2);
}

/* ---- reading ---- */

static void
check_row(const struct rows *r, const struct csv_row *row, size_t *line)
{
	char	day[11], place[ROWS_PLACE];
	size_t	i;

	check(row->line > *line && row->line <= BOOK_ROWS);
	*line = row->line;
	check(row->n >= 1 && row->n <= CSV_FIELDS_MAX);
	check(row->f[row->n - 1].len > 0);
	for (i = 0; i < row->n; i++) {
		check(utf8_valid(row->f[i].s, row->f[i].len, NULL));
		(void)rows_day(r, row->f[i].s, row->f[i].len, day);
	}
	for (i = 0; i < row->nfaults; i++) {
		rows_place(row->line, row->faults[i].column, place);
		check(place[0] >= 'A' && place[0] <= 'Z');
	}
	check(row->raw != NULL && utf8_valid(row->raw, row->raw_len, NULL));
}

static void
read_sheet(struct rows *r, size_t i)
{
	struct csv_row	 row;
	size_t		 line = 0, where, column;
	int		 rc = rows_use(r, i), rows = 0;

	while (rc == CTXH_OK || rc == CTXH_EUSAGE) {
		rc = rows_next(r, &row);
		if (rc == CTXH_OK)
			check_row(r, &row, &line);
		else
			check(row.n == 0);
		if (rc == CTXH_OK && rows++ == 1)
			rows_divide(r, line);
		if (rc == CTXH_EUSAGE)
			check(*rows_message(r, &where, &column) != '\0');
	}
	check(rc == CSV_END || *rows_message(r, &where, &column) != '\0');
}

static void
read_book(const ctxh *h, const uint8_t *p, size_t n, int piped,
    enum charset fonts)
{
	struct book_bytes	 s = { p, n, 0 };
	struct rows_source src = { .read = take_some, .ctx = &s,
	    .read_at = piped ? NULL : take_at, .at_ctx = &s, .size = n,
	    .charset = fonts };
	struct rows	*r;
	size_t		 i;

	check(rows_open(h, &src, &r) == CTXH_OK);
	(void)rows_start(r);
	for (i = 0; i < SHEETS && rows_sheet(r, i) != NULL; i++) {
		check(utf8_valid(rows_sheet(r, i)->name,
		    strlen(rows_sheet(r, i)->name), NULL));
		read_sheet(r, i);
	}
	rows_close(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	struct buf	 b = { 0 };
	ctxh		*h;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	if (size >= 4 && memcmp(data, "=== ", 4) == 0) {
		make_archive((const char *)data, size, &b);
		check(!buf_failed(&b));
		data = (const uint8_t *)b.data;
		size = b.len;
	}
	if (size >= 4 && (memcmp(data, "PK\3\4", 4) == 0 ||
	    memcmp(data, "\xd0\xcf\x11\xe0", 4) == 0)) {
		read_book(h, data, size, 0, CHARSET_NONE);
		read_book(h, data, size, 1, CHARSET_TCVN3);
		read_book(h, data, size, 0, CHARSET_VNI);
	}
	buf_free(&b);
	ctxh_close(h);
	return 0;
}
