/*
 * ctxh mentor: teachers who help pupils, each pair under a key of its own.
 */
#include <string.h>

#include "form.h"
#include "label.h"
#include "mentor.h"
#include "register.h"
#include "util.h"

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "class", N_("Class"), NULL, NULL, 0 },
	{ "grade", NULL, NULL, NULL, 0 },
	{ "sex", NULL, NULL, NULL, 0 },
	{ "ethnic", NULL, NULL, NULL, 0 },
	{ "mentor", N_("Mentor"), NULL, NULL, 0 },
	{ "category", N_("Ground"), register_code, NULL, 0 },
	{ "goal", NULL, NULL, NULL, 0 },
	{ "from", N_("Since"), out_show_date, NULL, 0 },
	{ "progress", N_("Progress"), register_code, NULL, 0 },
	{ "ended", N_("Ended"), out_show_date, NULL, 0 },
	{ "end_reason", N_("Reason"), register_code, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct cmd subs[] = {
	REGISTER_FORM("add", "mentor",
	    N_("register a teacher to help a pupil"), "[ENTRY]",
	    "  ctxh mentor add --student 1400100381 --mentor binh \\\n"
	    "      --category nguy-co-bo-hoc --from 10/10/2025 \\\n"
	    "      --goal \"đi học đều\"\n"
	    "  ctxh mentor add --batch giup-do.jsonl --dry-run"),
	{ .name = "give-key", .run = mentor_give_key,
	    .flags = CMD_KEY | CMD_WRITE, .args = N_("ENTRY"), .min_args = 1,
	    .max_args = 1, .options = mentor_give_key_options,
	    .summary = N_("give a mentor who has a key now the pair's"),
	    .example = "  ctxh mentor give-key GD-5 --handle binh" },
	REGISTER_FORM("plan", "mentor-plan",
	    N_("the plan of help by week, month and term"), "ENTRY",
	    "  ctxh mentor plan GD-5 --edit\n"
	    "  ctxh mentor plan GD-5 --json ke-hoach.json"),
	REGISTER_FORM("contact", "mentor-contact",
	    N_("note a meeting with the pupil"), "ENTRY",
	    "  ctxh mentor contact GD-5 --how tham-nha --note @ghi.txt"),
	REGISTER_FORM("assess", "mentor-assess",
	    N_("assess the pupil's progress and the help at a term's end"),
	    "ENTRY",
	    "  ctxh mentor assess GD-5 --term hk1 --progress tien-bo \\\n"
	    "      --support tot"),
	REGISTER_FORM("end", "mentor-end", N_("end the help"), "ENTRY",
	    "  ctxh mentor end GD-5 --end-reason hoan-thanh"),
	REGISTER_IMPORT(N_("take in a list of pairs"),
	    "  ctxh mentor import dang-ky.csv --dry-run"),
	REGISTER_LIST(columns, N_("who helps whom this year; for a mentor the "
	    "own pairs")),
	REGISTER_SHOW,
	{ .name = "classes", .run = mentor_classes,
	    .flags = CMD_KEY | CMD_PAGER, .options = mentor_classes_options,
	    .summary = N_("how many pupils of each class have a mentor") },
	{ .name = "emulation", .run = mentor_emulation,
	    .flags = CMD_KEY | CMD_PAGER, .options = mentor_emulation_options,
	    .summary = N_("the teachers to propose for emulation, without "
	    "pupils"),
	    .example = "  ctxh mentor emulation --year 2025 --term 1" },
	{ 0 }
};

const struct cmd cmd_mentor = {
	.name = "mentor", .alias = "giup-do", .group = GROUP_PREVENTION,
	.sub = subs,
	.summary = N_("teachers who help pupils: pairs, plans, contacts"),
};
