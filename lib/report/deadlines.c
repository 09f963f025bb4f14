/* Biểu 4: time limits that ran out in the period, by rule. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/tables.h"

void
deadlines_init(struct deadlines *t, const struct rules *r)
{
	/* The median is null until there is one. */
	static const char *const known[] = {
		"due", "met", "met_late", "overdue", "waived", NULL
	};

	memset(t, 0, sizeof(*t));
	t->rules = r;
	sheet_init(&t->sheet, r, ROWS_DEADLINE, known);
}

/* What is neither met nor waived by E counts as overdue. */
static const char *
column_of(const struct deadline *d)
{
	if (d->status == DUE_WAIVED)
		return "waived";
	if (d->status != DUE_MET)
		return "overdue";
	return deadline_late(d->rule, d->due, d->ended_at) ? "met_late" :
	    "met";
}

static int
rule_row(struct deadlines *t, const struct deadline_rule *own)
{
	const struct deadline_rule *ours;

	EACH(ours, t->rules->deadlines, t->rules->deadline_count)
		if (strcmp(ours->id, own->id) == 0)
			return sheet_named_row(&t->sheet, own->id,
			    &ours->label, (int)(ours - t->rules->deadlines),
			    NULL);
	return sheet_named_row(&t->sheet, own->id, NULL, 0, &own->label);
}

/* A call that was made before the limit began to run took no time. */
static int
add_taken(ctxh *h, struct deadlines *t, int row, const struct deadline *d)
{
	struct taken *new;

	if (mem_grow((void **)&t->taken, &t->cap, t->n + 1, sizeof(*new)) != 0)
		return fail_nomem(h);
	new = &t->taken[t->n++];
	new->row = row;
	new->seconds = d->ended_at > d->start ? d->ended_at - d->start : 0;
	return CTXH_OK;
}

int
deadlines_add(ctxh *h, struct deadlines *t, const struct case_state *s,
    const struct span *span)
{
	const struct deadline	*d;
	int			 row, rc;

	EACH(d, s->deadlines, s->ndeadlines) {
		if (!span_has(span, d->due))
			continue;
		if ((row = rule_row(t, d->rule)) < 0)
			return fail_nomem(h);
		sheet_add(&t->sheet, row, "due", 1);
		sheet_add(&t->sheet, row, column_of(d), 1);
		if (d->status == DUE_MET && (rc = add_taken(h, t, row, d)) !=
		    CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static int
by_length(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->seconds < y->seconds ? -1 : x->seconds > y->seconds;
}

/* In hours, to one decimal, of n that stand in order. */
static double
median_hours(const struct taken *list, size_t n)
{
	int64_t	twice = list[(n - 1) / 2].seconds + list[n / 2].seconds;

	/* Half of twice the tenths of an hour, a half rounded up. */
	return (double)((twice + 360) / 720) / 10;
}

void
deadlines_finish(struct deadlines *t)
{
	size_t i, k;

	if (t->n > 0)
		qsort(t->taken, t->n, sizeof(*t->taken), by_length);
	for (i = 0; i < t->n; i = k) {
		for (k = i; k < t->n && t->taken[k].row == t->taken[i].row;)
			k++;
		sheet_set(&t->sheet, t->taken[i].row, "median_hours",
		    median_hours(t->taken + i, k - i));
	}
}

void
deadlines_free(struct deadlines *t)
{
	sheet_free(&t->sheet);
	free(t->taken);
	memset(t, 0, sizeof(*t));
}
