/*
 * ctxh student template: an empty list with the right columns.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "student_template.h"
#include "util.h"

const struct opt_spec student_template_options[] = {
	{ "output", 'o', OPT_TEXT, OPT_FILE | OPT_REQUIRED, N_("FILE"),
	    N_("write to a new file, .xlsx or .csv; - is standard output, as "
	    ".xlsx"), NULL },
	{ "level", 0, OPT_TEXT, OPT_REPEAT, N_("LEVEL"),
	    N_("leave out columns that this level does not have"),
	    (const struct opt_choice[]){
		{ "mam-non", NULL }, { "tieu-hoc", NULL }, { "thcs", NULL },
		{ "thpt", NULL }, { "gdtx", NULL }, { "chuyen-biet", NULL },
		{ 0 } } },
	{ 0 }
};

static int
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcasecmp(s + n - m, end) == 0;
}

/* One line, with the mark by which Excel knows UTF-8. */
static int
make_csv(struct app *app, const ctxh_value *columns, char **bytes,
    size_t *len)
{
	struct str s = { 0 };
	const ctxh_value *v;
	char *cell;

	str_puts(&s, "\xef\xbb\xbf");
	for (v = ctxh_value_first(columns); v != NULL;
	    v = ctxh_value_next(v)) {
		if (ctxh_csv_cell(val_str(v, "header"), ',', &cell) !=
		    CTXH_OK) {
			wipe_free(s.s);
			return app_fail(app, CTXH_ENOMEM, "%s",
			    T("out of memory"));
		}
		str_printf(&s, "%s%s", s.len > 3 ? "," : "", cell);
		ctxh_text_free(cell);
	}
	str_puts(&s, "\r\n");
	*bytes = s.s;
	*len = s.len;
	return CTXH_OK;
}

static ctxh_value *
read_levels(const struct opts *o)
{
	ctxh_value *list = ctxh_value_list();

	for (size_t i = 0; i < opt_count(o, "level"); i++)
		val_push(list, ctxh_value_text(opt_nth(o, "level", i)));
	return list;
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const char *path = val_str(v, "file");

	(void)ctx;
	out_printf(out, T("\"%s\" is ready to be filled in.\nNext: ctxh "
	    "student import \"%s\" --dry-run --year YEAR"), path, path);
	out_puts(out, "\n");
}

static int
deliver(struct app *app, const char *path, const ctxh_value *columns,
    const char *bytes, size_t len)
{
	ctxh_value *v;
	int rc;

	if (strcmp(path, "-") == 0) {
		out_bytes(app->out, bytes, len);
		return CTXH_OK;
	}
	if ((rc = file_create(app, path, 0600, bytes, len)) != CTXH_OK)
		return rc;
	v = ctxh_value_object();
	val_put_int(v, "format", 1);
	val_put_text(v, "file", path);
	val_put(v, "columns", ctxh_value_copy(columns));
	rc = out_object(app->out, v, text, app);
	ctxh_value_free(v);
	return rc;
}

int
student_template(struct app *app, struct opts *o)
{
	const char *path = opt_text(o, "output");
	ctxh_value *levels, *columns = NULL;
	char *bytes = NULL;
	size_t len = 0;
	int rc, csv = ends_with(path, ".csv");

	if (!csv && !ends_with(path, ".xlsx") && strcmp(path, "-") != 0)
		return app_fail(app, CTXH_EUSAGE, T("--output: \"%s\" ends "
		    "neither in .xlsx nor in .csv"), path);
	levels = read_levels(o);
	rc = ctxh_student_columns(app->h, levels, &columns);
	if (rc == CTXH_OK)
		rc = csv ? make_csv(app, columns, &bytes, &len) :
		    template_book(app, columns, &bytes, &len);
	if (rc == CTXH_OK)
		rc = deliver(app, path, columns, bytes, len);
	wipe_free(bytes);
	ctxh_value_free(columns);
	ctxh_value_free(levels);
	return rc;
}
