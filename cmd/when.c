/*
 * Dates and moments by arithmetic on the civil calendar; offset +07:00.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cmd.h"
#include "when.h"

#define DAY	86400
#define OFFSET	(7 * 3600)

struct civil { int y, m, d, hour, min, sec; };

/* Days since 1970-01-01; years are counted from March, so that the leap day
 * is a year's last. */
static int64_t
days_of(int y, int m, int d)
{
	int64_t year = m <= 2 ? y - 1 : y;
	int64_t era = year / 400, yoe = year - era * 400;
	int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void
civil_of(int64_t t, struct civil *c)
{
	int64_t days, rest, era, doe, yoe, doy, mp;

	t += OFFSET;
	days = t / DAY;
	rest = t % DAY;
	if (rest < 0) {
		rest += DAY;
		days--;
	}
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->d = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->m = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->y = (int)(yoe + era * 400 + (c->m <= 2));
	c->hour = (int)(rest / 3600);
	c->min = (int)(rest / 60 % 60);
	c->sec = (int)(rest % 60);
}

/* Reads least to most digits. */
static int
number(const char **s, int least, int most, int *out)
{
	int n = 0, value = 0;

	while (n < most && (*s)[n] >= '0' && (*s)[n] <= '9')
		value = value * 10 + ((*s)[n++] - '0');
	*s += n;
	*out = value;
	return n >= least;
}

static int
literal(const char **s, char c)
{
	if (**s != c)
		return 0;
	++*s;
	return 1;
}

static int
parse_date(const char **s, struct civil *c)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	const char *p = *s;
	int leap;

	if (number(&p, 4, 4, &c->y) && literal(&p, '-')) {
		if (!number(&p, 1, 2, &c->m) || !literal(&p, '-') ||
		    !number(&p, 1, 2, &c->d))
			return 0;
	} else {
		char sep;

		p = *s;
		if (!number(&p, 1, 2, &c->d))
			return 0;
		sep = *p;
		if ((sep != '/' && sep != '-') || !literal(&p, sep) ||
		    !number(&p, 1, 2, &c->m) || !literal(&p, sep) ||
		    !number(&p, 4, 4, &c->y))
			return 0;
	}
	*s = p;
	leap = (c->y % 4 == 0 && c->y % 100 != 0) || c->y % 400 == 0;
	return c->y >= 1900 && c->m >= 1 && c->m <= 12 && c->d >= 1 &&
	    c->d <= length[c->m - 1] + (c->m == 2 && leap);
}

static int
parse_clock(const char **s, struct civil *c)
{
	int fraction;

	if (!number(s, 1, 2, &c->hour) || !literal(s, ':') ||
	    !number(s, 2, 2, &c->min))
		return 0;
	if (literal(s, ':') && !number(s, 2, 2, &c->sec))
		return 0;
	if (literal(s, '.') && !number(s, 1, 9, &fraction))
		return 0;
	return c->hour < 24 && c->min < 60 && c->sec < 60;
}

/* "Z" or "+hh:mm" behind a moment; none is Vietnam's. */
static int
parse_offset(const char **s, int *seconds)
{
	int sign, hour, min;

	if (literal(s, 'Z')) {
		*seconds = 0;
		return 1;
	}
	if (**s != '+' && **s != '-')
		return 1;
	sign = *(*s)++ == '-' ? -1 : 1;
	if (!number(s, 2, 2, &hour) || !literal(s, ':') ||
	    !number(s, 2, 2, &min) || hour > 23 || min > 59)
		return 0;
	*seconds = sign * (hour * 3600 + min * 60);
	return 1;
}

int
when_parse(const char *s, int64_t *out, int *has_time)
{
	struct civil c = { 0 };
	int offset = OFFSET, timed = 0;

	if (!parse_date(&s, &c))
		return 0;
	if (*s == 'T' || *s == ' ') {
		s++;
		timed = 1;
		if (!parse_clock(&s, &c) || !parse_offset(&s, &offset))
			return 0;
	}
	if (*s != '\0')
		return 0;
	*out = days_of(c.y, c.m, c.d) * DAY + c.hour * 3600 + c.min * 60 +
	    c.sec - offset;
	if (has_time != NULL)
		*has_time = timed;
	return 1;
}

int
when_option(struct app *app, const char *option, const char *text,
    int64_t *out)
{
	int rc = ctxh_time_parse(app->h, text, out, NULL);

	return rc == CTXH_OK ? rc : app_fail(app, rc, "--%s: %s", option,
	    ctxh_message(app->h));
}

int
when_span(const char *s, int64_t *seconds)
{
	int n;

	if (!number(&s, 1, 5, &n) || s[0] == '\0' || s[1] != '\0')
		return 0;
	switch (s[0]) {
	case 'w':
		*seconds = (int64_t)n * 7 * DAY;
		return 1;
	case 'd':
		*seconds = (int64_t)n * DAY;
		return 1;
	case 'h':
		*seconds = (int64_t)n * 3600;
		return 1;
	case 'm':
		*seconds = (int64_t)n * 60;
		return 1;
	default:
		return 0;
	}
}

const char *
when_show(int64_t t, char *buf, size_t size)
{
	struct civil c;

	civil_of(t, &c);
	snprintf(buf, size, "%02d/%02d/%04d %02d:%02d", c.d, c.m, c.y, c.hour,
	    c.min);
	return buf;
}

const char *
when_show_date(int64_t t, char *buf, size_t size)
{
	struct civil c;

	civil_of(t, &c);
	snprintf(buf, size, "%02d/%02d/%04d", c.d, c.m, c.y);
	return buf;
}

const char *
when_rfc3339(int64_t t, char *buf, size_t size)
{
	struct civil c;

	civil_of(t, &c);
	snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d:%02d+07:00", c.y, c.m,
	    c.d, c.hour, c.min, c.sec);
	return buf;
}

int64_t
when_now(void)
{
	return (int64_t)time(NULL);
}

int
when_school_year(int64_t t)
{
	struct civil c;

	civil_of(t, &c);
	return c.m > 9 || (c.m == 9 && c.d >= 5) ? c.y : c.y - 1;
}
