/*
 * ctxh number: the numbers that the office gave official documents.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "util.h"

static const char *
show_kind(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const char *id = ctxh_value_str(cell), *title;

	(void)row;
	(void)buf;
	(void)size;
	if (id == NULL || strcmp(id, "report") == 0)
		return T("report");
	title = val_str(form_named(ctx, id), "title");
	return title != NULL ? title : id;
}

static const struct out_column columns[] = {
	{ "number", N_("No. and symbol"), NULL, NULL, 0 },
	{ "date", N_("Date"), out_show_date, NULL, 0 },
	{ "kind", N_("Document"), show_kind, NULL, 0 },
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "agency", N_("Agency"), NULL, NULL, 0 },
	{ "sequence", NULL, NULL, NULL, 0 },
	{ "symbol", NULL, NULL, NULL, 0 },
	{ "written", NULL, NULL, NULL, 0 },
	{ "entry", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct out_column problem_columns[] = {
	{ "code", NULL, NULL, NULL, 0 },
	{ "number", NULL, NULL, NULL, 0 },
	{ "date", NULL, NULL, NULL, 0 },
	{ "case", NULL, NULL, NULL, 0 },
	{ "message", NULL, NULL, NULL, 0 },
	{ 0 }
};

static int
fetch(struct app *app, struct opts *o, ctxh_value **all)
{
	int64_t year = opt_int(o, "year", 0);

	if (opt_given(o, "year") && (year < 1 || year > 9999))
		return app_fail(app, CTXH_EUSAGE, T("--year: no calendar "
		    "year: \"%s\"; write 2026"), opt_text(o, "year"));
	return ctxh_numbers(app->h, (int)year, all);
}

static int
run_list(struct app *app, struct opts *o)
{
	ctxh_value *all = NULL;
	int rc = fetch(app, o, &all);

	out_excel(app->out, opt_given(o, "excel"));
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, app, ctxh_value_get(all,
		    "numbers"));
	ctxh_value_free(all);
	return rc;
}

/* Silent where all is well. */
static int
print_problems(struct app *app, const ctxh_value *list)
{
	const ctxh_value *v = ctxh_value_first(list);

	if (!out_is_text(app->out))
		return out_rows(app->out, problem_columns, NULL, list);
	for (; v != NULL; v = ctxh_value_next(v))
		out_printf(app->out, "%s\n", val_str(v, "message"));
	return CTXH_OK;
}

static int
run_check(struct app *app, struct opts *o)
{
	const ctxh_value *list;
	ctxh_value *all = NULL;
	int rc = fetch(app, o, &all);

	if (rc == CTXH_OK) {
		list = ctxh_value_get(all, "problems");
		rc = print_problems(app, list);
		if (rc == CTXH_OK && ctxh_value_count(list) > 0)
			rc = app_answer(app, CTXH_EFAIL);
	}
	ctxh_value_free(all);
	return rc;
}

#define OPTION_YEAR { "year", 'y', OPT_INT, 0, N_("YEAR"), \
	N_("the calendar year, as 2026; default: the newest with a number"), \
	NULL }

static const struct opt_spec list_options[] = { OPTION_YEAR,
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 } };
static const struct opt_spec check_options[] = { OPTION_YEAR, { 0 } };

static const struct cmd subs[] = {
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .options = list_options,
	    .summary = N_("the numbers of a year, by register") },
	{ .name = "check", .run = run_check, .flags = CMD_KEY | CMD_PAGER,
	    .options = check_options,
	    .summary = N_("doubles, gaps and dates out of order; 1 where "
	    "there are any") },
	{ 0 }
};

const struct cmd cmd_number = {
	.name = "number", .group = GROUP_TIME, .sub = subs,
	.summary = N_("numbers of official documents: list, check"),
};
