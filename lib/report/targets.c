/* Biểu 8, and what the figures of a target are. */
#include "report/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/config.h"
#include "people/year.h"
#include "registers/target.h"
#include "report/pass.h"
#include "text/date.h"

#define KIND_TRAINING	"tap-huan"
#define RULE_APPROVE	"approve"

/* ---- cases of a window ---- */

static int64_t
column_total(const struct sheet *t, const char *row, const char *column)
{
	double	sum = 0;
	size_t	i;

	for (i = 0; t->def != NULL && i < t->n; i++)
		if (row == NULL || strcmp(t->rows[i].id, row) == 0)
			sum += sheet_get(t, (int)i, column);
	return isnan(sum) ? 0 : (int64_t)sum;
}

static int
add_sums(ctxh *h, struct measuring *m, const struct tables *t,
    const struct span *span)
{
	const struct sheet	*cases = &t->cases.sheet;
	const struct sheet	*limits = &t->deadlines.sheet;

	if (mem_grow((void **)&m->sums, &m->cap, m->nsums + 1,
	    sizeof(*m->sums)) != 0)
		return fail_nomem(h);
	m->sums[m->nsums++] = (struct case_sums){
		.start = span->start, .asof = span->asof,
		.closed = column_total(cases, ROW_TOTAL, "closed"),
		.on_hand = column_total(cases, ROW_TOTAL, "carried_in") +
		    column_total(cases, ROW_TOTAL, "received"),
		.sent = column_total(&t->referrals, NULL, "sent"),
		.on_time = column_total(&t->referrals, NULL, "on_time"),
		.met = column_total(limits, RULE_APPROVE, "met"),
		/* What did not have to be done any more was not due. */
		.due = column_total(limits, RULE_APPROVE, "due") -
		    column_total(limits, RULE_APPROVE, "waived"),
	};
	return CTXH_OK;
}

struct counting {
	struct tables	 t;
	const struct span *span;
};

static int
count_case(ctxh *h, struct case_state *s, void *ctx)
{
	struct counting		*c = ctx;
	struct case_count	 count;

	case_count(s, c->span, &count);
	return tables_add(h, &c->t, s, &count, c->span);
}

static int
count_cases(ctxh *h, struct measuring *m, const struct span *span)
{
	struct counting	c = { .span = span };
	struct period	p = { .kind = "span", .span = *span,
	    .until = day_of(span->asof) };
	int		rc;

	if ((rc = tables_init(h, &c.t, m->rules, &p)) == CTXH_OK &&
	    (rc = states_each(h, span->asof, count_case, &c)) == CTXH_OK) {
		deadlines_finish(&c.t.deadlines);
		rc = add_sums(h, m, &c.t, span);
	}
	tables_free(&c.t);
	return rc;
}

static int
sums_of(ctxh *h, struct measuring *m, const struct span *span,
    const struct case_sums **out)
{
	const struct case_sums	*s;
	int			 rc;

	EACH(s, m->sums, m->nsums)
		if (s->start == span->start && s->asof == span->asof) {
			*out = s;
			return CTXH_OK;
		}
	if ((rc = count_cases(h, m, span)) == CTXH_OK)
		*out = &m->sums[m->nsums - 1];
	return rc;
}

/* ---- activities of a window ---- */

static int
read_activities(ctxh *h, struct measuring *m)
{
	int rc;

	if (m->activities != NULL)
		return CTXH_OK;
	rc = entries_load(h, REGISTER_ACTIVITY, 0, &m->own);
	if (rc == CTXH_OK)
		m->activities = &m->own;
	return rc;
}

static int
count_staff(ctxh *h, struct measuring *m, const char *kind,
    const struct span *span, struct figures *f)
{
	struct reached	r;
	int64_t		staff;
	int		rc;

	if ((rc = read_activities(h, m)) != CTXH_OK ||
	    (rc = config_staff(h, &staff)) != CTXH_OK ||
	    (rc = activities_reached(h, m->enrolled, m->activities, kind,
	    span->start, span->asof, &r)) != CTXH_OK)
		return rc;
	/* Attendance may be more than there are. */
	f->n = staff > 0 && r.staff > staff ? staff : r.staff;
	f->of = staff > 0 ? staff : FIGURE_UNKNOWN;
	return CTXH_OK;
}

