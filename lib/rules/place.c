#include "rules/place.h"

#include <string.h>

struct text {
	const char	*p, *end;
};

/* A step of a path: a member's key, or an item's name or index. */
struct step {
	const char	*s;
	size_t		 n;
	int		 item;
};

static void
skip_blank(struct text *t)
{
	while (t->p < t->end && strchr(" \t\r\n", *t->p) != NULL)
		t->p++;
}

static void
skip_string(struct text *t)
{
	for (t->p++; t->p < t->end && *t->p != '"'; t->p++)
		if (*t->p == '\\')
			t->p++;
	t->p++;
}

/* A whole value; the nesting is counted, not followed. */
static void
skip_value(struct text *t)
{
	int depth = 0;

	do {
		skip_blank(t);
		if (t->p >= t->end)
			return;
		if (*t->p == '"') {
			skip_string(t);
			continue;
		}
		if (*t->p == '{' || *t->p == '[')
			depth++;
		else if (*t->p == '}' || *t->p == ']')
			depth--;
		else if (depth == 0) {
			while (t->p < t->end &&
			    strchr(",]} \t\r\n", *t->p) == NULL)
				t->p++;
			return;
		}
		t->p++;
	} while (depth > 0);
}

/* The next member or item, past the comma before it; 0 at the end. */
static int
next_part(struct text *t)
{
	skip_blank(t);
	if (t->p < t->end && *t->p == ',')
		t->p++;
	skip_blank(t);
	return t->p < t->end && *t->p != '}' && *t->p != ']';
}

static int
is_word(const struct text *at, const char *s, size_t n)
{
	return (size_t)(at->end - at->p) > n + 1 && *at->p == '"' &&
	    memcmp(at->p + 1, s, n) == 0 && at->p[n + 1] == '"';
}

/* Goes to the value of an object's member; *at is where its key stands. */
static int
to_member(struct text *t, const char *key, size_t n, const char **at)
{
	struct text look = *t;
	int	    hit;

	if (look.p >= look.end || *look.p++ != '{')
		return 0;
	while (next_part(&look)) {
		hit = is_word(&look, key, n);
		*at = look.p;
		skip_string(&look);
		skip_blank(&look);
		look.p++;	/* the colon */
		skip_blank(&look);
		if (hit) {
			*t = look;
			return 1;
		}
		skip_value(&look);
	}
	return 0;
}

/* Whether the object says that it is called so; with NULL, anything. */
static int
is_called(const struct text *t, const struct step *s)
{
	static const char *const keys[] = { "id", "code" };
	const char	*at;
	struct text	 look;
	size_t		 i;

	for (i = 0; i < 2; i++) {
		look = *t;
		if (to_member(&look, keys[i], strlen(keys[i]), &at))
			return s == NULL || is_word(&look, s->s, s->n);
	}
	return 0;
}

static size_t
number(const struct step *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n && n < 100000; i++) {
		if (s->s[i] < '0' || s->s[i] > '9')
			return (size_t)-1;
		n = n * 10 + (size_t)(s->s[i] - '0');
	}
	return n;
}

/*
 * By its index; by_name: by its name, or, where no item is called so, by its
 * index if it has a name.  An item without one may be the base's.
 */
static int
to_item(struct text *t, const struct step *s, int by_name)
{
	struct text look = *t, found = { NULL, NULL };
	size_t	    i = 0, want = number(s);

	if (look.p >= look.end || *look.p++ != '[')
		return 0;
	for (; next_part(&look); i++) {
		if (by_name && is_called(&look, s)) {
			found = look;
			break;
		}
		if (i == want && (!by_name || is_called(&look, NULL)))
			found = look;
		skip_value(&look);
	}
	if (found.p == NULL)
		return 0;
	*t = found;
	return 1;
}

static const char *
read_step(const char *path, struct step *s)
{
	s->item = *path == '[';
	if (*path == '.' || *path == '[')
		path++;
	s->s = path;
	s->n = strcspn(path, s->item ? "]" : ".[");
	path += s->n;
	return s->item && *path == ']' ? path + 1 : path;
}

static const char *
find(struct text t, const char *path)
{
	struct text	 top;
	struct step	 s;
	const char	*at;
	int		 by_name;

	skip_blank(&t);
	top = t;
	at = t.p;
	/* What is joined with another set has no places of its own. */
	by_name = to_member(&top, "extends", strlen("extends"), &at);
	at = t.p;
	while (*path != '\0') {
		path = read_step(path, &s);
		if (!s.item) {
			if (!to_member(&t, s.s, s.n, &at))
				break;
			continue;
		}
		if (!to_item(&t, &s, by_name))
			break;
		at = t.p;
	}
	return at;
}

void
json_place(const char *json, size_t n, const char *path, size_t *line,
    size_t *column)
{
	struct text	 t = { json, json + n };
	const char	*at = find(t, path), *p;

	*line = *column = 1;
	for (p = json; p < at && p < t.end; p++) {
		if (*p == '\n') {
			(*line)++;
			*column = 1;
		} else if ((*p & 0xc0) != 0x80)
			(*column)++;
	}
}
