#include "people/promote.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/notice.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/class_next.h"
#include "people/enrol.h"
#include "people/roster.h"
#include "people/student.h"
#include "people/student_change.h"
#include "people/year.h"

enum fate { PROMOTED, REPEATING, FINISHED, LEFT, THERE, FATES };

static const char *const fate_names[FATES] = {
	"promoted", "repeating", "finished", "left", "there",
};

struct promotion {
	ctxh		*h;
	const struct ctxh_promote_options *opt;
	int		 from, to;
	struct grades	 grades;
	struct roster	 roster;
	int64_t		*stay;		/* in ascending order */
	size_t		 nstay;
	uint64_t	 of[FATES], done;
	uint64_t	 odd;		/* who go up with a status unknown */
	struct gone	*gone;
	ctxh_value	*classes, *notices;
};

/* What becomes of a class. */
struct move {
	const struct roster_class *from;
	enum class_step	 step;
	int		 mapped;
	struct buf	 name;
	int		 grade;
	uint64_t	 of[FATES];
};

static int
by_number(const void *a, const void *b)
{
	int64_t n = *(const int64_t *)a, m = *(const int64_t *)b;

	return (n > m) - (n < m);
}

static int
read_years(struct promotion *p)
{
	ctxh	*h = p->h;
	char	 from[16], to[16];

	p->to = year_named(p->opt->to);
	if (p->to == 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "into which school "
		    "year?"));
	p->from = p->opt->from == NULL ? p->to - 1 : year_named(p->opt->from);
	if (p->to < 0 || p->from <= 0)
		return fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), p->to < 0 ? p->opt->to :
		    p->opt->from);
	if (p->from == p->to - 1)
		return CTXH_OK;
	year_name(p->from, from);
	year_name(p->to, to);
	return fail(h, CTXH_EUSAGE, T(h, "%s does not follow %s; a class goes "
	    "up year by year"), to, from);
}

/* A pupil who repeats must be on the old list, and still be at the school. */
static int
check_stay(struct promotion *p, const char *code, int64_t student)
{
	const struct enrol_state *state;
	ctxh_value	*facts;
	int64_t		 version;
	char		 year[16];
	int		 rc;

	year_name(p->from, year);
	rc = version_of_year(p->h, student, p->from, &version);
	if (rc == CTXH_OK && version == 0)
		rc = fail(p->h, CTXH_ENOTFOUND, T(p->h, "\"%s\" is not on the "
		    "list of %s"), code, year);
	if (rc != CTXH_OK ||
	    (rc = version_open(p->h, version, NULL, &facts, NULL)) != CTXH_OK)
		return rc;
	state = enrol_of_code(get_text(facts, "status"));
	if (state != NULL && state->left)
		rc = fail(p->h, CTXH_ERULE, T(p->h, "\"%s\" has left the "
		    "school (%s) and cannot repeat a grade"), code,
		    state->label);
	ctxh_value_free(facts);
	return rc;
}

static int
load_stay(struct promotion *p)
{
	const ctxh_value *item;
	const char	 *code;
	int64_t		  student;
	int		  rc;

	p->stay = calloc(ctxh_value_count(p->opt->stay) + 1,
	    sizeof(*p->stay));
	if (p->stay == NULL)
		return fail_nomem(p->h);
	VALUE_EACH(item, p->opt->stay) {
		if ((code = ctxh_value_str(item)) == NULL)
			return fail(p->h, CTXH_EUSAGE, "%s", T(p->h, "the "
			    "list of those who repeat holds texts"));
		if ((rc = student_find_code(p->h, code, &student)) !=
		    CTXH_OK || (rc = check_stay(p, code, student)) != CTXH_OK)
			return rc;
		p->stay[p->nstay++] = student;
	}
	qsort(p->stay, p->nstay, sizeof(*p->stay), by_number);
	return CTXH_OK;
}

static int
is_class(const struct roster_class *c, const struct buf *name)
{
	return name->len > 0 && strcmp(c->name, name->data) == 0;
}

/* Every class that is mapped must be there: a slip would go unseen. */
static int
check_map(struct promotion *p)
{
	const ctxh_value	*item;
	struct roster_class	*c;
	struct buf		 name = { 0 };
	char			 year[16];
	int			 rc = CTXH_OK, grade, found;

	year_name(p->from, year);
	VALUE_EACH(item, p->opt->map) {
		found = 0;
		if ((rc = class_typed(p->h, ctxh_value_key(item), &name,
		    &grade)) != CTXH_OK)
			break;
		EACH(c, p->roster.classes, p->roster.nclasses)
			found |= is_class(c, &name);
		if (!found || ctxh_value_str(item) == NULL) {
			rc = fail(p->h, CTXH_EUSAGE, T(p->h, "no class \"%s\" "
			    "on the list of %s"), ctxh_value_key(item), year);
			break;
		}
		if ((rc = class_typed(p->h, ctxh_value_str(item), &name,
		    &grade)) != CTXH_OK)
			break;
	}
	buf_free(&name);
	return rc;
}

