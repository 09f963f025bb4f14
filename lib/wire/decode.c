#include "wire/decode.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "wire/guess.h"

#define BLOCK		((size_t)64 << 10)
#define HELD_MAX	((size_t)1 << 20)	/* until the words decide */
#define WORDS_FEW	40
#define LOST		"\xef\xbf\xbd"		/* U+FFFD */

enum state {
	LOOKING,	/* all was ASCII so far */
	PASSING,	/* UTF-8: what is held, then the source itself */
	CONVERTING,
	FAILED
};

struct decode {
	const ctxh	*h;
	csv_read_fn	 read;
	void		*ctx;
	enum charset	 wish;		/* CHARSET_NONE: none was said */
	enum state	 state;
	int		 begun;
	int		 eof;
	uint64_t	 bytes;		/* read, unless they pass */
	struct decoded	 is;
	struct convert	*convert;

	char		*in;		/* read, and not yet converted */
	size_t		 cap, len, pos;
	size_t		 block;		/* of one read */
	int		 flushed;
	size_t		 line;		/* of the next byte that is given */
	int		 cr;		/* a CR was the last one */
	int		 nomem;
	char		 why[384];
	size_t		 bad_line;
};

int
decode_open(const ctxh *h, csv_read_fn read, void *ctx, enum charset said,
    struct decode **out)
{
	struct decode *d;

	*out = NULL;
	if ((d = calloc(1, sizeof(*d))) == NULL)
		return CTXH_ENOMEM;
	d->h = h;
	d->read = read;
	d->ctx = ctx;
	d->wish = said;
	d->line = 1;
	d->block = BLOCK;
	d->is.said = said != CHARSET_NONE;
	d->is.charset = d->is.said ? said : CHARSET_UTF8;
	*out = d;
	return CTXH_OK;
}

void
decode_close(struct decode *d)
{
	if (d == NULL)
		return;
	convert_close(d->convert);
	mem_wipe_free(d->in, d->cap);
	mem_wipe_free(d, sizeof(*d));
}

void
decode_set_block(struct decode *d, size_t block)
{
	d->block = block;
}

const char *
decode_why(const struct decode *d, size_t *line)
{
	*line = d->bad_line;
	return d->state == FAILED && d->why[0] != '\0' ? d->why : NULL;
}

uint64_t
decode_bytes(const struct decode *d, uint64_t given)
{
	return d->state == CONVERTING ? d->bytes : given;
}

int
decode_nomem(const struct decode *d)
{
	return d->nomem;
}

const struct decoded *
decode_result(const struct decode *d)
{
	return &d->is;
}

/* ---- reading ---- */

static int
nomem(struct decode *d)
{
	d->state = FAILED;
	d->nomem = 1;
	return -1;
}

/* Reads until there are so many bytes, or no more. */
static int
read_full(struct decode *d, char *buf, size_t size, size_t *n)
{
	size_t got;

	*n = 0;
	while (*n < size && !d->eof) {
		got = 0;
		if (d->read(d->ctx, buf + *n, size - *n, &got) != 0 ||
		    got > size - *n) {
			d->state = FAILED;
			return -1;
		}
		d->eof = got == 0;
		*n += got;
	}
	d->bytes += *n;
	return 0;
}

/* Makes room for n bytes more behind what is held. */
static int
make_room(struct decode *d, size_t n)
{
	size_t	 rest = d->len - d->pos;
	char	*in;

	if (d->pos > 0 && rest > 0)
		memmove(d->in, d->in + d->pos, rest);
	d->len = rest;
	d->pos = 0;
	if (d->cap - rest >= n)
		return 0;
	if ((in = malloc(rest + n)) == NULL)
		return nomem(d);
	if (rest > 0)
		memcpy(in, d->in, rest);
	mem_wipe_free(d->in, d->cap);
	d->in = in;
	d->cap = rest + n;
	return 0;
}

