/* The rule sets and the directory of agencies of a handle. */
#ifndef RULES_BOOK_H
#define RULES_BOOK_H

#include "rules/agency.h"
#include "rules/arena.h"
#include "rules/rules.h"

#define BOOK_MAX 16

struct rulebook {
	struct rules	*sets[BOOK_MAX];	/* by the day they begin */
	size_t		 count;
	struct agency	*agencies;
	size_t		 agency_count;
	struct arena	*arena;			/* of the agencies */
};

/* The handle's, made where it has none; NULL without memory. */
struct rulebook *rulebook_get(ctxh *);

#endif
