#include "registers/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/notice.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/find.h"
#include "people/year.h"
#include "registers/activity.h"
#include "registers/pair.h"
#include "registers/target.h"
#include "registers/yearplan.h"
#include "registers/times.h"
#include "rules/fill.h"
#include "text/date.h"
#include "text/typed.h"

#define PLAN_AHEAD	((int64_t)20 * 366 * DAY_SECONDS)

typedef int (*check_fn)(ctxh *, struct entry_draft *);
static const check_fn checks[REGISTER_COUNT] = {
	[REGISTER_GROUP] = group_check,
	[REGISTER_MENTOR] = mentor_check,
	[REGISTER_ACTIVITY] = activity_check,
	[REGISTER_RESOURCE] = resource_check,
	[REGISTER_TARGET] = target_check,
};

/* What follows from other fields, before it is known when it happened; given
 * is what is new of a document that is amended. */
static int (*const fills[REGISTER_COUNT])(ctxh *, struct entry_draft *,
    const ctxh_value *given) = {
	[REGISTER_ACTIVITY] = activity_fill,
	[REGISTER_YEARPLAN] = yearplan_fill,
};

/* Where a document brings others with it. */
static int (*const writes[REGISTER_COUNT])(ctxh *, struct entry_draft *) = {
	[REGISTER_YEARPLAN] = yearplan_write,
};

/* What else a register writes with a document. */
static const check_fn written[REGISTER_COUNT] = {
	[REGISTER_MENTOR] = mentor_written,
};

void
entry_recorder_end(struct entry_recorder *r)
{
	size_t i;

	for (i = 0; i < REGISTER_COUNT; i++) {
		if (r->bounds[i] != NULL)
			entries_free(r->bounds[i]);
		free(r->bounds[i]);
		r->bounds[i] = NULL;
	}
	enrolled_free(&r->pupils);
}

int
entry_bounds(ctxh *h, struct entry_recorder *r, enum register_kind kind,
    struct entries **out)
{
	int rc;

	if ((*out = r->bounds[kind]) != NULL)
		return CTXH_OK;
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return fail_nomem(h);
	if ((rc = entries_load(h, kind, 1, *out)) != CTXH_OK) {
		free(*out);
		*out = NULL;
	}
	r->bounds[kind] = *out;
	return rc;
}

const struct form *
entry_form(ctxh *h, const char *form)
{
	const struct rules	*r = rules_of_form(h, form);
	const struct form	*f = r != NULL ? rules_form(r, form) : NULL;

	return f != NULL && f->needs_case == FORM_CASE_NONE ? f : NULL;
}

/* ---- which form, of which entry ---- */

/* The rule set of the day on which it happened; where that does not have the
 * form, the newest that has. */
static int
choose_rules(ctxh *h, struct entry_draft *d, const char *form,
    const ctxh_value *given)
{
	const struct form	*any = entry_form(h, form);
	const char		*s = any != NULL ? get_text(given,
	    any->when->id) : NULL;
	int64_t			 at = op_at(h);
	struct typed		 t;
	int			 has_time;

	if (s != NULL)
		(void)typed_moment(s, &at, &has_time, &t);
	if ((d->rules = rules_on(h, day_of(at))) == NULL)
		return h->status;
	d->form = rules_form(d->rules, form);
	if (d->form != NULL && d->form->needs_case == FORM_CASE_NONE)
		return CTXH_OK;
	d->rules = rules_of_form(h, form);
	d->form = any;
	if (any != NULL)
		return CTXH_OK;
	if (rulebook_load(h) != CTXH_OK)
		return h->status;
	return fail(h, CTXH_EUSAGE, T(h, "no such form: \"%s\""), form);
}

