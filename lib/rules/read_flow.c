/* What follows from documents: computed facts, transitions, deadlines. */
#include <string.h>

#include "base/mem.h"
#include "rules/read.h"
#include "text/near.h"

static const char *const decides_words[] = {
	"", "plan", "closing", "route", NULL
};

static int
read_decides(struct reader *rd, const ctxh_value *v, const char *key,
    enum decides *out)
{
	int word = DECIDES_NOTHING, rc;

	if ((rc = read_word(rd, v, key, decides_words, &word)) != CTXH_OK)
		return rc;
	*out = (enum decides)word;
	return CTXH_OK;
}

int
read_form_name(struct reader *rd, const ctxh_value *v, const char *key,
    const struct form **out)
{
	struct near	 near = { 0 };
	char		 shown[CLIP_SIZE];
	const char	*id;
	size_t		 i;
	int		 rc;

	if ((rc = read_text(rd, v, key, &id)) != CTXH_OK)
		return rc;
	for (i = 0; i < rd->r->form_count; i++) {
		*out = &rd->r->forms[i];
		if (strcmp((*out)->id, id) == 0)
			return CTXH_OK;
	}
	near.word = id;
	for (i = 0; i < rd->r->form_count; i++)
		near_offer(&near, rd->r->forms[i].id);
	return read_bad(rd, key, T(rd->h, "no such form: \"%s\"; such as "
	    "\"%s\" is there"), clip(id, shown),
	    near.best != NULL ? near.best : rd->r->forms[0].id);
}

static int
facts_field(struct reader *rd, const char *key, const char *name,
    const struct field **out)
{
	struct ref	ref = { 0 };
	int		rc;

	if ((rc = read_ref(rd, key, name, &ref)) != CTXH_OK)
		return rc;
	if (ref.field == NULL)
		return read_bad(rd, key, T(rd->h, "\"%s\" is no field of "
		    "this form"), name);
	*out = ref.field;
	return CTXH_OK;
}

/* ---- computed facts ---- */

int
read_fact(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!form", "!id", "!max_of", NULL };
	struct computed	*c = out;
	const char	*of, *dot;
	char		 list[RULES_ID_MAX + 1];
	int		 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_form_name(rd, v, "form", &c->form)) != CTXH_OK ||
	    (rc = read_id(rd, v, "id", &c->id)) != CTXH_OK ||
	    (rc = read_text(rd, v, "max_of", &of)) != CTXH_OK)
		return rc;
	if (form_field(c->form, c->id) != NULL)
		return read_bad(rd, "id", T(rd->h, "\"%s\" stands here "
		    "twice"), c->id);
	dot = strchr(of, '.');
	if (dot != NULL && dot - of <= RULES_ID_MAX) {
		memcpy(list, of, (size_t)(dot - of));
		list[dot - of] = '\0';
		c->list = form_field(c->form, list);
	}
	if (c->list != NULL)
		c->inner = fieldset_find(&c->list->set, dot + 1);
	if (c->inner == NULL || (c->inner->type != FIELD_DATE &&
	    c->inner->type != FIELD_TIME))
		return read_bad(rd, "max_of", T(rd->h, "\"%s\" is not a date "
		    "within a list: list.field"), of);
	return CTXH_OK;
}

/* ---- events ---- */

static int
read_event(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!form", "if", "after", "same",
	    "on", NULL };
	const struct field	*same;
	struct event		*e = out;
	const char		*name;
	int			 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_form_name(rd, v, "form", &e->form)) != CTXH_OK)
		return rc;
	rd->form = e->form;
	if ((rc = read_pred(rd, v, "if", &e->cond)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "after", &e->after)) != CTXH_OK ||
	    (rc = read_decides(rd, v, "on", &e->decides)) != CTXH_OK ||
	    (rc = read_text(rd, v, "same", &name)) != CTXH_OK)
		return rc;
	if (name != NULL) {
		if ((rc = facts_field(rd, "same", name, &same)) != CTXH_OK)
			return rc;
		e->same = same->id;
	}
	rd->form = NULL;
	return CTXH_OK;
}

/* ---- transitions ---- */

static int
read_state(struct reader *rd, const char *key, const char *code, int *out)
{
	const struct codes	*states = rd->r->states;
	struct near		 near = { .word = code };
	char			 shown[CLIP_SIZE];
	size_t			 i;

	if ((*out = code_index(states, code)) != -1)
		return CTXH_OK;
	for (i = 0; i < states->count; i++)
		near_offer(&near, states->list[i].code);
	return read_bad(rd, key, T(rd->h, "no such state: \"%s\"; such as "
	    "\"%s\" is there"), clip(code, shown), near.best != NULL ?
	    near.best : states->list[0].code);
}

