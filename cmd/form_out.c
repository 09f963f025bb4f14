/*
 * What recording a document came to, and fields as people read them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "out.h"
#include "register.h"
#include "util.h"
#include "when.h"

static char *
show_number(const ctxh_value *v)
{
	double n = ctxh_value_num(v);

	return xasprintf("%.*f", n == (double)(int64_t)n ? 0 : 2, n);
}

static char *
show_moment(const ctxh_value *v)
{
	const char *s = ctxh_value_str(v);
	int has_time;
	char buf[32];
	int64_t t;

	if (s == NULL || !when_parse(s, &t, &has_time))
		return xstrdup(s == NULL ? "" : s);
	return xstrdup(has_time ? when_show(t, buf, sizeof(buf)) :
	    when_show_date(t, buf, sizeof(buf)));
}

/* An object of a list: "value, Label: value"; a choice speaks for itself. */
static char *
show_item(const ctxh_value *list, const ctxh_value *item)
{
	const ctxh_value *f, *v;
	struct str b = { 0 };
	char *s;

	str_puts(&b, "");
	for (f = ctxh_value_first(ctxh_value_get(list, "fields")); f != NULL;
	    f = ctxh_value_next(f)) {
		v = ctxh_value_get(item, val_str(f, "id"));
		if (ctxh_value_kind(v) == CTXH_NULL)
			continue;
		s = field_show(f, v);
		if (b.len > 0)
			str_puts(&b, ", ");
		if (field_type(f) != FIELD_CODE)
			str_printf(&b, "%s: ", field_label(f));
		str_puts(&b, s);
		wipe_free(s);
	}
	return b.s;
}

static char *
show_list(const ctxh_value *field, const ctxh_value *list)
{
	int objects = field_type(field) == FIELD_LIST;
	struct str b = { 0 };
	const ctxh_value *v;
	char *s;

	str_puts(&b, "");
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = objects ? show_item(field, v) : field_show(field, v);
		if (b.len > 0)
			str_puts(&b, "; ");
		str_puts(&b, s);
		wipe_free(s);
	}
	return b.s;
}

char *
field_show(const ctxh_value *field, const ctxh_value *value)
{
	switch (ctxh_value_kind(value)) {
	case CTXH_NULL:
		return xstrdup("");
	case CTXH_BOOL:
		return xstrdup(ctxh_value_is_true(value) ? T("yes") : T("no"));
	case CTXH_NUMBER:
		return show_number(value);
	case CTXH_TEXT:
		if (field_type(field) == FIELD_TIME ||
		    field_type(field) == FIELD_DATE)
			return show_moment(value);
		return xstrdup(choice_label(field, ctxh_value_str(value)));
	case CTXH_LIST:
		return show_list(field, value);
	default:
		return show_item(field, value);
	}
}

static void
show_items(struct out *out, const ctxh_value *field, const ctxh_value *list)
{
	const ctxh_value *v;
	char *s;

	out_printf(out, "    %s:\n", field_label(field));
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = show_item(field, v);
		out_printf(out, "      - %s\n", s);
		wipe_free(s);
	}
}

/* A text of several lines stays under its label. */
static void
show_lines(struct out *out, const char *s)
{
	const char *end;

	for (; (end = strchr(s, '\n')) != NULL; s = end + 1)
		out_printf(out, "%.*s\n      ", (int)(end - s), s);
	out_printf(out, "%s\n", s);
}

void
fields_show(struct out *out, const ctxh_value *form, const ctxh_value *fields)
{
	const char *when = val_str(form, "when");
	const ctxh_value *v, *f;
	char *s;

	for (v = ctxh_value_first(fields); v != NULL; v = ctxh_value_next(v)) {
		if (when != NULL && strcmp(ctxh_value_key(v), when) == 0)
			continue;
		f = field_named(form, ctxh_value_key(v));
		if (field_type(f) == FIELD_LIST) {
			show_items(out, f, v);
			continue;
		}
		s = field_show(f, v);
		out_printf(out, "    %s: ", f == NULL ?
		    ctxh_value_key(v) : field_label(f));
		show_lines(out, s);
		wipe_free(s);
	}
}

void
print_notices(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v, *a;
	int bad;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		a = ctxh_value_first(ctxh_value_get(v, "agencies"));
		bad = a != NULL;
		out_style(out, bad ? STYLE_BAD : STYLE_WARN);
		out_puts(out, bad ? "!!! " : "! ");
		if (val_int(v, "line") > 0) {
			out_printf(out, T("line %lld:"),
			    (long long)val_int(v, "line"));
			out_puts(out, " ");
		}
		out_puts(out, val_str(v, "message"));
		out_style(out, STYLE_NONE);
		out_puts(out, "\n");
		for (; a != NULL; a = ctxh_value_next(a)) {
			out_puts(out, "    ");
			out_pad(out, val_str(a, "code"), 16);
			out_printf(out, "%s\n", val_str(a, "name"));
		}
		if (bad)
			out_puts(out, "\n");
	}
}

static int
has_status(const ctxh_value *deadline, const char *prefix)
{
	const char *s = val_str(deadline, "status");

	return s != NULL && strncmp(s, prefix, strlen(prefix)) == 0;
}

