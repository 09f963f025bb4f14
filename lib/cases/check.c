#include "cases/check.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/consent.h"
#include "people/ethnic.h"
#include "people/find.h"
#include "people/student.h"
#include "rules/agency.h"
#include "text/date.h"

static int
find_other(ctxh *h, ctxh_value *fields, const char *key)
{
	struct casefile	 c;
	int64_t		 id;
	int		 rc;

	if ((rc = case_find(h, get_text(fields, key), &id)) != CTXH_OK ||
	    (rc = case_load(h, id, &c)) != CTXH_OK)
		return rc;
	rc = ctxh_value_put(fields, key, ctxh_value_text(c.number));
	case_free(&c);
	return rc == CTXH_OK ? rc : fail_nomem(h);
}

static int
name_group(ctxh *h, ctxh_value *item, const char *id)
{
	struct buf	 scratch = { 0 };
	const char	*typed = get_text(item, id), *code = NULL;
	int		 rc = CTXH_OK;

	if (typed != NULL)
		code = ethnic_code(typed, strlen(typed), &scratch);
	if (code != NULL && put_text(item, id, code) != 0)
		rc = fail_nomem(h);
	buf_free(&scratch);
	return rc;
}

int
name_groups(ctxh *h, const struct form *form, ctxh_value *fields)
{
	const struct field	*f, *inner;
	const ctxh_value	*item;
	int			 rc;

	EACH(f, form->set.list, form->set.count)
		EACH(inner, f->set.list, f->set.count) {
			if (inner->codes == NULL ||
			    strcmp(inner->codes->id, "ethnic") != 0)
				continue;
			/* The tree is the recorder's own copy. */
			VALUE_EACH(item, ctxh_value_get(fields, f->id))
				if ((rc = name_group(h, (ctxh_value *)
				    (uintptr_t)item, inner->id)) != CTXH_OK)
					return rc;
		}
	return CTXH_OK;
}

