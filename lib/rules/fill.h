/* A form that is being recorded: what is the same wherever its document goes. */
#ifndef RULES_FILL_H
#define RULES_FILL_H

#include "rules/rules.h"

/* Whether the actor's role may record the form; a refusal leaves its trace. */
int	 form_need_role(ctxh *, const struct form *);
/* What was given over what an older document has (old, consumed): what is not
 * given stays, null takes a field away.  *fields is replaced. */
int	 form_merge(ctxh *, const ctxh_value *given, ctxh_value *old,
	    ctxh_value **fields);
/* The field that says when becomes now where it is not given; *at is it. */
int	 form_set_when(ctxh *, const struct form *, ctxh_value *fields,
	    int64_t now, int64_t *at);
/* CTXH_ERULE for what lies more than a year ahead: a slip in the year would
 * make that year the store's newest. */
int	 form_check_future(ctxh *, const struct form *, int64_t at,
	    int64_t now);

#endif
