/* The parts of a report that are text: kept per report, the newest counts. */
#ifndef REPORT_PROSE_H
#define REPORT_PROSE_H

#include "report/period.h"

/* Puts "prose", a list of all parts, with the texts of the period's report. */
int	 prose_put(ctxh *, const struct period *, ctxh_value *report);
/* Appends a notice where the text names a pupil who is on a case; does nothing
 * without the person key. */
int	 names_notice(ctxh *, const char *text, ctxh_value *notices);

#endif
