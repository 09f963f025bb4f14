#include "chain/table.h"

#include <string.h>

#include "base/value.h"
#include "chain/words.h"
#include "vault/digest.h"
#include "vault/vault.h"
#include "wire/json.h"

/* Facts of a table have one size, so that a length tells nothing; texts are
 * filled up to 64 bytes. */
#define PERSON_PAD 64

const struct table truth_tables[TABLE_COUNT] = {
	[TABLE_STORE] = {
		"store", SQL_store_insert, SQL_COUNT,
		SQL_store_scan, SQL_store_scan, SQL_store_max, 4, {
			{ "store_id", CELL_BLOB, 0 },
			{ "drop_pk", CELL_BLOB, 0 },
			{ "recovery_sign", CELL_BLOB, 0 },
			{ "recovery_box", CELL_BLOB, 0 },
		} },
	[TABLE_STAFF] = {
		"staff", SQL_staff_insert, SQL_COUNT,
		SQL_staff_scan, SQL_staff_live, SQL_staff_max, 5, {
			{ "member", CELL_INT, 0 },
			{ "handle", CELL_TEXT, 0 },
			{ "sign_pk", CELL_BLOB, 0 },
			{ "box_pk", CELL_BLOB, 0 },
			{ "facts", CELL_FACTS, 256 },
		} },
	[TABLE_SLOT] = {
		"slot", SQL_slot_insert, SQL_COUNT,
		SQL_slot_scan, SQL_slot_live, SQL_slot_max, 4, {
			{ "member", CELL_INT, 0 },
			{ "kind", CELL_TEXT, 0 },
			{ "generation", CELL_INT, 0 },
			{ "sealed", CELL_BLOB, 0 },
		} },
	[TABLE_SETTING] = {
		"setting", SQL_setting_insert, SQL_COUNT,
		SQL_setting_scan, SQL_setting_live, SQL_setting_max, 1, {
			{ "facts", CELL_FACTS, 1024 },
		} },
	[TABLE_STUDENT] = {
		"student_version", SQL_student_insert, SQL_student_append,
		SQL_student_scan, SQL_student_live, SQL_student_max, 3, {
			{ "student", CELL_INT, 0 },
			{ "facts", CELL_FACTS, 128 },
			{ "person", CELL_PERSON, PERSON_PAD },
		} },
	[TABLE_DOCUMENT] = {
		"document", SQL_document_insert, SQL_COUNT,
		SQL_document_scan, SQL_document_live, SQL_document_max, 5, {
			{ "case_id", CELL_INT, 0 },
			{ "recorded_at", CELL_INT, 0 },
			{ "by", CELL_TEXT, 0 },
			{ "facts", CELL_FACTS, 1024 },
			{ "person", CELL_PERSON, PERSON_PAD },
		} },
	[TABLE_CALENDAR] = {
		"calendar", SQL_calendar_insert, SQL_COUNT,
		SQL_calendar_scan, SQL_calendar_live, SQL_calendar_max, 1, {
			{ "facts", CELL_FACTS, 512 },
		} },
	[TABLE_RULE_SET] = {
		"rule_set", SQL_rule_set_insert, SQL_COUNT,
		SQL_rule_set_scan, SQL_rule_set_live, SQL_rule_set_max, 1, {
			{ "facts", CELL_FACTS, 65536 },
		} },
	[TABLE_AGENCY] = {
		"agency", SQL_agency_insert, SQL_COUNT,
		SQL_agency_scan, SQL_agency_live, SQL_agency_max, 2, {
			{ "facts", CELL_FACTS, 1024 },
			{ "person", CELL_PERSON, PERSON_PAD },
		} },
	[TABLE_REPORT] = {
		"report", SQL_report_insert, SQL_COUNT,
		SQL_report_scan, SQL_report_live, SQL_report_max, 1, {
			{ "facts", CELL_FACTS, 16384 },
		} },
	[TABLE_UNDO] = {
		"undo", SQL_undo_insert, SQL_COUNT,
		SQL_undo_scan, SQL_undo_live, SQL_undo_max, 1, {
			{ "undone", CELL_INT, 0 },
		} },
	[TABLE_ENTRY] = {
		"entry", SQL_entry_insert, SQL_COUNT,
		SQL_entry_scan, SQL_entry_live, SQL_entry_max, 5, {
			{ "entry", CELL_INT, 0 },
			{ "kind", CELL_TEXT, 0 },
			{ "step", CELL_INT, 0 },
			{ "facts", CELL_FACTS, 256 },
			{ "person", CELL_PERSON, PERSON_PAD },
		} },
	[TABLE_PAIR] = {
		"pair", SQL_pair_insert, SQL_COUNT,
		SQL_pair_scan, SQL_pair_live, SQL_pair_max, 2, {
			{ "entry", CELL_INT, 0 },
			{ "sealed", CELL_BLOB, 0 },
		} },
	[TABLE_OBSERVATION] = {
		"observation", SQL_observation_insert, SQL_COUNT,
		SQL_observation_scan, SQL_observation_live,
		SQL_observation_max, 1, {
			{ "facts", CELL_FACTS, 256 },
		} },
};

