/*
 * How a school's lists name their columns: said, remembered, shown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "finding.h"
#include "opt.h"
#include "out.h"
#include "student_import.h"
#include "student_map.h"
#include "util.h"

int
map_read(struct app *app, const struct opts *o, ctxh_value **out)
{
	const char *s, *equals;
	char *column;

	*out = ctxh_value_object();
	for (size_t i = 0; i < opt_count(o, "map"); i++) {
		s = opt_nth(o, "map", i);
		equals = strrchr(s, '=');
		if (equals == NULL || equals == s || equals[1] == '\0')
			return app_fail(app, CTXH_EUSAGE,
			    T("--map: \"%s\" is not COLUMN=FIELD"), s);
		column = xstrndup(s, (size_t)(equals - s));
		val_put_text(*out, column, equals + 1);
		free(column);
	}
	return CTXH_OK;
}

ctxh_value *
ignore_read(const struct opts *o)
{
	ctxh_value *list = ctxh_value_list();

	for (size_t i = 0; i < opt_count(o, "ignore"); i++)
		val_push(list, ctxh_value_text(opt_nth(o, "ignore", i)));
	return list;
}

/* "D "Ghi chú"", "column D" where it has no header. */
static void
print_column(struct out *out, const ctxh_value *v)
{
	const char *header = val_str(v, "header");

	out_printf(out, T("column %s"), val_str(v, "letter"));
	if (header != NULL && *header != '\0')
		out_printf(out, " \"%s\"", header);
}

void
map_print(struct out *out, const ctxh_value *mapping)
{
	const ctxh_value *v;
	const char *label;
	int remembered;

	for (v = ctxh_value_first(mapping); v != NULL;
	    v = ctxh_value_next(v)) {
		label = val_str(v, "label");
		remembered = strcmp(val_str(v, "from"), "remembered") == 0;
		out_puts(out, "  ");
		print_column(out, v);
		if (label == NULL)
			out_puts(out, T(" is passed over"));
		else
			out_printf(out, T(" is read as \"%s\""), label);
		out_puts(out, remembered ? T(", as remembered") : "");
		out_puts(out, "\n");
	}
}

static const char *
show_from(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	static const struct opt_choice words[] = {
		{ "alias", N_("a usual header") }, { "said", N_("--map") },
		{ "ignored", N_("--ignore") },
		{ "remembered", N_("remembered") },
		{ "unknown", N_("not known") }, { "none", N_("no header") },
		{ 0 }
	};
	const char *code = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	for (const struct opt_choice *w = words; code != NULL &&
	    w->code != NULL; w++)
		if (strcmp(w->code, code) == 0)
			return T(w->label);
	return "";
}

/* What the column is taken for. */
static const char *
show_label(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const char *from = val_str(row, "from");

	(void)ctx;
	(void)buf;
	(void)size;
	if (ctxh_value_str(cell) != NULL)
		return ctxh_value_str(cell);
	if (from != NULL && strcmp(from, "unknown") == 0)
		return "?";
	return T("(passed over)");
}

static const struct out_column columns[] = {
	{ "column", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "letter", N_("Letter"), NULL, NULL, 0 },
	{ "header", N_("Header"), NULL, NULL, 0 },
	{ "field", N_("Field"), NULL, NULL, 0 },
	{ "label", N_("Read as"), show_label, NULL, 0 },
	{ "from", N_("Because of"), show_from, NULL, 0 }, { 0 }
};

static const struct out_column remembered[] = {
	{ "column", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "header", N_("Header"), NULL, NULL, 0 },
	{ "field", N_("Field"), NULL, NULL, 0 },
	{ "label", N_("Read as"), show_label, NULL, 0 }, { 0 }
};

static void
show_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const ctxh_value *list = ctxh_value_get(v, "columns");

	(void)ctx;
	if (list != NULL) {
		out_table(out, columns, NULL, list);
		out_puts(out, "\n");
	}
	list = ctxh_value_get(v, "remembered");
	if (ctxh_value_first(list) == NULL) {
		out_puts(out, T("No columns are remembered beside the usual "
		    "headers."));
		out_puts(out, "\n");
		return;
	}
	out_puts(out, T("Remembered for this school (--forget-map takes it "
	    "away):"));
	out_puts(out, "\n");
	out_table(out, remembered, NULL, list);
}

/* The list's columns, or what is remembered alone where there is no list. */
static int
ask(struct app *app, const struct opts *o, ctxh_value **v)
{
	struct ctxh_import_options io;
	struct import_source source;
	int rc;

	if (o->nargs == 0)
		return ctxh_student_map(app->h, NULL, v);
	rc = import_open(app, o, &source, &io);
	io.key_name_dob = opt_given(o, "key");
	if (rc == CTXH_OK)
		rc = ctxh_student_map(app->h, &io, v);
	import_close(&source);
	return rc;
}

int
map_show(struct app *app, const struct opts *o)
{
	ctxh_value *v = NULL;
	const ctxh_value *e;
	int rc = ask(app, o, &v), shown = CTXH_OK;

	if (v != NULL) {
		shown = out_object(app->out, v, show_text, NULL);
		e = ctxh_value_first(ctxh_value_get(v, "errors"));
		for (; e != NULL && out_is_text(app->out);
		    e = ctxh_value_next(e))
			finding_print(opt_arg(o, 0), NULL, e);
		if (shown == CTXH_OK && rc != CTXH_OK &&
		    !out_is_text(app->out))
			rc = app_answer(app, rc);
	}
	ctxh_value_free(v);
	return shown != CTXH_OK ? shown : rc;
}

static void
forgot_text(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, T("%lld columns are forgotten; later lists need --map "
	    "or --ignore for them"), (long long)val_int(v, "forgotten"));
	out_puts(out, "\n");
}

int
map_forget(struct app *app, const struct opts *o)
{
	const char *column = opt_text(o, "forget-map");
	ctxh_value *v = NULL;
	int rc;

	if (strcmp(column, "all") == 0)
		column = NULL;
	rc = ctxh_student_map_forget(app->h, column, &v);
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, forgot_text, NULL);
	ctxh_value_free(v);
	return rc;
}