static int
check_call(ctxh *h, const struct entry_draft *d, const char *number)
{
	int begins = d->form->step == STEP_START &&
	    (d->flags & CTXH_AMEND) == 0;

	if (begins && number != NULL)
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" makes a new entry and "
		    "takes no number; to correct it use --amend"),
		    d->form->verb);
	if (!begins && number == NULL)
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" needs an entry's "
		    "number; see ctxh %s list"), d->form->verb,
		    register_names[d->form->kind]);
	return CTXH_OK;
}

static int
find_entry(ctxh *h, struct entry_draft *d, const char *number, int64_t id)
{
	if (number == NULL)
		return CTXH_OK;
	if (d->form->step == STEP_PAIR)
		return pair_find(h, d, number, id);
	if (id == 0)
		return entry_find(h, number, d->form->kind, &d->e);
	return entry_load(h, id, &d->e);
}

/* A correction that does not touch the day stays in its rule set. */
static void
keep_rules(ctxh *h, struct entry_draft *d, const ctxh_value *given)
{
	const char		*id = get_text(d->old->meta, "rules");
	const struct rules	*r = id != NULL ? rules_named(h, id) : NULL;

	if (r == NULL || ctxh_value_get(given, d->form->when->id) != NULL)
		return;
	d->rules = r;
	d->form = d->old->form;
}

/* The newest document of the form becomes the one that is amended. */
static int
find_amended(ctxh *h, struct entry_draft *d, const ctxh_value *given)
{
	const struct entry_doc	*old;
	ctxh_value		*all;
	int			 rc;

	if ((d->flags & CTXH_AMEND) == 0)
		return CTXH_OK;
	if (!d->form->amend)
		return fail(h, CTXH_ERULE, T(h, "\"%s\" cannot be amended"),
		    d->form->verb);
	old = entry_newest(&d->e, d->form->id, INT64_MAX);
	if (old == NULL)
		return fail(h, CTXH_ENOTFOUND, T(h, "the entry has no \"%s\" "
		    "to amend"), d->form->verb);
	d->old = &d->e.docs[old->seq - 1];
	keep_rules(h, d, given);
	if ((rc = entry_open_person(h, d->old)) != CTXH_OK ||
	    (rc = form_join(h, d->old->form, d->old->fields, d->old->person,
	    &all)) != CTXH_OK ||
	    (rc = form_merge(h, given, all, &d->fields)) != CTXH_OK)
		return rc;
	return form_normalise(h, d->form, d->fields);
}

/* ---- its place among the other documents ---- */

static int
too_early(ctxh *h, const struct entry_draft *d, int64_t begins)
{
	char when[17];

	moment_show(begins, when);
	return fail(h, CTXH_ERULE, T(h, "\"%s\" lies before the entry's "
	    "beginning (%s); correct the date"), d->form->when->id, when);
}

static int
already_ended(ctxh *h, const struct entry_draft *d, int64_t ends)
{
	char number[ENTRY_NUMBER_MAX], when[17];

	entry_number(d->form->kind, d->e.id, number);
	moment_show(ends, when);
	return fail(h, CTXH_ERULE, T(h, "%s was ended on %s; to correct the "
	    "end use --amend"), number, when);
}

static int
no_longer(ctxh *h, const struct entry_draft *d, int64_t ends)
{
	char number[ENTRY_NUMBER_MAX], when[17];

	entry_number(d->form->kind, d->e.id, number);
	moment_show(ends, when);
	return fail(h, CTXH_ERULE, T(h, "%s was ended on %s: its mentor still "
	    "reads it, but notes nothing more; tell the focal person"),
	    number, when);
}

/* It begins on the day that a plan says: it may be held earlier. */
static int
begins_by_plan(const struct entry_draft *d)
{
	return d->form->kind == REGISTER_ACTIVITY ||
	    d->form->kind == REGISTER_TARGET;
}

