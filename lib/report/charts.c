/* A report is Vietnamese in every language of messages, so what is said here
 * is no T(). */
#include "report/charts.h"

#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "people/year.h"
#include "report/cells.h"
#include "report/checks.h"
#include "report/sheet.h"
#include "text/date.h"

/* A chart under way. */
struct chart {
	ctxh_value	*o, *categories, *series;
	struct buf	 words;
	double		 sum;		/* of all that it shows */
	int		 bad;
};

static void
chart_begin(struct chart *c, const char *id, const char *kind,
    const char *title, const char *unit)
{
	memset(c, 0, sizeof(*c));
	c->o = ctxh_value_object();
	c->categories = ctxh_value_list();
	c->series = ctxh_value_list();
	c->bad = put_text(c->o, "id", id) | put_text(c->o, "kind", kind) |
	    put_text(c->o, "title", title) | put_text(c->o, "unit", unit);
	c->bad |= put(c->o, "categories", c->categories);
	c->bad |= put(c->o, "series", c->series);
	if (c->bad)
		c->categories = c->series = NULL;
}

/* Another series; its values follow. */
static ctxh_value *
chart_series(struct chart *c, const char *label)
{
	ctxh_value *o, *values;

	if (c->bad)
		return NULL;
	o = ctxh_value_object();
	values = ctxh_value_list();
	c->bad = put_text(o, "label", label);
	c->bad |= put(o, "values", values);
	c->bad |= push(c->series, o);
	return c->bad ? NULL : values;
}

static void
chart_point(struct chart *c, ctxh_value *values, double n)
{
	if (c->bad)
		return;
	c->bad = push(values, ctxh_value_number(n));
	c->sum += n;
}

/* One without a number is no picture. */
static int
chart_end(ctxh *h, struct chart *c, ctxh_value *charts)
{
	int shown = c->sum > 0;

	c->bad |= buf_failed(&c->words) |
	    put_text(c->o, "words", c->words.len > 0 ? c->words.data : "");
	buf_free(&c->words);
	if (!c->bad && shown)
		return push(charts, c->o) == 0 ? CTXH_OK : fail_nomem(h);
	ctxh_value_free(c->o);
	return c->bad ? fail_nomem(h) : CTXH_OK;
}

static const char *
label_of(const ctxh_value *item)
{
	const char *label = get_text(item, "label");

	return label != NULL ? label : "";
}

static int
is_total(const ctxh_value *row)
{
	const char *id = get_text(row, "id");

	return id != NULL && strcmp(id, ROW_TOTAL) == 0;
}

/* Of a column over all rows but the total. */
static double
sum_of(const ctxh_value *table, const char *column)
{
	const ctxh_value	*row;
	double			 n = 0;

	VALUE_EACH(row, ctxh_value_get(table, "rows"))
		if (!is_total(row))
			n += number_in_cell(table, row, column);
	return n;
}

/* ---- rows of a table, a column a series ---- */

/* " Quá hạn nhiều nhất: A; B (mỗi loại 4)." of the rows of which the column says most;
 * nothing where that is nothing. */
static void
say_most(struct chart *c, const ctxh_value *table, const char *column,
    const char *what, const char *unit)
{
	const ctxh_value	*row;
	double			 n, most = 0;
	size_t			 same = 0;

	VALUE_EACH(row, ctxh_value_get(table, "rows")) {
		n = number_in_cell(table, row, column);
		if (!is_total(row) && n > most)
			most = n;
	}
	if (most <= 0)
		return;
	buf_fmt(&c->words, " %s nhiều nhất: ", what);
	VALUE_EACH(row, ctxh_value_get(table, "rows"))
		if (!is_total(row) &&
		    number_in_cell(table, row, column) >= most)
			buf_fmt(&c->words, "%s%s", same++ > 0 ? "; " : "",
			    label_of(row));
	buf_fmt(&c->words, " (%s%.0f%s).", same > 1 ? "mỗi loại " : "", most,
	    unit);
}

static int
is_series(const ctxh_value *column, const char *const *names)
{
	const char *id = get_text(column, "id");

	for (; id != NULL && *names != NULL; names++)
		if (column_is(id, *names))
			return 1;
	return 0;
}

static int
is_shown(const ctxh_value *table, const ctxh_value *row,
    const char *const *names)
{
	const ctxh_value *column;

	VALUE_EACH(column, ctxh_value_get(table, "columns"))
		if (!is_total(row) && is_series(column, names) &&
		    number_in_cell(table, row, get_text(column, "id")) > 0)
			return 1;
	return 0;
}

