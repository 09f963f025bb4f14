/* Finding the header of a list below its title rows, and reading it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "lists/import.h"
#include "text/date.h"
#include "text/fold.h"

#define HEADER_WITHIN	20	/* rows */
#define HEADER_MAX	256	/* bytes of a header that count */

int
reader_next(struct reader *r, struct csv_row *row)
{
	if (!r->is_ahead)
		return rows_next(r->list, row);
	r->is_ahead = 0;
	*row = r->ahead;
	return r->ahead_status;
}

int
header_is(const struct reader *r, const struct csv_row *row)
{
	const char	*s = row->raw;
	size_t		 n = row->raw_len, i, from = 0;

	/* Where two files were put together, a byte order mark is inside. */
	if (s != NULL && n > 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		n -= 3;
	}
	for (i = 0; i < r->header_rows; from = r->header_end[i++])
		if (s != NULL && n == r->header_end[i] - from &&
		    memcmp(s, r->header.data + from, n) == 0)
			return 1;
	return 0;
}

void
columns_free(struct columns *cs)
{
	struct head *h;

	EACH(h, cs->head, cs->n) {
		free(h->first);
		free(h->second);
		free(h->text);
		free(h->key);
	}
	free(cs->head);
	free(cs->bare);
	cs->head = NULL;
	cs->bare = NULL;
	cs->n = cs->nbare = 0;
}

void
header_error(struct reader *r, size_t column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	finding_vadd(&r->errors, r->row->line, column, fmt, ap);
	va_end(ap);
	r->useless = 1;
}

static enum field
field_of_cell(struct reader *r, const struct csv_field *c)
{
	enum field f;

	fold_key(c->s, c->len, &r->scratch);
	if (r->scratch.len == 0)
		return FIELD_COUNT;
	f = field_asked(r, r->scratch.data);
	return f != FIELD_COUNT ? f :
	    field_of_header(r->kind, c->s, c->len, &r->scratch);
}

/*
 * A header row has at least three cells that are headers, or two of which one
 * is the name, an id or of what the list is about; a misspelt one does not hide
 * it.
 */
static int
is_header(struct reader *r, const struct csv_row *row)
{
	size_t		i;
	int		known = 0, strong = 0;
	enum field	f;

	for (i = 0; i < row->n; i++) {
		if (row->f[i].len > HEADER_MAX)
			continue;
		f = field_of_cell(r, &row->f[i]);
		if (f == FIELD_COUNT)
			continue;
		known++;
		if (f != FIELD_NONE && (f <= FIELD_SURNAME || f >= FIELD_OWN))
			strong = 1;
	}
	return known >= 3 || (known == 2 && strong);
}

/* ---- the rows of a header ---- */

/* A cell of the header as text; NULL without memory. */
static char *
cell_text(struct reader *r, const struct csv_field *c)
{
	size_t n = c->len < HEADER_MAX ? c->len : HEADER_MAX;

	while (n > 0 && n < c->len && ((unsigned char)c->s[n] & 0xc0) == 0x80)
		n--;
	buf_reset(&r->scratch);
	(void)text_tidy(c->s, n, &r->scratch);
	return strdup(r->scratch.len > 0 ? r->scratch.data : "");
}

static int
no_memory(struct reader *r)
{
	r->status = CTXH_ENOMEM;
	return -1;
}

static void
keep_row(struct reader *r, const struct csv_row *row)
{
	if (row->raw != NULL)
		buf_add(&r->header, row->raw, row->raw_len);
	r->header_end[r->header_rows++] = r->header.len;
}

#define WIDER 64		/* columns of days behind those of the first row */

static int
take_first(struct reader *r, const struct csv_row *row)
{
	struct columns	*cs = &r->columns;
	size_t		 i;

	cs->head = calloc(row->n + WIDER, sizeof(*cs->head));
	cs->bare = calloc(row->n + WIDER, sizeof(*cs->bare));
	if (cs->head == NULL || cs->bare == NULL)
		return no_memory(r);
	cs->n = row->n;
	for (i = 0; i < row->n; i++)
		if ((cs->head[i].first = cell_text(r, &row->f[i])) == NULL)
			return no_memory(r);
	keep_row(r, row);
	return 0;
}

