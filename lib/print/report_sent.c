/* What differs from the reports that were sent: "Bổ sung, đính chính kỳ
 * trước". */
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
differences(struct paper *p, const char *caption, const ctxh_value *list)
{
	const ctxh_value	*v;
	struct block		*b;
	struct buf		 text = { 0 };

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
		cell_words(ctxh_value_get(v, "sent"), &text);
		block_cell(p, b, text.data);
		cell_words(ctxh_value_get(v, "now"), &text);
		block_cell(p, b, text.data);
	}
	if (buf_failed(&text))
		p->failed = 1;
	buf_free(&text);
}

/* The term's days were set anew since: what moved, and the day counted to. */
static void
say_moved(struct paper *p, const ctxh_value *moved)
{
	static const struct { const char *key, *words; } days[] = {
		{ "from", "Kỳ đã đổi: từ " }, { "to", "Kỳ đã đổi: đến " },
	};
	const ctxh_value	*sent = ctxh_value_get(moved, "sent");
	const ctxh_value	*now = ctxh_value_get(moved, "now");
	struct buf		 text = { 0 };
	size_t			 i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		if (get_text(sent, days[i].key) == NULL ||
		    get_text(now, days[i].key) == NULL ||
		    strcmp(get_text(sent, days[i].key), get_text(now,
		    days[i].key)) == 0)
			continue;
		buf_str(&text, days[i].words);
		day_words(sent, days[i].key, &text);
		buf_str(&text, ", nay ");
		day_words(now, days[i].key, &text);
		buf_str(&text, ".");
		paper_say(p, 0, &text);
	}
}

/* Both numbers are of the day that the sent ones were taken on, unless the
 * term ends before it now. */
static void
say_same_day(struct paper *p, const ctxh_value *v)
{
	const ctxh_value	*moved = ctxh_value_get(v, "moved"), *days = v;
	struct buf		 text = { 0 };

	if (ctxh_value_kind(moved) == CTXH_OBJECT) {
		say_moved(p, moved);
		days = ctxh_value_get(moved, "now");
	}
	buf_str(&text, "Tính lại theo cùng ngày chốt số liệu ");
	day_words(days, "until", &text);
	buf_str(&text, ctxh_value_count(ctxh_value_get(v, "differences")) > 0
	    ? ", có thay đổi như sau." : ", không có gì khác.");
	paper_say(p, 0, &text);
	differences(p, "Đính chính", ctxh_value_get(v, "differences"));
}

static void
say_additions(struct paper *p, const ctxh_value *v)
{
	const ctxh_value	*list = ctxh_value_get(v, "additions");
	struct buf		 text = { 0 };

	if (list == NULL)
		return;
	buf_str(&text, "Sau ngày ");
	day_words(v, "until", &text);
	buf_str(&text, " đến hết ngày ");
	day_words(v, "additions_until", &text);
	buf_str(&text, ctxh_value_count(list) > 0 ? ", phát sinh thêm như sau."
	    : ", không phát sinh.");
	paper_say(p, 0, &text);
	differences(p, "Bổ sung", list);
}

/* A corrected issue says so of the one that it takes the place of. */
static int
is_own(const ctxh_value *report, const ctxh_value *v)
{
	const char *kind = get_text(ctxh_value_get(report, "period"), "kind");
	const char *year = get_text(report, "year");

	return kind != NULL && get_text(v, "period") != NULL &&
	    strcmp(kind, get_text(v, "period")) == 0 && year != NULL &&
	    get_text(v, "year") != NULL && strcmp(year, get_text(v,
	    "year")) == 0;
}

static void
say_prose(struct paper *p, const ctxh_value *v)
{
	const ctxh_value	*title;
	struct buf		 text = { 0 };

	VALUE_EACH(title, ctxh_value_get(v, "prose"))
		buf_fmt(&text, "%s%s", text.len > 0 ? "; " :
		    "Phần lời đã viết lại: ", ctxh_value_str(title));
	if (text.len > 0)
		buf_str(&text, ".");
	paper_say(p, 0, &text);
}

static void
one_report(struct paper *p, const ctxh_value *report, const ctxh_value *v)
{
	const char	*year = get_text(v, "year");
	struct buf	 text = { 0 };

	paper_heading(p, 1, is_own(report, v) ? "Bổ sung, đính chính báo cáo "
	    "đã gửi" : "Bổ sung, đính chính kỳ trước");
	buf_fmt(&text, "Đối với báo cáo số %s, ngày ", get_text(v, "number"));
	day_words(v, "date", &text);
	buf_fmt(&text, " (%s %s).", period_name(get_text(v, "period")),
	    year != NULL ? year : "");
	paper_say(p, 0, &text);
	say_same_day(p, v);
	say_additions(p, v);
	say_prose(p, v);
}

int
report_corrections(ctxh *h, const ctxh_value *report, struct paper *p)
{
	const ctxh_value *v;

	VALUE_EACH(v, ctxh_value_get(report, "corrections"))
		one_report(p, report, v);
	return paper_failed(p) ? fail_nomem(h) : CTXH_OK;
}
