/*
 * A report as people read it: the school and the period, the tables, the
 * checks, what must be known beside the numbers, and the chain's head.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

void
report_wrap(struct out *out, const char *s, size_t margin)
{
	size_t at = margin, len, width;
	char *word;

	for (; *s != '\0' && *s != '\n'; s += len + strspn(s + len, " \t")) {
		len = strcspn(s, " \t\n");
		word = xstrndup(s, len);
		width = out_width(word);
		if (at > margin && at + 1 + width > REPORT_WIDTH) {
			out_puts(out, "\n");
			out_pad(out, "", margin);
			at = margin;
		}
		out_printf(out, "%s%s", at > margin ? " " : "", word);
		at += width + (at > margin ? 1 : 0);
		free(word);
	}
	out_puts(out, "\n");
}

/* ---- prose ---- */

static void
print_part(struct out *out, const ctxh_value *part, int hints)
{
	const char *text = val_str(part, "text"), *id = val_str(part, "id");

	if (text == NULL && !hints)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s\n", val_str(part, "title"));
	out_style(out, STYLE_NONE);
	if (text == NULL) {
		out_style(out, STYLE_DIM);
		out_printf(out, "  (chưa viết: ctxh report note %.*s ...)\n",
		    (int)strcspn(id, "/"), id);
		out_style(out, STYLE_NONE);
	}
	for (; text != NULL && *text != '\0';
	    text += strcspn(text, "\n"), text += *text == '\n') {
		out_puts(out, "  ");
		report_wrap(out, text, 2);
	}
}

/* The first part stands before the tables, the others behind them. */
static void
print_prose(struct out *out, const ctxh_value *prose, int first, int hints)
{
	const ctxh_value *v = ctxh_value_first(prose);

	if (first && v != NULL) {
		print_part(out, v, hints);
		return;
	}
	for (v = v != NULL ? ctxh_value_next(v) : NULL; v != NULL;
	    v = ctxh_value_next(v))
		print_part(out, v, hints);
}

static void
print_table(struct out *out, const ctxh_value *table)
{
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s\n", val_str(table, "title"));
	out_style(out, STYLE_NONE);
	if (ctxh_value_count(ctxh_value_get(table, "rows")) == 0) {
		out_puts(out, "  Không có.\n");
		return;
	}
	report_grid(out, table);
	report_bars(out, table);
}

static void
print_checks(struct out *out, const ctxh_value *checks)
{
	const ctxh_value *v;
	const char *detail;
	int ok;

	if (ctxh_value_count(checks) == 0)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, "Kiểm tra số liệu\n");
	out_style(out, STYLE_NONE);
	for (v = ctxh_value_first(checks); v != NULL; v = ctxh_value_next(v)) {
		ok = val_true(v, "ok");
		detail = val_str(v, "detail");
		out_puts(out, "  ");
		out_style(out, ok ? STYLE_GOOD : STYLE_BAD);
		out_puts(out, ok ? "đúng" : "SAI ");
		out_style(out, STYLE_NONE);
		out_puts(out, "  ");
		report_wrap(out, detail != NULL && *detail != '\0' ? detail :
		    val_str(v, "id"), 8);
	}
}

/* How much of what was decided has a principal's signature. */
static void
print_decisions(struct out *out, const ctxh_value *decisions, const char *of)
{
	long long self = val_int(decisions, "self_approved");

	out_printf(out, "  Quyết định %s: %lld ký bằng khóa của thủ trưởng, "
	    "%lld ghi lại theo bản giấy.\n", of,
	    (long long)val_int(decisions, "by_key"),
	    (long long)val_int(decisions, "on_paper"));
	if (self == 0)
		return;
	out_style(out, STYLE_WARN);
	out_printf(out, "  Trong đó %lld quyết định do chính người lập văn bản "
	    "tự phê duyệt.", self);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

/* Who made somebody a principal stands here because a focal could invent
 * one. */
static void
print_principals(struct out *out, const ctxh_value *principals)
{
	const ctxh_value *v;
	char since[64], until[64];

	for (v = ctxh_value_first(principals); v != NULL;
	    v = ctxh_value_next(v)) {
		out_printf(out, "  Thủ trưởng có khóa: %s, do %s thêm ngày %s",
		    val_str(v, "handle"), val_str(v, "added_by") == NULL ?
		    "?" : val_str(v, "added_by"),
		    report_show_day(v, "since", since, sizeof(since)));
		if (val_str(v, "until") != NULL)
			out_printf(out, ", thôi từ ngày %s",
			    report_show_day(v, "until", until, sizeof(until)));
		out_puts(out, ".\n");
	}
	if (ctxh_value_count(principals) == 0)
		out_puts(out, "  Chưa có thủ trưởng nào có khóa.\n");
}

static void
print_notes(struct out *out, const ctxh_value *notes, const char *of)
{
	if (ctxh_value_count(notes) == 0)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, "Ghi chú\n");
	out_style(out, STYLE_NONE);
	print_decisions(out, ctxh_value_get(notes, "decisions"), of);
	print_principals(out, ctxh_value_get(notes, "principals"));
}

static void
print_foot(struct out *out, const ctxh_value *report)
{
	out_printf(out, "\nBộ quy tắc: %s\nChuỗi thao tác: %s\n",
	    val_str(report, "rules") == NULL ? "" : val_str(report, "rules"),
	    val_str(report, "chain_head") == NULL ? "" :
	    val_str(report, "chain_head"));
}

void
report_text(struct out *out, void *ctx, const ctxh_value *report)
{
	const ctxh_value *prose = ctxh_value_get(report, "prose"), *t;
	int hints = ctx != NULL;

	report_head(out, report);
	print_prose(out, prose, 1, hints);
	for (t = ctxh_value_first(ctxh_value_get(report, "tables"));
	    t != NULL; t = ctxh_value_next(t))
		print_table(out, t);
	report_sent(out, report);
	print_prose(out, prose, 0, hints);
	print_checks(out, ctxh_value_get(report, "checks"));
	print_notes(out, ctxh_value_get(report, "notes"), "trong kỳ");
	print_foot(out, report);
}
