#include "chain/op.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "vault/digest.h"
#include "vault/identity.h"
#include "vault/slot.h"
#include "vault/vault.h"

#define PAYLOAD_PAD 256
/* A payload's first four bytes are its key's generation; 0 stands for the
 * store's public key, which who lacks the facts key seals to. */
#define BOXED 4

struct op {
	int64_t		 id, at;
	unsigned char	 prev[DIGEST_SIZE];
	ctxh_value	*detail;
	struct row	 row;		/* scratch of op_row() */
	struct {
		struct digest	 digest;
		uint64_t	 count;
		int64_t		 last;
	} tables[TABLE_COUNT];
};

int
op_newest(ctxh *h, int64_t *id, unsigned char hash[DIGEST_SIZE])
{
	stmt		*st;
	const void	*p;
	size_t		 n;
	int		 rc;

	*id = 0;
	memset(hash, 0, DIGEST_SIZE);
	if ((rc = db_stmt(h, SQL_op_head, &st)) != CTXH_OK)
		return rc;
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	if (rc == 0)
		return CTXH_OK;
	*id = db_int(st, 0);
	p = db_blob(st, 1, &n);
	if (n == DIGEST_SIZE)
		memcpy(hash, p, n);
	db_reset(st);
	return n == DIGEST_SIZE ? CTXH_OK : fail(h, CTXH_EINTEGRITY,
	    T(h, "operation %lld has no hash; run ctxh fsck"),
	    (long long)*id);
}

/*
 * Whether the actor is a member now that nobody else writes: another command
 * may have retired him since he opened the store.  The founder's row is not
 * written yet, and the recovery identity has none.
 */
