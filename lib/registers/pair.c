/* The key of a mentoring pair, and what is sealed to it. */
#include "registers/pair.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "vault/code.h"
#include "vault/slot.h"
#include "vault/vault.h"

#define PAIR_PAD 256	/* what is sealed is filled up to a multiple */

/* ---- keys ---- */

void
pair_make(ctxh *h, struct pair_key *k)
{
	handle_random(h, k->sk, sizeof(k->sk));
	box_public(k->sk, k->pk);
}

int
pair_read(const char *hex, struct pair_key *k)
{
	if (hex == NULL || hex_read(hex, k->sk, sizeof(k->sk)) != 0)
		return -1;
	box_public(k->sk, k->pk);
	return 0;
}

void
pair_end(struct pair_key *k)
{
	mem_wipe(k, sizeof(*k));
}

int
pair_key_of(ctxh *h, struct entry *e, struct pair_key *k)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	char			 number[ENTRY_NUMBER_MAX];
	int			 rc;

	if (start != NULL && (rc = entry_open_person(h,
	    &e->docs[start->seq - 1])) != CTXH_OK)
		return rc;
	if (start != NULL && pair_read(get_text(start->person, PAIR_SECRET),
	    k) == 0)
		return CTXH_OK;
	entry_number(REGISTER_MENTOR, e->id, number);
	return fail(h, CTXH_EINTEGRITY, T(h, "the pair %s has no key; run "
	    "ctxh fsck"), number);
}

int
pair_own(ctxh *h, int64_t entry, pair_fn fn, void *ctx)
{
	struct pair_key	 k;
	const void	*sealed;
	int64_t		 id, last = 0;
	stmt		*st;
	size_t		 n;
	int		 rc, step = 0;

	if ((rc = db_stmt(h, SQL_slot_pairs, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, h->actor->member);
	if (entry != 0)
		db_bind_int(st, 2, entry);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1) {
		id = db_int(st, 0);
		sealed = db_blob(st, 1, &n);
		/* There may be more than one, also of a key that was lost. */
		if (id == last || n != SLOT_SIZE ||
		    slot_open(h->actor->identity, sealed, k.sk) != 0)
			continue;
		box_public(k.sk, k.pk);
		rc = fn(h, last = id, &k, ctx);
	}
	db_reset(st);
	pair_end(&k);
	return step < 0 ? h->status : rc;
}

/* ---- rows ---- */

static int
bad_row(ctxh *h, int64_t row)
{
	return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s does not "
	    "open: it was changed or moved; run ctxh fsck"), (long long)row,
	    truth_tables[TABLE_PAIR].name);
}

int
pair_open(ctxh *h, stmt *st, const struct pair_key *k, ctxh_value **out)
{
	struct buf	 b = { 0 };
	const void	*sealed;
	int64_t		 row = db_int(st, 0);
	size_t		 n;
	int		 rc;

	*out = NULL;
	sealed = db_blob(st, 3, &n);
	rc = box_open(k->pk, k->sk, sealed, n, &b);
	if (rc == VAULT_NOMEM)
		rc = fail_nomem(h);
	else if (rc != VAULT_OK)
		rc = bad_row(h, row);
	else if ((rc = ctxh_value_parse(h, b.data, b.len, out)) != CTXH_OK &&
	    rc != CTXH_ENOMEM)
		rc = bad_row(h, row);
	buf_free(&b);
	if (rc != CTXH_OK || (get_int(*out, "entry", 0) == db_int(st, 2) &&
	    get_int(*out, "row", 0) == row))
		return rc;
	ctxh_value_free(*out);
	*out = NULL;
	return bad_row(h, row);
}

static int
seal_row(ctxh *h, const unsigned char pk[32], const ctxh_value *o,
    struct buf *out)
{
	struct buf	 text = { 0 };
	char		*json = ctxh_value_print(o, 0);
	int		 rc;

	if (json != NULL)
		buf_str(&text, json);
	while (text.len % PAIR_PAD != 0 && !buf_failed(&text))
		buf_byte(&text, ' ');
	if (json == NULL || buf_failed(&text))
		rc = fail_nomem(h);
	else if ((rc = box_seal(h, pk, text.data, text.len, out)) != VAULT_OK)
		rc = rc == VAULT_NOMEM ? fail_nomem(h) : fail(h, CTXH_EKEY,
		    "%s", T(h, "the public key is not usable"));
	str_wipe_free(json);
	buf_free(&text);
	return rc;
}

int
pair_write(ctxh *h, int64_t entry, const unsigned char pk[32],
    ctxh_value *o, int64_t *row)
{
	struct cell	cells[TABLE_COLUMNS] = { { 0 } };
	struct buf	sealed = { 0 };
	int64_t		id;
	int		rc;

	if ((rc = op_next(h, TABLE_PAIR, &id)) != CTXH_OK)
		return rc;
	if (put_int(o, "entry", entry) | put_int(o, "row", id) |
	    put_text(o, "by", h->actor->handle))
		return fail_nomem(h);
	if ((rc = seal_row(h, pk, o, &sealed)) == CTXH_OK) {
		cells[0].n = entry;
		cells[1] = (struct cell){ 0, sealed.data, sealed.len };
		rc = op_row(h, TABLE_PAIR, id, cells);
	}
	buf_free(&sealed);
	if (row != NULL)
		*row = id;
	return rc;
}

