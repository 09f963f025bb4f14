#include "clock/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/date.h"

#define YEARS	(DATE_YEAR_MAX - DATE_YEAR_MIN + 1)


static int
is_weekday(int64_t day)
{
	return day_weekday(day) <= FRIDAY;
}

/* How many rows stand on days before this one or, with it, on it. */
static size_t
rows_until(const struct calendar *cal, int64_t day)
{
	size_t low = 0, high = cal->count, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (cal->days[mid].day <= day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct special_day *
calendar_find(const struct calendar *cal, int64_t day)
{
	size_t n = rows_until(cal, day);

	if (n == 0 || cal->days[n - 1].day != day)
		return NULL;
	return &cal->days[n - 1];
}

int
calendar_is_working(const struct calendar *cal, int64_t day)
{
	const struct special_day *s = calendar_find(cal, day);

	return s != NULL ? s->kind == DAY_WORK : is_weekday(day);
}

/* Working days from a fixed Monday up to and with this day. */
static int64_t
worked_until(const struct calendar *cal, int64_t day)
{
	const struct civil first = { DATE_YEAR_MIN, 1, 1 };	/* a Monday */
	int64_t	 since = day - day_from_civil(first);
	int64_t	 week = since / 7, rest = since % 7;
	size_t	 n = rows_until(cal, day);

	return week * 5 + (rest < 4 ? rest + 1 : 5) +
	    (n > 0 ? cal->days[n - 1].shift : 0);
}

int64_t
calendar_nth(const struct calendar *cal, int64_t day, int64_t n)
{
	int64_t	 want = worked_until(cal, day) + n;
	int64_t	 low = day + 1, mid;
	int64_t	 high = day + 7 * ((n + cal->days_off) / 5 + 2);

	while (low < high) {
		mid = low + (high - low) / 2;
		if (worked_until(cal, mid) < want)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

enum year_known
calendar_year(const struct calendar *cal, int year)
{
	if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX)
		return YEAR_UNKNOWN;
	return (enum year_known)cal->years[year - DATE_YEAR_MIN];
}

int
calendar_estimated(const struct calendar *cal, int64_t first, int64_t last)
{
	int year = civil_from_day(first).year;
	int end = civil_from_day(last).year;

	for (; year <= end; year++)
		if (calendar_year(cal, year) != YEAR_KNOWN)
			return 1;
	return 0;
}

int64_t
calendar_close(const struct calendar *cal, int64_t day)
{
	return day_start(day) + cal->spans[cal->span_count - 1].close;
}

int64_t
calendar_next_close(const struct calendar *cal, int64_t moment)
{
	return calendar_close(cal, calendar_nth(cal, day_of(moment), 1));
}

void
calendar_hours(const struct calendar *cal, char out[CALENDAR_HOURS_SIZE])
{
	const struct office_span *s;
	size_t	 i, n;

	out[0] = '\0';
	for (i = 0; i < cal->span_count; i++) {
		s = &cal->spans[i];
		n = strlen(out);
		(void)snprintf(out + n, CALENDAR_HOURS_SIZE - n,
		    "%s%02d:%02d-%02d:%02d", i > 0 ? "," : "",
		    (int)(s->open / 3600 % 24), (int)(s->open / 60 % 60),
		    (int)(s->close / 3600 % 24), (int)(s->close / 60 % 60));
	}
}

/*
 * The canonical text has the hours and the rows by day, parted by tabs, which
 * no field holds.
 */
static int
digest(ctxh *h, struct calendar *cal)
{
	struct buf	 b = { 0 };
	char		 date[11], hours[CALENDAR_HOURS_SIZE];
	size_t		 i;

	calendar_hours(cal, hours);
	for (i = 0; hours[i] != '\0'; i++)
		if (hours[i] == ',')
			hours[i] = '\t';
	buf_fmt(&b, "ctxh calendar 1\nhours\t%s\n", hours);
	for (i = 0; i < cal->count; i++) {
		(void)date_format(cal->days[i].day, date);
		buf_fmt(&b, "%s\t%s\t%s\t%s\n", date,
		    day_kind_name(cal->days[i].kind), cal->days[i].name,
		    cal->days[i].basis);
	}
	if (buf_failed(&b)) {
		buf_free(&b);
		return fail_nomem(h);
	}
	(void)crypto_generichash(cal->digest, sizeof(cal->digest),
	    (const unsigned char *)b.data, b.len, NULL, 0);
	buf_free(&b);
	return CTXH_OK;
}

/*
 * Takes hh:mm; -1 where it is not that.  24:00 is not: a closing lies on the
 * day that it closes.
 */
static int64_t
take_clock(const char **p)
{
	const char *s = *p;
	size_t	 i;
	int	 minutes;

	for (i = 0; i < 5; i++)
		if (i == 2 ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return -1;
	if (s[3] > '5')
		return -1;
	*p += 5;
	minutes = ((s[0] - '0') * 10 + s[1] - '0') * 60 +
	    (s[3] - '0') * 10 + s[4] - '0';
	return minutes < 24 * 60 ? minutes * 60 : -1;
}

int
calendar_set_hours(ctxh *h, struct calendar *cal, const char *text)
{
	struct office_span spans[CALENDAR_SPANS], old[CALENDAR_SPANS];
	const char	*p = text;
	int64_t		 end = -1, worked = 0, old_worked = cal->worked;
	size_t		 n = 0, old_count = cal->span_count;

	for (;;) {
		spans[n].open = take_clock(&p);
		if (spans[n].open <= end || *p++ != '-')
			goto bad;
		end = spans[n].close = take_clock(&p);
		if (end <= spans[n].open)
			goto bad;
		worked += end - spans[n++].open;
		if (*p == '\0')
			break;
		if (*p++ != ',' || n == CALENDAR_SPANS)
			goto bad;
	}
	memcpy(old, cal->spans, sizeof(old));
	memcpy(cal->spans, spans, n * sizeof(spans[0]));
	cal->span_count = n;
	cal->worked = worked;
	if (digest(h, cal) == CTXH_OK)
		return CTXH_OK;
	memcpy(cal->spans, old, sizeof(old));
	cal->span_count = old_count;
	cal->worked = old_worked;
	return h->status;
bad:
	return fail(h, CTXH_EUSAGE,
	    T(h, "not office hours: \"%s\"; write them as in %s"), text,
	    CALENDAR_HOURS);
}

static const char *const kinds[] = {
	[DAY_WORK] = "work", [DAY_OFF] = "off", [DAY_NONE] = "none"
};

const char *
day_kind_name(enum day_kind kind)
{
	return kinds[kind];
}

int
day_kind_of(const char *name)
{
	int i;

	for (i = DAY_WORK; i <= DAY_NONE; i++)
		if (strcmp(kinds[i], name) == 0)
			return i;
	return -1;
}

int
day_is_estimate(const struct special_day *s)
{
	return strncmp(s->basis, "estimate", strlen("estimate")) == 0;
}

int
days_by_line(const void *a, const void *b)
{
	const struct special_day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static void
day_free(struct special_day *s)
{
	free(s->basis);
	free(s->name);
}

/* Of each day the row that came last stays, and none that says none. */
static void
keep_last(struct calendar *cal)
{
	struct special_day	*s;
	size_t			 i, kept = 0;

	for (i = 0; i < cal->count; i++) {
		s = &cal->days[i];
		if ((i + 1 < cal->count && s[1].day == s->day) ||
		    s->kind == DAY_NONE)
			day_free(s);
		else
			cal->days[kept++] = *s;
	}
	cal->count = kept;
}

static void
mark_year(struct calendar *cal, const struct special_day *s)
{
	unsigned char *year;

	if (s->local)
		return;
	year = &cal->years[civil_from_day(s->day).year - DATE_YEAR_MIN];
	if (day_is_estimate(s))
		*year = YEAR_ESTIMATE;
	else if (*year == YEAR_UNKNOWN)
		*year = YEAR_KNOWN;
}

int
calendar_settle(ctxh *h, struct calendar *cal)
{
	struct special_day	*s;
	int64_t			 shift = 0;

	if (cal->count > 1)
		qsort(cal->days, cal->count, sizeof(cal->days[0]),
		    days_by_line);
	keep_last(cal);
	memset(cal->years, YEAR_UNKNOWN, YEARS);
	cal->days_off = 0;
	EACH(s, cal->days, cal->count) {
		if (s->kind == DAY_OFF && is_weekday(s->day)) {
			cal->days_off++;
			shift--;
		} else if (s->kind == DAY_WORK && !is_weekday(s->day))
			shift++;
		s->shift = shift;
		mark_year(cal, s);
	}
	return digest(h, cal);
}

int
calendar_set(ctxh *h, struct calendar *cal, const struct day_row *row)
{
	struct special_day	*s;
	void			*days = cal->days;

	if (mem_grow(&days, &cal->cap, cal->count + 1, sizeof(*s)) != 0)
		return fail_nomem(h);
	cal->days = days;
	s = &cal->days[cal->count];
	*s = (struct special_day){ .day = row->day, .kind = row->kind,
	    .line = ++cal->lines, .own = 1, .local = row->local,
	    .name = strdup(row->name != NULL ? row->name : ""),
	    .basis = strdup(row->basis != NULL ? row->basis : "") };
	if (s->name == NULL || s->basis == NULL) {
		day_free(s);
		return fail_nomem(h);
	}
	cal->count++;
	return CTXH_OK;
}

int
calendar_new(ctxh *h, struct calendar **out)
{
	struct calendar	*cal = calloc(1, sizeof(*cal));
	int		 rc;

	*out = NULL;
	if (cal == NULL || (cal->years = calloc(YEARS, 1)) == NULL)
		rc = fail_nomem(h);
	else
		rc = calendar_set_hours(h, cal, CALENDAR_HOURS);
	if (rc != CTXH_OK)
		calendar_free(cal);
	else
		*out = cal;
	return rc;
}

void
calendar_free(struct calendar *cal)
{
	struct special_day *s;

	if (cal == NULL)
		return;
	EACH(s, cal->days, cal->count)
		day_free(s);
	free(cal->days);
	free(cal->years);
	free(cal);
}
