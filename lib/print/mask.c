/*
 * What is printed for one pupil does not name another one of the case.  In
 * what was told he may stand by his full name, by its last words, or by his
 * given name alone; rather one word too many is taken out than one too few.
 */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/student.h"
#include "print/print.h"
#include "text/fold.h"
#include "text/utf8.h"

#define TAKEN_OUT	"[đã che]"
#define DIGITS_MAX	32
#define DIGITS_LEAST	8	/* that are no year, no amount */

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

/* How many words from i on name him: all of the name, two or more words of
 * it, or the given name. */
static size_t
names_him(const struct words *text, size_t i, const struct words *name)
{
	size_t j, n;

	/* The family name and the given one, without those between. */
	if (name->n > 2 && same_words(text, i, name, 0, 1))
		for (j = 1; j < name->n; j++)
			if (is_given(name, j) && same_words(text, i + 1, name,
			    j, 1))
				return 2;
	for (n = name->n; n > 0; n--)
		for (j = 0; j + n <= name->n; j++) {
			if (!same_words(text, i, name, j, n))
				continue;
			if (n == name->n || (n > 1 ? j + n == name->n ||
			    text->list[i].capital : is_given(name, j) &&
			    is_name(text, i)))
				return n;
		}
	return 0;
}

/* A parent is known by the whole name, its last words, or the family name and
 * the given one, and in capitals: lists have "Đã mất" and "Bà nội" there. */
static size_t
names_parent(const struct words *text, size_t i, const struct words *name)
{
	size_t j, k, n = 0;

	for (j = 0; n == 0 && j + 1 < name->n; j++)
		if (same_words(text, i, name, j, name->n - j))
			n = name->n - j;
	if (n == 0 && name->n > 2 && same_words(text, i, name, 0, 1) &&
	    same_words(text, i + 1, name, name->n - 1, 1))
		n = 2;
	if (n > 2 && text->capitals == 0)
		return n;
	for (k = 0; k < n; k++)
		if (!text->list[i + k].capital)
			return 0;
	return n;
}

static int
is_number(const struct words *text, size_t i, size_t most)
{
	const struct word *w = &text->list[i];
	size_t		   k;

	for (k = 0; k < w->key_len; k++)
		if (text->keys.data[w->key + k] < '0' ||
		    text->keys.data[w->key + k] > '9')
			return 0;
	return w->key_len > 0 && w->key_len <= most;
}

/* However the digits are grouped; +84 stands for the 0 of a phone. */
static size_t
names_digits(const struct words *text, size_t i, const char *digits)
{
	char	got[DIGITS_MAX + 4];
	size_t	n = 0, len = 0, want = strlen(digits);

	for (; i + n < text->n && len <= want && is_number(text, i + n,
	    DIGITS_MAX); n++) {
		if (len + text->list[i + n].key_len >= sizeof(got))
			return 0;
		memcpy(got + len, text->keys.data + text->list[i + n].key,
		    text->list[i + n].key_len);
		len += text->list[i + n].key_len;
		got[len] = '\0';
		if (strcmp(got, digits) == 0 || (digits[0] == '0' &&
		    strncmp(got, "84", 2) == 0 && strcmp(got + 2,
		    digits + 1) == 0))
			return n + 1;
	}
	return 0;
}

static int
is_value(const struct words *text, size_t i, int value)
{
	int	v = 0;
	size_t	k;

	if (i >= text->n || !is_number(text, i, 4))
		return 0;
	for (k = 0; k < text->list[i].key_len; k++)
		v = v * 10 + text->keys.data[text->list[i].key + k] - '0';
	return v == value;
}

static int
is_word(const struct words *text, size_t i, const char *key)
{
	return i < text->n && text->list[i].key_len == strlen(key) &&
	    memcmp(text->keys.data + text->list[i].key, key,
	    strlen(key)) == 0;
}

/* 05/03/2015, 5-3-2015, 2015-03-05, "ngày 5 tháng 3 năm 2015". */
static size_t
names_day(const struct words *text, size_t i, const int day[3])
{
	if (is_value(text, i, day[2]) && is_value(text, i + 1, day[1]) &&
	    is_value(text, i + 2, day[0]))
		return 3;
	if (!is_value(text, i, day[0]))
		return 0;
	if (is_value(text, i + 1, day[1]) && (is_value(text, i + 2, day[2]) ||
	    is_value(text, i + 2, day[2] % 100)))
		return 3;
	return is_word(text, i + 1, "thang") && is_value(text, i + 2, day[1]) &&
	    is_word(text, i + 3, "nam") && is_value(text, i + 4, day[2]) ?
	    5 : 0;
}

/* ---- all that names a person ---- */

enum way { BY_NAME, BY_PARENT, BY_WHOLE, BY_DIGITS, BY_DAY };

struct naming {
	enum way	way;
	struct words	words;
	char		digits[DIGITS_MAX];
	int		day[3];		/* of the month, month, year */
	int		own;		/* of whom it is printed for */
};

struct namings {
	struct naming	*list;
	size_t		 n, cap;
};

static struct naming *
new_naming(struct namings *all, enum way way, int own)
{
	struct naming *x;

	if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*all->list)) != 0)
		return NULL;
	x = &all->list[all->n++];
	memset(x, 0, sizeof(*x));
	x->way = way;
	x->own = own;
	return x;
}

