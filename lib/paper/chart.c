#include "paper/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "paper/chart_inside.h"
#include "paper/markup.h"

#define FONTS		"Liberation Sans, Arial, Helvetica, sans-serif"
#define NO_FIGURES	"Không có số liệu"
#define TITLE_SIZE	15
#define TEXT_SIZE	12
#define SWATCH		20

/* ---- the value ---- */

static const char *
text_of(const ctxh_value *v, const char *key)
{
	const char *s = get_text(v, key);

	return s != NULL ? s : "";
}

static enum chart_kind
kind_of(const ctxh_value *v)
{
	const char *s = text_of(v, "kind");

	if (strcmp(s, "columns") == 0)
		return CHART_COLUMNS;
	return strcmp(s, "grouped") == 0 ? CHART_GROUPED : CHART_STACKED;
}

static void
read_values(const ctxh_value *list, double *values, size_t n)
{
	const ctxh_value *v = ctxh_value_first(list);
	size_t		  i;

	for (i = 0; i < n; i++) {
		values[i] = ctxh_value_kind(v) == CTXH_NUMBER ?
		    ctxh_value_num(v) : NAN;
		v = v != NULL ? ctxh_value_next(v) : NULL;
	}
}

/* One more of each, so that an empty list is no failed allocation. */
static int
read_series(struct chart *c, const ctxh_value *list)
{
	const ctxh_value	*v;
	struct chart_series	*s;

	c->series = calloc(ctxh_value_count(list) + 1, sizeof(*c->series));
	if (c->series == NULL)
		return -1;
	VALUE_EACH(v, list) {
		s = &c->series[c->nseries++];
		s->label = text_of(v, "label");
		s->values = calloc(c->ncategories + 1, sizeof(*s->values));
		if (s->values == NULL)
			return -1;
		read_values(ctxh_value_get(v, "values"), s->values,
		    c->ncategories);
	}
	return 0;
}

static int
chart_read(struct chart *c, const ctxh_value *v)
{
	const ctxh_value *list = ctxh_value_get(v, "categories"), *item;
	const char	 *s;

	c->kind = kind_of(v);
	c->title = text_of(v, "title");
	c->unit = text_of(v, "unit");
	c->words = text_of(v, "words");
	c->categories = calloc(ctxh_value_count(list) + 1,
	    sizeof(*c->categories));
	if (c->categories == NULL)
		return -1;
	VALUE_EACH(item, list) {
		s = ctxh_value_str(item);
		c->categories[c->ncategories++] = s != NULL ? s : "";
	}
	return read_series(c, ctxh_value_get(v, "series"));
}

static void
chart_clear(struct chart *c)
{
	size_t i;

	for (i = 0; i < c->nseries; i++)
		free(c->series[i].values);
	free(c->series);
	free(c->categories);
}

/* ---- what stands above the bars ---- */

/* What is counted, on one line. */
static void
draw_unit(struct draw *d, const struct chart *c, double y)
{
	const struct draw_font plain = { .size = TEXT_SIZE };
	struct draw_lines lines;
	struct buf	 text = { 0 };

	buf_str(&text, "Đơn vị tính: ");
	buf_str(&text, c->unit);
	draw_wrap(buf_failed(&text) ? "" : text.data, TEXT_SIZE,
	    CHART_RIGHT - CHART_MARGIN, 1, &lines);
	draw_texts(d, CHART_MARGIN, y, plain, &lines);
	d->out->failed |= buf_failed(&text);
	buf_free(&text);
}

static double
draw_heading(struct draw *d, const struct chart *c, double y)
{
	const struct draw_font bold = { .size = TITLE_SIZE, .bold = 1 };
	struct draw_lines lines;

	/* Bold letters are wider. */
	draw_wrap(c->title, TITLE_SIZE, (CHART_RIGHT - CHART_MARGIN) / 1.08,
	    DRAW_LINES, &lines);
	draw_texts(d, CHART_MARGIN, y + TITLE_SIZE, bold, &lines);
	y += (double)lines.count * draw_line_height(TITLE_SIZE) + 2;
	if (*c->unit == '\0')
		return y + 4;
	draw_unit(d, c, y + TEXT_SIZE);
	return y + draw_line_height(TEXT_SIZE) + 4;
}

