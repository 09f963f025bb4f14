/* One pupil by any id. */
#include "chain/member.h"
#include "people/student.h"

EXPORT int
ctxh_student_show(ctxh *h, const char *student, unsigned flags,
    ctxh_value **out)
{
	int64_t	id;
	int	rc;

	*out = NULL;
	if ((rc = need_person(h, "student show")) != CTXH_OK ||
	    (rc = student_find_code(h, student, &id)) != CTXH_OK)
		return rc;
	if ((flags & CTXH_NAMES) != 0 &&
	    (rc = trace_names(h, "student show", student)) != CTXH_OK)
		return rc;
	return student_show(h, id, flags, out);
}
