/* The marks against the first versions, or anew from them. */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "chain/table.h"
#include "chain/verify.h"
#include "people/student_mark.h"
#include "vault/code.h"

static const unsigned char no_mark[MARK_SIZE];

/* The blocks that follow from the truth, one after the other. */
struct truth {
	ctxh		*h;
	struct short_key key;
	uint32_t	 generation;	/* of key; 0: none */
	stmt		*st;		/* all versions, in order */
	int		 step;		/* 1: at a first one that is in no
					 * block yet */
	struct mark_block block;
	/* Who has a first version that does not open, of the block. */
	unsigned char	 closed[MARK_BLOCK];
	struct buf	 text, cell;
	uint64_t	 done;
};

static void
truth_free(struct truth *t)
{
	if (t->st != NULL)
		db_reset(t->st);
	buf_free(&t->text);
	buf_free(&t->cell);
	mem_wipe(&t->key, sizeof(t->key));
}

/* Goes to the next version that is a first one. */
static int
advance(struct truth *t)
{
	while ((t->step = db_step(t->h, t->st)) == 1)
		if (db_int(t->st, 0) > 0 &&
		    db_int(t->st, 0) == db_int(t->st, 2))
			break;
	return t->step < 0 ? t->h->status : CTXH_OK;
}

static int
truth_open(ctxh *h, struct truth *t)
{
	int rc;

	memset(t, 0, sizeof(*t));
	t->h = h;
	if ((rc = row_keys(h, TABLE_STUDENT)) != CTXH_OK ||
	    (rc = db_stmt(h, SQL_student_scan, &t->st)) != CTXH_OK)
		return rc;
	return advance(t);
}

/* The text of the version that the scan is at; CTXH_EINTEGRITY where it does
 * not open, which chain_verify() reports. */
static int
read_text(struct truth *t)
{
	int rc = row_open_packed(t->h, TABLE_STUDENT, t->st, 1, &t->text);

	if (rc == CTXH_OK)
		rc = row_open_packed(t->h, TABLE_STUDENT, t->st, 2, &t->cell);
	if (rc != CTXH_OK)
		return rc;
	buf_byte(&t->text, '\0');
	buf_add(&t->text, t->cell.data, t->cell.len);
	return buf_failed(&t->text) ? fail_nomem(t->h) : CTXH_OK;
}

/* The key of the version's mark: the cell opened, so that it is there. */
static void
take_key(struct truth *t)
{
	size_t			 n;
	const unsigned char	*person = db_blob(t->st, 4, &n);
	uint32_t		 generation = le_u32(person);

	if (generation != t->generation && mark_key_make(t->h->vault,
	    generation, &t->key) == 0)
		t->generation = generation;
}

static int
add_pupil(struct truth *t)
{
	struct mark_block *b = &t->block;
	unsigned char	 text[MARK_SIZE];
	int64_t		 student = db_int(t->st, 0);
	size_t		 i = (size_t)(student % MARK_BLOCK);
	int		 rc = read_text(t);

	b->n = i + 1;
	if (rc == CTXH_EINTEGRITY) {
		t->closed[i] = 1;
		return CTXH_OK;
	}
	if (rc != CTXH_OK)
		return rc;
	take_key(t);
	mark_text(&t->key, t->text.data, t->text.len, text);
	mark_bind(&t->key, student, text, b->mark[i]);
	return CTXH_OK;
}

/* The next block that has a pupil; its id is -1 at the end. */
static int
truth_next(struct truth *t)
{
	int rc = CTXH_OK;

	memset(&t->block, 0, sizeof(t->block));
	memset(t->closed, 0, sizeof(t->closed));
	t->block.id = t->step == 1 ? db_int(t->st, 0) / MARK_BLOCK : -1;
	while (rc == CTXH_OK && t->step == 1 &&
	    db_int(t->st, 0) / MARK_BLOCK == t->block.id) {
		if ((rc = add_pupil(t)) == CTXH_OK)
			rc = advance(t);
		if (rc == CTXH_OK && (++t->done & 4095) == 0)
			rc = handle_progress(t->h, t->done, 0);
	}
	return rc;
}

struct check {
	struct truth	 truth;
	ctxh_value	*problems;
	int		 marked;	/* some pupil had his mark */
};

static int
report(struct check *c, int64_t row, const char *message)
{
	return problem_add(c->truth.h, c->problems, "student_mark", row, 0,
	    message);
}

/* Whether a mark is the pupil's, or he needs none. */
static int
is_right(struct check *c, size_t i, const unsigned char *mark)
{
	const unsigned char *should = c->truth.block.mark[i];

	if (c->truth.closed[i])
		return 1;
	if (memcmp(mark, should, MARK_SIZE) == 0) {
		c->marked |= memcmp(mark, no_mark, MARK_SIZE) != 0;
		return 1;
	}
	return !c->marked && memcmp(mark, no_mark, MARK_SIZE) == 0;
}

static int
check_row(struct check *c, stmt *st)
{
	const unsigned char	*p;
	size_t			 n, i;
	int			 good;

	p = db_blob(st, 1, &n);
	good = n % MARK_SIZE == 0 && n / MARK_SIZE <= c->truth.block.n;
	for (i = 0; i < c->truth.block.n && good; i++)
		good = is_right(c, i, (i + 1) * MARK_SIZE <= n ?
		    p + i * MARK_SIZE : no_mark);
	return good ? CTXH_OK : report(c, db_int(st, 0), T(c->truth.h,
	    "a derived row is not what follows from the documents"));
}

/* The row's block is the one at hand, or there is none for it; blocks before
 * it have no row. */
static int
check_against(struct check *c, stmt *st)
{
	struct truth	*t = &c->truth;
	int64_t		 id = db_int(st, 0);
	int		 rc = CTXH_OK;

	while (rc == CTXH_OK && t->block.id != -1 && t->block.id < id) {
		rc = report(c, t->block.id, T(t->h,
		    "a derived row is missing"));
		if (rc == CTXH_OK)
			rc = truth_next(t);
	}
	if (rc != CTXH_OK)
		return rc;
	if (t->block.id != id)
		return report(c, id, T(t->h, "a derived row is there that "
		    "follows from nothing"));
	if ((rc = check_row(c, st)) == CTXH_OK)
		rc = truth_next(t);
	return rc;
}

int
marks_check(ctxh *h, ctxh_value *problems)
{
	struct check	 c = { .problems = problems };
	stmt		*st = NULL;
	int		 rc, step = 0;

	if ((rc = truth_open(h, &c.truth)) == CTXH_OK &&
	    (rc = truth_next(&c.truth)) == CTXH_OK)
		rc = db_stmt(h, SQL_student_mark_scan, &st);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = check_against(&c, st);
	if (rc == CTXH_OK && step < 0)
		rc = h->status;
	if (st != NULL)
		db_reset(st);
	while (rc == CTXH_OK && c.truth.block.id != -1) {
		rc = report(&c, c.truth.block.id, T(h,
		    "a derived row is missing"));
		if (rc == CTXH_OK)
			rc = truth_next(&c.truth);
	}
	truth_free(&c.truth);
	return rc;
}

int
marks_rebuild(ctxh *h)
{
	struct truth	 t;
	int		 rc;

	if ((rc = truth_open(h, &t)) == CTXH_OK)
		rc = db_run(h, SQL_student_mark_clear);
	while (rc == CTXH_OK && (rc = truth_next(&t)) == CTXH_OK &&
	    t.block.id != -1)
		rc = mark_block_put(h, &t.block);
	truth_free(&t);
	return rc;
}
