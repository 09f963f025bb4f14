/* The parts of a report, in the school's own words and in what was counted. */
#include <stdio.h>
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

	/* Without a list nothing is known of it. */
	if (s == NULL || get_int(s, "pupils", 0) == 0)
		return;
	buf_fmt(&text, "Quy mô: %lld lớp, ",
	    (long long)get_int(s, "classes", 0));
	number_words(get_int(s, "pupils", 0), &text);
	buf_str(&text, " học sinh");
	if (get_int(s, "staff", 0) > 0)
		buf_fmt(&text, ", %lld cán bộ, giáo viên, nhân viên",
		    (long long)get_int(s, "staff", 0));
	buf_str(&text, ".");
	paper_say(p, 0, &text);
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
	paper_say(p, PAPER_ITEM, &text);
}

static void
say_channels(const ctxh_value *s, struct paper *p)
{
	const ctxh_value	*v;
	struct buf		 text = { 0 };

	VALUE_EACH(v, ctxh_value_get(s, "channels"))
		buf_fmt(&text, "%s%s %lld", text.len > 0 ? ", " :
		    "Kênh tiếp nhận đã dùng (số vụ việc): ",
		    get_text(v, "label"), (long long)get_int(v, "n", 0));
	if (text.len > 0)
		buf_str(&text, ".");
	paper_say(p, PAPER_ITEM, &text);
}

static void
say_organisation(const ctxh_value *report, struct paper *p)
{
	const ctxh_value	*s = ctxh_value_get(report, "situation");
	struct buf		 text = { 0 };

	paper_heading(p, 1, "II. Công tác chỉ đạo, tổ chức");
	say_plans(s, p);
	if (s != NULL)
		buf_fmt(&text, "Đầu mối công tác xã hội: %lld người.",
		    (long long)get_int(s, "focals", 0));
	paper_say(p, PAPER_ITEM, &text);
	say_channels(s, p);
	if (report_table(report, "prevention") != NULL)
		buf_fmt(&text, "Tập huấn, bồi dưỡng: %lld buổi.",
		    report_number(report, "prevention", "tap-huan",
		    "sessions"));
	paper_say(p, PAPER_ITEM, &text);
}

/* ---- III: what was counted, in sentences ---- */

/* "Biểu 4" of "Biểu 4. Thời hạn": rules may have named it otherwise. */
static void
put_table_name(const ctxh_value *r, const char *id, struct buf *out)
{
	const char *title = get_text(report_table(r, id), "title");

	if (title != NULL)
		buf_add(out, title, strcspn(title, "."));
}

/* "{cases}": the table's name; "{cases.total.received}": a cell;
 * "{referrals.*.sent}": a column's sum. */
static void
put_mark(const ctxh_value *r, const char *mark, size_t n, struct buf *out)
{
	char	name[96], *row, *column;

	(void)snprintf(name, sizeof(name), "%.*s", (int)n, mark);
	if ((row = strchr(name, '.')) == NULL) {
		put_table_name(r, name, out);
		return;
	}
	if ((column = strchr(row + 1, '.')) == NULL)
		return;
	*row++ = *column++ = '\0';
	number_words(strcmp(row, "*") == 0 ? report_sum(r, name, column) :
	    report_number(r, name, row, column), out);
}

static void
sentence(const ctxh_value *r, const char *words, struct buf *out)
{
	size_t n;

	for (; *words != '\0'; words += n) {
		n = strcspn(words, "{");
		buf_add(out, words, n);
		if (words[n] == '\0')
			return;
		words += n + 1;
		n = strcspn(words, "}");
		put_mark(r, words, n, out);
		n++;
	}
}

/* A part of the results: what the table says, or, where the school keeps none
 * of it, room to write. */
