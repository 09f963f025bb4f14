/*
 * --edit: a form in the user's editor, as git does it: what is known of it
 * before the editor starts.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "edit.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "util.h"
#include "when.h"

/* ---- before the editor starts ---- */

/* Whoever may not use the form at all is told so before typing. */
static int
check_actor(struct edit *ed)
{
	const ctxh_value *roles = ctxh_value_get(ed->e->form, "roles"), *v;
	ctxh_value *me = NULL, *result = NULL;
	const char *role;
	int rc, may = 0;

	rc = ctxh_whoami(ed->app->h, &me);
	role = val_str(me, "role");
	for (v = ctxh_value_first(roles); v != NULL; v = ctxh_value_next(v))
		if (role != NULL && strcmp(role, ctxh_value_str(v)) == 0)
			may = 1;
	ctxh_value_free(me);
	if (rc != CTXH_OK || may)
		return rc;
	/* The library says it, and leaves the trace. */
	rc = ctxh_record(ed->app->h, val_str(ed->e->form, "form"),
	    ed->e->case_no, ed->e->fields, ed->e->flags | CTXH_DRY_RUN,
	    &result);
	ctxh_value_free(result);
	return rc == CTXH_EDENIED ? rc : CTXH_OK;
}

/* The document that --amend corrects: the newest that has its place. */
static const ctxh_value *
amended(const struct edit *ed, const ctxh_value *shown)
{
	const char *form = val_str(ed->e->form, "form");
	const ctxh_value *v, *newest = NULL;

	for (v = ctxh_value_first(ctxh_value_get(shown, "documents"));
	    v != NULL; v = ctxh_value_next(v))
		if (strcmp(val_str(v, "form"), form) == 0 &&
		    !val_true(v, "superseded") && (newest == NULL ||
		    strcmp(val_str(v, "at"), val_str(newest, "at")) >= 0))
			newest = v;
	return newest;
}

/* A case keeps the rule set that it was taken in by, forms and all. */
static void
choose_form(struct edit *ed, const char *rules)
{
	const char *now = val_str(ed->e->form, "rules");
	const ctxh_value *form;

	if (rules == NULL || now == NULL || strcmp(rules, now) == 0 ||
	    ctxh_forms_of(ed->app->h, rules, &ed->forms) != CTXH_OK)
		return;
	form = val_find(ed->forms, "form", val_str(ed->e->form, "form"));
	if (form != NULL)
		ed->e->form = form;
}

static int
read_case(struct edit *ed)
{
	int amends = (ed->e->flags & CTXH_AMEND) != 0, rc;
	ctxh_value *shown = NULL;
	const ctxh_value *doc;
	const char *number;

	if (ed->e->case_no == NULL && amends)
		return app_fail(ed->app, CTXH_EUSAGE,
		    T("--edit with --amend needs the case's number; without "
		    "a case give the fields that change"));
	if (ed->e->case_no == NULL)
		return CTXH_OK;
	rc = form_shown(ed->e, amends ? CTXH_NAMES : 0, &shown, &number);
	if (rc == CTXH_OK) {
		ed->case_no = xstrdup(number);
		choose_form(ed, val_str(shown, "rules"));
		ed->against = form_against(ed->e, shown);
	}
	doc = rc == CTXH_OK && amends ? amended(ed, shown) : NULL;
	if (doc != NULL)
		ed->before = ctxh_value_copy(ctxh_value_get(doc, "fields"));
	else if (rc == CTXH_OK && amends)
		rc = app_fail(ed->app, CTXH_ENOTFOUND,
		    T("the case has no \"%s\" to amend"),
		    val_str(ed->e->form, "verb"));
	ctxh_value_free(shown);
	return rc;
}

static void
name_command(struct edit *ed)
{
	const struct app *app = ed->app;
	struct str b = { 0 };

	str_printf(&b, "ctxh %s%s%s", app->parent != NULL ? app->parent->name :
	    "", app->parent != NULL ? " " : "", app->cmd->name);
	if (ed->case_no != NULL)
		str_printf(&b, " %s", ed->case_no);
	if (ed->e->flags & CTXH_AMEND)
		str_puts(&b, " --amend");
	ed->command = b.s;
}

/* ---- the text ---- */

static int
fits(const ctxh_value *field, const ctxh_value *v)
{
	enum field_type type = field_type(field);
	enum ctxh_kind kind = ctxh_value_kind(v);
	const ctxh_value *item;

	if (type < FIELD_CODES)
		return kind == CTXH_TEXT || (kind == CTXH_BOOL &&
		    type == FIELD_BOOL) || (kind == CTXH_NUMBER &&
		    type == FIELD_INT);
	if (kind != CTXH_LIST)
		return 0;
	for (item = ctxh_value_first(v); item != NULL;
	    item = ctxh_value_next(item))
		if (ctxh_value_kind(item) != (type == FIELD_LIST ?
		    CTXH_OBJECT : CTXH_TEXT))
			return 0;
	return 1;
}

