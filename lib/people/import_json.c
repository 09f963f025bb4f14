/*
 * A row as the JSON of its version, written straight into the batch: no tree
 * and no allocation a row.  The order of the members is fixed, so that the
 * same pupil gives the same bytes.
 */
#include <string.h>

#include "people/import.h"
#include "text/date.h"
#include "text/tcvn3.h"
#include "text/utf8.h"

/* How much of a text needs no escape. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == '"' || s[i] == '\\')
			break;
	return i;
}

static void
json_text(struct buf *b, const char *s, size_t n)
{
	size_t run;

	buf_byte(b, '"');
	for (;;) {
		run = plain_run(s, n);
		buf_add(b, s, run);
		if (run == n)
			break;
		if ((unsigned char)s[run] < 0x20)
			buf_fmt(b, "\\u%04x", (unsigned char)s[run]);
		else {
			buf_byte(b, '\\');
			buf_byte(b, s[run]);
		}
		s += run + 1;
		n -= run + 1;
	}
	buf_byte(b, '"');
}

static void
json_key(struct buf *b, const char *key, int first)
{
	char	small[64] = ",\"";
	size_t	n = strlen(key);

	memcpy(small + 2, key, n);	/* keys are ours, and short */
	memcpy(small + 2 + n, "\":", 2);
	buf_add(b, small + (first ? 1 : 0), n + (first ? 3 : 4));
}

static void
json_member(struct buf *b, const char *key, const char *s, size_t n)
{
	json_key(b, key, 0);
	json_text(b, s, n);
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
	json_member(b, import_fields[f].id, r->text.data + r->value[f].at,
	    r->value[f].len);
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
	json_member(b, "sex", r->sex == 'f' ? "nu" : "nam",
	    r->sex == 'f' ? 2 : 3);
	if (r->ethnic != NULL)
		json_member(b, "ethnic", r->ethnic, strlen(r->ethnic));
	json_number(b, "born", civil_from_day(r->born).year, 0);
	json_member(b, "status", r->state, strlen(r->state));
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
	    r->text.data + v->at, i) == 0) || (row_is_tcvn3(r) &&
	    tcvn3_same(r->scratch.data, r->text.data + v->at)))
		return;
	json_member(b, "name_source", r->scratch.data, i);
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

/* What a flag's cell says beyond yes; text has a key beyond one letter. */
static int
says_more(struct reader *r, enum field f)
{
	static const char yes[] = "|co|yes|true|dung|";
	const struct text_span	*v = &r->value[f];
	char			 key[8] = "|";

	if (v->len <= 1)
		return 0;
	import_key(r->text.data + v->at, v->len, &r->scratch);
	if (r->scratch.len <= 1 || r->scratch.len > sizeof(key) - 3)
		return r->scratch.len > 1;
	memcpy(key + 1, r->scratch.data, r->scratch.len);
	memcpy(key + 1 + r->scratch.len, "|", 2);
	return strstr(yes, key) == NULL;
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
	json_member(b, "born", day, strlen(day));
	write_codes(r, b);
	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++)
		if (says_more(r, (enum field)f))
			member(b, r, (enum field)f);
	if (strcmp(r->state, "khac") == 0)
		member(b, r, FIELD_STATUS);
	for (f = FIELD_TEXTS; f < FIELD_COUNT; f++)
		member(b, r, (enum field)f);
	if (row_is_tcvn3(r))
		json_member(b, PERSON_TYPED, "tcvn3", 5);
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