static int
still_member(ctxh *h)
{
	const void	*pk;
	stmt		*st;
	size_t		 n;
	int		 rc, is;

	if (h->op->id == 1 || h->actor->member == 0)
		return CTXH_OK;
	if ((rc = db_stmt(h, SQL_staff_newest_key, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, h->actor->member);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	pk = rc == 1 ? db_blob(st, 0, &n) : NULL;
	is = pk != NULL && n == KEY_SIZE && memcmp(pk,
	    h->actor->identity->pub.sign, KEY_SIZE) == 0;
	db_reset(st);
	return is ? CTXH_OK : fail(h, CTXH_EKEY, "%s", T(h, "the key is not of "
	    "an active member of this store; ask its focal person"));
}

int
op_begin(ctxh *h, const char *verb)
{
	struct op	*op;
	size_t		 i;
	int		 rc;

	if (h->actor == NULL || h->actor->identity == NULL)
		return fail(h, CTXH_EKEY, "%s", T(h, "no key opens the store"));
	/* The digests in it want more alignment than calloc() gives. */
	if ((op = aligned_alloc(_Alignof(struct op), sizeof(*op))) == NULL)
		return fail_nomem(h);
	memset(op, 0, sizeof(*op));
	h->op = op;
	/* ctxh_create() has begun with the schema. */
	if (!db_in_transaction(h) && (rc = db_begin(h)) != CTXH_OK)
		goto failed;
	if ((rc = op_newest(h, &op->id, op->prev)) != CTXH_OK)
		goto failed;
	op->id++;
	if ((rc = still_member(h)) != CTXH_OK)
		goto failed;
	op->at = handle_now(h);
	if ((op->detail = ctxh_value_object()) == NULL ||
	    put_text(op->detail, "verb", verb) != 0) {
		rc = fail_nomem(h);
		goto failed;
	}
	for (i = 0; i < TABLE_COUNT; i++)
		digest_init(&op->tables[i].digest);
	vault_begin(h, h->vault);
	return CTXH_OK;
failed:
	op_abort(h);
	return rc;
}

ctxh_value *
op_detail(ctxh *h)
{
	return h->op->detail;
}

int64_t
op_id(const ctxh *h)
{
	return h->op->id;
}

int64_t
op_at(const ctxh *h)
{
	return h->op->at;
}

int
op_next(ctxh *h, enum table_id which, int64_t *id)
{
	int rc;

	/* Within an operation the last id is known; before it, asked for. */
	if ((*id = h->op->tables[which].last) == 0 &&
	    (rc = db_number(h, truth_tables[which].max, 0, id)) != CTXH_OK)
		return rc;
	(*id)++;
	return CTXH_OK;
}

static const struct row *
next_once(void *ctx)
{
	const struct row **next = ctx, *row = *next;

	*next = NULL;
	return row;
}

int
op_row(ctxh *h, enum table_id which, int64_t id, const struct cell *cells)
{
	const struct row	*row = &h->op->row;
	int			 rc;

	if ((rc = row_keys(h, which)) != CTXH_OK)
		return rc;
	if (row_seal(h->vault, which, h->op->id, id, cells, &h->op->row) != 0)
		return fail_nomem(h);
	return op_put(h, which, next_once, &row);
}

/* Rows on their way into a table. */
struct feeding {
	struct op	*op;
	enum table_id	 which;
	op_next_fn	 next;
	void		*ctx;
	const struct row *row;		/* the next one */
	size_t		 most;		/* so many in this statement */
	int		 in_turn;	/* only those that follow by number */
	int64_t		 stray;		/* the row that is out of order */
};

static void
feed_cell(enum cell_kind kind, const struct cell *c, struct feed_value *out)
{
	out->kind = kind == CELL_INT ? FEED_INT : kind == CELL_TEXT ?
	    FEED_TEXT : FEED_BLOB;
	out->n = c->n;
	out->p = c->p;
	out->len = c->len;
}

static int
feed_row(void *ctx, struct feed_value out[FEED_COLUMNS])
{
	struct feeding		*f = ctx;
	struct op		*op = f->op;
	const struct table	*t = &truth_tables[f->which];
	const struct row	*row = f->row;
	int64_t			 last = op->tables[f->which].last;
	size_t			 i;

	if (row == NULL || f->most == 0 || (f->in_turn && row->id != last + 1))
		return 0;
	if (row->id <= last) {
		f->stray = row->id;
		return 0;
	}
	out[0] = (struct feed_value){ FEED_INT, row->id, NULL, 0 };
	out[1] = (struct feed_value){ FEED_INT, op->id, NULL, 0 };
	for (i = 0; i < t->ncols; i++)
		feed_cell(t->cols[i].kind, &row->cells[i], &out[i + 2]);
	digest_add(&op->tables[f->which].digest, row->digest, DIGEST_SIZE);
	op->tables[f->which].count++;
	op->tables[f->which].last = row->id;
	f->row = f->next(f->ctx);
	f->most--;
	return 1;
}

/* Rows whose numbers SQLite gives itself: it need not look for each whether it
 * is there, which costs as much as to write it. */
static int
append_rows(ctxh *h, struct feeding *f)
{
	size_t	n;
	int	rc;

	f->in_turn = 1;
	f->most = SIZE_MAX;
	rc = db_feed(h, truth_tables[f->which].append, feed_row, f, &n);
	if (rc == CTXH_OK && n > 0 &&
	    db_last_id(h) != h->op->tables[f->which].last)
		f->stray = h->op->tables[f->which].last;
	return rc;
}

int
op_put(ctxh *h, enum table_id which, op_next_fn next, void *ctx)
{
	const struct table	*t = &truth_tables[which];
	struct feeding		 f = { h->op, which, next, ctx, next(ctx), 0,
				    0, 0 };
	int			 can_append = t->append != SQL_COUNT;
	size_t			 n;
	int			 rc = CTXH_OK;

	while (rc == CTXH_OK && f.row != NULL && f.stray == 0) {
		f.in_turn = 0;
		f.most = can_append ? 1 : SIZE_MAX;
		rc = db_feed(h, t->insert, feed_row, &f, &n);
		if (rc == CTXH_OK && f.row != NULL && can_append &&
		    f.row->id == h->op->tables[which].last + 1)
			rc = append_rows(h, &f);
	}
	if (rc == CTXH_OK && f.stray != 0)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "would be out of order"), (long long)f.stray, t->name);
	return rc;
}

