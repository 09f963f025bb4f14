/*
 * ctxh consent: give, withdraw, list.
 */
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "util.h"
#include "when.h"

/* ---- withdraw ---- */

static const struct opt_spec withdraw_options[] = {
	{ "student", 0, OPT_TEXT, OPT_REQUIRED, N_("CODE"),
	    N_("whose consent"), NULL },
	{ "scope", 0, OPT_TEXT, OPT_REQUIRED, N_("CODE"),
	    N_("what was consented to"), NULL },
	{ "by", 0, OPT_TEXT, 0, N_("CODE"),
	    N_("who had consented; default: all of them"), NULL },
	{ "at", 0, OPT_TIME, 0, N_("TIME"),
	    N_("when it was withdrawn; default: now"), NULL },
	{ "evidence", 0, OPT_TEXT, 0, N_("TEXT"),
	    N_("how it was withdrawn: a letter, a call"), NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

static int
same(const ctxh_value *row, const char *key, const char *text)
{
	const char *s = val_str(row, key);

	return text == NULL || (s != NULL && strcmp(s, text) == 0);
}

/* A document that repeats the consent and says when it ended. */
static int
withdraw_one(struct app *app, struct opts *o, const ctxh_value *row,
    const char *at)
{
	struct entry e = { .app = app, .o = o };
	int rc;

	e.form = form_named(app, "consent");
	e.case_no = val_str(row, "case");
	e.flags = opt_flag(o, "dry-run") ? CTXH_DRY_RUN : 0;
	e.fields = ctxh_value_object();
	val_put_text(e.fields, "student", val_str(row, "student"));
	val_put_text(e.fields, "given_at", val_str(row, "given_at"));
	val_put_text(e.fields, "by", val_str(row, "by"));
	val_put_text(e.fields, "scope", val_str(row, "scope"));
	val_put_text(e.fields, "withdrawn_at", at);
	if (opt_given(o, "evidence"))
		val_put_text(e.fields, "evidence", opt_text(o, "evidence"));
	rc = form_record(&e);
	ctxh_value_free(e.fields);
	return rc;
}

/* Whether a later row takes this consent back already. */
static int
is_withdrawn(const ctxh_value *row)
{
	const ctxh_value *v;

	for (v = row; v != NULL; v = ctxh_value_next(v))
		if (val_str(v, "withdrawn_at") != NULL &&
		    same(v, "student", val_str(row, "student")) &&
		    same(v, "by", val_str(row, "by")) &&
		    same(v, "scope", val_str(row, "scope")) &&
		    same(v, "given_at", val_str(row, "given_at")))
			return 1;
	return 0;
}

static int
run_withdraw(struct app *app, struct opts *o)
{
	const char *at = opt_text(o, "at");
	ctxh_value *list = NULL;
	const ctxh_value *v;
	size_t n = 0;
	char now[32];
	int rc;

	if (at == NULL)
		at = when_rfc3339(when_now(), now, sizeof(now));
	rc = ctxh_consent_list(app->h, CTXH_NAMES, &list);
	for (v = ctxh_value_first(list); rc == CTXH_OK && v != NULL;
	    v = ctxh_value_next(v)) {
		if (!same(v, "student", opt_text(o, "student")) ||
		    !same(v, "scope", opt_text(o, "scope")) ||
		    !same(v, "by", opt_text(o, "by")) ||
		    !same(v, "case", opt_arg(o, 0)) || is_withdrawn(v))
			continue;
		n++;
		rc = withdraw_one(app, o, v, at);
	}
	ctxh_value_free(list);
	if (rc == CTXH_OK && n == 0)
		return app_fail(app, CTXH_ENOTFOUND,
		    T("no consent of \"%s\" for \"%s\" is in force; see "
		    "ctxh consent list --names"), opt_text(o, "student"),
		    opt_text(o, "scope"));
	return rc;
}

static int
prepare_withdraw(struct app *app, const struct cmd *c, struct opts *o)
{
	const ctxh_value *form = form_named(app, "consent");
	struct opt_spec spec;

	(void)c;
	if (form == NULL)
		return ctxh_status(app->h);
	for (size_t i = 1; i <= 2; i++) {
		spec = withdraw_options[i];
		spec.choices = field_choices(o, field_named(form, spec.name));
		opts_add(o, &spec);
	}
	for (size_t i = 0; withdraw_options[i].kind != OPT_END; i++)
		opts_add(o, &withdraw_options[i]);
	return CTXH_OK;
}

/* ---- list ---- */

static const struct opt_spec list_options[] = {
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with the pupils' codes; leaves a trace"), NULL },
	{ 0 }
};

static const char *
show_choice(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *code = ctxh_value_str(cell), *id = ctxh_value_key(cell);

	(void)row;
	(void)buf;
	(void)size;
	return code == NULL ? "" : choice_label(field_named(form_named(ctx,
	    "consent"), id), code);
}

static const struct out_column list_columns[] = {
	{ "case", N_("Case"), NULL, NULL, 0 },
	{ "student", NULL, NULL, NULL, 0 },
	{ "by", N_("By"), show_choice, NULL, 0 },
	{ "scope", N_("For"), show_choice, NULL, 0 },
	{ "given_at", N_("Given"), out_show_time, NULL, 0 },
	{ "withdrawn_at", N_("Withdrawn"), out_show_time, NULL, 0 },
	{ 0 }
};

static int
run_list(struct app *app, struct opts *o)
{
	struct out_column columns[sizeof(list_columns) /
	    sizeof(list_columns[0])];
	int names = opt_flag(o, "names"), rc;
	ctxh_value *list = NULL;

	memcpy(columns, list_columns, sizeof(columns));
	if (names)
		columns[1].heading = N_("Pupil");
	out_if_empty(app->out, T("no consents"));
	rc = ctxh_consent_list(app->h, names ? CTXH_NAMES : 0, &list);
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, app, list);
	ctxh_value_free(list);
	return rc;
}

static const struct cmd subs[] = {
	{ .name = "give", .run = form_run, .prepare = form_prepare,
	    .form = "consent",
	    .flags = CMD_KEY | CMD_WRITE, .group = GROUP_CASES,
	    .summary = N_("record that somebody consented"),
	    .args = "[CASE]", .max_args = 1 },
	{ .name = "withdraw", .run = run_withdraw,
	    .prepare = prepare_withdraw, .flags = CMD_KEY | CMD_WRITE,
	    .group = GROUP_CASES,
	    .summary = N_("record that a consent was withdrawn"),
	    .args = "[CASE]", .max_args = 1 },
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .group = GROUP_CASES, .summary = N_("the consents"),
	    .options = list_options },
	{ 0 }
};

const struct cmd cmd_consent = {
	.name = "consent", .run = form_run, .prepare = form_prepare,
	.flags = CMD_KEY | CMD_WRITE, .group = GROUP_CASES,
	.summary = N_("consents: give, withdraw, list"),
	.args = "[CASE]", .max_args = 1, .sub = subs,
	.help = N_("Without a subverb a consent is given. A referral on the "
	    "basis dong-y needs that of the parents or the guardian and, from "
	    "7 years on, the child's own, for the scope chuyen-gui."),
	.example = "  ctxh consent VV-2024-0001 --student 1400100381 \\\n"
	    "      --by cha-me --scope chuyen-gui",
};
