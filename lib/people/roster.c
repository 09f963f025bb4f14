#include "people/roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "chain/table.h"
#include "people/class_name.h"
#include "people/student.h"
#include "text/fold.h"
#include "wire/json.h"

/* A pupil as the register is read; 24 bytes, for there may be a million. */
struct found {
	int64_t		 version, student;
	uint32_t	 class_;	/* its serial number */
};

struct reading {
	ctxh		*h;
	int		 year;
	const char	*class_;	/* by its one name */
	struct roster	*r;
	/* Of the roster's classes, in their order, the serial numbers. */
	uint32_t	*serial;
	size_t		 serial_cap;
	struct found	*list;
	size_t		 n, cap;
	struct buf	 json, name;
};

static int
class_order(const struct roster_class *c, int grade, const char *name)
{
	if (c->grade != grade)
		return c->grade < grade ? -1 : 1;
	return strcmp(c->name, name);
}

/* Where the class stands, or would. */
static size_t
find_class(const struct roster *r, int grade, const char *name, int *is)
{
	size_t	low = 0, high = r->nclasses, mid;
	int	order;

	*is = 0;
	while (low < high) {
		mid = low + (high - low) / 2;
		order = class_order(&r->classes[mid], grade, name);
		if (order == 0) {
			*is = 1;
			return mid;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int
insert_class(struct reading *g, size_t at, int grade, const char *name)
{
	struct roster	*r = g->r;
	char		*copy;

	if (mem_grow((void **)&r->classes, &r->classes_cap, r->nclasses + 1,
	    sizeof(*r->classes)) != 0 ||
	    mem_grow((void **)&g->serial, &g->serial_cap, r->nclasses + 1,
	    sizeof(*g->serial)) != 0 || (copy = strdup(name)) == NULL)
		return fail_nomem(g->h);
	memmove(r->classes + at + 1, r->classes + at,
	    (r->nclasses - at) * sizeof(*r->classes));
	memmove(g->serial + at + 1, g->serial + at,
	    (r->nclasses - at) * sizeof(*g->serial));
	r->classes[at] = (struct roster_class){ copy, grade, 0, 0 };
	g->serial[at] = (uint32_t)r->nclasses++;
	return CTXH_OK;
}

static int
add(struct reading *g, int64_t version, int64_t student, int grade,
    const char *name)
{
	size_t	at;
	int	is;

	if (g->class_ != NULL && strcmp(g->class_, name) != 0)
		return CTXH_OK;
	at = find_class(g->r, grade, name, &is);
	if (!is && insert_class(g, at, grade, name) != CTXH_OK)
		return g->h->status;
	if (mem_grow((void **)&g->list, &g->cap, g->n + 1,
	    sizeof(*g->list)) != 0)
		return fail_nomem(g->h);
	g->list[g->n++] = (struct found){ version, student, g->serial[at] };
	g->r->classes[at].n++;
	return CTXH_OK;
}

static int
take(struct reading *g, int64_t version, int64_t student)
{
	ctxh_value	*facts;
	const char	*name;
	int		 rc, grade;

	rc = json_parse_own(g->h, g->json.data, g->json.len, &facts);
	if (rc != CTXH_OK)
		return rc == CTXH_ENOMEM ? rc : fail(g->h, CTXH_EINTEGRITY,
		    T(g->h, "row %lld of table %s is not readable; run ctxh "
		    "fsck"), (long long)version, "student_version");
	name = get_text(facts, "class");
	buf_reset(&g->name);
	if (name != NULL)
		class_name(name, strlen(name), &g->name, &grade);
	rc = buf_failed(&g->name) ? fail_nomem(g->h) :
	    add(g, version, student, (int)get_int(facts, "grade", -1),
	    g->name.len > 0 ? g->name.data : "");
	ctxh_value_free(facts);
	return rc;
}

/* The facts of the statement's row, and what year they are of. */
static int
open_facts(struct reading *g, stmt *st, int *year)
{
	int rc = row_open(g->h, TABLE_STUDENT, st, 1, &g->json);

	*year = rc == CTXH_OK ? facts_year(g->json.data) : 0;
	return rc;
}

/* The newest version is of a later year: the newest of this one. */
static int
look_back(struct reading *g, int64_t student)
{
	int64_t	 version = 0;
	stmt	*st;
	int	 rc, step, year;

	if ((rc = db_stmt(g->h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	while (version == 0 && (step = db_step(g->h, st)) == 1) {
		if ((rc = open_facts(g, st, &year)) != CTXH_OK)
			break;
		if (year == g->year)
			version = db_int(st, 0);
	}
	if (rc == CTXH_OK && version == 0)
		return step < 0 ? g->h->status : CTXH_OK;
	db_reset(st);
	return rc == CTXH_OK ? take(g, version, student) : rc;
}

/* A later version than the pupil's first one, which is his row. */
static int
open_later(struct reading *g, int64_t version, int *year)
{
	stmt	*st;
	int	 rc;

	*year = 0;
	if ((rc = version_row(g->h, version, &st)) != CTXH_OK || st == NULL)
		return rc;
	rc = open_facts(g, st, year);
	db_reset(st);
	return rc;
}

static int
open_first(struct reading *g, stmt *st, int *year)
{
	size_t		 n;
	const void	*blob = db_blob(st, 3, &n);
	int		 rc = cell_open(g->h, TABLE_STUDENT, db_int(st, 1), 1,
			    blob, n, &g->json);

	*year = rc == CTXH_OK ? facts_year(g->json.data) : 0;
	return rc;
}

static int
try_newest(struct reading *g, stmt *st)
{
	int64_t	version = db_int(st, 0), student = db_int(st, 1);
	int	rc, year;

	rc = version == student ? open_first(g, st, &year) :
	    open_later(g, version, &year);
	if (rc != CTXH_OK || year < g->year)
		return rc;
	return year == g->year ? take(g, version, student) :
	    look_back(g, student);
}

static int
read_register(struct reading *g)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(g->h, SQL_student_newest_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(g->h, st)) == 1)
		if ((rc = try_newest(g, st)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? g->h->status : CTXH_OK;
}

/* Puts the versions where their classes stand; within one the order stays. */
static int
sort_versions(struct reading *g)
{
	struct roster	*r = g->r;
	size_t		*next = calloc(r->nclasses + 1, sizeof(*next));
	size_t		 i, at = 0;

	r->versions = malloc((g->n + 1) * sizeof(*r->versions));
	r->students = malloc((g->n + 1) * sizeof(*r->students));
	if (next == NULL || r->versions == NULL || r->students == NULL) {
		free(next);
		return fail_nomem(g->h);
	}
	for (i = 0; i < r->nclasses; i++) {
		r->classes[i].first = next[g->serial[i]] = at;
		at += r->classes[i].n;
	}
	for (i = 0; i < g->n; i++) {
		at = next[g->list[i].class_]++;
		r->versions[at] = g->list[i].version;
		r->students[at] = g->list[i].student;
	}
	r->n = g->n;
	free(next);
	return CTXH_OK;
}

/* The class that is asked for, however it was spelled. */
static int
read_class(struct reading *g, const char *text, struct buf *wanted)
{
	struct buf	tidy = { 0 };
	int		grade;

	if (text_tidy(text, strlen(text), &tidy) == 0 && tidy.len > 0)
		class_name(tidy.data, tidy.len, wanted, &grade);
	wanted->failed |= buf_failed(&tidy);
	buf_free(&tidy);
	g->class_ = wanted->len > 0 ? wanted->data : "";
	return buf_failed(wanted) ? fail_nomem(g->h) : CTXH_OK;
}

int
roster_load(ctxh *h, int year, const char *class_, struct roster *r)
{
	struct reading	g = { .h = h, .year = year, .r = r };
	struct buf	wanted = { 0 };
	int		rc = CTXH_OK;

	memset(r, 0, sizeof(*r));
	if (class_ != NULL)
		rc = read_class(&g, class_, &wanted);
	if (rc == CTXH_OK && (rc = read_register(&g)) == CTXH_OK)
		rc = sort_versions(&g);
	buf_free(&wanted);
	buf_free(&g.json);
	buf_free(&g.name);
	free(g.serial);
	free(g.list);
	return rc;
}

void
roster_free(struct roster *r)
{
	size_t i;

	for (i = 0; i < r->nclasses; i++)
		str_wipe_free(r->classes[i].name);
	free(r->classes);
	free(r->versions);
	free(r->students);
	memset(r, 0, sizeof(*r));
}
