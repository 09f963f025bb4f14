/* ctxh_undo(): an operation is taken back by another one. */
#include "cases/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/rebuild.h"
#include "chain/log.h"
#include "chain/op.h"
#include "chain/rows.h"
#include "chain/verify.h"
#include "people/student.h"
#include "registers/record.h"
#include "registers/times.h"
#include "rules/book.h"
#include "rules/setting.h"

#define PART_MOST 8	/* more than that part of the rows are most */

/* ---- an operation ---- */

static int
read_about(ctxh *h, stmt *st, struct about *a)
{
	const void	*payload;
	const char	*verb;
	ctxh_value	*detail;
	size_t		 n;
	int		 rc;

	a->at = db_int(st, 2);
	(void)snprintf(a->by, sizeof(a->by), "%s", db_text(st, 3));
	buf_str(&a->rows, db_text(st, 5));
	if (buf_failed(&a->rows))
		return fail_nomem(h);
	payload = db_blob(st, 4, &n);
	if ((rc = op_payload(h, a->op, payload, n, &detail)) != CTXH_OK)
		return rc;
	verb = get_text(detail, "verb");
	(void)snprintf(a->verb, sizeof(a->verb), "%s", verb != NULL ? verb :
	    "");
	ctxh_value_free(detail);
	return CTXH_OK;
}

