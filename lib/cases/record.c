#include "cases/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/check.h"
#include "cases/sign.h"
#include "chain/derived.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/year.h"
#include "rules/book.h"
#include "rules/agency.h"
#include "rules/fill.h"
#include "text/typed.h"
#include "vault/vault.h"

/* A document on its way in. */
struct draft {
	const struct rules *rules;
	const struct form *form;
	struct casefile	*c;		/* borrowed of the recorder */
	struct casefile	 fresh;		/* a case that is about to begin */
	struct doc	*old;		/* amended */
	ctxh_value	*fields, *students;
	unsigned	 flags;
	int64_t		 at;
	struct case_state before, after;
};

int
recorder_begin(ctxh *h, struct recorder *r, const char *verb)
{
	int rc;

	memset(r, 0, sizeof(*r));
	if ((rc = op_begin(h, verb)) == CTXH_OK &&
	    (rc = rulebook_refresh(h)) != CTXH_OK)
		op_abort(h);
	return rc;
}

static int
write_back(ctxh *h, struct recorder *r, size_t slot)
{
	struct casefile		*c = r->cases[slot];
	struct case_state	 s;
	int			 rc = CTXH_OK;

	if (c != NULL && r->dirty[slot] && c->id != 0) {
		if ((rc = case_replay(h, c, MOMENT_MAX, &s, NULL)) ==
		    CTXH_OK && (rc = deadlines_date(h, &s, NULL)) == CTXH_OK)
			rc = facts_put(h, &s);
		state_free(&s);
	}
	r->dirty[slot] = 0;
	return rc;
}

static void
forget(struct recorder *r, size_t slot)
{
	if (r->cases[slot] != NULL)
		case_free(r->cases[slot]);
	free(r->cases[slot]);
	r->cases[slot] = NULL;
	r->dirty[slot] = 0;
}

/* The case's place in memory; whoever was there is written back first. */
static int
hold(ctxh *h, struct recorder *r, int64_t id, struct casefile **out)
{
	size_t	slot = (size_t)id % RECORDER_CASES;
	int	rc;

	*out = r->cases[slot];
	if (*out != NULL && (*out)->id == id)
		return CTXH_OK;
	if ((rc = write_back(h, r, slot)) != CTXH_OK)
		return rc;
	forget(r, slot);
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return fail_nomem(h);
	r->cases[slot] = *out;
	return CTXH_OK;
}

static int
load(ctxh *h, struct recorder *r, int64_t id, struct casefile **out)
{
	int rc;

	if ((rc = hold(h, r, id, out)) != CTXH_OK ||
	    ((*out)->id == id && (*out)->n > 0))
		return rc;
	rc = case_load(h, id, *out);
	if (rc == CTXH_OK && (*out)->rules == NULL)
		(*out)->rules = rules_newest(h);
	return rc;
}

int
recorder_derive(ctxh *h, struct recorder *r)
{
	size_t	i;
	int	rc;

	for (i = 0; i < RECORDER_CASES; i++)
		if ((rc = write_back(h, r, i)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

void
recorder_end(struct recorder *r)
{
	size_t i;

	for (i = 0; i < RECORDER_CASES; i++)
		forget(r, i);
}

/* Why there is no such form, and what to do. */
static int
refuse_form(ctxh *h, const struct draft *d, const char *form, int64_t day)
{
	const struct rules	*has = rules_of_form(h, form), *on;
	const struct form	*loose;
	char			 from[11];

	if (has == NULL)
		return h->status != CTXH_OK ? h->status : fail(h, CTXH_EUSAGE,
		    T(h, "no such form: \"%s\""), form);
	if ((on = rules_on(h, day)) == NULL)
		return h->status;
	loose = rules_form(on, form);
	if (loose != NULL && loose->needs_case == FORM_CASE_OPTIONAL)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" goes by the rule set "
		    "%s, which has no \"%s\"; record it without a case"),
		    d->c->number, d->rules->id, form);
	if (!rules_cover_school(h, has))
		return fail(h, CTXH_ERULE, T(h, "\"%s\" belongs to %s, which "
		    "is not for the levels of this school; note it with "
		    "another form, such as support"), form, has->basis);
	date_show(has->from, from);
	if (day < has->from)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" belongs to %s, which "
		    "begins on %s; check the date, or note it with another "
		    "form, such as support"), form, has->basis, from);
	return fail(h, CTXH_ERULE, T(h, "\"%s\" is not in the rule set %s"),
	    form, d->rules->id);
}

