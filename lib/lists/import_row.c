/* A row of a student list: what it says, and whether that can be. */
#include <string.h>

#include "people/class_name.h"
#include "people/enrol.h"
#include "lists/import.h"
#include "text/date.h"
#include "text/fold.h"

void
row_take_name(struct reader *r)
{
	struct text_span *v = &r->value[FIELD_NAME];
	size_t		 at;

	if (r->columns.of[FIELD_NAME] >= 0)
		row_take(r, FIELD_NAME);
	if (r->columns.of[FIELD_GIVEN] >= 0) {
		row_take(r, FIELD_SURNAME);
		row_take(r, FIELD_GIVEN);
	}
	if (v->len == 0 && (r->value[FIELD_GIVEN].len > 0 ||
	    (r->columns.tail && r->value[FIELD_SURNAME].len > 0))) {
		at = r->text.len;
		buf_reset(&r->scratch);
		buf_str(&r->scratch, row_value(r, FIELD_SURNAME));
		buf_byte(&r->scratch, ' ');
		buf_str(&r->scratch, row_value(r, FIELD_GIVEN));
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
	row_name_case(r);
	v->at = r->text.len;
	v->len = r->scratch.len;
	buf_add(&r->text, r->scratch.data, r->scratch.len);
	buf_byte(&r->text, '\0');
}

void
row_take_birth(struct reader *r)
{
	enum date_why	why;
	const char	*s;
	char		 day[11];

	r->born = NO_BIRTH;
	row_take(r, FIELD_BORN);
	s = row_value(r, FIELD_BORN);
	if (*s == '\'')
		s++;
	if (*s == '\0')
		row_error(r, FIELD_BORN, "%s", T(r->h, "no date of birth"));
	else if (date_parse(s, &r->born, &why) == 0 || (why == DATE_SHAPE &&
	    rows_day(r->list, s, strlen(s), day) &&
	    date_parse(day, &r->born, &why) == 0)) {
		r->birth = civil_from_day(r->born);
		return;
	} else if (why == DATE_SHAPE)
		row_error(r, FIELD_BORN, T(r->h, "not a date: \"%s\"; write "
		    "dd/mm/yyyy"), s);
	else if (why == DATE_NONE)
		row_error(r, FIELD_BORN, T(r->h, "no such date: \"%s\""), s);
	else
		row_error(r, FIELD_BORN, T(r->h, "year out of range: \"%s\"; "
		    "it is 1900 to 2199"), s);
	r->born = NO_BIRTH;
}

/*
 * What stands behind "không" in a no: "không có", "không thuộc hộ nghèo"; but
 * "không nghe được" in the column of disabilities is none.
 */
static int
is_denied(const char *s, enum field f)
{
	static const char *const words[] = {
		"co", "thuoc", "phai", "bi", "la", "dien"
	};
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i]);
		if (strncmp(s, words[i], n) == 0)
			s += n;
	}
	return *s == '\0' || strstr(student_fields[f].aliases, s) != NULL;
}

/* Marks that leave nothing of a key; of the others "-" and the empty box say
 * no. */
static int
is_mark(const char *s)
{
	static const char *const marks[] = {
		"+", "\u00d7", "\u2611", "\u2612", "\u2713", "\u2714",
		"\u2715", "\u2716", "\u2717", "\u2718", "\u221a", "\u25a0",
	};
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return 1;
	return 0;
}

/* Anything but nothing and a no. */
static int
is_yes(struct reader *r, enum field f)
{
	static const char no[] = "|0|ko|k|no|n|false|sai|chua|binhthuong|";
	char	key[16] = "|";
	size_t	n;

	row_take(r, f);
	if (r->value[f].len == 0)
		return 0;
	if (row_value(r, f)[0] == 'x' && r->value[f].len == 1)
		return 1;
	fold_key(row_value(r, f), r->value[f].len, &r->scratch);
	if ((n = r->scratch.len) == 0)
		return is_mark(row_value(r, f));
	if (f == FIELD_POOR && strstr(r->scratch.data, "canngheo") != NULL) {
		row_error(r, f, T(r->h, "\"%s\" in the column \"%s\"; give it "
		    "a column of its own, \"%s\""), row_value(r, f),
		    student_fields[f].label,
		    student_fields[FIELD_NEAR_POOR].label);
		return 0;
	}
	if (strncmp(r->scratch.data, "khong", 5) == 0)
		return !is_denied(r->scratch.data + 5, f);
	if (strncmp(r->scratch.data, "chua", 4) == 0 && f == FIELD_PIONEER)
		return 0;	/* "chưa kết nạp", "chưa vào Đội" */
	if (n > sizeof(key) - 3)
		return 1;
	memcpy(key + 1, r->scratch.data, n);
	memcpy(key + 1 + n, "|", 2);
	return strstr(no, key) == NULL;
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
	if (strcmp(low, "nam") == 0 || strcmp(low, "trai") == 0)
		return 'm';
	return strcmp(low, "n\u1eef") == 0 || strcmp(low, "n\u1eee") == 0 ||
	    strcmp(low, "nu") == 0 || strcmp(low, "g\u00e1i") == 0 ||
	    strcmp(low, "g\u00c1i") == 0 ? 'f' : 0;
}