/* Also says the sums: "Mức độ cao: 3; Chưa đánh giá: 1". */
static void
take_rows(struct chart *c, const ctxh_value *table, const char *const *names)
{
	const ctxh_value	*row, *column;
	ctxh_value		*values;
	const char		*id;
	size_t			 n = 0;

	VALUE_EACH(row, ctxh_value_get(table, "rows"))
		if (is_shown(table, row, names))
			c->bad |= push_text(c->categories, label_of(row));
	VALUE_EACH(column, ctxh_value_get(table, "columns")) {
		if (!is_series(column, names))
			continue;
		id = get_text(column, "id");
		values = chart_series(c, label_of(column));
		VALUE_EACH(row, ctxh_value_get(table, "rows"))
			if (is_shown(table, row, names))
				chart_point(c, values,
				    number_in_cell(table, row, id));
		buf_fmt(&c->words, "%s%s: %.0f", n++ > 0 ? "; " : " ",
		    label_of(column), sum_of(table, id));
	}
}

static int
cases_level(ctxh *h, const ctxh_value *tables, ctxh_value *charts)
{
	static const char *const names[] = { "level_", NULL };
	const ctxh_value	*t = item_of(tables, "cases");
	struct chart		 c;
	double			 in = sum_of(t, "carried_in");
	double			 all = in + sum_of(t, "received");

	chart_begin(&c, "cases-level", "stacked",
	    "Vụ việc trong kỳ theo loại và mức độ", "vụ việc");
	buf_fmt(&c.words, "Trong kỳ có %.0f vụ việc", all);
	if (in > 0)
		buf_fmt(&c.words, ", trong đó %.0f vụ việc từ kỳ trước chuyển "
		    "sang", in);
	buf_str(&c.words, ".");
	take_rows(&c, t, names);
	buf_str(&c.words, ".");
	say_most(&c, t, "received", "Tiếp nhận", " vụ việc");
	return chart_end(h, &c, charts);
}

static int
deadlines(ctxh *h, const ctxh_value *tables, ctxh_value *charts)
{
	static const char *const names[] = { "met", "met_late", "overdue",
		"waived", NULL };
	const ctxh_value	*t = item_of(tables, "deadlines");
	struct chart		 c;

	chart_begin(&c, "deadlines", "stacked", "Chấp hành thời hạn",
	    "thời hạn");
	buf_fmt(&c.words, "Trong kỳ có %.0f thời hạn đến hạn.",
	    sum_of(t, "due"));
	take_rows(&c, t, names);
	buf_str(&c.words, ".");
	say_most(&c, t, "overdue", "Quá hạn", "");
	return chart_end(h, &c, charts);
}

/* ---- by month ---- */

static void
name_month(int month, struct buf *out)
{
	buf_fmt(out, "%02d/%d", month % 12 + 1, month / 12);
}

static void
month_series(struct chart *c, const char *label, const double *counts,
    size_t n)
{
	ctxh_value	*values = chart_series(c, label);
	size_t		 i;

	for (i = 0; i < n; i++)
		chart_point(c, values, counts[i]);
}

static double
sum_months(const double *counts, size_t n)
{
	double	sum = 0;
	size_t	i;

	for (i = 0; i < n; i++)
		sum += counts[i];
	return sum;
}

static void
say_months(struct chart *c, const struct months *m)
{
	double	received = sum_months(m->received, m->n), most = 0;
	size_t	i, n = 0;

	for (i = 0; i < m->n; i++)
		most = m->received[i] > most ? m->received[i] : most;
	buf_fmt(&c->words, "Trong kỳ tiếp nhận %.0f vụ việc, kết thúc %.0f vụ "
	    "việc.", received, sum_months(m->closed, m->n));
	if (received <= 0)
		return;
	buf_str(&c->words, " Tháng tiếp nhận nhiều nhất: ");
	for (i = 0; i < m->n; i++)
		if (m->received[i] >= most) {
			buf_str(&c->words, n++ > 0 ? ", " : "");
			name_month(m->first + (int)i, &c->words);
		}
	buf_fmt(&c->words, " (%s%.0f vụ việc).", n > 1 ? "mỗi tháng " : "",
	    most);
}

static int
cases_month(ctxh *h, const struct months *m, ctxh_value *charts)
{
	struct buf	name = { 0 };
	struct chart	c;
	size_t		i;

	if (m->n == 0)
		return CTXH_OK;
	chart_begin(&c, "cases-month", "columns",
	    "Vụ việc tiếp nhận và kết thúc theo tháng", "vụ việc");
	for (i = 0; i < m->n; i++) {
		buf_reset(&name);
		name_month(m->first + (int)i, &name);
		c.bad |= buf_failed(&name) |
		    push_text(c.categories, name.data);
	}
	buf_free(&name);
	month_series(&c, "Tiếp nhận", m->received, m->n);
	month_series(&c, "Kết thúc", m->closed, m->n);
	say_months(&c, m);
	return chart_end(h, &c, charts);
}