/* Into which class, by the map or by the name. */
static int
decide_class(struct promotion *p, struct move *m)
{
	const ctxh_value *item;
	int		  rc, grade;

	VALUE_EACH(item, p->opt->map) {
		rc = class_typed(p->h, ctxh_value_key(item), &m->name, &grade);
		if (rc != CTXH_OK)
			return rc;
		if (!is_class(m->from, &m->name))
			continue;
		m->mapped = 1;
		rc = class_typed(p->h, ctxh_value_str(item), &m->name,
		    &m->grade);
		m->step = m->name.len > 0 ? STEP_UP : STEP_DONE;
		if (m->grade < 0 && m->from->grade >= 0)
			m->grade = m->from->grade + 1;
		return rc;
	}
	buf_reset(&m->name);
	m->step = class_next(m->from->name, m->from->grade, &p->grades,
	    &m->name, &m->grade);
	return buf_failed(&m->name) ? fail_nomem(p->h) : CTXH_OK;
}

static int
repeats(const struct promotion *p, int64_t student)
{
	return p->nstay > 0 && bsearch(&student, p->stay, p->nstay,
	    sizeof(student), by_number) != NULL;
}

static int
decide_pupil(struct promotion *p, const struct move *m, int64_t student,
    int64_t version, const ctxh_value *facts, enum fate *fate)
{
	const struct enrol_state *state;
	int64_t	newest, there = 0;
	int	rc;

	if ((rc = student_now(p->h, student, &newest)) != CTXH_OK ||
	    (newest != version && (rc = version_of_year(p->h, student, p->to,
	    &there)) != CTXH_OK))
		return rc;
	state = enrol_of_code(get_text(facts, "status"));
	if (there != 0)
		*fate = THERE;
	else if (state != NULL && state->left)
		*fate = LEFT;
	else if (repeats(p, student))
		*fate = REPEATING;
	else
		*fate = m->step == STEP_DONE ? FINISHED : PROMOTED;
	return CTXH_OK;
}

static int
note_gone(struct promotion *p, int64_t student)
{
	struct gone *g = p->gone;

	if (mem_grow((void **)&g->list, &g->cap, g->n + 1,
	    sizeof(*g->list)) != 0)
		return fail_nomem(p->h);
	g->list[g->n++] = student;
	return CTXH_OK;
}

/* Takes away what is of the old year only. */
static void
drop(ctxh_value *person, const char *key)
{
	ctxh_value_free(ctxh_value_take(person, key));
}

static int
write_pupil(struct promotion *p, const struct move *m, int64_t student,
    const ctxh_value *facts, ctxh_value *person, int stays)
{
	struct enrolment e = { p->to, stays ? m->from->name : m->name.data,
	    stays ? m->from->grade : m->grade, ENROL_HERE, stays };
	const char	*status = get_text(facts, "status");
	ctxh_value	*new;
	int		 rc;

	if (status != NULL && strcmp(status, ENROL_OTHER) == 0) {
		e.status = ENROL_OTHER;
		p->odd++;
	} else
		drop(person, "status");
	drop(person, "teacher");
	drop(person, "luu-ban");
	if ((new = facts_renew(facts, &e)) == NULL)
		return fail_nomem(p->h);
	rc = version_add(p->h, student, new, person);
	ctxh_value_free(new);
	return rc;
}

static int
take_pupil(struct promotion *p, struct move *m, int64_t version)
{
	ctxh_value	*facts, *person;
	enum fate	 fate = THERE;
	int64_t		 student;
	int		 rc;

	if ((rc = version_open(p->h, version, &student, &facts, &person)) !=
	    CTXH_OK)
		return rc;
	rc = decide_pupil(p, m, student, version, facts, &fate);
	if (rc == CTXH_OK) {
		m->of[fate]++;
		if (fate == FINISHED || fate == LEFT)
			rc = note_gone(p, student);
		else if (fate != THERE)
			rc = write_pupil(p, m, student, facts, person,
			    fate == REPEATING);
	}
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc == CTXH_OK ? handle_progress(p->h, ++p->done, p->roster.n) :
	    rc;
}

static const char *
why(const struct move *m)
{
	if (m->mapped)
		return "map";
	return m->step == STEP_UP ? "name" : m->step == STEP_DONE ? "last" :
	    "kept";
}

/* The class of a row that is said to have none. */
static int
put_class(ctxh_value *o, const char *key, const char *name)
{
	return put_text(o, key, name[0] != '\0' ? name : NULL);
}

static int
put_grade(ctxh_value *o, const char *key, int grade)
{
	return grade >= 0 ? put_int(o, key, grade) : put_null(o, key);
}

static int
put_counts(ctxh_value *o, const uint64_t of[FATES])
{
	int f, failed = 0;

	for (f = 0; f < FATES; f++)
		failed |= put_int(o, fate_names[f], (int64_t)of[f]);
	return failed;
}

