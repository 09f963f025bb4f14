#include "registers/target.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "text/date.h"

static const ctxh_value *
first_fields(const struct entry_draft *d)
{
	const struct entry_doc *start = entry_step(&d->e, STEP_START,
	    INT64_MAX);

	return d->form->step == STEP_START ? d->fields :
	    start != NULL ? start->fields : NULL;
}

static int
outside(ctxh *h, const struct entry_draft *d, int64_t at, int64_t from,
    int64_t to)
{
	char day[11], a[11], b[11];

	date_show(day_of(at), day);
	date_show(day_of(from), a);
	date_show(to, b);
	(void)fail(h, CTXH_ERULE, T(h, "the figures of %s are outside the "
	    "target's time, %s to %s"), day, a, b);
	return fail_where_text(h, "field", d->form->when->id);
}

/* Whether a day is one of the target's, as it stands with this draft. */
static int
check_day(ctxh *h, const struct entry_draft *d, int64_t at)
{
	const ctxh_value *fields = first_fields(d);
	int64_t from, to;

	from = d->form->step == STEP_START ? d->at :
	    entry_begins(&d->e, INT64_MAX);
	if (text_day(get_text(fields, "to"), &to) != 0)
		return CTXH_OK;
	if (at >= from && day_of(at) <= to)
		return CTXH_OK;
	return outside(h, d, at, from, to);
}

/* Figures that were typed stay within a time that is amended. */
static int
check_start(ctxh *h, const struct entry_draft *d)
{
	const struct entry_doc	*o;
	int			 rc;

	EACH(o, d->e.docs, d->e.n)
		if (!o->superseded && strcmp(o->form->id,
		    FORM_TARGET_VALUE) == 0 &&
		    (rc = check_day(h, d, o->at)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
check_value(ctxh *h, const struct entry_draft *d)
{
	const char	*measure = get_text(first_fields(d), "measure");
	int64_t		 n = get_int(d->fields, "numerator", 0);
	int64_t		 of = get_int(d->fields, "denominator", 0);

	if (measure != NULL && strcmp(measure, MEASURE_TYPED) != 0)
		return fail(h, CTXH_ERULE, T(h, "this target is computed from "
		    "the store (%s); to type its figures, set --measure "
		    "nhap-tay with ctxh target add --amend"), measure);
	if (n > of) {
		(void)fail(h, CTXH_ERULE, T(h, "\"numerator\" (%lld) is "
		    "greater than \"denominator\" (%lld)"), (long long)n,
		    (long long)of);
		return fail_where_text(h, "field", "numerator");
	}
	return check_day(h, d, d->at);
}

int
target_check(ctxh *h, struct entry_draft *d)
{
	if (d->form->step == STEP_START)
		return check_start(h, d);
	if (strcmp(d->form->id, FORM_TARGET_VALUE) == 0)
		return check_value(h, d);
	return CTXH_OK;
}
