/*
 * The directory with changes that are not written yet: they are made on a
 * copy, looked at together, and written as rows.
 *
 *	directory_open -> directory_put ... -> directory_check ->
 *	directory_write -> directory_close
 */
#ifndef RULES_DIRECTORY_H
#define RULES_DIRECTORY_H

#include "rules/agency.h"

struct directory {
	struct agency	*list;		/* as it would be */
	size_t		 n;
	const struct agency *old;	/* in force; list[i] was old[i] */
	size_t		 nold;
	unsigned char	*changed;	/* of list */
	struct arena	*arena;
};

/* Copies what is in force, read anew where within an operation. */
int	 directory_open(ctxh *, struct directory *);
void	 directory_close(struct directory *);
/* The agency of a code as it would be, or NULL. */
struct agency *directory_find(const struct directory *, const char *code);
/* Adds the agency in words, or puts it in the place of the one of its code.
 * CTXH_EUSAGE: ill-formed. */
int	 directory_put(ctxh *, struct directory *, const ctxh_value *words);
/* What was changed: it does not end before it begins, its successor is there,
 * and nobody succeeds himself.  CTXH_ERULE, CTXH_ENOTFOUND. */
int	 directory_check(ctxh *, const struct directory *);
/* The same of one of its list. */
int	 directory_check_one(ctxh *, const struct directory *,
	    const struct agency *);
/* Another agency of nearly the same name at the same time, or NULL. */
const struct agency *directory_double(ctxh *, const struct directory *,
	    const struct agency *);
/* Within an operation: a row for each that was changed. */
int	 directory_write(ctxh *, const struct directory *);
size_t	 directory_changes(const struct directory *);

#endif
