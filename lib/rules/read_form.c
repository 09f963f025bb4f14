/*
 * Forms and their fields.  Fields are read twice: first what they are, then,
 * when every field of the form has a name, their conditions.
 */
#include <stdint.h>
#include <string.h>

#include "rules/read.h"
#include "text/near.h"

static const char *const type_words[] = {
	"time", "date", "bool", "int", "text", "code", "agency", "student",
	"case", "codes", "texts", "list", NULL
};
static const char *const seal_words[] = { "facts", "person", NULL };
static const char *const certainty_words[] = {
	"certain", "derived", "practice", NULL
};
static const char *const about_words[] = {
	"matter", "subject", "informant", NULL
};
static const char *const case_words[] = {
	"new", "required", "optional", NULL
};
const char *const register_names[] = {
	"group", "mentor", "activity", "target", "resource", "yearplan",
	"screen", NULL
};
static const char *const step_words[] = {
	"start", "note", "end", "pair", NULL
};
static const char *const role_words[] = {
	"focal", "principal", "staff", "reporter", NULL
};
#define ROLES_RECORD	2	/* so many of them hold the person key, ... */
#define ROLES_PAIR	3	/* ... or may hold a pair's */

/* Members that every field of a list may have, and no one else. */
static const char *const field_keys[] = {
	"!id", "!vi", "!en", "!type", "codes", "seal", "required",
	"certainty", "help", "min", "max", "default", "fields", "least",
	"checks", "heading", "about", NULL
};

/* ---- fields by name ---- */

static uint32_t
hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

const struct field *
fieldset_find(const struct fieldset *set, const char *id)
{
	size_t i;

	if (set->slots == NULL)
		return NULL;
	for (i = hash(id) & set->mask; set->slots[i] != NULL;
	    i = (i + 1) & set->mask)
		if (strcmp(set->slots[i]->id, id) == 0)
			return set->slots[i];
	return NULL;
}

const struct field *
form_field(const struct form *form, const char *id)
{
	return fieldset_find(&form->set, id);
}

static int
index_fields(struct reader *rd, struct fieldset *set)
{
	size_t i, k, size = 4;

	while (size < set->count * 2)
		size *= 2;
	set->slots = arena_get(&rd->r->arena, size, sizeof(*set->slots));
	if (set->slots == NULL)
		return fail_nomem(rd->h);
	set->mask = size - 1;
	for (i = 0; i < set->count; i++) {
		if (fieldset_find(set, set->list[i].id) != NULL)
			return read_bad(rd, "fields", T(rd->h, "\"%s\" stands "
			    "here twice"), set->list[i].id);
		set->list[i].index = (int)i;
		for (k = hash(set->list[i].id) & set->mask;
		    set->slots[k] != NULL; k = (k + 1) & set->mask)
			;
		set->slots[k] = &set->list[i];
	}
	return CTXH_OK;
}

/* ---- a field, the first time ---- */

static int
misplaced(struct reader *rd, const char *key, const struct field *f)
{
	return read_bad(rd, key, T(rd->h, "a field of type \"%s\" has none of "
	    "this"), type_words[f->type]);
}

static int
read_codes_name(struct reader *rd, const ctxh_value *v, struct field *f)
{
	int		 coded = f->type == FIELD_CODE ||
	    f->type == FIELD_CODES;
	const char	*id;
	struct near	 near = { 0 };
	size_t		 i;
	int		 rc;

	if ((rc = read_text(rd, v, "codes", &id)) != CTXH_OK)
		return rc;
	if (id == NULL)
		return coded ? read_bad(rd, "codes", "%s",
		    T(rd->h, "missing")) : CTXH_OK;
	if (!coded)
		return misplaced(rd, "codes", f);
	if ((f->codes = rules_codes(rd->r, id)) != NULL)
		return CTXH_OK;
	near.word = id;
	for (i = 0; i < rd->r->codes_count; i++)
		near_offer(&near, rd->r->codes[i].id);
	return read_bad(rd, "codes", T(rd->h, "no such list of codes: \"%s\"; "
	    "such as \"%s\" is there"), id, near.best != NULL ? near.best :
	    rd->r->codes[0].id);
}

