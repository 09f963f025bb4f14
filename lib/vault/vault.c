#include "vault/vault.h"

#include <stdatomic.h>
#include <string.h>

#include <sodium.h>

#include "base/mem.h"
#include "vault/aead.h"
#include "vault/code.h"
#include "vault/slot.h"

#define NONCE	crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define MAC	crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD	(4 + NONCE)
#define SALT	16		/* bytes of the nonce that an operation draws */
#define COUNT	(NONCE - SALT)	/* and of its counter */

/* The longest additional data: prefix, store, table, row, column, generation */
#define AD_MAX	(5 + VAULT_ID + VAULT_NAME + 1 + 8 + VAULT_NAME + 1 + 4)

_Static_assert(COUNT == 8, "the counter is one number");

struct key {
	uint32_t	 generation;
	unsigned char	 secret[VAULT_SECRET];
};

/* The keys of a kind, oldest generation first; a subkey of the first; and of
 * the newest the one that it gives with the operation's salt */
struct ring {
	struct key	*keys;
	size_t		 n;
	int		 has_subkey;
	unsigned char	 tag[32];
	unsigned char	 salted[crypto_core_hchacha20_OUTPUTBYTES];
};

struct vault {
	struct ring	 rings[VAULT_KINDS];
	unsigned char	 store[VAULT_ID];
	unsigned char	 salt[SALT];
	int		 has_store;
	int		 begun;
	/* Never set back, not even by a new operation: a random source that
	 * repeats itself would still not repeat a nonce in one process. */
	_Atomic uint64_t counter;
};

struct vault *
vault_new(void)
{
	struct vault *v;

	if ((v = sodium_malloc(sizeof(*v))) == NULL)
		return NULL;
	memset(v, 0, sizeof(*v));
	atomic_init(&v->counter, 0);
	return v;
}

void
vault_free(struct vault *v)
{
	size_t i;

	if (v == NULL)
		return;
	for (i = 0; i < VAULT_KINDS; i++)
		sodium_free(v->rings[i].keys);
	sodium_free(v);
}

/* The key of a generation, or NULL; the newest is asked for most. */
static const struct key *
ring_find(const struct ring *r, uint32_t generation)
{
	size_t i;

	for (i = r->n; i-- > 0;)
		if (r->keys[i].generation == generation)
			return &r->keys[i];
	return NULL;
}

/* A copy with one key more, at its place in the order. */
static int
ring_insert(struct ring *r, const struct key *k)
{
	struct key	*keys;
	size_t		 at = r->n;

	if ((keys = sodium_allocarray(r->n + 1, sizeof(*keys))) == NULL)
		return VAULT_NOMEM;
	while (at > 0 && r->keys[at - 1].generation > k->generation)
		at--;
	if (at > 0)
		memcpy(keys, r->keys, at * sizeof(*keys));
	keys[at] = *k;
	if (at < r->n)
		memcpy(keys + at + 1, r->keys + at,
		    (r->n - at) * sizeof(*keys));
	sodium_free(r->keys);
	r->keys = keys;
	r->n++;
	return VAULT_OK;
}

static void
ring_derive(struct ring *r, const unsigned char secret[VAULT_SECRET])
{
	(void)crypto_kdf_derive_from_key(r->tag, sizeof(r->tag), 1,
	    "ctxhtag1", secret);
	r->has_subkey = 1;
}

/*
 * XChaCha20-Poly1305 is ChaCha20-Poly1305 with a nonce of four zeros and the
 * last 8 bytes, under HChaCha20 of the key and the first 16.  An operation's
 * nonces all begin with its salt, so that HChaCha20 is needed but once.
 */
static void
ring_salt(struct ring *r, const unsigned char salt[SALT])
{
	if (r->n > 0)
		(void)crypto_core_hchacha20(r->salted, salt,
		    r->keys[r->n - 1].secret, NULL);
}

int
vault_add(struct vault *v, enum vault_kind kind, uint32_t generation,
    const unsigned char secret[VAULT_SECRET])
{
	struct ring		*r = &v->rings[kind];
	const struct key	*old;
	struct key		 k;
	int			 rc;

	if (generation == 0)
		return VAULT_BAD;
	if ((old = ring_find(r, generation)) != NULL)
		return sodium_memcmp(old->secret, secret, VAULT_SECRET) == 0 ?
		    VAULT_OK : VAULT_BAD;
	k.generation = generation;
	memcpy(k.secret, secret, VAULT_SECRET);
	rc = ring_insert(r, &k);
	mem_wipe(&k, sizeof(k));
	if (rc == VAULT_OK && generation == 1 && kind != VAULT_DROP)
		ring_derive(r, secret);
	if (rc == VAULT_OK)
		ring_salt(r, v->salt);
	return rc;
}

