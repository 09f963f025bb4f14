#include "vault/code.h"

#include <string.h>

#include <sodium.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int
hex_read(const char *s, unsigned char *out, size_t n)
{
	size_t len;

	if (strlen(s) != 2 * n ||
	    sodium_hex2bin(out, n, s, 2 * n, NULL, &len, NULL) != 0 ||
	    len != n)
		return -1;
	return 0;
}

/* A letter's 5 bits, or -1. */
static int
base32_value(int c)
{
	const char *p;

	if (c >= 'a' && c <= 'z')
		c += 'A' - 'a';
	if (c == 'I' || c == 'L')
		c = '1';
	else if (c == 'O')
		c = '0';
	if (c == '\0' || (p = strchr(alphabet, c)) == NULL)
		return -1;
	return (int)(p - alphabet);
}

int
base32_letter(int c)
{
	return base32_value(c) >= 0;
}

void
base32_add(struct buf *b, const unsigned char *p, size_t n)
{
	uint64_t bits;
	size_t i, k;

	for (i = 0; i + 5 <= n; i += 5) {
		for (bits = 0, k = 0; k < 5; k++)
			bits = bits << 8 | p[i + k];
		for (k = 8; k-- > 0;)
			buf_byte(b, alphabet[bits >> (5 * k) & 31]);
	}
}

int
base32_read(const char *s, unsigned char *out, size_t n)
{
	uint64_t bits;
	size_t i, k;
	int v;

	for (i = 0; i + 5 <= n; i += 5) {
		for (bits = 0, k = 0; k < 8; k++) {
			if ((v = base32_value((unsigned char)*s++)) < 0)
				return -1;
			bits = bits << 5 | (uint64_t)v;
		}
		for (k = 0; k < 5; k++)
			out[i + k] = (unsigned char)(bits >> (8 * (4 - k)));
	}
	return 0;
}
