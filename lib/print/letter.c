/* A referral as the letter that goes to the agency (công văn chuyển, gửi), and
 * the record of the handover that goes with it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

#define COMMUNE		"commune"
#define COMMUNE_FROM	((struct civil){ 2025, 7, 1 })

/* What each kind of referral asks for. */
static const struct {
	const char *kind, *about, *asks;
} kinds[] = {
	{ "chuyen-gui", "V/v chuyển, gửi vụ việc của người học",
	    "tiếp nhận vụ việc, thực hiện các biện pháp bảo vệ, can thiệp, "
	    "trợ giúp người học theo thẩm quyền, và thông báo kết quả để nhà "
	    "trường phối hợp theo dõi" },
	{ "thong-bao", "V/v thông báo vụ việc của người học",
	    "tiếp nhận thông tin, xác minh, xử lý theo thẩm quyền, và thông "
	    "báo cho nhà trường biết để phối hợp" },
	{ "huong-dan", "V/v đề nghị hướng dẫn giải quyết vụ việc",
	    "hướng dẫn nhà trường các bước can thiệp, trợ giúp người học" },
	{ "bo-hoc", "V/v người học bỏ học, có nguy cơ bỏ học",
	    "phối hợp vận động, hỗ trợ để người học tiếp tục đến trường, và "
	    "thông báo kết quả cho nhà trường" },
};

static const char *
kind_of(const struct filled *s)
{
	const char *kind = ctxh_value_str(filled_value(s, "kind"));

	return kind != NULL ? kind : kinds[0].kind;
}

static size_t
kind_index(const struct filled *s)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind_of(s)) == 0)
			return i;
	return 0;
}

static const struct agency *
agency_of(const struct filled *s)
{
	const char *code = ctxh_value_str(filled_value(s, "agency"));

	return code != NULL ? agency_find(s->office.h, code) : NULL;
}

/* The agency's name as it was; of a commune by way of whom. */
static void
addressee(const struct filled *s, struct buf *out)
{
	const struct agency *a = agency_of(s);

	(void)filled_text(s, "agency", out);
	if (out->len == 0)
		buf_str(out, DOTS_LONG);
	else if (a != NULL && strcmp(a->kind, COMMUNE) == 0 &&
	    day_of(s->at) >= day_from_civil(COMMUNE_FROM))
		buf_str(out, " " COMMUNE_BY);
}

static int
say_to(const struct filled *s, struct paper *p)
{
	ctxh_value	*to = ctxh_value_list();
	struct buf	 name = { 0 };
	int		 bad;

	addressee(s, &name);
	bad = buf_failed(&name) || to == NULL || push_text(to, name.data);
	if (!bad)
		office_to(&s->office, p, to);
	ctxh_value_free(to);
	buf_free(&name);
	return bad ? fail_nomem(s->office.h) : CTXH_OK;
}

/* The intake that the case began with, which the letter tells of. */
static const struct doc *
intake_of(const struct filled *s)
{
	const struct doc *d, *found = NULL;

	if (s->of != NULL)
		EACH(d, s->of->docs, s->of->n)
			if (!d->superseded &&
			    d->form->needs_case == FORM_CASE_NEW)
				found = d;
	return found;
}

static void
say_matter(const struct filled *s, struct paper *p)
{
	const struct doc	*intake = intake_of(s);
	const struct field	*f;
	const char		*name = get_text(s->office.school, "name");
	struct buf		 text = { 0 };

	buf_fmt(&text, "Căn cứ %s, %s thông báo và đề nghị quý cơ quan phối "
	    "hợp giải quyết vụ việc sau:", s->office.rules->basis,
	    name != NULL ? name : "nhà trường");
	paper_paragraph(p, 0, text.data);
	buf_reset(&text);
	if (intake != NULL) {
		buf_fmt(&text, "số %s, nhà trường tiếp nhận %s", s->number,
		    intake->at == day_start(day_of(intake->at)) ? "" :
		    "lúc ");
		moment_words(intake->at, &text);
	}
	paper_field(p, 0, "Vụ việc", text.len > 0 ? text.data : NULL);
	buf_reset(&text);
	f = intake != NULL ? form_field(intake->form, "category") : NULL;
	if (f != NULL)
		field_words(f, ctxh_value_get(intake->fields, f->id), &text);
	paper_field(p, 0, "Loại vụ việc", text.len > 0 ? text.data : NULL);
	buf_reset(&text);
	cast_words(&s->cast, &text);
	paper_field(p, 0, "Người học", text.len > 0 ? text.data : NULL);
	buf_free(&text);
}

static int
say_field(const struct filled *s, struct paper *p, const char *id,
    unsigned flags)
{
	const struct field	*f = form_field(s->form, id);
	struct buf		 text = { 0 };
	int			 rc;

	if (f == NULL)
		return CTXH_OK;
	if ((rc = filled_text(s, id, &text)) == CTXH_OK)
		paper_field(p, flags, f->label.vi, text.len > 0 ? text.data :
		    NULL);
	buf_free(&text);
	return rc;
}

/* Narratives that nobody wrote need no lines in a letter that is typed. */
static int
has_text(const struct filled *s, const char *id)
{
	return s->fields == NULL || filled_value(s, id) != NULL ||
	    !s->cast.names;
}

