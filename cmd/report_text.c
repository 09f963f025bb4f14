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
		{ "1", "BÁO CÁO SƠ KẾT HỌC KỲ I" },
		{ "2", "BÁO CÁO SƠ KẾT HỌC KỲ II" },
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
		out_printf(out, "  %s\n", detail != NULL && *detail != '\0' ?
		    detail : val_str(v, "id"));
	}
}

static void
print_notes(struct out *out, const ctxh_value *notes)
{
	const ctxh_value *v;
	const char *s;

	if (ctxh_value_count(notes) == 0)
		return;
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_puts(out, "Ghi chú\n");
	out_style(out, STYLE_NONE);
	for (v = ctxh_value_first(notes); v != NULL; v = ctxh_value_next(v)) {
		s = ctxh_value_str(v);
		if (s == NULL)
			s = val_str(v, "message");
		if (s != NULL)
			out_printf(out, "  - %s\n", s);
	}
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