static int
is_sealed(const struct cell_def *c)
{
	return c->kind == CELL_FACTS || c->kind == CELL_PERSON;
}

/* Whether a sealed cell's words are packed (chain/words.h). */
static int
is_packed(const struct table *t)
{
	return t == &truth_tables[TABLE_STUDENT];
}

static enum vault_kind
key_of(const struct cell_def *c)
{
	return c->kind == CELL_FACTS ? VAULT_FACTS : VAULT_PERSON;
}

static void
digest_begin(struct digest *d, const struct table *t, int64_t id, int64_t op)
{
	digest_init(d);
	digest_add(d, "row", 4);
	digest_add(d, t->name, strlen(t->name) + 1);
	digest_u64(d, (uint64_t)id);
	digest_u64(d, (uint64_t)op);
}

/* Each cell is told apart by a letter and, where it may vary, its length. */
static void
digest_cell(struct digest *d, const struct cell_def *c, const struct cell *cell)
{
	unsigned char h[DIGEST_SIZE];

	switch (c->kind) {
	case CELL_INT:
		digest_add(d, "i", 1);
		digest_u64(d, (uint64_t)cell->n);
		break;
	case CELL_TEXT:
	case CELL_BLOB:
		digest_add(d, c->kind == CELL_TEXT ? "t" : "b", 1);
		digest_u64(d, cell->len);
		digest_add(d, cell->p, cell->len);
		break;
	case CELL_FACTS:
	case CELL_PERSON:
		/* The digest of a sealed cell outlives its erasure. */
		digest_of(cell->p, cell->len, h);
		digest_add(d, "s", 1);
		digest_add(d, h, sizeof(h));
		break;
	}
}

/* The plaintext as it is sealed. */
static int
pack(const struct table *t, const struct cell *plain, struct buf *scratch,
    struct cell *out)
{
	*out = *plain;
	if (!is_packed(t) || plain->n == CELL_IS_PACKED)
		return 0;
	buf_reset(scratch);
	words_pack(plain->p, plain->len, scratch);
	out->p = scratch->data;
	out->len = scratch->len;
	return buf_failed(scratch) ? -1 : 0;
}

static int
seal_cell(struct vault *v, const struct table *t, size_t i, int64_t id,
    const struct cell *cell, struct row *row)
{
	const struct cell_def	*c = &t->cols[i];
	struct seal_ad		 ad = { t->name, id, c->name };
	struct buf		*b = &row->sealed[i];
	struct cell		 plain;
	size_t			 need;

	if (pack(t, cell, &row->scratch, &plain) != 0)
		return -1;
	need = vault_sealed_size(plain.len, c->pad);
	buf_reset(b);
	while (b->cap <= need && !buf_failed(b))
		buf_add(b, row->digest, sizeof(row->digest));
	if (buf_failed(b) || vault_seal(v, key_of(c), &ad, plain.p,
	    plain.len, c->pad, (unsigned char *)b->data, &b->len) != 0)
		return -1;
	row->cells[i].p = b->data;
	row->cells[i].len = b->len;
	return 0;
}

int
row_seal(struct vault *v, enum table_id which, int64_t op, int64_t id,
    const struct cell *cells, struct row *row)
{
	const struct table	*t = &truth_tables[which];
	struct digest		 d;
	size_t			 i;

	row->id = id;
	digest_begin(&d, t, id, op);
	for (i = 0; i < t->ncols; i++) {
		row->cells[i] = cells[i];
		if (is_sealed(&t->cols[i]) &&
		    seal_cell(v, t, i, id, &cells[i], row) != 0)
			return -1;
		digest_cell(&d, &t->cols[i], &row->cells[i]);
	}
	digest_final(&d, row->digest);
	return 0;
}

