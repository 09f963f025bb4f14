/* Pupils with a mentor, by class: the drive of 2014 begins with one or two. */
#include "registers/mentor.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/class_name.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/view.h"
#include "rules/book.h"

/* A class, or none, whose name is "". */
struct a_class {
	char	*name;
	int64_t	 grade;		/* -1: none */
};

static int
read_class(ctxh *h, int64_t student, int year, struct a_class *c)
{
	ctxh_value	*facts = NULL;
	struct buf	 b = { 0 };
	const char	*name;
	int64_t		 version, who;
	int		 rc, grade;

	*c = (struct a_class){ NULL, -1 };
	if ((rc = pupil_version(h, student, year, &version)) == CTXH_OK &&
	    version != 0)
		rc = version_open(h, version, &who, &facts, NULL);
	if (rc != CTXH_OK)
		return rc;
	buf_str(&b, "");
	if ((name = get_text(facts, "class")) != NULL)
		class_name(name, strlen(name), &b, &grade);
	c->grade = get_int(facts, "grade", -1);
	ctxh_value_free(facts);
	c->name = buf_take(&b);
	return c->name != NULL ? CTXH_OK : fail_nomem(h);
}

int
mentor_class(ctxh *h, int64_t student, int year, char **out)
{
	struct a_class	c;
	int		rc = read_class(h, student, year, &c);

	*out = c.name;
	return rc;
}

int
mentor_of_class(ctxh *h, struct entry *e, int year, const char *class_,
    int *is)
{
	int rc;

	*is = 0;
	/* Asked for each new entry: it is read once. */
	if (e->class_ == NULL || e->class_year != year) {
		free(e->class_);
		e->class_year = year;
		if ((rc = mentor_class(h, e->student, year, &e->class_)) !=
		    CTXH_OK)
			return rc;
	}
	*is = strcmp(e->class_, class_) == 0;
	return CTXH_OK;
}

/* ---- the list of classes ---- */

/* A pupil of a class. */
struct placed {
	struct a_class	 of;
	int64_t		 student;
	char		*mentor;	/* the same for one person */
	int		 open;
};

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order;

	if (x->of.grade != y->of.grade)
		return x->of.grade < y->of.grade ? -1 : 1;
	if ((order = strcmp(x->of.name, y->of.name)) != 0)
		return order;
	if (x->student != y->student)
		return x->student < y->student ? -1 : 1;
	return y->open - x->open;
}

static int
give_class(ctxh *h, const struct placed *p, size_t n, ctxh_row_fn row,
    void *ctx)
{
	ctxh_value	*o = ctxh_value_object();
	size_t		 i, j, pupils = 0, open = 0, mentors = 0;
	int		 rc = CTXH_OK;

	for (i = 0; i < n; i++) {
		if (i == 0 || p[i].student != p[i - 1].student) {
			pupils++;
			open += p[i].open != 0;
		}
		for (j = 0; j < i && strcmp(p[i].mentor, p[j].mentor) != 0; j++)
			;
		mentors += j == i;
	}
	if (o == NULL || put_text(o, "class", p->of.name[0] != '\0' ?
	    p->of.name : NULL) | (p->of.grade >= 0 ? put_int(o, "grade",
	    p->of.grade) : put_null(o, "grade")) |
	    put_int(o, "pupils", (int64_t)pupils) |
	    put_int(o, "open", (int64_t)open) |
	    put_int(o, "mentors", (int64_t)mentors))
		rc = fail_nomem(h);
	else if (row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

static int
place_one(ctxh *h, const struct member *members, size_t nmembers,
    const struct entry *e, int year, struct placed *p)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	const char		*text = get_text(start->fields, "mentor");
	int			 rc;

	memset(p, 0, sizeof(*p));
	p->student = e->student;
	p->open = entry_ends(e, INT64_MAX) == ENTRY_OPEN;
	if ((rc = read_class(h, e->student, year, &p->of)) != CTXH_OK)
		return rc;
	return mentor_key(h, members, nmembers, text != NULL ? text : "",
	    &p->mentor);
}

static int
place(ctxh *h, const struct entries *all, int year, struct placed **out,
    size_t *n)
{
	struct member		*members;
	const struct entry	*e;
	size_t			 cap = 0, nmembers;
	int			 rc;

	*out = NULL;
	*n = 0;
	if ((rc = members_load(h, &members, &nmembers)) != CTXH_OK)
		return rc;
	EACH(e, all->list, all->n) {
		if (entry_step(e, STEP_START, INT64_MAX) == NULL ||
		    (year != 0 && !entry_in_year(e, year)))
			continue;
		rc = mem_grow((void **)out, &cap, *n + 1, sizeof(**out)) != 0 ?
		    fail_nomem(h) : place_one(h, members, nmembers, e, year,
		    &(*out)[(*n)++]);
		if (rc != CTXH_OK)
			break;
	}
	members_free(members, nmembers);
	if (rc == CTXH_OK && *n > 0)
		qsort(*out, *n, sizeof(**out), by_place);
	return rc;
}

static int
give_classes(ctxh *h, const struct entries *all, int year, ctxh_row_fn row,
    void *ctx)
{
	struct placed	*list;
	size_t		 n, i, j;
	int		 rc = place(h, all, year, &list, &n);

	for (i = 0; rc == CTXH_OK && i < n; i = j) {
		for (j = i + 1; j < n && list[j].of.grade ==
		    list[i].of.grade && strcmp(list[j].of.name,
		    list[i].of.name) == 0; j++)
			;
		rc = give_class(h, list + i, j - i, row, ctx);
	}
	for (i = 0; i < n; i++) {
		free(list[i].of.name);
		str_wipe_free(list[i].mentor);
	}
	free(list);
	return rc;
}

EXPORT int
ctxh_mentor_classes(ctxh *h, const char *year, ctxh_row_fn row, void *ctx)
{
	struct entries	all;
	int		rc, y;

	if ((rc = need_facts(h, "mentor classes")) != CTXH_OK ||
	    (rc = entry_year(h, year, &y)) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = entries_load(h, REGISTER_MENTOR, 1, &all)) == CTXH_OK) {
		rc = give_classes(h, &all, y, row, ctx);
		entries_free(&all);
	}
	return db_release(h, rc);
}
