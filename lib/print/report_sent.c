/* What differs from the reports that were sent: "Bổ sung, đính chính kỳ
 * trước". */
#include <stdio.h>
#include <string.h>

#include "base/value.h"
#include "print/report.h"

static const char *
period_name(const char *kind)
{
	return kind == NULL ? "đột xuất" : strcmp(kind, "hk1") == 0 ?
	    "học kỳ I" : strcmp(kind, "hk2") == 0 ? "học kỳ II" :
	    strcmp(kind, "year") == 0 ? "cả năm" : "đột xuất";
}

static void
number_cell(struct paper *p, struct block *b, const ctxh_value *v)
{
	char text[32] = "-";

	if (ctxh_value_kind(v) == CTXH_NUMBER)
		(void)snprintf(text, sizeof(text), "%.10g",
		    ctxh_value_num(v));
	block_cell(p, b, text);
}

static void
differences(struct paper *p, const char *caption, const ctxh_value *list)
{
	const ctxh_value	*v;
	struct block		*b;

	if (ctxh_value_count(list) == 0)
		return;
	b = paper_table(p, caption);
	block_column(p, b, "Biểu", 2, PAPER_LEFT);
	block_column(p, b, "Dòng", 2, PAPER_LEFT);
	block_column(p, b, "Cột", 2, PAPER_LEFT);
	block_column(p, b, "Đã gửi", 0.9, PAPER_RIGHT);
	block_column(p, b, "Nay", 0.9, PAPER_RIGHT);
	VALUE_EACH(v, list) {
		block_row(p, b, 0);
		block_cell(p, b, get_text(v, "title"));
		block_cell(p, b, get_text(v, "row_label"));
		block_cell(p, b, get_text(v, "column_label"));
		number_cell(p, b, ctxh_value_get(v, "sent"));
		number_cell(p, b, ctxh_value_get(v, "now"));
	}
}

static void
one_report(struct paper *p, const ctxh_value *v)
{
	const ctxh_value	*list = ctxh_value_get(v, "differences");
	const ctxh_value	*more = ctxh_value_get(v, "additions");
	const char		*year = get_text(v, "year");
	struct buf		 text = { 0 };

	buf_fmt(&text, "Đối với báo cáo số %s, ngày ", get_text(v, "number"));
	day_words(v, "date", &text);
	buf_fmt(&text, " (%s %s)", period_name(get_text(v, "period")),
	    year != NULL ? year : "");
	if (ctxh_value_count(list) == 0)
		buf_str(&text, ": tính lại theo cùng ngày chốt số liệu, "
		    "không có gì khác");
	if (more != NULL && ctxh_value_count(more) == 0)
		buf_str(&text, "; sau ngày chốt số liệu không phát sinh");
	buf_str(&text, ".");
	paper_paragraph(p, 0, text.data);
	differences(p, "Đính chính", list);
	differences(p, "Bổ sung, phát sinh sau ngày chốt số liệu", more);
	buf_free(&text);
}

int
report_corrections(ctxh *h, const ctxh_value *report, struct paper *p)
{
	const ctxh_value *list = ctxh_value_get(report, "corrections"), *v;

	if (ctxh_value_count(list) > 0) {
		paper_heading(p, 1, "Bổ sung, đính chính kỳ trước");
		VALUE_EACH(v, list)
			one_report(p, v);
	}
	return paper_failed(p) ? fail_nomem(h) : CTXH_OK;
}
