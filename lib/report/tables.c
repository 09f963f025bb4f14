/* The tables of a report together. */
#include <string.h>

#include "report/tables.h"

int
tables_init(ctxh *h, struct tables *t, const struct rules *r,
    const struct period *p)
{
	int rc;

	memset(t, 0, sizeof(*t));
	t->rules = r;
	referrals_init(&t->referrals, r);
	deadlines_init(&t->deadlines, r);
	if ((rc = declared_init(h, &t->declared, r, p->until)) != CTXH_OK)
		return rc;
	return cases_init(h, &t->cases, r);
}

/*
 * Deadlines are those of the cases on hand: one that was closed before the
 * period and not reopened in it has none to keep.
 */
int
tables_add(ctxh *h, struct tables *t, struct case_state *s,
    const struct case_count *c, const struct span *span)
{
	int rc;

	if ((rc = declared_add(h, &t->declared, s, span)) != CTXH_OK ||
	    !c->on_hand)
		return rc;
	if ((rc = deadlines_date(h, s, NULL)) != CTXH_OK ||
	    (rc = cases_add(h, &t->cases, s, c)) != CTXH_OK ||
	    (rc = referrals_add(h, &t->referrals, s, span)) != CTXH_OK)
		return rc;
	return deadlines_add(h, &t->deadlines, s, span);
}

static int
registers_count(ctxh *h, struct tables *t, const struct period *p)
{
	struct enrolled	enrolled = { { NULL } };
	struct entries	activities = { 0 };
	int		rc, used;

	if ((rc = groups_count(h, &t->groups, t->rules, p)) == CTXH_OK &&
	    (rc = entries_between(h, REGISTER_ACTIVITY, ENTRIES_NOTED,
	    p->span.start, p->span.asof, &activities, &used)) == CTXH_OK &&
	    (rc = prevention_count(h, &t->prevention, t->rules, p,
	    &activities, used, &enrolled)) == CTXH_OK &&
	    (rc = mentoring_count(h, &t->mentoring, t->rules, p)) == CTXH_OK)
		rc = targets_count(h, &t->targets, t, p, &activities,
		    &enrolled);
	entries_free(&activities);
	enrolled_free(&enrolled);
	t->registers = p->every_table || t->groups.used ||
	    t->prevention.used || t->mentoring.used || t->targets.used;
	return rc;
}

int
tables_finish(ctxh *h, struct tables *t, const struct period *p)
{
	int rc;

	if ((rc = declared_loose(h, &t->declared, &p->span)) != CTXH_OK)
		return rc;
	deadlines_finish(&t->deadlines);
	declared_finish(&t->declared);
	if ((rc = cases_finish(h, &t->cases)) != CTXH_OK)
		return rc;
	return registers_count(h, t, p);
}

static int
register_value(ctxh *h, struct tables *t, struct sheet *sheet,
    ctxh_value *list)
{
	return t->registers ? sheet_value(h, sheet, list) : CTXH_OK;
}

int
tables_value(ctxh *h, struct tables *t, ctxh_value *list)
{
	int rc;

	if ((rc = register_value(h, t, &t->groups.sheet, list)) != CTXH_OK ||
	    (rc = sheet_value(h, &t->cases.sheet, list)) != CTXH_OK ||
	    (rc = sheet_value(h, &t->referrals, list)) != CTXH_OK ||
	    (rc = sheet_value(h, &t->deadlines.sheet, list)) != CTXH_OK ||
	    (rc = register_value(h, t, &t->prevention.sheet, list)) !=
	    CTXH_OK ||
	    (rc = declared_value(h, &t->declared, list)) != CTXH_OK ||
	    (rc = register_value(h, t, &t->mentoring.sheet, list)) !=
	    CTXH_OK)
		return rc;
	return register_value(h, t, &t->targets.sheet, list);
}

void
tables_free(struct tables *t)
{
	groups_free(&t->groups);
	cases_free(&t->cases);
	sheet_free(&t->referrals);
	deadlines_free(&t->deadlines);
	sheet_free(&t->prevention.sheet);
	declared_free(&t->declared);
	sheet_free(&t->mentoring.sheet);
	sheet_free(&t->targets.sheet);
	memset(t, 0, sizeof(*t));
}
