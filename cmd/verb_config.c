/*
 * ctxh config: the school's settings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "opt.h"
#include "out.h"
#include "util.h"

/* Dates as people read them, a list on one line (ctx, a struct str, holds it);
 * the rest as it is. */
static const char *
show_value(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v;
	const char *type = val_str(row, "type");
	struct str *joined = ctx;

	if (type != NULL && strcmp(type, "date") == 0)
		return out_show_date(NULL, row, cell, buf, size);
	if (ctxh_value_kind(cell) == CTXH_TEXT)
		return ctxh_value_str(cell);
	joined->len = 0;
	str_puts(joined, "");
	for (v = ctxh_value_first(cell); v != NULL; v = ctxh_value_next(v))
		str_printf(joined, "%s%s", joined->len > 0 ? "; " : "",
		    ctxh_value_str(v));
	return joined->s;
}

/* "set by lan on 22/11/2026, operation 5" */
static const char *
show_origin(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *origin = ctxh_value_str(cell), *basis;
	char date[32];

	if (origin == NULL)
		return "";
	basis = val_str(row, "basis");
	if (strcmp(origin, "default") == 0) {
		snprintf(buf, size, T("default: %s"), basis == NULL ? "" :
		    basis);
		return buf;
	}
	snprintf(buf, size, strcmp(origin, "init") == 0 ?
	    T("by %s with ctxh init, %s (operation %lld)") :
	    T("set by %s on %s (operation %lld)"), val_str(row, "by"),
	    out_show_date(ctx, row, ctxh_value_get(row, "at"), date,
	    sizeof(date)), (long long)val_int(row, "op"));
	return buf;
}

static enum out_style
not_set_is_dim(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return val_str(row, "by") == NULL ? STYLE_DIM : STYLE_NONE;
}

#define COLUMNS(origin) { \
	{ "key", N_("Key"), NULL, not_set_is_dim, 0 }, \
	{ "label", N_("Setting"), NULL, not_set_is_dim, 0 }, \
	{ "value", N_("Value"), show_value, not_set_is_dim, 0 }, \
	{ "origin", origin, show_origin, not_set_is_dim, 0 }, \
	{ "op", NULL, NULL, NULL, 0 }, { "at", NULL, NULL, NULL, 0 }, \
	{ "by", NULL, NULL, NULL, 0 }, { "type", NULL, NULL, NULL, 0 }, \
	{ "default", NULL, NULL, NULL, 0 }, \
	{ "basis", NULL, NULL, NULL, 0 }, { 0 } }

static const struct out_column columns[] = COLUMNS(NULL);
static const struct out_column columns_origin[] = COLUMNS(N_("Origin"));

