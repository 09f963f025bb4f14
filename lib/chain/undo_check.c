/* What the chain has of undoing, looked at by whoever verifies it. */
#include <string.h>

#include "chain/op.h"
#include "chain/verify.h"

/* The list of rows of an operation; "" where there is no such one. */
static int
rows_of(ctxh *h, int64_t op, struct buf *out)
{
	stmt	*st;
	int	 rc;

	buf_reset(out);
	buf_str(out, "");
	if ((rc = db_stmt(h, SQL_op_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, op);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	if (rc == 1)
		buf_str(out, db_text(st, 5));
	db_reset(st);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

/* It writes one row of the table undo and nothing else. */
static int
is_alone(const char *rows)
{
	static const char	 only[] = "undo 1 ";
	const char		*end = strchr(rows, '\n');

	return strncmp(rows, only, sizeof(only) - 1) == 0 && end != NULL &&
	    end[1] == '\0';
}

int
chain_check_undo(ctxh *h, const struct signers *s, const struct op_head *o,
    ctxh_value *problems)
{
	const struct signer	*who;
	const char		*message = NULL;
	struct buf		 rows = { 0 };
	int64_t			 target;
	int			 rc;

	if ((target = undo_of(&s->undos, o->id)) == 0)
		return CTXH_OK;
	if ((rc = rows_of(h, undo_root(&s->undos, target), &rows)) !=
	    CTXH_OK)
		goto done;
	who = signer_at(s, o->by, o->id);
	if (!is_alone(o->rows))
		message = T(h, "an undo that writes other rows, too");
	else if (target <= 1 || target >= o->id || rows_none(rows.data))
		message = T(h, "it takes back what cannot be taken back");
	else if (undone_by(&s->undos, target, o->id) != 0)
		message = T(h, "it takes back what was taken back already");
	else if (who != NULL && who->role != ROLE_NONE &&
	    rows_denied(rows.data, who->role) != TABLE_COUNT)
		message = T(h, "written by a member whose role does not allow "
		    "it");
	if (message != NULL)
		rc = problem_add(h, problems, "undo", 0, o->id, message);
done:
	buf_free(&rows);
	return rc;
}
