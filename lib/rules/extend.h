/*
 * A rule set that begins with another: {"extends": "tt33-2018", ...} has what
 * differs, and is whole once it was joined with it.
 *
 * What has a name is found by it, in the base's place, and new ones stand
 * behind: code lists by their id, codes and states by "code", forms, fields,
 * the fields of a list, deadlines, tables and their columns by "id".  In what
 * was found each member that is given takes the old one's place, and a null
 * takes it away.  {"id": X, "remove": true} takes the whole away.  What has
 * no name (facts, checks) is added.  Transitions go together where form,
 * "from" and "decides" are the same: those of the base give way to all that
 * the new set has, or, with "remove", to none.  "id", "title", "basis" and
 * "valid_from" are the new set's own; "valid_to" is not passed on.
 */
#ifndef RULES_EXTEND_H
#define RULES_EXTEND_H

#include "base/handle.h"

/*
 * Joins *tree with what it extends, and leaves one that extends nothing as it
 * is.  On failure *tree is freed and NULL.  CTXH_EUSAGE with "path" where it
 * does not fit; CTXH_ENOTFOUND where there is no such base.
 */
int	 rules_extend(ctxh *, const char *name, ctxh_value **tree);

#endif
