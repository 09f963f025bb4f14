/*
 * Bars under a report's tables: what a meeting asks for first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

#define BAR 30

static double
cell_of(const ctxh_value *table, const ctxh_value *row, const char *column)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(table,
	    "columns"));
	size_t i = 0;

	for (; c != NULL; c = ctxh_value_next(c), i++)
		if (strcmp(val_str(c, "id"), column) == 0)
			return ctxh_value_num(report_cell(row, i));
	return 0;
}

/* The label, cut at a blank where it is too long; caller frees. */
static char *
short_label(const char *label, size_t width)
{
	char *s = xasprintf("%s ...", label), *end;

	if (out_width(label) <= width) {
		s[strlen(label)] = '\0';
		return s;
	}
	while (out_width(s) > width) {
		end = s + strlen(s) - strlen(" ...");
		while (end > s && *end != ' ')
			end--;
		do
			end--;
		while (end > s && *end != ' ');
		if (end <= s)
			break;
		strcpy(end, " ...");
	}
	return s;
}

static void
print_bar(struct out *out, const ctxh_value *row, double share)
{
	char *label = short_label(val_str(row, "label"), REPORT_LABEL);
	int full = (int)(share * BAR + 0.5);

	out_puts(out, "  ");
	out_pad(out, label, REPORT_LABEL + 2);
	for (int i = 0; i < BAR; i++)
		out_puts(out, i < full ? "█" : "·");
	free(label);
}

/* Of all that was due and not waived, how much was met in time. */
static void
bars_deadlines(struct out *out, const ctxh_value *table)
{
	const ctxh_value *row;
	size_t n = 0;
	double of, met;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		of = cell_of(table, row, "due") -
		    cell_of(table, row, "waived");
		met = cell_of(table, row, "met");
		if (of <= 0)
			continue;
		if (n++ == 0)
			out_puts(out, "\n  Đúng hạn, trong số đến hạn mà vẫn "
			    "phải làm:\n");
		print_bar(out, row, met / of);
		out_printf(out, " %3.0f%%  (%.0f/%.0f)\n", 100 * met / of, met,
		    of);
	}
}

static void
bars_cases(struct out *out, const ctxh_value *table)
{
	const ctxh_value *row, *rows = ctxh_value_get(table, "rows");
	double most = 0, n;

	for (row = ctxh_value_first(rows); row != NULL;
	    row = ctxh_value_next(row))
		if (strcmp(val_str(row, "id"), "total") != 0) {
			n = cell_of(table, row, "received");
			most = n > most ? n : most;
		}
	if (most == 0)
		return;
	out_puts(out, "\n  Tiếp nhận trong kỳ theo loại vụ việc:\n");
	for (row = ctxh_value_first(rows); row != NULL;
	    row = ctxh_value_next(row)) {
		n = cell_of(table, row, "received");
		if (strcmp(val_str(row, "id"), "total") == 0 || n <= 0)
			continue;
		print_bar(out, row, n / most);
		out_printf(out, " %3.0f\n", n);
	}
}

void
report_bars(struct out *out, const ctxh_value *table)
{
	const char *id = val_str(table, "id");

	if (ctxh_value_count(ctxh_value_get(table, "rows")) < 2)
		return;
	if (strcmp(id, "deadlines") == 0)
		bars_deadlines(out, table);
	else if (strcmp(id, "cases") == 0)
		bars_cases(out, table);
}
