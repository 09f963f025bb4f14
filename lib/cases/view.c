#include "cases/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/log.h"
#include "rules/holidays.h"
#include "text/date.h"

int64_t
soon_until(ctxh *h, int64_t at)
{
	const struct calendar *cal = holidays(h);

	return cal != NULL ? calendar_next_close(cal, at) : at;
}

/* The number of the regulation that the rules are of, which a basis in it
 * bears: "33/2018/TT-BGDĐT" of "Thông tư 33/2018/TT-BGDĐT". */
static const char *
basis_number(const struct rules *r)
{
	const char *last = strrchr(r->basis, ' ');

	return last != NULL ? last + 1 : r->basis;
}

/* A limit that began after its regulation had ended has that basis no more:
 * the school goes on by it of its own accord. */
static int
put_basis(ctxh *h, ctxh_value *o, const struct deadline *d)
{
	const struct rules	*r = d->rule->of;
	const char		*basis = d->rule->basis;
	struct buf		 text = { 0 };
	char			 to[11];
	int			 bad;

	if (r == NULL || day_of(d->start) <= r->to ||
	    strstr(basis, basis_number(r)) == NULL)
		return put_text(o, "basis", basis);
	date_show(r->to, to);
	buf_fmt(&text, T(h, "%s (ended on %s; the school's own limit)"),
	    basis, to);
	bad = buf_failed(&text) ? -1 : put_text(o, "basis", text.data);
	buf_free(&text);
	return bad;
}

int
view_deadline(ctxh *h, const struct casefile *c, const struct deadline *d,
    int64_t at, int64_t soon, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	int		 ended = d->status == DUE_MET && d->ended_at <= at;

	if (o == NULL || put_text(o, "case", c->number[0] != '\0' ?
	    c->number : NULL) | put_text(o, "rule", d->rule->id) |
	    put_moment(o, "started_at", d->start) |
	    put_moment(o, "due_at", d->due) |
	    (ended ? put_moment(o, "met_at", d->ended_at) :
	    put_null(o, "met_at")) |
	    put_text(o, "status", deadline_status(d, at, soon)) |
	    put_basis(h, o, d) |
	    put_text(o, "label", label_text(h, &d->rule->label)) |
	    put_bool(o, "estimated", d->estimated) |
	    (d->per != NULL ? put_text(o, "agency", d->per) : 0)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

struct ids {
	int64_t	*list;
	size_t	 n, cap;
};

int
case_ids(ctxh *h, int64_t **out, size_t *n)
{
	struct ids	 ids = { 0 };
	stmt		*st;
	int		 rc, step;

	*out = NULL;
	*n = 0;
	if ((rc = db_stmt(h, SQL_case_fact_ids, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		if (mem_grow((void **)&ids.list, &ids.cap, ids.n + 1,
		    sizeof(*ids.list)) != 0) {
			db_reset(st);
			free(ids.list);
			return fail_nomem(h);
		}
		ids.list[ids.n++] = db_int(st, 0);
	}
	if (step < 0) {
		free(ids.list);
		return h->status;
	}
	*out = ids.list;
	*n = ids.n;
	return CTXH_OK;
}

/* Whether a condition asks only about the case, not about a form's fields. */
static int
of_case(const struct pred *p)
{
	size_t i;

	if (p == NULL)
		return 1;
	for (i = 0; i < p->part_count; i++)
		if (!of_case(&p->parts[i]))
			return 0;
	return p->part_count > 0 || (p->ref.field == NULL &&
	    p->ref.name != NULL);
}

/* Whether every outcome is such; a form beside the way leads nowhere new. */
static int
all_outcomes(const struct transition *t, int (*is)(const struct outcome *))
{
	size_t i;

	for (i = 0; i < t->to_count; i++)
		if (!is(&t->to[i]))
			return 0;
	return 1;
}

static int
stays(const struct outcome *o)
{
	return o->state == STATE_SAME;
}

static int
ends(const struct outcome *o)
{
	return o->pend == DECIDES_CLOSING;
}

/* Always possible, and never the next step: consent, link, support, close. */
static int
is_aside(const struct rules *r, const struct transition *t)
{
	size_t i;

	for (i = 0; i < r->states->count; i++)
		if (r->states->list[i].open &&
		    (t->from & (uint32_t)1 << i) == 0)
			return all_outcomes(t, ends);
	return all_outcomes(t, stays) || all_outcomes(t, ends);
}

int
put_next(ctxh *h, ctxh_value *o, struct case_state *s,
    const struct form *just)
{
	const struct rules	*r = s->of->rules;
	const struct transition	*t;
	struct pred_env		 env = { .var = state_var, .ctx = s };
	ctxh_value		*list = ctxh_value_list();

	EACH(t, r->transitions, r->transition_count) {
		if (s->state < 0 || (t->from & (uint32_t)1 << s->state) == 0 ||
		    t->decides == DECIDES_ROUTE || is_aside(r, t) ||
		    (t->form == just && just->amend && s->of->n > 0 &&
		    t->to_count > 0 && t->to[t->to_count - 1].state ==
		    s->state) || (t->needs != NULL && s->nreferrals == 0) ||
		    (of_case(t->cond) && !pred_true(t->cond, &env)) ||
		    list_has(list, t->form->verb))
			continue;
		if (push_text(list, t->form->verb) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	}
	return put(o, "next", list) == 0 ? CTXH_OK : fail_nomem(h);
}
