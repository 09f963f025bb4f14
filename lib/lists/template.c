/* What an empty list has: the columns, and what may stand in them. */
#include <string.h>

#include "base/value.h"
#include "people/enrol.h"
#include "lists/import.h"

enum kind { K_TEXT, K_NUMBER, K_DATE, K_SEX, K_ETHNIC, K_STATUS, K_YES };

static const struct {
	enum field	 field;
	enum kind	 kind;
	int		 needed;
	int		 width;		/* letters */
	const char	*not_in;	/* levels that have none */
} columns[] = {
	{ FIELD_NONE, K_NUMBER, 0, 5, "" },
	{ FIELD_MOET, K_TEXT, 1, 24, "" },
	{ FIELD_SCHOOL, K_TEXT, 0, 14, "" },
	{ FIELD_PERSONAL, K_TEXT, 0, 16, "" },
	{ FIELD_NAME, K_TEXT, 1, 28, "" },
	{ FIELD_BORN, K_DATE, 1, 12, "" },
	{ FIELD_SEX, K_SEX, 1, 10, "" },
	{ FIELD_CLASS, K_TEXT, 1, 10, "" },
	{ FIELD_ETHNIC, K_ETHNIC, 0, 14, "" },
	{ FIELD_STATUS, K_STATUS, 0, 22, "" },
	{ FIELD_POOR, K_YES, 0, 10, "" },
	{ FIELD_NEAR_POOR, K_YES, 0, 10, "" },
	{ FIELD_DISABLED, K_TEXT, 0, 16, "" },
	{ FIELD_POLICY, K_TEXT, 0, 22, "" },
	{ FIELD_REPEATS, K_YES, 0, 18, "|mam-non|" },
	{ FIELD_PIONEER, K_YES, 0, 10, "|mam-non|thpt|gdtx|" },
	{ FIELD_PHONE, K_TEXT, 0, 14, "" },
	{ FIELD_ADDRESS, K_TEXT, 0, 32, "" },
	{ FIELD_HAMLET, K_TEXT, 0, 14, "" },
	{ FIELD_COMMUNE, K_TEXT, 0, 16, "" },
	{ FIELD_PROVINCE, K_TEXT, 0, 16, "" },
	{ FIELD_BIRTHPLACE, K_TEXT, 0, 18, "" },
	{ FIELD_RELIGION, K_TEXT, 0, 12, "" },
	{ FIELD_NATIONALITY, K_TEXT, 0, 12, "" },
	{ FIELD_FATHER, K_TEXT, 0, 24, "" },
	{ FIELD_FATHER_BORN, K_NUMBER, 0, 14, "" },
	{ FIELD_FATHER_JOB, K_TEXT, 0, 18, "" },
	{ FIELD_FATHER_PHONE, K_TEXT, 0, 14, "" },
	{ FIELD_MOTHER, K_TEXT, 0, 24, "" },
	{ FIELD_MOTHER_BORN, K_NUMBER, 0, 14, "" },
	{ FIELD_MOTHER_JOB, K_TEXT, 0, 18, "" },
	{ FIELD_MOTHER_PHONE, K_TEXT, 0, 14, "" },
	{ FIELD_GUARDIAN, K_TEXT, 0, 24, "" },
	{ FIELD_GUARDIAN_BORN, K_NUMBER, 0, 22, "" },
	{ FIELD_GUARDIAN_JOB, K_TEXT, 0, 24, "" },
	{ FIELD_GUARDIAN_PHONE, K_TEXT, 0, 22, "" },
};
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static const char *const kinds[] = {
	[K_TEXT] = "text", [K_NUMBER] = "number", [K_DATE] = "date",
	[K_SEX] = "choice", [K_ETHNIC] = "choice", [K_STATUS] = "choice",
	[K_YES] = "choice",
};

/* What a teacher must know of a column, or nothing. */
static const char *
hint_of(const ctxh *h, enum field f)
{
	switch (f) {
	case FIELD_MOET:
		return T(h, "the id of the national database; text, so that "
		    "no zero is lost; no two pupils have the same");
	case FIELD_PERSONAL:
		return T(h, "12 digits, as text");
	case FIELD_BORN:
		return T(h, "day/month/year, such as 09/02/2016");
	case FIELD_CLASS:
		return T(h, "as the school calls it, such as 2B");
	case FIELD_ETHNIC:
	case FIELD_STATUS:
		return T(h, "choose from the list");
	case FIELD_POOR:
	case FIELD_NEAR_POOR:
	case FIELD_REPEATS:
	case FIELD_PIONEER:
		return T(h, "x for yes, empty for no");
	case FIELD_DISABLED:
	case FIELD_POLICY:
		return T(h, "the kind, empty for none");
	case FIELD_PHONE:
		return T(h, "as text, so that the zero in front stays");
	default:
		return "";
	}
}

static int
put_choices(ctxh_value *o, enum kind kind)
{
	const struct enrol_state *s;
	ctxh_value	*list = ctxh_value_list();
	const char	*name;
	size_t		 i;
	int		 bad = 0;

	if (kind == K_SEX)
		bad = push_text(list, "Nam") | push_text(list, "Nữ");
	else if (kind == K_YES)
		bad = push_text(list, "x");
	else if (kind == K_ETHNIC)
		for (i = 0; !bad && (name = ethnic_nth(i)) != NULL; i++)
			bad = push_text(list, name);
	else if (kind == K_STATUS)
		for (i = 0; !bad && (s = enrol_nth(i)) != NULL; i++)
			bad = push_text(list, s->label);
	return put(o, "choices", list) | bad;
}

static ctxh_value *
column_value(const ctxh *h, size_t i)
{
	const enum field f = columns[i].field;
	const enum kind	 kind = columns[i].kind;
	ctxh_value	*o = ctxh_value_object();

	if (o == NULL || put_text(o, "field", student_fields[f].id) |
	    put_text(o, "header", student_fields[f].label) |
	    put_text(o, "type", kinds[kind]) |
	    put_bool(o, "required", columns[i].needed) |
	    put_int(o, "width", columns[i].width) |
	    put_text(o, "help", hint_of(h, f)) |
	    (strcmp(kinds[kind], "choice") == 0 ? put_choices(o, kind) : 0)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

/* Whether none of the levels has the column. */
static int
is_left_out(size_t i, const ctxh_value *levels)
{
	const ctxh_value *item;
	struct buf	 b = { 0 };
	int		 without = 0, with = 0;

	VALUE_EACH(item, levels) {
		buf_reset(&b);
		buf_fmt(&b, "|%s|", ctxh_value_str(item) != NULL ?
		    ctxh_value_str(item) : "");
		if (b.data != NULL &&
		    strstr(columns[i].not_in, b.data) != NULL)
			without = 1;
		else
			with = 1;
	}
	buf_free(&b);
	return without && !with;
}

EXPORT int
ctxh_student_columns(ctxh *h, const ctxh_value *levels, ctxh_value **out)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;

	*out = NULL;
	for (i = 0; i < COLUMNS; i++)
		if (!is_left_out(i, levels) &&
		    push(list, column_value(h, i)) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	*out = list;
	return list != NULL ? CTXH_OK : fail_nomem(h);
}
