/* The types and choices of a document's fields. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "rules/rules.h"
#include "text/near.h"
#include "text/typed.h"
#include "text/utf8.h"

#define TEXT_MAX	((size_t)1 << 20)
#define NUMBER_MAX	((int64_t)1 << 53)

struct normaliser {
	ctxh			*h;
	const struct form	*form;
	const struct field	*list;	/* the list whose item it is, or NULL */
	size_t			 item;
};

static void
field_path(const struct normaliser *n, const char *id, char out[128])
{
	char shown[CLIP_SIZE];

	(void)clip(id, shown);
	if (n->list != NULL)
		(void)snprintf(out, 128, "%s[%zu].%s", n->list->id, n->item,
		    shown);
	else
		(void)snprintf(out, 128, "%s", shown);
}

/* what and todo are in the handle's language; the value may be NULL. */
static int
bad_value(const struct normaliser *n, const struct field *f, const char *value,
    const char *what, const char *todo)
{
	char path[128], shown[CLIP_SIZE];

	field_path(n, f->id, path);
	if (value == NULL)
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "%s: \"%s\"; %s"), what,
		    path, todo);
	else
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "%s: \"%s\" for \"%s\"; "
		    "%s"), what, clip(value, shown), path, todo);
	return fail_where_text(n->h, "field", path);
}

static int
unknown_field(const struct normaliser *n, const struct fieldset *set,
    const char *id)
{
	struct near	near = { .word = id };
	char		path[128], dashes[RULES_ID_MAX + 1];
	size_t		i;

	for (i = 0; i < RULES_ID_MAX && id[i] != '\0'; i++)
		dashes[i] = id[i] == '-' ? '_' : id[i];
	dashes[i] = '\0';
	near.word = dashes;
	for (i = 0; i < set->count; i++)
		near_offer(&near, set->list[i].id);
	field_path(n, id, path);
	if (near.best != NULL)
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "no such field: \"%s\" "
		    "in %s; did you mean \"%s\"?"), path, n->form->id,
		    near.best);
	else
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "no such field: \"%s\" "
		    "in %s"), path, n->form->id);
	return fail_where_text(n->h, "field", path);
}

/* ---- single values: each gives the new one in *out, or NULL for as is ---- */

static int
no_memory_for(const struct normaliser *n, ctxh_value *v)
{
	return v != NULL ? CTXH_OK : fail_nomem(n->h);
}

/* A text that is no date or no time; what and todo are the words for one that
 * is not written as such. */
static int
bad_date(const struct normaliser *n, const struct field *f, const char *s,
    const struct typed *t, const char *what, const char *todo)
{
	char path[128], question[TYPED_QUESTION];

	if (t->why == DATE_NOMEM)
		return fail_nomem(n->h);
	if (t->why != DATE_WEEKDAY)
		return bad_value(n, f, s, what, todo);
	field_path(n, f->id, path);
	(void)fail(n->h, CTXH_EUSAGE, "\"%s\": %s", path,
	    typed_question(n->h, t, question));
	return fail_where_text(n->h, "field", path);
}

static int
take_time(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	struct typed	t;
	int64_t		at;
	int		has_time;
	char		text[26];

	if (typed_moment(s, &at, &has_time, &t) == 0 &&
	    moment_format(at, text) == 0) {
		if (strcmp(text, s) == 0)
			return CTXH_OK;
		return no_memory_for(n, *out = ctxh_value_text(text));
	}
	return bad_date(n, f, s, &t, t.why == DATE_SHAPE ?
	    T(n->h, "not a time") : T(n->h, "no such date or time"),
	    T(n->h, "write dd/mm/yyyy hh:mm"));
}

static int
take_date(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	struct typed	t;
	int64_t		day;
	char		text[11];

	if (typed_date(s, &day, &t) == 0 && date_format(day, text) == 0) {
		if (strcmp(text, s) == 0)
			return CTXH_OK;
		return no_memory_for(n, *out = ctxh_value_text(text));
	}
	return bad_date(n, f, s, &t, t.why == DATE_SHAPE ?
	    T(n->h, "not a date") : T(n->h, "no such date"),
	    T(n->h, "write dd/mm/yyyy"));
}

