/* A row of a student list: what it says, and whether that can be. */
#include <stdio.h>
#include <string.h>

#include "people/import.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "wire/writer.h"

#define CLASS_MAX 40		/* bytes: a version's facts have one size */

struct csv_field
row_cell(const struct reader *r, enum field f)
{
	struct csv_field c = { "", 0 };
	int		 i = r->columns.of[f];
	size_t		 skip;

	if (i < 0 || (size_t)i >= r->row->n)
		return c;
	c = r->row->f[i];
	c.len = csv_restore(c.s, c.len, &skip);
	c.s += skip;
	return c;
}

/* The number of a field's column, 0 where the list has none. */
static size_t
column_of(const struct reader *r, enum field f)
{
	return (size_t)(r->columns.of[f] + 1);
}

void
row_error(struct reader *r, enum field f, const char *fmt, ...)
{
	va_list ap;

	r->rec->bad = 1;
	va_start(ap, fmt);
	finding_vadd(&r->errors, r->row->line, column_of(r, f), fmt, ap);
	va_end(ap);
}

void
row_warn(struct reader *r, enum warning kind, enum field f, const char *fmt,
    ...)
{
	va_list ap;

	if (r->warnings.of_kind[kind]++ >= WARNINGS_LISTED) {
		r->warnings.total++;
		return;
	}
	va_start(ap, fmt);
	finding_vadd(&r->warnings, r->row->line, column_of(r, f), fmt, ap);
	va_end(ap);
}

static const char *
value(const struct reader *r, enum field f)
{
	return r->value[f].len > 0 ? r->text.data + r->value[f].at : "";
}

/* Whether tidying would leave it as it is; most cells are of this kind. */
static int
is_plain(const struct csv_field *c)
{
	unsigned char	ch, before = ' ';
	size_t		i;

	for (i = 0; i < c->len; i++) {
		ch = (unsigned char)c->s[i];
		if (ch < ' ' || ch >= 0x7f || (ch == ' ' && before == ' '))
			return 0;
		before = ch;
	}
	return before != ' ';
}

/* Puts a field's tidy text behind the others; each ends with a NUL. */
static void
take_text(struct reader *r, enum field f)
{
	struct csv_field c = row_cell(r, f);

	r->value[f].at = r->text.len;
	r->value[f].len = 0;
	if (c.len == 0)
		return;
	if (is_plain(&c))
		buf_add(&r->text, c.s, c.len);
	else
		(void)text_tidy(c.s, c.len, &r->text);
	r->value[f].len = r->text.len - r->value[f].at;
	buf_add(&r->text, "", 1);
}

static size_t
count_digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* 3.8203E+10: what a spreadsheet made of a long number. */
static int
is_scientific(const char *s)
{
	size_t	n = count_digits(s);
	int	point;

	if (n == 0)
		return 0;
	s += n;
	point = *s == '.' || *s == ',';
	if (point)
		s += 1 + count_digits(s + 1);
	if (*s != 'E' && *s != 'e')
		return 0;
	if (*++s == '+')
		point = 1, s++;
	return point && *s != '\0' && s[count_digits(s)] == '\0';
}

/* A number kept as text: without the apostrophe that made it text. */
static void
take_number(struct reader *r, enum field f)
{
	struct text_span *v = &r->value[f];

	take_text(r, f);
	if (v->len > 1 && value(r, f)[0] == '\'') {
		v->at++;
		v->len--;
		row_warn(r, WARN_APOSTROPHE, f, T(r->h, "an apostrophe before "
		    "a number was taken off"));
	}
	if (is_scientific(value(r, f)))
		row_error(r, f, T(r->h, "number in scientific notation: "
		    "\"%s\"; format the column as text and enter it again"),
		    value(r, f));
}

/* Replaces a value by zeros and itself. */
static void
prepend_zeros(struct reader *r, enum field f, size_t zeros)
{
	struct text_span *v = &r->value[f];
	char		 digits[PERSONAL_DIGITS + 1];
	size_t		 at = r->text.len, i;

	memcpy(digits, value(r, f), v->len);
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
	if (count_digits(value(r, f)) == n && n >= 9 && n < PERSONAL_DIGITS) {
		prepend_zeros(r, f, PERSONAL_DIGITS - n);
		row_warn(r, WARN_ZEROS, f, T(r->h, "leading zeros were "
		    "restored: \"%s\""), value(r, f));
	} else if (count_digits(value(r, f)) != n || n != PERSONAL_DIGITS)
		row_warn(r, WARN_DIGITS, f, T(r->h, "not 12 digits: \"%s\""),
		    value(r, f));
}

