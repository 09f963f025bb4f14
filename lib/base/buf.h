/*
 * A growing byte buffer with a maximum.  A failed append is remembered, so
 * that a caller may append many times and ask once with buf_failed().
 * A buffer may hold plaintext: its memory is wiped before it is given back.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *data;	/* NUL-terminated once anything was appended */
	size_t len;
	size_t cap;
	size_t max;	/* 0: BUF_MAX */
	int failed;	/* an append did not fit or found no memory */
};

#define BUF_MAX ((size_t)1 << 31)

/* buf_add() where the buffer must grow first. */
void	 buf_add_slowly(struct buf *, const void *, size_t);
void	 buf_str(struct buf *, const char *);
void	 buf_fmt(struct buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
/* Lower-case hexadecimal of the bytes. */
void	 buf_hex(struct buf *, const void *, size_t);
/* Little-endian, fixed width. */
void	 buf_u32(struct buf *, uint32_t);
void	 buf_u64(struct buf *, uint64_t);
/* Empties it and keeps the memory, wiped or as it is. */
void	 buf_clear(struct buf *);
void	 buf_reset(struct buf *);
/* Wipes and frees; the buffer may be used again. */
void	 buf_free(struct buf *);
/* How many appends of this thread were lost so far, in whatever buffer: for who
 * composes out of many of them, and asks once. */
unsigned buf_lost(void);
/* Hands the text over; caller frees with free().  NULL after a failure. */
char	*buf_take(struct buf *);

/* Here, so that the many short appends do not cost a call each. */
static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	/* There is no room where nothing is allocated, nor after a failure. */
	if (n >= b->cap - b->len || b->failed) {
		buf_add_slowly(b, p, n);
		return;
	}
	if (n > 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

static inline void
buf_byte(struct buf *b, int c)
{
	char ch = (char)c;

	buf_add(b, &ch, 1);
}

static inline int
buf_failed(const struct buf *b)
{
	return b->failed;
}

#endif
