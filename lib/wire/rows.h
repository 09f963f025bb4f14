/*
 * A list as rows of UTF-8 cells, whatever its file's format, which the first
 * bytes tell: CSV, or a workbook (.xlsx, .xls).  The rows are those of
 * csv_next(); in a workbook a row's line is the sheet's row, and raw is the
 * row as CSV with commas.
 *
 * As a CSV reader it may be used by another thread than its handle's.
 */
#ifndef WIRE_ROWS_H
#define WIRE_ROWS_H

#include "text/charset.h"
#include "wire/csv.h"
#include "wire/decode.h"

#define ROWS_HEAD	8	/* bytes that tell the format */

struct rows;

/* Bytes from a place on, fewer only at the file's end; 0, or a failure. */
typedef int (*rows_read_at_fn)(void *ctx, uint64_t at, void *buf, size_t size,
    size_t *got);

/* Where a list comes from. */
struct rows_source {
	csv_read_fn	 read;		/* from its beginning */
	void		*ctx;
	rows_read_at_fn	 read_at;	/* the same bytes; NULL: not to be had,
					 * a workbook is then held in memory */
	void		*at_ctx;
	uint64_t	 size;		/* for read_at */
	const char	*sheet;		/* a workbook's: name, number from 1; or
					 * NULL */
	enum charset	 charset;	/* CSV's; CHARSET_NONE: to be found */
};

/*
 * A format: how its rows are read.  Each function gets what open made.  open
 * may read; what it fails with is the first rows_next()'s result, and the
 * message is asked for all the same (of *state, which it sets then, too; only
 * for CTXH_ENOMEM it may be NULL).
 */
struct rows_format {
	int	 (*open)(const ctxh *, const struct rows_source *,
		    void **state);
	int	 (*next)(void *, struct csv_row *);
	const char *(*message)(const void *, size_t *line, size_t *column);
	uint64_t (*bytes)(const void *);
	void	 (*close)(void *);
};

/* Makes a reader; nothing is read yet.  The source is copied, what it points
 * to borrowed until rows_close().  CTXH_OK or CTXH_ENOMEM. */
int	 rows_open(const ctxh *, const struct rows_source *, struct rows **out);
/* Wipes and frees; NULL is allowed. */
void	 rows_close(struct rows *);
/* The next row that has anything in it, exactly as csv_next(). */
int	 rows_next(struct rows *, struct csv_row *);
/* What was wrong, as csv_message(). */
const char *rows_message(const struct rows *, size_t *line, size_t *column);
/* What CSV was read as; NULL for a workbook, or before the first row. */
const struct decoded *rows_decoded(const struct rows *);
/* Bytes read of the file so far, for progress. */
uint64_t rows_bytes(const struct rows *);

#endif
