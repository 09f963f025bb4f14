/* The derived rows of some pupils, where rows of theirs go or come again. */
#include <string.h>

#include "base/value.h"
#include "chain/table.h"
#include "people/student.h"

struct tagging {
	int64_t		 student;
	int64_t		*clash;		/* NULL: tags are taken away */
};

static int
tag_one(ctxh *h, const unsigned char tag[TAG_SIZE], void *ctx)
{
	struct tagging	*t = ctx;
	int64_t		 taken;
	int		 rc;

	if (t->clash == NULL)
		return student_tag_delete(h, tag, t->student);
	rc = student_tag_add(h, tag, t->student, &taken);
	if (rc == CTXH_OK && taken != 0) {
		t->clash[0] = taken;
		t->clash[1] = t->student;
	}
	return rc;
}

/* The tags of a version; of one that is not live there are none. */
static int
tag_version(ctxh *h, int64_t version, struct tagging *t)
{
	struct buf	 scratch = { 0 };
	ctxh_value	*person;
	const void	*p;
	stmt		*st;
	size_t		 n;
	int		 rc;

	if ((rc = version_row(h, version, &st)) != CTXH_OK || st == NULL)
		return rc;
	p = db_blob(st, 4, &n);
	rc = cell_value(h, TABLE_STUDENT, version, 2, p, n, &person);
	db_reset(st);
	if (rc == CTXH_OK)
		rc = person_tags(h, person, &scratch, tag_one, t);
	ctxh_value_free(person);
	buf_free(&scratch);
	return rc;
}

int
students_untag(ctxh *h, const int64_t *students, size_t n)
{
	struct tagging	t = { 0, NULL };
	int64_t		survivor, version;
	size_t		i;
	int		rc;

	for (i = 0; i < n; i++) {
		t.student = students[i];
		if ((rc = student_survivor(h, t.student, &survivor)) !=
		    CTXH_OK)
			return rc;
		/* One that was joined has none of his own. */
		if (survivor != t.student)
			continue;
		if ((rc = student_now(h, t.student, &version)) != CTXH_OK ||
		    (rc = tag_version(h, version, &t)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* A pupil as the live versions have him: of the latest year the latest row. */
struct newest {
	int64_t		 version, into;	/* 0: none */
	int		 year;
};

static int
find_newest(ctxh *h, int64_t student, struct newest *out)
{
	struct buf	 facts = { 0 };
	stmt		*st;
	int		 rc, step, year;

	memset(out, 0, sizeof(*out));
	if ((rc = db_stmt(h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	while ((step = db_step(h, st)) == 1) {
		if ((rc = row_open(h, TABLE_STUDENT, st, 1, &facts)) !=
		    CTXH_OK)
			break;
		year = facts_year(facts.data);
		if (out->version == 0 || year > out->year)
			*out = (struct newest){ db_int(st, 0),
			    facts_merged(facts.data), year };
	}
	db_reset(st);
	buf_free(&facts);
	return step < 0 ? h->status : rc;
}

/* His row of student_now, which most do without. */
static int
put_now(ctxh *h, int64_t student, const struct newest *n)
{
	stmt	*st;
	int	 rc;

	if (n->into != 0)
		return student_now_put(h, student, -n->into);
	if (n->version != 0 && n->version != student)
		return student_now_put(h, student, n->version);
	if ((rc = db_stmt(h, SQL_student_now_delete, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

int
students_derive(ctxh *h, const int64_t *students, size_t n, int64_t clash[2])
{
	struct tagging	t = { 0, clash };
	struct newest	newest;
	size_t		i;
	int		rc;

	clash[0] = clash[1] = 0;
	for (i = 0; i < n; i++) {
		t.student = students[i];
		if ((rc = find_newest(h, t.student, &newest)) != CTXH_OK ||
		    (rc = put_now(h, t.student, &newest)) != CTXH_OK ||
		    (newest.version != 0 && newest.into == 0 &&
		    (rc = tag_version(h, newest.version, &t)) != CTXH_OK))
			return rc;
		if ((i & 1023) == 0 &&
		    (rc = handle_progress(h, i, n)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}
