/* ctxh_fsck(): the file, the chain, and everything that follows from it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/rebuild.h"
#include "cases/sign.h"
#include "cases/undo.h"
#include "chain/derived.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/verify.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/times.h"
#include "registers/pair_check.h"
#include "text/date.h"
#include "vault/vault.h"

/* What the documents of all cases give: the derived rows as they should be. */
struct expected {
	ctxh		*h;
	ctxh_value	*problems;
	struct signers	 signers;
	int64_t		*ids;		/* of the cases */
	size_t		 n;
	struct years	 years;
};

static int
check_decision(struct expected *e, const struct doc *d,
    const struct signer *who)
{
	const char	*how = get_text(d->meta, "decided");
	int		 rc, ok = 1;

	if (how == NULL)
		return CTXH_OK;
	if ((strcmp(how, "key") == 0) != (who->role == ROLE_PRINCIPAL))
		ok = 0;
	else if (vault_has(e->h->vault, VAULT_PERSON) && (rc =
	    verify_decision(e->h, d, who->pk, &ok)) != CTXH_OK)
		return rc;
	return ok ? CTXH_OK : problem_add(e->h, e->problems, "document",
	    d->id, d->op, T(e->h, "the principal's signature is not of what "
	    "was decided on"));
}

/* That each document's author had the right to such a form, and that the
 * principal's decisions are the principal's. */
