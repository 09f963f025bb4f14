/* Workbooks: which sheet is the list, and what people may not see in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "lists/import.h"
#include "text/fold.h"

#define SHEETS_TRIED	64	/* whether they hold a list */

/* ---- which one ---- */

static void
add_name(struct buf *out, const char *name)
{
	buf_fmt(out, "%s\"%s\"", out->len > 0 ? ", " : "", name);
}

static const char *
text_of(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

static int
refuse(struct reader *r)
{
	r->useless = 1;
	return -1;
}

/* A number from 1, as a whole text; 0 where it is none. */
static size_t
number_of(const char *s)
{
	size_t	i, v = 0;

	for (i = 0; s[i] >= '0' && s[i] <= '9' && i < 6; i++)
		v = v * 10 + (size_t)(s[i] - '0');
	return s[i] == '\0' ? v : 0;
}

/* The sheet of that name, whatever its case and accents; or of that number. */
static const struct rows_sheet *
find_sheet(struct reader *r, const char *said, size_t *at)
{
	const struct rows_sheet *s, *found = NULL;
	struct buf	 key = { 0 };
	size_t		 i, n = number_of(said);

	fold_key(said, strlen(said), &key);
	for (i = 0; (s = rows_sheet(r->list, i)) != NULL; i++) {
		if (strcmp(s->name, said) == 0) {
			found = s;
			*at = i;
			break;
		}
		fold_key(s->name, strlen(s->name), &r->scratch);
		if (found == NULL && key.len > 0 &&
		    key.len == r->scratch.len && memcmp(key.data,
		    r->scratch.data, key.len) == 0) {
			found = s;
			*at = i;
		}
	}
	buf_free(&key);
	if (found == NULL && n > 0 &&
	    (found = rows_sheet(r->list, n - 1)) != NULL)
		*at = n - 1;
	return found;
}

static int
take_said(struct reader *r)
{
	const struct rows_sheet *s;
	struct buf	 names = { 0 };
	size_t		 i, at = 0;

	if ((r->sheet = find_sheet(r, r->opt->sheet, &at)) != NULL) {
		(void)rows_use(r->list, at);
		return 0;
	}
	for (i = 0; (s = rows_sheet(r->list, i)) != NULL; i++)
		add_name(&names, s->name);
	finding_add(&r->errors, 0, 0, T(r->h, "no sheet \"%s\" in the "
	    "workbook; it has %s"), r->opt->sheet, text_of(&names));
	buf_free(&names);
	return refuse(r);
}

/* Several sheets have a list: which were not read. */
static void
warn_others(struct reader *r, const struct buf *shown,
    const struct buf *hidden)
{
	if (shown->len > 0)
		finding_add(&r->warnings, 0, 0, T(r->h, "sheet \"%s\" was "
		    "read; other sheets hold a list, too, and were not: %s; "
		    "choose one with --sheet"), r->sheet->name,
		    text_of(shown));
	if (hidden->len > 0)
		finding_add(&r->warnings, 0, 0, T(r->h, "sheet \"%s\" was "
		    "read; hidden sheets hold a list, too, and were not: %s; "
		    "choose one with --sheet"), r->sheet->name,
		    text_of(hidden));
}

/* Looks for headers in each sheet and goes to the first one that has them,
 * one that is seen before one that is hidden. */
static int
take_first(struct reader *r)
{
	const struct rows_sheet *s, *best = NULL;
	struct buf	 shown = { 0 }, hidden = { 0 };
	struct csv_row	 row;
	uint64_t	 line;
	size_t		 i, at = 0;
	int		 rc = CSV_END;

	for (i = 0; i < SHEETS_TRIED && (s = rows_sheet(r->list, i)) != NULL;
	    i++) {
		r->sheet = s;
		rc = rows_use(r->list, i);
		if (rc == CTXH_OK)
			rc = header_find(r, &row, &line);
		/* Another sheet that is not fit to be read does no harm. */
		if (rc == CTXH_EFAIL && best != NULL &&
		    rows_use(r->list, i) == CTXH_OK)
			rc = CSV_END;
		if (rc != CTXH_OK && rc != CSV_END)
			break;
		if (rc == CSV_END)
			continue;
		if (best == NULL || (best->hidden && !s->hidden)) {
			if (best != NULL)
				add_name(&hidden, best->name);
			best = s;
			at = i;
		} else
			add_name(s->hidden ? &hidden : &shown, s->name);
	}
	if (rc == CTXH_OK || rc == CSV_END) {
		r->sheet = best != NULL ? best : rows_sheet(r->list, 0);
		(void)rows_use(r->list, at);
		warn_others(r, &shown, &hidden);
	}
	buf_free(&shown);
	buf_free(&hidden);
	return 0;
}

int
sheet_choose(struct reader *r)
{
	if (rows_start(r->list) != CTXH_OK)
		return 0;	/* the first row says so */
	if (rows_sheet(r->list, 0) != NULL)
		return r->opt->sheet != NULL ? take_said(r) : take_first(r);
	if (r->opt->sheet == NULL)
		return 0;
	finding_add(&r->errors, 0, 0, T(r->h, "no sheet \"%s\": the list is "
	    "no Excel workbook"), r->opt->sheet);
	return refuse(r);
}

/* ---- what may not have been seen ---- */

static void
add_rows(struct buf *out, const struct rows_notes *n)
{
	size_t i;

	for (i = 0; i < n->hidden_rows && i < ROWS_TOLD; i++)
		buf_fmt(out, "%s%zu", i > 0 ? ", " : "", n->rows[i]);
	if (n->hidden_rows > ROWS_TOLD)
		buf_str(out, ", ...");
}

static void
column_name(size_t column, char name[ROWS_PLACE])
{
	rows_place(0, column, name);
	name[strcspn(name, "0")] = '\0';
}

static void
add_columns(struct buf *out, const struct rows_notes *n)
{
	char	name[ROWS_PLACE];
	size_t	i;

	for (i = 0; i < n->hidden_columns && i < ROWS_TOLD; i++) {
		column_name(n->columns[i], name);
		buf_fmt(out, "%s%s", i > 0 ? ", " : "", name);
	}
	if (n->hidden_columns > ROWS_TOLD)
		buf_str(out, ", ...");
}

void
sheet_warn(struct reader *r)
{
	const struct rows_notes	*n = rows_notes(r->list);
	struct buf		 b = { 0 };

	if (n == NULL || r->useless)
		return;
	if (n->hidden_rows > 0) {
		add_rows(&b, n);
		finding_add(&r->warnings, n->rows[0], 0, T(r->h, "hidden "
		    "rows were read like the others (%zu): %s"), n->hidden_rows,
		    text_of(&b));
	}
	buf_reset(&b);
	if (n->hidden_columns > 0) {
		add_columns(&b, n);
		finding_add(&r->warnings, 0, n->columns[0], T(r->h, "hidden "
		    "columns were read like the others (%zu): %s"),
		    n->hidden_columns, text_of(&b));
	}
	if (n->filled > 0)
		finding_add(&r->warnings, n->filled_line, n->filled_column,
		    T(r->h, "cells got the value of the cell above that they "
		    "are merged with (%zu)"), n->filled);
	if (n->merged > 0)
		finding_add(&r->warnings, n->merged_line, n->merged_column,
		    T(r->h, "in a sheet this large merged cells are not "
		    "divided: in groups over several rows only the first one "
		    "has the value (%zu)"), n->merged);
	buf_free(&b);
}

void
row_check_faults(struct reader *r)
{
	const struct rows_fault	*f;
	char			 text[256];
	int			 field;

	EACH(f, r->row->faults, r->row->nfaults)
		for (field = FIELD_NONE + 1; field < fields_end(r->kind);
		    field++) {
			if (row_column(r, (enum field)field) != f->column)
				continue;
			(void)snprintf(text, sizeof(text), T(r->h, "the cell "
			    "shows an error of the formula in it: \"%s\""),
			    f->text);
			row_refuse(r, f->column, text);
			break;
		}
}

int
row_is_fault(const struct reader *r, enum field field)
{
	const struct rows_fault	*f;

	EACH(f, r->row->faults, r->row->nfaults)
		if (f->column == row_column(r, field))
			return 1;
	return 0;
}

/* ---- the result ---- */

/* Where each finding stands, as people find it in the sheet. */
static int
mark(const struct reader *r, ctxh_value *list)
{
	ctxh_value	*v;
	int64_t		 line, column;
	char		 place[ROWS_PLACE];

	for (v = (ctxh_value *)(uintptr_t)ctxh_value_first(list); v != NULL;
	    v = (ctxh_value *)(uintptr_t)ctxh_value_next(v)) {
		line = get_int(v, "line", 0);
		column = get_int(v, "column", 0);
		if (put_text(v, "sheet", r->sheet->name) != 0)
			return -1;
		if (line == 0 || column == 0)
			continue;
		rows_place((uint64_t)line, (size_t)column, place);
		if (put_text(v, "cell", place) != 0)
			return -1;
	}
	return 0;
}

static ctxh_value *
sheets_value(const struct reader *r)
{
	const struct rows_sheet	*s;
	ctxh_value	*list = ctxh_value_list(), *o;
	size_t		 i;

	for (i = 0; list != NULL && (s = rows_sheet(r->list, i)) != NULL;
	    i++) {
		o = ctxh_value_object();
		if (o == NULL || put_text(o, "name", s->name) |
		    put_bool(o, "hidden", s->hidden)) {
			ctxh_value_free(o);
			goto failed;
		}
		if (push(list, o) != 0)
			goto failed;
	}
	return list;
failed:
	ctxh_value_free(list);
	return NULL;
}

static ctxh_value *
member(const ctxh_value *result, const char *key)
{
	return (ctxh_value *)(uintptr_t)ctxh_value_get(result, key);
}

int
sheet_describe(const struct reader *r, ctxh_value *result)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "type", rows_format(r->list)) != 0 ||
	    (r->sheet != NULL && (put_text(o, "sheet", r->sheet->name) |
	    put(o, "sheets", sheets_value(r))))) {
		ctxh_value_free(o);
		return -1;
	}
	if (put(result, "file", o) != 0)
		return -1;
	return r->sheet == NULL ? 0 : mark(r, member(result, "errors")) |
	    mark(r, member(result, "warnings"));
}