/* A header that spans no other column. */
static int
is_alone(const struct columns *cs, size_t i)
{
	const char *s = cs->head[i].first;

	if (*s == '\0' || (i + 1 < cs->n && (cs->head[i + 1].first[0] ==
	    '\0' || strcmp(s, cs->head[i + 1].first) == 0)))
		return 0;
	return i == 0 || strcmp(s, cs->head[i - 1].first) != 0;
}

/* "Mẹ" with nothing but "Họ tên" below it. */
static int
is_completed(struct reader *r, size_t i, const struct csv_field *c)
{
	const char *s = r->columns.head[i].first;

	return field_of_header(r->kind, s, strlen(s), &r->scratch) ==
	    FIELD_COUNT &&
	    field_of_cell(r, c) != FIELD_COUNT;
}

/* "17" below "Các ngày trong tháng", or below nothing. */
static int
is_day(struct reader *r, size_t i, const struct csv_field *c)
{
	return r->kind->has_days && !is_alone(&r->columns, i) &&
	    field_of_cell(r, c) >= FIELD_OWN;
}

/*
 * Whether a row goes on with the header: below titles that span columns, or
 * say nothing by themselves, it names these, and below the others is nothing,
 * or a note in brackets.
 */
static int
is_second(struct reader *r, const struct csv_row *row)
{
	const struct csv_field	*c;
	size_t			 i;
	int			 known = 0, unknown = 0, notes = 0;

	for (i = 0; i < row->n; i++) {
		c = &row->f[i];
		if (c->len == 0)
			continue;
		if (i >= r->columns.n || c->len > HEADER_MAX ||
		    (c->s[0] >= '0' && c->s[0] <= '9' && !is_day(r, i, c)))
			return 0;
		if (c->s[0] == '(')
			notes++;
		else if (is_alone(&r->columns, i) && !is_completed(r, i, c))
			return 0;
		else if (field_of_cell(r, c) != FIELD_COUNT)
			known++;
		else
			unknown++;
	}
	return known + notes > 0 && known + notes >= unknown;
}

/* "1", "(1)", "A", "B" below the headers: numbers of the columns. */
static int
is_numbers(const struct csv_row *row)
{
	const char	*s, *end;
	size_t		 i;
	int		 cells = 0, last = 0, n;

	for (i = 0; i < row->n; i++) {
		if (row->f[i].len == 0)
			continue;
		s = row->f[i].s;
		end = s + row->f[i].len;
		if (*s == '(' && end - s > 2 && end[-1] == ')') {
			s++;
			end--;
		}
		cells++;
		if (end - s == 1 && *s >= 'A' && *s <= 'F' && last == 0)
			continue;
		for (n = 0; s < end && *s >= '0' && *s <= '9' && n < 10000;
		    s++)
			n = n * 10 + (*s - '0');
		if (s != end || n != last + 1)
			return 0;
		last = n;
	}
	return cells > 2 && last > 1;
}

static int
take_second(struct reader *r, const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < r->columns.n && i < row->n; i++)
		if (row->f[i].len > 0 && row->f[i].s[0] != '(' &&
		    (r->columns.head[i].second =
		    cell_text(r, &row->f[i])) == NULL)
			return no_memory(r);
	keep_row(r, row);
	return 0;
}

/* In a workbook the cells that a title spans may not be there: below one over
 * the days of a month the next row has more. */
static int
widen(struct reader *r, size_t n)
{
	struct columns	*cs = &r->columns;
	size_t		 old = cs->n;

	if (!r->kind->has_days || n > old + WIDER - 1)
		return 0;
	for (; cs->n < n; cs->n++)
		if ((cs->head[cs->n].first = strdup("")) == NULL)
			return no_memory(r);
	return 0;
}

/* The rows below the first that are of the header; the one behind them is
 * kept for reader_next(). */
static int
take_more(struct reader *r)
{
	int seconds = 0;

	for (;;) {
		r->ahead_status = rows_next(r->list, &r->ahead);
		r->is_ahead = 1;
		if (r->ahead_status != CTXH_OK ||
		    r->header_rows == HEAD_ROWS)
			return 0;
		if (widen(r, r->ahead.n) != 0)
			return -1;
		if (is_numbers(&r->ahead) &&
		    (!r->kind->has_days || !is_second(r, &r->ahead)))
			keep_row(r, &r->ahead);
		else if (seconds++ > 0 || !is_second(r, &r->ahead))
			return 0;
		else if (take_second(r, &r->ahead) != 0)
			return -1;
		r->is_ahead = 0;
	}
}

