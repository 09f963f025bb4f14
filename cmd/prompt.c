/*
 * A whole form at a terminal, field by field.  After each answer the library
 * is asked what it thinks, without recording anything, so that a refused
 * value is asked for again at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "term.h"
#include "util.h"
#include "when.h"

int
form_can_ask(const struct entry *e)
{
	return term_can_ask(e->app);
}

/* What the library says to the form as it stands; *field is the one that it
 * names, or NULL. */
static int
judge(struct entry *e, const ctxh_value **field)
{
	ctxh_value *result = NULL;
	const char *where;
	char *id;
	int rc;

	*field = NULL;
	rc = ctxh_record(e->app->h, val_str(e->form, "form"), e->case_no,
	    e->fields, e->flags | CTXH_DRY_RUN, &result);
	ctxh_value_free(result);
	where = rc == CTXH_OK ? NULL : val_str(ctxh_where(e->app->h),
	    "field");
	if (where == NULL)
		return rc;
	/* "students[0].role" is of students */
	id = xstrndup(where, strcspn(where, ".["));
	*field = field_named(e->form, id);
	free(id);
	return rc;
}

static int
put_answer(struct entry *e, const ctxh_value *field)
{
	const char *id = val_str(field, "id"), *when = val_str(e->form, "when");
	const char *fallback = NULL;
	ctxh_value *value;
	char now[32];
	int rc;

	if (when != NULL && strcmp(when, id) == 0)
		fallback = opt_given(e->o, "at") ? opt_text(e->o, "at") :
		    when_show(when_now(), now, sizeof(now));
	ctxh_value_free(ctxh_value_take(e->fields, id));
	rc = ask_field(e->app, field, fallback, &value);
	if (rc == CTXH_OK && value != NULL)
		val_put(e->fields, id, value);
	return rc;
}

/* A field still empty that the message proposes, as in: give a reason in
 * "level_reason"; NULL where it proposes none. */
static const ctxh_value *
proposed(const struct entry *e, const ctxh_value *blamed)
{
	const ctxh_value *f;
	char *quoted;
	int found = 0;

	for (f = ctxh_value_first(ctxh_value_get(e->form, "fields"));
	    f != NULL; f = ctxh_value_next(f)) {
		if (f == blamed ||
		    ctxh_value_get(e->fields, val_str(f, "id")) != NULL)
			continue;
		quoted = xasprintf("\"%s\"", val_str(f, "id"));
		found = strstr(ctxh_message(e->app->h), quoted) != NULL;
		free(quoted);
		if (found)
			return f;
	}
	return NULL;
}

/* Asks until the library has nothing against this field; what it has against
 * others can wait. */
static int
settle(struct entry *e, const ctxh_value *field)
{
	const ctxh_value *blamed;
	int rc, verdict, again;

	do {
		rc = put_answer(e, field);
		if (rc != CTXH_OK)
			return rc;
		verdict = judge(e, &blamed);
		if (verdict == CTXH_EDENIED || (verdict == CTXH_ENOTFOUND &&
		    blamed == NULL))
			return verdict;
		again = verdict != CTXH_OK && blamed == field &&
		    proposed(e, field) == NULL;
		if (again)
			fprintf(stderr, "  %s\n", ctxh_message(e->app->h));
	} while (again);
	return CTXH_OK;
}

/* Asks for all required fields, or for all others. */
static int
ask_all(struct entry *e, int required)
{
	const ctxh_value *f;
	int rc = CTXH_OK;

	for (f = ctxh_value_first(ctxh_value_get(e->form, "fields"));
	    rc == CTXH_OK && f != NULL; f = ctxh_value_next(f))
		if (val_true(f, "required") == required &&
		    !is_of_others(f) &&
		    ctxh_value_get(e->fields, val_str(f, "id")) == NULL)
			rc = settle(e, f);
	return rc;
}

/* Asks for what the message proposes, then again for what it blames. */
static int
mend_one(struct entry *e, const ctxh_value *blamed)
{
	const ctxh_value *other = proposed(e, blamed);
	int rc = CTXH_OK;

	fprintf(stderr, "\n  %s\n", ctxh_message(e->app->h));
	if (other != NULL)
		rc = put_answer(e, other);
	if (rc == CTXH_OK && (other == NULL ||
	    ctxh_value_get(e->fields, val_str(other, "id")) == NULL))
		rc = put_answer(e, blamed);
	return rc;
}

/* Conditions between fields, until the library has nothing against them. */
static int
mend(struct entry *e)
{
	const ctxh_value *blamed;
	int rc;

	while ((rc = judge(e, &blamed)) == CTXH_EUSAGE || rc == CTXH_ERULE ||
	    rc == CTXH_ENOTFOUND) {
		if (blamed == NULL)
			return rc;
		rc = mend_one(e, blamed);
		if (rc != CTXH_OK)
			return rc;
	}
	return rc;
}

