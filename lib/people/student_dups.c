/* ctxh_student_dups(): who of the register may be one child. */
#include <string.h>

#include "base/value.h"
#include "chain/member.h"
#include "people/dups.h"
#include "people/student.h"

struct listing {
	unsigned	 flags;
	ctxh_row_fn	 row;
	void		*ctx;
	int64_t		 first, group;
};

/* What tells whether it is the same child. */
static int
put_more(ctxh_value *o, const ctxh_value *person)
{
	static const char *const keys[] = { "codes", "father", "mother",
	    "guardian" };
	const ctxh_value	*v;
	size_t			 i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		v = ctxh_value_get(person, keys[i]);
		if ((v != NULL ? put(o, keys[i], ctxh_value_copy(v)) :
		    put_null(o, keys[i])) != 0)
			return -1;
	}
	return 0;
}

static int
give(ctxh *h, struct listing *l, int64_t student)
{
	ctxh_value	*facts = NULL, *person = NULL, *o = NULL;
	int		 rc, names = (l->flags & CTXH_NAMES) != 0;

	if ((rc = student_facts(h, student, &facts)) == CTXH_OK && names)
		rc = student_person(h, student, &person);
	if (rc == CTXH_OK)
		rc = student_value(h, student, facts, person, &o);
	if (rc == CTXH_OK && (put_int(o, "group", l->group) |
	    (names ? put_more(o, person) : 0)))
		rc = fail_nomem(h);
	if (rc == CTXH_OK && l->row(l->ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(facts);
	ctxh_value_free(person);
	ctxh_value_free(o);
	return rc;
}

static int
take_pair(ctxh *h, int64_t first, int64_t student, void *ctx)
{
	struct listing	*l = ctx;
	int		 rc;

	if (first != l->first) {
		l->first = first;
		l->group++;
		if ((rc = give(h, l, first)) != CTXH_OK)
			return rc;
	}
	return give(h, l, student);
}

EXPORT int
ctxh_student_dups(ctxh *h, unsigned flags, ctxh_row_fn row, void *ctx)
{
	static const char verb[] = "student dups";
	struct listing	 l = { flags, row, ctx, 0, 0 };
	struct dups	*d;
	int		 rc;

	if ((rc = need_person(h, verb)) != CTXH_OK ||
	    ((flags & CTXH_NAMES) != 0 &&
	    (rc = trace_names(h, verb, "")) != CTXH_OK) ||
	    (rc = dups_open(h, &d)) != CTXH_OK)
		return rc;
	if ((rc = db_snapshot(h)) == CTXH_OK) {
		if ((rc = dups_add_register(d, INT64_MAX)) == CTXH_OK)
			rc = dups_find(d, 0, take_pair, &l);
		rc = db_release(h, rc);
	}
	dups_close(d);
	return rc;
}
