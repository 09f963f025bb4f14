/*
 * Parsing a command line by a table of options.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "util.h"

/* Where the parser stands. */
struct parser {
	struct app	*app;
	struct opts	*o;
	char		**argv;
	int		 argc, at;
};

/* Also where a verb has its own choices for it. */
static int
is_global(const struct opt_spec *spec)
{
	for (const struct opt_spec *g = opt_globals; g->kind != OPT_END; g++)
		if (strcmp(g->name, spec->name) == 0)
			return 1;
	return 0;
}

/* Adds the codes and the nearest one to a refusal. */
static int
fail_choice(struct app *app, const struct opt_spec *spec, const char *text)
{
	struct near n = { .typed = text };
	struct str list = { 0 };
	int rc;

	for (const struct opt_choice *c = spec->choices; c->code != NULL; c++) {
		near_try(&n, c->code);
		str_printf(&list, "%s%s", list.len > 0 ? ", " : "", c->code);
	}
	if (n.best != NULL)
		rc = app_fail(app, CTXH_EUSAGE,
		    T("--%s: no such value: \"%s\"; did you mean %s?"),
		    spec->name, text, n.best);
	else
		rc = app_fail(app, CTXH_EUSAGE,
		    T("--%s: no such value: \"%s\"; one of %s"), spec->name,
		    text, list.s);
	free(list.s);
	return rc;
}

static int
check_int(struct app *app, const struct opt_spec *spec, const char *text)
{
	char *end;

	errno = 0;
	(void)strtoll(text, &end, 10);
	if (errno == 0 && end != text && *end == '\0' && *text != ' ')
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE,
	    T("--%s: no whole number: \"%s\""), spec->name, text);
}

static int
check_bool(struct app *app, const struct opt_spec *spec, const char **text)
{
	static const char *const yes[] = { "true", "yes", "co", "có", NULL };
	static const char *const no[] = { "false", "no", "khong", "không",
	    NULL };

	for (size_t i = 0; yes[i] != NULL; i++) {
		if (strcmp(*text, yes[i]) == 0) {
			*text = "true";
			return CTXH_OK;
		}
		if (strcmp(*text, no[i]) == 0) {
			*text = "false";
			return CTXH_OK;
		}
	}
	return app_fail(app, CTXH_EUSAGE,
	    T("--%s: neither true nor false: \"%s\""), spec->name, *text);
}

static int
check_choice(struct app *app, const struct opt_spec *spec, const char *text)
{
	if (spec->choices == NULL || (spec->flags & OPT_OPEN))
		return CTXH_OK;
	for (const struct opt_choice *c = spec->choices; c->code != NULL; c++)
		if (strcmp(c->code, text) == 0)
			return CTXH_OK;
	return fail_choice(app, spec, text);
}

int
opts_allow(struct app *app, const struct opts *o, const char *name,
    const char *text)
{
	int rc = CTXH_OK;

	for (size_t i = 0; text != NULL && i < o->nspecs; i++)
		if (strcmp(o->specs[i]->name, name) == 0) {
			rc = check_choice(app, o->specs[i], text);
			break;
		}
	return rc == CTXH_OK ? rc : app_where(app, "option", name);
}

/* An option given twice is a slip unless it is a list or says the same; of
 * the global ones the last counts, so that an alias of the shell can be
 * overruled. */
static int
check_twice(struct parser *p, const struct opt_spec *spec, const char *text)
{
	const char *before;

	if ((spec->flags & OPT_REPEAT) || is_global(spec))
		return CTXH_OK;
	before = opt_text(p->o, spec->name);
	if (before == NULL || strcmp(before, text) == 0)
		return CTXH_OK;
	return app_fail(p->app, CTXH_EUSAGE,
	    T("--%s was given twice: \"%s\" and \"%s\""), spec->name, before,
	    text);
}

static int
give(struct parser *p, const struct opt_spec *spec, const char *text)
{
	struct opts *o = p->o;
	int rc = CTXH_OK;

	if (spec->kind == OPT_INT)
		rc = check_int(p->app, spec, text);
	else if (spec->kind == OPT_BOOL)
		rc = check_bool(p->app, spec, &text);
	if (rc == CTXH_OK)
		rc = check_choice(p->app, spec, text);
	if (rc == CTXH_OK)
		rc = check_twice(p, spec, text);
	if (rc != CTXH_OK) {
		app_where(p->app, "option", spec->name);
		return rc;
	}
	o->given = xrealloc(o->given, (o->ngiven + 1) * sizeof(*o->given));
	o->given[o->ngiven].spec = spec;
	o->given[o->ngiven++].text = text;
	return CTXH_OK;
}

static void
add_arg(struct opts *o, const char *text)
{
	o->args = xrealloc(o->args, (o->nargs + 1) * sizeof(*o->args));
	o->args[o->nargs++] = text;
}

static const struct opt_spec *
find_name(const struct opts *o, const char *name, size_t len)
{
	for (size_t i = 0; i < o->nspecs; i++)
		if (strncmp(o->specs[i]->name, name, len) == 0 &&
		    o->specs[i]->name[len] == '\0')
			return o->specs[i];
	return NULL;
}

static const struct opt_spec *
find_letter(const struct opts *o, char letter)
{
	for (size_t i = 0; i < o->nspecs; i++)
		if (o->specs[i]->letter == letter)
			return o->specs[i];
	return NULL;
}

