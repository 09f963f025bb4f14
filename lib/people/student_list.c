/* Listing, finding and showing pupils. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/roster.h"
#include "people/student.h"
#include "people/year.h"
#include "text/date.h"
#include "text/fold.h"

static int
put_copy(ctxh_value *o, const char *key, const ctxh_value *v)
{
	return v != NULL ? put(o, key, ctxh_value_copy(v)) : put_null(o, key);
}

static int
put_names(ctxh_value *o, const ctxh_value *person)
{
	return put_text(o, "student", person_code(person)) |
	    put_text(o, "name", get_text(person, "name")) |
	    put_text(o, "born", get_text(person, "born"));
}

int
student_value(ctxh *h, int64_t student, const ctxh_value *facts,
    const ctxh_value *person, ctxh_value **out)
{
	const ctxh_value	*flags = ctxh_value_get(facts, "flags");
	ctxh_value		*o = ctxh_value_object();
	char			 year[16];

	*out = NULL;
	year_name((int)get_int(facts, "year", 0), year);
	if (o == NULL || put_int(o, "id", student) |
	    put_text(o, "year", year) |
	    put_copy(o, "class", ctxh_value_get(facts, "class")) |
	    put_copy(o, "grade", ctxh_value_get(facts, "grade")) |
	    put_copy(o, "sex", ctxh_value_get(facts, "sex")) |
	    put_copy(o, "ethnic", ctxh_value_get(facts, "ethnic")) |
	    put_copy(o, "birth_year", ctxh_value_get(facts, "born")) |
	    put_copy(o, "status", ctxh_value_get(facts, "status")) |
	    put(o, "flags", flags != NULL ? ctxh_value_copy(flags) :
	    ctxh_value_list()) ||
	    (person != NULL && put_names(o, person) != 0)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	*out = o;
	return CTXH_OK;
}

static int
give(ctxh *h, int64_t version, unsigned flags, ctxh_row_fn row, void *ctx)
{
	ctxh_value	*facts, *person = NULL, *o = NULL;
	int64_t		 student = 0;
	int		 rc;

	rc = version_open(h, version, &student, &facts,
	    (flags & CTXH_NAMES) != 0 ? &person : NULL);
	if (rc == CTXH_OK)
		rc = student_value(h, student, facts, person, &o);
	if (rc == CTXH_OK && row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	ctxh_value_free(person);
	ctxh_value_free(facts);
	return rc;
}

/* The right to see what the flags ask for, and its trace. */
static int
may_see(ctxh *h, unsigned flags, const char *verb, const char *what)
{
	int rc;

	if ((flags & CTXH_NAMES) == 0)
		return CTXH_OK;
	if ((rc = need_person(h, verb)) != CTXH_OK)
		return rc;
	return trace_names(h, verb, what);
}

