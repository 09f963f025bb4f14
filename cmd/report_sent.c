/*
 * What differs from a report that was sent: of the same period, and of the
 * one before.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

static const char *
period_name(const char *kind)
{
	static const struct { const char *kind, *name; } names[] = {
		{ "hk1", "học kỳ I" }, { "hk2", "học kỳ II" },
		{ "year", "cả năm" },
	};

	for (size_t i = 0; kind != NULL &&
	    i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].kind, kind) == 0)
			return names[i].name;
	return "đột xuất";
}

static int
differs(const ctxh_value *a, const ctxh_value *b, const char *key)
{
	return a == NULL || strcmp(val_str(a, key), val_str(b, key)) != 0;
}

/* A line a row; returns the first difference of the next one. */
static const ctxh_value *
print_row(struct out *out, const ctxh_value *v)
{
	const ctxh_value *first = v;
	struct str line = { 0 };
	char sent[32], now[32];

	str_printf(&line, "%s:", val_str(v, "row_label"));
	for (; v != NULL && !differs(first, v, "row") &&
	    !differs(first, v, "table"); v = ctxh_value_next(v))
		str_printf(&line, "%s %s %s -> %s", v == first ? "" : ",",
		    val_str(v, "column_label"),
		    report_show_cell(ctxh_value_get(v, "sent"), sent,
		    sizeof(sent)),
		    report_show_cell(ctxh_value_get(v, "now"), now,
		    sizeof(now)));
	out_puts(out, "      ");
	report_wrap(out, line.s, 8);
	free(line.s);
	return v;
}

static void
print_differences(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v = ctxh_value_first(list), *before = NULL;

	while (v != NULL) {
		if (differs(before, v, "table"))
			out_printf(out, "    %s\n", val_str(v, "title"));
		before = v;
		v = print_row(out, v);
	}
}

static void
head(struct out *out, const char *what, const ctxh_value *v)
{
	const char *year = val_str(v, "year");
	char date[64];

	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s (số %s, ngày %s; %s %s)\n", what,
	    val_str(v, "number"),
	    report_show_day(v, "date", date, sizeof(date)),
	    period_name(val_str(v, "period")), year == NULL ? "" : year);
	out_style(out, STYLE_NONE);
}

static void
print_move(struct out *out, const ctxh_value *moved, const char *key,
    const char *what)
{
	const ctxh_value *sent = ctxh_value_get(moved, "sent");
	const ctxh_value *now = ctxh_value_get(moved, "now");
	char was[64], is[64];

	if (differs(sent, now, key))
		out_printf(out, "  %s %s -> %s\n", what,
		    report_show_day(sent, key, was, sizeof(was)),
		    report_show_day(now, key, is, sizeof(is)));
}

/* Both are of the day that the sent numbers were taken on, unless the term
 * ends before it now. */
static void
print_same_day(struct out *out, const ctxh_value *v)
{
	const ctxh_value *list = ctxh_value_get(v, "differences");
	const ctxh_value *moved = ctxh_value_get(v, "moved");
	char until[64];

	report_show_day(v, "until", until, sizeof(until));
	if (ctxh_value_kind(moved) == CTXH_OBJECT) {
		print_move(out, moved, "from", "Kỳ đã đổi: từ");
		print_move(out, moved, "to", "Kỳ đã đổi: đến");
		report_show_day(ctxh_value_get(moved, "now"), "until", until,
		    sizeof(until));
	}
	if (ctxh_value_count(list) == 0) {
		out_printf(out, "  Không có gì khác, theo cùng ngày chốt số "
		    "liệu %s.\n", until);
		return;
	}
	out_printf(out, "  Tính lại theo cùng ngày chốt số liệu %s "
	    "(đã gửi -> nay):\n", until);
	print_differences(out, list);
}

static void
print_additions(struct out *out, const ctxh_value *v)
{
	const ctxh_value *list = ctxh_value_get(v, "additions");
	char since[64], until[64];

	if (list == NULL)
		return;
	report_show_day(v, "until", since, sizeof(since));
	report_show_day(v, "additions_until", until, sizeof(until));
	if (ctxh_value_count(list) == 0) {
		out_printf(out, "  Sau ngày %s đến hết ngày %s không phát "
		    "sinh.\n", since, until);
		return;
	}
	out_printf(out, "  Bổ sung, sau ngày %s đến hết ngày %s:\n", since,
	    until);
	print_differences(out, list);
}

/* A corrected issue says so of the one that it takes the place of. */
static int
is_own(const ctxh_value *report, const ctxh_value *v)
{
	const char *kind = val_str(ctxh_value_get(report, "period"), "kind");
	const char *period = val_str(v, "period");

	return kind != NULL && period != NULL && strcmp(kind, period) == 0 &&
	    val_str(v, "year") != NULL && val_str(report, "year") != NULL &&
	    strcmp(val_str(v, "year"), val_str(report, "year")) == 0;
}

static void
print_prose(struct out *out, const ctxh_value *v)
{
	const ctxh_value *title = ctxh_value_first(ctxh_value_get(v,
	    "prose"));
	const char *sep = "  Phần lời đã viết lại: ";

	if (title == NULL)
		return;
	for (; title != NULL; title = ctxh_value_next(title), sep = "; ")
		out_printf(out, "%s%s", sep, ctxh_value_str(title));
	out_puts(out, ".\n");
}

void
report_sent(struct out *out, const ctxh_value *report)
{
	const ctxh_value *v = ctxh_value_get(report, "issued");

	if (ctxh_value_kind(v) == CTXH_OBJECT) {
		head(out, "So với báo cáo đã gửi", v);
		print_same_day(out, v);
		print_prose(out, v);
	}
	for (v = ctxh_value_first(ctxh_value_get(report, "corrections"));
	    v != NULL; v = ctxh_value_next(v)) {
		head(out, is_own(report, v) ?
		    "Bổ sung, đính chính báo cáo đã gửi" :
		    "Bổ sung, đính chính kỳ trước", v);
		print_same_day(out, v);
		print_additions(out, v);
		print_prose(out, v);
	}
}
