/*
 * Changing the directory of agencies.  It stands here and not in lib/rules
 * because the cases have a say: an agency that one was referred to on a day
 * was there on that day.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/check.h"
#include "cases/view.h"
#include "chain/member.h"
#include "chain/op.h"
#include "rules/book.h"
#include "rules/contact.h"
#include "rules/directory.h"
#include "text/date.h"

#define IMPORT_MAX	((size_t)4 << 20)

/* ---- the cases' say ---- */

/* Whether the agency was there on the day, and would be no longer. */
static int
would_go(const struct directory *d, const char *code, int64_t day)
{
	const struct agency	*a = directory_find(d, code);
	size_t			 i;

	if (a == NULL || (i = (size_t)(a - d->list)) >= d->nold)
		return 0;
	return agency_existed(&d->old[i], day) && !agency_existed(a, day);
}

static int
check_case(ctxh *h, struct casefile *c, void *ctx)
{
	struct directory	*d = ctx;
	const struct doc	*doc;
	const char		*code;
	char			 day[11];

	EACH(doc, c->docs, c->n) {
		code = doc->superseded ? NULL : doc_sent_to(doc);
		if (code == NULL || !would_go(d, code, day_of(doc->at)))
			continue;
		(void)date_show(day_of(doc->at), day);
		(void)fail(h, CTXH_ERULE, T(h, "the case \"%s\" was referred "
		    "to \"%s\" on %s; it must have existed then"), c->number,
		    code, day);
		return fail_where_text(h, "case", c->number);
	}
	return CTXH_OK;
}

static int
is_narrowed(const struct directory *d)
{
	size_t i;

	for (i = 0; i < d->nold; i++)
		if (d->list[i].from > d->old[i].from ||
		    d->list[i].to < d->old[i].to)
			return 1;
	return 0;
}

/* ---- what came of it ---- */

static int
put_double(ctxh *h, const struct agency *a, const struct agency *other,
    ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	struct buf	 b = { 0 };
	int		 rc = CTXH_OK;

	buf_fmt(&b, T(h, "the name of \"%s\" is nearly that of \"%s\" (%s); "
	    "is it the same agency?"), a->code, other->code, other->name);
	if (buf_failed(&b) || o == NULL || put_text(o, "code", "double") |
	    put_text(o, "agency", a->code) |
	    put_text(o, "other", other->code) |
	    put_text(o, "message", b.data) | push(list, o)) {
		ctxh_value_free(o);
		rc = fail_nomem(h);
	}
	buf_free(&b);
	return rc;
}

/* The codes that changed, and what to look at. */
static int
describe(ctxh *h, const struct directory *d, ctxh_value *out)
{
	const struct agency	*other;
	ctxh_value		*codes = ctxh_value_list(),
	    *notices = ctxh_value_list();
	size_t			 i;
	int			 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < d->n; i++) {
		if (!d->changed[i])
			continue;
		if (push_text(codes, d->list[i].code) != 0)
			rc = fail_nomem(h);
		else if ((other = directory_double(h, d, &d->list[i])) != NULL)
			rc = put_double(h, &d->list[i], other, notices);
	}
	if (put_int(out, "format", 1) | put(out, "changed", codes) |
	    put(out, "notices", notices))
		rc = fail_nomem(h);
	return rc;
}

static int
begin(ctxh *h, struct directory *d, const char *verb)
{
	int rc;

	memset(d, 0, sizeof(*d));
	if ((rc = need_insider(h, verb)) != CTXH_OK ||
	    (rc = op_begin(h, verb)) != CTXH_OK)
		return rc;
	return directory_open(h, d);
}

/* Commits, unless it is a trial or there is nothing to write. */
static int
commit(ctxh *h, int write, const char *code, size_t changes, ctxh_value *out)
{
	int rc;

	if (put_int(op_detail(h), "changed", (int64_t)changes) |
	    (code != NULL ? put_text(op_detail(h), "code", code) : 0))
		return fail_nomem(h);
	if ((rc = op_finish(h, !write, out)) == CTXH_OK && write)
		rulebook_changed(h);
	return rc;
}

static int
finish(ctxh *h, struct directory *d, const char *code, unsigned flags,
    ctxh_value *out)
{
	size_t	changes = directory_changes(d);
	int	rc;

	if ((rc = directory_check(h, d)) != CTXH_OK ||
	    (is_narrowed(d) &&
	    (rc = cases_each(h, NULL, check_case, d)) != CTXH_OK) ||
	    (rc = describe(h, d, out)) != CTXH_OK ||
	    (rc = directory_write(h, d)) != CTXH_OK)
		return rc;
	return commit(h, changes > 0 && (flags & CTXH_DRY_RUN) == 0, code,
	    changes, out);
}