EXPORT int
ctxh_student_list(ctxh *h, const char *year, const char *class_,
    unsigned flags, ctxh_row_fn row, void *ctx)
{
	struct roster	all;
	char		name[16];
	size_t		i;
	int		rc, y;

	if ((rc = need_insider(h, "student list")) != CTXH_OK ||
	    (rc = year_wanted(h, year, &y)) != CTXH_OK)
		return rc;
	year_name(y, name);
	if ((rc = may_see(h, flags, "student list", name)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	rc = roster_load(h, y, class_, &all);
	for (i = 0; i < all.n && rc == CTXH_OK; i++)
		rc = give(h, all.versions[i], flags, row, ctx);
	roster_free(&all);
	return db_release(h, rc);
}

/* The name of a person's JSON, which begins with it; its length in *n. */
static const char *
name_in(const char *json, size_t *n)
{
	static const char	first[] = "{\"name\":\"";
	const char		*s = json + sizeof(first) - 1, *p;

	*n = 0;
	if (json == NULL || strncmp(json, first, sizeof(first) - 1) != 0)
		return NULL;
	for (p = s; *p != '\0' && *p != '"'; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	*n = (size_t)(p - s);
	return s;
}

/* Whether every word of the key begins a word of the folded name. */
static int
has_words(const char *name, const char *key)
{
	const char	*word = key, *p;
	size_t		 n;

	for (; *word != '\0'; word += n + (word[n] == ' ')) {
		n = strcspn(word, " ");
		for (p = name; p != NULL; p = strchr(p, ' ')) {
			p += *p == ' ';
			if (strncmp(p, word, n) == 0)
				break;
		}
		if (p == NULL)
			return 0;
	}
	return 1;
}

struct search {
	ctxh		*h;
	const char	*key;
	unsigned	 flags;
	ctxh_row_fn	 row;
	void		*ctx;
	struct buf	 json, name;
};

static int
is_wanted(struct search *s, const char *name, size_t n, int *is)
{
	buf_reset(&s->name);
	fold(name, n, &s->name);
	if (buf_failed(&s->name))
		return fail_nomem(s->h);
	*is |= s->name.len > 0 && has_words(s->name.data, s->key);
	return CTXH_OK;
}

/* Names that a file has from those that were joined to it: few have any. */
static int
try_others(struct search *s, int *is)
{
	const ctxh_value	*v;
	ctxh_value		*person;
	int			 rc;

	if (strstr(s->json.data, "\"" PERSON_ALSO "\":{") == NULL)
		return CTXH_OK;
	rc = ctxh_value_parse(s->h, s->json.data, s->json.len, &person);
	if (rc != CTXH_OK)
		return rc;
	VALUE_EACH(v, ctxh_value_get(ctxh_value_get(person, PERSON_ALSO),
	    "name"))
		if (rc == CTXH_OK && ctxh_value_str(v) != NULL)
			rc = is_wanted(s, ctxh_value_str(v),
			    strlen(ctxh_value_str(v)), is);
	ctxh_value_free(person);
	return rc;
}

static int
try_version(struct search *s, int64_t version)
{
	const char	*name;
	stmt		*st;
	size_t		 n;
	int		 rc, is = 0;

	if ((rc = version_row(s->h, version, &st)) != CTXH_OK || st == NULL)
		return rc;
	rc = row_open(s->h, TABLE_STUDENT, st, 2, &s->json);
	db_reset(st);
	if (rc != CTXH_OK || (name = name_in(s->json.data, &n)) == NULL)
		return rc;
	if ((rc = is_wanted(s, name, n, &is)) != CTXH_OK || (!is &&
	    (rc = try_others(s, &is)) != CTXH_OK) || !is)
		return rc;
	return give(s->h, version, s->flags, s->row, s->ctx);
}

static int
search_names(struct search *s)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(s->h, SQL_student_newest_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(s->h, st)) == 1)
		if ((rc = try_version(s, db_int(st, 0))) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? s->h->status : CTXH_OK;
}

int
student_persons(ctxh *h, int (*fn)(ctxh *, const ctxh_value *, void *),
    void *ctx)
{
	ctxh_value	*person;
	stmt		*st;
	int		 rc, step;

	if ((rc = db_stmt(h, SQL_student_newest_scan, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		rc = version_open(h, db_int(st, 0), NULL, NULL, &person);
		if (rc == CTXH_OK)
			rc = fn(h, person, ctx);
		ctxh_value_free(person);
		if (rc != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	}
	return step < 0 ? h->status : CTXH_OK;
}

EXPORT int
ctxh_student_find(ctxh *h, const char *text, unsigned flags, ctxh_row_fn row,
    void *ctx)
{
	struct search	s = { .h = h, .flags = flags, .row = row, .ctx = ctx };
	struct buf	key = { 0 };
	int64_t		student, version;
	int		rc;

	if ((rc = need_person(h, "student find")) != CTXH_OK)
		return rc;
	fold(text, strlen(text), &key);
	if (buf_failed(&key)) {
		rc = fail_nomem(h);
		goto done;
	}
	if (key.len == 0) {
		rc = fail(h, CTXH_EUSAGE, "%s", T(h, "nothing to look for; "
		    "give a part of a name, or an id"));
		goto done;
	}
	if ((rc = may_see(h, flags, "student find", "")) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		goto done;
	rc = student_find_code(h, text, &student);
	if (rc == CTXH_OK) {
		rc = student_now(h, student, &version);
		if (rc == CTXH_OK)
			rc = give(h, version, flags, row, ctx);
		goto done;
	}
	if (rc != CTXH_ENOTFOUND)
		goto done;
	fail_clear(h);
	s.key = key.data;
	rc = search_names(&s);
done:
	rc = db_release(h, rc);
	buf_free(&s.json);
	buf_free(&s.name);
	buf_free(&key);
	return rc;
}

static int
put_year(ctxh *h, ctxh_value *years, int64_t version)
{
	ctxh_value	*facts, *o = NULL;
	char		 year[16];
	int		 rc;

	if ((rc = version_open(h, version, NULL, &facts, NULL)) != CTXH_OK)
		return rc;
	year_name((int)get_int(facts, "year", 0), year);
	if ((o = ctxh_value_object()) == NULL ||
	    put_text(o, "year", year) |
	    put_copy(o, "class", ctxh_value_get(facts, "class")) |
	    put_copy(o, "grade", ctxh_value_get(facts, "grade")) |
	    put_copy(o, "status", ctxh_value_get(facts, "status"))) {
		ctxh_value_free(o);
		rc = fail_nomem(h);
	} else if (push(years, o) != 0)
		rc = fail_nomem(h);
	ctxh_value_free(facts);
	return rc;
}

/* The years in which he was enrolled, the last first; the newest row of
 * each. */
static int
put_years(ctxh *h, int64_t student, ctxh_value *out)
{
	ctxh_value	*years = ctxh_value_list();
	int64_t		 of[STUDENT_YEARS];
	int		 rc = student_years(h, student, of), y;

	for (y = STUDENT_YEARS; rc == CTXH_OK && y-- > 0;)
		if (of[y] != 0)
			rc = put_year(h, years, of[y]);
	if (rc == CTXH_OK && put(out, "years", years) != 0)
		return fail_nomem(h);
	if (rc != CTXH_OK)
		ctxh_value_free(years);
	return rc;
}

int
student_value_all(ctxh *h, int64_t student, const ctxh_value *facts,
    const ctxh_value *person, ctxh_value **out)
{
	const ctxh_value *item;
	const char	 *key;
	int		  rc;

	if ((rc = student_value(h, student, facts, person, out)) != CTXH_OK)
		return rc;
	VALUE_EACH(item, person) {
		key = ctxh_value_key(item);
		if (strcmp(key, "status") == 0)
			key = "status_text";	/* the other is a code */
		if (ctxh_value_get(*out, key) == NULL &&
		    put_copy(*out, key, item) != 0) {
			ctxh_value_free(*out);
			*out = NULL;
			return fail_nomem(h);
		}
	}
	return CTXH_OK;
}

int
student_show(ctxh *h, int64_t student, unsigned flags, ctxh_value **out)
{
	ctxh_value	*facts = NULL, *person = NULL, *o = NULL;
	int		 rc;

	*out = NULL;
	if ((rc = student_facts(h, student, &facts)) != CTXH_OK ||
	    ((flags & CTXH_NAMES) != 0 &&
	    (rc = student_person(h, student, &person)) != CTXH_OK) ||
	    (rc = student_value_all(h, student, facts, person, &o)) !=
	    CTXH_OK)
		goto done;
	rc = put_years(h, student, o);
done:
	ctxh_value_free(facts);
	ctxh_value_free(person);
	if (rc != CTXH_OK)
		ctxh_value_free(o);
	else
		*out = o;
	return rc;
}
