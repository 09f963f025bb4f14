/*
 * The rows of a sheet.  The parser gives what a little of the XML holds; what
 * is whole of it waits as references to texts, which are looked up when their
 * row is asked for: a few bytes of XML may name texts of any length.
 */
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

#define FAULTS_MAX	64	/* of a row */

enum type { T_NUMBER, T_SHARED, T_TEXT, T_BOOL, T_ERROR, T_DAY };

struct cell {
	size_t		 column;	/* from 1 */
	enum type	 type;
	uint64_t	 style;
	size_t		 at, len;	/* in the text */
};

struct line {
	size_t		 line;
	size_t		 end;		/* of its cells */
};

struct sheet {
	struct trouble	*t;
	const struct book *book;
	struct strings	*strings;
	struct merges	*merges;
	struct xml	*xml;
	int		 ended;

	struct line	*lines;		/* whole ones */
	size_t		 nlines, lines_cap, next;
	struct cell	*cells;
	size_t		 ncells, cells_cap, used;
	struct buf	 text;		/* of the cells, as in the XML */
	size_t		 text_used;

	/* The place that the parser is at. */
	size_t		 line, column;
	size_t		 line_text;	/* where the row's text begins */
	int		 hidden, in_value, in_inline, phonetic;
	struct cell	 cell;
	size_t		 row_cells;	/* cells before the row */

	struct csv_field *fields;
	size_t		 fields_cap;
	size_t		*places;	/* of the fields in out, which may move */
	size_t		 places_cap;
	struct buf	 out, raw;
	struct rows_fault faults[FAULTS_MAX];
	struct rows_notes notes;
	unsigned char	 hidden_column[BOOK_COLUMNS + 1];
};

/* ---- what the parser comes by ---- */

static void
on_row(struct sheet *s, const struct xml_attrs *attrs)
{
	uint64_t line = xml_number(attrs, "r", s->line + 1);

	if (line <= s->line)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "the workbook is "
		    "damaged: row %llu stands behind row %llu"),
		    (unsigned long long)line, (unsigned long long)s->line);
	else if (line > BOOK_ROWS)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "the sheet has more "
		    "than %d rows, as none can; it was refused"), BOOK_ROWS);
	else
		s->line = (size_t)line;
	s->column = 0;
	s->hidden = xml_true(attrs, "hidden");
	s->row_cells = s->ncells;
	s->line_text = s->text.len;
}

static size_t
column_of(const struct sheet *s, const struct xml_attrs *attrs)
{
	size_t		 i, n, column = 0;
	const char	*ref = xml_attr(attrs, "r", &n);

	if (ref == NULL)
		return s->column + 1;
	for (i = 0; i < n && ref[i] >= 'A' && ref[i] <= 'Z' &&
	    column <= BOOK_COLUMNS; i++)
		column = column * 26 + (size_t)(ref[i] - 'A') + 1;
	return column;
}

static enum type
type_of(const struct xml_attrs *attrs)
{
	size_t		 n;
	const char	*t = xml_attr(attrs, "t", &n);

	if (t == NULL)
		return T_NUMBER;
	if (n == 1)
		switch (*t) {
		case 's': return T_SHARED;
		case 'b': return T_BOOL;
		case 'e': return T_ERROR;
		case 'd': return T_DAY;
		default: return T_NUMBER;
		}
	return (n == 3 && memcmp(t, "str", n) == 0) ||
	    (n == 9 && memcmp(t, "inlineStr", n) == 0) ? T_TEXT : T_NUMBER;
}

static void
on_cell(struct sheet *s, const struct xml_attrs *attrs)
{
	size_t column = column_of(s, attrs);

	if (column > BOOK_COLUMNS)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "row %llu of the "
		    "sheet has more than %d columns, as none can; it was "
		    "refused"), (unsigned long long)s->line, BOOK_COLUMNS);
	else if (column <= s->column)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "the workbook is "
		    "damaged: the cells of row %llu are not in order"),
		    (unsigned long long)s->line);
	s->column = column;
	s->cell.column = column;
	s->cell.type = type_of(attrs);
	s->cell.style = xml_number(attrs, "s", 0);
	s->cell.at = s->text.len;
}

