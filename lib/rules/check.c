/* The conditions of a form: defaults, rights, what is missing, what is not
 * allowed. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "rules/rules.h"

#define PATH_SIZE 128

/* The checks of one level: the form's own, or those of one item of a list. */
struct level {
	const struct field	*list;	/* NULL: the form */
	size_t			 item;
	const ctxh_value	*fields;
};

static void
path_of(const struct level *l, const char *id, char out[PATH_SIZE])
{
	if (l->list != NULL)
		(void)snprintf(out, PATH_SIZE, "%s[%zu].%s", l->list->id,
		    l->item, id);
	else
		(void)snprintf(out, PATH_SIZE, "%s", id);
}

static struct pred_env
env_of(const struct pred_env *env, const struct form *form,
    const ctxh_value *fields, const ctxh_value *item)
{
	struct pred_env e = { 0 };

	if (env != NULL)
		e = *env;
	e.form = form;
	e.fields = fields;
	e.item = item;
	return e;
}

static int
is_given(const struct level *l, const struct field *f)
{
	return ctxh_value_kind(ctxh_value_get(l->fields, f->id)) != CTXH_NULL;
}

/* ---- values that conditions give ---- */

static const struct choice *
first_choice(const struct choice *c, size_t n, const struct pred_env *env)
{
	for (; n > 0; n--, c++)
		if (pred_true(c->cond, env))
			return c;
	return NULL;
}

const char *
form_suggest(const struct form *form, const struct field *f,
    const struct pred_env *env)
{
	const struct suggestion	*s = form->suggest;
	const struct choice	*c;
	size_t			 i;

	for (i = 0; i < form->suggest_count; i++, s++)
		if (s->field == f) {
			c = first_choice(s->cases, s->case_count, env);
			return c != NULL ? c->code : NULL;
		}
	return NULL;
}

static ctxh_value *
choice_value(const struct field *f, const struct choice *c)
{
	switch (f->type) {
	case FIELD_BOOL:
		return ctxh_value_bool(c->number != 0);
	case FIELD_INT:
		return ctxh_value_number((double)c->number);
	default:
		return ctxh_value_text(c->code);
	}
}

static int
fill_in(ctxh *h, const struct field *f, ctxh_value *object,
    const struct pred_env *env)
{
	const struct choice	*c;
	const char		*text;

	if (f->default_count == 0 ||
	    ctxh_value_kind(ctxh_value_get(object, f->id)) != CTXH_NULL ||
	    (c = first_choice(f->defaults, f->default_count, env)) == NULL)
		return CTXH_OK;
	if (c->from == NULL)
		return put(object, f->id, choice_value(f, c)) == 0 ? CTXH_OK :
		    fail_nomem(h);
	text = env->var != NULL ? env->var(env->ctx, c->from) : NULL;
	if (text != NULL && put_text(object, f->id, text) != 0)
		return fail_nomem(h);
	return CTXH_OK;
}

static int
fill_in_items(ctxh *h, const struct form *form, const struct field *list,
    const ctxh_value *fields, const struct pred_env *env)
{
	const ctxh_value	*item;
	struct pred_env		 e;
	size_t			 i;
	int			 rc;

	VALUE_EACH(item, ctxh_value_get(fields, list->id)) {
		e = env_of(env, form, fields, item);
		for (i = 0; i < list->set.count; i++)
			/* The tree is the caller's to change. */
			if ((rc = fill_in(h, &list->set.list[i],
			    (ctxh_value *)(uintptr_t)item, &e)) != CTXH_OK)
				return rc;
	}
	return CTXH_OK;
}

