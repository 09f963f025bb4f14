/*
 * A report as a workbook: its head, a sheet for each table, the charts.  It is
 * Vietnamese whatever the messages' language is, and names nobody.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "report_book.h"
#include "util.h"

#define FONT	"Times New Roman"
#define SIZE	12
#define SHADE	0xE7E6E6	/* of heads; grey stays grey on paper */
#define LABEL_MAX 44		/* characters of a column of labels */
#define TEXT_WIDTH 90		/* of what stands on the first sheet */

/* ---- formats ---- */

static lxw_format *
format(struct report_book *r, unsigned flags, const char *code)
{
	lxw_format *f = book_format(r->b, flags);

	if (f == NULL)
		return NULL;
	r->b->x.font(f, FONT);
	r->b->x.size(f, SIZE);
	r->b->x.align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (code != NULL)
		r->b->x.code(f, code);
	return f;
}

static void
begin_formats(struct report_book *r)
{
	static const char whole[] = "#,##0", decimal[] = "#,##0.0";
	const unsigned total = BOOK_BORDER | BOOK_BOLD;

	r->title = format(r, BOOK_BOLD, NULL);
	r->text = format(r, BOOK_WRAP, NULL);
	r->note = format(r, BOOK_ITALIC, NULL);
	r->bold = format(r, BOOK_BOLD, NULL);
	r->head = format(r, BOOK_BOLD | BOOK_WRAP | BOOK_BORDER | BOOK_MIDDLE,
	    NULL);
	r->label = format(r, BOOK_BORDER | BOOK_WRAP, NULL);
	r->whole = format(r, BOOK_BORDER, whole);
	r->decimal = format(r, BOOK_BORDER, decimal);
	r->any = format(r, BOOK_BORDER, NULL);
	r->total_label = format(r, total | BOOK_WRAP, NULL);
	r->total_whole = format(r, total, whole);
	r->total_decimal = format(r, total, decimal);
	if (r->b->failed)
		return;
	r->b->x.size(r->title, SIZE + 2);
	r->b->x.colour(r->head, SHADE);
}

void
report_book_cell(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row,
    lxw_col_t col, const ctxh_value *cell, lxw_format *f)
{
	switch (ctxh_value_kind(cell)) {
	case CTXH_NUMBER:
		book_number(r->b, sheet, row, col, ctxh_value_num(cell), f);
		break;
	case CTXH_TEXT:
		book_text(r->b, sheet, row, col, ctxh_value_str(cell), f);
		break;
	default:
		if (!r->b->failed)
			r->b->failed = r->b->x.blank(sheet, row, col, f) !=
			    LXW_NO_ERROR;
	}
}

/* ---- the first sheet ---- */

static void
fact(struct report_book *r, lxw_worksheet *sheet, lxw_row_t *row,
    const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	book_text(r->b, sheet, *row, 0, label, r->bold);
	book_text(r->b, sheet, *row, 1, text, r->text);
	report_book_tall(r, sheet, (*row)++, report_lines(text, TEXT_WIDTH));
}

/* "Từ 05/09/2024 đến 18/01/2025; số liệu chốt hết ngày 20/12/2024" */
static char *
days_of(const ctxh_value *report)
{
	const ctxh_value *period = ctxh_value_get(report, "period");
	char from[64], to[64], until[64];

	return xasprintf("Từ %s đến %s; số liệu chốt hết ngày %s",
	    report_show_day(period, "from", from, sizeof(from)),
	    report_show_day(period, "to", to, sizeof(to)),
	    report_show_day(period, "until", until, sizeof(until)));
}

/* A row of two cells, as tall as the text of the second needs. */
static void
put_line(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row,
    const char *head, lxw_format *format, const char *text)
{
	book_text(r->b, sheet, row, 0, head, format);
	book_text(r->b, sheet, row, 1, text, r->text);
	report_book_tall(r, sheet, row, report_lines(text, TEXT_WIDTH));
}

