#include "people/dups.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/sorter.h"
#include "chain/table.h"
#include "people/student.h"
#include "text/date.h"
#include "text/fold.h"

#define MEMORY_ALL	((size_t)2 << 20)
#define MEMORY_FEW	((size_t)1 << 20)	/* of those that are alike */

/*
 * Four sorts, each of what the one before left; records, with numbers as
 * bytes_put_number() writes them: of everybody, of those who share name and
 * day, of pairs by the later one, and by the earlier one.
 */
enum sort { BY_WHO, BY_PARENT, BY_LATER, BY_FIRST, SORTS };
#define SIZE_WHO	(8 + 8 + 4 * DUP_PARENTS)	/* who, id, parents */
#define SIZE_PARENT	(8 + 4 + 8)			/* who, parent, id */
#define SIZE_PAIR	(8 + 8)

struct dups {
	ctxh		*h;
	struct sorter	*sorters[SORTS];
	int		 sorted, status;	/* what dups_sort() came to */
};

/* ---- prints ---- */

/* Prints live as long as the command, so that it is the newest. */
int
dup_key_make(const struct vault *v, struct short_key *key)
{
	return short_key_make(v, vault_generation(v, VAULT_PERSON),
	    "ctxhdups", key);
}

static uint64_t
hash_of(const struct short_key *key, const struct buf *b)
{
	uint64_t h;

	short_hash(key, b->data, b->len, (unsigned char *)&h);
	return h;
}

void
dup_print_make(const struct short_key *key, const struct dup_text *name,
    int64_t born, const struct dup_text parent[DUP_PARENTS],
    struct buf *scratch, struct dup_print *p)
{
	size_t	 i;
	uint32_t h;

	buf_reset(scratch);
	buf_add(scratch, &born, sizeof(born));
	fold_tight(name->s, name->n, scratch);
	memset(p, 0, sizeof(*p));
	if (buf_failed(scratch))
		return;
	p->who = hash_of(key, scratch);
	for (i = 0; i < DUP_PARENTS; i++) {
		if (parent[i].n == 0)
			continue;
		buf_reset(scratch);
		buf_add(scratch, &p->who, sizeof(p->who));
		fold_tight(parent[i].s, parent[i].n, scratch);
		if (buf_failed(scratch) || scratch->len == sizeof(p->who))
			continue;
		h = (uint32_t)hash_of(key, scratch);
		p->parent[i] = h != 0 ? h : 1;
	}
}

/* ---- records ---- */

static int64_t
get_id(const unsigned char *p)
{
	return (int64_t)bytes_number(p);
}

int
sorter_told(ctxh *h, int rc)
{
	if (rc == CTXH_ENOMEM)
		return fail_nomem(h);
	return rc == CTXH_OK ? rc : fail(h, CTXH_EIO, "%s", T(h, "cannot "
	    "write a temporary file beside the store; is the disk full?"));
}

static int
open_sort(struct dups *d, enum sort which)
{
	static const size_t sizes[] = { SIZE_WHO, SIZE_PARENT, SIZE_PAIR,
	    SIZE_PAIR };

	return sorter_open(db_path(d->h), sizes[which],
	    which == BY_WHO ? MEMORY_ALL : MEMORY_FEW, &d->sorters[which]);
}

static int
add(struct dups *d, enum sort which, const unsigned char *rec)
{
	return sorter_add(d->sorters[which], rec);
}

/* The next one; *rec NULL at the end. */
static int
next(struct dups *d, enum sort which, const unsigned char **rec)
{
	const void	*p;
	int		 rc = sorter_next(d->sorters[which], &p);

	*rec = p;
	return rc;
}

static void
close_sort(struct dups *d, enum sort which)
{
	sorter_close(d->sorters[which]);
	d->sorters[which] = NULL;
}

int
dups_open(ctxh *h, struct dups **out)
{
	int rc;

	if ((*out = calloc(1, sizeof(**out))) == NULL)
		return fail_nomem(h);
	(*out)->h = h;
	if ((rc = sorter_told(h, open_sort(*out, BY_WHO))) != CTXH_OK) {
		dups_close(*out);
		*out = NULL;
	}
	return rc;
}

void
dups_close(struct dups *d)
{
	int i;

	for (i = 0; d != NULL && i < SORTS; i++)
		close_sort(d, (enum sort)i);
	free(d);
}

