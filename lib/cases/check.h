/* What a new document is checked for that needs more than its own fields. */
#ifndef CASES_CHECK_H
#define CASES_CHECK_H

#include "cases/case.h"

/*
 * Looks up what the fields name: pupils (their numbers go into students, in
 * the order of the fields; 0 for someone not on the list), agencies, other
 * cases (their full numbers take the place of what was typed).
 * CTXH_ENOTFOUND.
 */
int	 check_names(ctxh *, const struct form *, ctxh_value *fields,
	    ctxh_value *students);
/* Ethnic groups as people write them become their codes; what is no known
 * spelling stays, to be refused with the other codes. */
int	 name_groups(ctxh *, const struct form *, ctxh_value *fields);
/* The rule set's checks of agencies, consents and ages.  CTXH_ERULE. */
int	 check_beyond(ctxh *, const struct form *, const ctxh_value *fields,
	    const ctxh_value *students, const struct casefile *,
	    const struct pred_env *);
/* The agency that a referral went to, or NULL where the document is none. */
const char *doc_sent_to(const struct doc *);
/* The agency that a document of the form names, or NULL. */
const char *form_addressee(const struct form *, const ctxh_value *fields);

#endif
