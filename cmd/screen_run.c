/*
 * ctxh screen run: whom the rules point at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "screen.h"
#include "util.h"

const struct opt_spec screen_run_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	{ "at", 0, OPT_TIME, 0, N_("DAY"),
	    N_("as of this day; default: the newest one of the lists"), NULL },
	{ "all", 0, OPT_FLAG, 0, NULL,
	    N_("also what was accepted or dismissed"), NULL },
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names and codes; leaves a trace in the chain"), NULL },
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("only look: it is not remembered as the last run"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

/* All evidence on one line; what is new is marked. */
static const char *
show_why(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v, *decided;
	struct str *s = ctx;

	(void)row;
	(void)buf;
	(void)size;
	s->len = 0;
	str_puts(s, "");
	for (v = ctxh_value_first(cell); v != NULL; v = ctxh_value_next(v)) {
		str_printf(s, "%s%s%s: %s", s->len > 0 ? "; " : "",
		    val_true(v, "new") ? "* " : "", val_str(v, "label"),
		    val_str(v, "text"));
		decided = ctxh_value_get(v, "decided");
		if (decided == NULL)
			continue;
		str_printf(s, " (%s%s%s)", strcmp(val_str(decided, "verdict"),
		    "accepted") == 0 ? T("accepted") : T("dismissed"),
		    val_str(decided, "led_to") != NULL ? " " : "",
		    val_str(decided, "led_to") != NULL ?
		    val_str(decided, "led_to") : "");
	}
	return s->s;
}

static const char *
show_no(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	(void)ctx;
	(void)row;
	if (ctxh_value_kind(cell) != CTXH_NUMBER)
		return "-";
	snprintf(buf, size, "#%lld", (long long)ctxh_value_num(cell));
	return buf;
}

static const char *
show_codes(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const ctxh_value *v;
	size_t n = 0;
	int k;

	(void)ctx;
	(void)row;
	buf[0] = '\0';
	for (v = ctxh_value_first(cell); v != NULL && n < size;
	    v = ctxh_value_next(v)) {
		k = snprintf(buf + n, size - n, "%s%s", n > 0 ? ", " : "",
		    ctxh_value_str(v));
		n += k > 0 ? (size_t)k : 0;
	}
	return buf;
}

#define SHARED_COLUMNS \
	{ "why", N_("Why (* is new)"), show_why, NULL, 0 }, \
	{ "groups", N_("In group"), show_codes, NULL, 0 }, \
	{ "suggests", N_("Suggested group"), show_codes, NULL, 0 }, \
	{ 0 }

static const struct out_column without_names[] = {
	{ "no", N_("Row"), show_no, NULL, 0 },
	{ "class", N_("Class"), NULL, NULL, 0 },
	SHARED_COLUMNS
};

static const struct out_column with_names[] = {
	{ "no", N_("Row"), show_no, NULL, 0 },
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "class", N_("Class"), NULL, NULL, 0 },
	SHARED_COLUMNS
};

struct shown {
	const struct out_column *columns;
	int		 looks;
};

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct shown *s = ctx;
	struct str joined = { 0 };
	char date[32];

	if (val_int(v, "known") == 0) {
		out_puts(out, T("no list was taken in yet; see ctxh screen "
		    "import"));
		out_puts(out, "\n");
		return;
	}
	out_printf(out, T("School year %s, as of %s: %lld pupils, %lld of "
	    "them with something new"), val_str(v, "year"),
	    val_str(v, "at") == NULL ? "-" : out_show_date(NULL, v,
	    ctxh_value_get(v, "at"), date, sizeof(date)),
	    (long long)val_int(v, "found"), (long long)val_int(v, "new"));
	out_puts(out, "\n");
	out_table(out, s->columns, &joined, ctxh_value_get(v, "pupils"));
	free(joined.s);
	if (val_int(v, "settled") > 0) {
		out_printf(out, T("%lld pupils were looked at before, and "
		    "nothing came to it; see --all"),
		    (long long)val_int(v, "settled"));
		out_puts(out, "\n");
	}
	if (val_int(v, "found") == 0)
		return;
	out_puts(out, s->looks ? T("Rows are taken by their numbers after a "
	    "run without --dry-run.") : T("Next: ctxh screen accept '#1' "
	    "--group GROUP, ctxh screen dismiss '#1' --reason TEXT"));
	out_puts(out, "\n");
}

