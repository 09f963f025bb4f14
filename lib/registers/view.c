#include "registers/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/activity.h"
#include "registers/pair.h"
#include "registers/yearplan.h"
#include "rules/book.h"
#include "text/date.h"

/* What the documents of an entry add up to. */
static int (*const sums[REGISTER_COUNT])(ctxh *, const struct entry *,
    int year, ctxh_value *) = {
	[REGISTER_ACTIVITY] = activity_sums,
	[REGISTER_RESOURCE] = resource_sums,
	[REGISTER_YEARPLAN] = yearplan_sums,
};

static int
put_moment(ctxh_value *o, const char *key, int64_t at)
{
	char text[26];

	if (at == ENTRY_OPEN || moment_format(at, text) != 0)
		return put_null(o, key);
	return put_text(o, key, text);
}

/* Most often it is the pupil's newest one; 0: that is of a later year. */
static int
newest_version(ctxh *h, int64_t student, int year, int64_t *version)
{
	struct buf	 json = { 0 };
	stmt		*st;
	int		 rc;

	if ((rc = student_now(h, student, version)) == CTXH_ENOTFOUND) {
		fail_clear(h);
		*version = 0;
		return CTXH_OK;
	}
	if (rc != CTXH_OK || year == 0 ||
	    (rc = version_row(h, *version, &st)) != CTXH_OK)
		return rc;
	if (st != NULL && (rc = row_open(h, TABLE_STUDENT, st, 1, &json)) ==
	    CTXH_OK && facts_year(json.data) > year)
		*version = 0;
	if (st != NULL)
		db_reset(st);
	buf_free(&json);
	return rc;
}

int
pupil_version(ctxh *h, int64_t student, int year, int64_t *version)
{
	int64_t	of[STUDENT_YEARS];
	int	i, rc, want = year - DATE_YEAR_MIN;

	if ((rc = newest_version(h, student, year, version)) != CTXH_OK ||
	    *version != 0)
		return rc;
	if ((rc = student_years(h, student, of)) != CTXH_OK)
		return rc;
	for (i = 0; i < STUDENT_YEARS; i++)
		if (of[i] != 0 && (*version == 0 || year == 0 || i <= want))
			*version = of[i];
	return CTXH_OK;
}

static int
put_copy(ctxh_value *o, const char *key, const ctxh_value *v)
{
	return v != NULL ? put(o, key, ctxh_value_copy(v)) : put_null(o, key);
}

static int
put_pupil(ctxh *h, const struct entry *e, int year, unsigned flags,
    ctxh_value *o)
{
	static const char *const known[] = { "class", "grade", "sex",
	    "ethnic" };
	ctxh_value	*facts = NULL, *person = NULL;
	int64_t		 version = 0, student;
	size_t		 i;
	int		 rc, bad = 0, names = (flags & CTXH_NAMES) != 0;

	if (e->student == 0)
		return CTXH_OK;
	if ((rc = pupil_version(h, e->student, year, &version)) == CTXH_OK &&
	    version != 0)
		rc = version_open(h, version, &student, &facts,
		    names ? &person : NULL);
	for (i = 0; rc == CTXH_OK && i < sizeof(known) / sizeof(*known); i++)
		bad |= put_copy(o, known[i], ctxh_value_get(facts, known[i]));
	if (names)
		bad |= put_text(o, "student", person_code(person)) |
		    put_text(o, "name", get_text(person, "name"));
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc != CTXH_OK ? rc : bad ? fail_nomem(h) : CTXH_OK;
}

/* Those that are there already stay; a pair's key is no field. */
static int
add_fields(ctxh_value *o, const struct entry_doc *d, const ctxh_value *fields)
{
	const ctxh_value	*v;
	int			 bad = 0;

	VALUE_EACH(v, fields)
		if (form_field(d->form, ctxh_value_key(v)) != NULL &&
		    ctxh_value_get(o, ctxh_value_key(v)) == NULL)
			bad |= put(o, ctxh_value_key(v), ctxh_value_copy(v));
	return bad;
}

static int
put_doc(ctxh *h, struct entry_doc *d, unsigned flags, ctxh_value *o)
{
	int rc;

	if ((flags & CTXH_NAMES) != 0 &&
	    (rc = entry_open_person(h, d)) != CTXH_OK)
		return rc;
	return add_fields(o, d, d->fields) | ((flags & CTXH_NAMES) != 0 &&
	    add_fields(o, d, d->person)) ? fail_nomem(h) : CTXH_OK;
}

