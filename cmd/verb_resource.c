/*
 * ctxh resource: what partners and donors gave, and what it was used for.
 */
#include "form.h"
#include "register.h"

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "received_on", N_("Received"), out_show_date, NULL, 0 },
	{ "partner", N_("From"), NULL, NULL, 0 },
	{ "partner_kind", N_("Kind of partner"), register_code, NULL, 0 },
	{ "kind", N_("Kind"), register_code, NULL, 0 },
	{ "what", N_("What"), NULL, NULL, 0 },
	{ "value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ "used_value", N_("Used"), NULL, NULL, OUT_RIGHT },
	{ "hours", N_("Hours"), NULL, NULL, OUT_RIGHT },
	{ "used_hours", N_("Hours used"), NULL, NULL, OUT_RIGHT },
	{ "levied", NULL, NULL, NULL, 0 },
	{ "ended", N_("Ended"), out_show_date, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct out_column sums[] = {
	{ "kind", NULL, NULL, NULL, 0 },
	{ "label", N_("Kind"), NULL, NULL, 0 },
	{ "gifts", N_("Gifts"), NULL, NULL, OUT_RIGHT },
	{ "value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ "hours", N_("Hours"), NULL, NULL, OUT_RIGHT },
	{ "pupils", N_("For pupils"), NULL, NULL, OUT_RIGHT },
	{ "pupils_value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ "teachers", N_("For teachers"), NULL, NULL, OUT_RIGHT },
	{ "teachers_value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ "parents", N_("For parents"), NULL, NULL, OUT_RIGHT },
	{ "parents_value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ "common", N_("For all"), NULL, NULL, OUT_RIGHT },
	{ "common_value", N_("Value"), NULL, NULL, OUT_RIGHT },
	{ 0 }
};

static const struct opt_spec summary_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest; all: every year"),
	    NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

static int
run_summary(struct app *app, struct opts *o)
{
	int rc;

	out_excel(app->out, opt_flag(o, "excel"));
	rc = out_begin(app->out, sums, app);
	if (rc == CTXH_OK)
		rc = ctxh_resource_summary(app->h, opt_text(o, "year"),
		    out_row, app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

static const struct cmd subs[] = {
	REGISTER_FORM("add", "resource", N_("note what was given"), "[ENTRY]",
	    "  ctxh resource add --partner \"Hội Khuyến học xã\" \\\n"
	    "      --partner-kind to-chuc --kind tien --value 5000000 \\\n"
	    "      --received-on 20/10/2023"),
	REGISTER_FORM("use", "resource-use",
	    N_("note what it was used for; help to one person is sealed"),
	    "ENTRY",
	    "  ctxh resource use NL-12 --for nguoi-hoc --student 1400100381 "
	    "\\\n      --kind tien --value 500000"),
	REGISTER_FORM("end", "resource-end", N_("there is nothing left of it"),
	    "ENTRY", "  ctxh resource end NL-12"),
	REGISTER_IMPORT(N_("take in a list of gifts, or of what was used"),
	    "  ctxh resource import tai-tro.csv --dry-run\n"
	    "  ctxh resource import su-dung.csv --form use"),
	REGISTER_LIST(columns, N_("what was given, and what is left")),
	{ .name = "summary", .run = run_summary, .options = summary_options,
	    .flags = CMD_KEY | CMD_PAGER,
	    .summary = N_("sums of a year by kind, and for whom; no names") },
	REGISTER_SHOW,
	{ 0 }
};

const struct cmd cmd_resource = {
	.name = "resource", .alias = "nguon-luc", .group = GROUP_PREVENTION,
	.sub = subs,
	.summary = N_("partners and donors: what they gave, what it was for"),
};
