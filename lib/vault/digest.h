/* BLAKE2b-256 over fields that cannot run into each other. */
#ifndef VAULT_DIGEST_H
#define VAULT_DIGEST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <sodium.h>

#include "vault/code.h"

#define DIGEST_SIZE 32

/*
 * Lives on the stack: libsodium wants its state aligned to 64 bytes.  What is
 * short is gathered and hashed in one go, which costs half as much.
 */
#define DIGEST_SHORT 256
struct digest {
	crypto_generichash_state state;
	unsigned char	 head[DIGEST_SHORT];
	size_t		 n;		/* in head */
	int		 is_long;	/* head is in the state already */
};

void	 digest_init(struct digest *);
/* digest_add() of what does not fit. */
void	 digest_add_long(struct digest *, const void *, size_t);

/* The bytes alone: for what has a fixed length. */
static inline void
digest_add(struct digest *d, const void *p, size_t n)
{
	if (d->is_long || n > sizeof(d->head) - d->n) {
		digest_add_long(d, p, n);
		return;
	}
	if (n > 0)
		memcpy(d->head + d->n, p, n);
	d->n += n;
}

/* Little-endian, fixed width. */
static inline void
digest_u64(struct digest *d, uint64_t v)
{
	unsigned char le[8];

	le_put_u64(le, v);
	digest_add(d, le, sizeof(le));
}

void	 digest_u32(struct digest *, uint32_t);
/* The length as a u64, then the bytes; NULL is allowed for none. */
void	 digest_field(struct digest *, const void *, size_t);
/* As digest_field(), of a text. */
void	 digest_text(struct digest *, const char *);
/* Writes the digest and wipes the state. */
void	 digest_final(struct digest *, unsigned char out[DIGEST_SIZE]);
/* The digest of these bytes alone. */
void	 digest_of(const void *, size_t, unsigned char out[DIGEST_SIZE]);

#endif
