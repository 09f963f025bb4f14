/*
 * Sealing to a public key (X25519).  The format is libsodium's crypto_box_seal
 * to the byte, so that anybody's libsodium opens it: the ephemeral public key,
 * then crypto_box_easy under the nonce BLAKE2b-192(ephemeral || recipient).
 * A slot is a data key that is sealed so to one member.
 */
#ifndef VAULT_SLOT_H
#define VAULT_SLOT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/handle.h"
#include "vault/identity.h"

#define BOX_OVERHEAD	48	/* ephemeral public key and tag */
#define SLOT_SIZE	(32 + BOX_OVERHEAD)

/*
 * Appends n + BOX_OVERHEAD bytes to out.  VAULT_OK; VAULT_BAD where pk is no
 * usable key (a point of small order); VAULT_NOMEM.
 */
int	 box_seal(const ctxh *, const unsigned char pk[32], const void *,
	    size_t n, struct buf *out);
/* Empties out and opens into it; VAULT_OK, VAULT_BAD, VAULT_NOMEM. */
int	 box_open(const unsigned char pk[32], const unsigned char sk[32],
	    const void *sealed, size_t n, struct buf *out);

/* VAULT_OK, or VAULT_BAD: no usable key, not sealed to this one. */
int	 slot_seal(const ctxh *, const unsigned char pk[32],
	    const unsigned char secret[32], unsigned char out[SLOT_SIZE]);
int	 slot_open(const struct identity *, const unsigned char in[SLOT_SIZE],
	    unsigned char secret[32]);

/* The public half of a secret one, which is any 32 random bytes. */
void	 box_public(const unsigned char secret[32], unsigned char pk[32]);

#endif
