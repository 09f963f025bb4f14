/* Rule sets and forms as values, for programs that ask and explain. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "rules/agency.h"
#include "rules/book.h"
#include "rules/rules.h"
#include "text/date.h"

static const char *const type_names[] = {
	"time", "date", "bool", "int", "text", "code", "agency", "student",
	"case", "codes", "texts", "list"
};
static const char *const certainties[] = { "certain", "derived", "practice" };
static const char *const cases[] = { "new", "required", "optional", NULL };
static const char *const steps[] = { "start", "note", "end", "pair" };

static ctxh_value *
describe_codes(ctxh *h, const struct codes *codes)
{
	ctxh_value	*list = ctxh_value_list(), *o;
	size_t		 i;
	int		 bad;

	for (i = 0; list != NULL && i < codes->count; i++) {
		o = ctxh_value_object();
		bad = put_text(o, "code", codes->list[i].code) |
		    put_text(o, "label", label_text(h,
		    &codes->list[i].label));
		if (push(list, o) != 0 || bad) {
			ctxh_value_free(list);
			return NULL;
		}
	}
	return list;
}

static int
push_agency(ctxh_value *list, const struct agency *a, int gone)
{
	ctxh_value	*o = ctxh_value_object();
	int		 bad;

	bad = put_text(o, "code", a->code) | put_text(o, "label", a->name) |
	    (gone ? put_bool(o, "gone", 1) : 0);
	return push(list, o) | bad;
}

/* Any agency may be named; that it existed on the day is checked later. */
static ctxh_value *
describe_agencies(ctxh *h)
{
	ctxh_value		*list = ctxh_value_list();
	const struct agency	*a, *agencies;
	int64_t			 today = day_of(handle_now(h));
	size_t			 n = 0;

	agencies = agency_list(h, &n);
	EACH(a, agencies, n)
		if (push_agency(list, a, !agency_existed(a, today)) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	return list;
}

static ctxh_value *describe_set(ctxh *, const struct fieldset *);

static int
describe_more(ctxh *h, const struct field *f, ctxh_value *o)
{
	int bad = 0;

	if (f->codes != NULL)
		bad |= put(o, "choices", describe_codes(h, f->codes));
	if (f->type == FIELD_AGENCY)
		bad |= put(o, "choices", describe_agencies(h));
	if (f->has_min)
		bad |= put_int(o, "min", f->min);
	if (f->has_max)
		bad |= put_int(o, "max", f->max);
	if (f->help.vi != NULL)
		bad |= put_text(o, "help", label_text(h, &f->help));
	if (f->type == FIELD_LIST)
		bad |= put(o, "fields", describe_set(h, &f->set));
	return bad;
}

static ctxh_value *
describe_field(ctxh *h, const struct field *f)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "id", f->id) |
	    put_text(o, "label", label_text(h, &f->label)) |
	    put_text(o, "type", type_names[f->type]) |
	    put_bool(o, "list", f->type >= FIELD_CODES) |
	    put_bool(o, "required", f->required) |
	    put_bool(o, "default", f->default_count > 0) |
	    (f->type != FIELD_LIST ? put_text(o, "seal",
	    f->person ? "person" : "facts") : 0) |
	    put_text(o, "certainty", certainties[f->certainty]) |
	    describe_more(h, f, o)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

static ctxh_value *
describe_set(ctxh *h, const struct fieldset *set)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;

	for (i = 0; list != NULL && i < set->count; i++)
		if (push(list, describe_field(h, &set->list[i])) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	return list;
}

static ctxh_value *
describe_roles(const struct form *form)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;

	for (i = 0; list != NULL && i < form->role_count; i++)
		if (push_text(list, form->roles[i]) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	return list;
}

/* The fields that a role may not leave out: {"focal": ["signed_by", ...]}. */
static ctxh_value *
describe_needed(const struct form *form)
{
	ctxh_value		*o = ctxh_value_object(), *list;
	const struct check	*c;
	size_t			 i;
	int			 bad = 0;

	EACH(c, form->checks, form->check_count) {
		if (c->kind != CHECK_ROLE_NEED || c->cond != NULL)
			continue;
		list = ctxh_value_list();
		for (i = 0; i < c->name_count; i++)
			bad |= push_text(list, c->names[i]->id);
		bad |= put(o, c->role, list);
	}
	if (!bad)
		return o;
	ctxh_value_free(o);
	return NULL;
}

