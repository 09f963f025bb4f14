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

/* ---- the same twice at one time ---- */

static int
same_group(ctxh *h, const ctxh_value *x, const ctxh_value *y, int *same)
{
	const char *a = get_text(x, "group"), *b = get_text(y, "group");

	(void)h;
	*same = a != NULL && b != NULL && strcmp(a, b) == 0;
	return CTXH_OK;
}

/* Whether two entries of one pupil say the same, by the fields of their first
 * documents; of a register that has no such rule NULL. */
static int (*const sames[REGISTER_COUNT])(ctxh *, const ctxh_value *,
    const ctxh_value *, int *) = {
	[REGISTER_GROUP] = same_group,
	[REGISTER_MENTOR] = mentor_same,
};

/* What of an entry must not meet another one. */
struct claim {
	enum register_kind kind;
	int64_t		 id, student;
	int64_t		 from, to;	/* nothing where to is not later */
	const ctxh_value *fields;
};

/* The first document of another entry that claims the same; NULL: none. */
static int
find_rival(ctxh *h, const struct entries *all, const struct claim *c,
    const struct entry **rival, const struct entry_doc **doc)
{
	const struct entry_doc	*start;
	const struct entry	*e;
	int			 rc, is;

	*doc = NULL;
	if (c->from >= c->to)
		return CTXH_OK;
	EACH(e, all->list, all->n) {
		start = entry_step(e, STEP_START, INT64_MAX);
		if (e->student != c->student || e->id == c->id ||
		    start == NULL || !entry_overlaps(e, c->from, c->to))
			continue;
		if ((rc = sames[c->kind](h, c->fields, start->fields, &is)) !=
		    CTXH_OK)
			return rc;
		if (!is)
			continue;
		*rival = e;
		*doc = start;
		break;
	}
	return CTXH_OK;
}

/* What the entry will claim with the draft, and has not yet: files that were
 * joined may have brought two of the same, and each can be ended. */
static struct claim
claim_of_draft(const struct entry_draft *d)
{
	struct claim c = { .kind = d->form->kind, .id = d->e.id };

	if (d->form->step == STEP_END) {
		c.student = d->e.student;
		c.from = entry_ends(&d->e, INT64_MAX);
		c.to = d->at;
		c.fields = entry_step(&d->e, STEP_START, INT64_MAX)->fields;
	} else {
		c.student = (int64_t)ctxh_value_num(ctxh_value_first(
		    d->students));
		c.from = d->at;
		c.to = entry_ends(&d->e, INT64_MAX);
		c.fields = d->fields;
	}
	return c;
}

int
entry_no_overlap(ctxh *h, struct entry_draft *d)
{
	const struct claim	 c = claim_of_draft(d);
	const struct entry_doc	*start;
	const struct entry	*e;
	struct entries		*all;
	char			 number[ENTRY_NUMBER_MAX];
	int			 rc;

	if ((rc = entry_bounds(h, d->rec, c.kind, &all)) != CTXH_OK ||
	    (rc = find_rival(h, all, &c, &e, &start)) != CTXH_OK ||
	    start == NULL)
		return rc;
	/* What this very list began has no number that lasts. */
	if (start->op == op_id(h))
		return fail(h, CTXH_ERULE, "%s", T(h, "a line above says the "
		    "same, at the same time"));
	entry_number(c.kind, e->id, number);
	(void)fail(h, CTXH_ERULE, T(h, "the same stands in %s already, at the "
	    "same time; end that first, or correct it with --amend"), number);
	return fail_where_text(h, "entry", number);
}

static int
is_among(const int64_t *ids, size_t n, int64_t id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ids[i] == id)
			return 1;
	return 0;
}

static int
rival_among(ctxh *h, enum register_kind kind, const int64_t *ids, size_t n,
    int64_t *op)
{
	struct entries		 all = { 0 };
	const struct entry_doc	*start, *other = NULL;
	const struct entry	*e, *rival;
	struct claim		 c = { .kind = kind };
	int			 rc;

	rc = entries_load(h, kind, 1, &all);
	EACH(e, all.list, all.n) {
		start = entry_step(e, STEP_START, INT64_MAX);
		if (rc != CTXH_OK || other != NULL || start == NULL ||
		    !is_among(ids, n, e->id))
			continue;
		c.id = e->id;
		c.student = e->student;
		c.from = entry_begins(e, INT64_MAX);
		c.to = entry_ends(e, INT64_MAX);
		c.fields = start->fields;
		rc = find_rival(h, &all, &c, &rival, &other);
	}
	*op = other != NULL ? other->op : 0;
	entries_free(&all);
	return rc;
}

int
entries_rival(ctxh *h, const int64_t *ids, size_t n, int64_t *op)
{
	int kind, rc = CTXH_OK;

	*op = 0;
	for (kind = 0; rc == CTXH_OK && n > 0 && *op == 0 &&
	    kind < REGISTER_COUNT; kind++)
		if (sames[kind] != NULL)
			rc = rival_among(h, (enum register_kind)kind, ids, n,
			    op);
	return rc;
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
	return entry_no_overlap(h, d);
}
