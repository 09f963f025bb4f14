/*
 * Deadlines as people read them: tables, and how each was counted.
 */
#include <stdio.h>
#include <string.h>

#include "calendar.h"
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

int
due_is_pending(const ctxh_value *row)
{
	return status_of(row) <= 2;
}

enum out_style
due_style(const ctxh_value *row)
{
	return statuses[status_of(row)].style;
}

const char *
due_status(const ctxh_value *row)
{
	/* A decision that no limit was set for. */
	if (val_str(row, "due_at") == NULL)
		return T("waits for your decision");
	return T(statuses[status_of(row)].text);
}

const char *
due_number(const ctxh_value *row)
{
	const char *number = val_str(row, "case");

	return number != NULL ? number : val_str(row, "entry");
}

const char *
due_label(struct app *app, const ctxh_value *row, char *buf, size_t size)
{
	const char *label = val_str(row, "label");

	snprintf(buf, size, "%s%s%s", label != NULL ? label :
	    code_label(app, "deadlines", val_str(row, "rule")),
	    val_true(row, "estimated") ? " " : "",
	    val_true(row, "estimated") ? T("(estimated calendar)") : "");
	return cut_full(buf, size);
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

const char *
due_left(const ctxh_value *row, int64_t at, char *buf, size_t size)
{
	const char *s = val_str(row, "due_at");
	char span[64];
	int64_t due;

	if (!due_is_pending(row) || s == NULL || !when_parse(s, &due, NULL))
		return due_status(row);
	/* The office has closed, but any moment of that day is in time; where the
	 * minute counts, that minute is. */
	if (due + 60 <= at && !due_is_overdue(row))
		return T("by the end of today");
	/* By the minute, as lateness is judged. */
	due -= due % 60;
	at -= at % 60;
	if (due == at)
		return T("due now");
	span_text(span, sizeof(span), due > at ? due - at : at - due);
	snprintf(buf, size, !due_is_overdue(row) ? T("%s left") : T("%s over"),
	    span);
	return buf;
}

static void
add_option(struct str *s, const ctxh_value *field)
{
	const char *text = ctxh_value_str(field);
	size_t i = s->len + 3;

	if (text != NULL || ctxh_value_is_true(field))
		str_printf(s, " --%s", ctxh_value_key(field));
	else
		str_printf(s, " --no-%s", ctxh_value_key(field));
	for (; i < s->len; i++)
		if (s->s[i] == '_')
			s->s[i] = '-';
	if (text != NULL)
		str_printf(s, " %s", text);
}

char *
due_command(const ctxh_value *row)
{
	const ctxh_value *next = ctxh_value_get(row, "next"), *f;
	struct str s = { 0 };

	if (!due_is_pending(row) || val_str(next, "verb") == NULL)
		return NULL;
	str_printf(&s, "ctxh %s", val_str(next, "verb"));
	if (due_number(row) != NULL)
		str_printf(&s, " %s", due_number(row));
	for (f = ctxh_value_first(ctxh_value_get(next, "fields")); f != NULL;
	    f = ctxh_value_next(f))
		add_option(&s, f);
	return s.s;
}

/* ---- tables ---- */

static const char *
show_status(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)cell;
	(void)buf;
	(void)size;
	return due_status(row);
}

static enum out_style
style_status(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return due_style(row);
}

static const char *
show_rule(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const struct due_view *view = ctx;

	(void)cell;
	return due_label(view->app, row, buf, size);
}

/* Of CSV; as text there is the screen. */
static const struct out_column columns[] = {
	{ .key = "case" }, { .key = "rule" }, { .key = "started_at" },
	{ .key = "due_at" }, { .key = "met_at" }, { .key = "status" },
	{ .key = "basis" }, { .key = "group" }, { .key = "entry" }, { 0 }
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
	struct due_view view = { .app = app };

	out_table(out, case_columns, &view, list);
}

/* ---- --explain ---- */

/* What a day is called, and by what it is one: a day off, or a make-up day. */
static void
explain_day(struct out *out, const ctxh_value *step)
{
	const char *basis = val_str(step, "basis");
	char buf[256];

	out_puts(out, val_str(step, "name"));
	if (basis != NULL)
		out_printf(out, ", %s", calendar_basis(basis, buf,
		    sizeof(buf)));
}

static void
explain_skipped(struct out *out, const ctxh_value *step)
{
	char date[64];

	out_style(out, STYLE_DIM);
	out_puts(out, "    ");
	out_printf(out, "%s  %s: ", out_show_date(NULL, step,
	    ctxh_value_get(step, "skipped"), date, sizeof(date)),
	    T("not counted"));
	explain_day(out, step);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

static void
explain_counted(struct out *out, const ctxh_value *step)
{
	char from[64], to[64];

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
	if (val_str(step, "name") != NULL) {
		out_puts(out, "  ");
		explain_day(out, step);
	}
	out_puts(out, "\n");
}

static void
explain_head(struct out *out, const struct due_view *view,
    const ctxh_value *row)
{
	const char *number = due_number(row);
	char label[256];

	out_style(out, STYLE_HEAD);
	out_printf(out, "%s%s%s", number != NULL ? number : "",
	    number != NULL ? "  " : "",
	    due_label(view->app, row, label, sizeof(label)));
	out_style(out, STYLE_NONE);
	out_puts(out, "  ");
	out_style(out, due_style(row));
	out_puts(out, due_status(row));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

/* A line of its own for a text that may be missing. */
static void
explain_text(struct out *out, const char *what, const char *text)
{
	if (text != NULL)
		out_printf(out, "  %s%s%s\n", what, *what != '\0' ? ": " : "",
		    text);
}

static void
explain_row(struct out *out, const struct due_view *view,
    const ctxh_value *row)
{
	const ctxh_value *step;
	char from[64], due[64], left[64];

	explain_head(out, view, row);
	out_puts(out, "  ");
	if (val_str(row, "due_at") != NULL) {
		out_printf(out, T("from %s to %s"), out_show_time(NULL, row,
		    ctxh_value_get(row, "started_at"), from, sizeof(from)),
		    out_show_time(NULL, row, ctxh_value_get(row, "due_at"),
		    due, sizeof(due)));
		out_printf(out, "  %s\n", due_is_pending(row) ?
		    due_left(row, view->at, left, sizeof(left)) : "");
	} else {
		out_printf(out, T("since %s"), out_show_time(NULL, row,
		    ctxh_value_get(row, "started_at"), from, sizeof(from)));
		out_puts(out, "\n");
	}
	explain_text(out, T("basis"), val_str(row, "basis"));
	explain_text(out, T("office hours"), val_str(row, "hours"));
	if (val_true(row, "estimated"))
		explain_text(out, "",
		    T("the calendar of that time is an estimate"));
	explain_text(out, "", val_str(row, "explain_note"));
	for (step = ctxh_value_first(ctxh_value_get(row, "explain"));
	    step != NULL; step = ctxh_value_next(step))
		if (val_str(step, "skipped") != NULL)
			explain_skipped(out, step);
		else
			explain_counted(out, step);
	out_puts(out, "\n");
}

int
due_print(const struct due_view *view, const ctxh_value *list)
{
	struct out *out = view->app->out;
	const ctxh_value *v;

	if (!out_is_text(out))
		return out_rows(out, columns, NULL, list);
	if (!view->explain || ctxh_value_count(list) == 0)
		return due_screen(view, list);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		explain_row(out, view, v);
	return CTXH_OK;
}
