/* ChaCha20-Poly1305 as of RFC 8439, quick for short texts. */
#ifndef VAULT_AEAD_H
#define VAULT_AEAD_H

#include <stddef.h>

#include <sodium.h>

#define AEAD_MAC	crypto_aead_chacha20poly1305_ietf_ABYTES
#define AEAD_NONCE	crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define AEAD_KEY	crypto_aead_chacha20poly1305_ietf_KEYBYTES

/* The longest additional data that the quick way takes. */
#define AEAD_AD		192

/*
 * Encrypts n bytes in place and puts AEAD_MAC bytes behind them: what
 * crypto_aead_chacha20poly1305_ietf_encrypt() gives.
 */
void	 aead_seal(unsigned char *text, size_t n, const unsigned char *ad,
	    size_t adlen, const unsigned char nonce[AEAD_NONCE],
	    const unsigned char key[AEAD_KEY]);

#endif
