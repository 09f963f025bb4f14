/*
 * The state machine: documents in the order in which they happened, through
 * the transitions of the rule set.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "text/date.h"

/* The forms that say what a case is about and how it stands. */
#define FORM_INTAKE	"intake"
#define FORM_ASSESS	"assess"
#define FORM_PLAN	"plan"
#define FORM_DECISION	"decision"
#define FORM_REFER	"refer"
#define FORM_FOLLOW	"follow"
#define REFERRED	"chuyen-gui"

static int
is_form(const struct doc *d, const char *id)
{
	return strcmp(d->form->id, id) == 0;
}

static const char *
field_of(const struct doc *d, const char *id)
{
	return d != NULL ? get_text(d->fields, id) : NULL;
}

const char *
state_category(const struct case_state *s)
{
	return field_of(s->intake, "category");
}

const char *
state_level(const struct case_state *s)
{
	return field_of(s->assess, "level");
}

const char *
state_route(const struct case_state *s)
{
	return field_of(s->assess, "route");
}

int64_t
state_received(const struct case_state *s)
{
	return s->intake != NULL ? s->intake->at : 0;
}

int
state_open(const struct case_state *s)
{
	return s->state >= 0 && s->of->rules->states->list[s->state].open;
}

const char *
state_code(const struct case_state *s)
{
	return s->state >= 0 ? s->of->rules->states->list[s->state].code : "";
}

const char *
state_var(void *ctx, const char *name)
{
	const struct case_state *s = ctx;

	if (strcmp(name, "case.state") == 0)
		return state_code(s);
	if (strcmp(name, "case.category") == 0)
		return state_category(s);
	if (strcmp(name, "case.level") == 0)
		return state_level(s);
	if (strcmp(name, "case.route") == 0)
		return state_route(s);
	if (strcmp(name, "case.assessed") == 0)
		return s->assess != NULL ? "true" : "false";
	if (strcmp(name, "case.urgent") == 0)
		return s->intake != NULL && get_bool(s->intake->fields,
		    "urgent") ? "true" : "false";
	if (strcmp(name, "case.agency") == 0)
		return s->nreferrals > 0 ?
		    s->referrals[s->nreferrals - 1].agency : NULL;
	/* case.received_at, case.known_at: of the intake. */
	return field_of(s->intake, name + strlen("case."));
}

int
event_is(const struct event *e, const struct passed *p, struct case_state *s,
    const char *same)
{
	struct pred_env	 env = { .fields = p->doc->fields, .form = p->doc->form,
	    .var = state_var, .ctx = s };
	const char	*value;

	if (e->form != p->doc->form ||
	    (e->decides != DECIDES_NOTHING && e->decides != p->decided))
		return 0;
	if (e->same != NULL) {
		value = get_text(p->doc->fields, e->same);
		if (same == NULL || value == NULL || strcmp(same, value) != 0)
			return 0;
	}
	return pred_true(e->cond, &env);
}

/* Whether an earlier document makes this one possible. */
static int
has_event(struct case_state *s, const struct event *e, const struct doc *d)
{
	const char	*same = e->same != NULL ? get_text(d->fields, e->same) :
	    NULL;
	size_t		 i;

	for (i = 0; i < s->npassed; i++)
		if (event_is(e, &s->passed[i], s, same))
			return 1;
	return 0;
}

static int
may_leave(const struct transition *t, const struct case_state *s)
{
	if (s->state == STATE_NONE)
		return t->from_none;
	return (t->from & (uint32_t)1 << s->state) != 0;
}

/* The transition that the document takes; *why is the nearest one's reason. */
static const struct transition *
find_transition(struct case_state *s, const struct doc *d,
    const struct label **why)
{
	const struct rules	*r = s->of->rules;
	const struct transition	*t;
	struct pred_env		 env = { .fields = d->fields, .form = d->form,
	    .var = state_var, .ctx = s };

	*why = NULL;
	EACH(t, r->transitions, r->transition_count) {
		if (t->form != d->form || !may_leave(t, s))
			continue;
		if (pred_true(t->cond, &env) &&
		    (t->needs == NULL || has_event(s, t->needs, d)))
			return t;
		if (*why == NULL && t->text.vi != NULL)
			*why = &t->text;
	}
	return NULL;
}

