/* What the term or the year before had, by the definitions of its report. */
#include <string.h>

#include "base/value.h"
#include "report/charts.h"
#include "rules/book.h"

int
before_init(ctxh *h, struct before *b, const struct period *now)
{
	const struct rules	*rules;
	int			 rc;

	memset(b, 0, sizeof(*b));
	if ((rc = period_before(h, now, &b->period, &b->is)) != CTXH_OK ||
	    !b->is)
		return rc;
	if ((rules = rules_on(h, b->period.until)) == NULL)
		return h->status;
	deadlines_init(&b->deadlines, rules);
	return CTXH_OK;
}

static int
add(ctxh *h, struct before *b, struct case_state *s)
{
	struct case_count	c;
	int			rc;

	case_count(s, &b->period.span, &c);
	if (!c.on_hand)
		return CTXH_OK;
	b->on_hand++;
	b->n[FIGURE_RECEIVED] += c.n[COUNT_RECEIVED];
	b->n[FIGURE_CLOSED] += c.n[COUNT_CLOSED];
	b->n[FIGURE_SENT] += c.sent;
	if ((rc = deadlines_date(h, s, NULL)) != CTXH_OK)
		return rc;
	return deadlines_add(h, &b->deadlines, s, &b->period.span);
}

/* The case is open already: only what happened is played again. */
int
before_add(ctxh *h, struct before *b, const struct case_state *now)
{
	struct case_state	s;
	int			rc;

	if (!b->is || now->intake == NULL ||
	    state_received(now) > b->period.span.asof)
		return CTXH_OK;
	if ((rc = case_replay(h, now->of, b->period.span.asof, &s, NULL)) ==
	    CTXH_OK)
		rc = add(h, b, &s);
	state_free(&s);
	return rc;
}

void
before_finish(struct before *b)
{
	const struct sheet	*t = &b->deadlines.sheet;
	size_t			 i;

	for (i = 0; i < t->n; i++)
		b->n[FIGURE_OVERDUE] += sheet_get(t, (int)i, "overdue");
}

void
before_free(struct before *b)
{
	deadlines_free(&b->deadlines);
	memset(b, 0, sizeof(*b));
}
