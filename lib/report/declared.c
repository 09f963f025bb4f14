/*
 * Tables that the rule set declares: documents of a form, filtered by
 * conditions, in rows by one of its fields, measured in each column.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "report/tables.h"
#include "rules/book.h"

/* The field by whose codes the column takes its part of the documents. */
static const struct field *
split_field(const struct column *column)
{
	const struct pred *p = column->cond;

	if (p == NULL || p->ref.item || (p->kind != PRED_IN &&
	    p->kind != PRED_HAS && (p->kind != PRED_IS || p->is_bool)))
		return NULL;
	return p->ref.field;
}

/* A field is noted at the second column that goes by it. */
static int
find_splits(ctxh *h, struct declared_table *t)
{
	const struct table_def	*def = t->sheet.def;
	const struct field	*by;
	size_t			 i, k, before;

	for (i = 0; i < def->column_count; i++) {
		by = split_field(&def->columns[i]);
		for (k = before = 0; k < i; k++)
			before += split_field(&def->columns[k]) == by;
		if (by == NULL || before != 1)
			continue;
		if (mem_grow((void **)&t->splits, &t->splits_cap,
		    t->nsplits + 1, sizeof(*t->splits)) != 0)
			return fail_nomem(h);
		t->splits[t->nsplits++] = (struct split){ .by = by };
	}
	return CTXH_OK;
}

static int
has_table(const struct declared *d, const char *id)
{
	const struct declared_table *t;

	EACH(t, d->tables, d->n)
		if (strcmp(t->sheet.def->id, id) == 0)
			return 1;
	return 0;
}

