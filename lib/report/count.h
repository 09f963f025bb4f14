/* What one case adds to the numbers of a period, as of its E. */
#ifndef REPORT_COUNT_H
#define REPORT_COUNT_H

#include "cases/case.h"
#include "report/period.h"

enum count {
	COUNT_CARRIED_IN, COUNT_RECEIVED, COUNT_CLOSED, COUNT_CARRIED_OUT,
	COUNT_AT_SCHOOL, COUNT_REFERRED,
	COUNTS
};

/* The column of each, "carried_in" and so on. */
extern const char *const count_columns[COUNTS];

struct case_count {
	int	on_hand;	/* else it adds nothing */
	int	n[COUNTS];
	int	sent;		/* agencies it was first sent to in the span */
};

/* The state must be that of span->asof.  A case linked as trung-lap counts
 * nowhere. */
void	 case_count(const struct case_state *, const struct span *,
	    struct case_count *);

#endif