static lxw_row_t
put_checks(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(r->report,
	    "checks"));
	const char *detail;

	if (v != NULL)
		book_text(r->b, sheet, row++, 0, "Kiểm tra số liệu", r->bold);
	for (; v != NULL; v = ctxh_value_next(v)) {
		detail = val_str(v, "detail");
		if (detail == NULL || *detail == '\0')
			detail = val_str(v, "id");
		put_line(r, sheet, row++, val_true(v, "ok") ? "Đúng" : "SAI",
		    val_true(v, "ok") ? r->text : r->bold, detail);
	}
	return row;
}

/* The parts in the school's own words, as far as they are written. */
static lxw_row_t
put_prose(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(r->report,
	    "prose"));
	const char *text;

	for (; v != NULL; v = ctxh_value_next(v))
		if ((text = val_str(v, "text")) != NULL)
			put_line(r, sheet, row++, val_str(v, "title"), r->bold,
			    text);
	return row;
}

static void
put_decisions(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row)
{
	const ctxh_value *d = ctxh_value_get(ctxh_value_get(r->report,
	    "notes"), "decisions");
	char *text = xasprintf("Quyết định trong kỳ: %lld ký bằng khóa của "
	    "thủ trưởng, %lld ghi lại theo bản giấy, trong đó %lld do chính "
	    "người lập văn bản tự phê duyệt", (long long)val_int(d, "by_key"),
	    (long long)val_int(d, "on_paper"),
	    (long long)val_int(d, "self_approved"));

	put_line(r, sheet, row, "Ghi chú", r->bold, text);
	free(text);
}

static void
put_head(struct report_book *r)
{
	const ctxh_value *report = r->report;
	const ctxh_value *issue = ctxh_value_get(report, "issue");
	lxw_worksheet *sheet = report_book_sheet(r, SHEET_HEAD);
	char *title = report_title(report), *days = days_of(report), day[64];
	lxw_row_t row = 0;

	book_width(r->b, sheet, 0, 0, 22, NULL);
	book_width(r->b, sheet, 1, 1, TEXT_WIDTH + 2, NULL);
	book_text(r->b, sheet, row++, 0, title, r->title);
	book_text(r->b, sheet, row++, 0, "Công tác xã hội trong trường học",
	    r->note);
	row++;
	fact(r, sheet, &row, "Đơn vị", val_str(ctxh_value_get(report,
	    "school"), "name"));
	fact(r, sheet, &row, "Kỳ báo cáo", days);
	fact(r, sheet, &row, "Số", val_str(issue, "number"));
	if (val_str(issue, "date") != NULL)
		fact(r, sheet, &row, "Ngày", report_show_day(issue, "date",
		    day, sizeof(day)));
	fact(r, sheet, &row, "Bộ quy tắc", val_str(report, "rules"));
	fact(r, sheet, &row, "Chuỗi thao tác", val_str(report, "chain_head"));
	row = put_checks(r, sheet, row + 1);
	row = put_prose(r, sheet, row + 1);
	put_decisions(r, sheet, row + 1);
	free(title);
	free(days);
}

/* ---- a table ---- */

void
report_book_freeze(struct report_book *r, lxw_worksheet *sheet)
{
	if (r->b->failed)
		return;
	r->b->x.freeze(sheet, HEADS + 1, 1);
	r->b->failed = r->b->x.repeat(sheet, HEADS, HEADS) != LXW_NO_ERROR;
}

static int
is_decimal(const ctxh_value *table, const char *id, size_t column)
{
	static const char *const ids[] = { "share", "percent", "target",
	    "median_hours" };
	const ctxh_value *row;
	double n;

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (strcmp(id, ids[i]) == 0)
			return 1;
	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		n = ctxh_value_num(report_cell(row, column));
		if (n < (double)(int64_t)n || n > (double)(int64_t)n)
			return 1;
	}
	return 0;
}

static size_t
label_width(const ctxh_value *table)
{
	const ctxh_value *row;
	size_t widest = 16, w;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		w = out_width(val_str(row, "label")) + 2;
		widest = w > widest ? w : widest;
	}
	return widest < LABEL_MAX ? widest : LABEL_MAX;
}

