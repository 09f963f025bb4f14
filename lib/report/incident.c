/* ctxh_report_case(): one case as of a day, for the level above. */
#include "report/incident.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/view.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/year.h"
#include "report/notes.h"
#include "report/words.h"
#include "rules/book.h"
#include "text/date.h"

/* The day that it is of: not of what is to come, and not before the case. */
static int
read_until(ctxh *h, const char *text, struct incident *in)
{
	int64_t	day, now = handle_now(h);
	int	rc;

	in->at = now;
	if (text != NULL) {
		if ((rc = ctxh_date_parse(h, text, &day)) != CTXH_OK)
			return rc;
		if (day_start(day + 1) - 1 < now)
			in->at = day_start(day + 1) - 1;
	}
	in->until = day_of(in->at);
	return CTXH_OK;
}

/* When the case was taken in, whatever the report's moment is. */
static int64_t
taken_in(const struct casefile *c)
{
	int64_t	at = 0;
	size_t	i;

	for (i = 0; i < c->n; i++)
		if (!c->docs[i].superseded &&
		    c->docs[i].form->needs_case == FORM_CASE_NEW)
			at = c->docs[i].at;
	return at;
}

static int
replay(ctxh *h, struct incident *in)
{
	char	since[11];
	int	rc;

	rc = case_replay(h, &in->of, in->at, &in->state, NULL);
	if (rc != CTXH_OK)
		return rc;
	if (in->state.intake != NULL)
		return deadlines_date(h, &in->state, NULL);
	date_show(day_of(taken_in(&in->of)), since);
	return fail(h, CTXH_EUSAGE, T(h, "the case \"%s\" was taken in on %s; "
	    "choose a day from then on"), in->of.number, since);
}

/* ---- what it says ---- */

static int
put_head(ctxh *h, const struct incident *in, ctxh_value *out)
{
	ctxh_value	*school;
	char		 until[11], year[16];
	int		 rc;

	if ((rc = ctxh_school(h, &school)) != CTXH_OK)
		return rc;
	date_format(in->until, until);
	year_name(in->of.year, year);
	if (put_int(out, "format", 1) | put(out, "school", school) |
	    put_text(out, "kind", "case") |
	    put_text(out, "case", in->of.number) |
	    put_text(out, "year", year) | put_text(out, "until", until) |
	    put_bool(out, "names", in->names))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
put_state(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct case_state	*s = &in->state;
	const struct rules	*r = in->of.rules;

	if (put_bool(out, "settled", !state_open(s)) |
	    put_bool(out, "duplicate", s->duplicate) |
	    put_coded(out, "state", r->states, state_code(s)) |
	    put_coded(out, "category", r->category, state_category(s)) |
	    put_coded(out, "level", rules_codes(r, "level"), state_level(s)) |
	    put_coded(out, "route", rules_codes(r, "route"), state_route(s)) |
	    put_moment(out, "received_at", state_received(s)))
		return fail_nomem(h);
	return CTXH_OK;
}

/* Somebody again, with the labels of the codes. */
static int
push_person(const struct field *list, const ctxh_value *person,
    ctxh_value *to)
{
	static const char *const	 keys[] = { "role", "sex", "origin" };
	ctxh_value			*o = ctxh_value_copy(person);
	const struct field		*f;
	size_t				 i;
	int				 bad = 0;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (ctxh_value_get(person, keys[i]) == NULL)
			continue;
		f = list != NULL ? fieldset_find(&list->set, keys[i]) : NULL;
		bad |= put_coded(o, keys[i], f != NULL ? f->codes : NULL,
		    get_text(person, keys[i]));
	}
	return push(to, o) | bad;
}

static int
put_persons(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct doc	*intake = in->state.intake;
	const ctxh_value	*person;
	ctxh_value		*all, *list;
	int			 rc, bad = 0;

	if ((rc = view_students(h, &in->of.docs[intake->seq - 1], in->names ?
	    VIEW_NAMES : VIEW_NOBODY, out)) != CTXH_OK)
		return rc;
	all = ctxh_value_take(out, "students");
	list = ctxh_value_list();
	VALUE_EACH(person, all)
		bad |= push_person(form_field(intake->form, "students"),
		    person, list);
	ctxh_value_free(all);
	return put(out, "students", list) | bad ? fail_nomem(h) : CTXH_OK;
}

