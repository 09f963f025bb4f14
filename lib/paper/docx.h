/*
 * What the writers of the blocks of a .docx share.  Lengths are in twentieths
 * of a point, 567 to a centimetre, sizes of letters in half points, as the
 * format has them.
 */
#ifndef PAPER_DOCX_H
#define PAPER_DOCX_H

#include "base/apart.h"
#include "base/buf.h"
#include "base/handle.h"
#include "paper/paper.h"
#include "paper/xmlout.h"
#include "paper/zip.h"

#define CM	567
#define POINT	20

struct docx {
	ctxh		*h;
	const struct paper *p;
	struct xmlout	*x;
	struct zipout	*zip;
	int		 wide;		/* the page lies on its side */
	int		 sections;	/* that were ended */
	int		 pictures;
	struct apart	 painter;	/* who draws them */
	int		 status;	/* of what fails beside the writer */
};

/* How a paragraph looks where it differs from its style, and a style from the
 * one that it is based on.  0 and NULL: it does not. */
struct look {
	const char	*style;
	const char	*jc;		/* "both", "center", "right", "left" */
	int		 keep_next, keep_lines, new_page;
	int		 box;		/* a border around it */
	int		 rule;		/* a line above it, for its width */
	int		 dots;		/* dots up to a tab stop that far */
	int		 before, after;	/* NONE: none */
	int		 line;		/* 240: single */
	int		 exact;		/* in place of it, a height */
	int		 left, right, first;
	int		 outline;	/* of a heading, from 1 */
};
#define NONE	(-1)

struct letters {
	int		 bold, italic;
	int		 size;
	const char	*font;
};

/* ---- docx_par.c ---- */
void	 look_put(struct xmlout *, const struct look *);
void	 letters_put(struct xmlout *, const struct letters *);
/* A paragraph: begun, filled with runs, ended. */
void	 par_start(struct docx *, const struct look *);
void	 par_end(struct docx *);
/* A text, in which '\n' begins a new line; letters may be NULL. */
void	 run(struct docx *, const struct letters *, const char *);
void	 run_len(struct docx *, const struct letters *, const char *, size_t);
/* Goes to the next tab stop. */
void	 run_tab(struct docx *);
/* A whole paragraph. */
void	 par(struct docx *, const struct look *, const struct letters *,
	    const char *);
/* A paragraph for each line of the text. */
void	 pars(struct docx *, const struct look *, const struct letters *,
	    const char *);
/* A paragraph of that height with nothing in it. */
void	 gap(struct docx *, int height);
/* A line, as long as said, in the middle of a column. */
void	 rule(struct docx *, long column, long length);
/* Takes a line of a text, up to '\n'; 0 where there is no more. */
int	 next_line(const char **p, const char **line, size_t *n);
/* The length of a text in bold letters of Times New Roman, about. */
long	 text_length(const char *, size_t, int size);

/* ---- docx_grid.c: tables, and what stands side by side ---- */
/* Between the margins. */
long	 page_width(const struct docx *);
/* A table of columns of these widths, with lines or without; the margin is
 * that of its cells to the left and to the right. */
void	 grid_start(struct docx *, const long *widths, size_t n, int lines,
	    int margin);
void	 grid_end(struct docx *);
void	 grid_row(struct docx *, int head);
void	 grid_row_end(struct docx *);
void	 grid_cell(struct docx *, long width, int middle);
void	 grid_cell_end(struct docx *);
void	 docx_table(struct docx *, const struct block *);
void	 docx_figures(struct docx *, const struct block *);

/* ---- docx_head.c ---- */
void	 docx_letterhead(struct docx *, const struct block *);
void	 docx_title(struct docx *, const struct block *);
void	 docx_to(struct docx *, const struct block *);
void	 docx_signatures(struct docx *, const struct block *);

/* ---- docx_body.c ---- */
void	 docx_heading(struct docx *, const struct block *);
void	 docx_paragraph(struct docx *, const struct block *);
void	 docx_field(struct docx *, const struct block *);
void	 docx_choices(struct docx *, const struct block *);
/* A new page before the next block, where there is one. */
void	 docx_page(struct docx *, const struct block *);
/* How the pages lie of the section that ends here. */
void	 docx_section(struct docx *);

/* ---- docx_part.c: the parts beside the document ---- */
#define W_SPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R_SPACE "http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships"
int	 docx_parts(struct docx *);
/* Ends the part that was begun, and puts it into the archive. */
int	 docx_add(struct docx *, const char *name, struct buf *);

/* ---- docx_picture.c ---- */
#define PICTURE_ID	100	/* their relations have the numbers above it */
void	 docx_chart(struct docx *, const struct block *);

/* ---- docx_style.c ---- */
void	 docx_styles(struct docx *);

#endif
