/*
 * ctxh rules: what the regulations say, as data: shown, checked, compared,
 * and taken in from a file.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "opt.h"
#include "out.h"
#include "rules.h"
#include "session.h"
#include "util.h"

#define RULES_MAX ((size_t)1 << 20)	/* bytes of a file */

/* ---- files ---- */

/* Says it as "file:line:column: path: reason". */
static int
fail_in_set(struct app *app, const char *file, int rc)
{
	const char *message = ctxh_message(app->h);
	const ctxh_value *where = ctxh_where(app->h), *v;
	size_t n = strlen(file);

	if (strncmp(message, file, n) == 0 && strncmp(message + n, ": ", 2) ==
	    0)
		message += n + 2;
	/* The file is wrong, also where it extends what is not there. */
	rc = app_fail(app, rc == CTXH_ENOTFOUND ? CTXH_EUSAGE : rc, "%s",
	    message);
	(void)app_where(app, "file", file);
	for (v = ctxh_value_first(where); v != NULL; v = ctxh_value_next(v))
		val_put(app->error.where, ctxh_value_key(v),
		    ctxh_value_copy(v));
	return rc;
}

/* The whole rule set of a file.  One that extends a set of the store's needs
 * the store, which is not opened for any other. */
static int
read_file(struct app *app, const char *path, ctxh_value **out)
{
	char *text = NULL;
	size_t n = 0;
	int rc = file_read(app, path, RULES_MAX, &text, &n);

	*out = NULL;
	if (rc != CTXH_OK)
		return rc;
	rc = ctxh_rules_read(app->h, text, n, path, out);
	if (rc == CTXH_ENOTFOUND && *ctxh_store_id(app->h) == '\0' &&
	    session_try(app) == CTXH_OK)
		rc = ctxh_rules_read(app->h, text, n, path, out);
	if (rc != CTXH_OK)
		rc = fail_in_set(app, path, rc);
	wipe_free(text);
	return rc;
}

/* A rule set by its id; or else that of a file. */
static int
read_set(struct app *app, const char *name, ctxh_value **out)
{
	int rc = ctxh_rules(app->h, name, out);

	if (rc != CTXH_ENOTFOUND || (strchr(name, '/') == NULL &&
	    strchr(name, '.') == NULL && strcmp(name, "-") != 0))
		return rc;
	return read_file(app, name, out);
}

/* ---- list, show ---- */

/* A school that no newer set is for goes on by one that has ended. */
static const char *
show_force(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	return val_true(row, "kept") ? T("yes, kept though it has ended") :
	    out_show_bool(ctx, row, cell, buf, size);
}

static const struct out_column list_columns[] = {
	{ "id", N_("Id"), NULL, NULL, 0 },
	{ "title", N_("Title"), NULL, NULL, 0 },
	{ "basis", N_("Basis"), NULL, NULL, 0 },
	{ "valid_from", N_("Valid from"), out_show_date, NULL, 0 },
	{ "valid_to", N_("Valid to"), out_show_date, NULL, 0 },
	{ "in_force", N_("In force"), show_force, NULL, 0 },
	{ "kept", NULL, NULL, NULL, 0 },
	{ "origin", NULL, NULL, NULL, 0 },
	{ "at", N_("Taken in"), out_show_date, NULL, 0 },
	{ "by", N_("Who"), NULL, NULL, 0 },
	{ 0 }
};

/* A store is there whose own sets and levels nobody at hand can read: what is
 * in force may be another set. */
static void
tell_unread(struct app *app)
{
	ctxh_value *school = NULL;
	int rc;

	if (app->store_path == NULL)
		return;
	rc = ctxh_school(app->h, &school);
	ctxh_value_free(school);
	if (rc == CTXH_EDENIED || rc == CTXH_EKEY)
		app_warn(app, "%s", T("without the school's own rule sets and "
		    "its levels: no key at hand reads them, so that another "
		    "set may be in force"));
}

static int
run_list(struct app *app, struct opts *o)
{
	ctxh_value *list = NULL;
	int rc = session_try(app);

	(void)o;
	if (rc == CTXH_OK)
		rc = ctxh_rules_list(app->h, &list);
	if (rc == CTXH_OK)
		tell_unread(app);
	if (rc == CTXH_OK)
		rc = out_rows(app->out, list_columns, NULL, list);
	ctxh_value_free(list);
	return rc;
}

