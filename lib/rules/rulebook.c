/* The rule sets that a handle knows, and which of them applies. */
#include <stdlib.h>
#include <string.h>

#include "rules/book.h"

#include "base/value.h"
#include "chain/member.h"
#include "chain/sealed.h"
#include "clock/calendar.h"
#include "rules/data_file.h"
#include "rules/setting.h"
#include "text/date.h"
#include "vault/vault.h"

static int
unlocked(const ctxh *h)
{
	return h->actor != NULL && h->vault != NULL &&
	    vault_has(h->vault, VAULT_FACTS);
}

static int
is_current(const ctxh *h, const struct rulebook *b)
{
	if (b->changed || b->own != unlocked(h))
		return 0;
	return !b->own || memcmp(b->store, h->actor->store_id,
	    sizeof(b->store)) == 0;
}

/* It differs once another connection has written; not after one's own. */
static int
file_version(ctxh *h, int64_t *out)
{
	stmt	*st;
	int	 rc;

	*out = 0;
	if ((rc = db_stmt(h, SQL_data_version, &st)) != CTXH_OK)
		return rc;
	if (db_step(h, st) != 1)
		return h->status;
	*out = db_int(st, 0);
	db_reset(st);
	return CTXH_OK;
}

int
rulebook_refresh(ctxh *h)
{
	int64_t	version;
	int	rc;

	if (h->rules == NULL || !h->rules->own)
		return CTXH_OK;
	if ((rc = file_version(h, &version)) == CTXH_OK &&
	    version != h->rules->version)
		rulebook_changed(h);
	return rc;
}

struct rulebook *
rulebook_get(ctxh *h)
{
	if (h->rules != NULL && is_current(h, h->rules))
		return h->rules;
	rulebook_free(h);
	if ((h->rules = calloc(1, sizeof(*h->rules))) == NULL) {
		(void)fail_nomem(h);
		return NULL;
	}
	handle_at_close(h, rulebook_free);
	if ((h->rules->own = unlocked(h)) == 0)
		return h->rules;
	memcpy(h->rules->store, h->actor->store_id, sizeof(h->rules->store));
	if (file_version(h, &h->rules->version) == CTXH_OK)
		return h->rules;
	rulebook_free(h);
	return NULL;
}

void
rulebook_changed(ctxh *h)
{
	if (h->rules != NULL)
		h->rules->changed = 1;
}

void
rulebook_free(ctxh *h)
{
	struct rulebook	*b = h->rules;
	size_t		 i;

	if (b == NULL)
		return;
	for (i = 0; i < b->count; i++)
		rules_free(b->sets[i]);
	arena_free(b->arena);
	calendar_free(b->calendar);
	ctxh_value_free(b->settings);
	free(b);
	h->rules = NULL;
}

const ctxh_value *
rulebook_settings(ctxh *h)
{
	struct rulebook *b = rulebook_get(h);

	if (b == NULL || b->settings != NULL)
		return b != NULL ? b->settings : NULL;
	if (b->own)
		(void)settings_load(h, &b->settings);
	else if ((b->settings = ctxh_value_object()) == NULL)
		(void)fail_nomem(h);
	return b->settings;
}

/* ---- loading ---- */

static int
is_json(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".json") == 0;
}

static struct rules *
find_set(const struct rulebook *b, const char *id)
{
	size_t i;

	for (i = 0; i < b->count; i++)
		if (strcmp(b->sets[i]->id, id) == 0)
			return b->sets[i];
	return NULL;
}

static int
add_set(ctxh *h, struct rulebook *b, struct rules *r)
{
	if (b->count == BOOK_MAX) {
		rules_free(r);
		return fail(h, CTXH_EFAIL, T(h, "more than %d rule sets"),
		    BOOK_MAX);
	}
	b->sets[b->count++] = r;
	return CTXH_OK;
}

/*
 * Every rule set in this folder, without a word of it here.  One that extends
 * another is read after it, whatever their names: a round takes those whose
 * turn has come, until there is nothing to take.
 */
static int
load_carried(ctxh *h, struct rulebook *b)
{
	const struct data_file	*f;
	struct rules		*r;
	unsigned char		 taken[BOOK_MAX] = { 0 };
	size_t			 i, before;
	int			 rc;

	do {
		before = b->count;
		for (i = 0; (f = data_file_at(i)) != NULL && i < BOOK_MAX;
		    i++) {
			if (taken[i] || !is_json(f->name))
				continue;
			rc = rules_read(h, (const char *)f->bytes, f->len,
			    f->name, &r);
			if (rc == CTXH_ENOTFOUND)
				continue;
			if (rc != CTXH_OK || (rc = add_set(h, b, r)) != CTXH_OK)
				return rc;
			taken[i] = 1;
		}
	} while (b->count > before);
	b->carried = b->count;
	/* What extends a set that there is none of has said so. */
	for (i = 0; (f = data_file_at(i)) != NULL && i < BOOK_MAX; i++)
		if (!taken[i] && is_json(f->name))
			return h->status;
	fail_clear(h);
	return CTXH_OK;
}

