#include "clock/calendar.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/date.h"
#include "text/fold.h"

enum year_known { YEAR_UNKNOWN, YEAR_FIXED, YEAR_ESTIMATE };

#define YEARS	(DATE_YEAR_MAX - DATE_YEAR_MIN + 1)
#define COLUMNS	4

struct row {
	char	*field[COLUMNS];
	int64_t	 line;
};

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

	return s != NULL ? !s->off : is_weekday(day);
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

int
calendar_estimated(const struct calendar *cal, int64_t first, int64_t last)
{
	int year = civil_from_day(first).year;
	int end = civil_from_day(last).year;

	for (; year <= end; year++)
		if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX ||
		    cal->years[year - DATE_YEAR_MIN] != YEAR_FIXED)
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

static void
put_clock(struct buf *b, int64_t seconds)
{
	buf_fmt(b, "%02d:%02d", (int)(seconds / 3600),
	    (int)(seconds / 60 % 60));
}

/*
 * The canonical text has the hours as written below and the rows by day,
 * fields parted by tabs, which no field holds.
 */
static int
digest(ctxh *h, struct calendar *cal)
{
	struct buf	 b = { 0 };
	char		 date[11];
	size_t		 i;

	buf_str(&b, "ctxh calendar 1\nhours");
	for (i = 0; i < cal->span_count; i++) {
		buf_byte(&b, '\t');
		put_clock(&b, cal->spans[i].open);
		buf_byte(&b, '-');
		put_clock(&b, cal->spans[i].close);
	}
	buf_byte(&b, '\n');
	for (i = 0; i < cal->count; i++) {
		(void)date_format(cal->days[i].day, date);
		buf_fmt(&b, "%s\t%s\t%s\t%s\n", date,
		    cal->days[i].off ? "off" : "work", cal->days[i].name,
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

/*
 * Cuts the first field off a line, in place; *rest is what follows its comma,
 * or NULL.  A field in quotation marks may hold commas and doubled marks.
 * Returns NULL for a mark that is not closed or stands inside a field.
 */
static char *
cut_field(char *s, char **rest)
{
	char	*to = s, *from = s;
	int	 closed = 1;

	if (*s == '"') {
		closed = 0;
		for (from++; *from != '\0'; *to++ = *from++)
			if (*from == '"' && *++from != '"') {
				closed = 1;
				break;
			}
	} else
		to = from = s + strcspn(s, ",\"");
	if (!closed || (*from != '\0' && *from != ','))
		return NULL;
	*rest = *from == ',' ? from + 1 : NULL;
	*to = '\0';
	return s;
}

static int
cut_row(ctxh *h, char *line, struct row *r)
{
	char	*rest = line;
	size_t	 i;

	for (i = 0; i < COLUMNS && rest != NULL; i++)
		if ((r->field[i] = cut_field(rest, &rest)) == NULL)
			break;
	if (i == COLUMNS && rest == NULL)
		return CTXH_OK;
	return fail(h, CTXH_EUSAGE, "%s",
	    T(h, "not a row of a calendar; write date,kind,name,basis"));
}

static int
check_header(ctxh *h, const struct row *r)
{
	static const char *const names[COLUMNS] = {
		"date", "kind", "name", "basis"
	};
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (strcmp(r->field[i], names[i]) != 0)
			return fail(h, CTXH_EUSAGE,
			    T(h, "unknown column: \"%s\"; the first line is "
			    "date,kind,name,basis"), r->field[i]);
	return CTXH_OK;
}

/* A tidy copy; caller frees. */
static int
copy_field(ctxh *h, const struct row *r, size_t i, char **out)
{
	struct buf b = { 0 };

	*out = NULL;
	if (text_tidy(r->field[i], strlen(r->field[i]), &b) != 0 &&
	    !buf_failed(&b)) {
		buf_free(&b);
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "not UTF-8; save the file as UTF-8"));
	}
	*out = buf_take(&b);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

static int
add_row(ctxh *h, struct calendar *cal, const struct row *r)
{
	struct special_day	*s;
	void			*days = cal->days;

	if (mem_grow(&days, &cal->cap, cal->count + 1, sizeof(*s)) != 0)
		return fail_nomem(h);
	cal->days = days;
	s = &cal->days[cal->count];
	memset(s, 0, sizeof(*s));
	s->line = r->line;
	s->off = strcmp(r->field[1], "off") == 0;
	if (date_parse(r->field[0], &s->day, NULL) != 0)
		return fail(h, CTXH_EUSAGE,
		    T(h, "no such date: \"%s\""), r->field[0]);
	if (!s->off && strcmp(r->field[1], "work") != 0)
		return fail(h, CTXH_EUSAGE,
		    T(h, "unknown kind of day: \"%s\"; write off or work"),
		    r->field[1]);
	if (r->field[2][0] == '\0')
		return fail(h, CTXH_EUSAGE,
		    T(h, "day without a name: \"%s\""), r->field[0]);
	cal->count++;		/* from here on the calendar frees it */
	if (copy_field(h, r, 2, &s->name) != CTXH_OK ||
	    copy_field(h, r, 3, &s->basis) != CTXH_OK)
		return h->status;
	return CTXH_OK;
}

/* The text is ours to cut. */
static int
read_rows(ctxh *h, struct calendar *cal, char *text)
{
	struct row	 r = { .line = 0 };
	char		*line, *next;
	size_t		 len;
	int		 seen_header = 0, ret;

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	for (line = text; line != NULL; line = next) {
		r.line++;
		if ((next = strchr(line, '\n')) != NULL)
			*next++ = '\0';
		len = strlen(line);
		if (len > 0 && line[len - 1] == '\r')
			line[--len] = '\0';
		if (len == 0)
			continue;
		if ((ret = cut_row(h, line, &r)) == CTXH_OK)
			ret = seen_header ? add_row(h, cal, &r) :
			    check_header(h, &r);
		if (ret != CTXH_OK)
			return fail_where_int(h, "line", r.line);
		seen_header = 1;
	}
	if (!seen_header)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "empty calendar"));
	return CTXH_OK;
}

