/* By which headers the columns of a list are known. */
#include <string.h>

#include "lists/import.h"
#include "text/fold.h"

#define KEY_MAX 64		/* of what edit distances are taken */

/* Walks the aliases of a field: the next one, its length in *n. */
static const char *
next_alias(const char **p, size_t *n)
{
	const char *s = *p;

	if (*s == '\0')
		return NULL;
	*n = strcspn(s, "|");
	*p = s[*n] == '|' ? s + *n + 1 : s + *n;
	return s;
}

int
fields_end(const struct list_kind *k)
{
	return FIELD_OWN + (int)k->nown;
}

const struct field_def *
field_def_of(const struct list_kind *k, int f)
{
	static const struct field_def none = { "", "", "", NULL };

	return f < FIELD_COUNT ? &student_fields[f] :
	    f >= FIELD_OWN ? &k->own[f - FIELD_OWN] : &none;
}

static int
has_alias(const struct field_def *d, const char *key, size_t len)
{
	const char	*p = d->aliases, *alias;
	size_t		 n;

	while ((alias = next_alias(&p, &n)) != NULL)
		if (n == len && memcmp(alias, key, n) == 0)
			return 1;
	return 0;
}

/* Whether the kind passes over a column of that header. */
static int
is_passed(const struct list_kind *k, const char *key, size_t len)
{
	const char *at = k->passed;

	while (at != NULL && (at = strstr(at, key)) != NULL) {
		if (at[-1] == '|' && at[len] == '|')
			return 1;
		at += len;
	}
	return 0;
}

enum field
field_of_key(const struct list_kind *k, const char *key, size_t len)
{
	int f;

	for (f = FIELD_OWN; f < fields_end(k); f++)
		if (has_alias(field_def_of(k, f), key, len))
			return (enum field)f;
	if (is_passed(k, key, len))
		return FIELD_NONE;
	for (f = 0; f < FIELD_COUNT; f++)
		if (has_alias(&student_fields[f], key, len))
			return (enum field)f;
	return FIELD_COUNT;
}

/* What may stand in brackets behind a header and is no part of it. */
static int
is_hint(const char *s, size_t n, struct buf *scratch)
{
	static const char *const hints[] = {
		"ddmm", "ngaythang", "nam", "x", "danhdau", "batbuoc",
		"neuco", "ghi", "nhap", "chon", "co", "1"
	};
	size_t i;

	fold_key(s, n, scratch);
	if (scratch->len == 0)
		return !buf_failed(scratch);
	for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strncmp(scratch->data, hints[i], strlen(hints[i])) == 0)
			return 1;
	return 0;
}

enum field
field_of_header(const struct list_kind *k, const char *s, size_t n,
    struct buf *scratch)
{
	const char	*open;
	enum field	 f;

	fold_key(s, n, scratch);
	if (scratch->len == 0)
		return FIELD_COUNT;
	f = field_of_key(k, scratch->data, scratch->len);
	if (f != FIELD_COUNT || (open = memchr(s, '(', n)) == NULL ||
	    !is_hint(open, n - (size_t)(open - s), scratch))
		return f;
	fold_key(s, (size_t)(open - s), scratch);
	return scratch->len == 0 ? FIELD_COUNT :
	    field_of_key(k, scratch->data, scratch->len);
}

enum field
field_named(const struct list_kind *k, const char *id, struct buf *scratch)
{
	int f;

	if (id == NULL)
		return FIELD_COUNT;
	for (f = FIELD_NONE + 1; f < fields_end(k); f++)
		if (strcmp(field_def_of(k, f)->id, id) == 0)
			return (enum field)f;
	f = (int)field_of_header(k, id, strlen(id), scratch);
	return f != FIELD_NONE ? (enum field)f : FIELD_COUNT;
}

/*
 * Below a title such as "Cha" or "Thông tin về mẹ" stand that person's name,
 * year of birth, work, telephone; FIELD_COUNT for anything else, and
 * FIELD_NONE where the title is of no person.
 */
enum field
field_of_person(const char *title, const char *key)
{
	static const struct {
		const char	*word;
		enum field	 name;
	} persons[] = {
		{ "giamho", FIELD_GUARDIAN }, { "ngh", FIELD_GUARDIAN },
		{ "cha", FIELD_FATHER }, { "bo", FIELD_FATHER },
		{ "me", FIELD_MOTHER },
	};
	size_t i, n, w;

	n = strlen(title);
	if (strstr(title, "chame") != NULL || strstr(title, "bome") != NULL)
		return FIELD_COUNT;
	for (i = 0; i < sizeof(persons) / sizeof(persons[0]); i++) {
		w = strlen(persons[i].word);
		if (n < w || strcmp(title + n - w, persons[i].word) != 0)
			continue;
		if (strstr(key, "sinh") != NULL)
			return (enum field)(persons[i].name + 1);
		if (strstr(key, "nghe") != NULL)
			return (enum field)(persons[i].name + 2);
		if (strstr(key, "sdt") != NULL ||
		    strstr(key, "dienthoai") != NULL)
			return (enum field)(persons[i].name + 3);
		return strstr(key, "ten") != NULL ? persons[i].name :
		    FIELD_COUNT;
	}
	return FIELD_NONE;
}

size_t
key_distance(const char *a, const char *b)
{
	size_t	 row[KEY_MAX + 1], n = strlen(a), m = strlen(b), i, j;
	size_t	 corner, above;

	n = n < KEY_MAX ? n : KEY_MAX;
	m = m < KEY_MAX ? m : KEY_MAX;
	for (j = 0; j <= m; j++)
		row[j] = j;
	for (i = 1; i <= n; i++) {
		corner = row[0];
		row[0] = i;
		for (j = 1; j <= m; j++) {
			above = row[j];
			corner += a[i - 1] != b[j - 1];
			if (above + 1 < corner)
				corner = above + 1;
			if (row[j - 1] + 1 < corner)
				corner = row[j - 1] + 1;
			row[j] = corner;
			corner = above;
		}
	}
	return row[m];
}

enum field
field_nearest(const struct list_kind *k, const char *key, size_t *distance)
{
	const char	*p, *alias;
	char		 word[KEY_MAX + 1];
	size_t		 n, d;
	enum field	 found = FIELD_NAME;
	int		 f;

	*distance = SIZE_MAX;
	for (f = FIELD_NONE + 1; f < fields_end(k); f++) {
		p = field_def_of(k, f)->aliases;
		while ((alias = next_alias(&p, &n)) != NULL) {
			if (*alias >= '0' && *alias <= '9')
				continue;
			n = n < KEY_MAX ? n : KEY_MAX;
			memcpy(word, alias, n);
			word[n] = '\0';
			d = key_distance(key, word);
			if (d < *distance) {
				*distance = d;
				found = (enum field)f;
			}
		}
	}
	return found;
}
