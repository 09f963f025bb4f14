#include "registers/pair_check.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "registers/pair.h"
#include "vault/vault.h"

struct checking {
	ctxh			*h;
	const struct signers	*signers;
	ctxh_value		*problems;
	struct entry		*e;		/* whose rows are looked at */
	struct pair_key		 key;
};

static int
problem(struct checking *c, int64_t row, int64_t op, const char *message)
{
	return problem_add(c->h, c->problems, "pair", row, op, message);
}

/* Whether it was ended by then, in an earlier operation. */
static int
had_ended(const struct checking *c, int64_t op, int64_t at)
{
	const struct entry_doc *d;

	EACH(d, c->e->docs, c->e->n)
		if (d->form->step == STEP_END && !d->superseded &&
		    d->op < op && d->at <= at)
			return 1;
	return 0;
}

/* Who may write of this pair at all. */
static int
might_write(const struct checking *c, const char *by, int64_t op, int64_t at)
{
	const struct signer	*who = signer_at(c->signers, by, op);
	const struct entry_doc	*start = entry_step(c->e, STEP_START,
	    INT64_MAX);
	const char		*mentor;

	/* Who signs without a right to was found with the chain. */
	if (who == NULL || who->role != ROLE_STAFF)
		return 1;
	mentor = start != NULL ? get_text(start->fields, "mentor") : NULL;
	return mentor != NULL && strcmp(mentor, by) == 0 &&
	    !had_ended(c, op, at);
}

static int
check_row(struct checking *c, stmt *st)
{
	int64_t		 id = db_int(st, 0), op = db_int(st, 1);
	const char	*by = db_text(st, 5), *said;
	ctxh_value	*row;
	int		 rc;

	rc = pair_open(c->h, st, &c->key, &row);
	if (rc == CTXH_EINTEGRITY)
		return problem(c, id, op, T(c->h, "it does not open with the "
		    "key of the pair, or says that it stands elsewhere: it was "
		    "changed or moved"));
	if (rc != CTXH_OK)
		return rc;
	said = get_text(row, "by");
	if (said == NULL || strcmp(said, by) != 0)
		rc = problem(c, id, op, T(c->h, "written in another's name"));
	else if (entry_form_of(c->h, row) == NULL)
		rc = rulebook_load(c->h) != CTXH_OK ? c->h->status : problem(c, id, op, T(c->h, "it is of no form that this "
		    "program has"));
	else if (!might_write(c, by, op, db_int(st, 4)))
		rc = problem(c, id, op, T(c->h, "written by a member who is "
		    "not the pair's mentor, or was no longer"));
	ctxh_value_free(row);
	return rc;
}

static int
check_rows(struct checking *c)
{
	stmt	*st;
	int	 rc, step = 0;

	if ((rc = db_stmt(c->h, SQL_pair_of, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, c->e->id);
	while (rc == CTXH_OK && (step = db_step(c->h, st)) == 1)
		rc = check_row(c, st);
	db_reset(st);
	return step < 0 ? c->h->status : rc;
}

static int
check_entry(struct checking *c, int64_t id)
{
	struct entry	e;
	int		rc;

	c->e = &e;
	if ((rc = entry_load(c->h, id, &e)) == CTXH_OK) {
		rc = e.n == 0 || e.kind != REGISTER_MENTOR ?
		    problem(c, 0, 0, T(c->h, "rows of a pair that there is "
		    "not")) : pair_key_of(c->h, &e, &c->key);
		if (rc == CTXH_OK && e.n > 0 && e.kind == REGISTER_MENTOR)
			rc = check_rows(c);
	}
	if (rc == CTXH_EINTEGRITY || rc == CTXH_EFAIL)
		rc = problem_add(c->h, c->problems, "entry", id, 0,
		    ctxh_message(c->h));
	pair_end(&c->key);
	entry_free(&e);
	return rc;
}

/* The entries first: they are looked at with other statements. */
static int
entries_of(ctxh *h, ctxh_value *ids)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(h, SQL_pair_entries, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1)
		if (push(ids, ctxh_value_number((double)db_int(st, 0))) !=
		    0) {
			db_reset(st);
			return fail_nomem(h);
		}
	return step < 0 ? h->status : CTXH_OK;
}

int
pairs_check(ctxh *h, const struct signers *signers, ctxh_value *problems)
{
	struct checking		 c = { .h = h, .signers = signers,
	    .problems = problems };
	ctxh_value		*ids;
	const ctxh_value	*id;
	int			 rc;

	if (!vault_has(h->vault, VAULT_PERSON))
		return CTXH_OK;
	if ((ids = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	rc = entries_of(h, ids);
	VALUE_EACH(id, ids)
		if (rc == CTXH_OK)
			rc = check_entry(&c, (int64_t)ctxh_value_num(id));
	ctxh_value_free(ids);
	return rc;
}