static void
on_columns(struct sheet *s, const struct xml_attrs *attrs)
{
	uint64_t i = xml_number(attrs, "min", 1);
	uint64_t max = xml_number(attrs, "max", 0);

	if (xml_true(attrs, "hidden"))
		for (; i <= max && i <= BOOK_COLUMNS; i++)
			s->hidden_column[i] = 1;
}

static void
on_merged(struct sheet *s, const struct xml_attrs *attrs)
{
	struct range	 r;
	size_t		 n;
	const char	*ref = xml_attr(attrs, "ref", &n);

	if (merges_known(s->merges) || ref == NULL ||
	    range_read(ref, n, &r) != 0 || r.line == r.last_line)
		return;
	if (s->notes.merged++ == 0) {
		s->notes.merged_line = r.line;
		s->notes.merged_column = r.column;
	}
}

static void
on_start(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct sheet *s = ctx;

	if (strcmp(name, "c") == 0)
		on_cell(s, attrs);
	else if (strcmp(name, "v") == 0)
		s->in_value = 1;
	else if (strcmp(name, "row") == 0)
		on_row(s, attrs);
	else if (strcmp(name, "is") == 0)
		s->in_inline = 1;
	else if (strcmp(name, "t") == 0)
		s->in_value = s->in_inline && !s->phonetic;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic = 1;
	else if (strcmp(name, "col") == 0)
		on_columns(s, attrs);
	else if (strcmp(name, "mergeCell") == 0)
		on_merged(s, attrs);
}

static void
on_text(void *ctx, const char *text, size_t n)
{
	struct sheet *s = ctx;

	if (!s->in_value)
		return;
	if (s->text.len - s->cell.at + n > (size_t)BOOK_TEXT * 3)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "the workbook has a "
		    "text of more than %d letters, as no cell can hold"),
		    BOOK_TEXT);
	else if (s->text.len - s->line_text + n > CSV_ROW_MAX)
		(void)trouble(s->t, CTXH_EFAIL, "%s", T(s->t->h,
		    "row longer than 16 MiB"));
	else
		buf_add(&s->text, text, n);
}

static void
end_cell(struct sheet *s)
{
	s->cell.len = s->text.len - s->cell.at;
	if (s->cell.len == 0)
		return;
	if (mem_grow((void **)&s->cells, &s->cells_cap, s->ncells + 1,
	    sizeof(*s->cells)) != 0 || buf_failed(&s->text))
		(void)trouble_nomem(s->t);
	else
		s->cells[s->ncells++] = s->cell;
}

static void
note_hidden(struct sheet *s)
{
	const struct cell *c;

	if (s->hidden && s->notes.hidden_rows++ < ROWS_TOLD)
		s->notes.rows[s->notes.hidden_rows - 1] = s->line;
	EACH(c, s->cells + s->row_cells, s->ncells - s->row_cells) {
		if (!s->hidden_column[c->column])
			continue;
		s->hidden_column[c->column] = 0;
		if (s->notes.hidden_columns++ < ROWS_TOLD)
			s->notes.columns[s->notes.hidden_columns - 1] =
			    c->column;
	}
}

static void
end_row(struct sheet *s)
{
	if (s->ncells == s->row_cells)
		return;
	note_hidden(s);
	if (mem_grow((void **)&s->lines, &s->lines_cap, s->nlines + 1,
	    sizeof(*s->lines)) != 0)
		(void)trouble_nomem(s->t);
	else
		s->lines[s->nlines++] = (struct line){ s->line, s->ncells };
}

static void
on_end(void *ctx, const char *name)
{
	struct sheet *s = ctx;

	if (strcmp(name, "c") == 0)
		end_cell(s);
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		s->in_value = 0;
	else if (strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "is") == 0)
		s->in_inline = 0;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic = 0;
}

