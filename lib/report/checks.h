/* What must hold between the numbers, and is printed with them. */
#ifndef REPORT_CHECKS_H
#define REPORT_CHECKS_H

#include "base/buf.h"
#include "report/tables.h"

enum part_count { PART_RECEIVED, PART_CLOSED, PART_SENT, PART_COUNTS };

/* A year against its terms and summer, each as of its own end. */
struct parts {
	int64_t		n[PERIOD_PARTS][PART_COUNTS];
	int64_t		year[PART_COUNTS];
	int64_t		reopened;	/* closings taken back */
	int64_t		duplicate[PART_COUNTS];	/* taken back by a link */
	int64_t		unexplained;
	struct buf	reopened_cases, duplicate_cases;
};

/* Replays the case as of the end of each part. */
int	 parts_add(ctxh *, struct parts *, const struct period *,
	    const struct case_state *, const struct case_count *year);
void	 parts_free(struct parts *);

/* Appends one; consumes what detail holds. */
int	 check_push(ctxh *, ctxh_value *checks, const char *id, int ok,
	    struct buf *detail);
int	 checks_value(ctxh *, const struct period *, const struct tables *,
	    const struct parts *, ctxh_value *checks);

#endif
