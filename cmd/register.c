/*
 * Registers of the prevention side: lists, and one entry.
 */
#include <stdio.h>
#include <string.h>

#include "form.h"
#include "label.h"
#include "register.h"
#include "util.h"

#define COLUMNS_MAX 24
#define SHORT_WIDTH 40

const struct opt_spec register_list_options[] = {
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest; all: every year"),
	    NULL },
	{ "open", 0, OPT_FLAG, 0, NULL, N_("not those that were ended"),
	    NULL },
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with names and codes; leaves a trace in the chain"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

const struct opt_spec register_show_options[] = {
	{ "names", 0, OPT_FLAG, 0, NULL,
	    N_("with codes, names and narratives; needs the right, and leaves "
	    "a trace"), NULL },
	{ 0 }
};

const char *
register_code(void *app, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const ctxh_value *f = ctxh_value_first(app_forms(app)), *field;
	const char *code = ctxh_value_str(cell), *in;

	(void)buf;
	(void)size;
	for (; code != NULL && f != NULL; f = ctxh_value_next(f)) {
		in = val_str(f, "register");
		if (in == NULL || strcmp(in, val_str(row, "register")) != 0)
			continue;
		field = field_named(f, ctxh_value_key(cell));
		if (field != NULL)
			return choice_label(field, code);
	}
	return code == NULL ? "" : code;
}

const char *
register_short(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	const char *s = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	snprintf(buf, size, "%s", s != NULL ? s : "");
	return out_cut(cut_full(buf, size), size, SHORT_WIDTH);
}

/* Columns of names are shown with --names alone; "name" is that of a pupil
 * where the list is of pupils. */
static int
is_name(const struct out_column *all, const struct out_column *c)
{
	if (strcmp(c->key, "student") == 0 || strcmp(c->key, "partner") == 0 ||
	    strcmp(c->key, "what") == 0)
		return 1;
	if (strcmp(c->key, "name") != 0)
		return 0;
	for (; all->key != NULL; all++)
		if (strcmp(all->key, "student") == 0)
			return 1;
	return 0;
}

int
register_list(struct app *app, struct opts *o)
{
	const struct out_column *all = app->cmd->columns, *c;
	struct out_column shown[COLUMNS_MAX] = { { 0 } };
	unsigned flags = (opt_flag(o, "names") ? CTXH_NAMES : 0) |
	    (opt_flag(o, "open") ? CTXH_ENTRY_OPEN : 0);
	size_t n = 0;
	int rc;

	for (c = all; c->key != NULL && n < COLUMNS_MAX - 1; c++)
		if ((flags & CTXH_NAMES) != 0 || !is_name(all, c))
			shown[n++] = *c;
	out_excel(app->out, opt_flag(o, "excel"));
	out_if_empty(app->out, T("nothing here yet"));
	rc = out_begin(app->out, shown, app);
	if (rc == CTXH_OK)
		rc = ctxh_entry_list(app->h, app->parent->name,
		    opt_text(o, "year"), flags, out_row, app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

static void
print_pupil(struct out *out, const ctxh_value *e)
{
	char buf[64];

	if (ctxh_value_get(e, "class") == NULL)
		return;
	out_printf(out, "  %s: %s%s", T("pupil"), T("class"), " ");
	out_puts(out, val_str(e, "class") == NULL ? "" : val_str(e, "class"));
	/* A mentor was told no more than the class and the name. */
	if (ctxh_value_get(e, "sex") != NULL)
		out_printf(out, ", %s", out_show_sex(NULL, e,
		    ctxh_value_get(e, "sex"), buf, sizeof(buf)));
	if (val_str(e, "name") != NULL)
		out_printf(out, ", %s", val_str(e, "name"));
	out_puts(out, "\n");
}

static void
print_entry(struct out *out, void *ctx, const ctxh_value *e)
{
	struct app *app = ctx;
	const ctxh_value *d;
	char buf[64];

	out_style(out, STYLE_HEAD);
	out_puts(out, val_str(e, "entry"));
	out_style(out, STYLE_NONE);
	if (val_true(e, "open"))
		out_printf(out, "  %s\n", T("going on"));
	else
		out_printf(out, "  %s %s\n", T("ended on"),
		    out_show_date(NULL, e, ctxh_value_get(e, "ended"), buf,
		    sizeof(buf)));
	print_pupil(out, e);
	if (ctxh_value_get(e, "reached") != NULL) {
		out_puts(out, "  ");
		out_printf(out, T("%lld sessions, %lld pupils reached, nobody "
		    "counted twice"), (long long)val_int(e, "sessions"),
		    (long long)val_int(e, "reached"));
		out_puts(out, "\n");
	}
	for (d = ctxh_value_first(ctxh_value_get(e, "documents")); d != NULL;
	    d = ctxh_value_next(d))
		document_show(out, app, d);
}

int
register_show_as(struct app *app, struct opts *o, out_text_fn print)
{
	ctxh_value *e = NULL;
	int rc;

	rc = ctxh_entry_show(app->h, opt_arg(o, 0),
	    opt_flag(o, "names") ? CTXH_NAMES : 0, &e);
	if (rc == CTXH_OK && strcmp(val_str(e, "register"),
	    app->parent->name) != 0)
		print = print_entry;
	if (rc == CTXH_OK)
		rc = out_object(app->out, e, print, app);
	ctxh_value_free(e);
	return rc;
}

int
register_show(struct app *app, struct opts *o)
{
	return register_show_as(app, o, print_entry);
}
