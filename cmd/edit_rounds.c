/*
 * The editor, as often as needed: what was typed is kept until it is recorded;
 * what is wrong with it is said at its line.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd.h"
#include "edit.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "term.h"
#include "util.h"

void
edit_clean(char *text)
{
	char *to = text, *s = text;
	size_t len;

	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	for (; *s != '\0'; s += len) {
		len = strcspn(s, "\n");
		len += s[len] == '\n';
		if (strncmp(s, EDIT_MARK, strlen(EDIT_MARK)) == 0)
			continue;
		memmove(to, s, len);
		to += len;
	}
	*to = '\0';
}

/* ---- what is wrong ---- */

static int
blame(struct edit *ed, int status, const char *message, const char *field,
    size_t line)
{
	wipe_free(ed->message);
	free(ed->field);
	ctxh_value_free(ed->missing);
	ed->missing = NULL;
	ed->status = status;
	ed->message = xstrdup(message);
	ed->field = field == NULL ? NULL : xstrdup(field);
	ed->line = line;
	return status;
}

/* The line of a field; of one that has none, that of its block. */
static size_t
line_of(const struct edited *now, const char *field)
{
	size_t line = (size_t)val_int(now->lines, field);
	char *block;

	if (line > 0 || strchr(field, '.') == NULL)
		return line;
	block = xstrndup(field, strcspn(field, "."));
	line = (size_t)val_int(now->lines, block);
	free(block);
	return line;
}

/* The field that the message speaks of where the library names none. */
static const char *
quoted_field(const struct edit *ed, const char *message)
{
	const ctxh_value *f = ctxh_value_get(ed->e->form, "fields");
	char *quoted;
	int found;

	for (f = ctxh_value_first(f); f != NULL; f = ctxh_value_next(f)) {
		quoted = xasprintf("\"%s\"", val_str(f, "id"));
		found = strstr(message, quoted) != NULL;
		free(quoted);
		if (found)
			return val_str(f, "id");
	}
	return NULL;
}

/* The lines of all that is missing. */
static ctxh_value *
lines_missing(const struct edit *ed, const struct edited *now)
{
	const ctxh_value *v = ctxh_value_get(ctxh_where(ed->app->h),
	    "missing");
	ctxh_value *lines = ctxh_value_list();

	for (v = ctxh_value_first(v); v != NULL; v = ctxh_value_next(v))
		val_push(lines, ctxh_value_number((double)line_of(now,
		    ctxh_value_str(v))));
	return lines;
}

static int
blame_library(struct edit *ed, int status, const struct edited *now)
{
	const char *message = ctxh_message(ed->app->h);
	const char *field = val_str(ctxh_where(ed->app->h), "field");

	if (field == NULL)
		field = quoted_field(ed, message);
	blame(ed, status, message, field,
	    field == NULL ? 0 : line_of(now, field));
	ed->missing = lines_missing(ed, now);
	return status;
}

static int
is_missing(const struct edit *ed, size_t line)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(ed->missing); v != NULL;
	    v = ctxh_value_next(v))
		if ((size_t)ctxh_value_num(v) == line)
			return 1;
	return 0;
}

/* A comment about what is wrong; line 0: in the line below. */
static void
put_mark(struct str *b, const char *text, size_t line)
{
	char *message = xstrdup(text);

	for (char *p = message; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20)
			*p = ' ';
	str_puts(b, EDIT_MARK " ");
	if (line > 0)
		str_printf(b, T("ERROR in line %zu: %s"), line, message);
	else
		str_printf(b, T("ERROR: %s"), message);
	str_puts(b, "\n");
	wipe_free(message);
}

/* The text with a comment above each line that is wrong; gives the line that
 * is blamed, one more comment above it all. */
