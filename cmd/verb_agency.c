/*
 * ctxh agency: the agencies that a case can be referred to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agency_change.h"
#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "util.h"
#include "when.h"

/* "huong-dan, thong-bao" */
static const char *
show_list(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v;
	const char *s;

	(void)ctx;
	(void)row;
	buf[0] = '\0';
	for (v = ctxh_value_first(cell); v != NULL; v = ctxh_value_next(v)) {
		s = ctxh_value_str(v);
		if (s == NULL || strlen(buf) + strlen(s) + 3 > size)
			continue;
		if (buf[0] != '\0')
			strcat(buf, ", ");
		strcat(buf, s);
	}
	return buf;
}

static enum out_style
gone_is_dim(void *ctx, const ctxh_value *row)
{
	const int64_t *moment = ctx;
	int64_t to;

	return val_str(row, "valid_to") != NULL &&
	    when_parse(val_str(row, "valid_to"), &to, NULL) &&
	    to + 86400 <= *moment ? STYLE_DIM : STYLE_NONE;
}

/* The file's columns, in its order: what is listed can be imported. */
static const struct out_column columns[] = {
	{ "code", N_("Code"), NULL, gone_is_dim, 0 },
	{ "kind", NULL, NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, gone_is_dim, 0 },
	{ "valid_from", NULL, NULL, NULL, 0 },
	{ "valid_to", NULL, NULL, NULL, 0 },
	{ "accepts", N_("Accepts"), show_list, gone_is_dim, 0 },
	{ "successor", NULL, NULL, NULL, 0 },
	{ "note", NULL, NULL, NULL, 0 },
	{ 0 }
};

static const struct out_column all_columns[] = {
	{ "code", N_("Code"), NULL, gone_is_dim, 0 },
	{ "kind", NULL, NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, gone_is_dim, 0 },
	{ "valid_from", N_("From"), out_show_date, gone_is_dim, 0 },
	{ "valid_to", N_("Until"), out_show_date, gone_is_dim, 0 },
	{ "accepts", N_("Accepts"), show_list, gone_is_dim, 0 },
	{ "successor", N_("Successor"), NULL, gone_is_dim, 0 },
	{ "note", NULL, NULL, NULL, 0 },
	{ 0 }
};

/* With --names a list of whom to call. */
static const struct out_column contact_columns[] = {
	{ "code", N_("Code"), NULL, gone_is_dim, 0 },
	{ "name", N_("Name"), NULL, gone_is_dim, 0 },
	{ "contact_person", N_("Contact"), NULL, gone_is_dim, 0 },
	{ "contact_phone", N_("Telephone"), NULL, gone_is_dim, 0 },
	{ "contact_email", N_("E-mail"), NULL, gone_is_dim, 0 },
	{ "contact_address", N_("Address"), NULL, gone_is_dim, 0 },
	{ "contact_note", N_("Note"), NULL, gone_is_dim, 0 },
	{ 0 }
};

/* A contact's members beside those of its agency, as a table has them. */
static void
flatten(ctxh_value *row)
{
	ctxh_value *contact = ctxh_value_take(row, "contact");
	const ctxh_value *v;
	char *key;

	for (v = ctxh_value_first(contact); v != NULL;
	    v = ctxh_value_next(v)) {
		key = xasprintf("contact_%s", ctxh_value_key(v));
		val_put(row, key, ctxh_value_copy(v));
		free(key);
	}
	ctxh_value_free(contact);
}

static int
print_list(struct app *app, const struct opts *o, int64_t moment,
    ctxh_value *list)
{
	int names = opt_flag(o, "names");
	enum out_format format = out_format(app->out);
	const ctxh_value *v;

	out_excel(app->out, opt_given(o, "excel"));
	for (v = ctxh_value_first(list); v != NULL && names &&
	    (format == OUT_TEXT || format == OUT_CSV); v = ctxh_value_next(v))
		flatten((ctxh_value *)(uintptr_t)v);
	return out_rows(app->out, names ? contact_columns :
	    opt_flag(o, "all") ? all_columns : columns, &moment, list);
}

static int
run_list(struct app *app, struct opts *o)
{
	const char *at = opt_text(o, "at");
	int64_t moment = when_now();
	ctxh_value *list = NULL;
	unsigned flags = (opt_flag(o, "names") ? CTXH_NAMES : 0u) |
	    (opt_flag(o, "all") ? CTXH_AGENCY_ALL : 0u);
	int rc = CTXH_OK;

	if (at != NULL)
		rc = when_option(app, "at", at, &moment);
	if (rc == CTXH_OK)
		rc = (flags & CTXH_NAMES) != 0 ?
		    session_open(app, CMD_KEY) : session_try(app);
	if (rc == CTXH_OK)
		rc = ctxh_agencies(app->h, moment, flags, &list);
	if (rc == CTXH_OK)
		rc = print_list(app, o, moment, list);
	ctxh_value_free(list);
	return rc;
}

/* ---- one ---- */

