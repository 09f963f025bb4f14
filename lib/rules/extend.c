#include "rules/extend.h"

#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "rules/rules.h"

/* Members whose items are found by a name, and by which. */
struct named {
	const char	*member, *key;
};

static const struct named named[] = {
	{ "states", "code" }, { "forms", "id" }, { "fields", "id" },
	{ "deadlines", "id" }, { "tables", "id" }, { "columns", "id" },
};

/* Members to which items are added. */
static const char *const added[] = { "facts", "transitions", "checks" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int	join_object(ctxh *, const char *name, ctxh_value *,
		    const ctxh_value *);

static int
refuse(ctxh *h, const char *name, const char *path, const char *why)
{
	(void)fail(h, CTXH_EUSAGE, "%s: %s: %s", name, path, why);
	return fail_where_text(h, "path", path);
}

static int
same_value(const ctxh_value *a, const ctxh_value *b)
{
	char	*x = a != NULL ? ctxh_value_print(a, 0) : NULL;
	char	*y = b != NULL ? ctxh_value_print(b, 0) : NULL;
	int	 same = x == NULL || y == NULL ? a == NULL && b == NULL :
	    strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}

static int
same_name(const ctxh_value *a, const ctxh_value *b, const char *key)
{
	const char	*x = get_text(a, key), *y = get_text(b, key);

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* A transition that takes the place of another. */
static int
same_step(const ctxh_value *a, const ctxh_value *b, const char *key)
{
	(void)key;
	return same_name(a, b, "form") &&
	    same_value(ctxh_value_get(a, "from"), ctxh_value_get(b, "from")) &&
	    same_value(ctxh_value_get(a, "decides"),
	    ctxh_value_get(b, "decides"));
}

static int
same_never(const ctxh_value *a, const ctxh_value *b, const char *key)
{
	(void)a;
	(void)b;
	(void)key;
	return 0;
}

struct join {
	const char	*name;		/* of the file */
	const char	*member, *key;
	int		(*same)(const ctxh_value *, const ctxh_value *,
			    const char *key);
	int		 whole;		/* replaced, not joined */
};

static const ctxh_value *
find_item(const struct join *j, const ctxh_value *list, const ctxh_value *like)
{
	const ctxh_value *item;

	VALUE_EACH(item, list)
		if (j->same(item, like, j->key))
			return item;
	return NULL;
}

/* The base's item with the changes; NULL where it is taken away. */
static int
joined_item(ctxh *h, const struct join *j, const ctxh_value *old,
    const ctxh_value *new, ctxh_value **out)
{
	*out = NULL;
	if (new != NULL && get_bool(new, "remove"))
		return CTXH_OK;
	*out = ctxh_value_copy(new != NULL && j->whole ? new : old);
	if (*out == NULL)
		return fail_nomem(h);
	return new == NULL || j->whole ? CTXH_OK :
	    join_object(h, j->name, *out, new);
}

static int
join_old(ctxh *h, const struct join *j, const ctxh_value *base,
    const ctxh_value *more, ctxh_value *out)
{
	const ctxh_value	*item;
	ctxh_value		*joined;
	int			 rc;

	VALUE_EACH(item, base) {
		rc = joined_item(h, j, item, find_item(j, more, item),
		    &joined);
		if (rc != CTXH_OK) {
			ctxh_value_free(joined);
			return rc;
		}
		if (joined != NULL && push(out, joined) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

static int
join_new(ctxh *h, const struct join *j, const ctxh_value *base,
    const ctxh_value *more, ctxh_value *out)
{
	const ctxh_value *item;

	VALUE_EACH(item, more) {
		if (find_item(j, base, item) != NULL)
			continue;
		if (get_bool(item, "remove"))
			return refuse(h, j->name, j->member, T(h,
			    "nothing of that name to remove"));
		if (push(out, ctxh_value_copy(item)) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}

static int
join_list(ctxh *h, const struct join *j, ctxh_value *object,
    const ctxh_value *more)
{
	const ctxh_value *base = ctxh_value_get(object, j->member);
	ctxh_value	 *out;
	int		  rc;

	if (ctxh_value_kind(more) != CTXH_LIST)
		return refuse(h, j->name, j->member, T(h, "not a list"));
	if ((out = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = join_old(h, j, base, more, out)) != CTXH_OK ||
	    (rc = join_new(h, j, base, more, out)) != CTXH_OK) {
		ctxh_value_free(out);
		return rc;
	}
	return put(object, j->member, out) == 0 ? CTXH_OK : fail_nomem(h);
}

/* How a member is joined; 0 where it takes the old one's place. */
static int
find_join(const char *member, struct join *j)
{
	size_t i;

	for (i = 0; i < COUNT(named); i++)
		if (strcmp(named[i].member, member) == 0) {
			j->key = named[i].key;
			j->same = same_name;
			return 1;
		}
	for (i = 0; i < COUNT(added); i++)
		if (strcmp(added[i], member) == 0) {
			j->same = strcmp(member, "transitions") == 0 ?
			    same_step : same_never;
			j->whole = 1;
			return 1;
		}
	return 0;
}

/* The lists of codes: an object, whose members are lists by "code". */
static int
join_codes(ctxh *h, const char *name, ctxh_value *object,
    const ctxh_value *more)
{
	ctxh_value	 *codes = ctxh_value_take(object, "codes");
	const ctxh_value *list;
	struct join	  j = { .name = name, .key = "code",
	    .same = same_name };
	int		  rc = CTXH_OK;

	if (ctxh_value_kind(more) != CTXH_OBJECT)
		rc = refuse(h, name, "codes", T(h, "not an object"));
	VALUE_EACH(list, more) {
		if (rc != CTXH_OK)
			break;
		j.member = ctxh_value_key(list);
		rc = join_list(h, &j, codes, list);
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(codes);
		return rc;
	}
	return put(object, "codes", codes) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
join_object(ctxh *h, const char *name, ctxh_value *object,
    const ctxh_value *more)
{
	const ctxh_value *item;
	struct join	  j;
	const char	 *member;
	int		  rc = CTXH_OK;

	VALUE_EACH(item, more) {
		member = ctxh_value_key(item);
		j = (struct join){ .name = name, .member = member };
		if (strcmp(member, "codes") == 0 &&
		    ctxh_value_kind(ctxh_value_get(object, "codes")) ==
		    CTXH_OBJECT)
			rc = join_codes(h, name, object, item);
		else if (find_join(member, &j) &&
		    ctxh_value_kind(ctxh_value_get(object, member)) ==
		    CTXH_LIST)
			rc = join_list(h, &j, object, item);
		else if (put(object, member, ctxh_value_copy(item)) != 0)
			rc = fail_nomem(h);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* What the new set must say itself. */
static int
check_own(ctxh *h, const char *name, const ctxh_value *tree)
{
	static const char *const own[] = { "format", "id", "title", "basis",
	    "valid_from" };
	size_t i;

	for (i = 0; i < COUNT(own); i++)
		if (ctxh_value_get(tree, own[i]) == NULL)
			return refuse(h, name, own[i], T(h, "missing"));
	return CTXH_OK;
}

static int
join(ctxh *h, const char *name, ctxh_value *tree, ctxh_value **out)
{
	const struct rules	*base;
	const char		*id = get_text(tree, "extends");
	int			 rc;

	if (id == NULL)
		return refuse(h, name, "extends", T(h, "not a text"));
	if ((base = rules_known(h, id)) == NULL) {
		(void)fail(h, CTXH_ENOTFOUND, T(h, "%s: extends: no such rule "
		    "set: \"%s\""), name, id);
		return fail_where_text(h, "path", "extends");
	}
	if ((rc = check_own(h, name, tree)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_copy(base->tree)) == NULL)
		return fail_nomem(h);
	ctxh_value_free(ctxh_value_take(*out, "valid_to"));
	ctxh_value_free(ctxh_value_take(tree, "extends"));
	return join_object(h, name, *out, tree);
}

int
rules_extend(ctxh *h, const char *name, ctxh_value **tree)
{
	ctxh_value	*out = NULL;
	int		 rc;

	if (ctxh_value_get(*tree, "extends") == NULL)
		return CTXH_OK;
	rc = join(h, name, *tree, &out);
	ctxh_value_free(*tree);
	*tree = rc == CTXH_OK ? out : NULL;
	if (rc != CTXH_OK)
		ctxh_value_free(out);
	return rc;
}