void
op_canonical(const struct op_head *o, struct buf *b)
{
	unsigned char	 digest[DIGEST_SIZE];
	const char	*p, *end;

	digest_of(o->payload, o->payload_len, digest);
	buf_str(b, "ctxh op 1\nstore ");
	buf_hex(b, o->store_id, 16);
	buf_fmt(b, "\nop %lld\nprev ", (long long)o->id);
	buf_hex(b, o->prev, DIGEST_SIZE);
	buf_fmt(b, "\nat %lld\nby %s\npayload ", (long long)o->at, o->by);
	buf_hex(b, digest, sizeof(digest));
	buf_byte(b, '\n');
	for (p = o->rows; *p != '\0'; p = end + 1) {
		if ((end = strchr(p, '\n')) == NULL)
			break;
		buf_str(b, "rows ");
		buf_add(b, p, (size_t)(end - p) + 1);
	}
}

int
op_hash(ctxh *h, const struct op_head *o, unsigned char hash[DIGEST_SIZE])
{
	struct buf	b = { 0 };
	int		failed;

	op_canonical(o, &b);
	if (!(failed = buf_failed(&b)))
		digest_of(b.data, b.len, hash);
	buf_free(&b);
	return failed ? fail_nomem(h) : CTXH_OK;
}

/* One line for each table that rows were written to: name, count, digest. */
static void
list_rows(struct op *op, struct buf *b)
{
	unsigned char	 digest[DIGEST_SIZE];
	size_t		 i;

	buf_str(b, "");
	for (i = 0; i < TABLE_COUNT; i++) {
		if (op->tables[i].count == 0)
			continue;
		digest_final(&op->tables[i].digest, digest);
		buf_fmt(b, "%s %llu ", truth_tables[i].name,
		    (unsigned long long)op->tables[i].count);
		buf_hex(b, digest, sizeof(digest));
		buf_byte(b, '\n');
	}
}

