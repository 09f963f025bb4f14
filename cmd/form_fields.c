/*
 * A form's fields from the command line and from JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "util.h"
#include "when.h"

#define JSON_MAX	((size_t)16 << 20)
#define TEXT_MAX	((size_t)1 << 20)

/* Options that are not fields: those of every verb and of every form. */
static int
is_own(const char *name)
{
	static const char *const own[] = { "at", "json", "batch", "keep-going",
	    "dry-run", "amend", "edit", "draft", NULL };

	for (size_t i = 0; own[i] != NULL; i++)
		if (strcmp(own[i], name) == 0)
			return 1;
	for (const struct opt_spec *g = opt_globals; g->kind != OPT_END; g++)
		if (strcmp(g->name, name) == 0)
			return 1;
	return 0;
}

int
form_given(const struct entry *e)
{
	for (size_t i = 0; i < e->o->ngiven; i++)
		if (!is_own(e->o->given[i].spec->name))
			return 1;
	return 0;
}

void
form_give(struct opts *o, const char *name, const char *text)
{
	for (size_t i = 0; i < o->nspecs; i++) {
		if (strcmp(o->specs[i]->name, name) != 0)
			continue;
		o->given = xrealloc(o->given,
		    (o->ngiven + 1) * sizeof(*o->given));
		o->given[o->ngiven].spec = o->specs[i];
		o->given[o->ngiven++].text = text;
		return;
	}
}

static int
option_is(const ctxh_value *field, const char *option)
{
	const char *id = val_str(field, "id");

	for (; *id != '\0' && *option != '\0'; id++, option++)
		if (*id != *option && !(*id == '_' && *option == '-'))
			return 0;
	return *id == *option;
}

/* The field of an option; *list is the list whose items have that field. */
static const ctxh_value *
field_of(const ctxh_value *set, const char *option, const ctxh_value **list)
{
	const ctxh_value *f, *inner;

	*list = NULL;
	for (f = ctxh_value_first(ctxh_value_get(set, "fields")); f != NULL;
	    f = ctxh_value_next(f)) {
		if (option_is(f, option))
			return f;
		if (field_type(f) != FIELD_LIST)
			continue;
		inner = field_of(f, option, list);
		if (inner != NULL) {
			*list = f;
			return inner;
		}
	}
	return NULL;
}

/* Standard input can be read once only. */
static int
take_stdin(struct entry *e, const char *option)
{
	if (e->stdin_for != NULL)
		return app_fail(e->app, CTXH_EUSAGE,
		    T("standard input can be read once: by --%s or by --%s"),
		    e->stdin_for, option);
	e->stdin_for = option;
	return CTXH_OK;
}

static int
read_text(struct entry *e, const char *option, const char *text,
    ctxh_value **out)
{
	char *s = NULL;
	int rc = CTXH_OK;

	if (strcmp(text, "-") == 0)
		rc = take_stdin(e, option);
	if (rc == CTXH_OK)
		rc = text_argument(e->app, option, text, TEXT_MAX, &s);
	if (rc == CTXH_OK)
		*out = ctxh_value_text(s);
	wipe_free(s);
	return rc;
}

static int
read_table(struct entry *e, const ctxh_value *field, const struct opt_given *g,
    ctxh_value **out)
{
	int rc = strcmp(g->text, "-") == 0 ? take_stdin(e, g->spec->name) :
	    CTXH_OK;

	return rc == CTXH_OK ? form_table(e, val_str(field, "id"), g->text,
	    out) : rc;
}

static int
value_of(struct entry *e, const ctxh_value *field, const struct opt_given *g,
    ctxh_value **out)
{
	enum field_type type = field_type(field);

	if (type == FIELD_TEXT || type == FIELD_TEXTS)
		return read_text(e, g->spec->name, g->text, out);
	if (type == FIELD_LIST)
		return read_table(e, field, g, out);
	if (type == FIELD_BOOL)
		*out = ctxh_value_bool(strcmp(g->text, "true") == 0);
	else if (type == FIELD_INT)
		*out = ctxh_value_number((double)strtoll(g->text, NULL, 10));
	else
		*out = ctxh_value_text(g->text);
	return CTXH_OK;
}

/* The list of that field's options, apart from what came by JSON: options take
 * the place of that. */
static ctxh_value *
list_of(ctxh_value *lists, const char *id)
{
	const ctxh_value *list = ctxh_value_get(lists, id);

	if (list == NULL) {
		val_put(lists, id, ctxh_value_list());
		list = ctxh_value_get(lists, id);
	}
	return (ctxh_value *)list;
}

static ctxh_value *
last_of(const ctxh_value *list)
{
	const ctxh_value *v, *last = NULL;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		last = v;
	return (ctxh_value *)last;
}

