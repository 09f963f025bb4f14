/*
 * ctxh fsck: is the store what was signed?
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "term.h"
#include "util.h"

static const struct out_column problems[] = {
	{ "table", N_("Table"), NULL, NULL, 0 },
	{ "row", N_("Row"), NULL, NULL, OUT_RIGHT },
	{ "op", N_("Operation"), NULL, NULL, OUT_RIGHT },
	{ "message", N_("Problem"), NULL, NULL, 0 },
	{ 0 }
};

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	int ok = val_true(v, "ok");

	(void)ctx;
	if (!ok) {
		out_table(out, problems, NULL, ctxh_value_get(v, "problems"));
		out_puts(out, "\n");
	}
	out_style(out, ok ? STYLE_GOOD : STYLE_BAD);
	if (ok)
		out_printf(out, T("The store is sound: %lld operations."),
		    (long long)val_int(v, "ops"));
	else
		out_printf(out, T("The store is NOT sound: %zu problems in "
		    "%lld operations. Do not work on; keep a copy, take the "
		    "last sound backup."),
		    ctxh_value_count(ctxh_value_get(v, "problems")),
		    (long long)val_int(v, "ops"));
	out_style(out, STYLE_NONE);
	if (val_str(v, "head") != NULL)
		out_printf(out, "\n%s %s\n", T("Head of the chain:"),
		    val_str(v, "head"));
	else
		out_puts(out, "\n");
}

/*
 * A store so damaged that the key does not open it is just what fsck is for:
 * the chain is checked without.  Where that finds nothing, it was the key.
 */
static int
without_key(struct app *app, int why, ctxh_value **v)
{
	char *message = xstrdup(app->error.message != NULL ?
	    app->error.message : ctxh_message(app->h));
	int rc;

	if ((why != CTXH_EKEY && why != CTXH_EINTEGRITY) ||
	    *ctxh_store_id(app->h) == '\0') {
		free(message);
		return why;
	}
	rc = ctxh_fsck(app->h, NULL, 0, v);
	if (rc != CTXH_EINTEGRITY) {
		ctxh_value_free(*v);
		*v = NULL;
		rc = app_fail(app, why, "%s", message);
	}
	free(message);
	return rc;
}

static int
run(struct app *app, struct opts *o)
{
	unsigned flags = opt_given(o, "rebuild") ? CTXH_REBUILD : 0;
	ctxh_value *v = NULL;
	int rc, shown;

	rc = session_open(app, flags == 0 ? CMD_MAYBE_KEY :
	    CMD_WRITE | CMD_KEY);
	term_progress_begin(app, T("checking"));
	rc = rc != CTXH_OK ? without_key(app, rc, &v) :
	    ctxh_fsck(app->h, opt_text(o, "head"), flags, &v);
	term_progress_end(app);
	if (v == NULL)
		return rc;
	shown = out_object(app->out, v, text, NULL);
	ctxh_value_free(v);
	return shown != CTXH_OK ? shown : app_answer(app, rc);
}

static const struct opt_spec options[] = {
	{ "head", 0, OPT_TEXT, 0, N_("HASH"),
	    N_("the chain must hold this head (from an earlier report)"),
	    NULL },
	{ "rebuild", 0, OPT_FLAG, 0, NULL,
	    N_("make the derived rows anew from the documents"), NULL },
	{ 0 }
};

const struct cmd cmd_fsck = {
	.name = "fsck", .run = run, .group = GROUP_SAFETY,
	.summary = N_("check that the store is what was signed"),
	.options = options,
	.help = N_("Without a key only the chain's hashes and signatures are "
	    "checked. Rows cut off at the end show only against a head that "
	    "stands on an earlier report: --head."),
};