static int
hold_more(struct decode *d)
{
	size_t n;

	if (make_room(d, d->block) != 0 ||
	    read_full(d, d->in + d->len, d->block, &n) != 0)
		return -1;
	d->len += n;
	return 0;
}

static void
count_lines(struct decode *d, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		d->line += s[i] == '\r' || (s[i] == '\n' && !d->cr);
		d->cr = s[i] == '\r';
	}
}

/* ---- what it is ---- */

/* The charset that a byte order mark tells, and its length; or CHARSET_NONE. */
static enum charset
of_bom(const char *s, size_t n, size_t *len)
{
	*len = 2;
	if (n >= 2 && memcmp(s, "\xff\xfe", 2) == 0)
		return CHARSET_UTF16LE;
	if (n >= 2 && memcmp(s, "\xfe\xff", 2) == 0)
		return CHARSET_UTF16BE;
	*len = 3;
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		return CHARSET_UTF8;
	*len = 0;
	return CHARSET_NONE;
}

/* UTF-16 without a mark: every other byte of what is ASCII is zero. */
static enum charset
of_zeros(const char *s, size_t n)
{
	size_t i, even = 0, odd = 0;

	n = (n < 4096 ? n : 4096) / 2;
	for (i = 0; i < n; i++) {
		even += s[2 * i] == '\0';
		odd += s[2 * i + 1] == '\0';
	}
	if (n > 1 && odd * 3 > n && even * 20 < odd)
		return CHARSET_UTF16LE;
	if (n > 1 && even * 3 > n && odd * 20 < even)
		return CHARSET_UTF16BE;
	return CHARSET_NONE;
}

/* Whether it is UTF-8, but for a character that is cut at the end. */
static int
is_utf8(const struct decode *d, const char *s, size_t n)
{
	size_t bad;

	return utf8_valid(s, n, &bad) || (!d->eof && n - bad < 4);
}

/* Whether most accents stand behind their letters, as macOS writes them. */
static int
has_loose_accents(const char *text, size_t n)
{
	const unsigned char	*s = (const unsigned char *)text;
	size_t			 i, loose = 0, whole = 0;

	for (i = 0; i + 1 < n; i++) {
		loose += s[i] == 0xcc && s[i + 1] >= 0x80 && s[i + 1] <= 0xa3;
		whole += s[i] == 0xe1 && (s[i + 1] == 0xba || s[i + 1] == 0xbb);
	}
	return loose > whole;
}

static int
refuse(struct decode *d, size_t line)
{
	d->state = FAILED;
	d->bad_line = line;
	return -1;
}

/* What is held is of this charset. */
static int
settle(struct decode *d, enum charset c)
{
	int rc;

	d->is.charset = c;
	if (c == CHARSET_UTF8) {
		d->is.loose = has_loose_accents(d->in, d->len);
		d->state = PASSING;
		return 0;
	}
	d->state = CONVERTING;
	if ((rc = convert_open(c, &d->convert)) == CTXH_OK)
		return 0;
	if (rc == CTXH_ENOMEM)
		return nomem(d);
	(void)snprintf(d->why, sizeof(d->why), T(d->h, "this computer cannot "
	    "read %s; save the list as CSV UTF-8"), charset_name(c));
	return refuse(d, 0);
}

static int
refuse_guess(struct decode *d, const struct guess *g)
{
	const struct reading *r = &g->reading;

	d->is.charset = CHARSET_NONE;
	if (g->best == CHARSET_NONE) {
		(void)snprintf(d->why, sizeof(d->why), "%s", T(d->h, "what is "
		    "written here is neither UTF-8 nor, as far as its words "
		    "tell, another Vietnamese encoding; save the list as CSV "
		    "UTF-8, or say what it is with --encoding"));
		return refuse(d, d->line + g->line - 1);
	}
	(void)snprintf(d->why, sizeof(d->why), T(d->h, "the list may be %s, "
	    "which reads \"%s\", or %s, which reads \"%s\"; say which with "
	    "--encoding %s or --encoding %s"), charset_name(g->best), r->best,
	    charset_name(g->rival), r->rival, charset_id(g->best),
	    charset_id(g->rival));
	return refuse(d, d->line + (r->line > 0 ? r->line - 1 : 0));
}

