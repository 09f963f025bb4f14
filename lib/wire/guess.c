#include "wire/guess.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "ctxh.h"
#include "base/mem.h"
#include "text/fold.h"
#include "text/syllable.h"
#include "text/utf8.h"

#define WORDS_ENOUGH	2000
#define BEST_SHARE	0.6	/* of the words, at least, read well */
#define RIVAL_SHARE	0.75	/* of what the best reads makes a rival */

/* UTF-16 shows in its zeros. */
static const enum charset candidates[] = {
	CHARSET_UTF8, CHARSET_1258, CHARSET_TCVN3, CHARSET_VISCII, CHARSET_VNI
};
#define CANDIDATES	(sizeof(candidates) / sizeof(candidates[0]))

/* A text taken word by word. */
struct words {
	const char	*s, *end;
	const char	*word;
	size_t		 len;
	size_t		 line;
};

static int
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (unsigned char)c >= 0x80;
}

/* The next word with accents; 0 at the end. */
static int
next_word(struct words *w)
{
	int accents;

	while (w->s < w->end) {
		w->word = w->s;
		for (accents = 0; w->s < w->end && is_letter(*w->s); w->s++)
			accents |= (unsigned char)*w->s >= 0x80;
		w->len = (size_t)(w->s - w->word);
		if (accents)
			return 1;
		if (w->len == 0) {
			w->line += *w->s == '\n' || (*w->s == '\r' &&
			    (w->s + 1 == w->end || w->s[1] != '\n'));
			w->s++;
		}
	}
	return 0;
}

/* The word in UTF-8; 0 where it has no reading. */
static int
read_word(struct convert *c, const struct words *w, char out[GUESS_WORD])
{
	const char	*in = w->word;
	size_t		 nin = w->len, nout = GUESS_WORD - 1;
	char		*p = out;
	int		 ok;

	ok = convert(c, &in, &nin, &p, &nout) == CONVERT_DONE &&
	    convert_flush(c, &p, &nout) == CONVERT_DONE;
	if (!ok) {
		/* Forget what waits for an accent. */
		p = out;
		nout = GUESS_WORD - 1;
		(void)convert_flush(c, &p, &nout);
	}
	*p = '\0';
	return ok;
}

