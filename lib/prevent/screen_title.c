/* What the rows above the header say: the month of a sheet, the term. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prevent/screen_list.h"
#include "text/fold.h"

int
term_of_key(const char *key)
{
	static const struct {
		const char	*key;
		enum term	 term;
	} words[] = {
		{ "1", TERM_1 }, { "i", TERM_1 }, { "hk1", TERM_1 },
		{ "hki", TERM_1 }, { "hocky1", TERM_1 }, { "hockyi", TERM_1 },
		{ "hocki1", TERM_1 }, { "hockii", TERM_1 },
		{ "ky1", TERM_1 }, { "kyi", TERM_1 },
		{ "2", TERM_2 }, { "ii", TERM_2 }, { "hk2", TERM_2 },
		{ "hkii", TERM_2 }, { "hocky2", TERM_2 },
		{ "hockyii", TERM_2 }, { "hocki2", TERM_2 },
		{ "hockiii", TERM_2 }, { "ky2", TERM_2 }, { "kyii", TERM_2 },
		{ "canam", TERM_YEAR }, { "cn", TERM_YEAR },
		{ "year", TERM_YEAR }, { "namhoc", TERM_YEAR },
		{ "cuoinam", TERM_YEAR },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].key, key) == 0)
			return (int)words[i].term;
	return -1;
}

/* The word that begins there, and where the next one does. */
static const char *
take_word(const char *s, char out[16])
{
	size_t n = strcspn(s, " ");

	(void)snprintf(out, 16, "%.*s", (int)(n < 15 ? n : 15), s);
	return s[n] == ' ' ? s + n + 1 : s + n;
}

/* "hoc ky ii", "hk 1", "ca nam" */
static int
find_term(const char *s)
{
	char	first[16], word[16], both[48];
	int	term;

	for (; *s != '\0'; s = take_word(s, word)) {
		(void)take_word(take_word(s, first), word);
		(void)snprintf(both, sizeof(both), "%s%s", first, word);
		if (strcmp(both, "canam") == 0)
			return TERM_YEAR;
		if (strcmp(first, "ky") == 0 || strcmp(first, "ki") == 0 ||
		    strcmp(first, "hk") == 0)
			term = term_of_key(word);
		else
			term = strncmp(first, "hk", 2) == 0 ?
			    term_of_key(first) : -1;
		if (term >= 0)
			return term;
	}
	return -1;
}

/* "thang 9 nam 2025", "thang 09 2025", but no "ngay 3 thang 9 nam 2025";
 * *year is 0 where none stands there. */
static int
find_month(const char *s, int *year)
{
	const char	*at = s;
	char		 word[16], month[16];
	int		 is_day = 0, n;

	*year = 0;
	while (*at != '\0') {
		at = take_word(at, word);
		if (strcmp(word, "ngay") == 0) {
			is_day = 1;
			continue;
		}
		if (strcmp(word, "thang") != 0) {
			is_day = is_day == 1 && word[0] >= '0' &&
			    word[0] <= '9' ? 2 : 0;
			continue;
		}
		n = atoi(take_word(at, month) != NULL ? month : "");
		if (is_day != 0 || n < 1 || n > 12)
			continue;
		at = take_word(at, month);
		at = take_word(at, word);
		if (strcmp(word, "nam") == 0)
			(void)take_word(at, word);
		*year = strlen(word) == 4 ? atoi(word) : 0;
		return n;
	}
	return 0;
}

static int
year_of_month(const struct screen_import *im, int month)
{
	return month >= 9 ? im->known.year : im->known.year + 1;
}

/* The title's month lies in the school year. */
static void
check_year(struct screen_import *im, int year)
{
	if (year == 0 || year == year_of_month(im, im->month))
		return;
	header_error(&im->reader, 0, T(im->h, "the list's title says %d/%d, "
	    "which is not of the school year %d-%d; see --year"), im->month,
	    year, im->known.year, im->known.year + 1);
}

/* A title that names school years has that of the list among them. */
static void
check_school_year(struct screen_import *im, const char *s)
{
	int	year, other = 0;

	while ((s = strstr(s, "nam hoc ")) != NULL) {
		s += strlen("nam hoc ");
		if (strspn(s, "0123456789") != 4)
			continue;
		if ((year = atoi(s)) == im->known.year)
			return;
		other = other == 0 ? year : other;
	}
	if (other != 0)
		header_error(&im->reader, 0, T(im->h, "the list's title says "
		    "the school year %d-%d, not %d-%d; see --year"), other,
		    other + 1, im->known.year, im->known.year + 1);
}

void
screen_title(struct screen_import *im)
{
	struct reader	*r = &im->reader;
	struct buf	 key = { 0 };
	int		 year;

	if (r->title.len > 0)
		fold(r->title.data, r->title.len, &key);
	if (buf_failed(&key))
		r->status = CTXH_ENOMEM;
	else if (key.len > 0) {
		check_school_year(im, key.data);
		if (im->term < 0)
			im->term = find_term(key.data);
		if (im->month == 0 && (im->tells & TELLS_MONTH) != 0) {
			im->month = find_month(key.data, &year);
			check_year(im, year);
		}
	}
	buf_free(&key);
}