/* A mark, a word of yes or no, or the sex; nobody guesses at another one. */
static void
check_mark(struct reader *r, enum field f)
{
	static const char words[] = "|x|xx|v|y|yes|true|dung|co|1|0|ko|k|no|n|"
	    "false|sai|chua|khong|khongco|khongphai|";
	const char	*s = row_value(r, f);
	char		 key[16];
	int		 n;

	if (r->value[f].len == 0 || sex_of(s) != 0 || is_mark(s))
		return;
	fold_key(s, r->value[f].len, &r->scratch);
	n = snprintf(key, sizeof(key), "|%s|", r->scratch.len > 0 ?
	    r->scratch.data : "");
	if ((r->scratch.len == 0 && strpbrk(s, "?!*") == NULL) || (n > 0 &&
	    (size_t)n < sizeof(key) && strstr(words, key) != NULL))
		return;
	row_error(r, f, T(r->h, "neither a mark nor a sex: \"%s\"; put x, or "
	    "leave it empty"), s);
}

/* Columns "Nam" and "Nữ" with a mark, or the word, in one of them. */
static void
take_marked_sex(struct reader *r)
{
	enum field	f = r->columns.of[FIELD_FEMALE] >= 0 ? FIELD_FEMALE :
			    FIELD_MALE;
	int		female = is_yes(r, FIELD_FEMALE);
	int		male = is_yes(r, FIELD_MALE);

	check_mark(r, FIELD_FEMALE);
	check_mark(r, FIELD_MALE);
	if (female && sex_of(row_value(r, FIELD_FEMALE)) == 'm') {
		female = 0;
		male = 1;
	}
	if (male && sex_of(row_value(r, FIELD_MALE)) == 'f') {
		male = 0;
		female = 1;
	}
	if (male && female)
		row_error(r, f, "%s", T(r->h, "marked as a boy and as a "
		    "girl"));
	else if (!male && !female && r->columns.of[FIELD_FEMALE] >= 0 &&
	    r->columns.of[FIELD_MALE] >= 0)
		row_error(r, f, "%s", T(r->h, "no sex"));
	else if (male || female)
		r->sex = female ? 'f' : 'm';
	else
		r->sex = f == FIELD_FEMALE ? 'm' : 'f';
}

static void
take_sex(struct reader *r)
{
	r->sex = 0;
	if (r->columns.of[FIELD_SEX] < 0) {
		take_marked_sex(r);
		return;
	}
	row_take(r, FIELD_SEX);
	if (r->value[FIELD_SEX].len == 0)
		row_error(r, FIELD_SEX, "%s", T(r->h, "no sex"));
	else if ((r->sex = sex_of(row_value(r, FIELD_SEX))) == 0)
		row_error(r, FIELD_SEX, T(r->h, "sex unknown: \"%s\"; write "
		    "Nam or Nữ"), row_value(r, FIELD_SEX));
}

/* Bytes that a text takes in JSON, where some letters take two. */
static size_t
written_size(const char *s, size_t n)
{
	size_t i, size = n;

	for (i = 0; i < n; i++)
		size += s[i] == '"' || s[i] == '\\';
	return size;
}

/* The class by its one name, and the grade that this says. */
static void
take_class_name(struct reader *r)
{
	struct text_span *v = &r->value[FIELD_CLASS];

	buf_reset(&r->scratch);
	class_name(row_value(r, FIELD_CLASS), v->len, &r->scratch, &r->grade);
	if (buf_failed(&r->scratch) || (r->scratch.len == v->len &&
	    memcmp(r->scratch.data, row_value(r, FIELD_CLASS), v->len) == 0))
		return;
	v->at = r->text.len;
	v->len = r->scratch.len;
	buf_add(&r->text, r->scratch.data, v->len);
	buf_byte(&r->text, '\0');
}

static void
take_class(struct reader *r)
{
	enum field	f = FIELD_CLASS;
	int		grade;

	r->grade = CLASS_NO_GRADE;
	row_take(r, f);
	if (r->value[f].len > 0)
		take_class_name(r);
	if (r->value[f].len == 0) {
		row_error(r, f, "%s", T(r->h, "no class"));
		return;
	}
	if (written_size(row_value(r, f), r->value[f].len) >
	    CLASS_MAX) {
		row_error(r, f, T(r->h, "the class is longer than %d bytes"),
		    CLASS_MAX);
		return;
	}
	if (r->columns.of[FIELD_GRADE] >= 0) {
		row_take(r, FIELD_GRADE);
		class_name(row_value(r, FIELD_GRADE),
		    r->value[FIELD_GRADE].len, NULL, &grade);
		if (grade >= 0) {
			f = FIELD_GRADE;
			r->grade = grade;
		}
	}
	if (r->grade >= 0 && r->levels != 0 &&
	    (r->grade > 31 || (r->levels >> r->grade & 1) == 0))
		row_warn(r, WARN_GRADE, f, T(r->h, "grade %d is not of the "
		    "school's levels"), r->grade);
}

