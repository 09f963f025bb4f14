#include "text/fold.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/alike.h"
#include "text/utf8.h"

#define NO_BREAK_SPACE	0x00a0U
#define CAPITAL_ETH	0x00d0U
#define SMALL_ETH	0x00f0U
#define CAPITAL_D	0x0110U		/* with stroke */
#define SMALL_D		0x0111U
#define ZERO_WIDTH	0x200bU
#define BYTE_ORDER_MARK	0xfeffU

/*
 * The plain letter of each character of two ranges, which hold all composed
 * Vietnamese; '.' where there is no single one.  Taken from the Unicode
 * decompositions, and eth read as d with stroke.
 */
#define LATIN_FIRST	0x00c0U
#define LATIN_LAST	0x01bfU
static const char latin[] =
	"aaaaaa.ceeeeiiiidnooooo..uuuuy..aaaaaa.ceeeeiiiidnooooo..uuuuy.y"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll."
	"...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzzs"
	"................................oo.............uu...............";

#define EXTRA_FIRST	0x1e00U
#define EXTRA_LAST	0x1effU
static const char extra[] =
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
	"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
	"wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
	"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/* Accents that combine; the next one, a Greek iota, folds to a letter. */
#define MARK_FIRST	0x0300U
#define MARK_LAST	0x0344U

/* Collects a key in small pieces: an append a letter would be slow. */
struct folder {
	struct buf	*out;
	char		 piece[64];
	size_t		 len;
	int		 begun;		/* something but blanks was put */
	int		 blank;		/* one is due before the next letter */
};

static void
put_bytes(struct folder *f, const char *s, size_t n)
{
	/* Room for a blank and the four bytes of a character. */
	if (f->len + n + 1 > sizeof(f->piece)) {
		buf_add(f->out, f->piece, f->len);
		f->len = 0;
	}
	if (f->blank && f->begun)
		f->piece[f->len++] = ' ';
	f->blank = 0;
	f->begun = 1;
	memcpy(f->piece + f->len, s, n);
	f->len += n;
}

static void
put_letter(struct folder *f, char c)
{
	put_bytes(f, &c, 1);
}

static void
put_part(struct folder *f, utf8proc_int32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	if (c == SMALL_ETH) {		/* of a raised one */
		put_letter(f, 'd');
		return;
	}
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		break;
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		n = utf8proc_encode_char(c, bytes);
		put_bytes(f, (const char *)bytes, (size_t)n);
		break;
	default:
		f->blank = 1;
	}
}

static void
put_ascii(struct folder *f, char c)
{
	if (c >= 'A' && c <= 'Z')
		put_letter(f, (char)(c - 'A' + 'a'));
	else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		put_letter(f, c);
	else
		f->blank = 1;
}

/* A character outside the tables: ligatures, wide forms, other scripts. */
static void
put_other(struct folder *f, uint32_t c)
{
	utf8proc_int32_t part[32];
	utf8proc_ssize_t i, n = -1;
	uint32_t alike = alike_key(c);
	int	 boundary = 0;

	if (alike != 0) {
		put_ascii(f, (char)alike);
		return;
	}
	if (c != UTF8_BAD)
		n = utf8proc_decompose_char((utf8proc_int32_t)c, part, 32,
		    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
		    UTF8PROC_IGNORE,
		    &boundary);
	if (n < 0 || n > 32) {
		f->blank = 1;
		return;
	}
	for (i = 0; i < n; i++)
		put_part(f, part[i]);
}

void
fold(const char *s, size_t n, struct buf *out)
{
	struct folder f = { .out = out };
	const char *end = s + n;
	uint32_t c;
	char	 plain;

	while (s < end) {
		if ((unsigned char)*s < 0x80) {
			put_ascii(&f, *s++);
			continue;
		}
		c = utf8_next(&s, end);
		plain = '.';
		if (c >= LATIN_FIRST && c <= LATIN_LAST)
			plain = latin[c - LATIN_FIRST];
		else if (c >= EXTRA_FIRST && c <= EXTRA_LAST)
			plain = extra[c - EXTRA_FIRST];
		else if (c >= MARK_FIRST && c <= MARK_LAST)
			continue;
		if (plain != '.')
			put_letter(&f, plain);
		else
			put_other(&f, c);
	}
	buf_add(out, f.piece, f.len);
	mem_wipe(f.piece, f.len);
}

