#include "registers/due.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/config.h"
#include "people/year.h"
#include "registers/activity.h"
#include "text/date.h"

#define FORM_REVIEW	"group_review"
#define FORM_ASSESS	"mentor_assess"
#define LATE_DAYS	30	/* so long after a term a review is still of
				 * that term alone, where it had none */

/* A term of a school year; its days. */
struct term {
	int	 year, n;
	int64_t	 from, to;
};

struct reading {
	ctxh		*h;
	int64_t		 at;
	struct entry_dues *out;
	struct term	 terms[2];	/* the one that ended last, and that
					 * which is */
	size_t		 nterms;
};

static int
add(struct reading *r, const struct entry *e, struct entry_due *d,
    const struct buf *label, const char *basis)
{
	if (mem_grow((void **)&r->out->list, &r->out->cap, r->out->n + 1,
	    sizeof(*d)) != 0 || buf_failed(label))
		return fail_nomem(r->h);
	entry_number(e->kind, e->id, d->number);
	d->label = strdup(label->data);
	d->basis = basis != NULL ? strdup(basis) : NULL;
	r->out->list[r->out->n++] = *d;
	return d->label == NULL || (basis != NULL && d->basis == NULL) ?
	    fail_nomem(r->h) : CTXH_OK;
}

void
entry_dues_free(struct entry_dues *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		free(all->list[i].label);
		free(all->list[i].basis);
	}
	free(all->list);
	memset(all, 0, sizeof(*all));
}

static const struct form *
form_of(ctxh *h, const char *id)
{
	const struct rules *r = rules_of_form(h, id);

	return r != NULL ? rules_form(r, id) : NULL;
}

/* The first document of the form from one moment to another. */
static const struct entry_doc *
first_of(const struct entry *e, const char *form, int64_t from, int64_t to)
{
	const struct entry_doc *d, *found = NULL;

	EACH(d, e->docs, e->n)
		if (!d->superseded && strcmp(d->form->id, form) == 0 &&
		    d->at >= from && d->at <= to &&
		    (found == NULL || d->at < found->at))
			found = d;
	return found;
}

/* ---- activities ---- */

/* The plan that it is a task of, or the words of the roadmap. */
static void
put_plan(ctxh *h, const struct entry *e, const struct entry_doc *start,
    struct buf *b)
{
	const char	*time = get_text(start->fields, "time");
	char		 number[ENTRY_NUMBER_MAX];

	entry_number(REGISTER_YEARPLAN, activity_plan(e), number);
	if (activity_plan(e) != 0)
		buf_fmt(b, T(h, "plan %s"), number);
	else
		buf_str(b, T(h, "the school's roadmap"));
	if (time != NULL)
		buf_fmt(b, ": %s", time);
}

static int
add_activity(struct reading *r, const struct entry *e)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	const struct entry_doc	*held, *end;
	struct entry_due	 d = { .rule = "activity", .form = form_of(r->h,
	    FORM_ACTIVITY_DONE), .day = entry_day(e, "to") };
	struct buf		 label = { 0 }, basis = { 0 };
	int			 rc;

	if (d.form == NULL && (rc = rulebook_load(r->h)) != CTXH_OK)
		return rc;
	if (start == NULL || d.day < 0 || start->at > r->at)
		return CTXH_OK;
	d.begins = start->at;
	held = first_of(e, FORM_ACTIVITY_DONE, INT64_MIN, r->at);
	end = entry_step(e, STEP_END, r->at);
	if (held != NULL || end != NULL) {
		d.state = held != NULL || activity_status(e, r->at) !=
		    ACTIVITY_DROPPED ? ENTRY_DUE_MET : ENTRY_DUE_WAIVED;
		d.ended_at = held != NULL ? held->at : end->at;
	}
	buf_fmt(&label, T(r->h, "Activity: %s"), get_text(start->fields,
	    "name") != NULL ? get_text(start->fields, "name") : "");
	put_plan(r->h, e, start, &basis);
	rc = buf_failed(&basis) ? fail_nomem(r->h) :
	    add(r, e, &d, &label, basis.data);
	buf_free(&label);
	buf_free(&basis);
	return rc;
}

/* ---- terms ---- */

static int
take_term(struct reading *r, int year, int n)
{
	int64_t	starts[TERM_STARTS];
	int	rc;

	if ((rc = config_terms(r->h, year, starts)) == CTXH_OK)
		r->terms[r->nterms++] = (struct term){ year, n, starts[n - 1],
		    starts[n] - 1 };
	return rc;
}

static int
take_terms(struct reading *r)
{
	int64_t	starts[TERM_STARTS], day = day_of(r->at);
	int	rc, year = year_of_day(day);

	if ((rc = config_terms(r->h, year, starts)) != CTXH_OK)
		return rc;
	if (day >= starts[2])
		return take_term(r, year, 2);
	if (day >= starts[1])
		return (rc = take_term(r, year, 1)) == CTXH_OK ?
		    take_term(r, year, 2) : rc;
	return (rc = take_term(r, year - 1, 2)) == CTXH_OK ?
	    take_term(r, year, 1) : rc;
}

/* Since when the entry is due in the term; ENTRY_OPEN: it is not. */
static int64_t
begins_in(const struct reading *r, const struct entry *e,
    const struct term *t)
{
	int64_t begins = entry_begins(e, r->at), ends = entry_ends(e, r->at);

	if (begins == ENTRY_OPEN || day_of(begins) > t->to ||
	    (ends != ENTRY_OPEN && day_of(ends) <= t->to))
		return ENTRY_OPEN;
	return begins > day_start(t->from) ? begins : day_start(t->from);
}