/* A field that another set has, but not the one of this case. */
static int
explain_field(ctxh *h, const struct draft *d, int rc)
{
	const struct rules	*newest = rules_newest(h);
	const struct form	*f = newest != NULL ?
	    rules_form(newest, d->form->id) : NULL;
	const char		*id = get_text(h->where, "field");
	char			 field[RULES_ID_MAX + 1];

	if (rc != CTXH_EUSAGE || f == NULL || id == NULL ||
	    strlen(id) > RULES_ID_MAX || form_field(d->form, id) != NULL ||
	    form_field(f, id) == NULL)
		return rc;
	strcpy(field, id);
	(void)fail(h, rc, T(h, "no such field: \"%s\" in the form %s of the "
	    "rule set %s, which this case goes by; leave it out"), field,
	    d->form->id, d->rules->id);
	return fail_where_text(h, "field", field);
}

/* The day that the form's own field says, as it was typed. */
static void
day_typed(const struct form *f, const ctxh_value *fields, int64_t *day)
{
	const char	*s = get_text(fields, f->when->id);
	struct typed	 t;
	int64_t		 at;
	int		 has_time;

	if (s != NULL && typed_moment(s, &at, &has_time, &t) == 0)
		*day = day_of(at);
}

/* The rule set of the case, or of the day on which it is taken in. */
static int
choose_rules(ctxh *h, struct draft *d, const char *form,
    const ctxh_value *fields)
{
	const struct rules	*has = rules_of_form(h, form);
	int64_t			 day = day_of(op_at(h));

	if (has != NULL)
		day_typed(rules_form(has, form), fields, &day);
	if (d->c != NULL)
		d->rules = d->c->rules;
	if (d->rules == NULL && (d->rules = rules_on(h, day)) == NULL)
		return h->status;
	d->form = rules_form(d->rules, form);
	return d->form != NULL ? CTXH_OK : refuse_form(h, d, form, day);
}

/* Whether a case may, must or must not be named. */
static int
check_call(ctxh *h, const struct draft *d, const char *case_no)
{
	int new = d->form->needs_case == FORM_CASE_NEW &&
	    (d->flags & CTXH_AMEND) == 0;

	if (new && case_no != NULL)
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" makes a new case and "
		    "takes no number; to correct it use --amend"),
		    d->form->verb);
	if (!new && d->form->needs_case != FORM_CASE_OPTIONAL &&
	    case_no == NULL)
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" needs a case's "
		    "number"), d->form->verb);
	return CTXH_OK;
}

/* The newest document of the form that has its place in the case. */
static int
newest_passed(ctxh *h, struct draft *d)
{
	struct case_state	s;
	size_t			i;
	int			rc;

	rc = case_replay(h, d->c, MOMENT_MAX, &s, NULL);
	for (i = s.npassed; rc == CTXH_OK && i-- > 0 && d->old == NULL;)
		if (s.passed[i].doc->form == d->form)
			d->old = &d->c->docs[s.passed[i].doc->seq - 1];
	state_free(&s);
	return rc;
}

/* The one recorded last of those without a case; it stays with its rules. */
static int
newest_loose(ctxh *h, struct recorder *r, struct draft *d)
{
	const char	*rules;
	struct doc	*doc;
	size_t		 i;
	int		 rc;

	if ((rc = load(h, r, 0, &d->c)) != CTXH_OK)
		return rc;
	for (i = d->c->n; i-- > 0 && d->old == NULL;) {
		doc = &d->c->docs[i];
		if (doc->superseded || strcmp(doc->form->id, d->form->id) != 0)
			continue;
		d->old = doc;
		d->form = doc->form;
		if ((rules = get_text(doc->meta, "rules")) != NULL)
			d->rules = rules_named(h, rules);
	}
	return d->rules != NULL ? CTXH_OK : h->status;
}

