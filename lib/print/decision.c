/* A decision of the head, on a plan, a closing or a route. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

/* What was decided on, as "on" of the document says it. */
static const struct {
	const char *on, *about, *what;	/* before the case's number */
} matters[] = {
	{ "plan", "Về việc phê duyệt kế hoạch can thiệp, trợ giúp người học",
	    "kế hoạch can thiệp, trợ giúp người học của vụ việc" },
	{ "closing", "Về việc kết thúc vụ việc",
	    "đề nghị kết thúc vụ việc" },
	{ "route", "Về việc chỉ định phương án can thiệp, trợ giúp",
	    "phương án can thiệp, trợ giúp người học của vụ việc" },
};

static size_t
matter_of(const struct filled *s)
{
	const char	*on = get_text(s->meta, "on");
	size_t		 i;

	for (i = 0; on != NULL && i < sizeof(matters) / sizeof(matters[0]);
	    i++)
		if (strcmp(matters[i].on, on) == 0)
			return i;
	return 0;
}

/* The document that it decides on. */
static const struct doc *
decided_on(const struct filled *s)
{
	int64_t id = get_int(s->meta, "of", 0);

	return s->of != NULL && id != 0 ? case_doc(s->of, id) : NULL;
}

static void
say_grounds(const struct filled *s, struct paper *p)
{
	const struct doc	*d = decided_on(s);
	struct buf		 text = { 0 };

	buf_fmt(&text, "Căn cứ %s;", s->office.rules->basis);
	paper_paragraph(p, PAPER_ITALIC, text.data);
	buf_reset(&text);
	buf_str(&text, "Căn cứ ");
	if (d != NULL) {
		buf_fmt(&text, "%s (vụ việc %s), ngày ", d->form->title.vi,
		    s->number);
		date_words(day_of(d->at), &text);
	} else {
		buf_str(&text, "văn bản " DOTS_LONG);
	}
	buf_str(&text, ";");
	paper_paragraph(p, PAPER_ITALIC, text.data);
	paper_paragraph(p, PAPER_ITALIC, "Theo đề nghị của đầu mối công tác "
	    "xã hội trong trường học,");
	buf_free(&text);
}

/* "Điều 1. Phê duyệt kế hoạch ... của vụ việc VV-2023-0001." */
static void
say_verdict(const struct filled *s, struct paper *p)
{
	const struct field	*f = form_field(s->form, "verdict");
	const ctxh_value	*v = filled_value(s, "verdict");
	const char		*code = ctxh_value_str(v);
	const struct code	*c;
	struct buf		 text = { 0 };
	struct block		*b;

	if (code == NULL && f != NULL) {
		b = paper_choices(p, "Điều 1. Đối với kế hoạch, đề nghị nêu "
		    "trên của vụ việc " DOTS);
		EACH(c, f->codes->list, f->codes->count)
			block_choice(p, b, c->label.vi, 0);
		return;
	}
	buf_fmt(&text, "Điều 1. %s %s", code_words(f != NULL ? f->codes :
	    NULL, code), matters[matter_of(s)].what);
	buf_fmt(&text, " %s.", s->number);
	paper_paragraph(p, 0, text.data);
	buf_reset(&text);
	cast_words(&s->cast, &text);
	paper_field(p, 0, "Người học", text.len > 0 ? text.data : NULL);
	buf_free(&text);
}

static int
say_reason(const struct filled *s, struct paper *p)
{
	struct buf	text = { 0 };
	const char	*code = ctxh_value_str(filled_value(s, "verdict"));
	int		 rc = filled_text(s, "reason", &text);

	/* Who approves gives no reason as a rule. */
	if (rc == CTXH_OK && (text.len > 0 || code == NULL ||
	    strcmp(code, "approved") != 0))
		paper_field(p, PAPER_LONG, "Lý do, yêu cầu", text.len > 0 ?
		    text.data : NULL);
	buf_free(&text);
	return rc;
}

/* How the decision was made is never left out: by the head's key, or taken
 * down from paper. */
