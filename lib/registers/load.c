/* Entries, out of the store. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/find.h"
#include "registers/entry.h"
#include "text/date.h"
#include "vault/vault.h"

/* What people call an entry: the register's letters and a number. */
static const char *const prefixes[REGISTER_COUNT] = {
	[REGISTER_GROUP] = "NH", [REGISTER_MENTOR] = "GD",
	[REGISTER_ACTIVITY] = "HD", [REGISTER_TARGET] = "CT",
	[REGISTER_RESOURCE] = "NL", [REGISTER_YEARPLAN] = "KH",
	[REGISTER_SCREEN] = "RS",
};

void
entry_number(enum register_kind kind, int64_t id, char out[ENTRY_NUMBER_MAX])
{
	(void)snprintf(out, ENTRY_NUMBER_MAX, "%s-%lld", prefixes[kind],
	    (long long)id);
}

int64_t
entry_id(const char *number, enum register_kind *kind)
{
	size_t i, n;

	*kind = REGISTER_COUNT;
	for (i = 0; i < REGISTER_COUNT; i++)
		if (strncasecmp(number, prefixes[i], 2) == 0 &&
		    number[2] == '-') {
			*kind = (enum register_kind)i;
			number += 3;
			break;
		}
	n = strlen(number);
	if (n == 0 || n > 18 || strspn(number, "0123456789") != n)
		return 0;
	return strtoll(number, NULL, 10);
}

enum register_kind
register_named(const char *name)
{
	size_t i;

	for (i = 0; i < REGISTER_COUNT; i++)
		if (strcmp(register_names[i], name) == 0)
			break;
	return (enum register_kind)i;
}

/* ---- documents ---- */

const struct form *
entry_form_of(ctxh *h, const ctxh_value *meta)
{
	const char		*rules = get_text(meta, "rules");
	const char		*form = get_text(meta, "form");
	const struct rules	*r;
	const struct form	*f;

	r = rules != NULL ? rules_named(h, rules) : NULL;
	/* Who has no facts key does not see the school's own sets. */
	if (r == NULL && form != NULL && !vault_has(h->vault, VAULT_FACTS))
		r = rules_of_form(h, form);
	f = r != NULL && form != NULL ? rules_form(r, form) : NULL;
	return f != NULL && f->needs_case == FORM_CASE_NONE ? f : NULL;
}

static int
find_form(ctxh *h, struct entry_doc *d)
{
	const char	*rules = get_text(d->meta, "rules");
	const char	*form = get_text(d->meta, "form");

	if ((d->form = entry_form_of(h, d->meta)) != NULL)
		return CTXH_OK;
	if (rulebook_load(h) != CTXH_OK)
		return h->status;
	return fail(h, CTXH_EFAIL, T(h, "this program does not have the form "
	    "\"%s\" of the rule set \"%s\""), form != NULL ? form : "",
	    rules != NULL ? rules : "");
}

static void
take_supersedes(struct entry *e, const struct entry_doc *d)
{
	int64_t	old = get_int(d->meta, "supersedes", 0);
	size_t	i;

	/* A note of a pair has a number in a table of its own. */
	for (i = 0; old != 0 && i < e->n; i++)
		if (e->docs[i].id == old && (e->docs[i].form->step ==
		    STEP_PAIR) == (d->form->step == STEP_PAIR))
			e->docs[i].superseded = 1;
}

/* An entry is about the pupil whom its first document names. */
static void
take_student(struct entry *e, const struct entry_doc *d)
{
	const ctxh_value *first = ctxh_value_first(ctxh_value_get(d->meta,
	    "students"));

	if (d->form->step == STEP_START && first != NULL)
		e->student = (int64_t)ctxh_value_num(first);
}

int
entry_add(ctxh *h, struct entry *e, int64_t id, int64_t op, ctxh_value *meta,
    ctxh_value *person)
{
	struct entry_doc	*d;
	int			 rc;

	if (mem_grow((void **)&e->docs, &e->cap, e->n + 1, sizeof(*d)) != 0) {
		ctxh_value_free(meta);
		ctxh_value_free(person);
		return fail_nomem(h);
	}
	d = &e->docs[e->n++];
	*d = (struct entry_doc){ .id = id, .op = op, .seq = (int)e->n,
	    .meta = meta, .person = person };
	d->fields = ctxh_value_get(meta, "fields");
	d->at = get_int(meta, "at", 0);
	if ((rc = find_form(h, d)) != CTXH_OK)
		return rc;
	e->kind = d->form->kind;
	take_supersedes(e, d);
	take_student(e, d);
	return CTXH_OK;
}

void
entry_free(struct entry *e)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		ctxh_value_free(e->docs[i].meta);
		ctxh_value_free(e->docs[i].person);
	}
	free(e->docs);
	free(e->class_);
	memset(e, 0, sizeof(*e));
}

/* A row that entry_of or entry_of_kind gave. */
static int
add_row(ctxh *h, struct entry *e, stmt *st)
{
	ctxh_value	*meta;
	const void	*blob;
	int64_t		 id = db_int(st, 0);
	size_t		 n;
	int		 rc;

	blob = db_blob(st, 5, &n);
	rc = cell_value(h, TABLE_ENTRY, id, 3, blob, n, &meta);
	if (rc == CTXH_OK && (rc = pupils_follow(h, meta)) != CTXH_OK)
		ctxh_value_free(meta);
	if (rc == CTXH_OK)
		rc = entry_add(h, e, id, db_int(st, 1), meta, NULL);
	return rc;
}