static int
read_bounds(struct reader *rd, const ctxh_value *v, struct field *f)
{
	const int64_t	 most = (int64_t)1 << 53;
	const char	*odd;
	int64_t		 least = 1;
	int		 has_least, rc;

	if ((rc = read_int(rd, v, "min", -most, most, &f->min,
	    &f->has_min)) != CTXH_OK ||
	    (rc = read_int(rd, v, "max", -most, most, &f->max,
	    &f->has_max)) != CTXH_OK ||
	    (rc = read_int(rd, v, "least", 1, RULES_LIST_MAX, &least,
	    &has_least)) != CTXH_OK)
		return rc;
	f->least = (size_t)least;
	odd = f->has_min ? "min" : f->has_max ? "max" : NULL;
	if (odd != NULL && f->type != FIELD_INT)
		return misplaced(rd, odd, f);
	if (has_least && f->type < FIELD_CODES)
		return misplaced(rd, "least", f);
	if (f->has_min && f->has_max && f->min > f->max)
		return read_bad(rd, "max", "%s",
		    T(rd->h, "the greatest is less than the least"));
	return CTXH_OK;
}

static int read_field(struct reader *, const ctxh_value *, void *);

static int
read_inner(struct reader *rd, const ctxh_value *v, struct field *f)
{
	size_t	i;
	int	rc;

	if (f->type != FIELD_LIST) {
		if (ctxh_value_get(v, "fields") != NULL)
			return misplaced(rd, "fields", f);
		if (ctxh_value_get(v, "checks") != NULL)
			return misplaced(rd, "checks", f);
		return ctxh_value_get(v, "seal") != NULL ? CTXH_OK :
		    read_bad(rd, "seal", "%s", T(rd->h, "missing"));
	}
	if (rd->list != NULL)
		return read_bad(rd, "type", "%s", T(rd->h, "a list stands "
		    "within a list; one level is all there is"));
	if (ctxh_value_get(v, "seal") != NULL)
		return read_bad(rd, "seal", "%s", T(rd->h, "each field of the "
		    "list has its own"));
	if (ctxh_value_get(v, "fields") == NULL)
		return read_bad(rd, "fields", "%s", T(rd->h, "missing"));
	rd->list = f;
	if ((rc = read_list(rd, v, "fields", sizeof(struct field), read_field,
	    &f->set.list, &f->set.count)) != CTXH_OK ||
	    (rc = index_fields(rd, &f->set)) != CTXH_OK)
		return rc;
	rd->list = NULL;
	for (i = 0; i < f->set.count; i++) {
		f->has_person |= f->set.list[i].person;
		f->has_facts |= !f->set.list[i].person;
	}
	/* Conditions on facts may ask for a list that has some. */
	f->person = !f->has_facts;
	return CTXH_OK;
}

static int
read_field(struct reader *rd, const ctxh_value *v, void *out)
{
	struct field	*f = out;
	int		 type = 0, seal = 0, about = ABOUT_MATTER, rc;
	int		 certainty = (int)rd->certainty;

	if ((rc = read_keys(rd, v, field_keys)) != CTXH_OK ||
	    (rc = read_id(rd, v, "id", &f->id)) != CTXH_OK ||
	    (rc = read_label_here(rd, v, &f->label)) != CTXH_OK ||
	    (rc = read_word(rd, v, "type", type_words, &type)) != CTXH_OK)
		return rc;
	f->type = (enum field_type)type;
	if ((rc = read_word(rd, v, "seal", seal_words, &seal)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "required", &f->required)) != CTXH_OK ||
	    (rc = read_word(rd, v, "certainty", certainty_words,
	    &certainty)) != CTXH_OK ||
	    (rc = read_label(rd, v, "help", &f->help)) != CTXH_OK ||
	    (rc = read_label(rd, v, "heading", &f->heading)) != CTXH_OK ||
	    (rc = read_word(rd, v, "about", about_words, &about)) != CTXH_OK ||
	    (rc = read_codes_name(rd, v, f)) != CTXH_OK ||
	    (rc = read_bounds(rd, v, f)) != CTXH_OK)
		return rc;
	f->person = seal == 1;
	f->about = (enum field_about)about;
	if ((f->type == FIELD_STUDENT || (!rd->register_text &&
	    (f->type == FIELD_TEXT || f->type == FIELD_TEXTS))) &&
	    !f->person && ctxh_value_get(v, "seal") != NULL)
		return read_bad(rd, "seal", "%s", T(rd->h, "pupils' codes and "
		    "free text are sealed as \"person\""));
	f->certainty = (enum certainty)certainty;
	return read_inner(rd, v, f);
}

/* ---- values given by conditions ---- */

