#include "paper/draw.h"

#include <math.h>

#include <utf8proc.h>

#include "paper/markup.h"
#include "text/utf8.h"

#define HORN	0x31b
#define MARGIN	1.05	/* another font may be wider */

/* From ' ' on, in thousandths of the size: those of Arial and its kin. */
static const short advances[] = {
	277, 277, 354, 556, 556, 889, 666, 190, 333, 333, 389, 583,
	277, 333, 277, 277, 556, 556, 556, 556, 556, 556, 556, 556,
	556, 556, 277, 277, 583, 583, 583, 556, 1015, 666, 666, 722,
	722, 666, 610, 777, 722, 277, 500, 666, 556, 833, 722, 777,
	666, 777, 722, 666, 610, 722, 666, 943, 666, 666, 610, 277,
	277, 277, 469, 556, 333, 556, 556, 500, 556, 556, 277, 556,
	556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
	277, 556, 500, 722, 500, 500, 500, 333, 259, 333, 583,
};

void
draw_name(struct draw *d, const char *id)
{
	size_t n = 0;

	for (; id != NULL && *id != '\0' && n < DRAW_ID; id++)
		if ((*id >= 'a' && *id <= 'z') || (*id >= '0' && *id <= '9') ||
		    *id == '-')
			d->id[n++] = *id;
	d->id[n] = '\0';
	if (n == 0)
		memcpy(d->id, "chart", sizeof("chart"));
}

void
draw_number(struct buf *b, double v)
{
	long tenths = lround(v * 10);

	if (tenths < 0)
		buf_byte(b, '-');
	tenths = tenths < 0 ? -tenths : tenths;
	buf_fmt(b, "%ld", tenths / 10);
	if (tenths % 10 != 0)
		buf_fmt(b, ".%ld", tenths % 10);
}

/* ---- how wide texts are ---- */

/* A letter with marks is as wide as without, but that a horn stands out. */
static double
advance(uint32_t c)
{
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t n;
	int	bound = 0;

	if (c >= ' ' && c < 0x7f)
		return advances[c - ' '];
	if (c >= 0x300 && c < 0x370)
		return 0;
	if (c >= 0x2e80)
		return 1000;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
	    UTF8PROC_DECOMPOSE, &bound);
	if (n > 1 && n <= 8 && parts[0] > ' ' && parts[0] < 0x7f)
		return advances[parts[0] - ' '] + (parts[1] == HORN ? 100 : 0);
	return 722;
}

double
draw_width(const char *s, size_t n, double size)
{
	const char	*end = s + n;
	double		 w = 0;

	while (s < end)
		w += advance(utf8_next(&s, end));
	return w * size * MARGIN / 1000;
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* How much of the text goes onto one line: all words that fit, or as many
 * letters of a word that is too long. */
static size_t
line_take(const char *s, const char *end, double size, double width,
    int *broken)
{
	const char	*p = s, *fits = NULL, *at = s;
	double		 w = 0;

	while (p < end) {
		if (is_blank(*p) && p > s)
			fits = p;
		at = p;
		w += advance(utf8_next(&p, end)) * size * MARGIN / 1000;
		if (w > width && !is_blank(*at)) {
			if (fits != NULL)
				return (size_t)(fits - s);
			*broken = 1;
			return (size_t)((at > s ? at : p) - s);
		}
	}
	return (size_t)(end - s);
}

void
draw_wrap(const char *s, double size, double width, size_t max,
    struct draw_lines *l)
{
	const char	*end;
	double		 w;
	size_t		 n;

	memset(l, 0, sizeof(*l));
	for (s = s != NULL ? s : "", end = s + strlen(s); l->count < max;) {
		while (s < end && is_blank(*s))
			s++;
		if (s == end)
			return;
		n = line_take(s, end, size, width, &l->broken);
		w = draw_width(s, n, size);
		l->width = w > l->width ? w : l->width;
		l->s[l->count] = s;
		l->n[l->count++] = n;
		s += n;
	}
	while (s < end && is_blank(*s))
		s++;
	l->cut = s < end;
}

/* ---- shapes ---- */

static void
attribute(struct buf *b, const char *name, double v)
{
	buf_fmt(b, " %s=\"", name);
	draw_number(b, v);
	buf_byte(b, '"');
}

static void
text_begin(struct draw *d, double x, double y, struct draw_font f)
{
	static const char *const anchors[] = { "", "middle", "end" };

	buf_str(d->out, "<text");
	if (f.upwards) {
		buf_str(d->out, " transform=\"translate(");
		draw_number(d->out, x);
		buf_byte(d->out, ' ');
		draw_number(d->out, y);
		buf_str(d->out, ") rotate(-90)\"");
	} else {
		attribute(d->out, "x", x);
		attribute(d->out, "y", y);
	}
	attribute(d->out, "font-size", f.size);
	if (f.anchor != DRAW_START)
		buf_fmt(d->out, " text-anchor=\"%s\"", anchors[f.anchor]);
	if (f.bold)
		buf_str(d->out, " font-weight=\"bold\"");
	if (f.white)
		buf_str(d->out, " fill=\"#fff\"");
	buf_byte(d->out, '>');
}

void
draw_text(struct draw *d, double x, double y, struct draw_font f,
    const char *s, size_t n)
{
	text_begin(d, x, y, f);
	markup_put(d->out, s, n);
	buf_str(d->out, "</text>\n");
}

double
draw_line_height(double size)
{
	return size * 1.25;
}

void
draw_texts(struct draw *d, double x, double y, struct draw_font f,
    const struct draw_lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		text_begin(d, x, y + (double)i * draw_line_height(f.size), f);
		markup_put(d->out, l->s[i], l->n[i]);
		if (l->cut && i + 1 == l->count)
			buf_str(d->out, "…");
		buf_str(d->out, "</text>\n");
	}
}