int
entry_load(ctxh *h, int64_t id, struct entry *e)
{
	stmt	*st;
	int	 rc, step = 0;

	memset(e, 0, sizeof(*e));
	e->id = id;
	if ((rc = rulebook_load(h)) != CTXH_OK ||
	    (rc = db_stmt(h, SQL_entry_of, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		if ((rc = add_row(h, e, st)) == CTXH_OK) {
			e->docs[e->n - 1].recorded_at = db_int(st, 7);
			(void)snprintf(e->docs[e->n - 1].by,
			    sizeof(e->docs->by), "%s", db_text(st, 8));
		}
	db_reset(st);
	if (step < 0)
		rc = h->status;
	if (rc != CTXH_OK)
		entry_free(e);
	return rc;
}

static int
no_entry(ctxh *h, const char *number, enum register_kind kind)
{
	if (kind == REGISTER_COUNT)
		(void)fail(h, CTXH_ENOTFOUND, T(h, "no such entry: \"%s\""),
		    number);
	else
		(void)fail(h, CTXH_ENOTFOUND, T(h, "no such entry: \"%s\"; "
		    "see ctxh %s list"), number, register_names[kind]);
	return fail_where_text(h, "entry", number);
}

int
entry_find(ctxh *h, const char *number, enum register_kind kind,
    struct entry *e)
{
	enum register_kind	said;
	int64_t			id = entry_id(number, &said);
	int			rc;

	memset(e, 0, sizeof(*e));
	if (id == 0 || (said != REGISTER_COUNT && kind != REGISTER_COUNT &&
	    said != kind))
		return no_entry(h, number, kind);
	if ((rc = entry_load(h, id, e)) != CTXH_OK)
		return rc;
	if (e->n > 0 && (kind == REGISTER_COUNT || e->kind == kind) &&
	    (said == REGISTER_COUNT || e->kind == said))
		return CTXH_OK;
	entry_free(e);
	return no_entry(h, number, kind);
}

/* ---- a whole register ---- */

static int
compare_ids(const void *key, const void *item)
{
	int64_t id = *(const int64_t *)key, other;

	other = ((const struct entry *)item)->id;
	return (id > other) - (id < other);
}

struct entry *
entries_find(const struct entries *all, int64_t id)
{
	return all->n == 0 ? NULL : bsearch(&id, all->list, all->n,
	    sizeof(*all->list), compare_ids);
}

static int
take_row(ctxh *h, stmt *st, struct entries *all)
{
	int64_t		 id = db_int(st, 2);
	struct entry	*e = entries_find(all, id);

	if (e == NULL) {
		if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
		    sizeof(*e)) != 0)
			return fail_nomem(h);
		e = &all->list[all->n++];
		*e = (struct entry){ .id = id };
	}
	return add_row(h, e, st);
}

int
entries_load(ctxh *h, enum register_kind kind, int bounds,
    struct entries *all)
{
	stmt	*st;
	int	 rc, step = 0;

	memset(all, 0, sizeof(*all));
	if ((rc = rulebook_load(h)) != CTXH_OK ||
	    (rc = db_stmt(h, bounds ? SQL_entry_bounds : SQL_entry_of_kind,
	    &st)) != CTXH_OK)
		return rc;
	db_bind_text(st, 1, register_names[kind]);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = take_row(h, st, all);
	db_reset(st);
	if (step < 0)
		rc = h->status;
	if (rc != CTXH_OK)
		entries_free(all);
	return rc;
}

void
entries_free(struct entries *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		entry_free(&all->list[i]);
	free(all->list);
	memset(all, 0, sizeof(*all));
}

int
entry_open_person(ctxh *h, struct entry_doc *d)
{
	return d->person != NULL ? CTXH_OK :
	    cell_read(h, TABLE_ENTRY, SQL_entry_get, d->id, 4, &d->person);
}

/* ---- what it says ---- */

const struct entry_doc *
entry_step(const struct entry *e, enum form_step step, int64_t until)
{
	const struct entry_doc	*found = NULL, *d;

	EACH(d, e->docs, e->n)
		if (!d->superseded && d->form->step == step &&
		    d->at <= until && (found == NULL || d->at >= found->at))
			found = d;
	return found;
}

const struct entry_doc *
entry_newest(const struct entry *e, const char *form, int64_t until)
{
	const struct entry_doc	*found = NULL, *d;

	EACH(d, e->docs, e->n)
		if (!d->superseded && strcmp(d->form->id, form) == 0 &&
		    d->at <= until && (found == NULL || d->at >= found->at))
			found = d;
	return found;
}

int64_t
entry_begins(const struct entry *e, int64_t until)
{
	const struct entry_doc *d = entry_step(e, STEP_START, until);

	return d != NULL ? d->at : ENTRY_OPEN;
}

int64_t
entry_ends(const struct entry *e, int64_t until)
{
	const struct entry_doc *d = entry_step(e, STEP_END, until);

	return d != NULL ? d->at : ENTRY_OPEN;
}

int64_t
entry_day(const struct entry *e, const char *field)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	int64_t			 day;

	return d != NULL && text_day(get_text(d->fields, field), &day) == 0 ?
	    day : -1;
}
