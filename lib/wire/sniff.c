#include "wire/sniff.h"

#include <string.h>
#include <strings.h>

#include "base/handle.h"
#include "text/utf8.h"

#define LINES		20	/* that the separator is found out from */
#define MOST		256	/* separators in a line, more count as these */

/* Separators, the likelier one first where the lines do not decide. */
static const char separators[] = "\t;,";
#define SEPARATORS	(sizeof(separators) - 1)

static int
is_utf16(const char *s, size_t n)
{
	if (n < 2)
		return 0;
	return memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0 ||
	    (n >= 4 && ((s[0] != '\0' && s[1] == '\0' && s[3] == '\0') ||
	    (s[0] == '\0' && s[1] != '\0' && s[2] == '\0')));
}

static const char *
line_end(const char *s, const char *end)
{
	while (s < end && *s != '\n' && *s != '\r')
		s++;
	return s;
}

static const char *
next_line(const char *stop, const char *end)
{
	if (end - stop >= 2 && stop[0] == '\r' && stop[1] == '\n')
		return stop + 2;
	return stop < end ? stop + 1 : end;
}

/*
 * The first line that is not UTF-8 where no line shows that the file is in
 * UTF-8 otherwise: one bad line in a good list is an error of that line only.
 * A line that the block may have cut is not looked at.
 */
static size_t
not_utf8(const char *s, const char *end, int whole)
{
	const char *stop, *p;
	size_t	 line, bad, first = 0;

	for (line = 1; s < end; line++) {
		stop = line_end(s, end);
		if (!utf8_valid(s, (size_t)(stop - s), &bad)) {
			if ((stop < end || whole) && s[bad] != '\0' &&
			    first == 0)
				first = line;
		} else {
			for (p = s; p < stop; p++)
				if ((unsigned char)*p >= 0x80)
					return 0;
		}
		s = next_line(stop, end);
	}
	return first;
}

/* Counts the separators outside of quotes in a line; returns its end. */
static const char *
count_line(const char *s, const char *end, unsigned short n[SEPARATORS])
{
	const char *sep;
	int	 quoted = 0, begins = 1;

	memset(n, 0, SEPARATORS * sizeof(n[0]));
	for (; s < end; s++) {
		if (*s == '"' && (quoted || begins)) {
			quoted = !quoted;
			continue;
		}
		if (quoted)
			continue;
		if (*s == '\n' || *s == '\r')
			break;
		sep = *s != '\0' ? strchr(separators, *s) : NULL;
		begins = sep != NULL || (begins && *s == ' ');
		if (sep != NULL && n[sep - separators] < MOST - 1)
			n[sep - separators]++;
	}
	return s;
}

/*
 * The separator with which most lines have the same number of fields, weighed
 * by that number: title rows have none, a comma in an address is now and then.
 */
static int
find_separator(const char *s, const char *end)
{
	unsigned short	 n[LINES][SEPARATORS];
	size_t		 lines, i, j, k, same, score, best = 0;
	const char	*stop;
	int		 sep = ',';

	for (lines = 0; lines < LINES && s < end; s = next_line(stop, end)) {
		stop = count_line(s, end, n[lines]);
		lines += stop > s;
	}
	for (k = 0; k < SEPARATORS; k++)
		for (i = 0; i < lines; i++) {
			for (same = j = 0; j < lines; j++)
				same += n[j][k] == n[i][k];
			score = same * n[i][k];
			if (score > best) {
				best = score;
				sep = separators[k];
			}
		}
	return sep;
}

/* A first line "sep=;", as Excel knows it. */
static void
sep_line(const ctxh *h, const char *s, size_t n, struct sniff *out)
{
	const char *end = s + n, *stop;

	if (n < 5 || strncasecmp(s, "sep=", 4) != 0)
		return;
	stop = line_end(s, end);
	if (stop - s != 5)
		return;
	if (s[4] == '\0' || strchr(separators, s[4]) == NULL) {
		out->why = T(h,
		    "unknown separator in \"sep=\"; use , ; or a tab");
		out->line = 1;
		return;
	}
	if (out->sep == 0)
		out->sep = s[4];
	out->skip += (size_t)(next_line(stop, end) - s);
	out->skip_lines = 1;
}

void
sniff(const ctxh *h, const char *s, size_t n, int whole, int sep,
    struct sniff *out)
{
	memset(out, 0, sizeof(*out));
	out->sep = sep;
	if (n == 0) {
		out->sep = sep != 0 ? sep : ',';
		return;
	}
	if (is_utf16(s, n)) {
		out->why = T(h, "the list is in UTF-16; save it as CSV UTF-8");
		return;
	}
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		out->skip = 3;
	else if ((out->line = not_utf8(s, s + n, whole)) != 0) {
		out->why = T(h,
		    "the list is not in UTF-8; save it as CSV UTF-8");
		return;
	}
	sep_line(h, s + out->skip, n - out->skip, out);
	if (out->sep == 0 && out->why == NULL)
		out->sep = find_separator(s + out->skip, s + n);
}
