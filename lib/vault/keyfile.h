/* An identity as a file: JSON text, its seed open or under a passphrase. */
#ifndef VAULT_KEYFILE_H
#define VAULT_KEYFILE_H

#include <stddef.h>

#include "base/handle.h"
#include "vault/identity.h"

#define KEY_HANDLE	64	/* most bytes of a handle */

/* What a key file says in clear. */
struct key_info {
	int			 has_store;
	unsigned char		 store[16];
	char			 handle[KEY_HANDLE + 1]; /* "": none */
	struct identity_public	 pub;
	int			 locked;	/* needs a passphrase */
};

/*
 * Writes a key file's text.  store (16 bytes) and handle may be NULL.  With a
 * passphrase (UTF-8; taken in normal form C, for keyboards differ) the seed is
 * sealed under Argon2id, which takes 256 MiB and most of a second.  Caller
 * frees with str_wipe_free().
 *
 * CTXH_EUSAGE: the passphrase or the handle is empty or too long.
 */
int	 identity_write(ctxh *, const struct identity *,
	    const unsigned char *store, const char *handle,
	    const char *passphrase, char **text);
/*
 * Reads a key file's text.  Where id is NULL only what it says in clear, and
 * no passphrase is asked for; info may be NULL too.  Caller frees *id with
 * identity_free().
 *
 * CTXH_EKEY: it is no key file or a damaged one (the message names the
 * member), needs a passphrase and has none, or has a wrong one.
 */
int	 identity_read(ctxh *, const char *text, size_t n,
	    const char *passphrase, struct identity **id,
	    struct key_info *info);

#endif