static int
read_outcome(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "if", "!state", "pend", "back",
	    "withdraw", "closes", "reopens", "duplicate", NULL };
	struct outcome	*o = out;
	const char	*state, *back;
	int		 rc;

	o->back = STATE_NONE;
	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_pred(rd, v, "if", &o->cond)) != CTXH_OK ||
	    (rc = read_text(rd, v, "state", &state)) != CTXH_OK ||
	    (rc = read_text(rd, v, "back", &back)) != CTXH_OK ||
	    (rc = read_decides(rd, v, "pend", &o->pend)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "withdraw", &o->withdraw)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "closes", &o->closes)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "reopens", &o->reopens)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "duplicate", &o->duplicate)) != CTXH_OK)
		return rc;
	if (o->pend == DECIDES_ROUTE)
		return read_bad(rd, "pend", "%s", T(rd->h, "what pends is a "
		    "plan or a closing"));
	if (back != NULL && o->pend != DECIDES_CLOSING)
		return read_bad(rd, "back", "%s", T(rd->h, "only a pending "
		    "closing has a state to go back to"));
	if (back != NULL &&
	    (rc = read_state(rd, "back", back, &o->back)) != CTXH_OK)
		return rc;
	if (strcmp(state, "=") == 0)
		o->state = STATE_SAME;
	else if (strcmp(state, "<") == 0)
		o->state = STATE_BACK;
	else
		return read_state(rd, "state", state, &o->state);
	return CTXH_OK;
}

static int
read_from_list(struct reader *rd, const ctxh_value *list,
    struct transition *t)
{
	const ctxh_value *item;
	size_t		  up = read_down(rd, "from"), up_item, i = 0;
	int		  state, rc;

	VALUE_EACH(item, list) {
		up_item = read_down_item(rd, i++, item);
		if (ctxh_value_str(item) == NULL)
			return read_bad(rd, NULL, "%s",
			    T(rd->h, "not a text"));
		if ((rc = read_state(rd, NULL, ctxh_value_str(item),
		    &state)) != CTXH_OK)
			return rc;
		t->from |= (uint32_t)1 << state;
		read_up(rd, up_item);
	}
	if (t->from == 0)
		return read_bad(rd, NULL, "%s", T(rd->h, "no state"));
	read_up(rd, up);
	return CTXH_OK;
}

static int
read_from(struct reader *rd, const ctxh_value *v, struct transition *t)
{
	static const char *const words[] = { "none", "open", "any", NULL };
	const struct codes	*states = rd->r->states;
	int			 word = 0, rc;
	size_t			 i;

	if (ctxh_value_kind(ctxh_value_get(v, "from")) == CTXH_LIST)
		return read_from_list(rd, ctxh_value_get(v, "from"), t);
	if ((rc = read_word(rd, v, "from", words, &word)) != CTXH_OK)
		return rc;
	t->from_none = word == 0;
	for (i = 0; word > 0 && i < states->count; i++)
		if (word == 2 || states->list[i].open)
			t->from |= (uint32_t)1 << i;
	return CTXH_OK;
}

/* A new case has no state yet, and only such a form makes one. */
static int
check_from(struct reader *rd, const struct transition *t)
{
	size_t i;

	if (t->form->needs_case == FORM_CASE_NONE)
		return read_bad(rd, "form", T(rd->h, "\"%s\" is of a register "
		    "and moves no case"), t->form->id);
	if (t->from_none != (t->form->needs_case == FORM_CASE_NEW))
		return read_bad(rd, "from", "%s", T(rd->h, "\"none\" is for "
		    "the form that makes a case, and for no other"));
	for (i = 0; t->from_none && i < t->to_count; i++)
		if (t->to[i].state < 0)
			return read_bad(rd, "to", "%s", T(rd->h, "a new case "
			    "needs a state"));
	return CTXH_OK;
}

int
read_transition(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!form", "!from", "if", "why",
	    "needs", "decides", "!to", NULL };
	struct transition	*t = out;
	struct event		*needs;
	size_t			 up;
	int			 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_form_name(rd, v, "form", &t->form)) != CTXH_OK ||
	    (rc = read_from(rd, v, t)) != CTXH_OK ||
	    (rc = read_label(rd, v, "why", &t->text)) != CTXH_OK ||
	    (rc = read_decides(rd, v, "decides", &t->decides)) != CTXH_OK)
		return rc;
	if (ctxh_value_get(v, "needs") != NULL) {
		needs = arena_get(&rd->r->arena, 1, sizeof(*needs));
		if (needs == NULL)
			return fail_nomem(rd->h);
		t->needs = needs;
		up = read_down(rd, "needs");
		if ((rc = read_event(rd, ctxh_value_get(v, "needs"),
		    needs)) != CTXH_OK)
			return rc;
		read_up(rd, up);
	}
	rd->form = t->form;
	if ((rc = read_pred(rd, v, "if", &t->cond)) != CTXH_OK ||
	    (rc = read_list(rd, v, "to", sizeof(*t->to), read_outcome,
	    &t->to, &t->to_count)) != CTXH_OK)
		return rc;
	rd->form = NULL;
	return check_from(rd, t);
}

