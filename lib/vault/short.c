#include "vault/short.h"

#include <sodium.h>

int
short_key_make(const struct vault *v, const char *what, struct short_key *key)
{
	_Static_assert(sizeof(key->bytes) == crypto_shorthash_KEYBYTES &&
	    SHORT_SIZE == crypto_shorthash_BYTES, "the key is a tag");
	return vault_tag(v, VAULT_PERSON, what, "", 0, key->bytes) == VAULT_OK
	    ? 0 : -1;
}

void
short_hash(const struct short_key *key, const void *p, size_t n,
    unsigned char out[SHORT_SIZE])
{
	crypto_shorthash(out, p, n, key->bytes);
}
