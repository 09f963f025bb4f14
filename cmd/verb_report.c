/*
 * ctxh report: the tables of a term, a year or any period.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "report.h"
#include "util.h"
#include "when.h"

static const struct opt_choice terms[] = {
	{ "1", N_("the first term") }, { "2", N_("the second term") },
	{ "year", N_("the school year") }, { 0 }
};

static const struct opt_spec options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year, 2024 or 2024-2025; default: the newest"),
	    NULL },
	{ "term", 't', OPT_TEXT, 0, N_("TERM"),
	    N_("what it covers; default: the term that runs today"), terms },
	{ "from", 0, OPT_TIME, 0, N_("DATE"),
	    N_("with --to, in place of a term: both days included"), NULL },
	{ "to", 0, OPT_TIME, 0, N_("DATE"), N_("see --from"), NULL },
	{ "until", 0, OPT_TIME, 0, N_("DATE"),
	    N_("count what happened by the end of this day; default: the "
	    "period's end, or now while it runs"), NULL },
	{ "table", 0, OPT_TEXT, 0, N_("ID"),
	    N_("only this table: cases, referrals, deadlines, or one of the "
	    "rule set's such as counselling"), NULL },
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write it to a file"), NULL },
	{ 0 }
};

/* The texts that the library's options point to. */
struct period {
	struct ctxh_report_options options;
	char	year[48], from[16], to[16], until[16];
};

static int
read_day(struct app *app, struct opts *o, const char *name, char *day,
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

/* The school year runs from 5/9; its first term ends on 18/1, its second on
 * 31/5, and the summer is reported with the year. */
static const char *
term_today(char *year, size_t size)
{
	char now[32], *month_day = now + 5;
	long first;

	when_rfc3339(when_now(), now, sizeof(now));
	now[10] = '\0';
	first = strtol(now, NULL, 10);
	if (strcmp(month_day, "09-05") < 0)
		first--;
	snprintf(year, size, "%ld-%ld", first, first + 1);
	if (strcmp(month_day, "09-05") >= 0 || strcmp(month_day, "01-18") <= 0)
		return "1";
	return strcmp(month_day, "05-31") <= 0 ? "2" : "year";
}

/*
 * Nothing said which period: the term that runs today, if the store's newest
 * year does; else the whole of a year.
 */
static void
guess_period(struct app *app, struct period *p)
{
	ctxh_value *list = NULL;
	const char *newest = NULL;

	p->options.term = term_today(p->year, sizeof(p->year));
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

static int
read_period(struct app *app, struct opts *o, struct period *p)
{
	int rc;

	p->options.version = CTXH_REPORT_VERSION;
	p->options.year = opt_text(o, "year");
	p->options.term = opt_text(o, "term");
	rc = read_day(app, o, "from", p->from, &p->options.from);
	if (rc == CTXH_OK)
		rc = read_day(app, o, "to", p->to, &p->options.to);
	if (rc == CTXH_OK)
		rc = read_day(app, o, "until", p->until, &p->options.until);
	if (rc != CTXH_OK)
		return rc;
	if ((p->options.from == NULL) != (p->options.to == NULL))
		return app_fail(app, CTXH_EUSAGE,
		    T("--from and --to go together"));
	if (p->options.from != NULL && (p->options.term != NULL ||
	    p->options.year != NULL))
		return app_fail(app, CTXH_EUSAGE,
		    T("--from and --to stand in place of --year and --term"));
	if (p->options.from == NULL && p->options.term == NULL)
		guess_period(app, p);
	return CTXH_OK;
}

/* ---- what is printed ---- */

/* Only the one table that was asked for. */
static int
choose_table(struct app *app, const char *id, ctxh_value *report)
{
	const ctxh_value *tables = ctxh_value_get(report, "tables"), *t;
	ctxh_value *one;
	struct str known = { 0 };
	int rc;

	t = val_find(tables, "id", id);
	if (t != NULL) {
		one = ctxh_value_list();
		val_push(one, ctxh_value_copy(t));
		val_put(report, "tables", one);
		return CTXH_OK;
	}
	for (t = ctxh_value_first(tables); t != NULL; t = ctxh_value_next(t))
		str_printf(&known, "%s%s", known.len > 0 ? ", " : "",
		    val_str(t, "id"));
	rc = app_fail(app, CTXH_EUSAGE,
	    T("--table: no such table: \"%s\"; one of %s"), id,
	    known.len > 0 ? known.s : "");
	free(known.s);
	return rc;
}

static void
tidy_rows(struct out *out, const ctxh_value *table)
{
	const ctxh_value *row, *column, *cell;
	ctxh_value *v;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		cell = ctxh_value_first(ctxh_value_get(row, "cells"));
		column = ctxh_value_first(ctxh_value_get(table, "columns"));
		for (; cell != NULL && column != NULL;
		    cell = ctxh_value_next(cell)) {
			v = ctxh_value_object();
			val_put_text(v, "table", val_str(table, "id"));
			val_put_text(v, "row", val_str(row, "id"));
			val_put_text(v, "column", val_str(column, "id"));
			val_put(v, "value", ctxh_value_copy(cell));
			out_row(out, v);
			ctxh_value_free(v);
			column = ctxh_value_next(column);
		}
	}
}

static int
print_tidy(struct out *out, const ctxh_value *report)
{
	static const struct out_column columns[] = {
		{ .key = "table" }, { .key = "row" }, { .key = "column" },
		{ .key = "value" }, { 0 }
	};
	const ctxh_value *t;
	int rc = out_begin(out, columns, NULL);

	for (t = ctxh_value_first(ctxh_value_get(report, "tables"));
	    rc == CTXH_OK && t != NULL; t = ctxh_value_next(t))
		tidy_rows(out, t);
	return rc == CTXH_OK ? out_end(out) : rc;
}

/* The table as on paper: labels for heads, the rows' labels first. */
static int
print_seen(struct out *out, const ctxh_value *table)
{
	const ctxh_value *list = ctxh_value_get(table, "columns"), *row, *c;
	size_t n = ctxh_value_count(list), i;
	struct out_column *columns = xmalloc((n + 2) * sizeof(*columns));
	ctxh_value *v;
	int rc;

	memset(columns, 0, (n + 2) * sizeof(*columns));
	columns[0].key = val_str(table, "title");
	for (i = 1, c = ctxh_value_first(list); c != NULL;
	    c = ctxh_value_next(c))
		columns[i++].key = val_str(c, "label");
	rc = out_begin(out, columns, NULL);
	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    rc == CTXH_OK && row != NULL; row = ctxh_value_next(row)) {
		v = ctxh_value_object();
		val_put_text(v, columns[0].key, val_str(row, "label"));
		for (i = 1, c = ctxh_value_first(ctxh_value_get(row,
		    "cells")); c != NULL && i <= n; c = ctxh_value_next(c))
			val_put(v, columns[i++].key, ctxh_value_copy(c));
		rc = out_row(out, v);
		ctxh_value_free(v);
	}
	if (rc == CTXH_OK)
		rc = out_end(out);
	free(columns);
	return rc;
}

