/*
 * The charts of a report's workbook: each beside the cells that it is drawn
 * from, so that who changes its look need not copy a number.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "report_book.h"
#include "util.h"

#define WIDTH	500		/* of a chart, in pixels */
#define FULL_WIDTH 480.0	/* of libxlsxwriter's own */
#define FULL_HEIGHT 288.0
#define ROW	20		/* pixels of a row, at least */
#define LABEL	30		/* characters of the columns of cells */
#define VALUE	11

/* Told apart in black and white, too. */
static const lxw_chart_pattern patterns[] = {
	{ .type = LXW_CHART_PATTERN_PERCENT_75, .fg_color = 0x1F3864,
	    .bg_color = 0xFFFFFF },
	{ .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
	    .fg_color = 0x2E75B6, .bg_color = 0xFFFFFF },
	{ .type = LXW_CHART_PATTERN_PERCENT_20, .fg_color = 0x404040,
	    .bg_color = 0xFFFFFF },
	{ .type = LXW_CHART_PATTERN_LIGHT_HORIZONTAL, .fg_color = 0x7F7F7F,
	    .bg_color = 0xFFFFFF },
};

/* Where a chart's cells lie. */
struct place {
	lxw_worksheet	*sheet;
	lxw_row_t	 heads, first, last;
	lxw_col_t	 beside;	/* where the picture stands */
};

static uint8_t
type_of(const char *kind)
{
	return strcmp(kind, "stacked") == 0 ? LXW_CHART_BAR_STACKED :
	    strcmp(kind, "grouped") == 0 ? LXW_CHART_BAR : LXW_CHART_COLUMN;
}

/* Values lie as columns, a series each. */
static void
put_cells(struct report_book *r, const struct place *p,
    const ctxh_value *chart)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(chart,
	    "categories"));
	const ctxh_value *s = ctxh_value_first(ctxh_value_get(chart,
	    "series")), *v;
	lxw_row_t row = p->first;
	lxw_col_t col = 1;

	book_text(r->b, p->sheet, p->heads, 0, val_str(chart, "unit"),
	    r->head);
	report_book_tall(r, p->sheet, p->heads, 2);
	for (; c != NULL; c = ctxh_value_next(c)) {
		report_book_tall(r, p->sheet, row, report_lines(
		    ctxh_value_str(c), LABEL - 2));
		book_text(r->b, p->sheet, row++, 0, ctxh_value_str(c),
		    r->label);
	}
	for (; s != NULL; s = ctxh_value_next(s), col++) {
		book_text(r->b, p->sheet, p->heads, col, val_str(s, "label"),
		    r->head);
		row = p->first;
		for (v = ctxh_value_first(ctxh_value_get(s, "values"));
		    v != NULL; v = ctxh_value_next(v))
			report_book_cell(r, p->sheet, row++, col, v, r->whole);
	}
}

static void
put_series(struct report_book *r, const struct place *p, lxw_chart *chart,
    lxw_col_t col)
{
	const struct xlsx *x = &r->b->x;
	lxw_chart_series *s = x->series(chart, NULL, NULL);
	lxw_chart_pattern pattern = patterns[(size_t)(col - 1) %
	    (sizeof(patterns) / sizeof(*patterns))];
	lxw_chart_line line = { .color = 0x1F3864, .width = 0.75 };
	lxw_chart_fill white = { .color = 0xFFFFFF };

	if (s == NULL) {
		r->b->failed = 1;
		return;
	}
	x->name(s, SHEET_CHARTS, p->heads, col);
	x->categories(s, SHEET_CHARTS, p->first, 0, p->last, 0);
	x->values(s, SHEET_CHARTS, p->first, col, p->last, col);
	x->pattern(s, &pattern);
	x->line(s, &line);
	x->labels(s);
	x->labels_code(s, "#,##0;;");	/* a 0 has no bar to stand on */
	x->labels_fill(s, &white);
}

