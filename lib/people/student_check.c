/* The derived tables of the register against the truth, or anew from it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/verify.h"
#include "people/student.h"
#include "people/student_mark.h"

/* A pupil as the truth has him now. */
struct now {
	int64_t		 student, version;
	int64_t		 into;		/* whose file has his now; 0: nobody's */
	int		 year;
};

struct tag_of {
	unsigned char	 tag[TAG_SIZE];
	int64_t		 student;
	int		 found;
};

struct index {
	ctxh		*h;
	struct now	*now;
	size_t		 nnow, now_cap, at;	/* at: whose tags are added */
	struct tag_of	*tags;
	size_t		 ntags, tags_cap;
	struct buf	 plain, scratch;
	ctxh_value	*problems;
	size_t		 next;		/* tag, of a rebuild */
	int64_t		 clash[2];
};

static void
index_free(struct index *x)
{
	mem_wipe_free(x->now, x->now_cap * sizeof(*x->now));
	mem_wipe_free(x->tags, x->tags_cap * sizeof(*x->tags));
	buf_free(&x->plain);
	buf_free(&x->scratch);
}

/* Of two versions the one of the later year, then the later row. */
static int
by_newest(const void *a, const void *b)
{
	const struct now *n = a, *m = b;

	if (n->student != m->student)
		return n->student < m->student ? -1 : 1;
	if (n->year != m->year)
		return n->year > m->year ? -1 : 1;
	return (n->version < m->version) - (n->version > m->version);
}

static int
by_tag(const void *a, const void *b)
{
	return memcmp(((const struct tag_of *)a)->tag,
	    ((const struct tag_of *)b)->tag, TAG_SIZE);
}

/* First pass: every version's year, of which the newest of each stays. */
static int
load_years(struct index *x)
{
	struct now	*n;
	stmt		*st;
	size_t		 i, kept = 0;
	int		 rc;

	if ((rc = db_stmt(x->h, SQL_student_live, &st)) != CTXH_OK)
		return rc;
	while ((rc = db_step(x->h, st)) == 1) {
		if (mem_grow((void **)&x->now, &x->now_cap, x->nnow + 1,
		    sizeof(*x->now)) != 0) {
			db_reset(st);
			return fail_nomem(x->h);
		}
		n = &x->now[x->nnow];
		n->version = db_int(st, 0);
		n->student = db_int(st, 2);
		rc = row_open(x->h, TABLE_STUDENT, st, 1, &x->plain);
		if (rc == CTXH_EINTEGRITY)
			continue;	/* chain_verify() reports it */
		if (rc != CTXH_OK) {
			db_reset(st);
			return rc;
		}
		n->year = facts_year(x->plain.data);
		n->into = facts_merged(x->plain.data);
		x->nnow++;
	}
	if (rc < 0)
		return x->h->status;
	if (x->nnow > 0)
		qsort(x->now, x->nnow, sizeof(*x->now), by_newest);
	for (i = 0; i < x->nnow; i++)
		if (i == 0 || x->now[i].student != x->now[kept - 1].student)
			x->now[kept++] = x->now[i];
	x->nnow = kept;
	return CTXH_OK;
}

static int
add_tag(ctxh *h, const unsigned char *tag, void *ctx)
{
	struct index	*x = ctx;
	struct tag_of	*t;

	if (mem_grow((void **)&x->tags, &x->tags_cap, x->ntags + 1,
	    sizeof(*x->tags)) != 0)
		return fail_nomem(h);
	t = &x->tags[x->ntags++];
	memcpy(t->tag, tag, TAG_SIZE);
	t->student = x->now[x->at].student;
	t->found = 0;
	return CTXH_OK;
}