static int
print(struct app *app, const ctxh_value *report, int one_table)
{
	if (out_format(app->out) != OUT_CSV)
		return out_object(app->out, report, report_text, app);
	if (one_table)
		return print_seen(app->out, ctxh_value_first(
		    ctxh_value_get(report, "tables")));
	return print_tidy(app->out, report);
}

/* The file takes the place of standard output: printers need not know. */
static int
open_output(struct app *app, const char *path)
{
	int fd;

	if (path == NULL || strcmp(path, "-") == 0)
		return CTXH_OK;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd == -1 || dup2(fd, STDOUT_FILENO) == -1) {
		app_fail(app, CTXH_EFAIL, T("cannot write \"%s\": %s"), path,
		    strerror(errno));
		if (fd != -1)
			close(fd);
		return app_where(app, "path", path);
	}
	close(fd);
	out_setup(app->out, out_format(app->out), COLOR_NEVER, 0);
	return CTXH_OK;
}

static int
run(struct app *app, struct opts *o)
{
	struct period p = { .options = { 0 } };
	ctxh_value *report = NULL;
	int rc;

	rc = read_period(app, o, &p);
	if (rc == CTXH_OK)
		rc = ctxh_report(app->h, &p.options, &report);
	if (rc == CTXH_OK && opt_given(o, "table"))
		rc = choose_table(app, opt_text(o, "table"), report);
	if (rc == CTXH_OK)
		rc = open_output(app, opt_text(o, "output"));
	if (rc == CTXH_OK)
		rc = print(app, report, opt_given(o, "table"));
	ctxh_value_free(report);
	return rc;
}

const struct cmd cmd_report = {
	.name = "report", .alias = "bao-cao", .run = run,
	.flags = CMD_KEY | CMD_PAGER, .group = GROUP_TIME,
	.summary = N_("the tables of a term, a year or any period"),
	.options = options,
	.help = N_("Always in Vietnamese. --format csv gives table, row, "
	    "column, value; with --table that table as people see it."),
	.example = "  ctxh report --year 2024-2025 --term 1\n"
	    "  ctxh report --from 01/10/2024 --to 31/10/2024 --format csv "
	    "-o thang-10.csv",
};
