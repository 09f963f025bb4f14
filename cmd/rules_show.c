/*
 * A rule set for people: what it is, where it comes from, and how certain
 * each form's words are.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "rules.h"
#include "util.h"

const char *
rules_label(const ctxh_value *v, const char *key)
{
	const ctxh_value *m = key == NULL ? v : ctxh_value_get(v, key);
	const char *s = ctxh_value_str(m);

	if (s == NULL)
		s = val_str(m, tr_current() == CTXH_EN ? "en" : "vi");
	return s == NULL ? "" : s;
}

static const char *
word(const struct opt_choice *words, const char *code)
{
	for (; code != NULL && words->code != NULL; words++)
		if (strcmp(words->code, code) == 0)
			return T(words->label);
	return code == NULL ? "" : code;
}

static const char *
certainty(const char *code)
{
	static const struct opt_choice words[] = {
		{ "certain", N_("the regulation's own words") },
		{ "derived", N_("worked out from the regulation's text") },
		{ "practice", N_("common practice, not the regulation's "
		    "words") },
		{ 0 }
	};

	return word(words, code);
}

static const char *
type_word(const char *code)
{
	static const struct opt_choice words[] = {
		{ "time", N_("a moment") }, { "date", N_("a date") },
		{ "bool", N_("yes or no") }, { "int", N_("a whole number") },
		{ "text", N_("a text") }, { "code", N_("a choice") },
		{ "agency", N_("an agency") }, { "student", N_("a pupil") },
		{ "case", N_("a case") }, { "codes", N_("several choices") },
		{ "texts", N_("several texts") },
		{ "list", N_("a list of rows") }, { 0 }
	};

	return word(words, code);
}

static void
head(struct out *out, const char *text)
{
	out_style(out, STYLE_HEAD);
	out_puts(out, text);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

static void
line(struct out *out, const char *what, const char *text)
{
	if (*text == '\0')
		return;
	out_puts(out, "  ");
	out_pad(out, what, 12);
	out_printf(out, "  %s\n", text);
}

/* Whether the school goes by the set though it has ended. */
static int
is_kept(struct app *app, const ctxh_value *set)
{
	ctxh_value *list = NULL;
	int kept = ctxh_rules_list(app->h, &list) == CTXH_OK &&
	    val_true(val_find(list, "id", val_str(set, "id")), "kept");

	ctxh_value_free(list);
	return kept;
}

static void
show_validity(struct out *out, struct app *app, const ctxh_value *set)
{
	char from[16], to[16];
	char *text;

	(void)out_show_date(NULL, NULL, ctxh_value_get(set, "valid_from"),
	    from, sizeof(from));
	if (ctxh_value_str(ctxh_value_get(set, "valid_to")) == NULL)
		text = xasprintf(T("from %s"), from);
	else {
		(void)out_show_date(NULL, NULL, ctxh_value_get(set,
		    "valid_to"), to, sizeof(to));
		text = xasprintf(is_kept(app, set) ?
		    T("from %s to %s; this school keeps it since") :
		    T("from %s to %s"), from, to);
	}
	line(out, T("In force"), text);
	free(text);
}

static void
show_levels(struct out *out, const ctxh_value *list)
{
	struct str s = { 0 };
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(&s, "%s%s", s.len > 0 ? ", " : "",
		    ctxh_value_str(v));
	if (s.len > 0)
		line(out, T("Levels"), s.s);
	free(s.s);
}

/* What every form says of itself. */
static void
show_origin(struct out *out, const ctxh_value *form)
{
	line(out, T("Number"), rules_label(form, "number"));
	line(out, T("Source"), rules_label(form, "source"));
	line(out, T("Wording"), certainty(val_str(form, "certainty")));
}

static void
form_head(struct out *out, const ctxh_value *form)
{
	char *text = xasprintf("%s: %s", val_str(form, "id"),
	    rules_label(form, "title"));

	head(out, text);
	free(text);
	if (strcmp(val_str(form, "id"), val_str(form, "verb")) != 0)
		line(out, T("Verb"), val_str(form, "verb"));
	show_origin(out, form);
}

