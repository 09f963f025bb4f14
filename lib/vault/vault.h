/*
 * The vault: a store's secret keys, in memory that is locked, guarded and out
 * of core dumps, and what is done with them: sealing, opening, tags.
 *
 * There are two data keys, facts and person, and the secret half of the key
 * pair that drops are sealed to.  Each has generations, counted from 1: what
 * is new is sealed under the newest, what is old opens under its own.
 *
 * Functions here leave no message: they are called a million times in a
 * search, and only the caller knows which row of which table it was.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"

enum vault_kind { VAULT_FACTS, VAULT_PERSON, VAULT_DROP, VAULT_KINDS };

/* What the functions that return an int come to. */
enum {
	VAULT_OK = 0,
	VAULT_BAD = -1,		/* does not open; not a proper call */
	VAULT_NOKEY = -2,	/* there is no key of that generation */
	VAULT_NOMEM = -3
};

#define VAULT_SECRET	32	/* bytes of a key, of every kind */
#define VAULT_ID	16	/* bytes of a store's id */
#define VAULT_NAME	64	/* most bytes of a table's or column's name */
#define VAULT_TAG	16	/* bytes of a tag */
#define VAULT_OVERHEAD	(4 + 24 + 16)	/* generation, nonce, tag */

struct vault;

/* A vault without keys; NULL when out of memory.  NULL may be freed. */
struct vault *vault_new(void);
/* Wipes the keys. */
void	 vault_free(struct vault *);

/*
 * Puts a key in (copied).  VAULT_BAD: generation 0, or the vault has another
 * key of that generation.  Pointers of vault_secret() end here.
 */
int	 vault_add(struct vault *, enum vault_kind, uint32_t generation,
	    const unsigned char secret[VAULT_SECRET]);
/*
 * Makes a key and puts it in; for VAULT_DROP public_out is the X25519 public
 * half, else it may be NULL.
 */
int	 vault_make(const ctxh *, struct vault *, enum vault_kind,
	    uint32_t generation, unsigned char public_out[VAULT_SECRET]);
/* Whether there is any key of the kind. */
int	 vault_has(const struct vault *, enum vault_kind);
/* The newest generation, or 0 where there is none. */
uint32_t vault_generation(const struct vault *, enum vault_kind);
/* The key, or NULL; borrowed until the next vault_add() or vault_make(). */
const unsigned char *vault_secret(const struct vault *, enum vault_kind,
	    uint32_t generation);

/* The store that blobs belong to. */
void	 vault_store(struct vault *, const unsigned char id[VAULT_ID]);
/*
 * Begins an operation: 16 new random bytes, which together with a counter are
 * the nonce of everything sealed from here on.  No thread may be sealing.
 */
void	 vault_begin(const ctxh *, struct vault *);

/* Where a blob stands; it opens nowhere else. */
struct seal_ad {
	const char *table;	/* both at most VAULT_NAME bytes */
	int64_t row;
	const char *column;
};

/*
 * The size of a blob of n bytes padded (ISO/IEC 7816-4) to a multiple of pad:
 * all texts of less than pad bytes give the same.  0 when that is too much.
 */
size_t	 vault_sealed_size(size_t n, size_t pad);
/*
 * Seals under the newest key of VAULT_FACTS or VAULT_PERSON into out, which
 * has room for vault_sealed_size(n, pad) bytes and does not overlap plain.
 * Several threads may seal and open at once.  VAULT_BAD: no operation was
 * begun, no store was set, a name or the text is too long.
 */
int	 vault_seal(struct vault *, enum vault_kind, const struct seal_ad *,
	    const void *plain, size_t n, size_t pad, unsigned char *out,
	    size_t *outlen);
/*
 * Opens a blob; out is emptied and holds the plaintext, NUL-terminated, and
 * its memory is used again where it is enough.  VAULT_BAD: changed, moved
 * here from elsewhere, or of another key; out is empty then.
 */
int	 vault_open(const struct vault *, enum vault_kind,
	    const struct seal_ad *, const void *blob, size_t n,
	    struct buf *out);
/* Opens what was sealed (box_seal()) to the store's public key of any
 * generation; otherwise as vault_open(). */
int	 vault_unseal(const struct vault *, const void *sealed, size_t n,
	    struct buf *out);

/*
 * A keyed hash of a value, to find the rows that have it: over what, 0 and
 * the value, under a subkey of the kind's first generation, so that rotation
 * changes no tag.  VAULT_NOKEY where that generation is not there.
 */
int	 vault_tag(const struct vault *, enum vault_kind, const char *what,
	    const void *value, size_t n, unsigned char out[VAULT_TAG]);

#endif
