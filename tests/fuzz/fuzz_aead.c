/*
 * Short texts are sealed as libsodium's own function seals them: under a key,
 * a nonce and with additional data from the input, every beginning of it.
 */
#include <stdint.h>
#include <string.h>

#include <sodium.h>

#include "vault/aead.h"
#include "fuzz.h"

#define MOST	320	/* bytes of text; the quick way ends before that */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char	key[AEAD_KEY] = { 0 }, nonce[AEAD_NONCE] = { 0 };
	unsigned char	ours[MOST + AEAD_MAC], theirs[MOST + AEAD_MAC];
	size_t		n, adlen = size > 0 ? data[0] : 0;

	check(sodium_init() != -1);
	adlen = adlen < size ? adlen : size;
	memcpy(key, data, size < sizeof(key) ? size : sizeof(key));
	memcpy(nonce, data, size < sizeof(nonce) ? size : sizeof(nonce));
	for (n = 0; n <= size && n <= MOST; n++) {
		memcpy(ours, data, n);
		aead_seal(ours, n, data, adlen, nonce, key);
		(void)crypto_aead_chacha20poly1305_ietf_encrypt(theirs, NULL,
		    data, n, data, adlen, NULL, nonce, key);
		check(memcmp(ours, theirs, n + AEAD_MAC) == 0);
	}
	return 0;
}
