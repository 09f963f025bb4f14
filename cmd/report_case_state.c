/*
 * How an incident report's case stands: its risk, whom the school turned to,
 * its deadlines, how it ended or what comes next.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "report_case.h"
#include "util.h"

#define LINE "......................................................." \
	"..................................."

static void
print_level(struct out *out, const ctxh_value *report)
{
	const ctxh_value *assess = case_newest(report, "assess");
	char at[64];

	case_heading(out, "4. Mức độ, nguy cơ");
	if (assess == NULL) {
		case_paragraph(out, "Chưa đánh giá.", 2);
		return;
	}
	case_say(out, xasprintf("Mức độ: %s; phương án: %s (đánh giá lúc %s)",
	    case_text(val_str(report, "level_label")),
	    case_text(val_str(report, "route_label")),
	    case_time(assess, "at", at, sizeof(at))), 2);
	case_fields(out, ctxh_value_get(assess, "fields"), 2);
}

static void
print_referral(struct out *out, const ctxh_value *r)
{
	const char *name = val_str(r, "name");
	struct str s = { 0 };
	char sent[64], answered[64];

	str_printf(&s, "%s: %s, %s, lúc %s", name != NULL ? name :
	    val_str(r, "agency"), case_text(val_str(r, "kind_label")),
	    case_text(val_str(r, "method_label")),
	    case_time(r, "sent_at", sent, sizeof(sent)));
	if (ctxh_value_kind(ctxh_value_get(r, "late")) == CTXH_BOOL) {
		str_printf(&s, ", %s", val_true(r, "late") ? "quá hạn" :
		    "trong hạn");
		if (val_str(r, "answered_at") != NULL)
			str_printf(&s, "; phản hồi lúc %s: %s", case_time(r,
			    "answered_at", answered, sizeof(answered)),
			    case_text(val_str(r, "status_label")));
		else
			str_puts(&s, "; chưa phản hồi");
	}
	case_item(out, s.s);
}

static void
print_referrals(struct out *out, const ctxh_value *report)
{
	const ctxh_value *list = ctxh_value_get(report, "referrals"), *r;

	case_heading(out, "5. Phối hợp, chuyển, gửi");
	for (r = ctxh_value_first(list); r != NULL; r = ctxh_value_next(r))
		print_referral(out, r);
	if (ctxh_value_count(list) == 0)
		case_paragraph(out, "Chưa thông báo, chuyển, gửi cơ quan nào.",
		    2);
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
	const char *code = case_text(val_str(d, "status"));

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].code, code) == 0)
			return all[i].words;
	return code;
}

static int
is_open(const ctxh_value *d)
{
	const char *code = case_text(val_str(d, "status"));

	return strcmp(code, "open") == 0 || strcmp(code, "soon") == 0 ||
	    strcmp(code, "overdue") == 0;
}

/* "Theo dõi chuyển, gửi (UBND xã): hạn 20/10/2025 17:00". */
static void
deadline_words(struct str *s, const ctxh_value *report, const ctxh_value *d)
{
	const char *agency = val_str(d, "agency"), *name;
	char due[64];

	str_puts(s, case_text(val_str(d, "label")));
	if (agency != NULL) {
		name = val_str(val_find(ctxh_value_get(report, "referrals"),
		    "agency", agency), "name");
		str_printf(s, " (%s)", name != NULL ? name : agency);
	}
	str_printf(s, ": hạn %s%s", case_time(d, "due_at", due, sizeof(due)),
	    val_true(d, "estimated") ? " (lịch dự kiến)" : "");
}

static void
print_deadline(struct out *out, const ctxh_value *report,
    const ctxh_value *d)
{
	struct str s = { 0 };
	char met[64];

	deadline_words(&s, report, d);
	str_printf(&s, "; %s", status_words(d));
	if (val_str(d, "met_at") != NULL)
		str_printf(&s, " (lúc %s)", case_time(d, "met_at", met,
		    sizeof(met)));
	if (val_str(d, "basis") != NULL)
		str_printf(&s, ". Căn cứ: %s", val_str(d, "basis"));
	case_item(out, s.s);
}

static void
print_deadlines(struct out *out, const ctxh_value *report)
{
	const ctxh_value *list = ctxh_value_get(report, "deadlines"), *d;

	case_heading(out, "6. Chấp hành thời hạn");
	for (d = ctxh_value_first(list); d != NULL; d = ctxh_value_next(d))
		print_deadline(out, report, d);
	if (ctxh_value_count(list) == 0)
		case_paragraph(out, "Không có thời hạn nào phải tính.", 2);
}

