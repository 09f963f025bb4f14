/* A document filled in, as it may be shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/view.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"

#define THOUSANDS	10000	/* from here on a number has dots */

const ctxh_value *
filled_value(const struct filled *s, const char *id)
{
	const ctxh_value *v = ctxh_value_get(s->fields, id);

	return ctxh_value_kind(v) == CTXH_NULL ? NULL : v;
}

/* In a register days are written down, of which the hour is not known. */
static int
is_day(const struct filled *s, int64_t at)
{
	return s->of == NULL && at == day_start(day_of(at));
}

static void
time_text(const struct filled *of, const struct field *f, const char *s,
    struct buf *out)
{
	int64_t	t;
	int	has_time;

	if (f->type == FIELD_DATE && date_parse(s, &t, NULL) == 0) {
		buf_str(out, "ngày ");
		date_words(t, out);
	} else if (f->type != FIELD_TIME || moment_parse(s, &t, &has_time,
	    NULL) != 0) {
		buf_str(out, s);
	} else if (is_day(of, t)) {
		buf_str(out, "ngày ");
		date_words(day_of(t), out);
	} else {
		moment_words(t, out);
	}
}

/* What the agency was called on the day. */
static void
agency_text(const struct filled *s, const ctxh_value *v, struct buf *out)
{
	const char		*name = get_text(s->meta, "agency_name");
	const struct agency	*a;

	if (name == NULL && (a = agency_find(s->office.h,
	    ctxh_value_str(v))) != NULL)
		name = a->name;
	buf_str(out, name != NULL ? name : ctxh_value_str(v));
}

/* A mentor is kept by his handle; on paper he has a name. */
static const char *
staff_name(const struct filled *s, const struct field *f, const char *handle)
{
	const char *name = s->cast.names && strcmp(f->id, "mentor") == 0 ?
	    office_member(&s->office, handle) : NULL;

	return name != NULL ? name : handle;
}

static void
texts_text(const ctxh_value *list, struct buf *out)
{
	const ctxh_value	*v;
	const char		*between = "";

	VALUE_EACH(v, list) {
		buf_fmt(out, "%s%s", between, ctxh_value_str(v) != NULL ?
		    ctxh_value_str(v) : "");
		between = "\n";
	}
}

/* The one whom a document names of those of the case. */
static struct person_shown *
pupil_of(const struct filled *s)
{
	return cast_find(&s->cast, (int64_t)ctxh_value_num(ctxh_value_first(
	    ctxh_value_get(s->meta, "students"))));
}

static void
pupil_text(const struct filled *s, struct buf *out)
{
	const struct person_shown *p = pupil_of(s);

	if (p != NULL)
		person_words(&s->cast, p, out);
	else
		cast_words(&s->cast, out);
}

int
field_text(const struct filled *s, const struct field *f, const ctxh_value *v,
    struct buf *out)
{
	if (f->type == FIELD_STUDENT)
		pupil_text(s, out);
	else if (ctxh_value_kind(v) == CTXH_NULL)
		return CTXH_OK;
	else if (f->type == FIELD_AGENCY && ctxh_value_str(v) != NULL)
		agency_text(s, v, out);
	else if ((f->type == FIELD_TIME || f->type == FIELD_DATE) &&
	    ctxh_value_str(v) != NULL)
		time_text(s, f, ctxh_value_str(v), out);
	else if (f->type == FIELD_TEXT && ctxh_value_str(v) != NULL)
		buf_str(out, staff_name(s, f, ctxh_value_str(v)));
	else if (f->type == FIELD_INT && ctxh_value_num(v) >= THOUSANDS)
		number_words((int64_t)ctxh_value_num(v), out);
	else if (f->type == FIELD_TEXTS)
		texts_text(v, out);
	else
		field_words(f, v, out);
	return buf_failed(out) ? fail_nomem(s->office.h) : CTXH_OK;
}