static int
read_choice_value(struct reader *rd, const ctxh_value *v,
    const struct field *f, struct choice *c)
{
	const struct ref	 self = { .name = f->id, .field = f };
	int			 truth = 0, there, rc;

	switch (f->type) {
	case FIELD_BOOL:
		rc = read_bool(rd, v, "value", &truth);
		c->number = truth;
		return rc;
	case FIELD_INT:
		return read_int(rd, v, "value", f->has_min ? f->min :
		    -((int64_t)1 << 53), f->has_max ? f->max :
		    (int64_t)1 << 53, &c->number, &there);
	case FIELD_CODE:
		if ((rc = read_text(rd, v, "value", &c->code)) != CTXH_OK ||
		    c->code == NULL)
			return rc;
		return read_ref_code(rd, "value", &self, c->code);
	case FIELD_TEXT:
		return read_text(rd, v, "value", &c->code);
	default:
		return misplaced(rd, "value", f);
	}
}

/* An item of "default" or of a suggestion's "cases"; rd->list and the field
 * are known to the caller. */
static int
read_choice(struct reader *rd, const ctxh_value *v, const struct field *f,
    struct choice *c)
{
	static const char *const keys[] = { "if", "value", "from", NULL };
	struct ref	 ref = { 0 };
	int		 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_pred(rd, v, "if", &c->cond)) != CTXH_OK ||
	    (rc = read_text(rd, v, "from", &c->from)) != CTXH_OK)
		return rc;
	if ((c->from != NULL) == (ctxh_value_get(v, "value") != NULL))
		return read_bad(rd, "value", "%s",
		    T(rd->h, "one of \"value\" and \"from\" is needed"));
	if (c->from == NULL)
		return read_choice_value(rd, v, f, c);
	if ((rc = read_ref(rd, "from", c->from, &ref)) != CTXH_OK)
		return rc;
	if (ref.field != NULL)
		return read_bad(rd, "from", "%s", T(rd->h, "a value is taken "
		    "from the case only"));
	return CTXH_OK;
}

static int
read_choices(struct reader *rd, const ctxh_value *v, const char *key,
    const struct field *f, struct choice **out, size_t *count)
{
	const ctxh_value *m = ctxh_value_get(v, key), *item;
	size_t		  n = ctxh_value_count(m), up, up_item;
	int		  rc;

	if (m == NULL)
		return CTXH_OK;
	if (ctxh_value_kind(m) != CTXH_LIST || n == 0 || n > RULES_LIST_MAX)
		return read_bad(rd, key, T(rd->h, "not a list of 1 to %d "
		    "items"), RULES_LIST_MAX);
	if ((*out = arena_get(&rd->r->arena, n, sizeof(**out))) == NULL)
		return fail_nomem(rd->h);
	up = read_down(rd, key);
	VALUE_EACH(item, m) {
		up_item = read_down_item(rd, *count, item);
		if ((rc = read_choice(rd, item, f, &(*out)[*count])) !=
		    CTXH_OK)
			return rc;
		read_up(rd, up_item);
		(*count)++;
	}
	read_up(rd, up);
	return CTXH_OK;
}

static int
read_suggestion(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!field", "!cases", NULL };
	struct suggestion	*s = out;
	struct ref		 ref = { 0 };
	const char		*name;
	int			 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_text(rd, v, "field", &name)) != CTXH_OK ||
	    (rc = read_ref(rd, "field", name, &ref)) != CTXH_OK)
		return rc;
	if (ref.field == NULL || ref.field->type != FIELD_CODE)
		return read_bad(rd, "field", T(rd->h, "\"%s\" is not a field "
		    "of codes"), name);
	s->field = ref.field;
	return read_choices(rd, v, "cases", s->field, &s->cases,
	    &s->case_count);
}

/* ---- checks ---- */

static int
read_field_name(struct reader *rd, const ctxh_value *v, void *out)
{
	struct ref	 ref = { 0 };
	const char	*s = ctxh_value_str(v);
	int		 rc;

	if (s == NULL)
		return read_bad(rd, NULL, "%s", T(rd->h, "not a text"));
	if ((rc = read_ref(rd, NULL, s, &ref)) != CTXH_OK)
		return rc;
	if (ref.field == NULL || (rd->list != NULL && !ref.item))
		return read_bad(rd, NULL, T(rd->h, "\"%s\" is no field of "
		    "this form"), s);
	*(const struct field **)out = ref.field;
	return CTXH_OK;
}

static int
read_names(struct reader *rd, const ctxh_value *v, const char *key,
    enum check_kind kind, struct check *c)
{
	int role = -1, rc;

