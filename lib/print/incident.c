/* An incident report as the head signs it: what happened to whom, what was
 * done, whether in time, and how it stands or how it ended. */
#include "print/incident.h"

#include <string.h>

#include "base/value.h"
#include "print/report.h"
#include "text/date.h"

const char *
incident_text(const ctxh_value *o, const char *key)
{
	const char *s = get_text(o, key);

	return s != NULL ? s : "";
}

void
incident_time(const ctxh_value *o, const char *key, struct buf *out)
{
	int64_t	at, day;
	char	shown[17];

	if (strlen(incident_text(o, key)) == sizeof("2025-01-31") - 1) {
		if (text_day(get_text(o, key), &day) == 0 &&
		    date_show(day, shown) == 0)
			buf_str(out, shown);
	} else if (text_moment(get_text(o, key), &at) == 0 &&
	    moment_show(at, shown) == 0) {
		buf_str(out, shown);
	}
}

void
incident_fields(struct paper *p, const ctxh_value *fields)
{
	const ctxh_value *f;

	VALUE_EACH(f, fields)
		paper_field(p, 0, incident_text(f, "label"),
		    incident_text(f, "text"));
}

const ctxh_value *
incident_newest(const ctxh_value *report, const char *form)
{
	const ctxh_value *d, *found = NULL;

	VALUE_EACH(d, ctxh_value_get(report, "timeline"))
		if (strcmp(incident_text(d, "form"), form) == 0)
			found = d;
	return found;
}

/* ---- the head ---- */

static void
say_title(const ctxh_value *r, struct paper *p)
{
	struct block	*b = paper_title(p, "BÁO CÁO ĐỘT XUẤT");
	struct buf	 text = { 0 };

	buf_fmt(&text, "Về vụ việc %s: ", incident_text(r, "case"));
	buf_str(&text, incident_text(r, "category_label"));
	block_line(p, b, text.data);
	if (buf_failed(&text))
		p->failed = 1;
	buf_reset(&text);
	buf_str(&text, get_bool(r, "settled") ? "(vụ việc đã giải quyết xong" :
	    "(vụ việc đang được giải quyết");
	buf_str(&text, "; tình hình đến hết ngày ");
	incident_time(r, "until", &text);
	buf_str(&text, ")");
	paper_say(p, PAPER_CENTER | PAPER_ITALIC, &text);
}

static int
say_head(const struct office *o, const ctxh_value *r, struct paper *p)
{
	int64_t	day, until = -1;
	int	rc;

	if ((rc = office_day(o, -1, &day)) != CTXH_OK ||
	    (rc = office_head(o, p, office_number(o, NULL), "BC", NULL,
	    day)) != CTXH_OK)
		return rc;
	say_title(r, p);
	(void)text_day(get_text(r, "until"), &until);
	if ((rc = report_to(o, day >= 0 ? day : until, p)) != CTXH_OK)
		return rc;
	if (get_bool(r, "names"))
		paper_paragraph(p, PAPER_WARNING | PAPER_SMALL, "CÓ THÔNG TIN "
		    "CÁ NHÂN CỦA NGƯỜI HỌC: chỉ giao cho người có trách nhiệm "
		    "giải quyết.");
	return CTXH_OK;
}

static void
say_matter(const ctxh_value *r, struct paper *p)
{
	struct buf at = { 0 };

	paper_heading(p, 1, "1. Thông tin vụ việc");
	incident_time(r, "received_at", &at);
	if (buf_failed(&at))
		p->failed = 1;
	paper_field(p, 0, "Thời gian tiếp nhận", at.data);
	buf_free(&at);
	incident_fields(p, ctxh_value_get(incident_newest(r, "intake"),
	    "fields"));
	if (get_bool(r, "duplicate"))
		paper_paragraph(p, 0, "Vụ việc này trùng với một vụ việc khác "
		    "(xem phần 3); các biểu tổng hợp không tính nó.");
}

/* ---- the persons ---- */

/* Of whom without names the same is said. */
static int
same_kind(const ctxh_value *a, const ctxh_value *b)
{
	static const char *const keys[] = { "role", "sex", "origin" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(incident_text(a, keys[i]),
		    incident_text(b, keys[i])) != 0)
			return 0;
	return get_int(a, "grade", 0) == get_int(b, "grade", 0);
}

/* How many are like this one; those before it in *before. */
static int
count_kind(const ctxh_value *list, const ctxh_value *person, int *before)
{
	const ctxh_value	*v;
	int			 n = 0, seen = 0;

	*before = 0;
	VALUE_EACH(v, list) {
		seen |= v == person;
		if (!same_kind(v, person))
			continue;
		n++;
		*before += !seen;
	}
	return n;
}

