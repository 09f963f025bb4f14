/* Tables of a .docx, with lines and without. */
#include <stdlib.h>
#include <string.h>

#include "paper/docx.h"

#define COLUMNS_MAX	63	/* that Word can have */

long
page_width(const struct docx *d)
{
	return (d->wide ? 16838 : 11906) - 1701 - 851;
}

/* ---- what every table is made of ---- */

static void
lines_of(struct xmlout *x)
{
	static const char *const sides[] = { "w:top", "w:left", "w:bottom",
	    "w:right", "w:insideH", "w:insideV" };
	size_t i;

	xmlout_start(x, "w:tblBorders");
	for (i = 0; i < sizeof(sides) / sizeof(*sides); i++)
		xmlout_leaf(x, sides[i], "w:val", "single", "w:sz", "4",
		    "w:space", "0", "w:color", "000000", NULL);
	xmlout_end(x);
}

static void
width(struct xmlout *x, const char *name, long n)
{
	xmlout_start(x, name);
	xmlout_attr_int(x, "w:w", n);
	xmlout_attr(x, "w:type", "dxa");
	xmlout_end(x);
}

void
grid_start(struct docx *d, const long *widths, size_t n, int lines,
    int margin)
{
	struct xmlout	*x = d->x;
	long		 sum = 0;
	size_t		 i;

	for (i = 0; i < n; i++)
		sum += widths[i];
	xmlout_start(x, "w:tbl");
	xmlout_start(x, "w:tblPr");
	width(x, "w:tblW", sum);
	width(x, "w:tblInd", 0);
	if (lines)
		lines_of(x);
	xmlout_leaf(x, "w:tblLayout", "w:type", "fixed", NULL);
	xmlout_start(x, "w:tblCellMar");
	width(x, "w:left", margin);
	width(x, "w:right", margin);
	xmlout_end(x);
	xmlout_end(x);
	xmlout_start(x, "w:tblGrid");
	for (i = 0; i < n; i++)
		xmlout_leaf_int(x, "w:gridCol", "w:w", widths[i]);
	xmlout_end(x);
}

/* Two tables that touch would become one. */
void
grid_end(struct docx *d)
{
	xmlout_end(d->x);
	gap(d, 6 * POINT);
}

void
grid_row(struct docx *d, int head)
{
	xmlout_start(d->x, "w:tr");
	xmlout_start(d->x, "w:trPr");
	xmlout_leaf(d->x, "w:cantSplit", NULL);
	if (head)
		xmlout_leaf(d->x, "w:tblHeader", NULL);
	xmlout_end(d->x);
}

void
grid_row_end(struct docx *d)
{
	xmlout_end(d->x);
}

void
grid_cell(struct docx *d, long w, int middle)
{
	xmlout_start(d->x, "w:tc");
	xmlout_start(d->x, "w:tcPr");
	width(d->x, "w:tcW", w);
	if (middle)
		xmlout_leaf(d->x, "w:vAlign", "w:val", "center", NULL);
	xmlout_end(d->x);
}

void
grid_cell_end(struct docx *d)
{
	xmlout_end(d->x);
}

/* ---- a block's table ---- */

struct table {
	const struct block *b;
	size_t		 n;		/* columns */
	long		 widths[COLUMNS_MAX];
	struct letters	 plain, bold;
};

/* A column without weight would not be seen. */
static double
weight(const struct paper_column *c)
{
	return c->weight > 0 ? c->weight : 1;
}

static void
share(const struct docx *d, struct table *t)
{
	const struct paper_column *c = t->b->columns;
	double	 sum = 0;
	long	 left = page_width(d), whole = left;
	size_t	 i;

	for (i = 0; i < t->n; i++)
		sum += weight(&c[i]);
	for (i = 0; i < t->n; i++) {
		t->widths[i] = (long)((double)whole * weight(&c[i]) / sum);
		left -= t->widths[i];
	}
	t->widths[t->n - 1] += left;
}

