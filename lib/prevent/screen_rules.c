/* The rules of screening, worked out. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "lists/import_changes.h"
#include "people/setting_limit.h"
#include "people/student.h"
#include "prevent/screen.h"
#include "rules/book.h"
#include "rules/holidays.h"

int64_t
screening_limit(const struct screening *s, size_t rule,
    enum screen_limit which)
{
	return s->limits[rule][which];
}

/* ---- days ---- */

static int
counts(unsigned day, enum screen_leave leave)
{
	switch (leave) {
	case LEAVE_WITH:
		return (day & WITH_LEAVE) != 0;
	case LEAVE_WITHOUT:
		return (day & WITHOUT_LEAVE) != 0;
	default:
		return day != 0;
	}
}

/* Days of absence among the last ones. */
static int
look_absence(const struct screening *s, const struct observed *p,
    const struct screen_rule *r, struct evidence *e)
{
	int last = (int)(s->at - s->seen.first), i;
	int first = last - (int)s->limits[e->rule][LIMIT_WITHIN] + 1;

	for (i = first > 0 ? first : 0; i <= last; i++) {
		if (!counts(days_get(&p->days, i), r->leave))
			continue;
		if (e->days++ == 0)
			e->from = s->seen.first + i;
		e->to = s->seen.first + i;
	}
	return e->days >= s->limits[e->rule][LIMIT_DAYS];
}

/* School days in a row up to the last one; days on which there is no school
 * break none, and count where the list says that he was absent. */
static int
look_stopped(const struct screening *s, const struct observed *p,
    const struct screen_rule *r, struct evidence *e)
{
	const int64_t	*limit = s->limits[e->rule];
	int64_t		 span, at = s->at_said ? s->at :
	    class_day(&s->classes, p->student, s->at);
	int		 i;

	for (i = (int)(at - s->seen.first); i >= 0; i--) {
		if (counts(days_get(&p->days, i), r->leave)) {
			if (e->days++ == 0)
				e->to = s->seen.first + i;
			e->from = s->seen.first + i;
		} else if (s->school[i])
			break;
	}
	span = at - e->from + 1;
	return e->days >= limit[LIMIT_DAYS] &&
	    (limit[LIMIT_WITHIN] == 0 || span <= limit[LIMIT_WITHIN]) &&
	    (limit[LIMIT_BEYOND] == 0 || span > limit[LIMIT_BEYOND]);
}

/* ---- conduct and results ---- */

/* The newest term of which something is known. */
static int
look_grade(const struct screening *s, const struct observed *p,
    const struct screen_rule *r, enum grade_kind kind, struct evidence *e)
{
	const char	*code;
	size_t		 i;
	int		 t;

	for (t = TERMS - 1; t >= 0 && p->grade[kind][t] == 0; t--)
		;
	if (t < 0)
		return 0;
	e->term = t;
	e->word = p->grade[kind][t];
	code = s->seen.words[e->word - 1];
	for (i = 0; i < r->code_count; i++)
		if (strcmp(r->codes[i], code) == 0)
			return 1;
	return 0;
}

static int
look(const struct screening *s, const struct observed *p, struct evidence *e)
{
	const struct screen_rule *r = &s->rules->screening[e->rule];

	switch (r->looks_at) {
	case LOOK_ABSENCE:
		return s->at != 0 && look_absence(s, p, r, e);
	case LOOK_STOPPED:
		return s->at != 0 && look_stopped(s, p, r, e);
	case LOOK_CONDUCT:
		return look_grade(s, p, r, GRADE_CONDUCT, e);
	default:
		return look_grade(s, p, r, GRADE_RESULT, e);
	}
}

/* ---- a pupil ---- */

static int
add_evidence(struct screening *s, struct suspect *who, struct evidence *e)
{
	const struct screen_rule *r = &s->rules->screening[e->rule];

	if (mem_grow((void **)&s->evidence, &s->evidence_cap,
	    s->nevidence + 1, sizeof(*e)) != 0)
		return fail_nomem(s->h);
	e->decided = decision_of(s, e, who->student);
	before_compare(s, e, who->student);
	if (e->decided == NULL) {
		who->open = 1;
		who->sum += r->weight;
		if (r->weight > who->top) {
			who->top = r->weight;
			who->days = e->days;
			who->to = e->to;
		}
	}
	s->evidence[s->nevidence++] = *e;
	who->n++;
	return CTXH_OK;
}

/* Who has left is nobody to look for here. */
static int
has_left(ctxh *h, int64_t student, int *left)
{
	ctxh_value	*facts;
	int		 rc = student_facts(h, student, &facts);

	*left = 0;
	if (rc == CTXH_ENOTFOUND) {
		fail_clear(h);
		*left = 1;
		return CTXH_OK;
	}
	if (rc == CTXH_OK)
		*left = status_left(facts);
	ctxh_value_free(facts);
	return rc;
}

