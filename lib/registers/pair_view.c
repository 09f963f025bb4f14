/* Own pairs, for a mentor who has no other key to the store. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "registers/pair.h"
#include "registers/view.h"
#include "rules/book.h"

int
pair_asked(const ctxh *h, const char *number)
{
	enum register_kind kind;

	if (h->actor == NULL || h->actor->identity == NULL ||
	    h->actor->role != ROLE_STAFF)
		return 0;
	if (number == NULL)
		return 1;
	(void)entry_id(number, &kind);
	return kind == REGISTER_MENTOR || kind == REGISTER_COUNT;
}

/* Whom it is about, as the mentor was told. */
static int
put_pupil(ctxh *h, const struct entry *e, unsigned flags, ctxh_value *o)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	const ctxh_value	*pupil = start != NULL ?
	    ctxh_value_get(start->meta, "pupil") : NULL;

	if (put_text(o, "class", get_text(pupil, "class")) |
	    ((flags & CTXH_NAMES) != 0 ? put_text(o, "name",
	    get_text(pupil, "name")) : 0))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
pair_value(ctxh *h, struct entry *e, unsigned flags, ctxh_value **out)
{
	int rc;

	if ((rc = entry_value(h, e, 0, flags, out)) == CTXH_OK &&
	    (rc = put_pupil(h, e, flags, *out)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

/* ---- the list ---- */

struct listing {
	int		 year;
	unsigned	 flags;
	ctxh_value	*rows;
};

static int
list_pair(ctxh *h, int64_t id, const struct pair_key *k, void *ctx)
{
	struct listing	*l = ctx;
	struct entry	 e = { .id = id, .kind = REGISTER_MENTOR };
	ctxh_value	*o;
	int		 rc;

	if ((rc = pair_docs(h, &e, k, 1)) == CTXH_OK && e.n > 0 &&
	    (l->year == 0 || entry_in_year(&e, l->year)) &&
	    ((l->flags & CTXH_ENTRY_OPEN) == 0 ||
	    entry_ends(&e, INT64_MAX) == ENTRY_OPEN) &&
	    (rc = pair_value(h, &e, l->flags, &o)) == CTXH_OK &&
	    push(l->rows, o) != 0)
		rc = fail_nomem(h);
	entry_free(&e);
	return rc;
}

static int
give_rows(ctxh *h, const ctxh_value *rows, ctxh_row_fn row, void *ctx)
{
	const ctxh_value *o;

	VALUE_EACH(o, rows)
		if (row(ctx, o) != 0)
			return fail(h, CTXH_EINTERRUPTED, "%s",
			    T(h, "interrupted; nothing was changed"));
	return CTXH_OK;
}

int
pair_list(ctxh *h, const char *year, unsigned flags, ctxh_row_fn row,
    void *ctx)
{
	struct listing	l = { .flags = flags };
	int		rc;

	if ((rc = entry_year(h, year, &l.year)) != CTXH_OK ||
	    ((flags & CTXH_NAMES) != 0 && (rc = trace_names(h, "mentor list",
	    year != NULL ? year : "")) != CTXH_OK) ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((l.rows = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = pair_own(h, 0, list_pair, &l)) == CTXH_OK)
		rc = give_rows(h, l.rows, row, ctx);
	ctxh_value_free(l.rows);
	return db_release(h, rc);
}

/* ---- one pair ---- */

static int
show(ctxh *h, const char *number, unsigned flags, ctxh_value **out)
{
	struct pair_key	k;
	struct entry	e;
	int		rc;

	if ((rc = pair_mine(h, number, 0, &e, &k)) == CTXH_OK &&
	    (rc = pair_value(h, &e, flags, out)) == CTXH_OK)
		rc = entry_documents(h, &e, flags, *out);
	pair_end(&k);
	entry_free(&e);
	return rc;
}

int
pair_show(ctxh *h, const char *number, unsigned flags, ctxh_value **out)
{
	int rc;

	if (((flags & CTXH_NAMES) != 0 && (rc = trace_names(h, "mentor show",
	    number)) != CTXH_OK) || (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	rc = show(h, number, flags, out);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}
