/*
 * ctxh student dups: pupils who may be one child, in groups.
 */
#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "student_dups.h"

const struct opt_spec student_dups_options[] = {
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names and codes; leaves a trace in the chain"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

#define FACTS \
	{ "class", N_("Class"), NULL, NULL, 0 }, \
	{ "year", N_("School year"), NULL, NULL, 0 }, \
	{ "sex", N_("Sex"), out_show_sex, NULL, 0 }

static const struct out_column plain[] = {
	{ "group", N_("Group"), NULL, NULL, OUT_RIGHT },
	{ "id", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "birth_year", N_("Born in"), NULL, NULL, OUT_RIGHT },
	FACTS, { 0 }
};

static const struct out_column named[] = {
	{ "group", N_("Group"), NULL, NULL, OUT_RIGHT },
	{ "id", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "born", N_("Born on"), out_show_date, NULL, 0 },
	FACTS,
	{ "father", N_("Father"), NULL, NULL, 0 },
	{ "mother", N_("Mother"), NULL, NULL, 0 },
	{ "guardian", N_("Guardian"), NULL, NULL, 0 }, { 0 }
};

void
student_dups_print(struct out *out, const ctxh_value *list)
{
	static const struct out_column pairs[] = {
		{ "line", N_("Line"), NULL, NULL, OUT_RIGHT },
		{ "student", N_("Code"), NULL, NULL, 0 },
		{ "name", N_("Name"), NULL, NULL, 0 },
		{ "other_line", N_("Other line"), NULL, NULL, OUT_RIGHT },
		{ "other", N_("No."), NULL, NULL, OUT_RIGHT },
		{ "other_student", N_("Code"), NULL, NULL, 0 },
		{ "other_name", N_("Name"), NULL, NULL, 0 }, { 0 }
	};

	out_table(out, pairs, NULL, list);
}

int
student_dups(struct app *app, struct opts *o)
{
	int names = opt_given(o, "names"), rc;

	out_excel(app->out, opt_given(o, "excel"));
	out_if_empty(app->out, T("nobody seems to stand there twice"));
	rc = out_begin(app->out, names ? named : plain, app);
	if (rc == CTXH_OK)
		rc = ctxh_student_dups(app->h, names ? CTXH_NAMES : 0, out_row,
		    app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}
