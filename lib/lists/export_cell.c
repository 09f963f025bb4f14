#include "lists/export.h"

#include <string.h>

#include "base/value.h"
#include "people/class_name.h"
#include "people/enrol.h"
#include "text/date.h"
#include "text/fold.h"

/* Numbers that import takes without an apostrophe before them. */
static int
is_number(enum field f)
{
	switch (f) {
	case FIELD_MOET:
	case FIELD_SCHOOL:
	case FIELD_PERSONAL:
	case FIELD_PHONE:
	case FIELD_FATHER_PHONE:
	case FIELD_MOTHER_PHONE:
	case FIELD_GUARDIAN_PHONE:
		return 1;
	default:
		return 0;
	}
}

static const char *
code_of(const struct export_pupil *p, enum field f)
{
	enum code_kind kind = f == FIELD_MOET ? CODE_MOET :
	    f == FIELD_SCHOOL ? CODE_SCHOOL : CODE_PERSONAL;

	return get_text(ctxh_value_get(p->person, "codes"), code_name(kind));
}

/* The name as the list had it, where an import makes the same name of that; a
 * list in TCVN3 had other letters. */
static const char *
name_of(struct export_pupil *p)
{
	const char	*name = get_text(p->person, "name");
	const char	*source = get_text(p->person, "name_source");
	struct buf	 tidy = { 0 };
	int		 same;

	if (name == NULL || source == NULL)
		return name;
	buf_reset(&p->scratch);
	(void)text_tidy(source, strlen(source), &tidy);
	if (tidy.len > 0)
		name_case(tidy.data, tidy.len, &p->scratch);
	same = p->scratch.len > 0 && strcmp(p->scratch.data, name) == 0;
	buf_free(&tidy);
	return same ? source : name;
}

static void
put_day(const struct export_pupil *p, struct buf *out)
{
	const char	*s = get_text(p->person, "born");
	char		 shown[11];
	int64_t		 day;

	if (p->person == NULL)
		buf_fmt(out, "%lld", (long long)get_int(p->facts, "born", 0));
	else if (s != NULL && date_parse(s, &day, NULL) == 0 &&
	    date_show(day, shown) == 0)
		buf_str(out, shown);
}

static int
has_flag(const struct export_pupil *p, enum field f)
{
	return list_has(ctxh_value_get(p->facts, "flags"),
	    student_fields[f].flag);
}

static const char *
status_of(const struct export_pupil *p)
{
	const char			*code = get_text(p->facts, "status");
	const struct enrol_state	*state = enrol_of_code(code);
	const char			*own = NULL;

	if (state != NULL)
		return state->label;
	if (p->person != NULL)
		own = get_text(p->person, student_fields[FIELD_STATUS].id);
	return own != NULL ? own : code;
}

static const char *
sex_of(const struct export_pupil *p)
{
	const char *sex = get_text(p->facts, "sex");

	return sex != NULL && strcmp(sex, "nu") == 0 ? "Nữ" : "Nam";
}

/* The text of a field that has one of its own. */
static const char *
text_of(struct export_pupil *p, enum field f)
{
	switch (f) {
	case FIELD_MOET:
	case FIELD_SCHOOL:
	case FIELD_PERSONAL:
		return code_of(p, f);
	case FIELD_NAME:
		return name_of(p);
	case FIELD_SEX:
		return sex_of(p);
	case FIELD_CLASS:
		return get_text(p->facts, "class");
	case FIELD_ETHNIC:
		return ethnic_name(get_text(p->facts, "ethnic"));
	case FIELD_STATUS:
		return status_of(p);
	default:
		return get_text(p->person, student_fields[f].id);
	}
}

void
export_mark(enum field f, struct buf *out)
{
	const char *id = student_fields[f].id;

	buf_reset(out);
	if (f >= FIELD_MOET && f <= FIELD_PERSONAL)
		id = code_name((enum code_kind)(f - FIELD_MOET));
	if (f == FIELD_STATUS)
		buf_str(out, "\"status\":\"" ENROL_HERE "\"");
	else if (f >= FIELD_FLAGS && f < FIELD_TEXTS)
		buf_fmt(out, "\"%s\"", student_fields[f].flag);
	else
		buf_fmt(out, "\"%s\":", id);
}

int
export_says(enum field f, const char *mark, const char *facts,
    const char *person)
{
	if (f == FIELD_STATUS)
		return strstr(facts, mark) == NULL;
	if (f == FIELD_ETHNIC || (f >= FIELD_FLAGS && f < FIELD_TEXTS))
		return strstr(facts, mark) != NULL;
	return person != NULL && strstr(person, mark) != NULL;
}

int
export_says_grade(const char *class_, int grade)
{
	int of_name = CLASS_NO_GRADE;

	class_name(class_, strlen(class_), NULL, &of_name);
	return grade != of_name;
}

void
export_cell(struct export_pupil *p, enum field f, struct buf *out)
{
	const char	*s;
	int64_t		 grade;

	buf_reset(out);
	if (f == FIELD_BORN) {
		put_day(p, out);
		return;
	}
	if (f == FIELD_GRADE) {
		grade = get_int(p->facts, "grade", CLASS_NO_GRADE);
		if (grade >= 0)
			buf_fmt(out, "%lld", (long long)grade);
		return;
	}
	if (f >= FIELD_FLAGS && f < FIELD_TEXTS && !has_flag(p, f))
		return;
	s = text_of(p, f);
	if (s == NULL && f >= FIELD_FLAGS && f < FIELD_TEXTS)
		s = "x";
	if (s == NULL)
		return;
	/* One more, for the one that an import takes off. */
	if (is_number(f) && s[0] == '\'')
		buf_byte(out, '\'');
	buf_str(out, s);
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * What begins with a digit may become a number, a date or a time there: "0123",
 * "12/5", "10 A", "1E5".  Small numbers remain what they are, and so does a
 * class such as 6A1.
 */
int
export_is_fragile(enum field f, const char *s, size_t n)
{
	size_t i = 0;

	if (n == 0 || f == FIELD_NAME || f == FIELD_BORN)
		return 0;
	if ((*s == '.' || *s == ',' || *s == '(') && n > 1 && is_digit(s[1]))
		return 1;
	if (!is_digit(*s))
		return 0;
	while (i < n && is_digit(s[i]))
		i++;
	if (is_number(f) || i == n)
		return is_number(f) || n > 9 || (*s == '0' && n > 1);
	return (unsigned char)s[i] < 'A' || strchr("DdEe", s[i]) != NULL;
}
