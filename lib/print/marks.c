/* The marks of a school's own template: what each stands for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

#define TICKED		"☒"
#define NOT_TICKED	"☐"
#define MARK_MAX	(2 * RULES_ID_MAX + 2)
#define PUPILS		"students"

/* What every form has, beside its fields. */
enum common {
	SCHOOL_NAME, SCHOOL_UPPER, SCHOOL_PLACE, OFFICE_NUMBER, OFFICE_DATE,
	CASE_NUMBER, DOCUMENT_NUMBER, FORM_TITLE, FORM_NUMBER, BASIS, PUPILS_LINE,
	MAKER_NAME, HEAD_TITLE, HEAD_NAME, COMMON_COUNT
};

static const struct {
	const char *mark, *label;
} commons[COMMON_COUNT] = {
	{ "school_name", "Tên trường" },
	{ "school_upper", "Cơ quan chủ quản" },
	{ "school_place", "Địa danh" },
	{ "office_number", "Số, ký hiệu văn bản" },
	{ "office_date", "Ngày, tháng, năm của văn bản" },
	{ "case_number", "Số vụ việc, số trong sổ" },
	{ "document_number", "Số của bản ghi trong vụ việc" },
	{ "form_title", "Tên mẫu" },
	{ "form_number", "Số của mẫu" },
	{ "rules_basis", "Văn bản quy định" },
	{ "pupils", "Người học, trên một dòng" },
	{ "maker_name", "Người lập" },
	{ "head_title", "Chức vụ người ký" },
	{ "head_name", "Họ tên người ký" },
};

/* What a row of pupils has. */
static const struct {
	const char *mark, *label;
} pupil_marks[] = {
	{ "name", "Họ và tên, hoặc chữ cái đầu" }, { "class", "Lớp" },
	{ "born", "Ngày sinh" }, { "sex", "Giới tính" },
	{ "role", "Vai trò" },
};

/* ---- of a form: which there are ---- */

static int
tell(ctxh_value *list, const char *mark, const char *label,
    const char *repeats)
{
	ctxh_value *o = ctxh_value_object();

	return put_text(o, "mark", mark) | put_text(o, "label", label) |
	    put_text(o, "repeats", repeats) | push(list, o);
}

static int
tell_codes(ctxh_value *list, const struct field *f)
{
	const struct code	*c;
	char			 mark[MARK_MAX];
	int			 bad = 0;

	EACH(c, f->codes->list, f->codes->count) {
		(void)snprintf(mark, sizeof(mark), "%s:%s", f->id, c->code);
		bad |= tell(list, mark, c->label.vi, NULL);
	}
	return bad;
}

static int
tell_items(ctxh_value *list, const struct field *f)
{
	const struct field	*g;
	char			 mark[MARK_MAX];
	int			 bad = 0;

	EACH(g, f->set.list, f->set.count) {
		(void)snprintf(mark, sizeof(mark), "%s.%s", f->id, g->id);
		bad |= tell(list, mark, g->label.vi, f->id);
	}
	return bad;
}

static int
tell_field(ctxh_value *list, const struct field *f)
{
	int bad;

	if (strcmp(f->id, PUPILS) == 0)
		return 0;
	if (f->type == FIELD_LIST)
		return tell_items(list, f);
	bad = tell(list, f->id, f->label.vi, NULL);
	return f->codes != NULL ? bad | tell_codes(list, f) : bad;
}

EXPORT int
ctxh_print_marks(ctxh *h, const char *form, ctxh_value **out)
{
	const struct form	*f;
	const struct field	*g;
	char			 mark[MARK_MAX];
	size_t			 i;
	int			 rc, bad = 0;

	*out = NULL;
	if ((rc = print_has_marks(h, form)) != CTXH_OK ||
	    (rc = print_form(h, form, &f)) != CTXH_OK)
		return rc;
	*out = ctxh_value_list();
	for (i = 0; i < COMMON_COUNT; i++)
		bad |= tell(*out, commons[i].mark, commons[i].label, NULL);
	for (i = 0; i < sizeof(pupil_marks) / sizeof(*pupil_marks); i++) {
		(void)snprintf(mark, sizeof(mark), PUPILS ".%s",
		    pupil_marks[i].mark);
		bad |= tell(*out, mark, pupil_marks[i].label, PUPILS);
	}
	EACH(g, f->set.list, f->set.count)
		bad |= tell_field(*out, g);
	if (bad == 0)
		return CTXH_OK;
	ctxh_value_free(*out);
	*out = NULL;
	return fail_nomem(h);
}