static void
print_deadline(struct out *out, struct app *app, const ctxh_value *v)
{
	const char *label = val_str(v, "label");
	char due[64];

	if (label == NULL)
		label = code_label(app, "deadlines", val_str(v, "rule"));
	out_show_time(NULL, v, ctxh_value_get(v, "due_at"), due, sizeof(due));
	out_puts(out, "  ");
	out_style(out, has_status(v, "overdue") ? STYLE_BAD :
	    has_status(v, "met") ? STYLE_GOOD : STYLE_WARN);
	out_printf(out, has_status(v, "met-late") ?
	    T("done, late: %s (was due %s)") : has_status(v, "met") ?
	    T("done in time: %s (was due %s)") :
	    has_status(v, "overdue") ? T("OVERDUE: %s (was due %s)") :
	    T("%s: by %s"), label, due);
	out_style(out, STYLE_NONE);
	if (val_true(v, "estimated"))
		out_printf(out, " %s", T("(estimated calendar)"));
	out_puts(out, "\n");
}

/* The earliest due time after that of before, which may be NULL. */
static const char *
next_due(const ctxh_value *list, const char *before)
{
	const char *due, *next = NULL;
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		due = val_str(v, "due_at");
		if (due != NULL && (before == NULL ||
		    strcmp(due, before) > 0) &&
		    (next == NULL || strcmp(due, next) < 0))
			next = due;
	}
	return next;
}

/* What was met and what runs now, the first due first. */
static void
print_deadlines(struct out *out, struct app *app, const ctxh_value *result)
{
	const ctxh_value *list = ctxh_value_get(result, "deadlines"), *v;
	const char *due = NULL;

	while ((due = next_due(list, due)) != NULL)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			if (!has_status(v, "waived") &&
			    strcmp(val_str(v, "due_at"), due) == 0)
				print_deadline(out, app, v);
}

/* The level that the tables speak for, where another one was given. */
static void
print_suggested(struct out *out, const struct entry *e,
    const ctxh_value *result)
{
	const char *code = val_str(result, "suggested");
	const ctxh_value *field = field_named(e->form, "level");
	const char *given = val_str(e->fields, "level");

	if (code == NULL || field == NULL || given == NULL ||
	    strcmp(code, given) == 0)
		return;
	out_puts(out, "  ");
	out_printf(out, T("suggested by the tables: %s: %s"),
	    field_label(field), choice_label(field, code));
	out_puts(out, "\n");
}

/* What it was recorded to: a case, or an entry of a register. */
static const char *
result_number(const ctxh_value *result)
{
	const char *entry = val_str(result, "entry");

	return entry != NULL ? entry : val_str(result, "case");
}

/* "group-review" is the subverb "group review". */
static void
print_verb(struct out *out, const ctxh_value *result, const char *verb)
{
	size_t n = strlen(verb);
	const char *dash = val_str(result, "entry") == NULL ? NULL :
	    strchr(verb, '-');

	if (dash == NULL)
		out_puts(out, verb);
	else
		out_printf(out, "%.*s %s", (int)(dash - verb), verb, dash + 1);
	out_printf(out, " %s", result_number(result));
	out_pad(out, "", n < 10 ? 10 - n : 0);
}

static void
print_next(struct app *app, struct out *out, const ctxh_value *result)
{
	const ctxh_value *next = ctxh_value_get(result, "next"), *v;
	const char *no = result_number(result), *verb;
	const struct cmd *c;
	const char *what;

	if (no == NULL || ctxh_value_count(next) == 0)
		return;
	out_printf(out, "  %s\n", T("next:"));
	for (v = ctxh_value_first(next); v != NULL; v = ctxh_value_next(v)) {
		verb = ctxh_value_str(v);
		c = cmd_find(verb);
		out_puts(out, "    ctxh ");
		print_verb(out, result, verb);
		/* A form of a rule set of the school's own has its title. */
		what = c != NULL ? T(c->summary) :
		    val_str(form_named(app, verb), "title");
		out_printf(out, "  %s\n", what != NULL ? what : "");
	}
}

static void
print_result(struct out *out, void *ctx, const ctxh_value *result)
{
	struct entry *e = ctx;
	struct app *app = e->app;
	const char *no = result_number(result);
	const char *state = val_str(result, "state");

	print_notices(out, ctxh_value_get(result, "notices"));
	out_style(out, STYLE_HEAD);
	out_puts(out, no != NULL ? no : val_str(e->form, "title"));
	out_style(out, STYLE_NONE);
	if (state != NULL)
		out_printf(out, "  %s", row_code_label(app, result, "states",
		    state));
	out_puts(out, "\n");
	out_puts(out, "  ");
	if (e->flags & CTXH_DRY_RUN)
		out_puts(out,
		    T("checked: this would be recorded; nothing was"));
	else
		out_printf(out, T("recorded: %s (%s)"),
		    val_str(e->form, "title"),
		    val_str(result, "document") == NULL ? "" :
		    val_str(result, "document"));
	out_puts(out, "\n");
	print_suggested(out, e, result);
	print_deadlines(out, app, result);
	register_changes(out, result);
	print_next(e->app, out, result);
}

int
form_print(struct entry *e, const ctxh_value *result)
{
	return out_object(e->app->out, result, print_result, e);
}
