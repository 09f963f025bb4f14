/* Bars that lie: the series of a category end to end, or one below another. */
#include <math.h>
#include <string.h>

#include "paper/chart_inside.h"

#define LABELS_MAX	230.0	/* width of the categories' names */
#define LABEL_SIZE	12
#define LABEL_LINES	3
#define NUMBER_SIZE	11.5
#define THICK		20.0	/* a stacked bar */
#define THIN		15.0	/* one of a group */
#define GAP		10.0

struct bars {
	struct draw	*d;
	const struct chart *c;
	struct chart_scale scale;
	double		 left, right;	/* of the plot */
};

static const struct draw_font number_font = { .size = NUMBER_SIZE };
static const struct draw_font total_font = { .size = NUMBER_SIZE, .bold = 1 };

static double
labels_width(const struct chart *c)
{
	struct draw_lines lines;
	double		  w = 20;
	size_t		  k;

	for (k = 0; k < c->ncategories; k++) {
		draw_wrap(c->categories[k], LABEL_SIZE, LABELS_MAX,
		    LABEL_LINES, &lines);
		w = fmax(w, lines.width);
	}
	return w;
}

static double
number_width(double v)
{
	char text[CHART_NUMBER];

	chart_number(v, text);
	return draw_width(text, strlen(text), NUMBER_SIZE) * 1.08;
}

/* Room for the widest number beside the longest bar. */
static double
numbers_width(const struct chart *c)
{
	double	w = 0;
	size_t	i, k;

	for (k = 0; k < c->ncategories; k++) {
		w = fmax(w, number_width(chart_total(c, k)));
		for (i = 0; i < c->nseries; i++)
			w = fmax(w, number_width(c->series[i].values[k]));
	}
	return w;
}

static double
thickness(const struct chart *c)
{
	return c->kind == CHART_STACKED ? THICK : THIN * (double)c->nseries;
}

static double
row_height(const struct chart *c, size_t k)
{
	struct draw_lines lines;

	draw_wrap(c->categories[k], LABEL_SIZE, LABELS_MAX, LABEL_LINES,
	    &lines);
	return GAP + fmax(thickness(c), (double)lines.count *
	    draw_line_height(LABEL_SIZE));
}

static double
along(const struct bars *b, double v)
{
	return chart_length(v) / b->scale.top * (b->right - b->left);
}

static void
draw_label(const struct bars *b, size_t k, double middle)
{
	const struct draw_font	font = { .size = LABEL_SIZE,
	    .anchor = DRAW_END };
	struct draw_lines	lines;
	double			y;

	draw_wrap(b->c->categories[k], LABEL_SIZE, LABELS_MAX, LABEL_LINES,
	    &lines);
	y = middle + LABEL_SIZE * 0.35 -
	    (double)(lines.count > 0 ? lines.count - 1 : 0) *
	    draw_line_height(LABEL_SIZE) / 2;
	draw_texts(b->d, b->left - 8, y, font, &lines);
}

/* The number inside a bar, where there is room. */
static void
draw_inside(const struct bars *b, size_t i, double v, double x, double w,
    double y)
{
	struct draw_font font = number_font;
	char		 text[CHART_NUMBER];
	double		 need = number_width(v) + 5;

	if (w < need + 2)
		return;
	chart_number(v, text);
	font.anchor = DRAW_MIDDLE;
	font.white = draw_is_dark(i);
	if (draw_is_hatched(i))
		draw_ground(b->d, x + (w - need) / 2, y + 3, need, THICK - 6);
	draw_text(b->d, x + w / 2, y + THICK / 2 + NUMBER_SIZE * 0.36, font,
	    text, strlen(text));
}

static void
draw_end(const struct bars *b, double v, double x, double middle,
    struct draw_font font)
{
	char text[CHART_NUMBER];

	chart_number(v, text);
	draw_ground(b->d, x + 2, middle - 6, number_width(v) + 4, 12);
	draw_text(b->d, x + 5, middle + NUMBER_SIZE * 0.36, font, text,
	    strlen(text));
}

static void
draw_stack(const struct bars *b, size_t k, double y)
{
	const struct chart *c = b->c;
	char	mark[CHART_NUMBER];
	double	v, w, x = b->left;
	size_t	i;

	for (i = 0; i < c->nseries; i++) {
		v = c->series[i].values[k];
		if (!((w = along(b, v)) > 0))
			continue;
		chart_mark(i, k, mark);
		draw_box(b->d, x, y, w, THICK, i, mark);
		if (c->nseries > 1)
			draw_inside(b, i, v, x, w, y);
		x += w;
	}
	draw_end(b, chart_total(c, k), x, y + THICK / 2, total_font);
}

static void
draw_group(const struct bars *b, size_t k, double y)
{
	const struct chart *c = b->c;
	char	mark[CHART_NUMBER];
	double	v, w;
	size_t	i;

	for (i = 0; i < c->nseries; i++, y += THIN) {
		v = c->series[i].values[k];
		chart_mark(i, k, mark);
		if ((w = along(b, v)) > 0)
			draw_box(b->d, b->left, y, w, THIN, i, mark);
		draw_end(b, v, b->left + w, y + THIN / 2, number_font);
	}
}

/* Thin lines at round numbers, which stand below them as far as there is room
 * for each. */
static void
draw_grid(const struct bars *b, double y, double bottom)
{
	const struct draw_font font = { .size = 11, .anchor = DRAW_MIDDLE };
	char	text[CHART_NUMBER];
	double	v, x, half, taken = 0;
	size_t	i, n = (size_t)lround(b->scale.top / b->scale.step);

	for (i = 0; i <= n; i++) {
		v = (double)i * b->scale.step;
		x = b->left + along(b, v);
		draw_line(b->d, x, y, x, bottom, i == 0 ? CHART_INK :
		    CHART_GRID);
		if (x - (half = number_width(v) / 2) < taken)
			continue;
		taken = x + half + 4;
		chart_number(v, text);
		draw_text(b->d, x, bottom + 14, font, text, strlen(text));
	}
}

double
chart_bars(struct draw *d, const struct chart *c, double y)
{
	struct bars	b = { .d = d, .c = c };
	double		bottom = y, height;
	size_t		k;

	b.left = CHART_MARGIN + labels_width(c) + 8;
	b.right = CHART_RIGHT - numbers_width(c) - 8;
	b.scale = chart_scale(chart_max(c), chart_is_whole(c));
	for (k = 0; k < c->ncategories; k++)
		bottom += row_height(c, k);
	draw_grid(&b, y, bottom);
	for (k = 0; k < c->ncategories; k++) {
		height = row_height(c, k);
		draw_label(&b, k, y + height / 2);
		if (c->kind == CHART_STACKED)
			draw_stack(&b, k, y + (height - thickness(c)) / 2);
		else
			draw_group(&b, k, y + (height - thickness(c)) / 2);
		y += height;
	}
	return bottom + 20;
}
