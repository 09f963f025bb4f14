/*
 * What is printed for one pupil does not name another one of the case.  In
 * what was told he may stand by his full name, by its last words, or by his
 * given name alone; rather one word too many is taken out than one too few.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/student.h"
#include "print/print.h"
#include "text/fold.h"
#include "text/utf8.h"

#define TAKEN_OUT "[đã che]"

/* A word of a text or of a name: where it stands, and its search key. */
struct word {
	size_t	start, end;
	size_t	key, key_len;	/* in the keys */
	int	capital;
};

struct words {
	struct word	*list;
	size_t		 n, cap;
	struct buf	 keys;
	int		 capitals;	/* how many words begin with one */
};

static void
words_free(struct words *w)
{
	buf_free(&w->keys);
	free(w->list);
}

/* Letters, digits and accents make a word; so does what cannot be seen, such
 * as a soft hyphen or a joiner, which would else hide a name. */
static int
divides(uint32_t c)
{
	switch (c == UTF8_BAD ? UTF8PROC_CATEGORY_CC :
	    utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_CF:
		return 0;
	default:
		return 1;
	}
}

static int
is_capital(const char *s, size_t n)
{
	struct buf	 one = { 0 }, large = { 0 };
	const char	*p = s;
	int		 is;

	(void)utf8_next(&p, s + n);
	buf_add(&one, s, (size_t)(p - s));
	capitals(one.data, &large);
	is = large.data != NULL && strcmp(one.data, large.data) == 0 &&
	    (*s < '0' || *s > '9');
	buf_free(&one);
	buf_free(&large);
	return is;
}

static int
add_word(struct words *w, const char *text, size_t start, size_t end)
{
	struct word *x;

	if (mem_grow((void **)&w->list, &w->cap, w->n + 1,
	    sizeof(*w->list)) != 0)
		return -1;
	x = &w->list[w->n++];
	x->start = start;
	x->end = end;
	x->key = w->keys.len;
	fold_tight(text + start, end - start, &w->keys);
	x->key_len = w->keys.len - x->key;
	x->capital = is_capital(text + start, end - start);
	w->capitals += x->capital;
	return 0;
}

static int
words_of(const char *text, struct words *w)
{
	const char	*s = text, *end = text + strlen(text), *at;
	size_t		 start = 0;
	int		 in = 0, div;

	while (s < end) {
		at = s;
		div = divides(utf8_next(&s, end));
		if (in && div && add_word(w, text, start,
		    (size_t)(at - text)) != 0)
			return -1;
		if (!in && !div)
			start = (size_t)(at - text);
		in = !div;
	}
	if (in && add_word(w, text, start, (size_t)(end - text)) != 0)
		return -1;
	return buf_failed(&w->keys) ? -1 : 0;
}

/* Whether n words of a text, from i on, are those of the name from j on. */
static int
same_words(const struct words *text, size_t i, const struct words *name,
    size_t j, size_t n)
{
	const struct word *a, *b;

	if (i + n > text->n || n == 0)
		return 0;
	for (; n > 0; i++, j++, n--) {
		a = &text->list[i];
		b = &name->list[j];
		if (a->key_len != b->key_len || memcmp(text->keys.data +
		    a->key, name->keys.data + b->key, a->key_len) != 0)
			return 0;
	}
	return 1;
}

/* Behind these a name follows, also where it is written small. */
static int
is_called(const struct words *text, size_t i)
{
	static const char *const before[] = { "em", "ban", "chau", "be", "con",
	    "va", "tro", "ten", "cua", "thang", "co", "voi", "cung" };
	const struct word	*w;
	size_t			 k;

	if (i == 0)
		return 0;
	w = &text->list[i - 1];
	for (k = 0; k < sizeof(before) / sizeof(before[0]); k++)
		if (strlen(before[k]) == w->key_len && memcmp(before[k],
		    text->keys.data + w->key, w->key_len) == 0)
			return 1;
	return 0;
}

/* The given name, and what stands before a letter that tells two of one name
 * apart ("Mai A"). */
static int
is_given(const struct words *name, size_t j)
{
	int letter = name->n > 2 && name->list[name->n - 1].key_len == 1;

	return j + 1 == name->n || (letter && j + 2 == name->n);
}

/* Whether it may be taken for a name where it stands alone. */
static int
is_name(const struct words *text, size_t i)
{
	return text->list[i].capital || text->capitals == 0 ||
	    is_called(text, i);
}

/* By which part of it he is known: the given name, two words, or all. */
enum part { GIVEN, TWO, WHOLE };

/* How many words from i on name him: all of the name, two or more words of
 * it, or the given name. */
static size_t
names_him(const struct words *text, size_t i, const struct words *name,
    enum part part)
{
	size_t j, n;

	/* The family name and the given one, without those between. */
	if (part != WHOLE && name->n > 2 && same_words(text, i, name, 0, 1))
		for (j = 1; j < name->n; j++)
			if (is_given(name, j) && same_words(text, i + 1, name,
			    j, 1))
				return 2;
	for (n = name->n; n > 0; n--)
		for (j = 0; j + n <= name->n; j++) {
			if (!same_words(text, i, name, j, n))
				continue;
			if (n == name->n || (part != WHOLE && (n > 1 ? j + n ==
			    name->n || text->list[i].capital : part == GIVEN &&
			    is_given(name, j) && is_name(text, i))))
				return n;
		}
	return 0;
}

