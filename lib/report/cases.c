/* Biểu 2: cases by category, and the persons in them. */
#include <string.h>

#include "base/value.h"
#include "report/tables.h"

int
cases_init(ctxh *h, struct cases *t, const struct rules *r)
{
	static const char *const known[] = {
		"carried_in", "received", "students", "students_female",
		"students_minority", "offenders", "level_", "at_school",
		"referred", "closed", "carried_out", NULL
	};

	memset(t, 0, sizeof(*t));
	t->categories = r->category;
	sheet_init(&t->sheet, r, ROWS_CATEGORY, known);
	t->total = sheet_row(&t->sheet, ROW_TOTAL, TOTAL_LABEL, ORDER_TOTAL);
	return t->total >= 0 ? CTXH_OK : fail_nomem(h);
}

static int
category_row(struct cases *t, const struct case_state *s)
{
	const char *category = state_category(s);

	return sheet_code_row(&t->sheet, category != NULL ? category : "",
	    t->categories, s->of->rules->category);
}

static int
add_people(ctxh *h, struct cases *t, int row, const struct doc *intake)
{
	const ctxh_value	*item, *number;
	int			 rc;

	number = ctxh_value_first(ctxh_value_get(intake->meta, "students"));
	VALUE_EACH(item, ctxh_value_get(intake->fields, "students")) {
		rc = people_add(h, &t->people, row, item,
		    (int64_t)ctxh_value_num(number));
		if (rc != CTXH_OK)
			return rc;
		number = number != NULL ? ctxh_value_next(number) : NULL;
	}
	return CTXH_OK;
}

int
cases_add(ctxh *h, struct cases *t, const struct case_state *s,
    const struct case_count *c)
{
	char	level[RULES_ID_MAX + 8];
	int	row = category_row(t, s), i;

	if (row < 0)
		return fail_nomem(h);
	for (i = 0; i < COUNTS; i++) {
		sheet_add(&t->sheet, row, count_columns[i], c->n[i]);
		sheet_add(&t->sheet, t->total, count_columns[i], c->n[i]);
	}
	level_column(state_level(s), level, sizeof(level));
	sheet_add(&t->sheet, row, level, 1);
	sheet_add(&t->sheet, t->total, level, 1);
	return add_people(h, t, row, s->intake);
}

static void
count_person(void *ctx, int row, const struct person *p)
{
	struct cases *t = ctx;

	if (row == PEOPLE_ALL)
		row = t->total;
	if (p->offender) {
		sheet_add(&t->sheet, row, "offenders", 1);
		return;
	}
	sheet_add(&t->sheet, row, "students", 1);
	sheet_add(&t->sheet, row, "students_female", p->female);
	sheet_add(&t->sheet, row, "students_minority", p->minority);
}

int
cases_finish(ctxh *h, struct cases *t)
{
	return people_each(h, &t->people, count_person, t);
}

void
cases_free(struct cases *t)
{
	sheet_free(&t->sheet);
	people_free(&t->people);
}
