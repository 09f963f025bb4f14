#include "people/find.h"

#include "base/mem.h"
#include "base/value.h"
#include "people/student.h"
#include "rules/agency.h"
#include "text/date.h"

static int
find_student(ctxh *h, const char *code, const char *field,
    ctxh_value *students)
{
	const ctxh_value	*v;
	int64_t			 student = 0;
	int			 rc;

	if (code != NULL && (rc = student_find_code(h, code, &student)) !=
	    CTXH_OK)
		return fail_where_text(h, "field", field);
	VALUE_EACH(v, students)
		if (student != 0 && (int64_t)ctxh_value_num(v) == student)
			return fail(h, CTXH_ERULE, T(h, "the pupil is named "
			    "twice: \"%s\""), code);
	return push(students, ctxh_value_number((double)student)) == 0 ?
	    CTXH_OK : fail_nomem(h);
}

/* Each item of a list that has a student gets a number, so that they stay
 * beside each other. */
static int
find_in_list(ctxh *h, const struct field *f, const ctxh_value *list,
    ctxh_value *students)
{
	const ctxh_value	*item;
	size_t			 i;
	int			 rc;

	for (i = 0; i < f->set.count; i++) {
		if (f->set.list[i].type != FIELD_STUDENT)
			continue;
		VALUE_EACH(item, list)
			if ((rc = find_student(h, get_text(item,
			    f->set.list[i].id), f->id, students)) != CTXH_OK)
				return rc;
	}
	return CTXH_OK;
}

static int
find_agency(ctxh *h, const char *code)
{
	if (agencies_load(h) != CTXH_OK)
		return h->status;
	if (agency_find(h, code) != NULL)
		return CTXH_OK;
	(void)agency_unknown(h, code);
	return fail_where_text(h, "field", "agency");
}

int
form_find(ctxh *h, const struct form *form, const ctxh_value *fields,
    ctxh_value *students)
{
	const struct field	*f;
	const ctxh_value	*v;
	int			 rc = CTXH_OK;

	EACH(f, form->set.list, form->set.count) {
		if ((v = ctxh_value_get(fields, f->id)) == NULL)
			continue;
		if (f->type == FIELD_STUDENT)
			rc = find_student(h, ctxh_value_str(v), f->id,
			    students);
		else if (f->type == FIELD_LIST)
			rc = find_in_list(h, f, v, students);
		else if (f->type == FIELD_AGENCY)
			rc = find_agency(h, ctxh_value_str(v));
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

int
pupils_follow(ctxh *h, ctxh_value *meta)
{
	const ctxh_value	*v, *all = ctxh_value_get(meta, "students");
	ctxh_value		*list;
	int64_t			 old, new;
	int			 rc = CTXH_OK, changed = 0;

	if (all == NULL)
		return CTXH_OK;
	list = ctxh_value_list();
	VALUE_EACH(v, all) {
		new = old = (int64_t)ctxh_value_num(v);
		if (old > 0)
			rc = student_survivor(h, old, &new);
		if (rc == CTXH_OK &&
		    push(list, ctxh_value_number((double)new)) != 0)
			rc = fail_nomem(h);
		if (rc != CTXH_OK)
			break;
		changed |= new != old;
	}
	if (rc == CTXH_OK && changed) {
		if (put(meta, "students", list) == 0)
			return CTXH_OK;
		return fail_nomem(h);
	}
	ctxh_value_free(list);
	return rc;
}

int
pupil_repeats(const ctxh_value *list, const ctxh_value *number)
{
	const ctxh_value *v;

	VALUE_EACH(v, list) {
		if (v == number)
			break;
		if (ctxh_value_num(v) > 0 && (int64_t)ctxh_value_num(v) ==
		    (int64_t)ctxh_value_num(number))
			return 1;
	}
	return 0;
}

int
student_age(ctxh *h, int64_t student, int64_t day, int *known, int64_t *age)
{
	struct civil	born, on = civil_from_day(day);
	int64_t		birth;
	int		rc;

	*known = 0;
	if ((rc = student_birth(h, student, &birth)) != CTXH_OK || birth == 0)
		return rc;
	born = civil_from_day(birth);
	*known = 1;
	*age = on.year - born.year - (on.month < born.month ||
	    (on.month == born.month && on.day < born.day));
	return CTXH_OK;
}