/* No other document lies before the beginning or behind the end. */
static int
check_others(ctxh *h, const struct entry_draft *d)
{
	const struct entry_doc	*o;
	char			 when[17];

	EACH(o, d->e.docs, d->e.n) {
		if (o->superseded || o == d->old || (begins_by_plan(d) &&
		    o->form->step == STEP_START) || (d->form->step ==
		    STEP_START ? o->at >= d->at : o->at <= d->at))
			continue;
		moment_show(o->at, when);
		return fail(h, CTXH_ERULE, T(h, "another document would lie "
		    "outside the entry's time: \"%s\" of %s"),
		    label_text(h, &o->form->title), when);
	}
	return CTXH_OK;
}

static int
check_place(ctxh *h, const struct entry_draft *d)
{
	int64_t	begins = entry_begins(&d->e, INT64_MAX);
	int64_t	ends = entry_ends(&d->e, INT64_MAX);

	if (d->e.n == 0)
		return CTXH_OK;
	if (d->form->step == STEP_START)
		return begins_by_plan(d) ? CTXH_OK : check_others(h, d);
	if (d->at < begins && !begins_by_plan(d))
		return too_early(h, d, begins);
	if (d->form->step == STEP_END)
		return ends != ENTRY_OPEN && d->old == NULL ?
		    already_ended(h, d, ends) : check_others(h, d);
	/* A mentor notes nothing more once the pair has ended. */
	if (d->form->step == STEP_PAIR && ends <= op_at(h) &&
	    !role_has_person(h->actor->role))
		return no_longer(h, d, ends);
	return d->at > ends ? already_ended(h, d, ends) : CTXH_OK;
}

/* ---- what it says ---- */

static int
check_age(ctxh *h, const struct entry_draft *d, const struct check *k)
{
	const ctxh_value	*pupil = ctxh_value_first(d->students);
	int64_t			 age;
	int			 rc, known;

	if (pupil == NULL)
		return CTXH_OK;
	rc = student_age(h, (int64_t)ctxh_value_num(pupil), day_of(d->at),
	    &known, &age);
	if (rc != CTXH_OK || !known || age < k->age)
		return rc;
	return fail(h, CTXH_ERULE, "%s", label_text(h, &k->text));
}

static int
check_content(ctxh *h, struct entry_draft *d)
{
	struct pred_env		 env = { .fields = d->fields,
	    .form = d->form, .role = role_name(h->actor->role) };
	const struct check	*k;
	int			 rc;

	if ((rc = form_check_required(h, d->form, d->fields, &env)) !=
	    CTXH_OK || (rc = form_check_rules(h, d->form, d->fields, &env)) !=
	    CTXH_OK)
		return rc;
	EACH(k, d->form->checks, d->form->check_count)
		if (k->kind == CHECK_AGE_UNDER && pred_true(k->cond, &env) &&
		    (rc = check_age(h, d, k)) != CTXH_OK)
			return rc;
	return checks[d->form->kind] != NULL ?
	    checks[d->form->kind](h, d) : CTXH_OK;
}

/* ---- writing ---- */

static int
build_meta(ctxh *h, struct entry_draft *d, ctxh_value *facts,
    ctxh_value **out)
{
	ctxh_value		*m = *out = ctxh_value_object();
	const ctxh_value	*item;

	if (m == NULL) {
		ctxh_value_free(facts);
		return fail_nomem(h);
	}
	if (put_text(m, "form", d->form->id) |
	    put_int(m, "at", d->at) | put(m, "fields", facts) |
	    put_text(m, "rules", d->rules->id) |
	    (ctxh_value_count(d->students) > 0 ? put(m, "students",
	    ctxh_value_copy(d->students)) : 0) |
	    (d->old != NULL ? put_int(m, "supersedes", d->old->id) : 0))
		return fail_nomem(h);
	VALUE_EACH(item, d->extra)
		if (put(m, ctxh_value_key(item), ctxh_value_copy(item)) != 0)
			return fail_nomem(h);
	return CTXH_OK;
}

