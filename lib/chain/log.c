/* The chain as rows that somebody else can verify: ctxh-format(5). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/verify.h"
#include "text/date.h"
#include "vault/digest.h"
#include "vault/vault.h"

int
put_hex(ctxh_value *o, const char *key, const void *p, size_t n)
{
	struct buf	b = { 0 };
	int		rc;

	buf_str(&b, "");
	buf_hex(&b, p, n);
	rc = buf_failed(&b) ? -1 : put_text(o, key, b.data);
	buf_free(&b);
	return rc;
}

int
put_moment(ctxh_value *o, const char *key, int64_t at)
{
	char text[26];

	return moment_format(at, text) == 0 ? put_text(o, key, text) :
	    put_null(o, key);
}

int
put_op_when(ctxh *h, ctxh_value *o, const char *key, const char *by, int64_t op)
{
	stmt	*st;
	int	 rc;

	if (op == 0)
		return put_null(o, key) ? fail_nomem(h) : CTXH_OK;
	if ((rc = db_stmt(h, SQL_op_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, op);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : CTXH_OK;
	rc = put_moment(o, key, db_int(st, 2)) |
	    (by != NULL ? put_text(o, by, db_text(st, 3)) : 0);
	db_reset(st);
	return rc ? fail_nomem(h) : CTXH_OK;
}

/* "table count digest" lines as objects. */
static int
put_rows(ctxh_value *o, const char *rows)
{
	ctxh_value	*list = ctxh_value_list(), *r;
	char		 table[64], digest[65];
	long long	 count;

	for (; *rows != '\0'; rows = strchr(rows, '\n') + 1) {
		if (sscanf(rows, "%63s %lld %64s", table, &count, digest) != 3)
			break;
		r = ctxh_value_object();
		if (r == NULL || put_text(r, "table", table) |
		    put_int(r, "count", count) |
		    put_text(r, "digest", digest) | push(list, r)) {
			ctxh_value_free(list);
			return -1;
		}
		if (strchr(rows, '\n') == NULL)
			break;
	}
	return put(o, "rows", list);
}

/* The verb and its details, where the keys at hand open them. */
static int
put_payload(ctxh *h, ctxh_value *o, int64_t id, const void *p, size_t n)
{
	unsigned char	 digest[DIGEST_SIZE];
	ctxh_value	*detail, *verb;
	int		 rc;

	digest_of(p, n, digest);
	if (put_hex(o, "payload", digest, sizeof(digest)) != 0)
		return fail_nomem(h);
	rc = op_payload(h, id, p, n, &detail);
	if (rc == CTXH_EDENIED) {
		fail_clear(h);
		return CTXH_OK;
	}
	if (rc != CTXH_OK)
		return rc;
	verb = ctxh_value_take(detail, "verb");
	if (put(o, "verb", verb) | put(o, "detail", detail))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
put_op(ctxh *h, const struct signers *s, stmt *st, ctxh_value *o)
{
	const unsigned char	*pk;
	const void		*prev, *hash, *sig, *payload;
	size_t			 nprev, nhash, nsig, npayload;
	int64_t			 id = db_int(st, 0), by;

	prev = db_blob(st, 1, &nprev);
	payload = db_blob(st, 4, &npayload);
	hash = db_blob(st, 6, &nhash);
	sig = db_blob(st, 7, &nsig);
	pk = signer_key(h, s, db_text(st, 3), id);
	by = undone_by(&s->undos, id, INT64_MAX);
	if (put_int(o, "op", id) |
	    put_text(o, "store", h->actor->store_hex) |
	    put_moment(o, "at", db_int(st, 2)) |
	    put_text(o, "by", db_text(st, 3)) |
	    put_hex(o, "prev", prev, nprev) | put_rows(o, db_text(st, 5)) |
	    put_hex(o, "hash", hash, nhash) |
	    put_hex(o, "signature", sig, nsig) |
	    (pk != NULL ? put_hex(o, "key", pk, KEY_SIZE) :
	    put_null(o, "key")) |
	    (by != 0 ? put_int(o, "undone_by", by) :
	    put_null(o, "undone_by")))
		return fail_nomem(h);
	return put_payload(h, o, id, payload, npayload);
}

static int
give_op(ctxh *h, const struct signers *s, stmt *st, ctxh_row_fn row,
    void *ctx)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if (o == NULL)
		return fail_nomem(h);
	rc = put_op(h, s, st, o);
	if (rc == CTXH_OK && row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

/* The operations that wrote documents of a case. */
static int
log_case(ctxh *h, const struct signers *s, int64_t case_id, ctxh_row_fn row,
    void *ctx)
{
	stmt	*of, *st;
	int	 rc, step;

	if ((rc = db_stmt(h, SQL_document_ops, &of)) != CTXH_OK)
		return rc;
	db_bind_int(of, 1, case_id);
	while ((step = db_step(h, of)) == 1) {
		if ((rc = db_stmt(h, SQL_op_get, &st)) != CTXH_OK)
			break;
		db_bind_int(st, 1, db_int(of, 0));
		if ((step = db_step(h, st)) < 0 ||
		    (step == 1 && (rc = give_op(h, s, st, row, ctx)) !=
		    CTXH_OK)) {
			rc = h->status;
			db_reset(st);
			break;
		}
		db_reset(st);
	}
	db_reset(of);
	return step < 0 ? h->status : rc;
}

static int
log_all(ctxh *h, const struct signers *s, ctxh_row_fn row, void *ctx)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(h, SQL_op_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1)
		if ((rc = give_op(h, s, st, row, ctx)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? h->status : CTXH_OK;
}

int
chain_log(ctxh *h, int64_t case_id, ctxh_row_fn row, void *ctx)
{
	struct signers	s;
	int		rc;

	if ((rc = signers_load(h, &s)) != CTXH_OK)
		return rc;
	rc = case_id != 0 ? log_case(h, &s, case_id, row, ctx) :
	    log_all(h, &s, row, ctx);
	signers_free(&s);
	return rc;
}
