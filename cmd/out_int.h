/*
 * out_int.h: what the printers' files share; nobody else includes it.
 */
#ifndef OUT_INT_H
#define OUT_INT_H

#include <stdio.h>
#include <sys/types.h>

#include "out.h"

/* What a format does with a list and with an object. */
struct printer {
	void	(*begin)(struct out *);
	void	(*row)(struct out *, const ctxh_value *);
	void	(*end)(struct out *);
	void	(*object)(struct out *, const ctxh_value *);
};

/* Rows of text are held back until the columns' widths are known. */
#define HELD_ROWS 1000

struct grid {
	char		**cells;	/* HELD_ROWS * columns */
	enum out_style	*styles;
	size_t		*width;
	size_t		 columns, rows;
	int		 open;		/* widths are settled, heading is out */
};

struct out {
	FILE		*to;
	int		 error;		/* errno of the first failed write */
	enum out_format	 format;
	const struct printer *printer;
	int		 colour;
	int		 pager;		/* a pager is allowed */
	int		 want_pager;	/* and wanted by the verb */
	pid_t		 pid;		/* of the pager, or 0 */
	int		 excel;
	int		 started;	/* something was written */
	const struct out_column *columns;
	void		*ctx;
	size_t		 count;		/* rows since begin */
	const char	*if_empty;
	struct grid	 grid;
};

/* Forgets the rows that are held back, after a failure. */
void	 grid_free(struct grid *);
/* Bytes as they are; the first failure is kept. */
void	 out_raw(struct out *, const void *, size_t);

extern const struct printer printer_text, printer_csv, printer_json,
    printer_jsonl;

#endif
