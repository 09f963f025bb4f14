#include "vault/sheet.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "vault/code.h"
#include "vault/digest.h"

#define LINES	4
#define PART	8			/* bytes of the seed on a line */
#define CHECK	2
#define LETTERS	((PART + CHECK) / 5 * 8)
/* An unnumbered line of about this many letters is meant to be one of ours. */
#define SLACK	3
#define ROOM	(LETTERS + 2 * SLACK)

struct line {
	size_t	 n;			/* letters typed, may be over ROOM */
	char	 s[ROOM + 1];
};

static void
checksum(const unsigned char *seed, size_t line, unsigned char out[CHECK])
{
	unsigned char	sum[DIGEST_SIZE];
	struct digest	d;

	digest_init(&d);
	digest_text(&d, "ctxh-sheet1");
	digest_u32(&d, (uint32_t)line);
	digest_add(&d, seed, (line + 1) * PART);
	digest_final(&d, sum);
	memcpy(out, sum, CHECK);
}

static void
put_line(struct buf *b, const unsigned char *seed, size_t line)
{
	unsigned char	bytes[PART + CHECK];
	struct buf	letters = { .max = 256 };
	size_t		i;

	memcpy(bytes, seed + line * PART, PART);
	checksum(seed, line, bytes + PART);
	base32_add(&letters, bytes, sizeof(bytes));
	if (buf_failed(&letters))
		b->failed = 1;
	else {
		buf_fmt(b, "        %d:  ", (int)line + 1);
		for (i = 0; i < LETTERS; i += 4) {
			if (i > 0)
				buf_byte(b, '-');
			buf_add(b, letters.data + i, 4);
		}
		buf_byte(b, '\n');
	}
	mem_wipe(bytes, sizeof(bytes));
	buf_free(&letters);
}

/* On one line, whatever it holds. */
static void
put_plain(struct buf *b, const char *label, const char *s)
{
	buf_str(b, label);
	for (; *s != '\0'; s++)
		buf_byte(b, (unsigned char)*s < ' ' ? ' ' : *s);
	buf_byte(b, '\n');
}

int
sheet_write(ctxh *h, const unsigned char seed[IDENTITY_SEED],
    const unsigned char *store, const char *school, const char *date,
    char **text)
{
	struct buf	b = { .max = 65536 };
	size_t		i;

	buf_str(&b, "PHIẾU KHÔI PHỤC KHÓA - SỔ CÔNG TÁC XÃ HỘI (ctxh)\n\n");
	put_plain(&b, "Trường: ", school);
	buf_str(&b, "Mã kho dữ liệu: ");
	buf_hex(&b, store, 16);
	put_plain(&b, "\nNgày lập: ", date);
	buf_str(&b, "\n"
	    "Phiếu này dùng để cấp lại khóa khi mất tệp khóa hoặc quên mật "
	    "khẩu của khóa\n(lệnh: ctxh key recover).\n\n"
	    "AI GIỮ PHIẾU NÀY ĐỌC ĐƯỢC TOÀN BỘ HỒ SƠ TRONG KHO.\n"
	    "Hãy in ra giấy, cho vào phong bì niêm phong và cất trong két sắt "
	    "của trường.\nKhông chụp ảnh, không gửi qua mạng, không lưu "
	    "trong máy tính.\n"
	    "Mất cả tệp khóa lẫn phiếu này thì không ai mở lại được dữ "
	    "liệu.\n\n");
	for (i = 0; i < LINES; i++)
		put_line(&b, seed, i);
	buf_str(&b, "\n"
	    "Khi gõ lại: chữ hoa hay chữ thường đều được, có thể bỏ dấu gạch "
	    "và khoảng trắng.\nTrong mã không có các chữ cái I, L, O, U; "
	    "1 và 0 là chữ số.\n");
	if ((*text = buf_take(&b)) == NULL)
		return fail_nomem(h);
	return CTXH_OK;
}

/*
 * The length of a blank or dash at p, also of those that word processors put
 * in (no-break space, U+2010 to U+2015, byte order mark); 0 where there is
 * none.
 */
