/*
 * A rule set's conditions as people read them: "category = xam-hai".
 */
#include <string.h>

#include "cmd.h"
#include "rules.h"
#include "util.h"

static void
add_names(struct str *s, const ctxh_value *list)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(s, "%s%s", v == ctxh_value_first(list) ? "" : ", ",
		    ctxh_value_str(v) != NULL ? ctxh_value_str(v) : "?");
}

/* "A and B", each in brackets where it is itself put together. */
static void
add_parts(struct str *s, const ctxh_value *list, const char *between)
{
	const ctxh_value *v;
	int inner;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		if (v != ctxh_value_first(list))
			str_printf(s, " %s ", between);
		inner = ctxh_value_get(v, "all") != NULL ||
		    ctxh_value_get(v, "any") != NULL;
		str_puts(s, inner ? "(" : "");
		rules_condition(s, v);
		str_puts(s, inner ? ")" : "");
	}
}

static void
add_field(struct str *s, const ctxh_value *c)
{
	const ctxh_value *is = ctxh_value_get(c, "is");

	str_puts(s, val_str(c, "field"));
	if (ctxh_value_kind(is) == CTXH_BOOL)
		str_printf(s, " = %s", ctxh_value_is_true(is) ? T("yes") :
		    T("no"));
	else if (is != NULL)
		str_printf(s, " = %s", val_str(c, "is"));
	else if (ctxh_value_get(c, "in") != NULL) {
		str_puts(s, " = ");
		add_names(s, ctxh_value_get(c, "in"));
	} else if (ctxh_value_get(c, "has") != NULL)
		str_printf(s, " %s %s", T("contains"), val_str(c, "has"));
	else if (ctxh_value_get(c, "given") != NULL)
		str_printf(s, " %s", val_true(c, "given") ? T("is given") :
		    T("is not given"));
	else if (ctxh_value_get(c, "before") != NULL)
		str_printf(s, " < %s", val_str(c, "before"));
	else if (ctxh_value_get(c, "over") != NULL)
		str_printf(s, " > %s %s", T("the number of"),
		    val_str(c, "over"));
	else
		str_printf(s, " %s", T("is below what is suggested"));
}

void
rules_condition(struct str *s, const ctxh_value *c)
{
	if (val_str(c, "field") != NULL)
		add_field(s, c);
	else if (ctxh_value_get(c, "all") != NULL)
		add_parts(s, ctxh_value_get(c, "all"), T("and"));
	else if (ctxh_value_get(c, "any") != NULL)
		add_parts(s, ctxh_value_get(c, "any"), T("or"));
	else if (ctxh_value_get(c, "not") != NULL) {
		str_printf(s, "%s (", T("not"));
		rules_condition(s, ctxh_value_get(c, "not"));
		str_puts(s, ")");
	} else {
		str_printf(s, "%s %s: ", T("more"), val_str(c, "more"));
		add_names(s, ctxh_value_get(c, "in"));
		str_puts(s, " > ");
		add_names(s, ctxh_value_get(c, "than"));
	}
}
