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
					 * a workbook is then kept, sealed */
	void		*at_ctx;
	uint64_t	 size;		/* for read_at */
	const char	*beside;	/* a file beside which what outgrows
					 * memory may be, sealed; NULL: where
					 * the system keeps such */
	enum charset	 charset;	/* of CSV, or of a workbook's fonts;
					 * CHARSET_NONE: to be found */
};

/* A sheet of a workbook. */
struct rows_sheet {
	const char	*name;
	int		 hidden;
};

#define ROWS_TOLD	20	/* places kept of each kind */

/* What a reader of the list may not have seen in the sheet so far. */
struct rows_notes {
	size_t		 hidden_rows, hidden_columns;
	size_t		 rows[ROWS_TOLD], columns[ROWS_TOLD];	/* from 1 */
	size_t		 filled;	/* cells that got the value of the cell
					 * that they are merged with */
	size_t		 filled_line, filled_column;	/* the first */
	size_t		 merged;	/* ranges over several rows for which
					 * that was not done */
	size_t		 merged_line, merged_column;
};

/* A cell that a value cannot be taken from. */
struct rows_fault {
	size_t		 column;	/* from 1 */
	char		 text[16];	/* "#N/A" */
};

/*
 * A format: how its rows are read.  Each function gets what open made.  open
 * may read; where it fails, it sets *state, too, if message can say why.  The
 * functions from sheets on are NULL where there are none.
 */
struct rows_format {
	int	 (*open)(const ctxh *, const struct rows_source *,
		    void **state);
	int	 (*next)(void *, struct csv_row *);
	const char *(*message)(const void *, size_t *line, size_t *column);
	uint64_t (*bytes)(const void *);
	void	 (*close)(void *);

	const char *name;		/* "csv", "xlsx", "xls" */
	const struct rows_sheet *(*sheet)(const void *, size_t);
	int	 (*use)(void *, size_t);
	const struct rows_notes *(*notes)(const void *);
	void	 (*divide)(void *, size_t line);
	int	 (*from_1904)(const void *);
};

/* Makes a reader; nothing is read yet.  The source is copied, what it points
 * to borrowed until rows_close().  CTXH_OK or CTXH_ENOMEM. */
int	 rows_open(const ctxh *, const struct rows_source *, struct rows **out);
/* Wipes and frees; NULL is allowed. */
void	 rows_close(struct rows *);
/* Finds out the format, where rows_next() has not.  What it fails with is what
 * rows_next() gives. */
int	 rows_start(struct rows *);
/* The next row that has anything in it, exactly as csv_next(); of a workbook
 * after rows_use(). */
int	 rows_next(struct rows *, struct csv_row *);
/* What was wrong, as csv_message(). */
const char *rows_message(const struct rows *, size_t *line, size_t *column);
/* What CSV was read as, or the texts of a workbook whose fonts were said; NULL
 * for another one, or before the first row. */
const struct decoded *rows_decoded(const struct rows *);
/* What stands between the cells of a row's raw text; the first row is read. */
int	 rows_separator(const struct rows *);
/* Bytes read of the file so far, for progress. */
uint64_t rows_bytes(const struct rows *);

/* ---- after rows_start() ---- */
const char *rows_format(const struct rows *);	/* its name */
int	 rows_is_book(const struct rows *);
/* A sheet of a workbook, borrowed until rows_close(); NULL: no more. */
const struct rows_sheet *rows_sheet(const struct rows *, size_t);
/* Goes to the beginning of a sheet.  As rows_next(). */
int	 rows_use(struct rows *, size_t);
/* Of the sheet in use, borrowed until rows_use(); NULL for CSV. */
const struct rows_notes *rows_notes(const struct rows *);
/* From that line on, which the pupils begin at, cells that are merged over
 * several rows have their value in each. */
void	 rows_divide(struct rows *, size_t line);
/* The day of a number, as dd/mm/yyyy with a NUL; 0 where the list is no
 * workbook or it is none of this time (from 1927 on). */
int	 rows_day(const struct rows *, const char *number, size_t,
	    char day[11]);
/* "C12" */
#define ROWS_PLACE	32
void	 rows_place(uint64_t line, size_t column, char place[ROWS_PLACE]);

#endif
