/* Numbers as bytes, the most significant first: their order is the bytes'. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t
bytes_number(const unsigned char p[8])
{
	uint32_t half[2];

	memcpy(half, p, sizeof(half));
	return (uint64_t)ntohl(half[0]) << 32 | ntohl(half[1]);
}

static inline void
bytes_put_number(unsigned char p[8], uint64_t v)
{
	uint32_t half[2] = { htonl((uint32_t)(v >> 32)), htonl((uint32_t)v) };

	memcpy(p, half, sizeof(half));
}

#endif
