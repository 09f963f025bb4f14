/* One pass over the cases. */
#ifndef REPORT_PASS_H
#define REPORT_PASS_H

#include "cases/case.h"

/* Calls fn for each case that was taken in by the moment, as it was then. */
typedef int (*state_fn)(ctxh *, struct case_state *, void *ctx);
int	 states_each(ctxh *, int64_t asof, state_fn, void *ctx);

#endif
