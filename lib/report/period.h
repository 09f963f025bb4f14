/* What a report covers: the terms of a school year, or any two days. */
#ifndef REPORT_PERIOD_H
#define REPORT_PERIOD_H

#include <stdint.h>

#include "base/handle.h"

/* Days, both included, counted as of a moment (E in the definitions) that
 * lies within them. */
struct span {
	int64_t	first, last;
	int64_t	start;		/* the moment at which it begins */
	int64_t	asof;
};

#define PERIOD_PARTS 3

struct period {
	const char	*kind;		/* hk1, hk2, year, span */
	int		 year;
	struct span	 span;
	int64_t		 until;		/* the day of span.asof */
	/* Of a year: both terms and the summer, as far as they have begun,
	 * each as of its own end. */
	struct span	 parts[PERIOD_PARTS];
	size_t		 nparts;
	int		 every_table;	/* used or not */
	int		 charts;	/* too */
};

/* CTXH_EUSAGE: no such period, one that has not begun, or a day that is not
 * in it; CTXH_ENOTFOUND: no year is named and there is none. */
int	 period_read(ctxh *, const struct ctxh_report_options *,
	    struct period *);
/* The days of a term or a year, by its kind and year, as the settings have
 * them now; a span keeps its own. */
int	 period_days(ctxh *, struct period *);
/* The term or year before it, as of its end: of the second term the first one,
 * of the first one the second term of the year before.  *is: there is one. */
int	 period_before(ctxh *, const struct period *, struct period *before,
	    int *is);
/* The kind of that name as struct period has it, or NULL. */
const char *period_kind(const char *);
/* Whether the moment lies in the span, up to what it is counted as of. */
int	 span_has(const struct span *, int64_t moment);

#endif
