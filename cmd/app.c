/*
 * The run's errors, and what all verbs share.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "cmd.h"
#include "out.h"
#include "term.h"
#include "util.h"

int
app_fail(struct app *app, int status, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	int n;

	if (app->error.message != NULL)
		return app->error.status;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* never end inside of a letter */
	if (n >= (int)sizeof(text))
		for (n = (int)sizeof(text) - 1;
		    n > 0 && (text[n] & 0xc0) == 0x80; n--)
			text[n] = '\0';
	app->error.status = status;
	app->error.message = xstrdup(text);
	return status;
}

int
app_where(struct app *app, const char *key, const char *text)
{
	if (app->error.where == NULL)
		app->error.where = ctxh_value_object();
	val_put_text(app->error.where, key, text);
	return app->error.status;
}

int
app_answer(struct app *app, int status)
{
	app->answered = 1;
	return status;
}

void
app_warn(struct app *app, const char *fmt, ...)
{
	va_list ap;

	term_progress_end(app);
	fputs("ctxh: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/* What only reads gives no half answer; what writes may have written, and says
 * so as well as it can. */
static int
again(const struct app *app, int status)
{
	return memory_again(status, app->cmd == NULL ||
	    (app->cmd->flags & CMD_WRITE) == 0);
}

const ctxh_value *
app_forms(struct app *app)
{
	while (app->forms == NULL && again(app, ctxh_forms(app->h,
	    &app->forms)))
		;
	return app->forms;
}

const ctxh_value *
app_rules(struct app *app)
{
	while (app->rules == NULL && again(app, ctxh_rules(app->h, NULL,
	    &app->rules)))
		;
	return app->rules;
}

const ctxh_value *
app_rules_of(struct app *app, const char *id)
{
	const ctxh_value *set = app_rules(app), *found;
	ctxh_value *new;
	int rc;

	if (id == NULL || set == NULL || strcmp(val_str(set, "id"), id) == 0)
		return set;
	/* It may be what was recorded already that is shown: there is memory
	 * kept for that. */
	while ((found = ctxh_value_get(app->sets, id)) == NULL) {
		if ((rc = ctxh_rules(app->h, id, &new)) == CTXH_OK) {
			if (app->sets == NULL)
				app->sets = ctxh_value_object();
			rc = ctxh_value_put(app->sets, id, new);
		}
		if (rc != CTXH_OK && !again(app, rc))
			return set;
	}
	return found;
}

void
app_use_rules(struct app *app, const char *id)
{
	ctxh_value *rules = NULL, *forms = NULL;

	if (id == NULL || (app->rules != NULL &&
	    strcmp(val_str(app->rules, "id"), id) == 0))
		return;
	while (again(app, ctxh_rules(app->h, id, &rules)))
		;
	while (rules != NULL && again(app, ctxh_forms_of(app->h, id,
	    &forms)))
		;
	if (forms == NULL) {
		ctxh_value_free(rules);
		return;
	}
	ctxh_value_free(app->rules);
	ctxh_value_free(app->forms);
	app->rules = rules;
	app->forms = forms;
}

/* "file:3:5: " before a message that is about a place in a file. */
static void
print_place(const ctxh_value *where)
{
	/* Of a rule set "path" is a place within the file. */
	const char *file = val_str(where, "file");
	const char *path = file != NULL ? file : val_str(where, "path");
	int64_t line = val_int(where, "line"), column = val_int(where,
	    "column");

	if (line == 0)
		return;
	if (path != NULL)
		fprintf(stderr, "%s:%lld:", path, (long long)line);
	else
		fprintf(stderr, T("line %lld:"), (long long)line);
	if (column != 0)
		fprintf(stderr, "%lld:", (long long)column);
	fputc(' ', stderr);
}

static void
print_text(const char *message, const ctxh_value *where)
{
	fputs("ctxh: ", stderr);
	print_place(where);
	for (const char *s = message; *s != '\0'; s++)
		fputc((unsigned char)*s < 0x20 || *s == 0x7f ? '?' : *s,
		    stderr);
	fputc('\n', stderr);
}

static void
print_json(struct out *out, int status, const char *message,
    const ctxh_value *where)
{
	ctxh_value *top = ctxh_value_object(), *v = ctxh_value_object();

	val_put_text(v, "code", ctxh_status_name(status));
	val_put_text(v, "message", message);
	val_put(v, "where", where == NULL ? ctxh_value_object() :
	    ctxh_value_copy(where));
	val_put(top, "error", v);
	out_object(out, top, NULL, NULL);
	ctxh_value_free(top);
}

void
app_report(struct app *app, int status)
{
	const char *message = app->error.message;
	const ctxh_value *where = app->error.where;

	if (message == NULL && app->h != NULL &&
	    ctxh_status(app->h) == status) {
		message = ctxh_message(app->h);
		where = ctxh_where(app->h);
	}
	if (message == NULL || *message == '\0')
		message = status == CTXH_EINTERRUPTED ? T("interrupted") :
		    status == CTXH_ENOMEM ? T("out of memory") :
		    T("it did not work");
	if (out_format(app->out) == OUT_JSON ||
	    out_format(app->out) == OUT_JSONL)
		print_json(app->out, status, message, where);
	else
		print_text(message, where);
}

void
app_free(struct app *app)
{
	own_free(app);
	ctxh_value_free(app->rules);
	ctxh_value_free(app->sets);
	ctxh_value_free(app->forms);
	ctxh_close(app->h);
	ctxh_value_free(app->error.where);
	free(app->error.message);
	free(app->store_path);
	free(app->key_path);
}
