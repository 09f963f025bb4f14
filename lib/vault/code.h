/* Bytes as text (hexadecimal, base32) and numbers as bytes. */
#ifndef VAULT_CODE_H
#define VAULT_CODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Little-endian, n bytes. */
static inline void
le_put(unsigned char *p, uint64_t v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = (unsigned char)(v >> (8 * i));
}

/* Of 8 bytes, which compilers make one instruction of where a loop is left
 * as it is. */
static inline void
le_put_u64(unsigned char *p, uint64_t v)
{
	p[0] = (unsigned char)v;
	p[1] = (unsigned char)(v >> 8);
	p[2] = (unsigned char)(v >> 16);
	p[3] = (unsigned char)(v >> 24);
	p[4] = (unsigned char)(v >> 32);
	p[5] = (unsigned char)(v >> 40);
	p[6] = (unsigned char)(v >> 48);
	p[7] = (unsigned char)(v >> 56);
}

static inline uint32_t
le_u32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

/* Exactly n bytes from 2 n digits and nothing else; 0, or -1. */
int	 hex_read(const char *, unsigned char *out, size_t n);

/*
 * Base32 in Crockford's alphabet, upper case: no I, L, O, U.  n is a multiple
 * of 5, so that every letter carries 5 bits and none is left over.
 */
void	 base32_add(struct buf *, const unsigned char *, size_t n);
/*
 * The bytes of n * 8 / 5 letters; either case, I and L are read as 1 and O as
 * 0.  0, or -1 where a letter is not of the alphabet.
 */
int	 base32_read(const char *, unsigned char *out, size_t n);
/* Whether base32_read() takes the letter. */
int	 base32_letter(int c);

#endif
