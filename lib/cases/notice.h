/* What must be said at once when a document was recorded. */
#ifndef CASES_NOTICE_H
#define CASES_NOTICE_H

#include "base/notice.h"
#include "cases/case.h"

/* Sets "notices" of a document without a case; likewise. */
int	 put_loose_notices(ctxh *, ctxh_value *, const struct doc *);
/* Sets "notices" where there is something to say; deadlines are dated. */
int	 put_notices(ctxh *, ctxh_value *, const struct case_state *,
	    const struct doc *);
/* Appends one where the school's levels are not those of the set that took the
 * place of r by the day: it goes on by the older regulation. */
int	 tell_scope(ctxh *, ctxh_value *list, const struct rules *r,
	    int64_t day);
/* The number of a letter and its day, or NULL. */
const char *letter_number(const struct doc *, int64_t *day);

#endif