void
rules_show_set(struct out *out, void *app, const ctxh_value *set)
{
	const ctxh_value *f;

	head(out, rules_label(set, "title"));
	line(out, T("Id"), val_str(set, "id"));
	line(out, T("Basis"), rules_label(set, "basis"));
	show_validity(out, app, set);
	show_levels(out, ctxh_value_get(set, "levels"));
	for (f = ctxh_value_first(ctxh_value_get(set, "forms")); f != NULL;
	    f = ctxh_value_next(f)) {
		out_puts(out, "\n");
		form_head(out, f);
	}
	rules_show_screening(out, ctxh_value_get(set, "screening"));
}

/* ---- one form ---- */

/* The codes of a list, of the set that is shown. */
static void
show_choices(struct out *out, const ctxh_value *codes, int indent)
{
	const ctxh_value *c;

	for (c = ctxh_value_first(codes); c != NULL; c = ctxh_value_next(c)) {
		out_pad(out, "", (size_t)indent);
		out_pad(out, val_str(c, "code"), 20);
		out_printf(out, "  %s\n", rules_label(c, NULL));
	}
}

static void
show_field(struct out *out, const ctxh_value *f, int indent)
{
	const ctxh_value *inner;
	const char *sure = val_str(f, "certainty");

	out_pad(out, "", (size_t)indent);
	out_printf(out, "%s%s: %s (%s)", val_str(f, "id"),
	    val_true(f, "required") ? " *" : "", rules_label(f, NULL),
	    type_word(val_str(f, "type")));
	if (sure != NULL)
		out_printf(out, "; %s", certainty(sure));
	out_puts(out, "\n");
	show_choices(out, ctxh_value_get(f, "choices"), indent + 4);
	for (inner = ctxh_value_first(ctxh_value_get(f, "fields"));
	    inner != NULL; inner = ctxh_value_next(inner))
		show_field(out, inner, indent + 4);
}

static void
add_names(struct str *s, const ctxh_value *list)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(s, "%s%s", v == ctxh_value_first(list) ? " " : ", ",
		    ctxh_value_str(v));
}

static void
add_check(struct str *s, const ctxh_value *c)
{
	if (ctxh_value_get(c, "need") != NULL) {
		str_puts(s, T("required:"));
		add_names(s, ctxh_value_get(c, "need"));
	} else if (ctxh_value_get(c, "forbid") != NULL) {
		str_puts(s, T("not to be given:"));
		add_names(s, ctxh_value_get(c, "forbid"));
	} else if (ctxh_value_get(c, "refuse") != NULL)
		str_printf(s, "%s %s", T("refused:"),
		    rules_label(c, "refuse"));
	else if (ctxh_value_get(c, "agency") != NULL)
		str_puts(s, T("the agency exists that day and accepts it"));
	else if (ctxh_value_get(c, "consent") != NULL)
		str_printf(s, "%s %s", T("consent is there:"),
		    val_str(c, "consent"));
	else
		str_printf(s, T("the pupils are younger than %lld"),
		    (long long)val_int(c, "age_under"));
	if (val_str(c, "role") != NULL)
		str_printf(s, " (%s)", val_str(c, "role"));
}

static void
show_checks(struct out *out, const ctxh_value *list)
{
	const ctxh_value *c;

	if (ctxh_value_count(list) > 0)
		line(out, T("Checks"), " ");
	for (c = ctxh_value_first(list); c != NULL; c = ctxh_value_next(c)) {
		struct str s = { 0 };

		add_check(&s, c);
		if (ctxh_value_get(c, "if") != NULL) {
			str_printf(&s, "; %s ", T("if"));
			rules_condition(&s, ctxh_value_get(c, "if"));
		}
		out_printf(out, "    - %s\n", s.s);
		free(s.s);
	}
}

void
rules_show_form(struct out *out, void *app, const ctxh_value *form)
{
	const ctxh_value *f;

	(void)app;
	form_head(out, form);
	line(out, T("Fields"), T("(* is required)"));
	for (f = ctxh_value_first(ctxh_value_get(form, "fields")); f != NULL;
	    f = ctxh_value_next(f))
		show_field(out, f, 4);
	show_checks(out, ctxh_value_get(form, "checks"));
}
