#include "cases/consent.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/view.h"
#include "chain/member.h"
#include "people/student.h"
#include "rules/book.h"
#include "text/date.h"

#define FORM_CONSENT	"consent"
#define CHILD_AGREES	7	/* years of age */

/* The newest giving and taking back by one kind of person. */
struct given {
	int64_t by_child, by_child_back;
	int64_t by_parent, by_parent_back;
};

static void
later(int64_t *slot, int64_t at, int64_t until)
{
	if (at <= until && at > *slot)
		*slot = at;
}

/* Adds what the consents among these documents say of the pupil. */
static void
gather(const struct casefile *c, int64_t student, const char *scope,
    int64_t until, struct given *g)
{
	const struct doc	*d;
	const char		*by, *of;
	int64_t			 back;
	int			 child;

	EACH(d, c->docs, c->n) {
		if (d->superseded || strcmp(d->form->id, FORM_CONSENT) != 0 ||
		    (int64_t)ctxh_value_num(ctxh_value_first(ctxh_value_get(
		    d->meta, "students"))) != student)
			continue;
		of = get_text(d->fields, "scope");
		by = get_text(d->fields, "by");
		if (of == NULL || by == NULL || strcmp(of, scope) != 0)
			continue;
		child = strcmp(by, "nguoi-hoc") == 0;
		later(child ? &g->by_child : &g->by_parent, d->at, until);
		if (text_moment(get_text(d->fields, "withdrawn_at"),
		    &back) == 0)
			later(child ? &g->by_child_back : &g->by_parent_back,
			    back, until);
	}
}

static int
check_student(ctxh *h, const char *scope, const struct casefile *c,
    const struct casefile *without, int64_t student, int64_t day)
{
	struct given	 g = { 0 };
	struct civil	 birth, on = civil_from_day(day);
	int64_t		 born, until = day_start(day + 1) - 1;
	int		 rc;

	gather(c, student, scope, until, &g);
	gather(without, student, scope, until, &g);
	if (g.by_parent <= g.by_parent_back)
		return fail(h, CTXH_ERULE, T(h, "no consent of the parents or "
		    "the guardian (%s); record it with ctxh consent, or take "
		    "another basis"), scope);
	if ((rc = student_birth(h, student, &born)) != CTXH_OK)
		return rc;
	birth = civil_from_day(born);
	if (on.year - birth.year - (on.month < birth.month ||
	    (on.month == birth.month && on.day < birth.day)) < CHILD_AGREES)
		return CTXH_OK;
	if (g.by_child <= g.by_child_back)
		return fail(h, CTXH_ERULE, T(h, "no consent of the child, who "
		    "is %d or older (%s); record it with ctxh consent, or "
		    "take another basis"), CHILD_AGREES, scope);
	return CTXH_OK;
}

/* Each person of a kind; *n counts them. */
static int
check_roles(ctxh *h, const char *scope, const struct casefile *c,
    const struct casefile *without, const struct doc *intake,
    int (*is)(const ctxh_value *), int64_t day, int *n)
{
	const ctxh_value	*item, *number;
	int			 rc;

	number = ctxh_value_first(ctxh_value_get(intake->meta, "students"));
	VALUE_EACH(item, ctxh_value_get(intake->fields, "students")) {
		if (number == NULL)
			break;
		if (is(item)) {
			(*n)++;
			if (ctxh_value_num(number) == 0)
				return fail(h, CTXH_ERULE, "%s", T(h, "the "
				    "consent of somebody who is not on the "
				    "school's list cannot be recorded; take "
				    "another basis"));
			if ((rc = check_student(h, scope, c, without,
			    (int64_t)ctxh_value_num(number), day)) != CTXH_OK)
				return rc;
		}
		number = ctxh_value_next(number);
	}
	return CTXH_OK;
}

int
check_consent(ctxh *h, const char *scope, const struct casefile *c,
    int64_t day)
{
	struct casefile		 without;
	struct case_state	 s;
	int			 rc, n = 0;

	if ((rc = case_load(h, 0, &without)) != CTXH_OK)
		return rc;
	rc = case_replay(h, c, MOMENT_MAX, &s, NULL);
	if (rc == CTXH_OK && s.intake != NULL) {
		rc = check_roles(h, scope, c, &without, s.intake,
		    person_is_subject, day, &n);
		if (rc == CTXH_OK && n == 0)
			rc = check_roles(h, scope, c, &without, s.intake,
			    person_is_offender, day, &n);
		if (rc == CTXH_OK && n == 0)
			rc = fail(h, CTXH_ERULE, "%s", T(h, "the case names "
			    "nobody who could consent; take another basis"));
	}
	state_free(&s);
	case_free(&without);
	return rc;
}