int
about_op(ctxh *h, int64_t op, struct about *a)
{
	stmt	*st;
	int	 rc;

	memset(a, 0, sizeof(*a));
	a->op = op;
	if ((rc = db_stmt(h, SQL_op_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, op);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : fail(h, CTXH_ENOTFOUND, T(h, "no "
		    "such operation: %lld; see ctxh log"), (long long)op);
	rc = read_about(h, st, a);
	db_reset(st);
	return rc;
}

void
about_free(struct about *a)
{
	buf_free(&a->rows);
}

int
about_put(ctxh_value *o, const char *op, const struct about *a)
{
	return put_int(o, op, a->op) | put_text(o, "verb", a->verb) |
	    put_moment(o, "at", a->at) | put_text(o, "by", a->by);
}

int
about_wrote(const struct about *a, enum table_id which)
{
	char name[64];

	(void)snprintf(name, sizeof(name), "%s ", truth_tables[which].name);
	return strstr(a->rows.data, name) != NULL;
}

/* ---- which one, and may it be taken back ---- */

static int
choose(struct undoing *u, int64_t op)
{
	int rc;

	if (op == 0 && (rc = db_number(u->h, SQL_op_undoable, 0, &op)) !=
	    CTXH_OK)
		return rc;
	if (op == 0)
		return fail(u->h, CTXH_ENOTFOUND, "%s", T(u->h, "there is "
		    "nothing to take back"));
	if ((rc = about_op(u->h, op, &u->target)) != CTXH_OK ||
	    (rc = about_op(u->h, undo_root(&u->undos, op), &u->root)) !=
	    CTXH_OK)
		return rc;
	u->redo = undone_by(&u->undos, u->root.op, INT64_MAX) != 0;
	return CTXH_OK;
}

static int
check_target(struct undoing *u)
{
	long long	op = (long long)u->target.op;
	int64_t		by = undone_by(&u->undos, u->target.op, INT64_MAX);

	if (op == 1)
		return fail(u->h, CTXH_ERULE, "%s", T(u->h, "the first "
		    "operation made the store and stays"));
	if (rows_none(u->target.rows.data))
		return fail(u->h, CTXH_ERULE, T(u->h, "operation %lld (\"%s\") "
		    "changed nothing: it is a trace and stays"), op,
		    u->target.verb);
	if (by == 0)
		return CTXH_OK;
	(void)fail(u->h, CTXH_ERULE, T(u->h, "operation %lld was taken back "
	    "already, by operation %lld; to do it again: ctxh undo %lld"), op,
	    (long long)by, (long long)by);
	return fail_where_int(u->h, "op", by);
}

static int
check_rights(struct undoing *u)
{
	char	who[HANDLE_MAX + 1];
	int	rc;

	if (rows_denied(u->root.rows.data, u->h->actor->role) != TABLE_COUNT)
		return op_deny(u->h, "undo", "focal", T(u->h, "the register "
		    "of pupils is kept by the focal person"));
	if ((rc = undo_decided_by(u->h, u->root.op, u->h->actor->handle,
	    who)) != CTXH_OK || who[0] == '\0')
		return rc;
	return op_deny(u->h, "undo", "principal", T(u->h, "who decided with "
	    "the own key takes the decision back"));
}

/* ---- what it is about ---- */

static int
add_id(ctxh *h, int64_t **list, size_t *n, size_t *cap, int64_t id)
{
	if (id == 0 || (*n > 0 && (*list)[*n - 1] == id))
		return CTXH_OK;
	if (mem_grow((void **)list, cap, *n + 1, sizeof(**list)) != 0)
		return fail_nomem(h);
	(*list)[(*n)++] = id;
	return CTXH_OK;
}

static int
add_case(struct undoing *u, int64_t id)
{
	return add_id(u->h, &u->cases, &u->ncases, &u->cases_cap, id);
}

/* Whether a document of an entry says when it begins or ends, or of whom it is. */
static int
is_bound(int64_t step)
{
	return step == STEP_START || step == STEP_END;
}

static int
take_own(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct undoing	*u = ctx;
	int		 rc;

	if (which == TABLE_DOCUMENT &&
	    (rc = add_case(u, db_int(st, 2))) != CTXH_OK)
		return rc;
	if (which == TABLE_ENTRY && ((rc = add_id(h, &u->entries,
	    &u->nentries, &u->entries_cap, db_int(st, 2))) != CTXH_OK ||
	    (is_bound(db_int(st, 4)) && (rc = add_id(h, &u->bounds,
	    &u->nbounds, &u->bounds_cap, db_int(st, 2))) != CTXH_OK)))
		return rc;
	return subjects_row(h, which, st, &u->own);
}

/* Where files are joined, or are two again, cases have another pupil. */
static int
add_joined(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct undoing	*u = ctx;
	struct subject	 pupil = { SUBJECT_PUPIL, SUBJECT_NEEDS, 0 };
	size_t		 i;

	for (i = 0; i < f->nstudents; i++) {
		pupil.key = f->students[i];
		if (subjects_meet(&u->own, &pupil, 0))
			return add_case(u, f->id);
	}
	(void)h;
	return CTXH_OK;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
sort_ids(int64_t *list, size_t *n)
{
	size_t i, kept = 0;

	if (*n > 0)
		qsort(list, *n, sizeof(*list), by_id);
	for (i = 0; i < *n; i++)
		if (i == 0 || list[i] != list[kept - 1])
			list[kept++] = list[i];
	*n = kept;
}

static int
load_own(struct undoing *u)
{
	size_t	i;
	int	rc;

	u->own.consents = u->own.joins = 1;
	for (i = 0; i < TABLE_COUNT; i++)
		if (about_wrote(&u->root, (enum table_id)i) && (rc =
		    rows_each(u->h, (enum table_id)i, u->root.op, u->root.op,
		    take_own, u)) != CTXH_OK)
			return rc;
	subjects_sort(&u->own);
	if (about_wrote(&u->root, TABLE_STUDENT) &&
	    (rc = facts_each(u->h, add_joined, u)) != CTXH_OK)
		return rc;
	sort_ids(u->cases, &u->ncases);
	sort_ids(u->entries, &u->nentries);
	return CTXH_OK;
}

static int
take_pupil(ctxh *h, enum table_id which, stmt *st, void *ctx)
{
	struct undoing *u = ctx;

	(void)which;
	if (mem_grow((void **)&u->pupils, &u->pupils_cap, u->npupils + 1,
	    sizeof(*u->pupils)) != 0)
		return fail_nomem(h);
	u->pupils[u->npupils++] = db_int(st, 2);
	return CTXH_OK;
}

/* Of many pupils all the derived rows are made anew, in their order. */
static int
load_pupils(struct undoing *u)
{
	int64_t	all;
	int	rc;

	if (!about_wrote(&u->root, TABLE_STUDENT))
		return CTXH_OK;
	if ((rc = rows_each(u->h, TABLE_STUDENT, u->root.op, u->root.op,
	    take_pupil, u)) != CTXH_OK ||
	    (rc = db_number(u->h, SQL_student_max, 0, &all)) != CTXH_OK)
		return rc;
	sort_ids(u->pupils, &u->npupils);
	u->most = u->npupils > (size_t)all / PART_MOST;
	return u->most ? CTXH_OK : students_untag(u->h, u->pupils,
	    u->npupils);
}

/* ---- doing it ---- */

static int
write_row(struct undoing *u)
{
	struct cell	cells[TABLE_COLUMNS] = { { 0 } };
	int64_t		id;
	int		rc;

	cells[0].n = u->target.op;
	if (put_int(op_detail(u->h), "undone", u->target.op) |
	    put_text(op_detail(u->h), "of", u->root.verb))
		return fail_nomem(u->h);
	if ((rc = op_next(u->h, TABLE_UNDO, &id)) != CTXH_OK ||
	    (rc = op_row(u->h, TABLE_UNDO, id, cells)) != CTXH_OK)
		return rc;
	rulebook_changed(u->h);
	return undone_rebuild(u->h);
}

/* The operation that wrote a row, which is live. */
static int
op_of(ctxh *h, enum sql get, int64_t id, int64_t *op)
{
	stmt	*st;
	int	 rc;

	*op = 0;
	if ((rc = db_stmt(h, get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) == 1)
		*op = db_int(st, 1);
	db_reset(st);
	return rc < 0 ? h->status : CTXH_OK;
}

/* Two rows would have what only one can: the later one is in the way. */
static int
refuse_clash(struct undoing *u, enum sql get, const int64_t rows[2],
    const char *what)
{
	int64_t	a, b;
	int	rc;

	if (rows[0] == 0)
		return CTXH_OK;
	if ((rc = op_of(u->h, get, rows[0], &a)) != CTXH_OK ||
	    (rc = op_of(u->h, get, rows[1], &b)) != CTXH_OK)
		return rc;
	return undo_blocked_by(u, a > b ? a : b, what);
}

static int
derive_pupils(struct undoing *u)
{
	int64_t	clash[2];
	int	i, rc;

	if (!about_wrote(&u->root, TABLE_STUDENT))
		return CTXH_OK;
	rc = u->most ? students_rebuild(u->h, clash) : students_derive(u->h,
	    u->pupils, u->npupils, clash);
	if (rc != CTXH_OK)
		return rc;
	for (i = 0; i < 2 && clash[0] != 0; i++)
		if ((rc = student_now(u->h, clash[i], &clash[i])) != CTXH_OK)
			return rc;
	return refuse_clash(u, SQL_student_version_get, clash, T(u->h,
	    "the id of one of its pupils was given to another by"));
}

/* One that goes on again may meet one that was begun since. */
static int
derive_entries(struct undoing *u)
{
	int64_t	op;
	size_t	i;
	int	rc;

	for (i = 0; i < u->nentries; i++)
		if ((rc = times_put(u->h, u->entries[i])) != CTXH_OK)
			return rc;
	if ((rc = entries_rival(u->h, u->bounds, u->nbounds, &op)) !=
	    CTXH_OK || op == 0)
		return rc;
	return undo_blocked_by(u, op, T(u->h, "the same was begun, at the "
	    "same time, by"));
}

static int
derive(struct undoing *u)
{
	int64_t	clash[2];
	size_t	i;
	int	rc;

	/* Whose file a pupil's is now, the cases want to know. */
	if ((rc = derive_pupils(u)) != CTXH_OK ||
	    (rc = derive_entries(u)) != CTXH_OK)
		return rc;
	for (i = 0; i < u->ncases; i++)
		if ((rc = rebuild_case(u->h, u->cases[i])) != CTXH_OK)
			return rc;
	if (u->ncases == 0 && !about_wrote(&u->root, TABLE_STUDENT))
		return CTXH_OK;
	if ((rc = rebuild_index(u->h, clash)) != CTXH_OK)
		return rc;
	return refuse_clash(u, SQL_document_get, clash, T(u->h, "the number "
	    "of its case was given to another by"));
}

/* Somebody is left to go on, and no key is of two. */
static int
check_members(struct undoing *u)
{
	struct member	*list;
	size_t		 n, i, j, focals = 0, same = 0;
	int		 rc;

	if (!about_wrote(&u->root, TABLE_STAFF))
		return CTXH_OK;
	if ((rc = members_load(u->h, &list, &n)) != CTXH_OK)
		return rc;
	for (i = 0; i < n; i++) {
		focals += list[i].active && list[i].role == ROLE_FOCAL;
		for (j = 0; list[i].active && j < i; j++)
			same += list[j].active && memcmp(list[i].sign_pk,
			    list[j].sign_pk, KEY_SIZE) == 0;
	}
	members_free(list, n);
	if (focals == 0)
		return fail(u->h, CTXH_ERULE, "%s", T(u->h, "no active focal "
		    "person would be left; admit another first"));
	return same == 0 ? CTXH_OK : fail(u->h, CTXH_ERULE, "%s", T(u->h,
	    "two members would have one key"));
}

static int
take_back(struct undoing *u)
{
	int rc;

	if ((rc = undo_describe(u)) != CTXH_OK ||
	    (rc = load_own(u)) != CTXH_OK ||
	    (rc = undo_blocked(u)) != CTXH_OK ||
	    (rc = write_row(u)) != CTXH_OK)
		return rc;
	return derive(u);
}

/* What it needs may be gone, which shows before anything is made of it. */
static int
do_again(struct undoing *u)
{
	int rc;

	if ((rc = write_row(u)) != CTXH_OK || (rc = load_own(u)) != CTXH_OK ||
	    (rc = undo_blocked(u)) != CTXH_OK || (rc = derive(u)) != CTXH_OK)
		return rc;
	return undo_describe(u);
}

/* Where it failed op_deny() has ended the operation. */
static int
undo(struct undoing *u, int64_t op)
{
	int rc;

	if ((rc = rulebook_refresh(u->h)) != CTXH_OK ||
	    (rc = undos_load(u->h, &u->undos)) != CTXH_OK ||
	    (rc = choose(u, op)) != CTXH_OK ||
	    (rc = check_target(u)) != CTXH_OK ||
	    (rc = check_rights(u)) != CTXH_OK ||
	    (rc = load_pupils(u)) != CTXH_OK ||
	    (rc = settings_load(u->h, &u->settings)) != CTXH_OK)
		return rc;
	if ((rc = u->redo ? do_again(u) : take_back(u)) != CTXH_OK ||
	    (rc = check_members(u)) != CTXH_OK)
		return rc;
	return undo_settings(u);
}

static int
answer(struct undoing *u, ctxh_value *out)
{
	ctxh_value	*root = ctxh_value_object();
	ctxh_value	*changes = u->changes;

	u->changes = NULL;
	if (put_int(out, "format", 1) | about_put(out, "undone", &u->target) |
	    (root == NULL || about_put(root, "op", &u->root)) |
	    put(out, "of", root) | put_bool(out, "again", u->redo) |
	    put(out, "changes", changes))
		return fail_nomem(u->h);
	return CTXH_OK;
}

EXPORT int
ctxh_undo(ctxh *h, int64_t op, unsigned flags, ctxh_value **out)
{
	struct undoing	 u = { .h = h };
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	*out = NULL;
	u.keys = ctxh_value_list();
	u.changes = ctxh_value_list();
	if (o == NULL || u.keys == NULL || u.changes == NULL)
		rc = fail_nomem(h);
	else if ((rc = need_insider(h, "undo")) == CTXH_OK &&
	    (rc = op_begin(h, "undo")) == CTXH_OK &&
	    (rc = undo(&u, op)) == CTXH_OK && (rc = answer(&u, o)) == CTXH_OK)
		rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, o);
	op_abort(h);
	rulebook_changed(h);
	undos_free(&u.undos);
	about_free(&u.target);
	about_free(&u.root);
	subjects_free(&u.own);
	free(u.pupils);
	free(u.cases);
	free(u.entries);
	free(u.bounds);
	ctxh_value_free(u.settings);
	ctxh_value_free(u.keys);
	ctxh_value_free(u.changes);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return CTXH_OK;
}