static int
write_row(ctxh *h, const struct entry_draft *d, const ctxh_value *meta,
    const ctxh_value *person)
{
	const char	*kind = register_names[d->form->kind];
	struct cell	 cells[TABLE_COLUMNS] = { { 0 } };
	char		*facts = ctxh_value_print(meta, 0);
	char		*texts = ctxh_value_print(person, 0);
	int		 rc;

	if (facts == NULL || texts == NULL) {
		rc = fail_nomem(h);
	} else {
		cells[0].n = d->e.id;
		cells[1] = (struct cell){ 0, kind, strlen(kind) };
		cells[2].n = d->form->step;
		cells[3] = (struct cell){ 0, facts, strlen(facts) };
		cells[4] = (struct cell){ 0, texts, strlen(texts) };
		rc = op_row(h, TABLE_ENTRY, d->id, cells);
	}
	str_wipe_free(facts);
	str_wipe_free(texts);
	return rc;
}

/* Those who come later in the same operation are compared with it, too. */
static int
remember(ctxh *h, struct entry_draft *d, const ctxh_value *meta)
{
	struct entries	*all = d->rec->bounds[d->form->kind];
	struct entry	*e;
	ctxh_value	*copy;

	if (all == NULL || (d->form->step != STEP_START &&
	    d->form->step != STEP_END))
		return CTXH_OK;
	if ((e = entries_find(all, d->e.id)) == NULL) {
		if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
		    sizeof(*e)) != 0)
			return fail_nomem(h);
		e = &all->list[all->n++];
		*e = (struct entry){ .id = d->e.id };
	}
	if ((copy = ctxh_value_copy(meta)) == NULL)
		return fail_nomem(h);
	return entry_add(h, e, d->id, op_id(h), copy, NULL);
}

static int
add_kept(ctxh *h, const struct entry_draft *d, ctxh_value *person)
{
	const ctxh_value *item;

	VALUE_EACH(item, d->kept)
		if (put(person, ctxh_value_key(item),
		    ctxh_value_copy(item)) != 0)
			return fail_nomem(h);
	return CTXH_OK;
}

int
entry_write(ctxh *h, struct entry_draft *d)
{
	ctxh_value	*facts = NULL, *person = NULL, *meta = NULL;
	int		 rc;

	if ((rc = form_split(h, d->form, d->fields, &facts, &person)) !=
	    CTXH_OK)
		return rc;
	if ((rc = build_meta(h, d, facts, &meta)) == CTXH_OK &&
	    (rc = add_kept(h, d, person)) == CTXH_OK &&
	    (rc = write_row(h, d, meta, person)) == CTXH_OK &&
	    (d->form->step == STEP_NOTE ||
	    (rc = times_put(h, d->e.id)) == CTXH_OK))
		rc = remember(h, d, meta);
	ctxh_value_free(meta);
	ctxh_value_free(person);
	return rc;
}

/* ---- the answer ---- */

static int
may_record(const ctxh *h, const struct form *f)
{
	size_t i;

	for (i = 0; i < f->role_count; i++)
		if (role_of(f->roles[i]) == h->actor->role)
			return 1;
	return 0;
}