static int
take_bool(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	static const char *const words[] = { "false", "true", "no", "yes",
	    "khong", "co", "không", "có" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], s) == 0)
			return no_memory_for(n,
			    *out = ctxh_value_bool((int)(i & 1)));
	return bad_value(n, f, s, T(n->h, "neither yes nor no"),
	    T(n->h, "write true or false"));
}

static int
check_range(const struct normaliser *n, const struct field *f, double d)
{
	int64_t	least = f->has_min ? f->min : -NUMBER_MAX;
	int64_t	most = f->has_max ? f->max : NUMBER_MAX;
	char	path[128];

	if (d >= (double)least && d <= (double)most &&
	    d == (double)(int64_t)d)
		return CTXH_OK;
	field_path(n, f->id, path);
	if (f->has_max)
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "not a whole number "
		    "from %lld to %lld: \"%s\""), (long long)least,
		    (long long)most, path);
	else
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "not a whole number of "
		    "%lld or more: \"%s\""), (long long)least, path);
	return fail_where_text(n->h, "field", path);
}

static int
take_int(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	char		*end;
	long long	 v;
	int		 rc;

	errno = 0;
	v = strtoll(s, &end, 10);
	if (errno != 0 || *end != '\0' || end == s || *s == ' ' || *s == '\t')
		return bad_value(n, f, s, T(n->h, "not a whole number"),
		    T(n->h, "write digits only"));
	if ((rc = check_range(n, f, (double)v)) != CTXH_OK)
		return rc;
	return no_memory_for(n, *out = ctxh_value_number((double)v));
}

static int
take_code(const struct normaliser *n, const struct field *f, const char *s)
{
	struct near	near = { .word = s };
	struct buf	all = { .max = 2048 };
	char		path[128], shown[CLIP_SIZE];
	const char	*list;
	size_t		i;

	if (code_index(f->codes, s) != -1)
		return CTXH_OK;
	for (i = 0; i < f->codes->count; i++) {
		near_offer(&near, f->codes->list[i].code);
		buf_fmt(&all, "%s%s", i > 0 ? ", " : "",
		    f->codes->list[i].code);
	}
	list = buf_failed(&all) ? "..." : all.data;
	field_path(n, f->id, path);
	(void)clip(s, shown);
	if (near.best != NULL)
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "not a choice: \"%s\" "
		    "for \"%s\"; did you mean \"%s\"? It is one of: %s"), shown,
		    path, near.best, list);
	else
		(void)fail(n->h, CTXH_EUSAGE, T(n->h, "not a choice: \"%s\" "
		    "for \"%s\"; it is one of: %s"), shown, path, list);
	buf_free(&all);
	return fail_where_text(n->h, "field", path);
}

/* Whether the text has what is to be made anew: CRLF, or combining marks. */
static int
check_text(const struct normaliser *n, const struct field *f, const char *s,
    size_t len, int *rewrite)
{
	const unsigned char	*p = (const unsigned char *)s;
	size_t			 i;

	if (len > TEXT_MAX)
		return bad_value(n, f, s, T(n->h, "text too long"),
		    T(n->h, "1 MiB is the most"));
	if (!utf8_valid(s, len, NULL))
		return bad_value(n, f, s, T(n->h, "text is not UTF-8"),
		    T(n->h, "save it as UTF-8"));
	for (i = 0; i < len; i++) {
		if (p[i] == 0xcc || p[i] == 0xcd ||
		    (p[i] == '\r' && p[i + 1] == '\n'))
			*rewrite = 1;
		else if ((p[i] < 0x20 && p[i] != '\n' && p[i] != '\t') ||
		    p[i] == 0x7f || (p[i] == 0xc2 && p[i + 1] < 0xa0))
			return bad_value(n, f, s, T(n->h, "control character "
			    "in a text"), T(n->h, "take it out"));
	}
	return CTXH_OK;
}

