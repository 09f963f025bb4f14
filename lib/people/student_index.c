/* What is derived from the student versions: the newest ones and the tags. */
#include "people/student.h"

#include <string.h>

#include "base/value.h"
#include "store/db.h"
#include "text/fold.h"

#define JOINED_MOST 10000	/* joins from file to file that are followed */

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

static int
one_tag(ctxh *h, enum code_kind kind, const ctxh_value *v,
    struct buf *scratch, tag_fn fn, void *ctx)
{
	const char	*s = ctxh_value_str(v);
	unsigned char	 tag[TAG_SIZE];

	if (s == NULL)
		return CTXH_OK;
	if (code_tag(h->vault, kind, s, strlen(s), scratch, tag) != 0)
		return fail_nomem(h);
	return fn(h, tag, ctx);
}

static int
also_tags(ctxh *h, const ctxh_value *person, enum code_kind kind,
    struct buf *scratch, tag_fn fn, void *ctx)
{
	const ctxh_value	*v;
	int			 rc = CTXH_OK;

	VALUE_EACH(v, ctxh_value_get(ctxh_value_get(person, PERSON_ALSO),
	    code_name(kind)))
		if ((rc = one_tag(h, kind, v, scratch, fn, ctx)) != CTXH_OK)
			break;
	return rc;
}

int
person_tags(ctxh *h, const ctxh_value *person, struct buf *scratch,
    tag_fn fn, void *ctx)
{
	const ctxh_value	*codes = ctxh_value_get(person, "codes");
	int			 kind, rc;

	for (kind = 0; kind < CODE_KINDS; kind++)
		if ((rc = one_tag(h, (enum code_kind)kind, ctxh_value_get(
		    codes, code_name((enum code_kind)kind)), scratch, fn,
		    ctx)) != CTXH_OK || (rc = also_tags(h, person,
		    (enum code_kind)kind, scratch, fn, ctx)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

struct sought {
	const unsigned char *tag;
	int		 found;
};

static int
is_sought(ctxh *h, const unsigned char *tag, void *ctx)
{
	struct sought *s = ctx;

	(void)h;
	s->found |= memcmp(tag, s->tag, TAG_SIZE) == 0;
	return CTXH_OK;
}

int
person_has_also(ctxh *h, const ctxh_value *person, enum code_kind kind,
    const unsigned char tag[TAG_SIZE], struct buf *scratch, int *has)
{
	struct sought	s = { tag, 0 };
	int		rc = also_tags(h, person, kind, scratch, is_sought, &s);

	*has = s.found;
	return rc;
}

/* The row of student_now, or what stands for none. */
static int
now_get(ctxh *h, int64_t student, int64_t *version)
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

/* Nothing sealed vouches for these rows: they may lead in a circle. */
static int
follow(ctxh *h, int64_t student, int64_t *survivor, int64_t *version)
{
	int64_t	steps = 0;
	int	rc;

	*survivor = student;
	while ((rc = now_get(h, *survivor, version)) == CTXH_OK &&
	    *version < 0) {
		if (*version == INT64_MIN || ++steps > JOINED_MOST)
			return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of "
			    "table %s is not readable; run ctxh fsck"),
			    (long long)student, "student_now");
		*survivor = -*version;
	}
	return rc;
}

int
student_now(ctxh *h, int64_t student, int64_t *version)
{
	int64_t survivor;

	return follow(h, student, &survivor, version);
}

int
student_survivor(ctxh *h, int64_t student, int64_t *survivor)
{
	int64_t version;

	return follow(h, student, survivor, &version);
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
