/*
 * ctxh list: the cases of a year.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "util.h"

/* Options that keep the rows whose member of that name has that value. */
static const struct {
	const char	*name, *list, *help;
} filters[] = {
	{ "state", "states", N_("only those in this state") },
	{ "category", "category", N_("only those of this category") },
	{ "level", "level", N_("only those of this level of risk") },
	{ "route", "route", N_("only those on this route") },
};
#define NFILTERS (sizeof(filters) / sizeof(filters[0]))

static const struct opt_spec options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year, 2024 or 2024-2025; default: the newest"),
	    NULL },
	{ "overdue", 0, OPT_FLAG, 0, NULL,
	    N_("only those with an overdue deadline"), NULL },
	{ 0 }
};

static int
prepare(struct app *app, const struct cmd *c, struct opts *o)
{
	struct opt_spec spec = { .kind = OPT_TEXT, .flags = OPT_REPEAT,
	    .arg = N_("CODE") };

	(void)c;
	for (size_t i = 0; i < NFILTERS; i++) {
		spec.name = filters[i].name;
		spec.help = filters[i].help;
		spec.choices = code_choices(app, o, filters[i].list);
		opts_add(o, &spec);
	}
	return CTXH_OK;
}

static const char *
show_code(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *id = ctxh_value_key(cell);

	(void)buf;
	(void)size;
	if (id == NULL)
		return "";
	return row_code_label(ctx, row, strcmp(id, "state") == 0 ? "states" : id,
	    ctxh_value_str(cell));
}

/* Without the examples in parentheses: a line has room for one category. */
static const char *
show_category(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *label = show_code(ctx, row, cell, buf, size);
	const char *end = strstr(label, " (");

	if (end == NULL || end == label)
		return label;
	snprintf(buf, size, "%.*s", (int)(end - label), label);
	return buf;
}

static enum out_style
style_due(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return val_true(row, "overdue") ? STYLE_BAD : STYLE_NONE;
}

static const char *
show_due(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	char moment[64];
	const char *s = out_show_time(ctx, row, cell, moment, sizeof(moment));

	snprintf(buf, size, "%s%s%s", s,
	    *s != '\0' && val_true(row, "overdue") ? " " : "",
	    val_true(row, "overdue") ? T("overdue") : "");
	return buf;
}

static const struct out_column columns[] = {
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "opened_at", N_("Opened"), out_show_date, NULL, 0 },
	{ "state", N_("State"), show_code, NULL, 0 },
	{ "level", N_("Level"), show_code, NULL, 0 },
	{ "next_due_at", N_("Next due"), show_due, style_due, 0 },
	{ "overdue", NULL, NULL, NULL, 0 },
	{ "category", N_("Category"), show_category, NULL, 0 },
	{ "route", NULL, NULL, NULL, 0 },
	{ "year", NULL, NULL, NULL, 0 },
	{ "rules", NULL, NULL, NULL, 0 },
	{ 0 }
};

static int
wanted(const struct opts *o, const ctxh_value *row, const char *name)
{
	const char *s = val_str(row, name);
	size_t n = opt_count(o, name);

	for (size_t i = 0; i < n; i++)
		if (s != NULL && strcmp(opt_nth(o, name, i), s) == 0)
			return 1;
	return n == 0;
}

static int
keep(const struct opts *o, const ctxh_value *row)
{
	if (opt_flag(o, "overdue") && !val_true(row, "overdue"))
		return 0;
	for (size_t i = 0; i < NFILTERS; i++)
		if (!wanted(o, row, filters[i].name))
			return 0;
	return 1;
}

static int
run(struct app *app, struct opts *o)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;
	int rc;

	rc = ctxh_case_list(app->h, opt_text(o, "year"), &list);
	if (rc != CTXH_OK)
		return rc;
	out_if_empty(app->out, T("no cases"));
	rc = out_begin(app->out, columns, app);
	for (v = ctxh_value_first(list); rc == CTXH_OK && v != NULL;
	    v = ctxh_value_next(v))
		if (keep(o, v))
			rc = out_row(app->out, v);
	if (rc == CTXH_OK)
		rc = out_end(app->out);
	ctxh_value_free(list);
	return rc;
}

const struct cmd cmd_list = {
	.name = "list", .run = run, .prepare = prepare,
	.flags = CMD_KEY | CMD_PAGER, .group = GROUP_TIME,
	.summary = N_("the cases of a year, closed ones too"),
	.options = options,
	.example = "  ctxh list --overdue\n"
	    "  ctxh list --year 2023 --state dang-thuc-hien --format csv",
};
