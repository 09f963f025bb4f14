/*
 * A list among a form's fields from a table: --tasks FILE.
 */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "cmd.h"
#include "encoding.h"
#include "form.h"
#include "import_text.h"
#include "student_import.h"
#include "util.h"

/* Which lines the items came from, for what recording them says. */
static void
remember(struct entry *e, const char *field, const char *path,
    ctxh_value *lines)
{
	ctxh_value *table = ctxh_value_object();

	if (e->tables == NULL)
		e->tables = ctxh_value_object();
	val_put_text(table, "path", path);
	val_put(table, "lines", lines);
	val_put(e->tables, field, table);
}

static int
refused(struct app *app, const char *path, const ctxh_value *v)
{
	encoding_note(path, v);
	return app_fail(app, CTXH_EFAIL, T("nothing was taken in: %lld errors, "
	    "see above; put the list right"),
	    (long long)val_int(v, "errors_total"));
}

int
form_table(struct entry *e, const char *field, const char *path,
    ctxh_value **items)
{
	struct ctxh_import_options io;
	struct import_source source;
	ctxh_value *v = NULL;
	int rc = import_file(e->app, path, &source, &io);

	*items = NULL;
	if (rc == CTXH_OK)
		rc = ctxh_entry_items(e->app->h, val_str(e->form, "form"),
		    field, &io, &v);
	if (v != NULL)
		import_findings(path, v);
	if (rc == CTXH_EFAIL && v != NULL)
		rc = refused(e->app, path, v);
	if (rc == CTXH_OK) {
		*items = ctxh_value_take(v, "items");
		remember(e, field, path, ctxh_value_take(v, "lines"));
	}
	ctxh_value_free(v);
	import_close(&source);
	return rc;
}

static const ctxh_value *
item_at(const ctxh_value *list, long n)
{
	const ctxh_value *v = ctxh_value_first(list);

	while (v != NULL && n-- > 0)
		v = ctxh_value_next(v);
	return v;
}

int
form_table_blame(struct entry *e, int status)
{
	const char *at = val_str(ctxh_where(e->app->h), "field");
	const ctxh_value *table, *line;
	char *field;

	if (at == NULL || strchr(at, '[') == NULL)
		return status;
	field = xstrndup(at, strcspn(at, "["));
	table = ctxh_value_get(e->tables, field);
	free(field);
	line = item_at(ctxh_value_get(table, "lines"),
	    strtol(strchr(at, '[') + 1, NULL, 10));
	if (line == NULL)
		return status;
	fail_in_file(e->app, status, val_str(table, "path"));
	val_put(e->app->error.where, "line", ctxh_value_copy(line));
	return status;
}