static int
find_amended(ctxh *h, struct recorder *r, struct draft *d)
{
	int rc;

	if ((d->flags & CTXH_AMEND) == 0)
		return CTXH_OK;
	if (!d->form->amend)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" cannot be amended"),
		    d->form->verb);
	rc = d->c != NULL ? newest_passed(h, d) : newest_loose(h, r, d);
	if (rc != CTXH_OK || d->old != NULL)
		return rc;
	return d->c->id == 0 ? fail(h, CTXH_ENOTFOUND, T(h, "no \"%s\" "
	    "without a case to amend; name the case"), d->form->verb) :
	    fail(h, CTXH_ENOTFOUND, T(h, "the case has no \"%s\" to "
	    "amend"), d->form->verb);
}

/* A list of persons without those who are one pupil by now, whose files were
 * joined since; *number is the first one's and moves on. */
static int
drop_repeated(ctxh *h, const ctxh_value *all, const ctxh_value **number,
    const char *id, ctxh_value *fields)
{
	ctxh_value		*kept = ctxh_value_list();
	const ctxh_value	*item;
	int			 failed = kept == NULL;

	VALUE_EACH(item, ctxh_value_get(fields, id)) {
		if (!failed && !pupil_repeats(all, *number))
			failed = push(kept, ctxh_value_copy(item)) != 0;
		*number = *number != NULL ? ctxh_value_next(*number) : NULL;
	}
	if (failed) {
		ctxh_value_free(kept);
		return fail_nomem(h);
	}
	return put(fields, id, kept) == 0 ? CTXH_OK : fail_nomem(h);
}

/* The numbers are in the order in which check_names() finds them. */
static int
drop_joined(ctxh *h, const struct draft *d, ctxh_value *fields)
{
	const ctxh_value	*all = ctxh_value_get(d->old->meta, "students");
	const ctxh_value	*number = ctxh_value_first(all);
	const struct field	*f, *inner;
	int			 rc = CTXH_OK;

	EACH(f, d->form->set.list, d->form->set.count) {
		if (ctxh_value_get(fields, f->id) == NULL || number == NULL)
			continue;
		if (f->type == FIELD_STUDENT)
			number = ctxh_value_next(number);
		EACH(inner, f->set.list, f->type == FIELD_LIST ?
		    f->set.count : 0)
			if (inner->type == FIELD_STUDENT && (rc =
			    drop_repeated(h, all, &number, f->id, fields)) !=
			    CTXH_OK)
				return rc;
	}
	return rc;
}

/* What is not given anew stays as it was. */
static int
merge_old(ctxh *h, struct draft *d, const ctxh_value *given)
{
	ctxh_value	*all;
	int		 rc;

	if (d->old == NULL)
		return CTXH_OK;
	rc = doc_fields(h, d->old, &all);
	if (rc == CTXH_OK && (rc = drop_joined(h, d, all)) != CTXH_OK)
		ctxh_value_free(all);
	if (rc != CTXH_OK || (rc = form_merge(h, given, all, &d->fields)) !=
	    CTXH_OK || (rc = name_groups(h, d->form, d->fields)) != CTXH_OK)
		return rc;
	return form_normalise(h, d->form, d->fields);
}

/* How the case stood when the document happened, without what it amends. */
static int
find_place(ctxh *h, struct draft *d)
{
	int rc;

	if (d->c == NULL || d->c->id == 0)
		return CTXH_OK;
	if (d->old != NULL)
		d->old->superseded = 1;
	rc = case_replay(h, d->c, d->at, &d->before, NULL);
	if (d->old != NULL)
		d->old->superseded = 0;
	/* What is illegal without the old one is found with the new one. */
	return rc == CTXH_ERULE ? CTXH_OK : rc;
}

static void
fill_env(const ctxh *h, struct draft *d, struct pred_env *env)
{
	*env = (struct pred_env){ .fields = d->fields, .form = d->form,
	    .role = role_name(h->actor->role) };
	if (d->c != NULL && d->c->id != 0) {
		env->var = state_var;
		env->ctx = &d->before;
	}
}

