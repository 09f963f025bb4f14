/*
 * ctxh show: one case with its people, documents and deadlines.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "util.h"

static const struct opt_spec options[] = {
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with codes, names and narratives; needs the right, and leaves "
	    "a trace"), NULL },
	{ 0 }
};

static void
heading(struct out *out, const char *text)
{
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, text);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

static void
print_fact(struct out *out, const char *label, const char *text)
{
	if (*text != '\0')
		out_printf(out, "  %s: %s\n", label, text);
}

static void
print_head(struct out *out, struct app *app, const ctxh_value *c)
{
	const ctxh_value *assess = form_named(app, "assess");
	const ctxh_value *intake = form_named(app, "intake");
	char buf[64];

	out_style(out, STYLE_HEAD);
	out_puts(out, val_str(c, "case"));
	out_style(out, STYLE_NONE);
	out_printf(out, "  %s\n",
	    code_label(app, "states", val_str(c, "state")));
	print_fact(out, field_label(field_named(intake, "category")),
	    code_label(app, "category", val_str(c, "category")));
	print_fact(out, field_label(field_named(assess, "level")),
	    code_label(app, "level", val_str(c, "level")));
	print_fact(out, field_label(field_named(assess, "route")),
	    code_label(app, "route", val_str(c, "route")));
	print_fact(out, T("opened"), out_show_time(NULL, c,
	    ctxh_value_get(c, "opened_at"), buf, sizeof(buf)));
}

/* "Người bị hại: nữ, khối 4", with the code where it may be shown. */
static void
print_people(struct out *out, struct app *app, const ctxh_value *c)
{
	const ctxh_value *list = field_named(form_named(app, "intake"),
	    "students"), *v, *f, *m;
	char *s;

	if (ctxh_value_count(ctxh_value_get(c, "students")) == 0)
		return;
	heading(out, field_label(list));
	for (v = ctxh_value_first(ctxh_value_get(c, "students")); v != NULL;
	    v = ctxh_value_next(v)) {
		out_printf(out, "  %s", val_str(v, "role") == NULL ? "" :
		    choice_label(field_named(list, "role"),
		    val_str(v, "role")));
		for (m = ctxh_value_first(v); m != NULL;
		    m = ctxh_value_next(m)) {
			if (strcmp(ctxh_value_key(m), "role") == 0 ||
			    ctxh_value_kind(m) == CTXH_NULL)
				continue;
			f = field_named(list, ctxh_value_key(m));
			s = field_show(f, m);
			out_printf(out, ", %s%s%s",
			    strcmp(ctxh_value_key(m), "grade") == 0 ?
			    T("grade") : "", strcmp(ctxh_value_key(m),
			    "grade") == 0 ? " " : "", s);
			wipe_free(s);
		}
		out_puts(out, "\n");
	}
}

struct view {
	struct app	*app;
	int		 names;
};

static void
print_case(struct out *out, void *ctx, const ctxh_value *c)
{
	const struct view *view = ctx;
	struct app *app = view->app;
	const ctxh_value *deadlines = ctxh_value_get(c, "deadlines"), *d;

	/* A case keeps the rule set that it was taken in by, names and all. */
	app_use_rules(app, val_str(c, "rules"));
	print_head(out, app, c);
	print_people(out, app, c);
	if (ctxh_value_count(deadlines) > 0) {
		heading(out, T("Deadlines"));
		due_table(out, app, deadlines);
	}
	heading(out, T("Documents"));
	for (d = ctxh_value_first(ctxh_value_get(c, "documents")); d != NULL;
	    d = ctxh_value_next(d))
		document_show(out, app, d);
	if (view->names)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_DIM);
	out_puts(out, T("names, codes and narratives are left out; --names "
	    "shows them"));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

static int
run(struct app *app, struct opts *o)
{
	struct view view = { app, opt_flag(o, "names") };
	ctxh_value *c = NULL;
	int rc;

	rc = ctxh_case_show(app->h, opt_arg(o, 0),
	    view.names ? CTXH_NAMES : 0, &c);
	if (rc == CTXH_OK)
		rc = out_object(app->out, c, print_case, &view);
	ctxh_value_free(c);
	return rc;
}

const struct cmd cmd_show = {
	.name = "show", .run = run, .flags = CMD_KEY | CMD_PAGER,
	.group = GROUP_TIME,
	.summary = N_("one case with its documents and deadlines"),
	.args = "CASE", .min_args = 1, .max_args = 1, .options = options,
	.example = "  ctxh show VV-2024-0001\n  ctxh show 1 --names",
};