static void
say_how(const struct filled *s, struct paper *p)
{
	const char	*how = get_text(s->meta, "decided");
	struct buf	 text = { 0 };

	if (how == NULL)
		return;
	if (strcmp(how, "key") == 0) {
		buf_fmt(&text, "Quyết định được ký bằng khóa của thủ trưởng "
		    "(%s) trong sổ của nhà trường, lúc ", s->by);
		moment_words(s->at, &text);
		buf_str(&text, ".");
	} else {
		buf_str(&text, "Ghi lại theo bản giấy");
		if (filled_value(s, "on_paper") != NULL)
			buf_fmt(&text, ": %s", ctxh_value_str(filled_value(s,
			    "on_paper")));
		buf_str(&text, ".");
	}
	if (get_bool(s->fields, "self_approve"))
		buf_str(&text, " Người lập văn bản tự phê duyệt.");
	paper_paragraph(p, PAPER_SMALL | PAPER_ITALIC, text.data);
	buf_free(&text);
}

void
decision_signed(const struct filled *s, struct signing *out)
{
	const char *how = get_text(s->meta, "decided");

	if (s->office.look->signer_title == NULL)
		out->head_title = ctxh_value_str(filled_value(s,
		    "signer_title"));
	if (how != NULL && strcmp(how, "key") == 0)
		out->head_name = s->cast.names ? office_member(&s->office,
		    s->by) : NULL;
	else
		out->head_name = ctxh_value_str(filled_value(s, "signed_by"));
}

static int
sign(const struct filled *s, struct paper *p)
{
	struct signing who = { .head = 1, .first_copy = "Như Điều 2" };

	decision_signed(s, &who);
	return office_sign(&s->office, p, &who);
}

/* It is the head who decides, also by the hand of a deputy ("KT."): "HIỆU
 * TRƯỞNG TRƯỜNG TIỂU HỌC ...". */
static int
who_decides(const struct filled *s, struct buf *out)
{
	struct signing	 who = { 0 };
	struct buf	 title = { 0 }, second = { 0 };
	const char	*name = get_text(s->office.school, "name"), *t;
	size_t		 n = sizeof("TRƯỜNG") - 1;
	int		 rc;

	decision_signed(s, &who);
	rc = office_title(&s->office, who.head_title, &title, &second);
	t = title.data != NULL ? title.data : "";
	buf_str(out, strncmp(t, "KT. ", 4) == 0 ? t + 4 : t);
	/* "PHỤ TRÁCH TRƯỜNG" says it already. */
	if (out->len > n && strcmp(out->data + out->len - n, "TRƯỜNG") == 0)
		out->len -= n;
	else
		buf_byte(out, ' ');
	capitals(name != NULL ? name : "TRƯỜNG " DOTS, out);
	buf_free(&title);
	buf_free(&second);
	return rc;
}

static int
head(const struct filled *s, struct paper *p)
{
	struct buf	number = { 0 }, who = { 0 };
	int64_t		day;
	int		rc;

	if ((rc = filled_day(s, &day)) == CTXH_OK)
		rc = office_head(&s->office, p, filled_number(s, &number),
		    s->form->print.symbol, NULL, day);
	if (rc == CTXH_OK) {
		block_line(p, paper_title(p, "QUYẾT ĐỊNH"),
		    matters[matter_of(s)].about);
		rc = who_decides(s, &who);
		paper_paragraph(p, PAPER_CENTER | PAPER_BOLD, who.data);
	}
	buf_free(&number);
	buf_free(&who);
	return rc;
}

int
print_decision(struct filled *s, struct paper *p)
{
	int rc;

	if ((rc = head(s, p)) != CTXH_OK || (rc = print_warning(s, p)) !=
	    CTXH_OK)
		return rc;
	say_grounds(s, p);
	paper_paragraph(p, PAPER_CENTER | PAPER_BOLD, "QUYẾT ĐỊNH:");
	say_verdict(s, p);
	if ((rc = say_reason(s, p)) != CTXH_OK)
		return rc;
	paper_paragraph(p, 0, "Điều 2. Đầu mối công tác xã hội, giáo viên chủ "
	    "nhiệm và các cá nhân, bộ phận liên quan chịu trách nhiệm thi "
	    "hành Quyết định này./.");
	say_how(s, p);
	return sign(s, p);
}
