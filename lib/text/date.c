#include "text/date.h"

#include <stddef.h>

#include "base/handle.h"

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int
month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month == 2 &&
	    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/*
 * In both of these the year begins with March, so that the leap day is its
 * last, and eras of 400 years have 146,097 days each; 719,468 is the day
 * number of 1970-01-01 counted from 0000-03-01.
 */
int64_t
day_from_civil(struct civil c)
{
	int64_t	 year = c.month > 2 ? c.year : c.year - 1;
	int64_t	 era = floor_div(year, 400);
	int64_t	 of_era = year - era * 400;
	int64_t	 of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 +
	    c.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

struct civil
civil_from_day(int64_t day)
{
	struct civil c;
	int64_t	 era = floor_div(day + 719468, 146097);
	int64_t	 left = day + 719468 - era * 146097;
	int64_t	 of_era = (left - left / 1460 + left / 36524 -
	    left / 146096) / 365;
	int64_t	 month;

	left -= 365 * of_era + of_era / 4 - of_era / 100;
	month = (5 * left + 2) / 153;
	c.day = (int)(left - (153 * month + 2) / 5 + 1);
	c.month = (int)(month < 10 ? month + 3 : month - 9);
	c.year = (int)(of_era + era * 400 + (c.month <= 2));
	return c;
}

enum date_why
civil_check(struct civil c)
{
	if (c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > month_days(c.year, c.month))
		return DATE_NONE;
	if (c.year < DATE_YEAR_MIN || c.year > DATE_YEAR_MAX)
		return DATE_RANGE;
	return DATE_OK;
}

enum weekday
day_weekday(int64_t day)
{
	/* Day 0 was a Thursday. */
	int64_t since_monday = day + 3;

	return (enum weekday)(since_monday -
	    floor_div(since_monday, 7) * 7 + 1);
}

int64_t
day_of(int64_t moment)
{
	/* No overflow here: such a moment is out of range all the same. */
	if (moment > INT64_MAX - LOCAL_OFFSET)
		moment = INT64_MAX - LOCAL_OFFSET;
	return floor_div(moment + LOCAL_OFFSET, DAY_SECONDS);
}

int64_t
day_start(int64_t day)
{
	return day * DAY_SECONDS - LOCAL_OFFSET;
}

int
day_in_range(int64_t day)
{
	const struct civil first = { DATE_YEAR_MIN, 1, 1 };
	const struct civil last = { DATE_YEAR_MAX, 12, 31 };

	return day >= day_from_civil(first) && day <= day_from_civil(last);
}

/* Takes a number of least to most digits; returns how many, or 0. */
static int
take_number(const char **p, int least, int most, int *out)
{
	int	 n, v = 0;

	for (n = 0; n < most && (*p)[n] >= '0' && (*p)[n] <= '9'; n++)
		v = v * 10 + ((*p)[n] - '0');
	if (n < least)
		return 0;
	*p += n;
	*out = v;
	return n;
}

static int
take_char(const char **p, char c)
{
	if (**p != c)
		return 0;
	(*p)++;
	return 1;
}

/* Takes what is written as a date; *iso tells whether the year came first. */
static int
take_date(const char **p, struct civil *c, int *iso)
{
	char	 sep;
	int	 first, n;

	*iso = 0;
	if ((n = take_number(p, 1, 4, &first)) == 0)
		return 0;
	*iso = n == 4;
	if (*iso) {
		c->year = first;
		return take_char(p, '-') &&
		    take_number(p, 2, 2, &c->month) &&
		    take_char(p, '-') && take_number(p, 2, 2, &c->day);
	}
	sep = **p;
	c->day = first;
	return n <= 2 && (sep == '/' || sep == '-') &&
	    take_char(p, sep) && take_number(p, 1, 2, &c->month) &&
	    take_char(p, sep) && take_number(p, 4, 4, &c->year);
}

/* Takes hh:mm[:ss[.fraction]]; a person may write 7:30. */
static enum date_why
take_time(const char **p, int64_t *seconds)
{
	int	 hour, minute, second = 0;

	if (!take_number(p, 1, 2, &hour) || !take_char(p, ':') ||
	    !take_number(p, 2, 2, &minute))
		return DATE_SHAPE;
	if (take_char(p, ':')) {
		if (!take_number(p, 2, 2, &second))
			return DATE_SHAPE;
		if (take_char(p, '.')) {
			if (**p < '0' || **p > '9')
				return DATE_SHAPE;
			while (**p >= '0' && **p <= '9')
				(*p)++;
		}
	}
	if (hour > 23 || minute > 59 || second > 59)
		return DATE_NONE;
	*seconds = hour * 3600 + minute * 60 + second;
	return DATE_OK;
}

/* Takes an offset from UTC, if one stands there. */
static enum date_why
take_offset(const char **p, int64_t *offset)
{
	int	 hour, minute, west = **p == '-';

	if (take_char(p, 'Z') || take_char(p, 'z')) {
		*offset = 0;
		return DATE_OK;
	}
	if (!take_char(p, west ? '-' : '+'))
		return DATE_OK;
	if (!take_number(p, 2, 2, &hour) || !take_char(p, ':') ||
	    !take_number(p, 2, 2, &minute))
		return DATE_SHAPE;
	if (hour > 23 || minute > 59)
		return DATE_NONE;
	*offset = (west ? -1 : 1) * (hour * 3600 + minute * 60);
	return DATE_OK;
}

static int
give(enum date_why *out, enum date_why why)
{
	if (out != NULL)
		*out = why;
	return why == DATE_OK ? 0 : -1;
}

int
date_parse(const char *s, int64_t *day, enum date_why *why)
{
	struct civil	 c;
	enum date_why	 bad;
	int		 iso;

	*day = 0;
	if (!take_date(&s, &c, &iso) || *s != '\0')
		return give(why, DATE_SHAPE);
	if ((bad = civil_check(c)) != DATE_OK)
		return give(why, bad);
	*day = day_from_civil(c);
	return give(why, DATE_OK);
}

int
moment_parse(const char *s, int64_t *moment, int *has_time,
    enum date_why *why)
{
	struct civil	 c;
	enum date_why	 bad, bad_time = DATE_OK;
	int64_t		 seconds = 0, offset = LOCAL_OFFSET, t;
	int		 iso, timed = 0;

	*moment = 0;
	*has_time = 0;
	if (!take_date(&s, &c, &iso))
		return give(why, DATE_SHAPE);
	if (take_char(&s, ' ') || take_char(&s, 'T') || take_char(&s, 't')) {
		timed = 1;
		bad_time = take_time(&s, &seconds);
		if (bad_time == DATE_OK && iso)
			bad_time = take_offset(&s, &offset);
	}
	if (bad_time == DATE_OK && *s != '\0')
		bad_time = DATE_SHAPE;
	if (bad_time != DATE_OK)
		return give(why, bad_time);
	if ((bad = civil_check(c)) != DATE_OK)
		return give(why, bad);
	t = day_from_civil(c) * DAY_SECONDS + seconds - offset;
	if (!day_in_range(day_of(t)))
		return give(why, DATE_RANGE);
	*moment = t;
	*has_time = timed;
	return give(why, DATE_OK);
}

/* Writes v in so many digits, then the character; returns what is behind. */
static char *
digits(char *p, int v, int count, char then)
{
	int i;

	for (i = count - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	p[count] = then;
	return p + count + 1;
}

void
civil_format(struct civil c, char out[11])
{
	(void)digits(digits(digits(out, c.year, 4, '-'), c.month, 2, '-'),
	    c.day, 2, '\0');
}

int
date_format(int64_t day, char out[11])
{
	out[0] = '\0';
	if (!day_in_range(day))
		return -1;
	civil_format(civil_from_day(day), out);
	return 0;
}

int
date_show(int64_t day, char out[11])
{
	struct civil c;

	out[0] = '\0';
	if (!day_in_range(day))
		return -1;
	c = civil_from_day(day);
	(void)digits(digits(digits(out, c.day, 2, '/'), c.month, 2, '/'),
	    c.year, 4, '\0');
	return 0;
}

int
moment_format(int64_t moment, char out[26])
{
	int64_t	 day = day_of(moment);
	int	 s;
	char	*p;

	if (date_format(day, out) == -1)
		return -1;
	s = (int)(moment - day_start(day));
	out[10] = 'T';
	p = digits(out + 11, s / 3600, 2, ':');
	p = digits(p, s / 60 % 60, 2, ':');
	p = digits(p, s % 60, 2, '+');
	(void)digits(digits(p, 7, 2, ':'), 0, 2, '\0');
	return 0;
}

int
moment_show(int64_t moment, char out[17])
{
	int64_t	 day = day_of(moment);
	int	 s;

	if (date_show(day, out) == -1)
		return -1;
	s = (int)(moment - day_start(day));
	out[10] = ' ';
	(void)digits(digits(out + 11, s / 3600, 2, ':'), s / 60 % 60, 2,
	    '\0');
	return 0;
}

EXPORT int
ctxh_date_format(int64_t day, char out[11])
{
	return date_format(day, out) == 0 ? CTXH_OK : CTXH_EUSAGE;
}

EXPORT int
ctxh_time_format(int64_t moment, char out[26])
{
	return moment_format(moment, out) == 0 ? CTXH_OK : CTXH_EUSAGE;
}

int
text_moment(const char *s, int64_t *out)
{
	int has_time;

	return s != NULL ? moment_parse(s, out, &has_time, NULL) : -1;
}

int
text_day(const char *s, int64_t *out)
{
	int64_t at;

	if (s == NULL)
		return -1;
	if (date_parse(s, out, NULL) == 0)
		return 0;
	if (text_moment(s, &at) != 0)
		return -1;
	*out = day_of(at);
	return 0;
}