/* ---- what the columns are ---- */

/* The title above a column of the second row. */
static const char *
title_of(const struct columns *cs, size_t i)
{
	while (i > 0 && cs->head[i].first[0] == '\0')
		i--;
	return cs->head[i].first;
}

/* "Cha / Họ tên", or the one header that there is; and its key. */
static int
name_column(struct reader *r, size_t i)
{
	struct head	*h = &r->columns.head[i];
	const char	*title = title_of(&r->columns, i);
	struct buf	 b = { 0 };

	if (h->second == NULL)
		buf_str(&b, h->first);
	else {
		buf_str(&b, title);
		buf_str(&b, *title != '\0' ? " / " : "");
		buf_str(&b, h->second);
	}
	buf_add(&b, "", 0);
	fold_key(b.len > 0 ? b.data : "", b.len, &r->scratch);
	h->key = strdup(r->scratch.len > 0 ? r->scratch.data : "");
	h->text = b.data != NULL ? buf_take(&b) : strdup("");
	buf_free(&b);
	return h->key != NULL && h->text != NULL ? 0 : no_memory(r);
}

/* What a column of the second row is by the headers that are known. */
static enum field
field_below(struct reader *r, const char *title, const char *text)
{
	char		key[HEADER_MAX + 1], both[2 * HEADER_MAX + 2];
	enum field	own, f;

	own = field_of_header(r->kind, text, strlen(text), &r->scratch);
	if ((own >= FIELD_FATHER && own != FIELD_COUNT) || *title == '\0')
		return own;
	fold_key(text, strlen(text), &r->scratch);
	(void)snprintf(key, sizeof(key), "%s",
	    r->scratch.len > 0 ? r->scratch.data : "");
	fold_key(title, strlen(title), &r->scratch);
	if (r->scratch.len == 0)
		return own;
	(void)snprintf(both, sizeof(both), "%s%s", key, r->scratch.data);
	if ((f = field_of_key(r->kind, both, strlen(both))) != FIELD_COUNT)
		return f;
	(void)snprintf(both, sizeof(both), "%s%s", r->scratch.data, key);
	if ((f = field_of_key(r->kind, both, strlen(both))) != FIELD_COUNT)
		return f;
	f = field_of_person(r->scratch.data, key);
	return f != FIELD_NONE ? f : own;
}

/* By the headers that everybody uses. */
static void
know_column(struct reader *r, size_t i)
{
	struct head *h = &r->columns.head[i];

	if (h->text[0] == '\0')
		return;
	h->f = h->second != NULL ?
	    field_below(r, title_of(&r->columns, i), h->second) :
	    field_of_header(r->kind, h->text, strlen(h->text), &r->scratch);
	h->known = h->f;
	h->from = h->f != FIELD_COUNT ? FROM_ALIAS : FROM_UNKNOWN;
}

/* FNV-1a of all keys: tells one software's headers from another's. */
static uint64_t
print_of(const struct columns *cs)
{
	uint64_t	 print = 0xcbf29ce484222325u;
	const char	*s;
	size_t		 i;

	for (i = 0; i < cs->n; i++) {
		for (s = cs->head[i].key; *s != '\0'; s++)
			print = (print ^ (unsigned char)*s) * 0x100000001b3u;
		print = (print ^ '|') * 0x100000001b3u;
	}
	return print;
}

static void
note_doubled(struct columns *cs)
{
	size_t i, j;

	for (i = 0; i < cs->n; i++)
		for (j = 0; j < i && !cs->head[i].doubled; j++)
			if (cs->head[i].key[0] != '\0' && strcmp(
			    cs->head[i].key, cs->head[j].key) == 0)
				cs->head[i].doubled = cs->head[j].doubled = 1;
}