int
dups_add(struct dups *d, int64_t student, const struct dup_print *p)
{
	unsigned char	rec[SIZE_WHO];

	bytes_put_number(rec, p->who);
	bytes_put_number(rec + 8, (uint64_t)student);
	memcpy(rec + 16, p->parent, sizeof(p->parent));
	return sorter_told(d->h, add(d, BY_WHO, rec));
}

/* ---- the register ---- */

/*
 * A text of a person's JSON as it stands there, behind a key with what stands
 * around it: within a text no quotation mark is without its backslash.
 */
static struct dup_text
text_in(const char *json, const char *key)
{
	struct dup_text	 t = { "", 0 };
	const char	*s = strstr(json, key), *p;

	if (s == NULL)
		return t;
	s += strlen(key);
	for (p = s; *p != '\0' && *p != '"'; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	t.s = s;
	t.n = (size_t)(p - s);
	return t;
}

static int
print_of(const struct short_key *key, const char *json, struct buf *scratch,
    struct dup_print *p)
{
	struct dup_text	name = text_in(json, "{\"name\":\"");
	struct dup_text	born = text_in(json, ",\"born\":\"");
	struct dup_text	parent[DUP_PARENTS] = {
		text_in(json, ",\"father\":\""),
		text_in(json, ",\"mother\":\""),
		text_in(json, ",\"guardian\":\""),
	};
	char		day[16];
	int64_t		n;

	if (name.n == 0 || born.n == 0 || born.n >= sizeof(day))
		return -1;
	memcpy(day, born.s, born.n);
	day[born.n] = '\0';
	if (date_parse(day, &n, NULL) != 0)
		return -1;
	dup_print_make(key, &name, n, parent, scratch, p);
	return 0;
}

struct scan {
	struct short_key	 key;
	struct buf	 json, scratch;
};

/* Of most the row that the scan is at is the newest one already. */
static int
open_person(struct dups *d, struct scan *s, stmt *at)
{
	int64_t		 version = db_int(at, 0);
	const void	*blob;
	stmt		*st;
	size_t		 n;
	int		 rc;

	if (version == db_int(at, 1)) {
		blob = db_blob(at, 2, &n);
		return cell_open(d->h, TABLE_STUDENT, version, 2, blob, n,
		    &s->json);
	}
	buf_reset(&s->json);
	if ((rc = version_row(d->h, version, &st)) != CTXH_OK || st == NULL)
		return rc;
	rc = row_open(d->h, TABLE_STUDENT, st, 2, &s->json);
	db_reset(st);
	return rc;
}

/* One who has no name or birth is like nobody. */
static int
add_pupil(struct dups *d, struct scan *s, stmt *at)
{
	struct dup_print p;
	int		 rc = open_person(d, s, at);

	if (rc != CTXH_OK || s->json.len == 0 ||
	    print_of(&s->key, s->json.data, &s->scratch, &p) != 0)
		return rc;
	if (buf_failed(&s->scratch))
		return fail_nomem(d->h);
	return dups_add(d, db_int(at, 1), &p);
}

static int
scan_register(struct dups *d, struct scan *s, int64_t upto)
{
	uint64_t n = 0;
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(d->h, SQL_student_newest_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(d->h, st)) == 1 && db_int(st, 1) <= upto) {
		rc = add_pupil(d, s, st);
		if (rc == CTXH_OK && (++n & 4095) == 0)
			rc = handle_progress(d->h, n, 0);
		if (rc != CTXH_OK)
			break;
	}
	if (step < 0)
		return d->h->status;
	db_reset(st);
	return rc;
}

int
dups_add_register(struct dups *d, int64_t upto)
{
	struct scan	s = { .json = { 0 } };
	int		rc;

	if (dup_key_make(d->h->vault, &s.key) != 0)
		return fail(d->h, CTXH_EDENIED, T(d->h, "this needs the %s "
		    "key"), "person");
	rc = scan_register(d, &s, upto);
	mem_wipe(&s.key, sizeof(s.key));
	buf_free(&s.json);
	buf_free(&s.scratch);
	return rc;
}

/* ---- who is like whom ---- */