/* What --json gives must be something that the text can show. */
static int
check_given(struct app *app, const ctxh_value *set, const ctxh_value *fields)
{
	const ctxh_value *v, *f, *item;
	int rc = CTXH_OK;

	for (v = ctxh_value_first(fields); rc == CTXH_OK && v != NULL;
	    v = ctxh_value_next(v)) {
		f = field_named(set, ctxh_value_key(v));
		if (f == NULL)
			rc = app_fail(app, CTXH_EUSAGE,
			    T("no such field: \"%s\""), ctxh_value_key(v));
		else if (ctxh_value_kind(v) != CTXH_NULL && !fits(f, v))
			rc = app_fail(app, CTXH_EUSAGE,
			    T("what is given for \"%s\" is not of its type"),
			    ctxh_value_key(v));
		else if (field_type(f) == FIELD_LIST)
			for (item = ctxh_value_first(v); rc == CTXH_OK &&
			    item != NULL; item = ctxh_value_next(item))
				rc = check_given(app, f, item);
	}
	return rc;
}

/* What is known: the old document, what was given, and when it is. */
static ctxh_value *
known_fields(const struct edit *ed)
{
	const char *when = val_str(ed->e->form, "when");
	ctxh_value *all = ed->before != NULL ? ctxh_value_copy(ed->before) :
	    ctxh_value_object();
	const ctxh_value *v;
	char now[32];

	for (v = ctxh_value_first(ed->e->fields); v != NULL;
	    v = ctxh_value_next(v)) {
		ctxh_value_free(ctxh_value_take(all, ctxh_value_key(v)));
		if (ctxh_value_kind(v) != CTXH_NULL)
			val_put(all, ctxh_value_key(v), ctxh_value_copy(v));
	}
	if (ctxh_value_get(all, when) == NULL)
		val_put_text(all, when, when_show(when_now(), now,
		    sizeof(now)));
	return all;
}

/* Of a document that is amended only what differs is given anew. */
static void
read_before(struct edit *ed)
{
	struct str b = { 0 };

	edit_write(&b, ed->e, ed->command, ed->before);
	(void)edit_read(ed->e->form, b.s, &ed->was);
	wipe_free(b.s);
}

/* A draft of something else would go into the wrong case. */
static int
check_head(struct edit *ed)
{
	char *text = xstrdup(ed->text);
	int rc = CTXH_OK;

	edit_clean(text);
	text[strcspn(text, "\r\n")] = '\0';
	if (strncmp(text, "# ctxh ", 7) == 0 &&
	    strcmp(text + 2, ed->command) != 0)
		rc = app_fail(ed->app, CTXH_EUSAGE, T("the draft is one of "
		    "\"%s\", not of \"%s\""), text + 2, ed->command);
	wipe_free(text);
	return rc;
}

static int
open_draft(struct edit *ed)
{
	char *name = xasprintf("%s.txt", val_str(ed->e->form, "verb"));
	struct str b = { 0 };
	ctxh_value *known;
	int rc;

	if (opt_given(ed->e->o, "draft")) {
		ed->resumed = 1;
		rc = draft_resume(ed->app, opt_text(ed->e->o, "draft"), name,
		    &ed->draft, &ed->text);
		if (rc == CTXH_OK)
			rc = check_head(ed);
	} else {
		known = known_fields(ed);
		if (ed->against != NULL)
			str_printf(&b, EDIT_MARK " %s\n", ed->against);
		edit_write(&b, ed->e, ed->command, known);
		ctxh_value_free(known);
		ed->text = b.s;
		rc = draft_make(ed->app, name, ed->text, &ed->draft);
	}
	free(name);
	return rc;
}

static int
prepare(struct edit *ed)
{
	const struct opts *o = ed->e->o;
	int rc;

	if (opt_given(o, "draft") && (form_given(ed->e) ||
	    opt_given(o, "json") || opt_given(o, "at")))
		return app_fail(ed->app, CTXH_EUSAGE,
		    T("--draft goes without fields; they stand in the draft"));
	rc = editor_choose(ed->app, &ed->editor);
	if (rc == CTXH_OK)
		rc = check_actor(ed);
	if (rc == CTXH_OK)
		rc = form_fields(ed->e);
	if (rc == CTXH_OK)
		rc = read_case(ed);
	if (rc == CTXH_OK)
		rc = check_given(ed->app, ed->e->form, ed->e->fields);
	if (rc != CTXH_OK)
		return rc;
	if (ed->against != NULL)
		app_warn(ed->app, "%s", ed->against);
	name_command(ed);
	if (ed->before != NULL)
		read_before(ed);
	return open_draft(ed);
}

int
edit_form(struct entry *e)
{
	struct edit ed = { .e = e, .app = e->app };
	const ctxh_value *form = e->form;
	int rc;

	rc = prepare(&ed);
	if (rc == CTXH_OK)
		rc = edit_rounds(&ed);
	e->form = form;
	ctxh_value_free(ed.forms);
	edited_free(&ed.was);
	ctxh_value_free(ed.before);
	draft_free(&ed.draft);
	wipe_free(ed.text);
	ctxh_value_free(ed.missing);
	wipe_free(ed.message);
	free(ed.field);
	free(ed.command);
	free(ed.against);
	free(ed.case_no);
	return rc;
}
