/*
 * Short hands on values, for code that builds and reads many.  A put_ returns
 * 0, or -1 when there is no memory; so a caller may or several together and
 * ask once:
 *
 *	if (put_text(o, "case", no) | put_bool(o, "overdue", 1))
 *		return fail_nomem(h);
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "ctxh.h"

int	 put_text(ctxh_value *, const char *key, const char *);	/* NULL: null */
int	 put_int(ctxh_value *, const char *key, int64_t);
int	 put_bool(ctxh_value *, const char *key, int);
int	 put_null(ctxh_value *, const char *key);
/* Consumes the value, also when it fails; a NULL value fails. */
int	 put(ctxh_value *, const char *key, ctxh_value *);
/* The same for a key that the object does not have: for large objects. */
int	 put_fresh(ctxh_value *, const char *key, ctxh_value *);
/* Appends to a list; consumes the value, also when it fails. */
int	 push(ctxh_value *, ctxh_value *);
int	 push_text(ctxh_value *, const char *);

/* The member's text, or NULL where there is none or it is no text. */
const char *get_text(const ctxh_value *, const char *key);
/* The member's number, or dflt where there is none. */
int64_t	 get_int(const ctxh_value *, const char *key, int64_t dflt);
/* True only where the member is true. */
int	 get_bool(const ctxh_value *, const char *key);
/* Whether a list of texts holds the text. */
int	 list_has(const ctxh_value *, const char *);

/* Whether two trees say the same, whatever the order of members. */
int	 value_same(const ctxh_value *, const ctxh_value *);

/* The last item of a list that has one. */
ctxh_value *value_last(ctxh_value *list);

/* Walks a list's items or an object's members. */
#define VALUE_EACH(item, v) \
	for ((item) = ctxh_value_first(v); (item) != NULL; \
	    (item) = ctxh_value_next(item))

#endif
