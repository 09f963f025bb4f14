/*
 * ctxh help: the overview, a verb's help, and what other programs ask for:
 * tables of options as lines or JSON, and words for the shell's completion.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "complete.h"
#include "help.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "util.h"

static int
fill_own(struct app *app, const struct cmd *c, struct opts *o)
{
	opts_table(o, c->options);
	return c->prepare == NULL ? CTXH_OK : c->prepare(app, c, o);
}

int
help_fill(struct app *app, const struct cmd *c, struct opts *o)
{
	int rc = fill_own(app, c, o);

	opts_table(o, opt_globals);
	return rc;
}

static int
show_help(struct app *app, const struct cmd *parent, const struct cmd *c)
{
	struct opts o = { 0 };
	int rc = help_fill(app, c, &o);

	out_want_pager(app->out, 1);
	if (rc == CTXH_OK)
		opt_help(app->out, parent, c, &o);
	opts_free(&o);
	return rc;
}

int
help_verb(struct app *app, const struct cmd *c)
{
	session_own_quietly(app);
	return show_help(app, NULL, c);
}

static void
show_line(struct out *out, const char *name, const char *summary,
    const char *alias)
{
	out_puts(out, "  ");
	out_pad(out, name, 10);
	out_printf(out, "  %s", summary);
	if (alias != NULL)
		out_printf(out, " (%s)", alias);
	out_puts(out, "\n");
}

static void
show_group(struct app *app, enum cmd_group group)
{
	struct out *out = app->out;
	const ctxh_value *f;
	const struct cmd *c;

	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, cmd_group_title(group));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
	for (size_t i = 0; commands[i] != NULL; i++) {
		c = commands[i];
		if (c->group != group || (c->flags & CMD_HIDDEN))
			continue;
		show_line(out, c->name, T(c->summary), c->alias);
	}
	for (size_t i = 0; group == GROUP_CASES &&
	    (f = own_form(app, i)) != NULL; i++)
		show_line(out, val_str(f, "verb"), val_str(f, "title"), NULL);
}

static void
show_overview(struct app *app)
{
	struct out *out = app->out;

	out_printf(out, "%s ctxh [--store %s] [--as %s] [--format F] %s ...\n",
	    T("usage:"), T("FILE"), T("HANDLE"), T("VERB"));
	out_printf(out, "%s\n", T("Social work in a school: from a "
	    "notification to the report, kept confidential."));
	for (int g = 0; g < GROUP_COUNT; g++)
		show_group(app, (enum cmd_group)g);
	out_printf(out, "\n%s\n", T("ctxh help VERB tells more about a verb; "
	    "man ctxh tells everything."));
}

static void
show_globals(struct out *out)
{
	char *left;

	out_printf(out, "\n%s\n", T("Options of every verb"));
	for (const struct opt_spec *s = opt_globals; s->kind != OPT_END; s++) {
		left = xasprintf("--%s%s%s", s->name, s->arg ? " " : "",
		    s->arg ? T(s->arg) : "");
		out_puts(out, "  ");
		out_pad(out, left, 22);
		out_printf(out, "  %s", T(s->help));
		for (const struct opt_choice *c = s->choices;
		    c != NULL && c->code != NULL; c++)
			out_printf(out, "%s%s", c == s->choices ? ": " : ", ",
			    c->code);
		out_puts(out, "\n");
		free(left);
	}
}

/* The verb, and perhaps subverb, that the arguments name; from the i-th. */
static int
find_named(struct app *app, const struct opts *o, size_t i,
    const struct cmd **parent, const struct cmd **c)
{
	const char *name = opt_arg(o, i), *sub = opt_arg(o, i + 1);

	*parent = NULL;
	*c = name == NULL ? NULL : cmd_find(name);
	if (*c == NULL && name != NULL)
		*c = own_verb(app, name);
	if (*c != NULL && sub != NULL) {
		*parent = *c;
		*c = cmd_find_sub(*parent, sub);
	}
	if (*c != NULL)
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE,
	    T("no such verb: \"%s%s%s\"; see ctxh help"),
	    name == NULL ? "" : name, sub == NULL ? "" : " ",
	    sub == NULL ? "" : sub);
}

