/*
 * An incident report as the head signs it: what happened to whom, what was
 * done, whether in time, and how it stands or how it ended.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "report_case.h"
#include "util.h"

#define BLANK "................"
#define STEP_MARGIN 19	/* behind "  dd/mm/yyyy hh:mm " */

const char *
case_text(const char *s)
{
	return s != NULL ? s : "";
}

const char *
case_time(const ctxh_value *o, const char *key, char *buf, size_t size)
{
	return out_show_time(NULL, o, ctxh_value_get(o, key), buf, size);
}

void
case_heading(struct out *out, const char *text)
{
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, "%s\n", text);
	out_style(out, STYLE_NONE);
}

void
case_paragraph(struct out *out, const char *text, size_t margin)
{
	for (; *text != '\0'; text += strcspn(text, "\n"),
	    text += *text == '\n') {
		out_pad(out, "", margin);
		report_wrap(out, text, margin);
	}
}

void
case_item(struct out *out, char *text)
{
	out_puts(out, "  - ");
	report_wrap(out, text, 4);
	wipe_free(text);
}

void
case_say(struct out *out, char *text, size_t margin)
{
	case_paragraph(out, text, margin);
	wipe_free(text);
}

void
case_fields(struct out *out, const ctxh_value *fields, size_t margin)
{
	const ctxh_value *f;

	for (f = ctxh_value_first(fields); f != NULL; f = ctxh_value_next(f))
		case_say(out, xasprintf("%s: %s", val_str(f, "label"),
		    val_str(f, "text")), margin);
}

const ctxh_value *
case_newest(const ctxh_value *report, const char *form)
{
	const ctxh_value *d, *found = NULL;

	for (d = ctxh_value_first(ctxh_value_get(report, "timeline"));
	    d != NULL; d = ctxh_value_next(d))
		if (strcmp(val_str(d, "form"), form) == 0)
			found = d;
	return found;
}

/* ---- the head ---- */

static void
print_head(struct out *out, const ctxh_value *report)
{
	const ctxh_value *school = ctxh_value_get(report, "school");
	const char *place = val_str(school, "place");
	char until[64];

	report_school(out, school);
	out_printf(out, "Số: " BLANK "\n%s%s ..... tháng ..... năm .........\n",
	    case_text(place), place != NULL ? ", ngày" : "Ngày");
	case_heading(out, "BÁO CÁO ĐỘT XUẤT");
	out_printf(out, "Về vụ việc %s: %s\n", val_str(report, "case"),
	    case_text(val_str(report, "category_label")));
	out_printf(out, "(%s; tình hình đến hết ngày %s)\n",
	    val_true(report, "settled") ? "vụ việc đã giải quyết xong" :
	    "vụ việc đang được giải quyết", report_show_day(report, "until",
	    until, sizeof(until)));
	if (!val_true(report, "names"))
		return;
	out_style(out, STYLE_WARN);
	out_puts(out, "CÓ THÔNG TIN CÁ NHÂN CỦA NGƯỜI HỌC: chỉ giao cho người "
	    "có trách nhiệm giải quyết.\n");
	out_style(out, STYLE_NONE);
}

static void
print_matter(struct out *out, const ctxh_value *report)
{
	char at[64];

	case_heading(out, "1. Thông tin vụ việc");
	case_say(out, xasprintf("Thời gian tiếp nhận: %s", case_time(report,
	    "received_at", at, sizeof(at))), 2);
	case_fields(out, ctxh_value_get(case_newest(report, "intake"),
	    "fields"), 2);
	if (val_true(report, "duplicate"))
		case_paragraph(out, "Vụ việc này trùng với một vụ việc khác "
		    "(xem phần 3); các biểu tổng hợp không tính nó.", 2);
}

/* ---- the persons ---- */

static int
same_text(const char *a, const char *b)
{
	return strcmp(case_text(a), case_text(b)) == 0;
}

/* Of whom without names the same is said. */
static int
same_kind(const ctxh_value *a, const ctxh_value *b)
{
	return same_text(val_str(a, "role"), val_str(b, "role")) &&
	    same_text(val_str(a, "sex"), val_str(b, "sex")) &&
	    same_text(val_str(a, "origin"), val_str(b, "origin")) &&
	    val_int(a, "grade") == val_int(b, "grade");
}

static int
was_said(const ctxh_value *list, const ctxh_value *person)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != person; v = ctxh_value_next(v))
		if (same_kind(v, person))
			return 1;
	return 0;
}

static size_t
count_kind(const ctxh_value *list, const ctxh_value *person)
{
	const ctxh_value *v;
	size_t n = 0;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		n += (size_t)same_kind(v, person);
	return n;
}

