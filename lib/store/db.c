#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <assert.h>
#include <sqlite3.h>

#include "base/buf.h"
#include "store/feed.h"
#include "store/sqltext.h"

struct db {
	sqlite3		*sq;
	char		*path;
	int		 writable;
	int		 reading;	/* opened with CTXH_READ */
	struct feed	 feed;
	sqlite3_stmt	*stmts[SQL_COUNT];
};

/* SQLite's failure in our words. */
static int
fail_sqlite(ctxh *h)
{
	sqlite3		*sq = h->db->sq;
	const char	*path = h->db->path;

	switch (sqlite3_errcode(sq) & 0xff) {
	case SQLITE_NOMEM:
		return fail_nomem(h);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(h, CTXH_EBUSY, T(h, "the store is busy: \"%s\"; "
		    "another command is writing, try again in a moment"), path);
	case SQLITE_FULL:
		return fail(h, CTXH_EIO, T(h, "the disk is full: \"%s\"; "
		    "nothing was changed, make room and try again"), path);
	case SQLITE_NOTADB:
		return fail(h, CTXH_ENOSTORE, T(h, "not a ctxh store: \"%s\""),
		    path);
	case SQLITE_CORRUPT:
		return fail(h, CTXH_EINTEGRITY, T(h, "the file is damaged: "
		    "\"%s\" (%s); take the newest backup"), path,
		    sqlite3_errmsg(sq));
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return fail(h, CTXH_EIO, T(h, "cannot write to \"%s\"; check "
		    "the rights on the file and its folder"), path);
	case SQLITE_CONSTRAINT:
		return fail(h, CTXH_EINTEGRITY, T(h, "the store contradicts "
		    "itself: %s; run ctxh fsck"), sqlite3_errmsg(sq));
	default:
		return fail(h, CTXH_EIO, T(h, "cannot read or write \"%s\": "
		    "%s"), path, sqlite3_errmsg(sq));
	}
}

