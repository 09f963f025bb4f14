/* What a report says of the school before its numbers (parts I and II): how
 * large it is, what plans it has, by which ways it is told. */
#ifndef REPORT_SITUATION_H
#define REPORT_SITUATION_H

#include "cases/case.h"
#include "report/count.h"
#include "report/period.h"

#define CHANNELS_MAX 32

/* Cases received, by the field "via" of their intakes. */
struct channels {
	const struct codes *codes;	/* of the report's rules; or NULL */
	int64_t		 n[CHANNELS_MAX];
};

void	 channels_init(struct channels *, const struct rules *);
void	 channels_add(struct channels *, const struct case_state *,
	    const struct case_count *);
/*
 * Into the report as "situation": "classes", "pupils", "staff" (null where the
 * school did not say), "plans" (list of "number", "date", those of the school
 * year that were issued by the last day counted), "focals" (members who are
 * active), "channels" (list of "label", "n").
 */
int	 situation_put(ctxh *, const struct period *, const struct channels *,
	    ctxh_value *report);

#endif
