#include "vault/short.h"

#include <sodium.h>

int
short_key_make(const struct vault *v, uint32_t generation,
    const char *purpose, struct short_key *key)
{
	const unsigned char *secret = vault_secret(v, VAULT_PERSON,
	    generation);

	_Static_assert(sizeof(key->bytes) == crypto_shorthash_KEYBYTES &&
	    SHORT_SIZE == crypto_shorthash_BYTES, "as libsodium has it");
	if (secret == NULL)
		return -1;
	return crypto_kdf_derive_from_key(key->bytes, sizeof(key->bytes), 1,
	    purpose, secret);
}

void
short_hash(const struct short_key *key, const void *p, size_t n,
    unsigned char out[SHORT_SIZE])
{
	crypto_shorthash(out, p, n, key->bytes);
}
