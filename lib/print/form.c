/* A form as a sheet: its fields in their order, filled in or to be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

#define BOXES_MAX	14	/* choices that have a box each */
#define ROWS_EMPTY	4	/* of a table that is to be filled in */
#define SENSITIVE	"Tài liệu chứa dữ liệu cá nhân nhạy cảm - hạn chế phổ biến"

/* ---- a table of levels: Cao, Trung bình, Thấp are counted ---- */

/* How many fields from f on have the same levels and no heading between. */
static size_t
levels_run(const struct form *form, const struct field *f)
{
	const struct field	*end = form->set.list + form->set.count, *g;

	if (f->type != FIELD_CODE || strcmp(f->codes->id, "level") != 0)
		return 0;
	for (g = f + 1; g < end && g->codes == f->codes &&
	    g->type == FIELD_CODE && g->heading.vi == NULL; g++)
		;
	return g - f > 1 ? (size_t)(g - f) : 0;
}

static void
level_row(const struct filled *s, struct paper *p, struct block *b,
    const struct field *f, int *counts)
{
	const char	*code = ctxh_value_str(filled_value(s, f->id));
	size_t		 i;
	int		 is;

	block_row(p, b, 0);
	block_cell(p, b, f->label.vi);
	for (i = 0; i < f->codes->count; i++) {
		is = code != NULL && strcmp(f->codes->list[i].code, code) == 0;
		counts[i] += is;
		block_cell(p, b, is ? "x" : "");
	}
}

static int
levels_table(const struct filled *s, struct paper *p, const struct field *f,
    size_t n)
{
	struct block	*b = paper_table(p, NULL);
	int		*counts;
	char		 text[16];
	size_t		 i;

	if ((counts = calloc(f->codes->count, sizeof(*counts))) == NULL)
		return fail_nomem(s->office.h);
	block_column(p, b, "Nội dung", 5, PAPER_LEFT);
	for (i = 0; i < f->codes->count; i++)
		block_column(p, b, f->codes->list[i].label.vi, 1,
		    PAPER_MIDDLE);
	for (i = 0; i < n; i++)
		level_row(s, p, b, f + i, counts);
	block_row(p, b, PAPER_TOTAL);
	block_cell(p, b, "Tổng số");
	for (i = 0; i < f->codes->count; i++) {
		(void)snprintf(text, sizeof(text), "%d", counts[i]);
		block_cell(p, b, s->fields != NULL ? text : "");
	}
	free(counts);
	return CTXH_OK;
}

/* ---- tables of items ---- */

/* A column of a list: the wider the more is written there. */
static double
column_weight(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT:
		return 2.2;
	case FIELD_CODE:
		return 1.6;
	default:
		return 1.2;
	}
}

/* Whether an item has it, or the table is empty. */
static int
is_used(const struct field *f, const ctxh_value *items)
{
	const ctxh_value *item;

	if (ctxh_value_count(items) == 0)
		return f->required || f->type == FIELD_TEXT ||
		    f->type == FIELD_DATE;
	VALUE_EACH(item, items)
		if (ctxh_value_kind(ctxh_value_get(item, f->id)) != CTXH_NULL)
			return 1;
	return f->required;
}

static int
item_row(const struct filled *s, struct paper *p, struct block *b,
    const struct field *list, const ctxh_value *items,
    const ctxh_value *item, size_t n)
{
	const struct field	*f;
	struct buf		 text = { 0 };
	char			 no[24];

	(void)snprintf(no, sizeof(no), "%zu", n);
	block_row(p, b, 0);
	block_cell(p, b, no);
	EACH(f, list->set.list, list->set.count) {
		if (!is_used(f, items))
			continue;
		buf_reset(&text);
		(void)item_text(s, f, ctxh_value_get(item, f->id), &text);
		block_cell(p, b, text.len > 0 ? text.data : "");
	}
	buf_free(&text);
	return buf_failed(&text) ? fail_nomem(s->office.h) : CTXH_OK;
}

static int
items_table(const struct filled *s, struct paper *p, const struct field *list)
{
	const ctxh_value	*items = filled_value(s, list->id), *item;
	const struct field	*f;
	struct block		*b = paper_table(p, list->label.vi);
	size_t			 n = 0;
	int			 rc = CTXH_OK;

	block_column(p, b, "TT", 0.5, PAPER_MIDDLE);
	EACH(f, list->set.list, list->set.count)
		if (is_used(f, items))
			block_column(p, b, f->label.vi, column_weight(f),
			    f->type == FIELD_INT ? PAPER_RIGHT : PAPER_LEFT);
	VALUE_EACH(item, items)
		if (rc == CTXH_OK)
			rc = item_row(s, p, b, list, items, item, ++n);
	while (rc == CTXH_OK && n < (items == NULL ? ROWS_EMPTY : 0))
		rc = item_row(s, p, b, list, items, NULL, ++n);
	return rc;
}