/* The plain letter of a character of two or three bytes at s, 0 of a mark that
 * combines; '.' where only fold() knows; *used says how many bytes it has. */
static char
plain_of(const unsigned char *s, size_t n, size_t *used)
{
	uint32_t c;

	if ((s[0] & 0xe0) == 0xc0 && n >= 2 && (s[1] & 0xc0) == 0x80) {
		*used = 2;
		c = (s[0] & 0x1fU) << 6 | (s[1] & 0x3fU);
		if (c >= LATIN_FIRST && c <= LATIN_LAST)
			return latin[c - LATIN_FIRST];
		return c >= MARK_FIRST && c <= MARK_LAST ? 0 : '.';
	}
	if (s[0] == 0xe1 && n >= 3 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*used = 3;
		c = 0x1000U | (s[1] & 0x3fU) << 6 | (s[2] & 0x3fU);
		if (c >= EXTRA_FIRST && c <= EXTRA_LAST)
			return extra[c - EXTRA_FIRST];
	}
	return '.';
}

/* Into out, which has room for n bytes; NULL where there is a character that
 * only fold() knows, else the end of what was put. */
static char *
fold_known(const unsigned char *s, size_t n, char *out)
{
	static const char ascii[] =
		"................................................0123456789......"
		".abcdefghijklmnopqrstuvwxyz......abcdefghijklmnopqrstuvwxyz.....";
	const unsigned char *end = s + n;
	size_t	used;
	char	plain;

	while (s < end) {
		if (*s < 0x80) {
			*out = ascii[*s++];
			out += *out != '.';
			continue;
		}
		if ((plain = plain_of(s, (size_t)(end - s), &used)) == '.')
			return NULL;
		*out = plain;
		out += plain != 0;
		s += used;
	}
	return out;
}

/* Takes the blanks out of what was appended. */
static void
tighten(struct buf *b, size_t from)
{
	size_t i, len;

	for (i = len = from; i < b->len; i++)
		if (b->data[i] != ' ')
			b->data[len++] = b->data[i];
	b->len = len;
	if (b->data != NULL)
		b->data[len] = '\0';
}

void
fold_tight(const char *s, size_t n, struct buf *out)
{
	size_t	 from = out->len;
	char	*end;

	/* Only to have the room. */
	buf_add(out, s, n);
	if (buf_failed(out))
		return;
	end = fold_known((const unsigned char *)s, n, out->data + from);
	if (end != NULL) {
		out->len = (size_t)(end - out->data);
		*end = '\0';
		return;
	}
	out->len = from;
	fold(s, n, out);
	if (!buf_failed(out))
		tighten(out, from);
}

void
fold_key(const char *s, size_t n, struct buf *out)
{
	buf_reset(out);
	fold_tight(s, n, out);
}

/*
 * An automaton over the bytes of a text that tidying leaves alone.  A state is
 * the number of bits by which a byte's row is shifted to give the next state;
 * from 0 nothing leads on.
 */
enum { LETTER = 6, BLANK = 12, AFTER_C3 = 18, ONE_MORE = 24, AFTER_E1 = 30 };
#define GO(from, to)	((uint64_t)(to) << (from))

#define N 0			/* controls, the backslash, rarer letters */
#define A (GO(LETTER, LETTER) | GO(BLANK, LETTER))
#define B GO(LETTER, BLANK)
#define C (GO(LETTER, AFTER_C3) | GO(BLANK, AFTER_C3))
#define D (GO(LETTER, ONE_MORE) | GO(BLANK, ONE_MORE))
#define X (GO(LETTER, AFTER_E1) | GO(BLANK, AFTER_E1))
#define E GO(ONE_MORE, LETTER)	/* that go on; not to the eths */
#define M (E | GO(AFTER_C3, LETTER))
#define V (M | GO(AFTER_E1, ONE_MORE))

static const uint64_t tidy_rows[256] = {
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	B, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, A, N, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,
	E, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,
	M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,
	E, M, M, M, M, M, M, M, V, V, V, V, M, M, M, M,
	N, N, N, C, D, D, D, D, D, D, D, D, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, X, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
};
#undef N
#undef A
#undef B
#undef C
#undef D
#undef X
#undef E
#undef M
#undef V

