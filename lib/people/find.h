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
/*
 * Of each pupil in a document's "students" whose file was joined into
 * another's the other one's number is told.
 */
int	 pupils_follow(ctxh *, ctxh_value *meta);
/* Whether a number of "students" stands before it, too: two files that were
 * joined since. */
int	 pupil_repeats(const ctxh_value *list, const ctxh_value *number);
/* Years of age on a day; *known is 0 where the list has no day of birth. */
int	 student_age(ctxh *, int64_t student, int64_t day, int *known,
	    int64_t *age);

#endif
