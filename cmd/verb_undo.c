/*
 * ctxh undo: take an operation back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "term.h"
#include "util.h"

#define SHOWN_MAX 12	/* changes of one kind */

/* ---- what it changes, a line each ---- */

static void
line_students(struct str *s, const ctxh_value *c)
{
	const char *year = val_str(c, "year");
	long long made = (long long)val_int(c, "created");
	long long changed = (long long)val_int(c, "updated");

	str_printf(s, T("%lld pupils: %lld new, %lld changed"),
	    made + changed, made, changed);
	if (year != NULL)
		str_printf(s, " (%s)", year);
}

static void
line_document(struct str *s, const ctxh_value *c)
{
	const char *number = val_str(c, "case");

	if (number == NULL)
		str_printf(s, T("without a case: %s"), val_str(c, "title"));
	else
		str_printf(s, T("case %s: %s"), number, val_str(c, "title"));
}

static void
line_entry(struct str *s, const ctxh_value *c)
{
	str_printf(s, "%s: %s", val_str(c, "entry"), val_str(c, "title"));
}

static void
line_screening(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("a list for screening: %lld rows (%s)"),
	    (long long)val_int(c, "pupils"), val_str(c, "year"));
}

static void
line_run(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("a run of screening (%s)"), val_str(c, "year"));
}

/* What is remembered of a list's column; one that is passed over has no
 * field. */
static int
is_column(const ctxh_value *v)
{
	return val_str(v, "header") != NULL;
}

/* A setting's value as it was typed, of a column that is remembered its field;
 * caller frees. */
static char *
show_value(const ctxh_value *v)
{
	if (is_column(v)) {
		v = ctxh_value_get(v, "field");
		return xstrdup(ctxh_value_str(v) != NULL ?
		    ctxh_value_str(v) : T("(passed over)"));
	}
	if (v == NULL || ctxh_value_kind(v) == CTXH_NULL)
		return xstrdup(T("not set"));
	if (ctxh_value_str(v) != NULL)
		return xstrdup(ctxh_value_str(v));
	return val_print(v, 0);
}

static void
line_setting(struct str *s, const ctxh_value *c)
{
	const ctxh_value *column = ctxh_value_get(c, is_column(
	    ctxh_value_get(c, "value")) ? "value" : "was");
	char *was = show_value(ctxh_value_get(c, "was"));
	char *now = show_value(ctxh_value_get(c, "value"));

	if (is_column(column))
		str_printf(s, T("column \"%s\" of lists: again %s, not %s"),
		    val_str(column, "header"), now, was);
	else
		str_printf(s, T("setting %s: again %s, not %s"),
		    val_str(c, "key"), now, was);
	free(was);
	free(now);
}

static const char *
or_empty(const ctxh_value *c, const char *key)
{
	return val_str(c, key) != NULL ? val_str(c, key) : "";
}

static void
line_day(struct str *s, const ctxh_value *c)
{
	char date[64];

	str_printf(s, T("calendar: %s %s"), out_show_date(NULL, c,
	    ctxh_value_get(c, "date"), date, sizeof(date)),
	    or_empty(c, "name"));
}

static void
line_issue(struct str *s, const ctxh_value *c)
{
	char date[64];

	str_printf(s, T("report number %s of %s"), or_empty(c, "number"),
	    out_show_date(NULL, c, ctxh_value_get(c, "date"), date,
	    sizeof(date)));
}

static void
line_note(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("part %s of the report of %s, %s"),
	    or_empty(c, "part"), or_empty(c, "period"), or_empty(c, "year"));
}

static void
line_agency(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("agency %s (%s)"), or_empty(c, "code"),
	    or_empty(c, "name"));
}

static void
line_contact(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("whom to reach at agency %s"), or_empty(c, "code"));
}

static void
line_rules(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("rule set %s"), or_empty(c, "id"));
}

static void
line_member(struct str *s, const ctxh_value *c)
{
	str_printf(s, T("member %s (%s)"), or_empty(c, "handle"),
	    or_empty(c, "role"));
}

static const struct {
	const char *kind;
	void (*line)(struct str *, const ctxh_value *);
} kinds[] = {
	{ "students", line_students }, { "document", line_document },
	{ "entry", line_entry },
	{ "setting", line_setting }, { "day", line_day },
	{ "agency", line_agency }, { "contact", line_contact },
	{ "rules", line_rules }, { "issue", line_issue },
	{ "note", line_note }, { "member", line_member },
	{ "screening", line_screening }, { "run", line_run },
};

/* The changes of one kind, the first of them. */
static void
put_kind(struct str *s, size_t k, const ctxh_value *changes)
{
	const ctxh_value *c;
	const char *kind;
	size_t n = 0;

	for (c = ctxh_value_first(changes); c != NULL;
	    c = ctxh_value_next(c)) {
		kind = val_str(c, "kind");
		if (kind == NULL || strcmp(kind, kinds[k].kind) != 0 ||
		    n++ >= SHOWN_MAX)
			continue;
		str_puts(s, "  ");
		kinds[k].line(s, c);
		str_puts(s, "\n");
	}
	if (n > SHOWN_MAX) {
		str_puts(s, "  ");
		str_printf(s, T("and %zu more of these"), n - SHOWN_MAX);
		str_puts(s, "\n");
	}
}

