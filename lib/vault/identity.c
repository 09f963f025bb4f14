#include "vault/identity.h"

#include <string.h>

#include <sodium.h>

#include "base/mem.h"
#include "vault/code.h"
#include "vault/digest.h"

#define PREFIX	"ctxh1"
#define CHECK	6		/* so that both keys and it fill 14 * 5 bytes */
#define BYTES	(64 + CHECK)
#define LETTERS	(BYTES / 5 * 8)

int
identity_make(ctxh *h, struct identity **out)
{
	unsigned char	seed[IDENTITY_SEED];
	int		rc;

	handle_random(h, seed, sizeof(seed));
	rc = identity_seed(h, seed, out);
	mem_wipe(seed, sizeof(seed));
	return rc;
}

int
identity_seed(ctxh *h, const unsigned char seed[IDENTITY_SEED],
    struct identity **out)
{
	struct identity	*id;
	unsigned char	 sub[32];

	if ((*out = id = sodium_malloc(sizeof(*id))) == NULL)
		return fail_nomem(h);
	memcpy(id->seed, seed, sizeof(id->seed));
	(void)crypto_kdf_derive_from_key(sub, sizeof(sub), 1, "ctxhseed",
	    seed);
	(void)crypto_sign_seed_keypair(id->pub.sign, id->sign_sk, sub);
	(void)crypto_kdf_derive_from_key(sub, sizeof(sub), 2, "ctxhseed",
	    seed);
	(void)crypto_box_seed_keypair(id->pub.box, id->box_sk, sub);
	mem_wipe(sub, sizeof(sub));
	return CTXH_OK;
}

void
identity_free(struct identity *id)
{
	sodium_free(id);
}

void
identity_sign(const struct identity *id, const void *msg, size_t n,
    unsigned char sig[IDENTITY_SIG])
{
	(void)crypto_sign_detached(sig, NULL, msg, n, id->sign_sk);
}

int
identity_verify(const unsigned char sign_pk[32], const void *msg, size_t n,
    const unsigned char sig[IDENTITY_SIG])
{
	return crypto_sign_verify_detached(sig, msg, n, sign_pk);
}

/* Both keys, then their check. */
static void
public_bytes(const struct identity_public *pub, unsigned char out[BYTES])
{
	unsigned char	sum[DIGEST_SIZE];
	struct digest	d;

	memcpy(out, pub->sign, 32);
	memcpy(out + 32, pub->box, 32);
	digest_init(&d);
	digest_add(&d, PREFIX, sizeof(PREFIX) - 1);
	digest_add(&d, out, 64);
	digest_final(&d, sum);
	memcpy(out + 64, sum, CHECK);
}

void
public_write(const struct identity_public *pub, struct buf *b)
{
	unsigned char bytes[BYTES];

	public_bytes(pub, bytes);
	buf_str(b, PREFIX);
	base32_add(b, bytes, sizeof(bytes));
}

/* Whether something can be sealed to the one and verified by the other. */
static int
usable(const struct identity_public *pub)
{
	static const unsigned char scalar[crypto_scalarmult_SCALARBYTES];
	unsigned char shared[crypto_scalarmult_BYTES];

	return crypto_scalarmult(shared, scalar, pub->box) == 0 &&
	    crypto_core_ed25519_is_valid_point(pub->sign);
}

/*
 * Takes blanks and dashes out; the number of characters that are left, of
 * which out holds the first max.
 */
static size_t
squeeze(const char *s, char *out, size_t max)
{
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (strchr(" \t\r\n-", *s) != NULL)
			continue;
		if (n < max)
			out[n] = *s;
		n++;
	}
	out[n < max ? n : max] = '\0';
	return n;
}

int
public_read(ctxh *h, const char *text, struct identity_public *out)
{
	char			 s[sizeof(PREFIX) + LETTERS];
	unsigned char		 bytes[BYTES], want[BYTES];
	struct identity_public	 pub;
	const size_t		 prefix = sizeof(PREFIX) - 1;
	size_t			 n;

	memset(out, 0, sizeof(*out));
	n = squeeze(text, s, sizeof(s) - 1);
	if (n < prefix || (memcmp(s, PREFIX, prefix) != 0 &&
	    memcmp(s, "CTXH1", prefix) != 0))
		return fail(h, CTXH_EUSAGE, T(h, "not a public key; "
		    "it begins with \"%s\""), PREFIX);
	if (n != prefix + LETTERS)
		return fail(h, CTXH_EUSAGE, T(h, "public key of %zu letters "
		    "instead of %d; copy the whole line"), n,
		    (int)(prefix + LETTERS));
	if (base32_read(s + prefix, bytes, sizeof(bytes)) != 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "public key with a "
		    "letter that no key has; copy the line again"));
	memcpy(pub.sign, bytes, 32);
	memcpy(pub.box, bytes + 32, 32);
	public_bytes(&pub, want);
	if (memcmp(bytes, want, sizeof(bytes)) != 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "public key with a "
		    "typing error; copy the line again"));
	if (!usable(&pub))
		return fail(h, CTXH_EUSAGE, "%s", T(h, "public key that "
		    "nothing can be sealed to; make one with \"key new\""));
	*out = pub;
	return CTXH_OK;
}