/* Rights that depend on the case; a refusal leaves its trace. */
static int
check_rights(ctxh *h, struct draft *d)
{
	struct pred_env	 env;
	char		*why;
	int		 rc;

	fill_env(h, d, &env);
	rc = form_check_rights(h, d->form, d->fields, &env);
	if (rc == CTXH_OK && d->before.proposed != NULL)
		rc = check_own(h, d->form, d->before.proposed, d->fields);
	if (rc != CTXH_EDENIED)
		return rc;
	why = strdup(ctxh_message(h));
	rc = op_deny(h, d->form->verb, "conditions", why != NULL ? why : "");
	free(why);
	return rc;
}

/*
 * The agency's name as it is now, since the directory may change; of a
 * document that amends another to the same one, the name there.
 */
static int
name_addressee(ctxh *h, const struct draft *d, ctxh_value *meta)
{
	const char		*code = form_addressee(d->form, d->fields);
	const char		*name = NULL, *old;
	const struct agency	*a;

	if (code == NULL)
		return CTXH_OK;
	if (d->old != NULL && (old = form_addressee(d->form,
	    d->old->fields)) != NULL && strcmp(old, code) == 0)
		name = get_text(d->old->meta, "agency_name");
	if (name == NULL && (a = agency_find(h, code)) != NULL)
		name = a->name;
	return name == NULL || put_text(meta, "agency_name", name) == 0 ?
	    CTXH_OK : fail_nomem(h);
}

static int
build_meta(ctxh *h, struct draft *d, ctxh_value *facts, ctxh_value **out)
{
	ctxh_value *m = ctxh_value_object();

	*out = m;
	if (m == NULL || put_text(m, "form", d->form->id) |
	    put_int(m, "at", d->at) | put(m, "fields", facts) |
	    (ctxh_value_count(d->students) > 0 ? put(m, "students",
	    ctxh_value_copy(d->students)) : 0) |
	    (d->c->n == 0 || d->c->id == 0 ? put_text(m, "rules",
	    d->rules->id) : 0) |
	    (d->c->number[0] != '\0' && d->c->n == 0 ? put_text(m, "number",
	    d->c->number) : 0) |
	    (d->old != NULL ? put_int(m, "supersedes", d->old->id) : 0))
		return fail_nomem(h);
	return name_addressee(h, d, m);
}

/* Appends the draft to the case in memory, to see what would follow. */
static int
append(ctxh *h, struct draft *d, int64_t id)
{
	ctxh_value	*facts = NULL, *person = NULL, *meta = NULL;
	size_t		 old_index = d->old != NULL ?
	    (size_t)(d->old - d->c->docs) : 0;
	int		 rc;

	if ((rc = form_split(h, d->form, d->fields, &facts, &person)) !=
	    CTXH_OK)
		return rc;
	if ((rc = form_computed(h, d->rules, d->form, d->fields, facts)) !=
	    CTXH_OK) {
		ctxh_value_free(facts);
		ctxh_value_free(person);
		return rc;
	}
	if ((rc = build_meta(h, d, facts, &meta)) != CTXH_OK) {
		ctxh_value_free(meta);
		ctxh_value_free(person);
		return rc;
	}
	rc = case_add(h, d->c, id, op_id(h), op_at(h), h->actor->handle, meta,
	    person);
	if (d->old != NULL)
		d->old = &d->c->docs[old_index];
	return rc;
}

static int
replay_with(ctxh *h, struct draft *d)
{
	const struct doc	*bad;
	const char		*title;
	char			 at[17];
	int			 rc;

	if (d->c->id == 0)
		return CTXH_OK;
	rc = case_replay(h, d->c, MOMENT_MAX, &d->after, &bad);
	if (rc != CTXH_ERULE || bad == &d->c->docs[d->c->n - 1])
		return rc;
	/* The later document that this one would make impossible. */
	title = bad != NULL ? label_text(h, &bad->form->title) : "";
	moment_show(bad != NULL ? bad->at : 0, at);
	return fail(h, CTXH_ERULE, T(h, "a later document would not be "
	    "allowed any more: \"%s\" of %s"), title, at);
}

static int
check_content(ctxh *h, struct draft *d)
{
	struct pred_env	env;
	int		rc;

	fill_env(h, d, &env);
	if ((rc = form_check_required(h, d->form, d->fields, &env)) !=
	    CTXH_OK || (rc = form_check_rules(h, d->form, d->fields, &env)) !=
	    CTXH_OK)
		return rc;
	return check_beyond(h, d->form, d->fields, d->students, d->c, &env);
}

