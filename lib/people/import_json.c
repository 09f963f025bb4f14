/*
 * A row as the JSON of its version, written straight into the batch: no tree
 * and no allocation a row.  The order of the members is fixed, so that the
 * same pupil gives the same bytes.
 */
#include <stdio.h>
#include <string.h>

#include "people/import.h"
#include "people/year.h"
#include "text/date.h"
#include "text/utf8.h"

static void
json_text(struct buf *b, const char *s, size_t n)
{
	size_t i, from = 0;

	buf_byte(b, '"');
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(b, s + from, i - from);
		from = i + 1;
		if (c < 0x20)
			buf_fmt(b, "\\u%04x", c);
		else {
			buf_byte(b, '\\');
			buf_byte(b, c);
		}
	}
	buf_add(b, s + from, n - from);
	buf_byte(b, '"');
}

static void
json_key(struct buf *b, const char *key, int first)
{
	if (!first)
		buf_byte(b, ',');
	buf_byte(b, '"');
	buf_str(b, key);
	buf_add(b, "\":", 2);
}

static void
json_number(struct buf *b, const char *key, int n, int first)
{
	char	digits[16];
	char	*p = digits + sizeof(digits);
	unsigned v = (unsigned)n;

	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	json_key(b, key, first);
	buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

static void
member(struct buf *b, const struct reader *r, enum field f)
{
	if (r->value[f].len == 0)
		return;
	json_key(b, import_fields[f].id, 0);
	json_text(b, r->text.data + r->value[f].at, r->value[f].len);
}

static void
write_flags(const struct reader *r, struct buf *b)
{
	int f, first = 1;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++) {
		if (r->value[f].len == 0)
			continue;
		if (first)
			json_key(b, "flags", 0);
		buf_byte(b, first ? '[' : ',');
		json_text(b, import_fields[f].flag,
		    strlen(import_fields[f].flag));
		first = 0;
	}
	if (!first)
		buf_byte(b, ']');
}

static void
write_facts(const struct reader *r, struct buf *b)
{
	buf_byte(b, '{');
	json_number(b, "year", r->year, 1);
	member(b, r, FIELD_CLASS);
	if (r->grade >= 0)
		json_number(b, "grade", r->grade, 0);
	json_key(b, "sex", 0);
	buf_str(b, r->sex == 'f' ? "\"nu\"" : "\"nam\"");
	if (r->ethnic != NULL) {
		json_key(b, "ethnic", 0);
		json_text(b, r->ethnic, strlen(r->ethnic));
	}
	json_number(b, "born", civil_from_day(r->born).year, 0);
	json_key(b, "status", 0);
	json_text(b, r->state, strlen(r->state));
	write_flags(r, b);
	buf_byte(b, '}');
}

/* The name as it was written, where that was not tidy. */
static void
write_source(struct reader *r, struct buf *b)
{
	const struct text_span	*v = &r->value[FIELD_NAME];
	struct csv_field	 c = row_cell(r, FIELD_NAME);
	size_t			 i;

	if (c.len == v->len &&
	    memcmp(c.s, r->text.data + v->at, c.len) == 0)
		return;
	buf_reset(&r->scratch);
	(void)utf8_nfc(c.s, c.len, &r->scratch);
	if (r->columns.of[FIELD_NAME] < 0) {
		c = row_cell(r, FIELD_SURNAME);
		(void)utf8_nfc(c.s, c.len, &r->scratch);
		if (r->scratch.len > 0)
			buf_byte(&r->scratch, ' ');
		c = row_cell(r, FIELD_GIVEN);
		(void)utf8_nfc(c.s, c.len, &r->scratch);
	}
	i = r->scratch.len;
	if (i == 0 || (i == v->len && memcmp(r->scratch.data,
	    r->text.data + v->at, i) == 0))
		return;
	json_key(b, "name_source", 0);
	json_text(b, r->scratch.data, i);
}

static void
write_codes(const struct reader *r, struct buf *b)
{
	static const enum field fields[] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL, [CODE_NAME] = FIELD_NONE,
	};
	int kind, first = 1;

	json_key(b, "codes", 0);
	buf_byte(b, '{');
	for (kind = 0; kind < CODE_KINDS; kind++) {
		const struct text_span *v = &r->value[fields[kind]];

		if (v->len == 0)
			continue;
		json_key(b, code_name((enum code_kind)kind), first);
		json_text(b, r->text.data + v->at, v->len);
		first = 0;
	}
	buf_byte(b, '}');
}

/* What a flag's cell says beyond yes. */
static int
says_more(const struct reader *r, enum field f)
{
	const char *s = r->text.data + r->value[f].at;

	return r->value[f].len > 1 && strcmp(s, "có") != 0 &&
	    strcmp(s, "Có") != 0 && strcmp(s, "CÓ") != 0;
}

static void
write_person(struct reader *r, struct buf *b)
{
	char	day[11];
	int	f;

	buf_byte(b, '{');
	json_key(b, "name", 1);
	json_text(b, r->text.data + r->value[FIELD_NAME].at,
	    r->value[FIELD_NAME].len);
	write_source(r, b);
	(void)date_format(r->born, day);
	json_key(b, "born", 0);
	json_text(b, day, strlen(day));
	write_codes(r, b);
	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++)
		if (says_more(r, (enum field)f))
			member(b, r, (enum field)f);
	if (strcmp(r->state, "khac") == 0)
		member(b, r, FIELD_STATUS);
	for (f = FIELD_TEXTS; f < FIELD_COUNT; f++)
		member(b, r, (enum field)f);
	buf_byte(b, '}');
}

void
row_write(struct reader *r, struct record *rec, struct buf *text)
{
	rec->facts = text->len;
	write_facts(r, text);
	rec->facts_len = text->len - rec->facts;
	buf_byte(text, '\0');
	rec->person = text->len;
	write_person(r, text);
	rec->person_len = text->len - rec->person;
	buf_byte(text, '\0');
}
