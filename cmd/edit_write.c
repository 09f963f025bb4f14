/*
 * A form as a text to be filled in.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "edit.h"
#include "form.h"
#include "label.h"
#include "out.h"
#include "util.h"
#include "when.h"

#define WIDTH 76		/* of a comment */

/* A comment, wrapped between words, the next lines a little further in. */
static void
comment(struct str *b, const char *indent, const char *text)
{
	size_t column = 0, len;
	char *word;

	for (; *text != '\0'; text += len + (text[len] == ' ')) {
		len = strcspn(text, " \n");
		word = xstrndup(text, len);
		if (column == 0 || column + 1 + out_width(word) > WIDTH) {
			str_printf(b, "%s#%s%s", column == 0 ? "" : "\n",
			    indent, column == 0 ? "" : "  ");
			column = 1 + strlen(indent);
		} else {
			str_puts(b, " ");
			column++;
		}
		str_puts(b, word);
		column += out_width(word);
		free(word);
		if (text[len] == '\n')
			len++;
	}
	str_puts(b, "\n");
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
		return T("yes or no");
	case FIELD_INT:
		return T("a whole number");
	case FIELD_CODE:
	case FIELD_AGENCY:
		return T("one code");
	case FIELD_CODES:
		return T("one or more codes, with a comma between");
	case FIELD_TEXTS:
		return T("one a line, each behind \"- \"");
	case FIELD_STUDENT:
		return T("the pupil's code");
	case FIELD_CASE:
		return T("the case's number");
	default:
		return NULL;
	}
}

static void
choices(struct str *b, const ctxh_value *field)
{
	const ctxh_value *list = ctxh_value_get(field, "choices"), *c;
	size_t widest = 0, len;

	for (c = ctxh_value_first(list); c != NULL; c = ctxh_value_next(c)) {
		len = strlen(val_str(c, "code"));
		if (len > widest && !val_true(c, "gone"))
			widest = len;
	}
	for (c = ctxh_value_first(list); c != NULL; c = ctxh_value_next(c))
		if (!val_true(c, "gone"))
			str_printf(b, "#     %-*s  %s\n", (int)widest,
			    val_str(c, "code"), choice_label(field,
			    val_str(c, "code")));
}

static void
about(struct str *b, const ctxh_value *field)
{
	const char *how = hint(field_type(field));
	int optional = val_true(field, "default");
	char *line;

	line = xasprintf("%s%s%s%s%s%s", field_label(field),
	    val_true(field, "required") && !optional ? " " : "",
	    val_true(field, "required") && !optional ? T("(required)") : "",
	    how == NULL ? "" : ": ", how == NULL ? "" : how,
	    optional ? T("; left empty, it is filled in") : "");
	comment(b, " ", line);
	free(line);
	if (val_str(field, "help") != NULL)
		comment(b, "   ", val_str(field, "help"));
	choices(b, field);
}

/* A moment as people write it, where nothing of it gets lost by that. */
static char *
moment_text(const ctxh_value *field, const char *s)
{
	int has_time;
	int64_t t;
	char buf[32];

	if (!when_parse(s, &t, &has_time) || t % 60 != 0)
		return xstrdup(s);
	return xstrdup(has_time || field_type(field) == FIELD_TIME ?
	    when_show(t, buf, sizeof(buf)) :
	    when_show_date(t, buf, sizeof(buf)));
}

static char *
scalar_text(const ctxh_value *field, const ctxh_value *v)
{
	enum field_type type = field_type(field);

	if (ctxh_value_kind(v) != CTXH_TEXT)
		return field_show(field, v);
	if (type == FIELD_TIME || type == FIELD_DATE)
		return moment_text(field, ctxh_value_str(v));
	return xstrdup(ctxh_value_str(v));
}

/* The lines of a text behind the first, four blanks in. */
static void
more_lines(struct str *b, const char *s)
{
	size_t len;

	for (; *s != '\0'; s += len) {
		len = strcspn(s, "\n");
		str_printf(b, "\n%s", len == 0 ? "" : "    ");
		str_add(b, s, len);
		len += s[len] == '\n';
	}
}

/* A text of one line stands behind its name, a longer one below it. */
static void
put_text(struct str *b, const char *s)
{
	if (strchr(s, '\n') != NULL)
		more_lines(b, s);
	else if (*s != '\0')
		str_printf(b, " %s", s);
}

