/*
 * A table of a report as text.  Heads are wrapped over several lines; where
 * the columns do not fit side by side, the table goes on in further blocks
 * that repeat the rows' labels.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

#define LINES	8		/* of a head or label, at most */
#define BLOCK	32		/* columns of a block, at most */
#define HEAD	3		/* lines of a head, if it can be */

/* Text wrapped at blanks; the lines are parts of the text. */
struct wrapped {
	const char	*line[LINES];
	size_t		 len[LINES];
	size_t		 n;
};

static size_t
width_of(const char *s, size_t len)
{
	char *part = xstrndup(s, len);
	size_t w = out_width(part);

	free(part);
	return w;
}

static void
wrap(struct wrapped *w, const char *s, size_t width)
{
	size_t len, next;

	w->n = 0;
	while (*s != '\0' && w->n < LINES) {
		len = strcspn(s, " ");
		while (s[len] == ' ') {
			next = len + 1 + strcspn(s + len + 1, " ");
			if (width_of(s, next) > width && w->n < LINES - 1)
				break;
			len = next;
		}
		w->line[w->n] = s;
		w->len[w->n++] = len;
		s += len;
		s += strspn(s, " ");
	}
}

static size_t
longest_line(const struct wrapped *w)
{
	size_t most = 0, len;

	for (size_t i = 0; i < w->n; i++) {
		len = width_of(w->line[i], w->len[i]);
		most = len > most ? len : most;
	}
	return most;
}

const char *
report_show_cell(const ctxh_value *cell, char *buf, size_t size)
{
	double n = ctxh_value_num(cell);

	switch (ctxh_value_kind(cell)) {
	case CTXH_NULL:
		return "-";
	case CTXH_TEXT:
		return ctxh_value_str(cell);
	default:
		if (n == (double)(int64_t)n) {
			snprintf(buf, size, "%lld", (long long)n);
			return buf;
		}
		/* a Vietnamese reader's decimal comma */
		snprintf(buf, size, "%.1f", n);
		for (char *p = buf; *p != '\0'; p++)
			if (*p == '.')
				*p = ',';
		return buf;
	}
}

static const ctxh_value *
nth(const ctxh_value *list, size_t n)
{
	const ctxh_value *v = ctxh_value_first(list);

	while (v != NULL && n-- > 0)
		v = ctxh_value_next(v);
	return v;
}

const ctxh_value *
report_cell(const ctxh_value *row, size_t column)
{
	return nth(ctxh_value_get(row, "cells"), column);
}

/* A column as wide as its longest cell, and its head in a few lines. */
static size_t
column_width(const ctxh_value *table, const char *label, size_t column)
{
	const ctxh_value *row;
	struct wrapped head;
	size_t width = 3, w;
	char buf[32];

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		w = out_width(report_show_cell(report_cell(row, column), buf,
		    sizeof(buf)));
		width = w > width ? w : width;
	}
	wrap(&head, label, width);
	while (head.n > HEAD)
		wrap(&head, label, ++width);
	w = longest_line(&head);
	return w > width ? w : width;
}

static size_t
label_width(const ctxh_value *table)
{
	const ctxh_value *row;
	size_t most = 10, w;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		w = out_width(val_str(row, "label"));
		most = w > most ? w : most;
	}
	return most > REPORT_LABEL ? REPORT_LABEL : most;
}

/* ---- printing ---- */

struct block {
	const ctxh_value *table;
	size_t		 label;		/* width */
	size_t		*width;		/* of all columns */
	size_t		 from, to;	/* columns of this block */
};

static void
pad_left(struct out *out, const char *s, size_t width)
{
	size_t w = out_width(s);

	out_pad(out, "", w < width ? width - w : 0);
	out_puts(out, s);
}

/* Nothing follows behind a line's last word. */
static void
print_trimmed(struct out *out, struct str *line)
{
	while (line->len > 0 && line->s[line->len - 1] == ' ')
		line->s[--line->len] = '\0';
	out_puts(out, line->s);
	out_puts(out, "\n");
	line->len = 0;
}

