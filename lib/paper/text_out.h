/* What the parts of the writer of plain text share. */
#ifndef PAPER_TEXT_OUT_H
#define PAPER_TEXT_OUT_H

#include "base/buf.h"
#include "paper/paper.h"

#define TEXT_WIDTH 80

struct text {
	struct buf	*out;
	size_t		 width;
};

/* Columns that a text takes: combining marks take none. */
size_t	 text_columns(const char *, size_t n);
/*
 * Takes the next line of at most that width from *s: *line and the bytes that
 * are returned; *s moves behind it, and points to the NUL at the end.  A word
 * that is wider is cut.
 */
size_t	 text_line(const char **s, size_t width, const char **line);
/* Wrapped, the first line from the column first on, the others behind a
 * margin; with a line end. */
void	 text_wrap(struct text *, const char *, size_t first, size_t margin);
void	 text_repeat(struct text *, const char *, size_t n);
/* ---- text_table.c ---- */
void	 text_table(struct text *, const struct block *);

#endif
