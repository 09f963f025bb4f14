/*
 * ctxh due: the deadlines, worst first.
 */
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "opt.h"
#include "out.h"
#include "util.h"
#include "when.h"

static const struct opt_spec options[] = {
	{ "all", 'a', OPT_FLAG, 0, NULL,
	    N_("those that were met or waived, too"), NULL },
	{ "explain", 0, OPT_FLAG, 0, NULL,
	    N_("how each was counted: office hours, days off"), NULL },
	{ "at", 0, OPT_TIME, 0, N_("TIME"),
	    N_("as of this moment; default: now"), NULL },
	{ "within", 0, OPT_TEXT, 0, N_("SPAN"),
	    N_("only what is overdue or due within 3d, 12h, 2w"), NULL },
	{ "check", 0, OPT_FLAG, 0, NULL,
	    N_("only what is overdue: exit 7, or nothing and 0"), NULL },
	{ "ics", 0, OPT_FLAG, 0, NULL,
	    N_("as a file for the phone's calendar, without names"), NULL },
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("with --ics: write it to a file"), NULL },
	{ "recompute", 0, OPT_FLAG, 0, NULL,
	    N_("count again by today's calendar, show old and new, record it"),
	    NULL },
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("with --recompute: show it and record nothing"), NULL },
	{ 0 }
};

static int
read_options(struct app *app, struct opts *o, struct ctxh_due_options *due)
{
	const char *within = opt_text(o, "within");
	int rc = CTXH_OK;

	if (opt_flag(o, "ics") && (opt_flag(o, "check") ||
	    opt_flag(o, "explain")))
		return app_fail(app, CTXH_EUSAGE,
		    T("--ics goes neither with --check nor with --explain"));
	if (opt_flag(o, "ics") && !out_is_text(app->out))
		return app_fail(app, CTXH_EUSAGE,
		    T("--ics is a format of its own; leave --format out"));
	if (opt_given(o, "output") && !opt_flag(o, "ics"))
		return app_fail(app, CTXH_EUSAGE, T("-o goes with --ics"));
	due->version = CTXH_DUE_VERSION;
	due->case_no = opt_arg(o, 0);
	due->all = opt_flag(o, "all");
	due->explain = opt_flag(o, "explain");
	if (opt_given(o, "at"))
		rc = when_option(app, "at", opt_text(o, "at"), &due->at);
	if (rc == CTXH_OK && within != NULL &&
	    (!when_span(within, &due->within) || due->within <= 0))
		rc = app_fail(app, CTXH_EUSAGE,
		    T("--within: no span of time: \"%s\"; such as 3d, 12h, "
		    "2w"), within);
	return rc;
}

/* Takes out what is not overdue; the number that is left. */
static size_t
only_overdue(ctxh_value **list)
{
	ctxh_value *kept = ctxh_value_list();
	const ctxh_value *v;
	size_t n;

	for (v = ctxh_value_first(*list); v != NULL; v = ctxh_value_next(v))
		if (due_is_overdue(v))
			val_push(kept, ctxh_value_copy(v));
	n = ctxh_value_count(kept);
	ctxh_value_free(*list);
	*list = kept;
	return n;
}

static int
show(struct app *app, struct opts *o, const struct ctxh_due_options *due,
    ctxh_value *list)
{
	struct due_view view = { .app = app, .explain = due->explain };
	int check = opt_flag(o, "check");

	view.at = opt_given(o, "at") ? due->at : when_now();
	view.quiet = check;
	view.whole = check || due->all || due->within != 0;
	view.duty = !check && due->case_no == NULL;
	if (opt_flag(o, "ics"))
		return due_ics(app, list, view.at, opt_text(o, "output"));
	return due_print(&view, list);
}

static int
run(struct app *app, struct opts *o)
{
	struct ctxh_due_options due = { 0 };
	ctxh_value *list = NULL;
	size_t overdue = 0;
	int rc;

	if (opt_flag(o, "recompute") || opt_flag(o, "dry-run"))
		return due_recompute(app, o);
	rc = read_options(app, o, &due);
	if (rc == CTXH_OK)
		rc = ctxh_due(app->h, &due, &list);
	if (rc != CTXH_OK)
		return rc;
	if (opt_flag(o, "check"))
		overdue = only_overdue(&list);
	rc = show(app, o, &due, list);
	ctxh_value_free(list);
	return rc == CTXH_OK && overdue > 0 ?
	    app_answer(app, CTXH_EOVERDUE) : rc;
}

const struct cmd cmd_due = {
	.name = "due", .run = run, .flags = CMD_KEY | CMD_PAGER,
	.group = GROUP_TIME,
	.summary = N_("deadlines neither met nor waived, worst first"),
	.args = N_("[CASE|ENTRY]"), .max_args = 1, .options = options,
	.help = N_("Of all school years. For a principal the pending decisions "
	    "come first."),
	.example = "  ctxh due --within 3d\n  ctxh due --check || echo \"!\"\n"
	    "  ctxh due --ics -o han.ics",
};