static const struct outcome *
find_outcome(const struct transition *t, struct case_state *s,
    const struct doc *d)
{
	struct pred_env	env = { .fields = d->fields, .form = d->form,
	    .var = state_var, .ctx = s };
	size_t		i;

	for (i = 0; i < t->to_count; i++)
		if (pred_true(t->to[i].cond, &env))
			return &t->to[i];
	return NULL;
}

static int
add_spell(ctxh *h, struct case_state *s, int64_t at, int open)
{
	if (mem_grow((void **)&s->spells, &s->spells_cap, s->nspells + 1,
	    sizeof(*s->spells)) != 0)
		return fail_nomem(h);
	s->spells[s->nspells++] = (struct spell){ at, open };
	return CTXH_OK;
}

static int
add_referral(ctxh *h, struct case_state *s, const struct doc *d)
{
	const char	*agency = get_text(d->fields, "agency");
	const char	*kind = get_text(d->fields, "kind");
	size_t		 i;

	if (agency == NULL || kind == NULL || strcmp(kind, REFERRED) != 0)
		return CTXH_OK;
	for (i = 0; i < s->nreferrals; i++)
		if (strcmp(s->referrals[i].agency, agency) == 0)
			return CTXH_OK;
	if (mem_grow((void **)&s->referrals, &s->referrals_cap,
	    s->nreferrals + 1, sizeof(*s->referrals)) != 0)
		return fail_nomem(h);
	s->referrals[s->nreferrals++] = (struct referral){ agency,
	    get_text(d->meta, "agency_name"), d->at, 0 };
	return CTXH_OK;
}

static void
answer_referral(struct case_state *s, const struct doc *d)
{
	const char	*agency = get_text(d->fields, "agency");
	size_t		 i;

	for (i = 0; agency != NULL && i < s->nreferrals; i++)
		if (strcmp(s->referrals[i].agency, agency) == 0 &&
		    s->referrals[i].answered_at == 0)
			s->referrals[i].answered_at = d->at;
}

/* What the document adds to what is known of the case. */
static int
take_facts(ctxh *h, struct case_state *s, const struct doc *d)
{
	const char *how;

	if (is_form(d, FORM_INTAKE))
		s->intake = d;
	else if (is_form(d, FORM_ASSESS))
		s->assess = d;
	else if (is_form(d, FORM_PLAN))
		s->plan = d;
	else if (is_form(d, FORM_REFER))
		return add_referral(h, s, d);
	else if (is_form(d, FORM_FOLLOW))
		answer_referral(s, d);
	else if (is_form(d, FORM_DECISION)) {
		how = get_text(d->meta, "decided");
		if (how != NULL && strcmp(how, "key") == 0)
			s->by_key++;
		else
			s->on_paper++;
		s->self_approved += get_bool(d->fields, "self_approve");
	}
	return CTXH_OK;
}

static void
pend(struct case_state *s, const struct outcome *o, const struct doc *d)
{
	if (o->pend == DECIDES_CLOSING) {
		/* A closing that pends already keeps its way back. */
		if (o->back != STATE_NONE)
			s->back = o->back;
		else if (s->pending != DECIDES_CLOSING)
			s->back = s->state;
	}
	s->pending = o->pend;
	s->proposed = d;
}

static int
move(ctxh *h, struct case_state *s, const struct outcome *o,
    const struct doc *d)
{
	int	was_open = state_open(s), state = o->state;
	int	rc = CTXH_OK;

	if (o->pend != DECIDES_NOTHING)
		pend(s, o, d);
	else if (o->withdraw || o->state == STATE_BACK || o->closes ||
	    (o->state >= 0 && o->state != s->state)) {
		s->pending = DECIDES_NOTHING;
		s->proposed = s->assess;
	} else if (d == s->assess)
		s->proposed = d;
	if (state == STATE_BACK)
		state = s->back;
	if (state != STATE_SAME)
		s->state = state;
	s->duplicate |= o->duplicate;
	if (state_open(s) != was_open)
		rc = add_spell(h, s, d->at, state_open(s));
	return rc;
}

