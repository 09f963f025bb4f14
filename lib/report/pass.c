#include "report/pass.h"

#include <stdlib.h>

#include "base/mem.h"

#define PROGRESS_CASES	64

struct chosen {
	int64_t	 asof;
	int64_t	*ids;
	size_t	 n, cap;
};

/* Cases taken in after E need not be opened. */
static int
choose_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct chosen *c = ctx;

	if (f->received_at > c->asof)
		return CTXH_OK;
	if (mem_grow((void **)&c->ids, &c->cap, c->n + 1, sizeof(*c->ids)) !=
	    0)
		return fail_nomem(h);
	c->ids[c->n++] = f->id;
	return CTXH_OK;
}

static int
give(ctxh *h, int64_t id, int64_t asof, state_fn fn, void *ctx)
{
	struct casefile		c;
	struct case_state	s;
	int			rc;

	if ((rc = case_load(h, id, &c)) != CTXH_OK)
		return rc;
	if ((rc = case_replay(h, &c, asof, &s, NULL)) == CTXH_OK)
		rc = fn(h, &s, ctx);
	state_free(&s);
	case_free(&c);
	return rc;
}

int
states_each(ctxh *h, int64_t asof, state_fn fn, void *ctx)
{
	struct chosen	c = { .asof = asof };
	size_t		i;
	int		rc;

	rc = facts_each(h, choose_case, &c);
	for (i = 0; rc == CTXH_OK && i < c.n; i++) {
		if (i % PROGRESS_CASES == 0 &&
		    (rc = handle_progress(h, i, c.n)) != CTXH_OK)
			break;
		rc = give(h, c.ids[i], asof, fn, ctx);
	}
	free(c.ids);
	return rc;
}
