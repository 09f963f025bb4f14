/*
 * Forms, fields and the labels of codes.
 */
#include <string.h>

#include "cmd.h"
#include "label.h"
#include "opt.h"
#include "util.h"

const ctxh_value *
form_named(struct app *app, const char *name)
{
	const ctxh_value *forms = app_forms(app);
	const ctxh_value *form = val_find(forms, "verb", name);

	return form != NULL ? form : val_find(forms, "form", name);
}

const ctxh_value *
field_named(const ctxh_value *form, const char *id)
{
	return val_find(ctxh_value_get(form, "fields"), "id", id);
}

enum field_type
field_type(const ctxh_value *field)
{
	static const char *const names[] = { "text", "time", "date", "bool",
	    "int", "code", "agency", "student", "case", "codes", "texts",
	    "list" };
	const char *type = val_str(field, "type");

	for (int i = 0; type != NULL && i <= FIELD_LIST; i++)
		if (strcmp(names[i], type) == 0)
			return (enum field_type)i;
	return FIELD_TEXT;
}

int
is_of_others(const ctxh_value *v)
{
	return val_str(v, "rules") != NULL;
}

int
is_proposed(const ctxh_value *choice)
{
	return !is_of_others(choice) && !val_true(choice, "gone");
}

const char *
field_label(const ctxh_value *field)
{
	const char *label = val_str(field, "label");

	return label != NULL ? label : val_str(field, "id");
}

const char *
choice_label(const ctxh_value *field, const char *code)
{
	const char *label = val_str(val_find(ctxh_value_get(field, "choices"),
	    "code", code), "label");

	return label != NULL ? label : code;
}

/* The members of a rule set that are lists of codes, too. */
static const ctxh_value *
code_list(const ctxh_value *rules, const char *list)
{
	if (strcmp(list, "states") == 0 || strcmp(list, "deadlines") == 0)
		return ctxh_value_get(rules, list);
	return ctxh_value_get(ctxh_value_get(rules, "codes"), list);
}

/* The label of a part of the rule set, which has it in both languages. */
static const char *
label_of(const ctxh_value *part)
{
	return val_str(part, tr_current() == CTXH_EN ? "en" : "vi");
}

static const char *
label_in(const ctxh_value *rules, const char *list, const char *code)
{
	const ctxh_value *codes, *part;
	const char *label;

	if (code == NULL)
		return "";
	codes = code_list(rules, list);
	part = val_find(codes, "code", code);
	label = label_of(part != NULL ? part : val_find(codes, "id", code));
	return label != NULL ? label : code;
}

const char *
code_label(struct app *app, const char *list, const char *code)
{
	return label_in(app_rules(app), list, code);
}

const char *
row_code_label(struct app *app, const ctxh_value *row, const char *list,
    const char *code)
{
	return label_in(app_rules_of(app, val_str(row, "rules")), list, code);
}

static struct opt_choice *
choices_of(struct opts *o, const ctxh_value *list)
{
	size_t n = ctxh_value_count(list);
	struct opt_choice *c;
	const ctxh_value *v;

	if (n == 0)
		return NULL;
	c = opts_own(o, xmalloc((n + 1) * sizeof(*c)));
	memset(c, 0, (n + 1) * sizeof(*c));
	n = 0;
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		c[n].code = val_str(v, "code");
		c[n].label = val_str(v, "label");
		if (c[n].label == NULL)
			c[n].label = label_of(v);
		n += c[n].code != NULL ? 1 : 0;
	}
	return c;
}

struct opt_choice *
code_choices(struct app *app, struct opts *o, const char *list)
{
	return choices_of(o, code_list(app_rules(app), list));
}

struct opt_choice *
field_choices(struct opts *o, const ctxh_value *field)
{
	return choices_of(o, ctxh_value_get(field, "choices"));
}