/* The operation, and what is taken back or done again with it. */
static void
put_plan(struct str *s, const ctxh_value *v)
{
	const ctxh_value *of = ctxh_value_get(v, "of");
	char at[64];

	out_show_time(NULL, v, ctxh_value_get(v, "at"), at, sizeof(at));
	str_printf(s, T("Operation %lld: %s, %s, %s"),
	    (long long)val_int(v, "undone"), or_empty(v, "verb"), at,
	    or_empty(v, "by"));
	str_puts(s, "\n");
	if (val_int(of, "op") != val_int(v, "undone")) {
		out_show_time(NULL, of, ctxh_value_get(of, "at"), at,
		    sizeof(at));
		str_printf(s, val_true(v, "again") ?
		    T("to take that back does again operation %lld: %s, %s, "
		    "%s") :
		    T("to take that back takes back operation %lld: %s, %s, "
		    "%s"),
		    (long long)val_int(of, "op"), or_empty(of, "verb"), at,
		    or_empty(of, "by"));
		str_puts(s, "\n");
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		put_kind(s, i, ctxh_value_get(v, "changes"));
}

/* ---- the verb ---- */

struct shown {
	int asked;		/* the plan was shown already */
	int dry_run;
};

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct shown *shown = ctx;
	long long op = (long long)val_int(v, "op");
	struct str s = { 0 };

	if (!shown->asked) {
		put_plan(&s, v);
		out_puts(out, s.s);
	}
	free(s.s);
	if (shown->dry_run)
		out_puts(out, T("a trial: nothing was changed"));
	else if (val_true(v, "again"))
		out_printf(out, T("Done again by operation %lld; to take that "
		    "back: ctxh undo %lld"), op, op);
	else
		out_printf(out, T("Taken back by operation %lld; to do it "
		    "again: ctxh undo %lld"), op, op);
	out_puts(out, "\n");
}

/* A large list takes its time. */
static int
undo(struct app *app, int64_t op, int dry_run, ctxh_value **v)
{
	int rc;

	term_progress_begin(app, T("taking back"));
	rc = ctxh_undo(app->h, op, dry_run ? CTXH_DRY_RUN : 0, v);
	term_progress_end(app);
	return rc;
}

/* Somebody who is there sees what will go, and says yes; *op is then the very
 * operation that was shown. */
static int
confirm(struct app *app, struct shown *shown, int64_t *op)
{
	struct str s = { 0 };
	ctxh_value *v = NULL;
	int rc = undo(app, *op, 1, &v);

	if (rc != CTXH_OK)
		return rc;
	*op = val_int(v, "undone");
	put_plan(&s, v);
	fputs(s.s, stderr);
	free(s.s);
	ctxh_value_free(v);
	shown->asked = 1;
	return term_confirm(app, T("take this back?"), 0) ? CTXH_OK :
	    app_fail(app, CTXH_EFAIL, T("nothing was changed"));
}

static int
read_op(struct app *app, const char *text, int64_t *op)
{
	char *end;

	*op = 0;
	if (text == NULL)
		return CTXH_OK;
	*op = strtoll(text, &end, 10);
	return strspn(text, "0123456789") == strlen(text) && *op > 0 &&
	    *op < INT64_MAX ? CTXH_OK : app_fail(app, CTXH_EUSAGE,
	    T("not the number of an operation: \"%s\"; see ctxh log"), text);
}

static int
run(struct app *app, struct opts *o)
{
	struct shown shown = { .dry_run = opt_flag(o, "dry-run") };
	ctxh_value *v = NULL;
	int64_t op;
	int rc = read_op(app, opt_arg(o, 0), &op);

	if (rc == CTXH_OK && !shown.dry_run && !opt_flag(o, "yes") &&
	    out_is_text(app->out) && term_can_ask(app))
		rc = confirm(app, &shown, &op);
	if (rc == CTXH_OK)
		rc = undo(app, op, shown.dry_run, &v);
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, &shown);
	ctxh_value_free(v);
	return rc;
}

static const struct opt_spec options[] = {
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("only show what would be taken back"), NULL },
	{ "yes", 0, OPT_FLAG, 0, NULL, N_("do not ask"), NULL },
	{ 0 }
};

const struct cmd cmd_undo = {
	.name = "undo", .alias = "hoan-tac", .run = run,
	.flags = CMD_WRITE | CMD_KEY, .group = GROUP_SAFETY,
	.args = N_("[OP]"), .max_args = 1,
	.summary = N_("take an import or any other command back"),
	.options = options,
	.help = N_("Without a number the newest command that changed "
	    "something. Nothing is deleted: it is an operation of its own, "
	    "and can be taken back like any other."),
	.example = "  ctxh undo --dry-run\n  ctxh undo 12",
};