static void
print_line(struct out *out, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	out_puts(out, "  ");
	out_pad(out, label, 14);
	out_printf(out, "  %s\n", text);
}

static void
print_date(struct out *out, const char *label, const ctxh_value *a,
    const char *key)
{
	char buf[64];

	print_line(out, label, out_show_date(NULL, a, ctxh_value_get(a, key),
	    buf, sizeof(buf)));
}

static void
print_contact(struct out *out, const ctxh_value *a)
{
	const ctxh_value *c = ctxh_value_get(a, "contact");

	if (c == NULL) {
		if (val_true(a, "has_contact"))
			print_line(out, T("Contact"), T("noted; --names "
			    "shows it"));
		return;
	}
	print_line(out, T("Contact"), val_str(c, "person"));
	print_line(out, T("Telephone"), val_str(c, "phone"));
	print_line(out, T("E-mail"), val_str(c, "email"));
	print_line(out, T("Address"), val_str(c, "address"));
	print_line(out, T("Note"), val_str(c, "note"));
}

static void
print_agency(struct out *out, void *ctx, const ctxh_value *a)
{
	char buf[256];

	(void)ctx;
	out_style(out, STYLE_HEAD);
	out_puts(out, val_str(a, "name"));
	out_style(out, STYLE_NONE);
	out_printf(out, " (%s)\n", val_str(a, "code"));
	print_line(out, T("Kind"), val_str(a, "kind"));
	print_line(out, T("Accepts"), show_list(NULL, a,
	    ctxh_value_get(a, "accepts"), buf, sizeof(buf)));
	print_date(out, T("From"), a, "valid_from");
	print_date(out, T("Until"), a, "valid_to");
	print_line(out, T("Successor"), val_str(a, "successor"));
	print_line(out, T("Instead of"), show_list(NULL, a,
	    ctxh_value_get(a, "successor_of"), buf, sizeof(buf)));
	print_line(out, T("Note"), val_str(a, "note"));
	print_contact(out, a);
}

static int
run_show(struct app *app, struct opts *o)
{
	int names = opt_flag(o, "names");
	ctxh_value *v = NULL;
	int rc = names ? session_open(app, CMD_KEY) : session_try(app);

	if (rc == CTXH_OK)
		rc = ctxh_agency_show(app->h, opt_arg(o, 0),
		    names ? CTXH_NAMES : 0, &v);
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_agency, NULL);
	ctxh_value_free(v);
	return rc;
}

#define NAMES_OPTION { "names", 0, OPT_FLAG, 0, NULL, \
	    N_("with the school's contacts; needs the right, and leaves a " \
	    "trace"), NULL }

static const struct opt_spec list_options[] = {
	{ "at", 0, OPT_TIME, 0, N_("DATE"),
	    N_("those that existed on that day; default: today"), NULL },
	{ "all", 'a', OPT_FLAG, 0, NULL,
	    N_("those that are gone or not yet there, too"), NULL },
	NAMES_OPTION,
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

static const struct opt_spec show_options[] = { NAMES_OPTION, { 0 } };

#define ONE .args = N_("AGENCY"), .min_args = 1, .max_args = 1
#define WRITES CMD_WRITE | CMD_KEY

static const struct cmd subs[] = {
	{ .name = "list", .run = run_list, .flags = CMD_PAGER,
	    .options = list_options,
	    .summary = N_("the agencies of a day, and what they accept") },
	{ .name = "show", .run = run_show, ONE, .options = show_options,
	    .summary = N_("one agency, of whatever time") },
	{ .name = "add", .run = agency_add, .args = N_("CODE"), .min_args = 1,
	    .max_args = 1, .flags = WRITES, .options = agency_add_options,
	    .summary = N_("add an agency, or one in the place of another"),
	    .example = "  ctxh agency add dp-chieng-mung --kind commune \\\n"
	    "    --name \"UBND xã Chiềng Mung\" --accepts thong-bao \\\n"
	    "    --accepts chuyen-gui --from 01/07/2025" },
	{ .name = "set", .run = agency_set, ONE, .flags = WRITES,
	    .options = agency_set_options,
	    .summary = N_("correct an agency; what is not given stays") },
	{ .name = "end", .run = agency_end, ONE, .flags = WRITES,
	    .options = agency_end_options,
	    .summary = N_("an agency has ended") },
	{ .name = "contact", .run = agency_contact, ONE, .flags = WRITES,
	    .options = agency_contact_options,
	    .summary = N_("whom the school asks for there, and the telephone") },
	{ .name = "import", .run = agency_import, .args = N_("FILE"),
	    .min_args = 1, .max_args = 1, .flags = WRITES,
	    .options = agency_import_options,
	    .summary = N_("take in a directory, CSV or JSON; - is standard "
	    "input") },
	{ 0 }
};

const struct cmd cmd_agency = {
	.name = "agency", .group = GROUP_START, .sub = subs,
	.summary = N_("the agencies that a case can be referred to"),
};
