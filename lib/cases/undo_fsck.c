/* Decisions under a principal's key, and who may take them back. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/undo.h"
#include "chain/rows.h"
#include "chain/verify.h"

struct decided {
	const char	*by;
	char		*handle;
};

static int
look(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct decided	*d = ctx;
	ctxh_value	*meta;
	const void	*blob;
	const char	*how;
	size_t		 n;
	int		 rc;

	if (strcmp(db_text(st, 4), d->by) == 0 ||
	    strlen(db_text(st, 4)) > HANDLE_MAX)
		return CTXH_OK;
	blob = db_blob(st, 5, &n);
	if ((rc = cell_value(h, which, db_int(st, 0), 3, blob, n, &meta)) !=
	    CTXH_OK)
		return rc;
	how = get_text(meta, "decided");
	if (how != NULL && strcmp(how, "key") == 0)
		strcpy(d->handle, db_text(st, 4));
	ctxh_value_free(meta);
	return CTXH_OK;
}

int
undo_decided_by(ctxh *h, int64_t op, const char *by,
    char handle[HANDLE_MAX + 1])
{
	struct decided d = { by, handle };

	handle[0] = '\0';
	return rows_each(h, TABLE_DOCUMENT, op, op, look, &d);
}

int
undo_check_decisions(ctxh *h, ctxh_value *problems)
{
	const struct undo_row	*r;
	struct about		 a;
	struct undos		 u;
	char			 handle[HANDLE_MAX + 1];
	int			 rc;

	if ((rc = undos_load(h, &u)) != CTXH_OK)
		return rc;
	EACH(r, u.list, u.n) {
		/* What there is none of was found with the chain. */
		rc = about_op(h, r->op, &a);
		if (rc == CTXH_OK)
			rc = undo_decided_by(h, undo_root(&u, r->op), a.by,
			    handle);
		about_free(&a);
		if (rc == CTXH_OK && handle[0] != '\0')
			rc = problem_add(h, problems, "undo", r->id, r->op,
			    T(h, "the decision is the principal's, and so is "
			    "taking it back"));
		else if (rc == CTXH_EINTEGRITY || rc == CTXH_EDENIED ||
		    rc == CTXH_ENOTFOUND)
			rc = CTXH_OK;
		if (rc != CTXH_OK)
			break;
	}
	undos_free(&u);
	return rc;
}
