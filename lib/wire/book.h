/*
 * What the readers of workbooks share: what went wrong, the parts of an
 * .xlsx, and how a number is shown.
 */
#ifndef WIRE_BOOK_H
#define WIRE_BOOK_H

#include <stdarg.h>

#include "base/buf.h"
#include "wire/rows.h"

#define BOOK_ROWS	1048576	/* that a sheet can have */
#define BOOK_COLUMNS	16384
#define BOOK_TEXT	32767	/* letters of a cell */
#define BOOK_SHEETS	1024

/* The first thing that went wrong; what comes after it is its consequence. */
struct trouble {
	const ctxh	*h;
	int		 status;	/* CTXH_OK: nothing yet */
	size_t		 line;
	char		 text[400];
};
/* Returns the status that holds. */
int	 trouble(struct trouble *, int status, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
int	 trouble_nomem(struct trouble *);

/*
 * Opens a library of Debian's by its soname and finds functions in it: names
 * and where their addresses go, ended by NULL.  It stays loaded.  CTXH_OK, or
 * CTXH_EFAIL with a message that says which package lacks.
 */
struct book_symbol {
	const char	*name;
	void		*to;
};
int	 book_load(struct trouble *, const char *soname, const char *package,
	    const struct book_symbol *);

/* ---- an .xlsx is a ZIP archive of parts ---- */
struct archive;
struct part;

/* The source is borrowed until archive_close(). */
int	 archive_open(struct trouble *, const struct rows_source *,
	    struct archive **out);
void	 archive_close(struct archive *);
int	 archive_has(struct archive *, const char *name);
/* The name of a part, from 0, borrowed until archive_close(); NULL: no more. */
const char *archive_name(struct archive *, size_t);
/* Bytes as they stand in the archive, read so far. */
uint64_t archive_bytes(const struct archive *);
/* A part that is not there is CTXH_EFAIL, with a message. */
int	 part_open(struct archive *, const char *name, struct part **out);
/* 0 bytes is the end.  CTXH_EFAIL: it is too long or does not unpack. */
int	 part_read(struct part *, void *buf, size_t size, size_t *got);
/* What its size is said to be. */
uint64_t part_size(const struct part *);
void	 part_close(struct part *);

/* ---- a part is XML, of which the whole never stands in memory ---- */
struct xml_attrs {
	int		 n;
	const unsigned char **a;	/* as libxml2's SAX2 gives them */
};
/* The value of an attribute without a namespace; not NUL-terminated. */
const char *xml_attr(const struct xml_attrs *, const char *name, size_t *n);
/* That of the relation that an element names, r:id. */
const char *xml_relation(const struct xml_attrs *, size_t *n);
/* The number of an attribute; dflt where it is none. */
uint64_t xml_number(const struct xml_attrs *, const char *name,
	    uint64_t dflt);
/* Whether it is there and true. */
int	 xml_true(const struct xml_attrs *, const char *name);
/* A copy of it, NULL where it is not there.  Caller frees. */
char	*xml_text(const struct xml_attrs *, const char *name);

/* Elements of other namespaces than those of workbooks are named "". */
struct xml_handler {
	void	 (*start)(void *ctx, const char *name,
		    const struct xml_attrs *);
	void	 (*end)(void *ctx, const char *name);
	void	 (*text)(void *ctx, const char *, size_t);	/* or NULL */
};
struct xml;
/* A handler stops the reading with trouble(). */
int	 xml_open(struct trouble *, struct archive *, const char *part,
	    const struct xml_handler *, void *ctx, struct xml **out);
/* Reads a little more.  CTXH_OK, CSV_END, or what went wrong. */
int	 xml_step(struct xml *);
uint64_t xml_size(const struct xml *);
void	 xml_close(struct xml *);
/* Reads the whole part. */
int	 xml_read(struct trouble *, struct archive *, const char *part,
	    const struct xml_handler *, void *ctx);

/* ---- bytes that may outgrow memory ---- */
/*
 * Appended to, then read anywhere.  What does not fit into a few MiB goes to a
 * file without a name, page by page, sealed under a key that lives as long as
 * this: nothing is in clear on the disk.
 */
struct spill;
/* The file is made beside that one, NULL: in /var/tmp; the path is copied. */
int	 spill_open(const char *beside, struct spill **out);
void	 spill_close(struct spill *);
uint64_t spill_size(const struct spill *);
/* CTXH_OK, CTXH_EIO, CTXH_ENOMEM. */
int	 spill_add(struct spill *, const void *, size_t);
/* Appends bytes of it to a buffer; the range must be there. */
int	 spill_get(struct spill *, uint64_t at, size_t n, struct buf *out);

/* ---- the texts that cells share ---- */
struct strings;
int	 strings_open(struct trouble *, struct archive *, const char *part,
	    const char *beside, struct strings **out);
void	 strings_close(struct strings *);
/* Appends the text of that number. */
int	 strings_get(struct strings *, struct trouble *, uint64_t i,
	    struct buf *out);
/* _x000D_ and the like, in place, from there to the buffer's end. */
void	 strings_unescape(struct buf *, size_t from);

/* ---- how cells are shown ---- */
struct style {
	unsigned char	 date;		/* as a day */
	unsigned char	 zeros;		/* digits at least */
};
/* Of a number format's code. */
struct style style_of_format(const char *code);
/* Of one that has no code but a number. */
struct style style_of_number(uint64_t id);
/*
 * A number as people see it in its cell: whole ones in full up to 15 digits,
 * longer ones as 1.2E+16, because digits are lost; a day as dd/mm/yyyy.
 * Appends the text as it is where it is no number.
 */
void	 digits_put(struct buf *, const char *, size_t, struct style,
	    int from_1904);
/* A day of a workbook's calendar as dd/mm/yyyy; 0 where there is none. */
int	 serial_put(struct buf *, uint64_t serial, int from_1904);
/* yyyy-mm-dd with or without a time as dd/mm/yyyy; else as it is. */
void	 day_put(struct buf *, const char *, size_t);
/* Blanks and line ends around a text say nothing; *at moves behind them. */
size_t	 text_trim(const struct buf *, size_t *at);

/* ---- the workbook: its sheets, its styles ---- */
struct book_sheet {
	struct rows_sheet about;	/* the name is ours to free */
	char		*part;		/* NULL: it is not there */
};
struct book {
	struct book_sheet *sheets;
	size_t		 nsheets, sheets_cap;
	struct style	*styles;	/* by the cells' s */
	size_t		 nstyles, styles_cap;
	int		 from_1904;
	char		*strings;	/* part, or NULL */
};
int	 book_read(struct trouble *, struct archive *, struct book *);
void	 book_free(struct book *);

/* ---- a sheet ---- */
struct sheet;
int	 sheet_open(struct trouble *, struct archive *, const struct book *,
	    struct strings *, const char *part, struct sheet **out);
void	 sheet_close(struct sheet *);
/* As csv_next(), but that what is wrong stands in the trouble. */
int	 sheet_next(struct sheet *, struct csv_row *);
const struct rows_notes *sheet_notes(const struct sheet *);
void	 sheet_divide(struct sheet *, size_t line);

/* ---- merged cells, of which only the first one has a value ---- */
struct merges;
/* Reads them ahead; of a sheet that is too large for that *out has none. */
int	 merges_open(struct trouble *, struct archive *, const char *part,
	    struct merges **out);
void	 merges_close(struct merges *);
/* "B5:B34"; -1 where that is no range. */
struct range {
	size_t	 line, column, last_line, last_column;
};
int	 range_read(const char *, size_t, struct range *);
/* From that line on cells are divided; not before. */
void	 merges_from(struct merges *, size_t line);
/* Goes to a row; they only go down. */
void	 merges_line(struct merges *, size_t line);
/* The next column of that row that is merged with cells above, from 1, with
 * *i from 0; 0: no more.  Its value goes with *s and *n. */
size_t	 merges_next(const struct merges *, size_t *i, const char **s,
	    size_t *n);
/* Keeps what stands in the row's cells that others below are merged with. */
void	 merges_keep(struct merges *, const struct csv_row *);
/* Whether the file's ranges were read ahead. */
int	 merges_known(const struct merges *);

/* ---- the formats of workbooks ---- */
extern const struct rows_format rows_xlsx, rows_xls;

/* ---- rows as CSV ---- */
/* A row's cells as a line of CSV, for raw. */
void	 book_raw(struct buf *, struct csv_row *);

#endif