static void
settle(struct entry_due *d, const struct entry_doc *by)
{
	if (by == NULL)
		return;
	d->state = ENTRY_DUE_MET;
	d->ended_at = by->at;
}

/* Which group a pupil is in is not said: phones show it on a locked screen. */
static int
add_term(struct reading *r, const struct entry *e, const struct term *t,
    struct entry_due *d)
{
	struct buf	label = { 0 };
	int		rc;

	d->named = day_start(t->from);
	d->day = t->to;
	buf_fmt(&label, t->n == 1 ? T(r->h, "%s (first term)") :
	    T(r->h, "%s (second term)"), label_text(r->h,
	    &d->form->title));
	rc = add(r, e, d, &label, d->form->source);
	buf_free(&label);
	return rc;
}

static int
add_reviews(struct reading *r, const struct entry *e)
{
	const struct entry_doc	*by, *before = NULL;
	const struct form	*form = form_of(r->h, FORM_REVIEW);
	struct entry_due	 d;
	size_t			 i;
	int			 rc;

	if (form == NULL)
		return rulebook_load(r->h);
	for (i = 0; i < r->nterms; i++) {
		d = (struct entry_due){ .rule = "group-review", .form = form,
		    .begins = begins_in(r, e, &r->terms[i]) };
		if (d.begins == ENTRY_OPEN)
			continue;
		by = first_of(e, FORM_REVIEW, before != NULL ?
		    before->at + 1 : day_start(r->terms[i].from), r->at);
		settle(&d, by);
		/* A late one is not that of the next term, too. */
		if (by != NULL && day_of(by->at) > r->terms[i].to &&
		    day_of(by->at) <= r->terms[i].to + LATE_DAYS)
			before = by;
		if ((rc = add_term(r, e, &r->terms[i], &d)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* It counts for the term that it says, of the school year it lies in. */
static const struct entry_doc *
assessment(const struct reading *r, const struct entry *e,
    const struct term *t)
{
	static const char *const codes[] = { "hk1", "hk2" };
	const struct entry_doc	*d;
	const char		*term;

	EACH(d, e->docs, e->n)
		if (!d->superseded && strcmp(d->form->id, FORM_ASSESS) == 0 &&
		    (term = get_text(d->fields, "term")) != NULL &&
		    strcmp(term, codes[t->n - 1]) == 0 && d->at <= r->at &&
		    year_of_day(day_of(d->at)) == t->year)
			return d;
	return NULL;
}

static int
add_assessments(struct reading *r, const struct entry *e)
{
	const struct form	*form = form_of(r->h, FORM_ASSESS);
	struct entry_due	 d;
	size_t			 i;
	int			 rc;

	if (form == NULL)
		return rulebook_load(r->h);
	for (i = 0; i < r->nterms; i++) {
		d = (struct entry_due){ .rule = "mentor-assess", .form = form,
		    .begins = begins_in(r, e, &r->terms[i]) };
		if (d.begins == ENTRY_OPEN)
			continue;
		settle(&d, assessment(r, e, &r->terms[i]));
		if ((rc = add_term(r, e, &r->terms[i], &d)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* ---- all ---- */

static int
take_register(struct reading *r, enum register_kind kind,
    int (*fn)(struct reading *, const struct entry *))
{
	struct entries	all;
	size_t		i;
	int		rc;

	if ((rc = entries_load(r->h, kind, 0, &all)) != CTXH_OK)
		return rc;
	if (all.n > 0 && r->nterms == 0)
		rc = take_terms(r);
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		rc = fn(r, &all.list[i]);
	entries_free(&all);
	return rc;
}

int
entry_dues_load(ctxh *h, int64_t at, struct entry_dues *out)
{
	struct reading	r = { .h = h, .at = at, .out = out };
	int		rc;

	memset(out, 0, sizeof(*out));
	if ((rc = take_register(&r, REGISTER_ACTIVITY, add_activity)) !=
	    CTXH_OK || (rc = take_register(&r, REGISTER_GROUP, add_reviews)) !=
	    CTXH_OK)
		return rc;
	return take_register(&r, REGISTER_MENTOR, add_assessments);
}

/* "activity-done" is the subverb "activity done". */
int
put_entry_step(ctxh_value *row, const struct entry_due *d)
{
	const struct form	*f = d->form;
	ctxh_value		*o, *roles;
	struct buf		 verb = { 0 };
	const char		*dash;
	size_t			 i;
	int			 bad;

	if (f == NULL)
		return put_null(row, "next");
	o = ctxh_value_object();
	roles = ctxh_value_list();
	dash = strchr(f->verb, '-');
	if (dash != NULL)
		buf_fmt(&verb, "%.*s %s", (int)(dash - f->verb), f->verb,
		    dash + 1);
	else
		buf_str(&verb, f->verb);
	bad = o == NULL || roles == NULL || buf_failed(&verb);
	for (i = 0; !bad && i < f->role_count; i++)
		bad |= push_text(roles, f->roles[i]);
	if (!bad)
		bad = put_text(o, "form", f->id) |
		    put_text(o, "verb", verb.data) |
		    put(o, "fields", ctxh_value_object());
	buf_free(&verb);
	if (bad) {
		ctxh_value_free(roles);
		ctxh_value_free(o);
		return -1;
	}
	if (put(o, "roles", roles) != 0) {
		ctxh_value_free(o);
		return -1;
	}
	return put(row, "next", o);
}
