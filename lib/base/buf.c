#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static _Thread_local unsigned lost;

unsigned
buf_lost(void)
{
	return lost;
}

static int
lose(struct buf *b)
{
	b->failed = 1;
	lost++;
	return 0;
}

/* Room for more bytes and a NUL; realloc() would leave an unwiped copy. */
static int
grow(struct buf *b, size_t more)
{
	size_t	 max = b->max != 0 ? b->max : BUF_MAX, cap;
	char	*data;

	if (b->failed)
		return 0;
	if (more < b->cap - b->len)
		return 1;
	if (more >= max || b->len >= max - more)
		return lose(b);
	cap = b->cap != 0 ? b->cap * 2 : 256;
	while (cap <= b->len + more)
		cap *= 2;
	if ((data = malloc(cap)) == NULL)
		return lose(b);
	if (b->data != NULL) {
		memcpy(data, b->data, b->len + 1);
		mem_wipe_free(b->data, b->cap);
	}
	b->data = data;
	b->cap = cap;
	return 1;
}

void
buf_add_slowly(struct buf *b, const void *p, size_t n)
{
	if (!grow(b, n))
		return;
	if (n > 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list	 ap;
	int	 n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0) {
		b->failed = 1;
		return;
	}
	if (!grow(b, (size_t)n))
		return;
	va_start(ap, fmt);
	(void)vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_hex(struct buf *b, const void *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *s = p;
	size_t	 i;

	if (!grow(b, n * 2))
		return;
	for (i = 0; i < n; i++) {
		b->data[b->len++] = digits[s[i] >> 4];
		b->data[b->len++] = digits[s[i] & 15];
	}
	b->data[b->len] = '\0';
}

void
buf_u32(struct buf *b, uint32_t v)
{
	unsigned char le[4];
	size_t i;

	for (i = 0; i < sizeof(le); i++)
		le[i] = (unsigned char)(v >> (8 * i));
	buf_add(b, le, sizeof(le));
}

void
buf_u64(struct buf *b, uint64_t v)
{
	unsigned char le[8];
	size_t i;

	for (i = 0; i < sizeof(le); i++)
		le[i] = (unsigned char)(v >> (8 * i));
	buf_add(b, le, sizeof(le));
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->failed = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_clear(struct buf *b)
{
	if (b->data != NULL)
		mem_wipe(b->data, b->len);
	buf_reset(b);
}

void
buf_free(struct buf *b)
{
	size_t max = b->max;

	mem_wipe_free(b->data, b->cap);
	memset(b, 0, sizeof(*b));
	b->max = max;
}

char *
buf_take(struct buf *b)
{
	char *data;

	if (b->failed || (b->data == NULL && !grow(b, 0))) {
		buf_free(b);
		return NULL;
	}
	b->data[b->len] = '\0';
	data = b->data;
	memset(b, 0, sizeof(*b));
	return data;
}
