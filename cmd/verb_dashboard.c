/*
 * ctxh dashboard: one page for the meeting, without names.
 */
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "report.h"
#include "util.h"

static const struct opt_choice formats[] = {
	PAPER_FILES, { "text", N_("for people") }, { 0 }
};

static const struct opt_spec options[] = {
	REPORT_PERIOD_OPTIONS(
	    N_("the period to show; default: the term that runs today")),
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write it to this file; default: HTML on standard output"),
	    NULL },
	PAPER_FORMAT_OPTION(formats),
	{ 0 }
};

static int
keep(void *bytes, const void *buf, size_t size)
{
	str_add(bytes, buf, size);
	return 0;
}

/* A page is HTML unless something else is asked for. */
static const char *
format_of(const struct app *app, const char *path)
{
	const char *format = paper_format(app, path);

	return strcmp(format, "text") == 0 && app->format == NULL &&
	    paper_suffix(path) == NULL ? PAPER_HTML : format;
}

static int
run(struct app *app, struct opts *o)
{
	const char *path = opt_text(o, "output");
	struct report_period p = { .options = { 0 } };
	struct ctxh_paper look = { .version = CTXH_PAPER_VERSION,
	    .format = format_of(app, path) };
	struct str bytes = { 0 };
	int rc;

	if ((rc = paper_check_format(app, look.format, path)) == CTXH_OK &&
	    (rc = report_period_read(app, o, 1, &p)) == CTXH_OK &&
	    (rc = ctxh_dashboard(app->h, &p.options, &look, keep,
	    &bytes)) == CTXH_OK)
		rc = paper_output(app, path, 0, bytes.s, bytes.len);
	wipe_free(bytes.s);
	return rc;
}

const struct cmd cmd_dashboard = {
	.name = "dashboard", .alias = "tong-quan", .run = run,
	.flags = CMD_KEY, .group = GROUP_TIME,
	.summary = N_("one page for the meeting, without names"),
	.options = options,
	.example = "  ctxh dashboard -o hop.html\n"
	    "  ctxh dashboard --year 2024-2025 --term 1 -o hop.docx",
};
