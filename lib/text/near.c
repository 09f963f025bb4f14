#include "text/near.h"

#include <string.h>

#include "text/utf8.h"

#define WORD_MAX 40

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to change, add, drop or exchange with the next. */
static size_t
distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t	 row[3][WORD_MAX + 1];
	size_t	*now, *last, *before, i, k;

	for (k = 0; k <= m; k++)
		row[0][k] = k;
	for (i = 1; i <= n; i++) {
		now = row[i % 3];
		last = row[(i + 2) % 3];
		before = row[(i + 1) % 3];
		now[0] = i;
		for (k = 1; k <= m; k++) {
			now[k] = least(least(now[k - 1], last[k]) + 1,
			    last[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
			    a[i - 2] == b[k - 1])
				now[k] = least(now[k], before[k - 2] + 1);
		}
	}
	return row[n % 3][m];
}

void
near_offer(struct near *near, const char *word)
{
	size_t	n = strlen(near->word), m = strlen(word), d;

	if (n > WORD_MAX || m > WORD_MAX || n == 0)
		return;
	d = distance(near->word, n, word, m);
	/* A third of the letters may be wrong. */
	if (d > (n > m ? n : m) / 3 ||
	    (near->best != NULL && d >= near->distance))
		return;
	near->best = word;
	near->distance = d;
}

const char *
clip(const char *s, char out[CLIP_SIZE])
{
	const char	*end = s + strlen(s), *p = s, *from;
	size_t		 n = 0, len;
	uint32_t	 c;

	while (p < end) {
		from = p;
		c = utf8_next(&p, end);
		len = (size_t)(p - from);
		if (n + len > 60) {
			memcpy(out + n, "...", 3);
			n += 3;
			break;
		}
		if (c == UTF8_BAD || c < 0x20 || (c >= 0x7f && c < 0xa0))
			out[n++] = '?';
		else {
			memcpy(out + n, from, len);
			n += len;
		}
	}
	out[n] = '\0';
	return out;
}
