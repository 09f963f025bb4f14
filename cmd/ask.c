/*
 * Asking for one field at a terminal: its label, its choices by number, and
 * an answer that is of its type.  The library judges the rest.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "out.h"
#include "term.h"
#include "util.h"

static void
say_choices(const ctxh_value *field)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(field,
	    "choices"));

	for (int n = 1; c != NULL; c = ctxh_value_next(c))
		if (is_proposed(c))
			fprintf(stderr, "  %2d  %s\n", n++, val_str(c,
			    "label") != NULL ? val_str(c, "label") :
			    val_str(c, "code"));
}

static const char *
hint(enum field_type type)
{
	switch (type) {
	case FIELD_TIME:
		return T("dd/mm/yyyy hh:mm");
	case FIELD_DATE:
		return T("dd/mm/yyyy");
	case FIELD_BOOL:
		return T("y or n");
	case FIELD_CODE:
		return T("a number");
	case FIELD_CODES:
		return T("numbers, such as 1 3");
	case FIELD_TEXTS:
		return T("a line each, an empty one ends");
	case FIELD_STUDENT:
		return T("the pupil's code");
	case FIELD_INT:
		return T("a whole number");
	default:
		return NULL;
	}
}

/* A field with a default is filled in where nobody answers. */
static int
must_answer(const ctxh_value *field)
{
	return val_true(field, "required") && !val_true(field, "default");
}

static void
say_field(const ctxh_value *field)
{
	const char *how = hint(field_type(field));

	fprintf(stderr, "\n%s%s\n", field_label(field),
	    must_answer(field) ? " *" : "");
	if (val_str(field, "help") != NULL)
		fprintf(stderr, "  %s\n", val_str(field, "help"));
	say_choices(field);
	if (how != NULL)
		fprintf(stderr, "  (%s)\n", how);
}

/* A choice by its number or by its code; NULL where it is neither. */
static const char *
choose(const ctxh_value *field, const char *typed)
{
	const ctxh_value *list = ctxh_value_get(field, "choices"), *c;
	char *end;
	long n = strtol(typed, &end, 10);

	if (*end != '\0' || n < 1)
		return val_str(val_find(list, "code", typed), "code");
	for (c = ctxh_value_first(list); c != NULL; c = ctxh_value_next(c))
		if (is_proposed(c) && --n == 0)
			break;
	return val_str(c, "code");
}

static ctxh_value *
read_codes(const ctxh_value *field, char *typed)
{
	ctxh_value *list = ctxh_value_list();
	const char *code;
	char *word, *rest = typed;

	while ((word = strtok_r(rest, " ,;", &rest)) != NULL) {
		code = choose(field, word);
		if (code == NULL) {
			ctxh_value_free(list);
			return NULL;
		}
		val_push(list, ctxh_value_text(code));
	}
	return list;
}

static ctxh_value *
read_bool(const char *typed)
{
	static const char *const yes[] = { "y", "yes", "c", "co", "có", NULL };
	static const char *const no[] = { "n", "no", "k", "khong", "không",
	    NULL };

	for (size_t i = 0; yes[i] != NULL; i++)
		if (strcmp(yes[i], typed) == 0)
			return ctxh_value_bool(1);
	for (size_t i = 0; no[i] != NULL; i++)
		if (strcmp(no[i], typed) == 0)
			return ctxh_value_bool(0);
	return NULL;
}

static ctxh_value *
read_int(const char *typed)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(typed, &end, 10);
	return *end != '\0' || errno != 0 ? NULL :
	    ctxh_value_number((double)n);
}

/* The typed answer as a value; NULL where it is not of the field's type. */
static ctxh_value *
read_answer(struct app *app, const ctxh_value *field, char *typed)
{
	const char *code;
	int64_t t;

	switch (field_type(field)) {
	case FIELD_CODE:
		code = choose(field, typed);
		return code == NULL ? NULL : ctxh_value_text(code);
	case FIELD_CODES:
		return read_codes(field, typed);
	case FIELD_BOOL:
		return read_bool(typed);
	case FIELD_INT:
		return read_int(typed);
	case FIELD_TIME:
	case FIELD_DATE:
		return ctxh_time_parse(app->h, typed, &t, NULL) == CTXH_OK ?
		    ctxh_value_text(typed) : NULL;
	default:
		return ctxh_value_text(typed);
	}
}