/* The states that are reached when those of seen are, with one more step. */
static uint32_t
step_from(const struct rules *r, uint32_t seen)
{
	const struct transition	*t;
	size_t			 i;

	EACH(t, r->transitions, r->transition_count) {
		if (!t->from_none && (t->from & seen) == 0)
			continue;
		for (i = 0; i < t->to_count; i++) {
			if (t->to[i].state >= 0)
				seen |= (uint32_t)1 << t->to[i].state;
			if (t->to[i].back >= 0)
				seen |= (uint32_t)1 << t->to[i].back;
		}
	}
	return seen;
}

static int
all_forms_used(struct reader *rd)
{
	const struct rules	*r = rd->r;
	const struct form	*f;
	size_t			 i;

	EACH(f, r->forms, r->form_count) {
		for (i = 0; i < r->transition_count; i++)
			if (r->transitions[i].form == f)
				break;
		if (i < r->transition_count ||
		    f->needs_case >= FORM_CASE_OPTIONAL)
			continue;
		(void)read_down(rd, "forms");
		(void)read_down_named(rd, (size_t)f->index, f->id);
		return read_bad(rd, NULL, T(rd->h, "no transition takes the "
		    "form \"%s\""), f->id);
	}
	return CTXH_OK;
}

int
read_reach(struct reader *rd)
{
	const struct codes	*states = rd->r->states;
	uint32_t		 seen = 0, next = 0;
	size_t			 i;

	do {
		seen = next;
		next = step_from(rd->r, seen);
	} while (next != seen);
	for (i = 0; i < states->count; i++)
		if ((seen & (uint32_t)1 << i) == 0) {
			(void)read_down(rd, "states");
			(void)read_down_named(rd, i, states->list[i].code);
			return read_bad(rd, NULL, T(rd->h, "no transition "
			    "leads to the state \"%s\""),
			    states->list[i].code);
		}
	return all_forms_used(rd);
}

/* ---- deadlines ---- */

/* A date fact: a field of the form, or one that is computed for it. */
static int
is_date_fact(const struct rules *r, const struct form *form, const char *id)
{
	const struct field	*f = form_field(form, id);
	size_t			 i;

	if (f != NULL)
		return !f->person &&
		    (f->type == FIELD_DATE || f->type == FIELD_TIME);
	for (i = 0; i < r->fact_count; i++)
		if (r->facts[i].form == form && strcmp(r->facts[i].id, id) ==
		    0)
			return 1;
	return 0;
}

/* rd->form is that of the starting document, or NULL for the rule's own
 * length, which then names the form each time. */
static int
read_until(struct reader *rd, const ctxh_value *v, void *out)
{
	struct until	*u = out;
	const char	*s = ctxh_value_str(v), *dot;
	size_t		 i, n;

	dot = s != NULL ? strchr(s, '.') : NULL;
	u->fact = dot != NULL ? dot + 1 : s;
	for (i = 0; dot != NULL && i < rd->r->form_count; i++) {
		n = strlen(rd->r->forms[i].id);
		if (n == (size_t)(dot - s) &&
		    memcmp(rd->r->forms[i].id, s, n) == 0)
			u->form = &rd->r->forms[i];
	}
	if (s != NULL && (dot == NULL || u->form != NULL) &&
	    (u->form != NULL || rd->form != NULL) &&
	    is_date_fact(rd->r, u->form != NULL ? u->form : rd->form,
	    u->fact))
		return CTXH_OK;
	return read_bad(rd, NULL, "%s", T(rd->h, "not a date sealed as "
	    "\"facts\": form.field"));
}

static int
read_length(struct reader *rd, const ctxh_value *v, struct length *l)
{
	static const char *const keys[] = { "working_days", "working_hours",
	    "clock_hours", "until", NULL };
	const ctxh_value *m = ctxh_value_get(v, "length");
	size_t		  up, i;
	int		  there, rc;

	if (m == NULL)
		return CTXH_OK;
	up = read_down(rd, "length");
	if ((rc = read_keys(rd, m, keys)) != CTXH_OK)
		return rc;
	if (ctxh_value_count(m) != 1)
		return read_bad(rd, NULL, "%s", T(rd->h, "one of "
		    "working_days, working_hours, clock_hours, until"));
	for (i = 0; i < 3; i++) {
		if (ctxh_value_get(m, keys[i]) == NULL)
			continue;
		l->kind = (enum length_kind)(LENGTH_WORKING_DAYS + (int)i);
		if ((rc = read_int(rd, m, keys[i], 1, 10000, &l->n,
		    &there)) != CTXH_OK)
			return rc;
	}
	if (l->kind == LENGTH_NONE) {
		l->kind = LENGTH_UNTIL;
		if ((rc = read_list(rd, m, "until", sizeof(*l->until),
		    read_until, &l->until, &l->until_count)) != CTXH_OK)
			return rc;
	}
	read_up(rd, up);
	return CTXH_OK;
}

