/* What the registers ask for beyond the checks of their forms. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/record.h"
#include "text/date.h"

int
entry_enrolled(ctxh *h, const struct entry_draft *d)
{
	int64_t	of[STUDENT_YEARS];
	int	rc, year = year_of_day(day_of(d->at));
	char	name[16];

	if (ctxh_value_first(d->students) == NULL)
		return CTXH_OK;
	if ((rc = student_years(h, (int64_t)ctxh_value_num(ctxh_value_first(
	    d->students)), of)) != CTXH_OK)
		return rc;
	if (year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX &&
	    of[year - DATE_YEAR_MIN] != 0)
		return CTXH_OK;
	year_name(year, name);
	(void)fail(h, CTXH_ERULE, T(h, "the pupil is not on the list of the "
	    "school year %s: \"%s\"; check the date, or take in that year's "
	    "list: ctxh student import"), name,
	    get_text(d->fields, "student"));
	return fail_where_text(h, "field", d->form->when->id);
}

int
entry_overlaps(const struct entry *e, int64_t from, int64_t to)
{
	return entry_begins(e, INT64_MAX) < to &&
	    from < entry_ends(e, INT64_MAX);
}

static int
same_text(const struct entry *e, const char *field, const char *value)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	const char		*s = d != NULL ? get_text(d->fields, field) :
	    NULL;

	return s != NULL && value != NULL && strcmp(s, value) == 0;
}

int
entry_no_overlap(ctxh *h, struct entry_draft *d, const char *const *fields)
{
	int64_t		 student, from, ends;
	const ctxh_value *facts;
	struct entries	*all;
	struct entry	*e;
	char		 number[ENTRY_NUMBER_MAX];
	int		 rc;
	size_t		 i;

	if (d->form->step == STEP_END) {
		student = d->e.student;
		from = entry_begins(&d->e, INT64_MAX);
		ends = d->at;
		facts = entry_step(&d->e, STEP_START, INT64_MAX)->fields;
	} else {
		student = (int64_t)ctxh_value_num(ctxh_value_first(
		    d->students));
		from = d->at;
		ends = entry_ends(&d->e, INT64_MAX);
		facts = d->fields;
	}
	if ((rc = entry_bounds(h, d->rec, d->form->kind, &all)) != CTXH_OK)
		return rc;
	EACH(e, all->list, all->n) {
		if (e->student != student || e->id == d->e.id ||
		    !entry_overlaps(e, from, ends))
			continue;
		for (i = 0; fields[i] != NULL; i++)
			if (!same_text(e, fields[i], get_text(facts,
			    fields[i])))
				break;
		if (fields[i] != NULL)
			continue;
		entry_number(d->form->kind, e->id, number);
		(void)fail(h, CTXH_ERULE, T(h, "the same stands in %s already, "
		    "at the same time; end that first, or correct it with "
		    "--amend"), number);
		return fail_where_text(h, "entry", number);
	}
	return CTXH_OK;
}

int
group_check(ctxh *h, struct entry_draft *d)
{
	static const char *const same[] = { "group", NULL };
	int rc;

	if (d->form->step != STEP_START && d->form->step != STEP_END)
		return CTXH_OK;
	if (d->form->step == STEP_START &&
	    (rc = entry_enrolled(h, d)) != CTXH_OK)
		return rc;
	return entry_no_overlap(h, d, same);
}