static int
exec(ctxh *h, const char *sql)
{
	if (sqlite3_exec(h->db->sq, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail_sqlite(h);
	return CTXH_OK;
}

/*
 * One function sets everything.  A rollback journal, not WAL: one file is
 * easier to carry.  EXTRA syncs the folder after the journal went.
 */
static int
configure(ctxh *h)
{
	sqlite3	*sq = h->db->sq;

	sqlite3_busy_timeout(sq, h->opt.busy_ms > 0 ? h->opt.busy_ms : 5000);
	sqlite3_extended_result_codes(sq, 1);
	sqlite3_db_config(sq, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(sq, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(sq, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_limit(sq, SQLITE_LIMIT_ATTACHED, 0);
	return exec(h,
	    "PRAGMA page_size = 8192;"
	    "PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA journal_mode = DELETE;"
	    "PRAGMA synchronous = EXTRA;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA cache_size = -8000;");
}

static int
pragma_int(ctxh *h, const char *sql, int64_t *out)
{
	sqlite3_stmt	*st = NULL;
	int		 rc = CTXH_OK;

	*out = 0;
	if (sqlite3_prepare_v2(h->db->sq, sql, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_step(st) != SQLITE_ROW)
		rc = fail_sqlite(h);
	else
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc;
}

/* Whether it is ours, and of a schema that we know. */
static int
check_header(ctxh *h)
{
	int64_t	 app, version;
	int	 rc;

	if ((rc = pragma_int(h, "PRAGMA application_id", &app)) != CTXH_OK ||
	    (rc = pragma_int(h, "PRAGMA user_version", &version)) != CTXH_OK)
		return rc;
	if (app != DB_APPLICATION_ID)
		return fail(h, CTXH_ENOSTORE, T(h, "not a ctxh store: \"%s\""),
		    h->db->path);
	if (version > DB_SCHEMA)
		return fail(h, CTXH_ENOSTORE, T(h, "the store is of a newer "
		    "ctxh (schema %lld, this program knows %d): \"%s\"; "
		    "update the program"), (long long)version, DB_SCHEMA,
		    h->db->path);
	if (version < 1)
		return fail(h, CTXH_ENOSTORE, T(h, "the store was never "
		    "finished: \"%s\"; remove it and run ctxh init again"),
		    h->db->path);
	return CTXH_OK;
}

/* The steps of the schema, in one transaction each with their number. */
static const enum sql steps[DB_SCHEMA] = { SQL_schema_1, SQL_schema_2,
    SQL_schema_3, SQL_schema_4, SQL_schema_5, SQL_schema_6 };

static int
take_step(ctxh *h, int step)
{
	char	 pragma[48];
	int	 rc;

	(void)snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d;",
	    step + 1);
	if ((rc = exec(h, sql_text(steps[step]))) != CTXH_OK)
		return rc;
	return exec(h, pragma);
}

/* A store of an older program: it gets the tables that it lacks. */
static int
migrate(ctxh *h)
{
	int64_t	 version;
	int	 rc;

	if ((rc = pragma_int(h, "PRAGMA user_version", &version)) != CTXH_OK ||
	    version == DB_SCHEMA)
		return rc;
	if (!h->db->writable)
		return fail(h, CTXH_ENOSTORE, T(h, "the store is of an older "
		    "ctxh and cannot be written here: \"%s\"; open it once "
		    "where it can"), h->db->path);
	if ((rc = exec(h, "BEGIN IMMEDIATE")) != CTXH_OK)
		return rc;
	/* Somebody else may have been quicker. */
	rc = pragma_int(h, "PRAGMA user_version", &version);
	for (; rc == CTXH_OK && version < DB_SCHEMA; version++)
		rc = take_step(h, (int)version);
	if (rc == CTXH_OK)
		rc = exec(h, "COMMIT");
	if (rc != CTXH_OK)
		db_rollback(h);
	return rc;
}

static int
check_path(ctxh *h, const char *path)
{
	struct stat sb;

	if (stat(path, &sb) == -1)
		return fail(h, CTXH_ENOSTORE, T(h, "no store: \"%s\" (%s)"),
		    path, strerror(errno));
	if (!S_ISREG(sb.st_mode))
		return fail(h, CTXH_ENOSTORE, T(h, "not a ctxh store: \"%s\""),
		    path);
	return CTXH_OK;
}

static int
attach(ctxh *h, const char *path, int flags)
{
	if ((h->db = calloc(1, sizeof(*h->db))) == NULL ||
	    (h->db->path = strdup(path)) == NULL)
		return fail_nomem(h);
	if (sqlite3_open_v2(path, &h->db->sq,
	    flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		if (h->db->sq == NULL)
			return fail_nomem(h);
		return fail_sqlite(h);
	}
	return feed_init(h->db->sq, &h->db->feed) == SQLITE_OK ? CTXH_OK :
	    fail_sqlite(h);
}

/*
 * Another program's file is told by its first bytes, before SQLite reads it:
 * the magic, and the application id at offset 68.  They are read through
 * SQLite's own descriptor, as closing another one would drop the locks that
 * this process has on the file.
 */
static int
check_magic(ctxh *h)
{
	unsigned char	 head[72];
	sqlite3_file	*f = NULL;

	if (sqlite3_file_control(h->db->sq, "main",
	    SQLITE_FCNTL_FILE_POINTER, &f) == SQLITE_OK &&
	    f->pMethods != NULL &&
	    f->pMethods->xRead(f, head, sizeof(head), 0) == SQLITE_OK &&
	    memcmp(head, "SQLite format 3", 16) == 0 &&
	    ((uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 |
	    (uint32_t)head[70] << 8 | head[71]) == DB_APPLICATION_ID)
		return CTXH_OK;
	return fail(h, CTXH_ENOSTORE, T(h, "not a ctxh store: \"%s\""),
	    h->db->path);
}

/* The file must be new: an existing one is never written over. */
static int
make_file(ctxh *h, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd == -1 && errno == EEXIST)
		return fail(h, CTXH_EFAIL, T(h, "there is a file already: "
		    "\"%s\""), path);
	if (fd == -1)
		return fail(h, CTXH_EIO, T(h, "cannot make \"%s\": %s"), path,
		    strerror(errno));
	close(fd);
	return CTXH_OK;
}

int
db_create(ctxh *h, const char *path)
{
	char	 pragma[48];
	int	 rc, step;

	if ((rc = make_file(h, path)) != CTXH_OK)
		return rc;
	if ((rc = attach(h, path, SQLITE_OPEN_READWRITE)) != CTXH_OK ||
	    (rc = configure(h)) != CTXH_OK)
		goto failed;
	h->db->writable = 1;
	/* The schema is committed with the first operation, all or nothing. */
	(void)snprintf(pragma, sizeof(pragma), "PRAGMA application_id = %d;",
	    DB_APPLICATION_ID);
	if ((rc = exec(h, "BEGIN IMMEDIATE")) != CTXH_OK ||
	    (rc = exec(h, pragma)) != CTXH_OK)
		goto failed;
	for (step = 0; step < DB_SCHEMA; step++)
		if ((rc = take_step(h, step)) != CTXH_OK)
			goto failed;
	return CTXH_OK;
failed:
	db_close(h);
	(void)unlink(path);
	return rc;
}

int
db_open(ctxh *h, const char *path, enum ctxh_mode mode)
{
	int rc;

	if ((rc = check_path(h, path)) != CTXH_OK)
		return rc;
	/* A reader, too, must be able to roll back what a crash left. */
	rc = attach(h, path, access(path, W_OK) == 0 ?
	    SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
	if (rc != CTXH_OK || (rc = check_magic(h)) != CTXH_OK)
		goto failed;
	h->db->writable = !sqlite3_db_readonly(h->db->sq, "main");
	h->db->reading = mode == CTXH_READ;
	if (mode == CTXH_WRITE && !h->db->writable) {
		rc = fail(h, CTXH_EIO, T(h, "cannot write to \"%s\"; check "
		    "the rights on the file and its folder"), path);
		goto failed;
	}
	if ((rc = configure(h)) != CTXH_OK || (rc = check_header(h)) !=
	    CTXH_OK || (rc = migrate(h)) != CTXH_OK)
		goto failed;
	if (mode == CTXH_READ &&
	    (rc = exec(h, "PRAGMA query_only = ON")) != CTXH_OK)
		goto failed;
	return CTXH_OK;
failed:
	db_close(h);
	return rc;
}

void
db_close(ctxh *h)
{
	size_t i;

	if (h->db == NULL)
		return;
	db_rollback(h);
	for (i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(h->db->stmts[i]);
	sqlite3_close(h->db->sq);
	free(h->db->path);
	free(h->db);
	h->db = NULL;
}

int
db_writable(const ctxh *h)
{
	return h->db != NULL && h->db->writable;
}

const char *
db_path(const ctxh *h)
{
	return h->db->path;
}

int
db_begin(ctxh *h)
{
	/* A verb that only reads may still leave its trace in the chain. */
	if (h->db->reading && exec(h, "PRAGMA query_only = OFF") != CTXH_OK)
		return h->status;
	return db_run(h, SQL_begin);
}

int
db_commit(ctxh *h)
{
	int rc = db_run(h, SQL_commit);

	if (rc != CTXH_OK) {
		db_rollback(h);
		return rc;
	}
	if (h->db->reading)
		return exec(h, "PRAGMA query_only = ON");
	return CTXH_OK;
}

void
db_rollback(ctxh *h)
{
	size_t i;

	if (h->db == NULL || h->db->sq == NULL)
		return;
	for (i = 0; i < SQL_COUNT; i++)
		if (h->db->stmts[i] != NULL)
			(void)sqlite3_reset(h->db->stmts[i]);
	if (db_in_transaction(h))
		(void)sqlite3_exec(h->db->sq, "ROLLBACK", NULL, NULL, NULL);
	if (h->db->reading)
		(void)sqlite3_exec(h->db->sq, "PRAGMA query_only = ON", NULL,
		    NULL, NULL);
}

int
db_in_transaction(const ctxh *h)
{
	return h->db != NULL && !sqlite3_get_autocommit(h->db->sq);
}

int
db_snapshot(ctxh *h)
{
	return exec(h, "BEGIN");
}

int
db_release(ctxh *h, int rc)
{
	db_rollback(h);
	return rc;
}

int
db_stmt(ctxh *h, enum sql which, stmt **out)
{
	sqlite3_stmt **st = &h->db->stmts[which];

	*out = NULL;
	if (*st == NULL && sqlite3_prepare_v3(h->db->sq, sql_text(which), -1,
	    SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK)
		return fail_sqlite(h);
	db_reset(*st);
	*out = *st;
	return CTXH_OK;
}

void
db_bind_int(stmt *st, int i, int64_t v)
{
	(void)sqlite3_bind_int64(st, i, v);
}

void
db_bind_text(stmt *st, int i, const char *s)
{
	(void)sqlite3_bind_text(st, i, s, -1, SQLITE_STATIC);
}

void
db_bind_blob(stmt *st, int i, const void *p, size_t n)
{
	(void)sqlite3_bind_blob64(st, i, p, n, SQLITE_STATIC);
}

int
db_step(ctxh *h, stmt *st)
{
	switch (sqlite3_step(st)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		db_reset(st);
		return 0;
	default:
		(void)fail_sqlite(h);
		db_reset(st);
		return -1;
	}
}

void
db_reset(stmt *st)
{
#ifdef DEBUG_SCAN
	/* Nobody reads a whole table without having said so in the SQL. */
	assert(sqlite3_stmt_status(st, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) ==
	    0 || strstr(sqlite3_sql(st), "/* scan */") != NULL);
#endif
	(void)sqlite3_reset(st);
	(void)sqlite3_clear_bindings(st);
}

int
db_run(ctxh *h, enum sql which)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, which, &st)) != CTXH_OK)
		return rc;
	rc = db_step(h, st);
	db_reset(st);
	return rc < 0 ? h->status : CTXH_OK;
}

int
db_feed(ctxh *h, enum sql which, feed_fn next, void *ctx, size_t *n)
{
	stmt	*st;
	int	 rc;

	*n = 0;
	if ((rc = db_stmt(h, which, &st)) != CTXH_OK)
		return rc;
	h->db->feed = (struct feed){ next, ctx };
	rc = db_step(h, st);
	h->db->feed = (struct feed){ NULL, NULL };
	*n = (size_t)sqlite3_changes64(h->db->sq);
	return rc < 0 ? h->status : CTXH_OK;
}

int64_t
db_last_id(const ctxh *h)
{
	return sqlite3_last_insert_rowid(h->db->sq);
}

int64_t
db_int(stmt *st, int i)
{
	return sqlite3_column_int64(st, i);
}

const char *
db_text(stmt *st, int i)
{
	const char *s = (const char *)sqlite3_column_text(st, i);

	return s != NULL ? s : "";
}

const void *
db_blob(stmt *st, int i, size_t *n)
{
	const void *p = sqlite3_column_blob(st, i);

	*n = (size_t)sqlite3_column_bytes(st, i);
	return p != NULL ? p : "";
}

int
db_number(ctxh *h, enum sql which, int64_t dflt, int64_t *out)
{
	stmt	*st;
	int	 rc;

	*out = dflt;
	if ((rc = db_stmt(h, which, &st)) != CTXH_OK)
		return rc;
	if ((rc = db_step(h, st)) == 1) {
		*out = db_int(st, 0);
		db_reset(st);
	}
	return rc < 0 ? h->status : CTXH_OK;
}

/* The schema as text, of this store or of a fresh one in memory. */
static int
schema_text(sqlite3 *sq, struct buf *out)
{
	sqlite3_stmt	*st = NULL;

	if (sqlite3_prepare_v2(sq, sql_text(SQL_schema_objects), -1, &st,
	    NULL) != SQLITE_OK)
		return -1;
	while (sqlite3_step(st) == SQLITE_ROW) {
		buf_str(out, (const char *)sqlite3_column_text(st, 0));
		buf_byte(out, '\n');
	}
	return sqlite3_finalize(st) == SQLITE_OK && !buf_failed(out) ? 0 : -1;
}

static int
same_schema(ctxh *h, int *same)
{
	struct buf	 here = { 0 }, fresh = { 0 };
	sqlite3		*sq = NULL;
	int		 rc = CTXH_OK, bad, i;

	*same = 0;
	bad = sqlite3_open(":memory:", &sq) != SQLITE_OK;
	for (i = 0; i < DB_SCHEMA; i++)
		bad = bad || sqlite3_exec(sq, sql_text(steps[i]), NULL, NULL,
		    NULL) != SQLITE_OK;
	/* Of what stands in memory alone only memory can fail. */
	if (bad || schema_text(sq, &fresh) != 0)
		rc = fail_nomem(h);
	else if (schema_text(h->db->sq, &here) != 0)
		rc = buf_failed(&here) ? fail_nomem(h) : fail_sqlite(h);
	else
		*same = here.len == fresh.len &&
		    memcmp(here.data, fresh.data, here.len) == 0;
	sqlite3_close(sq);
	buf_free(&here);
	buf_free(&fresh);
	return rc;
}

int
db_check(ctxh *h, int (*found)(ctxh *, void *, const char *), void *ctx)
{
	stmt	*st;
	int	 rc, same;

	if ((rc = db_stmt(h, SQL_integrity_check, &st)) != CTXH_OK)
		return rc;
	while ((rc = db_step(h, st)) == 1) {
		if (strcmp(db_text(st, 0), "ok") == 0)
			continue;
		if ((rc = found(h, ctx, db_text(st, 0))) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	}
	if (rc < 0)
		return h->status;
	if ((rc = same_schema(h, &same)) != CTXH_OK)
		return rc;
	if (!same)
		return found(h, ctx, T(h, "the tables are not those that this "
		    "program makes"));
	return CTXH_OK;
}
