#include "chain/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "vault/digest.h"
#include "vault/identity.h"
#include "vault/vault.h"

#define EXACT 1000000000000000	/* what a double holds exactly */

/* A tag's row id has more digits than a number of JSON keeps. */
static int
put_row(ctxh_value *o, int64_t row)
{
	char digits[24];

	if (row < EXACT)
		return put_int(o, "row", row);
	(void)snprintf(digits, sizeof(digits), "%lld", (long long)row);
	return put_text(o, "row", digits);
}

int
problem_add(ctxh *h, ctxh_value *problems, const char *table, int64_t row,
    int64_t op, const char *message)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || (table != NULL && put_text(o, "table", table) != 0) ||
	    (row != 0 && put_row(o, row) != 0) ||
	    (op != 0 && put_int(o, "op", op) != 0) ||
	    put_text(o, "message", message) != 0) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(problems, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* A role that does not read is none; its row is found with the others. */
static enum role
role_in(ctxh *h, stmt *st)
{
	ctxh_value	*facts;
	const void	*blob;
	enum role	 role = ROLE_NONE;
	size_t		 n;

	blob = db_blob(st, 6, &n);
	if (vault_has(h->vault, VAULT_FACTS) && cell_value(h, TABLE_STAFF,
	    db_int(st, 0), 4, blob, n, &facts) == CTXH_OK) {
		role = role_of(get_text(facts, "role"));
		ctxh_value_free(facts);
	}
	return role;
}

int
signers_load(ctxh *h, struct signers *s)
{
	struct signer	*new;
	const void	*pk;
	stmt		*st;
	size_t		 n;
	int		 rc;

	memset(s, 0, sizeof(*s));
	if ((rc = undos_load(h, &s->undos)) != CTXH_OK)
		return rc;
	if ((rc = db_stmt(h, SQL_staff_scan, &st)) != CTXH_OK) {
		signers_free(s);
		return rc;
	}
	while ((rc = db_step(h, st)) == 1) {
		pk = db_blob(st, 4, &n);
		if (n != sizeof(new->pk) ||
		    strlen(db_text(st, 3)) >= sizeof(new->handle))
			continue;	/* its digest will be found wrong */
		if (mem_grow((void **)&s->list, &s->cap, s->n + 1,
		    sizeof(*s->list)) != 0) {
			db_reset(st);
			signers_free(s);
			return fail_nomem(h);
		}
		new = &s->list[s->n++];
		strcpy(new->handle, db_text(st, 3));
		memcpy(new->pk, pk, n);
		new->role = role_in(h, st);
		new->from_op = db_int(st, 1);
	}
	if (rc < 0)
		signers_free(s);
	return rc < 0 ? h->status : CTXH_OK;
}

void
signers_free(struct signers *s)
{
	free(s->list);
	undos_free(&s->undos);
	memset(s, 0, sizeof(*s));
}

const struct signer *
signer_at(const struct signers *s, const char *handle, int64_t op)
{
	static const unsigned char retired[KEY_SIZE];
	const struct signer	*found = NULL, *i;

	/* A row binds from the operation after its own, the first from its
	 * own: the founder signs for himself.  One that was taken back does
	 * not, until that is taken back itself. */
	EACH(i, s->list, s->n)
		if (strcmp(i->handle, handle) == 0 && (i->from_op < op ||
		    (op == 1 && i->from_op == 1)) &&
		    undone_by(&s->undos, i->from_op, op) == 0)
			found = i;
	return found != NULL && memcmp(found->pk, retired, KEY_SIZE) != 0 ?
	    found : NULL;
}

const unsigned char *
signer_key(ctxh *h, const struct signers *s, const char *handle, int64_t op)
{
	const struct signer *i;

	if (strcmp(handle, RECOVERY) == 0)
		return h->actor->recovery_sign;
	i = signer_at(s, handle, op);
	return i != NULL ? i->pk : NULL;
}

/* One truth table, read along with the chain. */
struct cursor {
	enum table_id	 which;
	stmt		*st;
	int		 open;		/* st stands on a row */
};

struct walk {
	ctxh		*h;
	ctxh_value	*problems;
	struct cursor	 cursors[TABLE_COUNT];
	struct signers	 signers;
	struct buf	 rows, plain;
	const char	*want;
	int		 wanted;	/* the wanted hash was seen */
	uint64_t	 done;
};

static int
advance(struct walk *w, struct cursor *c)
{
	int rc = db_step(w->h, c->st);

	c->open = rc == 1;
	return rc < 0 ? w->h->status : CTXH_OK;
}

static int
problem(struct walk *w, const char *table, int64_t row, int64_t op,
    const char *message)
{
	return problem_add(w->h, w->problems, table, row, op, message);
}

/*
 * Whether the sealed cell opens here and nowhere else, and holds what a file
 * from outside might hold: who reads it later takes that on trust.
 */
static int
open_cell(struct walk *w, const struct cursor *c, size_t col)
{
	const char	*wrong = NULL;
	ctxh_value	*v;
	int		 rc;

	rc = row_open(w->h, c->which, c->st, col, &w->plain);
	if (rc == CTXH_EINTEGRITY)
		wrong = T(w->h, "a sealed column does not open: it was "
		    "changed or moved");
	else if (rc == CTXH_EDENIED)
		return CTXH_OK;
	else if (rc == CTXH_OK && (rc = ctxh_value_parse(w->h, w->plain.data,
	    w->plain.len, &v)) == CTXH_EUSAGE)
		wrong = T(w->h, "a sealed column is not readable");
	else if (rc == CTXH_OK)
		ctxh_value_free(v);
	return wrong == NULL ? rc : problem(w, truth_tables[c->which].name,
	    db_int(c->st, 0), db_int(c->st, 1), wrong);
}

static int
open_cells(struct walk *w, const struct cursor *c)
{
	const struct table	*t = &truth_tables[c->which];
	size_t			 i;
	int			 rc;

	for (i = 0; i < t->ncols; i++)
		if ((t->cols[i].kind == CELL_FACTS ||
		    t->cols[i].kind == CELL_PERSON) &&
		    (rc = open_cell(w, c, i)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* A document names the one who signed for it. */
static int
check_author(struct walk *w, const struct cursor *c, const char *by)
{
	if (c->which != TABLE_DOCUMENT || strcmp(db_text(c->st, 4), by) == 0)
		return CTXH_OK;
	return problem(w, truth_tables[c->which].name, db_int(c->st, 0),
	    db_int(c->st, 1), T(w->h, "written in another's name"));
}

/* Takes the rows that a table says belong to the operation. */
static int
take_rows(struct walk *w, struct cursor *c, int64_t op, const char *by)
{
	const struct table	*t = &truth_tables[c->which];
	unsigned char		 digest[DIGEST_SIZE];
	struct digest		 d;
	uint64_t		 count = 0;
	int			 rc = CTXH_OK;

	digest_init(&d);
	while (c->open && db_int(c->st, 1) <= op) {
		if (db_int(c->st, 1) < op) {
			rc = problem(w, t->name, db_int(c->st, 0),
			    db_int(c->st, 1), T(w->h, "the row stands behind "
			    "rows of a later operation"));
		} else {
			row_digest(c->which, c->st, digest);
			digest_add(&d, digest, sizeof(digest));
			count++;
			if ((rc = check_author(w, c, by)) == CTXH_OK)
				rc = open_cells(w, c);
		}
		if (rc != CTXH_OK || (rc = advance(w, c)) != CTXH_OK)
			return rc;
		if ((++w->done & 1023) == 0 &&
		    (rc = handle_progress(w->h, w->done, 0)) != CTXH_OK)
			return rc;
	}
	if (count > 0) {
		digest_final(&d, digest);
		buf_fmt(&w->rows, "%s %llu ", t->name,
		    (unsigned long long)count);
		buf_hex(&w->rows, digest, sizeof(digest));
		buf_byte(&w->rows, '\n');
	}
	return buf_failed(&w->rows) ? fail_nomem(w->h) : CTXH_OK;
}

/* Names the tables in which found and signed differ. */
static int
compare_rows(struct walk *w, int64_t op, const char *signed_rows)
{
	char		 name[64], found[160], *line;
	const char	*s, *f;
	size_t		 i;
	int		 rc;

	for (i = 0; i < TABLE_COUNT; i++) {
		(void)snprintf(name, sizeof(name), "%s ",
		    truth_tables[i].name);
		f = strstr(w->rows.data, name);
		s = strstr(signed_rows, name);
		if (f == NULL && s == NULL)
			continue;
		(void)snprintf(found, sizeof(found), "%.150s",
		    f != NULL ? f : "");
		if ((line = strchr(found, '\n')) != NULL)
			line[1] = '\0';
		if (s != NULL && f != NULL &&
		    strncmp(s, found, strlen(found)) == 0)
			continue;
		rc = problem(w, truth_tables[i].name, 0, op, T(w->h, "rows of "
		    "this operation were changed, added or taken away"));
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static int
check_rows(struct walk *w, int64_t op, const char *by,
    const char *signed_rows)
{
	size_t	i, before = ctxh_value_count(w->problems);
	int	rc;

	buf_reset(&w->rows);
	buf_str(&w->rows, "");
	for (i = 0; i < TABLE_COUNT; i++)
		if ((rc = take_rows(w, &w->cursors[i], op, by)) !=
		    CTXH_OK)
			return rc;
	if (strcmp(w->rows.data, signed_rows) == 0)
		return CTXH_OK;
	if ((rc = compare_rows(w, op, signed_rows)) != CTXH_OK)
		return rc;
	/* The list itself was changed in a way that no table shows. */
	if (ctxh_value_count(w->problems) == before)
		return problem(w, "op", op, op, T(w->h, "the list of rows was "
		    "changed"));
	return CTXH_OK;
}

static int
check_signature(struct walk *w, const struct op_head *o, stmt *st)
{
	unsigned char		 hash[DIGEST_SIZE];
	const unsigned char	*pk;
	const void		*stored, *sig;
	size_t			 nstored, nsig;
	int			 rc;

	if ((rc = op_hash(w->h, o, hash)) != CTXH_OK)
		return rc;
	stored = db_blob(st, 6, &nstored);
	sig = db_blob(st, 7, &nsig);
	if (nstored != DIGEST_SIZE || memcmp(stored, hash, DIGEST_SIZE) != 0)
		return problem(w, "op", o->id, o->id, T(w->h, "the hash is "
		    "not that of the operation"));
	if ((pk = signer_key(w->h, &w->signers, o->by, o->id)) == NULL)
		return problem(w, "op", o->id, o->id, T(w->h, "signed by "
		    "nobody who was a member then"));
	if (nsig != 64 || identity_verify(pk, hash, sizeof(hash), sig) != 0)
		return problem(w, "op", o->id, o->id, T(w->h, "the signature "
		    "is not the member's"));
	return CTXH_OK;
}

/* Which roles may write rows of a table at all. */
static unsigned
may_write(enum table_id which)
{
	switch (which) {
	case TABLE_STUDENT:
		return ROLE_FOCAL;
	case TABLE_PAIR:
		return ROLE_FOCAL | ROLE_PRINCIPAL | ROLE_STAFF;
	default:
		return ROLE_FOCAL | ROLE_PRINCIPAL;
	}
}

int
rows_none(const char *rows)
{
	return rows[0] == '\0';
}

enum table_id
rows_denied(const char *rows, enum role role)
{
	char	name[64];
	size_t	i;

	for (i = 0; i < TABLE_COUNT; i++) {
		(void)snprintf(name, sizeof(name), "%s ",
		    truth_tables[i].name);
		if (strstr(rows, name) != NULL &&
		    (may_write((enum table_id)i) & (unsigned)role) == 0)
			break;
	}
	return (enum table_id)i;
}

/*
 * A signature shows who wrote, not that he might: a member of another role
 * could have written with a program of his own.
 */
static int
check_right(struct walk *w, const struct op_head *o)
{
	const struct signer	*who = signer_at(&w->signers, o->by, o->id);
	enum table_id		 table;

	if (who == NULL || who->role == ROLE_NONE)
		return CTXH_OK;
	table = rows_denied(o->rows, who->role);
	return table == TABLE_COUNT ? CTXH_OK : problem(w,
	    truth_tables[table].name, 0, o->id, T(w->h, "written by a member "
	    "whose role does not allow it"));
}

static int
check_payload(struct walk *w, const struct op_head *o)
{
	ctxh_value	*v;
	int		 rc;

	rc = op_payload(w->h, o->id, o->payload, o->payload_len, &v);
	ctxh_value_free(v);
	if (rc == CTXH_EINTEGRITY || rc == CTXH_EUSAGE)
		return problem(w, "op", o->id, o->id, T(w->h, "a sealed "
		    "column does not open: it was changed or moved"));
	return rc == CTXH_EDENIED ? CTXH_OK : rc;
}

static int
check_op(struct walk *w, stmt *st, int64_t expect,
    unsigned char prev[DIGEST_SIZE])
{
	struct op_head	 o = { .id = db_int(st, 0), .at = db_int(st, 2) };
	const void	*p;
	size_t		 n;
	int		 rc;

	o.by = db_text(st, 3);
	o.store_id = w->h->actor->store_id;
	o.payload = db_blob(st, 4, &o.payload_len);
	o.rows = db_text(st, 5);
	o.prev = p = db_blob(st, 1, &n);
	if (n != DIGEST_SIZE || memcmp(p, prev, DIGEST_SIZE) != 0)
		rc = problem(w, "op", o.id, o.id, T(w->h, "does not follow "
		    "the operation before it"));
	else
		rc = check_signature(w, &o, st);
	if (rc == CTXH_OK && o.id != expect)
		rc = problem(w, "op", expect, expect, T(w->h, "the operation "
		    "is missing"));
	if (rc == CTXH_OK)
		rc = check_right(w, &o);
	if (rc == CTXH_OK)
		rc = chain_check_undo(w->h, &w->signers, &o, w->problems);
	if (rc == CTXH_OK)
		rc = check_payload(w, &o);
	if (rc == CTXH_OK)
		rc = check_rows(w, o.id, o.by, o.rows);
	p = db_blob(st, 6, &n);
	if (n == DIGEST_SIZE)
		memcpy(prev, p, DIGEST_SIZE);
	return rc;
}

static void
hex_of(const unsigned char *p, char *out)
{
	struct buf b = { 0 };

	buf_hex(&b, p, DIGEST_SIZE);
	memcpy(out, b.data != NULL ? b.data : "", b.len + 1);
	buf_free(&b);
}

static int
walk_ops(struct walk *w, int64_t *ops, char *head)
{
	unsigned char	 prev[DIGEST_SIZE] = { 0 };
	stmt		*st;
	int		 rc, step;

	if ((rc = db_stmt(w->h, SQL_op_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(w->h, st)) == 1) {
		if ((rc = check_op(w, st, *ops + 1, prev)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
		*ops = db_int(st, 0);
		hex_of(prev, head);
		if (w->want != NULL && strcmp(head, w->want) == 0)
			w->wanted = 1;
	}
	return step < 0 ? w->h->status : CTXH_OK;
}

/* Rows of operations that there are not. */
static int
check_rest(struct walk *w)
{
	struct cursor	*c;
	int		 rc;

	EACH(c, w->cursors, TABLE_COUNT)
		while (c->open) {
			rc = problem(w, truth_tables[c->which].name,
			    db_int(c->st, 0), db_int(c->st, 1),
			    T(w->h, "the row belongs to no operation"));
			if (rc != CTXH_OK || (rc = advance(w, c)) != CTXH_OK)
				return rc;
		}
	return CTXH_OK;
}

int
chain_verify(ctxh *h, const char *want, ctxh_value *problems, int64_t *ops,
    char *head)
{
	struct walk	 w = { .h = h, .problems = problems, .want = want };
	size_t		 i;
	int		 rc;

	*ops = 0;
	memset(head, '0', 64);
	head[64] = '\0';
	if ((rc = signers_load(h, &w.signers)) != CTXH_OK)
		return rc;
	for (i = 0; i < TABLE_COUNT; i++) {
		w.cursors[i].which = (enum table_id)i;
		rc = db_stmt(h, truth_tables[i].scan, &w.cursors[i].st);
		if (rc != CTXH_OK ||
		    (rc = advance(&w, &w.cursors[i])) != CTXH_OK)
			goto done;
	}
	if ((rc = walk_ops(&w, ops, head)) == CTXH_OK &&
	    (rc = check_rest(&w)) == CTXH_OK &&
	    (rc = undone_check(h, problems)) == CTXH_OK &&
	    want != NULL && !w.wanted)
		rc = problem(&w, "op", 0, 0, T(h, "the given head is not in "
		    "the chain: newer operations were cut off, or it is of "
		    "another store"));
done:
	for (i = 0; i < TABLE_COUNT; i++)
		if (w.cursors[i].open)
			db_reset(w.cursors[i].st);
	signers_free(&w.signers);
	buf_free(&w.rows);
	buf_free(&w.plain);
	return rc;
}