static int
check_authors(struct expected *e, struct casefile *c)
{
	const struct signer	*who;
	const struct doc	*d;
	size_t			 i;
	int			 rc;

	EACH(d, c->docs, c->n) {
		who = signer_at(&e->signers, d->by, d->op);
		if (who == NULL)
			continue;	/* chain_verify() has named it */
		for (i = 0; i < d->form->role_count; i++)
			if (role_of(d->form->roles[i]) == who->role)
				break;
		rc = i < d->form->role_count ?
		    check_decision(e, d, who) : problem_add(e->h,
		    e->problems, "document", d->id, d->op, T(e->h, "written "
		    "by a member whose role does not allow it"));
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* The packed row that a case should have. */
static int
expect_case(struct expected *e, struct casefile *c, struct buf *b)
{
	struct case_state	s;
	int			rc;

	if ((rc = case_replay(e->h, c, MOMENT_MAX, &s, NULL)) == CTXH_OK &&
	    (rc = deadlines_date(e->h, &s, NULL)) == CTXH_OK &&
	    facts_pack(&s, b) != 0)
		rc = fail_nomem(e->h);
	state_free(&s);
	return rc;
}

static int
compare_case(struct expected *e, int64_t id, const struct buf *want)
{
	struct buf	 have = { 0 };
	const void	*blob;
	stmt		*st;
	size_t		 n;
	int		 rc;

	if ((rc = db_stmt(e->h, SQL_case_fact_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(e->h, st)) != 1)
		return rc < 0 ? e->h->status : problem_add(e->h, e->problems,
		    "case_fact", id, 0, T(e->h, "the derived row is missing"));
	blob = db_blob(st, 0, &n);
	rc = derived_open(e->h, DERIVED_CASE, id, blob, n, &have);
	db_reset(st);
	if (rc == CTXH_EINTEGRITY || (rc == CTXH_OK && (have.len != want->len ||
	    memcmp(have.data, want->data, have.len) != 0)))
		rc = problem_add(e->h, e->problems, "case_fact", id, 0,
		    T(e->h, "the derived row is not what the documents say"));
	buf_free(&have);
	return rc;
}

static int
check_tag(struct expected *e, const struct casefile *c)
{
	unsigned char	tag[TAG_SIZE];
	int64_t		to;
	int		rc;

	vault_tag(e->h->vault, VAULT_FACTS, "case", c->number,
	    strlen(c->number), tag);
	if ((rc = tag_find(e->h, &case_tags, tag, &to)) != CTXH_OK)
		return rc;
	return to == c->id ? CTXH_OK : problem_add(e->h, e->problems,
	    "case_tag", c->id, 0, T(e->h, "the derived row is not what the "
	    "documents say"));
}

static int
check_case(struct expected *e, int64_t id)
{
	struct casefile	c;
	struct buf	want = { 0 };
	int		rc;

	rc = case_load(e->h, id, &c);
	if (rc == CTXH_OK)
		rc = expect_case(e, &c, &want);
	if (rc == CTXH_EINTEGRITY || rc == CTXH_ERULE || rc == CTXH_EFAIL)
		rc = problem_add(e->h, e->problems, "document", id, 0,
		    ctxh_message(e->h));
	else if (rc == CTXH_OK) {
		years_case(&e->years, c.year, c.number);
		if ((rc = compare_case(e, id, &want)) == CTXH_OK &&
		    (rc = check_tag(e, &c)) == CTXH_OK)
			rc = check_authors(e, &c);
	}
	buf_free(&want);
	case_free(&c);
	return rc;
}

/* Documents without a case: each can be read, and its author had the right. */
static int
check_loose(struct expected *e)
{
	struct casefile	c;
	int		rc = case_load(e->h, 0, &c);

	if (rc == CTXH_EINTEGRITY || rc == CTXH_EFAIL)
		return problem_add(e->h, e->problems, "document", 0, 0,
		    ctxh_message(e->h));
	if (rc == CTXH_OK) {
		rc = check_authors(e, &c);
		case_free(&c);
	}
	return rc;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Rows of a derived table that stand for nothing; the ids are in order. */
static int
check_extra(struct expected *e, enum sql scan, int column, const char *table)
{
	stmt	*st;
	size_t	 rows = 0;
	int64_t	 id;
	int	 rc, step;

	if ((rc = db_stmt(e->h, scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(e->h, st)) == 1) {
		rows++;
		id = db_int(st, column);
		if ((e->n == 0 || bsearch(&id, e->ids, e->n, sizeof(id),
		    by_id) == NULL) && (rc = problem_add(e->h, e->problems, table,
		    db_int(st, 0), 0, T(e->h, "the derived row belongs to "
		    "nothing"))) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	}
	if (step < 0)
		return e->h->status;
	return rows <= e->n ? CTXH_OK : problem_add(e->h, e->problems, table,
	    0, 0, T(e->h, "there are more derived rows than cases"));
}

static int
bad_year(struct expected *e, int64_t year, const char *message)
{
	return problem_add(e->h, e->problems, "school_year", year, 0, message);
}

static int
check_year(struct expected *e, int year, int64_t want)
{
	int64_t	last;
	int	rc = year_cases(e->h, year, &last);

	if (rc != CTXH_OK && rc != CTXH_EINTEGRITY)
		return rc;
	return rc == CTXH_OK && last == want ? CTXH_OK : bad_year(e, year,
	    T(e->h, "the derived row is not what the documents say"));
}

/* Each row is a year that there is, and each year has its row. */
static int
check_years(struct expected *e)
{
	unsigned char	 seen[YEARS] = { 0 };
	stmt		*st;
	int64_t		 i;
	int		 rc, step;

	if ((rc = years_lists(e->h, &e->years)) != CTXH_OK ||
	    (rc = db_stmt(e->h, SQL_school_year_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(e->h, st)) == 1) {
		i = db_int(st, 0) - DATE_YEAR_MIN;
		if (i < 0 || i >= YEARS || !e->years.is[i])
			rc = bad_year(e, db_int(st, 0), T(e->h, "the derived "
			    "row belongs to nothing"));
		else
			seen[i] = 1;
		if (rc != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	}
	for (i = 0; step == 0 && rc == CTXH_OK && i < YEARS; i++) {
		if (e->years.is[i] && !seen[i])
			rc = bad_year(e, DATE_YEAR_MIN + i, T(e->h, "the "
			    "derived row is missing"));
		else if (seen[i])
			rc = check_year(e, DATE_YEAR_MIN + (int)i,
			    e->years.last[i]);
	}
	return step < 0 ? e->h->status : rc;
}

static int
check_derived(struct expected *e)
{
	size_t	i;
	int	rc;

	if ((rc = cases_all(e->h, &e->ids, &e->n)) != CTXH_OK)
		return rc;
	for (i = 0; i < e->n; i++)
		if ((rc = check_case(e, e->ids[i])) != CTXH_OK ||
		    (rc = handle_progress(e->h, i, e->n)) != CTXH_OK)
			return rc;
	if ((rc = check_loose(e)) != CTXH_OK ||
	    (rc = check_extra(e, SQL_case_fact_scan, 0, "case_fact")) !=
	    CTXH_OK || (rc = check_extra(e, SQL_case_tag_scan, 2,
	    "case_tag")) != CTXH_OK || (rc = check_years(e)) != CTXH_OK ||
	    (rc = pairs_check(e->h, &e->signers, e->problems)) != CTXH_OK ||
	    (rc = times_check(e->h, e->problems)) != CTXH_OK)
		return rc;
	return students_check(e->h, e->problems);
}

/* All derived rows anew, in one transaction and with its own trace. */
static int
rebuild(ctxh *h)
{
	int rc;

	if ((rc = need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, "fsck --rebuild",
	    T(h, "rebuilding needs the person key (focal, principal)"))) ==
	    CTXH_OK && (rc = op_begin(h, "fsck --rebuild")) == CTXH_OK &&
	    (rc = rebuild_all(h)) == CTXH_OK)
		rc = op_commit(h, NULL);
	op_abort(h);
	return rc;
}

static int
found_in_file(ctxh *h, void *ctx, const char *message)
{
	return problem_add(h, ctx, NULL, 0, 0, message);
}

static int
check(ctxh *h, const char *head, ctxh_value *problems, int64_t *ops,
    char *last)
{
	struct expected	e = { .h = h, .problems = problems };
	int		rc;

	if ((rc = db_check(h, found_in_file, problems)) != CTXH_OK)
		return rc;
	if ((rc = chain_verify(h, head, problems, ops, last)) == CTXH_OK &&
	    vault_has(h->vault, VAULT_FACTS) &&
	    (rc = undo_check_decisions(h, problems)) == CTXH_OK &&
	    (rc = signers_load(h, &e.signers)) == CTXH_OK)
		rc = check_derived(&e);
	signers_free(&e.signers);
	free(e.ids);
	/* Tables that are not there were found; what needs them cannot run. */
	if (rc == CTXH_EIO && ctxh_value_count(problems) > 0)
		rc = problem_add(h, problems, NULL, 0, 0, ctxh_message(h));
	return rc;
}

/* How far the keys at hand let it look. */
static const char *
what_opens(const ctxh *h)
{
	if (vault_has(h->vault, VAULT_PERSON))
		return "all";
	return vault_has(h->vault, VAULT_FACTS) ? "facts" : "chain";
}

static int
fsck(ctxh *h, const char *head, unsigned flags, ctxh_value *problems,
    ctxh_value *out)
{
	int64_t	ops;
	char	last[65];
	int	rc;

	if (((flags & CTXH_REBUILD) != 0 && (rc = rebuild(h)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = db_release(h, check(h, head, problems, &ops, last))) !=
	    CTXH_OK)
		return rc;
	if (put_int(out, "format", 1) |
	    put_bool(out, "ok", ctxh_value_count(problems) == 0) |
	    put_text(out, "checked", what_opens(h)) |
	    put_int(out, "ops", ops) | put_text(out, "head", last))
		return fail_nomem(h);
	return CTXH_OK;
}

EXPORT int
ctxh_fsck(ctxh *h, const char *head, unsigned flags, ctxh_value **out)
{
	ctxh_value	*problems = ctxh_value_list(), *o = ctxh_value_object();
	size_t		 n;
	int		 rc;

	*out = NULL;
	if (head != NULL && (strlen(head) != 64 || strspn(head,
	    "0123456789abcdef") != 64))
		rc = fail(h, CTXH_EUSAGE, T(h, "not a head: \"%s\"; it has 64 "
		    "digits of 0-9 and a-f"), head);
	else if (h->db == NULL)
		rc = fail(h, CTXH_ENOSTORE, "%s", T(h, "no store is open"));
	else if (problems == NULL || o == NULL)
		rc = fail_nomem(h);
	else
		rc = fsck(h, head, flags, problems, o);
	if (rc != CTXH_OK) {
		ctxh_value_free(problems);
		ctxh_value_free(o);
		return rc;
	}
	n = ctxh_value_count(problems);
	if (put(o, "problems", problems) != 0) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	*out = o;
	return n == 0 ? CTXH_OK : fail(h, CTXH_EINTEGRITY, T(h, "%zu problems "
	    "found; keep the file as it is and compare it with a backup"), n);
}
