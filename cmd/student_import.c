/*
 * ctxh student import: a school year's list of pupils.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aside.h"
#include "cmd.h"
#include "encoding.h"
#include "finding.h"
#include "opt.h"
#include "out.h"
#include "student_import.h"
#include "student_map.h"
#include "term.h"
#include "util.h"

#define WARNINGS_SHOWN 20	/* to people; JSON has more */

const struct opt_spec student_import_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year of the list: 2024 or 2024-2025; required "
	    "where a list is taken in"), NULL },
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("show what would happen and write nothing"), NULL },
	{ "keep-going", 'k', OPT_FLAG, 0, NULL,
	    N_("take the good rows although others are bad (exit 3)"), NULL },
	{ "rejects", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write the bad rows to this file, to be put right"), NULL },
	{ "sheet", 0, OPT_TEXT, 0, N_("NAME|NUMBER"),
	    N_("of a workbook: the sheet that holds the list"), NULL },
	{ "dups", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write new pupils who may be another one to this file, with "
	    "names; leaves a trace in the chain"), NULL },
	{ "map", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN=FIELD"),
	    N_("read a column as this field; a column is its header or its "
	    "place, #3 or C"), NULL },
	{ "ignore", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN"),
	    N_("pass over a column"), NULL },
	{ "show-map", 0, OPT_FLAG, 0, NULL,
	    N_("show how the columns of the list would be read, and what is "
	    "remembered of earlier lists; nothing is taken in"), NULL },
	{ "forget-map", 0, OPT_TEXT, OPT_OPEN, N_("COLUMN"),
	    N_("forget what is remembered of a column, or of all"),
	    (const struct opt_choice[]){ { "all", NULL }, { 0 } } },
	{ "key", 0, OPT_TEXT, 0, N_("KEY"),
	    N_("a list without ids: tell pupils by name and birth date"),
	    (const struct opt_choice[]){ { "name,dob", NULL }, { 0 } } },
	{ "encoding", 0, OPT_TEXT, 0, N_("ENCODING"),
	    N_("what the list is written in; else it is found"),
	    encoding_choices },
	{ 0 }
};

/* The first ones; total says how many there are. */
static void
print_findings(const char *path, const char *kind, const ctxh_value *list,
    int64_t most, int64_t total)
{
	const ctxh_value *v;
	int64_t n = 0;

	for (v = ctxh_value_first(list); v != NULL && n < most;
	    v = ctxh_value_next(v), n++)
		finding_print(path, kind, v);
	if (total <= n)
		return;
	fprintf(stderr, "%s: ", path);
	fprintf(stderr, kind == NULL ? T("... and %lld more errors") :
	    T("... and %lld more warnings; see --format json"),
	    (long long)(total - n));
	fputc('\n', stderr);
}

struct summary { const char *path, *rejects, *dups; int dry_run; };

static void
count(struct out *out, const char *label, const ctxh_value *v,
    const char *key)
{
	out_puts(out, "  ");
	out_pad(out, label, 26);
	out_printf(out, "%8lld\n", (long long)val_int(v, key));
}

/* Of a workbook: which sheet, and which ones nobody sees. */
static void
put_sheet(struct out *out, const ctxh_value *v)
{
	const ctxh_value *file = ctxh_value_get(v, "file"), *s;
	int hidden = 0;

	if (val_str(file, "sheet") == NULL)
		return;
	out_printf(out, T("  read as an Excel workbook: sheet \"%s\""),
	    val_str(file, "sheet"));
	for (s = ctxh_value_first(ctxh_value_get(file, "sheets")); s != NULL;
	    s = ctxh_value_next(s)) {
		if (!val_true(s, "hidden"))
			continue;
		out_printf(out, "%s \"%s\"", hidden++ == 0 ?
		    T("; hidden sheets:") : ",", val_str(s, "name"));
	}
	out_puts(out, "\n");
}

static void
tell_dups(struct out *out, const struct summary *s, const ctxh_value *v)
{
	count(out, T("perhaps there already"), v, "dups_total");
	if (s->dups != NULL)
		out_printf(out, T("Those who may be one are in \"%s\", with "
		    "names."), s->dups);
	else
		out_puts(out, T("Who may be one is told by --dups FILE, and "
		    "by ctxh student dups; ctxh student merge joins them."));
	out_puts(out, "\n");
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct summary *s = ctx;

	out_printf(out, s->dry_run ?
	    T("\"%s\", a trial, nothing is written:") :
	    T("\"%s\" is taken in:"), s->path);
	out_puts(out, "\n");
	encoding_row(out, v);
	put_sheet(out, v);
	map_print(out, ctxh_value_get(v, "mapping"));
	count(out, T("pupils read"), v, "read");
	count(out, T("new"), v, "created");
	count(out, T("changed"), v, "updated");
	count(out, T("as they were"), v, "unchanged");
	if (val_int(v, "rejected") > 0)
		count(out, T("refused"), v, "rejected");
	if (val_int(v, "warnings_total") > 0)
		count(out, T("warnings"), v, "warnings_total");
	if (val_int(v, "dups_total") > 0)
		tell_dups(out, s, v);
	if (val_int(v, "rejected") > 0 && s->rejects != NULL)
		out_printf(out, T("The refused rows are in \"%s\"; put them "
		    "right and import that file."), s->rejects);
	else if (s->dry_run)
		out_puts(out, T("Without --dry-run it is done."));
	else
		out_puts(out, T("Next: ctxh student list, ctxh intake"));
	out_puts(out, "\n");
}

/* Where no row was refused the list itself is at fault: a header, its
 * encoding. */
