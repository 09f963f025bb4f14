/*
 * How a school's lists name their columns beside what everybody calls them:
 * what the options say of a list, and what is remembered of it, in settings
 * whose keys are
 *
 *	import.column.KEY	a header without accents, case and blanks
 *	import.column.#N@PRINT	the N-th of exactly these headers, where it
 *				has none, or the same as another one
 *
 * Each is an object of "header" and "field", which is null where the column is
 * passed over.
 */
#include "lists/import_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "rules/setting.h"
#include "text/fold.h"

#define MEMORY_PREFIX_MAX 32

size_t
column_place(const char *s)
{
	size_t	n = 0, i, len = strlen(s);

	if (s[0] == '#') {
		for (i = 1; i < len && n <= CSV_FIELDS_MAX; i++) {
			if (s[i] < '0' || s[i] > '9')
				return 0;
			n = n * 10 + (size_t)(s[i] - '0');
		}
		return n <= CSV_FIELDS_MAX ? n : 0;
	}
	if (len == 0 || len > 3)
		return 0;
	for (i = 0; i < len; i++) {
		if ((s[i] | 0x20) < 'a' || (s[i] | 0x20) > 'z')
			return 0;
		n = n * 26 + (size_t)((s[i] | 0x20) - 'a' + 1);
	}
	return n <= CSV_FIELDS_MAX ? n : 0;
}

/* The letters by which spreadsheets name a column. */
static void
place_letters(size_t n, char out[8])
{
	char	 digits[8];
	size_t	 i = sizeof(digits);

	digits[--i] = '\0';
	for (; n > 0 && i > 0; n = (n - 1) / 26)
		digits[--i] = (char)('A' + (n - 1) % 26);
	memcpy(out, digits + i, sizeof(digits) - i);
}

static int
is_key_of_any(const struct columns *cs, const char *key)
{
	size_t i;

	for (i = 0; cs->head != NULL && i < cs->n; i++)
		if (strcmp(cs->head[i].key, key) == 0)
			return 1;
	return 0;
}

/* Whether the options mean the column: by its header, or else its place. */
static int
is_meant(struct reader *r, const char *said, size_t i)
{
	const struct columns *cs = &r->columns;

	if (said == NULL)
		return 0;
	if (said[0] != '#' && cs->head != NULL) {
		fold_key(said, strlen(said), &r->scratch);
		if (r->scratch.len > 0 &&
		    is_key_of_any(cs, r->scratch.data))
			return strcmp(cs->head[i].key, r->scratch.data) == 0;
	}
	return column_place(said) == i + 1;
}

/* The field whose id is nearest to what was typed. */
static const char *
nearest_id(const struct list_kind *k, const char *typed)
{
	const char	*id, *found = "";
	size_t		 d, best = SIZE_MAX;
	int		 f;

	for (f = FIELD_NONE + 1; f < fields_end(k); f++) {
		id = field_def_of(k, f)->id;
		if ((d = key_distance(typed, id)) < best) {
			best = d;
			found = id;
		}
	}
	return found;
}

int
check_map(ctxh *h, const struct list_kind *k,
    const struct ctxh_import_options *o)
{
	struct buf		 scratch = { 0 };
	const ctxh_value	*item;
	const char		*s;
	int			 rc = CTXH_OK;

	VALUE_EACH(item, o->map) {
		s = ctxh_value_str(item);
		if (field_named(k, s, &scratch) != FIELD_COUNT)
			continue;
		s = s != NULL ? s : "";
		rc = fail(h, CTXH_EUSAGE, T(h, "column \"%s\" is mapped to no "
		    "known field: \"%s\"; is it \"%s\"?"),
		    ctxh_value_key(item), s, nearest_id(k, s));
		break;
	}
	buf_free(&scratch);
	return rc;
}