int
sheet_open(struct trouble *t, struct archive *a, const struct book *book,
    struct strings *strings, const char *part, struct sheet **out)
{
	static const struct xml_handler handler = { on_start, on_end,
	    on_text };
	struct sheet *s;

	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return trouble_nomem(t);
	s->t = t;
	s->book = book;
	s->strings = strings;
	s->out.max = 2 * CSV_ROW_MAX;
	s->raw.max = 4 * CSV_ROW_MAX;
	if (merges_open(t, a, part, &s->merges) == CTXH_OK &&
	    xml_open(t, a, part, &handler, s, &s->xml) == CTXH_OK) {
		*out = s;
		return CTXH_OK;
	}
	sheet_close(s);
	return t->status;
}

void
sheet_close(struct sheet *s)
{
	if (s == NULL)
		return;
	xml_close(s->xml);
	merges_close(s->merges);
	free(s->lines);
	free(s->cells);
	free(s->fields);
	free(s->places);
	buf_free(&s->text);
	buf_free(&s->out);
	buf_free(&s->raw);
	mem_wipe_free(s, sizeof(*s));
}

const struct rows_notes *
sheet_notes(const struct sheet *s)
{
	return &s->notes;
}

void
sheet_divide(struct sheet *s, size_t line)
{
	merges_from(s->merges, line);
}

/* ---- what is asked for ---- */

/* Moves what is not whole yet to the front. */
static void
make_room(struct sheet *s)
{
	size_t	i, n = s->ncells - s->used, text = s->text.len - s->text_used;

	s->nlines = s->next = 0;
	if (n > 0)
		memmove(s->cells, s->cells + s->used, n * sizeof(*s->cells));
	for (i = 0; i < n; i++)
		s->cells[i].at -= s->text_used;
	if (text > 0 && s->text_used > 0)
		memmove(s->text.data, s->text.data + s->text_used, text);
	s->cell.at -= s->text_used < s->cell.at ? s->text_used : s->cell.at;
	s->line_text -= s->text_used < s->line_text ? s->text_used :
	    s->line_text;
	s->row_cells -= s->used;
	s->ncells = n;
	s->text.len = text;
	s->used = s->text_used = 0;
}

/* Reads on until a row is whole. */
static int
read_on(struct sheet *s)
{
	int rc;

	while (s->next == s->nlines) {
		if (s->ended)
			return CSV_END;
		make_room(s);
		rc = xml_step(s->xml);
		if (rc != CTXH_OK && rc != CSV_END) {
			s->t->line = s->line;
			return rc;
		}
		s->ended = rc == CSV_END;
	}
	return CTXH_OK;
}

static void
put_shared(struct sheet *s, const char *text, size_t n)
{
	uint64_t	i = 0;
	size_t		k;

	for (k = 0; k < n && text[k] >= '0' && text[k] <= '9' && k < 10; k++)
		i = i * 10 + (uint64_t)(text[k] - '0');
	if (k < n)
		i = UINT32_MAX;
	(void)strings_get(s->strings, s->t, i, &s->out);
}

static void
put_fault(struct sheet *s, const struct cell *c, struct csv_row *row)
{
	struct rows_fault *f = &s->faults[row->nfaults];
	size_t n = c->len < sizeof(f->text) ? c->len : sizeof(f->text) - 1;

	buf_add(&s->out, s->text.data + c->at, c->len);
	if (row->nfaults == FAULTS_MAX)
		return;
	f->column = c->column;
	memcpy(f->text, s->text.data + c->at, n);
	f->text[n] = '\0';
	row->faults = s->faults;
	row->nfaults++;
}

static struct style
style_of(const struct sheet *s, const struct cell *c)
{
	struct style none = { 0, 0 };

	return c->style < s->book->nstyles ? s->book->styles[c->style] : none;
}

/* The cell's text, behind those of the others; its length. */
static size_t
put_cell(struct sheet *s, const struct cell *c, struct csv_row *row,
    size_t *at)
{
	const char	*text = s->text.data + c->at;

	*at = s->out.len;
	switch (c->type) {
	case T_SHARED:
		put_shared(s, text, c->len);
		break;
	case T_NUMBER:
		digits_put(&s->out, text, c->len, style_of(s, c),
		    s->book->from_1904);
		break;
	case T_DAY:
		day_put(&s->out, text, c->len);
		break;
	case T_ERROR:
		put_fault(s, c, row);
		break;
	case T_TEXT:
		buf_add(&s->out, text, c->len);
		strings_unescape(&s->out, *at);
		break;
	case T_BOOL:
		buf_byte(&s->out, *text == '1' || *text == 't' ? '1' : '0');
		break;
	}
	return text_trim(&s->out, at);
}

