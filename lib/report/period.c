#include "report/period.h"

#include <string.h>

#include "base/value.h"
#include "people/config.h"
#include "people/year.h"
#include "text/date.h"

int
span_has(const struct span *s, int64_t moment)
{
	return moment >= s->start && moment <= s->asof;
}

const char *
period_kind(const char *name)
{
	static const char *const kinds[] = { "hk1", "hk2", "year", "span" };
	size_t i;

	for (i = 0; name != NULL && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], name) == 0)
			return kinds[i];
	return NULL;
}

/* The days of a span; as of its end for now. */
static struct span
span_of(int64_t first, int64_t last)
{
	return (struct span){ first, last, day_start(first),
	    day_start(last + 1) - 1 };
}

int
period_days(ctxh *h, struct period *p)
{
	int64_t	starts[TERM_STARTS];
	int	rc, i;

	if ((rc = config_terms(h, p->year, starts)) != CTXH_OK)
		return rc;
	for (i = 0; i < TERM_STARTS - 1; i++)
		p->parts[i] = span_of(starts[i], starts[i + 1] - 1);
	if (strcmp(p->kind, "hk1") == 0)
		p->span = p->parts[0];
	else if (strcmp(p->kind, "hk2") == 0)
		p->span = p->parts[1];
	else if (strcmp(p->kind, "year") == 0)
		p->span = span_of(starts[0], starts[TERM_STARTS - 1] - 1);
	return CTXH_OK;
}

int
period_before(ctxh *h, const struct period *p, struct period *before, int *is)
{
	int rc;

	memset(before, 0, sizeof(*before));
	before->kind = strcmp(p->kind, "hk1") == 0 ? "hk2" :
	    strcmp(p->kind, "hk2") == 0 ? "hk1" : p->kind;
	before->year = strcmp(p->kind, "hk2") == 0 ? p->year : p->year - 1;
	*is = strcmp(p->kind, "span") != 0 && before->year >= DATE_YEAR_MIN;
	if (!*is)
		return CTXH_OK;
	if ((rc = period_days(h, before)) == CTXH_OK)
		before->until = before->span.last;
	return rc;
}

static int
read_term(ctxh *h, const struct ctxh_report_options *opt, struct period *p)
{
	static const struct { const char *term, *kind; } terms[] = {
		{ "1", "hk1" }, { "2", "hk2" }, { "year", "year" },
	};
	size_t	i;
	int	rc;

	for (i = 0; i < sizeof(terms) / sizeof(*terms); i++)
		if (strcmp(opt->term, terms[i].term) == 0)
			p->kind = terms[i].kind;
	if ((rc = year_wanted(h, opt->year, &p->year)) != CTXH_OK)
		return rc;
	if (p->kind == NULL)
		return fail(h, CTXH_EUSAGE, T(h, "no such term: \"%s\"; one of "
		    "1, 2, year"), opt->term);
	return period_days(h, p);
}

static int
read_days(ctxh *h, const struct ctxh_report_options *opt, struct period *p)
{
	int64_t	from, to;
	char	a[11], b[11];
	int	rc;

	if (opt->from == NULL || opt->to == NULL || opt->year != NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "no period for the "
		    "report; give a school year and a term, or two days"));
	if ((rc = ctxh_date_parse(h, opt->from, &from)) != CTXH_OK ||
	    (rc = ctxh_date_parse(h, opt->to, &to)) != CTXH_OK)
		return rc;
	if (to < from) {
		date_show(from, a);
		date_show(to, b);
		return fail(h, CTXH_EUSAGE, T(h, "the period ends before it "
		    "begins: %s to %s; exchange the days"), a, b);
	}
	p->kind = "span";
	/* Two days may lie in two school years; the first one names it. */
	p->year = year_of_day(from);
	p->span = span_of(from, to);
	return CTXH_OK;
}

/* The day that the numbers are taken on; it may still lie ahead, as a report
 * is prepared before it is due, but nothing is known of what is to come. */
static int
read_until(ctxh *h, const char *text, struct period *p)
{
	int64_t	day, now = handle_now(h);
	char	a[11], b[11];
	int	rc;

	if (now < p->span.start) {
		date_show(p->span.first, a);
		return fail(h, CTXH_EUSAGE, T(h, "the period has not begun "
		    "yet, it does on %s; choose an earlier one"), a);
	}
	if (text != NULL) {
		if ((rc = ctxh_date_parse(h, text, &day)) != CTXH_OK)
			return rc;
		if (day < p->span.first || day > p->span.last) {
			date_show(p->span.first, a);
			date_show(p->span.last, b);
			return fail(h, CTXH_EUSAGE, T(h, "the day \"%s\" is "
			    "not in the period; choose one from %s to %s"),
			    text, a, b);
		}
		p->span.asof = day_start(day + 1) - 1;
	}
	if (p->span.asof > now)
		p->span.asof = now;
	p->until = day_of(p->span.asof);
	return CTXH_OK;
}

/* Parts end with the report; those that begin later are left out. */
static void
cut_parts(struct period *p)
{
	size_t i;

	for (i = 0; i < PERIOD_PARTS; i++) {
		if (strcmp(p->kind, "year") != 0 ||
		    p->parts[i].start > p->span.asof)
			break;
		if (p->parts[i].asof > p->span.asof)
			p->parts[i].asof = p->span.asof;
	}
	p->nparts = i;
}

int
period_read(ctxh *h, const struct ctxh_report_options *opt, struct period *p)
{
	int rc;

	memset(p, 0, sizeof(*p));
	p->every_table = opt->every_table != 0;
	p->charts = opt->charts != 0;
	if (opt->version != CTXH_REPORT_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "options of another "
		    "version"));
	if (opt->term != NULL && (opt->from != NULL || opt->to != NULL))
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a report covers a term "
		    "or two days, not both; leave one out"));
	rc = opt->term != NULL ? read_term(h, opt, p) : read_days(h, opt, p);
	if (rc != CTXH_OK || (rc = read_until(h, opt->until, p)) != CTXH_OK)
		return rc;
	cut_parts(p);
	return CTXH_OK;
}
