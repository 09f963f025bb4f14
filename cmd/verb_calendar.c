/*
 * ctxh calendar: days off, make-up days, the lists of coming years.
 */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "cmd.h"
#include "finding.h"
#include "opt.h"
#include "out.h"
#include "util.h"

#define FILE_MAX ((size_t)4 << 20)

/* What a text sees of the run. */
struct taken { const char *path; int dry_run; };

/* What is said of the whole file comes behind what is said of its lines. */
static int64_t
line_of(const ctxh_value *finding)
{
	return val_int(finding, "line") > 0 ? val_int(finding, "line") :
	    INT64_MAX;
}

/* Both kinds in the order of the file. */
static void
print_findings(const char *path, const ctxh_value *v)
{
	const ctxh_value *w, *e;

	w = ctxh_value_first(ctxh_value_get(v, "warnings"));
	e = ctxh_value_first(ctxh_value_get(v, "errors"));
	while (w != NULL || e != NULL)
		if (e == NULL || (w != NULL && line_of(w) < line_of(e))) {
			finding_print(path, T("warning"), w);
			w = ctxh_value_next(w);
		} else {
			finding_print(path, NULL, e);
			e = ctxh_value_next(e);
		}
}

/* The object in JSON; for people its findings, and text where it is good. */
static int
answer(struct app *app, const char *path, int rc, const ctxh_value *v,
    out_text_fn text, void *ctx)
{
	int shown;

	if (v == NULL)
		return rc;
	if (out_is_text(app->out)) {
		print_findings(path, v);
		if (rc != CTXH_OK)
			return rc;
	}
	shown = out_object(app->out, v, text, ctx);
	return shown != CTXH_OK || rc == CTXH_OK ? shown :
	    app_answer(app, rc);
}

/* ---- check ---- */

static void
print_check(struct out *out, void *ctx, const ctxh_value *v)
{
	const ctxh_value *y;

	(void)ctx;
	for (y = ctxh_value_first(ctxh_value_get(v, "years")); y != NULL;
	    y = ctxh_value_next(y)) {
		out_printf(out, T("%lld: %lld days off, %lld make-up days"),
		    (long long)val_int(y, "year"),
		    (long long)val_int(y, "off"),
		    (long long)val_int(y, "work"));
		if (val_true(y, "estimate"))
			out_printf(out, ", %s", T("an estimate"));
		out_puts(out, "\n");
	}
	out_printf(out, T("%lld days, no errors"),
	    (long long)val_int(v, "rows"));
	out_puts(out, "\n");
}

static unsigned
flags_of(const struct opts *o)
{
	return opt_flag(o, "local") ? CTXH_CALENDAR_LOCAL : 0;
}

static int
run_check(struct app *app, struct opts *o)
{
	const char *path = opt_arg(o, 0);
	ctxh_value *v = NULL;
	char *text = NULL;
	size_t len;
	int rc = file_read(app, path, FILE_MAX, &text, &len);

	if (rc == CTXH_OK)
		rc = ctxh_calendar_check(app->h, text, len, flags_of(o), &v);
	rc = answer(app, path, rc, v, print_check, NULL);
	ctxh_value_free(v);
	wipe_free(text);
	return rc;
}

/* ---- import, add ---- */

/* "nghỉ: Tết Nguyên đán", or that it is as any other day. */
static void
print_day(struct out *out, const ctxh_value *day)
{
	const char *kind = val_str(day, "kind"), *name = val_str(day, "name");

	if (kind == NULL) {
		out_puts(out, T("as any other day"));
		return;
	}
	out_puts(out, strcmp(kind, "off") == 0 ? T("off") : T("worked"));
	out_puts(out, ": ");
	out_puts(out, name != NULL ? name : "");
}

/* "04/02/2027  nghỉ: Tết Nguyên đán -> như ngày thường".  Printed after it was
 * done, so that no memory is asked for. */
static void
print_change(struct out *out, const ctxh_value *row)
{
	char date[64];

	out_puts(out, out_show_date(NULL, row, ctxh_value_get(row, "date"),
	    date, sizeof(date)));
	out_puts(out, "  ");
	print_day(out, ctxh_value_get(row, "old"));
	out_puts(out, " -> ");
	print_day(out, ctxh_value_get(row, "new"));
	if (val_str(row, "why") != NULL)
		out_printf(out, " (%s)", T("estimated, not in the list"));
	out_puts(out, "\n");
}

static void
print_replaced(struct out *out, const ctxh_value *years)
{
	const ctxh_value *y;

	for (y = ctxh_value_first(years); y != NULL; y = ctxh_value_next(y)) {
		out_printf(out, T("%d: the list takes the place of the "
		    "estimate"), (int)ctxh_value_num(y));
		out_puts(out, "\n");
	}
}

static void
print_taken(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct taken *t = ctx;
	const ctxh_value *days = ctxh_value_get(v, "days"), *row;

	for (row = ctxh_value_first(days); row != NULL;
	    row = ctxh_value_next(row))
		print_change(out, row);
	print_replaced(out, ctxh_value_get(v, "replaced"));
	out_printf(out, T("%lld days new, %lld changed, %lld taken away, %lld "
	    "as they were"), (long long)val_int(v, "added"),
	    (long long)val_int(v, "changed"),
	    (long long)val_int(v, "removed"),
	    (long long)val_int(v, "unchanged"));
	out_puts(out, "\n");
	if (t->dry_run)
		out_puts(out, T("a trial: nothing was recorded"));
	else if (ctxh_value_count(days) > 0)
		out_puts(out, T("deadlines that are stored stay as they are; "
		    "ctxh due --recompute shows and records new ones"));
	else
		out_puts(out, T("nothing to record"));
	out_puts(out, "\n");
}

