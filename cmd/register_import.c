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
	DRY_SHOW_OPTION,
	LIST_KEEP_GOING_OPTION,
	LIST_SHEET_OPTION,
	LIST_MAP_OPTION,
	LIST_IGNORE_OPTION,
	LIST_ENCODING_OPTION,
	{ 0 }
};

static void
counts(struct out *out, const ctxh_value *v)
{
	import_count(out, T("new"), v, "created");
	import_count(out, T("as they were"), v, "unchanged");
	if (val_int(v, "rejected") > 0)
		import_count(out, T("refused"), v, "rejected");
}

static void
next(struct out *out, int64_t op)
{
	out_printf(out, T("ctxh undo %lld takes it back"), (long long)op);
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
	struct list_answer s = { .path = opt_arg(o, 0),
	    .dry_run = opt_flag(o, "dry-run"),
	    .counts = counts, .next = next };
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
			rc = list_show(app, &s, rc, v);
	}
	ctxh_value_free(v);
	free(form);
	import_close(&source);
	return rc;
}