static void
put_heads(struct report_book *r, lxw_worksheet *sheet,
    const ctxh_value *table)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(table,
	    "columns"));
	size_t lines, most = 1, w;
	lxw_col_t col = 1;

	book_width(r->b, sheet, 0, 0, (double)label_width(table), NULL);
	book_text(r->b, sheet, HEADS, 0, "", r->head);
	for (; c != NULL; c = ctxh_value_next(c), col++) {
		w = report_head_width(val_str(c, "label"));
		lines = report_lines(val_str(c, "label"), w - 2);
		most = lines > most ? lines : most;
		book_width(r->b, sheet, col, col, (double)w, NULL);
		book_text(r->b, sheet, HEADS, col, val_str(c, "label"),
		    r->head);
	}
	report_book_tall(r, sheet, HEADS, most);
}

static void
put_row(struct report_book *r, lxw_worksheet *sheet, lxw_row_t at,
    const ctxh_value *table, const ctxh_value *row)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(table,
	    "columns"));
	const ctxh_value *cell = ctxh_value_first(ctxh_value_get(row,
	    "cells"));
	int total = val_str(row, "id") != NULL &&
	    strcmp(val_str(row, "id"), "total") == 0, decimal;
	lxw_col_t col = 1;

	book_text(r->b, sheet, at, 0, val_str(row, "label"),
	    total ? r->total_label : r->label);
	report_book_tall(r, sheet, at, report_lines(val_str(row, "label"),
	    label_width(table) - 2));
	for (; c != NULL && cell != NULL; c = ctxh_value_next(c), col++) {
		decimal = is_decimal(table, val_str(c, "id"),
		    (size_t)(col - 1));
		report_book_cell(r, sheet, at, col, cell, total ?
		    (decimal ? r->total_decimal : r->total_whole) :
		    (decimal ? r->decimal : r->whole));
		cell = ctxh_value_next(cell);
	}
}

static void
put_table(struct report_book *r, const ctxh_value *tables,
    const ctxh_value *table)
{
	char *name = report_sheet_name(tables, table), *days = days_of(r->report);
	lxw_worksheet *sheet = report_book_sheet(r, name);
	const ctxh_value *row = ctxh_value_first(ctxh_value_get(table,
	    "rows"));
	lxw_row_t at = HEADS + 1;

	book_text(r->b, sheet, 0, 0, val_str(table, "title"), r->title);
	book_text(r->b, sheet, 1, 0, days, r->note);
	put_heads(r, sheet, table);
	if (row == NULL)
		book_text(r->b, sheet, at, 0, "Không có.", r->label);
	for (; row != NULL && !r->b->failed; row = ctxh_value_next(row))
		put_row(r, sheet, at++, table, row);
	report_book_freeze(r, sheet);
	free(name);
	free(days);
}

/* ---- the whole ---- */

static void
put_properties(struct report_book *r, char *title)
{
	lxw_doc_properties p = { .title = title };

	if (!r->b->failed)
		r->b->failed = r->b->x.properties(r->b->book, &p) != LXW_NO_ERROR;
}

static void
fill(void *ctx, struct book *b)
{
	struct report_book *r = ctx;
	const ctxh_value *tables = ctxh_value_get(r->report, "tables"), *t;
	char *title = report_title(r->report);

	r->b = b;
	begin_formats(r);
	put_properties(r, title);
	put_head(r);
	for (t = ctxh_value_first(tables); t != NULL && !b->failed;
	    t = ctxh_value_next(t))
		put_table(r, tables, t);
	if (ctxh_value_get(r->report, "one_table") == NULL)
		report_book_sent(r, ctxh_value_get(r->report, "corrections"));
	report_book_charts(r, ctxh_value_get(r->report, "charts"));
	free(title);
}

int
report_book(struct app *app, const ctxh_value *report, char **bytes,
    size_t *len)
{
	struct report_book r = { .report = report };

	return book_make(app, fill, &r, bytes, len);
}