/* A record of somebody with whom another one shares name and day. */
static int
add_parents(struct dups *d, const unsigned char *rec)
{
	static const unsigned char none[4];
	unsigned char	out[SIZE_PARENT];
	const unsigned char *parent;
	size_t		i;
	int		rc = CTXH_OK, some = 0;

	memcpy(out, rec, 8);
	memcpy(out + 12, rec + 8, 8);
	for (i = 0; i < DUP_PARENTS && rc == CTXH_OK; i++) {
		parent = rec + 16 + 4 * i;
		if (memcmp(parent, none, 4) == 0)
			continue;
		some = 1;
		memcpy(out + 8, parent, 4);
		rc = add(d, BY_PARENT, out);
	}
	if (rc != CTXH_OK || some)
		return rc;
	memset(out + 8, 0, 4);
	return add(d, BY_PARENT, out);
}

static int
pass_who(struct dups *d)
{
	unsigned char	 last[SIZE_WHO] = { 0 };
	const unsigned char *rec;
	int		 rc, first = 1, alike = 0;

	while ((rc = next(d, BY_WHO, &rec)) == CTXH_OK && rec != NULL) {
		if (!first && memcmp(rec, last, 8) == 0) {
			if ((!alike && (rc = add_parents(d, last)) !=
			    CTXH_OK) ||
			    (rc = add_parents(d, rec)) != CTXH_OK)
				return rc;
			alike = 1;
		} else
			alike = 0;
		memcpy(last, rec, sizeof(last));
		first = 0;
	}
	return rc;
}

/* Of equal ones the first is who the others are like. */
static int
pass_parent(struct dups *d, int64_t above)
{
	unsigned char	 first[SIZE_PARENT] = { 0 }, pair[SIZE_PAIR];
	const unsigned char *rec;
	int64_t		 id;
	int		 rc, none = 1;

	while ((rc = next(d, BY_PARENT, &rec)) == CTXH_OK && rec != NULL) {
		if (none || memcmp(rec, first, 12) != 0) {
			memcpy(first, rec, sizeof(first));
			none = 0;
			continue;
		}
		id = get_id(rec + 12);
		if (id <= above || id == get_id(first + 12))
			continue;
		memcpy(pair, rec + 12, 8);
		memcpy(pair + 8, first + 12, 8);
		if ((rc = add(d, BY_LATER, pair)) != CTXH_OK)
			return rc;
	}
	return rc;
}

/* Each but once, with the first of those whom he is like. */
static int
pass_later(struct dups *d)
{
	unsigned char	 last[8] = { 0 }, pair[SIZE_PAIR];
	const unsigned char *rec;
	int		 rc;

	while ((rc = next(d, BY_LATER, &rec)) == CTXH_OK && rec != NULL) {
		if (memcmp(rec, last, 8) == 0)
			continue;
		memcpy(last, rec, 8);
		memcpy(pair, rec + 8, 8);
		memcpy(pair + 8, rec, 8);
		if ((rc = add(d, BY_FIRST, pair)) != CTXH_OK)
			return rc;
	}
	return rc;
}

static int
sort_all(struct dups *d, int64_t above)
{
	int rc;

	if ((rc = open_sort(d, BY_PARENT)) != CTXH_OK ||
	    (rc = pass_who(d)) != CTXH_OK)
		return rc;
	close_sort(d, BY_WHO);
	if ((rc = open_sort(d, BY_LATER)) != CTXH_OK ||
	    (rc = pass_parent(d, above)) != CTXH_OK)
		return rc;
	close_sort(d, BY_PARENT);
	if ((rc = open_sort(d, BY_FIRST)) != CTXH_OK ||
	    (rc = pass_later(d)) != CTXH_OK)
		return rc;
	close_sort(d, BY_LATER);
	return CTXH_OK;
}

void
dups_sort(struct dups *d, int64_t above)
{
	d->status = sort_all(d, above);
	d->sorted = 1;
}

int
dups_find(struct dups *d, int64_t above, dup_fn fn, void *ctx)
{
	const unsigned char	*rec;
	int			 rc;

	if (!d->sorted)
		dups_sort(d, above);
	rc = d->status;
	while (rc == CTXH_OK && (rc = next(d, BY_FIRST, &rec)) == CTXH_OK &&
	    rec != NULL)
		if ((rc = fn(d->h, get_id(rec), get_id(rec + 8), ctx)) !=
		    CTXH_OK)
			return rc;
	return sorter_told(d->h, rc);
}
