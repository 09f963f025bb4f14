/*
 * ctxh report --case: the incident report on one case, for the level above.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "report.h"
#include "util.h"

/* ---- CSV: a cell a line ---- */

/* A list of words becomes one. */
static ctxh_value *
joined(const ctxh_value *list)
{
	const ctxh_value *v;
	struct str s = { 0 };
	ctxh_value *text;

	str_puts(&s, "");
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		str_printf(&s, "%s%s", s.len > 0 ? ";" : "",
		    ctxh_value_str(v) != NULL ? ctxh_value_str(v) : "");
	text = ctxh_value_text(s.s);
	wipe_free(s.s);
	return text;
}

static int
is_nested(const ctxh_value *v)
{
	return ctxh_value_kind(v) == CTXH_OBJECT ||
	    (ctxh_value_kind(v) == CTXH_LIST &&
	    ctxh_value_kind(ctxh_value_first(v)) == CTXH_OBJECT);
}

/* The members of an object; what lies deeper has tables of its own. */
static void
tidy_members(struct out *out, const char *table, const char *row,
    const ctxh_value *object)
{
	const ctxh_value *m;
	ctxh_value *words;

	for (m = ctxh_value_first(object); m != NULL;
	    m = ctxh_value_next(m)) {
		if (is_nested(m))
			continue;
		words = ctxh_value_kind(m) == CTXH_LIST ? joined(m) : NULL;
		report_tidy_cell(out, table, row, ctxh_value_key(m),
		    words != NULL ? words : m);
		ctxh_value_free(words);
	}
}

/* What a document says: its fields by their ids, in words where they are
 * lists. */
static void
tidy_fields(struct out *out, const char *row, const ctxh_value *fields)
{
	const ctxh_value *f, *value;

	for (f = ctxh_value_first(fields); f != NULL;
	    f = ctxh_value_next(f)) {
		value = ctxh_value_get(f, "value");
		report_tidy_cell(out, "fields", row, val_str(f, "id"),
		    ctxh_value_kind(value) == CTXH_LIST ?
		    ctxh_value_get(f, "text") : value);
	}
}

static void
tidy_list(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v;
	char row[24];
	size_t n = 0;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		snprintf(row, sizeof(row), "%zu", ++n);
		tidy_members(out, ctxh_value_key(list), row, v);
		tidy_fields(out, row, ctxh_value_get(v, "fields"));
	}
}

/* "case" for the report's own members, one table for each of its parts. */
static int
print_tidy(struct out *out, const ctxh_value *report)
{
	static const char *const lists[] = { "students", "timeline",
	    "referrals", "deadlines" };
	static const char *const objects[] = { "measures", "pending",
	    "outcome" };
	const char *number = val_str(report, "case");
	size_t i;
	int rc = report_tidy_begin(out);

	if (rc != CTXH_OK)
		return rc;
	tidy_members(out, "case", number, report);
	for (i = 0; i < sizeof(objects) / sizeof(objects[0]); i++)
		tidy_members(out, objects[i], number,
		    ctxh_value_get(report, objects[i]));
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		tidy_list(out, ctxh_value_get(report, lists[i]));
	return out_end(out);
}

/* ---- the command ---- */

static int
check_options(struct app *app, const struct opts *o)
{
	static const char *const others[] = { "year", "term", "from", "to",
	    "issued", "date", "op", "table" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (opt_given(o, others[i]))
			return app_fail(app, CTXH_EUSAGE,
			    T("--case is a report of its own; leave out --%s"),
			    others[i]);
	return CTXH_OK;
}

/* To programs as values, to people as the document that it is. */
static int
put(struct app *app, const struct opts *o, const ctxh_value *report,
    int secret)
{
	const char *path = opt_text(o, "output");
	struct ctxh_paper look = { .format = report_format(app, path) };
	int rc;

	if (strcmp(look.format, PAPER_XLSX) == 0)
		return app_fail(app, CTXH_EUSAGE, T("a report on a case has no "
		    "tables for a workbook; take docx or html"));
	if (out_format(app->out) != OUT_TEXT) {
		if ((rc = report_check_look(app, o, "")) != CTXH_OK ||
		    (rc = report_print_to(app, path, secret)) != CTXH_OK)
			return rc;
		return out_format(app->out) == OUT_CSV ?
		    print_tidy(app->out, report) :
		    out_object(app->out, report, NULL, NULL);
	}
	paper_look(o, &look);
	look.number = look.date = NULL;
	rc = report_write(app, report, &look, path, secret);
	paper_look_free(&look);
	return rc;
}

int
report_case_run(struct app *app, struct opts *o)
{
	const int names = opt_flag(o, "names");
	const char *until = NULL;
	ctxh_value *report = NULL;
	char day[16];
	int rc;

	if ((rc = check_options(app, o)) != CTXH_OK ||
	    (rc = report_day(app, o, "until", day, &until)) != CTXH_OK)
		return rc;
	rc = ctxh_report_case(app->h, opt_text(o, "case"), until,
	    names ? CTXH_NAMES : 0, &report);
	if (rc == CTXH_OK)
		rc = put(app, o, report, names);
	ctxh_value_free(report);
	return rc;
}