/* Puts the codes that a field chooses from beside it, as "choices". */
static void
put_choices(const ctxh_value *set, ctxh_value *fields)
{
	const ctxh_value *codes = ctxh_value_get(set, "codes"), *list;
	ctxh_value *f;

	/* The caller's own copy. */
	for (f = (ctxh_value *)(uintptr_t)ctxh_value_first(fields); f != NULL;
	    f = (ctxh_value *)(uintptr_t)ctxh_value_next(f)) {
		list = val_str(f, "codes") == NULL ? NULL :
		    ctxh_value_get(codes, val_str(f, "codes"));
		if (list != NULL)
			val_put(f, "choices", ctxh_value_copy(list));
		put_choices(set, (ctxh_value *)(uintptr_t)ctxh_value_get(f,
		    "fields"));
	}
}

static int
show_form(struct app *app, const ctxh_value *set, const char *name)
{
	const ctxh_value *forms = ctxh_value_get(set, "forms");
	const ctxh_value *form = val_find(forms, "id", name);
	ctxh_value *copy;
	int rc;

	if (form == NULL)
		form = val_find(forms, "verb", name);
	if (form == NULL)
		return app_fail(app, CTXH_ENOTFOUND,
		    T("the rule set %s has no form \"%s\""),
		    val_str(set, "id"), name);
	copy = val_copy(form);
	if (out_is_text(app->out))
		put_choices(set, (ctxh_value *)(uintptr_t)ctxh_value_get(copy,
		    "fields"));
	rc = out_object(app->out, copy, rules_show_form, app);
	ctxh_value_free(copy);
	return rc;
}

static int
run_show(struct app *app, struct opts *o)
{
	const char *name = opt_arg(o, 0), *form = opt_arg(o, 1);
	ctxh_value *set = NULL;
	int rc = session_try(app);

	if (rc == CTXH_OK)
		rc = name == NULL ? ctxh_rules(app->h, NULL, &set) :
		    read_set(app, name, &set);
	if (rc == CTXH_ENOTFOUND && form == NULL &&
	    ctxh_rules(app->h, NULL, &set) == CTXH_OK) {
		/* One name may be a form's, of the set in force. */
		if (val_find(ctxh_value_get(set, "forms"), "id", name) !=
		    NULL || val_find(ctxh_value_get(set, "forms"), "verb",
		    name) != NULL) {
			form = name;
			rc = CTXH_OK;
		} else
			rc = app_fail(app, CTXH_ENOTFOUND, T("no such rule "
			    "set: \"%s\"; see ctxh rules list"), name);
	}
	/* One that was asked for by its id is that one. */
	if (rc == CTXH_OK && (name == NULL || form == name))
		tell_unread(app);
	if (rc == CTXH_OK && form != NULL)
		rc = show_form(app, set, form);
	else if (rc == CTXH_OK)
		rc = out_object(app->out, set, rules_show_set, app);
	ctxh_value_free(set);
	return rc;
}

/* ---- check, diff, schema ---- */

static void
show_checked(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, T("%s: a rule set"), val_str(v, "id"));
	out_puts(out, "\n");
}

/* It may be right and yet not be taken in: an id means one content. */
static void
tell_taken(struct app *app, const ctxh_value *set)
{
	const char *id = val_str(set, "id");
	ctxh_value *known = NULL, *list = NULL;

	session_own_quietly(app);
	if (ctxh_rules(app->h, id, &known) == CTXH_OK &&
	    ctxh_rules_diff(app->h, known, set, &list) == CTXH_OK &&
	    ctxh_value_count(list) > 0)
		app_warn(app, T("a rule set \"%s\" is there already with "
		    "other content; to be taken in this one needs another "
		    "id"), id);
	ctxh_value_free(list);
	ctxh_value_free(known);
}

static int
run_check(struct app *app, struct opts *o)
{
	ctxh_value *set = NULL, *answer;
	int rc = read_file(app, opt_arg(o, 0), &set);

	if (rc == CTXH_OK) {
		tell_taken(app, set);
		answer = ctxh_value_object();
		val_put_int(answer, "format", 1);
		val_put_bool(answer, "ok", 1);
		val_put_text(answer, "id", val_str(set, "id"));
		rc = out_object(app->out, answer, show_checked, NULL);
		ctxh_value_free(answer);
	}
	ctxh_value_free(set);
	return rc;
}

static const struct out_column diff_columns[] = {
	{ "path", N_("Where"), NULL, NULL, 0 },
	{ "change", N_("Change"), NULL, NULL, 0 },
	{ "old", N_("Old"), NULL, NULL, 0 },
	{ "new", N_("New"), NULL, NULL, 0 },
	{ 0 }
};