/* Whether no capital with an accent stands behind a small letter. */
static int
has_case(const char *s)
{
	const char	*end = s + strlen(s);
	uint32_t	 c;
	int		 small = 0;

	while (s < end) {
		c = utf8_next(&s, end);
		if (utf8proc_category((utf8proc_int32_t)c) ==
		    UTF8PROC_CATEGORY_LL)
			small = 1;
		else if (small && c >= 0x80 && utf8proc_category(
		    (utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU)
			return 0;
	}
	return 1;
}

static int
reads_well(struct convert *c, const struct words *w, char out[GUESS_WORD])
{
	return read_word(c, w, out) && has_case(out) ?
	    syllable_is_vietnamese(out, strlen(out)) : 0;
}

struct score {
	struct convert	*convert[CANDIDATES];	/* NULL: not to be had */
	size_t		 good[CANDIDATES];
	size_t		 words;
};

static int
count(struct score *s, struct words w)
{
	char	text[GUESS_WORD];
	size_t	i;
	int	well;

	while (s->words < WORDS_ENOUGH && next_word(&w)) {
		s->words++;
		for (i = 0; i < CANDIDATES; i++) {
			if (s->convert[i] == NULL)
				continue;
			if ((well = reads_well(s->convert[i], &w, text)) < 0)
				return CTXH_ENOMEM;
			s->good[i] += (size_t)well;
		}
	}
	mem_wipe(text, sizeof(text));
	return CTXH_OK;
}

/* A word as people see it, whichever way its accents are written. */
static int
compose(char word[GUESS_WORD])
{
	struct buf	b = { 0 };
	int		failed;

	(void)text_tidy(word, strlen(word), &b);
	failed = buf_failed(&b);
	if (!failed && b.len > 0 && b.len < GUESS_WORD)
		memcpy(word, b.data, b.len + 1);
	buf_free(&b);
	return failed ? -1 : 0;
}

/* The first word that both read well, and each in its way. */
static int
find_reading(const struct score *s, size_t best, size_t rival,
    struct words w, struct reading *out)
{
	int a, b;

	while (next_word(&w)) {
		a = reads_well(s->convert[best], &w, out->best);
		b = reads_well(s->convert[rival], &w, out->rival);
		if (a < 0 || b < 0 || (a && b && (compose(out->best) != 0 ||
		    compose(out->rival) != 0)))
			return CTXH_ENOMEM;
		if (a && b && strcmp(out->best, out->rival) != 0) {
			out->line = w.line;
			return CTXH_OK;
		}
	}
	return CTXH_OK;
}

/* The candidate that reads most of those but one; CANDIDATES: none. */
static size_t
most_of(const struct score *s, size_t but)
{
	size_t i, best = CANDIDATES;

	for (i = 0; i < CANDIDATES; i++)
		if (i != but && s->convert[i] != NULL &&
		    (best == CANDIDATES || s->good[i] > s->good[best]))
			best = i;
	return best;
}

static int
decide(const struct score *s, const struct words *w, struct guess *out)
{
	size_t	best = most_of(s, CANDIDATES), rival;
	int	rc;

	out->words = s->words;
	if (best == CANDIDATES || s->words == 0 ||
	    (double)s->good[best] < BEST_SHARE * (double)s->words)
		return CTXH_OK;
	out->best = candidates[best];
	rival = most_of(s, best);
	if (rival == CANDIDATES || (double)s->good[rival] <
	    RIVAL_SHARE * (double)s->good[best])
		return CTXH_OK;
	rc = find_reading(s, best, rival, *w, &out->reading);
	/* Where no word reads otherwise there is nothing to choose. */
	if (out->reading.line > 0)
		out->rival = candidates[rival];
	return rc;
}

int
guess(const char *text, size_t n, struct guess *out)
{
	struct words	w = { .s = text, .end = text + n, .line = 1 };
	struct words	first = w;
	struct score	s = { .words = 0 };
	size_t		i;
	int		rc = CTXH_OK;

	memset(out, 0, sizeof(*out));
	out->best = out->rival = CHARSET_NONE;
	if (next_word(&first))
		out->line = first.line;
	for (i = 0; i < CANDIDATES && rc != CTXH_ENOMEM; i++)
		rc = convert_open(candidates[i], &s.convert[i]);
	if (rc != CTXH_ENOMEM)
		rc = count(&s, w);
	if (rc == CTXH_OK)
		rc = decide(&s, &w, out);
	for (i = 0; i < CANDIDATES; i++)
		convert_close(s.convert[i]);
	return rc;
}

/* The bytes of Latin-1 that a text in UTF-8 came from; how many of its
 * letters are of no such byte in *others. */
static size_t
to_latin(const char *s, size_t n, char *out, size_t *others)
{
	const char	*end = s + n;
	size_t		 len = 0;
	uint32_t	 c;

	*others = 0;
	while (s < end) {
		c = utf8_next(&s, end);
		*others += c >= 0x100;
		out[len++] = (char)(c < 0x100 ? c : '.');
	}
	return len;
}

int
guess_font(const char *s, size_t n, enum charset *font, size_t *line)
{
	struct guess	 g, plain;
	char		*latin = malloc(n + 1);
	size_t		 len, others;
	int		 failed;

	*font = CHARSET_NONE;
	if (latin == NULL)
		return CTXH_ENOMEM;
	len = to_latin(s, n, latin, &others);
	failed = guess(latin, len, &g) != CTXH_OK ||
	    guess(s, n, &plain) != CTXH_OK;
	mem_wipe_free(latin, n + 1);
	if (failed)
		return CTXH_ENOMEM;
	*line = g.line;
	if (g.words < 5 || others * 5 > g.words)
		return CTXH_OK;
	/* Much that is VNI is Unicode, too: "Thò". */
	if (g.best == CHARSET_TCVN3 || (g.best == CHARSET_VNI &&
	    g.rival == CHARSET_NONE && plain.best != CHARSET_UTF8))
		*font = g.best;
	return CTXH_OK;
}

size_t
guess_signs(const char *s, size_t n)
{
	static const char strange[] = "\x84\x85\x86\x87\x8b\x8e\x8f\x91\x96"
	    "\x98\x9b\x9c\xa4\xa5\xa6\xa7\xab\xae\xaf\xb1\xb6\xb7\xb8\xbb"
	    "\xbc\xbe\xbf";
	size_t	i, signs = 0;

	for (i = 0; i + 1 < n; i++)
		signs += ((unsigned char)s[i] == 0xc2 &&
		    (unsigned char)s[i + 1] > 0xa0) ||
		    ((unsigned char)s[i] == 0xc3 &&
		    strchr(strange, s[i + 1]) != NULL && s[i + 1] != '\0');
	return signs;
}
