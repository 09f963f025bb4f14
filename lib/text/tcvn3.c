#include "text/tcvn3.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "text/utf8.h"

enum kind {
	NO_LETTER, SMALL, CAPITAL, TONED	/* a small one with a tone */
};

/* Whether a composed letter has one of the five tones. */
static int
has_tone(uint32_t c)
{
	utf8proc_int32_t	part[8];
	utf8proc_ssize_t	n, i;
	int			boundary = 0;

	if (c < 0xc0)
		return 0;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, part, 8,
	    UTF8PROC_DECOMPOSE, &boundary);
	for (i = 1; i < n && i < 8; i++)
		if (part[i] == 0x0300 || part[i] == 0x0301 ||
		    part[i] == 0x0303 || part[i] == 0x0309 ||
		    part[i] == 0x0323)
			return 1;
	return 0;
}

static enum kind
kind_of(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return CAPITAL;
	case UTF8PROC_CATEGORY_LL:
		return has_tone(c) ? TONED : SMALL;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return SMALL;
	default:
		return NO_LETTER;
	}
}

/* What a text has of letters. */
struct letters {
	int	 small;
	int	 capitals;
	int	 inner;		/* capitals that do not begin a word */
};

static struct letters
letters_of(const char *s, const char *end)
{
	struct letters	 n = { 0, 0, 0 };
	enum kind	 kind, before = NO_LETTER;

	while (s < end) {
		kind = kind_of(utf8_next(&s, end));
		n.small += kind == SMALL;
		n.capitals += kind == CAPITAL;
		n.inner += kind == CAPITAL && before != NO_LETTER;
		before = kind;
	}
	return n;
}

void
tcvn3_name(const char *s, size_t n, struct buf *out)
{
	const char	*end = s + n;
	struct letters	 has = letters_of(s, end);
	enum kind	 kind, before = NO_LETTER;
	uint32_t	 c;
	int		 lift;

	while (s < end) {
		c = utf8_next(&s, end);
		kind = kind_of(c);
		lift = kind == TONED && (before == NO_LETTER ||
		    (has.small == 0 && has.inner > 0));
		if (has.capitals == 0)
			lift |= kind == SMALL && before == NO_LETTER;
		utf8_put(out, lift ? (uint32_t)utf8proc_toupper(
		    (utf8proc_int32_t)c) : c);
		before = kind;
	}
}

int
tcvn3_same(const char *a, const char *b)
{
	const char	*aend = a + strlen(a), *bend = b + strlen(b);
	uint32_t	 c, d;

	while (a < aend && b < bend) {
		c = utf8_next(&a, aend);
		d = utf8_next(&b, bend);
		if (c != d && (!has_tone(c) ||
		    utf8proc_tolower((utf8proc_int32_t)c) !=
		    utf8proc_tolower((utf8proc_int32_t)d)))
			return 0;
	}
	return a == aend && b == bend;
}