static int
say_reasons(const struct filled *s, struct paper *p)
{
	int rc;

	if ((rc = say_field(s, p, "reason", PAPER_LONG)) == CTXH_OK &&
	    has_text(s, "summary") &&
	    (rc = say_field(s, p, "summary", PAPER_LONG)) != CTXH_OK)
		return rc;
	return rc == CTXH_OK ? say_field(s, p, "basis", 0) : rc;
}

int
print_letter(struct filled *s, struct paper *p)
{
	size_t		i = kind_index(s);
	struct buf	asks = { 0 }, number = { 0 };
	struct signing	who = { .head = 1, .first_copy = "Như trên" };
	int64_t		day;
	int		rc;

	if ((rc = filled_day(s, &day)) == CTXH_OK)
		rc = office_head(&s->office, p, filled_number(s, &number),
		    "", kinds[i].about, day);
	buf_free(&number);
	if (rc != CTXH_OK || (rc = say_to(s, p)) != CTXH_OK ||
	    (rc = print_warning(s, p)) != CTXH_OK)
		return rc;
	say_matter(s, p);
	if ((rc = say_reasons(s, p)) != CTXH_OK)
		return rc;
	buf_fmt(&asks, "Nhà trường đề nghị quý cơ quan %s./.", kinds[i].asks);
	paper_paragraph(p, 0, asks.data);
	buf_free(&asks);
	return office_sign(&s->office, p, &who);
}

/* ---- the record of the handover ---- */

static void
say_party(struct paper *p, const char *label, const char *name)
{
	paper_field(p, 0, label, name);
	paper_field(p, 0, "Đại diện (họ và tên, chức vụ)", NULL);
}

/* What of the case's documents there was by then; they go along as copies
 * that the school chooses. */
static void
say_file(const struct filled *s, struct paper *p)
{
	const struct doc	*d;
	struct block		*b;
	char			 no[24], date[17];
	size_t			 n = 0;

	paper_heading(p, 2, "3. Hồ sơ, tài liệu bàn giao");
	b = paper_table(p, NULL);
	block_column(p, b, "TT", 0.5, PAPER_MIDDLE);
	block_column(p, b, "Tên văn bản", 4, PAPER_LEFT);
	block_column(p, b, "Ngày", 1.2, PAPER_MIDDLE);
	block_column(p, b, "Số tờ", 0.8, PAPER_MIDDLE);
	if (s->of != NULL)
		EACH(d, s->of->docs, s->of->n) {
			if (d->superseded || d->at > s->at ||
			    d->form->title.vi == NULL)
				continue;
			(void)snprintf(no, sizeof(no), "%zu", ++n);
			(void)date_show(day_of(d->at), date);
			block_row(p, b, 0);
			block_cell(p, b, no);
			block_cell(p, b, d->form->title.vi);
			block_cell(p, b, date);
			block_cell(p, b, "");
		}
	while (n++ < 3) {
		block_row(p, b, 0);
		block_cell(p, b, "");
		block_cell(p, b, "");
		block_cell(p, b, "");
		block_cell(p, b, "");
	}
}

static int
handover_signatures(const struct filled *s, struct paper *p)
{
	struct block *b = paper_signatures(p);

	block_signer(p, b, "ĐẠI DIỆN BÊN GIAO", NULL, "(Ký, ghi rõ họ tên)",
	    s->office.look->signer);
	block_signer(p, b, "ĐẠI DIỆN BÊN NHẬN", NULL, "(Ký, ghi rõ họ tên)",
	    NULL);
	return CTXH_OK;
}

static void
handover_title(const struct filled *s, struct paper *p)
{
	struct block	*b = paper_title(p, "BIÊN BẢN BÀN GIAO");
	struct buf	 text = { 0 };

	buf_fmt(&text, "Về việc chuyển, gửi vụ việc %s", s->number[0] != '\0' ?
	    s->number : DOTS);
	block_line(p, b, text.data);
	buf_free(&text);
}

static void
say_parties(const struct filled *s, struct paper *p)
{
	struct buf receiver = { 0 };

	paper_paragraph(p, 0, "Hôm nay, ..... giờ ..... ngày ..... tháng ..... "
	    "năm .........., tại " DOTS ", chúng tôi gồm:");
	paper_heading(p, 2, "1. Các bên");
	say_party(p, "Bên giao", get_text(s->office.school, "name"));
	(void)filled_text(s, "agency", &receiver);
	say_party(p, "Bên nhận", receiver.len > 0 ? receiver.data : NULL);
	buf_free(&receiver);
}

int
print_handover(struct filled *s, struct paper *p)
{
	int64_t	day;
	int	rc;

	if ((rc = office_day(&s->office, -1, &day)) != CTXH_OK ||
	    (rc = office_head(&s->office, p, office_number(&s->office, NULL),
	    "BB", NULL, day)) != CTXH_OK)
		return rc;
	handover_title(s, p);
	(void)print_warning(s, p);
	say_parties(s, p);
	paper_heading(p, 2, "2. Nội dung bàn giao");
	say_matter(s, p);
	if ((rc = say_reasons(s, p)) != CTXH_OK)
		return rc;
	say_file(s, p);
	paper_heading(p, 2, "4. Thống nhất phối hợp, theo dõi");
	paper_field(p, PAPER_LONG, "Nội dung", NULL);
	paper_paragraph(p, 0, "Biên bản được lập thành 02 bản có giá trị như "
	    "nhau, mỗi bên giữ 01 bản; hai bên cùng bảo mật thông tin của "
	    "người học./.");
	return handover_signatures(s, p);
}