static int
take_text(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	struct buf	 b = { 0 };
	size_t		 len = strlen(s), i, k;
	int		 rewrite = 0, rc;

	if ((rc = check_text(n, f, s, len, &rewrite)) != CTXH_OK || !rewrite)
		return rc;
	if (utf8_nfc(s, len, &b) != 0) {
		buf_free(&b);
		return fail_nomem(n->h);
	}
	for (i = k = 0; i < b.len; i++)
		if (b.data[i] != '\r')
			b.data[k++] = b.data[i];
	b.data[k] = '\0';
	*out = ctxh_value_text(b.data);
	buf_free(&b);
	return no_memory_for(n, *out);
}

static int
take_word(const struct normaliser *n, const struct field *f, const char *s,
    ctxh_value **out)
{
	if (strlen(s) > 200)
		return bad_value(n, f, s, T(n->h, "text too long"),
		    T(n->h, "200 bytes are the most"));
	return take_text(n, f, s, out);
}

static int
take_from_text(const struct normaliser *n, const struct field *f,
    const char *s, ctxh_value **out)
{
	switch (f->type) {
	case FIELD_TIME:
		return take_time(n, f, s, out);
	case FIELD_DATE:
		return take_date(n, f, s, out);
	case FIELD_BOOL:
		return take_bool(n, f, s, out);
	case FIELD_INT:
		return take_int(n, f, s, out);
	case FIELD_CODE:
	case FIELD_CODES:
		return take_code(n, f, s);
	case FIELD_AGENCY:
	case FIELD_STUDENT:
	case FIELD_CASE:
		return take_word(n, f, s, out);
	case FIELD_TEXT:
	case FIELD_TEXTS:
	case FIELD_LIST:
		break;
	}
	return take_text(n, f, s, out);
}

static int
take_single(const struct normaliser *n, const struct field *f,
    const ctxh_value *v, ctxh_value **out)
{
	*out = NULL;
	switch (ctxh_value_kind(v)) {
	case CTXH_TEXT:
		return take_from_text(n, f, ctxh_value_str(v), out);
	case CTXH_BOOL:
		if (f->type == FIELD_BOOL)
			return CTXH_OK;
		break;
	case CTXH_NUMBER:
		if (f->type == FIELD_INT)
			return check_range(n, f, ctxh_value_num(v));
		break;
	default:
		break;
	}
	switch (f->type) {
	case FIELD_BOOL:
		return bad_value(n, f, NULL, T(n->h, "neither yes nor no"),
		    T(n->h, "write true or false"));
	case FIELD_INT:
		return bad_value(n, f, NULL, T(n->h, "not a whole number"),
		    T(n->h, "write digits only"));
	default:
		return bad_value(n, f, NULL, T(n->h, "not a text"),
		    T(n->h, "write it in quotes"));
	}
}

/* null, "" and blanks count as not given. */
static int
is_blank(const ctxh_value *v)
{
	const char *s = ctxh_value_str(v);

	if (s != NULL)
		return s[strspn(s, " \t\r\n")] == '\0';
	return ctxh_value_kind(v) == CTXH_NULL;
}

/* ---- lists ---- */

static int
push_item(const struct normaliser *n, const struct field *f,
    const ctxh_value *v, ctxh_value *list)
{
	ctxh_value	*new;
	int		 rc;

	if ((rc = take_single(n, f, v, &new)) != CTXH_OK)
		return rc;
	if (new == NULL && f->type == FIELD_CODES &&
	    list_has(list, ctxh_value_str(v)))
		return CTXH_OK;
	if (push(list, new != NULL ? new : ctxh_value_copy(v)) != 0)
		return fail_nomem(n->h);
	return CTXH_OK;
}

