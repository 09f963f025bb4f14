/*
 * Deadlines as people read them: tables, and how each was counted.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "label.h"
#include "out.h"
#include "util.h"
#include "when.h"

static const struct {
	const char	*code, *text;
	enum out_style	 style;
} statuses[] = {
	{ "overdue", N_("OVERDUE"), STYLE_BAD },
	{ "soon", N_("due soon"), STYLE_WARN },
	{ "open", N_("open"), STYLE_NONE },
	{ "met", N_("met"), STYLE_GOOD },
	{ "met-late", N_("met late"), STYLE_WARN },
	{ "waived", N_("no longer needed"), STYLE_DIM },
};
#define NSTATUS (sizeof(statuses) / sizeof(statuses[0]))

static size_t
status_of(const ctxh_value *row)
{
	const char *s = val_str(row, "status");

	for (size_t i = 0; s != NULL && i < NSTATUS; i++)
		if (strcmp(statuses[i].code, s) == 0)
			return i;
	return 2;
}

int
due_is_overdue(const ctxh_value *row)
{
	return status_of(row) == 0;
}

static int
is_pending(const ctxh_value *row)
{
	return status_of(row) <= 2;
}

static const char *
show_status(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)cell;
	(void)buf;
	(void)size;
	/* A decision that no limit was set for. */
	if (val_str(row, "due_at") == NULL)
		return T("waits for your decision");
	return T(statuses[status_of(row)].text);
}

static enum out_style
style_status(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return statuses[status_of(row)].style;
}

static const char *
rule_label(struct app *app, const ctxh_value *row)
{
	const char *label = val_str(row, "label");

	return label != NULL ? label :
	    code_label(app, "deadlines", val_str(row, "rule"));
}

static const char *
show_rule(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const struct due_view *view = ctx;

	(void)cell;
	snprintf(buf, size, "%s%s%s", rule_label(view->app, row),
	    val_true(row, "estimated") ? " " : "",
	    val_true(row, "estimated") ? T("(estimated calendar)") : "");
	return buf;
}

static void
span_text(char *buf, size_t size, int64_t seconds)
{
	if (seconds >= 2 * 86400)
		snprintf(buf, size, T("%lld days"),
		    (long long)(seconds / 86400));
	else if (seconds >= 2 * 3600)
		snprintf(buf, size, T("%lld hours"),
		    (long long)(seconds / 3600));
	else
		snprintf(buf, size, T("%lld minutes"),
		    (long long)(seconds / 60));
}

/* "còn 5 giờ", "quá 3 ngày"; nothing for what is over. */
static const char *
show_left(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const struct due_view *view = ctx;
	const char *s = ctxh_value_str(cell);
	char span[64];
	int64_t due;

	if (!is_pending(row) || s == NULL || !when_parse(s, &due, NULL))
		return "";
	span_text(span, sizeof(span), due > view->at ? due - view->at :
	    view->at - due);
	snprintf(buf, size, due > view->at ? T("%s left") : T("%s over"),
	    span);
	return buf;
}

static const struct out_column columns[] = {
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "rule", N_("What"), show_rule, NULL, 0 },
	{ "started_at", NULL, NULL, NULL, 0 },
	{ "due_at", N_("Due"), out_show_time, style_status, 0 },
	{ "met_at", N_("Met"), out_show_time, NULL, 0 },
	{ "status", N_("Status"), show_status, style_status, 0 },
	{ "basis", NULL, NULL, NULL, 0 },
	{ 0 }
};

/* The due time once more, as what is left of it; not in CSV. */
static const struct out_column text_columns[] = {
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "rule", N_("What"), show_rule, NULL, 0 },
	{ "due_at", N_("Due"), out_show_time, style_status, 0 },
	{ "status", N_("Status"), show_status, style_status, 0 },
	{ "due_at", N_("Left"), show_left, NULL, 0 },
	{ 0 }
};

static const struct out_column case_columns[] = {
	{ "rule", N_("What"), show_rule, NULL, 0 },
	{ "started_at", N_("From"), out_show_time, NULL, 0 },
	{ "due_at", N_("Due"), out_show_time, style_status, 0 },
	{ "met_at", N_("Met"), out_show_time, NULL, 0 },
	{ "status", N_("Status"), show_status, style_status, 0 },
	{ 0 }
};

void
due_table(struct out *out, struct app *app, const ctxh_value *list)
{
	struct due_view view = { app, when_now() };

	out_table(out, case_columns, &view, list);
}

/* ---- --explain ---- */

static void
explain_step(struct out *out, const ctxh_value *step)
{
	char from[64], to[64];

	if (val_str(step, "skipped") != NULL) {
		out_style(out, STYLE_DIM);
		out_puts(out, "    ");
		out_printf(out, T("%s  not counted: %s"),
		    out_show_date(NULL, step, ctxh_value_get(step, "skipped"),
		    from, sizeof(from)), val_str(step, "name"));
		out_style(out, STYLE_NONE);
		out_puts(out, "\n");
		return;
	}
	out_printf(out, "    %s - %s",
	    out_show_time(NULL, step, ctxh_value_get(step, "from"), from,
	    sizeof(from)), out_show_time(NULL, step,
	    ctxh_value_get(step, "to"), to, sizeof(to)));
	if (ctxh_value_get(step, "counted_minutes") != NULL) {
		out_puts(out, "  ");
		out_printf(out, T("%lld minutes"),
		    (long long)val_int(step, "counted_minutes"));
	} else if (ctxh_value_get(step, "day") != NULL) {
		out_puts(out, "  ");
		out_printf(out, T("day %lld"),
		    (long long)val_int(step, "day"));
	}
	out_puts(out, "\n");
}

static void
explain_row(struct out *out, struct due_view *view, const ctxh_value *row)
{
	const ctxh_value *step;
	char from[64], due[64], left[64];
	const char *basis = val_str(row, "basis");

	out_style(out, STYLE_HEAD);
	out_printf(out, "%s  %s", val_str(row, "case"),
	    rule_label(view->app, row));
	out_style(out, STYLE_NONE);
	out_puts(out, "  ");
	out_style(out, style_status(NULL, row));
	out_puts(out, T(statuses[status_of(row)].text));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n  ");
	out_printf(out, T("from %s to %s"), out_show_time(NULL, row,
	    ctxh_value_get(row, "started_at"), from, sizeof(from)),
	    out_show_time(NULL, row, ctxh_value_get(row, "due_at"), due,
	    sizeof(due)));
	out_printf(out, "  %s\n", show_left(view, row,
	    ctxh_value_get(row, "due_at"), left, sizeof(left)));
	if (val_true(row, "estimated"))
		out_printf(out, "  %s\n",
		    T("the calendar of that time is an estimate"));
	if (basis != NULL)
		out_printf(out, "  %s\n", basis);
	for (step = ctxh_value_first(ctxh_value_get(row, "explain"));
	    step != NULL; step = ctxh_value_next(step))
		explain_step(out, step);
	out_puts(out, "\n");
}

int
due_print(struct app *app, struct due_view *view, const ctxh_value *list,
    int explain)
{
	const ctxh_value *v;

	if (!out_is_text(app->out))
		return out_rows(app->out, columns, view, list);
	if (!explain)
		return out_rows(app->out, text_columns, view, list);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		explain_row(app->out, view, v);
	return CTXH_OK;
}
