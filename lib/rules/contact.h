/*
 * The school's own contact of an agency: whom to ask for, how to reach them.
 * A row of the table agency whose facts are {"code","contact"}; who it is lies
 * under the person key.
 */
#ifndef RULES_CONTACT_H
#define RULES_CONTACT_H

#include "base/handle.h"

/* The contacts as an object, code -> {"person","phone","email","address",
 * "note"}; caller frees.  Needs the person key. */
int	 contacts_load(ctxh *, ctxh_value **out);
/*
 * Within an operation: what is given changes, null takes away, the rest
 * stays.  *changed says whether a row was written.  CTXH_EUSAGE: a member
 * ill-formed.
 */
int	 contact_put(ctxh *, const char *code, const ctxh_value *given,
	    int *changed);

#endif