static int
take_set(ctxh *h, struct sealed_row *row, void *ctx)
{
	ctxh_value	*tree = ctxh_value_take(row->facts, "rules");
	struct rules	*r;
	int		 rc;

	rc = rules_compile(h, tree, T(h, "the store's rule set"), &r);
	if (rc != CTXH_OK)
		return rc;
	r->op = row->op;
	return add_set(h, ctx, r);
}

int
rulebook_load(ctxh *h)
{
	struct rulebook	*b = rulebook_get(h);
	int		 rc;

	if (b == NULL)
		return h->status;
	if (b->count > 0)
		return CTXH_OK;
	/* Which set is in force depends on the school's levels. */
	if (rulebook_settings(h) == NULL)
		return h->status;
	b->loading = 1;
	if ((rc = load_carried(h, b)) == CTXH_OK && b->own)
		rc = sealed_each(h, TABLE_RULE_SET, take_set, b);
	b->loading = 0;
	if (rc != CTXH_OK)
		rulebook_free(h);
	return rc;
}

/* ---- choosing ---- */

int
rules_cover_school(ctxh *h, const struct rules *r)
{
	const ctxh_value	*levels, *item;

	levels = ctxh_value_get(rulebook_settings(h), "school.levels");
	if (r->levels == NULL || ctxh_value_count(levels) == 0)
		return 1;
	VALUE_EACH(item, levels)
		if (ctxh_value_str(item) != NULL &&
		    list_has(r->levels, ctxh_value_str(item)))
			return 1;
	return 0;
}

/* The better of two that have begun: in force still, then begun later, then
 * taken in later. */
static int
is_better(const struct rules *a, const struct rules *b, int64_t day)
{
	if ((a->to >= day) != (b->to >= day))
		return a->to >= day;
	return a->from >= b->from;
}

const struct rules *
rules_on(ctxh *h, int64_t day)
{
	const struct rules	*best = NULL, *first = NULL, *r;
	size_t			 i;

	if (rulebook_load(h) != CTXH_OK)
		return NULL;
	for (i = 0; i < h->rules->count; i++) {
		r = h->rules->sets[i];
		if (!rules_cover_school(h, r))
			continue;
		if (first == NULL || r->from < first->from)
			first = r;
		if (r->from <= day &&
		    (best == NULL || is_better(r, best, day)))
			best = r;
	}
	return best != NULL ? best : first != NULL ? first :
	    h->rules->sets[0];
}

int
rules_applies(ctxh *h, const struct rules *r)
{
	int64_t			 today = day_of(handle_now(h));
	const struct rules	*now = rules_on(h, today);

	if (now == NULL || r->from > today || !rules_cover_school(h, r))
		return 0;
	/* One that has not begun, or is not for here, is none to compare. */
	return now->from > today || !rules_cover_school(h, now) ||
	    is_better(r, now, today);
}

const struct rules *
rules_named(ctxh *h, const char *id)
{
	return rulebook_load(h) == CTXH_OK ? find_set(h->rules, id) : NULL;
}

const struct rules *
rules_known(ctxh *h, const char *id)
{
	if (h->rules != NULL && h->rules->loading)
		return find_set(h->rules, id);
	return rules_named(h, id);
}

const struct rules *
rules_at(ctxh *h, size_t i)
{
	return rulebook_load(h) == CTXH_OK && i < h->rules->count ?
	    h->rules->sets[i] : NULL;
}

const struct rules *
rules_newest(ctxh *h)
{
	return rules_on(h, day_of(handle_now(h)));
}

const struct rules *
rules_beyond(ctxh *h, const struct rules *r, int64_t day)
{
	const struct rules	*other;
	size_t			 i;

	if (r->to >= day)
		return NULL;
	for (i = 0; (other = rules_at(h, i)) != NULL; i++)
		if (other->from <= day && other->to >= day &&
		    !rules_cover_school(h, other))
			return other;
	return NULL;
}

const struct rules *
rules_of_form(ctxh *h, const char *form)
{
	const struct rules	*r = rules_newest(h);
	size_t			 i;

	if (r == NULL || rules_form(r, form) != NULL)
		return r;
	for (i = 0; (r = rules_at(h, i)) != NULL; i++)
		if (rules_form(r, form) != NULL)
			return r;
	return NULL;
}
