/*
 * ctxh calendar show: months, and what stands behind their marks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "util.h"
#include "when.h"

/* ---- which months ---- */

/* Whole months, from the first day of one to the last of another. */
struct period { int64_t from, to; };

static int
first_of(struct app *app, int year, int month, int64_t *day)
{
	char text[32];

	snprintf(text, sizeof(text), "%04d-%02d-01", year, month);
	return ctxh_date_parse(app->h, text, day);
}

static int
months(struct app *app, int year, int month, int count, struct period *p)
{
	int last = month - 1 + count;
	int rc = first_of(app, year, month, &p->from);

	if (rc == CTXH_OK)
		rc = first_of(app, year + last / 12, last % 12 + 1, &p->to);
	p->to--;
	return rc;
}

/* From September on; its eight months before are those of the next year. */
static int
school_year(struct app *app, int year, struct period *p)
{
	return months(app, year, 9, 12, p);
}

static int
bad_period(struct app *app, const char *text)
{
	return app_fail(app, CTXH_EUSAGE, T("no year or month: \"%s\"; write "
	    "2026, 2026-09 or the school year 2026-2027"), text);
}

/* Four digits, or two after a dash or stroke; 0 where it is none. */
static int
digits(const char *s, size_t least, size_t most)
{
	size_t n = strspn(s, "0123456789");

	return n >= least && n <= most ? atoi(s) : 0;
}

static int
read_period(struct app *app, const char *text, struct period *p)
{
	size_t n = strspn(text, "0123456789");
	const char *rest = text + n + (text[n] != '\0');
	size_t m = strspn(rest, "0123456789");
	int a = digits(text, 1, 4), b = digits(rest, 1, 4);

	if (rest[m] != '\0' || a == 0)
		return bad_period(app, text);
	if (n == 4 && text[n] == '\0')
		return months(app, a, 1, 12, p);
	if (n == 4 && text[n] == '-' && m == 4 && b == a + 1)
		return school_year(app, a, p);
	if (n == 4 && text[n] == '-' && m <= 2 && b >= 1 && b <= 12)
		return months(app, a, b, 1, p);
	if (n <= 2 && text[n] == '/' && m == 4 && a <= 12)
		return months(app, b, a, 1, p);
	return bad_period(app, text);
}

static int
wanted(struct app *app, struct opts *o, struct period *p)
{
	const char *year = opt_text(o, "year"), *text = opt_arg(o, 0);
	char today[32];
	int first;

	if (year != NULL && text != NULL)
		return app_fail(app, CTXH_EUSAGE, T("--year says which months; "
		    "leave out \"%s\""), text);
	if (text != NULL)
		return read_period(app, text, p);
	if (year == NULL)
		return months(app, atoi(when_show_date(when_now(), today,
		    sizeof(today)) + 6), 1, 12, p);
	first = digits(year, 4, 4);
	if (first == 0 || (year[4] != '\0' && (year[4] != '-' ||
	    digits(year + 5, 4, 4) != first + 1 || strlen(year) != 9)))
		return bad_period(app, year);
	return school_year(app, first, p);
}

/* ---- the days behind the marks ---- */

const char *
calendar_basis(const char *basis, char *buf, size_t size)
{
	static const struct { const char *code, *text; } known[] = {
		{ "official", N_("official") },
		{ "recalled", N_("not yet checked") },
		{ "estimate", N_("an estimate") },
	};
	size_t n;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		n = strlen(known[i].code);
		if (strncmp(basis, known[i].code, n) != 0 ||
		    (basis[n] != '\0' && basis[n] != ' '))
			continue;
		snprintf(buf, size, "%s%s", T(known[i].text), basis + n);
		return cut_full(buf, size);
	}
	return basis;
}

static const char *
show_basis(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const char *s = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	return s == NULL ? "" : calendar_basis(s, buf, size);
}

static int
is_off(const ctxh_value *row)
{
	const char *kind = val_str(row, "kind");

	return kind != NULL && strcmp(kind, "off") == 0;
}

static const char *
show_mark(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	(void)ctx;
	(void)cell;
	snprintf(buf, size, "%c", is_off(row) ? CALENDAR_OFF : CALENDAR_WORK);
	return buf;
}

static enum out_style
style_mark(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return is_off(row) ? STYLE_BAD : STYLE_GOOD;
}

static const char *
show_origin(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *origin = ctxh_value_str(cell);

	(void)ctx;
	(void)buf;
	(void)size;
	if (origin == NULL || strcmp(origin, "store") != 0)
		return "";
	return val_true(row, "local") ? T("the school's own") :
	    T("taken in");
}