/* ---- of a document: what they stand for ---- */

/* Where nothing is known there is room to write. */
static int
put_filled(ctxh_value *o, const char *key, const char *s)
{
	return put_text(o, key, s != NULL && *s != '\0' ? s : DOTS);
}

static int
put_codes(const struct filled *s, const struct field *f, ctxh_value *o)
{
	const ctxh_value	*v = filled_value(s, f->id);
	const char		*code = ctxh_value_str(v);
	const struct code	*c;
	char			 mark[MARK_MAX];
	int			 bad = 0, is;

	EACH(c, f->codes->list, f->codes->count) {
		is = (code != NULL && strcmp(code, c->code) == 0) ||
		    list_has(v, c->code);
		(void)snprintf(mark, sizeof(mark), "%s:%s", f->id, c->code);
		bad |= put_text(o, mark, is ? TICKED : NOT_TICKED);
	}
	return bad;
}

/* So that a mark of a field that there is not is found where the list has no
 * items, too; and one that only the form as it is now has is not. */
static int
put_columns(const struct field *f, ctxh_value *o)
{
	const struct field	*g;
	char			 mark[MARK_MAX];
	int			 bad = 0;

	EACH(g, f->set.list, f->set.count) {
		(void)snprintf(mark, sizeof(mark), "%s.%s", f->id, g->id);
		bad |= put_text(o, mark, "");
	}
	return bad;
}

/* A row to write in, where the form is empty or its items are not shown. */
static int
push_room(const struct field *f, ctxh_value *list)
{
	const struct field	*g;
	ctxh_value		*row = ctxh_value_object();
	int			 bad = put_text(row, "n", "");

	EACH(g, f->set.list, f->set.count)
		bad |= put_text(row, g->id, "");
	return bad | push(list, row);
}

static int
put_items(const struct filled *s, const struct field *f, ctxh_value *o)
{
	const struct field	*g;
	const ctxh_value	*item, *items = filled_value(s, f->id);
	ctxh_value		*list = ctxh_value_list(), *row;
	struct buf		 text = { 0 };
	int			 bad = 0;

	if (items == NULL && (s->fields == NULL ||
	    (f->has_person && !s->cast.names)))
		bad = push_room(f, list);
	VALUE_EACH(item, items) {
		row = ctxh_value_object();
		EACH(g, f->set.list, f->set.count) {
			buf_reset(&text);
			bad |= item_text(s, g, ctxh_value_get(item, g->id),
			    &text) != CTXH_OK;
			bad |= put_text(row, g->id, text.len > 0 ? text.data :
			    "");
		}
		bad |= push(list, row);
	}
	buf_free(&text);
	return bad | put(o, f->id, list) | put_columns(f, o);
}

static int
put_field(const struct filled *s, const struct field *f, ctxh_value *o)
{
	struct buf	text = { 0 };
	int		bad;

	if (strcmp(f->id, PUPILS) == 0)
		return 0;
	if (f->type == FIELD_LIST)
		return put_items(s, f, o);
	bad = field_text(s, f, filled_value(s, f->id), &text) != CTXH_OK;
	bad |= put_filled(o, f->id, text.data);
	buf_free(&text);
	return f->codes != NULL ? bad | put_codes(s, f, o) : bad;
}

static int
put_pupil(const struct filled *s, const struct person_shown *p,
    ctxh_value *list)
{
	const char	*sex = get_text(p->facts, "sex");
	ctxh_value	*o = ctxh_value_object();
	struct buf	 name = { 0 };
	int64_t		 day;
	char		 born[11] = "";
	int		 shown = s->cast.names && !p->masked, bad;

	person_name(&s->cast, p, &name);
	if (shown && text_day(get_text(p->person, "born"), &day) == 0)
		(void)date_show(day, born);
	bad = buf_failed(&name) | put_text(o, "name", name.data) |
	    put_text(o, "class", shown && get_text(p->facts, "class") !=
	    NULL ? get_text(p->facts, "class") : "") |
	    put_text(o, "born", born) | put_text(o, "sex", p->masked ||
	    sex == NULL ? "" : strcmp(sex, "nu") == 0 ? "nữ" : "nam") |
	    put_text(o, "role", p->role_words != NULL ? p->role_words : "");
	buf_free(&name);
	return bad | push(list, o);
}

