/*
 * Short keyed hashes (SipHash-2-4), to tell texts apart fast.  Who lacks the
 * key cannot choose two that come to the same.
 */
#ifndef VAULT_SHORT_H
#define VAULT_SHORT_H

#include <stddef.h>
#include <stdint.h>

#include "vault/vault.h"

#define SHORT_SIZE 8

struct short_key {
	unsigned char	 bytes[16];
};

/* The key for a purpose, a text of 8 bytes, from the person key of that
 * generation.  0, or -1 without it. */
int	 short_key_make(const struct vault *, uint32_t generation,
	    const char *purpose, struct short_key *);
/* May run in any thread. */
void	 short_hash(const struct short_key *, const void *, size_t,
	    unsigned char out[SHORT_SIZE]);

#endif
