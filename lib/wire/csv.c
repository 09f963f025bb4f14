#include "wire/csv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/buf.h"
#include "base/handle.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "wire/sniff.h"

#define BLOCK	((size_t)64 << 10)

/*
 * Where the next byte of a kind is, for searches that begin ever later: there
 * is none from where the last search began up to at.
 */
struct next {
	int	 byte;
	size_t	 at;
};

struct csv {
	const ctxh	*h;
	csv_read_fn	 read;
	void		*ctx;
	int		 sep;
	int		 direct;
	int		 started;
	int		 eof;
	int		 dead;		/* the status that repeats itself */
	uint64_t	 bytes;

	char		*win;		/* what was read and not yet used */
	size_t		 cap;
	size_t		 len;
	size_t		 pos;		/* where the next row begins */
	size_t		 line;		/* its line */
	struct next	 lf, cr, quote;

	struct csv_field *f;
	size_t		 nf;
	size_t		 fcap;

	struct csv_parser parser;
	struct buf	 text;		/* the fields that libcsv gave */
	int		 row_done;
	int		 nomem;
	size_t		 too_long;	/* the field's number, or 0 */

	char		 message[256];
	size_t		 bad_line;
	size_t		 bad_column;
};

int
csv_open(const ctxh *h, csv_read_fn read, void *ctx, int sep,
    struct csv **out)
{
	struct csv *c;

	*out = NULL;
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return CTXH_ENOMEM;
	if (csv_init(&c->parser, CSV_STRICT) != 0) {
		free(c);
		return CTXH_ENOMEM;
	}
	csv_set_blk_size(&c->parser, 4096);
	c->h = h;
	c->read = read;
	c->ctx = ctx;
	c->sep = sep;
	c->direct = 1;
	c->line = 1;
	c->lf.byte = '\n';
	c->cr.byte = '\r';
	c->quote.byte = '"';
	c->text.max = CSV_ROW_MAX + BLOCK;
	*out = c;
	return CTXH_OK;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	mem_wipe(c->parser.entry_buf, c->parser.entry_size);
	csv_free(&c->parser);
	buf_free(&c->text);
	free(c->f);
	mem_wipe_free(c->win, c->cap);
	free(c);
}

const char *
csv_message(const struct csv *c, size_t *line, size_t *column)
{
	*line = c->bad_line;
	*column = c->bad_column;
	return c->message;
}

int
csv_separator(const struct csv *c)
{
	return c->sep;
}

uint64_t
csv_bytes(const struct csv *c)
{
	return c->bytes;
}

void
csv_set_direct(struct csv *c, int direct)
{
	c->direct = direct;
}

static int
bad(struct csv *c, int status, size_t line, size_t column, const char *why)
{
	(void)snprintf(c->message, sizeof(c->message), "%s", why);
	c->bad_line = line;
	c->bad_column = column;
	if (status != CTXH_EUSAGE)
		c->dead = status;
	return status;
}

static int
bad_nomem(struct csv *c)
{
	return bad(c, CTXH_ENOMEM, 0, 0, T(c->h, "out of memory"));
}

/* ---- the window ---- */

static size_t
less(size_t a, size_t b)
{
	return a > b ? a - b : 0;
}

/* Moves what is not yet used to the front, and doubles a window too small. */
static int
make_room(struct csv *c)
{
	size_t	 cap = c->cap, n = c->len - c->pos;
	char	*win = c->win;

	if (cap - n < BLOCK) {
		cap = cap != 0 ? cap * 2 : 2 * BLOCK;
		if ((win = malloc(cap)) == NULL)
			return bad_nomem(c);
	}
	if (n > 0)
		memmove(win, c->win + c->pos, n);
	if (win != c->win) {
		mem_wipe_free(c->win, c->cap);
		c->win = win;
		c->cap = cap;
	}
	c->lf.at = less(c->lf.at, c->pos);
	c->cr.at = less(c->cr.at, c->pos);
	c->quote.at = less(c->quote.at, c->pos);
	c->len = n;
	c->pos = 0;
	return CTXH_OK;
}

