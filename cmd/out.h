/*
 * out.h: printers.  A verb builds values, a printer prints them as text, CSV,
 * JSON or JSON lines.  Nobody writes JSON or CSV by hand.  Every write is
 * checked; a full disk ends in exit 1, a closed pipe ends quietly.
 */
#ifndef OUT_H
#define OUT_H

#include <stddef.h>
#include <stdint.h>

#include "ctxh.h"

struct out;

enum out_format { OUT_TEXT, OUT_CSV, OUT_JSON, OUT_JSONL };

enum out_style { STYLE_NONE, STYLE_HEAD, STYLE_BAD, STYLE_WARN, STYLE_GOOD,
	STYLE_DIM };

/*
 * How a cell is shown as text: returns a text that lives at least until the
 * next call, or fills buf and returns that.  cell may be NULL (not there).
 * CSV and JSON never use it.
 */
typedef const char *(*out_show_fn)(void *ctx, const ctxh_value *row,
    const ctxh_value *cell, char *buf, size_t size);

enum { OUT_RIGHT = 1 };		/* numbers: aligned right */

struct out_column {
	const char	*key;		/* of the row's member; CSV's header */
	const char	*heading;	/* N_(); NULL: not shown as text */
	out_show_fn	 show;		/* NULL: as it is */
	enum out_style	(*style)(void *ctx, const ctxh_value *row);
	unsigned	 flags;
};

/* Ready-made ones. */
const char *out_show_time(void *, const ctxh_value *, const ctxh_value *,
	    char *, size_t);		/* RFC 3339 -> 05/09/2024 07:30 */
const char *out_show_date(void *, const ctxh_value *, const ctxh_value *,
	    char *, size_t);		/* RFC 3339 or a date -> 05/09/2024 */
const char *out_show_bool(void *, const ctxh_value *, const ctxh_value *,
	    char *, size_t);		/* có, không */
const char *out_show_sex(void *, const ctxh_value *, const ctxh_value *,
	    char *, size_t);		/* nam, nữ */

enum out_format out_format(const struct out *);
/* As --format names it. */
const char *out_format_name(const struct out *);
/* True where people read: --format text. */
int	 out_is_text(const struct out *);
/* Lines of the terminal that a text goes to; 0 where it goes elsewhere. */
size_t	 out_lines(const struct out *);

/* ---- lists ---- */
/* A whole list; ctx goes to the columns' functions.  JSON prints all members
 * of a row, text and CSV the columns (end with { 0 }).  These return CTXH_OK,
 * or CTXH_EINTERRUPTED where the reader went away or Ctrl-C was pressed. */
int	 out_rows(struct out *, const struct out_column *, void *ctx,
	    const ctxh_value *list);
/* Row by row; out_row() is a ctxh_row_fn with the printer as its ctx. */
int	 out_begin(struct out *, const struct out_column *, void *ctx);
int	 out_row(void *out, const ctxh_value *row);
int	 out_end(struct out *);
/* How many rows went through since out_begin(). */
size_t	 out_count(const struct out *);
/* Text only: what is said in place of an empty table (default: nothing). */
void	 out_if_empty(struct out *, const char *text);

/* ---- one object ---- */
/* JSON: the object.  CSV: its keys and one row (inner values as JSON).  Text:
 * text(out, ctx, object), or, where that is NULL, "key: value" lines. */
typedef void (*out_text_fn)(struct out *, void *ctx, const ctxh_value *);
int	 out_object(struct out *, const ctxh_value *, out_text_fn text,
	    void *ctx);

/* ---- text for people; these print whatever the format is ---- */
void	 out_printf(struct out *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
void	 out_puts(struct out *, const char *);
/* A table inside a text, e.g. in an out_text_fn. */
void	 out_table(struct out *, const struct out_column *, void *ctx,
	    const ctxh_value *list);
/* Writes s padded to width columns, cut to nothing less. */
void	 out_pad(struct out *, const char *s, size_t width);
/* Cuts a text in place to so many columns, the last of them "…" where there is
 * more; buf has size bytes.  Returns buf. */
char	*out_cut(char *buf, size_t size, size_t columns);
/* Switches a style on; STYLE_NONE off again.  Nothing without colour. */
void	 out_style(struct out *, enum out_style);
/* Hands on what was printed so far; 0, or errno of a write that failed. */
int	 out_flush(struct out *);
/* Bytes as they are (for a file format made elsewhere). */
void	 out_bytes(struct out *, const void *, size_t);
/* Columns of the terminal that a text goes to; 80 where it goes elsewhere. */
size_t	 out_columns(const struct out *);
/* Columns of a terminal that a text takes: combining marks take none. */
size_t	 out_width(const char *s);
/* --excel: a BOM and ';' for CSV. */
void	 out_excel(struct out *, int on);

/* ---- for main.c ---- */
enum out_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
struct out *out_new(void);
void	 out_setup(struct out *, enum out_format, enum out_color, int pager);
/* The pager may start with the next output. */
void	 out_want_pager(struct out *, int);
/* Ends everything: flushes, waits for the pager.  0, or errno of a write. */
int	 out_close(struct out *);
int	 out_failed(const struct out *);

#endif