int
item_text(const struct filled *s, const struct field *f, const ctxh_value *v,
    struct buf *out)
{
	if (f->type == FIELD_INT && ctxh_value_kind(v) == CTXH_NUMBER)
		return field_text(s, f, v, out);
	field_words(f, v, out);
	return buf_failed(out) ? fail_nomem(s->office.h) : CTXH_OK;
}

int
filled_text(const struct filled *s, const char *id, struct buf *out)
{
	const struct field *f = form_field(s->form, id);

	return f != NULL ? field_text(s, f, ctxh_value_get(s->fields, id),
	    out) : CTXH_OK;
}

/* "15/QĐ-THCS, ngày 09/10/2023" begins with the number that it has on paper. */
static void
number_on_paper(const char *s, struct buf *out)
{
	size_t n = s != NULL ? strcspn(s, " ,;") : 0;

	if (n > 0 && memchr(s, '/', n) != NULL)
		buf_add(out, s, n);
}

const char *
filled_number(const struct filled *s, struct buf *out)
{
	const struct field	*f = form_field(s->form, "number");
	const char		*given = NULL;

	switch (s->form->print.shape) {
	case PRINT_LETTER:
		given = ctxh_value_str(filled_value(s, "letter_no"));
		break;
	case PRINT_DECISION:
		number_on_paper(ctxh_value_str(filled_value(s, "on_paper")),
		    out);
		given = out->data;
		break;
	default:
		/* A register's document with a number has it as a field. */
		if (f != NULL && f->type == FIELD_TEXT)
			given = ctxh_value_str(filled_value(s, "number"));
	}
	return office_number(&s->office, given);
}

int
filled_day(const struct filled *s, int64_t *day)
{
	const char	*date = s->form->print.shape == PRINT_LETTER ?
	    ctxh_value_str(filled_value(s, "letter_date")) : NULL;
	int64_t		 given = s->at >= 0 ? day_of(s->at) : -1, on;

	if (date != NULL && text_day(date, &on) == 0)
		given = on;
	return office_day(&s->office, given, day);
}

/* ---- what may be shown to whom it is printed for ---- */

/* What is told of another one, or by somebody who spoke of him. */
static int
is_left_out(const struct cast *c, const struct field *f)
{
	return f->about == ABOUT_INFORMANT ||
	    (f->about == ABOUT_SUBJECT && !c->own_subject) ||
	    (c->of_other && (f->type == FIELD_TEXT ||
	    f->type == FIELD_TEXTS));
}

/* A consent, say, of another one of the case. */
static int
is_of_other(const struct filled *s)
{
	const struct field		*f;
	const struct person_shown	*p;

	EACH(f, s->form->set.list, s->form->set.count)
		if (f->type == FIELD_STUDENT)
			return (p = pupil_of(s)) != NULL && p->masked;
	return 0;
}

static int
mask_text(ctxh *h, const struct cast *c, const ctxh_value *v,
    ctxh_value **out)
{
	struct buf	masked = { 0 };
	int		rc;

	*out = NULL;
	if (ctxh_value_kind(v) != CTXH_TEXT) {
		*out = ctxh_value_copy(v);
		return *out != NULL ? CTXH_OK : fail_nomem(h);
	}
	if ((rc = cast_mask(h, c, ctxh_value_str(v), &masked)) == CTXH_OK &&
	    (*out = ctxh_value_text(masked.data != NULL ? masked.data :
	    "")) == NULL)
		rc = fail_nomem(h);
	buf_free(&masked);
	return rc;
}

static int mask_fields(ctxh *, const struct cast *, const struct fieldset *,
	    const ctxh_value *, ctxh_value **);

