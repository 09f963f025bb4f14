/*
 * Reading a form that was filled in as a text.  A line at the left margin
 * that is "name:" begins a field, "[list]" an object of a list, "#" a
 * comment; any other line belongs to the text above it.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "edit.h"
#include "label.h"
#include "opt.h"
#include "util.h"

#define LONGEST	64	/* a longer word is no name */
#define BLOCKS	256	/* the library takes no more of a list */
#define BLANKS	" \t"

struct reader {
	const ctxh_value *form;
	struct edited	*out;
	size_t		 line;
	const ctxh_value *list;		/* whose block it is, or NULL */
	ctxh_value	*item;		/* the block's fields */
	ctxh_value	*item_lines;
	size_t		 item_line;
	const ctxh_value *field;	/* that is being read, or NULL */
	struct str	 raw;		/* its lines as they stand */
	size_t		 blanks;	/* empty lines behind them */
};

static int fail_at(struct reader *, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int
fail_at(struct reader *r, size_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (r->out->error == NULL) {
		r->out->error = xvasprintf(fmt, ap);
		r->out->error_line = line;
	}
	va_end(ap);
	return CTXH_EUSAGE;
}

/* ---- fields and blocks ---- */

/* Ends the field that is being read. */
static void
end_field(struct reader *r)
{
	ctxh_value *into = r->list != NULL ? r->item : r->out->fields, *v;
	const char *raw = r->raw.s == NULL ? "" : r->raw.s;

	if (r->field == NULL)
		return;
	v = edit_value(r->field, raw);
	if (v != NULL)
		val_put(into, val_str(r->field, "id"), v);
	if (r->raw.s != NULL)
		wipe(r->raw.s, r->raw.cap);
	r->raw.len = r->blanks = 0;
	r->field = NULL;
}

/* The place in the text of "list[n]" and of its fields. */
static void
note_item(struct reader *r, const char *id, size_t n)
{
	const ctxh_value *v;
	char *path = xasprintf("%s[%zu]", id, n);

	val_put_int(r->out->lines, path, (int64_t)r->item_line);
	free(path);
	for (v = ctxh_value_first(r->item_lines); v != NULL;
	    v = ctxh_value_next(v)) {
		path = xasprintf("%s[%zu].%s", id, n, ctxh_value_key(v));
		val_put(r->out->lines, path, ctxh_value_copy(v));
		free(path);
	}
}

/* Ends a block; one with nothing in it does not count. */
static void
end_item(struct reader *r)
{
	const char *id = val_str(r->list, "id");
	ctxh_value *list;

	if (r->list == NULL)
		return;
	if (ctxh_value_count(r->item) > 0) {
		list = ctxh_value_take(r->out->fields, id);
		if (list == NULL)
			list = ctxh_value_list();
		note_item(r, id, ctxh_value_count(list));
		val_push(list, r->item);
		val_put(r->out->fields, id, list);
	} else {
		ctxh_value_free(r->item);
	}
	ctxh_value_free(r->item_lines);
	r->item = r->item_lines = NULL;
	r->list = NULL;
}

static int
fail_field(struct reader *r, const ctxh_value *set, const char *id)
{
	const ctxh_value *f;
	struct near n = { .typed = id };

	for (f = ctxh_value_first(ctxh_value_get(set, "fields")); f != NULL;
	    f = ctxh_value_next(f))
		near_try(&n, val_str(f, "id"));
	if (field_type(field_named(set, id)) == FIELD_LIST)
		return fail_at(r, r->line, T("\"%s\" is given in blocks that "
		    "begin with [%s]"), id, id);
	if (r->list != NULL && field_named(r->form, id) != NULL)
		return fail_at(r, r->line, T("\"%s\" is no field of a block "
		    "[%s]; it stands above the blocks"), id,
		    val_str(r->list, "id"));
	if (n.best != NULL)
		return fail_at(r, r->line, T("no such field: \"%s\"; did you "
		    "mean \"%s\"? A line that is text is indented"), id,
		    n.best);
	return fail_at(r, r->line, T("no such field: \"%s\"; a line that is "
	    "text is indented"), id);
}

static int
begin_field(struct reader *r, const char *id, const char *rest, size_t len)
{
	const ctxh_value *set = r->list != NULL ? r->list : r->form;
	ctxh_value *lines = r->list != NULL ? r->item_lines : r->out->lines;

	end_field(r);
	r->field = field_named(set, id);
	if (r->field == NULL || field_type(r->field) == FIELD_LIST) {
		r->field = NULL;
		return fail_field(r, set, id);
	}
	if (ctxh_value_get(lines, id) != NULL)
		return fail_at(r, r->line, T("\"%s\" stands twice; it was "
		    "given in line %lld"), id, (long long)val_int(lines, id));
	val_put_int(lines, id, (int64_t)r->line);
	str_add(&r->raw, rest, len);
	return CTXH_OK;
}

static int
begin_item(struct reader *r, const char *id)
{
	const ctxh_value *list = field_named(r->form, id);

	end_field(r);
	end_item(r);
	if (list == NULL || field_type(list) != FIELD_LIST)
		return fail_at(r, r->line, T("no such block: [%s]; a line that "
		    "is text is indented"), id);
	if (ctxh_value_count(ctxh_value_get(r->out->fields, id)) >= BLOCKS)
		return fail_at(r, r->line, T("too many blocks [%s]; %d are the "
		    "most"), id, BLOCKS);
	r->list = list;
	r->item = ctxh_value_object();
	r->item_lines = ctxh_value_object();
	r->item_line = r->line;
	if (ctxh_value_get(r->out->lines, id) == NULL)
		val_put_int(r->out->lines, id, (int64_t)r->line);
	return CTXH_OK;
}

/* A line that begins nothing: it belongs to the field above. */
static int
more(struct reader *r, const char *s, size_t len)
{
	enum field_type type = field_type(r->field);
	const char *before = r->raw.s == NULL ? "" : r->raw.s;

	if (r->field == NULL)
		return fail_at(r, r->line, T("this line belongs to no field; "
		    "it begins with # or with a field's name and a colon"));
	if (type != FIELD_TEXT && type < FIELD_CODES &&
	    edit_trim(&before, r->raw.len) > 0)
		return fail_at(r, r->line, T("\"%s\" takes one line only"),
		    val_str(r->field, "id"));
	for (; r->blanks > 0; r->blanks--)
		str_add(&r->raw, "\n", 1);
	str_add(&r->raw, "\n", 1);
	str_add(&r->raw, s, len);
	return CTXH_OK;
}

/* ---- lines ---- */

/* The name that the line begins with, - for _ and capitals allowed; caller
 * frees.  *plain: as names are written. */
static char *
name_at(const char *s, size_t len, int *plain)
{
	size_t n = 0;
	char *name;

	*plain = 1;
	while (n < len && n <= LONGEST && (s[n] == '_' || isalpha((unsigned char)s[n]) ||
	    (n > 0 && (s[n] == '-' || isdigit((unsigned char)s[n])))))
		n++;
	name = xstrndup(s, n > LONGEST ? 0 : n);
	for (char *p = name; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z') {
			*plain = 0;
			*p = (char)(*p - 'A' + 'a');
		} else if (*p == '-') {
			*p = '_';
		}
	}
	return name;
}