static int
count_pupils(ctxh *h, struct measuring *m, const struct span *span,
    struct figures *f)
{
	struct reached	r;
	int64_t		pupils;
	int		rc;

	if ((rc = read_activities(h, m)) != CTXH_OK ||
	    (rc = enrolled_in(h, m->enrolled, span, &pupils)) != CTXH_OK ||
	    (rc = activities_reached(h, m->enrolled, m->activities, NULL,
	    span->start, span->asof, &r)) != CTXH_OK)
		return rc;
	f->n = r.students;
	f->of = r.known && pupils > 0 ? pupils : FIGURE_UNKNOWN;
	return CTXH_OK;
}

/* ---- figures ---- */

int
measuring_init(ctxh *h, struct measuring *m, const struct rules *r,
    const struct tables *t, const struct span *span)
{
	memset(m, 0, sizeof(*m));
	m->rules = r;
	m->enrolled = &m->lists;
	return t != NULL ? add_sums(h, m, t, span) : CTXH_OK;
}

void
measuring_free(struct measuring *m)
{
	entries_free(&m->own);
	enrolled_free(&m->lists);
	free(m->sums);
	memset(m, 0, sizeof(*m));
}

const struct entry_doc *
target_start(const struct entry *e, int64_t until)
{
	return entry_step(e, STEP_START, until);
}

int
target_window(const struct entry *e, const struct period *p,
    struct span *window)
{
	const struct entry_doc	*start = target_start(e, p->span.asof);
	int64_t			 to, ends;

	if (start == NULL || text_day(get_text(start->fields, "to"), &to) != 0)
		return 0;
	*window = p->span;
	if (start->at > window->start)
		window->start = start->at;
	if (day_start(to + 1) - 1 < window->asof)
		window->asof = day_start(to + 1) - 1;
	ends = entry_ends(e, p->span.asof);
	if (ends < window->asof)
		window->asof = ends;
	window->first = day_of(window->start);
	window->last = day_of(window->asof);
	return window->start <= window->asof;
}

/* Figures of an earlier school year say nothing of this one. */
static int
typed_figures(ctxh *h, const struct entry *e, const struct period *p,
    const struct span *window, struct figures *f)
{
	const struct entry_doc	*d = entry_newest(e, FORM_TARGET_VALUE,
	    window->asof);
	struct period		 year = *p;
	int64_t			 since = p->span.start;
	int			 rc;

	if (strcmp(p->kind, "span") != 0) {
		year.kind = "year";
		if ((rc = period_days(h, &year)) != CTXH_OK)
			return rc;
		since = year.span.start;
	}
	if (d == NULL || d->at < since)
		return CTXH_OK;
	f->n = get_int(d->fields, "numerator", FIGURE_UNKNOWN);
	f->of = get_int(d->fields, "denominator", FIGURE_UNKNOWN);
	f->on = d->at;
	return CTXH_OK;
}

static int
case_figures(ctxh *h, struct measuring *m, const char *measure,
    const struct span *window, struct figures *f)
{
	const struct case_sums	*s;
	int			 rc;

	if ((rc = sums_of(h, m, window, &s)) != CTXH_OK)
		return rc;
	if (strcmp(measure, "ke-hoach-dung-han") == 0)
		*f = (struct figures){ s->met, s->due, 0 };
	else if (strcmp(measure, "chuyen-gui-dung-han") == 0)
		*f = (struct figures){ s->on_time, s->sent, 0 };
	else
		*f = (struct figures){ s->closed, s->on_hand, 0 };
	return CTXH_OK;
}

