/* The school's settings in use: what is in force, and setting it anew. */
#ifndef PEOPLE_CONFIG_H
#define PEOPLE_CONFIG_H

#include "base/handle.h"

#define CONFIG_HK1_END	"hk1_end"
#define SETTING_STAFF	"school.staff"

/*
 * The day in force for a school year, which is the school's or the default; 0
 * where there is neither.  CTXH_EUSAGE where the store has what is none.
 */
int	 config_day(ctxh *, const char *key, int year, int64_t *day);
/* How many teachers and staff the school says that it has; 0: not said. */
int	 config_staff(ctxh *, int64_t *n);

/* The days on which the parts of a school year begin: the first term, the
 * second, the summer, and the next year. */
#define TERM_STARTS 4
int	 config_terms(ctxh *, int year, int64_t starts[TERM_STARTS]);

#define CONFIG_PER_CLASS "mentor.per_class"

/* A number in force; 0 where none is set. */
int	 config_number(ctxh *, const char *key, int64_t *n);

#endif
