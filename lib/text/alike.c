#include "text/alike.h"

#include <string.h>

#include <utf8proc.h>

#include "text/utf8.h"

static const struct { uint32_t letter; char latin; } letters[] = {
	/* Greek */
	{ 0x0391, 'A' }, { 0x0392, 'B' }, { 0x0395, 'E' }, { 0x0396, 'Z' },
	{ 0x0397, 'H' }, { 0x0399, 'I' }, { 0x039a, 'K' }, { 0x039c, 'M' },
	{ 0x039d, 'N' }, { 0x039f, 'O' }, { 0x03a1, 'P' }, { 0x03a4, 'T' },
	{ 0x03a5, 'Y' }, { 0x03a7, 'X' }, { 0x03b1, 'a' }, { 0x03b9, 'i' },
	{ 0x03ba, 'k' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c7, 'x' },
	/* Cyrillic */
	{ 0x0405, 'S' }, { 0x0406, 'I' }, { 0x0408, 'J' }, { 0x0410, 'A' },
	{ 0x0412, 'B' }, { 0x0415, 'E' }, { 0x041a, 'K' }, { 0x041c, 'M' },
	{ 0x041d, 'H' }, { 0x041e, 'O' }, { 0x0420, 'P' }, { 0x0421, 'C' },
	{ 0x0422, 'T' }, { 0x0423, 'Y' }, { 0x0425, 'X' }, { 0x0430, 'a' },
	{ 0x0435, 'e' }, { 0x043a, 'k' }, { 0x043e, 'o' }, { 0x0440, 'p' },
	{ 0x0441, 'c' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
	{ 0x0456, 'i' }, { 0x0458, 'j' }, { 0x04ae, 'Y' }, { 0x04af, 'y' },
	{ 0x04bb, 'h' }, { 0x0501, 'd' }, { 0x051a, 'Q' },
	{ 0x051b, 'q' }, { 0x051c, 'W' }, { 0x051d, 'w' },
};

static enum alphabet
alphabet_of(uint32_t c)
{
	if (c >= 0x0370 && c <= 0x03ff)
		return ALPHABET_GREEK;
	return c >= 0x0400 && c <= 0x052f ? ALPHABET_CYRILLIC :
	    ALPHABET_OTHER;
}

uint32_t
alike_latin(uint32_t c)
{
	size_t i;

	if (alphabet_of(c) == ALPHABET_OTHER)
		return 0;
	for (i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == c)
			return (uint32_t)letters[i].latin;
	return 0;
}

uint32_t
alike_key(uint32_t c)
{
	uint32_t latin = alike_latin(c);

	if (latin == 0 && alphabet_of(c) != ALPHABET_OTHER)
		latin = alike_latin((uint32_t)utf8proc_toupper(
		    (utf8proc_int32_t)c));
	return latin;
}

/* Whether it is a Latin letter or a digit. */
static int
is_latin(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z');
	return (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) ||
	    (c >= 0x1e00 && c <= 0x1eff);
}

void
alike_mend(const char *text, size_t n, struct alike *a, struct buf *out)
{
	const char	*s = text, *end = text + n;
	uint32_t	 c, latin;
	size_t		 at = 0;
	int		 others = 0, unlike = 0;

	memset(a, 0, sizeof(*a));
	while (s < end) {
		c = utf8_next(&s, end);
		at++;
		others |= is_latin(c);
		if (alphabet_of(c) == ALPHABET_OTHER)
			continue;
		unlike |= alike_latin(c) == 0;
		if (a->n++ > 0)
			continue;
		a->at = at;
		a->letter = c;
		a->of = alphabet_of(c);
	}
	a->mended = a->n > 0 && others && !unlike;
	for (s = text; a->mended && s < end;) {
		c = utf8_next(&s, end);
		latin = alike_latin(c);
		utf8_put(out, latin != 0 ? latin : c);
	}
}