static size_t
mark_lines(const struct edit *ed, struct str *b)
{
	const char *s = ed->text, *next;
	size_t line, marks = 1, at = 0;

	for (line = 1; *s != '\0'; s = next, line++) {
		(void)edit_line(s, &next);
		if (line == ed->line || is_missing(ed, line))
			marks++;
		if (line == ed->line)
			put_mark(b, ed->message, 0);
		else if (is_missing(ed, line))
			put_mark(b, T("this is required"), 0);
		if (line == ed->line)
			at = line + marks;
		str_add(b, s, (size_t)(next - s));
	}
	return at;
}

/* Says in the draft what is wrong: at its top, and where it is. */
static int
mark_draft(struct edit *ed)
{
	struct str b = { 0 }, lines = { 0 };

	str_puts(&lines, "");
	ed->line = mark_lines(ed, &lines);
	put_mark(&b, ed->message, ed->line);
	str_puts(&b, lines.s);
	wipe_free(lines.s);
	wipe_free(ed->text);
	ed->text = b.s;
	return draft_write(ed->app, &ed->draft, ed->text);
}

/* ---- recording ---- */

static int
same_value(const ctxh_value *a, const ctxh_value *b)
{
	char *s = a == NULL ? NULL : val_print(a, 0);
	char *t = b == NULL ? NULL : val_print(b, 0);
	int same;

	same = s == NULL || t == NULL ? s == t : strcmp(s, t) == 0;
	wipe_free(s);
	wipe_free(t);
	return same;
}

/* The fields for the library: all, or what differs from the document. */
static void
take_fields(struct edit *ed, const struct edited *now)
{
	const ctxh_value *f, *v;
	const char *id;

	ctxh_value_free(ed->e->fields);
	if (ed->before == NULL) {
		ed->e->fields = ctxh_value_copy(now->fields);
		return;
	}
	ed->e->fields = ctxh_value_object();
	for (f = ctxh_value_first(ctxh_value_get(ed->e->form, "fields"));
	    f != NULL; f = ctxh_value_next(f)) {
		id = val_str(f, "id");
		v = ctxh_value_get(now->fields, id);
		if (ctxh_value_get(now->lines, id) != NULL &&
		    !same_value(v, ctxh_value_get(ed->was.fields, id)))
			val_put(ed->e->fields, id, v == NULL ?
			    ctxh_value_null() : ctxh_value_copy(v));
	}
}

static int
nothing(struct edit *ed)
{
	return app_fail(ed->app, CTXH_EFAIL,
	    T("nothing was changed, so nothing was recorded"));
}

/* Reads the text and records it; *result where that went well. */
static int
record_text(struct edit *ed, ctxh_value **result)
{
	struct edited now;
	int rc;

	*result = NULL;
	rc = edit_read(ed->e->form, ed->text, &now);
	if (rc != CTXH_OK) {
		blame(ed, rc, now.error, NULL, now.error_line);
	} else {
		take_fields(ed, &now);
		if (ctxh_value_count(now.fields) == 0 ||
		    ctxh_value_count(ed->e->fields) == 0) {
			edited_free(&now);
			draft_remove(ed->app, &ed->draft);
			return nothing(ed);
		}
		rc = ctxh_record(ed->app->h, val_str(ed->e->form, "form"),
		    ed->case_no, ed->e->fields, ed->e->flags, result);
		if (rc != CTXH_OK)
			blame_library(ed, rc, &now);
	}
	edited_free(&now);
	return rc;
}

/* ---- the editor, as often as needed ---- */

/* Says that the draft is kept, and how to go on with it. */
static void
keep(struct edit *ed)
{
	if (ed->draft.path == NULL)
		return;
	(void)chmod(ed->draft.path, 0600);
	if (ed->app->error.message != NULL)
		app_where(ed->app, "draft", ed->draft.path);
	if (ed->app->error.message == NULL || out_is_text(ed->app->out))
		app_warn(ed->app, T("what you typed is kept; go on with: "
		    "%s --draft \"%s\""), ed->command, ed->draft.path);
}