static int
take_list(const struct normaliser *n, const struct field *f,
    const ctxh_value *v, ctxh_value **out)
{
	ctxh_value		*list = ctxh_value_list();
	const ctxh_value	*item;
	int			 rc = CTXH_OK;

	if (list == NULL)
		return fail_nomem(n->h);
	if (ctxh_value_kind(v) != CTXH_LIST)
		rc = bad_value(n, f, NULL, T(n->h, "not a list"),
		    T(n->h, "put it in brackets: [\"...\"]"));
	VALUE_EACH(item, rc == CTXH_OK ? v : NULL)
		if (!is_blank(item) && (rc = push_item(n, f, item, list)) !=
		    CTXH_OK)
			break;
	if (rc == CTXH_OK && ctxh_value_count(list) > RULES_LIST_MAX)
		rc = bad_value(n, f, NULL, T(n->h, "too many items"),
		    T(n->h, "256 are the most"));
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		list = NULL;
	}
	*out = list;
	return rc;
}

static int normalise(struct normaliser *, const struct fieldset *,
	    ctxh_value *);

static int
not_objects(const struct normaliser *n, const struct field *f)
{
	return bad_value(n, f, NULL, T(n->h, "not a list of objects"),
	    T(n->h, "give it with --json: [{\"field\": value}]"));
}

static int
normalise_objects(struct normaliser *n, const struct field *f,
    ctxh_value *object)
{
	const ctxh_value	*v = ctxh_value_get(object, f->id), *item;
	int			 rc;

	if (ctxh_value_kind(v) != CTXH_LIST ||
	    ctxh_value_count(v) > RULES_LIST_MAX)
		return not_objects(n, f);
	n->list = f;
	n->item = 0;
	VALUE_EACH(item, v) {
		if (ctxh_value_kind(item) != CTXH_OBJECT) {
			n->list = NULL;
			return not_objects(n, f);
		}
		/* The tree is the caller's to change. */
		if ((rc = normalise(n, &f->set, (ctxh_value *)(uintptr_t)
		    item)) != CTXH_OK)
			return rc;
		n->item++;
	}
	n->list = NULL;
	return CTXH_OK;
}

static int
normalise_member(struct normaliser *n, const struct field *f,
    const ctxh_value *v, ctxh_value *object)
{
	ctxh_value	*new = NULL;
	int		 rc;

	if (is_blank(v) || (f->type >= FIELD_CODES &&
	    ctxh_value_kind(v) == CTXH_LIST && ctxh_value_first(v) == NULL)) {
		ctxh_value_free(ctxh_value_take(object, f->id));
		return CTXH_OK;
	}
	if (f->type == FIELD_LIST)
		return normalise_objects(n, f, object);
	if (f->type >= FIELD_CODES) {
		if ((rc = take_list(n, f, v, &new)) == CTXH_OK &&
		    ctxh_value_first(new) == NULL) {
			ctxh_value_free(new);
			ctxh_value_free(ctxh_value_take(object, f->id));
			return CTXH_OK;
		}
	} else
		rc = take_single(n, f, v, &new);
	if (rc == CTXH_OK && new != NULL && put(object, f->id, new) != 0)
		rc = fail_nomem(n->h);
	return rc;
}

static int
normalise(struct normaliser *n, const struct fieldset *set,
    ctxh_value *object)
{
	const ctxh_value	*v, *next;
	const struct field	*f;
	size_t			 left = ctxh_value_count(object);
	int			 rc;

	/* A member that changes moves behind the others: go by their count. */
	for (v = ctxh_value_first(object); left-- > 0; v = next) {
		next = ctxh_value_next(v);
		f = fieldset_find(set, ctxh_value_key(v));
		if (f == NULL)
			return unknown_field(n, set, ctxh_value_key(v));
		if ((rc = normalise_member(n, f, v, object)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

int
form_normalise(ctxh *h, const struct form *form, ctxh_value *fields)
{
	struct normaliser n = { .h = h, .form = form };

	if (ctxh_value_kind(fields) != CTXH_OBJECT)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the fields are not an "
		    "object of field ids"));
	return normalise(&n, &form->set, fields);
}