/* Gives the field of a column its text; those before it are empty. */
static int
set_field(struct sheet *s, struct csv_row *row, size_t column, size_t at,
    size_t len)
{
	if (mem_grow((void **)&s->fields, &s->fields_cap, column,
	    sizeof(*s->fields)) != 0 ||
	    mem_grow((void **)&s->places, &s->places_cap, column,
	    sizeof(*s->places)) != 0)
		return trouble_nomem(s->t);
	for (; row->n < column; row->n++) {
		s->fields[row->n].len = 0;
		s->places[row->n] = 0;
	}
	s->fields[column - 1].len = len;
	s->places[column - 1] = at;
	return CTXH_OK;
}

/* Passes over a row of which no list has its like. */
static int
too_long(struct sheet *s, const struct line *l, int fields)
{
	const struct cell *last = &s->cells[l->end - 1];

	s->used = l->end;
	s->text_used = last->at + last->len;
	return trouble(s->t, CTXH_EUSAGE, "%s", fields ?
	    T(s->t->h, "more than 4096 fields in a row") :
	    T(s->t->h, "row longer than 16 MiB"));
}

static int
put_cells(struct sheet *s, const struct line *l, struct csv_row *row)
{
	const struct cell *c;
	size_t	 at, len;

	for (; s->used < l->end; s->used++) {
		c = &s->cells[s->used];
		s->text_used = c->at + c->len;
		len = put_cell(s, c, row, &at);
		if (s->t->status != CTXH_OK)
			return s->t->status;
		if (s->out.len > CSV_ROW_MAX || c->column > CSV_FIELDS_MAX)
			return too_long(s, l, c->column > CSV_FIELDS_MAX);
		if (len > 0 && set_field(s, row, c->column, at, len) !=
		    CTXH_OK)
			return s->t->status;
	}
	return CTXH_OK;
}

/* Where cells are merged, all have the value of the first one. */
static int
fill_merged(struct sheet *s, struct csv_row *row)
{
	const char	*text;
	size_t		 i = 0, n, at, column;

	merges_line(s->merges, row->line);
	while ((column = merges_next(s->merges, &i, &text, &n)) != 0) {
		if (column > CSV_FIELDS_MAX ||
		    (column <= row->n && s->fields[column - 1].len > 0))
			continue;
		at = s->out.len;
		buf_add(&s->out, text, n);
		if (set_field(s, row, column, at, n) != CTXH_OK)
			return s->t->status;
		if (s->notes.filled++ == 0) {
			s->notes.filled_line = row->line;
			s->notes.filled_column = column;
		}
	}
	return CTXH_OK;
}

static int
put_row(struct sheet *s, const struct line *l, struct csv_row *row)
{
	size_t i;

	s->t->line = row->line = l->line;
	buf_reset(&s->out);
	if (put_cells(s, l, row) != CTXH_OK ||
	    (row->n > 0 && fill_merged(s, row) != CTXH_OK)) {
		row->n = row->nfaults = 0;
		return s->t->status;
	}
	if (buf_failed(&s->out))
		return trouble_nomem(s->t);
	for (i = 0; i < row->n; i++)
		s->fields[i].s = s->out.data != NULL ?
		    s->out.data + s->places[i] : "";
	row->f = s->fields;
	merges_keep(s->merges, row);
	book_raw(&s->raw, row);
	return CTXH_OK;
}

int
sheet_next(struct sheet *s, struct csv_row *row)
{
	int rc;

	/* Only one row was bad. */
	if (s->t->status == CTXH_EUSAGE)
		s->t->status = CTXH_OK;
	do {
		memset(row, 0, sizeof(*row));
		if (s->t->status != CTXH_OK)
			return s->t->status;
		if ((rc = read_on(s)) != CTXH_OK)
			return rc;
		rc = put_row(s, &s->lines[s->next++], row);
	} while (rc == CTXH_OK && row->n == 0);
	return rc;
}
