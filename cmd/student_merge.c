/*
 * ctxh student merge: two files of one child become one.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "student_merge.h"
#include "student_show.h"
#include "term.h"
#include "util.h"

const struct opt_spec student_merge_options[] = {
	{ "prefer", 0, OPT_TEXT, OPT_REPEAT | OPT_OPEN, N_("FIELD"),
	    N_("take this field from the file that goes, where both say "
	    "something"), (const struct opt_choice[]){
	    { "all", NULL }, { "name", NULL }, { "born", NULL },
	    { "sex", NULL }, { "ethnic", NULL }, { "class", NULL },
	    { "status", NULL }, { "flags", NULL }, { "moet", NULL },
	    { "ma-hs", NULL }, { "ddcn", NULL }, { "phone", NULL },
	    { "address", NULL }, { "father", NULL }, { "mother", NULL },
	    { "guardian", NULL }, { 0 } } },
	DRY_SHOW_OPTION,
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names and codes; leaves a trace in the chain"), NULL },
	{ 0 }
};

static const char *
show_side(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	return ctxh_value_is_true(cell) ? T("goes") : T("stays");
}

static const char *
show_field(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	return student_field_label(ctxh_value_str(cell));
}

/* A value of the field that the row names; without names it is not said. */
static const char *
show_value(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	if (ctxh_value_kind(cell) == CTXH_NULL)
		return T("(see --names)");
	return student_field_show(ctx, val_str(row, "field"), cell, buf, size);
}

#define PUPIL_COLUMNS \
	{ "class", N_("Class"), NULL, NULL, 0 }, \
	{ "sex", N_("Sex"), out_show_sex, NULL, 0 }, \
	{ "birth_year", N_("Born in"), NULL, NULL, OUT_RIGHT }, \
	{ "year", N_("School year"), NULL, NULL, 0 }, { 0 }

/* Both pupils as they were. */
static void
print_pupils(struct out *out, struct app *app, const ctxh_value *v)
{
	static const struct out_column plain[] = {
		{ "goes", N_("File"), show_side, NULL, 0 },
		{ "id", N_("No."), NULL, NULL, OUT_RIGHT }, PUPIL_COLUMNS
	}, named[] = {
		{ "goes", N_("File"), show_side, NULL, 0 },
		{ "id", N_("No."), NULL, NULL, OUT_RIGHT },
		{ "student", N_("Code"), NULL, NULL, 0 },
		{ "name", N_("Name"), NULL, NULL, 0 },
		{ "born", N_("Born on"), out_show_date, NULL, 0 },
		PUPIL_COLUMNS
	};
	ctxh_value *both = ctxh_value_list(), *row;
	int names = ctxh_value_get(ctxh_value_get(v, "student"), "name") !=
	    NULL;

	val_push(both, ctxh_value_copy(ctxh_value_get(v, "student")));
	row = val_copy(ctxh_value_get(v, "joined"));
	val_put_bool(row, "goes", 1);
	val_push(both, row);
	out_table(out, names ? named : plain, app, both);
	ctxh_value_free(both);
}

/* "Label   a, b, c" of a list of texts; nothing of an empty one. */
static void
print_list(struct out *out, const char *label, const ctxh_value *list,
    const char *(*show)(const char *))
{
	const ctxh_value *v;
	const char *s;

	if (ctxh_value_first(list) == NULL)
		return;
	out_pad(out, label, 28);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = ctxh_value_str(v);
		out_printf(out, "%s%s", v == ctxh_value_first(list) ? "" :
		    ", ", show == NULL ? s : show(s));
	}
	out_puts(out, "\n");
}

static void
print_text(struct out *out, void *ctx, const ctxh_value *v)
{
	static const struct out_column differing[] = {
		{ "field", N_("Differs"), show_field, NULL, 0 },
		{ "kept", N_("stays"), show_value, NULL, 0 },
		{ "dropped", N_("is dropped"), show_value, NULL, 0 }, { 0 }
	};
	const ctxh_value *conflicts = ctxh_value_get(v, "conflicts");

	print_pupils(out, ctx, v);
	if (ctxh_value_first(conflicts) != NULL) {
		out_puts(out, "\n");
		out_table(out, differing, ctx, conflicts);
	}
	out_puts(out, "\n");
	print_list(out, T("Only in the file that goes"),
	    ctxh_value_get(v, "taken"), student_field_label);
	print_list(out, T("Its school years"), ctxh_value_get(v, "years"),
	    NULL);
	print_list(out, T("Its cases"), ctxh_value_get(v, "cases"), NULL);
	if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		out_printf(out, T("The files are one now; every id of either "
		    "leads to it. To take it back: ctxh undo %lld"),
		    (long long)val_int(v, "op"));
	else
		out_puts(out, T("A trial: nothing is written."));
	out_puts(out, "\n");
}

struct merging {
	const char	*into, *from;
	ctxh_value	*prefer;
	unsigned	 names;
};

static int
call(struct app *app, const struct merging *m, unsigned dry_run,
    ctxh_value **v)
{
	return ctxh_student_merge(app->h, m->into, m->from, m->prefer,
	    m->names | dry_run, v);
}

/* Somebody who can be asked sees first what it comes to. */
static int
ask(struct app *app, const struct merging *m)
{
	ctxh_value *v = NULL;
	int rc = call(app, m, CTXH_DRY_RUN, &v);

	if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, app);
	ctxh_value_free(v);
	if (rc == CTXH_OK && !term_confirm(app, T("join these two files?"), 0))
		rc = app_fail(app, CTXH_EFAIL, T("nothing was written"));
	return rc;
}

int
student_merge(struct app *app, struct opts *o)
{
	struct merging m = { opt_arg(o, 0), opt_arg(o, 1), ctxh_value_list(),
	    opt_given(o, "names") ? CTXH_NAMES : 0 };
	int dry_run = opt_given(o, "dry-run"), rc = CTXH_OK;
	ctxh_value *v = NULL;

	for (size_t i = 0; i < opt_count(o, "prefer"); i++)
		val_push(m.prefer, ctxh_value_text(opt_nth(o, "prefer", i)));
	if (!dry_run && out_is_text(app->out) && term_can_ask(app))
		rc = ask(app, &m);
	if (rc == CTXH_OK)
		rc = call(app, &m, dry_run ? CTXH_DRY_RUN : 0, &v);
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, print_text, app);
	ctxh_value_free(v);
	ctxh_value_free(m.prefer);
	return rc;
}
