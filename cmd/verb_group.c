/*
 * ctxh group: who needs attention, why, from when to when.
 */
#include "form.h"
#include "register.h"

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "class", N_("Class"), NULL, NULL, 0 },
	{ "grade", NULL, NULL, NULL, 0 },
	{ "sex", N_("Sex"), out_show_sex, NULL, 0 },
	{ "ethnic", NULL, NULL, NULL, 0 },
	{ "group", N_("Group"), register_code, NULL, 0 },
	{ "source", NULL, NULL, NULL, 0 },
	{ "from", N_("Since"), out_show_date, NULL, 0 },
	{ "status", N_("Status"), register_code, NULL, 0 },
	{ "reviewed_at", N_("Reviewed"), out_show_date, NULL, 0 },
	{ "ended", N_("Ended"), out_show_date, NULL, 0 },
	{ "end_reason", N_("Reason"), register_code, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct cmd subs[] = {
	REGISTER_FORM("add", "group", N_("put a pupil in a group"), "[ENTRY]",
	    "  ctxh group add --student 1400100381 --group nguy-co-bo-hoc \\\n"
	    "      --source gvcn --from 10/10/2025\n"
	    "  ctxh group add --batch nhom.jsonl --dry-run"),
	REGISTER_FORM("review", "group-review",
	    N_("note how a pupil of a group is doing, each term"), "ENTRY",
	    "  ctxh group review NH-12 --status tien-bo"),
	REGISTER_FORM("end", "group-end", N_("take a pupil out of a group"),
	    "ENTRY", "  ctxh group end NH-12 --end-reason het-kho-khan"),
	REGISTER_IMPORT(N_("take in a list of pupils in groups"),
	    "  ctxh group import nhom.csv --year 2025 --dry-run\n"
	    "  ctxh group import ra-khoi.csv --form end"),
	REGISTER_LIST(columns, N_("who is in a group this year")),
	REGISTER_SHOW,
	{ 0 }
};

const struct cmd cmd_group = {
	.name = "group", .group = GROUP_PREVENTION, .sub = subs,
	.summary = N_("pupils who need attention: in which group, since when"),
};
