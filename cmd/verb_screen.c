/*
 * ctxh screen: which pupils need a look.
 */
#include "cmd.h"
#include "opt.h"
#include "screen.h"

static const struct cmd subs[] = {
	{ .name = "import", .run = screen_import, .args = N_("FILE|-"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = screen_import_options,
	    .summary = N_("take in absences, conduct or results"),
	    .help = N_("The list is an Excel workbook or CSV, as the class "
	    "teachers or school software write it: a row an absence, with "
	    "the day and whether with leave; a month's sheet with a column a "
	    "day and P or K in it; conduct and results of a term. Pupils are "
	    "found by any of their ids. All errors are shown at once; as long "
	    "as there is one, nothing is written."),
	    .example = "  ctxh screen import nghi-hoc.csv --dry-run\n"
	    "  ctxh screen import diem-danh-thang-10.csv --month 10\n"
	    "  ctxh screen import hoc-luc-hanh-kiem.csv --term 1" },
	{ .name = "run", .run = screen_run, .reads = screen_run_reads,
	    .flags = CMD_WRITE | CMD_KEY | CMD_PAGER,
	    .options = screen_run_options,
	    .summary = N_("whom the rules point at, the worst first"),
	    .help = N_("The rules stand in the rule set (ctxh rules show), "
	    "their limits are settings: ctxh config list --all. Nothing is "
	    "opened and nobody is told. What was accepted or dismissed comes "
	    "again only with something new; a run says what is new since the "
	    "last one."),
	    .example = "  ctxh screen run\n  ctxh screen run --at 31/10/2025 "
	    "--names --format csv --excel" },
	{ .name = "accept", .run = screen_accept,
	    .check = screen_accept_check, .prepare = screen_accept_prepare,
	    .args = N_("PUPIL|#ROW"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = screen_accept_options,
	    .summary = N_("put a pupil in a group, or take in a case"),
	    .help = N_("With --group the pupil comes into a group, on what "
	    "--evidence says; with --intake a case is taken in, for which "
	    "--category, --initial-need and --condition are asked. The pupil "
	    "is named by any code, or by the row of the last run, in "
	    "apostrophes. Who was accepted is not listed again until "
	    "something new comes to it."),
	    .example = "  ctxh screen accept '#1' --group nguy-co-bo-hoc\n"
	    "  ctxh screen accept 1400100381 --intake --category "
	    "nguy-co-bo-hoc \\\n      --initial-need hoc-tap --condition "
	    "\"Nghỉ 6 buổi, nhà xa.\"" },
	{ .name = "dismiss", .run = screen_dismiss, .args = N_("PUPIL|#ROW"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = screen_dismiss_options,
	    .summary = N_("there is nothing to do, and why"),
	    .example = "  ctxh screen dismiss '#2' --reason \"Ốm nằm viện, "
	    "đã có giấy.\"" },
	{ 0 }
};

const struct cmd cmd_screen = {
	.name = "screen", .alias = "ra-soat", .group = GROUP_PREVENTION,
	.sub = subs,
	.summary = N_("look for pupils at risk"),
};
