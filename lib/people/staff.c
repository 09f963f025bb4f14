#include "people/staff.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/log.h"
#include "chain/op.h"
#include "text/utf8.h"
#include "vault/identity.h"
#include "vault/sheet.h"
#include "vault/vault.h"

int
handle_valid(const char *s)
{
	size_t i;

	if (s == NULL || s[0] < 'a' || s[0] > 'z' ||
	    strcmp(s, RECOVERY) == 0)
		return 0;
	for (i = 0; s[i] != '\0'; i++)
		if (i >= HANDLE_MAX || strchr("abcdefghijklmnopqrstuvwxyz"
		    "0123456789-", s[i]) == NULL)
			return 0;
	return 1;
}

int
handle_refuse(ctxh *h, const char *handle)
{
	return fail(h, CTXH_EUSAGE, T(h, "not a handle: \"%s\"; it has 1 to "
	    "32 of a-z, 0-9 and -, a letter first"), handle);
}

int
staff_write(ctxh *h, const struct member *m)
{
	static const unsigned char none[KEY_SIZE];
	ctxh_value	*o = ctxh_value_object();
	struct cell	 cells[TABLE_COLUMNS] = { { 0 } };
	char		*json = NULL;
	int64_t		 id;
	int		 rc;

	if (o == NULL || put_text(o, "role", role_name(m->role)) |
	    put_text(o, "name", m->name) || (json = ctxh_value_print(o, 0)) ==
	    NULL) {
		rc = fail_nomem(h);
		goto done;
	}
	if ((rc = op_next(h, TABLE_STAFF, &id)) != CTXH_OK)
		goto done;
	cells[0].n = m->id;
	cells[1] = (struct cell){ 0, m->handle, strlen(m->handle) };
	/* Without public keys: retired, and readable so without a key. */
	cells[2] = (struct cell){ 0, m->active ? m->sign_pk : none, KEY_SIZE };
	cells[3] = (struct cell){ 0, m->active ? m->box_pk : none, KEY_SIZE };
	cells[4] = (struct cell){ 0, json, strlen(json) };
	rc = op_row(h, TABLE_STAFF, id, cells);
done:
	str_wipe_free(json);
	ctxh_value_free(o);
	return rc;
}

static struct member *
by_handle(struct member *list, size_t n, const char *handle)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].handle, handle) == 0)
			return &list[i];
	return NULL;
}

static size_t
count_active(const struct member *list, size_t n, enum role role)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += list[i].active && list[i].role == role;
	return count;
}

static int
check_new(ctxh *h, struct member *list, size_t n, const struct member *m)
{
	size_t i;

	/* A handle is never given twice: the log must name one person. */
	if (by_handle(list, n, m->handle) != NULL)
		return fail(h, CTXH_ERULE, T(h, "the handle is in use or was: "
		    "\"%s\"; take another"), m->handle);
	for (i = 0; i < n; i++)
		if (memcmp(list[i].sign_pk, m->sign_pk, KEY_SIZE) == 0)
			return fail(h, CTXH_ERULE, T(h, "the key is that of "
			    "\"%s\"; make a new one with ctxh key new"),
			    list[i].handle);
	return CTXH_OK;
}

static int
member_key(ctxh *h, const char *pub, struct member *m)
{
	struct identity_public	p;
	int			rc;

	if ((rc = public_read(h, pub, &p)) != CTXH_OK)
		return rc;
	memcpy(m->sign_pk, p.sign, KEY_SIZE);
	memcpy(m->box_pk, p.box, KEY_SIZE);
	return CTXH_OK;
}

static int
read_new(ctxh *h, const char *handle, const char *role, const char *name,
    const char *pub, struct member *m)
{
	memset(m, 0, sizeof(*m));
	m->active = 1;
	if (!handle_valid(handle))
		return handle_refuse(h, handle);
	strcpy(m->handle, handle);
	if ((m->role = role_of(role)) == ROLE_NONE)
		return fail(h, CTXH_EUSAGE, T(h, "no such role: \"%s\"; one "
		    "of focal, principal, staff, reporter"), role);
	if (name == NULL || *name == '\0' || strlen(name) > 128 ||
	    !utf8_valid(name, strlen(name), NULL))
		return fail(h, CTXH_EUSAGE, T(h, "the member \"%s\" needs a "
		    "name of at most 128 bytes"), handle);
	if (member_key(h, pub, m) != CTXH_OK)
		return h->status;
	m->name = strdup(name);
	return m->name != NULL ? CTXH_OK : fail_nomem(h);
}

/* Writes within the operation, and ends it. */
static int
finish(ctxh *h, const struct member *m, int slots)
{
	int rc;

	if (put_text(op_detail(h), "handle", m->handle) |
	    put_text(op_detail(h), "role", role_name(m->role)))
		rc = fail_nomem(h);
	else if ((rc = staff_write(h, m)) == CTXH_OK && slots)
		rc = slots_write(h, m->id, m->role, m->box_pk);
	return rc == CTXH_OK ? op_commit(h, NULL) : rc;
}

/* Who is a member is looked at when nobody else can change it. */
static int
admit(ctxh *h, struct member *m)
{
	struct member	*list;
	size_t		 n;
	int		 rc;

	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	m->id = (int64_t)n + 1;
	if ((rc = check_new(h, list, n, m)) == CTXH_OK)
		rc = finish(h, m, 1);
	members_free(list, n);
	return rc;
}