static ctxh_value *
verb_value(struct app *app, const struct cmd *c)
{
	struct opts o = { 0 };
	ctxh_value *v, *subs;

	(void)fill_own(app, c, &o);
	v = opt_value(c, &o);
	opts_free(&o);
	val_put_bool(v, "writes", (c->flags & CMD_WRITE) != 0);
	if (c->sub == NULL)
		return v;
	subs = ctxh_value_list();
	for (const struct cmd *s = c->sub; s->name != NULL; s++)
		val_push(subs, verb_value(app, s));
	val_put(v, "sub", subs);
	return v;
}

/* Every verb with its options, for those who write manuals. */
static int
print_json(struct app *app)
{
	ctxh_value *top = ctxh_value_object(), *verbs = ctxh_value_list();
	const ctxh_value *f;
	ctxh_value *v;
	struct opts o = { 0 };
	int rc;

	for (size_t i = 0; commands[i] != NULL; i++) {
		v = verb_value(app, commands[i]);
		val_put_text(v, "group", cmd_group_title(commands[i]->group));
		val_push(verbs, v);
	}
	for (size_t i = 0; (f = own_form(app, i)) != NULL; i++) {
		v = verb_value(app, own_verb(app, val_str(f, "verb")));
		val_put_text(v, "group", cmd_group_title(GROUP_CASES));
		val_push(verbs, v);
	}
	opts_table(&o, opt_globals);
	val_put_int(top, "format", 1);
	val_put(top, "globals", opts_value(&o));
	val_put(top, "verbs", verbs);
	opts_free(&o);
	out_setup(app->out, OUT_JSON, COLOR_NEVER, 0);
	rc = out_object(app->out, top, NULL, NULL);
	ctxh_value_free(top);
	return rc;
}

static void
print_option(struct out *out, const struct opt_spec *s)
{
	out_printf(out, "--%s\t", s->name);
	if (s->letter)
		out_printf(out, "-%c", s->letter);
	out_printf(out, "\t%s\t%s\t", s->arg == NULL ? "" : T(s->arg),
	    (s->flags & OPT_REPEAT) ? "repeat" : "");
	for (const struct opt_choice *c = s->choices;
	    c != NULL && c->code != NULL; c++)
		out_printf(out, "%s%s", c == s->choices ? "" : ",", c->code);
	out_printf(out, "\t%s\n", s->help == NULL ? "" : T(s->help));
}

/* name TAB letter TAB argument TAB "repeat" TAB codes TAB help, a line each */
static int
print_options(struct app *app, const struct opts *given)
{
	const struct cmd *parent, *c;
	struct opts o = { 0 };
	int rc = find_named(app, given, 0, &parent, &c);

	if (rc == CTXH_OK)
		rc = help_fill(app, c, &o);
	for (size_t i = 0; rc == CTXH_OK && i < o.nspecs; i++)
		if (!(o.specs[i]->flags & OPT_HIDDEN))
			print_option(app->out, o.specs[i]);
	opts_free(&o);
	return rc;
}

static int
show_verb(struct app *app, const struct opts *o)
{
	const struct cmd *parent, *c;
	int rc = find_named(app, o, 0, &parent, &c);

	return rc == CTXH_OK ? show_help(app, parent, c) : rc;
}

static int
run(struct app *app, struct opts *o)
{
	if (opt_given(o, "complete"))
		return complete(app, o);
	session_own_quietly(app);
	if (o->nargs > 2)
		return app_fail(app, CTXH_EUSAGE,
		    T("one argument too many: \"%s\"; see --help"),
		    opt_arg(o, 2));
	if (opt_given(o, "json"))
		return print_json(app);
	if (opt_given(o, "options"))
		return print_options(app, o);
	if (o->nargs > 0)
		return show_verb(app, o);
	out_want_pager(app->out, 1);
	show_overview(app);
	show_globals(app->out);
	return CTXH_OK;
}

static const struct opt_spec options[] = {
	{ "options", 0, OPT_FLAG, OPT_HIDDEN, NULL, NULL, NULL },
	{ "json", 0, OPT_FLAG, OPT_HIDDEN, NULL, NULL, NULL },
	{ "complete", 0, OPT_FLAG, OPT_HIDDEN, NULL, NULL, NULL },
	{ 0 }
};

const struct cmd cmd_help = {
	.name = "help", .run = run, .group = GROUP_OTHER,
	.summary = N_("this overview, or help about a verb"),
	.args = N_("[VERB [SUBVERB]]"), .max_args = -1, .options = options,
	.example = "  ctxh help\n  ctxh help student import",
};
