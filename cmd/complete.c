/*
 * Words for the shell's completion: never a question, never an error.
 */
#include <string.h>

#include "cmd.h"
#include "complete.h"
#include "help.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "util.h"

static void
line(struct app *app, const char *word)
{
	out_puts(app->out, word);
	out_puts(app->out, "\n");
}

static void
verbs(struct app *app)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		if (commands[i]->flags & CMD_HIDDEN)
			continue;
		line(app, commands[i]->name);
		if (commands[i]->alias != NULL)
			line(app, commands[i]->alias);
	}
}

static void
subs(struct app *app, const struct cmd *c)
{
	for (const struct cmd *s = c->sub; s != NULL && s->name != NULL; s++)
		line(app, s->name);
}

static void
options(struct app *app, const struct opts *o)
{
	for (size_t i = 0; i < o->nspecs; i++) {
		if (o->specs[i]->flags & OPT_HIDDEN)
			continue;
		out_printf(app->out, "--%s\n", o->specs[i]->name);
	}
}

static void
values(struct app *app, const struct opts *o, const char *name)
{
	const struct opt_spec *s;

	while (*name == '-')
		name++;
	for (size_t i = 0; i < o->nspecs; i++) {
		s = o->specs[i];
		if (strcmp(s->name, name) != 0)
			continue;
		if (s->flags & OPT_FILE)
			line(app, "FILE");
		for (const struct opt_choice *c = s->choices;
		    c != NULL && c->code != NULL; c++)
			line(app, c->code);
		return;
	}
}

/* The settings; of those of a school year the short form. */
static void
settings(struct app *app)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;
	const char *key, *at;

	if (ctxh_config_keys(app->h, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v)) {
			key = val_str(v, "key");
			at = strstr(key, "YEAR");
			if (at == NULL)
				line(app, key);
			else if (at[4] == '.')
				line(app, at + 5);
			else
				out_printf(app->out, "%.*s\n",
				    (int)(at - key) - 1, key);
		}
	ctxh_value_free(list);
}

/* Only where the store opens without a question; the newest year's. */
static void
cases(struct app *app)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;

	app->no_input = 1;
	app->passphrase_fd = -1;
	if (session_open(app, CMD_KEY) == CTXH_OK &&
	    ctxh_case_list(app->h, NULL, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			line(app, val_str(v, "case"));
	ctxh_value_free(list);
}

static void
of_verb(struct app *app, const char *what, const struct opts *given)
{
	const char *name = opt_arg(given, 0), *second = opt_arg(given, 1);
	const struct cmd *c = name == NULL ? NULL : cmd_find(name), *sub;
	const char *option = second;
	struct opts o = { 0 };

	if (c == NULL)
		return;
	sub = second == NULL ? NULL : cmd_find_sub(c, second);
	if (sub != NULL) {
		c = sub;
		option = opt_arg(given, 2);
	}
	if (strcmp(what, "subs") == 0) {
		subs(app, c);
		return;
	}
	if (help_fill(app, c, &o) != CTXH_OK)
		;
	else if (strcmp(what, "options") == 0)
		options(app, &o);
	else if (strcmp(what, "values") == 0 && option != NULL)
		values(app, &o, option);
	opts_free(&o);
}

int
complete(struct app *app, const char *what, const struct opts *given)
{
	if (strcmp(what, "verbs") == 0)
		verbs(app);
	else if (strcmp(what, "cases") == 0)
		cases(app);
	else if (strcmp(what, "settings") == 0)
		settings(app);
	else
		of_verb(app, what, given);
	return CTXH_OK;
}
