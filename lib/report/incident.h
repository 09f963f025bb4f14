/*
 * The parts of an incident report (báo cáo đột xuất): one case as of a moment.
 * Each puts its members into the report.
 */
#ifndef REPORT_INCIDENT_H
#define REPORT_INCIDENT_H

#include "cases/case.h"

struct incident {
	struct casefile		 of;
	struct case_state	 state;		/* as of at */
	int64_t			 at;
	int64_t			 until;		/* its day */
	int			 names;
};

/* ---- incident_steps.c ---- */

/* "timeline": the documents in their order, with what they say. */
int	 incident_timeline(ctxh *, struct incident *, ctxh_value *);
/* "referrals": whom the school told, asked or sent the case to. */
int	 incident_referrals(ctxh *, const struct incident *, ctxh_value *);
/* "measures": the newest plan and what became of it, or null. */
int	 incident_measures(ctxh *, const struct incident *, ctxh_value *);
/* "outcome": how it was closed, null while it is not; "pending": what waits
 * for a decision ("on", "since"), or null. */
int	 incident_outcome(ctxh *, const struct incident *, ctxh_value *);

/* ---- referrals.c ---- */

/* Whether the case was sent on at that moment after its limit for that; the
 * state needs its deadlines' due times. */
int	 referral_late(const struct case_state *, int64_t sent_at);

#endif
