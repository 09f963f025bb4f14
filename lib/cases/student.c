/* ctxh_student_show(): a pupil, and the cases that the pupil is on. */
#include <stdio.h>

#include "base/value.h"
#include "cases/case.h"
#include "chain/member.h"
#include "people/student.h"
#include "rules/book.h"

struct search {
	int64_t		 student;
	ctxh_value	*cases;
};

static int
note_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct search	*s = ctx;
	size_t		 i;

	for (i = 0; i < f->nstudents; i++)
		if (f->students[i] == s->student)
			return push_text(s->cases, f->number) == 0 ? CTXH_OK :
			    fail_nomem(h);
	return CTXH_OK;
}

static int
put_cases(ctxh *h, int64_t student, ctxh_value *out)
{
	struct search	s = { student, ctxh_value_list() };
	int		rc;

	if (s.cases == NULL)
		return fail_nomem(h);
	if ((rc = facts_each(h, note_case, &s)) != CTXH_OK) {
		ctxh_value_free(s.cases);
		return rc;
	}
	return put(out, "cases", s.cases) == 0 ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_student_show(ctxh *h, const char *student, unsigned flags,
    ctxh_value **out)
{
	char	number[24];
	int64_t	id;
	int	rc;

	*out = NULL;
	if ((rc = need_person(h, "student show")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = student_find_code(h, student, &id)) != CTXH_OK)
		return rc;
	(void)snprintf(number, sizeof(number), "%lld", (long long)id);
	if (((flags & CTXH_NAMES) != 0 &&
	    (rc = trace_names(h, "student show", number)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = student_show(h, id, flags, out)) == CTXH_OK &&
	    (rc = put_cases(h, id, *out)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}