static size_t
count_left(const struct entry *e)
{
	const ctxh_value *f;
	size_t n = 0;

	for (f = ctxh_value_first(ctxh_value_get(e->form, "fields"));
	    f != NULL; f = ctxh_value_next(f))
		n += !is_of_others(f) &&
		    ctxh_value_get(e->fields, val_str(f, "id")) == NULL;
	return n;
}

static int
offer_rest(struct entry *e)
{
	size_t n = count_left(e);
	char *question;
	int yes;

	if (n == 0)
		return CTXH_OK;
	question = xasprintf(T("%zu more fields are not required; "
	    "fill them in?"), n);
	fputc('\n', stderr);
	yes = term_confirm(e->app, question, 0);
	free(question);
	return yes ? ask_all(e, 0) : CTXH_OK;
}

static int
confirm(struct entry *e)
{
	const ctxh_value *f, *v;
	char *shown;

	fprintf(stderr, "\n%s\n", val_str(e->form, "title"));
	for (f = ctxh_value_first(ctxh_value_get(e->form, "fields"));
	    f != NULL; f = ctxh_value_next(f)) {
		v = ctxh_value_get(e->fields, val_str(f, "id"));
		if (v == NULL)
			continue;
		shown = field_show(f, v);
		fprintf(stderr, "  %s: %s\n", field_label(f), shown);
		wipe_free(shown);
	}
	fputc('\n', stderr);
	if ((e->flags & CTXH_DRY_RUN) ||
	    term_confirm(e->app, T("record this?"), 1))
		return CTXH_OK;
	return app_fail(e->app, CTXH_EFAIL, T("nothing was recorded"));
}

static int
ask_case(struct entry *e)
{
	const char *needs = val_str(e->form, "case");
	const char *step = val_str(e->form, "step");
	int has_none = step != NULL ? strcmp(step, "start") == 0 :
	    needs == NULL || strcmp(needs, "required") != 0, rc;

	if (e->case_no != NULL || (has_none && !(e->flags & CTXH_AMEND)))
		return CTXH_OK;
	rc = term_ask(e->app, step != NULL ? T("the entry's number") :
	    T("the case's number"), NULL, &e->case_typed);
	e->case_no = e->case_typed;
	return rc;
}

/* What the user's role may not leave out comes first: without it the library
 * would refuse the form as such. */
static int
ask_needed(struct entry *e)
{
	const ctxh_value *f, *id;
	ctxh_value *who = NULL;
	int rc;

	rc = ctxh_whoami(e->app->h, &who);
	id = rc != CTXH_OK ? NULL : ctxh_value_first(ctxh_value_get(
	    ctxh_value_get(e->form, "needed"), val_str(who, "role")));
	for (; rc == CTXH_OK && id != NULL; id = ctxh_value_next(id)) {
		f = field_named(e->form, ctxh_value_str(id));
		while (rc == CTXH_OK && f != NULL &&
		    ctxh_value_get(e->fields, ctxh_value_str(id)) == NULL)
			rc = put_answer(e, f);
	}
	ctxh_value_free(who);
	return rc;
}

/* What would be refused in the end is told before answering. */
static void
warn_state(struct entry *e)
{
	ctxh_value *shown = NULL;
	char *against = NULL;
	const char *number;

	if (e->case_no != NULL && form_shown(e, 0, &shown, &number) ==
	    CTXH_OK)
		against = form_against(e, shown);
	if (against != NULL)
		app_warn(e->app, "%s", against);
	free(against);
	ctxh_value_free(shown);
}

int
form_ask(struct entry *e)
{
	const ctxh_value *blamed;
	int rc;

	rc = ask_case(e);
	if (rc == CTXH_OK)
		rc = ask_needed(e);
	if (rc == CTXH_OK) {
		/* who may not, or names no case, is told before answering */
		rc = judge(e, &blamed);
		if (rc != CTXH_EDENIED && rc != CTXH_ENOTFOUND)
			rc = CTXH_OK;
	}
	if (rc == CTXH_OK) {
		warn_state(e);
		fprintf(stderr, "%s\n%s\n", val_str(e->form, "title"),
		    T("Enter leaves out what has no *; Ctrl-C ends, "
		    "and nothing is recorded"));
		rc = ask_all(e, 1);
	}
	if (rc == CTXH_OK)
		rc = mend(e);
	if (rc == CTXH_OK)
		rc = offer_rest(e);
	if (rc == CTXH_OK)
		rc = mend(e);
	if (rc == CTXH_OK)
		rc = confirm(e);
	return rc == CTXH_OK ? form_record(e) : rc;
}
