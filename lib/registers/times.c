#include "registers/times.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/value.h"
#include "chain/derived.h"
#include "chain/verify.h"

#define TIMES_SIZE 16	/* a row, opened: two numbers */

static void
times_of(const struct entry *e, struct times *t)
{
	const struct entry_doc *d;

	*t = (struct times){ e->id, INT64_MAX, ENTRY_OPEN };
	EACH(d, e->docs, e->n) {
		if (d->form->step == STEP_START && d->at < t->begins)
			t->begins = d->at;
		if (d->form->step == STEP_END && (t->ends == ENTRY_OPEN ||
		    d->at > t->ends))
			t->ends = d->at;
	}
}

static void
pack(const struct times *t, struct buf *b)
{
	buf_u64(b, (uint64_t)t->begins);
	buf_u64(b, (uint64_t)t->ends);
}

static int64_t
number_at(const char *p)
{
	uint64_t v = 0;
	int	 i;

	for (i = 7; i >= 0; i--)
		v = v << 8 | (unsigned char)p[i];
	return (int64_t)v;
}

static int
drop(ctxh *h, int64_t entry)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_entry_time_delete, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, entry);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

int
times_put(ctxh *h, int64_t entry)
{
	struct buf	b = { 0 };
	struct entry	e;
	struct times	t;
	int		rc;

	if ((rc = entry_load(h, entry, &e)) != CTXH_OK)
		return rc;
	if (e.n == 0)
		return drop(h, entry);
	times_of(&e, &t);
	pack(&t, &b);
	rc = buf_failed(&b) ? fail_nomem(h) :
	    derived_put(h, DERIVED_ENTRY, entry, b.data, b.len);
	buf_free(&b);
	entry_free(&e);
	return rc;
}

/* The ids of all entries that there are, in order; caller frees. */
static int
entries_all(ctxh *h, int64_t **list, size_t *n)
{
	size_t	 cap = 0;
	stmt	*st;
	int	 rc, step;

	*list = NULL;
	*n = 0;
	if ((rc = db_stmt(h, SQL_entry_ids, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		if (mem_grow((void **)list, &cap, *n + 1, sizeof(**list)) !=
		    0) {
			db_reset(st);
			return fail_nomem(h);
		}
		(*list)[(*n)++] = db_int(st, 0);
	}
	return step < 0 ? h->status : CTXH_OK;
}

int
times_rebuild(ctxh *h)
{
	int64_t	*ids;
	size_t	 i, n;
	int	 rc;

	if ((rc = db_run(h, SQL_entry_time_clear)) == CTXH_OK)
		rc = entries_all(h, &ids, &n);
	else
		return rc;
	for (i = 0; rc == CTXH_OK && i < n; i++)
		rc = times_put(h, ids[i]);
	free(ids);
	return rc;
}

/* A row of entry_times: its id and its cell. */
static int
read_row(ctxh *h, stmt *st, struct buf *b, struct times *t)
{
	const void	*blob;
	size_t		 n;
	int		 rc;

	blob = db_blob(st, 1, &n);
	t->id = db_int(st, 0);
	if ((rc = derived_open(h, DERIVED_ENTRY, t->id, blob, n, b)) !=
	    CTXH_OK)
		return rc;
	if (b->len != TIMES_SIZE)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s is "
		    "not readable; run ctxh fsck"), (long long)t->id,
		    "entry_time");
	t->begins = number_at(b->data);
	t->ends = number_at(b->data + 8);
	return CTXH_OK;
}

int
times_read(ctxh *h, enum register_kind kind, struct times **list, size_t *n)
{
	struct buf	 b = { 0 };
	size_t		 cap = 0;
	stmt		*st;
	int		 rc, step = 0;

	*list = NULL;
	*n = 0;
	if ((rc = db_stmt(h, SQL_entry_time_of_kind, &st)) != CTXH_OK)
		return rc;
	db_bind_text(st, 1, register_names[kind]);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1) {
		if (mem_grow((void **)list, &cap, *n + 1, sizeof(**list)) != 0)
			rc = fail_nomem(h);
		else
			rc = read_row(h, st, &b, &(*list)[(*n)++]);
	}
	db_reset(st);
	buf_free(&b);
	return step < 0 ? h->status : rc;
}

/* ---- fsck ---- */

static int
differs(ctxh *h, ctxh_value *problems, int64_t id, const char *what)
{
	return problem_add(h, problems, "entry_time", id, 0, what);
}

/* One row against the documents; *kind is what they are of. */
static int
check_row(ctxh *h, stmt *st, struct buf *b, ctxh_value *problems)
{
	struct times	has, want;
	struct entry	e;
	int		rc, same;

	rc = read_row(h, st, b, &has);
	if (rc == CTXH_EINTEGRITY)
		return differs(h, problems, has.id, ctxh_message(h));
	if (rc != CTXH_OK)
		return rc;
	rc = entry_load(h, has.id, &e);
	if (rc == CTXH_EINTEGRITY || rc == CTXH_EFAIL)
		return problem_add(h, problems, "entry", has.id, 0,
		    ctxh_message(h));
	if (rc != CTXH_OK)
		return rc;
	times_of(&e, &want);
	same = e.n > 0 && want.begins == has.begins &&
	    want.ends == has.ends && strcmp(db_text(st, 2),
	    register_names[e.kind]) == 0;
	entry_free(&e);
	return same ? CTXH_OK : differs(h, problems, has.id, T(h, "the "
	    "derived row is not what the documents say"));
}

/* Entries without a row. */
static int
check_missing(ctxh *h, ctxh_value *problems)
{
	stmt	*st;
	int	 rc, step = 0;

	if ((rc = db_stmt(h, SQL_entry_time_missing, &st)) != CTXH_OK)
		return rc;
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = differs(h, problems, db_int(st, 0), T(h, "the derived "
		    "row is missing"));
	db_reset(st);
	return step < 0 ? h->status : rc;
}

int
times_check(ctxh *h, ctxh_value *problems)
{
	struct buf	 b = { 0 };
	stmt		*st;
	int		 rc, step = 0;

	if ((rc = db_stmt(h, SQL_entry_time_scan, &st)) != CTXH_OK)
		return rc;
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = check_row(h, st, &b, problems);
	db_reset(st);
	buf_free(&b);
	if (step < 0)
		return h->status;
	return rc == CTXH_OK ? check_missing(h, problems) : rc;
}
