#include "clock/deadline.h"

#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "text/date.h"

/* The longest limit that is counted: a hundred years. */
#define DAYS_MAX	36525
#define HOURS_MAX	(DAYS_MAX * 24)

#define NOT_A_DAY	INT64_MIN

/* Seconds of office hours on a working day from this second of it on. */
static int64_t
worked_after(const struct calendar *cal, int64_t second)
{
	const struct office_span *s;
	int64_t	 sum = 0;
	size_t	 i;

	for (i = 0; i < cal->span_count; i++) {
		s = &cal->spans[i];
		if (second <= s->open)
			sum += s->close - s->open;
		else if (second < s->close)
			sum += s->close - second;
	}
	return sum;
}

/* The second of the day at which so many worked seconds, from 1, are over. */
static int64_t
second_after(const struct calendar *cal, int64_t worked)
{
	const struct office_span *s = cal->spans;

	while (worked > s->close - s->open) {
		worked -= s->close - s->open;
		s++;
	}
	return s->open + worked;
}

/* Sets *first to the first day that had a say in the answer. */
static int64_t
after_working_time(const struct calendar *cal, int64_t start, int64_t seconds,
    int64_t *first)
{
	int64_t	 day = day_of(start), left, days;

	left = worked_after(cal, start - day_start(day));
	*first = left > 0 ? day : day + 1;
	if (calendar_is_working(cal, day) && seconds <= left)
		return day_start(day) +
		    second_after(cal, cal->worked - left + seconds);
	if (calendar_is_working(cal, day))
		seconds -= left;
	days = (seconds - 1) / cal->worked;	/* full ones before the last */
	return day_start(calendar_nth(cal, day, days + 1)) +
	    second_after(cal, seconds - days * cal->worked);
}

static int
in_range(int64_t moment)
{
	return day_in_range(day_of(moment));
}

int
deadline_due(const struct calendar *cal, int64_t start, enum unit unit,
    int64_t n, int64_t *due, int *estimated)
{
	int64_t	 day = day_of(start), first = 0, t;
	int	 counts_days = unit == WORKING_DAYS || unit == WORKING_HOURS;

	*due = 0;
	if (estimated != NULL)
		*estimated = 0;
	if (!in_range(start))
		return -1;
	if (unit == UNTIL_DATE ? !day_in_range(n) : n < counts_days ||
	    n > (unit == WORKING_DAYS ? DAYS_MAX : HOURS_MAX))
		return -1;
	switch (unit) {
	case WORKING_DAYS:
		first = day + 1;
		t = calendar_close(cal, calendar_nth(cal, day, n));
		break;
	case WORKING_HOURS:
		t = after_working_time(cal, start, n * 3600, &first);
		break;
	case CLOCK_HOURS:
		t = start + n * 3600;
		break;
	default:
		t = calendar_close(cal, n);
	}
	if (!in_range(t))
		return -1;
	*due = t;
	if (estimated != NULL && counts_days)
		*estimated = calendar_estimated(cal, first, day_of(t));
	return 0;
}

/* An explanation under way. */
struct account {
	ctxh			*h;
	const struct calendar	*cal;
	ctxh_value		*list;
	int64_t			 start;
	int64_t			 due;
	int64_t			 counted;	/* seconds so far */
	int64_t			 days;		/* working days so far */
	int			 failed;
};

static ctxh_value *
stretch(struct account *a, int64_t from, int64_t to)
{
	ctxh_value	*v = ctxh_value_object();
	char		 text[26];

	(void)moment_format(from, text);
	a->failed |= put_text(v, "from", text);
	(void)moment_format(to, text);
	a->failed |= put_text(v, "to", text);
	return v;
}

/* A make-up day that counts says which it is. */
static void
name_day(struct account *a, ctxh_value *v, int64_t day)
{
	const struct special_day *s = calendar_find(a->cal, day);

	if (s == NULL)
		return;
	a->failed |= put_text(v, "name", s->name);
	a->failed |= put_text(v, "basis", s->basis);
}

/* Office hours of a working day, or clock hours. */
static void
add_time(struct account *a, int64_t from, int64_t to, int64_t worked)
{
	ctxh_value	*v = stretch(a, from, to);
	int64_t		 before = a->counted / 60;

	a->counted += to - from;
	a->failed |= put_int(v, "counted_minutes", a->counted / 60 - before);
	if (worked != NOT_A_DAY)
		name_day(a, v, worked);
	a->failed |= push(a->list, v);
}