/* ---- all that names a person ---- */

struct naming {
	struct words	words;
	enum part	part;
	int		own;		/* of whom it is printed for */
};

struct namings {
	struct naming	*list;
	size_t		 n, cap;
};

static int
add_naming(struct namings *all, const char *s, enum part part, int own)
{
	struct naming *x;

	if (s == NULL || *s == '\0')
		return 0;
	if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*all->list)) != 0)
		return -1;
	x = &all->list[all->n++];
	memset(x, 0, sizeof(*x));
	x->part = part;
	x->own = own;
	return words_of(s, &x->words);
}

/* Also as one word: "TrầnThịHòa". */
static int
add_name(struct namings *all, const char *name, int own)
{
	struct buf	 joined = { 0 };
	const char	*s;
	int		 bad;

	if (name == NULL)
		return 0;
	for (s = name; *s != '\0'; s++)
		if (*s != ' ')
			buf_byte(&joined, *s);
	bad = add_naming(all, name, GIVEN, own) |
	    add_naming(all, joined.data, WHOLE, own) | buf_failed(&joined);
	buf_free(&joined);
	return bad;
}

/* 05/03/2015, 2015-03-05 and 5/3/2015. */
static int
add_birth(struct namings *all, const char *born, int own)
{
	char	shown[11], plain[11], *p;
	int64_t	day;
	int	d, m, y, bad;

	if (born == NULL || text_day(born, &day) != 0 ||
	    date_show(day, shown) != 0 || date_format(day, plain) != 0)
		return 0;
	bad = add_naming(all, shown, WHOLE, own) |
	    add_naming(all, plain, WHOLE, own);
	d = (int)strtol(shown, &p, 10);
	m = (int)strtol(p + 1, &p, 10);
	y = (int)strtol(p + 1, NULL, 10);
	(void)snprintf(shown, sizeof(shown), "%d/%d/%d", d, m, y);
	return bad | add_naming(all, shown, WHOLE, own);
}

/* What tells who he is: names, ids, when he was born, his parents. */
static int
add_person(struct namings *all, const ctxh_value *person, int own)
{
	static const char *const parents[] = { "father", "mother",
	    "guardian" };
	static const char *const marks[] = { "phone", "father_phone",
	    "mother_phone", "guardian_phone" };
	const ctxh_value	*kind, *v;
	size_t			 i;
	int			 bad;

	bad = add_name(all, get_text(person, "name"), own) |
	    add_birth(all, get_text(person, "born"), own);
	for (i = 0; i < sizeof(parents) / sizeof(parents[0]); i++)
		bad |= add_naming(all, get_text(person, parents[i]), TWO, own);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		bad |= add_naming(all, get_text(person, marks[i]), WHOLE, own);
	VALUE_EACH(v, ctxh_value_get(person, "codes"))
		bad |= add_naming(all, ctxh_value_str(v), WHOLE, own);
	VALUE_EACH(kind, ctxh_value_get(person, PERSON_ALSO))
		VALUE_EACH(v, kind)
			bad |= strcmp(ctxh_value_key(kind), "name") == 0 ?
			    add_name(all, ctxh_value_str(v), own) :
			    add_naming(all, ctxh_value_str(v), WHOLE, own);
	return bad;
}

static void
namings_free(struct namings *all)
{
	struct naming *x;

	EACH(x, all->list, all->n)
		words_free(&x->words);
	free(all->list);
}

/* How many words from i on are to be taken out; *skip, how many are the own
 * name and stay. */
static size_t
taken_out(const struct namings *all, const struct words *text, size_t i,
    size_t *skip)
{
	const struct naming	*x;
	size_t			 most = 0, n;

	*skip = 0;
	EACH(x, all->list, all->n) {
		n = names_him(text, i, &x->words, x->part);
		if (x->own && n > 1 && n > *skip)
			*skip = n;
		if (!x->own && n > most)
			most = n;
	}
	if (*skip < most)
		*skip = 0;
	return *skip > 0 ? 0 : most;
}

static int
mask(const struct namings *all, const char *text, struct buf *out)
{
	struct words	w = { 0 };
	size_t		i, n, skip, from = 0;
	int		rc;

	if ((rc = words_of(text, &w)) == 0) {
		for (i = 0; i < w.n; i += n > 0 ? n : skip > 0 ? skip : 1) {
			if ((n = taken_out(all, &w, i, &skip)) == 0)
				continue;
			buf_add(out, text + from, w.list[i].start - from);
			buf_str(out, TAKEN_OUT);
			from = w.list[i + n - 1].end;
		}
		buf_str(out, text + from);
	}
	words_free(&w);
	return rc;
}

int
cast_mask(ctxh *h, const struct cast *c, const char *text, struct buf *out)
{
	struct namings			 all = { 0 };
	const struct person_shown	*p;
	const ctxh_value		*v;
	int				 bad = 0;

	EACH(p, c->list, c->n) {
		bad |= add_person(&all, p->person, !p->masked);
		VALUE_EACH(v, p->ever)
			bad |= add_person(&all, v, !p->masked);
	}
	VALUE_EACH(v, c->others)
		bad |= add_name(&all, ctxh_value_str(v), 0);
	if (!bad)
		bad = mask(&all, text, out);
	namings_free(&all);
	return bad || buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}