int
vault_make(const ctxh *h, struct vault *v, enum vault_kind kind,
    uint32_t generation, unsigned char public_out[VAULT_SECRET])
{
	unsigned char	 seed[crypto_box_SEEDBYTES], secret[VAULT_SECRET];
	int		 rc;

	handle_random(h, seed, sizeof(seed));
	if (kind == VAULT_DROP)
		(void)crypto_box_seed_keypair(public_out, secret, seed);
	else
		memcpy(secret, seed, sizeof(secret));
	rc = ring_find(&v->rings[kind], generation) != NULL ? VAULT_BAD :
	    vault_add(v, kind, generation, secret);
	mem_wipe(seed, sizeof(seed));
	mem_wipe(secret, sizeof(secret));
	return rc;
}

int
vault_has(const struct vault *v, enum vault_kind kind)
{
	return v->rings[kind].n > 0;
}

uint32_t
vault_generation(const struct vault *v, enum vault_kind kind)
{
	const struct ring *r = &v->rings[kind];

	return r->n > 0 ? r->keys[r->n - 1].generation : 0;
}

const unsigned char *
vault_secret(const struct vault *v, enum vault_kind kind, uint32_t generation)
{
	const struct key *k = ring_find(&v->rings[kind], generation);

	return k != NULL ? k->secret : NULL;
}

void
vault_store(struct vault *v, const unsigned char id[VAULT_ID])
{
	memcpy(v->store, id, VAULT_ID);
	v->has_store = 1;
}

void
vault_begin(const ctxh *h, struct vault *v)
{
	size_t i;

	handle_random(h, v->salt, sizeof(v->salt));
	for (i = 0; i < VAULT_KINDS; i++)
		ring_salt(&v->rings[i], v->salt);
	v->begun = 1;
}

/* Appends a name and its NUL; NULL where it is too long. */
static unsigned char *
ad_name(unsigned char *p, const char *name)
{
	size_t n = strlen(name);

	if (n > VAULT_NAME)
		return NULL;
	memcpy(p, name, n + 1);
	return p + n + 1;
}

/* Writes the additional data; its length, or 0 where a name is too long. */
static size_t
ad_write(const struct vault *v, const struct seal_ad *ad, uint32_t generation,
    unsigned char out[AD_MAX])
{
	unsigned char *p = out;

	memcpy(p, "ctxh1", 5);
	memcpy(p + 5, v->store, VAULT_ID);
	if ((p = ad_name(p + 5 + VAULT_ID, ad->table)) == NULL)
		return 0;
	le_put_u64(p, (uint64_t)ad->row);
	if ((p = ad_name(p + 8, ad->column)) == NULL)
		return 0;
	le_put(p, generation, 4);
	return (size_t)(p + 4 - out);
}

/* n bytes and at least one of padding, as a multiple of pad; 0: too much. */
static size_t
padded_size(size_t n, size_t pad)
{
	if (pad == 0)
		pad = 1;
	if (n >= BUF_MAX || pad > BUF_MAX)
		return 0;
	n = (n / pad + 1) * pad;
	return n < BUF_MAX ? n : 0;
}

size_t
vault_sealed_size(size_t n, size_t pad)
{
	size_t padded = padded_size(n, pad);

	return padded != 0 ? padded + VAULT_OVERHEAD : 0;
}

int
vault_seal(struct vault *v, enum vault_kind kind, const struct seal_ad *ad,
    const void *plain, size_t n, size_t pad, unsigned char *out,
    size_t *outlen)
{
	const struct ring	*r = &v->rings[kind];
	const struct key	*k;
	unsigned char		 bytes[AD_MAX], *text = out + HEAD;
	unsigned char		 nonce[AEAD_NONCE] = { 0 };
	size_t			 len, padded = padded_size(n, pad);

	*outlen = 0;
	if (kind == VAULT_DROP || !v->begun || !v->has_store || padded == 0)
		return VAULT_BAD;
	if (r->n == 0)
		return VAULT_NOKEY;
	k = &r->keys[r->n - 1];
	if ((len = ad_write(v, ad, k->generation, bytes)) == 0)
		return VAULT_BAD;
	le_put(out, k->generation, 4);
	memcpy(out + 4, v->salt, SALT);
	le_put_u64(out + 4 + SALT, atomic_fetch_add_explicit(&v->counter, 1,
	    memory_order_relaxed));
	memcpy(nonce + AEAD_NONCE - COUNT, out + 4 + SALT, COUNT);
	if (n > 0)
		memcpy(text, plain, n);
	text[n] = 0x80;
	memset(text + n + 1, 0, padded - n - 1);
	/* In place: no copy of the plaintext is left to wipe. */
	aead_seal(text, padded, bytes, len, nonce, r->salted);
	*outlen = HEAD + padded + MAC;
	return VAULT_OK;
}