/* The end of every function here: *out is for the caller after success. */
static int
end(ctxh *h, struct directory *d, int rc, ctxh_value **out)
{
	op_abort(h);
	directory_close(d);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

/* ---- one agency ---- */

static int
put_date(ctxh_value *o, const char *key, int64_t day)
{
	char s[11];

	return date_format(day, s) == 0 ? put_text(o, key, s) : -1;
}

/* A day as somebody typed it, with its weekday perhaps. */
static int
put_typed(ctxh *h, ctxh_value *words, const char *key, const char *s)
{
	int64_t	day;
	int	rc = ctxh_date_parse(h, s, &day);

	if (rc == CTXH_EUSAGE)
		return fail_where_text(h, "field", key);
	if (rc == CTXH_OK && put_date(words, key, day) != 0)
		rc = fail_nomem(h);
	return rc;
}

/* The members of given go over those of words. */
static int
overlay(ctxh *h, ctxh_value *words, const ctxh_value *given)
{
	const ctxh_value	*v;
	const char		*key, *s;
	int			 rc;

	if (ctxh_value_kind(given) != CTXH_OBJECT)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the fields are no "
		    "object"));
	VALUE_EACH(v, given) {
		key = ctxh_value_key(v);
		s = ctxh_value_str(v);
		if (s != NULL && *s != '\0' && (strcmp(key, "valid_from") ==
		    0 || strcmp(key, "valid_to") == 0))
			rc = put_typed(h, words, key, s);
		else
			rc = put(words, key, ctxh_value_copy(v)) == 0 ?
			    CTXH_OK : fail_nomem(h);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* Ill-formed members are said before anything else is looked at. */
static int
check_fields(ctxh *h, const char *code, const ctxh_value *fields, int all)
{
	ctxh_value	*words = ctxh_value_object();
	struct arena	*arena = NULL;
	struct agency	 a;
	int		 rc;

	if (words == NULL || (!all && (put_text(words, "kind", "x") |
	    put_text(words, "name", "x"))))
		rc = fail_nomem(h);
	else if ((rc = overlay(h, words, fields)) == CTXH_OK)
		rc = put_text(words, "code", code) != 0 ? fail_nomem(h) :
		    agency_take(h, &arena, words, &a);
	arena_free(arena);
	ctxh_value_free(words);
	return rc;
}

static int
change(ctxh *h, struct directory *d, const char *code,
    const ctxh_value *fields)
{
	struct agency	*a = directory_find(d, code);
	ctxh_value	*words;
	int		 rc;

	if (a == NULL)
		return agency_unknown(h, code);
	if ((words = agency_words(a)) == NULL)
		return fail_nomem(h);
	if ((rc = overlay(h, words, fields)) == CTXH_OK)
		rc = put_text(words, "code", code) != 0 ? fail_nomem(h) :
		    directory_put(h, d, words);
	ctxh_value_free(words);
	return rc;
}

/* Nobody loses his successor unseen; behind the last of them is a place. */
static int
refuse_place(ctxh *h, const struct directory *d, const struct agency *old)
{
	const struct agency	*next = directory_find(d, old->successor);
	const struct agency	*last = next, *a;
	size_t			 i;

	for (i = 0; i < d->n && last != NULL && last->successor != NULL &&
	    (a = directory_find(d, last->successor)) != NULL; i++)
		last = a;
	return next == NULL ? agency_unknown(h, old->successor) :
	    fail(h, CTXH_ERULE, T(h, "the agency \"%s\" has a successor "
	    "already, \"%s\" (%s); say --instead-of %s, or take the "
	    "successor away first: ctxh agency set %s --successor \"\""),
	    old->code, next->code, next->name, last->code, old->code);
}

/* The old one ends on the day before the new one begins, or has ended. */
static int
succeed(ctxh *h, struct directory *d, const char *code, const char *old)
{
	const struct agency	*new = directory_find(d, code);
	const struct agency	*a = directory_find(d, old);
	ctxh_value		*fields;
	int			 rc;

	if (a == NULL)
		return agency_unknown(h, old);
	if (a->successor != NULL)
		return refuse_place(h, d, a);
	if ((fields = ctxh_value_object()) == NULL ||
	    put_text(fields, "successor", code) | (a->to >= new->from ?
	    put_date(fields, "valid_to", new->from - 1) : 0))
		rc = fail_nomem(h);
	else
		rc = change(h, d, old, fields);
	ctxh_value_free(fields);
	return rc;
}

/* A new one's members; who takes another's place begins some day. */
static int
new_words(ctxh *h, const char *code, const ctxh_value *fields,
    const char *instead_of, ctxh_value **out)
{
	ctxh_value	*words = ctxh_value_object();
	const char	*from = get_text(fields, "valid_from");
	int		 rc;

	*out = words;
	if (words == NULL)
		return fail_nomem(h);
	if ((rc = overlay(h, words, fields)) != CTXH_OK)
		return rc;
	if (put_text(words, "code", code) | (instead_of != NULL &&
	    (from == NULL || *from == '\0') ? put_date(words, "valid_from",
	    day_of(op_at(h))) : 0))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
add(ctxh *h, struct directory *d, const char *code, const ctxh_value *fields,
    const char *instead_of)
{
	const struct agency	*a = directory_find(d, code);
	ctxh_value		*words = NULL;
	int			 rc;

	if (a != NULL)
		return fail(h, CTXH_ERULE, T(h, "there is an agency \"%s\" "
		    "(%s); take another code, or correct it with ctxh agency "
		    "set"), code, a->name);
	if ((rc = new_words(h, code, fields, instead_of, &words)) ==
	    CTXH_OK && (rc = directory_put(h, d, words)) == CTXH_OK &&
	    instead_of != NULL)
		rc = succeed(h, d, code, instead_of);
	ctxh_value_free(words);
	return rc;
}

EXPORT int
ctxh_agency_add(ctxh *h, const char *code, const ctxh_value *fields,
    const char *instead_of, ctxh_value **out)
{
	struct directory	d = { 0 };
	int			rc;

	*out = NULL;
	if ((rc = check_fields(h, code, fields, 1)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = begin(h, &d, "agency add")) == CTXH_OK &&
	    (rc = add(h, &d, code, fields, instead_of)) == CTXH_OK)
		rc = finish(h, &d, code, 0, *out);
	return end(h, &d, rc, out);
}

static int
set(ctxh *h, const char *verb, const char *code, const ctxh_value *fields,
    ctxh_value **out)
{
	struct directory	d = { 0 };
	int			rc;

	*out = NULL;
	if ((rc = check_fields(h, code, fields, 0)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = begin(h, &d, verb)) == CTXH_OK &&
	    (rc = change(h, &d, code, fields)) == CTXH_OK)
		rc = finish(h, &d, code, 0, *out);
	return end(h, &d, rc, out);
}

EXPORT int
ctxh_agency_set(ctxh *h, const char *code, const ctxh_value *fields,
    ctxh_value **out)
{
	return set(h, "agency set", code, fields, out);
}

EXPORT int
ctxh_agency_end(ctxh *h, const char *code, const char *last,
    const char *successor, ctxh_value **out)
{
	ctxh_value	*fields = ctxh_value_object();
	int		 rc;

	*out = NULL;
	if (fields == NULL || (successor != NULL &&
	    put_text(fields, "successor", successor) != 0))
		rc = fail_nomem(h);
	else if ((rc = put_typed(h, fields, "valid_to", last != NULL ? last :
	    "")) == CTXH_OK)
		rc = set(h, "agency end", code, fields, out);
	ctxh_value_free(fields);
	return rc;
}

EXPORT int
ctxh_agency_contact(ctxh *h, const char *code, const ctxh_value *contact,
    ctxh_value **out)
{
	struct directory	d = { 0 };
	int			rc, changed;

	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = begin(h, &d, "agency contact")) == CTXH_OK) {
		if (directory_find(&d, code) == NULL)
			rc = agency_unknown(h, code);
		else if ((rc = contact_put(h, code, contact, &changed)) ==
		    CTXH_OK)
			rc = put_int(*out, "format", 1) |
			    put_text(*out, "agency", code) ? fail_nomem(h) :
			    commit(h, changed, code, 1, *out);
	}
	return end(h, &d, rc, out);
}

