/*
 * Words for the shell's completion: never a question, never an error.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "complete.h"
#include "complete_line.h"
#include "help.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "util.h"

void
offer(struct line *l, const char *word, const char *what)
{
	if (strncmp(word, l->begun, strlen(l->begun)) != 0)
		return;
	out_printf(l->app->out, "%s%s\t", l->before, word);
	/* A line stays a line. */
	for (; what != NULL && *what != '\0' && *what != '\n'; what++)
		out_bytes(l->app->out, *what == '\t' ? " " : what, 1);
	out_puts(l->app->out, "\n");
	l->found++;
}

static void
offer_files(struct line *l, const char *prefix)
{
	out_printf(l->app->out, "\tfiles\t%s%s\n", l->before, prefix);
}

static void
offer_verbs(struct line *l)
{
	const struct cmd *c;
	const ctxh_value *f;

	for (size_t i = 0; commands[i] != NULL; i++) {
		c = commands[i];
		if (c->flags & CMD_HIDDEN)
			continue;
		offer(l, c->name, T(c->summary));
		if (c->alias != NULL)
			offer(l, c->alias, T(c->summary));
	}
	session_own_quietly(l->app);
	for (size_t i = 0; (f = own_form(l->app, i)) != NULL; i++)
		offer(l, val_str(f, "verb"), val_str(f, "title"));
}

static void
offer_subs(struct line *l, const struct cmd *c)
{
	for (const struct cmd *s = c == NULL ? NULL : c->sub;
	    s != NULL && s->name != NULL; s++)
		offer(l, s->name, T(s->summary));
}

static void
offer_options(struct line *l)
{
	const struct opt_spec *s;
	char *name;

	for (size_t i = 0; i < l->o.nspecs; i++) {
		s = l->o.specs[i];
		if (s->flags & OPT_HIDDEN)
			continue;
		name = xasprintf("--%s", s->name);
		offer(l, name, s->help == NULL ? "" : T(s->help));
		free(name);
	}
}

/* By the name of an argument: "CASE", "[CASE]", "FILE|-".  0 where it is none
 * of those that can be completed. */
static int
offer_named(struct line *l, const char *arg)
{
	if (arg == NULL)
		return 0;
	if (strcmp(arg, "FORM") == 0)
		offer_forms(l);
	else if (strstr(arg, "CASE") != NULL)
		offer_cases(l);
	else if (strstr(arg, "AGENCY") != NULL)
		offer_agencies(l);
	else if (strcmp(arg, "[OP]") == 0)
		offer_operations(l);
	else if (strstr(arg, "PART") != NULL)
		offer_parts(l);
	else if (strstr(arg, "FILE") != NULL)
		offer_files(l, "");
	else
		return 0;
	return 1;
}

static void
offer_values(struct line *l, const struct opt_spec *s)
{
	if (offer_named(l, s->arg) || offer_known(l, s))
		return;
	if (s->flags & OPT_FILE) {
		offer_files(l, "");
		return;
	}
	for (const struct opt_choice *c = s->choices;
	    c != NULL && c->code != NULL; c++)
		offer(l, c->code, c->label == NULL ? "" : T(c->label));
	/* A text out of a file: @FILE. */
	if (s->choices == NULL && s->kind == OPT_TEXT && l->begun[0] == '@')
		offer_files(l, "@");
}

static void
offer_argument(struct line *l)
{
	const struct cmd *c = l->c;

	if (strcmp(c->name, "help") == 0 && l->args == 0)
		offer_verbs(l);
	else if (strcmp(c->name, "help") == 0 && l->args == 1)
		offer_subs(l, cmd_find(l->first));
	else if (c == l->verb && l->args == 0)
		offer_subs(l, c);
	if (c->args != NULL && strstr(c->args, "KEY") != NULL && l->args == 0)
		offer_settings(l);
	else if (l->first != NULL && strcmp(l->first, "school.levels") == 0)
		offer_levels(l);
	else if (c->args != NULL && strstr(c->args, "FORM") != NULL &&
	    l->args == (l->no_case ? 0 : 1))
		offer_forms(l);
	else if (l->found == 0 && !l->no_case &&
	    (c->max_args < 0 || l->args < (size_t)c->max_args))
		(void)offer_named(l, c->args);
}

/* ---- reading the line ---- */

