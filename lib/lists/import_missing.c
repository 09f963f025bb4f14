/*
 * Whom a list does not name: pupils of its year, and of the year before those
 * who should have gone up.  Nothing is changed of them.
 */
#include <string.h>

#include "base/value.h"
#include "people/class_next.h"
#include "lists/import.h"
#include "lists/import_changes.h"
#include "people/student_change.h"

struct search {
	struct import	*im;
	struct grades	 grades;
	struct buf	 name;
};

/* Whether his class was the last one that the school has. */
static int
is_done(struct search *s, const ctxh_value *facts)
{
	const char	*name = get_text(facts, "class");
	int		 next;

	buf_reset(&s->name);
	return class_next(name != NULL ? name : "",
	    (int)get_int(facts, "grade", -1), &s->grades, &s->name, &next) ==
	    STEP_DONE;
}

/* A version of the list's year or the one before: whether it makes him one
 * who should be on the list. */
static int
is_expected(struct search *s, const ctxh_value *facts)
{
	int year = (int)get_int(facts, "year", 0);

	if (status_left(facts))
		return 0;
	return year == s->im->year ||
	    (year == s->im->year - 1 && !is_done(s, facts));
}

static int
list_one(struct search *s, int64_t student, int64_t version,
    const ctxh_value *facts)
{
	struct import	*im = s->im;
	ctxh_value	*person = NULL, *o = NULL;
	int		 rc = CTXH_OK;

	pupils_set(&im->away.missing, student);
	if (im->away.missing.count > CHANGES_LISTED)
		return CTXH_OK;
	if (im->changes.names)
		rc = version_open(im->h, version, NULL, NULL, &person);
	if (rc == CTXH_OK)
		rc = student_value(im->h, student, facts, NULL, &o);
	if (rc == CTXH_OK && ((person != NULL && put_who(o, person) != 0) ||
	    push(im->missing, o) != 0))
		rc = fail_nomem(im->h);
	ctxh_value_free(person);
	return rc;
}

/* Opens the version of the year that counts for him; *facts NULL: none. */
static int
open_facts(struct search *s, int64_t student, int64_t *version,
    ctxh_value **facts)
{
	int rc = version_open(s->im->h, *version, NULL, facts, NULL);

	if (rc != CTXH_OK || get_int(*facts, "year", 0) <= s->im->year)
		return rc;
	ctxh_value_free(*facts);
	*facts = NULL;
	rc = version_of_year(s->im->h, student, s->im->year, version);
	return rc != CTXH_OK || *version == 0 ? rc :
	    version_open(s->im->h, *version, NULL, facts, NULL);
}

static int
try_pupil(struct search *s, int64_t student, int64_t version)
{
	ctxh_value	*facts;
	int		 rc;

	if (pupils_has(&s->im->away.named, student))
		return CTXH_OK;
	rc = open_facts(s, student, &version, &facts);
	if (rc == CTXH_OK && facts != NULL && is_expected(s, facts))
		rc = list_one(s, student, version, facts);
	ctxh_value_free(facts);
	return rc;
}

/* The pupils whose numbers are of a run in which the list names none. */
static int
try_run(struct search *s, int64_t first, int64_t last)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(s->im->h, SQL_student_newest_range, &st)) !=
	    CTXH_OK)
		return rc;
	db_bind_int(st, 1, first);
	db_bind_int(st, 2, last);
	while ((step = db_step(s->im->h, st)) == 1)
		if ((rc = try_pupil(s, db_int(st, 0), db_int(st, 1))) !=
		    CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? s->im->h->status : CTXH_OK;
}

int
missing_find(struct import *im)
{
	struct search	s = { .im = im };
	int64_t		i, first = 0;
	int		rc;

	if (im->base <= 0)
		return CTXH_OK;
	if ((rc = grades_load(im->h, &s.grades)) != CTXH_OK)
		return rc;
	for (i = 1; rc == CTXH_OK && i <= im->base + 1; i++) {
		if (i <= im->base && !pupils_has(&im->seen.pupils, i)) {
			first = first == 0 ? i : first;
			continue;
		}
		if (first != 0)
			rc = try_run(&s, first, i - 1);
		first = 0;
	}
	if (rc == CTXH_OK && buf_failed(&s.name))
		rc = fail_nomem(im->h);
	buf_free(&s.name);
	return rc;
}
