#include "chain/rows.h"

/* The operation of the first row from id on; *op is past all where there is
 * none. */
static int
op_from(ctxh *h, enum table_id which, int64_t id, int64_t *op)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, truth_tables[which].scan, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	*op = rc == 1 ? db_int(st, 1) : INT64_MAX;
	db_reset(st);
	return CTXH_OK;
}

/* Rows stand in the order of their operations. */
static int
seek(ctxh *h, enum table_id which, int64_t first, int64_t *id)
{
	int64_t	lo = 1, hi, mid, op = 0;
	int	rc;

	if ((rc = db_number(h, truth_tables[which].max, 0, &hi)) != CTXH_OK)
		return rc;
	for (hi++; lo < hi;) {
		mid = lo + (hi - lo) / 2;
		if ((rc = op_from(h, which, mid, &op)) != CTXH_OK)
			return rc;
		if (op < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	*id = lo;
	return CTXH_OK;
}

int
rows_each(ctxh *h, enum table_id which, int64_t first, int64_t last,
    row_fn fn, void *ctx)
{
	stmt	*st;
	int64_t	 id;
	int	 rc, step;

	if ((rc = seek(h, which, first, &id)) != CTXH_OK ||
	    (rc = db_stmt(h, truth_tables[which].scan, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	while ((step = db_step(h, st)) == 1 && db_int(st, 1) <= last)
		if ((rc = fn(h, which, st, ctx)) != CTXH_OK)
			break;
	db_reset(st);
	return step < 0 ? h->status : rc;
}