void
row_free(struct row *row)
{
	size_t i;

	for (i = 0; i < TABLE_COLUMNS; i++)
		buf_free(&row->sealed[i]);
	buf_free(&row->scratch);
	memset(row, 0, sizeof(*row));
}

void
row_digest(enum table_id which, stmt *st, unsigned char out[DIGEST_SIZE])
{
	const struct table	*t = &truth_tables[which];
	struct digest		 d;
	struct cell		 cell;
	size_t			 i;

	digest_begin(&d, t, db_int(st, 0), db_int(st, 1));
	for (i = 0; i < t->ncols; i++) {
		memset(&cell, 0, sizeof(cell));
		if (t->cols[i].kind == CELL_INT)
			cell.n = db_int(st, (int)i + 2);
		else
			cell.p = db_blob(st, (int)i + 2, &cell.len);
		digest_cell(&d, &t->cols[i], &cell);
	}
	digest_final(&d, out);
}

static int
need_key(ctxh *h, const struct cell_def *c)
{
	if (vault_has(h->vault, key_of(c)))
		return CTXH_OK;
	return fail(h, CTXH_EDENIED, T(h, "this needs the %s key"),
	    c->kind == CELL_FACTS ? "facts" : "person");
}

int
row_keys(ctxh *h, enum table_id which)
{
	const struct table	*t = &truth_tables[which];
	size_t			 i;
	int			 rc;

	for (i = 0; i < t->ncols; i++)
		if (is_sealed(&t->cols[i]) &&
		    (rc = need_key(h, &t->cols[i])) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
open_packed(ctxh *h, enum table_id which, int64_t id, size_t col,
    const void *blob, size_t n, struct buf *out)
{
	const struct table	*t = &truth_tables[which];
	struct seal_ad		 ad = { t->name, id, t->cols[col].name };

	if (need_key(h, &t->cols[col]) != CTXH_OK)
		return h->status;
	buf_reset(out);
	if (vault_open(h->vault, key_of(&t->cols[col]), &ad, blob, n, out) !=
	    0 && !buf_failed(out))
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "does not open: it was changed or moved; run ctxh fsck"),
		    (long long)id, t->name);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

int
cell_open(ctxh *h, enum table_id which, int64_t id, size_t col,
    const void *blob, size_t n, struct buf *out)
{
	int rc = open_packed(h, which, id, col, blob, n, out);

	if (rc != CTXH_OK || !is_packed(&truth_tables[which]))
		return rc;
	words_unpack(out);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

int
row_open_packed(ctxh *h, enum table_id which, stmt *st, size_t col,
    struct buf *out)
{
	size_t		 n;
	const void	*blob = db_blob(st, (int)col + 2, &n);

	return open_packed(h, which, db_int(st, 0), col, blob, n, out);
}

int
row_open(ctxh *h, enum table_id which, stmt *st, size_t col, struct buf *out)
{
	size_t		 n;
	const void	*blob = db_blob(st, (int)col + 2, &n);

	return cell_open(h, which, db_int(st, 0), col, blob, n, out);
}

int
cell_value(ctxh *h, enum table_id which, int64_t id, size_t col,
    const void *blob, size_t n, ctxh_value **out)
{
	struct buf	*b = &h->cell;
	int		 rc;

	*out = NULL;
	rc = cell_open(h, which, id, col, blob, n, b);
	if (rc == CTXH_OK && (rc = json_parse_own(h, b->data, b->len, out)) !=
	    CTXH_OK && rc != CTXH_ENOMEM)
		rc = fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "is not readable; run ctxh fsck"), (long long)id,
		    truth_tables[which].name);
	buf_clear(b);
	return rc;
}

int
cell_read(ctxh *h, enum table_id which, enum sql get, int64_t id, size_t col,
    ctxh_value **out)
{
	const void	*blob;
	stmt		*st;
	size_t		 n;
	int		 rc;

	*out = NULL;
	if ((rc = db_stmt(h, get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : fail(h, CTXH_EINTEGRITY,
		    T(h, "row %lld of table %s is not readable; run ctxh "
		    "fsck"), (long long)id, truth_tables[which].name);
	blob = db_blob(st, (int)col + 2, &n);
	rc = cell_value(h, which, id, col, blob, n, out);
	db_reset(st);
	return rc;
}
