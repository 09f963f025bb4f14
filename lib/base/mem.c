#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

void
mem_wipe(void *p, size_t n)
{
	if (p != NULL && n > 0)
		sodium_memzero(p, n);
}

void
mem_wipe_free(void *p, size_t n)
{
	mem_wipe(p, n);
	free(p);
}

void
str_wipe_free(char *s)
{
	if (s != NULL)
		mem_wipe_free(s, strlen(s));
}

int
mem_grow(void **array, size_t *cap, size_t want, size_t size)
{
	size_t	 n = *cap != 0 ? *cap : 8;
	void	*p;

	if (want <= *cap)
		return 0;
	while (n < want)
		n *= 2;
	if (n > SIZE_MAX / size || (p = realloc(*array, n * size)) == NULL)
		return -1;
	*array = p;
	*cap = n;
	return 0;
}