/* The file's own name, without the folders that it lies in. */
static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static int
run_import(struct app *app, struct opts *o)
{
	const char *path = opt_arg(o, 0);
	struct taken t = { path, opt_flag(o, "dry-run") };
	ctxh_value *v = NULL;
	char *text = NULL;
	size_t len;
	int rc = file_read(app, path, FILE_MAX, &text, &len);

	if (rc == CTXH_OK)
		rc = ctxh_calendar_import(app->h, text, len, base_name(path),
		    flags_of(o) | (t.dry_run ? CTXH_DRY_RUN : 0), &v);
	rc = answer(app, path, rc, v, print_taken, &t);
	ctxh_value_free(v);
	wipe_free(text);
	return rc;
}

/* The one of --off, --work, --none that was given; NULL after an error. */
static const char *
kind_of(struct app *app, const struct opts *o)
{
	static const char *const kinds[] = { "off", "work", "none" };
	const char *kind = NULL;

	for (size_t i = 0; i < 3; i++) {
		if (!opt_flag(o, kinds[i]))
			continue;
		if (kind != NULL) {
			kind = NULL;
			break;
		}
		kind = kinds[i];
	}
	if (kind == NULL)
		app_fail(app, CTXH_EUSAGE,
		    T("say what the day is: one of --off, --work, --none"));
	return kind;
}

static int
run_add(struct app *app, struct opts *o)
{
	const char *kind = kind_of(app, o);
	struct taken t = { NULL, opt_flag(o, "dry-run") };
	ctxh_value *day, *v = NULL;
	int rc;

	if (kind == NULL)
		return CTXH_EUSAGE;
	day = ctxh_value_object();
	val_put_text(day, "date", opt_arg(o, 0));
	val_put_text(day, "kind", kind);
	val_put_text(day, "name", opt_text(o, "name"));
	val_put_text(day, "basis", opt_text(o, "basis"));
	rc = ctxh_calendar_add(app->h, day, t.dry_run ? CTXH_DRY_RUN : 0, &v);
	rc = answer(app, "", rc, v, print_taken, &t);
	ctxh_value_free(day);
	ctxh_value_free(v);
	return rc;
}

/* ---- */

#define LOCAL_OPTION \
	{ "local", 0, OPT_FLAG, 0, NULL, N_("the days are the school's own, " \
	    "beside the list of the year: an estimate stays"), NULL }

static const struct opt_spec show_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("a school year, from September to August"), NULL },
	{ 0 }
};
static const struct opt_spec check_options[] = { LOCAL_OPTION, { 0 } };
static const struct opt_spec import_options[] = {
	DRY_SHOW_OPTION, LOCAL_OPTION, { 0 }
};
static const struct opt_spec add_options[] = {
	{ "off", 0, OPT_FLAG, 0, NULL, N_("a day off"), NULL },
	{ "work", 0, OPT_FLAG, 0, NULL, N_("a make-up day, worked in full"),
	    NULL },
	{ "none", 0, OPT_FLAG, 0, NULL, N_("a day as any other again"), NULL },
	{ "name", 0, OPT_TEXT, 0, N_("NAME"),
	    N_("what the day is called; not needed with --none"), NULL },
	{ "basis", 0, OPT_TEXT, 0, N_("TEXT"),
	    N_("the decision that it rests on"), NULL },
	DRY_SHOW_OPTION, { 0 }
};

static const struct cmd subs[] = {
	{ .name = "show", .run = calendar_show, .args = N_("[YEAR|MONTH]"),
	    .max_args = 1, .flags = CMD_PAGER, .options = show_options,
	    .summary = N_("months with days off and make-up days"),
	    .help = N_("Shows this year, or 2026, the school year 2026-2027, "
	    "the month 2026-09 or 9/2026."),
	    .example = "  ctxh calendar show 2026-09\n"
	    "  ctxh calendar show --year 2026 --format csv" },
	{ .name = "check", .run = run_check, .args = N_("FILE|-"),
	    .min_args = 1, .max_args = 1, .options = check_options,
	    .summary = N_("look through a calendar's file") },
	{ .name = "import", .run = run_import, .args = N_("FILE|-"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = import_options,
	    .summary = N_("take in days: the official list of a year"),
	    .help = N_("The file has lines date,kind,name,basis under that "
	    "header; kind is off, work or none. The list of a year takes the "
	    "place of its estimate."),
	    .example = "  ctxh calendar import lich-2027.csv --dry-run" },
	{ .name = "add", .run = run_add, .args = N_("DATE"), .min_args = 1,
	    .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = add_options,
	    .summary = N_("a day of the school's own"),
	    .example = "  ctxh calendar add 20/11/2026 --off "
	    "--name \"Lễ kỷ niệm của trường\" \\\n      --basis \"QĐ 12\"" },
	{ 0 }
};

const struct cmd cmd_calendar = {
	.name = "calendar", .group = GROUP_TIME, .sub = subs,
	.summary = N_("working days: show, check, import, add"),
};