static const struct result {
	const char *heading, *table, *words, *room;
} results[] = {
	{ "1. Rà soát, phát hiện", "cases", "Tiếp nhận trong kỳ "
	    "{cases.total.received} vụ việc, kỳ trước chuyển sang "
	    "{cases.total.carried_in}; liên quan {cases.total.students} người "
	    "học cần trợ giúp hoặc bị hại ({cases}).", NULL },
	/* Who is in two groups is one pupil: the totals, not sums. */
	{ NULL, "groups", "Nhóm cần quan tâm: thêm {groups.total.new} người "
	    "học, cuối kỳ còn {groups.total.end} ({groups}).", NULL },
	{ "2. Phòng ngừa", "prevention", "Tổ chức {prevention.total.sessions} "
	    "buổi; {prevention.total.students} lượt người học, "
	    "{prevention.total.parents} lượt cha mẹ học sinh, "
	    "{prevention.total.staff} lượt cán bộ, giáo viên, nhân viên tham "
	    "gia ({prevention}).", "Hoạt động đã tổ chức" },
	{ "3. Can thiệp, trợ giúp tại trường", "cases", "Can thiệp tại trường "
	    "{cases.total.at_school} vụ việc; kết thúc {cases.total.closed}, "
	    "chuyển kỳ sau {cases.total.carried_out}. Mức độ nguy cơ: cao "
	    "{cases.total.level_cao}, trung bình "
	    "{cases.total.level_trung_binh}, thấp {cases.total.level_thap}, "
	    "chưa đánh giá {cases.total.level_none} ({cases}).", NULL },
	{ "4. Chuyển, gửi", "referrals", "Chuyển, gửi {referrals.*.sent} lượt đến "
	    "cơ quan có thẩm quyền: đúng hạn {referrals.*.on_time}, quá hạn "
	    "{referrals.*.late}; đã trả lời {referrals.*.answered}, đang theo "
	    "dõi {referrals.*.following} ({referrals}).", NULL },
	{ "5. Hỗ trợ phát triển, hòa nhập", "mentoring", "Giúp đỡ "
	    "{mentoring.total.students} người học, "
	    "{mentoring.total.progressed} có tiến bộ; người nhận giúp đỡ: "
	    "{mentoring.total.mentors} ({mentoring}).", "Kết quả hỗ trợ" },
	{ "6. Chấp hành thời hạn", "deadlines", "Có {deadlines.*.due} thời hạn đến "
	    "hạn trong kỳ: đúng hạn {deadlines.*.met}, thực hiện muộn "
	    "{deadlines.*.met_late}, quá hạn {deadlines.*.overdue}, không còn "
	    "phải thực hiện {deadlines.*.waived} ({deadlines}).", NULL },
};

static void
say_result(const ctxh_value *r, const struct result *s, struct paper *p)
{
	struct buf text = { 0 };

	if (s->heading != NULL)
		paper_heading(p, 2, s->heading);
	if (report_table(r, s->table) != NULL) {
		sentence(r, s->words, &text);
		paper_say(p, 0, &text);
	} else if (s->room != NULL) {
		paper_field(p, PAPER_LONG, s->room, NULL);
	}
}

/* The pictures stand where the matter of most of them does. */
static void
say_results(const ctxh_value *r, struct paper *p)
{
	size_t i;

	paper_heading(p, 1, "III. Kết quả");
	for (i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		say_result(r, &results[i], p);
		if (results[i].heading != NULL &&
		    results[i].heading[0] == '3')
			report_charts(r, p);
	}
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
		buf_fmt(&text, "%s: %s", get_bool(v, "ok") ? "Đúng" : "SAI",
		    get_text(v, "detail") != NULL ? get_text(v, "detail") :
		    get_text(v, "id"));
		paper_say(p, get_bool(v, "ok") ? PAPER_ITEM | PAPER_SMALL :
		    PAPER_ITEM | PAPER_BOLD, &text);
	}
}

/* Who may decide, and who let him, because a focal could invent a head. */
static void
say_principals(const ctxh_value *notes, struct paper *p)
{
	const ctxh_value	*v;
	struct buf		 text = { 0 };

	VALUE_EACH(v, ctxh_value_get(notes, "principals")) {
		buf_fmt(&text, "Thủ trưởng có khóa: %s, do %s thêm ngày ",
		    get_text(v, "handle"), get_text(v, "added_by") != NULL ?
		    get_text(v, "added_by") : "?");
		day_words(v, "since", &text);
		if (get_text(v, "until") != NULL) {
			buf_str(&text, ", thôi từ ngày ");
			day_words(v, "until", &text);
		}
		buf_str(&text, ".");
		paper_say(p, PAPER_ITEM | PAPER_SMALL, &text);
	}
	if (ctxh_value_count(ctxh_value_get(notes, "principals")) == 0)
		paper_paragraph(p, PAPER_ITEM | PAPER_SMALL,
		    "Chưa có thủ trưởng nào có khóa.");
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
	paper_say(p, PAPER_ITEM | PAPER_SMALL, &text);
	say_principals(notes, p);
	buf_fmt(&text, "Bộ quy tắc: %s.", get_text(r, "rules") != NULL ?
	    get_text(r, "rules") : "");
	paper_say(p, PAPER_ITEM | PAPER_SMALL, &text);
	buf_fmt(&text, "Chuỗi thao tác: %s", get_text(r, "chain_head") !=
	    NULL ? get_text(r, "chain_head") : "");
	paper_say(p, PAPER_ITEM | PAPER_SMALL, &text);
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
