/* Reading a rule set: paths, messages, and values of the simple kinds. */
#include "rules/read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/near.h"
#include "text/utf8.h"

size_t
read_down(struct reader *rd, const char *key)
{
	size_t	old = rd->len;
	int	n;

	n = snprintf(rd->path + old, sizeof(rd->path) - old, "%s%s",
	    old > 0 ? "." : "", key);
	rd->len = n < 0 || (size_t)n >= sizeof(rd->path) - old ?
	    sizeof(rd->path) - 1 : old + (size_t)n;
	return old;
}

size_t
read_down_named(struct reader *rd, size_t i, const char *name)
{
	char	shown[CLIP_SIZE];
	size_t	old = rd->len;
	int	n;

	if (name != NULL && rd->joined)
		n = snprintf(rd->path + old, sizeof(rd->path) - old, "[%s]",
		    clip(name, shown));
	else
		n = snprintf(rd->path + old, sizeof(rd->path) - old, "[%zu]",
		    i);
	rd->len = n < 0 || (size_t)n >= sizeof(rd->path) - old ?
	    sizeof(rd->path) - 1 : old + (size_t)n;
	return old;
}

size_t
read_down_item(struct reader *rd, size_t i, const ctxh_value *item)
{
	const char *name = get_text(item, "id");

	return read_down_named(rd, i, name != NULL ? name :
	    get_text(item, "code"));
}

void
read_up(struct reader *rd, size_t old)
{
	rd->len = old;
	rd->path[old] = '\0';
}

int
read_bad(struct reader *rd, const char *key, const char *fmt, ...)
{
	char	 what[512];
	va_list	 ap;

	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (key != NULL)
		(void)read_down(rd, key);
	utf8_trim(rd->path);
	(void)fail(rd->h, CTXH_EUSAGE, "%s: %s: %s", rd->name, rd->path, what);
	return fail_where_text(rd->h, "path", rd->path);
}

static int
key_known(const char *key, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (strcmp(key, *keys + (**keys == '!')) == 0)
			return 1;
	return 0;
}

static int
unknown_key(struct reader *rd, const char *key, const char *const *keys)
{
	struct near	near = { .word = key };
	char		shown[CLIP_SIZE];

	for (; *keys != NULL; keys++)
		near_offer(&near, *keys + (**keys == '!'));
	(void)clip(key, shown);
	if (near.best != NULL)
		return read_bad(rd, shown, T(rd->h, "unknown key \"%s\"; did "
		    "you mean \"%s\"?"), shown, near.best);
	return read_bad(rd, shown, T(rd->h, "unknown key \"%s\""), shown);
}

int
read_keys(struct reader *rd, const ctxh_value *v, const char *const *keys)
{
	const ctxh_value *m;

	if (ctxh_value_kind(v) != CTXH_OBJECT)
		return read_bad(rd, NULL, "%s", T(rd->h, "not an object"));
	VALUE_EACH(m, v)
		if (!key_known(ctxh_value_key(m), keys))
			return unknown_key(rd, ctxh_value_key(m), keys);
	for (; *keys != NULL; keys++)
		if (**keys == '!' && ctxh_value_get(v, *keys + 1) == NULL)
			return read_bad(rd, *keys + 1, "%s",
			    T(rd->h, "missing"));
	return CTXH_OK;
}

int
read_text(struct reader *rd, const ctxh_value *v, const char *key,
    const char **out)
{
	const ctxh_value *m = ctxh_value_get(v, key);
	const char	 *s;
	size_t		  n;

	*out = NULL;
	if (m == NULL)
		return CTXH_OK;
	if ((*out = ctxh_value_str(m)) == NULL)
		return read_bad(rd, key, "%s", T(rd->h, "not a text"));
	n = strlen(*out);
	if (n == 0 || n > 2000)
		return read_bad(rd, key, "%s",
		    T(rd->h, "a text has 1 to 2000 bytes"));
	if (strspn(*out, " ") == n)
		return read_bad(rd, key, "%s", T(rd->h, "an empty text"));
	for (s = *out; *s != '\0'; s++)
		if (utf8_unseen(s))
			return read_bad(rd, key, "%s", T(rd->h, "a text with "
			    "characters that cannot be seen"));
	return CTXH_OK;
}