/* Of a date the library says what is wrong with it. */
static void
say_wrong(struct app *app, const ctxh_value *field, const char *typed)
{
	enum field_type type = field_type(field);

	fputs("  ", stderr);
	if (type == FIELD_TIME || type == FIELD_DATE)
		fputs(ctxh_message(app->h), stderr);
	else
		fprintf(stderr, T("that is no answer here: \"%s\""), typed);
	fputc('\n', stderr);
}

static int
ask_line(struct app *app, const ctxh_value *field, const char *fallback,
    ctxh_value **value)
{
	char *typed = NULL;
	int rc = CTXH_OK, again = 1;

	while (again) {
		rc = term_ask(app, ">", fallback, &typed);
		if (rc != CTXH_OK)
			return rc;
		again = 0;
		if (typed == NULL || *typed == '\0') {
			again = must_answer(field);
			if (again)
				fprintf(stderr, "  %s\n",
				    T("this is required"));
		} else {
			*value = read_answer(app, field, typed);
			again = *value == NULL;
			if (again)
				say_wrong(app, field, typed);
		}
		wipe_free(typed);
		typed = NULL;
	}
	return rc;
}

static int
ask_texts(struct app *app, const ctxh_value *field, ctxh_value **value)
{
	ctxh_value *list = ctxh_value_list();
	char *typed = NULL;
	int rc, more = 1;

	do {
		rc = term_ask(app, ">", NULL, &typed);
		if (rc != CTXH_OK)
			break;
		more = typed != NULL && *typed != '\0';
		if (more)
			val_push(list, ctxh_value_text(typed));
		else if (ctxh_value_count(list) == 0 &&
		    must_answer(field))
			more = fprintf(stderr, "  %s\n",
			    T("this is required")) > 0;
		wipe_free(typed);
		typed = NULL;
	} while (more);
	if (rc == CTXH_OK && ctxh_value_count(list) > 0)
		*value = list;
	else
		ctxh_value_free(list);
	return rc;
}

static int
ask_item(struct app *app, const ctxh_value *field, ctxh_value **item)
{
	const ctxh_value *f;
	ctxh_value *v;
	int rc = CTXH_OK;

	*item = ctxh_value_object();
	for (f = ctxh_value_first(ctxh_value_get(field, "fields"));
	    rc == CTXH_OK && f != NULL; f = ctxh_value_next(f)) {
		/* who has a code is on the school's list: nothing more */
		if (ctxh_value_get(*item, "student") != NULL &&
		    strcmp(val_str(f, "id"), "role") != 0)
			continue;
		v = NULL;
		rc = ask_field(app, f, NULL, &v);
		if (rc == CTXH_OK && v != NULL)
			val_put(*item, val_str(f, "id"), v);
	}
	return rc;
}

/* Item after item, while there is another one. */
static int
ask_list(struct app *app, const ctxh_value *field, ctxh_value **value)
{
	ctxh_value *list = ctxh_value_list(), *item = NULL;
	int rc = CTXH_OK, more;

	more = must_answer(field) ||
	    term_confirm(app, T("is there one?"), 0);
	while (more && rc == CTXH_OK) {
		fprintf(stderr, "\n-- %s %zu --\n", field_label(field),
		    ctxh_value_count(list) + 1);
		rc = ask_item(app, field, &item);
		if (rc != CTXH_OK || ctxh_value_count(item) == 0)
			ctxh_value_free(item);
		else
			val_push(list, item);
		more = rc == CTXH_OK &&
		    ((ctxh_value_count(list) == 0 &&
		    must_answer(field)) ||
		    term_confirm(app, T("another one?"), 0));
	}
	if (rc == CTXH_OK && ctxh_value_count(list) > 0)
		*value = list;
	else
		ctxh_value_free(list);
	return rc;
}

int
ask_field(struct app *app, const ctxh_value *field, const char *fallback,
    ctxh_value **value)
{
	*value = NULL;
	say_field(field);
	switch (field_type(field)) {
	case FIELD_TEXTS:
		return ask_texts(app, field, value);
	case FIELD_LIST:
		return ask_list(app, field, value);
	default:
		return ask_line(app, field, fallback, value);
	}
}
