/*
 * The truth tables, described once: from a table's row here come its insert,
 * its digest, and its check by fsck, so that no row can be written that is
 * not chained.  Every such table begins with the columns id and op.
 *
 *	row digest = H("row", table, id, op, clear cells, H(sealed bytes))
 */
#ifndef CHAIN_TABLE_H
#define CHAIN_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"
#include "store/db.h"
#include "vault/digest.h"

enum cell_kind {
	CELL_INT,
	CELL_TEXT,
	CELL_BLOB,
	CELL_FACTS,	/* sealed under the facts key */
	CELL_PERSON	/* sealed under the person key */
};

struct cell_def {
	const char	*name;
	enum cell_kind	 kind;
	size_t		 pad;	/* sealed text is filled up to a multiple */
};

#define TABLE_COLUMNS 5

struct table {
	const char	*name;
	enum sql	 insert;
	enum sql	 append;	/* of the number behind the last one;
				 * SQL_COUNT: nobody writes so many rows */
	enum sql	 scan;		/* all rows, to check the chain */
	enum sql	 live;		/* without those undone */
	enum sql	 max;
	size_t		 ncols;
	struct cell_def	 cols[TABLE_COLUMNS];
};

enum table_id {
	TABLE_STORE, TABLE_STAFF, TABLE_SLOT, TABLE_SETTING,
	TABLE_STUDENT, TABLE_DOCUMENT, TABLE_CALENDAR, TABLE_RULE_SET,
	TABLE_AGENCY, TABLE_REPORT, TABLE_UNDO,
	TABLE_ENTRY, TABLE_PAIR, TABLE_OBSERVATION, TABLE_COUNT
};
extern const struct table truth_tables[TABLE_COUNT];

/* A value for a column: n for CELL_INT, else len bytes at p.  For the sealed
 * kinds it is the plaintext on the way in, where n may say that its words are
 * packed already, and the blob in a struct row. */
struct cell {
	int64_t		 n;
	const void	*p;
	size_t		 len;
};
#define CELL_IS_PACKED 1

/* A row ready to be written: sealed, and with its digest. */
struct row {
	int64_t		 id;
	struct cell	 cells[TABLE_COLUMNS];
	unsigned char	 digest[DIGEST_SIZE];
	struct buf	 sealed[TABLE_COLUMNS];	/* what the cells point to */
	struct buf	 scratch;
};

/*
 * Seals a row's cells and takes its digest.  May run in another thread than
 * the handle's as long as nobody changes the vault.  0, or -1 when there is no
 * memory or no key.  The row's buffers are used again; row_free() ends them.
 */
int	 row_seal(struct vault *, enum table_id, int64_t op, int64_t id,
	    const struct cell *cells, struct row *);
void	 row_free(struct row *);
/* Whether the vault has every key that row_seal() needs; CTXH_EDENIED. */
int	 row_keys(ctxh *, enum table_id);
/* The digest of a row as it stands in the file: a statement of table.scan. */
void	 row_digest(enum table_id, stmt *, unsigned char digest[DIGEST_SIZE]);
/* Opens column col (0 is the first after op) of a scanned row; CTXH_OK,
 * CTXH_EDENIED without that key, CTXH_EINTEGRITY where it does not open. */
int	 row_open(ctxh *, enum table_id, stmt *, size_t col, struct buf *out);
/* The same with its words packed, where they are. */
int	 row_open_packed(ctxh *, enum table_id, stmt *, size_t col,
	    struct buf *out);
/* As row_open() for a blob read by another statement. */
int	 cell_open(ctxh *, enum table_id, int64_t id, size_t col,
	    const void *blob, size_t n, struct buf *out);
/* Opens and reads the JSON of a sealed cell; caller frees the value. */
int	 cell_value(ctxh *, enum table_id, int64_t id, size_t col,
	    const void *blob, size_t n, ctxh_value **out);
/* The same of a row that is looked up: get is a statement that has the row's
 * columns as table.scan has them.  CTXH_EINTEGRITY where it is not there. */
int	 cell_read(ctxh *, enum table_id, enum sql get, int64_t id, size_t col,
	    ctxh_value **);

#endif
