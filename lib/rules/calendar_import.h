/* What the functions on a calendar's file share. */
#ifndef RULES_CALENDAR_IMPORT_H
#define RULES_CALENDAR_IMPORT_H

#include "clock/calendar.h"

/* A list of a whole year has more working days off than this. */
#define YEAR_DAYS_FEW	8

/* {"kind","name","basis"} of a day, as a new value; NULL without memory.  A
 * NULL row, or one of DAY_NONE, is a null. */
ctxh_value *calendar_day_value(const struct special_day *);
/*
 * Puts "rows", "years", "errors" and "warnings" of a file into the object.
 * local: it is of days of the school's own, so that few are enough.
 */
int	 calendar_findings(ctxh *, const struct calendar *, int local,
	    ctxh_value *errors, ctxh_value *out);

#endif
