/*
 * The head of a report: whose it is, its number and date, what it covers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

const char *
report_show_day(const ctxh_value *object, const char *key, char *buf,
    size_t size)
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

int
report_same_words(const char *a, const char *b)
{
	char *x = NULL, *y = NULL;
	int same;

	same = ctxh_fold(a, &x) == CTXH_OK && ctxh_fold(b, &y) == CTXH_OK &&
	    strcmp(x, y) == 0;
	free(x);
	free(y);
	return same;
}

/* A line that is not in the letterhead already. */
static void
print_line(struct out *out, const ctxh_value *letterhead, const char *line)
{
	const ctxh_value *v;

	if (line == NULL || *line == '\0')
		return;
	for (v = ctxh_value_first(letterhead); v != NULL;
	    v = ctxh_value_next(v))
		if (ctxh_value_str(v) != NULL &&
		    report_same_words(ctxh_value_str(v), line))
			return;
	out_printf(out, "%s\n", line);
}

static void
print_school(struct out *out, const ctxh_value *school)
{
	const ctxh_value *lines = ctxh_value_get(school, "letterhead"), *v;
	const char *commune = val_str(school, "commune");
	const char *province = val_str(school, "province");

	out_style(out, STYLE_HEAD);
	print_line(out, lines, val_str(school, "upper"));
	for (v = ctxh_value_first(lines); v != NULL; v = ctxh_value_next(v))
		if (ctxh_value_str(v) != NULL)
			out_printf(out, "%s\n", ctxh_value_str(v));
	print_line(out, lines, val_str(school, "name"));
	out_style(out, STYLE_NONE);
	if (commune != NULL)
		out_printf(out, "%s%s%s\n", commune,
		    province == NULL ? "" : ", ",
		    province == NULL ? "" : province);
}

/* "Số: 05/BC-THCS" and "Chiềng Mung, ngày 05 tháng 01 năm 2026": Decree
 * 30/2020 puts a 0 before a day below 10 and before January and February. */
static void
print_number(struct out *out, const ctxh_value *school,
    const ctxh_value *issue)
{
	const char *date = val_str(issue, "date"), *month;
	const char *place = val_str(school, "place");

	if (date == NULL || strlen(date) != 10)
		return;
	month = date + 5;
	if (month[0] == '0' && month[1] > '2')
		month++;
	out_printf(out, "Số: %s\n%s%s %.2s tháng %.*s năm %.4s\n",
	    val_str(issue, "number"), place != NULL ? place : "",
	    place != NULL ? ", ngày" : "Ngày", date + 8,
	    (int)(date + 7 - month), month, date);
}

char *
report_title(const ctxh_value *report)
{
	const char *kind = val_str(ctxh_value_get(report, "period"), "kind");
	const char *year = val_str(report, "year");

	return xasprintf("%s%s%s", title_of(kind), kind != NULL &&
	    strcmp(kind, "year") == 0 ? " " : ", NĂM HỌC ",
	    year == NULL ? "" : year);
}

void
report_head(struct out *out, const ctxh_value *report)
{
	const ctxh_value *school = ctxh_value_get(report, "school");
	const ctxh_value *period = ctxh_value_get(report, "period");
	char *title = report_title(report);
	char from[64], to[64], until[64];

	print_school(out, school);
	print_number(out, school, ctxh_value_get(report, "issue"));
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s\n", title);
	out_style(out, STYLE_NONE);
	free(title);
	out_printf(out, "Công tác xã hội trong trường học\n"
	    "Từ %s đến %s; số liệu chốt hết ngày %s\n",
	    report_show_day(period, "from", from, sizeof(from)),
	    report_show_day(period, "to", to, sizeof(to)),
	    report_show_day(period, "until", until, sizeof(until)));
}
