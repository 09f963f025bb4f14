/* What an operation wrote, in the words of people. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/undo.h"
#include "chain/derived.h"
#include "chain/rows.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/record.h"
#include "rules/book.h"
#include "rules/setting.h"

/* A change to add to the list; NULL where there is no memory. */
static ctxh_value *
change(struct undoing *u, const char *kind)
{
	ctxh_value *o = ctxh_value_object();

	if (put_text(o, "kind", kind) != 0) {
		ctxh_value_free(o);
		return NULL;
	}
	return push(u->changes, o) == 0 ? value_last(u->changes) : NULL;
}

/* A copy of a member, or null. */
static ctxh_value *
copy_of(const ctxh_value *from, const char *key)
{
	const ctxh_value *v = ctxh_value_get(from, key);

	return v != NULL ? ctxh_value_copy(v) : ctxh_value_null();
}

static int
copy_member(ctxh_value *o, const char *key, const ctxh_value *from)
{
	return put(o, key, copy_of(from, key));
}

/* ---- pupils: counted, not named ---- */

struct pupils {
	struct undoing	*u;
	int64_t		 created, updated;
	int		 year;
};

static int
count_pupil(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct pupils	*p = ctx;
	struct buf	 facts = { 0 };
	int		 rc = CTXH_OK;

	if (db_int(st, 2) == db_int(st, 0))
		p->created++;
	else
		p->updated++;
	if (p->year == 0 && (rc = row_open(h, which, st, 1, &facts)) ==
	    CTXH_OK)
		p->year = facts_year(facts.data);
	buf_free(&facts);
	return rc;
}

static int
show_pupils(struct undoing *u)
{
	struct pupils	 p = { u, 0, 0, 0 };
	ctxh_value	*o;
	char		 year[16];
	int		 rc;

	if ((rc = rows_each(u->h, TABLE_STUDENT, u->root.op, u->root.op,
	    count_pupil, &p)) != CTXH_OK)
		return rc;
	year_name(p.year, year);
	o = change(u, "students");
	return o == NULL || put_int(o, "created", p.created) |
	    put_int(o, "updated", p.updated) |
	    put_text(o, "year", p.year != 0 ? year : NULL) ?
	    fail_nomem(u->h) : CTXH_OK;
}

/* ---- documents ---- */

