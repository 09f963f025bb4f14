/*
 * ctxh student import: a school year's list of pupils.
 */
#include <stdio.h>
#include <string.h>

#include "aside.h"
#include "cmd.h"
#include "encoding.h"
#include "import_text.h"
#include "opt.h"
#include "student_import.h"
#include "student_map.h"
#include "term.h"
#include "util.h"

const struct opt_spec student_import_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year of the list: 2024 or 2024-2025; required "
	    "where a list is taken in"), NULL },
	DRY_SHOW_OPTION,
	LIST_KEEP_GOING_OPTION,
	{ "rejects", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write the bad rows to this new file, each with its reason, to "
	    "be put right and taken in"), NULL },
	{ "details", 'v', OPT_FLAG, 0, NULL,
	    N_("list what changes row by row, also where it is much"), NULL },
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names, codes and what changes of persons; leaves a trace "
	    "in the chain"), NULL },
	LIST_SHEET_OPTION,
	{ "dups", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write new pupils who may be another one to this file, with "
	    "names; leaves a trace in the chain"), NULL },
	LIST_MAP_OPTION,
	LIST_IGNORE_OPTION,
	{ "show-map", 0, OPT_FLAG, 0, NULL,
	    N_("show how the columns of the list would be read, and what is "
	    "remembered of earlier lists; nothing is taken in"), NULL },
	{ "forget-map", 0, OPT_TEXT, OPT_OPEN, N_("COLUMN"),
	    N_("forget what is remembered of a column, or of all"),
	    (const struct opt_choice[]){ { "all", NULL }, { 0 } } },
	LIST_KEY_OPTION,
	LIST_ENCODING_OPTION,
	{ 0 }
};

int
import_file(struct app *app, const char *path, struct import_source *s,
    struct ctxh_import_options *io)
{
	int rc;

	*s = (struct import_source){ .file = { .fd = -1 } };
	*io = (struct ctxh_import_options){ .version = CTXH_IMPORT_VERSION };
	if ((rc = file_open(app, path, &s->file)) != CTXH_OK)
		return rc;
	io->read = file_source;
	io->read_at = file_can_seek(&s->file) ? file_source_at : NULL;
	io->read_ctx = &s->file;
	io->size = s->file.size;
	return CTXH_OK;
}

int
import_open(struct app *app, const struct opts *o, struct import_source *s,
    struct ctxh_import_options *io)
{
	int rc;

	if ((rc = import_file(app, opt_arg(o, 0), s, io)) != CTXH_OK ||
	    (rc = map_read(app, o, &s->map)) != CTXH_OK)
		return rc;
	s->ignore = ignore_read(o);
	io->year = opt_text(o, "year");
	io->sheet = opt_text(o, "sheet");
	io->map = s->map;
	io->ignore = s->ignore;
	io->encoding = opt_text(o, "encoding");
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
	struct aside bad = { .app = app, .path = opt_text(o, "rejects"),
	    .fd = -1 };
	struct aside dups = { .app = app, .path = opt_text(o, "dups"),
	    .fd = -1 };
	struct summary s = { .app = app, .path = opt_arg(o, 0),
	    .dry_run = opt_given(o, "dry-run"),
	    .details = opt_given(o, "details"),
	    .names = opt_given(o, "names") };
	ctxh_value *v = NULL;
	int rc;

	if ((rc = aside_check(&bad)) != CTXH_OK ||
	    (rc = aside_check(&dups)) != CTXH_OK)
		return rc;
	io->dry_run = s.dry_run;
	io->keep_going = opt_given(o, "keep-going");
	io->names = s.names;
	io->reject = bad.path == NULL ? NULL : aside_put;
	io->reject_ctx = &bad;
	io->dups = dups.path == NULL ? NULL : aside_put;
	io->dups_ctx = &dups;
	term_progress_begin(app, T("taking in the list"));
	rc = ctxh_student_import(app->h, io, &v);
	term_progress_end(app);
	s.rejects = aside_close(&bad, v == NULL);
	s.dups = aside_close(&dups, v == NULL);
	if (v != NULL)
		rc = import_show(app, &s, rc, v);
	if (bad.failed || dups.failed)
		rc = CTXH_EFAIL;
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
	io.key_name_dob = opt_given(o, "key");
	if (rc == CTXH_OK)
		rc = run_import(app, o, &io);
	import_close(&source);
	return rc;
}