static int
look_at(struct screening *s, const struct observed *p)
{
	struct suspect	who = { .student = p->student,
	    .first = s->nevidence };
	struct evidence	e;
	size_t		i;
	int		rc, left;

	for (i = 0; i < s->rules->screen_count; i++) {
		e = (struct evidence){ .rule = i, .term = -1, .was = -1 };
		if (look(s, p, &e) && add_evidence(s, &who, &e) != CTXH_OK)
			return s->h->status;
	}
	if (who.n == 0)
		return CTXH_OK;
	if ((rc = has_left(s->h, who.student, &left)) != CTXH_OK)
		return rc;
	if (left) {
		s->nevidence = who.first;
		return CTXH_OK;
	}
	if (mem_grow((void **)&s->list, &s->cap, s->n + 1,
	    sizeof(who)) != 0)
		return fail_nomem(s->h);
	s->list[s->n++] = who;
	return CTXH_OK;
}

static int
descending(int64_t a, int64_t b)
{
	return a > b ? -1 : a < b;
}

/* What is settled last; else the worst first, then with more against them. */
static int
worst_first(const void *a, const void *b)
{
	const struct suspect	*x = a, *y = b;
	int			 order;

	if ((order = descending(x->open, y->open)) != 0 ||
	    (order = descending(x->top, y->top)) != 0 ||
	    (order = descending(x->sum, y->sum)) != 0 ||
	    (order = descending(x->days, y->days)) != 0 ||
	    (order = descending(x->to, y->to)) != 0)
		return order;
	return descending(y->student, x->student);
}

/* ---- the whole ---- */

static int
load_limits(struct screening *s)
{
	struct limit	l;
	size_t		i;
	int		k, rc = CTXH_OK;

	s->limits = calloc(s->rules->screen_count + 1, sizeof(*s->limits));
	if (s->limits == NULL)
		return fail_nomem(s->h);
	for (i = 0; i < s->rules->screen_count; i++)
		for (k = 0; k < LIMITS && rc == CTXH_OK; k++) {
			l = (struct limit){ &s->rules->screening[i],
			    (enum screen_limit)k };
			rc = limit_value(s->h, &l, &s->limits[i][k]);
		}
	return rc;
}

static int
load_school_days(struct screening *s)
{
	const struct calendar	*cal = holidays(s->h);
	int			 i;

	if (cal == NULL)
		return s->h->status;
	for (i = 0; i < YEAR_DAYS; i++)
		s->school[i] = (unsigned char)calendar_is_working(cal,
		    s->seen.first + i);
	return CTXH_OK;
}

static int
find(struct screening *s)
{
	const struct observed	*p;
	int			 rc = CTXH_OK;

	EACH(p, s->seen.list, s->seen.n)
		if ((rc = look_at(s, p)) != CTXH_OK)
			return rc;
	if (s->n > 0)
		qsort(s->list, s->n, sizeof(*s->list), worst_first);
	return rc;
}

int
screening_load(ctxh *h, int year, int64_t at, struct screening *s)
{
	int rc;

	memset(s, 0, sizeof(*s));
	s->h = h;
	if ((s->rules = rules_newest(h)) == NULL)
		return h->status;
	if ((rc = load_limits(s)) != CTXH_OK ||
	    (rc = observations_load(h, year, &s->seen)) != CTXH_OK)
		return rc;
	s->at_said = at != 0;
	s->at = at != 0 ? at : s->seen.newest;
	if (!s->at_said && s->at != 0 &&
	    (rc = class_days_load(h, &s->seen, &s->classes)) != CTXH_OK)
		return rc;
	if ((rc = load_school_days(s)) != CTXH_OK ||
	    (rc = decisions_load(h, s)) != CTXH_OK ||
	    (rc = groups_load(h, s)) != CTXH_OK ||
	    (rc = before_load(h, s)) != CTXH_OK)
		return rc;
	return find(s);
}

void
screening_free(struct screening *s)
{
	observations_free(&s->seen);
	class_days_free(&s->classes);
	free(s->limits);
	mem_wipe_free(s->evidence, s->evidence_cap * sizeof(*s->evidence));
	mem_wipe_free(s->list, s->cap * sizeof(*s->list));
	mem_wipe_free(s->decisions, s->decisions_cap *
	    sizeof(*s->decisions));
	mem_wipe_free(s->groups, s->groups_cap * sizeof(*s->groups));
	mem_wipe_free(s->before, s->before_cap * sizeof(*s->before));
	memset(s, 0, sizeof(*s));
}
