/* What must be said at once when a document was recorded. */
#ifndef CASES_NOTICE_H
#define CASES_NOTICE_H

#include "cases/case.h"

/* Appends "code" and "message" to a list; *out, where wanted, is the item,
 * borrowed from it. */
int	 notice_add(ctxh *, ctxh_value *list, const char *code,
	    const char *message, ctxh_value **out);
/* The same with a message made of arguments. */
int	 notice_fmt(ctxh *, ctxh_value *list, const char *code,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Sets "notices" where there is something to say; deadlines are dated. */
int	 put_notices(ctxh *, ctxh_value *, const struct case_state *,
	    const struct doc *);
/* The same where the school's levels are not those of the set that took the
 * place of r by the day. */
int	 put_scope(ctxh *, ctxh_value *, const struct rules *r, int64_t day);

#endif