static void
put_texts(struct str *b, const ctxh_value *list)
{
	const ctxh_value *v;
	const char *s;
	size_t len;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = ctxh_value_str(v);
		len = strcspn(s, "\n");
		str_puts(b, "\n- ");
		str_add(b, s, len);
		if (s[len] != '\0')
			more_lines(b, s + len + 1);
	}
}

static void
put_codes(struct str *b, const ctxh_value *list)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(b, "%s%s", v == ctxh_value_first(list) ? " " :
		    ", ", ctxh_value_str(v));
}

static void
put_field(struct str *b, const ctxh_value *field, const ctxh_value *fields)
{
	const char *id = val_str(field, "id");
	const ctxh_value *v = ctxh_value_get(fields, id);
	char *s;

	str_printf(b, "%s:", id);
	if (field_type(field) == FIELD_TEXTS) {
		put_texts(b, v);
	} else if (field_type(field) == FIELD_CODES) {
		put_codes(b, v);
	} else if (v != NULL) {
		s = scalar_text(field, v);
		put_text(b, s);
		wipe_free(s);
	}
	str_puts(b, "\n");
}

/* One object of a list; what its fields are is said with the first. */
static void
put_item(struct str *b, const ctxh_value *list, const ctxh_value *item,
    int first)
{
	const ctxh_value *f;

	str_printf(b, "\n[%s]\n", val_str(list, "id"));
	for (f = ctxh_value_first(ctxh_value_get(list, "fields")); f != NULL;
	    f = ctxh_value_next(f)) {
		if (first)
			about(b, f);
		put_field(b, f, item);
	}
}

static void
put_list(struct str *b, const ctxh_value *list, const ctxh_value *fields)
{
	const char *id = val_str(list, "id");
	const ctxh_value *items = ctxh_value_get(fields, id), *v;
	char *line;

	str_puts(b, "\n");
	line = xasprintf(T("%s %s: a block [%s] for each; for another one, "
	    "copy the block"), field_label(list), val_true(list, "required") ?
	    T("(required)") : "", id);
	comment(b, " ", line);
	free(line);
	if (val_str(list, "help") != NULL)
		comment(b, "   ", val_str(list, "help"));
	v = ctxh_value_first(items);
	if (v == NULL)
		put_item(b, list, NULL, 1);
	for (; v != NULL; v = ctxh_value_next(v))
		put_item(b, list, v, v == ctxh_value_first(items));
}

static void
put_head(struct str *b, const struct entry *e, const char *command)
{
	str_printf(b, "# %s\n#\n", command);
	comment(b, " ", val_str(e->form, "title"));
	if (val_str(e->form, "number") != NULL)
		comment(b, " ", val_str(e->form, "number"));
	str_puts(b, "#\n");
	comment(b, " ", T("Fill in behind the colons, save, and close. A line "
	    "that begins with # is not recorded."));
	comment(b, " ", T("A text may go on in the lines below; where such a "
	    "line looks like a field or begins with #, indent it by four "
	    "blanks."));
	if (e->flags & CTXH_AMEND)
		comment(b, " ", T("What you change is corrected, what you "
		    "leave stays, what you empty is taken out."));
	else
		comment(b, " ", T("What is left empty is not given. Closed "
		    "without a change, nothing is recorded."));
}

void
edit_write(struct str *b, const struct entry *e, const char *command,
    const ctxh_value *fields)
{
	const ctxh_value *all = ctxh_value_get(e->form, "fields"), *f;

	put_head(b, e, command);
	for (f = ctxh_value_first(all); f != NULL; f = ctxh_value_next(f)) {
		if (field_type(f) == FIELD_LIST || (is_of_others(f) &&
		    ctxh_value_get(fields, val_str(f, "id")) == NULL))
			continue;
		str_puts(b, "\n");
		about(b, f);
		put_field(b, f, fields);
	}
	/* Blocks are last: they end where the next one begins. */
	for (f = ctxh_value_first(all); f != NULL; f = ctxh_value_next(f))
		if (field_type(f) == FIELD_LIST && (!is_of_others(f) ||
		    ctxh_value_get(fields, val_str(f, "id")) != NULL))
			put_list(b, f, fields);
}
