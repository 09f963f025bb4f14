/*
 * ctxh agency add, set, end, contact, import: the school's own directory.
 */
#include <string.h>

#include "agency_change.h"
#include "cmd.h"
#include "form.h"
#include "opt.h"
#include "out.h"
#include "util.h"

/* Proposals: another kind is as good. */
static const struct opt_choice kinds[] = {
	{ "hotline", N_("hotline") },
	{ "commune", N_("People's Committee of a commune") },
	{ "police", N_("police") },
	{ "labour", N_("labour, invalids and social affairs (until 2025)") },
	{ "health", N_("health care") },
	{ "centre", N_("social work centre, social assistance") },
	{ "legal", N_("legal aid") },
	{ "education", N_("education authority") },
	{ 0 }
};

static const struct opt_choice accepted[] = {
	{ "huong-dan", N_("asking for advice") },
	{ "thong-bao", N_("notification") },
	{ "chuyen-gui", N_("referral of a case") },
	{ "bo-hoc", N_("notification of a dropout") },
	{ "report", N_("reports of the school") },
	{ 0 }
};

#define NAME_OPTION(flags) { "name", 0, OPT_TEXT, flags, N_("NAME"), \
	    N_("what it is called, as letters address it"), NULL }
#define KIND_OPTION(flags) { "kind", 0, OPT_TEXT, OPT_OPEN | (flags), \
	    N_("KIND"), N_("what it is; another word is as good"), kinds }
#define ACCEPTS_OPTION { "accepts", 0, OPT_TEXT, OPT_OPEN | OPT_REPEAT, \
	    N_("KIND"), N_("a kind of referral that it takes"), accepted }
#define FROM_OPTION(help) { "from", 0, OPT_TIME, 0, N_("DATE"), help, NULL }
#define NOTE_OPTION { "note", 0, OPT_TEXT, 0, N_("TEXT"), \
	    N_("a remark"), NULL }
#define SUCCESSOR_OPTION { "successor", 0, OPT_TEXT, 0, N_("AGENCY"), \
	    N_("the agency that goes on with its work"), NULL }

const struct opt_spec agency_add_options[] = {
	NAME_OPTION(OPT_REQUIRED),
	KIND_OPTION(OPT_REQUIRED),
	ACCEPTS_OPTION,
	FROM_OPTION(N_("its first day; default: always there, or today with "
	    "--instead-of")),
	{ "instead-of", 0, OPT_TEXT, 0, N_("AGENCY"),
	    N_("the agency whose place it takes, which ends on the day before"),
	    NULL },
	NOTE_OPTION,
	{ 0 }
};

const struct opt_spec agency_set_options[] = {
	NAME_OPTION(0),
	KIND_OPTION(0),
	ACCEPTS_OPTION,
	FROM_OPTION(N_("its first day")),
	SUCCESSOR_OPTION,
	NOTE_OPTION,
	{ "no-end", 0, OPT_FLAG, 0, NULL,
	    N_("it did not end: takes its last day and its successor away"),
	    NULL },
	{ 0 }
};

const struct opt_spec agency_end_options[] = {
	{ "on", 0, OPT_TIME, OPT_REQUIRED, N_("DATE"), N_("its last day"),
	    NULL },
	SUCCESSOR_OPTION,
	{ 0 }
};

const struct opt_spec agency_contact_options[] = {
	{ "person", 0, OPT_TEXT, 0, N_("NAME"),
	    N_("whom to ask for, a person or an office"), NULL },
	{ "phone", 0, OPT_TEXT, 0, N_("TEXT"), N_("telephone"), NULL },
	{ "email", 0, OPT_TEXT, 0, N_("TEXT"), N_("e-mail"), NULL },
	{ "address", 0, OPT_TEXT, 0, N_("TEXT"), N_("address"), NULL },
	NOTE_OPTION,
	{ 0 }
};

const struct opt_spec agency_import_options[] = {
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,
	    N_("check everything and take in nothing"), NULL },
	{ 0 }
};

/* ---- what came of it ---- */

static void
print_codes(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		out_printf(out, "  %s\n", ctxh_value_str(v));
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const ctxh_value *changed = ctxh_value_get(v, "changed");
	const int *dry_run = ctx;

	if (ctxh_value_get(v, "read") != NULL) {
		out_printf(out, T("agencies read: %lld, new: %lld, changed: "
		    "%lld"), (long long)val_int(v, "read"),
		    (long long)val_int(v, "new"),
		    (long long)ctxh_value_count(changed) -
		    (long long)val_int(v, "new"));
		out_puts(out, "\n");
	}
	out_puts(out, *dry_run ? T("A trial, nothing is written.") :
	    ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NULL ?
	    T("Nothing changes.") : T("Written to the directory."));
	out_puts(out, "\n");
	print_codes(out, changed);
	print_notices(out, ctxh_value_get(v, "notices"));
}