/* The states in which some transition takes the form. */
static ctxh_value *
describe_states(const struct rules *r, const struct form *form)
{
	ctxh_value		*list = ctxh_value_list();
	const struct transition	*t;
	uint32_t		 from = 0;
	size_t			 i;

	EACH(t, r->transitions, r->transition_count)
		if (t->form == form)
			from |= t->from;
	for (i = 0; list != NULL && i < r->states->count; i++)
		if ((from >> i & 1) != 0 &&
		    push_text(list, r->states->list[i].code) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	return list;
}

/* Which register it is of, and what it does to an entry there. */
static int
describe_register(const struct form *form, ctxh_value *o)
{
	if (form->needs_case != FORM_CASE_NONE)
		return 0;
	return put_text(o, "register", register_names[form->kind]) |
	    put_text(o, "step", steps[form->step - STEP_START]);
}

int
form_describe(ctxh *h, const struct rules *r, const struct form *form,
    ctxh_value **out)
{
	ctxh_value *o = ctxh_value_object();

	*out = NULL;
	if (o == NULL || put_int(o, "format", 1) |
	    put_text(o, "rules", r->id) |
	    put_text(o, "form", form->id) | put_text(o, "verb", form->verb) |
	    put_text(o, "title", label_text(h, &form->title)) |
	    put_text(o, "number", form->number) |
	    put_text(o, "source", form->source) |
	    put_text(o, "certainty", certainties[form->certainty]) |
	    put_text(o, "when", form->when->id) |
	    put(o, "roles", describe_roles(form)) |
	    put(o, "needed", describe_needed(form)) |
	    put(o, "states", describe_states(r, form)) |
	    put_bool(o, "amend", form->amend) |
	    put_text(o, "case", cases[form->needs_case]) |
	    describe_register(form, o) |
	    put(o, "fields", describe_set(h, &form->set))) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	*out = o;
	return CTXH_OK;
}

static int
no_rules(ctxh *h, const char *id)
{
	return fail(h, CTXH_ENOTFOUND, T(h, "no such rule set: \"%s\""),
	    id != NULL ? id : "");
}

EXPORT int
ctxh_form(ctxh *h, const char *id, ctxh_value **out)
{
	const struct rules *r;

	*out = NULL;
	if (rulebook_refresh(h) != CTXH_OK)
		return h->status;
	if ((r = rules_of_form(h, id)) == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status :
		    fail(h, CTXH_ENOTFOUND, T(h, "no such form: \"%s\""), id);
	return form_describe(h, r, rules_form(r, id), out);
}

static ctxh_value *
find_named(const ctxh_value *list, const char *key, const char *name)
{
	const ctxh_value *item;
	const char	 *id;

	VALUE_EACH(item, list)
		if ((id = get_text(item, key)) != NULL &&
		    strcmp(id, name) == 0)
			break;
	/* Of a tree that is being made here. */
	return (ctxh_value *)(uintptr_t)item;
}

/* Codes that a field has in this set only: a case that goes by it may have
 * them. */
static int
add_codes(ctxh *h, const struct rules *r, const struct codes *codes,
    ctxh_value *choices)
{
	ctxh_value	*o;
	size_t		 i;

	for (i = 0; i < codes->count; i++) {
		if (find_named(choices, "code", codes->list[i].code) != NULL)
			continue;
		o = ctxh_value_object();
		if (o == NULL || put_text(o, "code", codes->list[i].code) |
		    put_text(o, "label", label_text(h,
		    &codes->list[i].label)) | put_text(o, "rules", r->id)) {
			ctxh_value_free(o);
			return fail_nomem(h);
		}
		if (push(choices, o) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

/* The same of fields. */
static int
add_fields(ctxh *h, const struct rules *r, const struct form *form,
    ctxh_value *fields)
{
	const struct field	*f;
	ctxh_value		*old;
	int			 rc;

	EACH(f, form->set.list, form->set.count) {
		if ((old = find_named(fields, "id", f->id)) != NULL) {
			old = (ctxh_value *)(uintptr_t)ctxh_value_get(old,
			    "choices");
			if (f->codes != NULL && old != NULL && (rc =
			    add_codes(h, r, f->codes, old)) != CTXH_OK)
				return rc;
			continue;
		}
		old = describe_field(h, f);
		if (old == NULL || put_text(old, "rules", r->id) |
		    put_bool(old, "required", 0)) {
			ctxh_value_free(old);
			return fail_nomem(h);
		}
		if (push(fields, old) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

/* Those of a set, and what the list does not have yet of them. */
static int
add_forms(ctxh *h, const struct rules *r, ctxh_value *list)
{
	const struct form	*f;
	ctxh_value		*new;
	int			 rc;

	EACH(f, r->forms, r->form_count) {
		if ((new = find_named(list, "form", f->id)) != NULL) {
			rc = add_fields(h, r, f, (ctxh_value *)(uintptr_t)
			    ctxh_value_get(new, "fields"));
			if (rc != CTXH_OK)
				return rc;
			continue;
		}
		if (find_named(list, "verb", f->verb) != NULL)
			continue;
		if ((rc = form_describe(h, r, f, &new)) != CTXH_OK)
			return rc;
		if (push(list, new) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

/* All forms of one set; or those of the newest, then of the others. */
static int
list_forms(ctxh *h, const char *id, ctxh_value *list)
{
	const struct rules	*r;
	size_t			 i;
	int			 rc;

	r = id != NULL ? rules_named(h, id) : rules_newest(h);
	if (r == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status :
		    no_rules(h, id);
	rc = add_forms(h, r, list);
	/* The school's own stand last, and are what it means first. */
	for (i = h->rules->count; id == NULL && rc == CTXH_OK && i-- > 0;)
		rc = (r = rules_at(h, i)) != NULL ? add_forms(h, r, list) :
		    h->status;
	return rc;
}

static int
give_forms(ctxh *h, const char *id, ctxh_value **out)
{
	int rc;

	*out = NULL;
	if ((rc = rulebook_refresh(h)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = list_forms(h, id, *out)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

EXPORT int
ctxh_forms(ctxh *h, ctxh_value **out)
{
	return give_forms(h, NULL, out);
}

EXPORT int
ctxh_forms_of(ctxh *h, const char *rules, ctxh_value **out)
{
	return give_forms(h, rules, out);
}

EXPORT int
ctxh_rules(ctxh *h, const char *id, ctxh_value **out)
{
	const struct rules *r;

	*out = NULL;
	if (rulebook_refresh(h) != CTXH_OK)
		return h->status;
	r = id != NULL ? rules_named(h, id) : rules_newest(h);
	if (r == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status :
		    no_rules(h, id);
	*out = ctxh_value_copy(r->tree);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}
