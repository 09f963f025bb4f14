/* What is said of a school. */
#ifndef PEOPLE_SCHOOL_H
#define PEOPLE_SCHOOL_H

#include "base/handle.h"

/* Whether a list holds levels of schools only, each once; CTXH_EUSAGE. */
int	 levels_check(ctxh *, const ctxh_value *list);

#endif
