/*
 * ctxh activity: the year's roadmap, what is planned and what was held.
 */
#include <stdio.h>
#include <string.h>

#include "form.h"
#include "register.h"
#include "util.h"

static const struct {
	const char	*code, *text;
	enum out_style	 style;
} statuses[] = {
	{ "planned", N_("planned"), STYLE_NONE },
	{ "held", N_("held"), STYLE_GOOD },
	{ "late", N_("LATE"), STYLE_BAD },
	{ "dropped", N_("not carried out"), STYLE_DIM },
};
#define NSTATUS (sizeof(statuses) / sizeof(statuses[0]))

static size_t
status_of(const ctxh_value *row)
{
	const char *s = val_str(row, "status");

	for (size_t i = 0; s != NULL && i < NSTATUS; i++)
		if (strcmp(statuses[i].code, s) == 0)
			return i;
	return 0;
}

const char *
activity_status(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)cell;
	(void)buf;
	(void)size;
	return T(statuses[status_of(row)].text);
}

enum out_style
activity_style(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return statuses[status_of(row)].style;
}

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "plan", N_("Plan"), NULL, NULL, 0 },
	{ "no", N_("Order"), NULL, NULL, 0 },
	{ "section", NULL, NULL, NULL, 0 },
	{ "name", N_("Activity"), register_short, NULL, 0 },
	{ "kind", N_("Kind"), register_code, NULL, 0 },
	{ "lead", N_("Lead"), register_short, NULL, 0 },
	{ "with", NULL, NULL, NULL, 0 },
	{ "time", NULL, NULL, NULL, 0 },
	{ "from", N_("From"), out_show_date, NULL, 0 },
	{ "to", N_("To"), out_show_date, NULL, 0 },
	{ "status", N_("Status"), activity_status, activity_style, 0 },
	{ "sessions", N_("Sessions"), NULL, NULL, OUT_RIGHT },
	{ "students", N_("Pupils"), NULL, NULL, OUT_RIGHT },
	{ "parents", N_("Parents"), NULL, NULL, OUT_RIGHT },
	{ "staff", N_("Staff"), NULL, NULL, OUT_RIGHT },
	{ "cost", N_("Cost"), NULL, NULL, OUT_RIGHT },
	{ "budget", NULL, NULL, NULL, 0 },
	{ "funds", NULL, NULL, NULL, 0 },
	{ "note", NULL, NULL, NULL, 0 },
	{ "ended", NULL, NULL, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct cmd subs[] = {
	REGISTER_FORM("add", "activity", N_("plan an activity"), "[ENTRY]",
	    "  ctxh activity add --name \"Tuyên truyền phòng, chống bạo lực "
	    "học đường\" \\\n      --lead \"Đoàn, Đội\" --time "
	    "\"Tháng 10/2025\"\n"
	    "  ctxh activity add HD-14 --amend --to 30/11/2025"),
	REGISTER_FORM("done", "activity-done",
	    N_("note sessions that were held, and whom they reached"),
	    "ENTRY",
	    "  ctxh activity done HD-14 --on 20/10/2025 --students 118 \\\n"
	    "      --classes 4A --classes 4B --classes 5A --staff 6\n"
	    "  ctxh activity done --batch buoi.jsonl"),
	REGISTER_FORM("end", "activity-end",
	    N_("it is over, or was not carried out"), "ENTRY",
	    "  ctxh activity end HD-14 --result hoan-thanh\n"
	    "  ctxh activity end HD-15 --result khong-thuc-hien \\\n"
	    "      --reason \"trùng lịch thi\""),
	REGISTER_IMPORT(N_("take in a roadmap, or a list of sessions"),
	    "  ctxh activity import lo-trinh.xlsx --year 2025 --dry-run\n"
	    "  ctxh activity import cac-buoi.csv --form done"),
	REGISTER_LIST(columns,
	    N_("the year's activities, with what was held")),
	REGISTER_SHOW,
	{ 0 }
};

const struct cmd cmd_activity = {
	.name = "activity", .alias = "hoat-dong", .group = GROUP_PREVENTION,
	.sub = subs,
	.summary = N_("the roadmap: what is planned, what was held, for whom"),
};
