/* How an incident report's case stands: its risk, whom the school turned to,
 * its deadlines, how it ended or what comes next. */
#include <string.h>

#include "base/value.h"
#include "print/incident.h"
#include "print/report.h"

static void
say_level(const ctxh_value *r, struct paper *p)
{
	const ctxh_value	*assess = incident_newest(r, "assess");
	struct buf		 s = { 0 };

	paper_heading(p, 1, "4. Mức độ, nguy cơ");
	if (assess == NULL) {
		paper_paragraph(p, 0, "Chưa đánh giá.");
		return;
	}
	buf_fmt(&s, "Mức độ: %s; phương án: ", incident_text(r,
	    "level_label"));
	buf_fmt(&s, "%s (đánh giá lúc ", incident_text(r, "route_label"));
	incident_time(assess, "at", &s);
	buf_str(&s, ")");
	paper_say(p, 0, &s);
	incident_fields(p, ctxh_value_get(assess, "fields"));
}

static void
say_referral(const ctxh_value *v, struct paper *p)
{
	struct buf s = { 0 };

	buf_fmt(&s, "%s: %s, ", get_text(v, "name") != NULL ?
	    get_text(v, "name") : incident_text(v, "agency"),
	    incident_text(v, "kind_label"));
	buf_fmt(&s, "%s, lúc ", incident_text(v, "method_label"));
	incident_time(v, "sent_at", &s);
	if (ctxh_value_kind(ctxh_value_get(v, "late")) == CTXH_BOOL) {
		buf_str(&s, get_bool(v, "late") ? ", quá hạn" :
		    ", trong hạn");
		if (get_text(v, "answered_at") != NULL) {
			buf_str(&s, "; phản hồi lúc ");
			incident_time(v, "answered_at", &s);
			buf_fmt(&s, ": %s", incident_text(v,
			    "status_label"));
		} else {
			buf_str(&s, "; chưa phản hồi");
		}
	}
	paper_say(p, PAPER_ITEM, &s);
}

static void
say_referrals(const ctxh_value *r, struct paper *p)
{
	const ctxh_value *list = ctxh_value_get(r, "referrals"), *v;

	paper_heading(p, 1, "5. Phối hợp, chuyển, gửi");
	VALUE_EACH(v, list)
		say_referral(v, p);
	if (ctxh_value_count(list) == 0)
		paper_paragraph(p, 0, "Chưa thông báo, chuyển, gửi cơ quan "
		    "nào.");
}

/* ---- deadlines ---- */

static const char *
status_words(const ctxh_value *d)
{
	static const struct { const char *code, *words; } all[] = {
		{ "met", "đã làm trong hạn" },
		{ "met-late", "đã làm, quá hạn" },
		{ "overdue", "QUÁ HẠN, chưa làm" }, { "soon", "sắp đến hạn" },
		{ "open", "còn trong hạn" }, { "waived", "không còn phải làm" },
	};
	const char	*code = incident_text(d, "status");
	size_t		 i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].code, code) == 0)
			return all[i].words;
	return code;
}

static int
is_open(const ctxh_value *d)
{
	const char *code = incident_text(d, "status");

	return strcmp(code, "open") == 0 || strcmp(code, "soon") == 0 ||
	    strcmp(code, "overdue") == 0;
}

/* The name of an agency that the case was sent to. */
static const char *
agency_name(const ctxh_value *r, const char *code)
{
	const ctxh_value *v;

	VALUE_EACH(v, ctxh_value_get(r, "referrals"))
		if (strcmp(incident_text(v, "agency"), code) == 0 &&
		    get_text(v, "name") != NULL)
			return get_text(v, "name");
	return code;
}

/* "Theo dõi chuyển, gửi (UBND xã): hạn 20/10/2025 17:00". */
static void
deadline_words(const ctxh_value *r, const ctxh_value *d, struct buf *s)
{
	const char *agency = get_text(d, "agency");

	buf_str(s, incident_text(d, "label"));
	if (agency != NULL)
		buf_fmt(s, " (%s)", agency_name(r, agency));
	buf_str(s, ": hạn ");
	incident_time(d, "due_at", s);
	if (get_bool(d, "estimated"))
		buf_str(s, " (lịch dự kiến)");
	buf_fmt(s, "; %s", status_words(d));
}

