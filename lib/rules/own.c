/* Rule sets of the school's own: told of, read, compared, taken in. */
#include <stdlib.h>
#include <string.h>

#include "rules/book.h"

#include "base/notice.h"
#include "base/value.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "rules/compare.h"
#include "rules/data_file.h"
#include "rules/place.h"
#include "text/date.h"

/* A school has a few; the book has room for these and for the library's. */
#define OWN_MAX 32

/* ---- what there is ---- */

static int
put_day(ctxh_value *o, const char *key, int64_t day)
{
	char text[11];

	if (day == INT64_MAX || date_format(day, text) != 0)
		return put_null(o, key);
	return put_text(o, key, text);
}

static int
list_set(ctxh *h, const struct rules *r, int own, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc = CTXH_OK;

	if (o == NULL || put_text(o, "id", r->id) |
	    put_text(o, "title", label_text(h, &r->title)) |
	    put_text(o, "basis", r->basis) |
	    put_day(o, "valid_from", r->from) | put_day(o, "valid_to", r->to) |
	    put(o, "levels", r->levels != NULL ? ctxh_value_copy(r->levels) :
	    ctxh_value_null()) |
	    put_text(o, "origin", own ? "store" : "built-in") |
	    (own ? put_int(o, "op", r->op) : put_null(o, "op")) |
	    (own ? 0 : put_null(o, "at") | put_null(o, "by")) |
	    put_bool(o, "in_force", r == rules_newest(h)) |
	    put_bool(o, "kept", r == rules_newest(h) &&
	    r->to < day_of(handle_now(h))))
		rc = fail_nomem(h);
	else if (own)
		rc = put_op_when(h, o, "at", "by", r->op);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_rules_list(ctxh *h, ctxh_value **out)
{
	const struct rules	*r;
	ctxh_value		*list;
	size_t			 i;
	int			 rc = CTXH_OK;

	*out = NULL;
	if (rulebook_refresh(h) != CTXH_OK || rulebook_load(h) != CTXH_OK)
		return h->status;
	if ((list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	for (i = 0; rc == CTXH_OK && i < h->rules->count; i++)
		rc = (r = rules_at(h, i)) != NULL ? list_set(h, r,
		    i >= h->rules->carried, list) : h->status;
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	*out = list;
	return CTXH_OK;
}

EXPORT int64_t
ctxh_rules_own(ctxh *h)
{
	int64_t	 n = 0;
	stmt	*st;

	if (h->db == NULL || db_stmt(h, SQL_rule_set_max, &st) != CTXH_OK)
		return 0;
	if (db_step(h, st) == 1)
		n = db_int(st, 0);
	db_reset(st);
	return n;
}

EXPORT const char *
ctxh_rules_schema(void)
{
	/* The table of files ends each with a NUL. */
	return (const char *)data_file("rules.schema")->bytes;
}

/* ---- reading ---- */

/* A fault that has a path gets its line, too. */
static int
add_place(ctxh *h, const char *json, size_t n, int rc)
{
	const char	*path = get_text(h->where, "path");
	size_t		 line, column;

	if (path == NULL)
		return rc;
	json_place(json, n, path, &line, &column);
	(void)fail_where_int(h, "line", (int64_t)line);
	(void)fail_where_int(h, "column", (int64_t)column);
	return rc;
}

static int
read_set(ctxh *h, const char *json, size_t n, const char *name,
    struct rules **r)
{
	int rc = rules_read(h, json, n, name, r);

	return rc == CTXH_OK ? rc : add_place(h, json, n, rc);
}

EXPORT int
ctxh_rules_check(ctxh *h, const char *json, size_t n, const char *name)
{
	struct rules	*r;
	int		 rc = read_set(h, json, n, name, &r);

	rules_free(r);
	return rc;
}

EXPORT int
ctxh_rules_read(ctxh *h, const char *json, size_t n, const char *name,
    ctxh_value **out)
{
	struct rules	*r;
	int		 rc;

	*out = NULL;
	if ((rc = read_set(h, json, n, name, &r)) != CTXH_OK)
		return rc;
	*out = r->tree;
	r->tree = NULL;
	rules_free(r);
	return CTXH_OK;
}

EXPORT int
ctxh_rules_diff(ctxh *h, const ctxh_value *a, const ctxh_value *b,
    ctxh_value **out)
{
	ctxh_value	*list = ctxh_value_list();
	int		 rc;

	*out = NULL;
	if (list == NULL)
		return fail_nomem(h);
	if ((rc = rules_compare(h, a, b, list)) != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	*out = list;
	return CTXH_OK;
}

/* ---- taking in ---- */

/* From when on it applies, which is not always what somebody expects. */
static int
notices(ctxh *h, const struct rules *r, ctxh_value *list)
{
	int64_t	today = day_of(handle_now(h));
	int	rc = CTXH_OK;

	if (!rules_cover_school(h, r))
		rc = notice_add(h, list, "other-levels", T(h, "it is for "
		    "other levels of school than this one's; no case here "
		    "will go by it"), NULL);
	else if (r->from > today)
		rc = notice_add(h, list, "future", T(h, "cases that are taken "
		    "in before the day it begins go by the present rule "
		    "set"), NULL);
	else if (r->from < today)
		rc = notice_add(h, list, "past", T(h, "it begins in the past: "
		    "cases recorded already keep their rule set; those of "
		    "that time recorded from now on go by this one, and so "
		    "do the tables of a report that ends then or later"), NULL);
	if (rc == CTXH_OK && r->to < today)
		rc = notice_add(h, list, "ended", T(h, "it has ended; only "
		    "cases of its time go by it"), NULL);
	return rc;
}

/* An id means one content for ever, since cases go by it. */
static int
check_id(ctxh *h, const struct rules *r, int *known)
{
	const struct rules *old = rules_named(h, r->id);

	*known = old != NULL;
	if (old == NULL && rulebook_load(h) != CTXH_OK)
		return h->status;
	if (old != NULL && !value_same(old->tree, r->tree))
		return fail(h, CTXH_ERULE, T(h, "a rule set \"%s\" is there "
		    "already with other content, and cases keep it; give this "
		    "one another id"), r->id);
	if (old == NULL && h->rules->count - h->rules->carried >= OWN_MAX)
		return fail(h, CTXH_ERULE, T(h, "more than %d rule sets"),
		    OWN_MAX);
	return CTXH_OK;
}

static int
put_set(ctxh *h, const struct rules *r)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if (o == NULL || put(o, "rules", ctxh_value_copy(r->tree)) |
	    put_text(op_detail(h), "rules", r->id))
		rc = fail_nomem(h);
	else
		rc = sealed_put(h, TABLE_RULE_SET, o, NULL, NULL);
	ctxh_value_free(o);
	return rc;
}

/* What the set changes against the one in force. */
static int
describe(ctxh *h, const struct rules *r, int known, ctxh_value *out)
{
	const struct rules	*now = rules_newest(h);
	ctxh_value		*changes = ctxh_value_list();
	ctxh_value		*list = ctxh_value_list();
	int			 bad, rc;

	if (now == NULL || changes == NULL || list == NULL)
		rc = now == NULL ? h->status : fail_nomem(h);
	else if (known)
		rc = notice_add(h, list, "same", T(h, "the same rule set is "
		    "there already; nothing was written"), NULL);
	else if ((rc = rules_compare(h, now->tree, r->tree, changes)) ==
	    CTXH_OK)
		rc = notices(h, r, list);
	bad = put_int(out, "format", 1) | put_text(out, "id", r->id) |
	    put_text(out, "title", label_text(h, &r->title)) |
	    put_day(out, "valid_from", r->from) |
	    put_day(out, "valid_to", r->to) |
	    put_bool(out, "in_force", rules_applies(h, r)) |
	    put_text(out, "against", now != NULL ? now->id : NULL);
	bad |= put(out, "changes", changes);
	bad |= put(out, "notices", list);
	if (rc == CTXH_OK && bad)
		rc = fail_nomem(h);
	return rc;
}

/* The size that is sealed is that of the joined set, not of the file. */
static int
check_size(ctxh *h, const struct rules *r, const char *name)
{
	char	*text = ctxh_value_print(r->tree, 0);
	size_t	 n = text != NULL ? strlen(text) : 0;

	free(text);
	if (n == 0)
		return fail_nomem(h);
	return n <= RULES_BYTES_MAX ? CTXH_OK : fail(h, CTXH_EUSAGE,
	    T(h, "%s: longer than %zu bytes"), name, RULES_BYTES_MAX);
}

/* Within the write lock, so that nobody takes the same id meanwhile. */
static int
import(ctxh *h, const struct rules *r, unsigned flags, ctxh_value *out)
{
	int known, write, rc;

	rulebook_changed(h);
	if ((rc = check_id(h, r, &known)) != CTXH_OK ||
	    (rc = describe(h, r, known, out)) != CTXH_OK)
		return rc;
	write = !known && (flags & CTXH_DRY_RUN) == 0;
	if (!write || (rc = put_set(h, r)) == CTXH_OK)
		rc = op_finish(h, !write, out);
	rulebook_changed(h);
	return rc;
}

EXPORT int
ctxh_rules_import(ctxh *h, const char *json, size_t n, const char *name,
    unsigned flags, ctxh_value **out)
{
	struct rules	*r = NULL;
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	*out = NULL;
	if (o == NULL)
		return fail_nomem(h);
	if ((rc = need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, "rules-import",
	    T(h, "rule sets are taken in by the focal person or the "
	    "principal"))) == CTXH_OK &&
	    (rc = read_set(h, json, n, name, &r)) == CTXH_OK &&
	    (rc = check_size(h, r, name)) == CTXH_OK &&
	    (rc = op_begin(h, "rules-import")) == CTXH_OK)
		rc = import(h, r, flags, o);
	op_abort(h);
	rules_free(r);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return CTXH_OK;
}