static const char *
show_weekday(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	static const char *const names[] = { N_("Mo"), N_("Tu"), N_("We"),
	    N_("Th"), N_("Fr"), N_("Sa"), N_("Su") };
	char date[64];
	int64_t t;

	if (!when_parse(ctxh_value_str(cell), &t, NULL))
		return "";
	/* Local days from 1900-01-01 on, a Monday. */
	t = (t + 7 * 3600) / 86400 + 25567;
	snprintf(buf, size, "%s %s", T(names[t % 7]), out_show_date(ctx, row,
	    cell, date, sizeof(date)));
	return buf;
}

#define LEGEND \
	{ "kind", "", show_mark, style_mark, 0 }, \
	{ "date", N_("Day"), show_weekday, NULL, 0 }, \
	{ "name", N_("Name"), NULL, NULL, 0 }, \
	{ "basis", N_("Basis"), show_basis, NULL, 0 }

static const struct out_column legend[] = { LEGEND, { 0 } };
static const struct out_column own_legend[] = {
	LEGEND, { "origin", N_("Whose"), show_origin, NULL, 0 }, { 0 }
};

/* Such that calendar import reads it back. */
static const struct out_column columns[] = {
	{ "date", N_("Day"), NULL, NULL, 0 },
	{ "kind", N_("Kind"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "basis", N_("Basis"), NULL, NULL, 0 },
	{ 0 }
};

static void
print_hours(struct out *out, const ctxh_value *v)
{
	const char *origin = val_str(v, "office_hours_origin");

	out_printf(out, T("office hours: %s"), val_str(v, "office_hours"));
	out_printf(out, " (%s)\n", origin != NULL &&
	    strcmp(origin, "store") == 0 ? T("the school's own") :
	    T("as long as the school sets none"));
}

static void
print_years(struct out *out, const ctxh_value *v)
{
	const ctxh_value *y = ctxh_value_first(ctxh_value_get(v, "years"));
	const char *status;

	for (; y != NULL; y = ctxh_value_next(y)) {
		status = val_str(y, "status");
		if (status == NULL || strcmp(status, "known") == 0)
			continue;
		out_style(out, STYLE_WARN);
		out_printf(out, strcmp(status, "estimate") == 0 ?
		    T("%lld is an estimate; the official list comes in with "
		    "ctxh calendar import FILE") :
		    T("there is no calendar of %lld: Monday to Friday count"),
		    (long long)val_int(y, "year"));
		out_style(out, STYLE_NONE);
		out_puts(out, "\n");
	}
}

/* What a text sees of the run. */
struct view {
	struct period	 p;
	int		 store;		/* there is one */
};

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct view *view = ctx;
	const struct period *p = &view->p;
	const ctxh_value *days = ctxh_value_get(v, "days");

	calendar_grid(out, p->from, p->to, v);
	out_style(out, STYLE_BAD);
	out_printf(out, "%c ", CALENDAR_OFF);
	out_style(out, STYLE_NONE);
	out_puts(out, T("day off"));
	out_puts(out, "   ");
	out_style(out, STYLE_GOOD);
	out_printf(out, "%c ", CALENDAR_WORK);
	out_style(out, STYLE_NONE);
	out_puts(out, T("make-up day, worked"));
	out_puts(out, "\n");
	print_hours(out, v);
	print_years(out, v);
	if (view->store && !val_true(v, "own"))
		out_printf(out, "%s\n", T("without the days of the school's "
		    "own: no key at hand reads them"));
	if (ctxh_value_count(days) == 0)
		return;
	out_puts(out, "\n");
	out_table(out, val_find(days, "origin", "store") != NULL ?
	    own_legend : legend, NULL, days);
}

int
calendar_show(struct app *app, struct opts *o)
{
	struct view view = { { 0, 0 }, 0 };
	ctxh_value *v = NULL;
	int rc = wanted(app, o, &view.p);

	if (rc == CTXH_OK)
		rc = session_try(app);
	if (rc == CTXH_OK)
		rc = ctxh_calendar_days(app->h, view.p.from, view.p.to, &v);
	view.store = app->store_path != NULL;
	if (rc == CTXH_OK && out_format(app->out) == OUT_CSV)
		rc = out_rows(app->out, columns, NULL,
		    ctxh_value_get(v, "days"));
	else if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, &view);
	ctxh_value_free(v);
	return rc;
}
