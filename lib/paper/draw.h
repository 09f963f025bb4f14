/*
 * Draws a picture as SVG: boxes, lines and texts, in units of 1/96 inch.  How
 * wide a text is, is told from a table of letters, so that the picture is the
 * same on every machine; texts keep a margin for other fonts.
 */
#ifndef PAPER_DRAW_H
#define PAPER_DRAW_H

#include "base/buf.h"

#define DRAW_ID		40	/* letters of a picture's id, at most */
#define DRAW_LINES	4	/* of a text that is broken, at most */
#define DRAW_FILLS	8	/* that are told apart in black and white */

struct draw {
	struct buf	*out;
	char		 id[DRAW_ID + 1];
};

enum draw_anchor { DRAW_START, DRAW_MIDDLE, DRAW_END };

/* How a text looks. */
struct draw_font {
	double		 size;
	enum draw_anchor anchor;
	int		 bold;
	int		 white;		/* on what is dark */
	int		 upwards;	/* written from below to above */
};

/* A text's lines; they point into it. */
struct draw_lines {
	const char	*s[DRAW_LINES];
	size_t		 n[DRAW_LINES];
	size_t		 count;
	double		 width;		/* of the widest */
	int		 cut;		/* it goes on */
	int		 broken;	/* inside of a word */
};

/* Takes what may stand in an id: [a-z0-9-]. */
void	 draw_name(struct draw *, const char *id);
/* A coordinate, to a tenth; no language's comma. */
void	 draw_number(struct buf *, double);
double	 draw_width(const char *, size_t, double size);
/* Breaks a text at blanks into at most max lines of that width. */
void	 draw_wrap(const char *, double size, double width, size_t max,
	    struct draw_lines *);
void	 draw_text(struct draw *, double x, double y, struct draw_font,
	    const char *, size_t);
/* Lines below each other; y is the first one's. */
void	 draw_texts(struct draw *, double x, double y, struct draw_font,
	    const struct draw_lines *);
double	 draw_line_height(double size);
void	 draw_line(struct draw *, double x1, double y1, double x2, double y2,
	    const char *colour);

/* The patterns of the first n fills, once before they are used. */
void	 draw_patterns(struct draw *, size_t n);
/* Whether a text on that fill is white, and whether it needs a white ground. */
int	 draw_is_dark(size_t fill);
int	 draw_is_hatched(size_t fill);
/* A box with a thin border; attributes may be "". */
void	 draw_box(struct draw *, double x, double y, double width,
	    double height, size_t fill, const char *attributes);
/* A white ground without a border. */
void	 draw_ground(struct draw *, double x, double y, double width,
	    double height);

#endif
