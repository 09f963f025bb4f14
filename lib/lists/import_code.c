/* Ids and phone numbers, and what spreadsheets make of them. */
#include <string.h>

#include "lists/import.h"
#include "text/date.h"

/* 3.8203E+10: what a spreadsheet made of a long number. */
static int
is_scientific(const char *s)
{
	size_t	n = digits_of(s);
	int	point;

	if (n == 0)
		return 0;
	s += n;
	point = *s == '.' || *s == ',';
	if (point)
		s += 1 + digits_of(s + 1);
	if (*s != 'E' && *s != 'e')
		return 0;
	if (*++s == '+')
		point = 1, s++;
	return point && *s != '\0' && s[digits_of(s)] == '\0';
}

/* A number kept as text: without the apostrophe that made it text. */
static void
take_number(struct reader *r, enum field f)
{
	struct text_span *v = &r->value[f];

	row_take(r, f);
	if (v->len > 1 && row_value(r, f)[0] == '\'') {
		v->at++;
		v->len--;
		row_warn(r, WARN_APOSTROPHE, f, T(r->h, "an apostrophe before "
		    "a number was taken off"));
	}
	if (is_scientific(row_value(r, f)))
		row_error(r, f, T(r->h, "number in scientific notation: "
		    "\"%s\"; format the column as text and enter it again"),
		    row_value(r, f));
}

/* Replaces a value by zeros and itself. */
static void
prepend_zeros(struct reader *r, enum field f, size_t zeros)
{
	struct text_span *v = &r->value[f];
	char		 digits[PERSONAL_DIGITS + 1];
	size_t		 at = r->text.len, i;

	memcpy(digits, row_value(r, f), v->len);
	for (i = 0; i < zeros; i++)
		buf_byte(&r->text, '0');
	buf_add(&r->text, digits, v->len);
	buf_byte(&r->text, '\0');
	v->at = at;
	v->len += zeros;
}

static void
take_personal(struct reader *r)
{
	enum field	f = FIELD_PERSONAL;
	size_t		n;

	take_number(r, f);
	n = r->value[f].len;
	if (n == 0 || r->rec->bad)
		return;
	if (digits_of(row_value(r, f)) == n && n >= 9 && n < PERSONAL_DIGITS) {
		prepend_zeros(r, f, PERSONAL_DIGITS - n);
		row_warn(r, WARN_ZEROS, f, T(r->h, "leading zeros were "
		    "restored: \"%s\""), row_value(r, f));
	} else if (digits_of(row_value(r, f)) != n || n != PERSONAL_DIGITS)
		row_warn(r, WARN_DIGITS, f, T(r->h, "not 12 digits: \"%s\""),
		    row_value(r, f));
}

void
row_take_phone(struct reader *r, enum field f)
{
	take_number(r, f);
	if (r->value[f].len == 9 && digits_of(row_value(r, f)) == 9 &&
	    row_value(r, f)[0] != '0') {
		prepend_zeros(r, f, 1);
		row_warn(r, WARN_PHONE_ZERO, f, T(r->h, "the leading zero of "
		    "a phone number was restored: \"%s\""), row_value(r, f));
	}
}

size_t
code_column(const struct reader *r, enum code_kind kind)
{
	static const enum field fields[CODE_KINDS] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL, [CODE_NAME] = FIELD_NAME,
	};

	return row_column(r, fields[kind]);
}

static void
add_code(struct reader *r, enum code_kind kind, enum field f,
    struct buf *text)
{
	struct record		*rec = r->rec;
	struct record_code	*c = &rec->codes[rec->ncodes++];

	c->kind = kind;
	c->column = code_column(r, kind);
	c->at = text->len;
	c->len = r->value[f].len;
	buf_add(text, row_value(r, f), c->len);
}

/* The name and the day of birth as an id. */
static void
add_name_code(struct reader *r, struct buf *text)
{
	struct text_span *v = &r->value[FIELD_NONE];
	char		  day[11];

	civil_format(r->birth, day);
	v->at = r->text.len;
	/* Room first: the name stands in the same buffer. */
	buf_reset(&r->scratch);
	buf_add(&r->scratch, row_value(r, FIELD_NAME), r->value[FIELD_NAME].len);
	buf_byte(&r->scratch, ' ');
	buf_str(&r->scratch, day);
	v->len = r->scratch.len;
	buf_add(&r->text, r->scratch.data, r->scratch.len + 1);
	add_code(r, CODE_NAME, FIELD_NONE, text);
}

void
row_add_codes(struct reader *r, struct buf *text)
{
	static const enum field fields[] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL,
	};
	int kind;

	if (r->columns.key == CODE_NAME)
		add_name_code(r, text);
	for (kind = CODE_MOET; kind <= CODE_PERSONAL; kind++)
		if (r->value[fields[kind]].len > 0)
			add_code(r, (enum code_kind)kind, fields[kind], text);
}

/* Whether another id than that of the key stands in the row, and will do. */
static int
has_other_id(const struct reader *r)
{
	return r->kind->any_id && r->value[FIELD_MOET].len +
	    r->value[FIELD_SCHOOL].len + r->value[FIELD_PERSONAL].len > 0;
}

void
row_take_codes(struct reader *r)
{
	static const enum field fields[] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL,
	};
	enum code_kind key = r->columns.key;

	if (r->columns.of[FIELD_MOET] >= 0)
		take_number(r, FIELD_MOET);
	if (r->columns.of[FIELD_SCHOOL] >= 0)
		take_number(r, FIELD_SCHOOL);
	if (r->columns.of[FIELD_PERSONAL] >= 0)
		take_personal(r);
	if (key != CODE_NAME && r->value[fields[key]].len == 0 &&
	    !has_other_id(r))
		row_error(r, fields[key], T(r->h, "no id in column \"%s\""),
		    student_fields[fields[key]].label);
}
