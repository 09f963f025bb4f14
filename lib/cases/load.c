/* A case's documents, out of the store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "chain/derived.h"
#include "people/find.h"
#include "people/year.h"
#include "text/date.h"
#include "vault/vault.h"

#define PROGRESS_CASES	64

void
case_number(int year, int64_t n, char out[CASE_NUMBER_MAX])
{
	(void)snprintf(out, CASE_NUMBER_MAX, "VV-%04d-%04lld", year % 10000,
	    (long long)n);
}

/* "VV-2025-0001" of itself in any case, or of "1" within the newest year. */
static int
full_number(ctxh *h, const char *s, char out[CASE_NUMBER_MAX])
{
	size_t	n = strlen(s);
	int	year, rc;

	out[0] = '\0';
	if (n > 0 && n < 10 && strspn(s, "0123456789") == n) {
		if ((rc = year_newest(h, &year)) != CTXH_OK)
			return rc;
		case_number(year, strtoll(s, NULL, 10), out);
	} else if (n < CASE_NUMBER_MAX) {
		strcpy(out, s);
		if (out[0] == 'v')
			out[0] = 'V';
		if (out[0] != '\0' && out[1] == 'v')
			out[1] = 'V';
	}
	return CTXH_OK;
}

int
case_find(ctxh *h, const char *number, int64_t *id)
{
	unsigned char	 tag[TAG_SIZE];
	char		 full[CASE_NUMBER_MAX];
	int		 rc;

	*id = 0;
	if ((rc = full_number(h, number, full)) != CTXH_OK)
		return rc;
	vault_tag(h->vault, VAULT_FACTS, "case", full, strlen(full), tag);
	if ((rc = tag_find(h, &case_tags, tag, id)) != CTXH_OK)
		return rc;
	if (*id != 0)
		return CTXH_OK;
	(void)fail(h, CTXH_ENOTFOUND, T(h, "no such case: \"%s\"; see ctxh "
	    "list"), full[0] != '\0' ? full : number);
	return fail_where_text(h, "case", number);
}

/* The rule set that a document names: a case's first one does, and each of
 * those without a case. */
static int
take_rules(ctxh *h, struct casefile *c, const ctxh_value *meta)
{
	const char *rules = get_text(meta, "rules");

	if (rules != NULL)
		c->rules = rules_named(h, rules);
	if (c->rules != NULL)
		return CTXH_OK;
	if (rulebook_load(h) != CTXH_OK)
		return h->status;
	return fail(h, CTXH_EFAIL, T(h, "this program does not have the rule "
	    "set \"%s\""), rules != NULL ? rules : "");
}

/* What the first document says of the whole case. */
static int
begin_case(ctxh *h, struct casefile *c, const ctxh_value *meta)
{
	const char *number = get_text(meta, "number");

	if (number == NULL)
		return CTXH_OK;		/* documents without a case */
	if (strlen(number) >= CASE_NUMBER_MAX ||
	    sscanf(number, "VV-%4d-", &c->year) != 1)
		return fail(h, CTXH_EINTEGRITY, T(h, "a case has no number: "
		    "row %lld of table document"), (long long)c->id);
	strcpy(c->number, number);
	return CTXH_OK;
}

struct doc *
case_doc(const struct casefile *c, int64_t id)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->docs[i].id == id)
			return &c->docs[i];
	return NULL;
}

static int
fill_doc(ctxh *h, struct casefile *c, struct doc *d)
{
	const char	*form = get_text(d->meta, "form");
	struct doc	*old;

	d->fields = ctxh_value_get(d->meta, "fields");
	if (form != NULL && strcmp(form, FORM_RECOUNT) == 0)
		d->form = &form_recount;
	else
		d->form = form != NULL ? rules_form(c->rules, form) : NULL;
	if (d->form == NULL)
		return fail(h, CTXH_EINTEGRITY, T(h, "a document of an unknown "
		    "form: row %lld of table document"), (long long)d->id);
	d->at = get_int(d->meta, "at", 0);
	d->root = d->id;
	d->supersedes = get_int(d->meta, "supersedes", 0);
	if (d->supersedes != 0 && (old = case_doc(c, d->supersedes)) != NULL) {
		old->superseded = 1;
		d->root = old->root;
	}
	return CTXH_OK;
}

int
case_add(ctxh *h, struct casefile *c, int64_t id, int64_t op,
    int64_t recorded_at, const char *by, ctxh_value *meta,
    ctxh_value *person)
{
	struct doc	*d;
	int		 rc;

	if (mem_grow((void **)&c->docs, &c->cap, c->n + 1, sizeof(*d)) != 0) {
		ctxh_value_free(meta);
		ctxh_value_free(person);
		return fail_nomem(h);
	}
	d = &c->docs[c->n];
	memset(d, 0, sizeof(*d));
	d->id = id;
	d->op = op;
	d->seq = (int)c->n + 1;
	d->recorded_at = recorded_at;
	d->meta = meta;
	d->person = person;
	(void)snprintf(d->by, sizeof(d->by), "%s", by);
	c->n++;
	if ((c->n == 1 || c->id == 0) &&
	    (rc = take_rules(h, c, meta)) != CTXH_OK)
		return rc;
	if (c->n == 1 && (rc = begin_case(h, c, meta)) != CTXH_OK)
		return rc;
	return fill_doc(h, c, d);
}

