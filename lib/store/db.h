/*
 * The SQLite file: the only folder that knows sqlite3.h.  Statements are
 * prepared once a handle and named by enum sql (lib/sql); parameters are
 * numbered from 1, columns from 0, as SQLite numbers them.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "sql.h"

struct sqlite3_stmt;
typedef struct sqlite3_stmt stmt;

/* What the file must say of itself: "ctxh", and the newest schema step. */
#define DB_APPLICATION_ID 0x63747868
#define DB_SCHEMA 6

/* Makes the file (mode 0600), which must not exist, and its schema. */
int	 db_create(ctxh *, const char *path);
/* A store of an older schema is brought up to this one, in one transaction. */
int	 db_open(ctxh *, const char *path, enum ctxh_mode);
void	 db_close(ctxh *);
/* Where the file is, as it was opened; borrowed until db_close(). */
const char *db_path(const ctxh *);
/* Whether the file can be written at all. */
int	 db_writable(const ctxh *);

/* BEGIN IMMEDIATE: from here nobody else writes. */
int	 db_begin(ctxh *);
int	 db_commit(ctxh *);
/* Harmless where nothing was begun. */
void	 db_rollback(ctxh *);
int	 db_in_transaction(const ctxh *);
/*
 * What is read from here to db_release() is of one moment, whoever writes
 * meanwhile; who reads with more than one statement needs it.  Operations (and
 * so refusals, and traces of names) come before.
 */
int	 db_snapshot(ctxh *);
/* Ends it; returns rc. */
int	 db_release(ctxh *, int rc);

/* The statement, reset and without bindings; borrowed until db_close(). */
int	 db_stmt(ctxh *, enum sql, stmt **);
/* Bound bytes are not copied: they must live until the reset. */
void	 db_bind_int(stmt *, int, int64_t);
void	 db_bind_text(stmt *, int, const char *);
void	 db_bind_blob(stmt *, int, const void *, size_t);
/* 1: a row, 0: no more rows, -1: failed, with the failure on the handle.
 * After 0 and -1 the statement is reset. */
int	 db_step(ctxh *, stmt *);
void	 db_reset(stmt *);
/* Binds nothing, steps once, resets; for statements without a result. */
int	 db_run(ctxh *, enum sql);

/* A value of the table "feed", its columns c1 to c7. */
struct feed_value {
	enum { FEED_INT, FEED_TEXT, FEED_BLOB } kind;
	int64_t		 n;		/* of FEED_INT, else len bytes at p */
	const void	*p;
	size_t		 len;
};
#define FEED_COLUMNS 7
/* Sets the values of the next row; 0 where there is none.  Blobs live until
 * the next call. */
typedef int (*feed_fn)(void *ctx, struct feed_value [FEED_COLUMNS]);
/*
 * Runs a statement that inserts what it reads from "feed", which are the rows
 * that next gives, one by one.  *n: how many went in.  After a failure these
 * are the rows before the one at fault, if the SQL says OR FAIL.
 */
int	 db_feed(ctxh *, enum sql, feed_fn next, void *ctx, size_t *n);

/* The number of the row that was inserted last. */
int64_t	 db_last_id(const ctxh *);

int64_t	 db_int(stmt *, int);
const char *db_text(stmt *, int);	/* borrowed until the next step */
const void *db_blob(stmt *, int, size_t *);	/* likewise */
/* The first column of a one-row answer, or dflt where there is no row. */
int	 db_number(ctxh *, enum sql, int64_t dflt, int64_t *);

/* PRAGMA integrity_check and foreign_key_check, and the schema against the
 * one this library makes; each finding is one call. */
int	 db_check(ctxh *, int (*found)(ctxh *, void *, const char *), void *ctx);

#endif