static int
put_pupils(const struct filled *s, ctxh_value *o)
{
	const struct person_shown	*p;
	ctxh_value			*list = ctxh_value_list();
	char				 mark[MARK_MAX];
	size_t				 i;
	int				 bad = 0;

	EACH(p, s->cast.list, s->cast.n)
		bad |= put_pupil(s, p, list);
	/* An empty form has a row to write in. */
	if (s->fields == NULL)
		bad |= push(list, ctxh_value_object());
	for (i = 0; i < sizeof(pupil_marks) / sizeof(*pupil_marks); i++) {
		(void)snprintf(mark, sizeof(mark), PUPILS ".%s",
		    pupil_marks[i].mark);
		bad |= put_text(o, mark, "");
	}
	return bad | put(o, PUPILS, list);
}

static int
put_common(ctxh_value *o, enum common which, const char *text)
{
	return put_filled(o, commons[which].mark, text);
}

static int
put_signing(const struct filled *s, ctxh_value *o)
{
	const struct office	*of = &s->office;
	const char		*name = of->look->signer;
	struct signing		 who = { 0 };
	struct buf		 first = { 0 }, second = { 0 };
	int			 bad;

	if (s->form->print.shape == PRINT_DECISION)
		decision_signed(s, &who);
	bad = office_title(of, who.head_title, &first, &second) != CTXH_OK;
	if (second.len > 0)
		buf_fmt(&first, "\n%s", second.data);
	bad |= buf_failed(&first);
	if (name == NULL)
		name = who.head_name != NULL ? who.head_name :
		    get_text(of->school, "signer");
	bad |= put_common(o, HEAD_TITLE, first.data) |
	    put_common(o, HEAD_NAME, name) |
	    put_common(o, MAKER_NAME, s->cast.names ? office_member(of,
	    s->by) : NULL);
	buf_free(&first);
	buf_free(&second);
	return bad;
}

static int
put_office(const struct filled *s, int64_t day, ctxh_value *o)
{
	const struct office	*of = &s->office;
	struct buf		 number = { 0 }, date = { 0 }, who = { 0 };
	const char		*given = filled_number(s, &number);
	int			 bad;

	if (day >= 0) {
		buf_str(&date, "ngày ");
		date_words(day, &date);
	}
	cast_words(&s->cast, &who);
	bad = buf_failed(&date) | buf_failed(&who) |
	    put_common(o, SCHOOL_NAME, get_text(of->school, "name")) |
	    put_common(o, SCHOOL_UPPER, get_text(of->school, "upper")) |
	    put_common(o, SCHOOL_PLACE, get_text(of->school, "place")) |
	    put_common(o, OFFICE_NUMBER, given) |
	    put_common(o, OFFICE_DATE, date.data) |
	    put_common(o, CASE_NUMBER, s->number) |
	    put_common(o, DOCUMENT_NUMBER, s->id) |
	    put_common(o, FORM_TITLE, s->form->title.vi) |
	    put_common(o, FORM_NUMBER, s->form->number) |
	    put_common(o, BASIS, of->rules->basis) |
	    put_common(o, PUPILS_LINE, who.data);
	buf_free(&number);
	buf_free(&date);
	buf_free(&who);
	return bad;
}

static int
put_fields(const struct filled *s, const struct form *form, ctxh_value *o)
{
	const struct field	*f;
	int			 bad = 0;

	EACH(f, form->set.list, form->set.count)
		bad |= put_field(s, f, o);
	return bad;
}

/* A template is written by the marks of the form as it is now; what an older
 * rule set has not is left open. */
int
filled_marks(const struct filled *s, ctxh_value **out)
{
	const struct form	*now;
	int64_t			 day;
	int			 rc, bad;

	*out = NULL;
	if ((rc = filled_day(s, &day)) != CTXH_OK ||
	    (rc = print_form(s->office.h, s->form->id, &now)) != CTXH_OK)
		return rc;
	*out = ctxh_value_object();
	bad = put_office(s, day, *out) | put_signing(s, *out) |
	    put_pupils(s, *out) | put_fields(s, now, *out) |
	    put_fields(s, s->form, *out);
	return bad ? fail_nomem(s->office.h) : CTXH_OK;
}
