/*
 * Tables for people, aligned by what a terminal shows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd.h"
#include "out_int.h"
#include "util.h"
#include "when.h"

static unsigned
code_point(const unsigned char **p)
{
	const unsigned char *s = *p;
	unsigned c = *s++;
	int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

	if (more > 0)
		c &= 0x3fu >> more;
	for (; more > 0 && (*s & 0xc0) == 0x80; more--)
		c = c << 6 | (*s++ & 0x3f);
	*p = s;
	return c;
}

static int
takes_no_column(unsigned c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) ||
	    (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f) ||
	    (c >= 0xfe20 && c <= 0xfe2f) || c == 0xfeff;
}

size_t
out_width(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = 0;

	while (*p != '\0')
		n += takes_no_column(code_point(&p)) ? 0 : 1;
	return n;
}

size_t
out_columns(const struct out *out)
{
	struct winsize size;

	if (!out_is_text(out) || !isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

static const char *
show_plain(const ctxh_value *cell, char *buf, size_t size)
{
	double n;

	switch (ctxh_value_kind(cell)) {
	case CTXH_NULL:
		return "";
	case CTXH_TEXT:
		return ctxh_value_str(cell);
	case CTXH_BOOL:
		return ctxh_value_is_true(cell) ? T("yes") : T("no");
	case CTXH_NUMBER:
		n = ctxh_value_num(cell);
		snprintf(buf, size, "%.*f", n == (double)(int64_t)n ? 0 : 1, n);
		return buf;
	default:
		snprintf(buf, size, "%zu", ctxh_value_count(cell));
		return buf;
	}
}

const char *
out_show_bool(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)row;
	return ctxh_value_is_true(cell) ? T("yes") :
	    ctxh_value_kind(cell) == CTXH_BOOL ? T("no") :
	    show_plain(cell, buf, size);
}

const char *
out_show_time(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *s = show_plain(cell, buf, size);
	int has_time;
	int64_t t;

	(void)ctx;
	(void)row;
	if (!when_parse(s, &t, &has_time))
		return s;
	return has_time ? when_show(t, buf, size) :
	    when_show_date(t, buf, size);
}

const char *
out_show_date(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *s = show_plain(cell, buf, size);
	int64_t t;

	(void)ctx;
	(void)row;
	return when_parse(s, &t, NULL) ? when_show_date(t, buf, size) : s;
}

const char *
out_show_sex(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *s = show_plain(cell, buf, size);

	(void)ctx;
	(void)row;
	return strcmp(s, "nam") == 0 ? T("male") :
	    strcmp(s, "nu") == 0 ? T("female") : s;
}

/* Columns without a heading are not for people. */
static const struct out_column *
next_shown(const struct out_column *c)
{
	while (c->key != NULL && c->heading == NULL)
		c++;
	return c;
}

static void
grid_begin(struct grid *g, const struct out_column *columns)
{
	const struct out_column *c;
	size_t i = 0;

	memset(g, 0, sizeof(*g));
	for (c = next_shown(columns); c->key != NULL; c = next_shown(c + 1))
		g->columns++;
	g->width = xmalloc(g->columns * sizeof(*g->width));
	g->cells = xmalloc(HELD_ROWS * g->columns * sizeof(*g->cells));
	g->styles = xmalloc(HELD_ROWS * g->columns * sizeof(*g->styles));
	for (c = next_shown(columns); c->key != NULL; c = next_shown(c + 1))
		g->width[i++] = out_width(T(c->heading));
}

static void
print_cell(struct out *out, const struct grid *g, const struct out_column *c,
    size_t column, const char *text, enum out_style style)
{
	size_t used = out_width(text), last = g->columns - 1;

	if (column > 0)
		out_puts(out, "  ");
	for (; (c->flags & OUT_RIGHT) && used < g->width[column]; used++)
		out_puts(out, " ");
	if (style != STYLE_NONE)
		out_style(out, style);
	out_puts(out, text);
	if (style != STYLE_NONE)
		out_style(out, STYLE_NONE);
	for (; column != last && used < g->width[column]; used++)
		out_puts(out, " ");
}

static void
grid_heading(struct out *out, struct grid *g, const struct out_column *columns)
{
	const struct out_column *c = next_shown(columns);

	if (g->open || g->rows == 0)
		return;
	g->open = 1;
	for (size_t i = 0; i < g->columns; i++, c = next_shown(c + 1))
		print_cell(out, g, c, i, T(c->heading), STYLE_HEAD);
	out_puts(out, "\n");
}

static void
grid_flush(struct out *out, struct grid *g, const struct out_column *columns)
{
	const struct out_column *c;
	size_t at = 0;

	grid_heading(out, g, columns);
	for (size_t r = 0; r < g->rows; r++) {
		c = next_shown(columns);
		for (size_t i = 0; i < g->columns; i++, at++) {
			print_cell(out, g, c, i, g->cells[at], g->styles[at]);
			wipe_free(g->cells[at]);
			c = next_shown(c + 1);
		}
		out_puts(out, "\n");
	}
	g->rows = 0;
}

static void
grid_row(struct out *out, struct grid *g, const struct out_column *columns,
    void *ctx, const ctxh_value *row)
{
	const struct out_column *c = next_shown(columns);
	size_t at = g->rows * g->columns, w;
	const ctxh_value *v;
	const char *s;
	char buf[256];

	for (size_t i = 0; i < g->columns; i++, at++) {
		v = ctxh_value_get(row, c->key);
		s = c->show == NULL ? show_plain(v, buf, sizeof(buf)) :
		    c->show(ctx, row, v, buf, sizeof(buf));
		g->cells[at] = xstrdup(s == buf ? cut_full(buf,
		    sizeof(buf)) : s);
		for (char *p = g->cells[at]; *p != '\0'; p++)
			if (*p == '\n' || *p == '\t')
				*p = ' ';
		g->styles[at] = c->style == NULL ? STYLE_NONE :
		    c->style(ctx, row);
		w = out_width(g->cells[at]);
		if (w > g->width[i])
			g->width[i] = w;
		c = next_shown(c + 1);
	}
	if (++g->rows == HELD_ROWS)
		grid_flush(out, g, columns);
}

void
grid_free(struct grid *g)
{
	for (size_t i = 0; i < g->rows * g->columns; i++)
		wipe_free(g->cells[i]);
	free(g->styles);
	free(g->cells);
	free(g->width);
	memset(g, 0, sizeof(*g));
}

static void
grid_end(struct out *out, struct grid *g, const struct out_column *columns)
{
	grid_flush(out, g, columns);
	grid_free(g);
}

void
out_table(struct out *out, const struct out_column *columns, void *ctx,
    const ctxh_value *list)
{
	struct grid g;
	const ctxh_value *v;

	grid_begin(&g, columns);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		grid_row(out, &g, columns, ctx, v);
	grid_end(out, &g, columns);
}

static void
text_begin(struct out *out)
{
	grid_begin(&out->grid, out->columns);
}

static void
text_row(struct out *out, const ctxh_value *row)
{
	grid_row(out, &out->grid, out->columns, out->ctx, row);
}

static void
text_end(struct out *out)
{
	grid_end(out, &out->grid, out->columns);
}

const struct printer printer_text = { text_begin, text_row, text_end, NULL };
