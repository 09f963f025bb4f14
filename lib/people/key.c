/* Key files: making them, what they say in clear, another passphrase. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/log.h"
#include "people/staff.h"
#include "vault/identity.h"
#include "vault/keyfile.h"

EXPORT int
ctxh_key_make(ctxh *h, const char *handle, const char *passphrase,
    char **key, char **pub)
{
	struct identity	*id = NULL;
	struct buf	 text = { 0 };
	int		 rc;

	*key = *pub = NULL;
	if (!handle_valid(handle))
		return handle_refuse(h, handle);
	if ((rc = identity_make(h, &id)) != CTXH_OK)
		return rc;
	rc = identity_write(h, id, h->actor != NULL ? h->actor->store_id :
	    NULL, handle, passphrase, key);
	if (rc == CTXH_OK) {
		public_write(&id->pub, &text);
		if ((*pub = buf_take(&text)) == NULL)
			rc = fail_nomem(h);
	}
	identity_free(id);
	if (rc != CTXH_OK) {
		ctxh_text_free(*key);
		*key = NULL;
	}
	return rc;
}

/* Whether an active member has the key; who they are stands in clear. */
static int
is_member(ctxh *h, const struct identity_public *pub)
{
	struct member	*list;
	size_t		 n, i;
	int		 is = 0;

	if (members_load(h, &list, &n) != CTXH_OK)
		return 0;
	for (i = 0; i < n; i++)
		is |= list[i].active && memcmp(list[i].sign_pk, pub->sign,
		    KEY_SIZE) == 0;
	members_free(list, n);
	return is;
}

EXPORT int
ctxh_key_info(ctxh *h, const char *key, ctxh_value **out)
{
	struct key_info	 info;
	struct buf	 pub = { 0 };
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	*out = NULL;
	rc = identity_read(h, key, strlen(key), NULL, NULL, &info);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	public_write(&info.pub, &pub);
	if (o == NULL || buf_failed(&pub) ||
	    put_text(o, "handle", info.handle) | (info.has_store ?
	    put_hex(o, "store", info.store, sizeof(info.store)) :
	    put_null(o, "store")) | put_text(o, "public", pub.data) |
	    put_bool(o, "locked", info.locked) |
	    (h->db != NULL ? put_bool(o, "member",
	    is_member(h, &info.pub)) : 0)) {
		ctxh_value_free(o);
		o = NULL;
		rc = fail_nomem(h);
	}
	buf_free(&pub);
	*out = o;
	return rc;
}

EXPORT int
ctxh_key_passphrase(ctxh *h, const char *key, const char *passphrase,
    const char *new_passphrase, char **out)
{
	struct key_info	 info;
	struct identity	*id = NULL;
	int		 rc;

	*out = NULL;
	rc = identity_read(h, key, strlen(key), NULL, NULL, &info);
	if (rc == CTXH_OK)
		rc = identity_read(h, key, strlen(key), passphrase, &id,
		    NULL);
	if (rc == CTXH_OK)
		rc = identity_write(h, id, info.has_store ? info.store : NULL,
		    info.handle, new_passphrase, out);
	identity_free(id);
	return rc;
}
