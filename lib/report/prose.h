/* The parts of a report that are text: kept per report, the newest counts. */
#ifndef REPORT_PROSE_H
#define REPORT_PROSE_H

#include "report/period.h"

#define PROSE_PARTS 4

/* Puts "prose", a list of all parts, with the texts of the period's report. */
int	 prose_put(ctxh *, const struct period *, ctxh_value *report);
/* Appends a notice for each place of the texts that looks like the name or the
 * code of a pupil on the list; does nothing without the person key. */
int	 names_notice(ctxh *, const char *const *texts, size_t n,
	    ctxh_value *notices);

#endif