/* --student begins an item, --role goes into the one begun last. */
static int
put_item(struct entry *e, ctxh_value *items, const ctxh_value *field,
    const char *option, ctxh_value *value)
{
	ctxh_value *item;

	if (field_type(field) == FIELD_STUDENT) {
		item = ctxh_value_object();
		val_put(item, val_str(field, "id"), value);
		val_push(items, item);
		return CTXH_OK;
	}
	item = last_of(items);
	if (item == NULL || ctxh_value_get(item, val_str(field, "id")) !=
	    NULL) {
		ctxh_value_free(value);
		return app_fail(e->app, CTXH_EUSAGE,
		    T("--%s stands behind the --student it belongs to"),
		    option);
	}
	val_put(item, val_str(field, "id"), value);
	return CTXH_OK;
}

static int
put_option(struct entry *e, ctxh_value *lists, const struct opt_given *g)
{
	const ctxh_value *list, *f = field_of(e->form, g->spec->name, &list);
	ctxh_value *value = NULL;
	const char *id;
	int rc;

	if (f == NULL)
		return CTXH_OK;
	rc = value_of(e, f, g, &value);
	if (rc != CTXH_OK)
		return rc;
	id = val_str(list == NULL ? f : list, "id");
	if (list != NULL)
		return put_item(e, list_of(lists, id), f, g->spec->name,
		    value);
	if (field_type(f) == FIELD_CODES || field_type(f) == FIELD_TEXTS)
		val_push(list_of(lists, id), value);
	else
		val_put(e->fields, id, value);
	return CTXH_OK;
}

static int
put_options(struct entry *e)
{
	ctxh_value *lists = ctxh_value_object(), *item;
	const ctxh_value *v;
	int rc = CTXH_OK;

	for (size_t i = 0; rc == CTXH_OK && i < e->o->ngiven; i++)
		if (!is_own(e->o->given[i].spec->name))
			rc = put_option(e, lists, &e->o->given[i]);
	while (rc == CTXH_OK && (v = ctxh_value_first(lists)) != NULL) {
		char *key = xstrdup(ctxh_value_key(v));

		item = ctxh_value_take(lists, key);
		val_put(e->fields, key, item);
		free(key);
	}
	ctxh_value_free(lists);
	return rc;
}

static int
read_json(struct entry *e)
{
	const char *path = opt_text(e->o, "json");
	ctxh_value *v = NULL;
	char *s = NULL;
	size_t len;
	int rc = CTXH_OK;

	if (strcmp(path, "-") == 0)
		rc = take_stdin(e, "json");
	if (rc == CTXH_OK)
		rc = file_read(e->app, path, JSON_MAX, &s, &len);
	if (rc != CTXH_OK)
		return rc;
	rc = ctxh_value_parse(e->app->h, s, len, &v);
	if (rc != CTXH_OK)
		rc = fail_in_file(e->app, rc, path);
	else if (ctxh_value_kind(v) != CTXH_OBJECT)
		rc = app_fail(e->app, CTXH_EUSAGE,
		    T("\"%s\" holds no JSON object; give the fields as "
		    "{\"id\": value, ...}"), path);
	wipe_free(s);
	if (rc == CTXH_OK) {
		ctxh_value_free(e->fields);
		e->fields = v;
	} else {
		ctxh_value_free(v);
	}
	return rc;
}

static int
same_moment(struct app *app, const char *a, const char *b)
{
	int64_t s, t;

	if (ctxh_time_parse(app->h, a, &s, NULL) == CTXH_OK &&
	    ctxh_time_parse(app->h, b, &t, NULL) == CTXH_OK)
		return s == t;
	return strcmp(a, b) == 0;
}

/* --at is a short name of the form's own field. */
static int
put_at(struct entry *e)
{
	const char *at = opt_text(e->o, "at"), *id = val_str(e->form, "when");
	const ctxh_value *given = ctxh_value_get(e->fields, id);
	const char *text = ctxh_value_str(given);

	if (at == NULL)
		return CTXH_OK;
	if (given != NULL && (text == NULL || !same_moment(e->app, at, text)))
		return app_fail(e->app, CTXH_EUSAGE,
		    T("--at is a short name for %s, and they differ: \"%s\" "
		    "and \"%s\"; give one of them"), id, at,
		    text == NULL ? "" : text);
	val_put_text(e->fields, id, at);
	return CTXH_OK;
}

int
form_fields(struct entry *e)
{
	int rc = CTXH_OK;

	if (opt_given(e->o, "json"))
		rc = read_json(e);
	if (rc == CTXH_OK)
		rc = put_options(e);
	return rc == CTXH_OK ? put_at(e) : rc;
}
