/*
 * Packed words: any text comes back as it was, packing again changes nothing,
 * and a pupil's JSON without control characters never grows.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chain/words.h"
#include "fuzz.h"

static int
same(const struct buf *b, const char *s, size_t n)
{
	return b->len == n && (n == 0 || memcmp(b->data, s, n) == 0);
}

/* One word after the other is the whole text again. */
static void
by_hand(const struct buf *packed, struct buf *out)
{
	size_t	i;
	int	c;

	for (i = 0; i < packed->len; i++) {
		c = (unsigned char)packed->data[i];
		if (c > WORD_NONE && c < WORD_COUNT)
			buf_str(out, word_text((enum word)c));
		else
			buf_byte(out, c);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf	 packed = { 0 }, again = { 0 }, plain = { 0 };
	char		*s = malloc(n + 1);
	size_t		 i, len = 0;

	check(s != NULL);
	for (i = 0; i < n; i++)
		if (data[i] >= 0x20)
			s[len++] = (char)data[i];
	words_pack(s, len, &packed);
	check(packed.len <= len);
	words_pack(packed.len > 0 ? packed.data : "", packed.len, &again);
	check(same(&again, packed.len > 0 ? packed.data : "", packed.len));
	by_hand(&packed, &plain);
	check(same(&plain, s, len));
	words_unpack(&packed);
	check(same(&packed, s, len));
	words_unpack(&packed);
	check(same(&packed, s, len));
	buf_free(&packed);
	buf_free(&again);
	buf_free(&plain);
	free(s);
	return 0;
}
