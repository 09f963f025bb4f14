/* Numbers of cells as people see them: without a double, digit by digit. */
#include <stdio.h>
#include <string.h>

#include "text/date.h"
#include "wire/book.h"

#define DIGITS		15	/* that a spreadsheet keeps */
#define DIGITS_READ	40
#define DAY_MAX		2958465	/* 31/12/9999 */

/* ±0.digits * 10^point, without zeros at either end; none: zero. */
struct decimal {
	int	 negative;
	int	 n;
	int	 point;
	char	 digit[DIGITS_READ];
};

/* Takes the digits before an exponent; where they end. */
static size_t
take_digits(const char *s, size_t n, struct decimal *d)
{
	size_t	i;
	int	fraction = 0, seen = 0;

	for (i = 0; i < n; i++) {
		if (s[i] == '.' && !fraction) {
			fraction = 1;
			continue;
		}
		if (s[i] < '0' || s[i] > '9')
			break;
		seen = 1;
		if (d->n == 0 && s[i] == '0') {
			d->point -= fraction;
			continue;
		}
		if (d->n < DIGITS_READ)
			d->digit[d->n++] = s[i];
		d->point += !fraction;
	}
	return seen ? i : 0;
}

/* Whether the whole text is a number. */
static int
read_decimal(const char *s, size_t n, struct decimal *d)
{
	size_t	i, used;
	int	e = 0, minus = 0;

	memset(d, 0, sizeof(*d));
	d->negative = n > 0 && *s == '-';
	s += d->negative;
	n -= (size_t)d->negative;
	if (n > 64 || (used = take_digits(s, n, d)) == 0)
		return 0;
	if (used < n) {
		if ((s[used] != 'E' && s[used] != 'e') || used + 1 == n)
			return 0;
		i = used + 1;
		minus = s[i] == '-';
		i += s[i] == '-' || s[i] == '+';
		if (i == n || n - i > 4)
			return 0;
		for (; i < n; i++) {
			if (s[i] < '0' || s[i] > '9')
				return 0;
			e = e * 10 + (s[i] - '0');
		}
	}
	d->point += minus ? -e : e;
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
	if (d->n == 0)
		d->point = d->negative = 0;
	return 1;
}

/* To so many digits as a spreadsheet keeps. */
static void
round_decimal(struct decimal *d)
{
	int i, up;

	if (d->n <= DIGITS)
		return;
	up = d->digit[DIGITS] >= '5';
	d->n = DIGITS;
	for (i = DIGITS - 1; up && i >= 0; i--) {
		up = d->digit[i] == '9';
		d->digit[i] = (char)(up ? '0' : d->digit[i] + 1);
	}
	if (up) {
		d->digit[0] = '1';
		d->n = 1;
		d->point++;
	}
	while (d->n > 1 && d->digit[d->n - 1] == '0')
		d->n--;
}

static int
is_whole(const struct decimal *d)
{
	return d->n <= d->point;
}

static void
put_digits(struct buf *out, const struct decimal *d, int from, int to)
{
	for (; from < to; from++)
		buf_byte(out, from >= 0 && from < d->n ? d->digit[from] : '0');
}

static void
put_scientific(struct buf *out, struct decimal *d)
{
	round_decimal(d);
	put_digits(out, d, 0, 1);
	if (d->n > 1)
		buf_byte(out, '.');
	put_digits(out, d, 1, d->n);
	buf_fmt(out, "E%c%02d", d->point > 0 ? '+' : '-',
	    d->point > 0 ? d->point - 1 : 1 - d->point);
}

static void
put_decimal(struct buf *out, struct decimal *d, int zeros)
{
	if (d->negative)
		buf_byte(out, '-');
	if (!is_whole(d))
		round_decimal(d);
	if (is_whole(d) ? d->point > DIGITS : d->point < -DIGITS) {
		put_scientific(out, d);
		return;
	}
	if (is_whole(d)) {
		for (; zeros > d->point; zeros--)
			buf_byte(out, '0');
		put_digits(out, d, 0, d->point);
		if (d->point == 0 && zeros == 0)
			buf_byte(out, '0');
		return;
	}
	put_digits(out, d, 0, d->point);
	if (d->point <= 0)
		buf_byte(out, '0');
	buf_byte(out, '.');
	put_digits(out, d, d->point, d->n);
}

/* The whole part, where it can be a day; else 0. */
static uint64_t
day_number(const struct decimal *d)
{
	uint64_t v = 0;
	int	 i;

	if (d->negative || d->point < 1 || d->point > 7)
		return 0;
	for (i = 0; i < d->point; i++)
		v = v * 10 + (uint64_t)(i < d->n ? d->digit[i] - '0' : 0);
	return v;
}

int
serial_put(struct buf *out, uint64_t serial, int from_1904)
{
	/* Days from 1970 to the day 0 of either calendar. */
	int64_t		day = (int64_t)serial - (from_1904 ? 24107 : 25569);
	struct civil	c;

	if (serial == 0 || serial > DAY_MAX)
		return 0;
	/* 1900 counts as a leap year, as it did in Lotus 1-2-3. */
	if (!from_1904 && serial == 60) {
		buf_str(out, "29/02/1900");
		return 1;
	}
	if (!from_1904 && serial < 60)
		day++;
	c = civil_from_day(day);
	buf_fmt(out, "%02d/%02d/%04d", c.day, c.month, c.year);
	return 1;
}

void
digits_put(struct buf *out, const char *s, size_t n, struct style style,
    int from_1904)
{
	struct decimal d;

	if (!read_decimal(s, n, &d))
		buf_add(out, s, n);
	else if (!style.date || !serial_put(out, day_number(&d), from_1904))
		put_decimal(out, &d, style.zeros);
}

void
day_put(struct buf *out, const char *s, size_t n)
{
	char	day[11], shown[11];
	int64_t	d;

	if (n >= 10) {
		memcpy(day, s, 10);
		day[10] = '\0';
		if (date_parse(day, &d, NULL) == 0 &&
		    date_show(d, shown) == 0) {
			buf_str(out, shown);
			return;
		}
	}
	buf_add(out, s, n);
}

/* ---- formats ---- */

struct style
style_of_number(uint64_t id)
{
	/* Those of East Asia are days, too; 18 to 21 and 45 to 47 are times. */
	struct style s = { 0, 0 };

	s.date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
	return s;
}

/* What of a format is shown as it is, or says a colour or a language: the
 * number of bytes to pass over, 0 where it is a sign. */
static size_t
literal(const char *s)
{
	const char *end;

	if (*s == '"' || *s == '[') {
		end = strchr(s + 1, *s == '"' ? '"' : ']');
		return end != NULL ? (size_t)(end - s) + 1 : strlen(s);
	}
	if ((*s == '\\' || *s == '_' || *s == '*') && s[1] != '\0')
		return 2;
	return 0;
}

struct style
style_of_format(const char *code)
{
	struct style	s = { 0, 0 };
	size_t		zeros = strspn(code, "0"), skip;
	int		months = 0, clock = 0;
	const char	*p;

	if (zeros > 1 && code[zeros] == '\0') {
		s.zeros = (unsigned char)(zeros < 30 ? zeros : 30);
		return s;
	}
	for (p = code; *p != '\0' && *p != ';'; p += skip != 0 ? skip : 1) {
		if ((skip = literal(p)) != 0)
			continue;
		s.date |= strchr("dDyY", *p) != NULL;
		months |= *p == 'm' || *p == 'M';
		clock |= strchr("hHsS", *p) != NULL;
		/* In "General" no letter stands for a day. */
	}
	s.date |= months && !clock;
	return s;
}
