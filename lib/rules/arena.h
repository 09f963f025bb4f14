/* Memory that is freed all at once. */
#ifndef RULES_ARENA_H
#define RULES_ARENA_H

#include <stddef.h>

struct arena;

/* Zeroed memory for count things of a size, or NULL; *arena may be NULL at
 * first.  Nothing for a count of 0 is not NULL. */
void	*arena_get(struct arena **, size_t count, size_t size);
void	 arena_free(struct arena *);

#endif
