#include "people/class_name.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "text/fold.h"
#include "text/utf8.h"

#define TOKENS_MAX 12
#define TOKEN_MAX 32		/* bytes */

enum token_kind {
	TOKEN_NUMBER,
	TOKEN_WORD,		/* "Toán", "chuyên": written apart */
	TOKEN_SHORT,		/* "A", "CT", "KHTN": in capitals */
	TOKEN_AGE		/* "tuổi", "tháng" */
};

struct token {
	enum token_kind	 kind;
	char		 text[TOKEN_MAX];
	char		 key[TOKEN_MAX];	/* folded */
};

struct tokens {
	struct token	 t[TOKENS_MAX];
	size_t		 n, first;
	int		 odd;		/* more than letters and digits */
};

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
is_letter(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LO:
		return 1;
	default:
		return 0;
	}
}

static int
is_between(uint32_t c)
{
	return c == ' ' || c == '/' || c == '.' || c == '-' || c == '_' ||
	    c == '\\' || c == ':' || (c >= 0x2010 && c <= 0x2015);
}

/* Whether a folded word could be a syllable: "toan", "anh", not "khtn". */
static int
is_syllable(const char *s)
{
	static const char *const begins[] = {
		"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th",
		"tr", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r",
		"s", "t", "v", "x", ""
	};
	static const char ends[] = "||c|ch|m|n|ng|nh|p|t|";
	char	 end[8] = "|";
	size_t	 i, n;

	for (i = 0; strncmp(s, begins[i], strlen(begins[i])) != 0; i++)
		;
	s += strlen(begins[i]);
	n = strspn(s, "aeiouy");
	if (n == 0 || n > 3 || strlen(s + n) > 3)
		return 0;
	memcpy(end + 1, s + n, strlen(s + n) + 1);
	strcat(end, "|");
	return strstr(ends, end) != NULL;
}

/* Whether a letter has an accent; D with stroke is a letter of its own. */
static int
has_accent(const char *s)
{
	const char	*end = s + strlen(s);
	uint32_t	 c;

	while (s < end)
		if ((c = utf8_next(&s, end)) >= 0x80 && c != 0x110 &&
		    c != 0x111)
			return 1;
	return 0;
}

static size_t
letters_of(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static enum token_kind
kind_of_word(const struct token *t)
{
	size_t n = letters_of(t->text);

	if (strcmp(t->key, "tuoi") == 0 || strcmp(t->key, "thang") == 0)
		return TOKEN_AGE;
	if (n == 1)
		return TOKEN_SHORT;
	if (has_accent(t->text))
		return TOKEN_WORD;
	return n > 2 && is_syllable(t->key) ? TOKEN_WORD : TOKEN_SHORT;
}

/* "Hoá", "thuỷ": the mark goes where it stood before 1984, so that both ways
 * of writing give one name. */
static void
place_tone(char *s)
{
	static const char *const pairs[][2] = {
		{ "oá", "óa" }, { "oà", "òa" }, { "oả", "ỏa" },
		{ "oã", "õa" }, { "oạ", "ọa" }, { "oé", "óe" },
		{ "oè", "òe" }, { "oẻ", "ỏe" }, { "oẽ", "õe" },
		{ "oẹ", "ọe" }, { "uý", "úy" }, { "uỳ", "ùy" },
		{ "uỷ", "ủy" }, { "uỹ", "ũy" }, { "uỵ", "ụy" },
	};
	size_t i, n = strlen(s), len;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		len = strlen(pairs[i][0]);
		if (n < len || strcmp(s + n - len, pairs[i][0]) != 0 ||
		    strlen(pairs[i][1]) != len ||
		    (n > len && s[n - len - 1] == 'q'))
			continue;
		memcpy(s + n - len, pairs[i][1], len);
		return;
	}
}

