/*
 * A name's key: without blanks it is the key with blanks, less the blanks, and
 * is appended; composing changes nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_same(const struct buf *a, const struct buf *b)
{
	if (a->len != b->len ||
	    (a->len > 0 && memcmp(a->data, b->data, a->len) != 0))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf	key = { 0 }, tight = { 0 }, again = { 0 }, nfc = { 0 };
	const char	*s = (const char *)data;
	size_t		i;

	fold(s, size, &key);
	fold_tight(s, size, &tight);
	buf_add(&again, "before", 6);
	fold_tight(s, size, &again);
	buf_reset(&nfc);
	for (i = 0; i < key.len; i++)
		if (key.data[i] != ' ')
			buf_byte(&nfc, key.data[i]);
	check_same(&tight, &nfc);
	buf_reset(&nfc);
	buf_add(&nfc, "before", 6);
	buf_add(&nfc, tight.data, tight.len);
	check_same(&again, &nfc);
	if (utf8_valid(s, size, NULL)) {
		buf_reset(&nfc);
		(void)utf8_nfc(s, size, &nfc);
		buf_reset(&again);
		fold_tight(nfc.len > 0 ? nfc.data : "", nfc.len, &again);
		check_same(&again, &tight);
	}
	buf_free(&key);
	buf_free(&tight);
	buf_free(&again);
	buf_free(&nfc);
	return 0;
}