int
doc_write(ctxh *h, struct doc *d, int64_t case_id)
{
	struct cell	 cells[TABLE_COLUMNS] = { { 0 } };
	char		*facts = ctxh_value_print(d->meta, 0);
	char		*person = ctxh_value_print(d->person, 0);
	int		 rc;

	if (facts == NULL || person == NULL) {
		rc = fail_nomem(h);
	} else {
		cells[0].n = case_id;
		cells[1].n = d->recorded_at;
		cells[2] = (struct cell){ 0, d->by, strlen(d->by) };
		cells[3] = (struct cell){ 0, facts, strlen(facts) };
		cells[4] = (struct cell){ 0, person, strlen(person) };
		rc = op_row(h, TABLE_DOCUMENT, d->id, cells);
	}
	str_wipe_free(facts);
	str_wipe_free(person);
	return rc;
}

/* A new case's number is the next of the school year of its intake. */
static int
number_case(ctxh *h, struct draft *d)
{
	int64_t	last;
	int	rc, year = year_of_day(day_of(d->at));

	if ((rc = year_cases(h, year, &last)) != CTXH_OK)
		return rc;
	d->c->year = year;
	d->c->rules = d->rules;
	case_number(year, last + 1, d->c->number);
	return CTXH_OK;
}

static int
index_case(ctxh *h, const struct casefile *c)
{
	unsigned char	tag[TAG_SIZE];
	int64_t		taken, last;
	int		rc;

	vault_tag(h->vault, VAULT_FACTS, "case", c->number, strlen(c->number),
	    tag);
	if ((rc = tag_add(h, &case_tags, tag, c->id, &taken)) != CTXH_OK ||
	    (rc = year_cases(h, c->year, &last)) != CTXH_OK)
		return rc;
	return year_put(h, c->year, last + 1);
}

static const struct passed *
place_of(const struct case_state *s, const struct doc *doc)
{
	size_t i;

	for (i = s->npassed; i-- > 0;)
		if (s->passed[i].doc == doc)
			return &s->passed[i];
	return NULL;
}

/* Everything is checked: the draft becomes a row. */
static int
commit_draft(ctxh *h, struct draft *d, int new)
{
	struct doc	*doc = &d->c->docs[d->c->n - 1];
	int		 rc;

	if ((d->c->id != 0 && (rc = sign_decision(h, doc, place_of(
	    &d->after, doc))) != CTXH_OK) || (d->c->id != 0 &&
	    (rc = deadlines_date(h, &d->after, doc)) != CTXH_OK))
		return rc;
	doc->fields = ctxh_value_get(doc->meta, "fields");
	if ((rc = doc_write(h, doc, d->c->id)) != CTXH_OK)
		return rc;
	return new ? index_case(h, d->c) : CTXH_OK;
}

/* Stages up to the rights, in the order of the manual. */
static int
check_before(ctxh *h, struct recorder *r, struct draft *d, const char *form,
    const char *case_no, int64_t case_id, const ctxh_value *given)
{
	int rc;

	/* A case that is not there is said after the types and the role. */
	if (case_no != NULL && case_id == 0 && (rc = case_find(h, case_no,
	    &case_id)) != CTXH_OK && rc != CTXH_ENOTFOUND)
		return rc;
	if ((case_id != 0 && (rc = load(h, r, case_id, &d->c)) != CTXH_OK) ||
	    (rc = choose_rules(h, d, form, given)) != CTXH_OK ||
	    (rc = check_call(h, d, case_no)) != CTXH_OK ||
	    (rc = name_groups(h, d->form, d->fields)) != CTXH_OK ||
	    (rc = explain_field(h, d, form_normalise(h, d->form,
	    d->fields))) != CTXH_OK || (rc = form_need_role(h, d->form)) !=
	    CTXH_OK)
		return rc;
	if (case_no != NULL && d->c == NULL)
		return case_find(h, case_no, &case_id);
	if ((rc = find_amended(h, r, d)) != CTXH_OK ||
	    (rc = merge_old(h, d, given)) != CTXH_OK ||
	    (rc = form_set_when(h, d->form, d->fields, op_at(h),
	    &d->at)) != CTXH_OK)
		return rc;
	return find_place(h, d);
}