/* ---- how it stands ---- */

static void
print_measures(struct out *out, const ctxh_value *m)
{
	struct str s = { 0 };
	char from[64], yes[64], to[64];

	if (ctxh_value_count(m) == 0)
		return;
	str_printf(&s, "Kế hoạch can thiệp, trợ giúp: trình lúc %s",
	    case_time(m, "submitted_at", from, sizeof(from)));
	if (val_str(m, "approved_at") != NULL)
		str_printf(&s, ", phê duyệt lúc %s (%s)", case_time(m,
		    "approved_at", yes, sizeof(yes)), case_decided(m));
	else
		str_puts(&s, ", chưa được phê duyệt");
	if (val_str(m, "to") != NULL)
		str_printf(&s, ", thực hiện đến %s", report_show_day(m, "to",
		    to, sizeof(to)));
	str_printf(&s, "; đã ghi %lld lần theo dõi, %lld lần hỗ trợ phát "
	    "triển", (long long)val_int(m, "progress"),
	    (long long)val_int(m, "support"));
	case_say(out, s.s, 2);
}

static void
print_outcome(struct out *out, const ctxh_value *o)
{
	struct str s = { 0 };
	char at[64], from[64];

	str_printf(&s, "Vụ việc đã kết thúc lúc %s theo quyết định của thủ "
	    "trưởng (%s)", case_time(o, "closed_at", at, sizeof(at)),
	    case_decided(o));
	if (val_str(o, "title") != NULL)
		str_printf(&s, ", trên cơ sở \"%s\" lúc %s",
		    val_str(o, "title"), case_time(o, "proposed_at", from,
		    sizeof(from)));
	case_say(out, s.s, 2);
	if (val_str(o, "close_reason_label") != NULL)
		case_say(out, xasprintf("Lý do kết thúc: %s",
		    val_str(o, "close_reason_label")), 2);
}

/* What is to be done, and by when. */
static void
print_next(struct out *out, const ctxh_value *report)
{
	const ctxh_value *pending = ctxh_value_get(report, "pending"), *v;
	struct str s = { 0 };
	char since[64];

	if (ctxh_value_count(pending) > 0)
		case_say(out, xasprintf("Đang chờ thủ trưởng quyết định về "
		    "%s, từ %s", case_on(val_str(pending, "on")),
		    case_time(pending, "since", since, sizeof(since))), 2);
	for (v = ctxh_value_first(ctxh_value_get(report, "next_steps"));
	    v != NULL; v = ctxh_value_next(v))
		str_printf(&s, "%s%s", s.len > 0 ? "; " :
		    "Bước tiếp theo có thể là: ", val_str(v, "title"));
	if (s.len > 0)
		case_paragraph(out, s.s, 2);
	wipe_free(s.s);
	for (v = ctxh_value_first(ctxh_value_get(report, "deadlines"));
	    v != NULL; v = ctxh_value_next(v)) {
		if (!is_open(v))
			continue;
		s = (struct str){ 0 };
		deadline_words(&s, report, v);
		str_printf(&s, "; %s", status_words(v));
		case_item(out, s.s);
	}
}

static void
print_state(struct out *out, const ctxh_value *report)
{
	int settled = val_true(report, "settled");

	case_heading(out, settled ? "7. Kết quả giải quyết" :
	    "7. Tình trạng hiện tại và việc tiếp theo");
	case_say(out, xasprintf("Trạng thái: %s",
	    case_text(val_str(report, "state_label"))), 2);
	print_measures(out, ctxh_value_get(report, "measures"));
	if (settled)
		print_outcome(out, ctxh_value_get(report, "outcome"));
	else
		print_next(out, report);
}

/* What is written and signed by hand. */
static void
print_end(struct out *out, const ctxh_value *report)
{
	const char *upper = val_str(ctxh_value_get(report, "school"),
	    "upper");

	case_heading(out, "8. Kiến nghị, đề xuất");
	out_puts(out, "  " LINE "\n  " LINE "\n\n");
	out_pad(out, "NGƯỜI LẬP BÁO CÁO", 48);
	out_puts(out, "THỦ TRƯỞNG ĐƠN VỊ\n\n\n\n");
	out_printf(out, "Nơi nhận: %s%slưu VT.\n", upper != NULL ? upper : "",
	    upper != NULL ? "; " : "");
}

void
report_case_state(struct out *out, const ctxh_value *report)
{
	print_level(out, report);
	print_referrals(out, report);
	print_deadlines(out, report);
	print_state(out, report);
	print_end(out, report);
}
