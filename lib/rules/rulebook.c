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

	if (h->rules == NULL)
		return CTXH_OK;
	h->rules->starved = 0;
	if (!h->rules->own)
		return CTXH_OK;
	if ((rc = file_version(h, &version)) == CTXH_OK &&
	    version != h->rules->version)
		rulebook_changed(h);
	return rc;
}

static void
drop_sets(struct rulebook *b, size_t kept)
{
	while (b->count > kept)
		rules_free(b->sets[--b->count]);
}

static void
rulebook_free(ctxh *h)
{
	struct rulebook *b = h->rules;

	if (b == NULL)
		return;
	drop_sets(b, 0);
	arena_free(b->arena);
	calendar_free(b->calendar);
	ctxh_value_free(b->settings);
	free(b);
	h->rules = NULL;
}

/* What the library carries is the same for every store. */
static void
take_carried(struct rulebook *b, struct rulebook *old)
{
	b->count = b->carried = old->carried;
	memcpy(b->sets, old->sets, b->count * sizeof(b->sets[0]));
	old->count -= b->count;
	memmove(old->sets, old->sets + b->count, old->count *
	    sizeof(old->sets[0]));
}

struct rulebook *
rulebook_get(ctxh *h)
{
	struct rulebook *b;

	if (h->rules != NULL && is_current(h, h->rules))
		return h->rules;
	if ((b = calloc(1, sizeof(*b))) == NULL) {
		(void)fail_nomem(h);
		return NULL;
	}
	if (h->rules != NULL)
		take_carried(b, h->rules);
	rulebook_free(h);
	h->rules = b;
	handle_at_close(h, rulebook_free);
	if ((b->own = unlocked(h)) == 0)
		return b;
	memcpy(b->store, h->actor->store_id, sizeof(b->store));
	if (file_version(h, &b->version) == CTXH_OK)
		return b;
	rulebook_free(h);
	return NULL;
}

void
rulebook_changed(ctxh *h)
{
	if (h->rules != NULL)
		h->rules->changed = 1;
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

/* The set of that id is b->sets[*i]. */
static int
find_set(const struct rulebook *b, const char *id, size_t *i)
{
	for (*i = 0; *i < b->count; (*i)++)
		if (strcmp(b->sets[*i]->id, id) == 0)
			return 1;
	return 0;
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

/* Every rule set in this folder, without a word of it here: an outline each, in
 * the order in which they begin. */
static int
load_carried(ctxh *h, struct rulebook *b)
{
	const struct data_file	*f;
	struct rules		*r;
	size_t			 i, at;
	int			 rc;

	for (i = 0; (f = data_file_at(i)) != NULL; i++) {
		if (!is_json(f->name))
			continue;
		if ((rc = rules_outline(h, (const char *)f->bytes, f->len,
		    f->name, &r)) != CTXH_OK ||
		    (rc = add_set(h, b, r)) != CTXH_OK)
			return rc;
		for (at = b->count - 1; at > 0 &&
		    b->sets[at - 1]->from > r->from; at--)
			b->sets[at] = b->sets[at - 1];
		b->sets[at] = r;
	}
	b->carried = b->count;
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

static int
load(ctxh *h, struct rulebook *b)
{
	int rc;

	/* Which set is in force depends on the school's levels. */
	if (rulebook_settings(h) == NULL)
		return h->status;
	rc = b->carried == 0 ? load_carried(h, b) : CTXH_OK;
	if (rc == CTXH_OK && b->own)
		rc = sealed_each(h, TABLE_RULE_SET, take_set, b);
	if (rc != CTXH_OK)
		drop_sets(b, b->carried);
	b->loaded = rc == CTXH_OK;
	return rc;
}

/* Memory that was short stays so for all who look something up, until one asks:
 * in between a NULL may have been taken for what there is not. */
static int
ready(ctxh *h)
{
	struct rulebook	*b = rulebook_get(h);
	int		 rc;

	if (b == NULL)
		return h->status;
	if (b->starved)
		return fail_nomem(h);
	if (b->loaded)
		return CTXH_OK;
	rc = load(h, b);
	b->starved = rc == CTXH_ENOMEM;
	return rc;
}

int
rulebook_load(ctxh *h)
{
	int rc = ready(h);

	if (h->rules != NULL)
		h->rules->starved = 0;
	return rc;
}

/* ---- choosing ---- */

/* The set, read as a whole now where it was an outline. */
static const struct rules *
open_set(ctxh *h, size_t i)
{
	struct rulebook	*b = h->rules;
	int		 rc = CTXH_OK;

	if (b->sets[i]->outline)
		rc = rules_whole(h, &b->sets[i]);
	b->starved |= rc == CTXH_ENOMEM;
	return rc == CTXH_OK ? b->sets[i] : NULL;
}

/* The levels that it is for; an outline's own, or those of what it extends. */
static const ctxh_value *
levels_of(const struct rulebook *b, const struct rules *r)
{
	const char	*base;
	size_t		 i;

	while (r->levels == NULL && r->outline &&
	    (base = get_text(r->tree, "extends")) != NULL &&
	    find_set(b, base, &i))
		r = b->sets[i];
	return r->levels;
}

int
rules_cover_school(ctxh *h, const struct rules *r)
{
	const ctxh_value	*levels, *item, *its;

	levels = ctxh_value_get(rulebook_settings(h), "school.levels");
	its = h->rules != NULL ? levels_of(h->rules, r) : r->levels;
	if (its == NULL || ctxh_value_count(levels) == 0)
		return 1;
	VALUE_EACH(item, levels)
		if (ctxh_value_str(item) != NULL &&
		    list_has(its, ctxh_value_str(item)))
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
	const struct rules	*r;
	size_t			 i, n, best, first;

	if (ready(h) != CTXH_OK)
		return NULL;
	n = best = first = h->rules->count;
	for (i = 0; i < n; i++) {
		r = h->rules->sets[i];
		if (!rules_cover_school(h, r))
			continue;
		if (first == n || r->from < h->rules->sets[first]->from)
			first = i;
		if (r->from <= day && (best == n ||
		    is_better(r, h->rules->sets[best], day)))
			best = i;
	}
	return open_set(h, best < n ? best : first < n ? first : 0);
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
	size_t i;

	return ready(h) == CTXH_OK && find_set(h->rules, id, &i) ?
	    open_set(h, i) : NULL;
}

const ctxh_value *
rules_tree(ctxh *h, const char *id)
{
	const struct rules	*r;
	size_t			 i;

	if (ready(h) != CTXH_OK || !find_set(h->rules, id, &i))
		return NULL;
	r = h->rules->sets[i];
	if (r->outline && ctxh_value_get(r->tree, "extends") != NULL)
		r = open_set(h, i);
	return r != NULL ? r->tree : NULL;
}

const struct rules *
rules_at(ctxh *h, size_t i)
{
	return ready(h) == CTXH_OK && i < h->rules->count ?
	    open_set(h, i) : NULL;
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
	for (i = 0; i < h->rules->count; i++) {
		other = h->rules->sets[i];
		if (other->from <= day && other->to >= day &&
		    !rules_cover_school(h, other))
			return open_set(h, i);
	}
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