void
draw_line(struct draw *d, double x1, double y1, double x2, double y2,
    const char *colour)
{
	buf_str(d->out, "<line");
	attribute(d->out, "x1", x1);
	attribute(d->out, "y1", y1);
	attribute(d->out, "x2", x2);
	attribute(d->out, "y2", y2);
	buf_fmt(d->out, " stroke=\"%s\" stroke-width=\"0.8\"/>\n", colour);
}

void
draw_box(struct draw *d, double x, double y, double width, double height,
    size_t fill, const char *attributes)
{
	static const char *const plain[DRAW_FILLS] = {
		"#3a3a3a", NULL, "#c4c4c4", NULL, NULL, "#fff", NULL, NULL
	};

	fill %= DRAW_FILLS;
	buf_str(d->out, "<rect");
	attribute(d->out, "x", x);
	attribute(d->out, "y", y);
	attribute(d->out, "width", width);
	attribute(d->out, "height", height);
	if (plain[fill] != NULL)
		buf_fmt(d->out, " fill=\"%s\"", plain[fill]);
	else
		buf_fmt(d->out, " fill=\"url(#%s-p%zu)\"", d->id, fill);
	buf_fmt(d->out, " stroke=\"#000\" stroke-width=\"0.8\"%s/>\n",
	    attributes);
}

void
draw_ground(struct draw *d, double x, double y, double width, double height)
{
	buf_str(d->out, "<rect");
	attribute(d->out, "x", x);
	attribute(d->out, "y", y);
	attribute(d->out, "width", width);
	attribute(d->out, "height", height);
	buf_str(d->out, " fill=\"#fff\"/>\n");
}

/* ---- fills ---- */

/* What stands in a tile of six by six; those that slant are turned. */
static const struct {
	const char	*turn, *inside;
} tiles[DRAW_FILLS] = {
	{ NULL, NULL },
	{ " patternTransform=\"rotate(45)\"",
	    "<line x1=\"1\" y1=\"0\" x2=\"1\" y2=\"6\" stroke=\"#000\" "
	    "stroke-width=\"1.4\"/>" },
	{ NULL, NULL },
	{ "", "<circle cx=\"1.5\" cy=\"1.5\" r=\"1\"/>"
	    "<circle cx=\"4.5\" cy=\"4.5\" r=\"1\"/>" },
	{ " patternTransform=\"rotate(-45)\"",
	    "<line x1=\"1.5\" y1=\"0\" x2=\"1.5\" y2=\"6\" stroke=\"#000\" "
	    "stroke-width=\"3\"/>" },
	{ NULL, NULL },
	{ "", "<line x1=\"0\" y1=\"2\" x2=\"6\" y2=\"2\" stroke=\"#000\" "
	    "stroke-width=\"1.2\"/>" },
	{ " patternTransform=\"rotate(45)\"",
	    "<path d=\"M1 0V6M0 1H6\" stroke=\"#000\" "
	    "stroke-width=\"1\"/>" },
};

void
draw_patterns(struct draw *d, size_t n)
{
	size_t i;

	buf_str(d->out, "<defs>\n");
	for (i = 0; i < n && i < DRAW_FILLS; i++) {
		if (tiles[i].inside == NULL)
			continue;
		buf_fmt(d->out, "<pattern id=\"%s-p%zu\" width=\"6\" "
		    "height=\"6\" patternUnits=\"userSpaceOnUse\"%s>"
		    "<rect width=\"6\" height=\"6\" fill=\"#fff\"/>%s"
		    "</pattern>\n", d->id, i, tiles[i].turn, tiles[i].inside);
	}
	buf_str(d->out, "</defs>\n");
}

int
draw_is_dark(size_t fill)
{
	return fill % DRAW_FILLS == 0;
}

int
draw_is_hatched(size_t fill)
{
	return tiles[fill % DRAW_FILLS].inside != NULL;
}