/* Makes the letters large or small: all, or those behind the first. */
static void
set_case(char text[TOKEN_MAX], int behind, int large)
{
	struct buf	 b = { 0 };
	const char	*s = text, *end = s + strlen(s);
	utf8proc_int32_t c;

	for (; s < end; behind = 0) {
		c = (utf8proc_int32_t)utf8_next(&s, end);
		if (!behind)
			c = large ? utf8proc_toupper(c) : utf8proc_tolower(c);
		utf8_put(&b, (uint32_t)c);
	}
	if (!buf_failed(&b) && b.len < TOKEN_MAX)
		memcpy(text, b.data, b.len + 1);
	buf_free(&b);
}

static void
read_word(struct token *t)
{
	struct buf key = { 0 };

	fold(t->text, strlen(t->text), &key);
	if (!buf_failed(&key) && key.len > 0 && key.len < sizeof(t->key))
		memcpy(t->key, key.data, key.len + 1);
	buf_free(&key);
	t->kind = kind_of_word(t);
	set_case(t->text, 0, t->kind == TOKEN_SHORT);
	if (t->kind != TOKEN_WORD)
		return;
	place_tone(t->text);
	set_case(t->text, 0, 1);
	set_case(t->text, 1, 0);
}

/* Where a run of digits or of letters ends. */
static const char *
run_end(const char *s, const char *end)
{
	const char *next = s;

	if (is_digit(*s)) {
		while (next < end && is_digit(*next))
			next++;
		return next;
	}
	for (; next < end && is_letter(utf8_next(&next, end)); s = next)
		;
	return s;
}

/* Takes a run of digits or of letters; a long one is odd. */
static const char *
take_token(struct tokens *all, const char *s, const char *end)
{
	struct token	*t = &all->t[all->n++];
	const char	*stop = run_end(s, end);

	if ((size_t)(stop - s) >= sizeof(t->text)) {
		all->odd = 1;
		return stop;
	}
	memcpy(t->text, s, (size_t)(stop - s));
	if (!is_digit(*s))
		read_word(t);
	return stop;
}

static void
split(const char *s, size_t n, struct tokens *all)
{
	const char	*end = s + n, *at;
	uint32_t	 c;

	memset(all, 0, sizeof(*all));
	while (s < end && !all->odd) {
		at = s;
		c = utf8_next(&s, end);
		if (is_between(c))
			continue;
		if (all->n == TOKENS_MAX || (!is_digit(*at) && !is_letter(c)))
			all->odd = 1;
		else
			s = take_token(all, at, end);
	}
}

/* "Lớp", "Khối lớp": not of the name, where more follows. */
static void
skip_words(struct tokens *all)
{
	const char *key;

	while (all->first + 1 < all->n) {
		key = all->t[all->first].key;
		if (strcmp(key, "lop") != 0 && strcmp(key, "khoi") != 0)
			break;
		all->first++;
	}
}

static int
number_of(const struct token *t)
{
	const char	*s = t->text;
	int		 n = 0;

	if (t->kind != TOKEN_NUMBER || strlen(s) > 2)
		return CLASS_NO_GRADE;
	for (; *s != '\0'; s++)
		n = n * 10 + (*s - '0');
	return n;
}

/* The age word behind a number, or behind "5-6"; NULL: it is no age. */
static const struct token *
age_of(const struct tokens *all, size_t i)
{
	if (i + 1 < all->n && all->t[i + 1].kind == TOKEN_AGE)
		return &all->t[i + 1];
	if (i + 2 < all->n && all->t[i + 1].kind == TOKEN_NUMBER &&
	    all->t[i + 2].kind == TOKEN_AGE)
		return &all->t[i + 2];
	return NULL;
}