static int
mask_list(ctxh *h, const struct cast *c, const struct field *f,
    const ctxh_value *list, ctxh_value **out)
{
	const ctxh_value	*item;
	ctxh_value		*one;
	int			 rc = CTXH_OK;

	if ((*out = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	VALUE_EACH(item, list) {
		rc = f->type == FIELD_LIST ? mask_fields(h, c, &f->set, item,
		    &one) : mask_text(h, c, item, &one);
		if (rc != CTXH_OK)
			ctxh_value_free(one);
		else if (push(*out, one) != 0)
			rc = fail_nomem(h);
		if (rc != CTXH_OK)
			break;
	}
	return rc;
}

/* Free text alone can name somebody; codes and dates cannot. */
static int
mask_fields(ctxh *h, const struct cast *c, const struct fieldset *set,
    const ctxh_value *fields, ctxh_value **out)
{
	const struct field	*f;
	const ctxh_value	*v;
	ctxh_value		*shown;
	int			 rc = CTXH_OK;

	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	EACH(f, set->list, set->count) {
		v = ctxh_value_get(fields, f->id);
		if (v == NULL || is_left_out(c, f))
			continue;
		if (f->type == FIELD_TEXT)
			rc = mask_text(h, c, v, &shown);
		else if (f->type == FIELD_TEXTS || f->type == FIELD_LIST)
			rc = mask_list(h, c, f, v, &shown);
		else
			shown = ctxh_value_copy(v);
		if (put(*out, f->id, shown) != 0 && rc == CTXH_OK)
			rc = fail_nomem(h);
		if (rc != CTXH_OK)
			break;
	}
	return rc;
}

int
filled_mask(struct filled *s)
{
	ctxh_value	*shown = NULL;
	int		 rc;

	if (s->cast.only == 0 || s->fields == NULL)
		return CTXH_OK;
	s->cast.of_other = is_of_other(s);
	rc = mask_fields(s->office.h, &s->cast, &s->form->set, s->fields,
	    &shown);
	ctxh_value_free(s->fields);
	s->fields = shown;
	return rc;
}

/* ---- reading it ---- */

/* The number that the office gave names nobody, so it is shown with or without
 * names. */
static int
put_number(const ctxh_value *person, ctxh_value *fields)
{
	const char	*letter = get_text(person, "letter_no");
	const char	*on = get_text(person, "on_paper");
	struct buf	 number = { 0 };
	int		 bad = 0;

	if (letter != NULL && strpbrk(letter, " ,;") == NULL)
		bad |= put_text(fields, "letter_no", letter);
	number_on_paper(on, &number);
	if (number.len > 0)
		bad |= put_text(fields, "on_paper", number.data);
	bad |= buf_failed(&number);
	buf_free(&number);
	return bad;
}

int
filled_fields(const struct filled *s, struct doc *d, ctxh_value **out)
{
	ctxh	*h = s->office.h;
	int	 rc;

	*out = NULL;
	if (s->cast.names)
		return doc_fields(h, d, out);
	if ((rc = doc_open_person(h, d)) == CTXH_OK &&
	    (rc = form_join(h, d->form, d->fields, NULL, out)) == CTXH_OK &&
	    put_number(d->person, *out) != 0)
		rc = fail_nomem(h);
	return rc;
}

/* Of a document without a case it is the document that says what a case's
 * first one does: whom it is of, and by which rule set. */
static int
read_loose(struct filled *s, const struct doc *d)
{
	const ctxh_value	*v;
	ctxh			*h = s->office.h;
	int64_t			 number;
	int			 rc;

	VALUE_EACH(v, ctxh_value_get(d->meta, "students")) {
		number = (int64_t)ctxh_value_num(v);
		if (number > 0 && cast_find(&s->cast, number) == NULL &&
		    (rc = cast_add_pupil(h, &s->cast, number)) != CTXH_OK)
			return rc;
	}
	s->office.rules = rules_named(h, get_text(d->meta, "rules"));
	return s->office.rules != NULL ? CTXH_OK : rulebook_load(h);
}

static int
read_case(struct filled *s, struct casefile *c)
{
	struct doc	*intake = NULL, *i;
	int		 rc;

	EACH(i, c->docs, c->n)
		if (!i->superseded && i->form->needs_case == FORM_CASE_NEW)
			intake = i;
	if (intake != NULL && (rc = cast_of_intake(s->office.h, &s->cast,
	    intake)) != CTXH_OK)
		return rc;
	s->of = c;
	s->office.rules = c->rules;
	(void)snprintf(s->number, sizeof(s->number), "%s", c->number);
	return CTXH_OK;
}

static int
read_case_doc(struct filled *s, struct casefile *c, struct doc *d)
{
	int rc;

	if ((rc = c->id != 0 ? read_case(s, c) : read_loose(s, d)) !=
	    CTXH_OK || d == NULL)
		return rc;
	s->form = d->form;
	s->meta = d->meta;
	s->at = d->at;
	s->by = d->by;
	(void)snprintf(s->id, sizeof(s->id), "%s/%d", c->id != 0 ? c->number :
	    LOOSE, d->seq);
	return filled_fields(s, d, &s->fields);
}

/* Whether it is his; then who is masked for him, but those whom only another
 * version names. */
static int
only_for(struct filled *s, int64_t only)
{
	s->not_his = !cast_only(&s->cast, only);
	return s->not_his ? CTXH_OK : cast_add_past(s->office.h, &s->cast);
}

static int
mask_case(struct filled *s, struct casefile *c, const struct doc *of)
{
	ctxh		*h = s->office.h;
	struct doc	*d;
	int		 rc = CTXH_OK;

	EACH(d, c->docs, c->n) {
		if (rc != CTXH_OK)
			break;
		if (c->id != 0 && d->form->needs_case == FORM_CASE_NEW)
			rc = cast_add_others(h, &s->cast, d);
		else if (c->id == 0 && d->root == of->root)
			rc = cast_add_gone(h, &s->cast, ctxh_value_get(d->meta,
			    "students"));
	}
	return rc == CTXH_OK ? filled_mask(s) : rc;
}

int
filled_of_case(struct filled *s, struct casefile *c, struct doc *d,
    int64_t only)
{
	int rc = read_case_doc(s, c, d);

	if (rc != CTXH_OK || only == 0 ||
	    (rc = only_for(s, only)) != CTXH_OK || s->not_his)
		return rc;
	return mask_case(s, c, d);
}

static int
mask_entry(struct filled *s, const struct entry *e)
{
	const struct entry_doc	*d;
	int			 rc = CTXH_OK;

	EACH(d, e->docs, e->n)
		if (rc == CTXH_OK)
			rc = cast_add_gone(s->office.h, &s->cast,
			    ctxh_value_get(d->meta, "students"));
	return rc == CTXH_OK ? filled_mask(s) : rc;
}

int
filled_of_entry(struct filled *s, struct entry *e, struct entry_doc *d,
    int64_t only)
{
	const ctxh_value	*v;
	ctxh			*h = s->office.h;
	int			 rc;

	VALUE_EACH(v, ctxh_value_get(d->meta, "students"))
		if (ctxh_value_num(v) > 0 && (rc = cast_add_pupil(h, &s->cast,
		    (int64_t)ctxh_value_num(v))) != CTXH_OK)
			return rc;
	if (s->cast.n == 0 && e->student != 0 &&
	    (rc = cast_add_pupil(h, &s->cast, e->student)) != CTXH_OK)
		return rc;
	if (s->cast.names && (rc = entry_open_person(h, d)) != CTXH_OK)
		return rc;
	entry_number(e->kind, e->id, s->number);
	(void)snprintf(s->id, sizeof(s->id), "%.24s/%d", s->number, d->seq);
	s->form = d->form;
	s->meta = d->meta;
	s->at = d->at;
	s->by = d->by;
	rc = form_join(h, d->form, d->fields, s->cast.names ? d->person :
	    NULL, &s->fields);
	if (rc != CTXH_OK || only == 0 ||
	    (rc = only_for(s, only)) != CTXH_OK || s->not_his)
		return rc;
	return mask_entry(s, e);
}

void
filled_free(struct filled *s)
{
	ctxh_value_free(s->fields);
	cast_free(&s->cast);
}
