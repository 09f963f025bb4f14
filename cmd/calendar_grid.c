/*
 * The months of a calendar, several side by side; weeks start on Monday.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "cmd.h"
#include "out.h"
#include "util.h"
#include "when.h"

#define DAY_WIDTH	3		/* "12*" */
#define MONTH_WIDTH	(7 * DAY_WIDTH)
#define GAP		3
#define MONTHS		6		/* side by side, at most */

struct grid {
	struct out	*out;
	const ctxh_value *days;		/* what the library gave */
	int64_t		 from;
	char		*marks;		/* of each day, ' ' for any other */
};

/* A month: its first day, how many it has, where its week begins. */
struct month {
	int64_t	 first;
	int	 year, month, length, monday;
};

/* Local days; Vietnam's offset is always the same. */
#define OFFSET	(7 * 3600)
#define DAY	86400

static int64_t
day_number(int year, int month)
{
	char text[32];
	int64_t t = 0;

	snprintf(text, sizeof(text), "%04d-%02d-01", year, month);
	(void)when_parse(text, &t, NULL);
	return (t + OFFSET) / DAY - ((t + OFFSET) % DAY < 0);
}

static void
month_of(int64_t day, struct month *m)
{
	char text[32];

	when_show_date(day * DAY - OFFSET, text, sizeof(text));
	m->month = atoi(text + 3);
	m->year = atoi(text + 6);
	m->first = day_number(m->year, m->month);
	m->length = (int)(day_number(m->year + m->month / 12,
	    m->month % 12 + 1) - m->first);
	/* Day 0, in 1970, was a Thursday. */
	m->monday = (int)(((m->first + 3) % 7 + 7) % 7);
}

static const char *
year_status(const ctxh_value *days, int year)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(days, "years"));

	for (; v != NULL; v = ctxh_value_next(v))
		if (val_int(v, "year") == year)
			return val_str(v, "status");
	return "unknown";
}

static void
gap(struct out *out, size_t i)
{
	if (i > 0)
		out_printf(out, "%*s", GAP, "");
}

static void
print_title(struct grid *g, const struct month *m)
{
	const char *status = year_status(g->days, m->year);
	char text[96];
	size_t width;

	if (strcmp(status, "known") == 0)
		snprintf(text, sizeof(text), T("month %d/%d"), m->month,
		    m->year);
	else
		snprintf(text, sizeof(text), "%d/%d %s", m->month, m->year,
		    strcmp(status, "estimate") == 0 ? T("an estimate") :
		    T("no calendar"));
	width = out_width(text);
	out_style(g->out, STYLE_HEAD);
	out_puts(g->out, text);
	out_style(g->out, STYLE_NONE);
	out_printf(g->out, "%*s", width < MONTH_WIDTH ?
	    (int)(MONTH_WIDTH - width) : 0, "");
}

static void
print_weekdays(struct grid *g)
{
	static const char *const names[] = { N_("Mo"), N_("Tu"), N_("We"),
	    N_("Th"), N_("Fr"), N_("Sa"), N_("Su") };

	out_style(g->out, STYLE_DIM);
	for (size_t i = 0; i < 7; i++)
		out_pad(g->out, T(names[i]), DAY_WIDTH);
	out_style(g->out, STYLE_NONE);
}

static void
print_day(struct grid *g, int64_t day, int number, int weekend)
{
	char mark = g->marks[day - g->from];
	enum out_style style = mark == CALENDAR_OFF ? STYLE_BAD :
	    mark == CALENDAR_WORK ? STYLE_GOOD :
	    weekend ? STYLE_DIM : STYLE_NONE;

	if (style != STYLE_NONE)
		out_style(g->out, style);
	out_printf(g->out, "%2d%c", number, mark);
	if (style != STYLE_NONE)
		out_style(g->out, STYLE_NONE);
}

static void
print_week(struct grid *g, const struct month *m, int week)
{
	int number;

	for (int i = 0; i < 7; i++) {
		number = week * 7 + i - m->monday + 1;
		if (number < 1 || number > m->length)
			out_printf(g->out, "%*s", DAY_WIDTH, "");
		else
			print_day(g, m->first + number - 1, number, i > 4);
	}
}

/* So many months that stand side by side. */
static void
print_band(struct grid *g, const struct month *m, size_t n)
{
	int week, weeks = 0, w;

	for (size_t i = 0; i < n; i++) {
		gap(g->out, i);
		print_title(g, &m[i]);
		w = (m[i].monday + m[i].length + 6) / 7;
		weeks = w > weeks ? w : weeks;
	}
	out_puts(g->out, "\n");
	for (size_t i = 0; i < n; i++) {
		gap(g->out, i);
		print_weekdays(g);
	}
	out_puts(g->out, "\n");
	for (week = 0; week < weeks; week++) {
		for (size_t i = 0; i < n; i++) {
			gap(g->out, i);
			print_week(g, &m[i], week);
		}
		out_puts(g->out, "\n");
	}
	out_puts(g->out, "\n");
}

/* How many months a line has: 6, 4, 3, 2 or 1, so that a year comes out. */
static size_t
side_by_side(const struct out *out)
{
	size_t fit = (out_columns(out) + GAP) / (MONTH_WIDTH + GAP);

	if (fit >= MONTHS)
		return MONTHS;
	return fit == 5 ? 4 : fit > 0 ? fit : 1;
}

static void
mark_days(struct grid *g, int64_t to)
{
	const ctxh_value *v;
	const char *kind;
	int64_t t, day;

	memset(g->marks, ' ', (size_t)(to - g->from + 1));
	for (v = ctxh_value_first(ctxh_value_get(g->days, "days")); v != NULL;
	    v = ctxh_value_next(v)) {
		kind = val_str(v, "kind");
		if (!when_parse(val_str(v, "date"), &t, NULL) || kind == NULL)
			continue;
		day = (t + OFFSET) / DAY - ((t + OFFSET) % DAY < 0);
		if (day >= g->from && day <= to)
			g->marks[day - g->from] = strcmp(kind, "off") == 0 ?
			    CALENDAR_OFF : CALENDAR_WORK;
	}
}

void
calendar_grid(struct out *out, int64_t from, int64_t to,
    const ctxh_value *days)
{
	struct grid g = { .out = out, .days = days, .from = from };
	struct month band[MONTHS];
	size_t n = 0, wide = side_by_side(out);

	g.marks = xmalloc((size_t)(to - from + 1));
	mark_days(&g, to);
	while (from <= to) {
		month_of(from, &band[n]);
		from = band[n].first + band[n].length;
		if (++n < wide && from <= to)
			continue;
		print_band(&g, band, n);
		n = 0;
	}
	free(g.marks);
}
