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

/* "15/QĐ-THCS, ngày 09/10/2023" begins with the number that it has on paper. */
static void
paper_number(const struct filled *s, struct buf *out)
{
	const char	*on = ctxh_value_str(filled_value(s, "on_paper"));
	size_t		 n = on != NULL ? strcspn(on, " ,;") : 0;

	if (n > 0 && memchr(on, '/', n) != NULL)
		buf_add(out, on, n);
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
		buf_fmt(&text, "%s", d->form->title.vi);
		buf_fmt(&text, " của vụ việc %s, ngày ", s->number);
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

static int
sign(const struct filled *s, struct paper *p)
{
	const char	*how = get_text(s->meta, "decided");
	struct signing	 who = {
		.head = 1, .first_copy = "Như Điều 2",
		.head_title = s->office.look->signer_title == NULL ?
		    ctxh_value_str(filled_value(s, "signer_title")) : NULL,
	};

	if (how != NULL && strcmp(how, "key") == 0)
		who.head_name = s->cast.names ? office_member(&s->office,
		    s->by) : NULL;
	else
		who.head_name = ctxh_value_str(filled_value(s, "signed_by"));
	return office_sign(&s->office, p, &who);
}

static int
head(const struct filled *s, struct paper *p)
{
	struct buf	number = { 0 }, who = { 0 }, second = { 0 };
	const char	*name = get_text(s->office.school, "name");
	int64_t		day;
	int		rc;

	paper_number(s, &number);
	if ((rc = office_day(&s->office, s->at >= 0 ? day_of(s->at) : -1,
	    &day)) == CTXH_OK)
		rc = office_head(&s->office, p, office_number(&s->office,
		    number.len > 0 ? number.data : NULL),
		    s->form->print.symbol, NULL, day);
	if (rc == CTXH_OK) {
		block_line(p, paper_title(p, "QUYẾT ĐỊNH"),
		    matters[matter_of(s)].about);
		rc = office_title(&s->office, NULL, &who, &second);
		buf_str(&who, " ");
		capitals(name != NULL ? name : "TRƯỜNG " DOTS, &who);
		paper_paragraph(p, PAPER_CENTER | PAPER_BOLD, who.data);
	}
	buf_free(&number);
	buf_free(&who);
	buf_free(&second);
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
