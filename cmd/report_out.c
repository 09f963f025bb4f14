/*
 * A report on its way out: one table or all, as text, CSV or JSON, to a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
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
		ctxh_value_free(ctxh_value_take(report, "charts"));
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

int
report_tidy_begin(struct out *out)
{
	static const struct out_column columns[] = {
		{ .key = "table" }, { .key = "row" }, { .key = "column" },
		{ .key = "value" }, { 0 }
	};

	return out_begin(out, columns, NULL);
}

void
report_tidy_cell(struct out *out, const char *table, const char *row,
    const char *column, const ctxh_value *value)
{
	ctxh_value *v = ctxh_value_object();

	val_put_text(v, "table", table);
	val_put_text(v, "row", row);
	val_put_text(v, "column", column);
	val_put(v, "value", ctxh_value_copy(value));
	out_row(out, v);
	ctxh_value_free(v);
}

static void
tidy_rows(struct out *out, const ctxh_value *table)
{
	const ctxh_value *row, *column, *cell;

	for (row = ctxh_value_first(ctxh_value_get(table, "rows"));
	    row != NULL; row = ctxh_value_next(row)) {
		cell = ctxh_value_first(ctxh_value_get(row, "cells"));
		column = ctxh_value_first(ctxh_value_get(table, "columns"));
		for (; cell != NULL && column != NULL;
		    cell = ctxh_value_next(cell)) {
			report_tidy_cell(out, val_str(table, "id"),
			    val_str(row, "id"), val_str(column, "id"), cell);
			column = ctxh_value_next(column);
		}
	}
}

static int
print_tidy(struct out *out, const ctxh_value *report)
{
	const ctxh_value *t;
	int rc = report_tidy_begin(out);

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

static int
print(struct app *app, const ctxh_value *report, int one_table)
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
static int
report_output(struct app *app, const char *path, int secret)
{
	const mode_t mode = secret ? 0600 : 0666;
	struct stat st;
	int fd;

	if (path == NULL || strcmp(path, "-") == 0)
		return CTXH_OK;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	/* Also one that was there; a device's mode is not ours to set. */
	if (fd != -1 && secret && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		(void)fchmod(fd, mode);
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

static int
keep(void *bytes, const void *buf, size_t size)
{
	str_add(bytes, buf, size);
	return 0;
}

/* A document or a page. */
static int
make_document(struct app *app, const ctxh_value *report,
    const struct ctxh_paper *look, struct str *bytes)
{
	return ctxh_report_write(app->h, report, look, keep, bytes);
}

int
report_write(struct app *app, const ctxh_value *report,
    const struct ctxh_paper *look, const char *path, int secret)
{
	struct str bytes = { 0 };
	int rc;

	if ((rc = paper_check_format(app, look->format, path)) == CTXH_OK)
		rc = strcmp(look->format, PAPER_XLSX) == 0 ?
		    report_book(app, report, &bytes.s, &bytes.len) :
		    make_document(app, report, look, &bytes);
	if (rc == CTXH_OK)
		rc = paper_output(app, path, secret, bytes.s, bytes.len);
	wipe_free(bytes.s);
	return rc;
}

/* A printer that was asked for by name is one, whatever the file's name. */
const char *
report_format(const struct app *app, const char *path)
{
	return app->format != NULL && app_paper_format(app) == NULL ? "text" :
	    paper_format(app, path);
}

void
report_printer(struct app *app, const char *path)
{
	static const struct { const char *name; enum out_format format; }
	list[] = { { "csv", OUT_CSV }, { "json", OUT_JSON },
	    { "jsonl", OUT_JSONL } };
	const char *by = paper_suffix(path);

	for (size_t i = 0; app->format == NULL && by != NULL &&
	    i < sizeof(list) / sizeof(list[0]); i++)
		if (strcmp(by, list[i].name) == 0)
			out_setup(app->out, list[i].format, COLOR_NEVER, 0);
}

int
report_print_to(struct app *app, const char *path, int secret)
{
	int rc = paper_check_format(app, out_format_name(app->out), path);

	return rc == CTXH_OK ? report_output(app, path, secret) : rc;
}

int
report_put(struct app *app, ctxh_value *report,
    const struct ctxh_paper *look, const char *path, int one_table)
{
	int rc;

	if (strcmp(look->format, "text") != 0) {
		if (one_table)
			val_put_bool(report, "one_table", 1);
		return report_write(app, report, look, path, 0);
	}
	rc = report_print_to(app, path, 0);
	return rc == CTXH_OK ? print(app, report, one_table) : rc;
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
