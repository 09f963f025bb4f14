#include "people/student_tag.h"

#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"

int64_t
tag_place_of(const unsigned char tag[TAG_SIZE])
{
	return (int64_t)(bytes_number(tag) >> 1);	/* they are positive */
}

int64_t
tag_entry_student(const unsigned char entry[TAG_ENTRY])
{
	int64_t	v = 0;
	size_t	i;

	for (i = TAG_SIZE; i < TAG_ENTRY; i++)
		v = v << 7 | (entry[i] & 0x7f);
	return v;
}

static void
write_entry(const unsigned char tag[TAG_SIZE], int64_t student,
    unsigned char out[TAG_ENTRY])
{
	size_t i;

	memcpy(out, tag, TAG_SIZE);
	for (i = TAG_ENTRY; i-- > TAG_SIZE; student >>= 7)
		out[i] = (unsigned char)(student & 0x7f);
}

/* A row taken out to be looked through or changed. */
struct leaf {
	int64_t		 id;		/* 0: there is none */
	struct buf	 b;
	size_t		 at;		/* where the tag is or belongs */
	int		 found;
};

static unsigned char *
entry_of(const struct leaf *l, size_t i)
{
	return (unsigned char *)l->b.data + i * TAG_ENTRY;
}

/* Where in n entries the tag is, or where it belongs. */
static int
search(const unsigned char *p, size_t n, const unsigned char tag[TAG_SIZE],
    size_t *at)
{
	size_t	low = 0, high = n, mid;
	int	order;

	while (low < high) {
		mid = (low + high) / 2;
		order = memcmp(p + mid * TAG_ENTRY, tag, TAG_SIZE);
		if (order == 0) {
			*at = mid;
			return 1;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return 0;
}

static int
bad_row(ctxh *h, int64_t id)
{
	return fail(h, CTXH_EINTEGRITY, T(h, "a tag points nowhere: row %lld; "
	    "run ctxh fsck"), (long long)id);
}

/* The row in which the tag is or belongs, as it stands in the file: borrowed
 * until the statement is reset.  *st is NULL where there is none. */
static int
find_row(ctxh *h, const unsigned char tag[TAG_SIZE], stmt **st, int64_t *id,
    const unsigned char **p, size_t *n)
{
	int	rc;
	size_t	len;

	if ((rc = db_stmt(h, SQL_student_tag_get, st)) != CTXH_OK)
		return rc;
	db_bind_int(*st, 1, tag_place_of(tag));
	if ((rc = db_step(h, *st)) != 1) {
		*st = NULL;
		return rc < 0 ? h->status : CTXH_OK;
	}
	*id = db_int(*st, 0);
	*p = db_blob(*st, 1, &len);
	*n = len / TAG_ENTRY;
	if (len > 0 && len % TAG_ENTRY == 0)
		return CTXH_OK;
	db_reset(*st);
	return bad_row(h, *id);
}

int
student_tag_find(ctxh *h, const unsigned char tag[TAG_SIZE], int64_t *student)
{
	const unsigned char	*p;
	int64_t			 id;
	size_t			 n, at;
	stmt			*st;
	int			 rc;

	*student = 0;
	if ((rc = find_row(h, tag, &st, &id, &p, &n)) != CTXH_OK ||
	    st == NULL)
		return rc;
	if (search(p, n, tag, &at)) {
		*student = tag_entry_student(p + at * TAG_ENTRY);
		/* Nothing sealed vouches for where it points. */
		if (*student == 0)
			rc = bad_row(h, id);
	}
	db_reset(st);
	return rc;
}

static int
take_leaf(ctxh *h, const unsigned char tag[TAG_SIZE], struct leaf *l)
{
	const unsigned char	*p;
	size_t			 n;
	stmt			*st;
	int			 rc;

	l->id = 0;
	if ((rc = find_row(h, tag, &st, &l->id, &p, &n)) != CTXH_OK ||
	    st == NULL)
		return rc;
	buf_add(&l->b, p, n * TAG_ENTRY);
	l->found = search(p, n, tag, &l->at);
	db_reset(st);
	return buf_failed(&l->b) ? fail_nomem(h) : CTXH_OK;
}

static int
put_row(ctxh *h, const void *p, size_t n)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_student_tag_put, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, tag_place_of(p));
	db_bind_blob(st, 2, p, n * TAG_ENTRY);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

static int
delete_row(ctxh *h, int64_t id)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_student_tag_delete, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

/* How many of a row that is full stay; tags of one place are never parted. */
static size_t
half_of(const struct leaf *l, size_t n)
{
	size_t i = n / 2;

	while (i > 0 && tag_place_of(entry_of(l, i)) ==
	    tag_place_of(entry_of(l, i - 1)))
		i--;
	return i > 0 ? i : n;
}

int
student_tag_add(ctxh *h, const unsigned char tag[TAG_SIZE], int64_t student,
    int64_t *taken)
{
	struct leaf	 l = { 0 };
	unsigned char	 entry[TAG_ENTRY];
	size_t		 n, keep, at;
	int		 rc;

	*taken = 0;
	write_entry(tag, student, entry);
	if ((rc = take_leaf(h, tag, &l)) != CTXH_OK)
		goto done;
	if (l.found) {
		*taken = tag_entry_student(entry_of(&l, l.at));
		if (*taken == 0)
			rc = bad_row(h, l.id);
		goto done;
	}
	at = l.at * TAG_ENTRY;
	buf_add(&l.b, entry, TAG_ENTRY);
	if (buf_failed(&l.b)) {
		rc = fail_nomem(h);
		goto done;
	}
	memmove(l.b.data + at + TAG_ENTRY, l.b.data + at,
	    l.b.len - TAG_ENTRY - at);
	memcpy(l.b.data + at, entry, TAG_ENTRY);
	n = l.b.len / TAG_ENTRY;
	keep = n > TAG_LEAF ? half_of(&l, n) : n;
	if ((rc = put_row(h, l.b.data, keep)) == CTXH_OK && keep < n)
		rc = put_row(h, entry_of(&l, keep), n - keep);
done:
	buf_free(&l.b);
	return rc;
}

int
student_tag_delete(ctxh *h, const unsigned char tag[TAG_SIZE], int64_t student)
{
	struct leaf	 l = { 0 };
	size_t		 at, n;
	int		 rc;

	if ((rc = take_leaf(h, tag, &l)) != CTXH_OK || !l.found ||
	    tag_entry_student(entry_of(&l, l.at)) != student)
		goto done;
	at = l.at * TAG_ENTRY;
	n = l.b.len / TAG_ENTRY - 1;
	memmove(l.b.data + at, l.b.data + at + TAG_ENTRY,
	    n * TAG_ENTRY - at);
	/* A row's id is its first tag's place. */
	if (n == 0 || tag_place_of(entry_of(&l, 0)) != l.id)
		rc = delete_row(h, l.id);
	if (rc == CTXH_OK && n > 0)
		rc = put_row(h, l.b.data, n);
done:
	buf_free(&l.b);
	return rc;
}

/* ---- filling the empty table ---- */

struct fill {
	const struct tag_source *from;
	unsigned char	 entry[TAG_ENTRY];	/* the next one, in no row */
	int		 has_entry;
	struct buf	 row;
	int		 rc;
};

/* Takes the next tag that is not the one before. */
static void
advance(struct fill *f)
{
	const unsigned char	*tag;
	int64_t			 student;

	for (;;) {
		f->rc = f->from->next(f->from->ctx, &tag, &student);
		if (f->rc != CTXH_OK || tag == NULL)
			break;
		if (f->has_entry && memcmp(tag, f->entry, TAG_SIZE) == 0) {
			f->rc = f->from->shared(f->from->ctx,
			    tag_entry_student(f->entry));
			if (f->rc != CTXH_OK)
				break;
			continue;
		}
		write_entry(tag, student, f->entry);
		f->has_entry = 1;
		return;
	}
	f->has_entry = 0;
}

static int
is_full(const struct fill *f)
{
	const unsigned char	*last;

	if (f->row.len < TAG_LEAF * TAG_ENTRY)
		return 0;
	last = (const unsigned char *)f->row.data + f->row.len - TAG_ENTRY;
	return tag_place_of(last) != tag_place_of(f->entry);
}

static int
next_row(void *ctx, struct feed_value out[FEED_COLUMNS])
{
	struct fill *f = ctx;

	buf_reset(&f->row);
	while (f->has_entry && !is_full(f) && !buf_failed(&f->row)) {
		buf_add(&f->row, f->entry, TAG_ENTRY);
		advance(f);
	}
	if (f->rc != CTXH_OK || buf_failed(&f->row) || f->row.len == 0)
		return 0;
	out[0] = (struct feed_value){ FEED_INT, tag_place_of(
	    (const unsigned char *)f->row.data), NULL, 0 };
	out[1] = (struct feed_value){ FEED_BLOB, 0, f->row.data, f->row.len };
	return 1;
}

int
student_tags_fill(ctxh *h, const struct tag_source *from)
{
	struct fill	 f = { .from = from };
	size_t		 n;
	int		 rc;

	advance(&f);
	if ((rc = f.rc) == CTXH_OK &&
	    (rc = db_feed(h, SQL_student_tag_feed, next_row, &f, &n)) ==
	    CTXH_OK && (rc = f.rc) == CTXH_OK && buf_failed(&f.row))
		rc = fail_nomem(h);
	buf_free(&f.row);
	return rc;
}
