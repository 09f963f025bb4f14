/* What was sent, against the same period counted again today. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/period.h"

/*
 * Puts into a report "issued", its own period's issue (null where there is
 * none), and "corrections", a list with the issue of the period before, each
 * compared as ctxh_report() says.
 */
int	 compare_put(ctxh *, const struct period *, ctxh_value *report);

#endif
