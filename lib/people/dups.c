#include "people/dups.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/sorter.h"
#include "chain/table.h"
#include "people/student.h"
#include "text/date.h"
#include "text/fold.h"

#define MEMORY_ALL	((size_t)2 << 20)
#define MEMORY_FEW	((size_t)1 << 20)	/* of those that are alike */

#define PARENTS 3

/*
 * Four sorts, each of what the one before left; records, with numbers as
 * bytes_put_number() writes them: of everybody, of those who share name and
 * day, of pairs by the later one, and by the earlier one.
 */
enum sort { BY_WHO, BY_PARENT, BY_LATER, BY_FIRST, SORTS };
#define SIZE_WHO	(8 + 8)			/* who, id */
#define SIZE_PARENT	(8 + 4 + 8)		/* who, parent, id */
#define SIZE_PAIR	(8 + 8)

struct dups {
	ctxh		*h;
	struct dup_key	 key;
	struct sorter	*sorters[SORTS];
	struct buf	 json, scratch;		/* of a person */
};

/* ---- prints ---- */

int
dup_key_make(const struct vault *v, struct dup_key *key)
{
	_Static_assert(sizeof(key->bytes) == crypto_shorthash_KEYBYTES,
	    "the key is a tag");
	return vault_tag(v, VAULT_PERSON, "dups", "", 0, key->bytes);
}

static uint64_t
hash_of(const struct dup_key *key, const struct buf *b)
{
	uint64_t h;

	crypto_shorthash((unsigned char *)&h, (const unsigned char *)b->data,
	    b->len, key->bytes);
	return h;
}

uint64_t
dup_who(const struct dup_key *key, const struct dup_text *name, int64_t born,
    struct buf *scratch)
{
	buf_reset(scratch);
	buf_add(scratch, &born, sizeof(born));
	fold_tight(name->s, name->n, scratch);
	return buf_failed(scratch) ? 0 : hash_of(key, scratch);
}

/* Of a parent of one of those who share name and day; 0: there is none. */
static uint32_t
parent_of(struct dups *d, uint64_t who, const struct dup_text *name)
{
	uint32_t h;

	buf_reset(&d->scratch);
	buf_add(&d->scratch, &who, sizeof(who));
	fold_tight(name->s, name->n, &d->scratch);
	if (buf_failed(&d->scratch) || d->scratch.len == sizeof(who))
		return 0;
	h = (uint32_t)hash_of(&d->key, &d->scratch);
	return h != 0 ? h : 1;
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

	return sorter_told(d->h, sorter_open(db_path(d->h), sizes[which],
	    which == BY_WHO ? MEMORY_ALL : MEMORY_FEW, &d->sorters[which]));
}

static int
add(struct dups *d, enum sort which, const unsigned char *rec)
{
	return sorter_told(d->h, sorter_add(d->sorters[which], rec));
}

/* The next one; *rec NULL at the end. */
static int
next(struct dups *d, enum sort which, const unsigned char **rec)
{
	const void	*p;
	int		 rc = sorter_next(d->sorters[which], &p);

	*rec = p;
	return sorter_told(d->h, rc);
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
	if (dup_key_make(h->vault, &(*out)->key) != 0)
		rc = fail(h, CTXH_EDENIED, T(h, "this needs the %s key"),
		    "person");
	else
		rc = open_sort(*out, BY_WHO);
	if (rc != CTXH_OK) {
		dups_close(*out);
		*out = NULL;
	}
	return rc;
}

void
dups_close(struct dups *d)
{
	int i;

	if (d == NULL)
		return;
	for (i = 0; i < SORTS; i++)
		close_sort(d, (enum sort)i);
	buf_free(&d->json);
	buf_free(&d->scratch);
	mem_wipe_free(d, sizeof(*d));
}

