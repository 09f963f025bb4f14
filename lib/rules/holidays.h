/* The calendar that the library carries: calendar-vn.csv. */
#ifndef RULES_HOLIDAYS_H
#define RULES_HOLIDAYS_H

#include "clock/calendar.h"

/* Read once; borrowed until the handle closes.  NULL after a failure. */
const struct calendar *holidays(ctxh *);

#endif
