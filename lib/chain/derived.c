#include "chain/derived.h"

#include <string.h>

#include "base/bytes.h"
#include "vault/vault.h"

static const struct {
	const char	*table;
	enum sql	 put;
	size_t		 pad;
} deriveds[] = {
	[DERIVED_CASE] = { "case_fact", SQL_case_fact_put, 1024 },
	[DERIVED_YEAR] = { "school_year", SQL_school_year_put, 64 },
	[DERIVED_ENTRY] = { "entry_time", SQL_entry_time_put, 64 },
};

const struct tags case_tags = { SQL_case_tag_get, SQL_case_tag_put };

int
derived_put(ctxh *h, enum derived which, int64_t id, const void *p, size_t n)
{
	struct seal_ad	 ad = { deriveds[which].table, id, "facts" };
	size_t		 size = vault_sealed_size(n, deriveds[which].pad);
	struct buf	 b = { 0 };
	stmt		*st;
	int		 rc;

	while (b.cap <= size && !buf_failed(&b))
		buf_add(&b, ad.table, 1);
	if (buf_failed(&b) || vault_seal(h->vault, VAULT_FACTS, &ad, p, n,
	    deriveds[which].pad, (unsigned char *)b.data, &b.len) != 0) {
		rc = fail_nomem(h);
		goto done;
	}
	if ((rc = db_stmt(h, deriveds[which].put, &st)) != CTXH_OK)
		goto done;
	db_bind_int(st, 1, id);
	db_bind_blob(st, 2, b.data, b.len);
	rc = db_step(h, st) < 0 ? h->status : CTXH_OK;
done:
	buf_free(&b);
	return rc;
}

int
derived_open(ctxh *h, enum derived which, int64_t id, const void *blob,
    size_t n, struct buf *out)
{
	struct seal_ad ad = { deriveds[which].table, id, "facts" };

	buf_reset(out);
	if (vault_open(h->vault, VAULT_FACTS, &ad, blob, n, out) != 0)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "does not open: it was changed or moved; run ctxh fsck"),
		    (long long)id, ad.table);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

static int64_t
first_place(const unsigned char tag[TAG_SIZE])
{
	return (int64_t)(bytes_number(tag) >> 1);	/* they are positive */
}

/* Finds the tag (*to is not 0) or the free place where it belongs. */
static int
tag_place(ctxh *h, const struct tags *tags, const unsigned char tag[TAG_SIZE],
    int64_t *place, int64_t *to)
{
	const void	*p;
	stmt		*st;
	size_t		 n;
	int		 rc;

	*to = 0;
	for (*place = first_place(tag);; (*place)++) {
		if ((rc = db_stmt(h, tags->get, &st)) != CTXH_OK)
			return rc;
		db_bind_int(st, 1, *place);
		if ((rc = db_step(h, st)) != 1)
			return rc < 0 ? h->status : CTXH_OK;
		p = db_blob(st, 0, &n);
		if (n == TAG_SIZE && memcmp(p, tag, n) == 0)
			*to = db_int(st, 1);
		db_reset(st);
		/* Nothing sealed vouches for where it points. */
		if (*to < 0)
			return fail(h, CTXH_EINTEGRITY, T(h, "a tag points "
			    "nowhere: row %lld; run ctxh fsck"),
			    (long long)*place);
		if (*to != 0)
			return CTXH_OK;
	}
}

int
tag_find(ctxh *h, const struct tags *tags, const unsigned char tag[TAG_SIZE],
    int64_t *to)
{
	int64_t place;

	return tag_place(h, tags, tag, &place, to);
}

int
tag_add(ctxh *h, const struct tags *tags, const unsigned char tag[TAG_SIZE],
    int64_t to, int64_t *taken)
{
	int64_t	 place;
	stmt	*st;
	int	 rc;

	if ((rc = tag_place(h, tags, tag, &place, taken)) != CTXH_OK ||
	    *taken != 0)
		return rc;
	if ((rc = db_stmt(h, tags->put, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, place);
	db_bind_blob(st, 2, tag, TAG_SIZE);
	db_bind_int(st, 3, to);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}