/* ---- as documents ---- */

void
pair_number(int64_t entry, int64_t row, char out[DOCUMENT_NUMBER_MAX])
{
	char number[ENTRY_NUMBER_MAX];

	entry_number(REGISTER_MENTOR, entry, number);
	(void)snprintf(out, DOCUMENT_NUMBER_MAX, "%s/P%lld", number,
	    (long long)row);
}

/* What a document of a register has under its two keys. */
static int
divide(ctxh *h, const ctxh_value *row, ctxh_value **meta, ctxh_value **person)
{
	static const char *const keys[] = { "form", "at", "rules",
	    "supersedes", "pupil" };
	const struct form	*f = entry_form_of(h, row);
	ctxh_value		*facts = NULL;
	const ctxh_value	*v;
	size_t			 i;
	int			 rc, bad;

	*meta = *person = NULL;
	if (f == NULL && rulebook_load(h) != CTXH_OK)
		return h->status;
	if (f == NULL || f->kind != REGISTER_MENTOR)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "is not readable; run ctxh fsck"), (long long)get_int(row,
		    "row", 0), truth_tables[TABLE_PAIR].name);
	if ((rc = form_split(h, f, ctxh_value_get(row, "fields"), &facts,
	    person)) != CTXH_OK)
		return rc;
	*meta = ctxh_value_object();
	bad = put(*meta, "fields", facts) != 0;
	for (i = 0; !bad && i < sizeof(keys) / sizeof(*keys); i++)
		if ((v = ctxh_value_get(row, keys[i])) != NULL)
			bad = put(*meta, keys[i], ctxh_value_copy(v)) != 0;
	if (!bad)
		return CTXH_OK;
	ctxh_value_free(*meta);
	ctxh_value_free(*person);
	*meta = *person = NULL;
	return fail_nomem(h);
}

/* One of a beginning or an end takes the place of that before it. */
static void
take_place(struct entry *e)
{
	struct entry_doc	*d, *new = &e->docs[e->n - 1];

	if (new->form->step == STEP_PAIR)
		return;
	EACH(d, e->docs, e->n - 1)
		if (d->is_pair && d->form->step == new->form->step)
			d->superseded = 1;
}

static int
take_row(ctxh *h, stmt *st, const struct pair_key *k, struct entry *e,
    int whole)
{
	ctxh_value		*row, *meta, *person;
	struct entry_doc	*d;
	const struct form	*f;
	int			 rc;

	if ((rc = pair_open(h, st, k, &row)) != CTXH_OK)
		return rc;
	f = entry_form_of(h, row);
	if (!whole && f != NULL && f->step != STEP_PAIR) {
		ctxh_value_free(row);
		return CTXH_OK;
	}
	rc = divide(h, row, &meta, &person);
	ctxh_value_free(row);
	if (rc != CTXH_OK || (rc = entry_add(h, e, db_int(st, 0),
	    db_int(st, 1), meta, person)) != CTXH_OK)
		return rc;
	d = &e->docs[e->n - 1];
	d->is_pair = 1;
	d->recorded_at = db_int(st, 4);
	(void)snprintf(d->by, sizeof(d->by), "%s", db_text(st, 5));
	take_place(e);
	return CTXH_OK;
}

int
pair_docs(ctxh *h, struct entry *e, const struct pair_key *k, int whole)
{
	stmt	*st;
	int	 rc, step = 0;

	if ((rc = rulebook_load(h)) != CTXH_OK ||
	    (rc = db_stmt(h, SQL_pair_of, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, e->id);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = take_row(h, st, k, e, whole);
	db_reset(st);
	return step < 0 ? h->status : rc;
}

static int
take_key(ctxh *h, int64_t entry, const struct pair_key *k, void *ctx)
{
	struct pair_key *out = ctx;

	(void)h;
	(void)entry;
	*out = *k;
	return CTXH_OK;
}

int
pair_mine(ctxh *h, const char *number, int64_t id, struct entry *e,
    struct pair_key *k)
{
	static const unsigned char none[32];
	enum register_kind	said = REGISTER_MENTOR;
	int			rc;

	memset(k, 0, sizeof(*k));
	memset(e, 0, sizeof(*e));
	e->id = id != 0 ? id : entry_id(number, &said);
	e->kind = REGISTER_MENTOR;
	if (e->id != 0 && (said == REGISTER_MENTOR ||
	    said == REGISTER_COUNT) &&
	    (rc = pair_own(h, e->id, take_key, k)) != CTXH_OK)
		return rc;
	if (memcmp(k->sk, none, sizeof(none)) == 0) {
		(void)fail(h, CTXH_ENOTFOUND, T(h, "not one of your pairs: "
		    "\"%s\"; see ctxh %s list"), number,
		    register_names[REGISTER_MENTOR]);
		return fail_where_text(h, "entry", number);
	}
	if ((rc = pair_docs(h, e, k, 1)) != CTXH_OK) {
		entry_free(e);
		pair_end(k);
	}
	return rc;
}