/* Under which key a column is remembered. */
static void
memory_key(const struct columns *cs, size_t i, char out[MEMORY_KEY_MAX])
{
	const struct head *h = &cs->head[i];

	if (h->key[0] != '\0' && !h->doubled)
		(void)snprintf(out, MEMORY_KEY_MAX, "%s", h->key);
	else
		(void)snprintf(out, MEMORY_KEY_MAX, "#%zu@%016llx", i + 1,
		    (unsigned long long)cs->print);
}

/* What is remembered; FIELD_COUNT for nothing. */
static enum field
field_remembered(const struct reader *r, const char *key)
{
	const ctxh_value	*o = ctxh_value_get(r->remembered, key);
	const char		*s = get_text(o, "field");
	int			 f;

	if (o == NULL)
		return FIELD_COUNT;
	if (s == NULL)
		return FIELD_NONE;
	for (f = FIELD_NONE + 1; f < fields_end(r->kind); f++)
		if (strcmp(field_def_of(r->kind, f)->id, s) == 0)
			return (enum field)f;
	return FIELD_COUNT;
}

void
column_read(struct reader *r, size_t i)
{
	struct head		*h = &r->columns.head[i];
	const ctxh_value	*item;
	char			 key[MEMORY_KEY_MAX];
	enum field		 f;

	VALUE_EACH(item, r->opt->ignore)
		if (is_meant(r, ctxh_value_str(item), i)) {
			h->f = FIELD_NONE;
			h->from = FROM_IGNORED;
			return;
		}
	VALUE_EACH(item, r->opt->map)
		if (is_meant(r, ctxh_value_key(item), i)) {
			h->f = field_named(r->kind, ctxh_value_str(item),
			    &r->scratch);
			h->from = FROM_SAID;
			return;
		}
	memory_key(&r->columns, i, key);
	if ((f = field_remembered(r, key)) != FIELD_COUNT && f != h->f) {
		h->f = f;
		h->from = FROM_REMEMBERED;
	}
}

enum field
field_asked(struct reader *r, const char *key)
{
	const ctxh_value	*item;
	struct buf		 other = { 0 };
	enum field		 f = FIELD_COUNT;
	const char		*s;

	VALUE_EACH(item, r->opt->map) {
		s = ctxh_value_key(item);
		fold_key(s, strlen(s), &other);
		if (other.len > 0 && strcmp(other.data, key) == 0) {
			f = field_named(r->kind, ctxh_value_str(item), &other);
			break;
		}
	}
	VALUE_EACH(item, r->opt->ignore) {
		if ((s = ctxh_value_str(item)) == NULL || f != FIELD_COUNT)
			continue;
		fold_key(s, strlen(s), &other);
		if (other.len > 0 && strcmp(other.data, key) == 0)
			f = FIELD_NONE;
	}
	if (buf_failed(&other))
		r->status = CTXH_ENOMEM;
	buf_free(&other);
	return f != FIELD_COUNT ? f : field_remembered(r, key);
}

/* The header that is nearest to what was said. */
static const char *
nearest_head(struct reader *r, const char *said)
{
	const struct columns	*cs = &r->columns;
	const char		*found = NULL;
	size_t			 i, d, best = SIZE_MAX;

	fold_key(said, strlen(said), &r->scratch);
	for (i = 0; cs->head != NULL && i < cs->n; i++) {
		if (cs->head[i].key[0] == '\0' || r->scratch.len == 0)
			continue;
		d = key_distance(r->scratch.data, cs->head[i].key);
		if (d < best) {
			best = d;
			found = cs->head[i].text;
		}
	}
	return found;
}

void
columns_asked(struct reader *r)
{
	const struct columns	*cs = &r->columns;
	const ctxh_value	*item;
	const char		*near;
	size_t			 i;

	VALUE_EACH(item, r->opt->map) {
		for (i = 0; i < cs->n; i++)
			if (is_meant(r, ctxh_value_key(item), i))
				break;
		if (i < cs->n)
			continue;
		near = nearest_head(r, ctxh_value_key(item));
		if (near == NULL)
			header_error(r, 0, T(r->h, "the list has no column "
			    "\"%s\", of which a field was said"),
			    ctxh_value_key(item));
		else
			header_error(r, 0, T(r->h, "the list has no column "
			    "\"%s\", of which a field was said; the nearest "
			    "one is \"%s\""), ctxh_value_key(item), near);
	}
}

