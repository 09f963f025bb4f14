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
	{ 0 }
};

const struct cmd cmd_screen = {
	.name = "screen", .alias = "ra-soat", .group = GROUP_STUDENTS,
	.sub = subs,
	.summary = N_("look for pupils at risk"),
};