	c->kind = kind;
	if ((rc = read_word(rd, v, "role", role_words, &role)) != CTXH_OK ||
	    (rc = read_label(rd, v, "why", &c->text)) != CTXH_OK)
		return rc;
	if (role != -1) {
		c->role = role_words[role];
		c->kind = kind == CHECK_NEED ? CHECK_ROLE_NEED :
		    CHECK_ROLE_FORBID;
	}
	return read_list(rd, v, key, sizeof(*c->names), read_field_name,
	    &c->names, &c->name_count);
}

static int
read_agency_check(struct reader *rd, const ctxh_value *v, struct check *c)
{
	static const char *const keys[] = { "!agency", "!kind", "if", NULL };
	struct ref	 agency = { 0 }, kind = { 0 };
	const char	*a, *k;
	int		 rc;

	c->kind = CHECK_AGENCY;
	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_text(rd, v, "agency", &a)) != CTXH_OK ||
	    (rc = read_text(rd, v, "kind", &k)) != CTXH_OK ||
	    (rc = read_ref(rd, "agency", a, &agency)) != CTXH_OK ||
	    (rc = read_ref(rd, "kind", k, &kind)) != CTXH_OK)
		return rc;
	if (agency.field == NULL || agency.field->type != FIELD_AGENCY)
		return read_bad(rd, "agency", T(rd->h, "\"%s\" is not of a "
		    "type that this can be asked of"), a);
	if (kind.field == NULL || kind.field->type != FIELD_CODE)
		return read_bad(rd, "kind", T(rd->h, "\"%s\" is not a field "
		    "of codes"), k);
	c->agency = agency.field;
	c->agency_kind = kind.field;
	return CTXH_OK;
}

static int
read_beyond_check(struct reader *rd, const ctxh_value *v, struct check *c)
{
	static const char *const consent_keys[] = { "!consent", "if", NULL };
	static const char *const age_keys[] = { "!age_under", "!why", "if",
	    NULL };
	int there, rc;

	if (ctxh_value_get(v, "agency") != NULL)
		return read_agency_check(rd, v, c);
	if (ctxh_value_get(v, "consent") != NULL) {
		c->kind = CHECK_CONSENT;
		if ((rc = read_keys(rd, v, consent_keys)) != CTXH_OK)
			return rc;
		return read_id(rd, v, "consent", &c->scope);
	}
	c->kind = CHECK_AGE_UNDER;
	if ((rc = read_keys(rd, v, age_keys)) != CTXH_OK ||
	    (rc = read_label(rd, v, "why", &c->text)) != CTXH_OK)
		return rc;
	return read_int(rd, v, "age_under", 1, 130, &c->age, &there);
}

static int
read_check(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const need[] = { "if", "role", "!need", "why",
	    NULL };
	static const char *const forbid[] = { "if", "role", "!forbid", "why",
	    NULL };
	static const char *const refuse[] = { "!if", "!refuse", NULL };
	struct check	*c = out;
	int		 rc;

	if ((rc = read_pred(rd, v, "if", &c->cond)) != CTXH_OK)
		return rc;
	if (ctxh_value_get(v, "need") != NULL)
		return (rc = read_keys(rd, v, need)) != CTXH_OK ? rc :
		    read_names(rd, v, "need", CHECK_NEED, c);
	if (ctxh_value_get(v, "forbid") != NULL)
		return (rc = read_keys(rd, v, forbid)) != CTXH_OK ? rc :
		    read_names(rd, v, "forbid", CHECK_FORBID, c);
	if (ctxh_value_get(v, "refuse") != NULL) {
		c->kind = CHECK_REFUSE;
		return (rc = read_keys(rd, v, refuse)) != CTXH_OK ? rc :
		    read_label(rd, v, "refuse", &c->text);
	}
	if ((ctxh_value_get(v, "agency") == NULL &&
	    ctxh_value_get(v, "consent") == NULL &&
	    ctxh_value_get(v, "age_under") == NULL))
		return read_bad(rd, NULL, "%s", T(rd->h, "a check has one of "
		    "need, forbid, refuse, agency, consent, age_under"));
	return read_beyond_check(rd, v, c);
}

