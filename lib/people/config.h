/* The school's settings in use: what is in force, and setting it anew. */
#ifndef PEOPLE_CONFIG_H
#define PEOPLE_CONFIG_H

#include "base/handle.h"

/* The days of a school year that a school sets. */
#define CONFIG_HK1_END	"hk1_end"
#define CONFIG_HK1_DUE	"hk1_due"
#define CONFIG_YEAR_DUE	"year_due"

/*
 * The day in force, which is the school's or the default; *set (may be NULL)
 * tells whether there is one.  CTXH_EUSAGE where the store has what is none.
 */
int	 config_day(ctxh *, const char *key, int year, int64_t *day, int *set);

#endif
