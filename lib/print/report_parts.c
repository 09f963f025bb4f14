/* The parts of a report, in the school's own words and in what was counted. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/report.h"

/* ---- parts in the school's own words ---- */

static void
lines_of(struct paper *p, const char *text)
{
	struct buf	one = { 0 };
	size_t		n;

	for (; text != NULL && *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		buf_reset(&one);
		buf_add(&one, text, n);
		if (n > 0)
			paper_paragraph(p, 0, one.data);
	}
	if (buf_failed(&one))
		p->failed = 1;
	buf_free(&one);
}

/* A part by the numeral that its id begins with: "iv/han-che". */
static void
say_prose(const ctxh_value *report, const char *numeral, struct paper *p)
{
	const ctxh_value	*v;
	const char		*id, *text;
	size_t			 n = strlen(numeral);

	VALUE_EACH(v, ctxh_value_get(report, "prose")) {
		id = get_text(v, "id");
		if (id == NULL || strncmp(id, numeral, n) != 0 ||
		    id[n] != '/')
			continue;
		text = get_text(v, "text");
		if (*numeral != 'i' || numeral[1] != '\0')
			paper_heading(p, 1, get_text(v, "title"));
		if (text != NULL)
			lines_of(p, text);
		else
			paper_field(p, PAPER_LONG, "Nội dung", NULL);
	}
}

/* ---- I, II ---- */