/* Finds out what is held, from as many words as it takes. */
static int
find_out(struct decode *d)
{
	struct guess g;
	int	 rc;

	for (;;) {
		if (guess(d->in + d->pos, d->len - d->pos, &g) != CTXH_OK)
			return nomem(d);
		if (g.words >= WORDS_FEW || d->eof || d->len >= HELD_MAX)
			break;
		if (hold_more(d) != 0)
			return -1;
	}
	rc = g.best == CHARSET_NONE || g.rival != CHARSET_NONE ?
	    refuse_guess(d, &g) : settle(d, g.best);
	mem_wipe(&g, sizeof(g));
	return rc;
}

/* What was said is taken; where the words speak against it, that is told. */
static int
take_wish(struct decode *d)
{
	struct guess g;

	if (d->wish >= CHARSET_BYTES) {
		if (guess(d->in + d->pos, d->len - d->pos, &g) != CTXH_OK)
			return nomem(d);
		if (g.best != d->wish && g.rival != d->wish)
			d->is.likelier = g.best;
		mem_wipe(&g, sizeof(g));
	}
	return settle(d, d->wish);
}

static int
refuse_bom(struct decode *d, enum charset bom)
{
	(void)snprintf(d->why, sizeof(d->why), T(d->h, "the list begins with "
	    "the byte order mark of %s, so that it is not %s; leave "
	    "--encoding out"), charset_name(bom), charset_name(d->wish));
	return refuse(d, 1);
}

/* The first bytes, which are held: whatever they tell before any word is
 * looked at.  0 where they say nothing, 1 where it is known now. */
static int
begin(struct decode *d)
{
	size_t		len;
	enum charset	c = of_bom(d->in, d->len, &len);

	if (c != CHARSET_NONE && d->wish != CHARSET_NONE && c != d->wish)
		return refuse_bom(d, c);
	d->is.bom = c != CHARSET_NONE;
	if (c != CHARSET_NONE && c != CHARSET_UTF8)
		d->pos = len;
	if (d->wish != CHARSET_NONE)
		return take_wish(d) == 0 ? 1 : -1;
	if (c == CHARSET_NONE)
		c = of_zeros(d->in, d->len);
	if (c == CHARSET_NONE)
		return 0;
	return settle(d, c) == 0 ? 1 : -1;
}

/* Of the text: where its first byte beyond ASCII is, or n. */
static size_t
ascii_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

/*
 * Text of old fonts that some program took for Latin and saved as UTF-8
 * ("NguyÔn V¨n"): it shows in signs that Vietnamese has no use for.
 */
static int
check_fonts(struct decode *d, const char *s, size_t n)
{
	enum charset	font;
	size_t		line;

	if (guess_signs(s, n) < GUESS_SIGNS)
		return 0;
	if (guess_font(s, n, &font, &line) != CTXH_OK)
		return nomem(d);
	if (font == CHARSET_NONE)
		return 0;
	(void)snprintf(d->why, sizeof(d->why), T(d->h, "what is written here "
	    "is of the %s fonts, saved as Unicode; turn it into Unicode "
	    "first, as UniKey does, or take the letters as they are with "
	    "--encoding utf-8"), font == CHARSET_VNI ? "VNI" :
	    "ABC (.VnTime)");
	return refuse(d, d->line + line - 1);
}

/* Looks at what is held, as long as all before it was ASCII. */
static int
look(struct decode *d)
{
	const char	*s = d->in + d->pos;
	size_t		 n = d->len - d->pos, first = ascii_run(s, n);

	if (first == n)
		return 0;
	/* A character that is cut says nothing yet. */
	if (n - first < 4 && !d->eof)
		return hold_more(d) != 0 ? -1 : look(d);
	if (!is_utf8(d, s, n))
		return find_out(d);
	return check_fonts(d, s, n) != 0 ? -1 : settle(d, CHARSET_UTF8);
}