static int
name_columns(struct reader *r)
{
	struct columns	*cs = &r->columns;
	size_t		 i;

	for (i = 0; i < cs->n; i++)
		if (name_column(r, i) != 0)
			return -1;
	note_doubled(cs);
	cs->print = print_of(cs);
	for (i = 0; i < cs->n; i++) {
		cs->head[i].f = cs->head[i].known = FIELD_COUNT;
		know_column(r, i);
		column_read(r, i);
	}
	return 0;
}

static void
unknown_column(struct reader *r, size_t i)
{
	const struct head	*h = &r->columns.head[i];
	size_t			 distance;
	enum field		 f = field_nearest(r->kind, h->key, &distance);

	if (distance * 3 <= strlen(h->key))
		header_error(r, i + 1, T(r->h, "unknown column \"%s\"; the "
		    "nearest known one is \"%s\": take it for that with --map "
		    "\"%s=%s\", or pass over it with --ignore \"%s\""),
		    h->text, field_def_of(r->kind, f)->label, h->text,
		    field_def_of(r->kind, f)->id, h->text);
	else
		header_error(r, i + 1, T(r->h, "unknown column \"%s\"; the "
		    "nearest known one is \"%s\": pass over it with --ignore "
		    "\"%s\", or say with --map what it is"), h->text,
		    field_def_of(r->kind, f)->label, h->text);
}

static void
take_column(struct reader *r, size_t i)
{
	struct columns		*cs = &r->columns;
	const struct head	*h = &cs->head[i];

	if (h->from == FROM_NOTHING)
		cs->bare[cs->nbare++] = i;
	else if (h->f == FIELD_COUNT)
		unknown_column(r, i);
	else if (h->f == FIELD_NONE) {
		if (strcmp(h->key, "lydo") == 0)
			cs->reason = (int)i;
	} else if (cs->of[h->f] == -1)
		cs->of[h->f] = (int)i;
	else
		header_error(r, i + 1, T(r->h, "column \"%s\" says the same "
		    "as another one, \"%s\"; ignore one of them, by its place: "
		    "\"#%d\" or \"#%d\""), h->text,
		    field_def_of(r->kind, h->f)->label,
		    cs->of[h->f] + 1, (int)i + 1);
}

/* "Họ và tên" over two columns of which only the first has a header: the
 * given name stands in the second. */
static void
split_name(struct columns *cs)
{
	int	at = cs->of[FIELD_NAME];
	size_t	i;

	if (at < 0 || cs->of[FIELD_GIVEN] >= 0 || cs->of[FIELD_SURNAME] >= 0)
		return;
	for (i = 0; i < cs->nbare && cs->bare[i] != (size_t)at + 1; i++)
		;
	if (i == cs->nbare)
		return;
	memmove(cs->bare + i, cs->bare + i + 1,
	    (--cs->nbare - i) * sizeof(*cs->bare));
	cs->of[FIELD_SURNAME] = at;
	cs->of[FIELD_GIVEN] = at + 1;
	cs->of[FIELD_NAME] = -1;
	cs->tail = 1;
}

static void
no_columns(struct columns *cs)
{
	int f;

	for (f = 0; f < FIELD_SLOTS; f++)
		cs->of[f] = -1;
	cs->reason = -1;
}

static int
take_columns(struct reader *r)
{
	size_t i;

	if (name_columns(r) != 0)
		return -1;
	for (i = 0; i < r->columns.n; i++)
		take_column(r, i);
	columns_asked(r);
	split_name(&r->columns);
	/* Where a header is misspelt, what seems missing is that one. */
	if (!r->useless)
		r->kind->check(r);
	if (buf_failed(&r->header) || buf_failed(&r->scratch))
		return no_memory(r);
	return r->useless ? -1 : 0;
}

static int
take_header(struct reader *r, const struct csv_row *row)
{
	r->header_at.line = row->line;
	no_columns(&r->columns);
	if (take_first(r, row) != 0 || take_more(r) != 0)
		return -1;
	r->row = &r->header_at;
	return take_columns(r);
}

/* ---- a list without a header ---- */

/* Whether the places of all columns that it takes are said, and the row has a
 * date where that of birth is. */