/* The options that may stand here from now on. */
static void
use_options(struct line *l)
{
	opts_free(&l->o);
	if (l->c == NULL)
		opts_table(&l->o, opt_globals);
	else
		(void)help_fill(l->app, l->c, &l->o);
}

/* "--name" of the first len letters of a word, or "-n"; NULL for none. */
static const struct opt_spec *
find_option(const struct line *l, const char *word, size_t len)
{
	const struct opt_spec *s;

	for (size_t i = 0; i < l->o.nspecs; i++) {
		s = l->o.specs[i];
		if ((strlen(s->name) + 2 == len &&
		    strncmp(word + 2, s->name, len - 2) == 0) ||
		    (len == 2 && s->letter != 0 && word[1] == s->letter))
			return s;
	}
	return NULL;
}

/* Where the store is and who asks stands in the line, too. */
static void
take_global(struct line *l, const struct opt_spec *s, const char *value)
{
	const char *home = getenv("HOME");

	if (strcmp(s->name, "as") == 0)
		l->app->as = value;
	if (strcmp(s->name, "store") != 0)
		return;
	if (value[0] == '~' && value[1] == '/' && home != NULL)
		value = opts_own(&l->o, xasprintf("%s%s", home, value + 1));
	l->app->store = value;
}

static void
take_option(struct line *l, const char *word)
{
	size_t len = strcspn(word, "=");
	const struct opt_spec *s = find_option(l, word, len);

	l->no_case |= s != NULL && (strcmp(s->name, "blank") == 0 ||
	    strcmp(s->name, "template-help") == 0);
	if (s == NULL || s->kind == OPT_FLAG || s->kind == OPT_BOOL)
		return;
	if (word[len] == '=')
		take_global(l, s, word + len + 1);
	else
		l->waiting = s;
}

static void
take_argument(struct line *l, const char *word)
{
	const struct cmd *sub = l->verb == l->c && l->args == 0 &&
	    l->verb != NULL ? cmd_find_sub(l->verb, word) : NULL;

	if (l->verb == NULL) {
		/* A form's options, and its verb, may be the store's own. */
		l->verb = cmd_find(word);
		if (l->verb == NULL || l->verb->prepare != NULL)
			session_own_quietly(l->app);
		if (l->verb == NULL)
			l->verb = own_verb(l->app, word);
		l->c = l->verb;
		l->args += l->verb == NULL;
		use_options(l);
	} else if (sub != NULL) {
		l->c = sub;
		use_options(l);
	} else if (l->args++ == 0) {
		l->first = word;
	}
}

static void
take_word(struct line *l, const char *word)
{
	if (l->waiting != NULL) {
		take_global(l, l->waiting, word);
		l->waiting = NULL;
	} else if (!l->ended && strcmp(word, "--") == 0) {
		l->ended = 1;
	} else if (!l->ended && word[0] == '-' && word[1] != '\0') {
		take_option(l, word);
	} else {
		take_argument(l, word);
	}
}

/* "--name=begun" in one word. */
static void
offer_joined(struct line *l, const char *word, struct str *before)
{
	size_t len = strcspn(word, "=");
	const struct opt_spec *s = find_option(l, word, len);

	str_add(before, word, len + 1);
	l->before = before->s;
	l->begun = word + len + 1;
	if (s != NULL)
		offer_values(l, s);
}

static void
offer_all(struct line *l, struct str *before)
{
	if (l->waiting != NULL)
		offer_values(l, l->waiting);
	else if (!l->ended && strncmp(l->begun, "--", 2) == 0 &&
	    strchr(l->begun, '=') != NULL)
		offer_joined(l, l->begun, before);
	else if (!l->ended && l->begun[0] == '-')
		offer_options(l);
	else if (l->verb != NULL)
		offer_argument(l);
	else if (l->args == 0)
		offer_verbs(l);
}

int
complete(struct app *app, const struct opts *given)
{
	struct line l = { .app = app, .begun = "", .before = "" };
	struct str before = { 0 };

	use_options(&l);
	for (size_t i = 0; i + 1 < given->nargs; i++)
		take_word(&l, opt_arg(given, i));
	if (given->nargs > 0)
		l.begun = opt_arg(given, given->nargs - 1);
	offer_all(&l, &before);
	free(before.s);
	opts_free(&l.o);
	return CTXH_OK;
}