static void
cell(struct docx *d, long w, const struct letters *l, const char *jc,
    int head, const char *s)
{
	grid_cell(d, w, 1);
	par(d, &(struct look){ .style = "TableText", .keep_next = head,
	    .jc = jc }, l, s != NULL && *s != '\0' ? s : NULL);
	grid_cell_end(d);
}

static void
head_row(struct docx *d, const struct table *t)
{
	const struct paper_column *c = t->b->columns;
	size_t	i;

	for (i = 0; i < t->n; i++)
		if (c[i].head != NULL && *c[i].head != '\0')
			break;
	if (i == t->n)
		return;
	grid_row(d, 1);
	for (i = 0; i < t->n; i++)
		cell(d, t->widths[i], &t->bold, "center", 1, c[i].head);
	grid_row_end(d);
}

static void
body_row(struct docx *d, const struct table *t, const struct paper_row *r)
{
	static const char *const aligns[] = {
		[PAPER_LEFT] = NULL, [PAPER_RIGHT] = "right",
		[PAPER_MIDDLE] = "center",
	};
	size_t i;

	grid_row(d, 0);
	for (i = 0; i < t->n; i++)
		cell(d, t->widths[i], (r->flags & PAPER_TOTAL) ? &t->bold :
		    &t->plain, aligns[t->b->columns[i].align], 0,
		    i < r->cells.n ? r->cells.s[i] : NULL);
	grid_row_end(d);
}

void
docx_table(struct docx *d, const struct block *b)
{
	struct table t = { .b = b, .n = b->ncolumns };
	size_t	i;

	if (t.n > COLUMNS_MAX)
		t.n = COLUMNS_MAX;
	if (b->text != NULL)
		par(d, &(struct look){ .style = "Caption" }, NULL, b->text);
	if (t.n == 0)
		return;
	t.plain.size = t.bold.size = t.n > 12 ? 20 : t.n > 9 ? 22 : 24;
	t.bold.bold = 1;
	share(d, &t);
	grid_start(d, t.widths, t.n, 1, t.n > 9 ? CM / 10 : CM / 6);
	head_row(d, &t);
	for (i = 0; i < b->nrows; i++)
		body_row(d, &t, &b->rows[i]);
	grid_end(d);
}

/* ---- figures: in rows of five at most, each as wide as the page ---- */

#define FIGURES_ROW	5

static void
figure(struct docx *d, long w, const struct block *b, size_t i)
{
	const struct look middle = { .style = "TableText", .jc = "center",
	    .keep_next = 1 };

	grid_cell(d, w, 0);
	par(d, &middle, &(struct letters){ .bold = 1, .size = 36 },
	    i < b->marks.n ? b->marks.s[i] : NULL);
	par(d, &(struct look){ .style = "TableText", .jc = "center" },
	    &(struct letters){ .size = 22 },
	    i < b->lines.n ? b->lines.s[i] : NULL);
	grid_cell_end(d);
}

static void
figures_row(struct docx *d, const struct block *b, size_t from, size_t n)
{
	long	 widths[FIGURES_ROW];
	size_t	 i;

	for (i = 0; i < n; i++)
		widths[i] = page_width(d) / (long)n;
	grid_start(d, widths, n, 1, CM / 6);
	grid_row(d, 0);
	for (i = 0; i < n; i++)
		figure(d, widths[i], b, from + i);
	grid_row_end(d);
	grid_end(d);
}

void
docx_figures(struct docx *d, const struct block *b)
{
	size_t	 n = b->lines.n, rows, columns, i;

	rows = (n + FIGURES_ROW - 1) / FIGURES_ROW;
	columns = rows > 0 ? (n + rows - 1) / rows : 0;
	for (i = 0; i < n; i += columns)
		figures_row(d, b, i, n - i < columns ? n - i : columns);
}
