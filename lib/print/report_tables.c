/* The tables and charts of a report on paper. */
#include <stdio.h>
#include <string.h>

#include "base/value.h"
#include "print/report.h"

#define WIDE_FROM	9	/* columns that lie on a page */
#define LABEL_WEIGHT	3.2

static int
is_wide(const ctxh_value *table)
{
	return ctxh_value_count(ctxh_value_get(table, "columns")) >= WIDE_FROM;
}

/* A Vietnamese reader's decimal comma; what is not known is a dash. */
void
cell_words(const ctxh_value *cell, struct buf *out)
{
	double	n = ctxh_value_num(cell);
	char	text[32], *p;

	buf_reset(out);
	if (ctxh_value_kind(cell) == CTXH_TEXT) {
		buf_str(out, ctxh_value_str(cell));
	} else if (ctxh_value_kind(cell) != CTXH_NUMBER) {
		buf_str(out, "-");
	} else if (n >= 0 && n == (double)(int64_t)n) {
		number_words((int64_t)n, out);
	} else {
		(void)snprintf(text, sizeof(text), "%.1f", n);
		if ((p = strchr(text, '.')) != NULL)
			*p = ',';
		buf_str(out, text);
	}
}

/* A table with its caption; one without rows says so. */
static int
put_table(ctxh *h, struct paper *p, const ctxh_value *table)
{
	const ctxh_value	*row, *c;
	struct block		*b;
	struct buf		 text = { 0 };
	const char		*id;
	int			 failed;

	if (ctxh_value_count(ctxh_value_get(table, "rows")) == 0) {
		paper_heading(p, 3, get_text(table, "title"));
		paper_paragraph(p, 0, "Không có.");
		return CTXH_OK;
	}
	b = paper_table(p, get_text(table, "title"));
	block_column(p, b, "", LABEL_WEIGHT, PAPER_LEFT);
	VALUE_EACH(c, ctxh_value_get(table, "columns"))
		block_column(p, b, get_text(c, "label"), 1, PAPER_RIGHT);
	VALUE_EACH(row, ctxh_value_get(table, "rows")) {
		id = get_text(row, "id");
		block_row(p, b, id != NULL && strcmp(id, "total") == 0 ?
		    PAPER_TOTAL : 0);
		block_cell(p, b, get_text(row, "label"));
		VALUE_EACH(c, ctxh_value_get(row, "cells")) {
			cell_words(c, &text);
			block_cell(p, b, text.data);
		}
	}
	failed = buf_failed(&text);
	buf_free(&text);
	return failed ? fail_nomem(h) : CTXH_OK;
}

static int
is_one_of(const char *const *ids, const char *id)
{
	for (; ids != NULL && *ids != NULL; ids++)
		if (id != NULL && strcmp(*ids, id) == 0)
			return 1;
	return ids == NULL;
}

int
report_put_tables(ctxh *h, const ctxh_value *report, const char *const *ids,
    const char *heading, struct paper *p)
{
	const ctxh_value	*t;
	int			 wide = -1, rc;

	VALUE_EACH(t, ctxh_value_get(report, "tables")) {
		if (!is_one_of(ids, get_text(t, "id")))
			continue;
		/* What has no heading goes on where the text ended. */
		if (is_wide(t) != (wide == -1 && heading == NULL ? 0 : wide))
			paper_page(p, is_wide(t) ? PAPER_WIDE : 0);
		if (wide == -1 && heading != NULL)
			paper_heading(p, 1, heading);
		wide = is_wide(t);
		if ((rc = put_table(h, p, t)) != CTXH_OK)
			return rc;
	}
	if (wide == 1)
		paper_page(p, 0);
	return CTXH_OK;
}

void
report_charts(const ctxh_value *report, struct paper *p)
{
	const ctxh_value *c;

	VALUE_EACH(c, ctxh_value_get(report, "charts"))
		paper_chart(p, c);
}
