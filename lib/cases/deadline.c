/* The deadlines of a case: started, met and waived by its documents. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "clock/deadline.h"
#include "rules/holidays.h"
#include "text/date.h"

/* A field of the document, or a fact of the case, as a moment. */
static int
ref_moment(const struct ref *r, struct case_state *s, const struct doc *d,
    int64_t *at)
{
	return text_moment(r->field != NULL ? get_text(d->fields, r->name) :
	    state_var(s, r->name), at);
}

/* The newest document of a form that has its place. */
static const struct doc *
newest_of(const struct case_state *s, const struct form *f)
{
	size_t i;

	for (i = s->npassed; i-- > 0;)
		if (s->passed[i].doc->form == f)
			return s->passed[i].doc;
	return NULL;
}

/* The day that a deadline "until" runs to, or -1. */
static int64_t
until_day(const struct length *l, const struct case_state *s,
    const struct doc *d)
{
	const struct doc	*of;
	int64_t			 day;
	size_t			 i;

	for (i = 0; i < l->until_count; i++) {
		of = l->until[i].form != NULL ?
		    newest_of(s, l->until[i].form) : d;
		if (of != NULL && text_day(get_text(of->fields,
		    l->until[i].fact), &day) == 0)
			return day;
	}
	return -1;
}

static int
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/*
 * The deadline that makes a new one needless: the rule has begun already, for
 * this agency, or at this moment.
 */
static struct deadline *
begun(struct case_state *s, const struct start *st,
    const struct deadline *new)
{
	struct deadline *d;

	EACH(d, s->deadlines, s->ndeadlines) {
		if (d->rule != new->rule || !same_text(d->per, new->per))
			continue;
		if (st->first ||
		    (d->start == new->start && d->until == new->until))
			return d;
	}
	return NULL;
}

static void
end_by(struct deadline *d, enum due_status how, int64_t at)
{
	d->status = how;
	d->ended_at = at;
}

/* Ends the deadline if the document is one that meets or waives it. */
static void
try_end(struct case_state *s, struct deadline *d, const struct passed *p)
{
	const struct deadline_rule	*r = d->rule;
	size_t				 i;

	for (i = 0; i < r->met_count; i++)
		if (event_is(&r->met_by[i], p, s, d->per) &&
		    (!r->met_by[i].after || p->doc->at >= d->start)) {
			end_by(d, DUE_MET, p->doc->at);
			return;
		}
	for (i = 0; i < r->waived_count; i++)
		if (event_is(&r->waived_by[i], p, s, d->per)) {
			end_by(d, DUE_WAIVED, p->doc->at);
			return;
		}
}

/* A first call may have met a deadline before it was known to run. */
static void
met_before(struct case_state *s, struct deadline *d)
{
	const struct deadline_rule	*r = d->rule;
	size_t				 i, k;

	for (i = 0; i < s->npassed; i++)
		for (k = 0; k < r->met_count; k++)
			if (!r->met_by[k].after && d->status == DUE_OPEN &&
			    event_is(&r->met_by[k], &s->passed[i], s, d->per))
				end_by(d, DUE_MET, s->passed[i].doc->at);
}

/* Fills in *new and says whether the document starts the rule's deadline. */
static int
starts(struct case_state *s, const struct deadline_rule *r,
    const struct start *st, const struct passed *p, struct deadline *new)
{
	const struct doc	*d = p->doc;
	struct pred_env		 env = { .fields = d->fields, .form = d->form,
	    .var = state_var, .ctx = s };
	size_t			 i;

	if (st->form != d->form || !pred_true(st->cond, &env) ||
	    (st->decides != DECIDES_NOTHING && st->decides != p->decided))
		return 0;
	memset(new, 0, sizeof(*new));
	new->rule = r;
	new->length = st->length.kind != LENGTH_NONE ? &st->length :
	    &r->length;
	for (i = 0; i < st->at_count; i++)
		if (ref_moment(&st->at[i], s, d, &new->start) == 0)
			break;
	if (i == st->at_count)
		return 0;
	if (st->per != NULL)
		new->per = get_text(d->fields, st->per->id);
	new->until = -1;
	if (new->length->kind == LENGTH_UNTIL &&
	    (new->until = until_day(new->length, s, d)) == -1)
		return 0;
	return 1;
}

static int
start_all(ctxh *h, struct case_state *s, const struct deadline_rule *r,
    const struct passed *p, int replaced)
{
	struct deadline	 new, *old;
	size_t		 i;

	for (i = 0; i < r->start_count; i++) {
		if (!starts(s, r, &r->starts[i], p, &new))
			continue;
		if ((old = begun(s, &r->starts[i], &new)) != NULL) {
			/* A document amended without moving its moment. */
			if (old->replaced && !replaced) {
				old->replaced = 0;
				end_by(old, DUE_OPEN, 0);
			}
			continue;
		}
		if (mem_grow((void **)&s->deadlines, &s->deadlines_cap,
		    s->ndeadlines + 1, sizeof(new)) != 0)
			return fail_nomem(h);
		new.replaced = replaced;
		if (replaced)
			end_by(&new, DUE_WAIVED, p->doc->at);
		else
			met_before(s, &new);
		s->deadlines[s->ndeadlines++] = new;
	}
	return CTXH_OK;
}

