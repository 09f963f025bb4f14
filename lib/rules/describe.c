/* Rule sets and forms as values, for programs that ask and explain. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "rules/agency.h"
#include "rules/rules.h"

static const char *const type_names[] = {
	"time", "date", "bool", "int", "text", "code", "agency", "student",
	"case", "codes", "texts", "list"
};
static const char *const certainties[] = { "certain", "derived", "practice" };
static const char *const cases[] = { "new", "required", "optional" };

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

/* Any agency may be named; that it existed on the day is checked later. */
static ctxh_value *
describe_agencies(ctxh *h)
{
	ctxh_value		*list = ctxh_value_list(), *o;
	const struct agency	*a;
	size_t			 n = 0, i;
	int			 bad;

	a = agency_list(h, &n);
	for (i = 0; list != NULL && i < n; i++) {
		o = ctxh_value_object();
		bad = put_text(o, "code", a[i].code) |
		    put_text(o, "label", a[i].name);
		if (push(list, o) != 0 || bad) {
			ctxh_value_free(list);
			return NULL;
		}
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
	    put_bool(o, "amend", form->amend) |
	    put_text(o, "case", cases[form->needs_case]) |
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
	const struct rules *r = rules_of_form(h, id);

	*out = NULL;
	if (r == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status :
		    fail(h, CTXH_ENOTFOUND, T(h, "no such form: \"%s\""), id);
	return form_describe(h, r, rules_form(r, id), out);
}

/* Those of a set that the list does not have yet. */
static int
add_forms(ctxh *h, const struct rules *r, ctxh_value *list)
{
	const ctxh_value	*old;
	const struct form	*f;
	ctxh_value		*new;
	const char		*id;
	int			 rc;

	EACH(f, r->forms, r->form_count) {
		VALUE_EACH(old, list)
			if ((id = get_text(old, "form")) != NULL &&
			    strcmp(id, f->id) == 0)
				break;
		if (old != NULL)
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
	for (i = 0; id == NULL && rc == CTXH_OK &&
	    (r = rules_at(h, i)) != NULL; i++)
		rc = add_forms(h, r, list);
	return rc;
}

static int
give_forms(ctxh *h, const char *id, ctxh_value **out)
{
	int rc;

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
	r = id != NULL ? rules_named(h, id) : rules_newest(h);
	if (r == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status :
		    no_rules(h, id);
	*out = ctxh_value_copy(r->tree);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}