/* The place of a document that no case was named for. */
static int
make_place(ctxh *h, struct recorder *r, struct draft *d, int64_t id, int *new)
{
	int rc;

	*new = 0;
	if (d->c != NULL)
		return CTXH_OK;
	if (d->form->needs_case == FORM_CASE_OPTIONAL)
		return load(h, r, 0, &d->c);
	*new = 1;
	if ((rc = hold(h, r, id, &d->c)) != CTXH_OK)
		return rc;
	d->c->id = id;
	return number_case(h, d);
}

/* The case's number says its school year, and stays. */
static int
check_year(ctxh *h, const struct draft *d)
{
	char year[16];

	if (d->old == NULL || d->form->needs_case != FORM_CASE_NEW ||
	    year_of_day(day_of(d->at)) == d->c->year)
		return CTXH_OK;
	year_name(d->c->year, year);
	return fail(h, CTXH_ERULE, T(h, "\"%s\" is a case of the school year "
	    "%s; close it and take the matter in anew"), d->c->number, year);
}

static int
add(ctxh *h, struct recorder *r, struct draft *d, int *new)
{
	struct pred_env	env;
	int64_t		id;
	int		rc;

	fill_env(h, d, &env);
	if ((rc = form_defaults(h, d->form, d->fields, &env)) != CTXH_OK ||
	    (rc = check_names(h, d->form, d->fields, d->students)) !=
	    CTXH_OK || (rc = check_rights(h, d)) != CTXH_OK ||
	    (rc = op_next(h, TABLE_DOCUMENT, &id)) != CTXH_OK ||
	    (rc = make_place(h, r, d, id, new)) != CTXH_OK)
		return rc;
	if ((rc = check_year(h, d)) == CTXH_OK &&
	    (rc = form_check_future(h, d->form, d->at, op_at(h))) ==
	    CTXH_OK &&
	    (rc = append(h, d, id)) == CTXH_OK &&
	    (rc = replay_with(h, d)) == CTXH_OK &&
	    (rc = check_content(h, d)) == CTXH_OK &&
	    (rc = commit_draft(h, d, *new)) == CTXH_OK)
		return CTXH_OK;
	/* Not this one: the case is as it was. */
	if (d->c->n > 0 && d->c->docs[d->c->n - 1].id == id)
		case_drop_last(d->c);
	if (*new)
		forget(r, (size_t)id % RECORDER_CASES);
	return rc;
}

static void
describe(struct draft *d, struct recorded *out)
{
	out->c = d->c;
	out->doc = &d->c->docs[d->c->n - 1];
	(void)snprintf(out->document, sizeof(out->document), "%s/%d",
	    d->c->id != 0 ? d->c->number : "-", out->doc->seq);
}

static void
suggest(ctxh *h, struct draft *d, struct recorded *out)
{
	const struct suggestion	*s = d->form->suggest;
	struct pred_env		 env;

	if (d->form->suggest_count == 0)
		return;
	fill_env(h, d, &env);
	out->suggested_field = s->field->id;
	out->suggested = form_suggest(d->form, s->field, &env);
}

int
recorder_add(ctxh *h, struct recorder *r, const char *form,
    const char *case_no, int64_t case_id, const ctxh_value *fields,
    unsigned flags, struct recorded *out)
{
	struct draft	d = { .flags = flags };
	int		rc, new = 0;

	memset(out, 0, sizeof(*out));
	d.fields = ctxh_value_copy(fields);
	d.students = ctxh_value_list();
	if (d.fields == NULL || d.students == NULL)
		rc = fail_nomem(h);
	else if ((rc = check_before(h, r, &d, form, case_no, case_id,
	    fields)) == CTXH_OK && (rc = add(h, r, &d, &new)) == CTXH_OK) {
		r->dirty[(size_t)d.c->id % RECORDER_CASES] = 1;
		r->recorded++;
		describe(&d, out);
		suggest(h, &d, out);
	}
	state_free(&d.before);
	state_free(&d.after);
	ctxh_value_free(d.fields);
	ctxh_value_free(d.students);
	return rc;
}
