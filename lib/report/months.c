/* Cases by month: the very counts of Biểu 2, laid along the calendar. */
#include <stdlib.h>
#include <string.h>

#include "report/charts.h"
#include "text/date.h"

/* More of them are no picture any more. */
#define MONTHS_MAX 24

static int
month_of(int64_t day)
{
	struct civil c = civil_from_day(day);

	return c.year * 12 + c.month - 1;
}

int
months_init(struct months *m, const struct period *p)
{
	int n;

	memset(m, 0, sizeof(*m));
	m->first = month_of(p->span.first);
	n = month_of(p->until) - m->first + 1;
	if (n > MONTHS_MAX)
		return 0;
	m->received = calloc((size_t)n, sizeof(*m->received));
	m->closed = calloc((size_t)n, sizeof(*m->closed));
	if (m->received == NULL || m->closed == NULL)
		return -1;
	m->n = (size_t)n;
	return 0;
}

static void
add(const struct months *m, double *counts, int64_t moment)
{
	int i = month_of(day_of(moment)) - m->first;

	if (i >= 0 && (size_t)i < m->n)
		counts[i]++;
}

void
months_add(struct months *m, const struct case_state *s,
    const struct case_count *c)
{
	if (m->n == 0)
		return;
	if (c->n[COUNT_RECEIVED])
		add(m, m->received, state_received(s));
	/* The newest closing, as it is counted. */
	if (c->n[COUNT_CLOSED])
		add(m, m->closed, s->spells[s->nspells - 1].at);
}

void
months_free(struct months *m)
{
	free(m->received);
	free(m->closed);
	memset(m, 0, sizeof(*m));
}
