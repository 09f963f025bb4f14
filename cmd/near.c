/*
 * Near misses: the word that was probably meant (Levenshtein's distance).
 */
#include <string.h>

#include "opt.h"

#define WORD_MAX 40

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

static size_t
distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], la = strlen(a), lb = strlen(b), left, next;

	if (la > WORD_MAX || lb > WORD_MAX)
		return WORD_MAX;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		left = row[0];
		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			next = least(row[j] + 1, row[j - 1] + 1,
			    left + (a[i - 1] != b[j - 1]));
			left = row[j];
			row[j] = next;
		}
	}
	return row[lb];
}

void
near_try(struct near *n, const char *word)
{
	size_t limit = strlen(n->typed) <= 4 ? 1 : strlen(n->typed) / 3, d;

	if (limit > 3)
		limit = 3;
	d = distance(n->typed, word);
	/* Of a word with no letter right nothing is near. */
	if (d <= limit && d < strlen(n->typed) &&
	    (n->best == NULL || d < n->distance)) {
		n->best = word;
		n->distance = d;
	}
}
