#include "people/student_mark.h"

#include <string.h>

#include "store/db.h"
#include "vault/code.h"

static const unsigned char no_mark[MARK_SIZE];

int
mark_key_make(const struct vault *v, uint32_t generation,
    struct short_key *key)
{
	return short_key_make(v, generation, "ctxhmark", key);
}

int
marks_open(ctxh *h, struct marks *m)
{
	memset(m, 0, sizeof(*m));
	m->block.id = -1;
	return mark_key_make(h->vault, vault_generation(h->vault,
	    VAULT_PERSON), &m->key) == 0 ? CTXH_OK : fail(h, CTXH_EDENIED,
	    T(h, "this needs the %s key"), "person");
}

void
mark_text(const struct short_key *key, const char *text, size_t n,
    unsigned char out[MARK_SIZE])
{
	short_hash(key, text, n, out);
}

void
mark_bind(const struct short_key *key, int64_t student,
    const unsigned char text[MARK_SIZE], unsigned char out[MARK_SIZE])
{
	unsigned char bound[8 + MARK_SIZE];

	le_put_u64(bound, (uint64_t)student);
	memcpy(bound + 8, text, MARK_SIZE);
	short_hash(key, bound, sizeof(bound), out);
	if (memcmp(out, no_mark, MARK_SIZE) == 0)
		out[0] = 1;
}

static int
load_block(ctxh *h, int64_t id, struct mark_block *b)
{
	const void	*p;
	stmt		*st;
	size_t		 n;
	int		 rc;

	memset(b, 0, sizeof(*b));
	b->id = id;
	if ((rc = db_stmt(h, SQL_student_mark_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : CTXH_OK;
	p = db_blob(st, 0, &n);
	b->n = n / MARK_SIZE < MARK_BLOCK ? n / MARK_SIZE : MARK_BLOCK;
	memcpy(b->mark, p, b->n * MARK_SIZE);
	db_reset(st);
	return CTXH_OK;
}

/*
 * Takes the marks of a block out of use whose first version is not the newest:
 * the pupil has a row in student_now, or the version was taken back.
 */
static int
drop_outdated(ctxh *h, struct mark_block *b)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_student_mark_outdated, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, b->id * MARK_BLOCK);
	db_bind_int(st, 2, b->id * MARK_BLOCK + MARK_BLOCK - 1);
	while ((rc = db_step(h, st)) == 1)
		memset(b->mark[db_int(st, 0) % MARK_BLOCK], 0, MARK_SIZE);
	return rc < 0 ? h->status : CTXH_OK;
}

int
marks_say_same(ctxh *h, struct marks *m, int64_t student,
    const unsigned char text[MARK_SIZE], int *same)
{
	unsigned char	 mark[MARK_SIZE];
	int64_t		 id = student / MARK_BLOCK;
	int		 rc;

	*same = 0;
	if (m->block.id != id && ((rc = load_block(h, id, &m->block)) !=
	    CTXH_OK || (m->block.n > 0 &&
	    (rc = drop_outdated(h, &m->block)) != CTXH_OK)))
		return rc;
	mark_bind(&m->key, student, text, mark);
	*same = memcmp(m->block.mark[student % MARK_BLOCK], mark,
	    MARK_SIZE) == 0;
	return CTXH_OK;
}

int
mark_block_put(ctxh *h, const struct mark_block *b)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_student_mark_put, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, b->id);
	db_bind_blob(st, 2, b->mark, b->n * MARK_SIZE);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

int
marks_flush(ctxh *h, struct marks *m)
{
	int rc = m->added ? mark_block_put(h, &m->block) : CTXH_OK;

	m->added = 0;
	return rc;
}

int
marks_add(ctxh *h, struct marks *m, int64_t student,
    const unsigned char text[MARK_SIZE])
{
	int64_t	id = student / MARK_BLOCK;
	size_t	i = (size_t)(student % MARK_BLOCK);
	int	rc;

	/* The first one may go on with a row that there is. */
	if (m->block.id != id && ((rc = marks_flush(h, m)) != CTXH_OK ||
	    (rc = load_block(h, id, &m->block)) != CTXH_OK))
		return rc;
	mark_bind(&m->key, student, text, m->block.mark[i]);
	if (m->block.n <= i)
		m->block.n = i + 1;
	m->added = 1;
	return CTXH_OK;
}
