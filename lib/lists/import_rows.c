/* Reading a list in the handle's own thread, for those that are short. */
#include "base/value.h"
#include "lists/import_map.h"

#define ROWS_A_STEP 4096	/* between two reports of progress */

/* A row that is no CSV, or the end of all reading (-1). */
static int
not_a_row(struct reader *r, int rc, uint64_t *refused)
{
	const char	*message;
	size_t		 line, column;

	if (rc == CTXH_EIO || rc == CTXH_ENOMEM) {
		r->status = rc;
		return -1;
	}
	message = rows_message(r->list, &line, &column);
	finding_add(&r->errors, line == 0 && !rows_is_book(r->list) ? 1 : line,
	    column, "%s", message);
	*refused += rc == CTXH_EUSAGE;
	r->rows += rc == CTXH_EUSAGE;
	return rc == CTXH_EUSAGE ? 0 : -1;
}

static int
read_rows(ctxh *h, struct reader *r, list_row_fn take, void *ctx,
    uint64_t *refused)
{
	struct csv_row	row;
	uint64_t	n = 0;
	int		rc, status = CTXH_OK;

	if (r->ahead_status == CTXH_OK)
		rows_divide(r->list, r->ahead.line);
	while (status == CTXH_OK && (rc = reader_next(r, &row)) != CSV_END) {
		if (rc == CTXH_OK)
			status = take(ctx, &row);
		else if (not_a_row(r, rc, refused) != 0)
			break;
		if (++n % ROWS_A_STEP == 0 && status == CTXH_OK)
			status = handle_progress(h, rows_bytes(r->list),
			    r->opt->size);
	}
	return status;
}

int
list_rows(ctxh *h, struct reader *r, void (*begun)(void *), list_row_fn take,
    void *ctx, uint64_t *refused)
{
	int rc = CTXH_OK;

	if (header_read(r) == 0) {
		if (begun != NULL)
			begun(ctx);
		if (!r->useless)
			rc = read_rows(h, r, take, ctx, refused);
	}
	encoding_warn(r);
	sheet_warn(r);
	if (rc != CTXH_OK)
		return rc;
	if (r->status == CTXH_EIO)
		return fail(h, CTXH_EIO, "%s", T(h, "cannot read the list"));
	return r->status != CTXH_OK || r->errors.failed ||
	    r->warnings.failed ? fail_nomem(h) : CTXH_OK;
}

int
list_findings(const struct reader *r, ctxh_value *o)
{
	static const struct findings none;

	return put(o, "mapping", columns_value(r, 0)) |
	    put(o, "warnings", findings_value(&r->warnings, &none)) |
	    put_int(o, "warnings_total", (int64_t)r->warnings.total) |
	    put(o, "errors", findings_value(&r->errors, &none)) |
	    put_int(o, "errors_total", (int64_t)r->errors.total) |
	    encoding_put(r, o) | sheet_describe(r, o);
}
