/*
 * ctxh due --recompute: the deadlines by today's calendar, old and new.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "opt.h"
#include "out.h"
#include "util.h"

/* A due time, and whether it rests on an estimated calendar. */
static const char *
show_due(const ctxh_value *row, const ctxh_value *cell, const char *key,
    char *buf, size_t size)
{
	char at[64];

	snprintf(buf, size, "%s%s%s", out_show_time(NULL, row, cell, at,
	    sizeof(at)), val_true(row, key) ? " " : "",
	    val_true(row, key) ? T("(estimated calendar)") : "");
	return buf;
}

static const char *
show_old(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	(void)ctx;
	return show_due(row, cell, "estimated", buf, size);
}

static const char *
show_new(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	(void)ctx;
	return show_due(row, cell, "new_estimated", buf, size);
}

static const struct out_column columns[] = {
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "label", N_("What"), NULL, NULL, 0 },
	{ "rule", NULL, NULL, NULL, 0 },
	{ "started_at", N_("From"), out_show_time, NULL, 0 },
	{ "due_at", N_("Stored"), show_old, NULL, 0 },
	{ "new_due_at", N_("Counted anew"), show_new, NULL, 0 },
	{ "changed", NULL, NULL, NULL, 0 },
	{ 0 }
};

void
due_recounted(struct out *out, const ctxh_value *list)
{
	out_table(out, columns + 1, NULL, list);
}

/* Only what differs; the rest is counted. */
static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const ctxh_value *list = ctxh_value_get(v, "deadlines"), *row;
	ctxh_value *changed = ctxh_value_list();
	size_t same = ctxh_value_count(list) - (size_t)val_int(v, "changed");

	(void)ctx;
	for (row = ctxh_value_first(list); row != NULL;
	    row = ctxh_value_next(row))
		if (val_true(row, "changed"))
			val_push(changed, ctxh_value_copy(row));
	if (ctxh_value_count(changed) > 0)
		out_table(out, columns, NULL, changed);
	ctxh_value_free(changed);
	out_printf(out, T("%lld deadlines differ from what is stored, %zu are "
	    "the same"), (long long)val_int(v, "changed"), same);
	out_puts(out, "\n");
	if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		out_printf(out, "%s\n", T("recorded; a list or a report as of "
		    "an earlier time still shows the old ones"));
	else if (val_int(v, "changed") > 0)
		out_printf(out, "%s\n", T("a trial: nothing was recorded"));
}

/* It goes with no other of the verb's own options. */
static int
check_alone(struct app *app, const struct opts *o)
{
	static const char *const others[] = { "all", "explain", "at",
	    "within", "check", "ics", "output" };
	size_t i, j;

	if (!opt_flag(o, "recompute"))
		return app_fail(app, CTXH_EUSAGE,
		    T("--dry-run goes with --recompute"));
	for (i = 0; i < o->ngiven; i++)
		for (j = 0; j < sizeof(others) / sizeof(others[0]); j++)
			if (strcmp(o->given[i].spec->name, others[j]) == 0)
				return app_fail(app, CTXH_EUSAGE,
				    T("--recompute does not go with --%s"),
				    others[j]);
	return CTXH_OK;
}

int
due_recompute(struct app *app, struct opts *o)
{
	ctxh_value *v = NULL;
	int rc = check_alone(app, o);

	if (rc == CTXH_OK)
		rc = ctxh_due_recompute(app->h, opt_arg(o, 0),
		    opt_flag(o, "dry-run") ? CTXH_DRY_RUN : 0, &v);
	if (rc == CTXH_OK && out_format(app->out) == OUT_CSV)
		rc = out_rows(app->out, columns, NULL,
		    ctxh_value_get(v, "deadlines"));
	else if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, NULL);
	ctxh_value_free(v);
	return rc;
}