/* The first document, then the newest of each other form. */
static int
put_docs(ctxh *h, struct entry *e, unsigned flags, ctxh_value *o)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	struct entry_doc	*d;
	int			 rc = CTXH_OK;

	EACH(d, e->docs, e->n)
		if (d == start && (rc = put_doc(h, d, flags, o)) != CTXH_OK)
			return rc;
	EACH(d, e->docs, e->n)
		if (d != start && d->form->step != STEP_PAIR &&
		    d == entry_newest(e, d->form->id,
		    INT64_MAX) && (rc = put_doc(h, d, flags, o)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

int
entry_value(ctxh *h, struct entry *e, int year, unsigned flags,
    ctxh_value **out)
{
	ctxh_value	*o = ctxh_value_object();
	int64_t		 ends = entry_ends(e, INT64_MAX);
	char		 number[ENTRY_NUMBER_MAX];
	int		 rc;

	*out = NULL;
	entry_number(e->kind, e->id, number);
	if (o == NULL || put_text(o, "entry", number) |
	    put_text(o, "register", register_names[e->kind]) |
	    put_moment(o, "from", entry_begins(e, INT64_MAX)) |
	    put_moment(o, "ended", ends) |
	    put_bool(o, "open", ends == ENTRY_OPEN))
		rc = fail_nomem(h);
	else if ((rc = put_pupil(h, e, year, flags, o)) == CTXH_OK &&
	    (rc = put_docs(h, e, flags, o)) == CTXH_OK &&
	    sums[e->kind] != NULL)
		rc = sums[e->kind](h, e, year, o);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}

int
entry_in_year(const struct entry *e, int year)
{
	int64_t begins = entry_begins(e, INT64_MAX);
	int64_t ends = entry_ends(e, INT64_MAX), to = entry_day(e, "to");

	if (e->kind == REGISTER_YEARPLAN && yearplan_year(e) != 0)
		return yearplan_year(e) == year;
	if (begins == ENTRY_OPEN || year_of_day(day_of(begins)) > year)
		return 0;
	/* What was planned for a time is of that time. */
	if (to >= 0)
		return year_of_day(to) >= year;
	return ends == ENTRY_OPEN || year_of_day(day_of(ends)) >= year;
}

/* ---- lists ---- */

/* The right to see what the flags ask for, and its trace. */
static int
may_see(ctxh *h, const char *verb, unsigned flags, const char *what)
{
	int rc;

	if ((rc = need_facts(h, verb)) != CTXH_OK ||
	    (flags & CTXH_NAMES) == 0)
		return rc;
	if ((rc = need_person(h, verb)) != CTXH_OK)
		return rc;
	return trace_names(h, verb, what);
}

static int
give(ctxh *h, struct entry *e, int year, unsigned flags, ctxh_row_fn row,
    void *ctx)
{
	ctxh_value	*o;
	int		 rc;

	if ((rc = entry_value(h, e, year, flags, &o)) != CTXH_OK)
		return rc;
	if (row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

int
entry_year(ctxh *h, const char *text, int *year)
{
	int rc;

	*year = 0;
	if (text != NULL && strcmp(text, "all") == 0)
		return CTXH_OK;
	if ((rc = year_wanted(h, text, year)) == CTXH_ENOTFOUND) {
		fail_clear(h);
		rc = CTXH_OK;
	}
	return rc;
}

EXPORT int
ctxh_entry_list(ctxh *h, const char *kind, const char *year, unsigned flags,
    ctxh_row_fn row, void *ctx)
{
	enum register_kind	k = register_named(kind);
	struct entries		all;
	char			verb[32];
	size_t			i;
	int			rc, y;

	if (k == REGISTER_COUNT)
		return fail(h, CTXH_EUSAGE, T(h, "no such register: \"%s\""),
		    kind);
	if (k == REGISTER_MENTOR && pair_asked(h, NULL))
		return pair_list(h, year, flags, row, ctx);
	(void)snprintf(verb, sizeof(verb), "%s list", kind);
	if ((rc = may_see(h, verb, flags, year != NULL ? year : "")) !=
	    CTXH_OK || (rc = entry_year(h, year, &y)) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	rc = entries_load(h, k, 0, &all);
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		if ((y == 0 || entry_in_year(&all.list[i], y)) &&
		    ((flags & CTXH_ENTRY_OPEN) == 0 || entry_ends(&all.list[i],
		    INT64_MAX) == ENTRY_OPEN))
			rc = give(h, &all.list[i], y, flags, row, ctx);
	entries_free(&all);
	return db_release(h, rc);
}

/* ---- one entry ---- */

static int
show_doc(ctxh *h, const struct entry *e, struct entry_doc *d, unsigned flags,
    ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object(), *fields = NULL;
	char		 number[ENTRY_NUMBER_MAX], id[DOCUMENT_NUMBER_MAX];
	int		 rc = CTXH_OK;

	if ((flags & CTXH_NAMES) != 0)
		rc = entry_open_person(h, d);
	if (rc == CTXH_OK)
		rc = form_join(h, d->form, d->fields,
		    (flags & CTXH_NAMES) != 0 ? d->person : NULL, &fields);
	entry_number(e->kind, e->id, number);
	if (d->is_pair)
		pair_number(e->id, d->id, id);
	else
		(void)snprintf(id, sizeof(id), "%s/%d", number, d->seq);
	if (rc == CTXH_OK && (o == NULL || put_text(o, "id", id) |
	    put_text(o, "form", d->form->id) |
	    put_text(o, "title", label_text(h, &d->form->title)) |
	    put_moment(o, "at", d->at) |
	    put_moment(o, "recorded_at", d->recorded_at) |
	    put_text(o, "by", d->by) |
	    put_bool(o, "superseded", d->superseded)))
		rc = fail_nomem(h);
	if (rc != CTXH_OK) {
		ctxh_value_free(fields);
		ctxh_value_free(o);
		return rc;
	}
	if (put(o, "fields", fields) != 0) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* By recording, also where notes of a pair were added. */
static int
by_op(const void *a, const void *b)
{
	const struct entry_doc *x = a, *y = b;

	if (x->op != y->op)
		return x->op < y->op ? -1 : 1;
	if (x->is_pair != y->is_pair)
		return x->is_pair - y->is_pair;
	return (x->id > y->id) - (x->id < y->id);
}

int
entry_documents(ctxh *h, struct entry *e, unsigned flags, ctxh_value *out)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;
	int		 rc = CTXH_OK;

	if (e->n > 0)
		qsort(e->docs, e->n, sizeof(*e->docs), by_op);
	for (i = 0; rc == CTXH_OK && i < e->n; i++)
		rc = show_doc(h, e, &e->docs[i], flags, list);
	if (rc != CTXH_OK)
		ctxh_value_free(list);
	else if (put_int(out, "format", 1) | put(out, "documents", list))
		rc = fail_nomem(h);
	return rc;
}

/* What is noted of a pair, for who may read it. */
static int
add_notes(ctxh *h, struct entry *e)
{
	struct pair_key	k;
	int		rc;

	if (e->kind != REGISTER_MENTOR || !role_has_person(h->actor->role))
		return CTXH_OK;
	if ((rc = pair_key_of(h, e, &k)) == CTXH_OK)
		rc = pair_docs(h, e, &k, 0);
	pair_end(&k);
	return rc;
}

static int
show(ctxh *h, struct entry *e, unsigned flags, ctxh_value **out)
{
	int rc;

	if ((rc = add_notes(h, e)) != CTXH_OK ||
	    (rc = entry_value(h, e, 0, flags, out)) != CTXH_OK ||
	    (e->kind == REGISTER_ACTIVITY &&
	    (rc = activity_put_reached(h, e, *out)) != CTXH_OK) ||
	    (e->kind == REGISTER_YEARPLAN &&
	    (rc = yearplan_show(h, e, flags, *out)) != CTXH_OK))
		return rc;
	return entry_documents(h, e, flags, *out);
}

EXPORT int
ctxh_entry_show(ctxh *h, const char *number, unsigned flags, ctxh_value **out)
{
	struct entry	e;
	int		rc;

	*out = NULL;
	if (pair_asked(h, number))
		return pair_show(h, number, flags, out);
	if ((rc = may_see(h, "entry show", flags, number)) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = entry_find(h, number, REGISTER_COUNT, &e)) == CTXH_OK) {
		rc = show(h, &e, flags, out);
		entry_free(&e);
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}