/* CSV has a row a pupil and rule. */
static const struct out_column csv_columns[] = {
	{ "no", NULL, NULL, NULL, 0 }, { "class", NULL, NULL, NULL, 0 },
	{ "student", NULL, NULL, NULL, 0 }, { "name", NULL, NULL, NULL, 0 },
	{ "rule", NULL, NULL, NULL, 0 }, { "label", NULL, NULL, NULL, 0 },
	{ "text", NULL, NULL, NULL, 0 }, { "days", NULL, NULL, NULL, 0 },
	{ "from", NULL, NULL, NULL, 0 }, { "to", NULL, NULL, NULL, 0 },
	{ "term", NULL, NULL, NULL, 0 }, { "code", NULL, NULL, NULL, 0 },
	{ "new", NULL, NULL, NULL, 0 }, { 0 }
};

static ctxh_value *
flat(const ctxh_value *pupils)
{
	static const char *const own[] = { "no", "class", "student", "name" };
	ctxh_value *list = ctxh_value_list(), *row;
	const ctxh_value *p, *e;

	for (p = ctxh_value_first(pupils); p != NULL; p = ctxh_value_next(p))
		for (e = ctxh_value_first(ctxh_value_get(p, "why")); e != NULL;
		    e = ctxh_value_next(e)) {
			row = val_copy(e);
			for (size_t i = 0; i < 4; i++)
				if (ctxh_value_get(p, own[i]) != NULL)
					val_put(row, own[i], ctxh_value_copy(
					    ctxh_value_get(p, own[i])));
			val_push(list, row);
		}
	return list;
}

/* Columns of names are there with --names alone. */
static int
print_csv(struct app *app, int names, const ctxh_value *v)
{
	struct out_column columns[sizeof(csv_columns) /
	    sizeof(csv_columns[0])];
	size_t n = 0;
	ctxh_value *list = flat(ctxh_value_get(v, "pupils"));
	int rc;

	for (size_t i = 0; csv_columns[i].key != NULL; i++)
		if (names || (i != 2 && i != 3))
			columns[n++] = csv_columns[i];
	columns[n] = (struct out_column){ 0 };
	rc = out_rows(app->out, columns, app, list);
	ctxh_value_free(list);
	return rc;
}

int
screen_run_reads(const struct opts *o)
{
	return opt_given(o, "dry-run");
}

int
screen_run(struct app *app, struct opts *o)
{
	int names = opt_given(o, "names"), rc;
	struct shown s = { names ? with_names : without_names,
	    opt_given(o, "dry-run") };
	unsigned flags = (names ? CTXH_NAMES : 0U) |
	    (s.looks ? CTXH_SCREEN_LOOK : 0U) |
	    (opt_given(o, "all") ? CTXH_SCREEN_ALL : 0U);
	ctxh_value *v = NULL;
	int64_t at = 0;

	out_excel(app->out, opt_given(o, "excel"));
	if (opt_given(o, "at") && (rc = ctxh_date_parse(app->h,
	    opt_text(o, "at"), &at)) != CTXH_OK)
		return rc;
	rc = ctxh_screen_run(app->h, opt_text(o, "year"), at, flags, &v);
	if (rc == CTXH_OK)
		rc = out_format(app->out) == OUT_CSV ||
		    out_format(app->out) == OUT_JSONL ?
		    print_csv(app, names, v) :
		    out_object(app->out, v, text, &s);
	ctxh_value_free(v);
	return rc;
}
