/* Allocation that is checked, and memory that is wiped. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Overwrites memory in a way that the compiler does not take out. */
void	 mem_wipe(void *, size_t);
/* Wipes and frees; NULL is allowed. */
void	 mem_wipe_free(void *, size_t);
/* Wipes and frees a NUL-terminated text; NULL is allowed. */
void	 str_wipe_free(char *);
/*
 * Makes room for at least want elements of size bytes in *array, which has
 * room for *cap; doubles.  Returns 0, or -1 when there is no memory.  Not for
 * secrets: old memory is not wiped.
 */
int	 mem_grow(void **array, size_t *cap, size_t want, size_t size);

/* Each element of an array, which is NULL where it has none. */
#define EACH(p, array, n) \
	for ((p) = (array); (p) != NULL && (p) < (array) + (n); (p)++)

#endif
