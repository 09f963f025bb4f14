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

static void
time_text(const struct field *f, const char *s, struct buf *out)
{
	int64_t	t;
	int	has_time;

	if (f->type == FIELD_DATE && date_parse(s, &t, NULL) == 0) {
		buf_str(out, "ngày ");
		date_words(t, out);
	} else if (f->type == FIELD_TIME && moment_parse(s, &t, &has_time,
	    NULL) == 0) {
		moment_words(t, out);
	} else {
		buf_str(out, s);
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

int
field_text(const struct filled *s, const struct field *f, const ctxh_value *v,
    struct buf *out)
{
	if (f->type == FIELD_STUDENT)
		cast_words(&s->cast, out);
	else if (ctxh_value_kind(v) == CTXH_NULL)
		return CTXH_OK;
	else if (f->type == FIELD_AGENCY && ctxh_value_str(v) != NULL)
		agency_text(s, v, out);
	else if ((f->type == FIELD_TIME || f->type == FIELD_DATE) &&
	    ctxh_value_str(v) != NULL)
		time_text(f, ctxh_value_str(v), out);
	else if (f->type == FIELD_TEXT && ctxh_value_str(v) != NULL)
		buf_str(out, ctxh_value_str(v));
	else if (f->type == FIELD_INT && ctxh_value_num(v) >= THOUSANDS)
		number_words((int64_t)ctxh_value_num(v), out);
	else if (f->type == FIELD_TEXTS)
		texts_text(v, out);
	else
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

/* ---- what may be shown to whom it is printed for ---- */

/* What is told of another one, or by somebody who spoke of him. */
static int
is_left_out(const struct cast *c, const struct field *f)
{
	return f->about == ABOUT_INFORMANT ||
	    (f->about == ABOUT_SUBJECT && !c->own_subject);
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
		if (rc == CTXH_OK && push(*out, one) != 0)
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
	char		 number[64];
	size_t		 n = on != NULL ? strcspn(on, " ,;") : 0;
	int		 bad = 0;

	if (letter != NULL)
		bad |= put_text(fields, "letter_no", letter);
	if (n > 0 && n < sizeof(number) && memchr(on, '/', n) != NULL) {
		memcpy(number, on, n);
		number[n] = '\0';
		bad |= put_text(fields, "on_paper", number);
	}
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

static int
read_case_doc(struct filled *s, struct casefile *c, struct doc *d)
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
	if (d == NULL)
		return CTXH_OK;
	s->form = d->form;
	s->meta = d->meta;
	s->at = d->at;
	s->by = d->by;
	(void)snprintf(s->id, sizeof(s->id), "%s/%d", c->number, d->seq);
	return filled_fields(s, d, &s->fields);
}

/* The pupil whom it is printed for has to be on the case. */
static int
only_for(struct filled *s, int64_t only)
{
	if (only == 0)
		return CTXH_OK;
	if (!cast_only(&s->cast, only))
		return fail(s->office.h, CTXH_ENOTFOUND, T(s->office.h,
		    "that pupil is not on \"%s\"; ctxh show tells who is"),
		    s->number);
	return filled_mask(s);
}

int
filled_of_case(struct filled *s, struct casefile *c, struct doc *d,
    int64_t only)
{
	int rc = read_case_doc(s, c, d);

	return rc == CTXH_OK ? only_for(s, only) : rc;
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
	return rc == CTXH_OK ? only_for(s, only) : rc;
}

void
filled_free(struct filled *s)
{
	ctxh_value_free(s->fields);
	cast_free(&s->cast);
}
