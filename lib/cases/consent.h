/* Consents: who agreed to what for which pupil, and when it was taken back. */
#ifndef CASES_CONSENT_H
#define CASES_CONSENT_H

#include "cases/case.h"

/*
 * Whether there are, at the end of the day, the consents of that scope for the
 * pupils whom the case is about: the representative's, and the child's own
 * from 7 years on (Luật Trẻ em, NĐ 56/2017).  CTXH_ERULE.
 */
int	 check_consent(ctxh *, const char *scope, const struct casefile *,
	    int64_t day);

#endif
