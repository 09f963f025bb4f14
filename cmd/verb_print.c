/*
 * ctxh print: a form, a letter, a decision or the history of a case as an
 * official document; many at once; by a school's own template.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "session.h"
#include "util.h"

#define TEMPLATE_MAX	((size_t)16 << 20)

static const struct opt_choice formats[] = {
	{ "text", N_("for people") }, { "json", N_("for programs") },
	PAPER_FILES, { 0 }
};

static const struct opt_spec options[] = {
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write it to a file, whose suffix .docx, .html or .txt says "
	    "the format; with --all a folder"), NULL },
	PAPER_FORMAT_OPTION(formats),
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names and narratives; else pupils stand there by their "
	    "initials; needs the right, and leaves a trace"), NULL },
	{ "for", 0, OPT_TEXT, 0, N_("STUDENT"),
	    N_("for this pupil, by any id: others of the case are masked"),
	    NULL },
	{ "blank", 0, OPT_FLAG, 0, NULL,
	    N_("an empty form, to be filled in by hand"), NULL },
	{ "document", 0, OPT_TEXT, 0, N_("N"),
	    N_("the document of that number, VV-2025-0001/2 or 2; default: "
	    "the form's newest"), NULL },
	{ "all", 0, OPT_FLAG, 0, NULL,
	    N_("every document of the case, or without a case of the year, a "
	    "file each, .docx unless --format says otherwise"), NULL },
	{ "form", 0, OPT_TEXT, 0, N_("FORM"),
	    N_("with --all, only documents of this form"), NULL },
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("with --all, the school year; default: the newest"), NULL },
	PAPER_LOOK_OPTIONS,
	{ "template", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("a .docx of the school's own, whose {{marks}} are filled in"),
	    NULL },
	{ "template-help", 0, OPT_FLAG, 0, NULL,
	    N_("list the marks that a template of the form may have"), NULL },
	{ 0 }
};

/* ---- what is printed ---- */

struct job {
	struct app	*app;
	const char	*path;		/* -o; NULL: standard output */
	const char	*template;	/* or NULL */
	const char	*suffix;
	int		 folder;
	int		 secret;
	size_t		 printed;
	int		 status;	/* of what failed */
};

static int
put_bytes(struct job *j, const char *path, const void *bytes, size_t size)
{
	if (file_same(j->template, path))
		return app_fail(j->app, CTXH_EUSAGE, T("\"%s\" is the "
		    "template; give the document another name"), path);
	return paper_output(j->app, path, j->secret, bytes, size);
}

static int
put_paper(void *ctx, const ctxh_value *about, const void *bytes, size_t size)
{
	struct job *j = ctx;
	char *path = NULL;

	if (j->folder && j->printed == 0 &&
	    (j->status = file_mkdirs(j->app, j->path)) != CTXH_OK)
		return 1;
	if (j->folder)
		path = xasprintf("%s/%s.%s", j->path, val_str(about, "file"),
		    j->suffix);
	j->status = put_bytes(j, path != NULL ? path : j->path, bytes, size);
	j->printed += j->status == CTXH_OK;
	free(path);
	return j->status != CTXH_OK || app_interrupted();
}

static const char *
form_asked(const struct opts *o)
{
	if (opt_flag(o, "blank") || opt_flag(o, "template-help"))
		return opt_arg(o, 0);
	return opt_given(o, "form") ? opt_text(o, "form") : opt_arg(o, 1);
}

static int
check_usage(struct app *app, const struct opts *o)
{
	const int blank = opt_flag(o, "blank"), all = opt_flag(o, "all");

	if (blank && (all || opt_arg(o, 1) != NULL || opt_given(o, "for") ||
	    opt_given(o, "document")))
		return app_fail(app, CTXH_EUSAGE, T("an empty form is of no "
		    "case: ctxh print --blank FORM"));
	if ((blank || opt_flag(o, "template-help") || !all) &&
	    form_asked(o) == NULL)
		return app_fail(app, CTXH_EUSAGE, T("missing: which form; "
		    "such as ctxh print 1 intake, or ctxh print 1 log"));
	if (!all && (opt_given(o, "form") || opt_given(o, "year")))
		return app_fail(app, CTXH_EUSAGE,
		    T("--form and --year go with --all"));
	if (all && (!opt_given(o, "output") ||
	    strcmp(opt_text(o, "output"), "-") == 0 ||
	    opt_given(o, "document")))
		return app_fail(app, CTXH_EUSAGE, T("--all writes a file for "
		    "each document; name a folder with -o FOLDER"));
	if (out_format(app->out) == OUT_JSON && !opt_given(o, "output") &&
	    !opt_flag(o, "template-help"))
		return app_fail(app, CTXH_EUSAGE, T("--format json tells of a "
		    "document in a file; name it with -o FILE"));
	return CTXH_OK;
}

static int
read_template(struct app *app, const struct opts *o, char **bytes,
    struct ctxh_print_options *p)
{
	int rc;

	*bytes = NULL;
	if (!opt_given(o, "template"))
		return CTXH_OK;
	rc = file_read(app, opt_text(o, "template"), TEMPLATE_MAX, bytes,
	    &p->template_size);
	p->template_ = *bytes;
	return rc;
}

