/*
 * The keys of mentors, and the two lists without pupils: classes and teachers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "label.h"
#include "mentor.h"
#include "util.h"

const struct opt_spec mentor_give_key_options[] = {
	{ "handle", 0, OPT_TEXT, OPT_REQUIRED, N_("HANDLE"),
	    N_("the mentor's handle; see ctxh staff list"), NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

/* A correction of who it is: with a handle goes the key. */
int
mentor_give_key(struct app *app, struct opts *o)
{
	struct entry e = { .app = app, .o = o, .case_no = opt_arg(o, 0) };
	int rc;

	e.form = form_named(app, "mentor");
	e.flags = CTXH_AMEND | (opt_flag(o, "dry-run") ? CTXH_DRY_RUN : 0);
	e.fields = ctxh_value_object();
	if (e.form == NULL || e.fields == NULL)
		rc = ctxh_status(app->h);
	else {
		val_put_text(e.fields, "mentor", opt_text(o, "handle"));
		rc = form_record(&e);
	}
	ctxh_value_free(e.fields);
	return rc;
}

/* ---- classes ---- */

const struct opt_spec mentor_classes_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest; all: every year"),
	    NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

static const struct out_column class_columns[] = {
	{ "class", N_("Class"), NULL, NULL, 0 },
	{ "grade", NULL, NULL, NULL, 0 },
	{ "open", N_("Helped now"), NULL, NULL, OUT_RIGHT },
	{ "pupils", N_("In the year"), NULL, NULL, OUT_RIGHT },
	{ "mentors", N_("Mentors"), NULL, NULL, OUT_RIGHT },
	{ 0 }
};

int
mentor_classes(struct app *app, struct opts *o)
{
	int rc;

	out_excel(app->out, opt_flag(o, "excel"));
	out_if_empty(app->out, T("nothing here yet"));
	rc = out_begin(app->out, class_columns, app);
	if (rc == CTXH_OK)
		rc = ctxh_mentor_classes(app->h, opt_text(o, "year"), out_row,
		    app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

/* ---- emulation ---- */

const struct opt_spec mentor_emulation_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	{ "term", 't', OPT_TEXT, 0, N_("TERM"),
	    N_("1 or 2; default: the whole year"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

/* "Tốt 2, Khá 1" */
static const char *
show_support(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const ctxh_value *v = ctxh_value_first(cell);
	struct str b = { 0 };

	(void)row;
	str_puts(&b, "");
	for (; v != NULL; v = ctxh_value_next(v))
		str_printf(&b, "%s%s %lld", b.len > 0 ? ", " : "",
		    code_label(ctx, "mentor_help", ctxh_value_key(v)),
		    (long long)ctxh_value_num(v));
	(void)snprintf(buf, size, "%s", b.s);
	free(b.s);
	return buf;
}

static const struct out_column mentor_columns[] = {
	{ "mentor", NULL, NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "pupils", N_("Pupils"), NULL, NULL, OUT_RIGHT },
	{ "contacts", N_("Contacts"), NULL, NULL, OUT_RIGHT },
	{ "assessed", N_("Assessed"), NULL, NULL, OUT_RIGHT },
	{ "progressed", N_("Progressed"), NULL, NULL, OUT_RIGHT },
	{ "support", N_("The help"), show_support, NULL, 0 },
	{ 0 }
};

/* In a spreadsheet a cell is a text: "tot 2, kha 1". */
static int
row_of_sheet(void *out, const ctxh_value *row)
{
	ctxh_value *copy = val_copy(row);
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(row,
	    "support"));
	struct str b = { 0 };
	int rc;

	str_puts(&b, "");
	for (; v != NULL; v = ctxh_value_next(v))
		str_printf(&b, "%s%s %lld", b.len > 0 ? ", " : "",
		    ctxh_value_key(v), (long long)ctxh_value_num(v));
	val_put_text(copy, "support", b.s);
	rc = out_row(out, copy);
	free(b.s);
	ctxh_value_free(copy);
	return rc;
}

int
mentor_emulation(struct app *app, struct opts *o)
{
	const char *term = opt_text(o, "term");
	int rc;

	if (term != NULL && strcmp(term, "1") != 0 && strcmp(term, "2") != 0)
		return app_fail(app, CTXH_EUSAGE,
		    T("not a term: \"%s\"; it is 1 or 2"), term);
	out_excel(app->out, opt_flag(o, "excel"));
	out_if_empty(app->out, T("nothing here yet"));
	rc = out_begin(app->out, mentor_columns, app);
	if (rc == CTXH_OK)
		rc = ctxh_mentor_emulation(app->h, opt_text(o, "year"),
		    term != NULL ? term[0] - '0' : 0,
		    out_format(app->out) == OUT_CSV ? row_of_sheet : out_row,
		    app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}