int
charts_check(ctxh *h, const struct months *m, const ctxh_value *tables,
    ctxh_value *checks)
{
	const ctxh_value	*t = item_of(tables, "cases");
	struct buf		 detail = { 0 };
	double			 received = sum_months(m->received, m->n);
	double			 closed = sum_months(m->closed, m->n);
	double			 in = sum_of(t, "received");
	double			 out = sum_of(t, "closed");
	int			 ok = received >= in && received <= in &&
	    closed >= out && closed <= out;

	if (m->n == 0)
		return CTXH_OK;
	buf_fmt(&detail, "Cộng các tháng: tiếp nhận %.0f %s %.0f; kết thúc "
	    "%.0f %s %.0f", received, ok ? "=" : "so với", in, closed,
	    ok ? "=" : "so với", out);
	return check_push(h, checks, "months", ok, &detail);
}

/* ---- beside the one before ---- */

static const struct {
	const char *table, *column, *label;
} figures[FIGURES] = {
	[FIGURE_RECEIVED] = { "cases", "received", "Vụ việc tiếp nhận" },
	[FIGURE_CLOSED] = { "cases", "closed", "Vụ việc kết thúc" },
	[FIGURE_SENT] = { "referrals", "sent", "Lượt chuyển, gửi" },
	[FIGURE_OVERDUE] = { "deadlines", "overdue", "Thời hạn quá hạn" },
};

/* "HK I 2024-2025" */
static void
name_period(const struct period *p, struct buf *out)
{
	char year[16];

	year_name(p->year, year);
	buf_fmt(out, "%s %s", strcmp(p->kind, "hk1") == 0 ? "HK I" :
	    strcmp(p->kind, "hk2") == 0 ? "HK II" : "Năm học", year);
}

static void
figure_series(struct chart *c, const struct period *p, const double *n)
{
	struct buf	 name = { 0 };
	ctxh_value	*values;
	size_t		 i;

	name_period(p, &name);
	c->bad |= buf_failed(&name);
	values = c->bad ? NULL : chart_series(c, name.data);
	buf_free(&name);
	for (i = 0; i < FIGURES; i++)
		chart_point(c, values, n[i]);
}

static void
say_figures(struct chart *c, const struct period *p, const double *now,
    const struct before *b)
{
	char	day[11];
	size_t	i;

	name_period(p, &c->words);
	buf_str(&c->words, " so với ");
	name_period(&b->period, &c->words);
	buf_str(&c->words, " (trong ngoặc):");
	for (i = 0; i < FIGURES; i++)
		buf_fmt(&c->words, "%s %s %.0f (%.0f)", i > 0 ? ";" : "",
		    figures[i].label, now[i], b->n[i]);
	buf_str(&c->words, ".");
	if (p->until == p->span.last)
		return;
	date_show(p->until, day);
	buf_fmt(&c->words, " Số liệu kỳ này mới đến hết ngày %s.", day);
}

static int
beside(ctxh *h, const struct period *p, const struct before *b,
    const ctxh_value *tables, ctxh_value *charts)
{
	double		now[FIGURES];
	struct chart	c;
	size_t		i;

	if (b->on_hand == 0)
		return CTXH_OK;
	chart_begin(&c, "before", "grouped", strcmp(p->kind, "year") == 0 ?
	    "So với năm học trước" : "So với học kỳ trước", "số lượng");
	for (i = 0; i < FIGURES; i++) {
		now[i] = sum_of(item_of(tables, figures[i].table),
		    figures[i].column);
		c.bad |= push_text(c.categories, figures[i].label);
	}
	figure_series(&c, &b->period, b->n);
	figure_series(&c, p, now);
	say_figures(&c, p, now, b);
	return chart_end(h, &c, charts);
}

int
charts_value(ctxh *h, const struct period *p, const struct months *m,
    const struct before *b, const ctxh_value *tables, ctxh_value *charts)
{
	int rc;

	if ((rc = cases_level(h, tables, charts)) != CTXH_OK ||
	    (rc = cases_month(h, m, charts)) != CTXH_OK ||
	    (rc = deadlines(h, tables, charts)) != CTXH_OK)
		return rc;
	return beside(h, p, b, tables, charts);
}