static int
read_at(struct reader *rd, const ctxh_value *v, void *out)
{
	const char	*s = ctxh_value_str(v);
	struct ref	*ref = out;
	int		 rc;

	if (s == NULL)
		return read_bad(rd, NULL, "%s", T(rd->h, "not a text"));
	if ((rc = read_ref(rd, NULL, s, ref)) != CTXH_OK)
		return rc;
	if (ref->field != NULL ? ref->field->type == FIELD_TIME :
	    strcmp(s + strlen(s) - 3, "_at") == 0)
		return CTXH_OK;
	return read_bad(rd, NULL, T(rd->h, "\"%s\" is not a time"), s);
}

static int
read_start(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!form", "!at", "if", "on",
	    "first", "per", "length", NULL };
	struct start	*s = out;
	const char	*per;
	int		 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_form_name(rd, v, "form", &s->form)) != CTXH_OK)
		return rc;
	rd->form = s->form;
	if ((rc = read_list(rd, v, "at", sizeof(*s->at), read_at, &s->at,
	    &s->at_count)) != CTXH_OK ||
	    (rc = read_pred(rd, v, "if", &s->cond)) != CTXH_OK ||
	    (rc = read_decides(rd, v, "on", &s->decides)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "first", &s->first)) != CTXH_OK ||
	    (rc = read_text(rd, v, "per", &per)) != CTXH_OK ||
	    (per != NULL && (rc = facts_field(rd, "per", per, &s->per)) !=
	    CTXH_OK) || (rc = read_length(rd, v, &s->length)) != CTXH_OK)
		return rc;
	rd->form = NULL;
	return CTXH_OK;
}

/* "same" compares with what the starts go by. */
static int
check_same(struct reader *rd, const struct deadline_rule *d)
{
	size_t i, k;

	for (i = 0; i < d->met_count + d->waived_count; i++) {
		const struct event *e = i < d->met_count ? &d->met_by[i] :
		    &d->waived_by[i - d->met_count];

		for (k = 0; e->same != NULL && k < d->start_count; k++)
			if (d->starts[k].per == NULL ||
			    strcmp(d->starts[k].per->id, e->same) != 0)
				return read_bad(rd, "starts", T(rd->h, "each "
				    "start needs \"per\": \"%s\", for \"same\" "
				    "compares with it"), e->same);
	}
	return CTXH_OK;
}

static int
read_deadline_head(struct reader *rd, const ctxh_value *v,
    struct deadline_rule *d)
{
	static const char *const keys[] = { "!id", "!vi", "!en", "!basis",
	    "!length", "!precision", "on_top", "!starts", "!met_by",
	    "waived_by", "waived_if", NULL };
	static const char *const precisions[] = { "day", "minute", NULL };
	const struct deadline_rule *old;
	int rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_id(rd, v, "id", &d->id)) != CTXH_OK ||
	    (rc = read_label_here(rd, v, &d->label)) != CTXH_OK ||
	    (rc = read_text(rd, v, "basis", &d->basis)) != CTXH_OK ||
	    (rc = read_word(rd, v, "precision", precisions, &d->minute)) !=
	    CTXH_OK || (rc = read_bool(rd, v, "on_top", &d->on_top)) !=
	    CTXH_OK || (rc = read_length(rd, v, &d->length)) != CTXH_OK)
		return rc;
	for (old = rd->r->deadlines; old < d; old++)
		if (strcmp(old->id, d->id) == 0)
			return read_bad(rd, "id", T(rd->h, "\"%s\" stands "
			    "here twice"), d->id);
	return CTXH_OK;
}

int
read_deadline(struct reader *rd, const ctxh_value *v, void *out)
{
	struct deadline_rule	*d = out;
	int			 rc;

	d->of = rd->r;
	if ((rc = read_deadline_head(rd, v, d)) != CTXH_OK ||
	    (rc = read_list(rd, v, "starts", sizeof(*d->starts), read_start,
	    &d->starts, &d->start_count)) != CTXH_OK ||
	    (rc = read_list(rd, v, "met_by", sizeof(*d->met_by), read_event,
	    &d->met_by, &d->met_count)) != CTXH_OK ||
	    (rc = read_list(rd, v, "waived_by", sizeof(*d->waived_by),
	    read_event, &d->waived_by, &d->waived_count)) != CTXH_OK ||
	    (rc = read_pred(rd, v, "waived_if", &d->waived_if)) != CTXH_OK)
		return rc;
	return check_same(rd, d);
}