/* Reads some more; at the end it sets eof. */
static int
fill(struct csv *c)
{
	size_t	 got = 0;

	if (c->cap - c->len < BLOCK && make_room(c) != CTXH_OK)
		return c->dead;
	if (c->read(c->ctx, c->win + c->len, BLOCK, &got) != 0 || got > BLOCK)
		return bad(c, CTXH_EIO, 0, 0, T(c->h, "cannot read the list"));
	c->len += got;
	c->bytes += got;
	c->eof = got == 0;
	return CTXH_OK;
}

/* The place of the next such byte from there on, or the window's end. */
static size_t
find(struct csv *c, struct next *n, size_t from)
{
	const char *p;

	if (n->at < from)
		n->at = from;
	if (n->at < c->len && c->win[n->at] != n->byte) {
		p = memchr(c->win + n->at, n->byte, c->len - n->at);
		n->at = p != NULL ? (size_t)(p - c->win) : c->len;
	}
	return n->at;
}

/* Searches may begin anew at pos. */
static void
forget(struct csv *c)
{
	c->lf.at = c->cr.at = c->quote.at = c->pos;
}

/* A physical line; offsets from where the row begins. */
struct line {
	size_t	 start;
	size_t	 end;	/* without its line end: LF, CR LF or CR */
	size_t	 next;	/* behind it */
	int	 found;	/* 0: longer than CSV_ROW_MAX */
};

/* The line that begins at l->start; empty with next == start at the end. */
static int
get_line(struct csv *c, struct line *l)
{
	size_t	 from, lf, cr, end;

	for (;;) {
		from = c->pos + l->start;
		lf = find(c, &c->lf, from);
		cr = find(c, &c->cr, from);
		end = lf < cr ? lf : cr;
		l->end = end - c->pos;
		l->next = l->end + 1 + (cr < lf && lf == cr + 1 &&
		    lf < c->len);
		l->found = l->end - l->start <= CSV_ROW_MAX;
		if (end < c->len && (end == lf || end + 1 < c->len || c->eof))
			return CTXH_OK;
		if (c->eof) {
			l->next = l->end;
			return CTXH_OK;
		}
		if (!l->found)
			return CTXH_OK;
		if (fill(c) != CTXH_OK)
			return c->dead;
	}
}

/* Drops a line that is too long, without keeping it. */
static int
drop_line(struct csv *c)
{
	struct line l = { .start = 0 };

	for (;;) {
		if (get_line(c, &l) != CTXH_OK)
			return c->dead;
		if (l.found)
			break;
		c->pos += l.end - 1;
	}
	c->pos += l.next;
	c->line++;
	return CTXH_OK;
}

/* ---- rows ---- */

static int
is_blank(const struct csv *c, char ch)
{
	return (ch == ' ' || ch == '\t') && ch != c->sep;
}

static int
grow_fields(struct csv *c)
{
	void *f = c->f;

	if (mem_grow(&f, &c->fcap, c->nf + 1, sizeof(*c->f)) != 0) {
		c->nomem = 1;
		return -1;
	}
	c->f = f;
	return 0;
}

/* Makes room for one more field. */
static struct csv_field *
new_field(struct csv *c)
{
	return c->nf < c->fcap || grow_fields(c) == 0 ? &c->f[c->nf] : NULL;
}

/*
 * Takes one field off a line, without the blanks around it, and sets *s to
 * the separator behind it or to the end.  quote is the line's next quotation
 * mark, or its end.  0 where the field has other ones than one pair around
 * it: libcsv knows what that is.
 */
static int
take_field(const struct csv *c, const char **s, const char *end,
    const char *quote, struct csv_field *f)
{
	const char *start = *s, *stop, *tail;

	while (start < end && is_blank(c, *start))
		start++;
	if (start == quote && quote < end) {
		start++;
		tail = memchr(start, '"', (size_t)(end - start));
		if (tail == NULL)
			return 0;
		for (stop = tail + 1; stop < end && is_blank(c, *stop); stop++)
			;
		if (stop < end && *stop != c->sep)
			return 0;
	} else {
		stop = memchr(start, c->sep, (size_t)(end - start));
		if (stop == NULL)
			stop = end;
		if (quote < stop)
			return 0;
		for (tail = stop; tail > start && is_blank(c, tail[-1]); tail--)
			;
	}
	f->s = start;
	f->len = (size_t)(tail - start);
	*s = stop;
	return 1;
}

