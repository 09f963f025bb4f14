/*
 * ctxh_due_recompute(): deadlines by today's calendar beside those stored.
 * What differs is recorded, a document a case, one operation for all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/record.h"
#include "cases/view.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "rules/book.h"

static const char *const recount_roles[] = { "focal", "principal" };

const struct form form_recount = {
	.id = FORM_RECOUNT, .verb = FORM_RECOUNT,
	.title = { "Tính lại thời hạn", "Deadlines counted anew" },
	.source = "ctxh due --recompute", .certainty = CERTAIN_PRACTICE,
	.roles = recount_roles, .role_count = 2,
	.needs_case = FORM_CASE_REQUIRED, .index = -1,
};

/* A run over the cases. */
struct recount {
	unsigned	 flags;
	ctxh_value	*rows;		/* every unsettled deadline */
	ctxh_value	*documents;	/* ids of those recorded */
	int64_t		 changed;	/* of the rows */
};

/* A case of the run. */
struct counted {
	struct casefile	 c;
	struct case_state s;
	ctxh_value	*list;		/* what its document will carry */
};

static int
differs(const struct deadline *a, const struct deadline *b)
{
	return a->due != b->due || a->estimated != b->estimated;
}

static int
add_row(ctxh *h, struct recount *r, const struct casefile *c,
    const struct deadline *old, const struct deadline *new)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "case", c->number) |
	    put_text(o, "rule", old->rule->id) |
	    put_text(o, "label", label_text(h, &old->rule->label)) |
	    (old->per != NULL ? put_text(o, "agency", old->per) : 0) |
	    put_moment(o, "started_at", old->start) |
	    put_moment(o, "due_at", old->due) |
	    put_bool(o, "estimated", old->estimated) |
	    put_moment(o, "new_due_at", new->due) |
	    put_bool(o, "new_estimated", new->estimated) |
	    put_bool(o, "changed", differs(old, new))) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	r->changed += differs(old, new);
	return push(r->rows, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* What the document carries: the new time, and what it was. */
static int
add_entry(ctxh *h, ctxh_value *list, const struct deadline *old,
    const struct deadline *new)
{
	ctxh_value	*last;
	int		 rc;

	if ((rc = deadline_carry(h, list, new)) != CTXH_OK)
		return rc;
	last = value_last(list);
	return put_int(last, "was", old->due) | (old->estimated ?
	    put_bool(last, "was_estimated", 1) : 0) ? fail_nomem(h) : CTXH_OK;
}

static int
count_anew(ctxh *h, struct recount *r, struct counted *k)
{
	struct deadline	*d, new;
	int		 rc;

	EACH(d, k->s.deadlines, k->s.ndeadlines) {
		if (d->status != DUE_OPEN || k->s.duplicate)
			continue;
		new = *d;
		if ((rc = deadline_count(h, &new)) != CTXH_OK ||
		    (rc = add_row(h, r, &k->c, d, &new)) != CTXH_OK ||
		    (differs(d, &new) && (rc = add_entry(h, k->list, d,
		    &new)) != CTXH_OK))
			return rc;
	}
	return CTXH_OK;
}

static int
load(ctxh *h, struct counted *k, int64_t id)
{
	int rc;

	if ((k->list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = case_load(h, id, &k->c)) != CTXH_OK ||
	    (rc = case_replay(h, &k->c, MOMENT_MAX, &k->s, NULL)) != CTXH_OK)
		return rc;
	return deadlines_date(h, &k->s, NULL);
}

/* The list is consumed. */
static int
add_document(ctxh *h, struct casefile *c, ctxh_value *list)
{
	ctxh_value	*meta = ctxh_value_object();
	int64_t		 id = 0;
	int		 rc;

	if (meta == NULL || put_text(meta, "form", FORM_RECOUNT) |
	    put_int(meta, "at", op_at(h)) |
	    put(meta, "fields", ctxh_value_object())) {
		ctxh_value_free(list);
		rc = fail_nomem(h);
	} else if ((rc = deadlines_seal(h, meta, list)) == CTXH_OK)
		rc = op_next(h, TABLE_DOCUMENT, &id);
	if (rc != CTXH_OK) {
		ctxh_value_free(meta);
		return rc;
	}
	rc = case_add(h, c, id, op_id(h), op_at(h), h->actor->handle, meta,
	    ctxh_value_object());
	return rc == CTXH_OK ? doc_write(h, &c->docs[c->n - 1], c->id) : rc;
}

/* The document, and what follows from it for the case. */
static int
record(ctxh *h, struct recount *r, struct counted *k)
{
	ctxh_value	*list = k->list;
	char		 id[48];
	int		 rc;

	k->list = NULL;
	if ((rc = add_document(h, &k->c, list)) != CTXH_OK)
		return rc;
	state_free(&k->s);
	if ((rc = case_replay(h, &k->c, MOMENT_MAX, &k->s, NULL)) !=
	    CTXH_OK || (rc = deadlines_date(h, &k->s, NULL)) != CTXH_OK ||
	    (rc = facts_put(h, &k->s)) != CTXH_OK)
		return rc;
	(void)snprintf(id, sizeof(id), "%s/%zu", k->c.number, k->c.n);
	return push_text(r->documents, id) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
recount_case(ctxh *h, struct recount *r, int64_t id)
{
	struct counted	k = { 0 };
	int		rc;

	if ((rc = load(h, &k, id)) == CTXH_OK &&
	    (rc = count_anew(h, r, &k)) == CTXH_OK &&
	    ctxh_value_count(k.list) > 0)
		rc = record(h, r, &k);
	ctxh_value_free(k.list);
	state_free(&k.s);
	case_free(&k.c);
	return rc;
}

static int
recount_all(ctxh *h, struct recount *r, int64_t only)
{
	int64_t	*ids = NULL;
	size_t	 i, n = 0;
	int	 rc;

	if (only != 0)
		return recount_case(h, r, only);
	rc = case_ids(h, &ids, &n);
	for (i = 0; rc == CTXH_OK && i < n; i++)
		if ((rc = recount_case(h, r, ids[i])) == CTXH_OK)
			rc = handle_progress(h, i, n);
	free(ids);
	return rc;
}

/* Nothing that differs: no operation. */
static int
finish(ctxh *h, struct recount *r, ctxh_value *out)
{
	int write = r->changed > 0 && (r->flags & CTXH_DRY_RUN) == 0;

	if (put_int(op_detail(h), "changed", r->changed) |
	    put(op_detail(h), "documents", ctxh_value_copy(r->documents)) |
	    put_int(out, "format", 1) | put_int(out, "changed", r->changed) |
	    put(out, "deadlines", ctxh_value_copy(r->rows)) |
	    put(out, "documents", ctxh_value_copy(r->documents)))
		return fail_nomem(h);
	return op_finish(h, !write, out);
}

/* What the calendar says is read within the lock, too. */
static int
recompute(ctxh *h, struct recount *r, const char *case_no, ctxh_value *out)
{
	int64_t	id = 0;
	int	rc;

	if ((case_no != NULL && (rc = case_find(h, case_no, &id)) !=
	    CTXH_OK) || (rc = op_begin(h, "due --recompute")) != CTXH_OK)
		return rc;
	if ((rc = rulebook_refresh(h)) == CTXH_OK &&
	    (rc = recount_all(h, r, id)) == CTXH_OK)
		rc = finish(h, r, out);
	op_abort(h);
	return rc;
}

EXPORT int
ctxh_due_recompute(ctxh *h, const char *case_no, unsigned flags,
    ctxh_value **out)
{
	struct recount	 r = { .flags = flags };
	ctxh_value	*o;
	int		 rc;

	*out = NULL;
	if ((rc = need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, "due --recompute",
	    T(h, "counting deadlines anew is for the focal person and the "
	    "principal"))) != CTXH_OK)
		return rc;
	o = ctxh_value_object();
	r.rows = ctxh_value_list();
	r.documents = ctxh_value_list();
	if (o == NULL || r.rows == NULL || r.documents == NULL)
		rc = fail_nomem(h);
	else
		rc = recompute(h, &r, case_no, o);
	ctxh_value_free(r.rows);
	ctxh_value_free(r.documents);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}

/* ---- shown ---- */

static const char *
rule_label(ctxh *h, const struct rules *r, const char *id)
{
	const struct deadline_rule *d;

	EACH(d, r->deadlines, r->deadline_count)
		if (id != NULL && strcmp(d->id, id) == 0)
			return label_text(h, &d->label);
	return id;
}

static ctxh_value *
show_entry(ctxh *h, const struct casefile *c, const ctxh_value *e)
{
	ctxh_value	*o = ctxh_value_object();
	const char	*rule = get_text(e, "rule");

	if (o == NULL || put_text(o, "rule", rule) |
	    put_text(o, "label", rule_label(h, c->rules, rule)) |
	    (get_text(e, "per") != NULL ?
	    put_text(o, "agency", get_text(e, "per")) : 0) |
	    put_moment(o, "started_at", get_int(e, "start", 0)) |
	    put_moment(o, "due_at", get_int(e, "was", 0)) |
	    put_bool(o, "estimated", get_bool(e, "was_estimated")) |
	    put_moment(o, "new_due_at", get_int(e, "due", 0)) |
	    put_bool(o, "new_estimated", get_bool(e, "estimated"))) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

int
recount_show(ctxh *h, const struct casefile *c, const struct doc *d,
    ctxh_value *out)
{
	ctxh_value		*list = ctxh_value_list();
	const ctxh_value	*e;

	VALUE_EACH(e, ctxh_value_get(d->meta, "deadlines"))
		if (push(list, show_entry(h, c, e)) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	return put_text(out, "title", label_text(h, &d->form->title)) |
	    put(out, "deadlines", list) ? fail_nomem(h) : CTXH_OK;
}
