/* What the parts of the page's writer share. */
#ifndef PAPER_HTML_INSIDE_H
#define PAPER_HTML_INSIDE_H

#include "base/buf.h"
#include "base/handle.h"
#include "paper/paper.h"

/* Blocks of one kind that follow each other are one list. */
enum html_list { HTML_NO_LIST, HTML_ITEMS, HTML_FIELDS };

struct html {
	ctxh		*h;
	struct buf	*out;
	enum html_list	 list;		/* that is open */
	const char	*sheet;		/* class of one that is to begin */
	unsigned	 sheets;	/* so far; the last one is open */
	int		 level;		/* of the last heading */
	unsigned	 charts, tables;	/* so far */
};

/* The style sheet's parts, ended by NULL. */
extern const char *const html_style[];

void	 html_put(struct html *, const char *markup);
/* A text, whose line ends break lines; NULL is none. */
void	 html_text(struct html *, const char *);
/* An element that holds a text; the class may be NULL. */
void	 html_element(struct html *, const char *name, const char *class,
	    const char *text);

void	 html_letterhead(struct html *, const struct block *);
void	 html_to(struct html *, const struct block *);
void	 html_signatures(struct html *, const struct block *);
void	 html_table(struct html *, const struct block *);
void	 html_figures(struct html *, const struct block *);
/* CTXH_OK or CTXH_ENOMEM. */
int	 html_chart(struct html *, const struct block *);

#endif
