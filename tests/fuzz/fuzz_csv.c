/*
 * The CSV reader: splitting lines directly gives what libcsv gives, whatever
 * the sizes of the reads; what it read can be written and read back; the
 * bytes of the rows follow each other in the file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "wire/csv.h"
#include "wire/writer.h"
#include "fuzz.h"

/* A cell of a line that is tidy, but for blanks between quotation marks. */
static void
check_tidy(struct csv_field c)
{
	if (c.len > 0 && c.s[0] == ' ') {
		c.s++;
		c.len--;
	}
	if (c.len > 0 && c.s[c.len - 1] == ' ')
		c.len--;
	check(text_is_tidy(c.s, c.len) && utf8_valid(c.s, c.len, NULL));
	check(memchr(c.s, '"', c.len) == NULL &&
	    memchr(c.s, '\\', c.len) == NULL);
}

static void
same_row(const struct csv_row *a, const struct csv_row *b)
{
	size_t	 i;

	check(a->line == b->line && a->n == b->n);
	check(a->raw_len == b->raw_len && (a->raw_len == 0 ||
	    memcmp(a->raw, b->raw, a->raw_len) == 0));
	for (i = 0; i < a->n; i++)
		check(a->f[i].len == b->f[i].len &&
		    memcmp(a->f[i].s, b->f[i].s, a->f[i].len) == 0);
	for (i = 0; a->tidy && i < a->n; i++)
		check_tidy(a->f[i]);
}

static void
same_error(const struct csv *a, const struct csv *b)
{
	size_t	 la, lb, ca, cb;

	check(strcmp(csv_message(a, &la, &ca), csv_message(b, &lb, &cb)) == 0);
	check(la == lb && ca == cb);
}

/* The row's raw bytes stand in the file behind those of the row before. */
static const uint8_t *
follows(const struct csv_row *row, const uint8_t *from, const uint8_t *end)
{
	for (; from < end; from++)
		if ((size_t)(end - from) >= row->raw_len &&
		    memcmp(from, row->raw, row->raw_len) == 0)
			return from + row->raw_len;
	abort();
}

static void
write_row(struct buf *out, const struct csv_row *row)
{
	size_t	 i;

	for (i = 0; i < row->n; i++)
		csv_put(out, row->f[i].s, row->f[i].len, ',', i == 0);
	buf_str(out, "\r\n");
}

/* Reads the rows of the file again beside those that were written. */
static void
read_back(const ctxh *h, const uint8_t *data, size_t size, struct buf *text)
{
	struct source	 from = { data, size, 4096 };
	struct source	 to = { (const uint8_t *)text->data, text->len, 5 };
	struct csv	*a, *b;
	struct csv_row	 ra, rb;
	const char	*s;
	size_t		 i, n, skip;
	int		 status;

	check(csv_open(h, read_some, &from, 0, &a) == CTXH_OK);
	check(csv_open(h, read_some, &to, ',', &b) == CTXH_OK);
	while ((status = csv_next(a, &ra)) == CTXH_OK ||
	    status == CTXH_EUSAGE) {
		if (status != CTXH_OK)
			continue;
		check(csv_next(b, &rb) == CTXH_OK && ra.n == rb.n);
		for (i = 0; i < ra.n; i++) {
			s = rb.f[i].s;
			n = csv_restore(s, rb.f[i].len, &skip);
			check(n == ra.f[i].len &&
			    memcmp(s + skip, ra.f[i].s, n) == 0);
			check(rb.f[i].len == 0 ||
			    memchr("=+-@\t\r", s[0], 6) == NULL);
		}
	}
	check(csv_next(b, &rb) == CSV_END);
	csv_close(b);
	csv_close(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	struct source	 sa = { data, size, 65536 }, sb = { data, size, 7 };
	const uint8_t	*p = data;
	struct buf	 text = { .max = 0 };
	struct csv	*a, *b;
	struct csv_row	 ra, rb;
	ctxh		*h;
	int		 status;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	check(csv_open(h, read_some, &sa, 0, &a) == CTXH_OK);
	check(csv_open(h, read_some, &sb, 0, &b) == CTXH_OK);
	csv_set_direct(b, 0);
	do {
		status = csv_next(a, &ra);
		check(csv_next(b, &rb) == status);
		check(status == CTXH_OK || status == CTXH_EUSAGE ||
		    status == CTXH_EFAIL || status == CSV_END);
		same_row(&ra, &rb);
		if (status > CTXH_OK)
			same_error(a, b);
		if (status == CTXH_OK || status == CTXH_EUSAGE)
			p = follows(&ra, p, data + size);
		if (status == CTXH_OK)
			write_row(&text, &ra);
	} while (status == CTXH_OK || status == CTXH_EUSAGE);
	check(csv_separator(a) == csv_separator(b));
	csv_close(b);
	csv_close(a);
	if (status == CSV_END)
		read_back(h, data, size, &text);
	buf_free(&text);
	ctxh_close(h);
	return 0;
}