static int
add_words(struct namings *all, const char *s, enum way way, int own)
{
	struct naming *x;

	if (s == NULL || *s == '\0')
		return 0;
	x = new_naming(all, way, own);
	return x != NULL ? words_of(s, &x->words) : -1;
}

/* Two words of the name as one: "XuânMai". */
static int
add_joined(struct namings *all, const char *name, const struct words *w,
    size_t a, size_t b, int own)
{
	struct buf	both = { 0 };
	int		bad;

	for (; a <= b; a++)
		buf_add(&both, name + w->list[a].start, w->list[a].end -
		    w->list[a].start);
	bad = buf_failed(&both) | add_words(all, both.data, BY_WHOLE, own);
	buf_free(&both);
	return bad;
}

static int
add_name(struct namings *all, const char *name, int own)
{
	struct words	w = { 0 };
	size_t		i;
	int		bad;

	if (name == NULL)
		return 0;
	bad = add_words(all, name, BY_NAME, own) | words_of(name, &w);
	/* From each word to the last; the first with that goes without those
	 * between, too. */
	for (i = 0; !bad && i + 1 < w.n; i++)
		bad = add_joined(all, name, &w, i, w.n - 1, own);
	words_free(&w);
	return bad;
}

/* The digits alone; 0 where there is a letter, or too few of them. */
static size_t
digits_of(const char *s, char digits[DIGITS_MAX])
{
	size_t n = 0;

	for (; s != NULL && *s != '\0' && n + 1 < DIGITS_MAX; s++)
		if (*s >= '0' && *s <= '9')
			digits[n++] = *s;
		else if (strchr(" .-+()/", *s) == NULL)
			return 0;
	digits[n] = '\0';
	return n < DIGITS_LEAST ? 0 : n;
}

/* In the place of a phone lists have "Không" and the like. */
static int
add_phone(struct namings *all, const char *s, int own)
{
	char		 digits[DIGITS_MAX];
	size_t		 n = digits_of(s, digits);
	struct naming	*x;

	if (n == 0)
		return 0;
	if ((x = new_naming(all, BY_DIGITS, own)) == NULL)
		return -1;
	if (strncmp(digits, "84", 2) == 0 && n > 10) {
		x->digits[0] = '0';
		strcpy(x->digits + 1, digits + 2);
	} else
		strcpy(x->digits, digits);
	return 0;
}

static int
add_code(struct namings *all, const char *s, int own)
{
	char digits[DIGITS_MAX];

	return digits_of(s, digits) > 0 ? add_phone(all, s, own) :
	    add_words(all, s, BY_WHOLE, own);
}

static int
add_day(struct namings *all, const char *born, int own)
{
	char		 shown[11], *p;
	struct naming	*x;
	int64_t		 day;

	if (born == NULL || text_day(born, &day) != 0 ||
	    date_show(day, shown) != 0)
		return 0;
	if ((x = new_naming(all, BY_DAY, own)) == NULL)
		return -1;
	x->day[0] = (int)strtol(shown, &p, 10);
	x->day[1] = (int)strtol(p + 1, &p, 10);
	x->day[2] = (int)strtol(p + 1, NULL, 10);
	return 0;
}

/* What tells who he is: names, ids, when he was born, his parents. */
static int
add_person(struct namings *all, const ctxh_value *person, int own)
{
	static const char *const parents[] = { "father", "mother",
	    "guardian" };
	static const char *const phones[] = { "phone", "father_phone",
	    "mother_phone", "guardian_phone" };
	const ctxh_value	*kind, *v;
	size_t			 i;
	int			 bad;

	bad = add_name(all, get_text(person, "name"), own) |
	    add_day(all, get_text(person, "born"), own);
	for (i = 0; i < sizeof(parents) / sizeof(parents[0]); i++)
		bad |= add_words(all, get_text(person, parents[i]), BY_PARENT,
		    own);
	for (i = 0; i < sizeof(phones) / sizeof(phones[0]); i++)
		bad |= add_phone(all, get_text(person, phones[i]), own);
	VALUE_EACH(v, ctxh_value_get(person, "codes"))
		bad |= add_code(all, ctxh_value_str(v), own);
	VALUE_EACH(kind, ctxh_value_get(person, PERSON_ALSO))
		VALUE_EACH(v, kind)
			bad |= strcmp(ctxh_value_key(kind), "name") == 0 ?
			    add_name(all, ctxh_value_str(v), own) :
			    add_code(all, ctxh_value_str(v), own);
	return bad;
}

static size_t
names(const struct naming *x, const struct words *text, size_t i)
{
	switch (x->way) {
	case BY_NAME:
		return names_him(text, i, &x->words);
	case BY_PARENT:
		return names_parent(text, i, &x->words);
	case BY_DIGITS:
		return names_digits(text, i, x->digits);
	case BY_DAY:
		return names_day(text, i, x->day);
	default:
		return same_words(text, i, &x->words, 0, x->words.n) ?
		    x->words.n : 0;
	}
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
		n = names(x, text, i);
		/* A given name may be another one's, too. */
		if (x->own && (n > 1 || x->way != BY_NAME) && n > *skip)
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
	VALUE_EACH(v, c->gone)
		bad |= add_person(&all, v, 0);
	VALUE_EACH(v, c->others)
		bad |= add_name(&all, ctxh_value_str(v), 0);
	if (!bad)
		bad = mask(&all, text, out);
	namings_free(&all);
	return bad || buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}