/* Second pass: what the newest version of each says. */
static int
load_now(struct index *x, size_t at)
{
	const struct now *n = &x->now[at];
	ctxh_value	*person = NULL;
	stmt		*st;
	int		 rc;

	if (n->into != 0)
		return CTXH_OK;
	x->at = at;
	if ((rc = version_row(x->h, n->version, &st)) != CTXH_OK || st == NULL)
		return rc;
	rc = row_open(x->h, TABLE_STUDENT, st, 2, &x->plain);
	db_reset(st);
	if (rc != CTXH_OK)
		return rc == CTXH_EINTEGRITY ? CTXH_OK : rc;
	rc = ctxh_value_parse(x->h, x->plain.data, x->plain.len, &person);
	if (rc == CTXH_OK)
		rc = person_tags(x->h, person, &x->scratch, add_tag, x);
	else if (rc == CTXH_EUSAGE)
		rc = CTXH_OK;
	ctxh_value_free(person);
	return rc;
}

static int
load_all(struct index *x, int persons)
{
	size_t	i;
	int	rc;

	if ((rc = load_years(x)) != CTXH_OK || !persons)
		return rc;
	for (i = 0; i < x->nnow; i++) {
		if ((rc = load_now(x, i)) != CTXH_OK)
			return rc;
		if ((i & 4095) == 0 &&
		    (rc = handle_progress(x->h, i, x->nnow)) != CTXH_OK)
			return rc;
	}
	if (x->ntags > 0)
		qsort(x->tags, x->ntags, sizeof(*x->tags), by_tag);
	return CTXH_OK;
}

static int
report(struct index *x, const char *table, int64_t row, const char *message)
{
	return problem_add(x->h, x->problems, table, row, 0, message);
}

/* What stands in his row of student_now. */
static int64_t
row_of(const struct now *n)
{
	return n->into != 0 ? -n->into : n->version;
}

/* From i on, the next pupil whose newest version is not the first. */
static size_t
next_later(const struct index *x, size_t i)
{
	while (i < x->nnow && x->now[i].version == x->now[i].student)
		i++;
	return i;
}

/* Both are in the order of the pupils' numbers. */
static int
check_now(struct index *x)
{
	static const char name[] = "student_now";
	const char	*missing = T(x->h, "a derived row is missing");
	const char	*extra = T(x->h, "a derived row is there that follows "
			    "from nothing");
	const char	*changed = T(x->h, "a derived row is not what follows "
			    "from the documents");
	stmt		*st;
	size_t		 i = next_later(x, 0);
	int64_t		 id;
	int		 rc, step = 0;

	if ((rc = db_stmt(x->h, SQL_student_now_scan, &st)) != CTXH_OK)
		return rc;
	while (rc == CTXH_OK && (step = db_step(x->h, st)) == 1) {
		id = db_int(st, 0);
		for (; rc == CTXH_OK && i < x->nnow && x->now[i].student < id;
		    i = next_later(x, i + 1))
			rc = report(x, name, x->now[i].student, missing);
		if (rc != CTXH_OK)
			break;
		if (i == x->nnow || x->now[i].student != id) {
			rc = report(x, name, id, extra);
			continue;
		}
		if (db_int(st, 1) != row_of(&x->now[i]))
			rc = report(x, name, id, changed);
		i = next_later(x, i + 1);
	}
	db_reset(st);
	if (rc == CTXH_OK && step < 0)
		return x->h->status;
	for (; rc == CTXH_OK && i < x->nnow; i = next_later(x, i + 1))
		rc = report(x, name, x->now[i].student, missing);
	return rc;
}

static int
check_tag(struct index *x, int64_t row, const unsigned char *entry)
{
	static const char name[] = "student_tag";
	struct tag_of	 key, *t = NULL;

	if (x->ntags > 0) {
		memcpy(key.tag, entry, TAG_SIZE);
		t = bsearch(&key, x->tags, x->ntags, sizeof(key), by_tag);
	}
	if (t == NULL || t->found)
		return report(x, name, row, T(x->h, "a derived row is there "
		    "that follows from nothing"));
	t->found = 1;
	if (tag_entry_student(entry) != t->student)
		return report(x, name, row, T(x->h, "a derived row is not "
		    "what follows from the documents"));
	return CTXH_OK;
}