int
dups_add(struct dups *d, int64_t student, uint64_t who)
{
	unsigned char rec[SIZE_WHO];

	bytes_put_number(rec, who);
	bytes_put_number(rec + 8, (uint64_t)student);
	return add(d, BY_WHO, rec);
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

/* *who of the person's JSON; 0, or -1 for one without name or birth. */
static int
who_of(struct dups *d, uint64_t *who)
{
	struct dup_text	name = text_in(d->json.data, "{\"name\":\"");
	struct dup_text	born = text_in(d->json.data, ",\"born\":\"");
	char		day[16];
	int64_t		n;

	if (name.n == 0 || born.n == 0 || born.n >= sizeof(day))
		return -1;
	memcpy(day, born.s, born.n);
	day[born.n] = '\0';
	if (date_parse(day, &n, NULL) != 0)
		return -1;
	*who = dup_who(&d->key, &name, n, &d->scratch);
	return 0;
}

/* The person as a pupil's newest version has it; empty where he has none. */
static int
open_newest(struct dups *d, int64_t student)
{
	stmt	*st;
	int	 rc;

	buf_reset(&d->json);
	if ((rc = db_stmt(d->h, SQL_student_newest_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	if ((rc = db_step(d->h, st)) != 1)
		return rc < 0 ? d->h->status : CTXH_OK;
	rc = row_open(d->h, TABLE_STUDENT, st, 2, &d->json);
	db_reset(st);
	return rc;
}

/* Of most the row that the scan is at is the newest one already. */
static int
open_person(struct dups *d, stmt *at)
{
	int64_t		 student = db_int(at, 1);
	const void	*blob;
	size_t		 n;

	if (db_int(at, 0) != student)
		return open_newest(d, student);
	blob = db_blob(at, 2, &n);
	return cell_open(d->h, TABLE_STUDENT, student, 2, blob, n, &d->json);
}

/* One who has no name or birth is like nobody. */
static int
add_pupil(struct dups *d, stmt *at)
{
	uint64_t	who;
	int		rc = open_person(d, at);

	if (rc != CTXH_OK || d->json.len == 0 || who_of(d, &who) != 0)
		return rc;
	if (buf_failed(&d->scratch))
		return fail_nomem(d->h);
	return dups_add(d, db_int(at, 1), who);
}

int
dups_add_register(struct dups *d, int64_t upto)
{
	uint64_t n = 0;
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(d->h, SQL_student_newest_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(d->h, st)) == 1 && db_int(st, 1) <= upto) {
		rc = add_pupil(d, st);
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

/* ---- who is like whom ---- */

/* A record for each parent of somebody with whom another one shares name and
 * day; or one without. */
static int
add_parents(struct dups *d, const unsigned char *rec)
{
	static const char *const keys[PARENTS] = {
		",\"father\":\"", ",\"mother\":\"", ",\"guardian\":\""
	};
	unsigned char	out[SIZE_PARENT];
	struct dup_text	name;
	uint32_t	parent;
	size_t		i;
	int		rc, some = 0;

	if ((rc = open_newest(d, get_id(rec + 8))) != CTXH_OK ||
	    d->json.len == 0)
		return rc;
	memcpy(out, rec, 8);
	memcpy(out + 12, rec + 8, 8);
	for (i = 0; i < PARENTS && rc == CTXH_OK; i++) {
		name = text_in(d->json.data, keys[i]);
		parent = parent_of(d, bytes_number(rec), &name);
		if (buf_failed(&d->scratch))
			return fail_nomem(d->h);
		if (parent == 0)
			continue;
		some = 1;
		memcpy(out + 8, &parent, sizeof(parent));
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

int
dups_find(struct dups *d, int64_t above, dup_fn fn, void *ctx)
{
	const unsigned char	*rec;
	int			 rc;

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
	while ((rc = next(d, BY_FIRST, &rec)) == CTXH_OK && rec != NULL)
		if ((rc = fn(d->h, get_id(rec), get_id(rec + 8), ctx)) !=
		    CTXH_OK)
			break;
	return rc;
}