static void
say_size(const ctxh_value *s, struct paper *p)
{
	struct buf text = { 0 };

	if (s == NULL)
		return;
	buf_fmt(&text, "Trường có %lld lớp, ",
	    (long long)get_int(s, "classes", 0));
	number_words(get_int(s, "pupils", 0), &text);
	buf_str(&text, " học sinh");
	if (get_int(s, "staff", 0) > 0)
		buf_fmt(&text, ", %lld cán bộ, giáo viên, nhân viên",
		    (long long)get_int(s, "staff", 0));
	buf_str(&text, ".");
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_plans(const ctxh_value *s, struct paper *p)
{
	const ctxh_value	*v;
	struct buf		 text = { 0 };

	VALUE_EACH(v, ctxh_value_get(s, "plans")) {
		buf_fmt(&text, "%s%s ngày ", text.len > 0 ? "; " :
		    "Kế hoạch công tác xã hội của năm học: số ",
		    get_text(v, "number") != NULL ? get_text(v, "number") :
		    DOTS);
		day_words(v, "date", &text);
	}
	if (text.len == 0)
		buf_str(&text, "Kế hoạch công tác xã hội của năm học: số "
		    DOTS " ngày " DOTS);
	buf_str(&text, ".");
	paper_paragraph(p, PAPER_ITEM, text.data);
	buf_free(&text);
}

static void
say_organisation(const ctxh_value *report, struct paper *p)
{
	const ctxh_value	*s = ctxh_value_get(report, "situation"), *v;
	struct buf		 text = { 0 };

	paper_heading(p, 1, "II. Công tác chỉ đạo, tổ chức");
	say_plans(s, p);
	buf_fmt(&text, "Đầu mối công tác xã hội: %lld người.",
	    (long long)get_int(s, "focals", 0));
	if (s != NULL)
		paper_paragraph(p, PAPER_ITEM, text.data);
	buf_reset(&text);
	VALUE_EACH(v, ctxh_value_get(s, "channels"))
		buf_fmt(&text, "%s%s %lld", text.len > 0 ? ", " :
		    "Kênh tiếp nhận đã dùng (số vụ việc): ",
		    get_text(v, "label"), (long long)get_int(v, "n", 0));
	if (text.len > 0) {
		buf_str(&text, ".");
		paper_paragraph(p, PAPER_ITEM, text.data);
	}
	buf_reset(&text);
	buf_fmt(&text, "Tập huấn, bồi dưỡng: %lld buổi.",
	    report_number(report, "prevention", "tap-huan",
	    "sessions"));
	if (report_table(report, "prevention") != NULL)
		paper_paragraph(p, PAPER_ITEM, text.data);
	buf_free(&text);
}

/* ---- III: what was counted, in sentences ---- */

static void
say_found(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "1. Rà soát, phát hiện");
	buf_fmt(&text, "Tiếp nhận trong kỳ %lld vụ việc, kỳ trước chuyển sang "
	    "%lld; liên quan %lld người học cần trợ giúp hoặc bị hại.",
	    report_number(r, "cases", "total", "received"),
	    report_number(r, "cases", "total", "carried_in"),
	    report_number(r, "cases", "total", "students"));
	if (report_table(r, "groups") != NULL)
		buf_fmt(&text, " Nhóm cần quan tâm: thêm %lld lượt người "
		    "học, cuối kỳ còn %lld.",
		    report_sum(r, "groups", "new"),
		    report_sum(r, "groups", "end"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_prevented(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "2. Phòng ngừa");
	if (report_table(r, "prevention") == NULL) {
		paper_field(p, PAPER_LONG, "Hoạt động đã tổ chức", NULL);
		return;
	}
	buf_fmt(&text, "Tổ chức %lld buổi; %lld lượt người học, %lld lượt cha "
	    "mẹ học sinh, %lld lượt cán bộ, giáo viên, nhân viên tham gia "
	    "(Biểu 5).",
	    report_number(r, "prevention", "total", "sessions"),
	    report_number(r, "prevention", "total", "students"),
	    report_number(r, "prevention", "total", "parents"),
	    report_number(r, "prevention", "total", "staff"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_handled(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "3. Can thiệp, trợ giúp tại trường");
	buf_fmt(&text, "Can thiệp tại trường %lld vụ việc; kết thúc %lld, "
	    "chuyển kỳ sau %lld. Mức độ nguy cơ: cao %lld, trung bình %lld, "
	    "thấp %lld, chưa đánh giá %lld.",
	    report_number(r, "cases", "total", "at_school"),
	    report_number(r, "cases", "total", "closed"),
	    report_number(r, "cases", "total", "carried_out"),
	    report_number(r, "cases", "total", "level_cao"),
	    report_number(r, "cases", "total", "level_trung_binh"),
	    report_number(r, "cases", "total", "level_thap"),
	    report_number(r, "cases", "total", "level_none"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
	report_charts(r, p);
}

static void
say_referred(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "4. Chuyển, gửi");
	buf_fmt(&text, "Chuyển, gửi %lld lượt đến cơ quan có thẩm quyền: đúng "
	    "hạn %lld, quá hạn %lld; đã trả lời %lld, đang theo dõi %lld.",
	    report_sum(r, "referrals", "sent"),
	    report_sum(r, "referrals", "on_time"),
	    report_sum(r, "referrals", "late"),
	    report_sum(r, "referrals", "answered"),
	    report_sum(r, "referrals", "following"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_supported(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "5. Hỗ trợ phát triển, hòa nhập");
	if (report_table(r, "mentoring") == NULL) {
		paper_field(p, PAPER_LONG, "Kết quả hỗ trợ", NULL);
		return;
	}
	buf_fmt(&text, "Nhà giáo nhận giúp đỡ %lld lượt người học, %lld có "
	    "tiến bộ (Biểu 7).",
	    report_sum(r, "mentoring", "students"),
	    report_sum(r, "mentoring", "progressed"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_in_time(const ctxh_value *r, struct paper *p)
{
	struct buf text = { 0 };

	paper_heading(p, 2, "6. Chấp hành thời hạn");
	buf_fmt(&text, "Có %lld thời hạn đến hạn trong kỳ: đúng hạn %lld, "
	    "thực hiện muộn %lld, quá hạn %lld, không còn phải thực hiện "
	    "%lld (Biểu 4).",
	    report_sum(r, "deadlines", "due"),
	    report_sum(r, "deadlines", "met"),
	    report_sum(r, "deadlines", "met_late"),
	    report_sum(r, "deadlines", "overdue"),
	    report_sum(r, "deadlines", "waived"));
	paper_paragraph(p, 0, text.data);
	buf_free(&text);
}

static void
say_results(const ctxh_value *r, struct paper *p)
{
	paper_heading(p, 1, "III. Kết quả");
	say_found(r, p);
	say_prevented(r, p);
	say_handled(r, p);
	say_referred(r, p);
	say_supported(r, p);
	say_in_time(r, p);
}

/* ---- what must be known beside the numbers ---- */

static void
say_checks(const ctxh_value *r, struct paper *p)
{
	const ctxh_value	*v;
	struct buf		 text = { 0 };

	if (ctxh_value_count(ctxh_value_get(r, "checks")) == 0)
		return;
	paper_heading(p, 2, "Kiểm tra số liệu");
	VALUE_EACH(v, ctxh_value_get(r, "checks")) {
		buf_reset(&text);
		buf_fmt(&text, "%s: %s", get_bool(v, "ok") ? "Đúng" : "SAI",
		    get_text(v, "detail") != NULL ? get_text(v, "detail") :
		    get_text(v, "id"));
		paper_paragraph(p, get_bool(v, "ok") ? PAPER_ITEM |
		    PAPER_SMALL : PAPER_ITEM | PAPER_BOLD, text.data);
	}
	buf_free(&text);
}

/* Who may decide, and who let him, because a focal could invent a head. */
static void
say_principals(const ctxh_value *notes, struct paper *p)
{
	const ctxh_value	*v;
	struct buf		 text = { 0 };

	VALUE_EACH(v, ctxh_value_get(notes, "principals")) {
		buf_reset(&text);
		buf_fmt(&text, "Thủ trưởng có khóa: %s, do %s thêm ngày ",
		    get_text(v, "handle"), get_text(v, "added_by") != NULL ?
		    get_text(v, "added_by") : "?");
		day_words(v, "since", &text);
		if (get_text(v, "until") != NULL) {
			buf_str(&text, ", thôi từ ngày ");
			day_words(v, "until", &text);
		}
		buf_str(&text, ".");
		paper_paragraph(p, PAPER_ITEM | PAPER_SMALL, text.data);
	}
	buf_free(&text);
}

void
report_notes(const ctxh_value *r, const char *of, struct paper *p)
{
	const ctxh_value	*notes = ctxh_value_get(r, "notes");
	const ctxh_value	*d = ctxh_value_get(notes, "decisions");
	struct buf		 text = { 0 };

	paper_heading(p, 2, "Ghi chú");
	buf_fmt(&text, "Quyết định %s: %lld ký bằng khóa của thủ trưởng, "
	    "%lld ghi lại theo bản giấy", of,
	    (long long)get_int(d, "by_key", 0),
	    (long long)get_int(d, "on_paper", 0));
	if (get_int(d, "self_approved", 0) > 0)
		buf_fmt(&text, ", trong đó %lld do chính người lập văn bản tự "
		    "phê duyệt", (long long)get_int(d, "self_approved", 0));
	buf_str(&text, ".");
	paper_paragraph(p, PAPER_ITEM | PAPER_SMALL, text.data);
	say_principals(notes, p);
	buf_reset(&text);
	buf_fmt(&text, "Bộ quy tắc: %s.", get_text(r, "rules") != NULL ?
	    get_text(r, "rules") : "");
	paper_paragraph(p, PAPER_ITEM | PAPER_SMALL, text.data);
	buf_reset(&text);
	buf_fmt(&text, "Chuỗi thao tác: %s", get_text(r, "chain_head") !=
	    NULL ? get_text(r, "chain_head") : "");
	paper_paragraph(p, PAPER_ITEM | PAPER_SMALL, text.data);
	buf_free(&text);
}

/* ---- in their order ---- */

void
report_parts(const ctxh_value *r, struct paper *p)
{
	paper_heading(p, 1, "I. Đặc điểm tình hình");
	say_size(ctxh_value_get(r, "situation"), p);
	say_prose(r, "i", p);
	say_organisation(r, p);
	say_results(r, p);
	say_prose(r, "iv", p);
	say_prose(r, "v", p);
	say_prose(r, "vi", p);
}

void
report_checks(const ctxh_value *r, struct paper *p)
{
	say_checks(r, p);
	report_notes(r, "trong kỳ", p);
}
