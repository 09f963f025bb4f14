#include "wire/json.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/handle.h"
#include "text/utf8.h"

/* cJSON reads a number of at most this many characters. */
#define NUMBER_MAX	63
/* It prints with 15 digits, which for the largest double is infinite. */
#define NUMBER_LARGEST	1e308
/* Objects of up to this many keys are compared pair by pair. */
#define FEW_KEYS	24
/* A message shows no more of a key. */
#define KEY_SHOWN	200

/*
 * The scan before cJSON: a recursive descent over the grammar that keeps
 * nothing.  A step returns 1, or 0 with the reason; p is then where it failed.
 */
struct scan {
	const ctxh		*h;
	const unsigned char	*p;
	const unsigned char	*end;
	const char		*why;
	int			 depth;
	/* Objects are numbered from 1 as they open; the scan stops at this
	 * key of this one, where that is asked for. */
	size_t			 objects;
	size_t			 want_object, want_key;
};

static int	 scan_value(struct scan *);

static int
refuse(struct scan *s, const unsigned char *at, const char *why)
{
	s->p = at;
	s->why = why;
	return 0;
}

/* What is wrong here is that the grammar wants something else. */
static int
unexpected(struct scan *s)
{
	return refuse(s, s->p, s->p == s->end ?
	    T(s->h, "the text ends too early") :
	    T(s->h, "unexpected character"));
}

static void
scan_blank(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' ||
	    *s->p == '\r' || *s->p == '\t'))
		s->p++;
}

/* Takes the byte where it comes next. */
static int
scan_byte(struct scan *s, int c)
{
	if (s->p == s->end || *s->p != c)
		return 0;
	s->p++;
	return 1;
}

/* Four hexadecimal digits; -1 where they are not. */
static int
scan_hex(struct scan *s)
{
	int	 i, c, n = 0;

	for (i = 0; i < 4; i++, s->p++) {
		if (s->p == s->end)
			return -1;
		c = *s->p;
		if (c >= '0' && c <= '9')
			n = n * 16 + c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			n = n * 16 + (c | 32) - 'a' + 10;
		else
			return -1;
	}
	return n;
}

/* What follows a backslash; *size is what it will be in UTF-8. */
static int
scan_escape(struct scan *s, size_t *size)
{
	const unsigned char *at = s->p - 1;
	int	 hi, lo;

	*size = 1;
	if (s->p == s->end)
		return unexpected(s);
	if (*s->p != 'u') {
		if (strchr("\"\\/bfnrt", *s->p) == NULL)
			return refuse(s, at, T(s->h, "unknown escape"));
		s->p++;
		return 1;
	}
	s->p++;
	if ((hi = scan_hex(s)) < 0)
		return unexpected(s);
	if (hi == 0)
		return refuse(s, at, T(s->h, "NUL as an escape"));
	if (hi < 0xd800 || hi > 0xdfff) {
		*size = hi < 0x80 ? 1 : hi < 0x800 ? 2 : 3;
		return 1;
	}
	if (hi > 0xdbff || !scan_byte(s, '\\') || !scan_byte(s, 'u') ||
	    (lo = scan_hex(s)) < 0xdc00 || lo > 0xdfff)
		return refuse(s, at, T(s->h, "half of a surrogate pair"));
	*size = 4;
	return 1;
}

/* The bytes of a string up to its closing quotation mark. */
static int
scan_string(struct scan *s)
{
	const unsigned char *start = s->p - 1, *run;
	size_t	 size = 0, n;

	for (;;) {
		run = s->p;
		while (s->p < s->end && *s->p != '"' && *s->p != '\\' &&
		    *s->p >= 0x20)
			s->p++;
		size += (size_t)(s->p - run);
		if (scan_byte(s, '"'))
			break;
		if (scan_byte(s, '\\')) {
			if (!scan_escape(s, &n))
				return 0;
			size += n;
		} else if (s->p == s->end)
			return unexpected(s);
		else
			return refuse(s, s->p, T(s->h,
			    "control character; write it as an escape"));
	}
	if (size > JSON_STRING_MAX)
		return refuse(s, start, T(s->h, "text longer than 1 MiB"));
	return 1;
}

static int
scan_digits(struct scan *s)
{
	const unsigned char *start = s->p;

	while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	return s->p > start;
}