/* The next quotation mark from s on, or the line's end. */
static const char *
next_quote(struct csv *c, const char *s, const char *end)
{
	const char *quote = c->win + find(c, &c->quote, (size_t)(s - c->win));

	return quote < end ? quote : end;
}

/*
 * Splits a line where it stands, as libcsv would but faster by far; 0 where
 * libcsv must do it.
 */
static int
split(struct csv *c, const char *s, const char *end)
{
	struct csv_field rest, *f;
	const char	*quote = NULL;

	for (c->nf = 0;; s++) {
		f = c->nf < CSV_FIELDS_MAX ? new_field(c) : &rest;
		if (f == NULL)
			return 1;
		if (quote == NULL || quote < s)
			quote = next_quote(c, s, end);
		if (!take_field(c, &s, end, quote, f))
			return 0;
		c->nf++;
		if (f != &rest && f->len > CSV_FIELD_MAX && c->too_long == 0)
			c->too_long = c->nf;
		if (s == end)
			return 1;
	}
}

static void
on_field(void *s, size_t n, void *ctx)
{
	struct csv	 *c = ctx;
	struct csv_field *f;

	if (c->nf < CSV_FIELDS_MAX && (f = new_field(c)) != NULL) {
		f->len = n;
		buf_add(&c->text, s, n);
		if (n > CSV_FIELD_MAX && c->too_long == 0)
			c->too_long = c->nf + 1;
	}
	c->nf++;
}

static void
on_row(int end, void *ctx)
{
	struct csv *c = ctx;

	(void)end;
	c->row_done = 1;
}

/* Feeds one line to libcsv; a message where the row is malformed by it. */
static const char *
feed(struct csv *c, const struct line *l)
{
	size_t	 n = l->next - l->start;
	int	 ok;

	ok = csv_parse(&c->parser, c->win + c->pos + l->start, n, on_field,
	    on_row, c) == n;
	/* The last line may lack its end. */
	if (ok && l->next == l->end && !c->row_done)
		ok = csv_parse(&c->parser, "\n", 1, on_field, on_row, c) == 1;
	if (!ok && csv_error(&c->parser) != CSV_EPARSE) {
		c->nomem = 1;
		return NULL;
	}
	if (!ok)
		return T(c->h,
		    "stray quotation mark; double it and quote the field");
	if (!c->row_done && c->parser.entry_pos > CSV_FIELD_MAX)
		return T(c->h, "quotation mark that is not closed in 1 MiB");
	return NULL;
}

/*
 * Reads a row, whose first line is l, by libcsv; l becomes its last line.  A
 * row whose quotes are wrong ends with its first line, so that it does not
 * swallow the rows behind it.
 */
static int
parse(struct csv *c, struct line *l, size_t *lines)
{
	const struct line first = *l;
	const char *why;
	const char *s;
	size_t	 i;

	c->nf = 0;
	c->too_long = 0;
	c->row_done = 0;
	buf_reset(&c->text);
	csv_set_delim(&c->parser, (unsigned char)c->sep);
	for (*lines = 1; (why = feed(c, l)) == NULL && !c->row_done &&
	    !c->nomem; ++*lines) {
		l->start = l->next;
		if (get_line(c, l) != CTXH_OK)
			return c->dead;
		if (l->next == l->start)
			why = T(c->h, "quotation mark that is never closed");
		else if (!l->found || l->end > CSV_ROW_MAX)
			why = T(c->h, "row longer than 16 MiB");
		if (why != NULL)
			break;
	}
	if (c->nomem || buf_failed(&c->text))
		return bad_nomem(c);
	if (why != NULL) {
		(void)csv_fini(&c->parser, NULL, NULL, NULL);
		forget(c);
		*l = first;
		*lines = 1;
		return bad(c, CTXH_EUSAGE, c->line, c->nf + 1, why);
	}
	s = c->text.data;
	for (i = 0; i < c->nf && i < CSV_FIELDS_MAX; i++) {
		c->f[i].s = s;
		s += c->f[i].len;
	}
	return CTXH_OK;
}

