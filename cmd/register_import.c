/*
 * The subverb import of the registers: a list of documents.
 */
#include <stdlib.h>

#include "encoding.h"
#include "import_text.h"
#include "register.h"
#include "student_import.h"
#include "student_map.h"
#include "term.h"
#include "util.h"

const struct opt_spec register_import_options[] = {
	{ "form", 0, OPT_TEXT, 0, N_("FORM"),
	    N_("what each row is: add, or another subverb that records; "
	    "default: add"), NULL },
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year of the list: what lies outside is refused"),
	    NULL },
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("show what would happen and write nothing"), NULL },
	{ "keep-going", 'k', OPT_FLAG, 0, NULL,
	    N_("take the good rows although others are bad (exit 3)"), NULL },
	{ "sheet", 0, OPT_TEXT, 0, N_("NAME|NUMBER"),
	    N_("of a workbook: the sheet that holds the list"), NULL },
	{ "map", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN=FIELD"),
	    N_("read a column as this field; a column is its header or its "
	    "place, #3 or C"), NULL },
	{ "ignore", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN"),
	    N_("pass over a column"), NULL },
	{ "encoding", 0, OPT_TEXT, 0, N_("ENCODING"),
	    N_("what the list is written in; else it is found"),
	    encoding_choices },
	{ 0 }
};

struct shown {
	const char	*path;
	int		 dry_run;
};

static void
print_next(struct out *out, const struct shown *s, const ctxh_value *v)
{
	if (s->dry_run)
		out_puts(out, T("Without --dry-run it is done."));
	else if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		out_printf(out, T("ctxh undo %lld takes it back"),
		    (long long)val_int(v, "op"));
	else
		out_puts(out, T("Nothing was to be changed."));
	out_puts(out, "\n");
}

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct shown *s = ctx;

	out_printf(out, s->dry_run ?
	    T("\"%s\", a trial, nothing is written:") :
	    T("\"%s\" is taken in:"), s->path);
	out_puts(out, "\n");
	encoding_row(out, v);
	import_sheet(out, v);
	map_print(out, ctxh_value_get(v, "mapping"));
	import_count(out, T("rows"), v, "read");
	import_count(out, T("new"), v, "created");
	import_count(out, T("as they were"), v, "unchanged");
	if (val_int(v, "rejected") > 0)
		import_count(out, T("refused"), v, "rejected");
	print_next(out, s, v);
}

static int
show(struct app *app, const struct shown *s, int rc, const ctxh_value *v)
{
	int shown;

	if (!out_is_text(app->out)) {
		shown = out_object(app->out, v, NULL, NULL);
		return shown != CTXH_OK ? shown : app_answer(app, rc);
	}
	import_findings(s->path, v);
	if (rc == CTXH_EFAIL) {
		encoding_note(s->path, v);
		return app_fail(app, CTXH_EFAIL, T("nothing was taken in: %lld "
		    "errors, see above; put the list right"),
		    (long long)val_int(v, "errors_total"));
	}
	shown = out_object(app->out, v, print_text, (void *)(uintptr_t)s);
	return shown != CTXH_OK ? shown : app_answer(app, rc);
}

/* The form of a subverb: "group" for add, "group-review" for review; its own
 * name is taken, too. */
static char *
form_asked(struct app *app, const struct opts *o)
{
	const char *sub = opt_text(o, "form");
	const struct cmd *c = sub == NULL ? NULL :
	    cmd_find_sub(app->parent, sub);

	if (c != NULL && c->form != NULL)
		return xstrdup(c->form);
	return xstrdup(sub != NULL ? sub : app->parent->name);
}

int
register_import(struct app *app, struct opts *o)
{
	struct shown s = { .path = opt_arg(o, 0),
	    .dry_run = opt_flag(o, "dry-run") };
	struct ctxh_import_options io;
	struct import_source source;
	ctxh_value *v = NULL;
	char *form = form_asked(app, o);
	int rc = import_open(app, o, &source, &io);

	if (rc == CTXH_OK) {
		io.dry_run = s.dry_run;
		io.keep_going = opt_flag(o, "keep-going");
		term_progress_begin(app, T("taking in the list"));
		rc = ctxh_entry_import(app->h, form, &io, &v);
		term_progress_end(app);
		if (v != NULL)
			rc = show(app, &s, rc, v);
	}
	ctxh_value_free(v);
	free(form);
	import_close(&source);
	return rc;
}