static int
is_data(struct reader *r, const struct csv_row *row)
{
	const struct columns	*cs = &r->columns;
	const struct csv_field	*c;
	int64_t			 day;
	int			 i = cs->of[FIELD_BORN];

	if (i < 0 || (size_t)i >= row->n || cs->of[FIELD_CLASS] < 0 ||
	    (cs->of[FIELD_NAME] < 0 && cs->of[FIELD_GIVEN] < 0))
		return 0;
	c = &row->f[i];
	buf_reset(&r->scratch);
	(void)text_tidy(c->s, c->len, &r->scratch);
	return r->scratch.len > 0 &&
	    date_parse(r->scratch.data, &day, NULL) == 0;
}

/* The columns that map names by their places alone. */
static void
places_said(struct reader *r)
{
	const ctxh_value	*item;
	enum field		 f;
	size_t			 n;

	no_columns(&r->columns);
	VALUE_EACH(item, r->opt->map) {
		f = field_named(r->kind, ctxh_value_str(item), &r->scratch);
		if (f != FIELD_COUNT && (n = column_place(
		    ctxh_value_key(item))) > 0 && r->columns.of[f] == -1)
			r->columns.of[f] = (int)n - 1;
	}
}

static int
take_data(struct reader *r, const struct csv_row *row)
{
	r->columns.n = CSV_FIELDS_MAX;
	r->columns.placed = 1;
	r->ahead = *row;
	r->ahead_status = CTXH_OK;
	r->is_ahead = 1;
	r->row = &r->ahead;
	r->kind->check(r);
	return r->useless ? -1 : 0;
}

static void
no_header(struct reader *r, uint64_t line)
{
	finding_add(&r->errors, line != 0 ? line : 1, 0, T(r->h, "no row of "
	    "headers among the first %d; it names columns such as \"Họ và "
	    "tên\", \"Ngày sinh\", \"Lớp\""), HEADER_WITHIN);
	r->useless = 1;
}

/* The list cannot be read at all. */
static void
unreadable(struct reader *r, int rc)
{
	size_t		 line, column;
	const char	*message = rows_message(r->list, &line, &column);

	finding_add(&r->errors, line == 0 && !rows_is_book(r->list) ? 1 : line,
	    column, "%s", message);
	r->useless = 1;
	r->status = rc == CTXH_EFAIL ? CTXH_OK : rc;
}

/* A row above the header may say of what the list is. */
static void
keep_title(struct reader *r, const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < row->n && r->title.len < HEADER_WITHIN * HEADER_MAX;
	    i++) {
		if (row->f[i].len == 0 || row->f[i].len > HEADER_MAX)
			continue;
		buf_add(&r->title, row->f[i].s, row->f[i].len);
		buf_byte(&r->title, ' ');
	}
}

int
header_find(struct reader *r, struct csv_row *row, uint64_t *first)
{
	int i, rc;

	*first = 0;
	buf_reset(&r->title);
	for (i = 0; i < HEADER_WITHIN; i++) {
		rc = rows_next(r->list, row);
		if (rc == CTXH_EUSAGE)
			continue;	/* a title with a stray quote */
		if (rc != CTXH_OK)
			return rc;
		if (*first == 0)
			*first = row->line;
		if (is_header(r, row) || is_data(r, row))
			return CTXH_OK;
		if (r->status != CTXH_OK || buf_failed(&r->scratch))
			return r->status = CTXH_ENOMEM;
		keep_title(r, row);
	}
	return CSV_END;
}

/* What a row may have beyond what is asked of each. */
static void
note_more(struct columns *cs)
{
	int f;

	cs->nmore = 0;
	for (f = FIELD_FLAGS; f < FIELD_COUNT; f++)
		if (cs->of[f] >= 0)
			cs->more[cs->nmore++] = (enum field)f;
}

int
header_read(struct reader *r)
{
	struct csv_row	row;
	uint64_t	first = 0;
	int		rc;

	places_said(r);
	if (sheet_choose(r) != 0)
		return -1;
	rc = header_find(r, &row, &first);
	if (rc == CSV_END)
		no_header(r, first);
	else if (rc != CTXH_OK)
		unreadable(r, rc);
	else if ((is_header(r, &row) ? take_header(r, &row) :
	    take_data(r, &row)) == 0) {
		note_more(&r->columns);
		return 0;
	}
	return -1;
}