static void
take_phone(struct reader *r, enum field f)
{
	if (r->columns.of[f] < 0)
		return;
	take_number(r, f);
	if (r->value[f].len == 9 && count_digits(value(r, f)) == 9 &&
	    value(r, f)[0] != '0') {
		prepend_zeros(r, f, 1);
		row_warn(r, WARN_PHONE_ZERO, f, T(r->h, "the leading zero of "
		    "a phone number was restored: \"%s\""), value(r, f));
	}
}

static void
take_name(struct reader *r)
{
	struct text_span *v = &r->value[FIELD_NAME];
	size_t		 at;

	if (r->columns.of[FIELD_NAME] >= 0)
		take_text(r, FIELD_NAME);
	if (r->columns.of[FIELD_GIVEN] >= 0) {
		take_text(r, FIELD_SURNAME);
		take_text(r, FIELD_GIVEN);
	}
	if (v->len == 0 && r->value[FIELD_GIVEN].len > 0) {
		at = r->text.len;
		buf_reset(&r->scratch);
		buf_str(&r->scratch, value(r, FIELD_SURNAME));
		buf_byte(&r->scratch, ' ');
		buf_str(&r->scratch, value(r, FIELD_GIVEN));
		(void)text_tidy(r->scratch.data, r->scratch.len, &r->text);
		v->at = at;
		v->len = r->text.len - at;
		buf_byte(&r->text, '\0');
	}
	if (v->len == 0) {
		row_error(r, r->columns.of[FIELD_NAME] >= 0 ? FIELD_NAME :
		    FIELD_GIVEN, "%s", T(r->h, "no name"));
		return;
	}
	buf_reset(&r->scratch);
	name_case(value(r, FIELD_NAME), v->len, &r->scratch);
	v->at = r->text.len;
	v->len = r->scratch.len;
	buf_add(&r->text, r->scratch.data, r->scratch.len);
	buf_byte(&r->text, '\0');
}

static void
take_birth(struct reader *r)
{
	enum date_why	why;
	const char	*s;

	r->born = NO_BIRTH;
	take_text(r, FIELD_BORN);
	s = value(r, FIELD_BORN);
	if (*s == '\'')
		s++;
	if (*s == '\0')
		row_error(r, FIELD_BORN, "%s", T(r->h, "no date of birth"));
	else if (date_parse(s, &r->born, &why) == 0)
		return;
	else if (why == DATE_SHAPE)
		row_error(r, FIELD_BORN, T(r->h, "not a date: \"%s\"; write "
		    "dd/mm/yyyy"), s);
	else if (why == DATE_NONE)
		row_error(r, FIELD_BORN, T(r->h, "no such date: \"%s\""), s);
	else
		row_error(r, FIELD_BORN, T(r->h, "year out of range: \"%s\"; "
		    "it is 1900 to 2199"), s);
	r->born = NO_BIRTH;
}

/* Anything but nothing and a no. */
static int
is_yes(struct reader *r, enum field f)
{
	static const char no[] = "|0|khong|ko|k|no|n|false|chua|";
	char	key[12] = "|";

	take_text(r, f);
	if (r->value[f].len == 0)
		return 0;
	if (value(r, f)[0] == 'x' && r->value[f].len == 1)
		return 1;
	import_key(value(r, f), r->value[f].len, &r->scratch);
	if (r->scratch.len > sizeof(key) - 3)
		return 1;
	memcpy(key + 1, r->scratch.data, r->scratch.len);
	memcpy(key + 1 + r->scratch.len, "|", 2);
	/* "-" and the like leave nothing of a key. */
	return r->scratch.len > 0 && strstr(no, key) == NULL;
}

