/*
 * The form verbs.  Everything that tells one form from another comes from
 * the rule set; here stands what they share.
 */
#include <string.h>

#include "cmd.h"
#include "edit.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "util.h"

static const struct opt_spec common[] = {
	{ "at", 0, OPT_TIME, 0, N_("TIME"),
	    N_("when it happened: 05/09/2024 07:30 or 2024-09-05T07:30; "
	    "default: now"), NULL },
	{ "json", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("the fields as a JSON object; - is standard input"), NULL },
	{ "edit", 0, OPT_FLAG, 0, NULL,
	    N_("fill in the form in your editor"), NULL },
	{ "draft", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("go on in the editor with a text that --edit kept"), NULL },
	{ "batch", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("many documents, a JSON object a line with \"case\", or "
	    "\"entry\"; all or nothing"), NULL },
	{ "keep-going", 0, OPT_FLAG, 0, NULL,
	    N_("with --batch: record the good lines, refuse the others"),
	    NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

static const struct opt_spec amend[] = {
	{ "amend", 0, OPT_FLAG, 0, NULL,
	    N_("correct the newest document of this form: what is given "
	    "changes, the rest stays"),
	    NULL },
	{ 0 }
};

static enum opt_kind
option_kind(enum field_type type)
{
	switch (type) {
	case FIELD_TIME:
	case FIELD_DATE:
		return OPT_TIME;
	case FIELD_BOOL:
		return OPT_BOOL;
	case FIELD_INT:
		return OPT_INT;
	default:
		return OPT_TEXT;
	}
}

static const char *
option_arg(enum field_type type)
{
	static const char *const args[] = { N_("TEXT"), N_("TIME"), N_("DATE"),
	    NULL, N_("N"), N_("CODE"), N_("AGENCY"), N_("CODE"),
	    N_("CASE"), N_("CODE"), N_("TEXT") };

	return args[type];
}

static void
add_option(struct opts *o, const ctxh_value *field, unsigned flags)
{
	enum field_type type = field_type(field);
	struct opt_spec spec = { 0 };
	const char *help = val_str(field, "help");

	spec.name = opts_name(o, val_str(field, "id"));
	spec.kind = option_kind(type);
	spec.arg = option_arg(type);
	spec.flags = flags;
	spec.help = opts_own(o, xasprintf("%s%s%s%s%s%s%s",
	    field_label(field), val_true(field, "required") ? " *" : "",
	    is_of_others(field) ? " (" : "",
	    is_of_others(field) ? val_str(field, "rules") : "",
	    is_of_others(field) ? ")" : "",
	    help == NULL ? "" : ". ", help == NULL ? "" : help));
	spec.choices = field_choices(o, field);
	if (type == FIELD_AGENCY)
		spec.flags |= OPT_OPEN;	/* unknown is 5, not 2 */
	opts_add(o, &spec);
}

static void
add_table_option(struct opts *o, const ctxh_value *list)
{
	struct opt_spec spec = { .name = opts_name(o, val_str(list, "id")),
	    .kind = OPT_TEXT, .flags = OPT_FILE, .arg = N_("FILE") };

	spec.help = opts_own(o, xasprintf("%s: %s", field_label(list),
	    T("a table, CSV or workbook, an item a row")));
	opts_add(o, &spec);
}

/* Lists of objects come by --json, those of registers from a table, too; but
 * of pupils there is --student CODE, and --role R behind it. */
static void
add_list_options(struct opts *o, const ctxh_value *form,
    const ctxh_value *list)
{
	const ctxh_value *student = field_named(list, "student");
	const ctxh_value *role = field_named(list, "role");

	if (val_str(form, "register") != NULL)
		add_table_option(o, list);
	if (student == NULL || field_type(student) != FIELD_STUDENT)
		return;
	add_option(o, student, OPT_REPEAT);
	if (role != NULL)
		add_option(o, role, OPT_REPEAT);
}

static int
no_form(struct app *app, const char *verb)
{
	return app_forms(app) == NULL ? ctxh_status(app->h) :
	    app_fail(app, CTXH_EFAIL,
	    T("the rule set has no form for \"%s\""), verb);
}

int
form_option(struct app *app, const char *verb, const char *field,
    struct opts *o)
{
	const ctxh_value *form = form_named(app, verb);
	const ctxh_value *f = form == NULL ? NULL : field_named(form, field);

	if (f == NULL)
		return no_form(app, verb);
	add_option(o, f, field_type(f) >= FIELD_CODES ? OPT_REPEAT : 0);
	return CTXH_OK;
}

int
form_options(struct app *app, const char *verb, struct opts *o)
{
	const ctxh_value *form = form_named(app, verb), *f;

	if (form == NULL)
		return no_form(app, verb);
	for (f = ctxh_value_first(ctxh_value_get(form, "fields")); f != NULL;
	    f = ctxh_value_next(f)) {
		if (field_type(f) == FIELD_LIST)
			add_list_options(o, form, f);
		else
			add_option(o, f, field_type(f) >= FIELD_CODES ?
			    OPT_REPEAT : 0);
	}
	opts_table(o, common);
	if (val_true(form, "amend"))
		opts_table(o, amend);
	return CTXH_OK;
}

int
form_prepare(struct app *app, const struct cmd *c, struct opts *o)
{
	return form_options(app, c->form != NULL ? c->form : c->name, o);
}

static unsigned
record_flags(const struct entry *e)
{
	unsigned flags = 0;

	if (val_true(e->form, "amend") && opt_flag(e->o, "amend"))
		flags |= CTXH_AMEND;
	if (opt_flag(e->o, "dry-run"))
		flags |= CTXH_DRY_RUN;
	if (opt_flag(e->o, "keep-going"))
		flags |= CTXH_KEEP_GOING;
	return flags;
}

static int
edits(const struct entry *e)
{
	return opt_flag(e->o, "edit") || opt_given(e->o, "draft");
}

static int
run_batch(struct entry *e)
{
	if (edits(e))
		return app_fail(e->app, CTXH_EUSAGE,
		    T("--edit goes without --batch"));
	if (form_given(e) || opt_given(e->o, "at") ||
	    opt_given(e->o, "json") || e->o->nargs > 0)
		return app_fail(e->app, CTXH_EUSAGE,
		    T("--batch goes without a case and without fields; "
		    "each line has its own"));
	if (e->flags & CTXH_AMEND)
		return app_fail(e->app, CTXH_EUSAGE,
		    T("--amend goes without --batch"));
	return batch_run(e->app, val_str(e->form, "form"),
	    opt_text(e->o, "batch"), e->flags);
}

const char *
form_register(const struct entry *e)
{
	return val_str(e->form, "register");
}

int
form_shown(const struct entry *e, unsigned flags, ctxh_value **shown,
    const char **number)
{
	int entry = form_register(e) != NULL, rc;

	rc = entry ? ctxh_entry_show(e->app->h, e->case_no, flags, shown) :
	    ctxh_case_show(e->app->h, e->case_no, flags, shown);
	*number = val_str(*shown, entry ? "entry" : "case");
	return rc;
}

/* A new entry has no number; a document of one needs it. */
static int
check_entry(const struct entry *e)
{
	int begins = strcmp(val_str(e->form, "step"), "start") == 0 &&
	    (e->flags & CTXH_AMEND) == 0;

	if (begins && e->case_no != NULL)
		return app_fail(e->app, CTXH_EUSAGE,
		    T("a new entry takes no number, \"%s\" was given; to "
		    "correct it, add --amend"), e->case_no);
	if (begins || e->case_no != NULL)
		return CTXH_OK;
	return app_fail(e->app, CTXH_EUSAGE,
	    T("missing: the entry's number; see ctxh %s list"),
	    form_register(e));
}

/* A new case has no number; a case's form needs one. */
static int
check_case(const struct entry *e)
{
	const char *needs = val_str(e->form, "case");
	int new_case = needs != NULL && strcmp(needs, "new") == 0;
	int amends = (e->flags & CTXH_AMEND) != 0;

	if (form_register(e) != NULL)
		return check_entry(e);
	if (new_case && e->case_no != NULL && !amends)
		return app_fail(e->app, CTXH_EUSAGE,
		    T("%s makes a new case: no case is named, \"%s\" was; "
		    "to correct it, add --amend"), e->app->cmd->name,
		    e->case_no);
	if (e->case_no != NULL || (new_case && !amends) ||
	    (needs != NULL && strcmp(needs, "optional") == 0))
		return CTXH_OK;
	return app_fail(e->app, CTXH_EUSAGE,
	    T("missing: the case's number; ctxh %s CASE, see ctxh list"),
	    e->app->cmd->name);
}

char *
form_against(const struct entry *e, const ctxh_value *shown)
{
	const ctxh_value *v = ctxh_value_get(e->form, "states");
	const char *state = val_str(shown, "state");

	if (state == NULL || (e->flags & CTXH_AMEND) || ctxh_value_get(
	    e->fields, val_str(e->form, "when")) != NULL)
		return NULL;
	for (v = ctxh_value_first(v); v != NULL; v = ctxh_value_next(v))
		if (strcmp(ctxh_value_str(v), state) == 0)
			return NULL;
	return xasprintf(T("the case is now in the state \"%s\", in which "
	    "\"%s\" is not allowed; see ctxh show %s"), code_label(e->app,
	    "states", state), val_str(e->form, "title"),
	    val_str(shown, "case"));
}

int
form_record(struct entry *e)
{
	ctxh_value *result = NULL;
	int rc;

	rc = ctxh_record(e->app->h, val_str(e->form, "form"), e->case_no,
	    e->fields, e->flags, &result);
	rc = rc == CTXH_OK ? form_print(e, result) : form_table_blame(e, rc);
	ctxh_value_free(result);
	return rc;
}

static int
run_entry(struct entry *e)
{
	int empty = !form_given(e) && !opt_given(e->o, "json");
	int amends = (e->flags & CTXH_AMEND) != 0, rc;

	if (empty && !amends && !edits(e) && form_can_ask(e))
		return form_ask(e);
	rc = check_case(e);
	if (rc != CTXH_OK)
		return rc;
	if (edits(e))
		return edit_form(e);
	if (empty && amends && !opt_given(e->o, "at"))
		return app_fail(e->app, CTXH_EUSAGE,
		    T("missing: what to correct; give the fields that "
		    "change, the others stay"));
	rc = form_fields(e);
	return rc == CTXH_OK ? form_record(e) : rc;
}

int
form_run(struct app *app, struct opts *o)
{
	struct entry e = { .app = app, .o = o };
	ctxh_value *own = NULL;
	int rc;

	e.form = form_named(app, app->cmd->form != NULL ? app->cmd->form :
	    app->cmd->name);
	e.case_no = opt_arg(o, 0);
	e.flags = record_flags(&e);
	if (opt_given(o, "batch"))
		return run_batch(&e);
	if (e.flags & CTXH_KEEP_GOING)
		return app_fail(app, CTXH_EUSAGE,
		    T("--keep-going goes with --batch only"));
	/* Now that the store is open the school's own agencies are choices. */
	if (ctxh_form(app->h, val_str(e.form, "form"), &own) == CTXH_OK)
		e.form = own;
	e.fields = ctxh_value_object();
	rc = e.fields == NULL ? CTXH_ENOMEM : run_entry(&e);
	ctxh_value_free(e.fields);
	ctxh_value_free(e.tables);
	ctxh_value_free(own);
	wipe_free(e.case_typed);
	return rc;
}
