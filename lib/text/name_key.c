#include "text/name_key.h"

#include <stdint.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "text/fold.h"
#include "text/utf8.h"

#define WORD_MARKS 8

/* The accents of a word stand behind it, in their order. */
struct word {
	uint32_t	marks[WORD_MARKS];
	size_t		n;
};

static void
add_mark(struct word *w, uint32_t c, struct buf *out)
{
	size_t i;

	if (w->n == WORD_MARKS) {
		utf8_put(out, c);
		return;
	}
	for (i = w->n++; i > 0 && w->marks[i - 1] > c; i--)
		w->marks[i] = w->marks[i - 1];
	w->marks[i] = c;
}

static void
end_word(struct word *w, struct buf *out)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		utf8_put(out, w->marks[i]);
	w->n = 0;
}

static void
put_words(const char *s, size_t n, struct buf *out)
{
	const char	*end = s + n;
	struct word	 w = { .n = 0 };
	uint32_t	 c;

	while (s < end) {
		c = utf8_next(&s, end);
		if (utf8proc_category((utf8proc_int32_t)c) ==
		    UTF8PROC_CATEGORY_MN) {
			add_mark(&w, c, out);
			continue;
		}
		if (c == ' ')
			end_word(&w, out);
		utf8_put(out, c);
	}
	end_word(&w, out);
}

void
name_key(const char *s, size_t n, struct buf *out)
{
	struct buf		 tidy = { 0 };
	utf8proc_uint8_t	*apart = NULL;
	utf8proc_ssize_t	 len = 0;

	if (!utf8_valid(s, n, NULL)) {
		buf_add(out, s, n);
		return;
	}
	if (text_tidy(s, n, &tidy) == 0 && tidy.len > 0)
		len = utf8proc_map((const utf8proc_uint8_t *)tidy.data,
		    (utf8proc_ssize_t)tidy.len, &apart, UTF8PROC_STABLE |
		    UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
	if (buf_failed(&tidy) || len < 0)
		out->failed = 1;
	else if (len > 0)
		put_words((const char *)apart, (size_t)len, out);
	mem_wipe_free(apart, len > 0 ? (size_t)len : 0);
	buf_free(&tidy);
}