/* A row of the list, and whose consent it is. */
struct consent {
	int64_t		 student;
	const char	*by, *scope;	/* of the row */
	ctxh_value	*row;		/* owned by the list */
};

struct consents {
	ctxh_value	*list;
	struct consent	*rows;
	size_t		 n, cap;
	int		 names;
};

/* A taking back ends the consents given before it. */
static int
take_back(ctxh *h, struct consents *l, int64_t student,
    const struct doc *d, const char *back)
{
	size_t	i;
	int	found = 0;

	for (i = 0; i < l->n; i++) {
		if (l->rows[i].student != student ||
		    strcmp(l->rows[i].by, get_text(d->fields, "by")) != 0 ||
		    strcmp(l->rows[i].scope, get_text(d->fields, "scope")) !=
		    0 || get_text(l->rows[i].row, "withdrawn_at") != NULL)
			continue;
		if (put_text(l->rows[i].row, "withdrawn_at", back) != 0) {
			(void)fail_nomem(h);
			return -1;
		}
		found = 1;
	}
	return found;
}

static int
put_consent(ctxh *h, const struct casefile *c, struct doc *d,
    struct consents *l)
{
	const char	*back = get_text(d->fields, "withdrawn_at");
	ctxh_value	*o;
	int64_t		 student = (int64_t)ctxh_value_num(ctxh_value_first(
	    ctxh_value_get(d->meta, "students")));
	int		 rc;

	if (back != NULL && (rc = take_back(h, l, student, d, back)) != 0)
		return rc < 0 ? h->status : CTXH_OK;
	if (mem_grow((void **)&l->rows, &l->cap, l->n + 1,
	    sizeof(*l->rows)) != 0 || (o = ctxh_value_object()) == NULL ||
	    push(l->list, o) != 0 ||
	    put_text(o, "case", c->id != 0 ? c->number : NULL) |
	    put_text(o, "by", get_text(d->fields, "by")) |
	    put_text(o, "scope", get_text(d->fields, "scope")) |
	    put_text(o, "given_at", get_text(d->fields, "given_at")) |
	    put_text(o, "withdrawn_at", back))
		return fail_nomem(h);
	l->rows[l->n++] = (struct consent){ student, get_text(o, "by"),
	    get_text(o, "scope"), o };
	if (l->names && (rc = doc_open_person(h, d)) != CTXH_OK)
		return rc;
	return !l->names || put_text(o, "student", get_text(d->person,
	    "student")) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
list_case(ctxh *h, struct casefile *c, void *ctx)
{
	struct doc	*d;
	int		 rc = CTXH_OK;

	for (d = c->docs; rc == CTXH_OK && d < c->docs + c->n; d++)
		if (!d->superseded && strcmp(d->form->id, FORM_CONSENT) == 0)
			rc = put_consent(h, c, d, ctx);
	return rc;
}

/* Those that go with no case, then those of the cases. */
static int
list_all(ctxh *h, struct consents *l)
{
	struct casefile	c;
	int		rc;

	if ((rc = case_load(h, 0, &c)) != CTXH_OK)
		return rc;
	if ((rc = list_case(h, &c, l)) == CTXH_OK)
		rc = cases_each(h, NULL, list_case, l);
	case_free(&c);
	return rc;
}

EXPORT int
ctxh_consent_list(ctxh *h, unsigned flags, ctxh_value **out)
{
	struct consents	 l = { .names = (flags & CTXH_NAMES) != 0 };
	int		 rc;

	*out = NULL;
	if ((rc = need_insider(h, "consent list")) != CTXH_OK || (l.names &&
	    (rc = trace_names(h, "consent list", "")) != CTXH_OK))
		return rc;
	if ((rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((l.list = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	else
		rc = list_all(h, &l);
	free(l.rows);
	if (rc == CTXH_OK)
		*out = l.list;
	else
		ctxh_value_free(l.list);
	return db_release(h, rc);
}