/* ethnic_code(), which remembers: a list has few spellings of few groups. */
static const char *
spelled(struct reader *r, const char *s, size_t n)
{
	struct spelling	*known = &r->spellings[(n + (unsigned char)s[n / 2] *
			    7U + (unsigned char)s[n - 1]) % SPELLINGS];
	const char	*code;

	if (known->len == n && memcmp(known->text, s, n) == 0)
		return known->code;
	code = ethnic_code(s, n, &r->scratch);
	if (code == NULL || n > sizeof(known->text))
		return code;
	memcpy(known->text, s, n);
	known->len = n;
	known->code = code;
	return code;
}

static void
take_ethnic(struct reader *r)
{
	enum field f = FIELD_ETHNIC;

	r->ethnic = NULL;
	if (r->columns.of[f] < 0)
		return;
	row_take(r, f);
	if (r->value[f].len == 0)
		return;
	r->ethnic = spelled(r, row_value(r, f), r->value[f].len);
	if (r->ethnic == NULL)
		row_error(r, f, T(r->h, "ethnic group unknown: \"%s\""),
		    row_value(r, f));
}

static void
take_status(struct reader *r)
{
	const struct enrol_state *state;
	enum field	f = FIELD_STATUS;

	r->state = ENROL_HERE;
	if (r->columns.of[f] < 0)
		return;
	row_take(r, f);
	if (r->value[f].len == 0)
		return;
	fold_key(row_value(r, f), r->value[f].len, &r->scratch);
	if ((state = enrol_of_key(r->scratch.data)) != NULL) {
		r->state = state->code;
		return;
	}
	r->state = ENROL_OTHER;
	row_warn(r, WARN_STATUS, f, T(r->h, "status unknown: \"%s\""),
	    row_value(r, f));
}

/* Province 3 digits, century and sex 1, year 2, number 6. */
static void
check_personal(struct reader *r)
{
	const char	*s = row_value(r, FIELD_PERSONAL);
	int		 year;

	if (r->value[FIELD_PERSONAL].len != PERSONAL_DIGITS ||
	    digits_of(s) != PERSONAL_DIGITS)
		return;
	if (r->sex != 0 && ((s[3] - '0') % 2 != 0) != (r->sex == 'f'))
		row_warn(r, WARN_ID_SEX, FIELD_PERSONAL, T(r->h, "the sex in "
		    "the personal id is another: \"%s\""), s);
	if (r->born == NO_BIRTH)
		return;
	year = 1900 + (s[3] - '0') / 2 * 100 + (s[4] - '0') * 10 + s[5] - '0';
	if (year != r->birth.year)
		row_warn(r, WARN_ID_YEAR, FIELD_PERSONAL, T(r->h, "the year "
		    "of birth in the personal id is another: \"%s\""), s);
}

static int
is_phone(enum field f)
{
	return f == FIELD_PHONE || f == FIELD_FATHER_PHONE ||
	    f == FIELD_MOTHER_PHONE || f == FIELD_GUARDIAN_PHONE;
}

static void
take_rest(struct reader *r)
{
	enum field	f;
	size_t		i;

	for (i = 0; i < r->columns.nmore; i++) {
		f = r->columns.more[i];
		if (is_phone(f))
			row_take_phone(r, f);
		else if (f >= FIELD_TEXTS)
			row_take(r, f);
		else if (!is_yes(r, f))
			r->value[f].len = 0;
	}
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

void
row_read(struct reader *r, const struct csv_row *row, struct record *rec,
    struct batch *b)
{
	r->row = row;
	r->rec = rec;
	buf_reset(&r->text);
	memset(r->value, 0, (size_t)fields_end(r->kind) * sizeof(*r->value));
	if (row_is_none(r))
		return;
	r->rows++;
	if (rec->bad)
		return;
	if (row->nfaults > 0)
		row_check_faults(r);
	row_take_codes(r);
	row_take_name(r);
	row_take_birth(r);
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
	if (r->status != CTXH_OK)
		return;
	/* Whom a bad row names is not missing. */
	if (!rec->bad || r->columns.key != CODE_NAME)
		row_add_codes(r, &b->text);
	if (rec->bad)
		return;
	row_write(r, rec, &b->text);
	row_add_dup(r, rec, &b->text);
}
