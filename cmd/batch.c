/*
 * Many documents from a file.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "out.h"
#include "term.h"
#include "util.h"

#define CASES_SHOWN	20
#define ERRORS_SHOWN	100

int
fail_in_file(struct app *app, int status, const char *path)
{
	ctxh_value *where = ctxh_value_copy(ctxh_where(app->h));

	app_fail(app, status, "%s", ctxh_message(app->h));
	if (where == NULL)
		where = ctxh_value_object();
	val_put_text(where, "path", strcmp(path, "-") == 0 ? "<stdin>" : path);
	ctxh_value_free(app->error.where);
	app->error.where = where;
	return status;
}

static void
batch_text(struct out *out, void *ctx, const ctxh_value *result)
{
	const ctxh_value *cases = ctxh_value_get(result, "cases"), *v;
	const unsigned *flags = ctx;

	print_notices(out, ctxh_value_get(result, "notices"));
	if (*flags & CTXH_DRY_RUN)
		out_printf(out, T("checked: %lld good, %lld refused; "
		    "nothing was recorded"),
		    (long long)val_int(result, "recorded"),
		    (long long)val_int(result, "rejected"));
	else
		out_printf(out, T("recorded: %lld, refused: %lld"),
		    (long long)val_int(result, "recorded"),
		    (long long)val_int(result, "rejected"));
	out_puts(out, "\n");
	if (ctxh_value_count(cases) > CASES_SHOWN)
		return;
	for (v = ctxh_value_first(cases); v != NULL; v = ctxh_value_next(v))
		out_printf(out, "  %s  %s\n", ctxh_value_key(v),
		    ctxh_value_str(v) == NULL ? "" : ctxh_value_str(v));
}

static size_t
count_errors(const ctxh_value *result)
{
	return ctxh_value_count(ctxh_value_get(result, "errors"));
}

void
warn_errors(struct app *app, const char *path, const ctxh_value *result,
    size_t least)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(result,
	    "errors"));

	if (!out_is_text(app->out) || count_errors(result) < least)
		return;
	for (size_t n = 0; v != NULL && n < ERRORS_SHOWN;
	    v = ctxh_value_next(v), n++)
		if (ctxh_value_get(v, "line") != NULL)
			app_warn(app, "%s:%lld: %s", path,
			    (long long)val_int(v, "line"),
			    val_str(v, "message"));
		else
			app_warn(app, "%s: %s", path, val_str(v, "message"));
}

int
batch_run(struct app *app, const char *form, const char *path, unsigned flags)
{
	struct file file;
	ctxh_value *result = NULL;
	int rc, printed;

	rc = file_open(app, path, &file);
	if (rc != CTXH_OK)
		return rc;
	term_progress_begin(app, T("recording"));
	rc = ctxh_record_batch(app->h, form, file_source, &file, flags,
	    &result);
	term_progress_end(app);
	file_close(&file);
	if (rc != CTXH_OK && rc != CTXH_EPARTLY) {
		fail_in_file(app, rc, path);
		if (count_errors(result) > 0)
			val_put(app->error.where, "errors", ctxh_value_copy(
			    ctxh_value_get(result, "errors")));
		warn_errors(app, path, result, 2);
		ctxh_value_free(result);
		return rc;
	}
	warn_errors(app, path, result, 1);
	printed = out_object(app->out, result, batch_text, &flags);
	ctxh_value_free(result);
	if (printed != CTXH_OK)
		return printed;
	return rc == CTXH_OK ? rc : app_answer(app, rc);
}
