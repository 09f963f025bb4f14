/*
 * Joining two pupils' files that are one child's: new versions of the one who
 * stays, and a last one of the other.  Nothing is rewritten, and what follows
 * for the register is written with it.
 */
#ifndef PEOPLE_STUDENT_MERGE_H
#define PEOPLE_STUDENT_MERGE_H

#include <stdint.h>

#include "base/handle.h"

struct student_merge {
	int64_t		 into, from;	/* their numbers; neither is joined */
	/* Fields of which the other one's value is to stay; "all". */
	const ctxh_value *prefer;
	int		 names;		/* say personal values, too */
	/* What comes of it, made by student_merge(); caller frees. */
	ctxh_value	*conflicts;	/* list of "field", "kept" and "dropped"
					 * (null without names), "of" */
	ctxh_value	*taken;		/* fields that only the other one had */
	ctxh_value	*years;		/* school years that he alone had */
};

/* Whether prefer may name the field. */
int	 merge_field_known(const char *);
/* Within an operation. */
int	 student_merge(ctxh *, struct student_merge *);

#endif
