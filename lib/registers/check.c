/* What the registers ask for beyond the checks of their forms. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
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

int
entry_no_overlap(ctxh *h, struct entry_draft *d, int (*same)(ctxh *,
    const ctxh_value *, const ctxh_value *, int *))
{
	const struct entry_doc *start;
	int64_t		 student, from, ends;
	const ctxh_value *facts;
	struct entries	*all;
	struct entry	*e;
	char		 number[ENTRY_NUMBER_MAX];
	int		 rc, is;

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
		start = entry_step(e, STEP_START, INT64_MAX);
		if (e->student != student || e->id == d->e.id ||
		    start == NULL || !entry_overlaps(e, from, ends))
			continue;
		if ((rc = same(h, facts, start->fields, &is)) != CTXH_OK)
			return rc;
		if (!is)
			continue;
		/* What this very list began has no number that lasts. */
		if (start->op == op_id(h))
			return fail(h, CTXH_ERULE, "%s", T(h, "a line above "
			    "says the same, at the same time"));
		entry_number(d->form->kind, e->id, number);
		(void)fail(h, CTXH_ERULE, T(h, "the same stands in %s already, "
		    "at the same time; end that first, or correct it with "
		    "--amend"), number);
		return fail_where_text(h, "entry", number);
	}
	return CTXH_OK;
}

static int
same_group(ctxh *h, const ctxh_value *x, const ctxh_value *y, int *same)
{
	const char *a = get_text(x, "group"), *b = get_text(y, "group");

	(void)h;
	*same = a != NULL && b != NULL && strcmp(a, b) == 0;
	return CTXH_OK;
}

int
group_check(ctxh *h, struct entry_draft *d)
{
	int rc;

	if (d->form->step != STEP_START && d->form->step != STEP_END)
		return CTXH_OK;
	if (d->form->step == STEP_START &&
	    (rc = entry_enrolled(h, d)) != CTXH_OK)
		return rc;
	return entry_no_overlap(h, d, same_group);
}
