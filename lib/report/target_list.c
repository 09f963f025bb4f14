/* ctxh_target_list(): targets with figures, distance and trend. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/year.h"
#include "report/target.h"
#include "rules/book.h"
#include "text/date.h"

struct listing {
	struct period	 p, before;
	int		 has_before;
	struct measuring m;
};

/* ---- which period ---- */

/* The term before, or the year before; of two days there is none. */
static int
read_before(ctxh *h, struct listing *l)
{
	struct period *b = &l->before;

	*b = l->p;
	l->has_before = strcmp(b->kind, "span") != 0;
	if (!l->has_before)
		return CTXH_OK;
	if (strcmp(b->kind, "hk2") == 0) {
		b->kind = period_kind("hk1");
	} else {
		if (strcmp(b->kind, "hk1") == 0)
			b->kind = period_kind("hk2");
		b->year--;
	}
	return period_days(h, b);
}

/* All of the time up to a day. */
static int
read_all(ctxh *h, const char *until, struct period *p)
{
	int64_t	now = handle_now(h), day = day_of(now);
	int	rc;

	memset(p, 0, sizeof(*p));
	if (until != NULL && (rc = ctxh_date_parse(h, until, &day)) !=
	    CTXH_OK)
		return rc;
	p->kind = period_kind("span");
	p->span.first = day_from_civil((struct civil){ DATE_YEAR_MIN, 9, 5 });
	p->span.start = day_start(p->span.first);
	p->span.last = p->until = day;
	p->span.asof = day_start(day + 1) - 1;
	p->year = year_of_day(day);
	return CTXH_OK;
}

/* A day alone names its year; a store without any has the one that runs. */
static int
read_period(ctxh *h, const struct ctxh_report_options *given,
    struct period *p)
{
	struct ctxh_report_options	opt = *given;
	int64_t				day = day_of(handle_now(h));
	char				name[16];
	int				rc, year;

	if (opt.year != NULL && strcmp(opt.year, "all") == 0 &&
	    opt.term == NULL)
		return read_all(h, opt.until, p);
	if (opt.term == NULL && opt.from == NULL)
		opt.term = "year";
	if (opt.term == NULL || opt.year != NULL)
		return period_read(h, &opt, p);
	if (opt.until != NULL && (rc = ctxh_date_parse(h, opt.until, &day)) !=
	    CTXH_OK)
		return rc;
	if ((rc = year_newest(h, &year)) != CTXH_OK)
		return rc;
	if (opt.until != NULL || year == 0) {
		year_name(year_of_day(day), name);
		opt.year = name;
	}
	return period_read(h, &opt, p);
}

/* ---- a target ---- */

static int
put_figure(ctxh_value *o, const char *key, int64_t n)
{
	return n == FIGURE_UNKNOWN ? put_null(o, key) : put_int(o, key, n);
}

/* Percent to one decimal, in tenths. */
static int64_t
tenths(const struct figures *f)
{
	return (f->n * 2000 + f->of) / (f->of * 2);
}

static int
is_known(const struct figures *f)
{
	return f->n >= 0 && f->of > 0;
}

static const char *
trend_word(const struct figures *now, const struct figures *was)
{
	int64_t a, b;

	if (!is_known(now) || !is_known(was))
		return NULL;
	a = tenths(now);
	b = tenths(was);
	return a > b ? "up" : a < b ? "down" : "same";
}

static int
put_tenths(ctxh_value *o, const char *key, const struct figures *f,
    int64_t less)
{
	return is_known(f) ? put(o, key, ctxh_value_number(
	    (double)(tenths(f) - less) / 10)) : put_null(o, key);
}

static int
put_figures(ctxh_value *o, const struct figures *f, const struct figures *was,
    int64_t target)
{
	int	met = target_met(f, target), bad;
	char	on[26];

	bad = put_figure(o, "numerator", f->n) |
	    put_figure(o, "denominator", f->of) |
	    put_tenths(o, "percent", f, 0) | put_int(o, "target", target) |
	    put_tenths(o, "distance", f, target * 10) |
	    put_tenths(o, "before", was, 0) |
	    put_text(o, "trend", trend_word(f, was)) |
	    (met < 0 ? put_null(o, "met") : put_bool(o, "met", met));
	if (f->on == 0 || moment_format(f->on, on) != 0)
		return bad | put_null(o, "on");
	return bad | put_text(o, "on", on);
}

static int
put_target(const struct entry *e, const struct entry_doc *start,
    int64_t until, ctxh_value *o)
{
	static const char *const keys[] = { "indicator", "unit", "measure",
	    "to", "basis" };
	int64_t	ends = entry_ends(e, until);
	char	number[ENTRY_NUMBER_MAX], from[11];
	size_t	i;
	int	bad;

	entry_number(REGISTER_TARGET, e->id, number);
	date_format(day_of(start->at), from);
	bad = put_text(o, "entry", number) | put_text(o, "register",
	    register_names[REGISTER_TARGET]) | put_text(o, "from", from) |
	    put_bool(o, "open", ends == ENTRY_OPEN);
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		bad |= put_text(o, keys[i], get_text(start->fields, keys[i]));
	return bad;
}

/* What it was in the period before, where it was a target then. */
static int
figures_before(ctxh *h, struct listing *l, const struct entry *e,
    struct figures *f)
{
	struct span window;

	*f = (struct figures){ FIGURE_UNKNOWN, FIGURE_UNKNOWN, 0 };
	if (!l->has_before || !target_window(e, &l->before, &window))
		return CTXH_OK;
	return target_figures(h, &l->m, e, &l->before, &window, f);
}

static int
give(ctxh *h, struct listing *l, const struct entry *e,
    const struct span *window, ctxh_row_fn row, void *ctx)
{
	const struct entry_doc	*start = target_start(e, l->p.span.asof);
	struct figures		 f, was;
	ctxh_value		*o;
	int			 rc;

	if ((rc = target_figures(h, &l->m, e, &l->p, window, &f)) !=
	    CTXH_OK || (rc = figures_before(h, l, e, &was)) != CTXH_OK)
		return rc;
	o = ctxh_value_object();
	if (o == NULL || put_target(e, start, l->p.span.asof, o) |
	    put_figures(o, &f, &was, get_int(start->fields, "target", 0)))
		rc = fail_nomem(h);
	else if (row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

static int
list(ctxh *h, struct listing *l, ctxh_row_fn row, void *ctx)
{
	struct entries	all;
	struct span	window;
	size_t		i;
	int		rc;

	if ((rc = entries_load(h, REGISTER_TARGET, 0, &all)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		if (target_window(&all.list[i], &l->p, &window))
			rc = give(h, l, &all.list[i], &window, row, ctx);
	entries_free(&all);
	return rc;
}

EXPORT int
ctxh_target_list(ctxh *h, const struct ctxh_report_options *opt,
    ctxh_row_fn row, void *ctx)
{
	struct listing		 l;
	const struct rules	*r;
	int			 rc;

	if ((rc = need_facts(h, "target list")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = read_period(h, opt, &l.p)) == CTXH_OK &&
	    (rc = read_before(h, &l)) == CTXH_OK) {
		r = rules_on(h, l.p.until);
		rc = r == NULL ? h->status :
		    measuring_init(h, &l.m, r, NULL, NULL);
		if (rc == CTXH_OK)
			rc = list(h, &l, row, ctx);
		if (r != NULL)
			measuring_free(&l.m);
	}
	return db_release(h, rc);
}