/* ---- a whole directory ---- */

static int
read_all(ctxh *h, ctxh_read_fn read, void *ctx, struct buf *b)
{
	char	chunk[8192];
	size_t	got;

	buf_str(b, "");
	do {
		if (read(ctx, chunk, sizeof(chunk), &got) != 0)
			return fail(h, CTXH_EIO, "%s", T(h, "reading the "
			    "directory failed"));
		buf_add(b, chunk, got);
	} while (got > 0 && !buf_failed(b) && b->len <= IMPORT_MAX);
	if (buf_failed(b))
		return fail_nomem(h);
	return b->len <= IMPORT_MAX ? CTXH_OK : fail(h, CTXH_EUSAGE,
	    T(h, "the directory is longer than %zu bytes"), IMPORT_MAX);
}

struct import {
	struct directory	 d;
	struct agency_place	*places;	/* of what was changed */
	struct agency_errors	 errors;
	int64_t			 read;
};

static int
take_words(ctxh *h, const ctxh_value *words, const struct agency_place *at,
    void *ctx)
{
	struct import		*im = ctx;
	const struct agency	*a;
	int			 rc;

	im->read++;
	if ((rc = directory_put(h, &im->d, words)) != CTXH_OK)
		im->errors.over = im->d.n == AGENCY_MAX;
	else if ((a = directory_find(&im->d, get_text(words, "code"))) != NULL)
		im->places[a - im->d.list] = *at;
	return rc;
}

