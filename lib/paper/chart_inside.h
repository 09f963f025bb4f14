/* What the parts of a chart share. */
#ifndef PAPER_CHART_INSIDE_H
#define PAPER_CHART_INSIDE_H

#include "ctxh.h"
#include "paper/draw.h"

#define CHART_WIDTH	640.0
#define CHART_MARGIN	12.0
#define CHART_RIGHT	(CHART_WIDTH - CHART_MARGIN)
#define CHART_MOST	1e15	/* beyond it digits are lost */
#define CHART_GRID	"#bbb"
#define CHART_INK	"#000"
#define CHART_NUMBER	48	/* room for a number as text */

enum chart_kind { CHART_STACKED, CHART_GROUPED, CHART_COLUMNS };

struct chart_series {
	const char	*label;
	double		*values;	/* NAN: not known */
};

/* A chart as it was read; its texts are the value's. */
struct chart {
	enum chart_kind	 kind;
	const char	*title, *unit, *words;
	const char	**categories;
	size_t		 ncategories;
	struct chart_series *series;
	size_t		 nseries;
};

/* From 0 to a round number, in round steps. */
struct chart_scale {
	double	top, step;
};

struct chart_scale chart_scale(double max, int whole);
/* Whether every number is a whole one. */
int	 chart_is_whole(const struct chart *);
/* A number as it is written in Vietnamese; an unknown one is a dash. */
void	 chart_number(double, char text[CHART_NUMBER]);
double	 chart_length(double);
/* A category's sum; NAN where none of it is known. */
double	 chart_total(const struct chart *, size_t category);
/* The largest of what stands alone: a sum where bars are stacked. */
double	 chart_max(const struct chart *);
/* The attributes that say which value a bar shows. */
void	 chart_mark(size_t series, size_t category, char text[CHART_NUMBER]);

/* Each draws below y and returns where it ended. */
double	 chart_bars(struct draw *, const struct chart *, double y);
double	 chart_columns(struct draw *, const struct chart *, double y);
/* Whether each column has room for its name. */
int	 chart_columns_fit(const struct chart *);

#endif