static void
look(const struct xlsx *x, lxw_chart *chart, const char *kind,
    const ctxh_value *value)
{
	char *title = xasprintf("%s (%s)", val_str(value, "title"),
	    val_str(value, "unit"));
	lxw_chart_font font = { .size = 12, .bold = LXW_TRUE };
	int lie = strcmp(kind, "columns") != 0;

	x->title(chart, title);
	x->title_font(chart, &font);
	x->legend(chart, LXW_CHART_LEGEND_BOTTOM);
	x->gap(chart, 60);
	/* Each value stands at its bar. */
	x->off(lie ? chart->x_axis : chart->y_axis);
	x->gridlines(lie ? chart->x_axis : chart->y_axis, LXW_FALSE);
	/* Of bars that lie the first is on top, as in the table. */
	if (lie)
		x->reverse(chart->y_axis);
	free(title);
}

/* In pixels. */
static int
height_of(const ctxh_value *chart)
{
	size_t n = ctxh_value_count(ctxh_value_get(chart, "categories"));
	size_t bars = strcmp(val_str(chart, "kind"), "grouped") == 0 ? n *
	    ctxh_value_count(ctxh_value_get(chart, "series")) : n;

	if (strcmp(val_str(chart, "kind"), "columns") == 0)
		return (int)FULL_HEIGHT;
	return bars < 5 ? 260 : 120 + 28 * (int)bars;
}

static void
put_picture(struct report_book *r, const struct place *p,
    const ctxh_value *value)
{
	const char *kind = val_str(value, "kind");
	size_t n = ctxh_value_count(ctxh_value_get(value, "series"));
	char *words = xstrdup(val_str(value, "words"));
	lxw_chart_options options = { .x_scale = WIDTH / FULL_WIDTH,
	    .y_scale = height_of(value) / FULL_HEIGHT, .description = words };
	lxw_chart *chart = r->b->failed ? NULL : r->b->x.chart(r->b->book,
	    type_of(kind));

	if (chart == NULL)
		r->b->failed = 1;
	for (size_t i = 1; i <= n && !r->b->failed; i++)
		put_series(r, p, chart, (lxw_col_t)i);
	if (!r->b->failed) {
		look(&r->b->x, chart, kind, value);
		r->b->failed = r->b->x.insert(p->sheet, p->heads, p->beside,
		    chart, &options) != LXW_NO_ERROR;
	}
	free(words);
}

/* The row behind it. */
static lxw_row_t
put_chart(struct report_book *r, struct place *p, lxw_row_t row,
    const ctxh_value *chart)
{
	size_t n = ctxh_value_count(ctxh_value_get(chart, "categories"));
	lxw_row_t tall = (lxw_row_t)(height_of(chart) / ROW) + 2;

	book_text(r->b, p->sheet, row, 0, val_str(chart, "title"), r->title);
	book_text(r->b, p->sheet, row + 1, 0, val_str(chart, "words"),
	    r->note);
	p->heads = row + 3;
	p->first = row + 4;
	p->last = p->first + (lxw_row_t)n - 1;
	put_cells(r, p, chart);
	put_picture(r, p, chart);
	return (p->last > p->heads + tall ? p->last : p->heads + tall) + 2;
}

/* All of them on one page that stands. */
static void
begin_page(struct report_book *r, const struct place *p)
{
	lxw_col_t gap = (lxw_col_t)(p->beside - 1);

	book_width(r->b, p->sheet, 0, 0, LABEL, NULL);
	book_width(r->b, p->sheet, 1, (lxw_col_t)(gap - 1), VALUE, NULL);
	book_width(r->b, p->sheet, gap, gap, 2, NULL);
	if (r->b->failed)
		return;
	r->b->x.portrait(p->sheet);
	r->b->x.fit(p->sheet, 1, 1);
}

void
report_book_charts(struct report_book *r, const ctxh_value *charts)
{
	struct place p = { .beside = 3 };
	const ctxh_value *c = ctxh_value_first(charts), *i;
	size_t n;
	lxw_row_t row = 0;

	if (c == NULL || r->b->failed)
		return;
	p.sheet = report_book_sheet(r, SHEET_CHARTS);
	for (i = c; i != NULL; i = ctxh_value_next(i)) {
		n = ctxh_value_count(ctxh_value_get(i, "series"));
		if (n + 2 > p.beside)
			p.beside = (lxw_col_t)(n + 2);
	}
	begin_page(r, &p);
	for (; c != NULL && !r->b->failed; c = ctxh_value_next(c))
		row = put_chart(r, &p, row, c);
}