/* ---- giving ---- */

static int
give_held(struct decode *d, char *buf, size_t size, size_t *got)
{
	*got = d->len - d->pos < size ? d->len - d->pos : size;
	if (*got > 0)
		memcpy(buf, d->in + d->pos, *got);
	d->pos += *got;
	if (d->state == LOOKING)
		count_lines(d, buf, *got);
	return 0;
}

static int
give_ascii(struct decode *d, char *buf, size_t size, size_t *got)
{
	int known = 0;

	if (d->pos == d->len) {
		if (hold_more(d) != 0)
			return -1;
		if (!d->begun && (known = begin(d)) < 0)
			return -1;
		d->begun = 1;
		if (!known && look(d) != 0)
			return -1;
		if (d->state != LOOKING)
			return decode_read(d, buf, size, got);
	}
	return give_held(d, buf, size, got);
}

struct room {
	char	*p;
	size_t	 left;
};

/* Passes over what is no character of the charset. */
static enum convert_result
give_lost(struct decode *d, struct room *out)
{
	size_t unit = d->is.charset < CHARSET_BYTES ? 2 : 1;

	if (convert_flush(d->convert, &out->p, &out->left) != CONVERT_DONE ||
	    out->left < sizeof(LOST) - 1)
		return CONVERT_FULL;
	memcpy(out->p, LOST, sizeof(LOST) - 1);
	out->p += sizeof(LOST) - 1;
	out->left -= sizeof(LOST) - 1;
	d->pos += unit;
	return CONVERT_DONE;
}

/* The file ends within a character: it was cut off. */
static void
note_cut(struct decode *d)
{
	(void)snprintf(d->why, sizeof(d->why), "%s", T(d->h, "the list ends "
	    "in the middle of a character, so that something of it is "
	    "missing; copy or save the file again"));
}

/* Converts what is held, as far as there is room. */
static enum convert_result
convert_held(struct decode *d, struct room *out)
{
	enum convert_result	 result;
	const char		*in = d->in + d->pos;
	size_t			 n = d->len - d->pos;

	result = convert(d->convert, &in, &n, &out->p, &out->left);
	d->pos = d->len - n;
	if (result == CONVERT_CUT && d->eof) {
		if (n >= 2)
			return give_lost(d, out);
		note_cut(d);
		d->pos = d->len;
		return CONVERT_DONE;
	}
	return result == CONVERT_BAD ? give_lost(d, out) : result;
}

static int
give_converted(struct decode *d, char *buf, size_t size, size_t *got)
{
	struct room		out = { buf, size };
	enum convert_result	result = CONVERT_DONE;

	while (out.left == size && result != CONVERT_FULL) {
		if (d->pos == d->len && d->eof) {
			if (d->flushed)
				break;
			d->flushed = 1;
			result = convert_flush(d->convert, &out.p, &out.left);
			continue;
		}
		if ((d->pos == d->len || result == CONVERT_CUT) &&
		    hold_more(d) != 0)
			return -1;
		result = convert_held(d, &out);
	}
	*got = size - out.left;
	if (*got == 0 && d->why[0] != '\0')
		return refuse(d, d->line);
	if (*got > 0 && d->line == 1 && d->is.charset < CHARSET_BYTES)
		d->is.loose |= has_loose_accents(buf, *got);
	count_lines(d, buf, *got);
	return 0;
}

int
decode_read(void *ctx, void *buf, size_t size, size_t *got)
{
	struct decode *d = ctx;

	*got = 0;
	switch (d->state) {
	case LOOKING:
		return give_ascii(d, buf, size, got);
	case PASSING:
		return d->pos < d->len ? give_held(d, buf, size, got) :
		    d->read(d->ctx, buf, size, got);
	case CONVERTING:
		return give_converted(d, buf, size, got);
	default:
		return -1;
	}
}
