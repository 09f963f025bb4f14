#include "rules/compare.h"

#include <string.h>

#include "base/buf.h"
#include "base/value.h"

struct walk {
	ctxh		*h;
	ctxh_value	*list;
	struct buf	 path;
};

static int	 compare(struct walk *, const ctxh_value *,
		    const ctxh_value *);

static const char *
name_of(const ctxh_value *item)
{
	const char *id = get_text(item, "id");

	return id != NULL ? id : get_text(item, "code");
}

static const ctxh_value *
named(const ctxh_value *list, const char *name)
{
	const ctxh_value *item;

	VALUE_EACH(item, list)
		if (name_of(item) != NULL && strcmp(name_of(item), name) == 0)
			return item;
	return NULL;
}

/* Every item has a name, and each its own. */
static int
all_named(const ctxh_value *list)
{
	const ctxh_value *item;

	VALUE_EACH(item, list)
		if (name_of(item) == NULL || named(list, name_of(item)) !=
		    item)
			return 0;
	return 1;
}

static int
add_change(struct walk *w, const char *change, const ctxh_value *a,
    const ctxh_value *b)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "path", w->path.len > 0 ?
	    w->path.data : "") | put_text(o, "change", change) |
	    put(o, "old", a != NULL ? ctxh_value_copy(a) :
	    ctxh_value_null()) |
	    put(o, "new", b != NULL ? ctxh_value_copy(b) :
	    ctxh_value_null())) {
		ctxh_value_free(o);
		return fail_nomem(w->h);
	}
	return push(w->list, o) == 0 && !buf_failed(&w->path) ? CTXH_OK :
	    fail_nomem(w->h);
}

static int
differs(struct walk *w, const ctxh_value *a, const ctxh_value *b)
{
	return add_change(w, a == NULL ? "added" : b == NULL ? "removed" :
	    "changed", a, b);
}

/* Compares one step further down. */
static int
step(struct walk *w, const char *name, int item, const ctxh_value *a,
    const ctxh_value *b)
{
	size_t	old = w->path.len;
	int	rc;

	buf_fmt(&w->path, item ? "[%s]" : old > 0 ? ".%s" : "%s", name);
	rc = compare(w, a, b);
	if (!buf_failed(&w->path)) {
		w->path.len = old;
		w->path.data[old] = '\0';
	}
	return rc;
}

static int
compare_objects(struct walk *w, const ctxh_value *a, const ctxh_value *b)
{
	const ctxh_value *m;
	int		  rc;

	VALUE_EACH(m, a)
		if ((rc = step(w, ctxh_value_key(m), 0, m, ctxh_value_get(b,
		    ctxh_value_key(m)))) != CTXH_OK)
			return rc;
	VALUE_EACH(m, b)
		if (ctxh_value_get(a, ctxh_value_key(m)) == NULL &&
		    (rc = step(w, ctxh_value_key(m), 0, NULL, m)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* The names that both lists have, in the order of the first. */
static ctxh_value *
common(const ctxh_value *list, const ctxh_value *other)
{
	ctxh_value		*names = ctxh_value_list();
	const ctxh_value	*item;

	VALUE_EACH(item, list)
		if (names != NULL && named(other, name_of(item)) != NULL &&
		    push_text(names, name_of(item)) != 0) {
			ctxh_value_free(names);
			return NULL;
		}
	return names;
}

/* Levels stand from high to low, fields as they are asked for: what both have
 * in another order is a change, too. */
static int
compare_order(struct walk *w, const ctxh_value *a, const ctxh_value *b)
{
	ctxh_value	*old = common(a, b), *new = common(b, a);
	int		 rc = CTXH_OK;

	if (old == NULL || new == NULL)
		rc = fail_nomem(w->h);
	else if (!value_same(old, new))
		rc = add_change(w, "order", old, new);
	ctxh_value_free(old);
	ctxh_value_free(new);
	return rc;
}

static int
compare_named(struct walk *w, const ctxh_value *a, const ctxh_value *b)
{
	const ctxh_value *item;
	int		  rc;

	VALUE_EACH(item, a)
		if ((rc = step(w, name_of(item), 1, item, named(b,
		    name_of(item)))) != CTXH_OK)
			return rc;
	VALUE_EACH(item, b)
		if (named(a, name_of(item)) == NULL &&
		    (rc = step(w, name_of(item), 1, NULL, item)) != CTXH_OK)
			return rc;
	return compare_order(w, a, b);
}

static size_t
count_same(const ctxh_value *list, const ctxh_value *like)
{
	const ctxh_value *item;
	size_t		  n = 0;

	VALUE_EACH(item, list)
		n += value_same(item, like) ? 1 : 0;
	return n;
}

/* What one list has more often than the other. */
static int
compare_rest(struct walk *w, const ctxh_value *list, const ctxh_value *other,
    int added)
{
	const ctxh_value *item;
	int		  rc;

	VALUE_EACH(item, list)
		if (count_same(list, item) > count_same(other, item) &&
		    (rc = added ? differs(w, NULL, item) :
		    differs(w, item, NULL)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

static int
has_objects(const ctxh_value *list)
{
	return ctxh_value_kind(ctxh_value_first(list)) == CTXH_OBJECT;
}

static int
compare(struct walk *w, const ctxh_value *a, const ctxh_value *b)
{
	int	kind = (int)ctxh_value_kind(a), rc;
	size_t	before;

	if (a == NULL || b == NULL || kind != (int)ctxh_value_kind(b))
		return differs(w, a, b);
	if (value_same(a, b))
		return CTXH_OK;
	if (kind == CTXH_OBJECT)
		return compare_objects(w, a, b);
	if (kind != CTXH_LIST || !has_objects(a) || !has_objects(b))
		return differs(w, a, b);
	if (all_named(a) && all_named(b))
		return compare_named(w, a, b);
	before = ctxh_value_count(w->list);
	if ((rc = compare_rest(w, a, b, 0)) != CTXH_OK ||
	    (rc = compare_rest(w, b, a, 1)) != CTXH_OK)
		return rc;
	/* The first that holds counts: the same in another order. */
	return ctxh_value_count(w->list) > before ? CTXH_OK :
	    differs(w, a, b);
}

int
rules_compare(ctxh *h, const ctxh_value *a, const ctxh_value *b,
    ctxh_value *list)
{
	struct walk	w = { .h = h, .list = list };
	int		rc = compare(&w, a, b);

	buf_free(&w.path);
	return rc;
}