static void
add_day(struct account *a, int64_t day)
{
	ctxh_value *v;

	v = stretch(a, day_start(day) + a->cal->spans[0].open,
	    calendar_close(a->cal, day));
	a->failed |= put_int(v, "day", ++a->days);
	name_day(a, v, day);
	a->failed |= push(a->list, v);
}

static void
add_skipped(struct account *a, int64_t day, const char *name,
    const char *basis)
{
	ctxh_value	*v = ctxh_value_object();
	char		 text[11];

	(void)date_format(day, text);
	a->failed |= put_text(v, "skipped", text);
	a->failed |= put_text(v, "name", name);
	a->failed |= put_text(v, "basis", basis);
	a->failed |= push(a->list, v);
}

/* A day that is not worked: of the calendar, or the end of the week. */
static void
add_rest(struct account *a, int64_t day)
{
	const struct special_day *s = calendar_find(a->cal, day);

	if (s != NULL)
		add_skipped(a, day, s->name, s->basis);
	else
		add_skipped(a, day, day_weekday(day) == SATURDAY ?
		    T(a->h, "Saturday") : T(a->h, "Sunday"),
		    T(a->h, "weekly rest (Labour Code 2019, Article 111)"));
}

static void
add_office_hours(struct account *a, int64_t day)
{
	int64_t	 from, to;
	size_t	 i;

	for (i = 0; i < a->cal->span_count; i++) {
		from = day_start(day) + a->cal->spans[i].open;
		to = day_start(day) + a->cal->spans[i].close;
		if (from < a->start)
			from = a->start;
		if (to > a->due)
			to = a->due;
		if (from < to)
			add_time(a, from, to, day);
	}
}

static void
account_for(struct account *a, enum unit unit)
{
	int64_t day = day_of(a->start), last = day_of(a->due);

	if (unit == UNTIL_DATE)
		a->failed |= push(a->list, stretch(a, a->start, a->due));
	if (unit == CLOCK_HOURS)
		add_time(a, a->start, a->due, NOT_A_DAY);
	if (unit == UNTIL_DATE || unit == CLOCK_HOURS)
		return;
	if (unit == WORKING_DAYS)
		add_skipped(a, day++, T(a->h, "day of receipt"),
		    T(a->h, "Civil Code 2015, Article 147"));
	for (; day <= last && !a->failed; day++)
		if (!calendar_is_working(a->cal, day))
			add_rest(a, day);
		else if (unit == WORKING_DAYS)
			add_day(a, day);
		else
			add_office_hours(a, day);
}

int
deadline_explain(ctxh *h, const struct calendar *cal, int64_t start,
    enum unit unit, int64_t n, ctxh_value **out)
{
	struct account a = { .h = h, .cal = cal, .start = start };

	*out = NULL;
	if (deadline_due(cal, start, unit, n, &a.due, NULL) != 0)
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "length of time out of range"));
	if ((a.list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	account_for(&a, unit);
	if (a.failed) {
		ctxh_value_free(a.list);
		return fail_nomem(h);
	}
	*out = a.list;
	return CTXH_OK;
}

EXPORT int
ctxh_calendar_open(ctxh *h, const char *csv, size_t len, const char *hours,
    struct calendar **out)
{
	int ret;

	ret = calendar_parse(h, csv, len, out);
	if (ret == CTXH_OK && hours != NULL &&
	    (ret = calendar_set_hours(h, *out, hours)) != CTXH_OK) {
		calendar_free(*out);
		*out = NULL;
	}
	return ret;
}

EXPORT void
ctxh_calendar_free(struct calendar *cal)
{
	calendar_free(cal);
}

EXPORT void
ctxh_calendar_digest(const struct calendar *cal, unsigned char out[32])
{
	memcpy(out, cal->digest, CALENDAR_DIGEST);
}

EXPORT int
ctxh_calendar_due(ctxh *h, const struct calendar *cal, int64_t start,
    int unit, int64_t n, int64_t *due, int *estimated)
{
	*due = 0;
	if (estimated != NULL)
		*estimated = 0;
	if (unit < WORKING_DAYS || unit > UNTIL_DATE ||
	    deadline_due(cal, start, (enum unit)unit, n, due, estimated) != 0)
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "length of time out of range"));
	return CTXH_OK;
}

EXPORT int
ctxh_calendar_explain(ctxh *h, const struct calendar *cal, int64_t start,
    int unit, int64_t n, ctxh_value **out)
{
	*out = NULL;
	if (unit < WORKING_DAYS || unit > UNTIL_DATE)
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "length of time out of range"));
	return deadline_explain(h, cal, start, (enum unit)unit, n, out);
}
