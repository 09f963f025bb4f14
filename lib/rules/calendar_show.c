/* ctxh_calendar_days(), ctxh_calendar_check(): the days that a school goes by,
 * and what is to be said of a file of days. */
#include "rules/calendar_import.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "rules/book.h"
#include "rules/holidays.h"
#include "text/date.h"

ctxh_value *
calendar_day_value(const struct special_day *s)
{
	ctxh_value *o;

	if (s == NULL || s->kind == DAY_NONE)
		return ctxh_value_null();
	o = ctxh_value_object();
	if (o != NULL && !(put_text(o, "kind", day_kind_name(s->kind)) |
	    put_text(o, "name", s->name) | put_text(o, "basis", s->basis)))
		return o;
	ctxh_value_free(o);
	return NULL;
}

/* ---- the days ---- */

static int
put_years(ctxh_value *out, const struct calendar *cal, int first, int last)
{
	static const char *const names[] = {
		[YEAR_UNKNOWN] = "unknown", [YEAR_KNOWN] = "known",
		[YEAR_ESTIMATE] = "estimate"
	};
	ctxh_value	*list = ctxh_value_list(), *o;
	int		 bad = 0;

	for (; first <= last; first++) {
		o = ctxh_value_object();
		bad |= put_int(o, "year", first) | put_text(o, "status",
		    names[calendar_year(cal, first)]) | push(list, o);
	}
	return put(out, "years", list) | bad;
}

static int
put_days(ctxh_value *out, const struct calendar *cal, int64_t from, int64_t to)
{
	const struct special_day	*s;
	ctxh_value			*list = ctxh_value_list(), *o;
	char				 date[11];
	int				 bad = 0;

	EACH(s, cal->days, cal->count) {
		if (s->day < from || s->day > to)
			continue;
		o = ctxh_value_object();
		(void)date_format(s->day, date);
		bad |= put_text(o, "date", date) |
		    put_text(o, "kind", day_kind_name(s->kind)) |
		    put_text(o, "name", s->name) |
		    put_text(o, "basis", s->basis) |
		    put_text(o, "origin", s->own ? "store" : "built-in") |
		    put_bool(o, "local", s->local) | push(list, o);
	}
	return put(out, "days", list) | bad;
}

static int
put_hours(ctxh *h, ctxh_value *out, const struct calendar *cal)
{
	char hours[CALENDAR_HOURS_SIZE];

	calendar_hours(cal, hours);
	return put_text(out, "office_hours", hours) | put_text(out,
	    "office_hours_origin", get_text(rulebook_settings(h),
	    SETTING_HOURS) != NULL ? "store" : "built-in");
}

EXPORT int
ctxh_calendar_days(ctxh *h, int64_t from, int64_t to, ctxh_value **out)
{
	const struct calendar	*cal;
	ctxh_value		*o;
	char			 first[11], last[11];

	*out = NULL;
	if (from > to || date_format(from, first) != 0 ||
	    date_format(to, last) != 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "no such span of days"));
	if (rulebook_refresh(h) != CTXH_OK || (cal = holidays(h)) == NULL)
		return h->status;
	o = ctxh_value_object();
	if (o == NULL || put_int(o, "format", 1) |
	    put_text(o, "from", first) | put_text(o, "to", last) |
	    put_bool(o, "own", rulebook_get(h)->own) |
	    put_hours(h, o, cal) | put_years(o, cal,
	    civil_from_day(from).year, civil_from_day(to).year) |
	    put_days(o, cal, from, to)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	*out = o;
	return CTXH_OK;
}

/* ---- what is to be said of a file ---- */

/* The rows of one year. */
struct year_rows {
	int	 year;
	int64_t	 kinds[DAY_NONE + 1];
	int64_t	 rested;		/* working days that are off */
	int	 estimate;
};

static int
warn(ctxh_value *list, int64_t line, const char *message)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || (line > 0 ? put_int(o, "line", line) : 0) |
	    put_text(o, "message", message)) {
		ctxh_value_free(o);
		return -1;
	}
	return push(list, o);
}

static int
warn_day(ctxh_value *list, const struct special_day *s, const char *what)
{
	struct buf	b = { 0 };
	char		date[11];
	int		bad;

	(void)date_show(s->day, date);
	buf_fmt(&b, "%s: \"%s\"", what, date);
	bad = buf_failed(&b) || warn(list, s->line, b.data) != 0;
	buf_free(&b);
	return bad ? -1 : 0;
}

static int
check_day(ctxh *h, const struct special_day *s, ctxh_value *warnings)
{
	int weekday = day_weekday(s->day) <= FRIDAY;

	if (s->kind == DAY_WORK && weekday)
		return warn_day(warnings, s, T(h, "a make-up day on a day "
		    "that is worked anyway"));
	if (s->kind == DAY_OFF && !weekday)
		return warn_day(warnings, s, T(h, "a day off on a Saturday "
		    "or Sunday takes no working day"));
	return 0;
}

