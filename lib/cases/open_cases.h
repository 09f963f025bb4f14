/* The open cases of pupils who are no longer on the school's list. */
#ifndef CASES_OPEN_CASES_H
#define CASES_OPEN_CASES_H

#include "base/handle.h"

/*
 * The cases that are open and have one of these pupils on them: a list of
 * "case", "state", "rules" and "students", the numbers of those of them who are on it,
 * the oldest case first.  students is in ascending order.  Needs the
 * facts key; caller frees *out with ctxh_value_free().
 */
int	 open_cases_of(ctxh *, const int64_t *students, size_t n,
	    ctxh_value **out);
/* The same of those pupils whom is() says. */
typedef int (*open_cases_fn)(const void *ctx, int64_t student);
int	 open_cases_where(ctxh *, open_cases_fn is, const void *ctx,
	    ctxh_value **out);

#endif
