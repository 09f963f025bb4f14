/*
 * The one reader of CSV: pulled row by row, in memory that is bounded by one
 * row.  libcsv in its strict mode decides what a row with quotation marks is;
 * a line without any, or with none but a pair around a field, is split where
 * it stands, which gives the same.
 *
 * A reader may be used by another thread than its handle's: it reads the
 * handle's language and sets nothing there, a failure stays in the reader.
 */
#ifndef WIRE_CSV_H
#define WIRE_CSV_H

#include <stddef.h>

#include "ctxh.h"

#define CSV_FIELD_MAX	((size_t)1 << 20)
#define CSV_ROW_MAX	((size_t)16 << 20)	/* also of one line */
#define CSV_FIELDS_MAX	4096

#define CSV_END		(-1)	/* of csv_next(): there are no more rows */

struct csv;

/* As ctxh_read_fn: 0 bytes is the end, a return other than 0 a failure. */
typedef int (*csv_read_fn)(void *ctx, void *buf, size_t size, size_t *got);

/* Not NUL-terminated; blanks around it are gone unless they were quoted. */
struct csv_field {
	const char	*s;
	size_t		 len;
};

struct csv_row {
	size_t		 line;	/* the row's first, from 1 */
	size_t		 n;	/* 0 after a failure */
	const struct csv_field *f;
	const char	*raw;	/* its bytes as they stood, with the line end;
				 * NULL where they were too many */
	size_t		 raw_len;
	int		 tidy;	/* all of the line is (text/fold.h), and no
				 * cell has a quotation mark in it */
	const struct rows_fault *faults;	/* of a workbook, see rows.h */
	size_t		 nfaults;
};

/*
 * Makes a reader; nothing is read yet.  sep is ',' ';' or '\t', or 0: said by
 * a first line "sep=;", or else found out from the first lines.  The handle is
 * borrowed until csv_close().  CTXH_OK or CTXH_ENOMEM, without a message.
 */
int	 csv_open(const ctxh *, csv_read_fn, void *ctx, int sep,
	    struct csv **out);
/* Wipes and frees; NULL is allowed. */
void	 csv_close(struct csv *);
/*
 * The next row that is not an empty line; borrowed until the next call.
 * CTXH_OK; CSV_END; CTXH_EUSAGE: this row is malformed, the next call goes on
 * behind it (behind its first line where its quotes are what is wrong);
 * CTXH_EFAIL: the file as a whole cannot be read as CSV in UTF-8; CTXH_EIO,
 * CTXH_ENOMEM.  After these three there is nothing more, the call repeats
 * itself.
 */
int	 csv_next(struct csv *, struct csv_row *);
/*
 * What was wrong, in the handle's language; *line is the row's, *column the
 * number of the field from 1, each 0 where that says nothing.  Borrowed until
 * the next csv_next().
 */
const char *csv_message(const struct csv *, size_t *line, size_t *column);
/* The separator, 0 before the first csv_next() has found it out. */
int	 csv_separator(const struct csv *);
/* Bytes read so far, for progress. */
uint64_t csv_bytes(const struct csv *);
/* Whether simple lines are split without libcsv (they are, unless a test
 * compares both ways). */
void	 csv_set_direct(struct csv *, int);

#endif