static int
add_tables(ctxh *h, struct declared *d, const struct rules *r, int always)
{
	const struct table_def	*def;
	struct declared_table	*t;
	int			 rc;

	EACH(def, r->tables, r->table_count) {
		if (def->rows != ROWS_DECLARED || has_table(d, def->id))
			continue;
		if (mem_grow((void **)&d->tables, &d->tables_cap, d->n + 1,
		    sizeof(*t)) != 0)
			return fail_nomem(h);
		t = &d->tables[d->n++];
		*t = (struct declared_table){ .rules = r, .always = always };
		sheet_of(&t->sheet, def);
		if (sheet_row(&t->sheet, ROW_TOTAL, TOTAL_LABEL,
		    ORDER_TOTAL) < 0)
			return fail_nomem(h);
		if ((rc = find_splits(h, t)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

int
declared_init(ctxh *h, struct declared *d, const struct rules *r,
    int64_t until)
{
	const struct rules	*other;
	size_t			 i;
	int			 rc;

	memset(d, 0, sizeof(*d));
	rc = add_tables(h, d, r, 1);
	for (i = 0; rc == CTXH_OK && i < h->rules->count; i++)
		if (h->rules->sets[i]->from <= until)
			rc = (other = rules_at(h, i)) != NULL ? add_tables(h,
			    d, other, 0) : h->status;
	return rc;
}

int
declared_shown(const struct declared_table *t)
{
	return t->always || t->docs > 0;
}

/* What is being counted: a document, and the case where it has one. */
struct counted {
	struct declared	*d;
	struct sheet	*sheet;		/* of one of its tables */
	const struct doc *doc;
	struct case_state *state;	/* or NULL */
	struct pred_env	 env;
};

static int
add_hit(ctxh *h, struct counted *c, int row, const struct column *column,
    int64_t key)
{
	struct declared *d = c->d;

	if (mem_grow((void **)&d->hits, &d->cap, d->nhits + 1,
	    sizeof(*d->hits)) != 0)
		return fail_nomem(h);
	d->hits[d->nhits++] = (struct hit){ c->sheet, row, column, key };
	return CTXH_OK;
}

/* The pupils whom the case is about, by number; one who has none counts once
 * a case. */
static int
add_students(ctxh *h, struct counted *c, int row, const struct column *column)
{
	const struct doc	*intake = c->state->intake;
	const ctxh_value	*item, *number;
	int64_t			 key, unknown = 0;
	int			 rc;

	number = ctxh_value_first(ctxh_value_get(intake->meta, "students"));
	VALUE_EACH(item, ctxh_value_get(intake->fields, "students")) {
		key = (int64_t)ctxh_value_num(number);
		unknown++;
		if (key <= 0)
			key = -(c->state->of->id * RULES_LIST_MAX + unknown);
		if (person_is_subject(item) &&
		    (rc = add_hit(h, c, row, column, key)) != CTXH_OK)
			return rc;
		number = number != NULL ? ctxh_value_next(number) : NULL;
	}
	return CTXH_OK;
}

static int
measure(ctxh *h, struct counted *c, int row, const struct column *column)
{
	switch (column->measure) {
	case MEASURE_DOCUMENTS:
		sheet_add(c->sheet, row, column->id, 1);
		return CTXH_OK;
	case MEASURE_SUM:
		sheet_add(c->sheet, row, column->id, (double)get_int(
		    c->doc->fields, column->sum->id, 0));
		return CTXH_OK;
	case MEASURE_CASES:
		return c->state == NULL ? CTXH_OK :
		    add_hit(h, c, row, column, c->state->of->id);
	case MEASURE_STUDENTS:
		return c->state == NULL ? CTXH_OK :
		    add_students(h, c, row, column);
	}
	return CTXH_OK;
}

static int
measure_row(ctxh *h, struct counted *c, int row)
{
	const struct table_def	*t = c->sheet->def;
	size_t			 i;
	int			 rc;

	if (row < 0)
		return fail_nomem(h);
	for (i = 0; i < t->column_count; i++)
		if (pred_true(t->columns[i].cond, &c->env) &&
		    (rc = measure(h, c, row, &t->columns[i])) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
code_row(struct counted *c, const char *code)
{
	const struct field	*by = c->sheet->def->by,
	    *own = form_field(c->doc->form, by->id);

	return sheet_code_row(c->sheet, code, by->codes,
	    own != NULL ? own->codes : NULL);
}

/* In the row of each of its codes, and once in the total. */
static int
add_rows(ctxh *h, struct counted *c)
{
	const struct table_def	*t = c->sheet->def;
	const ctxh_value	*v, *item;
	int			 rc;

	if ((rc = measure_row(h, c, sheet_row(c->sheet, ROW_TOTAL, NULL,
	    ORDER_TOTAL))) != CTXH_OK || t->by == NULL)
		return rc;
	v = ctxh_value_get(c->doc->fields, t->by->id);
	if (ctxh_value_str(v) != NULL)
		return measure_row(h, c, code_row(c, ctxh_value_str(v)));
	if (ctxh_value_count(v) == 0)
		return measure_row(h, c, sheet_row(c->sheet, ROW_NONE,
		    NONE_LABEL, ORDER_LAST));
	VALUE_EACH(item, v)
		if (ctxh_value_str(item) != NULL && (rc = measure_row(h, c,
		    code_row(c, ctxh_value_str(item)))) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
add_to_table(ctxh *h, struct counted *c, struct declared_table *t)
{
	const struct table_def	*def = t->sheet.def;
	struct split		*split;

	c->sheet = &t->sheet;
	c->env = (struct pred_env){ .fields = c->doc->fields,
	    .form = def->of, .var = c->state != NULL ? state_var : NULL,
	    .ctx = c->state };
	if (!pred_true(def->cond, &c->env))
		return CTXH_OK;
	t->docs++;
	EACH(split, t->splits, t->nsplits)
		split->missing += ctxh_value_get(c->doc->fields,
		    split->by->id) == NULL;
	return add_rows(h, c);
}

/* A table of other rules counts what was recorded under those. */
static int
is_of_table(const struct declared_table *t, const struct form *f)
{
	const struct form *of = t->sheet.def->of;

	return of == f || (t->always && strcmp(of->id, f->id) == 0);
}

/* The document in each table of its form. */
static int
add_doc(ctxh *h, struct declared *d, const struct doc *doc,
    struct case_state *s)
{
	struct declared_table	*t;
	struct counted		 c = { .d = d, .doc = doc, .state = s };
	int			 rc;

	EACH(t, d->tables, d->n)
		if (is_of_table(t, doc->form) &&
		    (rc = add_to_table(h, &c, t)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

int
declared_add(ctxh *h, struct declared *d, struct case_state *s,
    const struct span *span)
{
	const struct passed	*p;
	int			 rc;

	if (s->intake == NULL || s->duplicate)
		return CTXH_OK;
	EACH(p, s->passed, s->npassed)
		if (span_has(span, p->doc->at) &&
		    (rc = add_doc(h, d, p->doc, s)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
wants_loose(const struct declared *d)
{
	const struct declared_table *t;

	EACH(t, d->tables, d->n)
		if (t->sheet.def->of->needs_case == FORM_CASE_OPTIONAL)
			return 1;
	return 0;
}

int
declared_loose(ctxh *h, struct declared *d, const struct span *span)
{
	struct casefile		 c;
	const struct doc	*doc;
	int			 rc;

	if (!wants_loose(d))
		return CTXH_OK;
	if ((rc = case_load(h, 0, &c)) != CTXH_OK)
		return rc;
	EACH(doc, c.docs, c.n)
		if (!doc->superseded && span_has(span, doc->at) &&
		    (rc = add_doc(h, d, doc, NULL)) != CTXH_OK)
			break;
	case_free(&c);
	return rc;
}

/* ---- what counts once ---- */

static int
compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->sheet != y->sheet)
		return x->sheet < y->sheet ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

void
declared_finish(struct declared *d)
{
	const struct hit	*hit;

	if (d->nhits > 0)
		qsort(d->hits, d->nhits, sizeof(*d->hits), compare_hits);
	EACH(hit, d->hits, d->nhits)
		if (hit == d->hits || compare_hits(hit - 1, hit) != 0)
			sheet_add(hit->sheet, hit->row, hit->column->id, 1);
}

int
declared_value(ctxh *h, struct declared *d, ctxh_value *tables)
{
	struct declared_table	*t;
	int			 rc;

	EACH(t, d->tables, d->n)
		if (declared_shown(t) &&
		    (rc = sheet_value(h, &t->sheet, tables)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

void
declared_free(struct declared *d)
{
	struct declared_table *t;

	EACH(t, d->tables, d->n) {
		sheet_free(&t->sheet);
		free(t->splits);
	}
	free(d->tables);
	free(d->hits);
	memset(d, 0, sizeof(*d));
}
