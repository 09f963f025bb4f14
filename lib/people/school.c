/* A school's store: making it, and what it says of the school. */
#include "people/school.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "rules/setting.h"
#include "people/staff.h"
#include "text/date.h"
#include "text/utf8.h"
#include "vault/identity.h"
#include "vault/keyfile.h"
#include "vault/sheet.h"
#include "vault/slot.h"
#include "vault/vault.h"

static const char *const levels[] = {
	"mam-non", "tieu-hoc", "thcs", "thpt", "gdtx", "chuyen-biet",
};

static int
level_index(const char *level)
{
	size_t i;

	for (i = 0; level != NULL && i < sizeof(levels) / sizeof(*levels); i++)
		if (strcmp(levels[i], level) == 0)
			return (int)i;
	return -1;
}

int
levels_check(ctxh *h, const ctxh_value *list)
{
	const ctxh_value	*item;
	const char		*s;
	unsigned		 seen = 0;
	int			 i;

	VALUE_EACH(item, list) {
		s = ctxh_value_str(item);
		if ((i = level_index(s)) < 0)
			return fail(h, CTXH_EUSAGE, T(h, "no such level: "
			    "\"%s\"; one of mam-non, tieu-hoc, thcs, thpt, "
			    "gdtx, chuyen-biet"), s != NULL ? s : "");
		if ((seen >> i & 1) != 0)
			return fail(h, CTXH_EUSAGE, T(h, "a level given twice: "
			    "\"%s\"; give each once"), s);
		seen |= 1u << i;
	}
	return CTXH_OK;
}

static int
check_school(ctxh *h, const ctxh_value *school)
{
	const ctxh_value	*item, *list = ctxh_value_get(school, "levels");
	const char		*s;

	VALUE_EACH(item, school) {
		s = ctxh_value_str(item);
		if (s != NULL && (!utf8_valid(s, strlen(s), NULL) ||
		    strlen(s) > 256))
			return fail(h, CTXH_EUSAGE, T(h, "the school's %s is "
			    "too long or no UTF-8"), ctxh_value_key(item));
		if (s != NULL && utf8_has_unseen(s))
			return fail(h, CTXH_EUSAGE, T(h, "the school's %s has "
			    "control characters; give plain text"),
			    ctxh_value_key(item));
	}
	if ((s = get_text(school, "name")) == NULL || *s == '\0')
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the school has no "
		    "name"));
	if ((s = get_text(school, "code")) == NULL || *s == '\0')
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the school has no "
		    "code"));
	if (ctxh_value_count(list) == 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the school has no "
		    "level"));
	return levels_check(h, list);
}

/* New data keys, a new id, and the public halves of what they open. */
static int
make_keys(ctxh *h, struct identity *recovery)
{
	struct actor	*a;
	struct buf	 hex = { 0 };

	if ((h->vault = vault_new()) == NULL ||
	    (a = h->actor = calloc(1, sizeof(*a))) == NULL)
		return fail_nomem(h);
	handle_random(h, a->store_id, sizeof(a->store_id));
	buf_hex(&hex, a->store_id, sizeof(a->store_id));
	if (buf_failed(&hex))
		return fail_nomem(h);
	memcpy(a->store_hex, hex.data, sizeof(a->store_hex));
	buf_free(&hex);
	vault_store(h->vault, a->store_id);
	memcpy(a->recovery_sign, recovery->pub.sign, KEY_SIZE);
	memcpy(a->recovery_box, recovery->pub.box, KEY_SIZE);
	if (vault_make(h, h->vault, VAULT_FACTS, 1, NULL) != 0 ||
	    vault_make(h, h->vault, VAULT_PERSON, 1, NULL) != 0 ||
	    vault_make(h, h->vault, VAULT_DROP, 1, a->drop_pk) != 0)
		return fail_nomem(h);
	return CTXH_OK;
}

static int
write_store(ctxh *h)
{
	struct actor	*a = h->actor;
	struct cell	 cells[TABLE_COLUMNS] = {
		{ 0, a->store_id, sizeof(a->store_id) },
		{ 0, a->drop_pk, KEY_SIZE },
		{ 0, a->recovery_sign, KEY_SIZE },
		{ 0, a->recovery_box, KEY_SIZE },
	};

	return op_row(h, TABLE_STORE, 1, cells);
}