static int
give_up(struct edit *ed)
{
	struct app *app = ed->app;
	int rc;

	rc = app_fail(app, ed->status, "%s", ed->message);
	app_where(app, "path", ed->draft.path);
	if (ed->line > 0)
		val_put_int(app->error.where, "line", (int64_t)ed->line);
	if (ed->field != NULL)
		app_where(app, "field", ed->field);
	keep(ed);
	return rc;
}

/* Whether the file is another one, or was written since. */
static int
written(const struct stat *a, const struct stat *b)
{
	return a->st_ino != b->st_ino ||
	    a->st_mtim.tv_sec != b->st_mtim.tv_sec ||
	    a->st_mtim.tv_nsec != b->st_mtim.tv_nsec;
}

/* The editor left no file: what was typed before it is put back. */
static int
left_nothing(struct edit *ed, int ended)
{
	int rc = CTXH_OK;

	if (ed->message != NULL || opt_given(ed->e->o, "draft") ||
	    ended == CTXH_EINTERRUPTED)
		rc = draft_restore(ed->app, &ed->draft, ed->text);
	if (rc == CTXH_OK)
		rc = ended;
	if (rc == CTXH_OK)
		rc = app_fail(ed->app, CTXH_EFAIL, T("the editor left no file "
		    "to read; nothing was recorded"));
	return rc;
}

/* Lets the user type; *saved tells whether there is anything new. */
static int
let_type(struct edit *ed, int *saved)
{
	struct stat before = { 0 }, after = { 0 };
	char *text = NULL;
	int rc, ended;

	*saved = 0;
	(void)stat(ed->draft.path, &before);
	ended = editor_run(ed->app, ed->editor, ed->draft.path);
	(void)stat(ed->draft.path, &after);
	rc = draft_read(ed->app, &ed->draft, &text);
	if (rc == CTXH_ENOTFOUND)
		return left_nothing(ed, ended);
	if (rc != CTXH_OK) {
		*saved = 1;
		return rc;
	}
	*saved = strcmp(text, ed->text) != 0;
	/* A draft taken up again may be good as it is: then it is saved. */
	if (ed->resumed && ended == CTXH_OK && written(&before, &after))
		*saved = 1;
	ed->resumed = 0;
	wipe_free(ed->text);
	ed->text = text;
	return ended;
}

/* Nothing new was typed, or the editor gave up. */
static int
end_without(struct edit *ed, int rc, int saved)
{
	if (ed->message != NULL && rc == CTXH_OK)
		return give_up(ed);
	if (rc == CTXH_OK)
		nothing(ed);
	if (saved || ed->message != NULL || opt_given(ed->e->o, "draft") ||
	    rc == CTXH_EINTERRUPTED)
		keep(ed);
	else
		draft_remove(ed->app, &ed->draft);
	return rc == CTXH_OK ? CTXH_EFAIL : rc;
}

/* What typing can mend. */
static int
can_mend(int status)
{
	return status == CTXH_EUSAGE || status == CTXH_EDENIED ||
	    status == CTXH_ENOTFOUND || status == CTXH_ERULE;
}

int
edit_rounds(struct edit *ed)
{
	ctxh_value *result = NULL;
	int rc, saved;

	for (;;) {
		rc = let_type(ed, &saved);
		if (rc != CTXH_OK || !saved)
			return end_without(ed, rc, saved);
		edit_clean(ed->text);
		rc = record_text(ed, &result);
		if (rc == CTXH_OK || ed->draft.path == NULL)
			break;
		if (mark_draft(ed) != CTXH_OK || !can_mend(rc) ||
		    !term_can_ask(ed->app))
			return give_up(ed);
	}
	if (rc == CTXH_OK) {
		if (ed->e->flags & CTXH_DRY_RUN)
			keep(ed);
		else
			draft_remove(ed->app, &ed->draft);
		rc = form_print(ed->e, result);
	}
	ctxh_value_free(result);
	return rc;
}
