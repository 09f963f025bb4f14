#include "report/count.h"

#include <string.h>

const char *const count_columns[COUNTS] = {
	[COUNT_CARRIED_IN] = "carried_in", [COUNT_RECEIVED] = "received",
	[COUNT_CLOSED] = "closed", [COUNT_CARRIED_OUT] = "carried_out",
	[COUNT_AT_SCHOOL] = "at_school", [COUNT_REFERRED] = "referred",
};

/* Whether the case was open just before the moment. */
static int
open_before(const struct case_state *s, int64_t moment)
{
	int	open = 0;
	size_t	i;

	for (i = 0; i < s->nspells && s->spells[i].at < moment; i++)
		open = s->spells[i].open;
	return open;
}

static int
reopened_in(const struct case_state *s, const struct span *span)
{
	size_t i;

	/* The first spell is the intake's. */
	for (i = 1; i < s->nspells; i++)
		if (s->spells[i].open && span_has(span, s->spells[i].at))
			return 1;
	return 0;
}

/* The newest closing lies in the span, and nothing reopened it after. */
static int
closed_in(const struct case_state *s, const struct span *span)
{
	const struct spell *last;

	if (s->nspells == 0)
		return 0;
	last = &s->spells[s->nspells - 1];
	return !last->open && span_has(span, last->at);
}

void
case_count(const struct case_state *s, const struct span *span,
    struct case_count *c)
{
	const char	*route = state_route(s);
	size_t		 i;

	memset(c, 0, sizeof(*c));
	if (s->intake == NULL || s->duplicate)
		return;
	if (state_received(s) < span->start)
		c->n[COUNT_CARRIED_IN] = open_before(s, span->start) ||
		    reopened_in(s, span);
	else
		c->n[COUNT_RECEIVED] = span_has(span, state_received(s));
	c->on_hand = c->n[COUNT_CARRIED_IN] || c->n[COUNT_RECEIVED];
	if (!c->on_hand)
		return;
	c->n[COUNT_CLOSED] = closed_in(s, span);
	c->n[COUNT_CARRIED_OUT] = state_open(s);
	c->n[COUNT_REFERRED] = s->nreferrals > 0;
	c->n[COUNT_AT_SCHOOL] = s->nreferrals == 0 && route != NULL &&
	    strcmp(route, "tai-truong") == 0;
	for (i = 0; i < s->nreferrals; i++)
		c->sent += span_has(span, s->referrals[i].sent_at);
}
