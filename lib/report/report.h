/* A period's report, made; without a look at rights, within a snapshot or an
 * operation. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/period.h"

/* What ctxh_report() gives; caller frees. */
int	 report_full(ctxh *, const struct period *, ctxh_value **out);
/* Its list "tables" only, with every table; caller frees. */
int	 report_tables(ctxh *, const struct period *, ctxh_value **out);

#endif
