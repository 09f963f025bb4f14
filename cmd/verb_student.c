/*
 * ctxh student: pupils.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "student_dups.h"
#include "student_export.h"
#include "student_import.h"
#include "student_merge.h"
#include "student_show.h"
#include "student_template.h"
#include "student_year.h"
#include "util.h"

#define SHARED_COLUMNS \
	{ "class", N_("Class"), NULL, NULL, 0 }, \
	{ "grade", N_("Grade"), NULL, NULL, OUT_RIGHT }, \
	{ "sex", N_("Sex"), out_show_sex, NULL, 0 }, \
	{ "birth_year", N_("Born in"), NULL, NULL, OUT_RIGHT }, \
	{ "ethnic", N_("Ethnic group"), student_ethnic, NULL, 0 }, \
	{ "status", N_("Status"), student_status, NULL, 0 }, \
	{ "year", NULL, NULL, NULL, 0 }, \
	{ "flags", NULL, NULL, NULL, 0 }, \
	{ 0 }

static const struct out_column without_names[] = {
	{ "id", N_("No."), NULL, NULL, OUT_RIGHT },
	SHARED_COLUMNS
};

static const struct out_column with_names[] = {
	{ "id", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "born", N_("Born on"), out_show_date, NULL, 0 },
	SHARED_COLUMNS
};

static unsigned
names(const struct opts *o)
{
	return opt_given(o, "names") ? CTXH_NAMES : 0;
}

static int
begin(struct app *app, const struct opts *o)
{
	out_excel(app->out, opt_given(o, "excel"));
	out_if_empty(app->out, T("no pupil"));
	return out_begin(app->out, names(o) ? with_names : without_names,
	    app);
}

static int
run_list(struct app *app, struct opts *o)
{
	int rc = begin(app, o);

	if (rc == CTXH_OK)
		rc = ctxh_student_list(app->h, opt_text(o, "year"),
		    opt_text(o, "class"), names(o), out_row, app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

static int
run_find(struct app *app, struct opts *o)
{
	struct str words = { 0 };
	int rc;

	for (size_t i = 0; i < o->nargs; i++)
		str_printf(&words, "%s%s", i > 0 ? " " : "", o->args[i]);
	rc = begin(app, o);
	if (rc == CTXH_OK)
		rc = ctxh_student_find(app->h, words.s, names(o), out_row,
		    app->out);
	wipe_free(words.s);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

static int
run_show(struct app *app, struct opts *o)
{
	ctxh_value *v = NULL;
	int rc = ctxh_student_show(app->h, opt_arg(o, 0), names(o), &v);

	if (rc == CTXH_OK)
		rc = out_object(app->out, v, student_show_text, app);
	ctxh_value_free(v);
	return rc;
}

#define NAMES_OPTION \
	{ "names", 0, OPT_FLAG, 0, NULL, \
	    N_("with names and codes; leaves a trace in the chain"), NULL }
#define EXCEL_OPTION \
	{ "excel", 0, OPT_FLAG, 0, NULL, \
	    N_("CSV as a Vietnamese Excel reads it"), NULL }

static const struct opt_spec list_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	{ "class", 'c', OPT_TEXT, 0, N_("CLASS"), N_("one class only"),
	    NULL },
	NAMES_OPTION, EXCEL_OPTION, { 0 }
};

static const struct opt_spec find_options[] = {
	NAMES_OPTION, EXCEL_OPTION, { 0 }
};

static const struct opt_spec show_options[] = { NAMES_OPTION, { 0 } };

static const struct cmd subs[] = {
	{ .name = "import", .run = student_import, .args = N_("FILE|-"),
	    .check = student_import_check, .reads = student_import_reads,
	    .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = student_import_options,
	    .summary = N_("take in the list of a school year"),
	    .help = N_("The list is an Excel workbook, or CSV as school "
	    "software writes it: title rows, any of the usual headers, separators , ; or TAB. "
	    "All errors are shown at once, each with its place; as long as "
	    "there is one, nothing is written. What --map and --ignore say "
	    "is remembered for later lists with these headers."),
	    .example = "  ctxh student import danh-sach.csv --year 2024 "
	    "--dry-run\n  ctxh student import danh-sach.csv --year 2024 "
	    "--keep-going --rejects loi.csv\n"
	    "  ctxh student import danh-sach.csv --show-map" },
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .options = list_options,
	    .summary = N_("the pupils of a year, by class") },
	{ .name = "show", .run = run_show, .args = N_("STUDENT"), .min_args = 1,
	    .max_args = 1, .flags = CMD_KEY | CMD_PAGER,
	    .options = show_options,
	    .summary = N_("one pupil by any code, with years and cases") },
	{ .name = "find", .run = run_find, .args = N_("NAME"), .min_args = 1,
	    .max_args = -1, .flags = CMD_KEY | CMD_PAGER,
	    .options = find_options,
	    .summary = N_("pupils by name, also without accents"),
	    .example = "  ctxh student find nguyen van a --names" },
	{ .name = "dups", .run = student_dups, .flags = CMD_KEY | CMD_PAGER,
	    .options = student_dups_options,
	    .summary = N_("pupils who may be one child under two ids"),
	    .help = N_("Those whose name, day of birth and a parent are the "
	    "same, whatever the accents and blanks; a parent is not looked "
	    "at where neither has one. Nothing is joined: a person decides, "
	    "and student merge does it."),
	    .example = "  ctxh student dups --names\n  ctxh student dups "
	    "--names --format csv --excel > nghi-trung.csv" },
	{ .name = "merge", .run = student_merge, .args = N_("STUDENT STUDENT"),
	    .min_args = 2, .max_args = 2, .flags = CMD_WRITE | CMD_KEY,
	    .options = student_merge_options,
	    .summary = N_("join the second pupil's file into the first one's"),
	    .help = N_("For a child who stands in the register twice, under "
	    "other ids. Nothing is lost: every id of either leads to the one "
	    "file, the cases of both are its cases. Where both say something "
	    "of a field, what the first one says stays."),
	    .example = "  ctxh student merge 1400100002 1400100077 --dry-run "
	    "--names\n  ctxh student merge 1400100002 1400100077 --prefer "
	    "phone" },
	{ .name = "promote", .run = student_promote,
	    .flags = CMD_WRITE | CMD_KEY, .options = student_promote_options,
	    .summary = N_("put a year's pupils on the list of the next one"),
	    .help = N_("2B becomes 3B, 10 Toán becomes 11 Toán. Pupils of the "
	    "school's last grade and those who moved away are not taken over; "
	    "their open cases are named. Who is on the new list already stays "
	    "as he is, so that it can be run again."),
	    .example = "  ctxh student promote --to 2026-2027 --dry-run\n"
	    "  ctxh student promote --to 2026-2027 --stay 1400100381 \\\n"
	    "      --map 3C=4A" },
	{ .name = "set", .run = student_set, .args = N_("STUDENT"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = student_set_options,
	    .summary = N_("change a pupil's class or status by hand"),
	    .help = N_("For who comes, moves away or changes class during the "
	    "year. The pupil's cases stay; the open ones are named where he "
	    "leaves."),
	    .example = "  ctxh student set 1400100381 --status "
	    "chuyen-di-ky-1\n  ctxh student set 1400100381 --class 3A" },
	{ .name = "export", .run = student_export, .flags = CMD_KEY,
	    .options = student_export_options,
	    .summary = N_("write a year's list, to be imported again"),
	    .help = N_("With --names the list has all that is known, under "
	    "the usual headers, and an import of it changes nothing; without, "
	    "only what is needed for counting. A file is never overwritten. "
	    "What leaves the school needs --recipient, --basis and --for."),
	    .example = "  ctxh student export --names --excel -o "
	    "danh-sach.csv\n  ctxh student export --class 5A --format "
	    "jsonl" },
	{ .name = "template", .run = student_template,
	    .options = student_template_options,
	    .summary = N_("write an empty list, to be filled in"),
	    .help = N_("The Excel workbook has the columns that an import "
	    "reads, in formats that keep zeros and days as they are typed, "
	    "with choices to pick from; its second sheet explains them. What "
	    "must be filled in has an amber heading."),
	    .example = "  ctxh student template -o danh-sach.xlsx\n"
	    "  ctxh student template -o mau.csv --level thcs" },
	{ 0 }
};

const struct cmd cmd_student = {
	.name = "student", .alias = "hoc-sinh", .group = GROUP_STUDENTS,
	.sub = subs,
	.summary = N_("pupils: import, list, show, find"),
};
