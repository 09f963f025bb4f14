/*
 * ctxh report: the tables of a term, a year or any period; what was issued; the
 * incident report on one case.
 */
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "report.h"

static const struct opt_choice formats[] = {
	PAPER_PRINTERS, PAPER_FILES,
	{ PAPER_XLSX, N_("a workbook, with a sheet for each table") }, { 0 }
};

static const struct opt_spec options[] = {
	REPORT_PERIOD_OPTIONS(
	    N_("what it covers; default: the term that runs today")),
	REPORT_UNTIL_OPTION,
	{ "issued", 0, OPT_TEXT, 0, N_("NUMBER"),
	    N_("the report issued under this number, as it was sent; latest: "
	    "the newest one"), NULL },
	{ "date", 0, OPT_TIME, 0, N_("DATE"),
	    N_("with --issued, the date on it: where its number was given "
	    "twice"), NULL },
	{ "op", 0, OPT_INT, 0, N_("OP"),
	    N_("with --issued, the operation that issued it: where number and "
	    "date are the same"), NULL },
	{ "case", 0, OPT_TEXT, 0, N_("CASE"),
	    N_("the incident report on this case, settled or not; with "
	    "--until, as it stood then"), NULL },
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with --case: codes, names, classes and narratives, too; needs "
	    "the right, and leaves a trace"), NULL },
	{ "table", 0, OPT_TEXT, 0, N_("ID"),
	    N_("only this table: groups, cases, referrals, deadlines, "
	    "prevention, mentoring, targets, or one of the rule set's such as "
	    "counselling"), NULL },
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write it to a file; its suffix .docx, .html or .xlsx says the "
	    "format, too"), NULL },
	PAPER_FORMAT_OPTION(formats),
	PAPER_WHO_OPTIONS,
	{ 0 }
};

static int
count_now(struct app *app, struct opts *o, ctxh_value **report)
{
	struct report_period p = { .options = { 0 } };
	int rc;

	if (opt_given(o, "date") || opt_given(o, "op"))
		return app_fail(app, CTXH_EUSAGE,
		    T("--date and --op go with --issued"));
	p.options.every_table = opt_given(o, "table");
	/* What shows them; a text does without, and so sooner. */
	p.options.charts = strcmp(report_format(app, opt_text(o, "output")),
	    "text") != 0 ||
	    out_format(app->out) == OUT_JSON ||
	    out_format(app->out) == OUT_JSONL;
	rc = report_period_read(app, o, 1, &p);
	if (rc == CTXH_OK)
		rc = report_until_read(app, o, &p);
	return rc == CTXH_OK ? ctxh_report(app->h, &p.options, report) : rc;
}

/* Beside the number stands only what tells two of them apart. */
static int
take_issued(struct app *app, struct opts *o, ctxh_value **report)
{
	static const char *const others[] = { "term", "from", "to", "until" };
	const char *number = opt_text(o, "issued"), *date = NULL;
	char day[16];
	int rc;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (opt_given(o, others[i]))
			return app_fail(app, CTXH_EUSAGE,
			    T("--issued says which report; leave out --%s"),
			    others[i]);
	if ((rc = report_day(app, o, "date", day, &date)) != CTXH_OK)
		return rc;
	return ctxh_report_frozen(app->h, opt_text(o, "year"),
	    strcmp(number, "latest") == 0 ? NULL : number, date,
	    opt_int(o, "op", 0), report);
}

static int
put(struct app *app, struct opts *o, ctxh_value *report)
{
	const char *path = opt_text(o, "output");
	struct ctxh_paper look = { .format = report_format(app, path) };
	int rc;

	paper_look(o, &look);
	/* Of a report the office's number and date are those it was issued
	 * under. */
	look.number = look.date = NULL;
	rc = report_put(app, report, &look, path, opt_given(o, "table"));
	paper_look_free(&look);
	return rc;
}

int
report_check_look(struct app *app, const struct opts *o, const char *format)
{
	static const char *const looks[] = { "addressee", "copy", "signer",
	    "signer-title" };

	if (strcmp(format, PAPER_DOCX) == 0 || strcmp(format, PAPER_HTML) == 0)
		return CTXH_OK;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (opt_given(o, looks[i]))
			return app_fail(app, CTXH_EUSAGE, T("--%s goes with a "
			    "document: --format docx or html"), looks[i]);
	return CTXH_OK;
}

static int
run(struct app *app, struct opts *o)
{
	ctxh_value *report = NULL;
	int rc;

	report_printer(app, opt_text(o, "output"));
	if (opt_given(o, "case"))
		return report_case_run(app, o);
	if ((rc = report_check_look(app, o, report_format(app, opt_text(o,
	    "output")))) != CTXH_OK)
		return rc;
	if (opt_flag(o, "names"))
		return app_fail(app, CTXH_EUSAGE,
		    T("--names goes with --case; tables have no names"));
	rc = opt_given(o, "issued") ? take_issued(app, o, &report) :
	    count_now(app, o, &report);
	if (rc == CTXH_OK && opt_given(o, "table"))
		rc = report_choose(app, opt_text(o, "table"), report);
	if (rc == CTXH_OK)
		rc = put(app, o, report);
	ctxh_value_free(report);
	return rc;
}

static const struct cmd subs[] = {
	{ .name = "issue", .run = report_issue_run,
	    .flags = CMD_KEY | CMD_WRITE, .group = GROUP_TIME,
	    .summary = N_("keep a report as it is sent, under its number"),
	    .options = report_issue_options,
	    .example = "  ctxh report issue --term 1 --until 20/12/2025 \\\n"
	    "      --number 05/BC-THCS --date 22/12/2025" },
	{ .name = "issued", .run = report_issued_run,
	    .flags = CMD_KEY | CMD_PAGER, .group = GROUP_TIME,
	    .summary = N_("the reports that were issued") },
	{ .name = "note", .run = report_note_run, .reads = report_note_reads,
	    .flags = CMD_KEY | CMD_WRITE, .group = GROUP_TIME,
	    .summary = N_("write a report's prose: parts I, IV, V, VI"),
	    .args = N_("[PART]"), .max_args = 1,
	    .options = report_note_options,
	    .example = "  ctxh report note IV --term 1 --text @han-che.txt\n"
	    "  ctxh report note --list" },
	{ 0 }
};

const struct cmd cmd_report = {
	.name = "report", .alias = "bao-cao", .run = run,
	.flags = CMD_KEY | CMD_PAGER, .group = GROUP_TIME,
	.summary = N_("the tables of a term, a year or any period; one case"),
	.options = options, .sub = subs,
	.help = N_("Always in Vietnamese. --format csv gives table, row, "
	    "column, value; with --table that table as people see it."),
	.example = "  ctxh report --year 2024-2025 --term 1\n"
	    "  ctxh report --from 01/10/2024 --to 31/10/2024 --format csv "
	    "-o thang-10.csv\n"
	    "  ctxh report --case VV-2024-0001",
};