static const char *
parent_name(const struct app *app)
{
	return app->parent == NULL ? "" : app->parent->name;
}

static int
fail_unknown(struct parser *p, const char *name, size_t len)
{
	char *typed = xstrndup(name, len);
	struct near n = { .typed = typed };
	int rc;

	for (size_t i = 0; i < p->o->nspecs; i++)
		if (!(p->o->specs[i]->flags & OPT_HIDDEN))
			near_try(&n, p->o->specs[i]->name);
	if (n.best != NULL)
		rc = app_fail(p->app, CTXH_EUSAGE,
		    T("no such option: \"--%s\"; did you mean --%s?"), typed,
		    n.best);
	else if (p->app->cmd != NULL)
		rc = app_fail(p->app, CTXH_EUSAGE,
		    T("no such option: \"--%s\"; see ctxh %s%s%s --help"),
		    typed, parent_name(p->app), parent_name(p->app)[0] ? " " : "",
		    p->app->cmd->name);
	else
		rc = app_fail(p->app, CTXH_EUSAGE,
		    T("no such option: \"--%s\"; options of a verb stand "
		    "behind it, see ctxh help"), typed);
	app_where(p->app, "option", typed);
	free(typed);
	return rc;
}

/* The value behind the option that stands at argv[at]. */
static int
take_value(struct parser *p, const struct opt_spec *spec)
{
	if (p->at + 1 >= p->argc)
		return app_fail(p->app, CTXH_EUSAGE,
		    T("--%s needs a value: --%s %s"), spec->name, spec->name,
		    spec->arg == NULL ? "..." : T(spec->arg));
	return give(p, spec, p->argv[++p->at]);
}

static int
parse_long(struct parser *p)
{
	const char *name = p->argv[p->at] + 2, *value = strchr(name, '=');
	size_t len = value == NULL ? strlen(name) : (size_t)(value - name);
	const struct opt_spec *spec = find_name(p->o, name, len);

	if (spec == NULL && value == NULL && strncmp(name, "no-", 3) == 0) {
		spec = find_name(p->o, name + 3, len - 3);
		if (spec != NULL && spec->kind == OPT_BOOL)
			return give(p, spec, "false");
		spec = NULL;
	}
	if (spec == NULL)
		return fail_unknown(p, name, len);
	if (spec->kind == OPT_FLAG && value != NULL)
		return app_fail(p->app, CTXH_EUSAGE,
		    T("--%s takes no value"), spec->name);
	if (value != NULL)
		return give(p, spec, value + 1);
	if (spec->kind == OPT_FLAG || spec->kind == OPT_BOOL)
		return give(p, spec, "true");
	return take_value(p, spec);
}

static int
parse_letters(struct parser *p)
{
	const struct opt_spec *spec;
	const char *s = p->argv[p->at] + 1;
	int rc = CTXH_OK;

	for (; rc == CTXH_OK && *s != '\0'; s++) {
		spec = find_letter(p->o, *s);
		if (spec == NULL)
			return app_fail(p->app, CTXH_EUSAGE,
			    T("no such option: \"-%.1s\"; see --help"), s);
		if (spec->kind == OPT_FLAG || spec->kind == OPT_BOOL)
			rc = give(p, spec, "true");
		else if (s[1] != '\0')
			return give(p, spec, s + 1);
		else
			return take_value(p, spec);
	}
	return rc;
}

int
opts_parse(struct app *app, struct opts *o, int argc, char **argv, int words,
    int *used)
{
	struct parser p = { .app = app, .o = o, .argv = argv, .argc = argc };
	int rc = CTXH_OK, ended = 0;

	for (p.at = 0; rc == CTXH_OK && p.at < argc; p.at++) {
		const char *s = argv[p.at];

		if (ended || s[0] != '-' || s[1] == '\0') {
			if (!words)
				break;
			add_arg(o, s);
		} else if (strcmp(s, "--") == 0) {
			ended = 1;
		} else if (s[1] == '-') {
			rc = parse_long(&p);
		} else {
			rc = parse_letters(&p);
		}
	}
	*used = p.at;
	return rc;
}

static int
check_required(struct app *app, const struct opts *o)
{
	struct str missing = { 0 };
	int n = 0, rc;

	for (size_t i = 0; i < o->nspecs; i++) {
		if (!(o->specs[i]->flags & OPT_REQUIRED) ||
		    opt_given(o, o->specs[i]->name))
			continue;
		str_printf(&missing, "%s--%s", n++ > 0 ? ", " : "",
		    o->specs[i]->name);
	}
	if (n == 0)
		return CTXH_OK;
	rc = app_fail(app, CTXH_EUSAGE,
	    T("missing: %s; see ctxh %s%s%s --help"), missing.s, parent_name(app), parent_name(app)[0] ? " " : "",
	    app->cmd->name);
	free(missing.s);
	return rc;
}

int
opts_check(struct app *app, const struct cmd *c, const struct opts *o)
{
	if (c->max_args >= 0 && o->nargs > (size_t)c->max_args)
		return app_fail(app, CTXH_EUSAGE,
		    T("one argument too many: \"%s\"; see --help"),
		    o->args[c->max_args]);
	if (o->nargs < (size_t)c->min_args)
		return app_fail(app, CTXH_EUSAGE,
		    T("missing: %s; see ctxh %s%s%s --help"), T(c->args),
		    parent_name(app), parent_name(app)[0] ? " " : "",
		    c->name);
	return check_required(app, o);
}