static int
seal_payload(ctxh *h, struct buf *out)
{
	struct seal_ad	 ad = { "op", h->op->id, "payload" };
	char		*json = ctxh_value_print(h->op->detail, 0);
	size_t		 n, size;
	int		 rc = 0;

	if (json == NULL)
		return fail_nomem(h);
	n = strlen(json);
	if (!vault_has(h->vault, VAULT_FACTS)) {
		buf_u32(out, 0);
		rc = box_seal(h, h->actor->drop_pk, json, n, out);
	} else {
		size = vault_sealed_size(n, PAYLOAD_PAD);
		while (out->cap <= size && !buf_failed(out))
			buf_add(out, h->op->prev, DIGEST_SIZE);
		if (!buf_failed(out))
			rc = vault_seal(h->vault, VAULT_FACTS, &ad, json, n,
			    PAYLOAD_PAD, (unsigned char *)out->data,
			    &out->len);
	}
	str_wipe_free(json);
	return rc != 0 || buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

int
op_payload(ctxh *h, int64_t id, const void *p, size_t n, ctxh_value **out)
{
	struct seal_ad		 ad = { "op", id, "payload" };
	static const unsigned char zero[BOXED];
	struct buf		 b = { 0 };
	int			 rc = CTXH_OK, boxed, opened;

	*out = NULL;
	boxed = n >= BOXED && memcmp(p, zero, BOXED) == 0;
	if (!vault_has(h->vault, boxed ? VAULT_DROP : VAULT_FACTS))
		return fail(h, CTXH_EDENIED, T(h, "this needs the %s key"),
		    boxed ? "drop" : "facts");
	opened = boxed ? vault_unseal(h->vault, (const unsigned char *)p +
	    BOXED, n - BOXED, &b) : vault_open(h->vault, VAULT_FACTS, &ad, p, n, &b);
	if (opened != 0 || buf_failed(&b))
		rc = fail(h, CTXH_EINTEGRITY, T(h, "operation %lld does not "
		    "open; run ctxh fsck"), (long long)id);
	else
		rc = ctxh_value_parse(h, b.data, b.len, out);
	buf_free(&b);
	return rc;
}

static int
write_op(ctxh *h, const struct op_head *head)
{
	unsigned char	 hash[DIGEST_SIZE], sig[64];
	stmt		*st;
	int		 rc;

	if ((rc = op_hash(h, head, hash)) != CTXH_OK)
		return rc;
	identity_sign(h->actor->identity, hash, sizeof(hash), sig);
	if ((rc = db_stmt(h, SQL_op_insert, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, head->id);
	db_bind_blob(st, 2, head->prev, DIGEST_SIZE);
	db_bind_int(st, 3, head->at);
	db_bind_text(st, 4, head->by);
	db_bind_blob(st, 5, head->payload, head->payload_len);
	db_bind_text(st, 6, head->rows);
	db_bind_blob(st, 7, hash, sizeof(hash));
	db_bind_blob(st, 8, sig, sizeof(sig));
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

int
op_commit(ctxh *h, int64_t *id)
{
	struct op	*op = h->op;
	struct buf	 payload = { 0 }, rows = { 0 };
	struct op_head	 head;
	int		 rc;

	list_rows(op, &rows);
	if (buf_failed(&rows)) {
		rc = fail_nomem(h);
		goto done;
	}
	if ((rc = seal_payload(h, &payload)) != CTXH_OK)
		goto done;
	head = (struct op_head){ op->id, op->at, h->actor->handle,
	    h->actor->store_id, op->prev, payload.data, payload.len,
	    rows.data };
	if ((rc = write_op(h, &head)) != CTXH_OK)
		goto done;
	if ((rc = db_commit(h)) == CTXH_OK && id != NULL)
		*id = op->id;
done:
	buf_free(&payload);
	buf_free(&rows);
	op_abort(h);
	return rc;
}

void
op_abort(ctxh *h)
{
	db_rollback(h);
	if (h->op == NULL)
		return;
	ctxh_value_free(h->op->detail);
	row_free(&h->op->row);
	free(h->op);
	h->op = NULL;
}

int
op_finish(ctxh *h, int dry_run, ctxh_value *out)
{
	if (dry_run) {
		op_abort(h);
		return put_null(out, "op") == 0 ? CTXH_OK : fail_nomem(h);
	}
	/* Before the commit: behind it nothing may fail any more. */
	if (put_int(out, "op", op_id(h)) != 0)
		return fail_nomem(h);
	return op_commit(h, NULL);
}

int
op_deny_gather(ctxh *h)
{
	h->refused = ctxh_value_list();
	return h->refused != NULL ? CTXH_OK : fail_nomem(h);
}

/* A trace where one can be left; a read-only copy takes none. */
static void
trace(ctxh *h, const char *key, ctxh_value *what)
{
	if (!db_writable(h) || op_begin(h, "refused") != CTXH_OK) {
		ctxh_value_free(what);
		return;
	}
	if (put(op_detail(h), key, what) != 0)
		op_abort(h);
	else
		(void)op_commit(h, NULL);
}

void
op_deny_end(ctxh *h)
{
	ctxh_value *refused = h->refused;

	h->refused = NULL;
	if (ctxh_value_count(refused) > 0)
		trace(h, "refusals", refused);
	else
		ctxh_value_free(refused);
}

int
op_deny(ctxh *h, const char *verb, const char *needs, const char *why)
{
	ctxh_value *what = ctxh_value_object();

	if (put_text(what, "of", verb) | put_text(what, "needs", needs)) {
		ctxh_value_free(what);
		return fail_nomem(h);
	}
	if (h->refused != NULL)
		(void)push(h->refused, what);
	else {
		op_abort(h);
		trace(h, "refusal", what);
	}
	return fail(h, CTXH_EDENIED, T(h, "not allowed for \"%s\" (%s): %s"),
	    h->actor->handle, role_name(h->actor->role), why);
}