static int
by_day(const void *a, const void *b)
{
	const struct special_day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Sorts the rows and works out what the questions need. */
static int
settle(ctxh *h, struct calendar *cal)
{
	struct special_day	*s;
	unsigned char		*year;
	char			 date[11];
	int64_t			 shift = 0;
	size_t			 i;

	memset(cal->years, YEAR_UNKNOWN, YEARS);
	cal->days_off = 0;
	if (cal->count > 1)
		qsort(cal->days, cal->count, sizeof(cal->days[0]), by_day);
	for (i = 0; i < cal->count; i++) {
		s = &cal->days[i];
		if (i > 0 && s->day == s[-1].day) {
			(void)date_format(s->day, date);
			(void)fail(h, CTXH_EUSAGE,
			    T(h, "day given twice: \"%s\""), date);
			return fail_where_int(h, "line", s->line);
		}
		if (s->off && is_weekday(s->day)) {
			cal->days_off++;
			shift--;
		} else if (!s->off && !is_weekday(s->day))
			shift++;
		s->shift = shift;
		year = &cal->years[civil_from_day(s->day).year -
		    DATE_YEAR_MIN];
		if (strncmp(s->basis, "estimate", 8) == 0)
			*year = YEAR_ESTIMATE;
		else if (*year == YEAR_UNKNOWN)
			*year = YEAR_FIXED;
	}
	return CTXH_OK;
}

int
calendar_settle(ctxh *h, struct calendar *cal)
{
	int rc = settle(h, cal);

	return rc == CTXH_OK ? digest(h, cal) : rc;
}

void
calendar_unset(struct calendar *cal, int64_t day)
{
	size_t i;

	for (i = 0; i < cal->count; i++) {
		if (cal->days[i].day != day)
			continue;
		free(cal->days[i].basis);
		free(cal->days[i].name);
		cal->days[i] = cal->days[--cal->count];
		return;
	}
}

int
calendar_set(ctxh *h, struct calendar *cal, int64_t day, int off,
    const char *name, const char *basis)
{
	struct special_day	*s;
	void			*days = cal->days;

	calendar_unset(cal, day);
	if (mem_grow(&days, &cal->cap, cal->count + 1, sizeof(*s)) != 0)
		return fail_nomem(h);
	cal->days = days;
	s = &cal->days[cal->count++];
	memset(s, 0, sizeof(*s));
	s->day = day;
	s->off = off;
	s->name = strdup(name != NULL ? name : "");
	s->basis = strdup(basis != NULL ? basis : "");
	return s->name != NULL && s->basis != NULL ? CTXH_OK : fail_nomem(h);
}

int
calendar_parse(ctxh *h, const char *csv, size_t n, struct calendar **out)
{
	struct calendar	*cal = NULL;
	char		*text = NULL;
	int		 ret;

	*out = NULL;
	if (n > 0 && memchr(csv, '\0', n) != NULL)
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "not UTF-8; save the file as UTF-8"));
	if ((cal = calloc(1, sizeof(*cal))) == NULL ||
	    (cal->years = calloc(YEARS, 1)) == NULL ||
	    (text = malloc(n + 1)) == NULL) {
		ret = fail_nomem(h);
		goto done;
	}
	if (n > 0)
		memcpy(text, csv, n);
	text[n] = '\0';
	if ((ret = read_rows(h, cal, text)) != CTXH_OK ||
	    (ret = settle(h, cal)) != CTXH_OK ||
	    (ret = calendar_set_hours(h, cal, CALENDAR_HOURS)) != CTXH_OK)
		goto done;
	*out = cal;
	cal = NULL;
done:
	free(text);
	calendar_free(cal);
	return ret;
}

void
calendar_free(struct calendar *cal)
{
	size_t i;

	if (cal == NULL)
		return;
	for (i = 0; i < cal->count; i++) {
		free(cal->days[i].basis);
		free(cal->days[i].name);
	}
	free(cal->days);
	free(cal->years);
	free(cal);
}