int
target_figures(ctxh *h, struct measuring *m, const struct entry *e,
    const struct period *p, const struct span *window, struct figures *f)
{
	static const char *const of_cases[] = { "ke-hoach-dung-han",
	    "chuyen-gui-dung-han", "vu-viec-ket-thuc" };
	const char	*measure = get_text(target_start(e,
	    p->span.asof)->fields, "measure");
	size_t		 i;

	*f = (struct figures){ FIGURE_UNKNOWN, FIGURE_UNKNOWN, 0 };
	if (measure == NULL)
		return CTXH_OK;
	if (strcmp(measure, MEASURE_TYPED) == 0)
		return typed_figures(h, e, p, window, f);
	for (i = 0; i < sizeof(of_cases) / sizeof(*of_cases); i++)
		if (strcmp(measure, of_cases[i]) == 0)
			return case_figures(h, m, measure, window, f);
	if (strcmp(measure, "can-bo-tap-huan") == 0)
		return count_staff(h, m, KIND_TRAINING, window, f);
	if (strcmp(measure, "can-bo-tuyen-truyen") == 0)
		return count_staff(h, m, NULL, window, f);
	if (strcmp(measure, "nguoi-hoc-tuyen-truyen") == 0)
		return count_pupils(h, m, window, f);
	return CTXH_OK;
}

int
target_met(const struct figures *f, int64_t target)
{
	if (f->n < 0 || f->of <= 0)
		return -1;
	return f->n * 100 >= target * f->of;
}

/* ---- the table ---- */

static double
figure(int64_t n)
{
	return n == FIGURE_UNKNOWN ? NAN : (double)n;
}

static int
add_row(ctxh *h, struct targets *t, const struct entry *e, int order,
    const struct period *p, const struct figures *f)
{
	const struct entry_doc	*start = target_start(e, p->span.asof);
	int64_t			 target = get_int(start->fields, "target", 0);
	int			 row, met = target_met(f, target);
	char			 id[ENTRY_NUMBER_MAX];

	entry_number(REGISTER_TARGET, e->id, id);
	row = sheet_row(&t->sheet, id, get_text(start->fields, "indicator"),
	    order);
	if (row < 0)
		return fail_nomem(h);
	sheet_set(&t->sheet, row, "numerator", figure(f->n));
	sheet_set(&t->sheet, row, "denominator", figure(f->of));
	sheet_set(&t->sheet, row, "percent", f->n < 0 ? NAN :
	    share_of(f->n, f->of));
	sheet_set(&t->sheet, row, "target", (double)target);
	sheet_set(&t->sheet, row, "met", met < 0 ? NAN :
	    (double)met);
	return CTXH_OK;
}

static int
count_targets(ctxh *h, struct targets *t, struct measuring *m,
    const struct period *p)
{
	struct entries	all;
	struct figures	f;
	struct span	window;
	size_t		i;
	int		rc;

	if ((rc = entries_load(h, REGISTER_TARGET, 0, &all)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < all.n; i++) {
		t->used |= target_start(&all.list[i], p->span.asof) != NULL;
		if (target_window(&all.list[i], p, &window) &&
		    (rc = target_figures(h, m, &all.list[i], p, &window,
		    &f)) == CTXH_OK)
			rc = add_row(h, t, &all.list[i], (int)i, p, &f);
	}
	entries_free(&all);
	return rc;
}

int
targets_count(ctxh *h, struct targets *t, const struct tables *counted,
    const struct period *p, const struct entries *activities,
    struct enrolled *enrolled)
{
	static const char *const known[] = { "numerator", "denominator",
	    "percent", "target", "met", NULL };
	struct measuring	m;
	int			rc;

	memset(t, 0, sizeof(*t));
	sheet_init(&t->sheet, counted->rules, ROWS_TARGET, known);
	if (t->sheet.def == NULL)
		return CTXH_OK;
	rc = measuring_init(h, &m, counted->rules, counted, &p->span);
	m.activities = activities;
	m.enrolled = enrolled;
	if (rc == CTXH_OK)
		rc = count_targets(h, t, &m, p);
	measuring_free(&m);
	return rc;
}
