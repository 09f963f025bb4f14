/* What a later operation builds on cannot be taken back before it. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/undo.h"
#include "chain/rows.h"
#include "text/date.h"

struct block {
	struct undoing	*u;
	struct subjects	 seen;		/* of one row; used again */
	int64_t		 op;		/* the newest that builds on it */
	int64_t		 now;		/* whose rows are looked at ... */
	int		 live;		/* ... and whether they count */
	int64_t		 as;		/* an undo that they stand for, or 0 */
};

int
undo_blocked_by(struct undoing *u, int64_t op, const char *what)
{
	struct about	a;
	char		at[17];
	int		rc;

	if ((rc = about_op(u->h, op, &a)) == CTXH_OK) {
		moment_show(a.at, at);
		(void)fail(u->h, CTXH_ERULE, T(u->h, "operation %lld cannot "
		    "be taken back now: %s operation %lld (\"%s\", %s, %s); "
		    "take that back first: ctxh undo %lld"),
		    (long long)u->target.op, what, (long long)op, a.verb, at,
		    a.by, (long long)op);
		rc = fail_where_int(u->h, "op", op);
	}
	about_free(&a);
	return rc;
}

static int
meets(struct block *b)
{
	size_t i;

	for (i = 0; i < b->seen.n; i++)
		if (subjects_meet(&b->u->own, &b->seen.list[i], b->u->redo))
			return 1;
	return 0;
}

static int
look_at_row(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct block	*b = ctx;
	int64_t		 op = b->as != 0 ? b->as : db_int(st, 1);
	int		 rc;

	if (b->as == 0 && op != b->now) {
		b->now = op;
		b->live = undone_by(&b->u->undos, op, INT64_MAX) == 0;
	}
	if ((b->as == 0 && !b->live) || op <= b->op)
		return CTXH_OK;
	b->seen.n = 0;
	if ((rc = subjects_row(h, which, st, &b->seen)) == CTXH_OK &&
	    meets(b))
		b->op = op;
	return rc;
}

/* All rows of the operations from first to last. */
static int
look_at(struct block *b, int64_t first, int64_t last)
{
	size_t	i;
	int	rc;

	for (i = 0; i < TABLE_COUNT; i++)
		if ((rc = rows_each(b->u->h, (enum table_id)i, first, last,
		    look_at_row, b)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* Whether an operation from before is as live as it was right after. */
static int
is_as_then(const struct undoing *u, int64_t op)
{
	return (undone_by(&u->undos, op, u->target.op + 1) != 0) ==
	    (undone_by(&u->undos, op, INT64_MAX) != 0);
}

/*
 * An undo that came later touches what it took back or did again, unless that
 * is again as it was then.  One of something later cancels out: either that is
 * live and was looked at, or there is nothing of it.
 */
static int
look_at_undos(struct block *b)
{
	const struct undo_row	*r;
	int64_t			 root;
	int			 rc;

	EACH(r, b->u->undos.list, b->u->undos.n) {
		root = undo_root(&b->u->undos, r->op);
		if (r->op <= b->u->target.op || root >= b->u->target.op ||
		    is_as_then(b->u, root) ||
		    undone_by(&b->u->undos, r->op, INT64_MAX) != 0)
			continue;
		b->as = r->op;
		if ((rc = look_at(b, root, root)) != CTXH_OK)
			return rc;
	}
	b->as = 0;
	return CTXH_OK;
}

/* Who has signed since was a member: the newest such operation. */
static int
look_at_signers(struct block *b, int64_t *op)
{
	struct subject	 by = { SUBJECT_HANDLE, SUBJECT_WRITES, 0 };
	stmt		*st;
	int		 rc;

	*op = 0;
	if (!subjects_has(&b->u->own, SUBJECT_HANDLE, SUBJECT_WRITES))
		return CTXH_OK;
	if ((rc = db_stmt(b->u->h, SQL_op_scan, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, b->u->target.op + 1);
	while ((rc = db_step(b->u->h, st)) == 1) {
		by.key = subject_key(db_text(st, 3));
		if (subjects_meet(&b->u->own, &by, 0) &&
		    undone_by(&b->u->undos, db_int(st, 0), INT64_MAX) == 0)
			*op = db_int(st, 0);
	}
	return rc < 0 ? b->u->h->status : CTXH_OK;
}

int
undo_blocked(struct undoing *u)
{
	struct block	b = { .u = u };
	int64_t		signed_by;
	int		rc;

	b.seen.joins = u->redo;
	b.seen.consents = subjects_has(&u->own, SUBJECT_CONSENT,
	    SUBJECT_MAKES);
	if ((rc = look_at(&b, u->target.op + 1, INT64_MAX)) == CTXH_OK &&
	    (rc = look_at_undos(&b)) == CTXH_OK)
		rc = look_at_signers(&b, &signed_by);
	subjects_free(&b.seen);
	if (rc != CTXH_OK)
		return rc;
	if (b.op != 0)
		return undo_blocked_by(u, b.op, T(u->h, "on it builds"));
	if (signed_by == 0)
		return CTXH_OK;
	(void)fail(u->h, CTXH_ERULE, T(u->h, "operation %lld cannot be taken "
	    "back: the member has signed operation %lld since; to end the "
	    "membership use ctxh staff retire"), (long long)u->target.op,
	    (long long)signed_by);
	return fail_where_int(u->h, "op", signed_by);
}