static double
legend_item(struct draw *d, const struct chart *c, size_t i, double *x,
    double y)
{
	const struct draw_font plain = { .size = TEXT_SIZE };
	const double	 most = CHART_RIGHT - CHART_MARGIN - SWATCH - 6;
	struct draw_lines lines;
	double		 height;

	draw_wrap(c->series[i].label, TEXT_SIZE, most, 2, &lines);
	height = draw_line_height(TEXT_SIZE);
	if (*x > CHART_MARGIN && *x + SWATCH + 6 + lines.width > CHART_RIGHT) {
		*x = CHART_MARGIN;
		y += height + 4;
	}
	draw_box(d, *x, y, SWATCH, TEXT_SIZE, i, "");
	draw_texts(d, *x + SWATCH + 6, y + TEXT_SIZE - 2, plain, &lines);
	*x += SWATCH + 6 + lines.width + 20;
	return lines.count > 1 ? y + height : y;
}

static double
draw_legend(struct draw *d, const struct chart *c, double y)
{
	double	x = CHART_MARGIN;
	size_t	i;

	if (c->nseries == 1 && *c->series[0].label == '\0')
		return y;
	for (i = 0; i < c->nseries; i++)
		y = legend_item(d, c, i, &x, y);
	return y + draw_line_height(TEXT_SIZE) + 8;
}

static double
draw_body(struct draw *d, const struct chart *c)
{
	const struct draw_font plain = { .size = TEXT_SIZE };
	double y = draw_heading(d, c, CHART_MARGIN / 2);

	if (!(chart_max(c) > 0)) {
		draw_text(d, CHART_MARGIN, y + 18, plain, NO_FIGURES,
		    strlen(NO_FIGURES));
		return y + 30;
	}
	draw_patterns(d, c->nseries);
	y = draw_legend(d, c, y);
	if (c->kind == CHART_COLUMNS && chart_columns_fit(c))
		return chart_columns(d, c, y);
	return chart_bars(d, c, y);
}

/* ---- the picture ---- */

static void
svg_begin(struct draw *d, const struct chart *c, int height)
{
	buf_fmt(d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" "
	    "aria-labelledby=\"%s-t %s-d\" font-family=\"" FONTS "\" "
	    "fill=\"#000\">\n<title id=\"%s-t\">", (int)CHART_WIDTH, height,
	    (int)CHART_WIDTH, height, d->id, d->id, d->id);
	markup_str(d->out, c->title);
	buf_fmt(d->out, "</title>\n<desc id=\"%s-d\">", d->id);
	markup_str(d->out, c->words);
	buf_str(d->out, "</desc>\n");
	draw_ground(d, 0, 0, CHART_WIDTH, height);
}

int
chart_svg(ctxh *h, const ctxh_value *value, struct buf *out,
    struct chart_size *size)
{
	struct chart	 c = { 0 };
	struct buf	 body = { 0 };
	struct draw	 d = { .out = &body };
	int		 rc = CTXH_ENOMEM;

	if (chart_read(&c, value) != 0)
		goto done;
	draw_name(&d, get_text(value, "id"));
	/* How high it is, is known when all is drawn. */
	size->width = (int)CHART_WIDTH;
	size->height = (int)ceil(draw_body(&d, &c) + CHART_MARGIN / 2);
	d.out = out;
	svg_begin(&d, &c, size->height);
	if (!buf_failed(&body))
		buf_add(out, body.data, body.len);
	buf_str(out, "</svg>\n");
	if (!buf_failed(&body) && !buf_failed(out))
		rc = CTXH_OK;
done:
	buf_free(&body);
	chart_clear(&c);
	return rc == CTXH_OK ? rc : fail_nomem(h);
}
