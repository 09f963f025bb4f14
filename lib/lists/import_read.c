/* The reader's thread of an import, and the list of what it finds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "lists/import.h"

void
finding_vadd(struct findings *f, uint64_t line, size_t column,
    const char *fmt, va_list ap)
{
	struct finding	*new;
	char		 text[1024];

	f->total++;
	if (f->n >= ERRORS_LISTED)
		return;
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (mem_grow((void **)&f->list, &f->cap, f->n + 1,
	    sizeof(*f->list)) != 0) {
		f->failed = 1;
		return;
	}
	new = &f->list[f->n];
	new->line = line;
	new->column = column;
	if ((new->text = strdup(text)) == NULL)
		f->failed = 1;
	else
		f->n++;
	mem_wipe(text, strlen(text));
}

void
finding_add(struct findings *f, uint64_t line, size_t column,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	finding_vadd(f, line, column, fmt, ap);
	va_end(ap);
}

void
findings_free(struct findings *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		str_wipe_free(f->list[i].text);
	free(f->list);
	memset(f, 0, sizeof(*f));
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *const *f = a, *const *g = b;

	if ((*f)->line != (*g)->line)
		return (*f)->line < (*g)->line ? -1 : 1;
	return ((*f)->column > (*g)->column) - ((*f)->column < (*g)->column);
}

static ctxh_value *
finding_value(const struct finding *f)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || (f->line != 0 ? put_int(o, "line", (int64_t)f->line) :
	    put_null(o, "line")) != 0 ||
	    (f->column != 0 ? put_int(o, "column", (int64_t)f->column) :
	    put_null(o, "column")) != 0 ||
	    put_text(o, "message", f->text) != 0) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

ctxh_value *
findings_value(const struct findings *a, const struct findings *b)
{
	const struct finding	**all;
	ctxh_value		 *list = ctxh_value_list();
	size_t			  i, n = a->n + b->n;

	if ((all = calloc(n + 1, sizeof(*all))) == NULL)
		goto failed;
	for (i = 0; i < n; i++)
		all[i] = i < a->n ? &a->list[i] : &b->list[i - a->n];
	qsort(all, n, sizeof(*all), by_place);
	if (n > ERRORS_LISTED)
		n = ERRORS_LISTED;
	for (i = 0; i < n; i++)
		if (push(list, finding_value(all[i])) != 0)
			goto failed;
	free(all);
	return list;
failed:
	free(all);
	ctxh_value_free(list);
	return NULL;
}

/* A row that is no CSV, or the end of all reading. */
static int
not_a_row(struct reader *r, int rc, const struct csv_row *row,
    struct record *rec, struct batch *b)
{
	const char	*message;
	size_t		 line, column;

	message = rows_message(r->list, &line, &column);
	if (rc == CTXH_EIO || rc == CTXH_ENOMEM) {
		r->status = rc;
		return -1;
	}
	finding_add(&r->errors, line == 0 && !rows_is_book(r->list) ? 1 : line,
	    column, "%s", message);
	if (rc != CTXH_EUSAGE) {
		r->useless = 1;
		return -1;
	}
	r->rows++;
	rec->bad = 1;
	if (r->raw) {
		buf_reset(&r->why);
		reject_why(&r->why, message);
		reject_keep(r, rec, row, b);
	}
	b->n++;
	return 0;
}

/* 0 where there is more to read. */
static int
fill(struct reader *r, struct batch *b)
{
	struct csv_row	 row;
	struct record	*rec;
	uint64_t	 before;
	int		 rc;

	while (b->n < r->most && b->text.len < BATCH_TEXT) {
		rec = &b->rec[b->n];
		rec->bad = 0;
		rec->ncodes = 0;
		rec->raw_len = rec->why_len = 0;
		buf_reset(&r->why);
		if ((rc = reader_next(r, &row)) == CSV_END)
			return -1;
		rec->line = row.line;
		rec->id = r->base + (int64_t)row.line;
		if (rc != CTXH_OK) {
			if (not_a_row(r, rc, &row, rec, b) != 0)
				return -1;
			continue;
		}
		before = r->rows;
		row_read(r, &row, rec, b);
		/* A good one may still be refused for an id. */
		if (r->rows != before && r->raw)
			reject_keep(r, rec, &row, b);
		/* What is not whole is in no batch. */
		if (r->status != CTXH_OK || buf_failed(&b->text)) {
			r->status = CTXH_ENOMEM;
			return -1;
		}
		b->n += r->rows != before;
	}
	return 0;
}

void *
reader_run(void *arg)
{
	struct reader	*r = arg;
	struct batch	*b;
	int		 more = 1;

	if (header_read(r) == 0) {
		if (r->ahead_status == CTXH_OK)
			rows_divide(r->list, r->ahead.line);
		while (more && (b = queue_blank(r->queue)) != NULL) {
			more = fill(r, b) == 0;
			b->bytes = rows_bytes(r->list);
			queue_fill(r->queue);
		}
	}
	encoding_warn(r);
	sheet_warn(r);
	queue_end(r->queue);
	return NULL;
}

void
reader_free(struct reader *r)
{
	rows_close(r->list);
	columns_free(&r->columns);
	findings_free(&r->errors);
	findings_free(&r->warnings);
	buf_free(&r->header);
	buf_free(&r->title);
	buf_free(&r->why);
	buf_free(&r->text);
	buf_free(&r->scratch);
}