int
read_id(struct reader *rd, const ctxh_value *v, const char *key,
    const char **out)
{
	char	shown[CLIP_SIZE];
	size_t	n;
	int	rc;

	if ((rc = read_text(rd, v, key, out)) != CTXH_OK || *out == NULL)
		return rc;
	n = strlen(*out);
	if (n > RULES_ID_MAX || **out < 'a' || **out > 'z' ||
	    strspn(*out, "abcdefghijklmnopqrstuvwxyz0123456789-_") != n)
		return read_bad(rd, key, T(rd->h, "not an id: \"%s\"; write "
		    "a-z, 0-9, - and _, beginning with a letter, at most %d"),
		    clip(*out, shown), RULES_ID_MAX);
	return CTXH_OK;
}

int
read_label_here(struct reader *rd, const ctxh_value *v, struct label *l)
{
	int	rc;

	if ((rc = read_text(rd, v, "vi", &l->vi)) != CTXH_OK ||
	    (rc = read_text(rd, v, "en", &l->en)) != CTXH_OK)
		return rc;
	if (l->vi == NULL || l->en == NULL)
		return read_bad(rd, l->vi == NULL ? "vi" : "en", "%s",
		    T(rd->h, "missing"));
	return CTXH_OK;
}

int
read_label(struct reader *rd, const ctxh_value *v, const char *key,
    struct label *l)
{
	static const char *const keys[] = { "!vi", "!en", NULL };
	const ctxh_value *m = ctxh_value_get(v, key);
	size_t		  up;
	int		  rc;

	if (m == NULL)
		return CTXH_OK;
	up = read_down(rd, key);
	if ((rc = read_keys(rd, m, keys)) == CTXH_OK)
		rc = read_label_here(rd, m, l);
	if (rc == CTXH_OK)
		read_up(rd, up);
	return rc;
}

int
read_bool(struct reader *rd, const ctxh_value *v, const char *key, int *out)
{
	const ctxh_value *m = ctxh_value_get(v, key);

	if (m == NULL)
		return CTXH_OK;
	if (ctxh_value_kind(m) != CTXH_BOOL)
		return read_bad(rd, key, "%s",
		    T(rd->h, "not true or false"));
	*out = ctxh_value_is_true(m);
	return CTXH_OK;
}

int
read_int(struct reader *rd, const ctxh_value *v, const char *key,
    int64_t min, int64_t max, int64_t *out, int *there)
{
	const ctxh_value *m = ctxh_value_get(v, key);
	double		  d;

	*there = m != NULL;
	if (m == NULL)
		return CTXH_OK;
	d = ctxh_value_num(m);
	if (ctxh_value_kind(m) != CTXH_NUMBER || !(d >= (double)min) ||
	    !(d <= (double)max) || d != (double)(int64_t)d)
		return read_bad(rd, key, T(rd->h, "not a whole number from "
		    "%lld to %lld"), (long long)min, (long long)max);
	*out = (int64_t)d;
	return CTXH_OK;
}

int
read_word(struct reader *rd, const ctxh_value *v, const char *key,
    const char *const *words, int *out)
{
	const char	*text;
	struct near	 near = { 0 };
	char		 shown[CLIP_SIZE];
	int		 i, rc;

	if ((rc = read_text(rd, v, key, &text)) != CTXH_OK || text == NULL)
		return rc;
	for (i = 0; words[i] != NULL; i++)
		if (strcmp(text, words[i]) == 0) {
			*out = i;
			return CTXH_OK;
		}
	near.word = text;
	for (i = 0; words[i] != NULL; i++)
		near_offer(&near, words[i]);
	return read_bad(rd, key, T(rd->h, "\"%s\" is not known here; such as "
	    "\"%s\" is"), clip(text, shown),
	    near.best != NULL ? near.best : words[i - 1]);
}

int
read_list(struct reader *rd, const ctxh_value *v, const char *key,
    size_t size, read_item_fn fn, void *array, size_t *count)
{
	const ctxh_value *m = ctxh_value_get(v, key), *item;
	unsigned char	 *p;
	size_t		  n = ctxh_value_count(m), i = 0, up, up_item;
	int		  rc;

	if (m == NULL)
		return CTXH_OK;
	if (ctxh_value_kind(m) != CTXH_LIST || n == 0 || n > RULES_LIST_MAX)
		return read_bad(rd, key, T(rd->h, "not a list of 1 to %d "
		    "items"), RULES_LIST_MAX);
	if ((p = arena_get(&rd->r->arena, n, size)) == NULL)
		return fail_nomem(rd->h);
	/* What is being read may already look at the items before it. */
	*(void **)array = p;
	up = read_down(rd, key);
	VALUE_EACH(item, m) {
		up_item = read_down_item(rd, i, item);
		if ((rc = fn(rd, item, p + i * size)) != CTXH_OK)
			return rc;
		read_up(rd, up_item);
		*count = ++i;
	}
	read_up(rd, up);
	return CTXH_OK;
}