static size_t
filler(const char *p, const char *end)
{
	if (*p == ' ' || *p == '\t' || *p == '-' || *p == '>' || *p == '\f')
		return 1;
	if (end - p >= 2 && memcmp(p, "\302\240", 2) == 0)
		return 2;
	if (end - p >= 3 && (memcmp(p, "\357\273\277", 3) == 0 ||
	    (memcmp(p, "\342\200", 2) == 0 &&
	    (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x95)))
		return 3;
	return 0;
}

static const char *
skip(const char *p, const char *end)
{
	size_t n;

	while (p < end && (n = filler(p, end)) > 0)
		p += n;
	return p;
}

/* Takes "2:", "2." or "2)" off the front; the number, or 0. */
static int
line_number(const char **p, const char *end)
{
	const char *q = skip(*p, end), *sign;

	if (q == end || *q < '1' || *q > '0' + LINES)
		return 0;
	sign = skip(q + 1, end);
	if (sign == end || strchr(":.)", *sign) == NULL || *sign == '\0')
		return 0;
	*p = sign + 1;
	return *q - '0';
}

/* The letters between p and end; -1 where there is anything else. */
static int
line_letters(const char *p, const char *end, struct line *l)
{
	int c;

	memset(l, 0, sizeof(*l));
	for (p = skip(p, end); p < end; p = skip(p + 1, end)) {
		c = *p >= 'a' && *p <= 'z' ? *p + 'A' - 'a' : *p;
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
			return -1;
		if (l->n < ROOM)
			l->s[l->n] = (char)c;
		l->n++;
	}
	return 0;
}

/*
 * One line of the page.  Numbered lines are put in their place; where none is
 * numbered, those that look like ours are taken in order.
 */
static int
take_line(ctxh *h, const char *p, const char *end, int numbered,
    struct line lines[LINES], size_t *found)
{
	struct line	 l;
	size_t		 at;
	int		 number = line_number(&p, end), rc = CTXH_OK;

	if ((number > 0) != numbered || line_letters(p, end, &l) != 0 ||
	    l.n == 0)
		goto done;
	if (!numbered && (l.n < LETTERS - SLACK || l.n > LETTERS + SLACK))
		goto done;
	at = numbered ? (size_t)number - 1 : *found;
	if (at >= LINES)
		rc = fail(h, CTXH_EKEY, T(h, "more than %d lines of a "
		    "recovery sheet; give one sheet"), LINES);
	else if (lines[at].n > 0 && strcmp(lines[at].s, l.s) != 0)
		rc = fail(h, CTXH_EKEY, T(h, "line %d of the recovery sheet "
		    "is there twice and differs; give one sheet"), number);
	else {
		lines[at] = l;
		++*found;
	}
done:
	mem_wipe(&l, sizeof(l));
	return rc;
}

static int
find_lines(ctxh *h, const char *text, size_t n, int numbered,
    struct line lines[LINES], size_t *found)
{
	const char	*p = text, *end = text + n, *eol;
	int		 rc;

	while (p < end) {
		for (eol = p; eol < end && *eol != '\n' && *eol != '\r';)
			eol++;
		rc = take_line(h, p, eol, numbered, lines, found);
		if (rc != CTXH_OK)
			return rc;
		p = eol < end ? eol + 1 : end;
	}
	return CTXH_OK;
}

/* Into the seed, of which the parts before have been read. */
static int
read_line(ctxh *h, const struct line *l, size_t line, unsigned char *seed)
{
	unsigned char	bytes[PART + CHECK], sum[CHECK];
	size_t		i;
	int		no = (int)line + 1, rc = CTXH_OK;

	if (l->n == 0)
		return fail(h, CTXH_EKEY, T(h, "line %d of the recovery sheet "
		    "is missing"), no);
	for (i = 0; i < l->n && i < ROOM; i++)
		if (!base32_letter(l->s[i]))
			return fail(h, CTXH_EKEY, T(h, "line %d of the "
			    "recovery sheet has a letter that no sheet has; "
			    "compare it with the paper"), no);
	if (l->n < LETTERS)
		return fail(h, CTXH_EKEY, T(h, "line %d of the recovery "
		    "sheet is too short; it has 16 letters"), no);
	if (l->n > LETTERS)
		return fail(h, CTXH_EKEY, T(h, "line %d of the recovery "
		    "sheet is too long; it has 16 letters"), no);
	(void)base32_read(l->s, bytes, sizeof(bytes));
	memcpy(seed + line * PART, bytes, PART);
	checksum(seed, line, sum);
	if (memcmp(sum, bytes + PART, CHECK) != 0)
		rc = fail(h, CTXH_EKEY, T(h, "line %d of the recovery sheet "
		    "has a typing error; compare it with the paper"), no);
	mem_wipe(bytes, sizeof(bytes));
	return rc;
}

/* All lines, in order; a failure names the first that is wrong. */
static int
read_lines(ctxh *h, const struct line lines[LINES], unsigned char *seed)
{
	size_t	i;
	int	rc;

	for (i = 0; i < LINES; i++)
		if ((rc = read_line(h, &lines[i], i, seed)) != CTXH_OK) {
			(void)fail_where_int(h, "line", (int64_t)i + 1);
			return rc;
		}
	return CTXH_OK;
}

int
sheet_read(ctxh *h, const char *text, size_t n,
    unsigned char seed[IDENTITY_SEED])
{
	struct line	lines[LINES];
	size_t		found = 0;
	int		rc;

	memset(lines, 0, sizeof(lines));
	memset(seed, 0, IDENTITY_SEED);
	rc = find_lines(h, text, n, 1, lines, &found);
	if (rc == CTXH_OK && found == 0)
		rc = find_lines(h, text, n, 0, lines, &found);
	if (rc == CTXH_OK && found == 0)
		rc = fail(h, CTXH_EKEY, T(h, "not a recovery sheet; it has "
		    "%d lines of 16 letters"), LINES);
	if (rc == CTXH_OK)
		rc = read_lines(h, lines, seed);
	if (rc != CTXH_OK)
		mem_wipe(seed, IDENTITY_SEED);
	mem_wipe(lines, sizeof(lines));
	return rc;
}
