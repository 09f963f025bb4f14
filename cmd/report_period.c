/*
 * Which report is meant: the options of its period, read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "report.h"
#include "util.h"
#include "when.h"

const struct opt_choice report_terms[] = {
	{ "1", N_("the first term") }, { "2", N_("the second term") },
	{ "year", N_("the school year") }, { 0 }
};

int
report_day(struct app *app, struct opts *o, const char *name, char *day,
    const char **to)
{
	char buf[32];
	int64_t t;
	int rc;

	if (!opt_given(o, name))
		return CTXH_OK;
	rc = when_option(app, name, opt_text(o, name), &t);
	if (rc != CTXH_OK)
		return rc;
	snprintf(day, 16, "%.10s", when_rfc3339(t, buf, sizeof(buf)));
	*to = day;
	return CTXH_OK;
}

/* Whether the day, yyyy-mm-dd, is one of the year's first term. */
static int
in_first_term(struct app *app, const char *year, const char *day)
{
	ctxh_value *v = NULL;
	const char *end = NULL;
	int is;

	if (ctxh_config_get(app->h, "hk1_end", year, &v) == CTXH_OK)
		end = val_str(v, "value");
	is = end != NULL && strcmp(day, end) <= 0;
	ctxh_value_free(v);
	return is;
}

/* The school year runs from 5/9; its first term ends on the day that the
 * school sets, its second on 31/5, and the summer is reported with the year. */
static const char *
term_today(struct app *app, char *year, size_t size)
{
	char now[32], *month_day = now + 5;
	long first;

	when_rfc3339(when_now(), now, sizeof(now));
	now[10] = '\0';
	first = strtol(now, NULL, 10);
	if (strcmp(month_day, "09-05") < 0)
		first--;
	snprintf(year, size, "%ld-%ld", first, first + 1);
	if (in_first_term(app, year, now))
		return "1";
	return strcmp(month_day, "09-05") >= 0 ||
	    strcmp(month_day, "05-31") <= 0 ? "2" : "year";
}

/*
 * Nothing said which period: the term that runs today, if the store's newest
 * year does; else the whole of a year.
 */
static void
guess_period(struct app *app, struct report_period *p)
{
	ctxh_value *list = NULL;
	const char *newest = NULL;

	p->options.term = term_today(app, p->year, sizeof(p->year));
	if (p->options.year == NULL &&
	    ctxh_case_list(app->h, NULL, &list) == CTXH_OK)
		newest = val_str(ctxh_value_first(list), "year");
	if (p->options.year != NULL || (newest != NULL &&
	    strcmp(newest, p->year) != 0)) {
		if (p->options.year == NULL)
			snprintf(p->year, sizeof(p->year), "%s", newest);
		p->options.term = "year";
		app_warn(app, T("no --term given: the whole year %s"),
		    p->options.year != NULL ? p->options.year : p->year);
	} else if (strcmp(p->options.term, "year") == 0)
		app_warn(app, T("no period given: the year %s, which ends "
		    "with this summer"), p->year);
	else
		app_warn(app, T("no period given: term %s of %s, which runs "
		    "today"), p->options.term, p->year);
	if (p->options.year == NULL)
		p->options.year = p->year;
	ctxh_value_free(list);
}

int
report_period_read(struct app *app, struct opts *o, int guess,
    struct report_period *p)
{
	int rc;

	p->options.version = CTXH_REPORT_VERSION;
	p->options.year = opt_text(o, "year");
	p->options.term = opt_text(o, "term");
	rc = report_day(app, o, "from", p->from, &p->options.from);
	if (rc == CTXH_OK)
		rc = report_day(app, o, "to", p->to, &p->options.to);
	if (rc != CTXH_OK)
		return rc;
	if ((p->options.from == NULL) != (p->options.to == NULL))
		return app_fail(app, CTXH_EUSAGE,
		    T("--from and --to go together"));
	if (p->options.from != NULL && (p->options.term != NULL ||
	    p->options.year != NULL))
		return app_fail(app, CTXH_EUSAGE,
		    T("--from and --to stand in place of --year and --term"));
	if (p->options.from != NULL || p->options.term != NULL)
		return CTXH_OK;
	if (!guess)
		return app_fail(app, CTXH_EUSAGE, T("missing: which report; "
		    "give --term, or --from and --to"));
	guess_period(app, p);
	return CTXH_OK;
}

int
report_until_read(struct app *app, struct opts *o, struct report_period *p)
{
	return report_day(app, o, "until", p->until, &p->options.until);
}

const char *
report_show_period(void *ctx, const ctxh_value *v, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *kind = val_str(v, "period"), *year = val_str(v, "year");
	char from[64], to[64];

	(void)ctx;
	(void)cell;
	if (kind == NULL || strcmp(kind, "span") == 0) {
		out_show_date(NULL, v, ctxh_value_get(v, "from"), from,
		    sizeof(from));
		out_show_date(NULL, v, ctxh_value_get(v, "to"), to,
		    sizeof(to));
		snprintf(buf, size, "%.16s - %.16s", from, to);
		return buf;
	}
	snprintf(buf, size, "%s %s", strcmp(kind, "hk1") == 0 ?
	    T("the first term") : strcmp(kind, "hk2") == 0 ?
	    T("the second term") : T("the school year"),
	    year != NULL ? year : "");
	return buf;
}