/* What shows only when all are there. */
static int
check_all(ctxh *h, struct import *im)
{
	size_t	i;
	int	rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < im->d.n &&
	    ctxh_value_count(im->errors.list) < AGENCY_ERRORS_MAX; i++)
		if (im->d.changed[i] && directory_check_one(h, &im->d,
		    &im->d.list[i]) != CTXH_OK)
			rc = agency_wrong(h, &im->errors, &im->places[i]);
	return rc;
}

/* Fails as the first of the errors, which are all in ctxh_where(). */
static int
refuse_import(ctxh *h, struct import *im)
{
	const ctxh_value	*e = ctxh_value_first(im->errors.list), *at;
	const char		*message = get_text(e, "message");
	const char		*field = get_text(e, "field");
	size_t			 n = ctxh_value_count(im->errors.list);

	if (n == 1)
		(void)fail(h, im->errors.first, "%s", message);
	else
		(void)fail(h, im->errors.first, T(h, "%zu errors in the "
		    "directory, nothing was written; the first: %s"), n,
		    message);
	if ((at = ctxh_value_get(e, "line")) != NULL ||
	    (at = ctxh_value_get(e, "item")) != NULL)
		(void)fail_where_int(h, ctxh_value_key(at),
		    (int64_t)ctxh_value_num(at));
	if (field != NULL)
		(void)fail_where_text(h, "field", field);
	if (h->where == NULL)
		h->where = ctxh_value_object();
	if (put(h->where, "errors", im->errors.list) != 0)
		(void)fail_nomem(h);
	im->errors.list = NULL;
	return h->status;
}

static int
read_import(ctxh *h, const struct buf *text, struct import *im)
{
	int rc;

	im->errors.list = ctxh_value_list();
	im->places = arena_get(&im->d.arena, AGENCY_MAX, sizeof(*im->places));
	if (im->errors.list == NULL || im->places == NULL)
		return fail_nomem(h);
	if ((rc = agencies_read(h, text->data, text->len, &im->errors,
	    take_words, im)) == CTXH_OK &&
	    ctxh_value_count(im->errors.list) == 0)
		rc = check_all(h, im);
	if (rc != CTXH_OK)
		return rc;
	if (ctxh_value_count(im->errors.list) > 0)
		return refuse_import(h, im);
	return im->read > 0 ? CTXH_OK : fail(h, CTXH_EUSAGE, "%s", T(h,
	    "there is no agency in the file; it is CSV with a header, or "
	    "JSON"));
}

static int
import(ctxh *h, const struct buf *text, struct import *im, unsigned flags,
    ctxh_value *out)
{
	int rc;

	if ((rc = begin(h, &im->d, "agency import")) != CTXH_OK ||
	    (rc = read_import(h, text, im)) != CTXH_OK)
		return rc;
	if (put_int(out, "read", im->read) |
	    put_int(out, "new", (int64_t)(im->d.n - im->d.nold)))
		return fail_nomem(h);
	return finish(h, &im->d, NULL, flags, out);
}

EXPORT int
ctxh_agency_import(ctxh *h, ctxh_read_fn read, void *ctx, unsigned flags,
    ctxh_value **out)
{
	struct import	im = { 0 };
	struct buf	text = { 0 };
	int		rc;

	*out = NULL;
	if ((rc = read_all(h, read, ctx, &text)) == CTXH_OK) {
		if ((*out = ctxh_value_object()) == NULL)
			rc = fail_nomem(h);
		else
			rc = import(h, &text, &im, flags, *out);
	}
	buf_free(&text);
	ctxh_value_free(im.errors.list);
	return end(h, &im.d, rc, out);
}
