/* How two rule sets differ. */
#ifndef RULES_COMPARE_H
#define RULES_COMPARE_H

#include "base/handle.h"

/*
 * Appends to list what differs, each "path", "change" (added, removed,
 * changed), "old", "new".  Items that have an id or a code are found by it in
 * any order; of others it matters only whether there is such a one.
 */
int	 rules_compare(ctxh *, const ctxh_value *a, const ctxh_value *b,
	    ctxh_value *list);

#endif