int
class_year(const char *word, const char **next)
{
	static const struct {
		const char	*word, *next;
		int		 age;
	} years[] = {
		{ "mam", "chồi", 3 }, { "choi", "lá", 4 }, { "la", NULL, 5 },
		{ "be", "nhỡ", 3 }, { "nho", "lớn", 4 }, { "lon", NULL, 5 },
		{ "mgb", "MGN", 3 }, { "mgn", "MGL", 4 }, { "mgl", NULL, 5 },
	};
	size_t i;

	for (i = 0; i < sizeof(years) / sizeof(years[0]); i++)
		if (strcmp(years[i].word, word) == 0) {
			if (next != NULL)
				*next = years[i].next;
			return years[i].age;
		}
	return CLASS_NO_GRADE;
}

/* Of the word that the name begins with, or of the one behind "mẫu giáo". */
static int
grade_by_word(const struct tokens *all)
{
	const char	*key;
	size_t		 i;

	for (i = all->first; i < all->n; i++) {
		key = all->t[i].key;
		if (strcmp(key, "mau") != 0 && strcmp(key, "giao") != 0 &&
		    strcmp(key, "mg") != 0)
			return class_year(key, NULL);
	}
	return CLASS_NO_GRADE;
}

static int
grade_of(const struct tokens *all)
{
	const struct token	*age;
	size_t			 i;
	int			 n;

	for (i = all->first; i < all->n; i++) {
		if ((n = number_of(&all->t[i])) < 0)
			continue;
		if ((age = age_of(all, i)) != NULL)
			return strcmp(age->key, "thang") == 0 ? n / 12 : n;
		if (i == all->first)
			return n;
	}
	return grade_by_word(all);
}

/* What stands between two parts of a name. */
static const char *
between(const struct tokens *all, size_t i)
{
	enum token_kind a = all->t[i - 1].kind, b = all->t[i].kind;

	if (a == TOKEN_NUMBER && b == TOKEN_NUMBER)
		return age_of(all, i - 1) != NULL ? "-" : "/";
	if (a == TOKEN_SHORT && b == TOKEN_SHORT)
		return " ";
	return a == TOKEN_WORD || a == TOKEN_AGE || b == TOKEN_WORD ||
	    b == TOKEN_AGE ? " " : "";
}

static void
join(const struct tokens *all, struct buf *out)
{
	const char	*s;
	size_t		 i;

	for (i = all->first; i < all->n; i++) {
		s = all->t[i].text;
		if (i > all->first)
			buf_str(out, between(all, i));
		else if (all->t[i].kind == TOKEN_NUMBER && s[0] == '0' &&
		    is_digit(s[1]))
			s++;	/* 06A */
		buf_str(out, s);
	}
}

/* "6A", "10A12": as most lists write it. */
static int
is_plain(const char *s, size_t n, int *grade)
{
	size_t i = 0;

	if (n < 2 || n > 8 || s[0] < '1' || s[0] > '9')
		return 0;
	*grade = s[i++] - '0';
	if (is_digit(s[i]))
		*grade = *grade * 10 + (s[i++] - '0');
	if (i == n || s[i] < 'A' || s[i] > 'Z')
		return 0;
	for (i++; i < n && is_digit(s[i]); i++)
		;
	return i == n;
}

/* Where a text has more than names have, it stays as it is but for "Lớp". */
static void
keep_odd(const char *s, size_t n, struct buf *out)
{
	static const char *const words[] = { "Lớp ", "lớp ", "LỚP " };
	size_t i, len;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		len = strlen(words[i]);
		if (n > len && memcmp(s, words[i], len) == 0) {
			s += len;
			n -= len;
			break;
		}
	}
	buf_add(out, s, n);
}

void
class_name(const char *s, size_t n, struct buf *out, int *grade)
{
	struct tokens all;

	if (is_plain(s, n, grade)) {
		if (out != NULL)
			buf_add(out, s, n);
		return;
	}
	split(s, n, &all);
	skip_words(&all);
	*grade = grade_of(&all);
	if (out == NULL)
		return;
	if (all.odd || all.n == 0)
		keep_odd(s, n, out);
	else
		join(&all, out);
}