/* The number of a case from its derived row; "" where there is none. */
static int
number_of(ctxh *h, int64_t id, char number[CASE_NUMBER_MAX])
{
	struct case_facts	 f = { 0 };
	struct buf		 b = { 0 };
	const void		*blob;
	stmt			*st;
	size_t			 n;
	int			 rc;

	number[0] = '\0';
	if ((rc = db_stmt(h, SQL_case_fact_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : CTXH_OK;
	blob = db_blob(st, 0, &n);
	rc = derived_open(h, DERIVED_CASE, id, blob, n, &b);
	if (rc == CTXH_OK)
		rc = facts_unpack(h, id, b.data, b.len, &f);
	db_reset(st);
	if (rc == CTXH_OK)
		strcpy(number, f.number);
	facts_free(&f);
	buf_free(&b);
	return rc;
}

static const char *
title_of(ctxh *h, const char *form)
{
	const struct rules	*r;

	if (strcmp(form, FORM_RECOUNT) == 0)
		return T(h, "deadlines counted anew");
	r = rules_of_form(h, form);
	return r != NULL && rules_form(r, form) != NULL ?
	    label_text(h, &rules_form(r, form)->title) : form;
}

static int
show_document(struct undoing *u, stmt *st, const ctxh_value *meta)
{
	const char	*form = get_text(meta, "form");
	int64_t		 case_id = db_int(st, 2);
	char		 number[CASE_NUMBER_MAX] = "";
	ctxh_value	*o;
	int		 rc;

	if (form == NULL)
		form = "";
	if (case_id != 0 && (rc = number_of(u->h, case_id, number)) != CTXH_OK)
		return rc;
	o = change(u, "document");
	if (o == NULL || put_text(o, "case", case_id != 0 ? number : NULL) |
	    put_text(o, "form", form) |
	    put_text(o, "title", title_of(u->h, form)) |
	    put_bool(o, "opens", case_id == db_int(st, 0)) ||
	    u->h->status == CTXH_ENOMEM)
		return fail_nomem(u->h);
	return CTXH_OK;
}

/* ---- what lists told for screening: counted, too ---- */

struct told {
	int64_t		 rows;
	int		 year, run;
};

static int
count_told(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct told	*t = ctx;
	ctxh_value	*facts;
	const void	*blob;
	const char	*kind;
	size_t		 n;
	int		 rc;

	if (t->rows++ > 0)
		return CTXH_OK;
	blob = db_blob(st, 2, &n);
	rc = cell_value(h, which, db_int(st, 0), 0, blob, n, &facts);
	kind = get_text(facts, "kind");
	t->run = kind != NULL && strcmp(kind, "run") == 0;
	t->year = (int)get_int(facts, "year", 0);
	ctxh_value_free(facts);
	return rc;
}

static int
show_told(struct undoing *u)
{
	struct told	 t = { 0 };
	ctxh_value	*o;
	char		 year[16];
	int		 rc;

	rc = rows_each(u->h, TABLE_OBSERVATION, u->root.op, u->root.op,
	    count_told, &t);
	if (rc != CTXH_OK)
		return rc;
	year_name(t.year, year);
	o = change(u, t.run ? "run" : "screening");
	return o == NULL || put_text(o, "year", year) |
	    (t.run ? 0 : put_int(o, "pupils", t.rows)) ? fail_nomem(u->h) :
	    CTXH_OK;
}

/* ---- the other tables ---- */

static int
show_entry(struct undoing *u, stmt *st, const ctxh_value *meta)
{
	const char		*form = get_text(meta, "form");
	const struct form	*f = form != NULL ? entry_form(u->h, form) :
	    NULL;
	char			 number[ENTRY_NUMBER_MAX] = "";
	ctxh_value		*o = change(u, "entry");

	if (f != NULL)
		entry_number(f->kind, db_int(st, 2), number);
	if (o == NULL || put_text(o, "entry", number) |
	    put_text(o, "form", form) |
	    put_text(o, "title", form != NULL ? title_of(u->h, form) : "") |
	    put_bool(o, "opens", db_int(st, 2) == db_int(st, 0)))
		return fail_nomem(u->h);
	return CTXH_OK;
}

/* Notes of a pair; what else a document of a register wrote is that one's. */
static int
show_pair(struct undoing *u, stmt *st)
{
	char		 number[ENTRY_NUMBER_MAX];
	ctxh_value	*o;

	if (about_wrote(&u->root, TABLE_ENTRY))
		return CTXH_OK;
	entry_number(REGISTER_MENTOR, db_int(st, 2), number);
	o = change(u, "entry");
	if (o == NULL || put_text(o, "entry", number) |
	    put_null(o, "form") | put_text(o, "title", T(u->h,
	    "a note of the mentor")) | put_bool(o, "opens", 0))
		return fail_nomem(u->h);
	return CTXH_OK;
}

static int
show_report(struct undoing *u, const ctxh_value *facts)
{
	static const char *const keys[] = { "year", "period", "from", "to",
	    "number", "date", "part" };
	const char	*kind = get_text(facts, "kind");
	ctxh_value	*o = change(u, kind != NULL ? kind : "report");
	size_t		 i;
	int		 bad = 0;

	for (i = 0; o != NULL && i < sizeof(keys) / sizeof(*keys); i++)
		if (ctxh_value_get(facts, keys[i]) != NULL)
			bad |= copy_member(o, keys[i], facts);
	return o == NULL || bad ? fail_nomem(u->h) : CTXH_OK;
}

static int
show_agency(struct undoing *u, const ctxh_value *facts)
{
	int		 contact = ctxh_value_get(facts, "contact") != NULL;
	ctxh_value	*o = change(u, contact ? "contact" : "agency");

	return o == NULL || copy_member(o, "code", facts) |
	    (contact ? 0 : copy_member(o, "name", facts)) ?
	    fail_nomem(u->h) : CTXH_OK;
}

static int
show_facts(struct undoing *u, enum table_id which, stmt *st,
    const ctxh_value *facts)
{
	ctxh_value *o;

	switch (which) {
	case TABLE_DOCUMENT:
		return show_document(u, st, facts);
	case TABLE_ENTRY:
		return show_entry(u, st, facts);
	case TABLE_REPORT:
		return show_report(u, facts);
	case TABLE_AGENCY:
		return show_agency(u, facts);
	case TABLE_SETTING:
		return get_text(facts, "key") == NULL || push_text(u->keys,
		    get_text(facts, "key")) == 0 ? CTXH_OK :
		    fail_nomem(u->h);
	case TABLE_CALENDAR:
		o = change(u, "day");
		return o == NULL || copy_member(o, "date", facts) ||
		    put(o, "day", ctxh_value_copy(ctxh_value_get(facts,
		    "kind"))) || copy_member(o, "name", facts) ?
		    fail_nomem(u->h) : CTXH_OK;
	case TABLE_RULE_SET:
		o = change(u, "rules");
		return o == NULL || copy_member(o, "id", ctxh_value_get(facts,
		    "rules")) ? fail_nomem(u->h) : CTXH_OK;
	case TABLE_STAFF:
		o = change(u, "member");
		return o == NULL || put_text(o, "handle", db_text(st, 3)) |
		    copy_member(o, "role", facts) ? fail_nomem(u->h) :
		    CTXH_OK;
	default:
		return CTXH_OK;
	}
}

/* The column with the facts, from the first behind op; -1: none. */
static int
facts_column(enum table_id which)
{
	size_t i;

	for (i = 0; i < truth_tables[which].ncols; i++)
		if (truth_tables[which].cols[i].kind == CELL_FACTS)
			return (int)i;
	return -1;
}

static int
show_row(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	int		 col = facts_column(which), rc;
	ctxh_value	*facts;
	const void	*blob;
	size_t		 n;

	if (which == TABLE_PAIR)
		return show_pair(ctx, st);
	if (col < 0)
		return CTXH_OK;
	blob = db_blob(st, col + 2, &n);
	rc = cell_value(h, which, db_int(st, 0), (size_t)col, blob, n, &facts);
	if (rc == CTXH_OK)
		rc = show_facts(ctx, which, st, facts);
	ctxh_value_free(facts);
	return rc;
}

int
undo_describe(struct undoing *u)
{
	size_t	i;
	int	rc = CTXH_OK;

	for (i = 0; i < TABLE_COUNT && rc == CTXH_OK; i++) {
		if (!about_wrote(&u->root, (enum table_id)i))
			continue;
		rc = i == TABLE_STUDENT ? show_pupils(u) :
		    i == TABLE_OBSERVATION ? show_told(u) : rows_each(u->h,
		    (enum table_id)i, u->root.op, u->root.op, show_row, u);
	}
	return rc;
}

static int
show_setting(struct undoing *u, const char *key, const ctxh_value *before,
    const ctxh_value *after)
{
	ctxh_value *o = change(u, "setting");

	if (o == NULL || put_text(o, "key", key) != 0)
		return -1;
	return put(o, "was", copy_of(before, key)) |
	    put(o, "value", copy_of(after, key));
}

int
undo_settings(struct undoing *u)
{
	const ctxh_value	*key;
	ctxh_value		*after;
	int			 rc, bad = 0;

	if (ctxh_value_count(u->keys) == 0)
		return CTXH_OK;
	if ((rc = settings_load(u->h, &after)) != CTXH_OK)
		return rc;
	VALUE_EACH(key, u->keys)
		bad |= show_setting(u, ctxh_value_str(key), u->settings,
		    after);
	ctxh_value_free(after);
	return bad ? fail_nomem(u->h) : CTXH_OK;
}
