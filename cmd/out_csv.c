/*
 * CSV: RFC 4180 with the library's cells, which neutralise formulas.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "out_int.h"
#include "util.h"

static void
separator(struct out *out)
{
	out_raw(out, out->excel ? ";" : ",", 1);
}

static void
cell_text(struct out *out, const char *s)
{
	char *cell;

	if (ctxh_csv_cell(s, out->excel ? ';' : ',', &cell) != CTXH_OK) {
		out->error = ENOMEM;
		return;
	}
	out_raw(out, cell, strlen(cell));
	wipe_free(cell);
}

/* "a, b" of a list of texts. */
static void
put_list(struct out *out, const ctxh_value *list)
{
	struct str s = { 0 };
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(&s, "%s%s", s.len > 0 ? ", " : "",
		    ctxh_value_str(v));
	if (s.s != NULL)
		cell_text(out, s.s);
	wipe_free(s.s);
}

static int
is_texts(const ctxh_value *list)
{
	const ctxh_value *v = ctxh_value_first(list);

	if (ctxh_value_kind(list) != CTXH_LIST)
		return 0;
	while (v != NULL && ctxh_value_kind(v) == CTXH_TEXT)
		v = ctxh_value_next(v);
	return v == NULL;
}

/* Text as it is, texts in a row, all else as JSON writes it; null is an empty
 * cell. */
static void
put_cell(struct out *out, const ctxh_value *v)
{
	char *s;

	switch (ctxh_value_kind(v)) {
	case CTXH_NULL:
		return;
	case CTXH_TEXT:
		cell_text(out, ctxh_value_str(v));
		return;
	default:
		if (is_texts(v)) {
			put_list(out, v);
			return;
		}
		s = val_print(v, 0);
		if (ctxh_value_kind(v) == CTXH_NUMBER)
			out_raw(out, s, strlen(s));
		else
			cell_text(out, s);
		wipe_free(s);
	}
}

static void
mark(struct out *out)
{
	if (out->excel && !out->started)
		out_raw(out, "\xef\xbb\xbf", 3);
}

static void
csv_begin(struct out *out)
{
	mark(out);
	for (const struct out_column *c = out->columns; c->key != NULL; c++) {
		if (c != out->columns)
			separator(out);
		cell_text(out, c->key);
	}
	out_raw(out, "\r\n", 2);
}

static void
csv_row(struct out *out, const ctxh_value *row)
{
	for (const struct out_column *c = out->columns; c->key != NULL; c++) {
		if (c != out->columns)
			separator(out);
		put_cell(out, ctxh_value_get(row, c->key));
	}
	out_raw(out, "\r\n", 2);
}

static void
csv_end(struct out *out)
{
	(void)out;
}

static void
csv_object(struct out *out, const ctxh_value *object)
{
	const ctxh_value *v;

	mark(out);
	for (v = ctxh_value_first(object); v != NULL; v = ctxh_value_next(v)) {
		if (v != ctxh_value_first(object))
			separator(out);
		cell_text(out, ctxh_value_key(v));
	}
	out_raw(out, "\r\n", 2);
	for (v = ctxh_value_first(object); v != NULL; v = ctxh_value_next(v)) {
		if (v != ctxh_value_first(object))
			separator(out);
		put_cell(out, v);
	}
	out_raw(out, "\r\n", 2);
}

const struct printer printer_csv = { csv_begin, csv_row, csv_end,
	csv_object };