static void
add_pad(struct str *line, size_t n)
{
	while (n-- > 0)
		str_puts(line, " ");
}

static void
add_head(struct str *line, const struct wrapped *w, size_t at, size_t width)
{
	char *s = at < w->n ? xstrndup(w->line[at], w->len[at]) : xstrdup("");
	size_t used = out_width(s);

	add_pad(line, 2 + (used < width ? width - used : 0));
	str_puts(line, s);
	free(s);
}

/* Heads end on one line, just above the numbers. */
static void
print_heads(struct out *out, const struct block *b)
{
	const ctxh_value *columns = ctxh_value_get(b->table, "columns");
	struct wrapped heads[BLOCK], *h;
	struct str text = { 0 };
	size_t tall = 0;

	for (size_t i = b->from; i < b->to; i++) {
		h = &heads[i - b->from];
		wrap(h, val_str(nth(columns, i), "label"), b->width[i]);
		tall = h->n > tall ? h->n : tall;
	}
	out_style(out, STYLE_HEAD);
	for (size_t line = 0; line < tall; line++) {
		add_pad(&text, b->label + 2);
		for (size_t i = b->from; i < b->to; i++) {
			h = &heads[i - b->from];
			add_head(&text, h, line + h->n - tall, b->width[i]);
		}
		print_trimmed(out, &text);
	}
	out_style(out, STYLE_NONE);
	free(text.s);
}

static void
print_rule(struct out *out, const struct block *b)
{
	size_t width = b->label + 2;

	for (size_t i = b->from; i < b->to; i++)
		width += b->width[i] + 2;
	out_puts(out, "  ");
	for (size_t i = 2; i < width; i++)
		out_puts(out, "─");
	out_puts(out, "\n");
}

static void
print_row(struct out *out, const struct block *b, const ctxh_value *row)
{
	struct wrapped label;
	char buf[32];

	wrap(&label, val_str(row, "label"), b->label);
	for (size_t line = 0; line < label.n; line++) {
		char *s = xstrndup(label.line[line], label.len[line]);

		out_puts(out, "  ");
		out_pad(out, s, line == 0 ? b->label : 0);
		free(s);
		for (size_t i = b->from; line == 0 && i < b->to; i++) {
			out_puts(out, "  ");
			pad_left(out, report_show_cell(report_cell(row, i), buf,
			    sizeof(buf)), b->width[i]);
		}
		out_puts(out, "\n");
	}
}

static void
print_block(struct out *out, const struct block *b)
{
	const ctxh_value *row;
	const char *id;

	print_heads(out, b);
	print_rule(out, b);
	for (row = ctxh_value_first(ctxh_value_get(b->table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		id = val_str(row, "id");
		if (id != NULL && strcmp(id, "total") == 0) {
			print_rule(out, b);
			out_style(out, STYLE_HEAD);
		}
		print_row(out, b, row);
		out_style(out, STYLE_NONE);
	}
}

/* The column behind the last one that fits beside those from b->from on. */
static size_t
fit(const struct block *b, size_t columns)
{
	size_t used = b->label + 2, to = b->from;

	while (to < columns && to - b->from < BLOCK &&
	    (to == b->from || used + b->width[to] + 2 <= REPORT_WIDTH))
		used += b->width[to++] + 2;
	return to;
}

void
report_grid(struct out *out, const ctxh_value *table)
{
	const ctxh_value *columns = ctxh_value_get(table, "columns"), *c;
	struct block b = { .table = table, .label = label_width(table) };
	size_t n = ctxh_value_count(columns), i = 0;

	b.width = xmalloc((n + 1) * sizeof(*b.width));
	for (c = ctxh_value_first(columns); c != NULL;
	    c = ctxh_value_next(c), i++)
		b.width[i] = column_width(table, val_str(c, "label"), i);
	for (b.from = 0; b.from < n; b.from = b.to) {
		b.to = fit(&b, n);
		if (b.from > 0)
			out_puts(out, "\n");
		print_block(out, &b);
	}
	free(b.width);
}
