/*
 * The rows that are refused, as they stood, each with its reason in a last
 * column, below the headers of the list: put right, they are a list that is
 * taken in.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/import.h"
#include "wire/writer.h"

#define REASON "Lý do"		/* the header of that column, as it is known */

static int
send(struct import *im, const void *p, size_t n)
{
	if (n == 0 || im->opt->reject(im->opt->reject_ctx, p, n) == 0)
		return CTXH_OK;
	return fail(im->h, CTXH_EIO, "%s", T(im->h, "cannot write the "
	    "rejected rows; nothing was changed"));
}

/* How many columns stand before that of the reason; a list that has it at its
 * end gets no second one. */
static size_t
width_of(const struct list_kind *k, const struct columns *cs)
{
	int	f, last = 0;

	if (!cs->placed)
		return cs->reason >= 0 && (size_t)cs->reason + 1 == cs->n ?
		    cs->n - 1 : cs->n;
	for (f = 0; f < fields_end(k); f++)
		if (cs->of[f] > last)
			last = cs->of[f];
	return (size_t)last + 1;
}

/* The row without its line end. */
static size_t
bare_len(const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r'))
		n--;
	return n;
}

/* Where the first so many cells end; *cells is how many there are of them.
 * A quotation mark that is never closed makes the rest one cell. */
static size_t
cut(const char *s, size_t n, int sep, size_t width, size_t *cells)
{
	size_t	i;
	int	quoted = 0;

	*cells = 1;
	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			quoted = !quoted;
		else if (s[i] == sep && !quoted && (*cells)++ == width) {
			*cells = width;
			return i;
		}
	}
	return n;
}

/* A row with what stands in the last column. */
static void
put_row(struct import *im, const char *s, size_t n, const char *last,
    size_t last_len, struct buf *out)
{
	int	 sep = rows_separator(im->reader.list);
	size_t	 width = width_of(im->reader.kind, &im->reader.columns);
	size_t	 cells, i, len = bare_len(s, n);
	size_t	 kept = cut(s, len, sep, width, &cells);

	buf_add(out, s, kept);
	for (; cells < width; cells++)
		buf_byte(out, sep);
	buf_byte(out, sep);
	for (i = 0; i < last_len; i++) {
		if (i == 0)
			buf_byte(out, '"');
		buf_add(out, last + i, 1);
		if (last[i] == '"')
			buf_byte(out, '"');
	}
	if (last_len > 0)
		buf_byte(out, '"');
	if (len < n)
		buf_add(out, s + len, n - len);
	else
		buf_byte(out, '\n');
}

/* Spreadsheets need the mark; a list that had none and was in UTF-8 is for
 * something else. */
static int
wants_mark(const struct rows *list)
{
	const struct decoded *is = rows_decoded(list);

	return is == NULL || is->bom || is->charset != CHARSET_UTF8;
}

static void
put_header(struct import *im, struct buf *out)
{
	const struct reader	*r = &im->reader;
	size_t			 i, from = 0;

	if (wants_mark(r->list))
		buf_str(out, "\xef\xbb\xbf");
	for (i = 0; i < r->header_rows; from = r->header_end[i++])
		if (r->header_end[i] > from)
			put_row(im, r->header.data + from,
			    r->header_end[i] - from, REASON,
			    i == 0 ? strlen(REASON) : 0, out);
}

void
reject_why(struct buf *why, const char *text)
{
	if (why->len > 0)
		buf_str(why, "; ");
	buf_str(why, text);
}

/* In a workbook a plain number may be a day; in what is made of it here, it
 * would be none. */
static int
put_with_day(const struct reader *r, const struct csv_row *row, struct buf *out)
{
	const size_t	 born = row_column(r, FIELD_BORN);
	char		 day[11];
	size_t		 i;

	if (born == 0 || born > row->n || !rows_day(r->list,
	    row->f[born - 1].s, row->f[born - 1].len, day))
		return 0;
	for (i = 0; i < row->n; i++)
		if (i + 1 == born)
			csv_put(out, day, strlen(day), ',', i == 0);
		else
			csv_put(out, row->f[i].s, row->f[i].len, ',', i == 0);
	buf_str(out, "\r\n");
	return 1;
}

void
reject_keep(const struct reader *r, struct record *rec,
    const struct csv_row *row, struct batch *b)
{
	rec->raw = b->text.len;
	if (row->raw != NULL && !put_with_day(r, row, &b->text))
		buf_add(&b->text, row->raw, row->raw_len);
	rec->raw_len = b->text.len - rec->raw;
	reject_reason(rec, &r->why, b);
}

void
reject_reason(struct record *rec, const struct buf *why, struct batch *b)
{
	rec->why = b->text.len;
	rec->why_len = why->len;
	if (why->len > 0)
		buf_add(&b->text, why->data, why->len);
}

int
reject_batch(struct import *im, const struct batch *b)
{
	const struct record	*rec;
	struct buf		*out = &im->scratch;
	size_t			 i;
	int			 rc = CTXH_OK;

	for (i = 0; i < b->n && rc == CTXH_OK; i++) {
		rec = &b->rec[i];
		if (!rec->bad)
			continue;
		buf_reset(out);
		if (im->rejected++ == 0)
			put_header(im, out);
		if (im->opt->reject == NULL)
			continue;
		if (rec->raw_len > 0)
			put_row(im, b->text.data + rec->raw, rec->raw_len,
			    b->text.data + rec->why, rec->why_len, out);
		rc = buf_failed(out) ? fail_nomem(im->h) :
		    send(im, out->data, out->len);
	}
	return rc;
}
