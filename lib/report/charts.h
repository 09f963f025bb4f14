/* The charts of a report, as values (paper/chart.h says of what): what was
 * counted for its tables, for the eye. */
#ifndef REPORT_CHARTS_H
#define REPORT_CHARTS_H

#include "report/count.h"
#include "report/period.h"
#include "report/tables.h"

/* ---- months.c ---- */

/* Cases by the calendar month in which they were received, and closed. */
struct months {
	int	 first;		/* months since year 0 */
	size_t	 n;
	double	*received, *closed;
};

/* Of all months up to the last day counted; none where they are too many for
 * one picture.  0, or -1 when there is no memory. */
int	 months_init(struct months *, const struct period *);
/* The state and the count are those of the table of cases. */
void	 months_add(struct months *, const struct case_state *,
	    const struct case_count *);
void	 months_free(struct months *);

/* ---- before.c: the term or year before, of the same cases ---- */

enum figure {
	FIGURE_RECEIVED, FIGURE_CLOSED, FIGURE_SENT, FIGURE_OVERDUE,
	FIGURES
};

struct before {
	int		 is;		/* there is one */
	struct period	 period;
	int		 on_hand;	/* cases; none: nothing to put beside */
	double		 n[FIGURES];
	struct deadlines deadlines;
};

int	 before_init(ctxh *, struct before *, const struct period *now);
/* Counts the case as it stood at the end of that period. */
int	 before_add(ctxh *, struct before *, const struct case_state *now);
void	 before_finish(struct before *);
void	 before_free(struct before *);

/* ---- charts.c ---- */

/* Whether the months are together what the table says, as a check. */
int	 charts_check(ctxh *, const struct months *, const ctxh_value *tables,
	    ctxh_value *checks);
/* Appends those that have something to show; tables are the report's. */
int	 charts_value(ctxh *, const struct period *, const struct months *,
	    const struct before *, const ctxh_value *tables,
	    ctxh_value *charts);

#endif
