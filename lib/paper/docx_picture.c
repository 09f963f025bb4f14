/* Charts of a .docx, as pictures; who does not see them is read their words. */
#include <stdio.h>

#include "paper/chart.h"
#include "paper/docx.h"

#define DRAWING	"http://schemas.openxmlformats.org/drawingml/2006/"
#define EMU	9525	/* in 1/96 inch, the unit of a chart */
#define EMU_CM	360000
#define WIDEST	16	/* cm */
#define SCALE	1.5	/* a printer has finer points than a screen */

struct extent {
	long	width, height;	/* EMU */
};

static struct extent
extent_of(struct chart_size size)
{
	struct extent e = { (long)size.width * EMU, (long)size.height * EMU };

	if (e.width > (long)WIDEST * EMU_CM) {
		e.height = (long)((double)e.height * WIDEST * EMU_CM /
		    (double)e.width);
		e.width = (long)WIDEST * EMU_CM;
	}
	return e;
}

static void
extent(struct xmlout *x, const char *name, struct extent e)
{
	xmlout_start(x, name);
	xmlout_attr_int(x, "cx", e.width);
	xmlout_attr_int(x, "cy", e.height);
	xmlout_end(x);
}

static void
named(struct docx *d, const char *element)
{
	char name[32];

	(void)snprintf(name, sizeof(name), "Picture %d", d->pictures);
	xmlout_start(d->x, element);
	xmlout_attr_int(d->x, "id", d->pictures);
	xmlout_attr(d->x, "name", name);
}

static void
told(struct xmlout *x, const char *attr, const ctxh_value *text)
{
	if (ctxh_value_str(text) != NULL)
		xmlout_attr(x, attr, ctxh_value_str(text));
}

static void
fill(struct docx *d)
{
	struct xmlout	*x = d->x;
	char		 id[32];

	(void)snprintf(id, sizeof(id), "rId%d", PICTURE_ID + d->pictures);
	xmlout_start(x, "pic:blipFill");
	xmlout_leaf(x, "a:blip", "r:embed", id, NULL);
	xmlout_start(x, "a:stretch");
	xmlout_leaf(x, "a:fillRect", NULL);
	xmlout_end(x);
	xmlout_end(x);
}

static void
shape(struct xmlout *x, struct extent e)
{
	xmlout_start(x, "pic:spPr");
	xmlout_start(x, "a:xfrm");
	xmlout_leaf(x, "a:off", "x", "0", "y", "0", NULL);
	extent(x, "a:ext", e);
	xmlout_end(x);
	xmlout_start(x, "a:prstGeom");
	xmlout_attr(x, "prst", "rect");
	xmlout_leaf(x, "a:avLst", NULL);
	xmlout_end(x);
	xmlout_end(x);
}

static void
graphic(struct docx *d, struct extent e)
{
	struct xmlout *x = d->x;

	xmlout_start(x, "a:graphic");
	xmlout_attr(x, "xmlns:a", DRAWING "main");
	xmlout_start(x, "a:graphicData");
	xmlout_attr(x, "uri", DRAWING "picture");
	xmlout_start(x, "pic:pic");
	xmlout_attr(x, "xmlns:pic", DRAWING "picture");
	xmlout_start(x, "pic:nvPicPr");
	named(d, "pic:cNvPr");
	xmlout_end(x);
	xmlout_leaf(x, "pic:cNvPicPr", NULL);
	xmlout_end(x);
	fill(d);
	shape(x, e);
	xmlout_end(x);
	xmlout_end(x);
	xmlout_end(x);
}

static void
drawing(struct docx *d, const ctxh_value *chart, struct extent e)
{
	struct xmlout *x = d->x;

	par_start(d, &(struct look){ .jc = "center", .before = 6 * POINT,
	    .after = 6 * POINT });
	xmlout_start(x, "w:r");
	xmlout_start(x, "w:drawing");
	xmlout_start(x, "wp:inline");
	xmlout_attr(x, "xmlns:wp", DRAWING "wordprocessingDrawing");
	xmlout_attr(x, "distT", "0");
	xmlout_attr(x, "distB", "0");
	xmlout_attr(x, "distL", "0");
	xmlout_attr(x, "distR", "0");
	extent(x, "wp:extent", e);
	named(d, "wp:docPr");
	told(x, "descr", ctxh_value_get(chart, "words"));
	told(x, "title", ctxh_value_get(chart, "title"));
	xmlout_end(x);
	graphic(d, e);
	xmlout_end(x);
	xmlout_end(x);
	xmlout_end(x);
	par_end(d);
}

static int
put_picture(struct docx *d, const ctxh_value *chart, struct chart_size *size)
{
	struct buf	 svg = { 0 }, png = { 0 };
	char		 name[40];
	int		 rc;

	(void)snprintf(name, sizeof(name), "word/media/image%d.png",
	    d->pictures);
	if ((rc = chart_svg(d->h, chart, &svg, size)) == CTXH_OK &&
	    (rc = picture_png(d->h, &d->painter, &svg, SCALE,
	    &png)) == CTXH_OK)
		rc = zipout_add(d->zip, name, &png);
	buf_free(&png);
	buf_free(&svg);
	return rc;
}

void
docx_chart(struct docx *d, const struct block *b)
{
	struct chart_size size = { 0, 0 };

	d->pictures++;
	d->status = put_picture(d, b->chart, &size);
	if (d->status == CTXH_OK)
		drawing(d, b->chart, extent_of(size));
}
