/* Opening a store, and opening it with a key. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "text/date.h"
#include "vault/identity.h"
#include "vault/keyfile.h"
#include "vault/vault.h"

void
store_close(ctxh *h)
{
	op_abort(h);
	actor_free(h);
	vault_free(h->vault);
	h->vault = NULL;
	db_close(h);
}

EXPORT int
ctxh_open(ctxh *h, const char *path, enum ctxh_mode mode)
{
	int rc;

	store_close(h);
	handle_at_close(h, store_close);
	if ((rc = db_open(h, path, mode)) != CTXH_OK)
		return rc;
	if ((h->vault = vault_new()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = actor_load(h)) == CTXH_OK)
		vault_store(h->vault, h->actor->store_id);
	if (rc != CTXH_OK)
		store_close(h);
	return rc;
}

EXPORT const char *
ctxh_store_id(const ctxh *h)
{
	return h->actor != NULL ? h->actor->store_hex : "";
}

static const struct member *
member_of_key(const struct member *list, size_t n,
    const struct identity *id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i].active && memcmp(list[i].sign_pk, id->pub.sign,
		    KEY_SIZE) == 0)
			return &list[i];
	return NULL;
}

/* The facts key opens with the slots, and only then can roles be read. */
static int
become(ctxh *h, struct identity *id, int64_t member)
{
	struct member	*list;
	size_t		 n, i;
	int		 rc;

	if ((rc = slots_open(h, id, member)) != CTXH_OK ||
	    (rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	for (i = 0; i < n; i++) {
		if (list[i].id != member)
			continue;
		if (!vault_has(h->vault, VAULT_FACTS))
			list[i].role = ROLE_STAFF;
		actor_become(h, id, &list[i]);
	}
	members_free(list, n);
	return CTXH_OK;
}

EXPORT int
ctxh_unlock(ctxh *h, const char *key, const char *passphrase)
{
	struct identity		*id = NULL;
	const struct member	*m;
	struct member		*list = NULL;
	size_t			 n = 0;
	int64_t			 member = 0;
	int			 rc;

	if (h->db == NULL)
		return fail(h, CTXH_ENOSTORE, "%s", T(h, "no store is open"));
	if ((rc = identity_read(h, key, strlen(key), passphrase, &id, NULL)) !=
	    CTXH_OK || (rc = members_load(h, &list, &n)) != CTXH_OK)
		goto done;
	if ((m = member_of_key(list, n, id)) == NULL) {
		rc = fail(h, CTXH_EKEY, "%s", T(h, "the key is not of an "
		    "active member of this store; ask its focal person"));
		goto done;
	}
	member = m->id;
	if ((rc = become(h, id, member)) == CTXH_OK)
		id = NULL;
done:
	members_free(list, n);
	identity_free(id);
	return rc;
}

EXPORT int
ctxh_whoami(ctxh *h, ctxh_value **out)
{
	struct actor	*a = h->actor;
	struct buf	 pub = { 0 };
	ctxh_value	*o;

	*out = NULL;
	if (a == NULL || a->identity == NULL)
		return fail(h, CTXH_EKEY, "%s", T(h, "no key opens the store"));
	public_write(&a->identity->pub, &pub);
	o = ctxh_value_object();
	if (buf_failed(&pub) || put_text(o, "handle", a->handle) |
	    put_text(o, "role", role_name(a->role)) |
	    put_text(o, "name", a->name) | put_text(o, "public", pub.data)) {
		buf_free(&pub);
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	buf_free(&pub);
	*out = o;
	return CTXH_OK;
}