/* Nam or Nữ in any case; folding would take "Nũ" for "Nữ". */
static int
sex_of(const char *s)
{
	char	low[8];
	size_t	i;

	for (i = 0; i < sizeof(low) - 1 && s[i] != '\0'; i++)
		low[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
	low[i] = '\0';
	if (s[i] != '\0')
		return 0;
	if (strcmp(low, "nam") == 0)
		return 'm';
	return strcmp(low, "n\u1eef") == 0 || strcmp(low, "n\u1eee") == 0 ||
	    strcmp(low, "nu") == 0 ? 'f' : 0;
}

static void
take_sex(struct reader *r)
{
	r->sex = 0;
	if (r->columns.of[FIELD_SEX] < 0) {
		r->sex = is_yes(r, FIELD_FEMALE) ? 'f' : 'm';
		return;
	}
	take_text(r, FIELD_SEX);
	if (r->value[FIELD_SEX].len == 0)
		row_error(r, FIELD_SEX, "%s", T(r->h, "no sex"));
	else if ((r->sex = sex_of(value(r, FIELD_SEX))) == 0)
		row_error(r, FIELD_SEX, T(r->h, "sex unknown: \"%s\"; write "
		    "Nam or Nữ"), value(r, FIELD_SEX));
}

/* "2", "Khối 2", "Lớp 2B": the number; -1 where there is none. */
static int
grade_of(struct reader *r, enum field f)
{
	const char	*s = value(r, f);
	int		 grade;

	if (*s < '0' || *s > '9') {
		buf_reset(&r->scratch);
		fold(s, r->value[f].len, &r->scratch);
		s = r->scratch.len > 0 ? r->scratch.data : "";
		if (strncmp(s, "lop ", 4) == 0)
			s += 4;
		else if (strncmp(s, "khoi ", 5) == 0)
			s += strncmp(s, "khoi lop ", 9) == 0 ? 9 : 5;
	}
	if (*s < '0' || *s > '9')
		return -1;
	grade = *s++ - '0';
	if (*s >= '0' && *s <= '9')
		grade = grade * 10 + (*s++ - '0');
	return *s >= '0' && *s <= '9' ? -1 : grade;
}

static void
take_class(struct reader *r)
{
	enum field f = FIELD_CLASS;

	r->grade = -1;
	take_text(r, f);
	if (r->value[f].len == 0) {
		row_error(r, f, "%s", T(r->h, "no class"));
		return;
	}
	if (r->value[f].len > CLASS_MAX) {
		row_error(r, f, T(r->h, "the class is longer than %d bytes"),
		    CLASS_MAX);
		return;
	}
	if (r->columns.of[FIELD_GRADE] >= 0) {
		f = FIELD_GRADE;
		take_text(r, f);
		r->grade = grade_of(r, f);
	}
	if (r->grade < 0)
		r->grade = grade_of(r, FIELD_CLASS);
	if (r->grade >= 0 && r->levels != 0 &&
	    (r->grade > 31 || (r->levels >> r->grade & 1) == 0))
		row_warn(r, WARN_GRADE, f, T(r->h, "grade %d is not of the "
		    "school's levels"), r->grade);
}

static void
take_ethnic(struct reader *r)
{
	enum field f = FIELD_ETHNIC;

	r->ethnic = NULL;
	if (r->columns.of[f] < 0)
		return;
	take_text(r, f);
	if (r->value[f].len == 0)
		return;
	r->ethnic = ethnic_code(value(r, f), r->value[f].len, &r->scratch);
	if (r->ethnic == NULL)
		row_error(r, f, T(r->h, "ethnic group unknown: \"%s\""),
		    value(r, f));
}

static void
take_status(struct reader *r)
{
	static const struct {
		const char *key, *code;
	} states[] = {
		{ "danghoc", "dang-hoc" },
		{ "chuyendenky1", "chuyen-den-ky-1" },
		{ "chuyendenky2", "chuyen-den-ky-2" },
		{ "chuyendentronghe", "chuyen-den-he" },
		{ "chuyendiky1", "chuyen-di-ky-1" },
		{ "chuyendiky2", "chuyen-di-ky-2" },
		{ "chuyenditronghe", "chuyen-di-he" },
		{ "thoihocky1", "thoi-hoc-ky-1" },
		{ "thoihocky2", "thoi-hoc-ky-2" },
		{ "thoihoctronghe", "thoi-hoc-he" },
		{ "nghihocxinhoclai", "xin-hoc-lai" },
		{ "nghihocxinhoclaiky1", "xin-hoc-lai-ky-1" },
		{ "nghihocxinhoclaiky2", "xin-hoc-lai-ky-2" },
		{ "nghihocxinhoclaitronghe", "xin-hoc-lai-he" },
	};
	enum field	f = FIELD_STATUS;
	size_t		i;

	r->state = states[0].code;
	if (r->columns.of[f] < 0)
		return;
	take_text(r, f);
	if (r->value[f].len == 0)
		return;
	import_key(value(r, f), r->value[f].len, &r->scratch);
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (r->scratch.len > 0 &&
		    strcmp(states[i].key, r->scratch.data) == 0) {
			r->state = states[i].code;
			return;
		}
	r->state = "khac";
	row_warn(r, WARN_STATUS, f, T(r->h, "status unknown: \"%s\""),
	    value(r, f));
}

/* Province 3 digits, century and sex 1, year 2, number 6. */
static void
check_personal(struct reader *r)
{
	const char	*s = value(r, FIELD_PERSONAL);
	int		 year;

	if (r->value[FIELD_PERSONAL].len != PERSONAL_DIGITS ||
	    count_digits(s) != PERSONAL_DIGITS)
		return;
	if (r->sex != 0 && ((s[3] - '0') % 2 != 0) != (r->sex == 'f'))
		row_warn(r, WARN_ID_SEX, FIELD_PERSONAL, T(r->h, "the sex in "
		    "the personal id is another: \"%s\""), s);
	if (r->born == NO_BIRTH)
		return;
	year = 1900 + (s[3] - '0') / 2 * 100 + (s[4] - '0') * 10 + s[5] - '0';
	if (year != civil_from_day(r->born).year)
		row_warn(r, WARN_ID_YEAR, FIELD_PERSONAL, T(r->h, "the year "
		    "of birth in the personal id is another: \"%s\""), s);
}

static void
add_code(struct reader *r, enum code_kind kind, enum field f,
    struct buf *text)
{
	struct record		*rec = r->rec;
	struct record_code	*c = &rec->codes[rec->ncodes++];

	c->kind = kind;
	c->column = column_of(r, f);
	c->at = text->len;
	c->len = r->value[f].len;
	buf_add(text, value(r, f), c->len);
}

/* The name and the day of birth as an id. */
static void
add_name_code(struct reader *r, struct buf *text)
{
	struct text_span *v = &r->value[FIELD_NONE];
	char		  day[11];

	(void)date_format(r->born, day);
	v->at = r->text.len;
	/* Room first: the name stands in the same buffer. */
	buf_reset(&r->scratch);
	buf_add(&r->scratch, value(r, FIELD_NAME), r->value[FIELD_NAME].len);
	buf_byte(&r->scratch, ' ');
	buf_str(&r->scratch, day);
	v->len = r->scratch.len;
	buf_add(&r->text, r->scratch.data, r->scratch.len + 1);
	add_code(r, CODE_NAME, FIELD_NONE, text);
	r->rec->codes[0].column = column_of(r, FIELD_NAME);
}

static void
add_codes(struct reader *r, struct buf *text)
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

static void
take_codes(struct reader *r)
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
	if (key != CODE_NAME && r->value[fields[key]].len == 0)
		row_error(r, fields[key], T(r->h, "no id in column \"%s\""),
		    import_fields[fields[key]].label);
}