/* ---- the pupils of an intake ---- */

static void
person_row(const struct filled *s, struct paper *p, struct block *b,
    const struct person_shown *who, size_t n)
{
	struct buf	text = { 0 };
	char		no[24];

	(void)snprintf(no, sizeof(no), "%zu", n);
	block_row(p, b, 0);
	block_cell(p, b, no);
	if (who != NULL)
		person_words(&s->cast, who, &text);
	block_cell(p, b, text.len > 0 ? text.data : "");
	block_cell(p, b, who != NULL && who->role_words != NULL ?
	    who->role_words : "");
	buf_free(&text);
}

static void
persons_table(const struct filled *s, struct paper *p)
{
	const struct person_shown	*who;
	struct block			*b = paper_table(p, NULL);
	size_t				 n = 0;

	block_column(p, b, "TT", 0.4, PAPER_MIDDLE);
	block_column(p, b, "Họ và tên, lớp, ngày sinh, giới tính", 4,
	    PAPER_LEFT);
	block_column(p, b, "Vai trò", 1.6, PAPER_LEFT);
	EACH(who, s->cast.list, s->cast.n)
		person_row(s, p, b, who, ++n);
	while (s->fields == NULL && n < 2)
		person_row(s, p, b, NULL, ++n);
}

/* ---- other fields ---- */

/* Boxes have the order of the form: where a field is filled in by order, its
 * label says so, and the choices are numbered.  0: not to be numbered. */
static int
place_of(const struct field *f, const ctxh_value *chosen, const char *code)
{
	const ctxh_value	*v;
	int			 n = 0;

	if (strstr(f->label.vi, "thứ tự") == NULL ||
	    ctxh_value_count(chosen) < 2)
		return 0;
	VALUE_EACH(v, chosen) {
		n++;
		if (ctxh_value_str(v) != NULL &&
		    strcmp(ctxh_value_str(v), code) == 0)
			return n;
	}
	return 0;
}

static void
boxes(const struct filled *s, struct paper *p, const struct field *f)
{
	const ctxh_value	*v = filled_value(s, f->id);
	struct block		*b = paper_choices(p, f->label.vi);
	const struct code	*c;
	const char		*code = ctxh_value_str(v);
	struct buf		 label = { 0 };
	int			 place;

	EACH(c, f->codes->list, f->codes->count) {
		buf_reset(&label);
		buf_str(&label, c->label.vi);
		if ((place = place_of(f, v, c->code)) > 0)
			buf_fmt(&label, " (%d)", place);
		block_choice(p, b, label.data, (code != NULL &&
		    strcmp(code, c->code) == 0) || list_has(v, c->code));
	}
	buf_free(&label);
}

static void
yes_or_no(const struct filled *s, struct paper *p, const struct field *f)
{
	const ctxh_value	*v = filled_value(s, f->id);
	struct block		*b = paper_choices(p, f->label.vi);

	block_choice(p, b, "Có", ctxh_value_is_true(v));
	block_choice(p, b, "Không", v != NULL && !ctxh_value_is_true(v));
}

/* What is to be written by hand where nothing is filled in. */
static const char *
blank_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_TIME:
		return "..... giờ ..... phút, ngày ..... tháng ..... năm "
		    "..........";
	case FIELD_DATE:
		return "ngày ..... tháng ..... năm ..........";
	default:
		return NULL;
	}
}

/* A narrative is given lines to write on, a name one. */
static unsigned
room_of(const struct field *f)
{
	return (f->type == FIELD_TEXT && f->person &&
	    f->about == ABOUT_MATTER) || f->type == FIELD_TEXTS ||
	    (f->about == ABOUT_SUBJECT && f->type == FIELD_TEXT &&
	    strchr(f->id, '_') == NULL) ? PAPER_LONG : 0;
}

static int
plain_field(const struct filled *s, struct paper *p, const struct field *f)
{
	struct buf	text = { 0 };
	int		rc;

	if ((rc = field_text(s, f, filled_value(s, f->id), &text)) == CTXH_OK)
		paper_field(p, room_of(f), f->label.vi, text.len > 0 ?
		    text.data : blank_of(f));
	buf_free(&text);
	return rc;
}