int
deadlines_pass(ctxh *h, struct case_state *s, const struct passed *p)
{
	const struct rules	*r = s->of->rules;
	size_t			 i;
	int			 rc;

	for (i = 0; i < s->ndeadlines; i++)
		if (s->deadlines[i].status == DUE_OPEN)
			try_end(s, &s->deadlines[i], p);
	for (i = 0; i < r->deadline_count; i++)
		if ((rc = start_all(h, s, &r->deadlines[i], p, 0)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

int
deadlines_replaced(ctxh *h, struct case_state *s, const struct doc *d)
{
	const struct rules	*r = s->of->rules;
	const struct passed	 p = { d, DECIDES_NOTHING, NULL };
	size_t			 i, k;
	int			 rc;

	for (i = 0; i < r->deadline_count; i++)
		for (k = 0; k < r->deadlines[i].waived_count; k++)
			if (r->deadlines[i].waived_by[k].form == d->form &&
			    (rc = start_all(h, s, &r->deadlines[i], &p, 1)) !=
			    CTXH_OK)
				return rc;
	return CTXH_OK;
}

void
deadlines_settle(struct case_state *s)
{
	struct pred_env	 env = { .var = state_var, .ctx = s };
	struct deadline	*d;

	EACH(d, s->deadlines, s->ndeadlines)
		if (d->status == DUE_OPEN && d->rule->waived_if != NULL &&
		    pred_true(d->rule->waived_if, &env))
			end_by(d, DUE_WAIVED, s->assess != NULL ?
			    s->assess->at : d->start);
}

int
deadline_count(ctxh *h, struct deadline *d)
{
	static const enum unit units[] = {
		[LENGTH_WORKING_DAYS] = WORKING_DAYS,
		[LENGTH_WORKING_HOURS] = WORKING_HOURS,
		[LENGTH_CLOCK_HOURS] = CLOCK_HOURS,
		[LENGTH_UNTIL] = UNTIL_DATE,
	};
	const struct calendar	*cal = holidays(h);
	int64_t			 n = d->length->kind == LENGTH_UNTIL ?
	    d->until : d->length->n;

	if (cal == NULL)
		return h->status;
	if (deadline_due(cal, d->start, units[d->length->kind], n, &d->due,
	    &d->estimated) != 0)
		return fail(h, CTXH_ERULE, T(h, "a deadline \"%s\" is out of "
		    "the calendar's range; check the year"), d->rule->id);
	return CTXH_OK;
}

/* Whether a document carries this very deadline. */
static int
is_entry(const ctxh_value *e, const struct deadline *d)
{
	return same_text(get_text(e, "rule"), d->rule->id) &&
	    same_text(get_text(e, "per"), d->per) &&
	    get_int(e, "start", 0) == d->start &&
	    get_int(e, "until", -1) == d->until;
}

static const ctxh_value *
entry_of(const struct doc *doc, const struct deadline *d)
{
	const ctxh_value *e;

	VALUE_EACH(e, ctxh_value_get(doc->meta, "deadlines"))
		if (is_entry(e, d))
			return e;
	return NULL;
}

/* What was recorded last holds: a recount before what it counted anew, unless
 * it was made after the moment asked for. */
static int
carried(const struct case_state *s, struct deadline *d)
{
	const ctxh_value	*e = NULL;
	const struct doc	*doc;
	size_t			 i;

	for (i = s->of->n; i-- > 0 && e == NULL;) {
		doc = &s->of->docs[i];
		if (doc->form != &form_recount || doc->at <= s->until)
			e = entry_of(doc, d);
	}
	if (e == NULL)
		return 0;
	d->due = get_int(e, "due", 0);
	d->estimated = get_bool(e, "estimated");
	return 1;
}

int
deadline_carry(ctxh *h, ctxh_value *list, const struct deadline *d)
{
	ctxh_value *e = ctxh_value_object();

	if (e == NULL || put_text(e, "rule", d->rule->id) |
	    put_int(e, "start", d->start) | put_int(e, "due", d->due) |
	    (d->per != NULL ? put_text(e, "per", d->per) : 0) |
	    (d->until != -1 ? put_int(e, "until", d->until) : 0) |
	    (d->estimated ? put_bool(e, "estimated", 1) : 0)) {
		ctxh_value_free(e);
		return fail_nomem(h);
	}
	return push(list, e) == 0 ? CTXH_OK : fail_nomem(h);
}

int
deadlines_seal(ctxh *h, ctxh_value *meta, ctxh_value *list)
{
	struct buf	hex = { 0 };
	int		rc = CTXH_OK;

	if (ctxh_value_count(list) == 0) {
		ctxh_value_free(list);
		return CTXH_OK;
	}
	buf_hex(&hex, holidays(h)->digest, CALENDAR_DIGEST);
	if (put(meta, "deadlines", list) | (buf_failed(&hex) ? -1 :
	    put_text(meta, "calendar", hex.data)))
		rc = fail_nomem(h);
	buf_free(&hex);
	return rc;
}

int
deadlines_date(ctxh *h, struct case_state *s, struct doc *carrier)
{
	ctxh_value	*list = NULL;
	struct deadline	*d;
	int		 rc;

	if (carrier != NULL && (list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	EACH(d, s->deadlines, s->ndeadlines) {
		if (carried(s, d))
			continue;
		if ((rc = deadline_count(h, d)) != CTXH_OK ||
		    (carrier != NULL && (rc = deadline_carry(h, list, d)) !=
		    CTXH_OK)) {
			ctxh_value_free(list);
			return rc;
		}
	}
	return carrier != NULL ? deadlines_seal(h, carrier->meta, list) :
	    CTXH_OK;
}
