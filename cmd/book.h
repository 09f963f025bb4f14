/*
 * book.h: a workbook (.xlsx) that is made in memory.  libxlsxwriter is loaded
 * where one is made.  What fails is remembered: fill it in, book_make() says.
 */
#ifndef BOOK_H
#define BOOK_H

#include <stddef.h>

#include <xlsxwriter.h>

struct app;

/* Functions of libxlsxwriter; book.c says which. */
struct xlsx {
	lxw_workbook *(*workbook)(const char *);
	lxw_error (*properties)(lxw_workbook *, lxw_doc_properties *);
	lxw_worksheet *(*worksheet)(lxw_workbook *, const char *);
	lxw_format *(*format)(lxw_workbook *);
	lxw_error (*close)(lxw_workbook *);
	lxw_error (*text)(lxw_worksheet *, lxw_row_t, lxw_col_t, const char *,
	    lxw_format *);
	lxw_error (*number)(lxw_worksheet *, lxw_row_t, lxw_col_t, double,
	    lxw_format *);
	lxw_error (*blank)(lxw_worksheet *, lxw_row_t, lxw_col_t,
	    lxw_format *);
	lxw_error (*column)(lxw_worksheet *, lxw_col_t, lxw_col_t, double,
	    lxw_format *);
	lxw_error (*row)(lxw_worksheet *, lxw_row_t, double, lxw_format *);
	lxw_error (*valid)(lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_row_t,
	    lxw_col_t, lxw_data_validation *);
	void (*freeze)(lxw_worksheet *, lxw_row_t, lxw_col_t);
	/* of the page */
	void (*landscape)(lxw_worksheet *);
	void (*portrait)(lxw_worksheet *);
	void (*paper)(lxw_worksheet *, uint8_t);
	void (*fit)(lxw_worksheet *, uint16_t, uint16_t);
	lxw_error (*repeat)(lxw_worksheet *, lxw_row_t, lxw_row_t);
	lxw_error (*footer)(lxw_worksheet *, const char *);
	/* of a format */
	void (*bold)(lxw_format *);
	void (*italic)(lxw_format *);
	void (*colour)(lxw_format *, lxw_color_t);
	void (*border)(lxw_format *, uint8_t);
	void (*wrap)(lxw_format *);
	void (*align)(lxw_format *, uint8_t);
	void (*font)(lxw_format *, const char *);
	void (*size)(lxw_format *, double);
	void (*code)(lxw_format *, const char *);
	void (*index)(lxw_format *, uint8_t);
	/* of a chart */
	lxw_chart *(*chart)(lxw_workbook *, uint8_t);
	lxw_error (*insert)(lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_chart *,
	    lxw_chart_options *);
	lxw_chart_series *(*series)(lxw_chart *, const char *, const char *);
	void (*name)(lxw_chart_series *, const char *, lxw_row_t, lxw_col_t);
	void (*categories)(lxw_chart_series *, const char *, lxw_row_t,
	    lxw_col_t, lxw_row_t, lxw_col_t);
	void (*values)(lxw_chart_series *, const char *, lxw_row_t, lxw_col_t,
	    lxw_row_t, lxw_col_t);
	void (*pattern)(lxw_chart_series *, lxw_chart_pattern *);
	void (*line)(lxw_chart_series *, lxw_chart_line *);
	void (*labels)(lxw_chart_series *);
	void (*labels_code)(lxw_chart_series *, const char *);
	void (*labels_fill)(lxw_chart_series *, lxw_chart_fill *);
	void (*title)(lxw_chart *, const char *);
	void (*title_font)(lxw_chart *, lxw_chart_font *);
	void (*legend)(lxw_chart *, uint8_t);
	void (*gap)(lxw_chart *, uint16_t);
	void (*reverse)(lxw_chart_axis *);
	void (*off)(lxw_chart_axis *);
	void (*gridlines)(lxw_chart_axis *, uint8_t);
};

/* A workbook under way. */
struct book {
	struct xlsx	 x;
	lxw_workbook	*book;
	int		 failed;
};

/*
 * A workbook as fill fills it in, which is called in a process of its own:
 * without memory the library falls, or goes on with less.  Caller frees *bytes
 * with wipe_free().  CTXH_EFAIL through app_fail() where the library is
 * missing, CTXH_ENOMEM where it gave up.
 */
typedef void (*book_fill_fn)(void *ctx, struct book *);
int	 book_make(struct app *, book_fill_fn fill, void *ctx, char **bytes,
	    size_t *len);

enum {
	BOOK_BOLD = 1, BOOK_ITALIC = 2, BOOK_WRAP = 4, BOOK_BORDER = 8,
	BOOK_MIDDLE = 16		/* to the middle of the cell */
};

/* These return NULL after a failure, which the others then remember. */
lxw_worksheet *book_sheet(struct book *, const char *name);
lxw_format *book_format(struct book *, unsigned flags);
/* Always a text, whatever it begins with. */
void	 book_text(struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t,
	    const char *, lxw_format *);
void	 book_number(struct book *, lxw_worksheet *, lxw_row_t, lxw_col_t,
	    double, lxw_format *);
/* In characters, of the columns from the first to the last. */
void	 book_width(struct book *, lxw_worksheet *, lxw_col_t first,
	    lxw_col_t last, double width, lxw_format *);

#endif
