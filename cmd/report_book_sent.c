/*
 * The sheet of what differs from the reports that were sent, a row a number:
 * "Bổ sung, đính chính kỳ trước".
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "report.h"
#include "report_book.h"
#include "util.h"

enum { REPORT, WHAT, TABLE, ROW, COLUMN, SENT, NOW, COLUMNS };

static const struct {
	const char *label;
	int width;		/* in characters */
} columns[COLUMNS] = {
	{ "Báo cáo đã gửi", 30 }, { "Nội dung", 24 }, { "Biểu", 30 },
	{ "Dòng", 36 }, { "Cột", 24 }, { "Đã gửi", 10 }, { "Nay", 10 },
};

struct sent {
	struct report_book *r;
	lxw_worksheet *sheet;
	lxw_row_t at;
	char *report;		/* which one the rows are of */
};

/* A text in the next row, which is as tall as its tallest. */
static void
put(struct sent *s, int column, const char *text, size_t *lines)
{
	size_t n = text == NULL ? 1 : report_lines(text,
	    (size_t)columns[column].width - 2);

	*lines = n > *lines ? n : *lines;
	book_text(s->r->b, s->sheet, s->at, (lxw_col_t)column,
	    text == NULL ? "" : text, s->r->label);
}

static void
put_row(struct sent *s, const char *what, const char *table,
    const ctxh_value *v)
{
	size_t lines = 1;

	put(s, REPORT, s->report, &lines);
	put(s, WHAT, what, &lines);
	put(s, TABLE, table, &lines);
	put(s, ROW, val_str(v, "row_label"), &lines);
	put(s, COLUMN, val_str(v, "column_label"), &lines);
	report_book_cell(s->r, s->sheet, s->at, SENT,
	    ctxh_value_get(v, "sent"), s->r->any);
	report_book_cell(s->r, s->sheet, s->at, NOW, ctxh_value_get(v, "now"),
	    s->r->any);
	report_book_tall(s->r, s->sheet, s->at++, lines);
}

static void
put_list(struct sent *s, const char *what, const ctxh_value *list)
{
	const ctxh_value *v = ctxh_value_first(list);

	if (v == NULL)
		put_row(s, what, "Không có gì khác", NULL);
	for (; v != NULL; v = ctxh_value_next(v))
		put_row(s, what, val_str(v, "title"), v);
}

static void
put_report(struct sent *s, const ctxh_value *v)
{
	const ctxh_value *list, *title;
	char day[64];

	s->report = xasprintf("Số %s, ngày %s", val_str(v, "number"),
	    report_show_day(v, "date", day, sizeof(day)));
	put_list(s, "Tính lại theo cùng ngày chốt số liệu",
	    ctxh_value_get(v, "differences"));
	if ((list = ctxh_value_get(v, "additions")) != NULL)
		put_list(s, "Phát sinh thêm sau ngày chốt", list);
	for (title = ctxh_value_first(ctxh_value_get(v, "prose"));
	    title != NULL; title = ctxh_value_next(title))
		put_row(s, "Phần lời đã viết lại", ctxh_value_str(title),
		    NULL);
	free(s->report);
}

void
report_book_sent(struct report_book *r, const ctxh_value *corrections)
{
	const ctxh_value *v = ctxh_value_first(corrections);
	struct sent s = { .r = r, .at = HEADS + 1 };
	lxw_col_t i;

	if (v == NULL || (s.sheet = report_book_sheet(r, SHEET_SENT)) == NULL)
		return;
	book_text(r->b, s.sheet, 0, 0, "Bổ sung, đính chính báo cáo đã gửi",
	    r->title);
	for (i = 0; i < COLUMNS; i++) {
		book_width(r->b, s.sheet, i, i, columns[i].width, NULL);
		book_text(r->b, s.sheet, HEADS, i, columns[i].label, r->head);
	}
	for (; v != NULL && !r->b->failed; v = ctxh_value_next(v))
		put_report(&s, v);
	report_book_freeze(r, s.sheet);
}