static int
run_diff(struct app *app, struct opts *o)
{
	ctxh_value *a = NULL, *b = NULL, *list = NULL;
	int rc = session_try(app);

	if (rc == CTXH_OK)
		rc = read_set(app, opt_arg(o, 0), &a);
	if (rc == CTXH_OK)
		rc = read_set(app, opt_arg(o, 1), &b);
	if (rc == CTXH_OK)
		rc = ctxh_rules_diff(app->h, a, b, &list);
	if (rc == CTXH_OK && out_is_text(app->out))
		rules_show_changes(app->out, list);
	else if (rc == CTXH_OK)
		rc = out_rows(app->out, diff_columns, NULL, list);
	ctxh_value_free(list);
	ctxh_value_free(b);
	ctxh_value_free(a);
	return rc;
}

static int
run_schema(struct app *app, struct opts *o)
{
	const char *schema = ctxh_rules_schema();

	(void)o;
	out_bytes(app->out, schema, strlen(schema));
	return CTXH_OK;
}

/* ---- import ---- */

static void
show_import(struct out *out, void *dry, const ctxh_value *v)
{
	char from[16];

	(void)out_show_date(NULL, NULL, ctxh_value_get(v, "valid_from"), from,
	    sizeof(from));
	if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		out_printf(out, T("%s: taken in, in force from %s "
		    "(operation %lld)"), val_str(v, "id"), from,
		    (long long)val_int(v, "op"));
	else
		out_printf(out, *(int *)dry ? T("%s: fits, would be in force "
		    "from %s; nothing was written") : T("%s: in force from "
		    "%s; nothing was written"), val_str(v, "id"), from);
	out_puts(out, "\n");
	print_notices(out, ctxh_value_get(v, "notices"));
	if (ctxh_value_count(ctxh_value_get(v, "changes")) == 0)
		return;
	out_printf(out, T("Changes against %s:"), val_str(v, "against"));
	out_puts(out, "\n");
	rules_show_changes(out, ctxh_value_get(v, "changes"));
}

static int
run_import(struct app *app, struct opts *o)
{
	const char *path = opt_arg(o, 0);
	int dry = opt_given(o, "dry-run"), rc;
	char *text = NULL;
	size_t n = 0;
	ctxh_value *result = NULL;

	rc = file_read(app, path, RULES_MAX, &text, &n);
	if (rc != CTXH_OK)
		return rc;
	rc = ctxh_rules_import(app->h, text, n, path, dry ? CTXH_DRY_RUN : 0,
	    &result);
	wipe_free(text);
	if (rc == CTXH_EUSAGE || rc == CTXH_ENOTFOUND)
		return fail_in_set(app, path, rc);
	if (rc == CTXH_OK)
		rc = out_object(app->out, result, show_import, &dry);
	ctxh_value_free(result);
	return rc;
}

static const struct opt_spec import_options[] = {
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("show what it would change and write nothing"), NULL },
	{ 0 }
};

static const struct cmd subs[] = {
	{ .name = "list", .run = run_list, .flags = CMD_PAGER,
	    .summary = N_("the rule sets, and which is in force") },
	{ .name = "show", .run = run_show, .flags = CMD_PAGER,
	    .args = N_("[ID] [FORM]"), .max_args = 2,
	    .summary = N_("a rule set, or one of its forms; by default the "
	    "one in force") },
	{ .name = "check", .run = run_check, .args = "FILE", .min_args = 1,
	    .max_args = 1,
	    .summary = N_("whether a file is a rule set") },
	{ .name = "import", .run = run_import, .flags = CMD_KEY | CMD_WRITE,
	    .args = "FILE", .min_args = 1, .max_args = 1,
	    .options = import_options,
	    .summary = N_("take a rule set into the store") },
	{ .name = "diff", .run = run_diff, .flags = CMD_PAGER,
	    .args = N_("OLD NEW"), .min_args = 2, .max_args = 2,
	    .summary = N_("what differs between two rule sets, ids or "
	    "files") },
	{ .name = "schema", .run = run_schema, .flags = CMD_PAGER,
	    .summary = N_("the JSON Schema of rule sets") },
	{ 0 }
};

const struct cmd cmd_rules = {
	.name = "rules", .group = GROUP_START, .sub = subs,
	.summary = N_("what the regulations say: forms, limits, tables"),
	.help = N_("A file is described in ctxh-rules(5). A case goes by the "
	    "rule set in force on the day that it is taken in, and keeps "
	    "it."),
	.example = "  ctxh rules show\n  ctxh rules show tt33-2018 plan\n"
	    "  ctxh rules check tinh.json\n"
	    "  ctxh rules import tinh.json --dry-run",
};