static int
write_school(ctxh *h, const ctxh_value *school)
{
	const ctxh_value	*item;
	char			 key[64] = "school.";
	int			 rc;

	VALUE_EACH(item, school) {
		if (ctxh_value_kind(item) == CTXH_NULL ||
		    strlen(ctxh_value_key(item)) > 50)
			continue;
		strcpy(key + 7, ctxh_value_key(item));
		if ((rc = setting_put(h, key, item)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* The first operation: the founder signs for himself. */
static int
found(ctxh *h, const ctxh_value *school, const struct member *first)
{
	int rc;

	if ((rc = op_begin(h, "init")) != CTXH_OK ||
	    (rc = write_store(h)) != CTXH_OK ||
	    (rc = staff_write(h, first)) != CTXH_OK ||
	    (rc = slots_write(h, first->id, first->role, first->box_pk)) !=
	    CTXH_OK ||
	    (rc = slots_write(h, 0, ROLE_NONE, h->actor->recovery_box)) !=
	    CTXH_OK || (rc = write_school(h, school)) != CTXH_OK) {
		op_abort(h);
		return rc;
	}
	return op_commit(h, NULL);
}

static int
make_sheet(ctxh *h, const unsigned char *seed, const char *name, char **sheet)
{
	char today[11];

	date_show(day_of(handle_now(h)), today);
	return sheet_write(h, seed, h->actor->store_id, name, today, sheet);
}

static int
founder(ctxh *h, const char *key, const char *passphrase, const char *name,
    struct member *m, struct identity **id)
{
	struct key_info	info;
	int		rc;

	rc = identity_read(h, key, strlen(key), passphrase, id, &info);
	if (rc != CTXH_OK)
		return rc;
	m->id = 1;
	m->role = ROLE_FOCAL;
	m->active = 1;
	strcpy(m->handle, info.handle);
	memcpy(m->sign_pk, (*id)->pub.sign, KEY_SIZE);
	memcpy(m->box_pk, (*id)->pub.box, KEY_SIZE);
	m->name = strdup(name != NULL && *name != '\0' ? name : m->handle);
	return m->name != NULL ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_create(ctxh *h, const char *path, const ctxh_value *school,
    const char *key, const char *passphrase, const char *name, char **sheet)
{
	unsigned char	 seed[KEY_SIZE];
	struct identity	*id = NULL, *recovery = NULL;
	struct member	 first = { 0 };
	int		 rc, made = 0;

	*sheet = NULL;
	store_close(h);
	handle_at_close(h, store_close);
	if ((rc = check_school(h, school)) != CTXH_OK ||
	    (rc = founder(h, key, passphrase, name, &first, &id)) != CTXH_OK)
		goto done;
	handle_random(h, seed, sizeof(seed));
	if ((rc = identity_seed(h, seed, &recovery)) != CTXH_OK ||
	    (rc = db_create(h, path)) != CTXH_OK)
		goto done;
	made = 1;
	if ((rc = make_keys(h, recovery)) != CTXH_OK)
		goto done;
	actor_become(h, id, &first);
	id = NULL;
	if ((rc = make_sheet(h, seed, get_text(school, "name"), sheet)) !=
	    CTXH_OK)
		goto done;
	rc = found(h, school, &first);
done:
	if (rc != CTXH_OK) {
		store_close(h);
		if (made)
			(void)unlink(path);
		ctxh_text_free(*sheet);
		*sheet = NULL;
	}
	mem_wipe(seed, sizeof(seed));
	str_wipe_free(first.name);
	identity_free(id);
	identity_free(recovery);
	return rc;
}

EXPORT int
ctxh_school(ctxh *h, ctxh_value **out)
{
	const ctxh_value	*item;
	ctxh_value		*all, *o;
	int			 rc;

	*out = NULL;
	if ((rc = need_facts(h, "school")) != CTXH_OK ||
	    (rc = settings_load(h, &all)) != CTXH_OK)
		return rc;
	o = ctxh_value_object();
	VALUE_EACH(item, all)
		if (strncmp(ctxh_value_key(item), "school.", 7) == 0 &&
		    put(o, ctxh_value_key(item) + 7,
		    ctxh_value_copy(item)) != 0) {
			rc = fail_nomem(h);
			break;
		}
	ctxh_value_free(all);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return CTXH_OK;
}