static int
show(struct app *app, int rc, int dry_run, ctxh_value *v)
{
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, text, &dry_run);
	ctxh_value_free(v);
	return rc;
}

/* ---- one agency ---- */

/* What is wrong with a day is said of the option that it was typed for. */
static int
name_option(struct app *app, int rc, const char *option)
{
	const char *field = val_str(ctxh_where(app->h), "field");

	if (rc != CTXH_EUSAGE || field == NULL ||
	    (strcmp(field, "valid_from") != 0 &&
	    strcmp(field, "valid_to") != 0))
		return rc;
	app_fail(app, rc, "--%s: %s", option, ctxh_message(app->h));
	return app_where(app, "field", field);
}

/* An option's text as a member, where it was given; an empty one is null. */
static void
put_option(ctxh_value *fields, const char *key, const char *given)
{
	if (given != NULL)
		val_put_text(fields, key, *given == '\0' ? NULL : given);
}

/* The members that add and set have in common. */
static ctxh_value *
fields_of(const struct opts *o)
{
	ctxh_value *fields = ctxh_value_object(), *list;

	put_option(fields, "name", opt_text(o, "name"));
	put_option(fields, "kind", opt_text(o, "kind"));
	put_option(fields, "valid_from", opt_text(o, "from"));
	put_option(fields, "note", opt_text(o, "note"));
	if (!opt_given(o, "accepts"))
		return fields;
	list = ctxh_value_list();
	for (size_t i = 0; i < opt_count(o, "accepts"); i++)
		val_push(list, ctxh_value_text(opt_nth(o, "accepts", i)));
	val_put(fields, "accepts", list);
	return fields;
}

int
agency_add(struct app *app, struct opts *o)
{
	ctxh_value *fields = fields_of(o), *v = NULL;
	int rc;

	rc = ctxh_agency_add(app->h, opt_arg(o, 0), fields,
	    opt_text(o, "instead-of"), &v);
	ctxh_value_free(fields);
	return show(app, name_option(app, rc, "from"), 0, v);
}

int
agency_set(struct app *app, struct opts *o)
{
	ctxh_value *fields = fields_of(o), *v = NULL;
	int rc;

	put_option(fields, "successor", opt_text(o, "successor"));
	if (opt_given(o, "no-end")) {
		val_put(fields, "valid_to", ctxh_value_null());
		val_put(fields, "successor", ctxh_value_null());
	}
	if (ctxh_value_count(fields) == 0)
		rc = app_fail(app, CTXH_EUSAGE,
		    T("missing: what to correct; give the members that "
		    "change, the others stay"));
	else
		rc = name_option(app, ctxh_agency_set(app->h, opt_arg(o, 0),
		    fields, &v), "from");
	ctxh_value_free(fields);
	return show(app, rc, 0, v);
}

int
agency_end(struct app *app, struct opts *o)
{
	ctxh_value *v = NULL;
	int rc = ctxh_agency_end(app->h, opt_arg(o, 0), opt_text(o, "on"),
	    opt_text(o, "successor"), &v);

	return show(app, name_option(app, rc, "on"), 0, v);
}

int
agency_contact(struct app *app, struct opts *o)
{
	static const char *const members[] = { "person", "phone", "email",
	    "address", "note" };
	ctxh_value *contact = ctxh_value_object(), *v = NULL;
	int rc;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		put_option(contact, members[i], opt_text(o, members[i]));
	if (ctxh_value_count(contact) == 0)
		rc = app_fail(app, CTXH_EUSAGE,
		    T("missing: what to note; see ctxh agency contact "
		    "--help"));
	else
		rc = ctxh_agency_contact(app->h, opt_arg(o, 0), contact, &v);
	ctxh_value_free(contact);
	return show(app, rc, 0, v);
}

/* ---- a whole directory ---- */

int
agency_import(struct app *app, struct opts *o)
{
	int dry_run = opt_flag(o, "dry-run"), rc;
	const char *path = opt_arg(o, 0);
	ctxh_value *v = NULL;
	struct file f;

	rc = file_open(app, path, &f);
	if (rc != CTXH_OK)
		return rc;
	rc = ctxh_agency_import(app->h, file_source, &f,
	    dry_run ? CTXH_DRY_RUN : 0, &v);
	file_close(&f);
	if (rc != CTXH_OK && ctxh_where(app->h) != NULL) {
		rc = fail_in_file(app, rc, path);
		warn_errors(app, path, ctxh_where(app->h), 2);
	}
	return show(app, rc, dry_run, v);
}
