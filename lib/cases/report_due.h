/* The due dates of the school's own reports, out of its settings
 * terms.<school year>.hk1_due and .year_due. */
#ifndef CASES_REPORT_DUE_H
#define CASES_REPORT_DUE_H

#include "cases/case.h"

struct report_due {
	struct deadline		 d;
	struct deadline_rule	 rule;
	const char		*period, *term;	/* hk1, 1; year, year */
	int			 year;
	char			 label[96];
};

struct report_dues {
	struct report_due	*list;
	size_t			 n;
};

/*
 * All that are set: each begins with its school year, is due by the end of its
 * day, and is met by the first report of that period that was issued.  Caller
 * ends with report_dues_free(), after a failure too.
 */
int	 report_dues_load(ctxh *, struct report_dues *);
void	 report_dues_free(struct report_dues *);
/* Sets "next" of its row.  0, or -1. */
int	 put_report_step(ctxh_value *row, const struct report_due *);

#endif
