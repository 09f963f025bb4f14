/* A report as a document, and what a page for a meeting takes from it. */
#ifndef PRINT_REPORT_H
#define PRINT_REPORT_H

#include "print/print.h"

/* The table of that id, or NULL. */
const ctxh_value *report_table(const ctxh_value *report, const char *id);
/* A number in it; 0 where there is none. */
long long report_number(const ctxh_value *report, const char *table,
	    const char *row, const char *column);
/* The sum of a column over all rows but the total. */
long long report_sum(const ctxh_value *report, const char *table,
	    const char *column);
/* "học kỳ I, năm học 2023-2024" */
void	 period_words(const ctxh_value *report, struct buf *);

/* "Kính gửi": whom it was said to go to, else whom the school has set, else
 * those above it on that day. */
int	 report_to(const struct office *, int64_t day, struct paper *);
/* A paragraph of what was built up, which is freed; none of nothing. */
void	 paper_say(struct paper *, unsigned flags, struct buf *);

/* A member's day, dd/mm/yyyy. */
void	 day_words(const ctxh_value *, const char *key, struct buf *);

/* ---- report_parts.c ---- */

/* Parts I to VI; then the checks, and what must be known beside them. */
void	 report_parts(const ctxh_value *report, struct paper *);
void	 report_checks(const ctxh_value *report, struct paper *);
/* Who may decide, and how it was decided of what ("trong kỳ"); the rule sets
 * and the chain's head. */
void	 report_notes(const ctxh_value *report, const char *of,
	    struct paper *);

/* ---- report_tables.c ---- */

/* A number as people read it, "1.234" or "0,5"; what is not known is "-". */
void	 cell_words(const ctxh_value *cell, struct buf *);
/* Its charts; their words below, where they are not read elsewhere. */
void	 report_charts(const ctxh_value *report, struct paper *);
/* Tables of these ids (ended by NULL; NULL: all), wide ones on pages that lie;
 * the heading, which may be NULL, stands on the first page. */
int	 report_put_tables(ctxh *, const ctxh_value *report,
	    const char *const *ids, const char *heading, struct paper *);

/* ---- report_sent.c ---- */

/* What differs from what was sent of the period before, and of this one. */
int	 report_corrections(ctxh *, const ctxh_value *report, struct paper *);

#endif
