/* What a form's fields name: pupils and agencies. */
#ifndef PEOPLE_FIND_H
#define PEOPLE_FIND_H

#include "rules/rules.h"

/*
 * Looks them up.  The pupils' numbers go into students, in the order of the
 * fields; 0 for someone who is not on the list.  CTXH_ENOTFOUND, CTXH_ERULE
 * where a pupil is named twice; with "field".
 */
int	 form_find(ctxh *, const struct form *, const ctxh_value *fields,
	    ctxh_value *students);

#endif