static void
take_rest(struct reader *r)
{
	int f;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++)
		if (r->columns.of[f] >= 0 && !is_yes(r, (enum field)f))
			r->value[f].len = 0;
	take_phone(r, FIELD_PHONE);
	take_phone(r, FIELD_FATHER_PHONE);
	take_phone(r, FIELD_MOTHER_PHONE);
	take_phone(r, FIELD_GUARDIAN_PHONE);
	for (f = FIELD_TEXTS + 1; f < FIELD_COUNT; f++)
		if (r->columns.of[f] >= 0 && f != FIELD_FATHER_PHONE &&
		    f != FIELD_MOTHER_PHONE && f != FIELD_GUARDIAN_PHONE)
			take_text(r, (enum field)f);
}

/* Cells that belong to no header would be lost without a word. */
static void
check_cells(struct reader *r)
{
	const struct columns	*cs = &r->columns;
	size_t			 i, at = 0;

	for (i = 0; i < cs->nbare && at == 0; i++)
		if (cs->bare[i] < r->row->n && r->row->f[cs->bare[i]].len > 0)
			at = cs->bare[i] + 1;
	for (i = cs->n; i < r->row->n && at == 0; i++)
		if (r->row->f[i].len > 0)
			at = i + 1;
	if (at == 0)
		return;
	row_warn(r, WARN_CELLS, FIELD_NONE, "%s", T(r->h, "a cell without a "
	    "header was passed over"));
	if (r->warnings.n > 0 && r->warnings.of_kind[WARN_CELLS] <=
	    WARNINGS_LISTED)
		r->warnings.list[r->warnings.n - 1].column = at;
}