/* Behind "02" or a name: "nữ, khối 8", "nam, trường khác". */
static void
describe(const ctxh_value *person, int names, struct buf *s)
{
	const char *sex = incident_text(person, "sex");

	if (strcmp(sex, "nam") == 0 || strcmp(sex, "nu") == 0)
		buf_str(s, strcmp(sex, "nu") == 0 ? "nữ" : "nam");
	else
		buf_str(s, names ? "không rõ giới tính" : "người");
	if (get_text(person, "class") != NULL)
		buf_fmt(s, ", lớp %s", get_text(person, "class"));
	else if (ctxh_value_kind(ctxh_value_get(person, "grade")) ==
	    CTXH_NUMBER)
		buf_fmt(s, ", khối %lld",
		    (long long)get_int(person, "grade", 0));
	if (get_text(person, "origin_label") != NULL)
		buf_fmt(s, " (%s)", get_text(person, "origin_label"));
	if (get_text(person, "school") != NULL)
		buf_fmt(s, ", %s", get_text(person, "school"));
	if (get_text(person, "student") != NULL)
		buf_fmt(s, ", mã %s", get_text(person, "student"));
}

static void
say_people(const ctxh_value *r, struct paper *p)
{
	const ctxh_value	*list = ctxh_value_get(r, "students"), *v;
	struct buf		 s = { 0 };
	int			 names = get_bool(r, "names"), n, before;

	paper_heading(p, 1, "2. Người học và người liên quan");
	VALUE_EACH(v, list) {
		n = count_kind(list, v, &before);
		if (!names && before > 0)
			continue;
		buf_fmt(&s, "%s: ", incident_text(v, "role_label"));
		if (names)
			buf_fmt(&s, "%s, ", get_text(v, "name") != NULL ?
			    get_text(v, "name") : "chưa rõ họ tên");
		else
			buf_fmt(&s, "%02d ", n);
		describe(v, names, &s);
		paper_say(p, 0, &s);
	}
	if (ctxh_value_count(list) == 0)
		paper_paragraph(p, 0, "Chưa xác định.");
}

/* ---- what was done ---- */

const char *
incident_decided(const ctxh_value *o)
{
	int key = strcmp(incident_text(o, "decided"), "key") == 0;

	if (get_text(o, "decided") == NULL)
		return "";
	if (get_bool(o, "self_approved"))
		return key ? "ký bằng khóa; người lập tự phê duyệt" :
		    "theo bản giấy; người lập tự phê duyệt";
	return key ? "ký bằng khóa" : "theo bản giấy";
}

const char *
incident_on(const char *on)
{
	if (on == NULL)
		return "";
	return strcmp(on, "plan") == 0 ? "kế hoạch can thiệp, trợ giúp" :
	    strcmp(on, "closing") == 0 ? "việc kết thúc vụ việc" :
	    "phương án xử lý";
}

static void
say_step(const ctxh_value *d, const char *elsewhere, struct paper *p)
{
	struct buf s = { 0 };

	incident_time(d, "at", &s);
	buf_fmt(&s, " %s", incident_text(d, "title"));
	if (get_text(d, "number") != NULL)
		buf_fmt(&s, " (%s)", get_text(d, "number"));
	if (get_text(d, "on") != NULL)
		buf_fmt(&s, " về %s; %s", incident_on(get_text(d, "on")),
		    incident_decided(d));
	if (get_bool(d, "amended"))
		buf_str(&s, "; đã đính chính");
	if (elsewhere != NULL)
		buf_fmt(&s, "; %s", elsewhere);
	paper_say(p, PAPER_ITEM, &s);
	if (elsewhere == NULL)
		incident_fields(p, ctxh_value_get(d, "fields"));
}

static void
say_timeline(const ctxh_value *r, struct paper *p)
{
	const ctxh_value *intake = incident_newest(r, "intake");
	const ctxh_value *assess = incident_newest(r, "assess"), *d;

	paper_heading(p, 1, "3. Diễn biến và các bước đã thực hiện");
	VALUE_EACH(d, ctxh_value_get(r, "timeline"))
		say_step(d, d == intake ? "nội dung ở phần 1" : d == assess ?
		    "nội dung ở phần 4" : NULL, p);
}

int
incident_paper(const struct office *o, const ctxh_value *r, struct paper *p)
{
	struct signing	who = { .head = 1, .first_copy = "Như trên",
	    .maker = "Người lập báo cáo" };
	int		rc;

	if ((rc = say_head(o, r, p)) != CTXH_OK)
		return rc;
	say_matter(r, p);
	say_people(r, p);
	say_timeline(r, p);
	incident_state(r, p);
	if ((rc = office_sign(o, p, &who)) != CTXH_OK)
		return rc;
	report_notes(r, "về vụ việc", p);
	return CTXH_OK;
}
