/* BLAKE2b-256 over fields that cannot run into each other. */
#ifndef VAULT_DIGEST_H
#define VAULT_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include <sodium.h>

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
/* The bytes alone: for what has a fixed length. */
void	 digest_add(struct digest *, const void *, size_t);
/* Little-endian, fixed width. */
void	 digest_u32(struct digest *, uint32_t);
void	 digest_u64(struct digest *, uint64_t);
/* The length as a u64, then the bytes; NULL is allowed for none. */
void	 digest_field(struct digest *, const void *, size_t);
/* As digest_field(), of a text. */
void	 digest_text(struct digest *, const char *);
/* Writes the digest and wipes the state. */
void	 digest_final(struct digest *, unsigned char out[DIGEST_SIZE]);
/* The digest of these bytes alone. */
void	 digest_of(const void *, size_t, unsigned char out[DIGEST_SIZE]);

#endif
