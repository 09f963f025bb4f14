#include "vault/slot.h"

#include <string.h>

#include <sodium.h>

#include "base/mem.h"
#include "vault/vault.h"

#define PK	crypto_box_PUBLICKEYBYTES
#define MAC	crypto_box_MACBYTES

/*
 * crypto_box_seal() itself draws its ephemeral key from libsodium; all
 * randomness of a handle comes from the handle's host, so that a test can
 * repeat a run to the byte.  Hence its format, made from the parts.  text is
 * sealed in place, the head before it is PK + MAC bytes.
 */
static int
seal(const ctxh *h, const unsigned char pk[PK], unsigned char *head,
    unsigned char *text, size_t n)
{
	unsigned char	 seed[crypto_box_SEEDBYTES];
	unsigned char	 esk[crypto_box_SECRETKEYBYTES];
	unsigned char	 nonce[crypto_box_NONCEBYTES];
	crypto_generichash_state state;
	int		 rc;

	handle_random(h, seed, sizeof(seed));
	(void)crypto_box_seed_keypair(head, esk, seed);
	(void)crypto_generichash_init(&state, NULL, 0, sizeof(nonce));
	(void)crypto_generichash_update(&state, head, PK);
	(void)crypto_generichash_update(&state, pk, PK);
	(void)crypto_generichash_final(&state, nonce, sizeof(nonce));
	rc = crypto_box_detached(text, head + PK, text, n, nonce, pk, esk);
	mem_wipe(seed, sizeof(seed));
	mem_wipe(esk, sizeof(esk));
	return rc == 0 ? VAULT_OK : VAULT_BAD;
}

int
box_seal(const ctxh *h, const unsigned char pk[32], const void *plain,
    size_t n, struct buf *out)
{
	static const unsigned char room[BOX_OVERHEAD];
	size_t		 start = out->len;
	unsigned char	*head;

	buf_add(out, room, sizeof(room));
	buf_add(out, plain, n);
	if (buf_failed(out))
		return VAULT_NOMEM;
	head = (unsigned char *)out->data + start;
	if (seal(h, pk, head, head + BOX_OVERHEAD, n) != VAULT_OK) {
		mem_wipe(head, BOX_OVERHEAD + n);
		out->len = start;
		return VAULT_BAD;
	}
	return VAULT_OK;
}

int
box_open(const unsigned char pk[32], const unsigned char sk[32],
    const void *sealed, size_t n, struct buf *out)
{
	const unsigned char *p = sealed;

	buf_reset(out);
	if (n < BOX_OVERHEAD)
		return VAULT_BAD;
	/* The ciphertext first, only to have the room for the plaintext. */
	buf_add(out, p + BOX_OVERHEAD, n - BOX_OVERHEAD);
	if (buf_failed(out))
		return VAULT_NOMEM;
	if (crypto_box_seal_open((unsigned char *)out->data, p, n, pk, sk) !=
	    0) {
		buf_reset(out);
		return VAULT_BAD;
	}
	return VAULT_OK;
}

int
slot_seal(const ctxh *h, const unsigned char pk[32],
    const unsigned char secret[32], unsigned char out[SLOT_SIZE])
{
	int rc;

	memcpy(out + BOX_OVERHEAD, secret, 32);
	if ((rc = seal(h, pk, out, out + BOX_OVERHEAD, 32)) != VAULT_OK)
		mem_wipe(out, SLOT_SIZE);
	return rc;
}

int
slot_open(const struct identity *id, const unsigned char in[SLOT_SIZE],
    unsigned char secret[32])
{
	if (crypto_box_seal_open(secret, in, SLOT_SIZE, id->pub.box,
	    id->box_sk) == 0)
		return VAULT_OK;
	mem_wipe(secret, 32);
	return VAULT_BAD;
}

void
box_public(const unsigned char secret[32], unsigned char pk[32])
{
	(void)crypto_scalarmult_base(pk, secret);
}
