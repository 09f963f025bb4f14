/*
 * Tables that the rule set declares: documents of a form, filtered by
 * conditions, in rows by one of its fields, measured in each column.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "report/tables.h"

#define TOTAL_LABEL	"Tổng số"
#define NONE_LABEL	"Không ghi"

int
declared_init(ctxh *h, struct declared *d, const struct rules *r)
{
	const struct table_def	*t;
	struct sheet		*s;

	memset(d, 0, sizeof(*d));
	if ((d->sheets = calloc(r->table_count + 1, sizeof(*s))) == NULL)
		return fail_nomem(h);
	EACH(t, r->tables, r->table_count) {
		if (t->rows != ROWS_DECLARED)
			continue;
		sheet_of(s = &d->sheets[d->n++], t);
		if (sheet_row(s, ROW_TOTAL, TOTAL_LABEL, ORDER_TOTAL) < 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

/* What is being counted: a document, and the case where it has one. */
struct counted {
	struct declared	*d;
	struct sheet	*sheet;
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

/* A code that the report's rules do not have is named by the document's. */
static int
code_row(struct counted *c, const char *code)
{
	const struct field	*by = c->sheet->def->by, *own;
	const struct codes	*codes = by->codes;
	int			 i = code_index(codes, code), order = i;

	if (i < 0) {
		order = ORDER_LAST;
		own = form_field(c->doc->form, by->id);
		codes = own != NULL ? own->codes : NULL;
		i = codes != NULL ? code_index(codes, code) : -1;
	}
	return sheet_row(c->sheet, code, i >= 0 ?
	    codes->list[i].label.vi : NULL, order);
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

/* The document in each table of its form. */
static int
add_doc(ctxh *h, struct declared *d, const struct doc *doc,
    struct case_state *s)
{
	const struct table_def	*t;
	struct counted		 c = { .d = d, .doc = doc, .state = s };
	size_t			 i;
	int			 rc;

	for (i = 0; i < d->n; i++) {
		t = d->sheets[i].def;
		if (strcmp(t->of->id, doc->form->id) != 0)
			continue;
		c.sheet = &d->sheets[i];
		c.env = (struct pred_env){ .fields = doc->fields,
		    .form = t->of, .var = s != NULL ? state_var : NULL,
		    .ctx = s };
		if (pred_true(t->cond, &c.env) &&
		    (rc = add_rows(h, &c)) != CTXH_OK)
			return rc;
	}
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
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->sheets[i].def->of->needs_case == FORM_CASE_OPTIONAL)
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
	size_t	i;
	int	rc;

	for (i = 0; i < d->n; i++)
		if ((rc = sheet_value(h, &d->sheets[i], tables)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

void
declared_free(struct declared *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		sheet_free(&d->sheets[i]);
	free(d->sheets);
	free(d->hits);
	memset(d, 0, sizeof(*d));
}