/* ---- as values ---- */

static const char *
origin_name(enum origin from)
{
	static const char *const names[] = {
		[FROM_NOTHING] = "none", [FROM_ALIAS] = "alias",
		[FROM_SAID] = "said", [FROM_IGNORED] = "ignored",
		[FROM_REMEMBERED] = "remembered", [FROM_UNKNOWN] = "unknown",
	};

	return names[from];
}

static int
put_field(ctxh_value *o, const struct list_kind *k, enum field f)
{
	int known = f != FIELD_NONE && f != FIELD_COUNT;

	return put_text(o, "field", known ? field_def_of(k, f)->id : NULL) |
	    put_text(o, "label", known ? field_def_of(k, f)->label : NULL);
}

static ctxh_value *
column_value(const struct list_kind *k, size_t place, const char *header,
    enum field f, enum origin from)
{
	ctxh_value	*o = ctxh_value_object();
	char		 letters[8];

	place_letters(place, letters);
	if (o == NULL || put_int(o, "column", (int64_t)place) |
	    put_text(o, "letter", letters) | put_text(o, "header", header) |
	    put_field(o, k, f) | put_text(o, "from", origin_name(from))) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

/* Of a list without headers. */
static ctxh_value *
places_value(const struct reader *r)
{
	ctxh_value	*list = ctxh_value_list();
	int		 f, i, last = -1;

	for (f = 0; f < fields_end(r->kind); f++)
		if (r->columns.of[f] > last)
			last = r->columns.of[f];
	for (i = 0; i <= last; i++)
		for (f = 0; f < fields_end(r->kind); f++)
			if (r->columns.of[f] == i && push(list,
			    column_value(r->kind, (size_t)i + 1, "",
			    (enum field)f, FROM_SAID)) != 0) {
				ctxh_value_free(list);
				return NULL;
			}
	return list;
}

ctxh_value *
columns_value(const struct reader *r, int all)
{
	const struct columns	*cs = &r->columns;
	const struct head	*h;
	ctxh_value		*list;
	size_t			 i;

	if (cs->placed)
		return places_value(r);
	list = ctxh_value_list();
	for (i = 0; cs->head != NULL && i < cs->n; i++) {
		h = &cs->head[i];
		if (h->text == NULL || (!all && h->from != FROM_SAID &&
		    h->from != FROM_IGNORED && h->from != FROM_REMEMBERED))
			continue;
		if (push(list, column_value(r->kind, i + 1, h->text, h->f,
		    h->from)) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	}
	return list;
}

/* ---- what is remembered ---- */

/* What the settings say of columns, by key. */
static int
choose(ctxh *h, const char *prefix, const ctxh_value *settings,
    ctxh_value *out)
{
	const ctxh_value	*item;
	const char		*key;

	VALUE_EACH(item, settings) {
		key = ctxh_value_key(item);
		if (strncmp(key, prefix, strlen(prefix)) == 0 &&
		    ctxh_value_kind(item) == CTXH_OBJECT &&
		    put(out, key + strlen(prefix), ctxh_value_copy(item)) !=
		    0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

int
memory_load(ctxh *h, const struct list_kind *k, ctxh_value **out)
{
	ctxh_value	*all;
	int		 rc;

	*out = NULL;
	if ((rc = settings_load(h, &all)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_object()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = choose(h, k->memory, all, *out)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	ctxh_value_free(all);
	return rc;
}

/* Whether a column says what is not remembered yet. */
static int
is_news(const struct reader *r, size_t i)
{
	const struct head	*h = &r->columns.head[i];
	char			 key[MEMORY_KEY_MAX];
	enum field		 f;

	if (h->from != FROM_SAID && h->from != FROM_IGNORED)
		return 0;
	memory_key(&r->columns, i, key);
	f = field_remembered(r, key);
	return f == FIELD_COUNT ? h->f != h->known : f != h->f;
}

int
memory_is_new(const struct reader *r)
{
	size_t i;

	for (i = 0; r->columns.head != NULL && i < r->columns.n; i++)
		if (is_news(r, i))
			return 1;
	return 0;
}

int
memory_keep(ctxh *h, const struct reader *r)
{
	const struct columns	*cs = &r->columns;
	char			 key[MEMORY_PREFIX_MAX + MEMORY_KEY_MAX];
	size_t			 prefix = strlen(r->kind->memory);
	ctxh_value		*o;
	size_t			 i;
	int			 rc = CTXH_OK;

	memcpy(key, r->kind->memory, prefix);
	for (i = 0; rc == CTXH_OK && cs->head != NULL && i < cs->n; i++) {
		if (!is_news(r, i))
			continue;
		memory_key(cs, i, key + prefix);
		o = ctxh_value_object();
		if (o == NULL || put_text(o, "header", cs->head[i].text) |
		    put_text(o, "field", cs->head[i].f != FIELD_NONE ?
		    field_def_of(r->kind, cs->head[i].f)->id : NULL))
			rc = fail_nomem(h);
		else
			rc = setting_put(h, key, o);
		ctxh_value_free(o);
	}
	return rc;
}

static int
push_memory(ctxh *h, ctxh_value *list, const ctxh_value *item)
{
	const char	*key = ctxh_value_key(item);
	const char	*id = get_text(item, "field");
	ctxh_value	*o = ctxh_value_object();
	int64_t		 place = 0;
	int		 f = FIELD_NONE, failed;

	if (key[0] == '#')
		place = strtoll(key + 1, NULL, 10);
	while (id != NULL && f < FIELD_COUNT &&
	    strcmp(student_fields[f].id, id) != 0)
		f++;
	failed = o == NULL || (place != 0 ? put_int(o, "column", place) :
	    put_null(o, "column")) |
	    put_text(o, "header", get_text(item, "header")) |
	    put_field(o, &student_list_kind, (enum field)f);
	if (!failed)
		return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
	ctxh_value_free(o);
	return fail_nomem(h);
}

static int
memory_value(ctxh *h, const ctxh_value *memory, ctxh_value **out)
{
	const ctxh_value	*item;
	int			 rc = CTXH_OK;

	if ((*out = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	VALUE_EACH(item, memory)
		if ((rc = push_memory(h, *out, item)) != CTXH_OK)
			break;
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

/* ---- for the user ---- */

/* How each column of a list would be read. */
static int
read_columns(ctxh *h, const struct ctxh_import_options *opt,
    const ctxh_value *memory, ctxh_value *o, uint64_t *errors)
{
	static const struct findings	 none;
	struct reader			*r = calloc(1, sizeof(*r));
	int				 rc;

	*errors = 0;
	if (r == NULL)
		return fail_nomem(h);
	r->h = h;
	r->kind = &student_list_kind;
	r->opt = opt;
	r->remembered = memory;
	if ((rc = list_open(h, opt, &r->list)) != CTXH_OK) {
		free(r);
		return rc;
	}
	(void)header_read(r);
	if (r->status == CTXH_EIO)
		rc = fail(h, CTXH_EIO, "%s", T(h, "cannot read the list"));
	else if (r->status != CTXH_OK || r->errors.failed)
		rc = fail_nomem(h);
	else if (put(o, "columns", columns_value(r, 1)) |
	    put(o, "errors", findings_value(&r->errors, &none)))
		rc = fail_nomem(h);
	*errors = r->errors.total;
	reader_free(r);
	free(r);
	return rc;
}

EXPORT int
ctxh_student_map(ctxh *h, const struct ctxh_import_options *opt,
    ctxh_value **out)
{
	struct ctxh_import_options own;
	ctxh_value	*memory = NULL, *list = NULL, *o = NULL;
	uint64_t	 errors = 0;
	int		 rc;

	*out = NULL;
	if ((rc = need_role(h, ROLE_FOCAL, "student import",
	    T(h, "importing pupils is the focal's"))) != CTXH_OK ||
	    (opt != NULL &&
	    ((rc = import_options(h, opt, &own)) != CTXH_OK ||
	    (rc = check_map(h, &student_list_kind, &own)) != CTXH_OK ||
	    (rc = encoding_check(h, own.encoding)) != CTXH_OK)) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = memory_load(h, &student_list_kind, &memory)) == CTXH_OK &&
	    (rc = memory_value(h, memory, &list)) == CTXH_OK) {
		if ((o = ctxh_value_object()) == NULL ||
		    put_int(o, "format", 1) != 0)
			rc = fail_nomem(h);
		else if (put(o, "remembered", list) != 0)
			rc = fail_nomem(h);
		else if (opt != NULL)
			rc = read_columns(h, &own, memory, o, &errors);
		if (o == NULL)
			ctxh_value_free(list);
	}
	ctxh_value_free(memory);
	rc = db_release(h, rc);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return errors == 0 ? CTXH_OK : fail(h, CTXH_EFAIL, "%s", T(h, "the "
	    "list cannot be taken in as it is"));
}

/* Whether a remembered column is the one that is named. */
static int
is_named(const ctxh_value *item, const char *column, struct buf *scratch)
{
	const char	*key = ctxh_value_key(item);
	size_t		 n;

	if (column == NULL)
		return 1;
	n = strlen(column);
	if (column[0] == '#')
		return strncmp(key, column, n) == 0 && key[n] == '@';
	fold_key(column, n, scratch);
	return scratch->len > 0 && strcmp(key, scratch->data) == 0;
}

/* Within an operation. */
static int
forget(ctxh *h, const ctxh_value *memory, const char *column, int64_t *count)
{
	const ctxh_value	*item;
	ctxh_value		*none = ctxh_value_null();
	struct buf		 key = { 0 }, scratch = { 0 };
	int			 rc = none != NULL ? CTXH_OK : fail_nomem(h);

	*count = 0;
	VALUE_EACH(item, memory) {
		if (rc != CTXH_OK || !is_named(item, column, &scratch))
			continue;
		buf_reset(&key);
		buf_str(&key, student_list_kind.memory);
		buf_str(&key, ctxh_value_key(item));
		rc = buf_failed(&key) ? fail_nomem(h) :
		    setting_put(h, key.data, none);
		++*count;
	}
	if (rc == CTXH_OK && *count == 0)
		rc = fail(h, CTXH_ENOTFOUND, T(h, "nothing is remembered of "
		    "a column \"%s\"; see ctxh student import --show-map"),
		    column != NULL ? column : "");
	buf_free(&key);
	buf_free(&scratch);
	ctxh_value_free(none);
	return rc;
}

EXPORT int
ctxh_student_map_forget(ctxh *h, const char *column, ctxh_value **out)
{
	ctxh_value	*memory = NULL, *o = NULL;
	int64_t		 n = 0;
	int		 rc;

	*out = NULL;
	if ((rc = need_role(h, ROLE_FOCAL, "student import",
	    T(h, "importing pupils is the focal's"))) != CTXH_OK ||
	    (rc = op_begin(h, "student import")) != CTXH_OK)
		return rc;
	if ((rc = memory_load(h, &student_list_kind, &memory)) == CTXH_OK &&
	    (rc = forget(h, memory, column, &n)) == CTXH_OK) {
		if ((o = ctxh_value_object()) == NULL ||
		    put_int(op_detail(h), "forgotten", n) |
		    put_int(o, "format", 1) | put_int(o, "forgotten", n))
			rc = fail_nomem(h);
		else
			rc = op_finish(h, 0, o);
	}
	ctxh_value_free(memory);
	if (rc == CTXH_OK) {
		*out = o;
		return CTXH_OK;
	}
	op_abort(h);
	ctxh_value_free(o);
	return rc;
}