/* Words of the lines that stand below a list. */
static int
is_closing(struct reader *r, const struct csv_field *c)
{
	static const char *const words[] = {
		"tong so", "tong cong", "nguoi lap", "hieu truong",
		"thu truong", "ky ten", "ky va ghi", "danh sach gom",
		"danh sach nay", "an dinh danh sach", "giao vien chu nhiem",
		"cong danh sach", "si so", "can bo",
	};
	const char	*s;
	size_t		 i;

	if (c->len == 0 || c->len > 512)
		return 0;
	buf_reset(&r->scratch);
	fold(c->s, c->len, &r->scratch);
	if ((s = r->scratch.data) == NULL || r->scratch.len == 0)
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return 1;
	s = strncmp(s, "ngay ", 5) == 0 ? s : strstr(s, " ngay ");
	return s != NULL && strstr(s, " thang ") != NULL;
}

static size_t
count_cells(const struct csv_row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->n; i++)
		n += row->f[i].len > 0;
	return n;
}

/* Whether nothing stands in it but perhaps a number in STT. */
static int
is_empty(const struct reader *r)
{
	int f;

	for (f = FIELD_NONE + 1; f < FIELD_COUNT; f++)
		if (row_cell(r, (enum field)f).len > 0)
			return 0;
	return count_cells(r->row) <= 1;
}

static int
is_date(const struct csv_field *c)
{
	return c->len > 0 && c->len <= 11 && c->s[c->len - 1] >= '0' &&
	    c->s[c->len - 1] <= '9';
}

/*
 * Whether a row is no pupil's: an empty one, the header again, or below the
 * list a count, a date, signatures.  A pupil below these is an error, so that
 * nobody is lost.
 */
static int
is_no_pupil(struct reader *r)
{
	struct csv_field	born = row_cell(r, FIELD_BORN);
	size_t			i;

	if (r->ended == 0 && born.len > 0 && is_date(&born))
		return 0;
	if (is_empty(r) || (r->row->raw != NULL &&
	    r->row->raw_len == r->header.len &&
	    memcmp(r->row->raw, r->header.data, r->header.len) == 0))
		return 1;
	if (r->ended != 0) {
		if (!is_date(&born) || count_cells(r->row) < 4)
			return 1;
		r->rec->bad = 1;
		row_error(r, FIELD_NONE, T(r->h, "a pupil below the end of "
		    "the list (line %llu)"), (unsigned long long)r->ended);
		return 0;
	}
	if (count_cells(r->row) > 4)
		return 0;
	for (i = 0; i < r->row->n; i++)
		if (is_closing(r, &r->row->f[i])) {
			r->ended = r->row->line;
			return 1;
		}
	return 0;
}

void
row_read(struct reader *r, const struct csv_row *row, struct record *rec,
    struct batch *b)
{
	r->row = row;
	r->rec = rec;
	buf_reset(&r->text);
	memset(r->value, 0, sizeof(r->value));
	if (is_no_pupil(r))
		return;
	r->rows++;
	if (rec->bad)
		return;
	take_codes(r);
	take_name(r);
	take_birth(r);
	take_sex(r);
	take_class(r);
	take_ethnic(r);
	take_status(r);
	take_rest(r);
	check_cells(r);
	if (!rec->bad)
		check_personal(r);
	if (buf_failed(&r->text) || buf_failed(&r->scratch))
		r->status = CTXH_ENOMEM;
	if (rec->bad || r->status != CTXH_OK)
		return;
	add_codes(r, &b->text);
	row_write(r, rec, &b->text);
}
