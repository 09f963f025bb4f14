/* A school year's pupils on the list of the next one. */
#ifndef PEOPLE_PROMOTE_H
#define PEOPLE_PROMOTE_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

/* Those of the old list who are not on the new one, in ascending order. */
struct gone {
	int64_t	*list;
	size_t	 n, cap;
};

/*
 * ctxh_student_promote() but for the right to it, "open_cases" and the end of
 * the operation that it begins, which the caller ends or aborts; *written says
 * whether anything was.  Caller frees gone->list and *out.
 */
int	 student_promote(ctxh *, const struct ctxh_promote_options *,
	    struct gone *, int *written, ctxh_value **out);

#endif