static void
say_deadlines(const ctxh_value *r, struct paper *p)
{
	const ctxh_value	*list = ctxh_value_get(r, "deadlines"), *d;
	struct buf		 s = { 0 };

	paper_heading(p, 1, "6. Chấp hành thời hạn");
	VALUE_EACH(d, list) {
		deadline_words(r, d, &s);
		if (get_text(d, "met_at") != NULL) {
			buf_str(&s, " (lúc ");
			incident_time(d, "met_at", &s);
			buf_str(&s, ")");
		}
		if (get_text(d, "basis") != NULL)
			buf_fmt(&s, ". Căn cứ: %s", get_text(d, "basis"));
		paper_say(p, PAPER_ITEM, &s);
	}
	if (ctxh_value_count(list) == 0)
		paper_paragraph(p, 0, "Không có thời hạn nào phải tính.");
}

/* ---- how it stands ---- */

static void
say_measures(const ctxh_value *m, struct paper *p)
{
	struct buf s = { 0 };

	if (ctxh_value_count(m) == 0)
		return;
	buf_str(&s, "Kế hoạch can thiệp, trợ giúp: trình lúc ");
	incident_time(m, "submitted_at", &s);
	if (get_text(m, "approved_at") != NULL) {
		buf_str(&s, ", phê duyệt lúc ");
		incident_time(m, "approved_at", &s);
		buf_fmt(&s, " (%s)", incident_decided(m));
	} else {
		buf_str(&s, ", chưa được phê duyệt");
	}
	if (get_text(m, "to") != NULL) {
		buf_str(&s, ", thực hiện đến ");
		incident_time(m, "to", &s);
	}
	buf_fmt(&s, "; đã ghi %lld lần theo dõi, %lld lần hỗ trợ phát triển",
	    (long long)get_int(m, "progress", 0),
	    (long long)get_int(m, "support", 0));
	paper_say(p, 0, &s);
}

static void
say_outcome(const ctxh_value *o, struct paper *p)
{
	struct buf s = { 0 };

	buf_str(&s, "Vụ việc đã kết thúc lúc ");
	incident_time(o, "closed_at", &s);
	buf_fmt(&s, " theo quyết định của thủ trưởng (%s)",
	    incident_decided(o));
	if (get_text(o, "title") != NULL) {
		buf_fmt(&s, ", trên cơ sở \"%s\" lúc ", get_text(o, "title"));
		incident_time(o, "proposed_at", &s);
	}
	paper_say(p, 0, &s);
	if (get_text(o, "close_reason_label") != NULL)
		paper_field(p, 0, "Lý do kết thúc", get_text(o,
		    "close_reason_label"));
}

/* What is to be done, and by when. */
static void
say_next(const ctxh_value *r, struct paper *p)
{
	const ctxh_value	*pending = ctxh_value_get(r, "pending"), *v;
	struct buf		 s = { 0 };

	if (ctxh_value_count(pending) > 0) {
		buf_fmt(&s, "Đang chờ thủ trưởng quyết định về %s, từ ",
		    incident_on(get_text(pending, "on")));
		incident_time(pending, "since", &s);
		paper_say(p, 0, &s);
	}
	VALUE_EACH(v, ctxh_value_get(r, "next_steps"))
		buf_fmt(&s, "%s%s", s.len > 0 ? "; " :
		    "Bước tiếp theo có thể là: ", incident_text(v, "title"));
	paper_say(p, 0, &s);
	VALUE_EACH(v, ctxh_value_get(r, "deadlines"))
		if (is_open(v)) {
			deadline_words(r, v, &s);
			paper_say(p, PAPER_ITEM, &s);
		}
}

void
incident_state(const ctxh_value *r, struct paper *p)
{
	int settled = get_bool(r, "settled");

	say_level(r, p);
	say_referrals(r, p);
	say_deadlines(r, p);
	paper_heading(p, 1, settled ? "7. Kết quả giải quyết" :
	    "7. Tình trạng hiện tại và việc tiếp theo");
	paper_field(p, 0, "Trạng thái", incident_text(r, "state_label"));
	say_measures(ctxh_value_get(r, "measures"), p);
	if (settled)
		say_outcome(ctxh_value_get(r, "outcome"), p);
	else
		say_next(r, p);
	paper_heading(p, 1, "8. Kiến nghị, đề xuất");
	paper_field(p, PAPER_LONG, "Nội dung", NULL);
}