static int
run_list(struct app *app, struct opts *o)
{
	ctxh_value *all = NULL, *list;
	const ctxh_value *v;
	struct str joined = { 0 };
	int rc = ctxh_config_list(app->h, &all);

	if (rc != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	for (v = ctxh_value_first(all); v != NULL; v = ctxh_value_next(v))
		if (opt_given(o, "all") || val_str(v, "by") != NULL)
			val_push(list, ctxh_value_copy(v));
	rc = out_rows(app->out, opt_given(o, "show-origin") ? columns_origin :
	    columns, &joined, list);
	free(joined.s);
	ctxh_value_free(list);
	ctxh_value_free(all);
	return rc;
}

/* ---- get ---- */

/* The bare value, as it is stored: for scripts, too. */
static void
text_get(struct out *out, void *ctx, const ctxh_value *row)
{
	const ctxh_value *value = ctxh_value_get(row, "value"), *v = value;
	const int *with_origin = ctx;
	char origin[256];

	if (ctxh_value_kind(value) == CTXH_LIST)
		v = ctxh_value_first(value);
	for (; v != NULL; v = v == value ? NULL : ctxh_value_next(v)) {
		if (*with_origin)
			out_printf(out, "%s\t", show_origin(NULL, row,
			    ctxh_value_get(row, "origin"), origin,
			    sizeof(origin)));
		out_printf(out, "%s\n", ctxh_value_str(v));
	}
}

static int
run_get(struct app *app, struct opts *o)
{
	ctxh_value *row = NULL;
	int with_origin = opt_given(o, "show-origin");
	int rc = ctxh_config_get(app->h, opt_arg(o, 0), opt_text(o, "year"),
	    &row);

	if (rc == CTXH_OK && val_str(row, "origin") == NULL)
		rc = app_fail(app, CTXH_EFAIL, T("\"%s\" is not set"),
		    val_str(row, "key"));
	if (rc == CTXH_OK)
		rc = out_object(app->out, row, text_get, &with_origin);
	ctxh_value_free(row);
	return rc;
}

/* ---- set, unset ---- */

/* Without memory: the setting is recorded already. */
static void
print_value(struct out *out, const ctxh_value *row, const char *key)
{
	const ctxh_value *value = ctxh_value_get(row, key), *v;
	char date[32];

	if (ctxh_value_kind(value) == CTXH_NULL)
		out_puts(out, T("not set"));
	else if (ctxh_value_kind(value) == CTXH_TEXT)
		out_puts(out, show_value(NULL, row, value, date,
		    sizeof(date)));
	for (v = ctxh_value_first(value); v != NULL; v = ctxh_value_next(v)) {
		out_puts(out, ctxh_value_str(v));
		out_puts(out, ctxh_value_next(v) != NULL ? "; " : "");
	}
}

static void
text_set(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	print_notices(out, ctxh_value_get(v, "notices"));
	out_printf(out, "%s: ", val_str(v, "key"));
	print_value(out, v, "value");
	if (val_true(v, "changed")) {
		out_printf(out, " (%s: ", T("before"));
		print_value(out, v, "old");
		out_puts(out, ")\n");
	} else
		out_printf(out, " (%s)\n", T("as it was; nothing to record"));
}

static int
change(struct app *app, struct opts *o, const ctxh_value *value)
{
	ctxh_value *v = NULL;
	unsigned flags = opt_given(o, "dry-run") ? CTXH_DRY_RUN : 0;
	int rc = ctxh_config_set(app->h, opt_arg(o, 0), opt_text(o, "year"),
	    value, flags, &v);

	if (rc == CTXH_OK)
		rc = out_object(app->out, v, text_set, NULL);
	ctxh_value_free(v);
	return rc;
}

static int
run_set(struct app *app, struct opts *o)
{
	ctxh_value *value;
	int rc;

	if (o->nargs == 2) {
		value = ctxh_value_text(opt_arg(o, 1));
	} else {
		value = ctxh_value_list();
		for (size_t i = 1; i < o->nargs; i++)
			val_push(value, ctxh_value_text(opt_arg(o, i)));
	}
	rc = change(app, o, value);
	ctxh_value_free(value);
	return rc;
}

static int
run_unset(struct app *app, struct opts *o)
{
	return change(app, o, NULL);
}

/* Without a subverb: all that is set, or the one that is named. */
static int
run(struct app *app, struct opts *o)
{
	return o->nargs == 0 ? run_list(app, o) : run_get(app, o);
}

#define OPTION_ALL { "all", 0, OPT_FLAG, 0, NULL, \
	N_("what is not set, too, with its default"), NULL }
#define OPTION_ORIGIN { "show-origin", 0, OPT_FLAG, 0, NULL, \
	N_("where each value comes from: who set it and when, or the " \
	"default and its basis"), NULL }
#define OPTION_YEAR { "year", 'y', OPT_TEXT, 0, N_("YEAR"), \
	N_("the school year of a setting that has one; default: the newest"), \
	NULL }

static const struct opt_spec options[] = { OPTION_ALL, OPTION_ORIGIN,
	OPTION_YEAR, { 0 } };
static const struct opt_spec list_options[] = { OPTION_ALL, OPTION_ORIGIN,
	{ 0 } };
static const struct opt_spec get_options[] = { OPTION_ORIGIN, OPTION_YEAR,
	{ 0 } };
static const struct opt_spec set_options[] = { OPTION_YEAR, DRY_CHECK_OPTION,
	{ 0 } };

static const struct cmd subs[] = {
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .options = list_options,
	    .summary = N_("what is set for the school") },
	{ .name = "get", .run = run_get, .flags = CMD_KEY,
	    .args = N_("KEY"), .min_args = 1, .max_args = 1,
	    .options = get_options,
	    .summary = N_("one value, bare; 1 where there is none") },
	{ .name = "set", .run = run_set, .flags = CMD_WRITE | CMD_KEY,
	    .args = N_("KEY VALUE..."), .min_args = 2, .max_args = -1,
	    .options = set_options,
	    .summary = N_("set a value; several make a list"),
	    .example = "  ctxh config set hk1_end 16/01/2026 --year 2025\n"
	    "  ctxh config set school.letterhead \"UBND XÃ CHIỀNG MUNG\" \\\n"
	    "      \"TRƯỜNG TIỂU HỌC CHIỀNG MUNG\"" },
	{ .name = "unset", .run = run_unset, .flags = CMD_WRITE | CMD_KEY,
	    .args = N_("KEY"), .min_args = 1, .max_args = 1,
	    .options = set_options,
	    .summary = N_("take a value away: the default holds again") },
	{ 0 }
};

const struct cmd cmd_config = {
	.name = "config", .run = run, .flags = CMD_KEY | CMD_PAGER,
	.group = GROUP_START, .sub = subs, .options = options,
	.args = N_("[KEY]"), .max_args = 1,
	.summary = N_("the school's settings: list, get, set, unset"),
};
