/*
 * How two rule sets differ, a line each.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "rules.h"
#include "util.h"

#define SHOWN 64	/* columns of a value */

/* A value on one line: a text itself, a labelled thing its label. */
static char *
brief(const ctxh_value *v)
{
	const char *s = ctxh_value_str(v);
	char *text, *p, *cut;
	size_t columns = 0;

	if (s == NULL && *rules_label(v, "title") != '\0')
		s = rules_label(v, "title");
	if (s == NULL && *rules_label(v, NULL) != '\0')
		s = rules_label(v, NULL);
	text = s != NULL ? xstrdup(s) : val_print(v, 0);
	for (p = text; *p != '\0'; p++) {
		if ((*p & 0xc0) == 0x80 || ++columns <= SHOWN)
			continue;
		*p = '\0';
		cut = xasprintf("%s...", text);
		free(text);
		return cut;
	}
	return text;
}

static void
show_names(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		out_printf(out, "%s%s", v == ctxh_value_first(list) ? "" :
		    ", ", ctxh_value_str(v));
}

static void
show_order(struct out *out, const ctxh_value *c)
{
	out_printf(out, "~ %s: %s ", val_str(c, "path"), T("order"));
	show_names(out, ctxh_value_get(c, "old"));
	out_puts(out, " -> ");
	show_names(out, ctxh_value_get(c, "new"));
	out_puts(out, "\n");
}

static void
show_change(struct out *out, const ctxh_value *c)
{
	const char *how = val_str(c, "change"), *path = val_str(c, "path");
	char *old = brief(ctxh_value_get(c, "old"));
	char *new = brief(ctxh_value_get(c, "new"));

	if (strcmp(how, "added") == 0) {
		out_style(out, STYLE_GOOD);
		out_printf(out, "+ %s: %s", path, new);
	} else if (strcmp(how, "removed") == 0) {
		out_style(out, STYLE_BAD);
		out_printf(out, "- %s: %s", path, old);
	} else
		out_printf(out, "~ %s: %s -> %s", path, old, new);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
	free(old);
	free(new);
}

void
rules_show_changes(struct out *out, const ctxh_value *list)
{
	const ctxh_value *c;

	for (c = ctxh_value_first(list); c != NULL; c = ctxh_value_next(c))
		if (strcmp(val_str(c, "change"), "order") == 0)
			show_order(out, c);
		else
			show_change(out, c);
}