static int
end_year(ctxh *h, const struct year_rows *y, int local, ctxh_value *years,
    ctxh_value *warnings)
{
	ctxh_value	*o = ctxh_value_object();
	struct buf	 b = { 0 };
	int		 bad;

	bad = put_int(o, "year", y->year) |
	    put_int(o, "off", y->kinds[DAY_OFF]) |
	    put_int(o, "work", y->kinds[DAY_WORK]) |
	    put_int(o, "none", y->kinds[DAY_NONE]) |
	    put_bool(o, "estimate", y->estimate) | push(years, o);
	if (!local && y->kinds[DAY_OFF] > 0 && y->rested < YEAR_DAYS_FEW) {
		buf_fmt(&b, T(h, "%d has only %lld working days off; a list of "
		    "the whole year has more, days of the school's own are "
		    "added with --local"), y->year, (long long)y->rested);
		bad |= buf_failed(&b) || warn(warnings, 0, b.data) != 0;
	}
	buf_free(&b);
	return bad ? -1 : 0;
}

/* The rows are in the order of days. */
static int
walk_years(ctxh *h, const struct calendar *cal, int local, ctxh_value *years,
    ctxh_value *warnings)
{
	const struct special_day	*s;
	struct year_rows		 y = { 0 };
	int				 year, bad = 0;

	EACH(s, cal->days, cal->count) {
		year = civil_from_day(s->day).year;
		if (s > cal->days && year != y.year) {
			bad |= end_year(h, &y, local, years, warnings);
			y = (struct year_rows){ 0 };
		}
		y.year = year;
		y.kinds[s->kind]++;
		y.rested += s->kind == DAY_OFF &&
		    day_weekday(s->day) <= FRIDAY;
		y.estimate |= day_is_estimate(s);
		bad |= check_day(h, s, warnings);
	}
	return cal->count > 0 ? bad | end_year(h, &y, local, years, warnings) :
	    bad;
}

/* What is said of a line; of the whole, behind all lines. */
static int64_t
line_of(const ctxh_value *v)
{
	return get_int(v, "line", INT64_MAX);
}

static int
earlier(const void *a, const void *b)
{
	const ctxh_value *const	*x = a, *const *y = b;
	int64_t			 i = line_of(*x), k = line_of(*y);

	return i < k ? -1 : i > k;
}

/* A copy in the order of the file; NULL without memory. */
static ctxh_value *
by_line(const ctxh_value *findings)
{
	size_t			  n = ctxh_value_count(findings), i = 0;
	const ctxh_value	**order = calloc(n + 1, sizeof(*order)), *f;
	ctxh_value		 *list = ctxh_value_list();
	int			  bad = order == NULL;

	if (!bad) {
		VALUE_EACH(f, findings)
			order[i++] = f;
		qsort(order, n, sizeof(*order), earlier);
	}
	for (i = 0; !bad && i < n; i++)
		bad = push(list, ctxh_value_copy(order[i])) != 0;
	free(order);
	if (!bad)
		return list;
	ctxh_value_free(list);
	return NULL;
}

int
calendar_findings(ctxh *h, const struct calendar *cal, int local,
    ctxh_value *errors, ctxh_value *out)
{
	ctxh_value	*years = ctxh_value_list();
	ctxh_value	*warnings = ctxh_value_list();
	int		 bad;

	bad = walk_years(h, cal, local, years, warnings);
	bad |= put_int(out, "rows", (int64_t)cal->count) |
	    put(out, "years", years) |
	    put(out, "errors", by_line(errors)) |
	    put(out, "warnings", by_line(warnings));
	ctxh_value_free(warnings);
	return bad ? fail_nomem(h) : CTXH_OK;
}

EXPORT int
ctxh_calendar_check(ctxh *h, const char *csv, size_t len, unsigned flags,
    ctxh_value **out)
{
	struct calendar	*cal = NULL;
	ctxh_value	*errors = ctxh_value_list(), *o = ctxh_value_object();
	size_t		 n = 0;
	int		 rc;

	*out = NULL;
	if (errors == NULL || o == NULL)
		rc = fail_nomem(h);
	else if ((rc = calendar_read(h, csv, len, errors, &cal)) == CTXH_OK) {
		n = ctxh_value_count(errors);
		rc = put_int(o, "format", 1) | put_bool(o, "ok", n == 0) ?
		    fail_nomem(h) : calendar_findings(h, cal,
		    (flags & CTXH_CALENDAR_LOCAL) != 0, errors, o);
	}
	calendar_free(cal);
	ctxh_value_free(errors);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return n == 0 ? CTXH_OK : fail(h, CTXH_EFAIL, T(h, "%zu errors in the "
	    "calendar"), n);
}
