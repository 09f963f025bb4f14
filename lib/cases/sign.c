#include "cases/sign.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/log.h"
#include "chain/member.h"
#include "text/fold.h"
#include "vault/code.h"
#include "vault/digest.h"
#include "vault/identity.h"

#define FORM_DECISION	"decision"
#define SALT_SIZE	16
/* Columns of the table document that are sealed. */
#define DOCUMENT_FACTS	3
#define DOCUMENT_PERSON	4

static int
same_name(const char *a, const char *b)
{
	struct buf	x = { 0 }, y = { 0 };
	int		same;

	fold(a, strlen(a), &x);
	fold(b, strlen(b), &y);
	same = !buf_failed(&x) && !buf_failed(&y) && x.len > 0 &&
	    x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

/* Whether the name is that of the member with the handle. */
static int
is_name_of(ctxh *h, const char *name, const char *handle, int *is)
{
	struct member	*list;
	size_t		 n, i;
	int		 rc;

	*is = 0;
	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	for (i = 0; i < n; i++)
		if (strcmp(list[i].handle, handle) == 0 &&
		    list[i].name != NULL && same_name(list[i].name, name))
			*is = 1;
	members_free(list, n);
	return CTXH_OK;
}

int
check_own(ctxh *h, const struct form *form, const struct doc *proposed,
    const ctxh_value *fields)
{
	const char	*signer = get_text(fields, "signed_by");
	int		 own, rc;

	if (strcmp(form->id, FORM_DECISION) != 0 ||
	    get_bool(fields, "self_approve"))
		return CTXH_OK;
	if (signer == NULL)
		own = strcmp(proposed->by, h->actor->handle) == 0;
	else if ((rc = is_name_of(h, signer, proposed->by, &own)) != CTXH_OK)
		return rc;
	if (!own)
		return CTXH_OK;
	return fail(h, CTXH_EDENIED, "%s", T(h, "nobody decides on an own "
	    "document; where the school has one person only, add "
	    "--self-approve --because TEXT"));
}

/* Adds what was sealed in column col of a document, to the letter. */
static int
add_sealed(ctxh *h, struct digest *d, stmt *st, size_t col)
{
	struct buf	text = { 0 };
	int		rc = row_open(h, TABLE_DOCUMENT, st, col, &text);

	if (rc == CTXH_OK)
		digest_field(d, text.data, text.len);
	buf_free(&text);
	return rc;
}

/* What the signature is over.  The document's plaintext as it stands in the
 * store: no later rule set and no other order of fields changes it. */
static int
decision_hash(ctxh *h, int64_t of, const struct doc *decision,
    const unsigned char *salt, unsigned char hash[DIGEST_SIZE])
{
	struct digest	 d;
	stmt		*st;
	int		 rc = CTXH_OK, step;

	digest_init(&d);
	digest_text(&d, FORM_DECISION);
	digest_add(&d, h->actor->store_id, sizeof(h->actor->store_id));
	digest_add(&d, salt, SALT_SIZE);
	if ((rc = db_stmt(h, SQL_document_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, of);
	if ((step = db_step(h, st)) == 1 &&
	    (rc = add_sealed(h, &d, st, DOCUMENT_FACTS)) == CTXH_OK)
		rc = add_sealed(h, &d, st, DOCUMENT_PERSON);
	db_reset(st);
	digest_text(&d, get_text(decision->fields, "verdict"));
	digest_u64(&d, (uint64_t)decision->at);
	digest_final(&d, hash);
	return step < 0 ? h->status : rc;
}

static int
sign(ctxh *h, struct doc *d, const struct doc *proposed)
{
	unsigned char	 salt[SALT_SIZE], hash[DIGEST_SIZE], sig[IDENTITY_SIG];
	int64_t		 of = proposed != NULL ? proposed->id : 0;
	ctxh_value	*o;
	int		 rc;

	handle_random(h, salt, sizeof(salt));
	if ((rc = decision_hash(h, of, d, salt, hash)) != CTXH_OK)
		return rc;
	identity_sign(h->actor->identity, hash, sizeof(hash), sig);
	o = ctxh_value_object();
	if (o == NULL || put_hex(o, "salt", salt, sizeof(salt)) |
	    put_hex(o, "hash", hash, sizeof(hash)) |
	    put_hex(o, "signature", sig, sizeof(sig))) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return put(d->meta, "signed", o) == 0 ? CTXH_OK : fail_nomem(h);
}

int
sign_decision(ctxh *h, struct doc *d, const struct passed *place)
{
	int on_paper;

	if (strcmp(d->form->id, FORM_DECISION) != 0)
		return CTXH_OK;
	if (place == NULL)
		return fail(h, CTXH_ERULE, "%s", T(h, "a decision has no "
		    "place in the case"));
	on_paper = get_text(d->person, "signed_by") != NULL;
	if (put_text(d->meta, "decided", on_paper ? "paper" : "key") |
	    put_text(d->meta, "on", decides_name(place->decided)) |
	    put_int(d->meta, "of", place->on != NULL ? place->on->id : 0))
		return fail_nomem(h);
	return on_paper ? CTXH_OK : sign(h, d, place->on);
}

int
verify_decision(ctxh *h, const struct doc *d, const unsigned char *pk,
    int *ok)
{
	const ctxh_value	*s = ctxh_value_get(d->meta, "signed");
	unsigned char		 salt[SALT_SIZE], hash[DIGEST_SIZE];
	unsigned char		 sig[IDENTITY_SIG];
	const char		*how = get_text(d->meta, "decided");
	int			 rc;

	*ok = 1;
	if (how == NULL || strcmp(how, "key") != 0)
		return CTXH_OK;
	*ok = 0;
	if (get_text(s, "salt") == NULL || get_text(s, "signature") == NULL ||
	    hex_read(get_text(s, "salt"), salt, sizeof(salt)) != 0 ||
	    hex_read(get_text(s, "signature"), sig, sizeof(sig)) != 0)
		return CTXH_OK;
	if ((rc = decision_hash(h, get_int(d->meta, "of", 0), d, salt,
	    hash)) != CTXH_OK)
		return rc;
	*ok = identity_verify(pk, hash, sizeof(hash), sig) == 0;
	return CTXH_OK;
}
