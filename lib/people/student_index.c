/* What is derived from the student versions: the newest ones and the tags. */
#include "people/student.h"

#include <string.h>

#include "store/db.h"
#include "text/fold.h"

static const char *const code_names[CODE_KINDS] = {
	"moet", "ma-hs", "ddcn", "name-dob",
};

const char *
code_name(enum code_kind kind)
{
	return code_names[kind];
}

int
code_tag(const struct vault *v, enum code_kind kind, const char *s, size_t n,
    struct buf *scratch, unsigned char tag[TAG_SIZE])
{
	size_t i;

	buf_reset(scratch);
	if (kind == CODE_NAME) {
		fold(s, n, scratch);
	} else {
		for (i = n; kind == CODE_PERSONAL && i < PERSONAL_DIGITS; i++)
			buf_byte(scratch, '0');
		buf_add(scratch, s, n);
		for (i = 0; i < scratch->len; i++)
			if (scratch->data[i] >= 'a' && scratch->data[i] <= 'z')
				scratch->data[i] -= 'a' - 'A';
	}
	if (buf_failed(scratch))
		return -1;
	return vault_tag(v, VAULT_PERSON, code_names[kind], scratch->data,
	    scratch->len, tag);
}

int
student_now(ctxh *h, int64_t student, int64_t *version)
{
	stmt	*st;
	int	 rc;

	*version = student;
	if ((rc = db_stmt(h, SQL_student_now_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	if (rc == 1)
		*version = db_int(st, 0);
	db_reset(st);
	return CTXH_OK;
}

int
student_now_put(ctxh *h, int64_t student, int64_t version)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_student_now_put, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	db_bind_int(st, 2, version);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

int64_t
tag_place_of(const unsigned char tag[TAG_SIZE])
{
	uint64_t	v = 0;
	size_t		i;

	for (i = 0; i < 8; i++)
		v = v << 8 | tag[i];
	return (int64_t)(v >> 1);
}

int
student_tag_new(ctxh *h, const unsigned char tag[TAG_SIZE], int64_t student,
    int64_t *taken)
{
	stmt	*st;
	int	 rc;

	*taken = 0;
	if ((rc = db_stmt(h, SQL_student_tag_put, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, tag_place_of(tag));
	db_bind_blob(st, 2, tag, TAG_SIZE);
	db_bind_int(st, 3, student);
	if (db_step(h, st) >= 0)
		return CTXH_OK;
	if (h->status != CTXH_EINTEGRITY)
		return h->status;
	/* The place is taken: by this tag, or by one that shares it. */
	fail_clear(h);
	return tag_add(h, &student_tags, tag, student, taken);
}

/*
 * A tag behind it, which found its own place taken, would no longer be found;
 * but of a hundred million tags no two share these 63 bits.
 */
int
student_tag_delete(ctxh *h, const unsigned char tag[TAG_SIZE], int64_t student)
{
	const void	*p;
	stmt		*st;
	size_t		 n;
	int64_t		 place;
	int		 rc, same;

	for (place = tag_place_of(tag);; place++) {
		if ((rc = db_stmt(h, SQL_student_tag_get, &st)) != CTXH_OK)
			return rc;
		db_bind_int(st, 1, place);
		if ((rc = db_step(h, st)) != 1)
			return rc < 0 ? h->status : CTXH_OK;
		p = db_blob(st, 0, &n);
		same = n == TAG_SIZE && memcmp(p, tag, n) == 0;
		if (same && db_int(st, 1) != student)
			same = -1;
		db_reset(st);
		if (same != 0)
			break;
	}
	if (same < 0)
		return CTXH_OK;
	if ((rc = db_stmt(h, SQL_student_tag_delete, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, place);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}
