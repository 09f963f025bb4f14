/*
 * ctxh screen accept, screen dismiss: what is done with what the rules found.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "opt.h"
#include "out.h"
#include "screen.h"
#include "util.h"

#define JSON_MAX	((size_t)16 << 20)
#define TEXT_MAX	((size_t)1 << 20)

#define RULE_OPTION \
	{ "rule", 0, OPT_TEXT, 0, N_("RULE"), \
	    N_("only what this rule found; default: all"), NULL }
#define YEAR_OPTION \
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"), \
	    N_("the school year; default: the newest"), NULL }

const struct opt_spec screen_accept_options[] = {
	{ "intake", 0, OPT_FLAG, 0, NULL,
	    N_("take in a case, via ra-soat from nha-truong"), NULL },
	{ "at", 0, OPT_TIME, 0, N_("TIME"),
	    N_("since when, or when it was taken in; default: now"), NULL },
	{ "json", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("other fields of the form as a JSON object; - is standard "
	    "input"), NULL },
	RULE_OPTION, YEAR_OPTION, DRY_CHECK_OPTION, { 0 }
};

const struct opt_spec screen_dismiss_options[] = {
	{ "reason", 0, OPT_TEXT, OPT_REQUIRED, N_("TEXT"),
	    N_("why there is nothing to do; kept as what is said of a "
	    "person"), NULL },
	RULE_OPTION, YEAR_OPTION, DRY_CHECK_OPTION, { 0 }
};

/* The fields that are most often given; the others come by --json. */
int
screen_accept_prepare(struct app *app, const struct cmd *c, struct opts *o)
{
	static const char *const fields[][2] = {
		{ "group", "group" }, { "group", "evidence" },
		{ "intake", "category" }, { "intake", "initial_need" },
		{ "intake", "condition" },
	};
	int rc = CTXH_OK;

	(void)c;
	for (size_t i = 0; rc == CTXH_OK &&
	    i < sizeof(fields) / sizeof(fields[0]); i++)
		rc = form_option(app, fields[i][0], fields[i][1], o);
	return rc;
}

int
screen_accept_check(struct app *app, const struct opts *o)
{
	if (opt_given(o, "group") != opt_given(o, "intake"))
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE, T("give one of --group GROUP and "
	    "--intake: into a group, or a case"));
}

static int
read_json(struct app *app, const struct opts *o, ctxh_value **out)
{
	const char *path = opt_text(o, "json");
	char *s = NULL;
	size_t len = 0;
	int rc;

	if (path == NULL) {
		*out = ctxh_value_object();
		return CTXH_OK;
	}
	if ((rc = file_read(app, path, JSON_MAX, &s, &len)) != CTXH_OK)
		return rc;
	rc = ctxh_value_parse(app->h, s, len, out);
	wipe_free(s);
	if (rc == CTXH_OK && ctxh_value_kind(*out) != CTXH_OBJECT)
		rc = app_fail(app, CTXH_EUSAGE, T("\"%s\" holds no JSON "
		    "object; give the fields as {\"id\": value, ...}"), path);
	return rc;
}

/* A text, which may stand in a file. */
static int
put_text(struct app *app, const struct opts *o, const char *option,
    ctxh_value *fields)
{
	char *s = NULL;
	int rc;

	if (!opt_given(o, option))
		return CTXH_OK;
	rc = text_argument(app, option, opt_text(o, option), TEXT_MAX, &s);
	if (rc == CTXH_OK)
		val_put_text(fields, option, s);
	wipe_free(s);
	return rc;
}

static void
put_needs(const struct opts *o, ctxh_value *fields)
{
	ctxh_value *list;

	if (!opt_given(o, "initial-need"))
		return;
	list = ctxh_value_list();
	for (size_t i = 0; i < opt_count(o, "initial-need"); i++)
		val_push(list, ctxh_value_text(opt_nth(o, "initial-need", i)));
	val_put(fields, "initial_need", list);
}

static int
fields_of(struct app *app, const struct opts *o, ctxh_value **out)
{
	int intake = opt_given(o, "intake"), rc;

	*out = NULL;
	if ((rc = read_json(app, o, out)) != CTXH_OK)
		return rc;
	if (opt_given(o, "at"))
		val_put_text(*out, intake ? "received_at" : "from",
		    opt_text(o, "at"));
	if (!intake) {
		val_put_text(*out, "group", opt_text(o, "group"));
		return put_text(app, o, "evidence", *out);
	}
	if (opt_given(o, "category"))
		val_put_text(*out, "category", opt_text(o, "category"));
	put_needs(o, *out);
	return put_text(app, o, "condition", *out);
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const ctxh_value *rule = ctxh_value_first(ctxh_value_get(v,
	    "decided"));

	(void)ctx;
	if (val_str(v, "led_to") != NULL)
		out_printf(out, "%s: ", val_str(v, "led_to"));
	out_puts(out, strcmp(val_str(v, "verdict"), "accepted") == 0 ?
	    T("accepted") : T("dismissed"));
	for (; rule != NULL; rule = ctxh_value_next(rule))
		out_printf(out, " %s", ctxh_value_str(rule));
	out_puts(out, "\n");
	if (ctxh_value_kind(ctxh_value_get(v, "op")) != CTXH_NUMBER)
		out_printf(out, "%s\n", T("a trial: nothing was recorded"));
	else
		out_printf(out, "%s\n", T("It comes again with something new "
		    "only."));
}

static int
finish(struct app *app, int rc, ctxh_value *v)
{
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, text, NULL);
	ctxh_value_free(v);
	return rc;
}

static unsigned
flags_of(const struct opts *o)
{
	return opt_given(o, "dry-run") ? CTXH_DRY_RUN : 0;
}

int
screen_accept(struct app *app, struct opts *o)
{
	ctxh_value *fields = NULL, *v = NULL;
	int rc = fields_of(app, o, &fields);

	if (rc == CTXH_OK)
		rc = ctxh_screen_accept(app->h, opt_arg(o, 0),
		    opt_text(o, "year"), opt_text(o, "rule"),
		    opt_given(o, "intake") ? "intake" : "group", fields,
		    flags_of(o), &v);
	ctxh_value_free(fields);
	return finish(app, rc, v);
}

int
screen_dismiss(struct app *app, struct opts *o)
{
	ctxh_value *v = NULL;
	char *reason = NULL;
	int rc = text_argument(app, "reason", opt_text(o, "reason"), TEXT_MAX,
	    &reason);

	if (rc == CTXH_OK)
		rc = ctxh_screen_dismiss(app->h, opt_arg(o, 0),
		    opt_text(o, "year"), opt_text(o, "rule"), reason,
		    flags_of(o), &v);
	wipe_free(reason);
	return finish(app, rc, v);
}