int
text_is_tidy(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	uint64_t state = BLANK;
	size_t i;

	for (i = 0; i < n; i++)
		state = tidy_rows[s[i]] >> (state & 63);
	return n == 0 || (state & 63) == LETTER;
}

static int
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == NO_BREAK_SPACE ||
	    (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202f || c == 0x205f || c == 0x3000;
}

int
text_tidy(const char *s, size_t n, struct buf *out)
{
	struct buf	 b = { 0 };
	const char	*end = s + n;
	uint32_t	 c;
	int		 blank = 0, ret;

	if (!utf8_valid(s, n, NULL))
		return -1;
	if (text_is_tidy(s, n)) {
		buf_add(out, s, n);
		return buf_failed(out) ? -1 : 0;
	}
	while (s < end) {
		c = utf8_next(&s, end);
		if (c == ZERO_WIDTH || c == BYTE_ORDER_MARK)
			continue;
		if (is_blank(c)) {
			blank = b.len > 0;
			continue;
		}
		if (blank)
			buf_byte(&b, ' ');
		blank = 0;
		utf8_put(&b, c == CAPITAL_ETH ? CAPITAL_D :
		    c == SMALL_ETH ? SMALL_D : c);
	}
	if (buf_failed(&b)) {
		out->failed = 1;
		ret = -1;
	} else
		ret = utf8_nfc(b.len > 0 ? b.data : "", b.len, out);
	buf_free(&b);
	return ret;
}

static int
all_capitals(const char *s, const char *end)
{
	uint32_t c;
	int	 capitals = 0;

	while (s < end) {
		if (*s >= 'a' && *s <= 'z')
			return 0;
		if ((c = utf8_next(&s, end)) == UTF8_BAD)
			return 0;
		switch (utf8proc_category((utf8proc_int32_t)c)) {
		case UTF8PROC_CATEGORY_LL:
			return 0;
		case UTF8PROC_CATEGORY_LU:
			capitals = 1;
			break;
		default:
			break;
		}
	}
	return capitals;
}

void
name_case(const char *s, size_t n, struct buf *out)
{
	const char *end = s + n;
	utf8proc_int32_t c;
	int	 in_word = 0;

	if (!all_capitals(s, end)) {
		buf_add(out, s, n);
		return;
	}
	while (s < end) {
		c = (utf8proc_int32_t)utf8_next(&s, end);
		utf8_put(out, (uint32_t)(in_word ? utf8proc_tolower(c) : c));
		switch (utf8proc_category(c)) {
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
			in_word = 1;
			break;
		case UTF8PROC_CATEGORY_MN:
			break;
		default:
			in_word = 0;	/* "H'HEN", "Y-KÔ": a new word */
		}
	}
}

/* Hands a text of our own out; failed says why there is none. */
static int
give_text(int failed, struct buf *b, char **out)
{
	int no_memory = buf_failed(b);

	if (failed || no_memory) {
		buf_free(b);
		return no_memory ? CTXH_ENOMEM : CTXH_EUSAGE;
	}
	*out = buf_take(b);
	return *out != NULL ? CTXH_OK : CTXH_ENOMEM;
}

EXPORT int
ctxh_fold(const char *text, char **out)
{
	struct buf	 b = { 0 };
	size_t		 n = strlen(text);

	*out = NULL;
	if (!utf8_valid(text, n, NULL))
		return CTXH_EUSAGE;
	fold(text, n, &b);
	return give_text(0, &b, out);
}

EXPORT int
ctxh_tidy(const char *text, char **out)
{
	struct buf	 b = { 0 };

	*out = NULL;
	return give_text(text_tidy(text, strlen(text), &b) != 0, &b, out);
}

EXPORT int
ctxh_name_tidy(const char *text, char **out)
{
	struct buf	 tidy = { 0 }, name = { 0 };
	int		 ret;

	*out = NULL;
	ret = text_tidy(text, strlen(text), &tidy);
	if (ret == 0)
		name_case(tidy.len > 0 ? tidy.data : "", tidy.len, &name);
	else
		name.failed = tidy.failed;
	ret = give_text(ret != 0, &name, out);
	buf_free(&tidy);
	return ret;
}