/* Takes the padding off; it was authenticated, so time tells nothing.  Most of
 * a short cell is padding: whole words of it are passed over at once. */
static int
unpad(struct buf *b, size_t n)
{
	static const char none[sizeof(uint64_t)];

	while (n > sizeof(none) &&
	    memcmp(b->data + n - sizeof(none), none, sizeof(none)) == 0)
		n -= sizeof(none);
	while (n > 0 && b->data[n - 1] == 0)
		n--;
	if (n == 0 || (unsigned char)b->data[n - 1] != 0x80) {
		buf_reset(b);
		return VAULT_BAD;
	}
	b->len = n - 1;
	b->data[b->len] = '\0';
	return VAULT_OK;
}

int
vault_open(const struct vault *v, enum vault_kind kind,
    const struct seal_ad *ad, const void *blob, size_t n, struct buf *out)
{
	const unsigned char	*p = blob;
	const struct key	*k;
	unsigned char		 bytes[AD_MAX], *text;
	unsigned long long	 textlen;
	size_t			 len;

	buf_reset(out);
	if (kind == VAULT_DROP || n <= VAULT_OVERHEAD)
		return VAULT_BAD;
	if ((k = ring_find(&v->rings[kind], le_u32(p))) == NULL)
		return VAULT_NOKEY;
	if ((len = ad_write(v, ad, k->generation, bytes)) == 0)
		return VAULT_BAD;
	/* The ciphertext first, only to have the room for the plaintext. */
	buf_add(out, p + HEAD, n - HEAD);
	if (buf_failed(out))
		return VAULT_NOMEM;
	text = (unsigned char *)out->data;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, &textlen, NULL,
	    p + HEAD, n - HEAD, bytes, len, p + 4, k->secret) != 0) {
		buf_reset(out);
		return VAULT_BAD;
	}
	return unpad(out, (size_t)textlen);
}

int
vault_unseal(const struct vault *v, const void *sealed, size_t n,
    struct buf *out)
{
	const struct ring	*r = &v->rings[VAULT_DROP];
	unsigned char		 pk[crypto_box_PUBLICKEYBYTES];
	size_t			 i;
	int			 rc;

	buf_reset(out);
	for (i = r->n; i-- > 0;) {
		(void)crypto_scalarmult_base(pk, r->keys[i].secret);
		rc = box_open(pk, r->keys[i].secret, sealed, n, out);
		if (rc != VAULT_BAD)
			return rc;
	}
	return r->n > 0 ? VAULT_BAD : VAULT_NOKEY;
}

/* BLAKE2b-128 under a subkey, over what and its NUL. */
static int
keyed(const unsigned char subkey[32], const char *what, const void *p,
    size_t n, unsigned char out[VAULT_TAG])
{
	crypto_generichash_state state;
	unsigned char		 one[128];
	size_t			 len = strlen(what) + 1;

	/* Most are short: in one go they cost half as much. */
	if (len <= sizeof(one) && n <= sizeof(one) - len) {
		memcpy(one, what, len);
		if (n > 0)
			memcpy(one + len, p, n);
		(void)crypto_generichash(out, VAULT_TAG, one, len + n, subkey,
		    32);
		mem_wipe(one, len + n);
		return VAULT_OK;
	}
	(void)crypto_generichash_init(&state, subkey, 32, VAULT_TAG);
	(void)crypto_generichash_update(&state, (const unsigned char *)what,
	    len);
	(void)crypto_generichash_update(&state, p, n);
	(void)crypto_generichash_final(&state, out, VAULT_TAG);
	mem_wipe(&state, sizeof(state));
	return VAULT_OK;
}

int
vault_tag(const struct vault *v, enum vault_kind kind, const char *what,
    const void *value, size_t n, unsigned char out[VAULT_TAG])
{
	const struct ring *r = &v->rings[kind];

	memset(out, 0, VAULT_TAG);
	return r->has_subkey ? keyed(r->tag, what, value, n, out) :
	    VAULT_NOKEY;
}
