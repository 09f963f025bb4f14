/* The calendar that a school goes by: calendar-vn.csv, which the library
 * carries, the days that the school changed in it, and its office hours. */
#ifndef RULES_HOLIDAYS_H
#define RULES_HOLIDAYS_H

#include "clock/calendar.h"

/* The setting with a school's office hours, as calendar_set_hours() takes
 * them. */
#define SETTING_HOURS "office_hours"

/* Read once; borrowed until the handle closes or the calendar is changed.
 * NULL after a failure. */
const struct calendar *holidays(ctxh *);

#endif
