/*
 * ctxh target: indicators, what they are to reach, and where they stand.
 */
#include <stdio.h>
#include <string.h>

#include "form.h"
#include "register.h"
#include "report.h"

/* With a decimal comma, as reports have it. */
static const char *
show_number(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)row;
	return report_show_cell(cell, buf, size);
}

/* "+4,2": above the target. */
static const char *
show_distance(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	if (ctxh_value_num(cell) > 0 && size > 1) {
		buf[0] = '+';
		(void)report_show_cell(cell, buf + 1, size - 1);
		return buf;
	}
	return show_number(ctx, row, cell, buf, size);
}

static const char *
show_trend(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	static const struct { const char *code, *text; } trends[] = {
		{ "up", N_("up") }, { "down", N_("down") },
		{ "same", N_("the same") },
	};
	const char *s = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	for (size_t i = 0; s != NULL && i < sizeof(trends) /
	    sizeof(trends[0]); i++)
		if (strcmp(trends[i].code, s) == 0)
			return T(trends[i].text);
	return "-";
}

static const char *
show_met(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	if (ctxh_value_kind(cell) != CTXH_BOOL)
		return "-";
	return out_show_bool(ctx, row, cell, buf, size);
}

static enum out_style
met_style(void *ctx, const ctxh_value *row)
{
	const ctxh_value *met = ctxh_value_get(row, "met");

	(void)ctx;
	if (ctxh_value_kind(met) != CTXH_BOOL)
		return STYLE_DIM;
	return ctxh_value_is_true(met) ? STYLE_GOOD : STYLE_BAD;
}

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "indicator", N_("Indicator"), register_short, NULL, 0 },
	{ "unit", N_("Unit level"), register_code, NULL, 0 },
	{ "measure", NULL, NULL, NULL, 0 },
	{ "from", NULL, NULL, NULL, 0 },
	{ "to", N_("To"), out_show_date, NULL, 0 },
	{ "numerator", N_("Reached"), show_number, NULL, OUT_RIGHT },
	{ "denominator", N_("Of"), show_number, NULL, OUT_RIGHT },
	{ "percent", N_("Percent"), show_number, NULL, OUT_RIGHT },
	{ "target", N_("Target"), show_number, NULL, OUT_RIGHT },
	{ "distance", N_("Distance"), show_distance, NULL, OUT_RIGHT },
	{ "before", NULL, NULL, NULL, 0 },
	{ "trend", N_("Trend"), show_trend, NULL, 0 },
	{ "met", N_("Target met"), show_met, met_style, 0 },
	{ "on", NULL, NULL, NULL, 0 },
	{ "basis", NULL, NULL, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct opt_spec list_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: that of --at, or the newest; all: "
	    "from each target's beginning"), NULL },
	{ "term", 't', OPT_TEXT, 0, N_("TERM"),
	    N_("the figures of this term; default: of the year"),
	    report_terms },
	{ "at", 0, OPT_TIME, 0, N_("DATE"),
	    N_("as of the end of this day; default: the period's end, or now "
	    "while it runs"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

static int
run_list(struct app *app, struct opts *o)
{
	struct report_period p = { .options = {
	    .version = CTXH_REPORT_VERSION, .year = opt_text(o, "year"),
	    .term = opt_text(o, "term") } };
	int rc = report_day(app, o, "at", p.until, &p.options.until);

	if (rc != CTXH_OK)
		return rc;
	out_excel(app->out, opt_flag(o, "excel"));
	out_if_empty(app->out, T("no target in this time; see ctxh target add "
	    "--help, and --year all"));
	rc = out_begin(app->out, columns, app);
	if (rc == CTXH_OK)
		rc = ctxh_target_list(app->h, &p.options, out_row, app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

static const struct cmd subs[] = {
	REGISTER_FORM("add", "target", N_("set a target"), "[ENTRY]",
	    "  ctxh target add --indicator \"Người học được tuyên truyền\" \\\n"
	    "      --measure nguoi-hoc-tuyen-truyen --target 90 \\\n"
	    "      --from 05/09/2025 --to 31/05/2026\n"
	    "  ctxh target add --batch son-la.jsonl"),
	REGISTER_FORM("value", "target-value",
	    N_("type in the figures of a target that is not computed"),
	    "ENTRY",
	    "  ctxh target value CT-5 --numerator 11 --denominator 12 \\\n"
	    "      --on 20/12/2025"),
	REGISTER_FORM("end", "target-end", N_("follow a target no longer"),
	    "ENTRY", "  ctxh target end CT-5 --reason \"kế hoạch mới\""),
	REGISTER_IMPORT(N_("take in a list of targets, or of their figures"),
	    "  ctxh target import chi-tieu.csv --dry-run\n"
	    "  ctxh target import so-lieu.csv --form value"),
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .options = list_options,
	    .summary = N_("where each target stands, how far it is, and "
	    "which way it goes") },
	REGISTER_SHOW,
	{ 0 }
};

const struct cmd cmd_target = {
	.name = "target", .alias = "chi-tieu", .group = GROUP_PREVENTION,
	.sub = subs,
	.summary = N_("indicators: what they are to reach, where they stand"),
};
