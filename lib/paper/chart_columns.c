/* Bars that stand, for time. */
#include <math.h>
#include <string.h>

#include "paper/chart_inside.h"

#define SIZE		11	/* of all texts */
#define HEIGHT		190.0	/* of the plot */
#define NAME_LINES	3
#define NAME_UPWARDS	130.0	/* a name that is written upwards */
#define BAR_MAX		34.0
#define NUMBERS		4	/* series that are told apart side by side */

struct columns {
	struct draw	*d;
	const struct chart *c;
	struct chart_scale scale;
	double		 left, bottom;	/* of the plot */
	double		 slot, bar;	/* of a category, of one series in it */
	int		 upwards;	/* numbers */
	int		 names_upwards;
};

static double
number_width(double v)
{
	char text[CHART_NUMBER];

	chart_number(v, text);
	return draw_width(text, strlen(text), SIZE);
}

static double
widest(const struct chart *c)
{
	double	w = 0;
	size_t	i, k;

	for (i = 0; i < c->nseries; i++)
		for (k = 0; k < c->ncategories; k++)
			w = fmax(w, number_width(c->series[i].values[k]));
	return w;
}

static void
place(struct columns *p, const struct chart *c)
{
	memset(p, 0, sizeof(*p));
	p->c = c;
	p->scale = chart_scale(chart_max(c), chart_is_whole(c));
	p->left = CHART_MARGIN + fmax(number_width(p->scale.top),
	    number_width(p->scale.step)) + 6;
	p->slot = (CHART_RIGHT - p->left) / (double)c->ncategories;
	p->bar = fmin(BAR_MAX, p->slot * 0.8 / (double)c->nseries);
	p->upwards = widest(c) > (c->nseries > 1 ? p->bar : p->slot - 2);
}

static int
names_fit(const struct columns *p)
{
	struct draw_lines lines;
	size_t		  k;

	for (k = 0; k < p->c->ncategories; k++) {
		draw_wrap(p->c->categories[k], SIZE, p->slot - 4, NAME_LINES,
		    &lines);
		if (lines.cut || lines.broken)
			return 0;
	}
	return 1;
}

static double
longest_name(const struct chart *c)
{
	double	w = 0;
	size_t	k;

	for (k = 0; k < c->ncategories; k++)
		w = fmax(w, draw_width(c->categories[k],
		    strlen(c->categories[k]), SIZE));
	return w;
}

int
chart_columns_fit(const struct chart *c)
{
	struct columns p;

	if (c->nseries > NUMBERS)
		return 0;
	place(&p, c);
	if (p.bar < SIZE && p.upwards && c->nseries > 1)
		return 0;
	return names_fit(&p) || (p.slot > SIZE * 1.2 &&
	    longest_name(c) <= NAME_UPWARDS);
}

static double
above(const struct columns *p, double v)
{
	return chart_length(v) / p->scale.top * HEIGHT;
}

static void
draw_grid(const struct columns *p)
{
	const struct draw_font font = { .size = SIZE, .anchor = DRAW_END };
	char	text[CHART_NUMBER];
	double	v, y;
	size_t	i, n = (size_t)lround(p->scale.top / p->scale.step);

	for (i = 0; i <= n; i++) {
		v = (double)i * p->scale.step;
		y = p->bottom - above(p, v);
		draw_line(p->d, p->left, y, CHART_RIGHT, y, i == 0 ?
		    CHART_INK : CHART_GRID);
		chart_number(v, text);
		draw_text(p->d, p->left - 5, y + SIZE * 0.36, font, text,
		    strlen(text));
	}
}

/* A number above its bar, on white where it would cross a line. */
static void
draw_value(const struct columns *p, double v, double middle, double y)
{
	struct draw_font font = { .size = SIZE, .upwards = p->upwards };
	char	text[CHART_NUMBER];
	double	w = number_width(v);

	chart_number(v, text);
	if (p->upwards) {
		draw_ground(p->d, middle - SIZE * 0.5, y - w - 4, SIZE, w + 3);
		draw_text(p->d, middle + SIZE * 0.36, y - 4, font, text,
		    strlen(text));
		return;
	}
	font.anchor = DRAW_MIDDLE;
	draw_ground(p->d, middle - w / 2, y - SIZE - 2, w, SIZE + 1);
	draw_text(p->d, middle, y - 4, font, text, strlen(text));
}

static void
draw_category(const struct columns *p, size_t k)
{
	const struct chart *c = p->c;
	char	mark[CHART_NUMBER];
	double	height, v, x;
	size_t	i;

	x = p->left + p->slot * ((double)k + 0.5) -
	    p->bar * (double)c->nseries / 2;
	for (i = 0; i < c->nseries; i++, x += p->bar) {
		v = c->series[i].values[k];
		height = above(p, v);
		draw_value(p, v, x + p->bar / 2, p->bottom - height);
		chart_mark(i, k, mark);
		if (height > 0)
			draw_box(p->d, x, p->bottom - height, p->bar, height,
			    i, mark);
	}
}

static double
draw_name_of(const struct columns *p, size_t k)
{
	struct draw_font  font = { .size = SIZE, .anchor = DRAW_MIDDLE };
	struct draw_lines lines;
	const char	 *name = p->c->categories[k];
	double		  middle = p->left + p->slot * ((double)k + 0.5);

	if (p->names_upwards) {
		font.upwards = 1;
		font.anchor = DRAW_END;
		draw_text(p->d, middle + SIZE * 0.36, p->bottom + 6, font,
		    name, strlen(name));
		return draw_width(name, strlen(name), SIZE) + 10;
	}
	draw_wrap(name, SIZE, p->slot - 4, NAME_LINES, &lines);
	draw_texts(p->d, middle, p->bottom + 14, font, &lines);
	return 6 + (double)lines.count * draw_line_height(SIZE);
}

double
chart_columns(struct draw *d, const struct chart *c, double y)
{
	struct columns	p;
	double		names = 0;
	size_t		k;

	place(&p, c);
	p.d = d;
	p.names_upwards = !names_fit(&p);
	p.bottom = y + HEIGHT + (p.upwards ? widest(c) + 6 : SIZE + 4);
	draw_grid(&p);
	for (k = 0; k < c->ncategories; k++)
		draw_category(&p, k);
	for (k = 0; k < c->ncategories; k++)
		names = fmax(names, draw_name_of(&p, k));
	return p.bottom + names + 4;
}