/* "not allowed in its place", in the words of the rule where it has some. */
static int
refuse(ctxh *h, const struct case_state *s, const struct doc *d,
    const struct label *why)
{
	char at[17];

	if (s->state == STATE_NONE)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" cannot come before the "
		    "intake"), label_text(h, &d->form->title));
	if (why != NULL)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" is not allowed here: "
		    "%s"), label_text(h, &d->form->title), label_text(h, why));
	moment_show(d->at, at);
	return fail(h, CTXH_ERULE, T(h, "\"%s\" of %s is not allowed in the "
	    "state \"%s\" (%s)"), label_text(h, &d->form->title), at,
	    code_label(h, s->of->rules->states, state_code(s)),
	    state_code(s));
}

const char *
decides_name(enum decides what)
{
	switch (what) {
	case DECIDES_PLAN:
		return "plan";
	case DECIDES_CLOSING:
		return "closing";
	case DECIDES_ROUTE:
		return "route";
	default:
		return NULL;
	}
}

/*
 * Whether a decision, in its place, decides what it was made on.  What was
 * signed by key is that very text; a paper is on a plan, a closing or a route,
 * whose transcript may still be mended.
 */
static int
still_decides(const struct case_state *s, const struct transition *t,
    const struct doc *d)
{
	const char	*on = get_text(d->meta, "on");
	int64_t		 of = get_int(d->meta, "of", 0);

	if (on == NULL)
		return 1;
	if (decides_name(t->decides) == NULL ||
	    strcmp(decides_name(t->decides), on) != 0)
		return 0;
	return ctxh_value_get(d->meta, "signed") == NULL ||
	    of == (s->proposed != NULL ? s->proposed->id : 0);
}

static int
pass(ctxh *h, struct case_state *s, const struct doc *d)
{
	const struct transition	*t;
	const struct outcome	*o;
	const struct label	*why;
	struct passed		*p = &s->passed[s->npassed];
	int			 rc;

	if ((t = find_transition(s, d, &why)) == NULL ||
	    (o = find_outcome(t, s, d)) == NULL)
		return refuse(h, s, d, why);
	if (!still_decides(s, t, d))
		return fail(h, CTXH_ERULE, T(h, "\"%s\" was made on another "
		    "document"), label_text(h, &d->form->title));
	p->doc = d;
	p->decided = t->decides;
	p->on = t->decides != DECIDES_NOTHING ? s->proposed : NULL;
	s->npassed++;
	if ((rc = take_facts(h, s, d)) != CTXH_OK ||
	    (rc = deadlines_pass(h, s, p)) != CTXH_OK)
		return rc;
	return move(h, s, o, d);
}

/* By time; at the same time by the recording of the first that an amended
 * document goes back to. */
static int
by_time(const void *a, const void *b)
{
	const struct doc *x = *(const struct doc *const *)a;
	const struct doc *y = *(const struct doc *const *)b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static const struct doc **
in_order(const struct casefile *c, int64_t until, size_t *n)
{
	const struct doc	**order = calloc(c->n + 1, sizeof(*order));
	size_t			  i;

	*n = 0;
	if (order == NULL)
		return NULL;
	for (i = 0; i < c->n; i++)
		if (c->docs[i].at <= until && c->docs[i].form != &form_recount)
			order[(*n)++] = &c->docs[i];
	qsort(order, *n, sizeof(*order), by_time);
	return order;
}

int
case_replay(ctxh *h, const struct casefile *c, int64_t until,
    struct case_state *s, const struct doc **bad)
{
	const struct doc	**order;
	size_t			  i, n;
	int			  rc = CTXH_OK;

	memset(s, 0, sizeof(*s));
	s->of = c;
	s->until = until;
	s->state = STATE_NONE;
	s->back = STATE_NONE;
	if (bad != NULL)
		*bad = NULL;
	order = in_order(c, until, &n);
	s->passed = calloc(n + 1, sizeof(*s->passed));
	if (order == NULL || s->passed == NULL)
		rc = fail_nomem(h);
	for (i = 0; rc == CTXH_OK && i < n; i++) {
		rc = order[i]->superseded ? deadlines_replaced(h, s, order[i]) :
		    pass(h, s, order[i]);
		if (rc == CTXH_ERULE && bad != NULL)
			*bad = order[i];
	}
	if (rc == CTXH_OK)
		deadlines_settle(s);
	free(order);
	return rc;
}

void
state_free(struct case_state *s)
{
	free(s->passed);
	free(s->deadlines);
	free(s->referrals);
	free(s->spells);
	memset(s, 0, sizeof(*s));
}
