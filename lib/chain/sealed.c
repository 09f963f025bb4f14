#include "chain/sealed.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "vault/vault.h"

static int
as_cell(ctxh *h, const ctxh_value *v, char **json, struct cell *cell)
{
	if ((*json = ctxh_value_print(v, 0)) == NULL)
		return fail_nomem(h);
	cell->p = *json;
	cell->len = strlen(*json);
	return CTXH_OK;
}

static int
has_person(enum table_id which)
{
	return truth_tables[which].ncols == 2;
}

int
sealed_put(ctxh *h, enum table_id which, const ctxh_value *facts,
    const ctxh_value *person, int64_t *id)
{
	struct cell	 cells[TABLE_COLUMNS] = { { 0 } };
	ctxh_value	*none = NULL;
	char		*a = NULL, *b = NULL;
	int64_t		 row;
	int		 rc;

	if (has_person(which) && person == NULL &&
	    (person = none = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = as_cell(h, facts, &a, &cells[0])) == CTXH_OK &&
	    (!has_person(which) ||
	    (rc = as_cell(h, person, &b, &cells[1])) == CTXH_OK) &&
	    (rc = op_next(h, which, &row)) == CTXH_OK)
		rc = op_row(h, which, row, cells);
	if (rc == CTXH_OK && id != NULL)
		*id = row;
	str_wipe_free(a);
	str_wipe_free(b);
	ctxh_value_free(none);
	return rc;
}

static int
open_cell(ctxh *h, enum table_id which, stmt *st, size_t col,
    ctxh_value **out)
{
	const void	*blob;
	size_t		 n;

	blob = db_blob(st, (int)col + 2, &n);
	return cell_value(h, which, db_int(st, 0), col, blob, n, out);
}

static int
take_row(ctxh *h, enum table_id which, stmt *st,
    int (*fn)(ctxh *, struct sealed_row *, void *), void *ctx)
{
	struct sealed_row	row = { db_int(st, 0), db_int(st, 1), NULL,
	    NULL };
	int			rc;

	if ((rc = open_cell(h, which, st, 0, &row.facts)) == CTXH_OK &&
	    (!has_person(which) || !vault_has(h->vault, VAULT_PERSON) ||
	    (rc = open_cell(h, which, st, 1, &row.person)) == CTXH_OK))
		rc = fn(h, &row, ctx);
	ctxh_value_free(row.facts);
	ctxh_value_free(row.person);
	return rc;
}

int
sealed_each(ctxh *h, enum table_id which,
    int (*fn)(ctxh *, struct sealed_row *, void *), void *ctx)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(h, truth_tables[which].live, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1)
		if ((rc = take_row(h, which, st, fn, ctx)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? h->status : CTXH_OK;
}
