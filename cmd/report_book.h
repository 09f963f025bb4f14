/* report_book.h: the sheets of a report's workbook. */
#ifndef REPORT_BOOK_H
#define REPORT_BOOK_H

#include "book.h"
#include "ctxh.h"

#define SHEET_HEAD	"Báo cáo"
#define SHEET_CHARTS	"Biểu đồ"
#define SHEET_SENT	"Đính chính"
#define HEADS	3		/* the row of a table's heads, from 0 */

/* A workbook under way, and how its cells look. */
struct report_book {
	struct book	*b;
	const ctxh_value *report;
	lxw_format	*title, *text, *note, *bold;
	lxw_format	*head, *label, *whole, *decimal, *any;
	/* of a table's last row */
	lxw_format	*total_label, *total_whole, *total_decimal;
};

/* ---- report_book_sheet.c ---- */

/* A table's sheet, by its title; caller frees. */
char	*report_sheet_name(const ctxh_value *tables, const ctxh_value *table);
/* A sheet of A4 pages that lie, one wide; NULL after a failure. */
lxw_worksheet *report_book_sheet(struct report_book *, const char *name);
/* How wide a column is under that head, in characters, a word a line. */
size_t	 report_head_width(const char *label);
/* How many lines a text takes in so many characters. */
size_t	 report_lines(const char *text, size_t width);
/* Makes room for them. */
void	 report_book_tall(struct report_book *, lxw_worksheet *, lxw_row_t,
	    size_t lines);

/* ---- report_book.c ---- */

/* A cell that is a number, a text, or nothing. */
void	 report_book_cell(struct report_book *, lxw_worksheet *, lxw_row_t,
	    lxw_col_t, const ctxh_value *, lxw_format *);

/* Keeps the heads in sight and on each page; both fail in the book. */
void	 report_book_freeze(struct report_book *, lxw_worksheet *);

/* ---- report_book_sent.c ---- */

/* What differs from the reports that were sent; no sheet where none was. */
void	 report_book_sent(struct report_book *,
	    const ctxh_value *corrections);

/* ---- report_book_charts.c ---- */

/* The charts, and the numbers that they are of. */
void	 report_book_charts(struct report_book *, const ctxh_value *charts);

#endif
