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

static const char *
show_day(const ctxh_value *object, const char *key, char *buf, size_t size)
{
	return out_show_date(NULL, object, ctxh_value_get(object, key), buf,
	    size);
}

static const char *
title_of(const char *kind)
{
	static const struct { const char *kind, *title; } titles[] = {
		{ "hk1", "BÁO CÁO SƠ KẾT HỌC KỲ I" },
		{ "hk2", "BÁO CÁO SƠ KẾT HỌC KỲ II" },
		{ "year", "BÁO CÁO TỔNG KẾT NĂM HỌC" },
	};

	for (size_t i = 0; kind != NULL &&
	    i < sizeof(titles) / sizeof(titles[0]); i++)
		if (strcmp(titles[i].kind, kind) == 0)
			return titles[i].title;
	return "BÁO CÁO ĐỘT XUẤT";
}

static void
print_heading(struct out *out, const ctxh_value *report)
{
	const ctxh_value *school = ctxh_value_get(report, "school");
	const ctxh_value *period = ctxh_value_get(report, "period");
	const char *kind = val_str(period, "kind"), *s;
	char from[64], to[64], until[64];

	out_style(out, STYLE_HEAD);
	out_printf(out, "%s\n", val_str(school, "name") == NULL ? "" :
	    val_str(school, "name"));
	out_style(out, STYLE_NONE);
	s = val_str(school, "commune");
	if (s != NULL)
		out_printf(out, "%s%s%s\n", s,
		    val_str(school, "province") == NULL ? "" : ", ",
		    val_str(school, "province") == NULL ? "" :
		    val_str(school, "province"));
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s%s%s\n", title_of(kind),
	    kind != NULL && strcmp(kind, "year") == 0 ? " " : ", NĂM HỌC ",
	    val_str(report, "year") == NULL ? "" : val_str(report, "year"));
	out_style(out, STYLE_NONE);
	out_printf(out, "Công tác xã hội trong trường học\n"
	    "Từ %s đến %s; số liệu chốt hết ngày %s\n",
	    show_day(period, "from", from, sizeof(from)),
	    show_day(period, "to", to, sizeof(to)),
	    show_day(period, "until", until, sizeof(until)));
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

/* Words of a text behind a margin of 8 columns. */
static void
print_wrapped(struct out *out, const char *s)
{
	size_t at = 8, len, width;
	char *word;

	for (; *s != '\0'; s += len + strspn(s + len, " ")) {
		len = strcspn(s, " ");
		word = xstrndup(s, len);
		width = out_width(word);
		if (at > 8 && at + 1 + width > REPORT_WIDTH) {
			out_puts(out, "\n        ");
			at = 8;
		}
		out_printf(out, "%s%s", at > 8 ? " " : "", word);
		at += width + (at > 8 ? 1 : 0);
		free(word);
	}
	out_puts(out, "\n");
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
		print_wrapped(out, detail != NULL && *detail != '\0' ? detail :
		    val_str(v, "id"));
	}
}

/* How much of what was decided has a principal's signature. */
static void
print_decisions(struct out *out, const ctxh_value *decisions)
{
	long long self = val_int(decisions, "self_approved");

	out_printf(out, "  Quyết định trong kỳ: %lld ký bằng khóa của thủ "
	    "trưởng, %lld ghi lại theo bản giấy.\n",
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
		    show_day(v, "since", since, sizeof(since)));
		if (val_str(v, "until") != NULL)
			out_printf(out, ", thôi từ ngày %s",
			    show_day(v, "until", until, sizeof(until)));
		out_puts(out, ".\n");
	}
	if (ctxh_value_count(principals) == 0)
		out_puts(out, "  Chưa có thủ trưởng nào có khóa.\n");
}

static void
print_notes(struct out *out, const ctxh_value *notes)
{
	if (ctxh_value_count(notes) == 0)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, "Ghi chú\n");
	out_style(out, STYLE_NONE);
	print_decisions(out, ctxh_value_get(notes, "decisions"));
	print_principals(out, ctxh_value_get(notes, "principals"));
}

void
report_text(struct out *out, void *ctx, const ctxh_value *report)
{
	const ctxh_value *t;

	(void)ctx;
	print_heading(out, report);
	for (t = ctxh_value_first(ctxh_value_get(report, "tables"));
	    t != NULL; t = ctxh_value_next(t))
		print_table(out, t);
	print_checks(out, ctxh_value_get(report, "checks"));
	print_notes(out, ctxh_value_get(report, "notes"));
	out_printf(out, "\nBộ quy tắc: %s\nChuỗi thao tác: %s\n",
	    val_str(report, "rules") == NULL ? "" : val_str(report, "rules"),
	    val_str(report, "chain_head") == NULL ? "" :
	    val_str(report, "chain_head"));
}