/* A template gives a .docx whatever the file is called. */
static int
choose_format(struct app *app, const struct opts *o, struct job *j,
    struct ctxh_print_options *p)
{
	const char *format = paper_format(app, j->folder ? NULL : j->path);

	/* Many documents are for the file, not for the eye. */
	if (j->folder && app->format == NULL)
		format = PAPER_DOCX;
	if (opt_given(o, "template")) {
		if (app_paper_format(app) != NULL &&
		    strcmp(format, PAPER_DOCX) != 0)
			return app_fail(app, CTXH_EUSAGE, T("a template gives "
			    "a .docx document; leave out --format"));
		if (!j->folder && j->path != NULL && strcmp(format, "text") !=
		    0 && strcmp(format, PAPER_DOCX) != 0)
			return app_fail(app, CTXH_EUSAGE, T("a template gives "
			    "a .docx document; call the file so: \"%s\""),
			    j->path);
		format = PAPER_DOCX;
	}
	p->look.format = format;
	j->suffix = strcmp(format, "text") == 0 ? "txt" : format;
	return j->folder ? CTXH_OK : paper_check_format(app, format, j->path);
}

static void
say_done(struct app *app, const struct job *j, const ctxh_value *answer)
{
	if (out_format(app->out) == OUT_JSON)
		(void)out_object(app->out, answer, NULL, NULL);
	else if (j->folder)
		app_warn(app, j->printed == 1 ? T("%zu document in \"%s\"") :
		    T("%zu documents in \"%s\""), j->printed, j->path);
}

static int
print(struct app *app, struct opts *o)
{
	struct job j = { .app = app, .path = opt_text(o, "output"),
	    .template = opt_text(o, "template"),
	    .folder = opt_flag(o, "all"), .secret = opt_flag(o, "names") };
	struct ctxh_print_options p = {
		.version = CTXH_PRINT_VERSION, .form = form_asked(o),
		.number = opt_flag(o, "blank") ? NULL : opt_arg(o, 0),
		.document = opt_text(o, "document"), .all = j.folder,
		.year = opt_text(o, "year"), .student = opt_text(o, "for"),
		.flags = j.secret ? CTXH_NAMES : 0, .paper = put_paper,
		.ctx = &j,
	};
	ctxh_value *answer = NULL;
	char *template = NULL;
	int rc;

	paper_look(o, &p.look);
	if ((rc = choose_format(app, o, &j, &p)) == CTXH_OK &&
	    (rc = read_template(app, o, &template, &p)) == CTXH_OK) {
		rc = ctxh_print(app->h, &p, &answer);
		if (rc == CTXH_EINTERRUPTED && j.status != CTXH_OK)
			rc = j.status;
	}
	if (rc == CTXH_OK)
		say_done(app, &j, answer);
	paper_look_free(&p.look);
	ctxh_value_free(answer);
	wipe_free(template);
	return rc;
}

/* ---- the marks of a template ---- */

static const char *
show_mark(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	char *mark = xasprintf("{{%s}}", ctxh_value_str(cell));

	(void)ctx;
	(void)row;
	(void)size;
	strncpy(buf, mark, size - 1);
	buf[size - 1] = '\0';
	free(mark);
	return buf;
}

static int
list_marks(struct app *app, struct opts *o)
{
	static const struct out_column columns[] = {
		{ "mark", N_("Mark"), show_mark, NULL, 0 },
		{ "label", N_("What it stands for"), NULL, NULL, 0 },
		{ "repeats", N_("Repeats the row for each of"), NULL, NULL,
		    0 },
		{ 0 }
	};
	ctxh_value *marks = NULL;
	int rc = ctxh_print_marks(app->h, form_asked(o), &marks);

	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, NULL, marks);
	ctxh_value_free(marks);
	return rc;
}

static int
run(struct app *app, struct opts *o)
{
	int rc;

	if (opt_flag(o, "blank") || opt_flag(o, "template-help"))
		rc = session_try(app);
	else
		rc = session_open(app, CMD_KEY);
	if (rc != CTXH_OK)
		return rc;
	return opt_flag(o, "template-help") ? list_marks(app, o) :
	    print(app, o);
}

const struct cmd cmd_print = {
	.name = "print", .alias = "in", .run = run, .check = check_usage,
	.flags = 0, .group = GROUP_TIME,
	.summary = N_("a form, a letter or a decision as an official document"),
	.args = N_("[CASE] [FORM]"), .max_args = 2, .options = options,
	.help = N_("CASE may also be an entry of a register, such as KH-1. "
	    "FORM is a form (intake, assess, plan, decision, review, refer for "
	    "the letter, ...), handover for the record of a handover, or log "
	    "for the history of the case. What is not filled in is left open, "
	    "on dots."),
	.example = "  ctxh print 1 intake -o mau-01.docx\n"
	    "  ctxh print 1 refer --names --number 12/THCM-TVHĐ -o cong-van.docx"
	    "\n  ctxh print --blank assess -o mau-02-trong.docx\n"
	    "  ctxh print --all --year 2024-2025 --format docx -o ho-so\n"
	    "  ctxh print 1 plan --template ke-hoach-cua-truong.docx -o k.docx",
};
