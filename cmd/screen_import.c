/*
 * ctxh screen import: lists of absences, conduct and results.
 */
#include <string.h>

#include "cmd.h"
#include "encoding.h"
#include "import_text.h"
#include "opt.h"
#include "out.h"
#include "screen.h"
#include "student_import.h"
#include "student_map.h"
#include "term.h"
#include "util.h"

const struct opt_spec screen_import_options[] = {
	{ "kind", 0, OPT_TEXT, 0, N_("KIND"),
	    N_("take only this of the list; else all that its columns say"),
	    (const struct opt_choice[]){
		{ "absence", N_("absences") }, { "conduct", N_("conduct") },
		{ "result", N_("results") }, { 0 } } },
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	{ "term", 0, OPT_TEXT, 0, N_("TERM"),
	    N_("of conduct and results, where no column says it"),
	    (const struct opt_choice[]){
		{ "1", NULL }, { "2", NULL }, { "year", NULL }, { 0 } } },
	{ "month", 0, OPT_INT, 0, N_("MONTH"),
	    N_("1 to 12, of a sheet with a column a day, where neither a "
	    "column nor the title says it"), NULL },
	DRY_SHOW_OPTION,
	LIST_SHEET_OPTION,
	LIST_MAP_OPTION,
	LIST_IGNORE_OPTION,
	LIST_KEY_OPTION,
	LIST_ENCODING_OPTION,
	{ 0 }
};

static void
counts(struct out *out, const ctxh_value *v)
{
	import_count(out, T("pupils with first news"), v, "created");
	import_count(out, T("with other news"), v, "updated");
	import_count(out, T("as they were"), v, "unchanged");
	if (val_int(v, "absences") > 0)
		import_count(out, T("days of absence, new"), v, "absences");
	if (val_int(v, "warnings_total") > 0)
		import_count(out, T("warnings"), v, "warnings_total");
}

static void
next(struct out *out, int64_t op)
{
	out_printf(out, T("Next: ctxh screen run; ctxh undo %lld takes it "
	    "back"), (long long)op);
}

int
screen_import(struct app *app, struct opts *o)
{
	struct list_answer s = { .path = opt_arg(o, 0),
	    .dry_run = opt_given(o, "dry-run"),
	    .counts = counts, .next = next };
	struct ctxh_screen_import_options so = {
	    .version = CTXH_SCREEN_IMPORT_VERSION };
	struct ctxh_import_options io;
	struct import_source source;
	ctxh_value *v = NULL;
	int rc = import_open(app, o, &source, &io);

	if (rc == CTXH_OK) {
		io.key_name_dob = opt_given(o, "key");
		io.dry_run = s.dry_run;
		so.list = &io;
		so.kind = opt_text(o, "kind");
		so.term = opt_text(o, "term");
		so.month = (int)opt_int(o, "month", 0);
		term_progress_begin(app, T("taking in the list"));
		rc = ctxh_screen_import(app->h, &so, &v);
		term_progress_end(app);
		if (v != NULL)
			rc = list_show(app, &s, rc, v);
	}
	ctxh_value_free(v);
	import_close(&source);
	return rc;
}
