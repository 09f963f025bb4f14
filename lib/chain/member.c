#include "chain/member.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "vault/identity.h"
#include "vault/slot.h"
#include "vault/vault.h"

static const struct {
	enum role	 role;
	const char	*name;
} roles[] = {
	{ ROLE_FOCAL, "focal" }, { ROLE_PRINCIPAL, "principal" },
	{ ROLE_STAFF, "staff" }, { ROLE_REPORTER, "reporter" },
};

/* The names of the keys in the table slot. */
static const struct {
	enum vault_kind	 kind;
	const char	*name;
} keys[] = {
	{ VAULT_FACTS, "facts" }, { VAULT_PERSON, "person" },
	{ VAULT_DROP, "drop" },
};
#define KEYS (sizeof(keys) / sizeof(keys[0]))

const char *
role_name(enum role role)
{
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (roles[i].role == role)
			return roles[i].name;
	return RECOVERY;
}

enum role
role_of(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i].name, name) == 0)
			return roles[i].role;
	return ROLE_NONE;
}

int
role_has_facts(enum role role)
{
	return role != ROLE_STAFF;
}

int
role_has_person(enum role role)
{
	return role == ROLE_FOCAL || role == ROLE_PRINCIPAL ||
	    role == ROLE_NONE;
}

static int
copy_blob(stmt *st, int col, unsigned char *out, size_t size)
{
	size_t		 n;
	const void	*p = db_blob(st, col, &n);

	if (n != size)
		return -1;
	memcpy(out, p, n);
	return 0;
}

int
actor_load(ctxh *h)
{
	struct actor	*a;
	struct buf	 hex = { 0 };
	stmt		*st;
	int		 rc;

	if ((a = calloc(1, sizeof(*a))) == NULL)
		return fail_nomem(h);
	h->actor = a;
	if ((rc = db_stmt(h, SQL_store_get, &st)) != CTXH_OK)
		return rc;
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	if (rc == 0 || copy_blob(st, 0, a->store_id, 16) != 0 ||
	    copy_blob(st, 1, a->drop_pk, KEY_SIZE) != 0 ||
	    copy_blob(st, 2, a->recovery_sign, KEY_SIZE) != 0 ||
	    copy_blob(st, 3, a->recovery_box, KEY_SIZE) != 0) {
		db_reset(st);
		return fail(h, CTXH_EINTEGRITY, "%s",
		    T(h, "the store does not say which one it is"));
	}
	db_reset(st);
	buf_hex(&hex, a->store_id, 16);
	if (buf_failed(&hex))
		return fail_nomem(h);
	memcpy(a->store_hex, hex.data, sizeof(a->store_hex));
	buf_free(&hex);
	return CTXH_OK;
}

void
actor_free(ctxh *h)
{
	if (h->actor == NULL)
		return;
	identity_free(h->actor->identity);
	str_wipe_free(h->actor->name);
	free(h->actor);
	h->actor = NULL;
}

void
actor_become(ctxh *h, struct identity *id, const struct member *m)
{
	struct actor *a = h->actor;

	identity_free(a->identity);
	str_wipe_free(a->name);
	a->identity = id;
	a->member = m->id;
	a->role = m->role;
	a->name = m->name != NULL ? strdup(m->name) : NULL;
	memcpy(a->handle, m->handle, sizeof(a->handle));
}

static struct member *
member_at(ctxh *h, struct member **list, size_t *n, size_t *cap, int64_t id)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if ((*list)[i].id == id)
			return &(*list)[i];
	if (mem_grow((void **)list, cap, *n + 1, sizeof(**list)) != 0) {
		(void)fail_nomem(h);
		return NULL;
	}
	memset(&(*list)[*n], 0, sizeof(**list));
	(*list)[*n].id = id;
	return &(*list)[(*n)++];
}

/* What only the facts key tells of a member. */
static int
read_facts(ctxh *h, stmt *st, struct member *m)
{
	ctxh_value	*facts;
	const void	*blob;
	const char	*name;
	size_t		 n;
	int		 rc;

	blob = db_blob(st, 6, &n);
	rc = cell_value(h, TABLE_STAFF, db_int(st, 0), 4, blob, n, &facts);
	if (rc != CTXH_OK)
		return rc;
	m->role = role_of(get_text(facts, "role"));
	name = get_text(facts, "name");
	str_wipe_free(m->name);
	m->name = strdup(name != NULL ? name : "");
	ctxh_value_free(facts);
	return m->name != NULL ? CTXH_OK : fail_nomem(h);
}

static int
read_member(ctxh *h, stmt *st, struct member *m)
{
	static const unsigned char zero[KEY_SIZE];
	const char	*handle = db_text(st, 3);
	int64_t		 op = db_int(st, 1);

	if (strlen(handle) > HANDLE_MAX ||
	    copy_blob(st, 4, m->sign_pk, KEY_SIZE) != 0 ||
	    copy_blob(st, 5, m->box_pk, KEY_SIZE) != 0)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s "
		    "is not readable; run ctxh fsck"), (long long)db_int(st, 0),
		    "staff");
	strcpy(m->handle, handle);
	/* A retired member's newest row has no public keys. */
	m->active = memcmp(m->sign_pk, zero, KEY_SIZE) != 0;
	if (m->since_op == 0)
		m->since_op = op;
	m->until_op = m->active ? 0 : op;
	return vault_has(h->vault, VAULT_FACTS) ? read_facts(h, st, m) :
	    CTXH_OK;
}

