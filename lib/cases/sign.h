/* Decisions: who may not decide, and the principal's signature. */
#ifndef CASES_SIGN_H
#define CASES_SIGN_H

#include "cases/case.h"

/*
 * Nobody decides on an own document: not with the key, nor by transcribing a
 * paper that the author signed; but for "self_approve", which is said in every
 * report.  CTXH_EDENIED.
 */
int	 check_own(ctxh *, const struct form *, const struct doc *proposed,
	    const ctxh_value *fields);
/*
 * Says in a decision's meta what it was made on, in its place, and how:
 * "decided" is "paper" or "key", and with the key "signed" holds the signature over
 *
 *	H("decision", store, salt, facts, person, verdict, time)
 *
 * where facts and person are what was sealed of the document decided on.
 */
int	 sign_decision(ctxh *, struct doc *decision,
	    const struct passed *place);
/*
 * Whether a decision by key has the signature of the member who recorded it,
 * over what was decided on; *ok is 1 also for one on paper.  pk is that
 * member's key.  Needs the person key.
 */
int	 verify_decision(ctxh *, const struct doc *,
	    const unsigned char *pk, int *ok);

#endif
