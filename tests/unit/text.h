/* A text in memory as what the library reads from. */
#ifndef TESTS_UNIT_TEXT_H
#define TESTS_UNIT_TEXT_H

#include <string.h>

struct text {
	const char	*s;
	size_t		 left;
};

static int
read_text(void *ctx, void *buf, size_t size, size_t *got)
{
	struct text *t = ctx;

	*got = t->left < size ? t->left : size;
	memcpy(buf, t->s, *got);
	t->s += *got;
	t->left -= *got;
	return 0;
}

#endif
