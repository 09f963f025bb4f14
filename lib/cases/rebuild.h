/*
 * Writing derived rows anew, within an operation: all of them for fsck
 * --rebuild, those that an operation touched when it is taken back.
 */
#ifndef CASES_REBUILD_H
#define CASES_REBUILD_H

#include <stdint.h>

#include "base/handle.h"
#include "text/date.h"

#define YEARS (DATE_YEAR_MAX - DATE_YEAR_MIN + 1)

/* School years by their first, less DATE_YEAR_MIN: whether there is such a
 * year, and its last case number. */
struct years {
	unsigned char	 is[YEARS];
	int64_t		 last[YEARS];
};
/* Counts a case in. */
void	 years_case(struct years *, int year, const char *number);
/* A list makes a year, too. */
int	 years_lists(ctxh *, struct years *);

/* The ids of all cases, in order; caller frees. */
int	 cases_all(ctxh *, int64_t **ids, size_t *n);

/* The derived row of a case from its documents; without any it goes. */
int	 rebuild_case(ctxh *, int64_t id);
/*
 * The tags and the school years, from the derived rows of the cases and the
 * lists.  clash: two cases of one number, or zeros.
 */
int	 rebuild_index(ctxh *, int64_t clash[2]);
/* Everything. */
int	 rebuild_all(ctxh *);

#endif
