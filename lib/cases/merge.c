/* ctxh_student_merge(): two files of one child, and the cases that they are
 * on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/rebuild.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/student.h"
#include "people/student_merge.h"
#include "rules/book.h"

/* The cases that name the pupil who goes. */
struct touched {
	int64_t		 student;
	int64_t		*list;
	size_t		 n, cap;
	ctxh_value	*numbers;
};

static int
note_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct touched	*t = ctx;
	size_t		 i;

	for (i = 0; i < f->nstudents; i++) {
		if (f->students[i] != t->student)
			continue;
		if (mem_grow((void **)&t->list, &t->cap, t->n + 1,
		    sizeof(*t->list)) != 0 ||
		    push_text(t->numbers, f->number) != 0)
			return fail_nomem(h);
		t->list[t->n++] = f->id;
		break;
	}
	return CTXH_OK;
}

/* The pupil's role in the intake that counts, or NULL. */
static const char *
role_of_pupil(const struct case_state *s, int64_t student)
{
	const ctxh_value *item, *number;

	number = ctxh_value_first(ctxh_value_get(s->intake->meta, "students"));
	VALUE_EACH(item, ctxh_value_get(s->intake->fields, "students")) {
		if (number == NULL)
			break;
		if ((int64_t)ctxh_value_num(number) == student)
			return get_text(item, "role");
		number = ctxh_value_next(number);
	}
	return NULL;
}

/* A child who was harmed and did the harm is for a person to look at. */
static int
check_roles(ctxh *h, int64_t id, const struct student_merge *m)
{
	struct casefile		 c;
	struct case_state	 s;
	const char		*a = NULL, *b = NULL;
	int			 rc;

	if ((rc = case_load(h, id, &c)) != CTXH_OK)
		return rc;
	rc = case_replay(h, &c, MOMENT_MAX, &s, NULL);
	if (rc == CTXH_OK && s.intake != NULL) {
		a = role_of_pupil(&s, m->into);
		b = role_of_pupil(&s, m->from);
	}
	if (rc == CTXH_OK && a != NULL && b != NULL && strcmp(a, b) != 0) {
		(void)fail(h, CTXH_ERULE, T(h, "both are on the case \"%s\" "
		    "in different roles (%s, %s); correct its intake first, "
		    "with --amend"), c.number, a, b);
		rc = fail_where_text(h, "case", c.number);
	}
	state_free(&s);
	case_free(&c);
	return rc;
}

/* As they were before, into the answer. */
static int
put_pupil(ctxh *h, const char *key, int64_t student, int names,
    ctxh_value *out)
{
	ctxh_value	*facts = NULL, *person = NULL, *o = NULL;
	int		 rc;

	if ((rc = student_facts(h, student, &facts)) == CTXH_OK && (!names ||
	    (rc = student_person(h, student, &person)) == CTXH_OK))
		rc = student_value(h, student, facts, person, &o);
	ctxh_value_free(facts);
	ctxh_value_free(person);
	if (rc != CTXH_OK)
		return rc;
	return put(out, key, o) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
find_both(ctxh *h, const char *into, const char *from,
    struct student_merge *m)
{
	int rc;

	if ((rc = student_find_code(h, into, &m->into)) != CTXH_OK ||
	    (rc = student_find_code(h, from, &m->from)) != CTXH_OK)
		return rc;
	return m->into != m->from ? CTXH_OK : fail(h, CTXH_ERULE, T(h,
	    "\"%s\" and \"%s\" are ids of one pupil already, no. %lld"),
	    into, from, (long long)m->into);
}

static int
describe(ctxh *h, struct student_merge *m, struct touched *t,
    ctxh_value *out)
{
	ctxh_value *detail = op_detail(h);

	if (put_int(detail, "into", m->into) |
	    put_int(detail, "from", m->from) |
	    (m->names ? put_bool(detail, "names", 1) : 0) |
	    put(out, "conflicts", m->conflicts) | put(out, "taken", m->taken) |
	    put(out, "years", m->years) | put(out, "cases", t->numbers)) {
		m->conflicts = m->taken = m->years = t->numbers = NULL;
		return fail_nomem(h);
	}
	m->conflicts = m->taken = m->years = t->numbers = NULL;
	return CTXH_OK;
}

static int
merge(ctxh *h, const char *into, const char *from, struct student_merge *m,
    struct touched *t, ctxh_value *out)
{
	size_t	i;
	int	rc;

	if ((rc = find_both(h, into, from, m)) != CTXH_OK ||
	    (rc = put_pupil(h, "student", m->into, m->names, out)) !=
	    CTXH_OK ||
	    (rc = put_pupil(h, "joined", m->from, m->names, out)) != CTXH_OK)
		return rc;
	t->student = m->from;
	if ((rc = facts_each(h, note_case, t)) != CTXH_OK)
		return rc;
	for (i = 0; i < t->n; i++)
		if ((rc = check_roles(h, t->list[i], m)) != CTXH_OK)
			return rc;
	if ((rc = student_merge(h, m)) != CTXH_OK)
		return rc;
	for (i = 0; i < t->n; i++)
		if ((rc = rebuild_case(h, t->list[i])) != CTXH_OK)
			return rc;
	return describe(h, m, t, out);
}

static int
check_prefer(ctxh *h, const ctxh_value *prefer)
{
	const ctxh_value *v;

	VALUE_EACH(v, prefer)
		if (ctxh_value_str(v) == NULL ||
		    !merge_field_known(ctxh_value_str(v)))
			return fail(h, CTXH_EUSAGE, T(h, "no such field: "
			    "\"%s\"; a trial names those that differ, all of "
			    "them are \"all\""), ctxh_value_str(v) != NULL ?
			    ctxh_value_str(v) : "");
	return CTXH_OK;
}

/* A trial is no operation, but names that it shows leave their trace. */
static int
run(ctxh *h, const char *into, const char *from, struct student_merge *m,
    struct touched *t, int dry_run, ctxh_value *out)
{
	static const char verb[] = "student merge";
	int rc;

	if (dry_run && m->names && (rc = trace_names(h, verb, "")) != CTXH_OK)
		return rc;
	if ((rc = op_begin(h, verb)) != CTXH_OK)
		return rc;
	if ((rc = rulebook_refresh(h)) == CTXH_OK &&
	    (rc = merge(h, into, from, m, t, out)) == CTXH_OK)
		rc = op_finish(h, dry_run, out);
	op_abort(h);
	return rc;
}

EXPORT int
ctxh_student_merge(ctxh *h, const char *into, const char *from,
    const ctxh_value *prefer, unsigned flags, ctxh_value **out)
{
	struct student_merge	 m = { .prefer = prefer,
	    .names = (flags & CTXH_NAMES) != 0 };
	struct touched		 t = { 0 };
	ctxh_value		*o;
	int			 rc;

	*out = NULL;
	if ((rc = check_prefer(h, prefer)) != CTXH_OK ||
	    (rc = need_role(h, ROLE_FOCAL, "student merge", T(h, "joining "
	    "pupils' files is the focal's"))) != CTXH_OK)
		return rc;
	o = ctxh_value_object();
	t.numbers = ctxh_value_list();
	if (o == NULL || t.numbers == NULL || put_int(o, "format", 1) != 0)
		rc = fail_nomem(h);
	else
		rc = run(h, into, from, &m, &t, (flags & CTXH_DRY_RUN) != 0,
		    o);
	free(t.list);
	ctxh_value_free(t.numbers);
	ctxh_value_free(m.conflicts);
	ctxh_value_free(m.taken);
	ctxh_value_free(m.years);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}
