/*
 * ctxh student export: a school year's list, as one that can be imported.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper_look.h"
#include "student_export.h"
#include "term.h"
#include "util.h"

const struct opt_spec student_export_options[] = {
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write to a new file that only you can read; - is standard "
	    "output"), NULL },
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	{ "class", 'c', OPT_TEXT, 0, N_("CLASS"), N_("one class only"),
	    NULL },
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names, codes and all else; leaves a trace in the chain"),
	    NULL },
	{ "all-columns", 0, OPT_FLAG, 0, NULL,
	    N_("columns that are empty for everybody, too, but those of "
	    "ids"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ "for", 0, OPT_TEXT, 0, N_("TEXT"),
	    N_("what it is for; kept in the chain, so name no pupil"), NULL },
	{ "recipient", 0, OPT_TEXT, 0, N_("NAME"),
	    N_("who gets it, if it leaves the school; needs --basis and "
	    "--for"), NULL },
	{ "basis", 0, OPT_TEXT, 0, N_("BASIS"),
	    N_("on what legal basis it leaves the school"),
	    (const struct opt_choice[]){
		{ "dong-y", N_("everybody's consent") },
		{ "khan-cap", N_("an emergency") },
		{ "co-quan-yeu-cau", N_("an authority demands it") },
		{ "luat-quy-dinh", N_("the law says so") },
		{ 0 } } },
	{ 0 }
};

static int
put_bytes(void *ctx, const void *buf, size_t size)
{
	struct app *app = ctx;

	out_bytes(app->out, buf, size);
	return out_failed(app->out) || app_interrupted();
}

/* What an import of the file will need, and what is not looked at. */
static void
warn(struct app *app, const struct opts *o, const ctxh_value *v)
{
	const char *key = val_str(v, "key"), *basis = opt_text(o, "basis");

	if (basis != NULL && strcmp(basis, "dong-y") == 0)
		app_warn(app, "%s", T("whether everybody on the list has "
		    "agreed is not checked; keep the consents with it"));
	if (key == NULL)
		return;
	if (strcmp(key, "name,dob") == 0)
		app_warn(app, "%s", T("no pupil has an id: to import the "
		    "list again, use --key name,dob"));
	else if (val_int(v, "keyless") > 0)
		app_warn(app, T("%lld pupils lack the id by which the list "
		    "tells pupils; an import refuses these rows"),
		    (long long)val_int(v, "keyless"));
}

/* Either way the printer prints; nothing of it is text for people. */
static int
is_json(const struct app *app)
{
	return out_format(app->out) == OUT_JSON ||
	    out_format(app->out) == OUT_JSONL;
}

static int
write_list(struct app *app, const struct opts *o, ctxh_value **v)
{
	struct ctxh_export_options e = { .version = CTXH_EXPORT_VERSION,
	    .year = opt_text(o, "year"), .class_ = opt_text(o, "class"),
	    .flags = opt_given(o, "names") ? CTXH_NAMES : 0,
	    .all_columns = opt_given(o, "all-columns"),
	    .excel = opt_given(o, "excel"), .to = opt_text(o, "recipient"),
	    .basis = opt_text(o, "basis"), .reason = opt_text(o, "for") };
	int rc = CTXH_OK;

	if (is_json(app)) {
		e.row = out_row;
		e.row_ctx = app->out;
		rc = out_begin(app->out, NULL, app);
	} else {
		e.write = put_bytes;
		e.write_ctx = app;
	}
	term_progress_begin(app, T("writing the list"));
	if (rc == CTXH_OK)
		rc = ctxh_student_export(app->h, &e, v);
	term_progress_end(app);
	if (rc == CTXH_OK && e.row != NULL)
		rc = out_end(app->out);
	/* A closed pipe and Ctrl-C are no failure to write. */
	if (rc == CTXH_EIO && (out_failed(app->out) || app_interrupted()))
		rc = CTXH_EINTERRUPTED;
	return rc;
}

struct told { const char *path; };

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct told *t = ctx;

	out_printf(out, T("%lld pupils of %s are in \"%s\""),
	    (long long)val_int(v, "pupils"), val_str(v, "year"), t->path);
	out_puts(out, "\n");
}

/* Excel would not open CSV under the name of a workbook. */
static int
check_name(struct app *app, const char *path)
{
	static const char *const books[] = { ".xlsx", ".xls", ".xlsm", ".ods" };
	size_t n = strlen(path), len;

	for (size_t i = 0; i < sizeof(books) / sizeof(books[0]); i++) {
		len = strlen(books[i]);
		if (n > len && strcasecmp(path + n - len, books[i]) == 0)
			return app_fail(app, CTXH_EUSAGE,
			    T("the list is written as CSV: name the file "
			    "\"%.*s.csv\", and give --excel"),
			    (int)(n - len), path);
	}
	return paper_check_format(app, is_json(app) ?
	    out_format_name(app->out) : "csv", path);
}

/* The file takes the place of standard output while the list is printed. */
static int
to_file(struct app *app, const struct opts *o, const char *path,
    ctxh_value **v)
{
	struct file_new f;
	int rc, saved;

	if ((rc = check_name(app, path)) != CTXH_OK ||
	    (rc = file_new_begin(app, path, 0600, &f)) != CTXH_OK)
		return rc;
	saved = dup(STDOUT_FILENO);
	if (saved == -1 || dup2(f.fd, STDOUT_FILENO) == -1)
		rc = app_fail(app, CTXH_EFAIL, T("cannot write \"%s\": %s"),
		    path, T(strerror(errno)));
	else
		rc = write_list(app, o, v);
	if (out_flush(app->out) != 0 && (rc == CTXH_OK ||
	    rc == CTXH_EINTERRUPTED))
		rc = app_fail(app, CTXH_EFAIL, T("cannot write \"%s\": %s"),
		    path, T(strerror(out_failed(app->out))));
	if (saved != -1) {
		(void)dup2(saved, STDOUT_FILENO);
		close(saved);
	}
	if (rc == CTXH_OK)
		return file_new_end(app, &f);
	file_new_drop(&f);
	return rc;
}

int
student_export(struct app *app, struct opts *o)
{
	const char *path = opt_text(o, "output");
	struct told t = { path };
	ctxh_value *v = NULL;
	int rc;

	if (path == NULL || strcmp(path, "-") == 0)
		rc = write_list(app, o, &v);
	else if ((rc = to_file(app, o, path, &v)) == CTXH_OK)
		rc = out_object(app->out, v, text, &t);
	if (rc == CTXH_OK)
		warn(app, o, v);
	ctxh_value_free(v);
	return rc;
}