void
case_drop_last(struct casefile *c)
{
	struct doc *d = &c->docs[--c->n], *old;

	if (d->supersedes != 0 && (old = case_doc(c, d->supersedes)) != NULL)
		old->superseded = 0;
	ctxh_value_free(d->meta);
	ctxh_value_free(d->person);
}

static int
load_doc(ctxh *h, struct casefile *c, stmt *st)
{
	const void	*blob;
	ctxh_value	*meta;
	int64_t		 id = db_int(st, 0);
	size_t		 n;
	int		 rc;

	blob = db_blob(st, 5, &n);
	rc = cell_value(h, TABLE_DOCUMENT, id, 3, blob, n, &meta);
	if (rc == CTXH_OK && (rc = pupils_follow(h, meta)) != CTXH_OK)
		ctxh_value_free(meta);
	if (rc != CTXH_OK)
		return rc;
	return case_add(h, c, id, db_int(st, 1), db_int(st, 3), db_text(st, 4),
	    meta, NULL);
}

static int
check_number(ctxh *h, const struct casefile *c)
{
	return c->id == 0 || c->number[0] != '\0' ? CTXH_OK : fail(h,
	    CTXH_EINTEGRITY, T(h, "a case has no number: row %lld of table "
	    "document"), (long long)c->id);
}

int
case_load(ctxh *h, int64_t id, struct casefile *c)
{
	stmt	*st;
	int	 rc, step;

	memset(c, 0, sizeof(*c));
	c->id = id;
	/* Documents without a case go by the newest rules. */
	if ((rc = rulebook_load(h)) != CTXH_OK ||
	    (rc = db_stmt(h, SQL_document_of_case, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	while ((step = db_step(h, st)) == 1)
		if ((rc = load_doc(h, c, st)) != CTXH_OK) {
			db_reset(st);
			case_free(c);
			return rc;
		}
	if (step < 0) {
		case_free(c);
		return h->status;
	}
	if ((rc = check_number(h, c)) != CTXH_OK)
		case_free(c);
	return rc;
}

/* The documents of one case, the first of which may be the statement's row;
 * *step is what db_step() said last. */
static int
load_next(ctxh *h, stmt *st, int *step, int64_t id, struct casefile *c)
{
	int rc = CTXH_OK;

	*c = (struct casefile){ .id = id };
	while (*step == 1 && db_int(st, 2) < id)
		*step = db_step(h, st);
	while (rc == CTXH_OK && *step == 1 && db_int(st, 2) == id)
		if ((rc = load_doc(h, c, st)) == CTXH_OK)
			*step = db_step(h, st);
	if (rc == CTXH_OK)
		rc = *step < 0 ? h->status : check_number(h, c);
	return rc;
}

struct chosen {
	case_want_fn	 want;
	void		*ctx;
	int64_t		*ids;
	size_t		 n, cap;
};

static int
choose_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct chosen *c = ctx;

	if (c->want != NULL && !c->want(f, c->ctx))
		return CTXH_OK;
	if (mem_grow((void **)&c->ids, &c->cap, c->n + 1, sizeof(*c->ids)) !=
	    0)
		return fail_nomem(h);
	c->ids[c->n++] = f->id;
	return CTXH_OK;
}

static int
load_chosen(ctxh *h, const struct chosen *chosen, case_fn fn)
{
	struct casefile	c;
	stmt		*st;
	size_t		 i;
	int		 rc, step;

	if ((rc = rulebook_load(h)) != CTXH_OK ||
	    (rc = db_stmt(h, SQL_document_by_case, &st)) != CTXH_OK)
		return rc;
	step = db_step(h, st);
	for (i = 0; rc == CTXH_OK && i < chosen->n; i++) {
		if (i % PROGRESS_CASES == 0 &&
		    (rc = handle_progress(h, i, chosen->n)) != CTXH_OK)
			break;
		if ((rc = load_next(h, st, &step, chosen->ids[i], &c)) ==
		    CTXH_OK)
			rc = fn(h, &c, chosen->ctx);
		case_free(&c);
	}
	db_reset(st);
	return rc;
}

int
cases_each(ctxh *h, case_want_fn want, case_fn fn, void *ctx)
{
	struct chosen	c = { .want = want, .ctx = ctx };
	int		rc;

	/* Their rows come in the order of the ids, and so do documents. */
	if ((rc = facts_each(h, choose_case, &c)) == CTXH_OK)
		rc = load_chosen(h, &c, fn);
	free(c.ids);
	return rc;
}

void
case_free(struct casefile *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		ctxh_value_free(c->docs[i].meta);
		ctxh_value_free(c->docs[i].person);
	}
	free(c->docs);
	memset(c, 0, sizeof(*c));
}

int
doc_open_person(ctxh *h, struct doc *d)
{
	return d->person != NULL ? CTXH_OK :
	    cell_read(h, TABLE_DOCUMENT, SQL_document_get, d->id, 4, &d->person);
}

int
doc_fields(ctxh *h, struct doc *d, ctxh_value **out)
{
	int rc;

	*out = NULL;
	if ((rc = doc_open_person(h, d)) != CTXH_OK)
		return rc;
	return form_join(h, d->form, d->fields, d->person, out);
}

static int
has_role(const ctxh_value *person, const char *role)
{
	const char *has = get_text(person, "role");

	return has != NULL && strcmp(has, role) == 0;
}

int
person_is_subject(const ctxh_value *person)
{
	return has_role(person, "nguoi-bi-hai") ||
	    has_role(person, "nguoi-can-tro-giup");
}

int
person_is_offender(const ctxh_value *person)
{
	return has_role(person, "nguoi-gay-hai");
}
