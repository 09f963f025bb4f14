/* What was done about a case: its documents in their order, and what became
 * of them. */
#include "report/incident.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/check.h"
#include "cases/view.h"
#include "chain/log.h"
#include "report/words.h"

#define FORM_PROGRESS	"progress"
#define FORM_SUPPORT	"support"
#define FORM_FOLLOW	"follow"
#define REFERRED	"chuyen-gui"

/* ---- the timeline ---- */

/* The pupils stand elsewhere in the report, the moment beside the form. */
static int
is_told(const struct form *form, const struct field *f, const ctxh_value *v)
{
	return f != form->when && strcmp(f->id, "students") != 0 &&
	    ctxh_value_kind(v) != CTXH_NULL;
}

static int
push_field(ctxh *h, const struct doc *d, const struct field *f,
    const ctxh_value *value, ctxh_value *list)
{
	const char	*agency = f->type == FIELD_AGENCY ? view_agency(h, d) :
	    NULL;
	ctxh_value	*o = ctxh_value_object();
	struct buf	 words = { 0 };
	int		 bad;

	if (agency != NULL)
		buf_str(&words, agency);
	else
		field_words(f, value, &words);
	bad = buf_failed(&words) | put_text(o, "id", f->id) |
	    put_text(o, "label", f->label.vi) |
	    put(o, "value", ctxh_value_copy(value)) |
	    put_text(o, "text", words.len > 0 ? words.data : "");
	buf_free(&words);
	return push(list, o) | bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_fields(ctxh *h, struct doc *d, int names, ctxh_value *o)
{
	const struct field	*f;
	const ctxh_value	*v;
	ctxh_value		*fields, *list;
	int			 rc;

	if (names)
		rc = doc_fields(h, d, &fields);
	else
		rc = form_join(h, d->form, d->fields, NULL, &fields);
	if (rc != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	EACH(f, d->form->set.list, d->form->set.count) {
		v = ctxh_value_get(fields, f->id);
		if (rc == CTXH_OK && is_told(d->form, f, v))
			rc = push_field(h, d, f, v, list);
	}
	ctxh_value_free(fields);
	if (put(o, "fields", list) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

/* How a decision was made, and on what. */
static int
put_decision(const struct passed *p, ctxh_value *o)
{
	const char *how = get_text(p->doc->meta, "decided");

	if (p->decided == DECIDES_NOTHING)
		return 0;
	return put_text(o, "decided", how) |
	    put_text(o, "on", decides_name(p->decided)) |
	    put_bool(o, "self_approved", get_bool(p->doc->fields,
	    "self_approve"));
}

static int
push_step(ctxh *h, struct incident *in, const struct passed *p,
    ctxh_value *list)
{
	struct doc	*d = &in->of.docs[p->doc->seq - 1];
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if (put_moment(o, "at", d->at) | put_text(o, "form", d->form->id) |
	    put_text(o, "title", d->form->title.vi) |
	    put_text(o, "number", d->form->number) |
	    put_text(o, "by", d->by) |
	    put_bool(o, "amended", d->supersedes != 0) | put_decision(p, o))
		rc = fail_nomem(h);
	else
		rc = put_fields(h, d, in->names, o);
	if (push(list, o) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

int
incident_timeline(ctxh *h, struct incident *in, ctxh_value *out)
{
	const struct passed	*p;
	ctxh_value		*list = ctxh_value_list();
	int			 rc = CTXH_OK;

	EACH(p, in->state.passed, in->state.npassed)
		if (rc == CTXH_OK)
			rc = push_step(h, in, p, list);
	if (put(out, "timeline", list) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

/* ---- whom the school turned to ---- */

static const struct referral *
referral_to(const struct case_state *s, const char *agency)
{
	const struct referral *r;

	EACH(r, s->referrals, s->nreferrals)
		if (strcmp(r->agency, agency) == 0)
			return r;
	return NULL;
}

/* What the agency said last. */
static const struct doc *
newest_answer(const struct case_state *s, const char *agency)
{
	const struct doc	*newest = NULL;
	const struct passed	*p;
	const char		*by;

	EACH(p, s->passed, s->npassed)
		if (strcmp(p->doc->form->id, FORM_FOLLOW) == 0 &&
		    (by = get_text(p->doc->fields, "agency")) != NULL &&
		    strcmp(by, agency) == 0)
			newest = p->doc;
	return newest;
}

static int
put_coded_field(ctxh_value *o, const char *key, const struct doc *d)
{
	const struct field *f = d != NULL ? form_field(d->form, key) : NULL;

	return put_coded(o, key, f != NULL ? f->codes : NULL,
	    d != NULL ? get_text(d->fields, key) : NULL);
}

/* Only a case that was sent on is answered; of that there is one referral,
 * however many letters and calls. */
static int
put_answer(const struct incident *in, const struct doc *d,
    const struct referral *r, ctxh_value *o)
{
	const struct doc *answer = r != NULL ?
	    newest_answer(&in->state, r->agency) : NULL;

	return (r != NULL ? put_bool(o, "late", referral_late(&in->state,
	    d->at)) : put_null(o, "late")) |
	    (r != NULL && r->answered_at != 0 ? put_moment(o, "answered_at",
	    r->answered_at) : put_null(o, "answered_at")) |
	    put_coded_field(o, "status", answer);
}

static int
push_referral(ctxh *h, const struct incident *in, const struct doc *d,
    ctxh_value *list)
{
	const char		*agency = doc_sent_to(d);
	const char		*kind = get_text(d->fields, "kind");
	const struct referral	*r = NULL;
	ctxh_value		*o = ctxh_value_object();
	int			 bad;

	if (kind != NULL && strcmp(kind, REFERRED) == 0)
		r = referral_to(&in->state, agency);
	bad = put_text(o, "agency", agency) |
	    put_text(o, "name", view_agency(h, d)) |
	    put_coded_field(o, "kind", d) | put_coded_field(o, "method", d) |
	    put_moment(o, "sent_at", d->at) | put_answer(in, d, r, o);
	return push(list, o) | bad ? fail_nomem(h) : CTXH_OK;
}

/* Whether the same was sent to the same before. */
static int
is_repeated(const struct case_state *s, const struct passed *p)
{
	const char		*kind = get_text(p->doc->fields, "kind"), *k;
	const char		*agency = doc_sent_to(p->doc), *a;
	const struct passed	*q;

	for (q = s->passed; q < p; q++)
		if ((a = doc_sent_to(q->doc)) != NULL && kind != NULL &&
		    strcmp(a, agency) == 0 &&
		    (k = get_text(q->doc->fields, "kind")) != NULL &&
		    strcmp(k, kind) == 0)
			return 1;
	return 0;
}

int
incident_referrals(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct passed	*p;
	ctxh_value		*list = ctxh_value_list();
	int			 rc = CTXH_OK;

	EACH(p, in->state.passed, in->state.npassed)
		if (rc == CTXH_OK && doc_sent_to(p->doc) != NULL &&
		    !is_repeated(&in->state, p))
			rc = push_referral(h, in, p->doc, list);
	if (put(out, "referrals", list) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

/* ---- the plan, and the end ---- */

/* The decision that let the newest plan begin; NULL: none did yet. */
static const struct passed *
approval(const struct case_state *s)
{
	const struct passed	*p;
	const char		*verdict;

	EACH(p, s->passed, s->npassed)
		if (p->decided == DECIDES_PLAN && p->on == s->plan &&
		    (verdict = get_text(p->doc->fields, "verdict")) != NULL &&
		    strcmp(verdict, "approved") == 0)
			return p;
	return NULL;
}

/* How many documents of the form there are, since from on. */
static int64_t
count_form(const struct case_state *s, const char *form, int64_t from)
{
	const struct passed	*p;
	int64_t			 n = 0;

	EACH(p, s->passed, s->npassed)
		n += strcmp(p->doc->form->id, form) == 0 && p->doc->at >= from;
	return n;
}

int
incident_measures(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct case_state	*s = &in->state;
	const struct passed	*yes;
	ctxh_value		*o;
	int			 bad;

	if (s->plan == NULL)
		return put_null(out, "measures") == 0 ? CTXH_OK :
		    fail_nomem(h);
	yes = approval(s);
	o = ctxh_value_object();
	bad = put_moment(o, "submitted_at", s->plan->at) |
	    (yes != NULL ? put_moment(o, "approved_at", yes->doc->at) |
	    put_text(o, "decided", get_text(yes->doc->meta, "decided")) :
	    put_null(o, "approved_at") | put_null(o, "decided")) |
	    put_text(o, "to", get_text(s->plan->fields, "last_to")) |
	    put_int(o, "progress", count_form(s, FORM_PROGRESS,
	    s->plan->at)) |
	    put_int(o, "support", count_form(s, FORM_SUPPORT, 0));
	return put(out, "measures", o) | bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_pending(const struct case_state *s, ctxh_value *out)
{
	ctxh_value	*o;
	int		 bad;

	if (s->pending == DECIDES_NOTHING)
		return put_null(out, "pending");
	o = ctxh_value_object();
	bad = put_text(o, "on", decides_name(s->pending)) |
	    put_moment(o, "since", s->proposed->at);
	return put(out, "pending", o) | bad;
}

/* The decision that closed the case; NULL while it is open. */
static const struct passed *
closing(const struct case_state *s)
{
	const struct passed *p = NULL, *last = NULL;

	if (state_open(s))
		return NULL;
	EACH(p, s->passed, s->npassed)
		if (p->decided == DECIDES_CLOSING)
			last = p;
	return last;
}

int
incident_outcome(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct passed	*end = closing(&in->state);
	ctxh_value		*o;
	int			 bad;

	if (put_pending(&in->state, out) != 0)
		return fail_nomem(h);
	if (end == NULL)
		return put_null(out, "outcome") == 0 ? CTXH_OK : fail_nomem(h);
	o = ctxh_value_object();
	bad = put_moment(o, "closed_at", end->doc->at) |
	    put_text(o, "form", end->on != NULL ? end->on->form->id : NULL) |
	    put_text(o, "title", end->on != NULL ? end->on->form->title.vi :
	    NULL) | (end->on != NULL ? put_moment(o, "proposed_at",
	    end->on->at) : put_null(o, "proposed_at")) |
	    put_coded_field(o, "close_reason", end->on) |
	    put_text(o, "by", end->doc->by) | put_decision(end, o);
	return put(out, "outcome", o) | bad ? fail_nomem(h) : CTXH_OK;
}