/* The field with the first byte that is not UTF-8. */
static int
bad_text(struct csv *c)
{
	size_t	 i, at;

	for (i = 0; i + 1 < c->nf; i++)
		if (!utf8_valid(c->f[i].s, c->f[i].len, &at))
			break;
	return bad(c, CTXH_EUSAGE, c->line, i + 1,
	    memchr(c->f[i].s, '\0', c->f[i].len) != NULL ?
	    T(c->h, "NUL byte") : T(c->h, "not UTF-8; type it again, or save "
	    "the list as CSV UTF-8"));
}

/* What must hold of a row however it was split. */
static int
check_row(struct csv *c, const struct csv_row *row)
{
	if (c->nomem)
		return bad_nomem(c);
	if (c->nf > CSV_FIELDS_MAX)
		return bad(c, CTXH_EUSAGE, c->line, CSV_FIELDS_MAX + 1,
		    T(c->h, "more than 4096 fields in a row"));
	if (c->too_long != 0)
		return bad(c, CTXH_EUSAGE, c->line, c->too_long,
		    T(c->h, "field longer than 1 MiB"));
	if (!row->tidy && !utf8_valid(row->raw, row->raw_len, NULL))
		return bad_text(c);
	return CTXH_OK;
}

/* Reads the first block and finds out what the file is. */
static int
start(struct csv *c)
{
	struct sniff s;

	while (!c->eof && c->len < BLOCK)
		if (fill(c) != CTXH_OK)
			return c->dead;
	c->started = 1;
	sniff(c->h, c->win, c->len, c->eof, c->sep, &s);
	if (s.why != NULL)
		return bad(c, CTXH_EFAIL, s.line, 0, s.why);
	c->sep = s.sep;
	c->pos = s.skip;
	c->line += s.skip_lines;
	return CTXH_OK;
}

/* The next line that is not empty; CSV_END where there is none. */
static int
next_line(struct csv *c, struct line *l)
{
	size_t	 i;

	for (;;) {
		l->start = 0;
		if (get_line(c, l) != CTXH_OK)
			return c->dead;
		if (!l->found)
			return CTXH_OK;
		for (i = 0; i < l->end && is_blank(c, c->win[c->pos + i]); i++)
			;
		if (i < l->end)
			return CTXH_OK;
		if (l->next == 0)
			return CSV_END;
		c->pos += l->next;
		c->line++;
	}
}

int
csv_next(struct csv *c, struct csv_row *row)
{
	struct line	 l;
	const char	*raw;
	size_t		 lines = 1;
	int		 status;

	memset(row, 0, sizeof(*row));
	if (c->dead || (!c->started && start(c) != CTXH_OK))
		return c->dead;
	if ((status = next_line(c, &l)) != CTXH_OK)
		return status;
	row->line = c->line;
	c->too_long = 0;
	if (!l.found) {
		(void)bad(c, CTXH_EUSAGE, c->line, 0,
		    T(c->h, "line longer than 16 MiB"));
		return drop_line(c) != CTXH_OK ? c->dead : CTXH_EUSAGE;
	}
	raw = c->win + c->pos;
	if (c->direct && split(c, raw, raw + l.end))
		row->tidy = text_is_tidy(raw, l.end);
	else
		status = parse(c, &l, &lines);
	row->raw = c->win + c->pos;
	row->raw_len = l.next;
	if (status == CTXH_OK)
		status = check_row(c, row);
	if (c->dead)
		return c->dead;
	row->n = status == CTXH_OK ? c->nf : 0;
	row->f = c->f;
	c->pos += l.next;
	c->line += lines;
	return status;
}