EXPORT int
ctxh_staff_add(ctxh *h, const char *handle, const char *role,
    const char *name, const char *pub)
{
	struct member	m;
	int		rc;

	if ((rc = read_new(h, handle, role, name, pub, &m)) == CTXH_OK &&
	    (rc = need_insider(h, "staff add")) == CTXH_OK &&
	    (rc = op_begin(h, "staff add")) == CTXH_OK)
		rc = admit(h, &m);
	op_abort(h);
	str_wipe_free(m.name);
	return rc;
}

static int
retire(ctxh *h, const char *handle)
{
	struct member	*list, *m;
	size_t		 n;
	int		 rc;

	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	m = by_handle(list, n, handle);
	if (m == NULL || !m->active)
		rc = fail(h, CTXH_ENOTFOUND, T(h, "no active member \"%s\"; "
		    "see ctxh staff list"), handle);
	else if ((m->role == ROLE_FOCAL || m->role == ROLE_PRINCIPAL) &&
	    count_active(list, n, m->role) == 1)
		rc = fail(h, CTXH_ERULE, T(h, "\"%s\" is the last active %s; "
		    "admit another first"), handle, role_name(m->role));
	else {
		m->active = 0;
		rc = finish(h, m, 0);
	}
	members_free(list, n);
	return rc;
}

EXPORT int
ctxh_staff_retire(ctxh *h, const char *handle)
{
	int rc;

	if ((rc = need_insider(h, "staff retire")) == CTXH_OK &&
	    (rc = op_begin(h, "staff retire")) == CTXH_OK)
		rc = retire(h, handle);
	op_abort(h);
	return rc;
}

static int
list_member(ctxh *h, const struct member *m, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	struct identity_public p;
	struct buf	 pub = { 0 };
	int		 rc;

	memcpy(p.sign, m->sign_pk, KEY_SIZE);
	memcpy(p.box, m->box_pk, KEY_SIZE);
	public_write(&p, &pub);
	if (o == NULL || buf_failed(&pub) ||
	    put_text(o, "handle", m->handle) |
	    put_text(o, "role", role_name(m->role)) |
	    put_text(o, "name", m->name) | put_bool(o, "active", m->active) |
	    put_text(o, "public", m->active ? pub.data : NULL))
		rc = fail_nomem(h);
	else if ((rc = put_op_when(h, o, "since", "added_by", m->since_op)) ==
	    CTXH_OK)
		rc = put_op_when(h, o, "until", NULL, m->until_op);
	buf_free(&pub);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_staff_list(ctxh *h, ctxh_value **out)
{
	int rc;

	*out = NULL;
	rc = need_insider(h, "staff list");
	return rc == CTXH_OK ? staff_list(h, out) : rc;
}

int
staff_list(ctxh *h, ctxh_value **out)
{
	struct member	*members = NULL;
	ctxh_value	*list;
	size_t		 n = 0, i;
	int		 rc;

	*out = NULL;
	if ((rc = members_load(h, &members, &n)) != CTXH_OK)
		return rc;
	if ((list = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	for (i = 0; rc == CTXH_OK && i < n; i++)
		rc = list_member(h, &members[i], list);
	members_free(members, n);
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	*out = list;
	return CTXH_OK;
}

/* The recovery identity acts for as long as it takes to write the new key. */
static int
recover(ctxh *h, struct identity *id, const char *handle, const char *pub)
{
	struct member	 self = { .handle = RECOVERY, .active = 1 };
	struct member	*list = NULL, *m;
	size_t		 n = 0;
	int		 rc;

	rc = slots_open(h, id, 0);
	actor_become(h, id, &self);
	if (rc != CTXH_OK || (rc = op_begin(h, "key recover")) != CTXH_OK)
		return rc;
	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		goto done;
	m = by_handle(list, n, handle);
	if (m == NULL || !m->active)
		rc = fail(h, CTXH_ENOTFOUND, T(h, "no active member \"%s\"; "
		    "see ctxh staff list"), handle);
	else if ((rc = member_key(h, pub, m)) == CTXH_OK)
		rc = finish(h, m, 1);
done:
	op_abort(h);
	members_free(list, n);
	return rc;
}

EXPORT int
ctxh_key_recover(ctxh *h, const char *sheet, const char *handle,
    const char *pub)
{
	unsigned char	 seed[KEY_SIZE];
	struct identity	*id = NULL;
	int		 rc;

	if (h->db == NULL)
		return fail(h, CTXH_ENOSTORE, "%s", T(h, "no store is open"));
	if ((rc = sheet_read(h, sheet, strlen(sheet), seed)) == CTXH_OK)
		rc = identity_seed(h, seed, &id);
	mem_wipe(seed, sizeof(seed));
	if (rc != CTXH_OK)
		return rc;
	if (memcmp(id->pub.sign, h->actor->recovery_sign, KEY_SIZE) != 0) {
		identity_free(id);
		return fail(h, CTXH_EKEY, "%s", T(h, "the recovery sheet is "
		    "not of this store"));
	}
	return recover(h, id, handle, pub);
}
