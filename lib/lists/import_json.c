/*
 * A row as the JSON of its version, with its words packed, written straight
 * into the batch: no tree and no allocation a row.  The order of the members
 * is fixed, so that the same pupil gives the same bytes; they are those that
 * words_pack() gives.
 */
#include <string.h>

#include "chain/words.h"
#include "lists/import.h"
#include "text/date.h"
#include "text/fold.h"
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

/* A text of the row as it stands between quotation marks. */
static void
json_text(const struct reader *r, struct buf *b, const char *s, size_t n)
{
	size_t run;

	if (r->row->tidy) {
		buf_add(b, s, n);
		return;
	}
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
}

/* A key and the quotation mark of its text; not its first one. */
static void
json_key(struct buf *b, enum word w, const char *key)
{
	char	text[64];
	size_t	n;

	if (w != WORD_NONE) {
		buf_byte(b, w);
		return;
	}
	n = strlen(key);	/* keys are ours, and short */
	memcpy(text, key, n);
	memcpy(text + n, "\":\"", 3);
	words_pack(text, n + 3, b);
}

static void
json_number(struct buf *b, enum word w, int n)
{
	char	digits[16];
	char	*p = digits + sizeof(digits);
	unsigned v = (unsigned)n;

	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	buf_byte(b, w);
	buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

/* Behind the status, whose quotation mark is not there yet but after_word. */
static void
write_flags(const struct reader *r, struct buf *b, int after_word)
{
	static const enum word words[] = {
		WORD_POOR, WORD_NEAR_POOR, WORD_DISABLED, WORD_POLICY,
		WORD_REPEATS, WORD_PIONEER,
	};
	int f, n = 0;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++) {
		if (r->value[f].len == 0)
			continue;
		if (n++ > 0 || !after_word)
			buf_byte(b, WORD_NEXT);
		else
			buf_byte(b, WORD_FLAGS);
		if (n == 1 && !after_word)
			buf_str(b, "flags\":[\"");
		buf_byte(b, words[f - FIELD_FLAGS]);
	}
	if (n > 0)
		buf_byte(b, WORD_LIST_END);
	else
		buf_byte(b, after_word ? '}' : (int)WORD_END);
}

static void
write_status(const struct reader *r, struct buf *b)
{
	int attends = strcmp(r->state, "dang-hoc") == 0;

	buf_byte(b, attends ? WORD_ATTENDS : WORD_STATUS);
	if (!attends)
		buf_str(b, r->state);
	write_flags(r, b, attends);
}

static void
write_facts(const struct reader *r, struct buf *b)
{
	const struct text_span *v = &r->value[FIELD_CLASS];

	json_number(b, WORD_YEAR, r->year);
	buf_byte(b, WORD_CLASS);
	json_text(r, b, r->text.data + v->at, v->len);
	if (r->grade >= 0) {
		json_number(b, WORD_GRADE, r->grade);
		buf_byte(b, r->sex == 'f' ? WORD_FEMALE : WORD_MALE);
	} else {
		buf_byte(b, WORD_NEXT);
		buf_str(b, r->sex == 'f' ? "sex\":\"nu\"" : "sex\":\"nam\"");
	}
	if (r->ethnic != NULL) {
		buf_byte(b, WORD_ETHNIC);
		buf_str(b, r->ethnic);
	}
	json_number(b, r->ethnic != NULL ? WORD_BORN_AFTER_TEXT : WORD_BORN,
	    r->birth.year);
	write_status(r, b);
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
	buf_byte(b, WORD_NEXT);
	json_key(b, WORD_NONE, "name_source");
	json_text(r, b, r->scratch.data, i);
}

static void
write_codes(const struct reader *r, struct buf *b)
{
	static const enum field fields[] = {
		[CODE_MOET] = FIELD_MOET, [CODE_SCHOOL] = FIELD_SCHOOL,
		[CODE_PERSONAL] = FIELD_PERSONAL, [CODE_NAME] = FIELD_NONE,
	};
	static const enum word words[] = {
		[CODE_MOET] = WORD_MOET, [CODE_SCHOOL] = WORD_SCHOOL,
		[CODE_PERSONAL] = WORD_PERSONAL, [CODE_NAME] = WORD_NONE,
	};
	int kind, before = WORD_CODES;

	for (kind = 0; kind < CODE_KINDS; kind++) {
		const struct text_span *v = &r->value[fields[kind]];

		if (v->len == 0)
			continue;
		buf_byte(b, before);
		json_key(b, words[kind], code_name((enum code_kind)kind));
		json_text(r, b, r->text.data + v->at, v->len);
		before = WORD_NEXT;
	}
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
	fold_key(r->text.data + v->at, v->len, &r->scratch);
	if (r->scratch.len <= 1 || r->scratch.len > sizeof(key) - 3)
		return r->scratch.len > 1;
	memcpy(key + 1, r->scratch.data, r->scratch.len);
	memcpy(key + 1 + r->scratch.len, "|", 2);
	return strstr(yes, key) == NULL;
}

/* A member behind the ids, or behind another one. */
static void
member(struct buf *b, const struct reader *r, enum field f, int *before)
{
	static const unsigned char words[FIELD_COUNT] = {
		[FIELD_PHONE] = WORD_PHONE, [FIELD_ADDRESS] = WORD_ADDRESS,
		[FIELD_FATHER] = WORD_FATHER, [FIELD_MOTHER] = WORD_MOTHER,
	};

	if (r->value[f].len == 0)
		return;
	buf_byte(b, *before);
	*before = WORD_NEXT;
	json_key(b, words[f], student_fields[f].id);
	json_text(r, b, r->text.data + r->value[f].at, r->value[f].len);
}

static void
write_person(struct reader *r, struct buf *b)
{
	char	day[11];
	size_t	i;
	int	before = WORD_CODES_END;

	buf_byte(b, WORD_NAME);
	json_text(r, b, r->text.data + r->value[FIELD_NAME].at,
	    r->value[FIELD_NAME].len);
	write_source(r, b);
	civil_format(r->birth, day);
	buf_byte(b, WORD_DAY_BORN);
	buf_str(b, day);
	write_codes(r, b);
	for (i = 0; i < r->columns.nmore && r->columns.more[i] < FIELD_TEXTS;
	    i++)
		if (says_more(r, r->columns.more[i]))
			member(b, r, r->columns.more[i], &before);
	if (strcmp(r->state, "khac") == 0)
		member(b, r, FIELD_STATUS, &before);
	for (i = 0; i < r->columns.nmore; i++)
		if (r->columns.more[i] >= FIELD_TEXTS)
			member(b, r, r->columns.more[i], &before);
	if (row_is_tcvn3(r)) {
		buf_byte(b, before);
		json_key(b, WORD_NONE, PERSON_TYPED);
		buf_str(b, "tcvn3");
		before = WORD_NEXT;
	}
	buf_byte(b, WORD_END);
	if (before == WORD_CODES_END)
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
