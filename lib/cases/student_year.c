/*
 * The new school year, and a pupil who comes or goes: whose cases stay open is
 * told.
 */
#include <stdlib.h>

#include "base/value.h"
#include "cases/open_cases.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/promote.h"
#include "people/student_change.h"

static int
put_open_cases(ctxh *h, const int64_t *students, size_t n, ctxh_value *out)
{
	ctxh_value	*cases;
	int		 rc = open_cases_of(h, students, n, &cases);

	if (rc != CTXH_OK)
		return rc;
	return put(out, "open_cases", cases) == 0 ? CTXH_OK : fail_nomem(h);
}

/* Ends the operation, or takes it back where nothing is to be written. */
static int
finish(ctxh *h, int rc, int write, ctxh_value **out)
{
	if (rc == CTXH_OK)
		rc = op_finish(h, !write, *out);
	if (rc == CTXH_OK)
		return CTXH_OK;
	op_abort(h);
	ctxh_value_free(*out);
	*out = NULL;
	return rc;
}

EXPORT int
ctxh_student_promote(ctxh *h, const struct ctxh_promote_options *o,
    ctxh_value **out)
{
	struct gone	gone = { 0 };
	int		rc, written;

	*out = NULL;
	if (o == NULL || o->version != CTXH_PROMOTE_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options are not "
		    "of this version"));
	if ((rc = need_role(h, ROLE_FOCAL, "student promote", T(h,
	    "the list of pupils is the focal's"))) != CTXH_OK)
		return rc;
	rc = student_promote(h, o, &gone, &written, out);
	if (rc == CTXH_OK)
		rc = put_open_cases(h, gone.list, gone.n, *out);
	free(gone.list);
	return finish(h, rc, written && (o->flags & CTXH_DRY_RUN) == 0, out);
}

EXPORT int
ctxh_student_set(ctxh *h, const struct ctxh_student_change *o,
    ctxh_value **out)
{
	struct set_done	d = { 0 };
	int		rc;

	*out = NULL;
	if (o == NULL || o->version != CTXH_CHANGE_VERSION ||
	    o->student == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options are not "
		    "of this version"));
	if (o->status == NULL && o->class_ == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "nothing to change; "
		    "give a status or a class"));
	if ((rc = need_role(h, ROLE_FOCAL, "student set", T(h,
	    "the list of pupils is the focal's"))) != CTXH_OK)
		return rc;
	rc = student_set(h, o, &d, out);
	if (rc == CTXH_OK)
		rc = put_open_cases(h, &d.student, d.left ? 1 : 0, *out);
	return finish(h, rc, d.written && (o->flags & CTXH_DRY_RUN) == 0, out);
}
