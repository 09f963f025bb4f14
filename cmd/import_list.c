/*
 * The result of taking in a list that is none of pupils.
 */
#include <stdint.h>

#include "cmd.h"
#include "encoding.h"
#include "import_text.h"
#include "out.h"
#include "student_map.h"
#include "util.h"

static void
print_next(struct out *out, const struct list_answer *a, const ctxh_value *v)
{
	if (a->dry_run)
		out_puts(out, T("Without --dry-run it is done."));
	else if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		a->next(out, val_int(v, "op"));
	else
		out_puts(out, T("Nothing was to be changed."));
	out_puts(out, "\n");
}

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct list_answer *a = ctx;

	out_printf(out, a->dry_run ?
	    T("\"%s\", a trial, nothing is written:") :
	    T("\"%s\" is taken in:"), a->path);
	out_puts(out, "\n");
	encoding_row(out, v);
	import_sheet(out, v);
	map_print(out, ctxh_value_get(v, "mapping"));
	import_count(out, T("rows"), v, "read");
	a->counts(out, v);
	print_next(out, a, v);
}

int
list_show(struct app *app, const struct list_answer *a, int rc,
    const ctxh_value *v)
{
	int shown;

	if (!out_is_text(app->out)) {
		shown = out_object(app->out, v, NULL, NULL);
		return shown != CTXH_OK ? shown : app_answer(app, rc);
	}
	import_findings(a->path, v);
	if (rc == CTXH_EFAIL) {
		encoding_note(a->path, v);
		return app_fail(app, CTXH_EFAIL, T("nothing was taken in: %lld "
		    "errors, see above; put the list right"),
		    (long long)val_int(v, "errors_total"));
	}
	shown = out_object(app->out, v, print_text, (void *)(uintptr_t)a);
	return shown != CTXH_OK ? shown : app_answer(app, rc);
}