/* Whether a number of the grammar is not too large; in any locale. */
static int
in_range(const unsigned char *p, size_t n)
{
	char	 text[NUMBER_MAX + 1], *dot;

	memcpy(text, p, n);
	text[n] = '\0';
	if ((dot = strchr(text, '.')) != NULL)
		*dot = localeconv()->decimal_point[0];
	return fabs(strtod(text, NULL)) <= NUMBER_LARGEST;
}

static int
scan_number(struct scan *s)
{
	const unsigned char *start = s->p;
	int	 exponent = 0;

	(void)scan_byte(s, '-');
	if (!scan_byte(s, '0') && !scan_digits(s))
		return unexpected(s);
	if (scan_byte(s, '.') && !scan_digits(s))
		return unexpected(s);
	if (scan_byte(s, 'e') || scan_byte(s, 'E')) {
		exponent = 1;
		if (!scan_byte(s, '+'))
			(void)scan_byte(s, '-');
		if (!scan_digits(s))
			return unexpected(s);
	}
	if (s->p - start > NUMBER_MAX ||
	    (exponent && !in_range(start, (size_t)(s->p - start))))
		return refuse(s, start,
		    T(s->h, "number too large or too long"));
	return 1;
}

static int
scan_word(struct scan *s, const char *word)
{
	for (; *word != '\0'; word++)
		if (!scan_byte(s, *word))
			return unexpected(s);
	return 1;
}

/* The inside of a list or an object up to its closing bracket. */
static int
scan_items(struct scan *s, int close)
{
	size_t	 object = close == '}' ? ++s->objects : 0, key = 0;

	scan_blank(s);
	if (scan_byte(s, close))
		return 1;
	for (;;) {
		if (close == '}') {
			scan_blank(s);
			if (object == s->want_object && key++ == s->want_key)
				return 0;
			if (!scan_byte(s, '"'))
				return unexpected(s);
			if (!scan_string(s))
				return 0;
			scan_blank(s);
			if (!scan_byte(s, ':'))
				return unexpected(s);
		}
		if (!scan_value(s))
			return 0;
		scan_blank(s);
		if (scan_byte(s, close))
			return 1;
		if (!scan_byte(s, ','))
			return unexpected(s);
	}
}

static int
scan_value(struct scan *s)
{
	const unsigned char *at;
	int	 c, ok;

	scan_blank(s);
	if (s->p == s->end)
		return unexpected(s);
	at = s->p;
	switch (c = *at) {
	case '{':
	case '[':
		if (s->depth == JSON_DEPTH_MAX)
			return refuse(s, at,
			    T(s->h, "nested more than 64 levels deep"));
		s->p++;
		s->depth++;
		ok = scan_items(s, c == '{' ? '}' : ']');
		s->depth--;
		return ok;
	case '"':
		s->p++;
		return scan_string(s);
	case 't':
		return scan_word(s, "true");
	case 'f':
		return scan_word(s, "false");
	case 'n':
		return scan_word(s, "null");
	default:
		return scan_number(s);
	}
}

static int
scan_text(struct scan *s)
{
	size_t	 bad, n = (size_t)(s->end - s->p);

	if (n > JSON_TEXT_MAX)
		return refuse(s, s->p, T(s->h, "longer than 16 MiB"));
	if (!utf8_valid((const char *)s->p, n, &bad))
		return refuse(s, s->p + bad, s->p[bad] == '\0' ?
		    T(s->h, "NUL byte") : T(s->h, "not UTF-8"));
	if (n >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0)
		return refuse(s, s->p,
		    T(s->h, "byte order mark; save it without one"));
	if (!scan_value(s))
		return 0;
	scan_blank(s);
	return s->p == s->end ||
	    refuse(s, s->p, T(s->h, "something stands behind the value"));
}

/* Lines and columns, in characters, from 1. */
static int
fail_at(ctxh *h, const unsigned char *text, const unsigned char *at,
    size_t line, const char *why)
{
	size_t	 column = 1;

	for (; text < at; text++) {
		if (*text == '\n') {
			line++;
			column = 1;
		} else if ((*text & 0xc0) != 0x80)
			column++;
	}
	(void)fail(h, CTXH_EUSAGE,
	    T(h, "not valid JSON in line %zu, column %zu: %s"), line, column,
	    why);
	(void)fail_where_int(h, "line", (int64_t)line);
	return fail_where_int(h, "column", (int64_t)column);
}

static int
key_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A key that stands twice, and where: in which object, as which of its keys. */
struct twice {
	const char	*key;
	size_t		 objects;	/* numbered so far, as the scan does */
	size_t		 at;
};

