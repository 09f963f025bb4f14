#include "text/utf8.h"

#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"

/* The bytes of the valid sequence that begins at s, or 0. */
static size_t
sequence(const unsigned char *s, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t	 len, i;

	if (s[0] < 0x80)
		return s[0] != 0;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (len > n)
		return 0;
	/* Overlong, surrogates and beyond U+10FFFF show in the 2nd byte. */
	switch (s[0]) {
	case 0xe0: low = 0xa0; break;
	case 0xed: high = 0x9f; break;
	case 0xf0: low = 0x90; break;
	case 0xf4: high = 0x8f; break;
	}
	if (s[1] < low || s[1] > high)
		return 0;
	for (i = 2; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

static int
continues(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* The bytes of what most texts consist of, told quickly: 8 of ASCII, a letter
 * of 2 or 3 bytes of which any tail is valid; 0: look closer. */
static size_t
usual(const unsigned char *s, size_t n)
{
	uint64_t w;

	if (n < sizeof(w))
		return 0;
	if (s[0] >= 0xc2 && s[0] < 0xe0)
		return continues(s[1]) ? 2 : 0;
	if (s[0] >= 0xe1 && s[0] < 0xed)
		return continues(s[1]) && continues(s[2]) ? 3 : 0;
	memcpy(&w, s, sizeof(w));
	/* Neither a high bit nor, where there is none, a NUL. */
	return ((w | (w - 0x0101010101010101U)) & 0x8080808080808080U) == 0 ?
	    sizeof(w) : 0;
}

int
utf8_valid(const char *text, size_t n, size_t *bad)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t	 i, len;

	for (i = 0; i < n; i += len) {
		if ((len = usual(s + i, n - i)) != 0)
			continue;
		len = 1;
		if (s[i] < 0x80 && s[i] != 0)
			continue;
		if ((len = sequence(s + i, n - i)) != 0)
			continue;
		if (bad != NULL)
			*bad = i;
		return 0;
	}
	return 1;
}

uint32_t
utf8_next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	size_t	 len = sequence(s, (size_t)(end - *p));

	*p += len > 1 ? len : 1;
	switch (len) {
	case 1:
		return s[0];
	case 2:
		return (s[0] & 0x1fU) << 6 | (s[1] & 0x3fU);
	case 3:
		return (s[0] & 0x0fU) << 12 | (s[1] & 0x3fU) << 6 |
		    (s[2] & 0x3fU);
	case 4:
		return (s[0] & 0x07U) << 18 | (s[1] & 0x3fU) << 12 |
		    (s[2] & 0x3fU) << 6 | (s[3] & 0x3fU);
	default:
		return UTF8_BAD;
	}
}

void
utf8_put(struct buf *b, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	buf_add(b, bytes, (size_t)n);
}

/*
 * Whether valid UTF-8 holds only characters that normal form C never
 * changes, told from the bytes alone: those below U+0300 (lead bytes up to
 * 0xcb), U+1E00 to U+1EFF and U+2010 to U+2027.  That is Vietnamese as it is
 * usually typed, with dashes and quotation marks.
 */
static int
surely_nfc(const unsigned char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] < 0xcc)
			continue;
		if (n - i < 3)
			return 0;
		if (s[i] == 0xe1 && s[i + 1] >= 0xb8 && s[i + 1] <= 0xbb)
			continue;
		if (s[i] == 0xe2 && s[i + 1] == 0x80 && s[i + 2] >= 0x90 &&
		    s[i + 2] <= 0xa7)
			continue;
		return 0;
	}
	return 1;
}

int
utf8_nfc(const char *text, size_t n, struct buf *out)
{
	const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)text;
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t len;

	if (!utf8_valid(text, n, NULL))
		return -1;
	if (surely_nfc(s, n)) {
		buf_add(out, text, n);
		return buf_failed(out) ? -1 : 0;
	}
	len = utf8proc_map(s, (utf8proc_ssize_t)n, &nfc,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0) {
		out->failed = 1;
		return -1;
	}
	buf_add(out, nfc, (size_t)len);
	mem_wipe_free(nfc, (size_t)len);
	return buf_failed(out) ? -1 : 0;
}

void
utf8_trim(char *s)
{
	size_t n = strlen(s), bad;

	if (!utf8_valid(s, n, &bad) && n - bad < 4)
		s[bad] = '\0';
}

int
utf8_unseen(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	if (*p < 0x20 || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0))
		return 1;
	return *p == 0xe2 && ((p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) ||
	    (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9));
}

int
utf8_has_unseen(const char *s)
{
	for (; *s != '\0'; s++)
		if (utf8_unseen(s))
			return 1;
	return 0;
}
