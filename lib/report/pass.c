#include "report/pass.h"

struct pass {
	int64_t	 asof;
	state_fn fn;
	void	*ctx;
};

/* Cases taken in after E need not be opened. */
static int
is_before(const struct case_facts *f, void *ctx)
{
	const struct pass *p = ctx;

	return f->received_at <= p->asof;
}

static int
give(ctxh *h, struct casefile *c, void *ctx)
{
	const struct pass	*p = ctx;
	struct case_state	 s;
	int			 rc;

	if ((rc = case_replay(h, c, p->asof, &s, NULL)) == CTXH_OK)
		rc = p->fn(h, &s, p->ctx);
	state_free(&s);
	return rc;
}

int
states_each(ctxh *h, int64_t asof, state_fn fn, void *ctx)
{
	struct pass p = { asof, fn, ctx };

	return cases_each(h, is_before, give, &p);
}
