/*
 * A report on its way out: one table or all, as text, CSV or JSON, to a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "util.h"

/* Only the one table that was asked for. */
int
report_choose(struct app *app, const char *id, ctxh_value *report)
{
	const ctxh_value *tables = ctxh_value_get(report, "tables"), *t;
	ctxh_value *one;
	struct str known = { 0 };
	int rc;

	t = val_find(tables, "id", id);
	if (t != NULL) {
		one = ctxh_value_list();
		val_push(one, ctxh_value_copy(t));
		val_put(report, "tables", one);
		return CTXH_OK;
	}
	for (t = ctxh_value_first(tables); t != NULL; t = ctxh_value_next(t))
		str_printf(&known, "%s%s", known.len > 0 ? ", " : "",
		    val_str(t, "id"));
	rc = app_fail(app, CTXH_EUSAGE,
	    T("--table: no such table: \"%s\"; one of %s"), id,
	    known.len > 0 ? known.s : "");
	free(known.s);
	return rc;
}

static void
tidy_rows(struct out *out, const ctxh_value *table)
{
	const ctxh_value *row, *column, *cell;
	ctxh_value *v;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		cell = ctxh_value_first(ctxh_value_get(row, "cells"));
		column = ctxh_value_first(ctxh_value_get(table, "columns"));
		for (; cell != NULL && column != NULL;
		    cell = ctxh_value_next(cell)) {
			v = ctxh_value_object();
			val_put_text(v, "table", val_str(table, "id"));
			val_put_text(v, "row", val_str(row, "id"));
			val_put_text(v, "column", val_str(column, "id"));
			val_put(v, "value", ctxh_value_copy(cell));
			out_row(out, v);
			ctxh_value_free(v);
			column = ctxh_value_next(column);
		}
	}
}

static int
print_tidy(struct out *out, const ctxh_value *report)
{
	static const struct out_column columns[] = {
		{ .key = "table" }, { .key = "row" }, { .key = "column" },
		{ .key = "value" }, { 0 }
	};
	const ctxh_value *t;
	int rc = out_begin(out, columns, NULL);

	for (t = ctxh_value_first(ctxh_value_get(report, "tables"));
	    rc == CTXH_OK && t != NULL; t = ctxh_value_next(t))
		tidy_rows(out, t);
	return rc == CTXH_OK ? out_end(out) : rc;
}

/* The table as on paper: labels for heads, the rows' labels first. */
static int
print_seen(struct out *out, const ctxh_value *table)
{
	const ctxh_value *list = ctxh_value_get(table, "columns"), *row, *c;
	size_t n = ctxh_value_count(list), i;
	struct out_column *columns = xmalloc((n + 2) * sizeof(*columns));
	ctxh_value *v;
	int rc;

	memset(columns, 0, (n + 2) * sizeof(*columns));
	columns[0].key = val_str(table, "title");
	for (i = 1, c = ctxh_value_first(list); c != NULL;
	    c = ctxh_value_next(c))
		columns[i++].key = val_str(c, "label");
	rc = out_begin(out, columns, NULL);
	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    rc == CTXH_OK && row != NULL; row = ctxh_value_next(row)) {
		v = ctxh_value_object();
		val_put_text(v, columns[0].key, val_str(row, "label"));
		for (i = 1, c = ctxh_value_first(ctxh_value_get(row,
		    "cells")); c != NULL && i <= n; c = ctxh_value_next(c))
			val_put(v, columns[i++].key, ctxh_value_copy(c));
		rc = out_row(out, v);
		ctxh_value_free(v);
	}
	if (rc == CTXH_OK)
		rc = out_end(out);
	free(columns);
	return rc;
}

int
report_print(struct app *app, const ctxh_value *report, int one_table)
{
	/* What is not written yet is said to who may write it now. */
	int hints = isatty(STDOUT_FILENO) &&
	    ctxh_value_get(report, "issue") == NULL;

	if (out_format(app->out) != OUT_CSV)
		return out_object(app->out, report, report_text,
		    hints ? app : NULL);
	if (one_table)
		return print_seen(app->out, ctxh_value_first(
		    ctxh_value_get(report, "tables")));
	return print_tidy(app->out, report);
}

/* The file takes the place of standard output: printers need not know. */
int
report_output(struct app *app, const char *path)
{
	int fd;

	if (path == NULL || strcmp(path, "-") == 0)
		return CTXH_OK;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd == -1 || dup2(fd, STDOUT_FILENO) == -1) {
		app_fail(app, CTXH_EFAIL, T("cannot write \"%s\": %s"), path,
		    strerror(errno));
		if (fd != -1)
			close(fd);
		return app_where(app, "path", path);
	}
	close(fd);
	out_setup(app->out, out_format(app->out), COLOR_NEVER, 0);
	return CTXH_OK;
}

void
report_notices(struct out *out, const ctxh_value *result)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(result,
	    "notices"));

	for (; v != NULL; v = ctxh_value_next(v)) {
		out_style(out, STYLE_WARN);
		out_printf(out, "! %s", val_str(v, "message"));
		out_style(out, STYLE_NONE);
		out_puts(out, "\n");
	}
}