static int
add_class(struct promotion *p, const struct move *m)
{
	ctxh_value	*o = ctxh_value_object();
	int		 done = m->step == STEP_DONE;

	if (o == NULL || put_class(o, "class", m->from->name) |
	    put_grade(o, "grade", m->from->grade) |
	    (done ? put_null(o, "next") : put_class(o, "next", m->name.data)) |
	    put_grade(o, "next_grade", done ? -1 : m->grade) |
	    put_text(o, "by", why(m)) | put_counts(o, m->of)) {
		ctxh_value_free(o);
		return fail_nomem(p->h);
	}
	return push(p->classes, o) == 0 ? CTXH_OK : fail_nomem(p->h);
}

/* Only of a class that somebody went up from: of the others it is no matter. */
static int
note_kept(struct promotion *p, const struct move *m)
{
	if (m->step != STEP_KEPT || m->of[PROMOTED] == 0)
		return CTXH_OK;
	return notice_fmt(p->h, p->notices, "class-kept", T(p->h, "nothing in "
	    "the name \"%s\" says which class comes next, it is kept; say it "
	    "with --map \"%s=...\""), m->from->name, m->from->name);
}

static int
take_class(struct promotion *p, const struct roster_class *c)
{
	struct move	m = { .from = c };
	size_t		i;
	int		rc = decide_class(p, &m), f;

	for (i = 0; rc == CTXH_OK && i < c->n; i++)
		rc = take_pupil(p, &m, p->roster.versions[c->first + i]);
	if (rc == CTXH_OK && (rc = add_class(p, &m)) == CTXH_OK)
		rc = note_kept(p, &m);
	for (f = 0; f < FATES; f++)
		p->of[f] += m.of[f];
	buf_free(&m.name);
	return rc;
}

static int
take_classes(struct promotion *p)
{
	struct roster_class	*c;
	char			 year[16];
	int			 rc;

	year_name(p->from, year);
	if ((rc = roster_load(p->h, p->from, NULL, &p->roster)) != CTXH_OK)
		return rc;
	if (p->roster.n == 0)
		return fail(p->h, CTXH_ENOTFOUND, T(p->h, "no pupil on the "
		    "list of %s; import it first"), year);
	if ((rc = check_map(p)) != CTXH_OK)
		return rc;
	EACH(c, p->roster.classes, p->roster.nclasses)
		if ((rc = take_class(p, c)) != CTXH_OK)
			return rc;
	if (p->gone->n > 0)
		qsort(p->gone->list, p->gone->n, sizeof(*p->gone->list),
		    by_number);
	return p->odd == 0 ? CTXH_OK : notice_fmt(p->h, p->notices, "status",
	    T(p->h, "%llu pupils whose status is not one of the usual ones "
	    "went up with it"), (unsigned long long)p->odd);
}

static int
answer(struct promotion *p, ctxh_value **out)
{
	ctxh_value	*o = ctxh_value_object();
	char		 from[16], to[16];
	int		 failed;

	year_name(p->from, from);
	year_name(p->to, to);
	failed = o == NULL || put_int(o, "format", 1) |
	    put_text(o, "from", from) | put_text(o, "to", to) |
	    put_counts(o, p->of);
	if (!failed) {
		failed = put(o, "classes", p->classes) != 0;
		p->classes = NULL;
	}
	if (!failed) {
		failed = put(o, "notices", p->notices) != 0;
		p->notices = NULL;
	}
	if (failed) {
		ctxh_value_free(o);
		return fail_nomem(p->h);
	}
	*out = o;
	return CTXH_OK;
}

/* What the chain says of it. */
static int
put_detail(struct promotion *p)
{
	char to[16];

	year_name(p->to, to);
	return put_text(op_detail(p->h), "year", to) |
	    put_counts(op_detail(p->h), p->of) ? fail_nomem(p->h) : CTXH_OK;
}

int
student_promote(ctxh *h, const struct ctxh_promote_options *o,
    struct gone *gone, int *written, ctxh_value **out)
{
	struct promotion	p = { .h = h, .opt = o, .gone = gone };
	int			rc;

	*out = NULL;
	*written = 0;
	if ((rc = read_years(&p)) != CTXH_OK ||
	    (rc = op_begin(h, "student promote")) != CTXH_OK)
		return rc;
	if ((p.classes = ctxh_value_list()) == NULL ||
	    (p.notices = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = grades_load(h, &p.grades)) == CTXH_OK &&
	    (rc = load_stay(&p)) == CTXH_OK &&
	    (rc = take_classes(&p)) == CTXH_OK &&
	    (rc = year_open(h, p.to)) == CTXH_OK &&
	    (rc = put_detail(&p)) == CTXH_OK)
		rc = answer(&p, out);
	*written = p.of[PROMOTED] + p.of[REPEATING] > 0;
	ctxh_value_free(p.classes);
	ctxh_value_free(p.notices);
	roster_free(&p.roster);
	free(p.stay);
	return rc;
}