/* "Em: ..." is talk, "level: cao" and "levle: cao" are fields. */
static int
read_key(struct reader *r, const char *s, size_t len, int *is)
{
	const ctxh_value *set = r->list != NULL ? r->list : r->form;
	int plain, rc = CTXH_OK;
	char *name = name_at(s, len, &plain);
	size_t n = strlen(name), at = n;

	while (at < len && strchr(BLANKS, s[at]) != NULL)
		at++;
	*is = n > 0 && at < len && s[at] == ':' &&
	    (len - at < 3 || strncmp(s + at, "://", 3) != 0) &&
	    (plain || field_named(set, name) != NULL);
	if (*is) {
		at++;
		rc = begin_field(r, name, s + at, len - at);
	}
	free(name);
	return rc;
}

static int
read_header(struct reader *r, const char *s, size_t len, int *is)
{
	char *name = name_at(s + 1, len - 1, is);
	size_t n = strlen(name);
	int rc = CTXH_OK;

	*is = *is && n > 0 && n + 2 == len && s[len - 1] == ']';
	if (*is)
		rc = begin_item(r, name);
	free(name);
	return rc;
}

static int
read_line(struct reader *r, const char *s, size_t len)
{
	int is = 0, rc = CTXH_OK;

	if (len > 0 && *s == '#')
		return CTXH_OK;
	if (strspn(s, BLANKS) >= len) {
		r->blanks++;
		return CTXH_OK;
	}
	if (*s == '[') {
		while (strchr(BLANKS, s[len - 1]) != NULL)
			len--;
		rc = read_header(r, s, len, &is);
	} else {
		rc = read_key(r, s, len, &is);
	}
	return is || rc != CTXH_OK ? rc : more(r, s, len);
}

int
edit_read(const ctxh_value *form, const char *text, struct edited *out)
{
	struct reader r = { .form = form, .out = out };
	const char *s, *next;
	size_t len;
	int rc = CTXH_OK;

	*out = (struct edited){ ctxh_value_object(), ctxh_value_object(),
	    NULL, 0 };
	for (s = text; rc == CTXH_OK && *s != '\0'; s = next) {
		r.line++;
		len = edit_line(s, &next);
		if (len > 0 && s[len - 1] == '\r')
			len--;
		rc = read_line(&r, s, len);
	}
	end_field(&r);
	end_item(&r);
	free(r.raw.s);
	return rc;
}

void
edited_free(struct edited *e)
{
	ctxh_value_free(e->fields);
	ctxh_value_free(e->lines);
	free(e->error);
	*e = (struct edited){ NULL, NULL, NULL, 0 };
}