static int
fail_refused(struct app *app, const struct summary *s, const ctxh_value *v)
{
	long long rows = (long long)val_int(v, "rejected");

	if (ctxh_value_count(ctxh_value_get(v, "errors")) == 0)
		return CTXH_EFAIL;
	if (rows == 0)
		return app_fail(app, CTXH_EFAIL,
		    T("nothing was taken in, see above; put the list right; "
		    "for a column there are --map and --ignore"));
	if (s->rejects != NULL)
		return app_fail(app, CTXH_EFAIL,
		    T("nothing was taken in: %lld rows refused, see above; put "
		    "\"%s\" right, or take the others with --keep-going"),
		    rows, s->rejects);
	return app_fail(app, CTXH_EFAIL,
	    T("nothing was taken in: %lld rows refused, see above; put them "
	    "right, or take the others with --keep-going"), rows);
}

/* What happened: the object in JSON, findings and a summary for people. */
static int
show(struct app *app, const struct summary *s, int rc, const ctxh_value *v)
{
	int shown;

	if (!out_is_text(app->out)) {
		shown = out_object(app->out, v, NULL, NULL);
		return shown != CTXH_OK ? shown : app_answer(app, rc);
	}
	print_findings(s->path, T("warning"), ctxh_value_get(v, "warnings"),
	    WARNINGS_SHOWN, val_int(v, "warnings_total"));
	print_findings(s->path, NULL, ctxh_value_get(v, "errors"), INT64_MAX,
	    val_int(v, "errors_total"));
	if (rc == CTXH_EFAIL) {
		encoding_note(s->path, v);
		return fail_refused(app, s, v);
	}
	shown = out_object(app->out, v, text, (void *)(uintptr_t)s);
	return shown != CTXH_OK ? shown : app_answer(app, rc);
}

int
import_open(struct app *app, const struct opts *o, struct import_source *s,
    struct ctxh_import_options *io)
{
	int rc;

	*s = (struct import_source){ .file = { .fd = -1 },
	    .ignore = ignore_read(o) };
	*io = (struct ctxh_import_options){ .version = CTXH_IMPORT_VERSION };
	if ((rc = map_read(app, o, &s->map)) != CTXH_OK ||
	    (rc = file_open(app, opt_arg(o, 0), &s->file)) != CTXH_OK)
		return rc;
	io->year = opt_text(o, "year");
	io->read = file_source;
	io->read_at = file_can_seek(&s->file) ? file_source_at : NULL;
	io->read_ctx = &s->file;
	io->sheet = opt_text(o, "sheet");
	io->size = s->file.size;
	io->map = s->map;
	io->ignore = s->ignore;
	io->encoding = opt_text(o, "encoding");
	io->key_name_dob = opt_given(o, "key");
	return CTXH_OK;
}

void
import_close(struct import_source *s)
{
	file_close(&s->file);
	ctxh_value_free(s->map);
	ctxh_value_free(s->ignore);
}

/* Where the library's failure is one of the list, the list is named. */
static void
name_list(struct app *app, int rc, const char *path)
{
	if (app->error.message != NULL || ctxh_where(app->h) == NULL)
		return;
	app_fail(app, rc, "%s", ctxh_message(app->h));
	app->error.where = ctxh_value_copy(ctxh_where(app->h));
	app_where(app, "path", path);
}

static int
run_import(struct app *app, const struct opts *o,
    struct ctxh_import_options *io)
{
	struct aside bad = { .path = opt_text(o, "rejects"), .fd = -1 };
	struct aside dups = { .path = opt_text(o, "dups"), .keep = 1,
	    .fd = -1 };
	struct summary s = { .path = opt_arg(o, 0),
	    .dry_run = opt_given(o, "dry-run") };
	ctxh_value *v = NULL;
	int rc;

	if ((rc = aside_check(app, &dups)) != CTXH_OK)
		return rc;
	io->dry_run = s.dry_run;
	io->keep_going = opt_given(o, "keep-going");
	io->reject = bad.path == NULL ? NULL : aside_put;
	io->reject_ctx = &bad;
	io->dups = dups.path == NULL ? NULL : aside_put;
	io->dups_ctx = &dups;
	term_progress_begin(app, T("taking in the list"));
	rc = ctxh_student_import(app->h, io, &v);
	term_progress_end(app);
	if (aside_close(app, &bad, v == NULL) != CTXH_OK ||
	    aside_close(app, &dups, v == NULL) != CTXH_OK)
		rc = CTXH_EFAIL;
	else if (v != NULL) {
		s.rejects = aside_used(&bad) ? bad.path : NULL;
		s.dups = aside_used(&dups) ? dups.path : NULL;
		rc = show(app, &s, rc, v);
	}
	if (rc != CTXH_OK && v == NULL)
		name_list(app, rc, s.path);
	ctxh_value_free(v);
	return rc;
}

int
student_import_reads(const struct opts *o)
{
	return opt_given(o, "show-map");
}

int
student_import_check(struct app *app, const struct opts *o)
{
	if (opt_given(o, "show-map") || opt_given(o, "forget-map") ||
	    (o->nargs > 0 && opt_given(o, "year")))
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE,
	    T("missing: %s; see ctxh %s%s%s --help"), o->nargs == 0 ?
	    T("FILE|-") : "--year", "student", " ", "import");
}

int
student_import(struct app *app, struct opts *o)
{
	struct ctxh_import_options io;
	struct import_source source;
	int rc;

	if (opt_given(o, "show-map"))
		return map_show(app, o);
	if (opt_given(o, "forget-map"))
		return map_forget(app, o);
	rc = import_open(app, o, &source, &io);
	if (rc == CTXH_OK)
		rc = run_import(app, o, &io);
	import_close(&source);
	return rc;
}
