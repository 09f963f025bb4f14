#include "report/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"

void
sheet_init(struct sheet *t, const struct rules *r, enum table_rows kind,
    const char *const *known)
{
	size_t i;

	memset(t, 0, sizeof(*t));
	t->known = known;
	for (i = 0; i < r->table_count && t->def == NULL; i++)
		if (r->tables[i].rows == kind)
			t->def = &r->tables[i];
}

void
sheet_of(struct sheet *t, const struct table_def *def)
{
	memset(t, 0, sizeof(*t));
	t->def = def;
}

static int
is_known(const struct sheet *t, const char *column)
{
	const char *const	*k;
	size_t			 n;

	if (t->known == NULL)
		return 1;
	for (k = t->known; *k != NULL; k++) {
		n = strlen(*k);
		if (strcmp(*k, column) == 0 || ((*k)[n - 1] == '_' &&
		    strncmp(*k, column, n) == 0))
			return 1;
	}
	return 0;
}

void
sheet_columns(struct sheet *t, const struct table_def *def)
{
	size_t i, c;

	t->def = def;
	for (i = 0; i < t->n; i++)
		for (c = 0; c < def->column_count; c++)
			t->rows[i].cells[c] = is_known(t,
			    def->columns[c].id) ? 0 : NAN;
}

static int
column_of(const struct sheet *t, const char *id)
{
	size_t i;

	for (i = 0; t->def != NULL && i < t->def->column_count; i++)
		if (strcmp(t->def->columns[i].id, id) == 0)
			return (int)i;
	return -1;
}

int
sheet_has(const struct sheet *t, const char *column)
{
	return column_of(t, column) >= 0;
}

int
sheet_row(struct sheet *t, const char *id, const char *label, int order)
{
	struct sheet_row	*row;
	size_t			 i, columns = t->def != NULL ?
	    t->def->column_count : 0;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].id, id) == 0)
			return (int)i;
	if (mem_grow((void **)&t->rows, &t->cap, t->n + 1, sizeof(*row)) != 0)
		return -1;
	row = &t->rows[t->n];
	(void)snprintf(row->id, sizeof(row->id), "%s", id);
	row->label = label != NULL ? strdup(label) : NULL;
	row->order = order;
	row->cells = calloc(columns + 1, sizeof(*row->cells));
	if (row->cells == NULL || (label != NULL && row->label == NULL)) {
		free(row->label);
		free(row->cells);
		return -1;
	}
	for (i = 0; i < columns; i++)
		if (!is_known(t, t->def->columns[i].id))
			row->cells[i] = NAN;
	return (int)t->n++;
}

int
sheet_named_row(struct sheet *t, const char *id, const struct label *ours,
    int order, const struct label *own)
{
	if (ours != NULL)
		return sheet_row(t, id, ours->vi, order);
	return sheet_row(t, id, own != NULL ? own->vi : NULL, ORDER_LAST);
}

static const struct label *
label_at(const struct codes *codes, int i)
{
	return i >= 0 ? &codes->list[i].label : NULL;
}

int
sheet_code_row(struct sheet *t, const char *code, const struct codes *ours,
    const struct codes *own)
{
	int i = code_index(ours, code);

	return sheet_named_row(t, code, label_at(ours, i), i, own != NULL ?
	    label_at(own, code_index(own, code)) : NULL);
}

void
sheet_add(struct sheet *t, int row, const char *column, double n)
{
	int c = column_of(t, column);

	if (c >= 0)
		t->rows[row].cells[c] += n;
}

void
sheet_set(struct sheet *t, int row, const char *column, double n)
{
	int c = column_of(t, column);

	if (c >= 0)
		t->rows[row].cells[c] = n;
}

double
sheet_get(const struct sheet *t, int row, const char *column)
{
	int c = column_of(t, column);

	return c >= 0 ? t->rows[row].cells[c] : NAN;
}

static int
by_order(const void *a, const void *b)
{
	const struct sheet_row *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->id, y->id);
}

static int
put_columns(const struct table_def *def, ctxh_value *o)
{
	ctxh_value	*list = ctxh_value_list(), *c;
	size_t		 i;
	int		 bad = list == NULL;

	for (i = 0; !bad && i < def->column_count; i++) {
		c = ctxh_value_object();
		bad = put_text(c, "id", def->columns[i].id) |
		    put_text(c, "label", def->columns[i].label.vi);
		bad |= push(list, c);
	}
	return put(o, "columns", list) | bad;
}

static int
push_row(const struct sheet *t, const struct sheet_row *row, ctxh_value *rows)
{
	ctxh_value	*o = ctxh_value_object(), *cells = ctxh_value_list();
	size_t		 i;
	int		 bad;

	bad = put_text(o, "id", row->id) |
	    put_text(o, "label", row->label != NULL ? row->label : row->id);
	for (i = 0; i < t->def->column_count; i++)
		bad |= push(cells, isnan(row->cells[i]) ? ctxh_value_null() :
		    ctxh_value_number(row->cells[i]));
	bad |= put(o, "cells", cells);
	return push(rows, o) | bad;
}

int
sheet_value(ctxh *h, struct sheet *t, ctxh_value *tables)
{
	ctxh_value	*o, *rows;
	size_t		 i;
	int		 bad;

	if (t->def == NULL)
		return CTXH_OK;
	if (t->n > 0)
		qsort(t->rows, t->n, sizeof(*t->rows), by_order);
	o = ctxh_value_object();
	rows = ctxh_value_list();
	bad = put_text(o, "id", t->def->id) |
	    put_text(o, "title", t->def->title.vi);
	bad |= put_columns(t->def, o);
	for (i = 0; i < t->n; i++)
		bad |= push_row(t, &t->rows[i], rows);
	bad |= put(o, "rows", rows);
	bad |= push(tables, o);
	return bad ? fail_nomem(h) : CTXH_OK;
}

void
sheet_free(struct sheet *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		free(t->rows[i].label);
		free(t->rows[i].cells);
	}
	free(t->rows);
	memset(t, 0, sizeof(*t));
}
