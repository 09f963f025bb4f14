#include "rules/extend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "rules/rules.h"
#include "text/near.h"
#include "text/utf8.h"

/* Members whose items are found by a name, and by which. */
static const struct {
	const char *member, *key;
} named[] = {
	{ "states", "code" }, { "forms", "id" }, { "fields", "id" },
	{ "deadlines", "id" }, { "tables", "id" }, { "columns", "id" },
	{ "screening", "id" },
};

/* Members to which items are added. */
static const char *const added[] = { "facts", "checks" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Where the file is being read, for messages. */
struct joiner {
	ctxh		*h;
	const char	*name;		/* the file's */
	char		 path[256];
};

static size_t
down(struct joiner *j, const char *key)
{
	size_t	n = strlen(j->path);
	char	shown[CLIP_SIZE];

	(void)snprintf(j->path + n, sizeof(j->path) - n, "%s%s",
	    n > 0 ? "." : "", clip(key, shown));
	return n;
}

/* As in what comes of both, an item is called by its name. */
static size_t
down_item(struct joiner *j, size_t i, const ctxh_value *item)
{
	const char	*name = get_text(item, "id");
	size_t		 n = strlen(j->path);
	char		 shown[CLIP_SIZE];

	if (name == NULL)
		name = get_text(item, "code");
	if (name != NULL)
		(void)snprintf(j->path + n, sizeof(j->path) - n, "[%s]",
		    clip(name, shown));
	else
		(void)snprintf(j->path + n, sizeof(j->path) - n, "[%zu]", i);
	return n;
}

static void
up(struct joiner *j, size_t n)
{
	j->path[n] = '\0';
}

static int
refuse(struct joiner *j, const char *why)
{
	utf8_trim(j->path);
	(void)fail(j->h, CTXH_EUSAGE, "%s: %s: %s", j->name, j->path, why);
	return fail_where_text(j->h, "path", j->path);
}

/* ---- which items are the same ---- */

/* "open", or a list of states in its order. */
static int
same_value(const ctxh_value *a, const ctxh_value *b)
{
	const char	*x = ctxh_value_str(a), *y = ctxh_value_str(b);

	if (x != NULL && y != NULL)
		return strcmp(x, y) == 0;
	if (ctxh_value_kind(a) != ctxh_value_kind(b) ||
	    ctxh_value_count(a) != ctxh_value_count(b))
		return 0;
	for (a = ctxh_value_first(a), b = ctxh_value_first(b);
	    a != NULL && b != NULL;
	    a = ctxh_value_next(a), b = ctxh_value_next(b))
		if (ctxh_value_str(a) == NULL || !same_value(a, b))
			return 0;
	return 1;
}

typedef int (*same_fn)(const ctxh_value *, const ctxh_value *,
	    const char *key);

static int
same_name(const ctxh_value *a, const ctxh_value *b, const char *key)
{
	const char	*x = get_text(a, key), *y = get_text(b, key);

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

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

/* How the items of a list are joined. */
struct way {
	const char	*key;		/* what names them */
	same_fn		 same;
	int		 whole;		/* give way; else joined by members */
};

static const struct way by_code = { "code", same_name, 0 };

/* The way of a member; 0 where it simply takes the old one's place. */
static int
find_way(const char *member, struct way *w)
{
	size_t i;

	*w = (struct way){ NULL, same_never, 1 };
	for (i = 0; i < COUNT(named); i++)
		if (strcmp(named[i].member, member) == 0) {
			*w = (struct way){ named[i].key, same_name, 0 };
			return 1;
		}
	for (i = 0; i < COUNT(added); i++)
		if (strcmp(added[i], member) == 0)
			return 1;
	w->same = same_step;
	return strcmp(member, "transitions") == 0;
}

static const ctxh_value *
find_item(const struct way *w, const ctxh_value *list, const ctxh_value *like)
{
	const ctxh_value *item;

	VALUE_EACH(item, list)
		if (w->same(item, like, w->key))
			return item;
	return NULL;
}

/* ---- a list ---- */

static int	join_object(struct joiner *, ctxh_value *, const ctxh_value *);

/* What is to be taken away is there, and what is named is named once. */
static int
check_item(struct joiner *j, const struct way *w, const ctxh_value *base,
    const ctxh_value *more, const ctxh_value *item)
{
	if (!w->whole && find_item(w, more, item) != NULL &&
	    find_item(w, more, item) != item)
		return refuse(j, T(j->h, "the same stands here twice"));
	if (!get_bool(item, "remove"))
		return CTXH_OK;
	if (find_item(w, base, item) == NULL)
		return refuse(j, T(j->h, "there is no such thing to take "
		    "away"));
	if (!w->whole && ctxh_value_count(item) != 2)
		return refuse(j, T(j->h, "what is taken away has nothing "
		    "beside its name"));
	return CTXH_OK;
}

static int
check_list(struct joiner *j, const struct way *w, const ctxh_value *base,
    const ctxh_value *more)
{
	const ctxh_value	*item;
	size_t			 i = 0, n;
	int			 rc;

	if (ctxh_value_kind(more) != CTXH_LIST)
		return refuse(j, T(j->h, "not a list"));
	/* Each is compared with each. */
	if (ctxh_value_count(more) > RULES_LIST_MAX)
		return refuse(j, T(j->h, "too many items"));
	VALUE_EACH(item, more) {
		n = down_item(j, i++, item);
		if ((rc = check_item(j, w, base, more, item)) != CTXH_OK)
			return rc;
		up(j, n);
	}
	return CTXH_OK;
}

/* The base's item with the changes of the i-th new one. */
static int
push_changed(struct joiner *j, const ctxh_value *old, const ctxh_value *new,
    size_t i, ctxh_value *out)
{
	ctxh_value	*item = ctxh_value_copy(old);
	size_t		 n = down_item(j, i, new);
	int		 rc;

	rc = item != NULL ? join_object(j, item, new) : fail_nomem(j->h);
	if (rc != CTXH_OK) {
		ctxh_value_free(item);
		return rc;
	}
	up(j, n);
	return push(out, item) == 0 ? CTXH_OK : fail_nomem(j->h);
}

/* All new ones that are the same as this one of the base. */
static int
push_matches(struct joiner *j, const struct way *w, const ctxh_value *old,
    const ctxh_value *more, ctxh_value *out)
{
	const ctxh_value	*item;
	size_t			 i = 0;
	int			 rc = CTXH_OK;

	VALUE_EACH(item, more) {
		if (w->same(old, item, w->key) && !get_bool(item, "remove")) {
			if (!w->whole)
				rc = push_changed(j, old, item, i, out);
			else if (push(out, ctxh_value_copy(item)) != 0)
				rc = fail_nomem(j->h);
		}
		if (rc != CTXH_OK)
			return rc;
		i++;
	}
	return rc;
}

static int
join_items(struct joiner *j, const struct way *w, const ctxh_value *base,
    const ctxh_value *more, ctxh_value *out)
{
	const ctxh_value	*item;
	int			 rc;

	VALUE_EACH(item, base) {
		if (find_item(w, more, item) == NULL) {
			if (push(out, ctxh_value_copy(item)) != 0)
				return fail_nomem(j->h);
		} else if (find_item(w, base, item) == item &&
		    (rc = push_matches(j, w, item, more, out)) != CTXH_OK)
			return rc;
	}
	VALUE_EACH(item, more)
		if (find_item(w, base, item) == NULL &&
		    push(out, ctxh_value_copy(item)) != 0)
			return fail_nomem(j->h);
	return CTXH_OK;
}

static int
join_list(struct joiner *j, const struct way *w, ctxh_value *object,
    const char *member, const ctxh_value *more)
{
	const ctxh_value	*base = ctxh_value_get(object, member);
	ctxh_value		*out;
	int			 rc;

	if ((rc = check_list(j, w, base, more)) != CTXH_OK)
		return rc;
	if ((out = ctxh_value_list()) == NULL)
		return fail_nomem(j->h);
	if ((rc = join_items(j, w, base, more, out)) != CTXH_OK) {
		ctxh_value_free(out);
		return rc;
	}
	return put(object, member, out) == 0 ? CTXH_OK : fail_nomem(j->h);
}

/* ---- an object ---- */

/* The lists of codes: an object, whose members are lists by "code". */
static int
join_codes(struct joiner *j, ctxh_value *codes, const ctxh_value *more)
{
	const ctxh_value	*list;
	size_t			 n;
	int			 rc;

	if (ctxh_value_kind(more) != CTXH_OBJECT)
		return refuse(j, T(j->h, "not an object"));
	VALUE_EACH(list, more) {
		n = down(j, ctxh_value_key(list));
		rc = CTXH_OK;
		if (ctxh_value_kind(list) == CTXH_NULL)
			ctxh_value_free(ctxh_value_take(codes,
			    ctxh_value_key(list)));
		else
			rc = join_list(j, &by_code, codes,
			    ctxh_value_key(list), list);
		if (rc != CTXH_OK)
			return rc;
		up(j, n);
	}
	return CTXH_OK;
}

static int
join_member(struct joiner *j, ctxh_value *object, const ctxh_value *item)
{
	const char	*member = ctxh_value_key(item);
	ctxh_value	*codes;
	struct way	 w;
	int		 rc;

	if (ctxh_value_kind(item) == CTXH_NULL) {
		ctxh_value_free(ctxh_value_take(object, member));
		return CTXH_OK;
	}
	/* A field has "codes", too: a text. */
	if (strcmp(member, "codes") == 0 && ctxh_value_kind(ctxh_value_get(
	    object, "codes")) == CTXH_OBJECT) {
		codes = ctxh_value_take(object, "codes");
		if ((rc = join_codes(j, codes, item)) != CTXH_OK) {
			ctxh_value_free(codes);
			return rc;
		}
		return put(object, "codes", codes) == 0 ? CTXH_OK :
		    fail_nomem(j->h);
	}
	if (find_way(member, &w))
		return join_list(j, &w, object, member, item);
	return put(object, member, ctxh_value_copy(item)) == 0 ? CTXH_OK :
	    fail_nomem(j->h);
}

static int
join_object(struct joiner *j, ctxh_value *object, const ctxh_value *more)
{
	const ctxh_value	*item;
	size_t			 n;
	int			 rc;

	VALUE_EACH(item, more) {
		n = down(j, ctxh_value_key(item));
		if ((rc = join_member(j, object, item)) != CTXH_OK)
			return rc;
		up(j, n);
	}
	return CTXH_OK;
}

/* ---- the whole ---- */

/* What the new set must say itself. */
static int
check_own(struct joiner *j, const ctxh_value *tree)
{
	static const char *const own[] = { "format", "id", "title", "basis",
	    "valid_from" };
	size_t i;

	for (i = 0; i < COUNT(own); i++) {
		if (ctxh_value_kind(ctxh_value_get(tree, own[i])) !=
		    CTXH_NULL)
			continue;
		(void)down(j, own[i]);
		return refuse(j, T(j->h, "missing"));
	}
	return CTXH_OK;
}

static int
join(struct joiner *j, ctxh_value *tree, ctxh_value **out)
{
	const ctxh_value	*base;
	const char		*id = get_text(tree, "extends");
	char			 shown[CLIP_SIZE];
	int			 rc;

	if (id == NULL) {
		(void)down(j, "extends");
		return refuse(j, T(j->h, "not a text"));
	}
	if ((rc = check_own(j, tree)) != CTXH_OK)
		return rc;
	if ((base = rules_tree(j->h, id)) == NULL) {
		/* A failure to load the sets has its own message. */
		if (rulebook_load(j->h) != CTXH_OK)
			return j->h->status;
		(void)fail(j->h, CTXH_ENOTFOUND, T(j->h, "%s: extends: no "
		    "such rule set: \"%s\""), j->name, clip(id, shown));
		return fail_where_text(j->h, "path", "extends");
	}
	if ((*out = ctxh_value_copy(base)) == NULL)
		return fail_nomem(j->h);
	ctxh_value_free(ctxh_value_take(*out, "valid_to"));
	ctxh_value_free(ctxh_value_take(tree, "extends"));
	return join_object(j, *out, tree);
}

int
rules_extend(ctxh *h, const char *name, ctxh_value **tree)
{
	struct joiner	j = { .h = h, .name = name };
	ctxh_value	*out = NULL;
	int		 rc;

	if (ctxh_value_get(*tree, "extends") == NULL)
		return CTXH_OK;
	rc = join(&j, *tree, &out);
	ctxh_value_free(*tree);
	*tree = rc == CTXH_OK ? out : NULL;
	if (rc != CTXH_OK)
		ctxh_value_free(out);
	return rc;
}
