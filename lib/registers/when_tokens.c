#include "registers/when_tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/fold.h"

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct when_token *
add(struct when_tokens *t, enum when_kind kind)
{
	if (t->n >= WHEN_TOKENS) {
		t->n = WHEN_TOKENS + 1;
		return NULL;
	}
	t->list[t->n].kind = kind;
	return &t->list[t->n++];
}

static void
add_number(struct when_tokens *t, int n)
{
	struct when_token *k = add(t, TOKEN_NUMBER);

	if (k != NULL)
		k->n = n;
}

static int
roman(const char *s, size_t n)
{
	static const char *const numbers[] = { "i", "ii", "iii", "iv" };
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (strlen(numbers[i]) == n && strncmp(s, numbers[i], n) == 0)
			return (int)i + 1;
	return 0;
}

/* Letters; "hki" is "hk i". */
static void
add_word(struct when_tokens *t, const char *s, size_t n)
{
	struct when_token *k;

	if (roman(s, n) > 0) {
		add_number(t, roman(s, n));
		return;
	}
	if (n > 2 && strncmp(s, "hk", 2) == 0 && roman(s + 2, n - 2) > 0) {
		add_word(t, s, 2);
		add_number(t, roman(s + 2, n - 2));
		return;
	}
	if (n >= WHEN_WORD)
		n = WHEN_WORD - 1;
	if ((k = add(t, TOKEN_WORD)) != NULL)
		memcpy(k->text, s, n);
}

/* What stands between two marks. */
static int
add_folded(struct when_tokens *t, const char *s, size_t n, struct buf *b)
{
	const char	*p;
	size_t		 len;

	buf_reset(b);
	fold(s, n, b);
	if (buf_failed(b))
		return -1;
	for (p = b->len > 0 ? b->data : ""; *p != '\0'; p += len) {
		if (*p == ' ') {
			len = 1;
		} else if (is_digit(*p)) {
			len = strspn(p, "0123456789");
			add_number(t, len > 4 ? 0 : atoi(p));
		} else {
			len = strcspn(p, " 0123456789");
			add_word(t, p, len);
		}
	}
	return 0;
}

/* The mark at s, its length; 0: none. */
static size_t
mark_at(const char *text, const char *s, enum when_kind *kind)
{
	static const char *const dashes[] = { "\xe2\x80\x90", "\xe2\x80\x91",
	    "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92" };
	size_t i;

	*kind = TOKEN_DASH;
	for (i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (strncmp(s, dashes[i], 3) == 0)
			return 3;
	switch (*s) {
	case '-':
	case '~':
		return 1;
	case '/':
		*kind = TOKEN_SLASH;
		return 1;
	case ',':
	case ';':
	case '&':
	case '+':
	case '(':
		*kind = TOKEN_COMMA;
		return 1;
	case '.':
		*kind = TOKEN_SLASH;
		return s > text && is_digit(s[-1]) && is_digit(s[1]);
	default:
		return 0;
	}
}

int
when_split(const char *text, struct when_tokens *t)
{
	const char	*s, *first = text;
	enum when_kind	 kind;
	struct buf	 b = { 0 };
	size_t		 n;
	int		 rc = 0;

	memset(t, 0, sizeof(*t));
	for (s = text; rc == 0 && *s != '\0'; s += n > 0 ? n : 1) {
		if ((n = mark_at(text, s, &kind)) == 0)
			continue;
		rc = add_folded(t, first, (size_t)(s - first), &b);
		(void)add(t, kind);
		first = s + n;
	}
	if (rc == 0)
		rc = add_folded(t, first, strlen(first), &b);
	buf_free(&b);
	if (rc != 0)
		return -1;
	return t->n > 0 && t->n <= WHEN_TOKENS;
}
