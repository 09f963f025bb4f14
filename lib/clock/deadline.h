/* When a time limit runs out, and how that was counted. */
#ifndef CLOCK_DEADLINE_H
#define CLOCK_DEADLINE_H

#include <stdint.h>

#include "base/handle.h"
#include "clock/calendar.h"

enum unit {
	WORKING_DAYS,
	WORKING_HOURS,
	CLOCK_HOURS,
	UNTIL_DATE
};

/*
 * The moment at which n units from start run out.
 *
 * WORKING_DAYS: the day of start is not counted (Civil Code, Article 147);
 * the closing of office hours on the n-th working day after it, n from 1.
 * WORKING_HOURS: only office hours of working days count; outside them the
 * clock starts at the next opening; what runs out at a closing is due then.
 * CLOCK_HOURS: n times 3600 seconds later.
 * UNTIL_DATE: n is a day number; the closing of office hours on that very
 * day, be it worked or not; start plays no part.
 *
 * *estimated (may be NULL) is set where the answer depends on a day of a year
 * that the calendar does not know, or knows by estimate.  0, or -1 where a
 * number or the answer is out of range.
 */
int	 deadline_due(const struct calendar *, int64_t start, enum unit,
	    int64_t n, int64_t *due, int *estimated);
/*
 * A list in the order of time: {"from","to","counted_minutes"} for a stretch
 * counted in hours, {"from","to","day"} for the day-th working day,
 * {"from","to"} for a wait until a date, {"skipped","name","basis"} for a day
 * that did not count.  A make-up day that counts has its "name" and "basis",
 * too.  Moments are RFC 3339, skipped is yyyy-mm-dd.  Whole minutes
 * are given such that their sum is the whole minutes of the sum.  CTXH_EUSAGE
 * where deadline_due() gives -1.  Caller frees *out with ctxh_value_free().
 */
int	 deadline_explain(ctxh *, const struct calendar *, int64_t start,
	    enum unit, int64_t n, ctxh_value **out);

#endif