int
form_defaults(ctxh *h, const struct form *form, ctxh_value *fields,
    const struct pred_env *env)
{
	struct pred_env	e = env_of(env, form, fields, NULL);
	size_t		i;
	int		rc;

	for (i = 0; i < form->set.count; i++) {
		const struct field *f = &form->set.list[i];

		if (f->type == FIELD_LIST)
			rc = fill_in_items(h, form, f, fields, env);
		else
			rc = fill_in(h, f, fields, &e);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* ---- rights ---- */

static int
role_in_form(const struct form *form, const char *role)
{
	size_t i;

	for (i = 0; role != NULL && i < form->role_count; i++)
		if (strcmp(form->roles[i], role) == 0)
			return 1;
	return 0;
}

static int
deny_role(ctxh *h, const struct form *form, const char *role)
{
	struct buf	all = { .max = 256 };
	size_t		i;

	for (i = 0; i < form->role_count; i++)
		buf_fmt(&all, "%s%s", i > 0 ? ", " : "", form->roles[i]);
	(void)fail(h, CTXH_EDENIED, T(h, "not allowed: \"%s\" needs the role "
	    "%s; yours is %s"), form->verb,
	    buf_failed(&all) ? "" : all.data, role != NULL ? role : "-");
	buf_free(&all);
	return h->status;
}

static int
deny_field(ctxh *h, const struct check *c, const struct field *f)
{
	const char *why = c->text.vi != NULL ? label_text(h, &c->text) : NULL;

	if (c->kind == CHECK_ROLE_NEED)
		(void)fail(h, CTXH_EDENIED, T(h, "not allowed for a %s "
		    "without \"%s\"%s%s"), c->role, f->id,
		    why != NULL ? "; " : "", why != NULL ? why : "");
	else
		(void)fail(h, CTXH_EDENIED, T(h, "not allowed for a %s: "
		    "\"%s\"%s%s"), c->role, f->id,
		    why != NULL ? "; " : "", why != NULL ? why : "");
	return fail_where_text(h, "field", f->id);
}

int
form_check_rights(ctxh *h, const struct form *form, const ctxh_value *fields,
    const struct pred_env *env)
{
	struct level		 l = { .fields = fields };
	struct pred_env		 e = env_of(env, form, fields, NULL);
	const struct check	*c;
	size_t			 i, k;

	if (!role_in_form(form, e.role))
		return deny_role(h, form, e.role);
	for (i = 0; i < form->check_count; i++) {
		c = &form->checks[i];
		if ((c->kind != CHECK_ROLE_NEED &&
		    c->kind != CHECK_ROLE_FORBID) ||
		    strcmp(c->role, e.role) != 0 || !pred_true(c->cond, &e))
			continue;
		for (k = 0; k < c->name_count; k++)
			if (is_given(&l, c->names[k]) !=
			    (c->kind == CHECK_ROLE_NEED))
				return deny_field(h, c, c->names[k]);
	}
	return CTXH_OK;
}

/* ---- what is missing ---- */

struct missing {
	struct buf	 all;
	char		 first[PATH_SIZE];
	size_t		 count;
	ctxh_value	*list;		/* their paths, or NULL */
};

static void
add_missing(ctxh *h, struct missing *m, const struct level *l,
    const struct field *f)
{
	char path[PATH_SIZE];

	path_of(l, f->id, path);
	if (m->count++ == 0)
		memcpy(m->first, path, sizeof(m->first));
	if (m->list == NULL)
		m->list = ctxh_value_list();
	/* Where memory is short the message says it all the same. */
	(void)push_text(m->list, path);
	buf_fmt(&m->all, "%s%s (%s)", m->count > 1 ? ", " : "", path,
	    label_text(h, &f->label));
}

static void
missing_of(ctxh *h, struct missing *m, const struct level *l,
    const struct fieldset *set, const struct check *c, size_t n,
    const struct pred_env *env)
{
	const struct field	*f;
	size_t			 i;

	for (i = 0; i < set->count; i++) {
		f = &set->list[i];
		if (f->required && !is_given(l, f))
			add_missing(h, m, l, f);
	}
	for (; n > 0; n--, c++) {
		if (c->kind != CHECK_NEED || !pred_true(c->cond, env))
			continue;
		for (i = 0; i < c->name_count; i++)
			if (!c->names[i]->required && !is_given(l,
			    c->names[i]))
				add_missing(h, m, l, c->names[i]);
	}
}

static void
missing_in_items(ctxh *h, struct missing *m, const struct form *form,
    const struct field *list, const ctxh_value *fields,
    const struct pred_env *env)
{
	struct level	l = { .list = list };
	struct pred_env	e;

	VALUE_EACH(l.fields, ctxh_value_get(fields, list->id)) {
		e = env_of(env, form, fields, l.fields);
		missing_of(h, m, &l, &list->set, list->checks,
		    list->check_count, &e);
		l.item++;
	}
}

/* A list that is given has so many items. */
static int
check_least(ctxh *h, const struct form *form, const ctxh_value *fields)
{
	const struct field	*f;
	const ctxh_value	*v;
	size_t			 i;

	for (i = 0; i < form->set.count; i++) {
		f = &form->set.list[i];
		if (f->least < 2 ||
		    (v = ctxh_value_get(fields, f->id)) == NULL ||
		    ctxh_value_count(v) >= f->least)
			continue;
		(void)fail(h, CTXH_EUSAGE, T(h, "too few items: \"%s\" needs "
		    "at least %zu"), f->id, f->least);
		return fail_where_text(h, "field", f->id);
	}
	return CTXH_OK;
}

int
form_check_required(ctxh *h, const struct form *form,
    const ctxh_value *fields, const struct pred_env *env)
{
	struct level	l = { .fields = fields };
	struct missing	m = { .all = { .max = 3072 } };
	struct pred_env	e = env_of(env, form, fields, NULL);
	size_t		i;

	missing_of(h, &m, &l, &form->set, form->checks, form->check_count,
	    &e);
	for (i = 0; i < form->set.count; i++)
		if (form->set.list[i].type == FIELD_LIST)
			missing_in_items(h, &m, form, &form->set.list[i],
			    fields, env);
	if (m.count == 0)
		return check_least(h, form, fields);
	(void)fail(h, CTXH_EUSAGE, T(h, "required and not given: %s"),
	    buf_failed(&m.all) ? m.first : m.all.data);
	buf_free(&m.all);
	(void)fail_where_text(h, "field", m.first);
	(void)put(h->where, "missing", m.list);
	return h->status;
}

/* ---- other rules ---- */

/* The field that a condition is about. */
static const struct field *
first_field(const struct pred *p)
{
	const struct field	*f;
	size_t			 i;

	if (p->ref.field != NULL)
		return p->ref.field;
	for (i = 0; i < p->part_count; i++)
		if ((f = first_field(&p->parts[i])) != NULL)
			return f;
	return NULL;
}

static int
refuse(ctxh *h, const struct level *l, const struct check *c)
{
	const struct field	*f = first_field(c->cond);
	char			 path[PATH_SIZE];

	if (f == NULL)
		return fail(h, CTXH_ERULE, "%s", label_text(h, &c->text));
	path_of(l, f->id, path);
	if (l->list != NULL)
		(void)fail(h, CTXH_ERULE, "%s: %s", path,
		    label_text(h, &c->text));
	else
		(void)fail(h, CTXH_ERULE, "%s", label_text(h, &c->text));
	return fail_where_text(h, "field", path);
}

static int
forbid(ctxh *h, const struct level *l, const struct check *c,
    const struct field *f)
{
	char path[PATH_SIZE];

	path_of(l, f->id, path);
	if (c->text.vi != NULL)
		(void)fail(h, CTXH_ERULE, T(h, "not to be given here: \"%s\"; "
		    "%s"), path, label_text(h, &c->text));
	else
		(void)fail(h, CTXH_ERULE, T(h, "not to be given here: "
		    "\"%s\""), path);
	return fail_where_text(h, "field", path);
}

static int
check_level(ctxh *h, const struct level *l, const struct check *c, size_t n,
    const struct pred_env *env)
{
	size_t i;

	for (; n > 0; n--, c++) {
		if ((c->kind != CHECK_REFUSE && c->kind != CHECK_FORBID) ||
		    !pred_true(c->cond, env))
			continue;
		if (c->kind == CHECK_REFUSE)
			return refuse(h, l, c);
		for (i = 0; i < c->name_count; i++)
			if (is_given(l, c->names[i]))
				return forbid(h, l, c, c->names[i]);
	}
	return CTXH_OK;
}

static int
check_items(ctxh *h, const struct form *form, const struct field *list,
    const ctxh_value *fields, const struct pred_env *env)
{
	struct level	l = { .list = list };
	struct pred_env	e;
	int		rc;

	VALUE_EACH(l.fields, ctxh_value_get(fields, list->id)) {
		e = env_of(env, form, fields, l.fields);
		if ((rc = check_level(h, &l, list->checks, list->check_count,
		    &e)) != CTXH_OK)
			return rc;
		l.item++;
	}
	return CTXH_OK;
}

int
form_check_rules(ctxh *h, const struct form *form, const ctxh_value *fields,
    const struct pred_env *env)
{
	struct level	l = { .fields = fields };
	struct pred_env	e = env_of(env, form, fields, NULL);
	size_t		i;
	int		rc;

	if ((rc = check_level(h, &l, form->checks, form->check_count, &e)) !=
	    CTXH_OK)
		return rc;
	for (i = 0; i < form->set.count; i++)
		if (form->set.list[i].check_count > 0 &&
		    (rc = check_items(h, form, &form->set.list[i], fields,
		    env)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}