/* Within items there are no roles, and nothing beyond the form. */
static int
read_item_check(struct reader *rd, const ctxh_value *v, void *out)
{
	struct check	*c = out;
	int		 rc;

	if ((rc = read_check(rd, v, out)) != CTXH_OK)
		return rc;
	if (c->kind > CHECK_REFUSE)
		return read_bad(rd, NULL, "%s", T(rd->h, "the items of a list "
		    "have only need, forbid and refuse"));
	return CTXH_OK;
}

/* ---- fields, the second time ---- */

static int
read_conditions(struct reader *rd, const ctxh_value *v,
    const struct fieldset *set)
{
	const ctxh_value *item;
	struct field	 *f = set->list;
	size_t		  up = read_down(rd, "fields"), up_item;
	int		  rc;

	VALUE_EACH(item, ctxh_value_get(v, "fields")) {
		up_item = read_down_item(rd, (size_t)f->index, item);
		if ((rc = read_choices(rd, item, "default", f, &f->defaults,
		    &f->default_count)) != CTXH_OK)
			return rc;
		if (f->type == FIELD_LIST) {
			rd->list = f;
			if ((rc = read_conditions(rd, item, &f->set)) !=
			    CTXH_OK || (rc = read_list(rd, item, "checks",
			    sizeof(struct check), read_item_check, &f->checks,
			    &f->check_count)) != CTXH_OK)
				return rc;
			rd->list = NULL;
		}
		read_up(rd, up_item);
		f++;
	}
	read_up(rd, up);
	return CTXH_OK;
}

/* ---- the form ---- */

static int
read_role(struct reader *rd, const ctxh_value *v, void *out)
{
	const char	*s = ctxh_value_str(v);
	int		 i;

	for (i = 0; s != NULL && role_words[i] != NULL; i++)
		if (strcmp(role_words[i], s) == 0)
			break;
	if (s == NULL || role_words[i] == NULL)
		return read_bad(rd, NULL, "%s", T(rd->h, "who fills a form in "
		    "is focal or principal"));
	if (i >= rd->roles && !rd->stored)
		return read_bad(rd, NULL, T(rd->h, "no %s can fill a form in: "
		    "a document is sealed under the person key, too, which "
		    "only focal and principal hold"), s);
	*(const char **)out = role_words[i];
	return CTXH_OK;
}

static int
read_when(struct reader *rd, const ctxh_value *v, struct form *f)
{
	const char	*id;
	int		 rc;

	if ((rc = read_text(rd, v, "when", &id)) != CTXH_OK)
		return rc;
	f->when = form_field(f, id);
	if (f->when != NULL && f->when->type == FIELD_TIME &&
	    f->when->required && !f->when->person)
		return CTXH_OK;
	return read_bad(rd, "when", T(rd->h, "\"%s\" is not a required time "
	    "sealed as \"facts\""), id);
}

static int
unique_form(struct reader *rd, const struct form *f)
{
	const struct form *old;

	if (strcmp(f->id, FORM_RECOUNT) == 0 ||
	    strcmp(f->verb, FORM_RECOUNT) == 0)
		return read_bad(rd, strcmp(f->id, FORM_RECOUNT) == 0 ? "id" :
		    "verb", T(rd->h, "\"%s\" is a form of the program's own; "
		    "take another name"), FORM_RECOUNT);
	for (old = rd->r->forms; old < f; old++) {
		if (strcmp(old->id, f->id) == 0 ||
		    strcmp(old->verb, f->id) == 0)
			return read_bad(rd, "id", T(rd->h, "\"%s\" stands "
			    "here twice"), f->id);
		if (strcmp(old->verb, f->verb) == 0 ||
		    strcmp(old->id, f->verb) == 0)
			return read_bad(rd, "verb", T(rd->h, "\"%s\" stands "
			    "here twice"), f->verb);
	}
	return CTXH_OK;
}

/* A form is of a case or of a register. */
static int
read_place(struct reader *rd, const ctxh_value *v, struct form *f)
{
	int is_case = ctxh_value_get(v, "case") != NULL;
	int is_register = ctxh_value_get(v, "register") != NULL;
	int needs_case = 0, kind = 0, step = 0, rc;

	if (is_case == is_register)
		return read_bad(rd, "case", "%s", T(rd->h, "a form has either "
		    "\"case\" or \"register\""));
	if (is_register != (ctxh_value_get(v, "step") != NULL))
		return read_bad(rd, "step", "%s", T(rd->h, "\"register\" and "
		    "\"step\" go together"));
	if (is_case) {
		rc = read_word(rd, v, "case", case_words, &needs_case);
		f->needs_case = (enum form_case)needs_case;
		return rc;
	}
	if ((rc = read_word(rd, v, "register", register_names, &kind)) !=
	    CTXH_OK ||
	    (rc = read_word(rd, v, "step", step_words, &step)) != CTXH_OK)
		return rc;
	f->needs_case = FORM_CASE_NONE;
	f->kind = (enum register_kind)kind;
	f->step = (enum form_step)(step + STEP_START);
	return f->step != STEP_PAIR || f->kind == REGISTER_MENTOR ? CTXH_OK :
	    read_bad(rd, "step", "%s", T(rd->h, "only forms of the register "
	    "\"mentor\" have the step \"pair\""));
}