/* Behind "02" or a name: "nữ, khối 8", "nam, trường khác". */
static void
describe(struct str *s, const ctxh_value *person, int names)
{
	const char *sex = val_str(person, "sex");
	const char *grade = NULL, *class = val_str(person, "class");
	const char *code = val_str(person, "student");
	char buf[24];

	if (ctxh_value_kind(ctxh_value_get(person, "grade")) == CTXH_NUMBER) {
		snprintf(buf, sizeof(buf), "%lld",
		    (long long)val_int(person, "grade"));
		grade = buf;
	}
	if (sex != NULL && (strcmp(sex, "nam") == 0 || strcmp(sex, "nu") == 0))
		str_printf(s, "%s", strcmp(sex, "nu") == 0 ? "nữ" : "nam");
	else
		str_printf(s, "%s", names ? "không rõ giới tính" : "người");
	if (class != NULL)
		str_printf(s, ", lớp %s", class);
	else if (grade != NULL)
		str_printf(s, ", khối %s", grade);
	if (val_str(person, "origin_label") != NULL)
		str_printf(s, " (%s)", val_str(person, "origin_label"));
	if (val_str(person, "school") != NULL)
		str_printf(s, ", %s", val_str(person, "school"));
	if (code != NULL)
		str_printf(s, ", mã %s", code);
}

static void
print_person(struct out *out, const ctxh_value *list,
    const ctxh_value *person, int names)
{
	const char *name = val_str(person, "name");
	struct str s = { 0 };

	str_printf(&s, "%s: ", case_text(val_str(person, "role_label")));
	if (names)
		str_printf(&s, "%s, ", name != NULL ? name :
		    "chưa rõ họ tên");
	else
		str_printf(&s, "%02zu ", count_kind(list, person));
	describe(&s, person, names);
	case_say(out, s.s, 2);
}

static void
print_people(struct out *out, const ctxh_value *report)
{
	const ctxh_value *list = ctxh_value_get(report, "students"), *v;
	int names = val_true(report, "names");

	case_heading(out, "2. Người học và người liên quan");
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		if (names || !was_said(list, v))
			print_person(out, list, v, names);
	if (ctxh_value_count(list) == 0)
		case_paragraph(out, "Chưa xác định.", 2);
}

/* ---- what was done ---- */

const char *
case_decided(const ctxh_value *o)
{
	const char *how = val_str(o, "decided");

	if (how == NULL)
		return "";
	if (val_true(o, "self_approved"))
		return strcmp(how, "key") == 0 ?
		    "ký bằng khóa; người lập tự phê duyệt" :
		    "theo bản giấy; người lập tự phê duyệt";
	return strcmp(how, "key") == 0 ? "ký bằng khóa" : "theo bản giấy";
}

const char *
case_on(const char *on)
{
	if (on == NULL)
		return "";
	return strcmp(on, "plan") == 0 ? "kế hoạch can thiệp, trợ giúp" :
	    strcmp(on, "closing") == 0 ? "việc kết thúc vụ việc" :
	    "phương án xử lý";
}

static void
print_step(struct out *out, const ctxh_value *d, const char *elsewhere)
{
	const char *number = val_str(d, "number"), *on = val_str(d, "on");
	struct str s = { 0 };
	char at[64];

	str_printf(&s, "%s %s", case_time(d, "at", at, sizeof(at)),
	    case_text(val_str(d, "title")));
	if (number != NULL)
		str_printf(&s, " (%s)", number);
	if (on != NULL)
		str_printf(&s, " về %s; %s", case_on(on), case_decided(d));
	if (val_true(d, "amended"))
		str_puts(&s, "; đã đính chính");
	if (elsewhere != NULL)
		str_printf(&s, "; %s", elsewhere);
	out_puts(out, "  ");
	report_wrap(out, s.s, STEP_MARGIN);
	wipe_free(s.s);
	if (elsewhere == NULL)
		case_fields(out, ctxh_value_get(d, "fields"), STEP_MARGIN);
}

static void
print_timeline(struct out *out, const ctxh_value *report)
{
	const ctxh_value *intake = case_newest(report, "intake");
	const ctxh_value *assess = case_newest(report, "assess"), *d;

	case_heading(out, "3. Diễn biến và các bước đã thực hiện");
	for (d = ctxh_value_first(ctxh_value_get(report, "timeline"));
	    d != NULL; d = ctxh_value_next(d))
		print_step(out, d, d == intake ? "nội dung ở phần 1" :
		    d == assess ? "nội dung ở phần 4" : NULL);
}

void
report_case_text(struct out *out, void *ctx, const ctxh_value *report)
{
	(void)ctx;
	print_head(out, report);
	print_matter(out, report);
	print_people(out, report);
	print_timeline(out, report);
	report_case_state(out, report);
	report_notes(out, ctxh_value_get(report, "notes"), "về vụ việc");
	report_foot(out, report);
}
