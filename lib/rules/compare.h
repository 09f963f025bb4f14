/* How two rule sets differ. */
#ifndef RULES_COMPARE_H
#define RULES_COMPARE_H

#include "base/handle.h"

/* Alike, whatever the order of an object's members. */
int	 value_same(const ctxh_value *, const ctxh_value *);
/*
 * Appends to list what differs, each "path", "change" (added, removed,
 * changed), "old", "new".  Items that have an id or a code are found by it in
 * any order; of others it matters only whether there is such a one.
 */
int	 rules_compare(ctxh *, const ctxh_value *a, const ctxh_value *b,
	    ctxh_value *list);

#endif