static int
read_print(struct reader *rd, const ctxh_value *v, struct form *f)
{
	static const char *const keys[] = { "shape", "symbol", "maker",
	    "head", "handover", NULL };
	static const char *const shapes[] = { "sheet", "letter", "decision",
	    NULL };
	const ctxh_value *m = ctxh_value_get(v, "print");
	struct print	 *p = &f->print;
	size_t		  up;
	int		  shape = PRINT_SHEET, rc;

	if (m == NULL)
		return CTXH_OK;
	up = read_down(rd, "print");
	if ((rc = read_keys(rd, m, keys)) != CTXH_OK ||
	    (rc = read_word(rd, m, "shape", shapes, &shape)) != CTXH_OK ||
	    (rc = read_text(rd, m, "symbol", &p->symbol)) != CTXH_OK ||
	    (rc = read_text(rd, m, "maker", &p->maker)) != CTXH_OK ||
	    (rc = read_bool(rd, m, "head", &p->head)) != CTXH_OK ||
	    (rc = read_bool(rd, m, "handover", &p->handover)) != CTXH_OK)
		return rc;
	p->shape = (enum print_shape)shape;
	read_up(rd, up);
	return CTXH_OK;
}

static int
read_head(struct reader *rd, const ctxh_value *v, struct form *f)
{
	static const char *const keys[] = { "!id", "!verb", "!title",
	    "number", "!source", "!certainty", "!when", "!roles", "case",
	    "register", "step", "!amend", "print", "!fields", "suggest",
	    "checks", NULL };
	int certainty = 0, rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_id(rd, v, "id", &f->id)) != CTXH_OK ||
	    (rc = read_id(rd, v, "verb", &f->verb)) != CTXH_OK ||
	    (rc = unique_form(rd, f)) != CTXH_OK ||
	    (rc = read_label(rd, v, "title", &f->title)) != CTXH_OK ||
	    (rc = read_text(rd, v, "number", &f->number)) != CTXH_OK ||
	    (rc = read_text(rd, v, "source", &f->source)) != CTXH_OK ||
	    (rc = read_word(rd, v, "certainty", certainty_words,
	    &certainty)) != CTXH_OK ||
	    (rc = read_place(rd, v, f)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "amend", &f->amend)) != CTXH_OK ||
	    (rc = read_print(rd, v, f)) != CTXH_OK)
		return rc;
	rd->certainty = f->certainty = (enum certainty)certainty;
	rd->roles = f->step == STEP_PAIR ? ROLES_PAIR : ROLES_RECORD;
	/* An activity's name, a target's words: what tables and lists show. */
	rd->register_text = f->needs_case == FORM_CASE_NONE;
	return read_list(rd, v, "roles", sizeof(*f->roles), read_role,
	    &f->roles, &f->role_count);
}

int
read_form(struct reader *rd, const ctxh_value *v, void *out)
{
	struct form	*f = out;
	int		 rc;

	f->index = (int)(f - rd->r->forms);
	if ((rc = read_head(rd, v, f)) != CTXH_OK ||
	    (rc = read_list(rd, v, "fields", sizeof(struct field), read_field,
	    &f->set.list, &f->set.count)) != CTXH_OK ||
	    (rc = index_fields(rd, &f->set)) != CTXH_OK ||
	    (rc = read_when(rd, v, f)) != CTXH_OK)
		return rc;
	rd->form = f;
	if ((rc = read_conditions(rd, v, &f->set)) != CTXH_OK ||
	    (rc = read_list(rd, v, "suggest", sizeof(struct suggestion),
	    read_suggestion, &f->suggest, &f->suggest_count)) != CTXH_OK ||
	    (rc = read_list(rd, v, "checks", sizeof(struct check), read_check,
	    &f->checks, &f->check_count)) != CTXH_OK)
		return rc;
	rd->form = NULL;
	return CTXH_OK;
}
