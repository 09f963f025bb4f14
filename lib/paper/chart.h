/*
 * A chart as a report keeps it (a value), and its picture.  The same picture
 * stands in HTML (as SVG) and in .docx (as PNG).
 *
 *	id		ASCII
 *	kind		"stacked" or "grouped": bars that lie, a category below
 *			the other, the series end to end or side by side;
 *			"columns": bars that stand, for time
 *	title, unit	what it shows, and of what ("vụ việc")
 *	categories	list of texts
 *	series		list of "label" and "values", a number or null for each
 *			category
 *	words		the same in words, for who does not see it
 */
#ifndef PAPER_CHART_H
#define PAPER_CHART_H

#include "base/apart.h"
#include "base/buf.h"
#include "base/handle.h"

/* Size of a picture, in its own units (1/96 inch). */
struct chart_size {
	int	width, height;
};

/*
 * Appends an <svg> element with viewBox, role="img", <title> and <desc>,
 * whose ids begin with the chart's id.  Series are told apart in black and
 * white, by shade and hatching, each value stands beside its bar.  CTXH_OK or
 * CTXH_ENOMEM.
 */
int	 chart_svg(ctxh *, const ctxh_value *chart, struct buf *out,
	    struct chart_size *);
/* The picture of an <svg> as PNG, scale times as large.  librsvg and cairo are
 * loaded and drawn with in a process apart, begun with the first picture and
 * ended by the caller; CTXH_EFAIL where they are missing, or give up. */
int	 picture_png(ctxh *, struct apart *, const struct buf *svg,
	    double scale, struct buf *out);

#endif
