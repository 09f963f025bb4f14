/*
 * The rules of screening of a rule set, for people.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "rules.h"
#include "util.h"

/* "absent 5 school days in a row, at most 30 days ago" */
static void
say_stopped(struct str *s, const ctxh_value *r)
{
	str_printf(s, T("absent %lld school days in a row"),
	    (long long)val_int(r, "days"));
	if (val_int(r, "within") > 0)
		str_printf(s, T(", at most %lld days ago"),
		    (long long)val_int(r, "within"));
	if (val_int(r, "beyond") > 0)
		str_printf(s, T(", more than %lld days ago"),
		    (long long)val_int(r, "beyond"));
}

static void
say_codes(struct str *s, const ctxh_value *r, const char *what)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(r, "codes"));

	str_printf(s, "%s:", what);
	for (; c != NULL; c = ctxh_value_next(c))
		str_printf(s, " %s", ctxh_value_str(c));
}

static void
say(struct str *s, const ctxh_value *r)
{
	const char *looks = val_str(r, "looks_at");
	const char *leave = val_str(r, "leave");

	if (strcmp(looks, "stopped") == 0)
		say_stopped(s, r);
	else if (strcmp(looks, "conduct") == 0)
		say_codes(s, r, T("conduct"));
	else if (strcmp(looks, "result") == 0)
		say_codes(s, r, T("results"));
	else
		str_printf(s, leave == NULL || strcmp(leave, "any") == 0 ?
		    T("%lld days of absence within %lld") :
		    strcmp(leave, "without") == 0 ?
		    T("%lld days without leave within %lld") :
		    T("%lld days with leave within %lld"),
		    (long long)val_int(r, "days"),
		    (long long)val_int(r, "within"));
}

void
rules_show_screening(struct out *out, const ctxh_value *list)
{
	const ctxh_value *r = ctxh_value_first(list);

	if (r == NULL)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, T("Screening"));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
	for (; r != NULL; r = ctxh_value_next(r)) {
		struct str s = { 0 };

		say(&s, r);
		out_printf(out, "  %s: %s\n    %s\n    %s\n", val_str(r, "id"),
		    rules_label(r, NULL), s.s, rules_label(r, "basis"));
		free(s.s);
	}
}
