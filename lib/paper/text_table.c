/* A table as plain text: columns by their weights, cells over several lines.
 * One that has more columns than fit is as wide as they need. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "paper/text_out.h"

#define BETWEEN	" │ "
#define GAP	3
#define LEAST	7	/* columns of a cell: "Chuyển," */

/* The width of each column, from their weights. */
static size_t *
widths(const struct text *t, const struct block *b)
{
	size_t	*w = calloc(b->ncolumns + 1, sizeof(*w)), i, n = b->ncolumns;
	size_t	 room = t->width > (n - 1) * GAP ? t->width - (n - 1) * GAP :
	    0;
	double	 all = 0;

	for (i = 0; i < n; i++)
		all += b->columns[i].weight;
	for (i = 0; w != NULL && i < n; i++) {
		w[i] = all > 0 ? (size_t)((double)room *
		    b->columns[i].weight / all) : LEAST;
		if (w[i] < LEAST)
			w[i] = b->columns[i].weight < 1 ? 3 : LEAST;
	}
	return w;
}

static void
put_cell(struct text *t, const char *line, size_t n, size_t width,
    enum paper_align align)
{
	size_t	w = text_columns(line, n);
	size_t	room = w < width ? width - w : 0;
	size_t	before = align == PAPER_RIGHT ? room :
	    align == PAPER_MIDDLE ? room / 2 : 0;

	text_repeat(t, " ", before);
	buf_add(t->out, line, n);
	text_repeat(t, " ", room - before);
}

static void
trim(struct buf *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	buf_byte(out, '\n');
}

/* Cells are read line by line until none has any more. */
static void
put_cells(struct text *t, const struct block *b, const char **cells,
    const size_t *w, int heads)
{
	const char	*line;
	size_t		 i, n;
	int		 more;

	do {
		for (i = 0, more = 0; i < b->ncolumns; i++) {
			n = text_line(&cells[i], w[i], &line);
			if (i > 0)
				buf_str(t->out, BETWEEN);
			put_cell(t, line, n, w[i], heads ? PAPER_MIDDLE :
			    b->columns[i].align);
			more |= *cells[i] != '\0';
		}
		trim(t->out);
	} while (more);
}

static void
put_rule(struct text *t, const struct block *b, const size_t *w)
{
	size_t i;

	for (i = 0; i < b->ncolumns; i++) {
		if (i > 0)
			buf_str(t->out, "─┼─");
		text_repeat(t, "─", w[i]);
	}
	buf_byte(t->out, '\n');
}

static void
put_rows(struct text *t, const struct block *b, const char **cells,
    const size_t *w)
{
	const struct paper_row	*r;
	size_t			 i;

	EACH(r, b->rows, b->nrows) {
		if (r->flags & PAPER_TOTAL && r > b->rows)
			put_rule(t, b, w);
		for (i = 0; i < b->ncolumns; i++)
			cells[i] = i < r->cells.n ? r->cells.s[i] : "";
		put_cells(t, b, cells, w, 0);
	}
}

void
text_table(struct text *t, const struct block *b)
{
	const char	**cells = calloc(b->ncolumns + 1, sizeof(*cells));
	size_t		 *w = b->ncolumns > 0 ? widths(t, b) : NULL, i;

	if (b->text != NULL) {
		buf_byte(t->out, '\n');
		text_wrap(t, b->text, 0, 0);
	}
	if (cells == NULL || (w == NULL && b->ncolumns > 0)) {
		t->out->failed = 1;
	} else if (w != NULL) {
		for (i = 0; i < b->ncolumns; i++)
			cells[i] = b->columns[i].head;
		put_cells(t, b, cells, w, 1);
		put_rule(t, b, w);
		put_rows(t, b, cells, w);
		buf_byte(t->out, '\n');
	}
	free(cells);
	free(w);
}
