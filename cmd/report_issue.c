/*
 * ctxh report issue, ctxh report issued: what was sent, and keeping it.
 */
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "report.h"
#include "util.h"
#include "when.h"

const struct opt_spec report_issue_options[] = {
	REPORT_PERIOD_OPTIONS(N_("what it covers")),
	REPORT_UNTIL_OPTION,
	{ "number", 0, OPT_TEXT, OPT_REQUIRED, N_("NUMBER"),
	    N_("the number that the office gave it, as 05/BC-THCS"), NULL },
	{ "date", 0, OPT_TIME, OPT_REQUIRED, N_("DATE"),
	    N_("the date that stands on it"), NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

/* How it is found again, whatever else has its number. */
static void
print_again(struct out *out, const ctxh_value *v, const char *date)
{
	const char *by = val_str(v, "picked_by");

	out_printf(out, T("Print it: ctxh report --issued \"%s\""),
	    val_str(v, "number"));
	if (by != NULL && strcmp(by, "date") == 0)
		out_printf(out, " --date %s", date);
	if (by != NULL && strcmp(by, "op") == 0)
		out_printf(out, " --op %lld", (long long)val_int(v, "op"));
	out_puts(out, "\n");
}

static void
print_issue(struct out *out, void *ctx, const ctxh_value *v)
{
	int done = ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER;
	char date[64], until[64], period[64];

	(void)ctx;
	out_show_date(NULL, v, ctxh_value_get(v, "date"), date, sizeof(date));
	out_show_date(NULL, v, ctxh_value_get(v, "until"), until,
	    sizeof(until));
	out_printf(out, done ? T("Issued: report %s of %s, %s, numbers of %s") :
	    T("Would be issued: report %s of %s, %s, numbers of %s"),
	    val_str(v, "number"), date,
	    report_show_period(NULL, v, NULL, period, sizeof(period)), until);
	out_puts(out, "\n");
	report_notices(out, v);
	if (done)
		print_again(out, v, date);
}

int
report_issue_run(struct app *app, struct opts *o)
{
	struct report_period p = { .options = { 0 } };
	const char *date = NULL;
	ctxh_value *result = NULL;
	char day[16];
	int rc;

	rc = report_period_read(app, o, 0, &p);
	if (rc == CTXH_OK)
		rc = report_until_read(app, o, &p);
	if (rc == CTXH_OK)
		rc = report_day(app, o, "date", day, &date);
	if (rc == CTXH_OK)
		rc = ctxh_report_issue(app->h, &p.options,
		    opt_text(o, "number"), date,
		    opt_flag(o, "dry-run") ? CTXH_DRY_RUN : 0, &result);
	if (rc == CTXH_OK)
		rc = out_object(app->out, result, print_issue, app);
	ctxh_value_free(result);
	return rc;
}

static const struct out_column columns[] = {
	{ "number", N_("No."), NULL, NULL, 0 },
	{ "date", N_("Dated"), out_show_date, NULL, 0 },
	{ "period", N_("Period"), report_show_period, NULL, 0 },
	{ "year", NULL, NULL, NULL, 0 },
	{ "from", NULL, NULL, NULL, 0 },
	{ "to", NULL, NULL, NULL, 0 },
	{ "until", N_("Numbers of"), out_show_date, NULL, 0 },
	{ "corrects", N_("Corrects"), NULL, NULL, 0 },
	{ "by", N_("Issued by"), NULL, NULL, 0 },
	{ "issued_at", N_("Issued at"), out_show_time, NULL, 0 },
	{ "op", NULL, NULL, NULL, 0 },
	{ 0 }
};

int
report_issued_run(struct app *app, struct opts *o)
{
	ctxh_value *list = NULL;
	int rc = ctxh_report_issued(app->h, &list);

	(void)o;
	out_if_empty(app->out, T("no report was issued"));
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, NULL, list);
	ctxh_value_free(list);
	return rc;
}