int
members_load(ctxh *h, struct member **out, size_t *n)
{
	struct member	*m;
	size_t		 cap = 0;
	stmt		*st;
	int		 rc, step;

	*out = NULL;
	*n = 0;
	if ((rc = db_stmt(h, SQL_staff_live, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		m = member_at(h, out, n, &cap, db_int(st, 2));
		if (m == NULL || (rc = read_member(h, st, m)) != CTXH_OK) {
			rc = h->status;
			db_reset(st);
			goto failed;
		}
	}
	if (step == 0)
		return CTXH_OK;
	rc = h->status;
failed:
	members_free(*out, *n);
	*out = NULL;
	*n = 0;
	return rc;
}

void
members_free(struct member *m, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		str_wipe_free(m[i].name);
	free(m);
}

int
slots_open(ctxh *h, const struct identity *id, int64_t member)
{
	unsigned char	 secret[KEY_SIZE];
	const void	*sealed;
	stmt		*st;
	size_t		 i, n;
	int		 rc;

	if ((rc = db_stmt(h, SQL_slot_of, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, member);
	while ((rc = db_step(h, st)) == 1) {
		for (i = 0; i < KEYS; i++)
			if (strcmp(keys[i].name, db_text(st, 0)) == 0)
				break;
		/* Those of pairs are opened when a pair is asked for. */
		if (i == KEYS)
			continue;
		sealed = db_blob(st, 2, &n);
		/* Slots of a key that was replaced stay, and do not open. */
		if (n != SLOT_SIZE || slot_open(id, sealed, secret) != 0)
			continue;
		if (vault_add(h->vault, keys[i].kind,
		    (uint32_t)db_int(st, 1), secret) != 0)
			rc = fail_nomem(h);
	}
	mem_wipe(secret, sizeof(secret));
	return rc == 0 ? CTXH_OK : h->status;
}

int
slot_write(ctxh *h, int64_t member, const char *kind, int64_t generation,
    const unsigned char *secret, const unsigned char box_pk[KEY_SIZE])
{
	unsigned char		 sealed[SLOT_SIZE];
	struct cell		 cells[TABLE_COLUMNS] = { { 0 } };
	int64_t			 id;
	int			 rc;

	if (secret == NULL || slot_seal(h, box_pk, secret, sealed) != 0)
		return fail(h, CTXH_EKEY, "%s", T(h, "the public key is not "
		    "usable"));
	if ((rc = op_next(h, TABLE_SLOT, &id)) != CTXH_OK)
		return rc;
	cells[0].n = member;
	cells[1].p = kind;
	cells[1].len = strlen(kind);
	cells[2].n = generation;
	cells[3].p = sealed;
	cells[3].len = sizeof(sealed);
	return op_row(h, TABLE_SLOT, id, cells);
}

int
slots_write(ctxh *h, int64_t member, enum role role,
    const unsigned char box_pk[KEY_SIZE])
{
	uint32_t	 g, newest;
	size_t		 i;
	int		 rc;

	for (i = 0; i < KEYS; i++) {
		if (keys[i].kind == VAULT_FACTS ? !role_has_facts(role) :
		    !role_has_person(role))
			continue;
		newest = vault_generation(h->vault, keys[i].kind);
		for (g = 1; g <= newest; g++)
			if ((rc = slot_write(h, member, keys[i].name, g,
			    vault_secret(h->vault, keys[i].kind, g), box_pk)) !=
			    CTXH_OK)
				return rc;
	}
	return CTXH_OK;
}

int
need_role(ctxh *h, unsigned set, const char *verb, const char *right)
{
	char	needs[64] = "";
	size_t	i;

	if (h->actor == NULL || h->actor->identity == NULL)
		return fail(h, CTXH_EKEY, "%s", T(h, "no key opens the store"));
	if (((unsigned)h->actor->role & set) != 0)
		return CTXH_OK;
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if ((set & (unsigned)roles[i].role) != 0)
			(void)snprintf(needs + strlen(needs), sizeof(needs) -
			    strlen(needs), "%s%s", needs[0] != '\0' ? "," : "",
			    roles[i].name);
	return op_deny(h, verb, needs, right);
}

int
need_facts(ctxh *h, const char *verb)
{
	return need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL | ROLE_REPORTER, verb,
	    T(h, "reading cases needs the facts key (focal, principal, "
	    "reporter)"));
}

int
need_insider(ctxh *h, const char *verb)
{
	return need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, verb,
	    T(h, "this is for the focal person and the principal"));
}

int
need_person(ctxh *h, const char *verb)
{
	return need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, verb,
	    T(h, "names need the person key (focal, principal)"));
}

int
trace_names(ctxh *h, const char *verb, const char *what)
{
	int rc;

	if ((rc = op_begin(h, verb)) != CTXH_OK)
		return rc;
	if (put_bool(op_detail(h), "names", 1) |
	    put_text(op_detail(h), "of", what)) {
		op_abort(h);
		return fail_nomem(h);
	}
	return op_commit(h, NULL);
}
