#include "chain/undone.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/verify.h"
#include "store/db.h"

int
undos_load(ctxh *h, struct undos *u)
{
	struct undo_row	*r;
	stmt		*st;
	int		 rc;

	memset(u, 0, sizeof(*u));
	if ((rc = db_stmt(h, SQL_undo_scan, &st)) != CTXH_OK)
		return rc;
	while ((rc = db_step(h, st)) == 1) {
		if (mem_grow((void **)&u->list, &u->cap, u->n + 1,
		    sizeof(*u->list)) != 0) {
			db_reset(st);
			undos_free(u);
			return fail_nomem(h);
		}
		r = &u->list[u->n++];
		*r = (struct undo_row){ db_int(st, 0), db_int(st, 1),
		    db_int(st, 2), 0 };
	}
	if (rc < 0)
		undos_free(u);
	return rc < 0 ? h->status : CTXH_OK;
}

void
undos_free(struct undos *u)
{
	free(u->list);
	memset(u, 0, sizeof(*u));
}

/* The first row of an operation, in their order; NULL where it has none. */
static struct undo_row *
row_of(const struct undos *u, int64_t op)
{
	size_t lo = 0, hi = u->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (u->list[mid].op < op)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < u->n && u->list[lo].op == op ? &u->list[lo] : NULL;
}

/*
 * From the newest to the oldest: each that is still live kills the one that it
 * takes back, calling fn (unless NULL) with both.
 */
static int
each_undone(const struct undos *u, int64_t before,
    int (*fn)(int64_t op, int64_t by, void *), void *ctx)
{
	struct undo_row	*r, *t;
	size_t		 i;
	int		 rc;

	for (i = 0; i < u->n; i++)
		u->list[i].dead = 0;
	for (i = u->n; i-- > 0;) {
		r = &u->list[i];
		if (r->op >= before || r->dead || r->undone >= r->op)
			continue;
		t = row_of(u, r->undone);
		for (; t != NULL && t < u->list + u->n && t->op == r->undone;
		    t++)
			t->dead = 1;
		if ((rc = fn(r->undone, r->op, ctx)) != 0)
			return rc;
	}
	return 0;
}

struct seek {
	int64_t	op, by;
};

static int
seek_op(int64_t op, int64_t by, void *ctx)
{
	struct seek *s = ctx;

	if (op == s->op)
		s->by = by;
	return s->by != 0;
}

int64_t
undone_by(const struct undos *u, int64_t op, int64_t before)
{
	struct seek s = { op, 0 };

	if (u->n > 0)
		(void)each_undone(u, before, seek_op, &s);
	return s.by;
}

int64_t
undo_of(const struct undos *u, int64_t op)
{
	const struct undo_row *r = row_of(u, op);

	return r != NULL ? r->undone : 0;
}

int64_t
undo_root(const struct undos *u, int64_t op)
{
	const struct undo_row *r;

	while ((r = row_of(u, op)) != NULL && r->undone < op)
		op = r->undone;
	return op;
}

/* ---- the derived table ---- */

struct pair {
	int64_t	op, by;
};
struct pairs {
	struct pair	*list;
	size_t		 n, cap;
};

static int
add_pair(int64_t op, int64_t by, void *ctx)
{
	struct pairs *p = ctx;

	if (mem_grow((void **)&p->list, &p->cap, p->n + 1,
	    sizeof(*p->list)) != 0)
		return -1;
	p->list[p->n++] = (struct pair){ op, by };
	return 0;
}

/* Of two that take the same one back, which no true program writes, the newer
 * one stays. */
static int
by_op(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->op != y->op)
		return x->op < y->op ? -1 : 1;
	return (x->by < y->by) - (x->by > y->by);
}

/* The rows that the derived table should have; caller frees p->list. */
static int
expect(ctxh *h, struct pairs *p)
{
	struct undos	u;
	size_t		i, kept = 0;
	int		rc;

	memset(p, 0, sizeof(*p));
	if ((rc = undos_load(h, &u)) != CTXH_OK)
		return rc;
	if (each_undone(&u, INT64_MAX, add_pair, p) != 0)
		rc = fail_nomem(h);
	undos_free(&u);
	if (p->n > 0)
		qsort(p->list, p->n, sizeof(*p->list), by_op);
	for (i = 0; i < p->n; i++)
		if (i == 0 || p->list[i].op != p->list[kept - 1].op)
			p->list[kept++] = p->list[i];
	p->n = kept;
	return rc;
}

int
undone_rebuild(ctxh *h)
{
	struct pairs	 p;
	stmt		*st;
	size_t		 i;
	int		 rc;

	if ((rc = expect(h, &p)) == CTXH_OK)
		rc = db_run(h, SQL_undone_clear);
	for (i = 0; rc == CTXH_OK && i < p.n; i++) {
		if ((rc = db_stmt(h, SQL_undone_put, &st)) != CTXH_OK)
			break;
		db_bind_int(st, 1, p.list[i].op);
		db_bind_int(st, 2, p.list[i].by);
		rc = db_step(h, st) < 0 ? h->status : CTXH_OK;
	}
	free(p.list);
	return rc;
}

static int
report(ctxh *h, ctxh_value *problems, int64_t row, const char *message)
{
	return problem_add(h, problems, "undone", row, 0, message);
}

/* Both stand in the order of the operations. */
static int
compare(ctxh *h, const struct pairs *p, stmt *st, ctxh_value *problems)
{
	const char	*missing = T(h, "a derived row is missing");
	size_t		 i = 0;
	int64_t		 op;
	int		 rc = CTXH_OK, step = 0;

	while (rc == CTXH_OK && (step = db_step(h, st)) == 1) {
		op = db_int(st, 0);
		for (; rc == CTXH_OK && i < p->n && p->list[i].op < op; i++)
			rc = report(h, problems, p->list[i].op, missing);
		if (rc != CTXH_OK)
			break;
		if (i == p->n || p->list[i].op != op)
			rc = report(h, problems, op, T(h, "a derived row is "
			    "there that follows from nothing"));
		else if (db_int(st, 1) != p->list[i++].by)
			rc = report(h, problems, op, T(h, "a derived row is "
			    "not what follows from the documents"));
	}
	for (; rc == CTXH_OK && step == 0 && i < p->n; i++)
		rc = report(h, problems, p->list[i].op, missing);
	return step < 0 ? h->status : rc;
}

int
undone_check(ctxh *h, ctxh_value *problems)
{
	struct pairs	 p;
	stmt		*st;
	int		 rc;

	if ((rc = expect(h, &p)) == CTXH_OK &&
	    (rc = db_stmt(h, SQL_undone_scan, &st)) == CTXH_OK) {
		rc = compare(h, &p, st, problems);
		db_reset(st);
	}
	free(p.list);
	return rc;
}

int
undone_now(ctxh *h, int64_t op, int64_t *by)
{
	stmt	*st;
	int	 rc;

	*by = 0;
	if ((rc = db_stmt(h, SQL_undone_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, op);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	if (rc == 1)
		*by = db_int(st, 0);
	db_reset(st);
	return CTXH_OK;
}
