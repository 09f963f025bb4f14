/*
 * ctxh report note: the parts of a report that are text.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "report.h"
#include "term.h"
#include "util.h"

#define TEXT_MAX	((size_t)1 << 20)
#define SHOWN		48	/* bytes of a text in the list */

const struct opt_spec report_note_options[] = {
	REPORT_PERIOD_OPTIONS(N_("whose report")),
	{ "text", 0, OPT_TEXT, 0, N_("TEXT"),
	    N_("what to write; @FILE or - reads it; default: show the part"),
	    NULL },
	{ "remove", 0, OPT_FLAG, 0, NULL, N_("take the part away"), NULL },
	{ "list", 0, OPT_FLAG, 0, NULL, N_("the parts that are written"),
	    NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

/* ---- the list ---- */

/* The first words, on one line. */
static const char *
show_start(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *s = ctxh_value_str(cell);
	size_t n;

	(void)ctx;
	(void)row;
	if (s == NULL)
		return "";
	n = strcspn(s, "\n");
	if (n <= SHOWN && s[n] == '\0')
		return s;
	/* Not within a letter. */
	for (n = n > SHOWN ? SHOWN : n; n > 0 && ((unsigned char)s[n] &
	    0xc0) == 0x80;)
		n--;
	snprintf(buf, size, "%.*s…", (int)n, s);
	return buf;
}

static const struct out_column columns[] = {
	{ "period", N_("Period"), report_show_period, NULL, 0 },
	{ "year", NULL, NULL, NULL, 0 },
	{ "from", NULL, NULL, NULL, 0 },
	{ "to", NULL, NULL, NULL, 0 },
	{ "part", NULL, NULL, NULL, 0 },
	{ "title", N_("Part"), NULL, NULL, 0 },
	{ "text", N_("Text"), show_start, NULL, 0 },
	{ "by", N_("Written by"), NULL, NULL, 0 },
	{ "noted_at", N_("Written at"), out_show_time, NULL, 0 },
	{ "op", NULL, NULL, NULL, 0 },
	{ 0 }
};

static int
list(struct app *app)
{
	ctxh_value *notes = NULL;
	int rc = ctxh_report_notes(app->h, &notes);

	out_if_empty(app->out, T("no part of a report is written"));
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, NULL, notes);
	ctxh_value_free(notes);
	return rc;
}

/* ---- one part ---- */

static void
print_note(struct out *out, void *ctx, const ctxh_value *v)
{
	char period[64];

	(void)ctx;
	report_show_period(NULL, v, NULL, period, sizeof(period));
	out_printf(out, val_str(v, "text") == NULL ? T("Taken away: %s (%s)") :
	    T("Written: %s (%s)"), val_str(v, "title"), period);
	out_puts(out, "\n");
	report_notices(out, v);
}

/* A name that was written stays in the store, so somebody who is there is
 * asked before. */
static int
confirm_names(struct app *app, struct opts *o,
    const struct ctxh_report_options *period, const char *text)
{
	ctxh_value *result = NULL;
	const ctxh_value *v;
	size_t n = 0;
	int rc;

	if (text == NULL || opt_flag(o, "dry-run") || !term_can_ask(app))
		return CTXH_OK;
	rc = ctxh_report_note(app->h, period, opt_arg(o, 0), text,
	    CTXH_DRY_RUN, &result);
	for (v = ctxh_value_first(ctxh_value_get(result, "notices"));
	    v != NULL; v = ctxh_value_next(v))
		if (strcmp(val_str(v, "code"), "name") == 0) {
			app_warn(app, "%s", val_str(v, "message"));
			n++;
		}
	if (n > 0 && !term_confirm(app, T("record this?"), 0))
		rc = app_fail(app, CTXH_EFAIL, T("nothing was recorded"));
	ctxh_value_free(result);
	return rc;
}

static int
write_part(struct app *app, struct opts *o,
    const struct ctxh_report_options *period, const char *text)
{
	ctxh_value *result = NULL;
	int rc = confirm_names(app, o, period, text);

	if (rc == CTXH_OK)
		rc = ctxh_report_note(app->h, period, opt_arg(o, 0), text,
		    opt_flag(o, "dry-run") ? CTXH_DRY_RUN : 0, &result);
	if (rc == CTXH_OK)
		rc = out_object(app->out, result, print_note, app);
	ctxh_value_free(result);
	return rc;
}

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	if (val_str(v, "text") == NULL)
		return;
	out_printf(out, "%s\n", val_str(v, "text"));
}

/* The part's name as the library knows it: "IV" begins "iv/han-che". */
static int
is_part(const ctxh_value *part, const char *name)
{
	const char *id = val_str(part, "id");
	size_t n = strcspn(id, "/");

	if (strlen(name) == strlen(id))
		n = strlen(id);
	return strlen(name) == n && strncasecmp(name, id, n) == 0;
}

static int
show_part(struct app *app, struct opts *o,
    const struct ctxh_report_options *period)
{
	ctxh_value *report = NULL;
	const ctxh_value *v = NULL;
	int rc = ctxh_report(app->h, period, &report);

	if (rc == CTXH_OK)
		v = ctxh_value_first(ctxh_value_get(report, "prose"));
	while (v != NULL && !is_part(v, opt_arg(o, 0)))
		v = ctxh_value_next(v);
	if (rc == CTXH_OK && v == NULL)
		rc = app_fail(app, CTXH_EUSAGE,
		    T("no such part: \"%s\"; one of I, IV, V, VI"),
		    opt_arg(o, 0));
	else if (rc == CTXH_OK && val_str(v, "text") == NULL)
		rc = app_fail(app, CTXH_ENOTFOUND,
		    T("not written yet: \"%s\"; write it with --text"),
		    val_str(v, "title"));
	else if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, app);
	ctxh_value_free(report);
	return rc;
}

int
report_note_reads(const struct opts *o)
{
	return opt_flag(o, "list") ||
	    (!opt_given(o, "text") && !opt_flag(o, "remove"));
}

int
report_note_run(struct app *app, struct opts *o)
{
	struct report_period p = { .options = { 0 } };
	char *text = NULL;
	int rc;

	if (opt_flag(o, "list"))
		return list(app);
	if (opt_arg(o, 0) == NULL)
		return app_fail(app, CTXH_EUSAGE, T("missing: which part; one "
		    "of I, IV, V, VI, or --list"));
	if (opt_given(o, "text") && opt_flag(o, "remove"))
		return app_fail(app, CTXH_EUSAGE,
		    T("--text and --remove do not go together"));
	rc = report_period_read(app, o, 0, &p);
	if (rc == CTXH_OK && opt_given(o, "text"))
		rc = text_argument(app, "text", opt_text(o, "text"), TEXT_MAX,
		    &text);
	if (rc == CTXH_OK)
		rc = text != NULL || opt_flag(o, "remove") ?
		    write_part(app, o, &p.options, text) :
		    show_part(app, o, &p.options);
	wipe_free(text);
	return rc;
}
