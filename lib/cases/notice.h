/* What must be said at once when a document was recorded. */
#ifndef CASES_NOTICE_H
#define CASES_NOTICE_H

#include "cases/case.h"

/* Sets "notices" where there is something to say; deadlines are dated. */
int	 put_notices(ctxh *, ctxh_value *, const struct case_state *,
	    const struct doc *);

#endif