/* As own_twice(), for objects of many keys. */
static int
sorted_twice(const cJSON *object, size_t n, struct twice *t)
{
	const char **keys = malloc(n * sizeof(*keys));
	const cJSON *item;
	size_t	 i = 0, seen = 0;

	if (keys == NULL)
		return -1;
	for (item = object->child; item != NULL; item = item->next)
		keys[i++] = item->string;
	qsort(keys, n, sizeof(*keys), key_cmp);
	for (i = 1; i < n && t->key == NULL; i++)
		if (strcmp(keys[i - 1], keys[i]) == 0)
			t->key = keys[i];
	free(keys);
	for (i = 0, item = object->child; t->key != NULL && item != NULL;
	    item = item->next, i++)
		if (strcmp(item->string, t->key) == 0 && seen++ == 1)
			t->at = i;
	return 0;
}

/* A key that this object holds twice, if any; -1 without memory. */
static int
own_twice(const cJSON *object, struct twice *t)
{
	const char *keys[FEW_KEYS];
	const cJSON *item;
	size_t	 i, n = 0;

	for (item = object->child; item != NULL; item = item->next, n++) {
		if (n >= FEW_KEYS)
			continue;
		keys[n] = item->string;
		for (i = 0; i < n; i++)
			if (keys[i][0] == keys[n][0] &&
			    strcmp(keys[i], keys[n]) == 0) {
				t->key = keys[n];
				t->at = n;
				return 0;
			}
	}
	return n > FEW_KEYS ? sorted_twice(object, n, t) : 0;
}

/* A key that any object of the tree holds twice; -1 without memory. */
static int
find_twice(const cJSON *v, struct twice *t)
{
	const cJSON *item;

	if (cJSON_IsObject(v)) {
		t->objects++;
		if (own_twice(v, t) != 0)
			return -1;
	}
	for (item = v->child; item != NULL && t->key == NULL;
	    item = item->next)
		if ((item->child != NULL || cJSON_IsObject(item)) &&
		    find_twice(item, t) != 0)
			return -1;
	return 0;
}

/* The bytes of a key that a message shows, whole characters. */
static int
head(const char *key)
{
	int	 n = (int)strnlen(key, KEY_SHOWN);

	while (n > 0 && (key[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* The second place of the key is found by scanning up to it once more. */
static int
fail_twice(ctxh *h, const char *text, size_t len, size_t line,
    const struct twice *t)
{
	const unsigned char *p = (const unsigned char *)text;
	struct scan	 s = { .h = h, .p = p, .end = p + len,
	    .want_object = t->objects, .want_key = t->at };
	char		 why[KEY_SHOWN + 128];

	(void)scan_value(&s);
	(void)snprintf(why, sizeof(why), T(h, "the key \"%.*s\" stands "
	    "twice"), head(t->key), t->key);
	(void)fail_at(h, p, s.p, line, why);
	return fail_where_text(h, "key", t->key);
}

static int
check_text(ctxh *h, const char *text, size_t len, size_t line)
{
	const unsigned char *t = (const unsigned char *)text;
	struct scan	 s = { .h = h, .p = t, .end = t + len };

	return scan_text(&s) ? CTXH_OK : fail_at(h, t, s.p, line, s.why);
}

int
json_parse_line(ctxh *h, const char *text, size_t len, size_t line,
    ctxh_value **out)
{
	struct twice	 twice = { 0 };
	ctxh_value	*v;
	int		 status;

	*out = NULL;
	if ((status = check_text(h, text, len, line)) != CTXH_OK)
		return status;
	if ((v = cJSON_ParseWithLength(text, len)) == NULL)
		return fail_nomem(h);
	if (find_twice(v, &twice) != 0)
		status = fail_nomem(h);
	else if (twice.key != NULL)
		status = fail_twice(h, text, len, line, &twice);
	if (status == CTXH_OK)
		*out = v;
	else
		ctxh_value_free(v);
	return status;
}

int
json_parse_own(ctxh *h, const char *text, size_t len, ctxh_value **out)
{
	int rc = CTXH_OK;

	*out = utf8_valid(text, len, NULL) ? cJSON_ParseWithLength(text,
	    len) : NULL;
	/* Whether it is none, or memory was short, is found out now. */
	if (*out == NULL && (rc = check_text(h, text, len, 1)) == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

EXPORT int
ctxh_value_parse(ctxh *h, const char *text, size_t len, ctxh_value **out)
{
	return json_parse_line(h, text, len, 1, out);
}
