/* What is a list of pupils: the columns that it needs, and its rows. */
#include "lists/import.h"

static int
has(const struct reader *r, enum field f)
{
	return r->columns.of[f] != -1;
}

static void
missing(struct reader *r, enum field f)
{
	header_error(r, 0, T(r->h, "the list has no column \"%s\""),
	    student_fields[f].label);
}

void
list_key(struct reader *r)
{
	if (has(r, FIELD_MOET))
		r->columns.key = CODE_MOET;
	else if (has(r, FIELD_SCHOOL))
		r->columns.key = CODE_SCHOOL;
	else if (has(r, FIELD_PERSONAL))
		r->columns.key = CODE_PERSONAL;
	else if (r->opt->key_name_dob)
		r->columns.key = CODE_NAME;
	else
		header_error(r, 0, T(r->h, "the list has no id, such as "
		    "\"%s\"; add it, or take name and birth date for one "
		    "(--key name,dob)"), student_fields[FIELD_MOET].label);
}

/* The best id is the key; the rest must be there, too. */
static void
check(struct reader *r)
{
	list_key(r);
	if (!has(r, FIELD_NAME) && !has(r, FIELD_GIVEN))
		missing(r, FIELD_NAME);
	if (!has(r, FIELD_BORN))
		missing(r, FIELD_BORN);
	if (!has(r, FIELD_SEX) && !has(r, FIELD_FEMALE) &&
	    !has(r, FIELD_MALE))
		missing(r, FIELD_SEX);
	if (!has(r, FIELD_CLASS))
		missing(r, FIELD_CLASS);
}

/* Whether there is a date where that of birth is. */
static int
is_row(struct reader *r)
{
	struct csv_field c = row_cell(r, FIELD_BORN);

	return c.len > 0 && c.len <= 11 && c.s[c.len - 1] >= '0' &&
	    c.s[c.len - 1] <= '9';
}

const struct list_kind student_list_kind = {
	.memory = "import.column.",
	.check = check,
	.is_row = is_row,
	.least = 4,
};
