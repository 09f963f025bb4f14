#include "vault/aead.h"

#include <string.h>

#include "base/mem.h"
#include "vault/code.h"

/*
 * The stream's first block of 64 bytes is the key of the MAC, the others are
 * over the text.  libsodium's own function asks for them in two calls, block by
 * block; four at once, if only some are needed, take it half the time, and
 * sealing cells is what most of an import's time goes to.
 */
#define BLOCK		((size_t)64)
#define STREAM		(4 * BLOCK)
#define SHORT_TEXT	(STREAM - BLOCK)

static size_t
whole(size_t n)
{
	return (n + 15) / 16 * 16;
}

/* What the MAC is over: both filled up with zeros, and their lengths. */
static size_t
mac_input(const unsigned char *ad, size_t adlen, const unsigned char *text,
    size_t n, unsigned char out[AEAD_AD + SHORT_TEXT + 16])
{
	unsigned char *p = out;

	memset(out, 0, whole(adlen) + whole(n));
	memcpy(p, ad, adlen);
	p += whole(adlen);
	memcpy(p, text, n);
	p += whole(n);
	le_put_u64(p, adlen);
	le_put_u64(p + 8, n);
	return (size_t)(p + 16 - out);
}

static void
seal_short(unsigned char *text, size_t n, const unsigned char *ad,
    size_t adlen, const unsigned char *nonce, const unsigned char *key)
{
	unsigned char	stream[STREAM] = { 0 };
	unsigned char	input[AEAD_AD + SHORT_TEXT + 16];

	if (n > 0)
		memcpy(stream + BLOCK, text, n);
	(void)crypto_stream_chacha20_ietf_xor_ic(stream, stream,
	    sizeof(stream), nonce, 0, key);
	if (n > 0)
		memcpy(text, stream + BLOCK, n);
	(void)crypto_onetimeauth_poly1305(text + n, input, mac_input(ad,
	    adlen, text, n, input), stream);
	mem_wipe(stream, sizeof(stream));
}

void
aead_seal(unsigned char *text, size_t n, const unsigned char *ad,
    size_t adlen, const unsigned char nonce[AEAD_NONCE],
    const unsigned char key[AEAD_KEY])
{
	if (n <= SHORT_TEXT && adlen <= AEAD_AD)
		seal_short(text, n, ad, adlen, nonce, key);
	else
		(void)crypto_aead_chacha20poly1305_ietf_encrypt(text, NULL,
		    text, n, ad, adlen, NULL, nonce, key);
}
