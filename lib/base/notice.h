/* What is said beside a result, in a list of its own: "notices". */
#ifndef BASE_NOTICE_H
#define BASE_NOTICE_H

#include "base/handle.h"

/* Appends "code" and "message" to a list; *out, where wanted, is the item,
 * borrowed from it. */
int	 notice_add(ctxh *, ctxh_value *list, const char *code,
	    const char *message, ctxh_value **out);
/* The same with a message made of arguments. */
int	 notice_fmt(ctxh *, ctxh_value *list, const char *code,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/*
 * The handle's failure as an item of a list of errors: its place under the
 * key, unless that is NULL, "code", "message", and "field" where there is one.
 */
int	 note_failure(ctxh *, ctxh_value *errors, const char *key, int64_t at);
/* Gives the list to an object as its "notices"; frees it where it is empty or
 * rc is no CTXH_OK, which is returned. */
int	 notice_put(ctxh *, ctxh_value *o, int rc, ctxh_value *list);

#endif