static int
one_field(const struct filled *s, struct paper *p, const struct field *f)
{
	switch (f->type) {
	case FIELD_BOOL:
		yes_or_no(s, p, f);
		return CTXH_OK;
	case FIELD_CODE:
	case FIELD_CODES:
		if (f->codes->count > BOXES_MAX)
			return plain_field(s, p, f);
		boxes(s, p, f);
		return CTXH_OK;
	case FIELD_LIST:
		if (strcmp(f->id, "students") != 0)
			return items_table(s, p, f);
		persons_table(s, p);
		return CTXH_OK;
	default:
		return plain_field(s, p, f);
	}
}

static int
all_fields(const struct filled *s, struct paper *p)
{
	const struct field	*f, *end = s->form->set.list +
	    s->form->set.count;
	size_t			 run;
	int			 rc = CTXH_OK;

	for (f = s->form->set.list; rc == CTXH_OK && f < end;
	    f += run > 0 ? run : 1) {
		if (f->heading.vi != NULL)
			paper_heading(p, 2, f->heading.vi);
		run = levels_run(s->form, f);
		rc = run > 0 ? levels_table(s, p, f, run) :
		    one_field(s, p, f);
	}
	return rc;
}

/* ---- the sheet ---- */

/* "Mẫu số 01 (Thông tư 33/2018/TT-BGDĐT)" */
static void
title(const struct filled *s, struct paper *p)
{
	struct block	*b;
	struct buf	 text = { 0 };

	capitals(s->form->title.vi, &text);
	b = paper_title(p, text.data);
	if (s->number[0] != '\0') {
		buf_reset(&text);
		buf_fmt(&text, "%s %s", s->of != NULL ? "Vụ việc" : "Số",
		    s->number);
		block_line(p, b, text.data);
	}
	if (s->form->number != NULL) {
		buf_reset(&text);
		/* "Mẫu số 01 (TT 33/2018)" has brackets already. */
		buf_fmt(&text, strchr(s->form->number, '(') == NULL ?
		    "(%s - %s)" : "%s - %s", s->form->number,
		    s->office.rules->basis);
		paper_paragraph(p, PAPER_CENTER | PAPER_ITALIC | PAPER_SMALL,
		    text.data);
	}
	buf_free(&text);
}

int
print_warning(const struct filled *s, struct paper *p)
{
	if (s->cast.names && s->cast.n > 0)
		paper_paragraph(p, PAPER_WARNING | PAPER_SMALL, SENSITIVE);
	return CTXH_OK;
}

/* Other forms of a case say whom it is about; an intake has a table of them,
 * and some forms a field. */
static int
subjects(const struct filled *s, struct paper *p)
{
	const struct field	*f;
	struct buf		 text = { 0 };

	EACH(f, s->form->set.list, s->form->set.count)
		if (f->type == FIELD_STUDENT || strcmp(f->id, "students") == 0)
			return CTXH_OK;
	if (s->cast.n == 0 && (s->fields != NULL ||
	    s->form->needs_case == FORM_CASE_NONE))
		return CTXH_OK;
	cast_words(&s->cast, &text);
	paper_field(p, 0, "Người học", text.len > 0 ? text.data : NULL);
	buf_free(&text);
	return CTXH_OK;
}

static int
sign(const struct filled *s, struct paper *p)
{
	const struct print	*how = &s->form->print;
	struct signing		 who = {
		.maker = how->maker != NULL || how->head ? how->maker :
		    "Người lập", .head = how->head,
		.maker_name = s->cast.names ? office_member(&s->office,
		    s->by) : NULL,
	};

	return office_sign(&s->office, p, &who);
}

int
print_sheet(struct filled *s, struct paper *p)
{
	struct buf	number = { 0 };
	int64_t		day;
	int		rc;

	if ((rc = filled_day(s, &day)) == CTXH_OK)
		rc = office_head(&s->office, p, filled_number(s, &number),
		    s->form->print.symbol, NULL, day);
	buf_free(&number);
	if (rc != CTXH_OK)
		return rc;
	title(s, p);
	if ((rc = print_warning(s, p)) == CTXH_OK &&
	    (rc = subjects(s, p)) == CTXH_OK &&
	    (rc = all_fields(s, p)) == CTXH_OK)
		rc = sign(s, p);
	return rc;
}
