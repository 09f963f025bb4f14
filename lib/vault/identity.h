/*
 * A member's (or the recovery sheet's) two key pairs, both from one seed:
 * Ed25519 to sign, X25519 to open what is sealed to the member.
 */
#ifndef VAULT_IDENTITY_H
#define VAULT_IDENTITY_H

#include <stddef.h>

#include "base/buf.h"
#include "base/handle.h"

#define IDENTITY_SEED	32
#define IDENTITY_SIG	64

struct identity_public {
	unsigned char sign[32];
	unsigned char box[32];
};

/* In locked memory, made and freed only by the functions below. */
struct identity {
	struct identity_public pub;
	unsigned char sign_sk[64];
	unsigned char box_sk[32];
	unsigned char seed[IDENTITY_SEED];
};

/* New keys; CTXH_ENOMEM. */
int	 identity_make(ctxh *, struct identity **out);
/* The keys of a seed (copied); CTXH_ENOMEM. */
int	 identity_seed(ctxh *, const unsigned char seed[IDENTITY_SEED],
	    struct identity **out);
/* Wipes and frees; NULL is allowed. */
void	 identity_free(struct identity *);

void	 identity_sign(const struct identity *, const void *msg, size_t n,
	    unsigned char sig[IDENTITY_SIG]);
/* 0, or -1 where it is not the signature of these bytes by this key. */
int	 identity_verify(const unsigned char sign_pk[32], const void *msg,
	    size_t n, const unsigned char sig[IDENTITY_SIG]);

/*
 * The public keys as one line to hand on: "ctxh1", then both keys and 6 bytes
 * of their digest in base32, 117 letters.  Appends; no line end.
 */
void	 public_write(const struct identity_public *, struct buf *);
/*
 * Reads that line, also broken, in the other case and with blanks or dashes.
 * CTXH_EUSAGE: it is no public key, or one with a typing error, or one that
 * nothing can be sealed to.
 */
int	 public_read(ctxh *, const char *, struct identity_public *out);

#endif