/* In Vietnamese as all of the report, whatever the handle's language.  Those of
 * a case that is another one over again are the other one's to keep. */
static int
put_deadlines(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const enum ctxh_lang	 lang = h->opt.lang;
	const struct deadline	*d;
	ctxh_value		*list = ctxh_value_list();
	int64_t			 soon = soon_until(h, in->at);
	int			 rc = CTXH_OK;

	h->opt.lang = CTXH_VI;
	EACH(d, in->state.deadlines, in->state.ndeadlines)
		if (rc == CTXH_OK && !in->state.duplicate)
			rc = view_deadline(h, &in->of, d, in->at, soon, list);
	h->opt.lang = lang;
	if (put(out, "deadlines", list) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

/* "next": verbs, as ctxh_case_show() has them; "next_steps": their forms. */
static int
put_steps(ctxh *h, struct incident *in, ctxh_value *out)
{
	const ctxh_value	*verb;
	const struct form	*f;
	ctxh_value		*o, *list;
	int			 rc, bad = 0;

	if ((rc = put_next(h, out, &in->state, NULL)) != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	VALUE_EACH(verb, ctxh_value_get(out, "next")) {
		f = rules_form(in->of.rules, ctxh_value_str(verb));
		if (f == NULL)
			continue;
		o = ctxh_value_object();
		bad |= put_text(o, "form", f->id) |
		    put_text(o, "title", f->title.vi) |
		    put_text(o, "number", f->number);
		bad |= push(list, o);
	}
	return put(out, "next_steps", list) | bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_tail(ctxh *h, const struct incident *in, ctxh_value *out)
{
	const struct decisions	 d = { in->state.by_key, in->state.on_paper,
	    in->state.self_approved };
	unsigned char		 head[DIGEST_SIZE];
	ctxh_value		*notes = ctxh_value_object();
	int64_t			 op;
	int			 rc;

	if ((rc = notes_value(h, &d, notes)) != CTXH_OK) {
		ctxh_value_free(notes);
		return rc;
	}
	if (put(out, "notes", notes) != 0)
		return fail_nomem(h);
	if ((rc = op_newest(h, &op, head)) != CTXH_OK)
		return rc;
	return put_text(out, "rules", in->of.rules->id) |
	    put_hex(out, "chain_head", head, sizeof(head)) ? fail_nomem(h) :
	    CTXH_OK;
}

static int
tell(ctxh *h, struct incident *in, ctxh_value *out)
{
	int rc;

	if ((rc = put_head(h, in, out)) == CTXH_OK &&
	    (rc = put_state(h, in, out)) == CTXH_OK &&
	    (rc = put_persons(h, in, out)) == CTXH_OK &&
	    (rc = incident_timeline(h, in, out)) == CTXH_OK &&
	    (rc = incident_referrals(h, in, out)) == CTXH_OK &&
	    (rc = incident_measures(h, in, out)) == CTXH_OK &&
	    (rc = put_deadlines(h, in, out)) == CTXH_OK &&
	    (rc = incident_outcome(h, in, out)) == CTXH_OK &&
	    (rc = put_steps(h, in, out)) == CTXH_OK)
		rc = put_tail(h, in, out);
	return rc;
}

EXPORT int
ctxh_report_case(ctxh *h, const char *case_no, const char *until,
    unsigned flags, ctxh_value **out)
{
	struct incident	in = { .names = (flags & CTXH_NAMES) != 0 };
	int64_t		id;
	int		rc;

	*out = NULL;
	if ((rc = need_facts(h, "report")) != CTXH_OK ||
	    (in.names && (rc = need_person(h, "report")) != CTXH_OK) ||
	    (rc = read_until(h, until, &in)) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = case_find(h, case_no, &id)) != CTXH_OK ||
	    (in.names && (rc = trace_names(h, "report", case_no)) !=
	    CTXH_OK) || (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_object()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = case_load(h, id, &in.of)) == CTXH_OK &&
	    (rc = replay(h, &in)) == CTXH_OK)
		rc = tell(h, &in, *out);
	state_free(&in.state);
	case_free(&in.of);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}