/* A search comes by where each tag is behind the one before, and the first
 * one's place is the row's; *last is the tag before the row. */
static int
check_tag_row(struct index *x, stmt *st, unsigned char last[TAG_SIZE])
{
	int64_t			 row = db_int(st, 0);
	const unsigned char	*p;
	size_t			 n, i;
	int			 rc = CTXH_OK, good;

	p = db_blob(st, 1, &n);
	good = n > 0 && n % TAG_ENTRY == 0 && tag_place_of(p) == row &&
	    tag_place_of(last) < row + (row == 0);
	for (i = 0; i + TAG_ENTRY <= n && rc == CTXH_OK; i += TAG_ENTRY) {
		good = good && (i == 0 || memcmp(last, p + i, TAG_SIZE) < 0);
		memcpy(last, p + i, TAG_SIZE);
		rc = check_tag(x, row, p + i);
	}
	return rc != CTXH_OK || good ? rc : report(x, "student_tag", row,
	    T(x->h, "a derived row is not what follows from the documents"));
}

static int
check_tags(struct index *x)
{
	unsigned char	 last[TAG_SIZE] = { 0 };
	stmt		*st;
	size_t		 i;
	int		 rc, step;

	if ((rc = db_stmt(x->h, SQL_student_tag_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(x->h, st)) == 1)
		if ((rc = check_tag_row(x, st, last)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	if (step < 0)
		return x->h->status;
	for (i = 0; i < x->ntags && rc == CTXH_OK; i++)
		if (!x->tags[i].found)
			rc = report(x, "student_tag", tag_place_of(x->tags[i].tag),
			    T(x->h, "a derived row is missing"));
	return rc;
}

int
students_check(ctxh *h, ctxh_value *problems)
{
	struct index	x = { .h = h, .problems = problems };
	int		persons = vault_has(h->vault, VAULT_PERSON), rc;

	if (!vault_has(h->vault, VAULT_FACTS))
		return CTXH_OK;
	if ((rc = load_all(&x, persons)) == CTXH_OK &&
	    (rc = check_now(&x)) == CTXH_OK && persons)
		rc = check_tags(&x);
	index_free(&x);
	return rc == CTXH_OK && persons ? marks_check(h, problems) : rc;
}

static int
next_tag(void *ctx, const unsigned char **tag, int64_t *student)
{
	struct index *x = ctx;

	*tag = NULL;
	if (x->next < x->ntags) {
		*tag = x->tags[x->next].tag;
		*student = x->tags[x->next++].student;
	}
	return CTXH_OK;
}

static int
shared_tag(void *ctx, int64_t owner)
{
	struct index *x = ctx;

	x->clash[0] = owner;
	x->clash[1] = x->tags[x->next - 1].student;
	return CTXH_OK;
}

int
students_rebuild(ctxh *h, int64_t clash[2])
{
	struct index	 x = { .h = h };
	struct tag_source from = { next_tag, shared_tag, &x };
	size_t		 i;
	int		 rc;

	clash[0] = clash[1] = 0;
	if (!vault_has(h->vault, VAULT_FACTS) ||
	    !vault_has(h->vault, VAULT_PERSON))
		return fail(h, CTXH_EDENIED, T(h, "this needs the %s key"),
		    "person");
	if ((rc = load_all(&x, 1)) != CTXH_OK ||
	    (rc = db_run(h, SQL_student_now_clear)) != CTXH_OK ||
	    (rc = db_run(h, SQL_student_tag_clear)) != CTXH_OK)
		goto done;
	for (i = next_later(&x, 0); i < x.nnow && rc == CTXH_OK;
	    i = next_later(&x, i + 1))
		rc = student_now_put(h, x.now[i].student, row_of(&x.now[i]));
	if (rc == CTXH_OK)
		rc = student_tags_fill(h, &from);
	clash[0] = x.clash[0];
	clash[1] = x.clash[1];
done:
	index_free(&x);
	return rc;
}