/* The forms that may follow, as the command line calls them. */
static int
put_next(ctxh *h, const struct entry_draft *d, int open, ctxh_value *o)
{
	ctxh_value		*list = ctxh_value_list();
	const struct form	*f;
	int			 bad = list == NULL;

	EACH(f, d->rules->forms, d->rules->form_count)
		if (open && !bad && f->needs_case == FORM_CASE_NONE &&
		    f->kind == d->form->kind && f->step != STEP_START &&
		    may_record(h, f))
			bad |= push_text(list, f->verb);
	if (bad) {
		ctxh_value_free(list);
		return fail_nomem(h);
	}
	return put(o, "next", list) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
answer(ctxh *h, struct entry_draft *d, ctxh_value **out)
{
	const ctxh_value *v;
	ctxh_value	*o = *out = ctxh_value_object();
	char		 number[ENTRY_NUMBER_MAX];
	char		 document[DOCUMENT_NUMBER_MAX];
	int		 open, rc;

	open = d->form->step != STEP_END &&
	    entry_ends(&d->e, INT64_MAX) == ENTRY_OPEN;
	entry_number(d->form->kind, d->e.id, number);
	if (d->form->step == STEP_PAIR)
		pair_number(d->e.id, d->id, document);
	else
		(void)snprintf(document, sizeof(document), "%s/%zu", number,
		    d->e.n + 1);
	if (o == NULL || put_int(o, "format", 1) |
	    put_text(o, "entry", number) | put_text(o, "document", document) |
	    put_text(o, "form", d->form->id) |
	    put_text(o, "rules", d->rules->id) |
	    put_text(o, "register", register_names[d->form->kind]) |
	    put_bool(o, "open", open))
		return fail_nomem(h);
	VALUE_EACH(v, d->said)
		if (put(o, ctxh_value_key(v), ctxh_value_copy(v)) != 0)
			return fail_nomem(h);
	if ((rc = put_next(h, d, open, o)) != CTXH_OK)
		return rc;
	rc = notice_put(h, o, CTXH_OK, d->notices);
	d->notices = NULL;
	return rc;
}

/* ---- the order of the manual ---- */

static int
check_before(ctxh *h, struct entry_draft *d, const char *form,
    const char *number, int64_t id, const ctxh_value *given)
{
	int rc;

	if ((rc = choose_rules(h, d, form, given)) != CTXH_OK ||
	    (rc = check_call(h, d, number)) != CTXH_OK ||
	    (rc = form_normalise(h, d->form, d->fields)) != CTXH_OK ||
	    (rc = form_need_role(h, d->form)) != CTXH_OK ||
	    (rc = find_entry(h, d, number, id)) != CTXH_OK ||
	    (rc = find_amended(h, d, given)) != CTXH_OK ||
	    (fills[d->form->kind] != NULL &&
	    (rc = fills[d->form->kind](h, d, given)) != CTXH_OK) ||
	    (rc = form_set_when(h, d->form, d->fields, op_at(h), &d->at)) !=
	    CTXH_OK)
		return rc;
	return check_place(h, d);
}

/* What stands in the texts of an entry that is about nobody, such as who gave
 * something, tells it from another one; a remark does not. */
static int
same_texts(ctxh *h, struct entry_doc *old, const ctxh_value *person,
    int *same)
{
	const struct field	*f;
	int			 rc;

	if ((rc = entry_open_person(h, old)) != CTXH_OK)
		return rc;
	EACH(f, old->form->set.list, old->form->set.count)
		if (f->person && strcmp(f->id, "note") != 0)
			*same &= value_same(ctxh_value_get(old->person, f->id),
			    ctxh_value_get(person, f->id));
	return CTXH_OK;
}

static int
is_same(ctxh *h, const struct entry_draft *d, const struct entry *e,
    const ctxh_value *facts, const ctxh_value *person, int *same)
{
	const struct entry_doc	*old = entry_step(e, STEP_START, INT64_MAX);
	int64_t			 student;

	student = (int64_t)ctxh_value_num(ctxh_value_first(d->students));
	*same = old != NULL && old->at == d->at && e->student == student &&
	    value_same(old->fields, facts);
	return *same && student == 0 ? same_texts(h, &e->docs[old->seq - 1],
	    person, same) : CTXH_OK;
}

/* An entry that begins with the very same. */
static int
find_same(ctxh *h, struct entry_draft *d, int64_t *same)
{
	const struct entry	*e;
	struct entries		*all;
	ctxh_value		*facts, *person;
	int			 rc, is = 0;

	*same = 0;
	if ((d->flags & ENTRY_SKIP_SAME) == 0 || d->form->step != STEP_START)
		return CTXH_OK;
	if ((rc = entry_bounds(h, d->rec, d->form->kind, &all)) != CTXH_OK ||
	    (rc = form_split(h, d->form, d->fields, &facts, &person)) !=
	    CTXH_OK)
		return rc;
	EACH(e, all->list, rc == CTXH_OK ? all->n : 0)
		if ((rc = is_same(h, d, e, facts, person, &is)) == CTXH_OK &&
		    is)
			*same = e->id;
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc;
}

/* A list of a school year is of that year, but for what was planned. */
static int
check_year(ctxh *h, const struct entry_draft *d)
{
	char name[16], day[11];

	if (d->rec->year == 0 || begins_by_plan(d) ||
	    d->form->kind == REGISTER_YEARPLAN ||
	    year_of_day(day_of(d->at)) == d->rec->year)
		return CTXH_OK;
	year_name(d->rec->year, name);
	date_show(day_of(d->at), day);
	(void)fail(h, CTXH_ERULE, T(h, "\"%s\" is not in the school year "
	    "%s"), day, name);
	return fail_where_text(h, "field", d->form->when->id);
}

/* What a plan begins with may lie years ahead. */
static int
check_future(ctxh *h, const struct entry_draft *d)
{
	int64_t now = op_at(h);

	if (d->form->step == STEP_START && begins_by_plan(d))
		now += PLAN_AHEAD;
	return form_check_future(h, d->form, d->at, now);
}

static int
record(ctxh *h, struct entry_draft *d, int64_t *same)
{
	struct pred_env	env = { .fields = d->fields, .form = d->form,
	    .role = role_name(h->actor->role) };
	int		rc;

	if ((rc = form_defaults(h, d->form, d->fields, &env)) != CTXH_OK ||
	    (rc = form_find(h, d->form, d->fields, d->students)) != CTXH_OK ||
	    (rc = check_future(h, d)) != CTXH_OK ||
	    (rc = check_year(h, d)) != CTXH_OK ||
	    (rc = find_same(h, d, same)) != CTXH_OK || *same != 0 ||
	    (rc = check_content(h, d)) != CTXH_OK)
		return rc;
	if (d->form->step == STEP_PAIR)
		return pair_note(h, d);
	if ((rc = op_next(h, TABLE_ENTRY, &d->id)) != CTXH_OK)
		return rc;
	if (d->e.id == 0)
		d->e.id = d->id;
	if ((rc = writes[d->form->kind] != NULL ? writes[d->form->kind](h,
	    d) : entry_write(h, d)) == CTXH_OK &&
	    written[d->form->kind] != NULL)
		rc = written[d->form->kind](h, d);
	return rc;
}

int
entry_record(ctxh *h, struct entry_recorder *r, const char *form,
    const char *number, int64_t id, const ctxh_value *fields, unsigned flags,
    int64_t *entry, ctxh_value **out)
{
	struct entry_draft	d = { .rec = r, .flags = flags };
	int64_t			same = 0;
	int			rc;

	*out = NULL;
	d.fields = ctxh_value_copy(fields);
	d.students = ctxh_value_list();
	d.extra = ctxh_value_object();
	d.kept = ctxh_value_object();
	d.notices = ctxh_value_list();
	d.said = ctxh_value_object();
	if (d.fields == NULL || d.students == NULL || d.extra == NULL ||
	    d.kept == NULL || d.notices == NULL || d.said == NULL)
		rc = fail_nomem(h);
	else if ((rc = check_before(h, &d, form, number, id, fields)) ==
	    CTXH_OK && (rc = record(h, &d, &same)) == CTXH_OK &&
	    (same != 0 || (rc = answer(h, &d, out)) == CTXH_OK)) {
		r->recorded++;
		if (entry != NULL)
			*entry = same != 0 ? same : d.e.id;
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	entry_free(&d.e);
	ctxh_value_free(d.fields);
	ctxh_value_free(d.students);
	ctxh_value_free(d.extra);
	ctxh_value_free(d.kept);
	ctxh_value_free(d.notices);
	ctxh_value_free(d.said);
	return rc;
}
