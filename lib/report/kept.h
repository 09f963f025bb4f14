/*
 * What is kept of reports: rows of the table report, each one object under
 * the facts key with "kind" (issue, note), "year", "period" (hk1, hk2, year,
 * span), "from" and "to".  Rows are only added: of a note the newest counts,
 * of a period the newest issue.
 */
#ifndef REPORT_KEPT_H
#define REPORT_KEPT_H

#include "report/period.h"

/* The rows of a kind, oldest first, each with its operation as "op"; caller
 * frees. */
int	 kept_load(ctxh *, const char *kind, ctxh_value **list);
/* A new row with the members above; NULL without memory. */
ctxh_value *kept_new(const char *kind, const struct period *);
/* Whether a row is of that period's report. */
int	 kept_is_of(const ctxh_value *row, const struct period *);
/* The newest of them, or NULL; borrowed from the list. */
const ctxh_value *kept_newest(const ctxh_value *list, const struct period *);
/* The period of an issued row, to be counted again as of its "until". */
int	 kept_period(ctxh *, const ctxh_value *row, struct period *);
/* Copies a member, or null where there is none; 0, or -1 without memory. */
int	 put_copy(ctxh_value *, const char *key, const ctxh_value *from);

#endif