int
check_names(ctxh *h, const struct form *form, ctxh_value *fields,
    ctxh_value *students)
{
	const struct field	*f;
	int			 rc;

	if ((rc = form_find(h, form, fields, students)) != CTXH_OK)
		return rc;
	EACH(f, form->set.list, form->set.count)
		if (f->type == FIELD_CASE &&
		    ctxh_value_get(fields, f->id) != NULL &&
		    (rc = find_other(h, fields, f->id)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* The day on which the document says that it happened. */
static int64_t
day_of_form(const struct form *form, const ctxh_value *fields)
{
	int64_t day = 0;

	(void)text_day(get_text(fields, form->when->id), &day);
	return day;
}

const char *
doc_sent_to(const struct doc *d)
{
	const struct check *k;

	EACH(k, d->form->checks, d->form->check_count)
		if (k->kind == CHECK_AGENCY)
			return get_text(d->fields, k->agency->id);
	return NULL;
}

const char *
form_addressee(const struct form *form, const ctxh_value *fields)
{
	const struct field *f;

	EACH(f, form->set.list, form->set.count)
		if (f->type == FIELD_AGENCY)
			return get_text(fields, f->id);
	return NULL;
}

/* Not there on that day: since when, and who was. */
static int
refuse_agency(ctxh *h, const struct agency *a, int64_t day)
{
	const struct agency	*then = agency_then(h, a, day);
	char			 bound[11];

	(void)date_show(day > a->to ? a->to : a->from, bound);
	if (then == NULL)
		return fail(h, CTXH_ERULE, day > a->to ?
		    T(h, "the agency \"%s\" did not exist any more on that "
		    "day, it ended on %s; see ctxh agency list") :
		    T(h, "the agency \"%s\" did not exist yet on that day, it "
		    "began on %s; see ctxh agency list"), a->name, bound);
	return fail(h, CTXH_ERULE, day > a->to ?
	    T(h, "the agency \"%s\" did not exist any more on that day, it "
	    "ended on %s; take \"%s\" (%s)") :
	    T(h, "the agency \"%s\" did not exist yet on that day, it began "
	    "on %s; take \"%s\" (%s)"), a->name, bound, then->code,
	    then->name);
}

static int
check_agency(ctxh *h, const struct check *k, const ctxh_value *fields,
    int64_t day)
{
	const char		*code = get_text(fields, k->agency->id);
	const char		*kind = get_text(fields, k->agency_kind->id);
	const struct agency	*a;

	if (code == NULL || kind == NULL || (a = agency_find(h, code)) == NULL)
		return CTXH_OK;
	if (!agency_existed(a, day))
		return refuse_agency(h, a, day);
	if (!agency_accepts(a, kind))
		return fail(h, CTXH_ERULE, T(h, "the agency \"%s\" does not "
		    "take \"%s\"; see ctxh agency list"), a->name, kind);
	return CTXH_OK;
}

static int
subject_age(ctxh *h, const ctxh_value *item, const ctxh_value *student,
    int64_t day, int *known, int64_t *age)
{
	int64_t number = (int64_t)ctxh_value_num(student);

	if (number != 0)
		return student_age(h, number, day, known, age);
	*age = get_int(item, "age", -1);
	*known = *age >= 0;
	return CTXH_OK;
}

static int
check_age(ctxh *h, const struct check *k, const ctxh_value *fields,
    const ctxh_value *students, int64_t day)
{
	const ctxh_value	*item, *number = ctxh_value_first(students);
	int64_t			 age;
	int			 rc, known;

	VALUE_EACH(item, ctxh_value_get(fields, "students")) {
		if (number == NULL)
			break;
		rc = subject_age(h, item, number, day, &known, &age);
		if (rc != CTXH_OK)
			return rc;
		if (person_is_subject(item) && known && age >= k->age)
			return fail(h, CTXH_ERULE, "%s",
			    label_text(h, &k->text));
		number = ctxh_value_next(number);
	}
	return CTXH_OK;
}

/* Of two cases of the same matter one stays in the tables. */
static int
check_duplicate(ctxh *h, const ctxh_value *fields, const char *number)
{
	const char		*kind = get_text(fields, "kind");
	struct casefile		 c;
	struct case_state	 s;
	int64_t			 id;
	int			 rc;

	if (kind == NULL || strcmp(kind, "trung-lap") != 0)
		return CTXH_OK;
	if ((rc = case_find(h, number, &id)) != CTXH_OK ||
	    (rc = case_load(h, id, &c)) != CTXH_OK)
		return rc;
	rc = case_replay(h, &c, MOMENT_MAX, &s, NULL);
	if (rc == CTXH_OK && s.duplicate)
		rc = fail(h, CTXH_ERULE, T(h, "\"%s\" is itself a duplicate; "
		    "link with the case that stays"), number);
	state_free(&s);
	case_free(&c);
	return rc;
}

int
check_beyond(ctxh *h, const struct form *form, const ctxh_value *fields,
    const ctxh_value *students, const struct casefile *c,
    const struct pred_env *env)
{
	const struct field	*f;
	const struct check	*k;
	int64_t			 day = day_of_form(form, fields);
	int			 rc = CTXH_OK;

	EACH(f, form->set.list, form->set.count)
		if (f->type == FIELD_CASE && c->number[0] != '\0' &&
		    get_text(fields, f->id) != NULL &&
		    strcmp(get_text(fields, f->id), c->number) == 0)
			return fail(h, CTXH_ERULE, T(h, "\"%s\" is this very "
			    "case"), c->number);
	EACH(f, form->set.list, form->set.count)
		if (f->type == FIELD_CASE && get_text(fields, f->id) != NULL &&
		    (rc = check_duplicate(h, fields, get_text(fields,
		    f->id))) != CTXH_OK)
			return rc;
	EACH(k, form->checks, form->check_count) {
		if (!pred_true(k->cond, env))
			continue;
		if (k->kind == CHECK_AGENCY)
			rc = check_agency(h, k, fields, day);
		else if (k->kind == CHECK_CONSENT)
			rc = check_consent(h, k->scope, c, day);
		else if (k->kind == CHECK_AGE_UNDER)
			rc = check_age(h, k, fields, students, day);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}
