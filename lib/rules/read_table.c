/* Tables of the report: those that the program counts, and declared ones. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "rules/read.h"

/* {"sum": FIELD}, a whole number that is sealed as facts. */
static int
read_sum(struct reader *rd, const ctxh_value *v, struct column *c)
{
	static const char *const keys[] = { "!sum", NULL };
	struct ref	 ref = { 0 };
	const char	*name;
	size_t		 up = read_down(rd, "measure");
	int		 rc;

	c->measure = MEASURE_SUM;
	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_text(rd, v, "sum", &name)) != CTXH_OK ||
	    (rc = read_ref(rd, "sum", name, &ref)) != CTXH_OK)
		return rc;
	c->sum = ref.field;
	if (c->sum == NULL || c->sum->type != FIELD_INT)
		return read_bad(rd, "sum", T(rd->h, "\"%s\" is not a number "
		    "of this form"), name);
	read_up(rd, up);
	return CTXH_OK;
}

static int
read_measure(struct reader *rd, const ctxh_value *v, struct column *c)
{
	static const char *const words[] = { "documents", "cases",
	    "students", NULL };
	const ctxh_value *m = ctxh_value_get(v, "measure");
	int		  word = MEASURE_DOCUMENTS, rc;

	if (ctxh_value_kind(m) == CTXH_OBJECT)
		return read_sum(rd, m, c);
	rc = read_word(rd, v, "measure", words, &word);
	c->measure = (enum measure)word;
	return rc;
}

static int
read_column(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!id", "!vi", "!en", "if",
	    "measure", NULL };
	/* Of a table that the program counts. */
	static const char *const plain[] = { "!id", "!vi", "!en", NULL };
	struct column	*c = out;
	int		 rc;

	if ((rc = read_keys(rd, v, rd->form != NULL ? keys : plain)) !=
	    CTXH_OK || (rc = read_id(rd, v, "id", &c->id)) != CTXH_OK ||
	    (rc = read_label_here(rd, v, &c->label)) != CTXH_OK)
		return rc;
	if (rd->form == NULL)
		return CTXH_OK;
	if ((rc = read_pred(rd, v, "if", &c->cond)) != CTXH_OK)
		return rc;
	return read_measure(rd, v, c);
}

/* The field that makes the rows. */
static int
read_by(struct reader *rd, const ctxh_value *v, struct table_def *t)
{
	struct ref	 ref = { 0 };
	const char	*name;
	int		 rc;

	if ((rc = read_text(rd, v, "by", &name)) != CTXH_OK || name == NULL ||
	    (rc = read_ref(rd, "by", name, &ref)) != CTXH_OK)
		return rc;
	t->by = ref.field;
	if (t->by == NULL || t->by->codes == NULL)
		return read_bad(rd, "by", T(rd->h, "\"%s\" is not a field of "
		    "codes"), name);
	if (code_index(t->by->codes, ROW_TOTAL) != -1 ||
	    code_index(t->by->codes, ROW_NONE) != -1)
		return read_bad(rd, "by", T(rd->h, "no code of \"%s\" may be "
		    "called %s or %s, which are rows of their own"), name,
		    ROW_TOTAL, ROW_NONE);
	return CTXH_OK;
}

/* What is counted: documents of a form, by one of its fields. */
static int
read_declared(struct reader *rd, const ctxh_value *v, struct table_def *t)
{
	static const char *const keys[] = { "!id", "!title", "!of", "by",
	    "if", "!columns", NULL };
	int rc;

	t->rows = ROWS_DECLARED;
	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_form_name(rd, v, "of", &t->of)) != CTXH_OK)
		return rc;
	rd->form = t->of;
	if ((rc = read_by(rd, v, t)) != CTXH_OK)
		return rc;
	return read_pred(rd, v, "if", &t->cond);
}

static int
read_counted(struct reader *rd, const ctxh_value *v, struct table_def *t)
{
	static const char *const keys[] = { "!id", "!title", "!rows",
	    "!columns", NULL };
	static const char *const rows[] = { "category", "agency", "deadline",
	    "group", "activity", "mentor", "target", NULL };
	int kind = 0, rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK)
		return rc;
	rc = read_word(rd, v, "rows", rows, &kind);
	t->rows = (enum table_rows)kind;
	return rc;
}

static int
read_table(struct reader *rd, const ctxh_value *v, void *out)
{
	struct table_def	*t = out;
	int			 rc;

	rc = ctxh_value_get(v, "of") != NULL ? read_declared(rd, v, t) :
	    read_counted(rd, v, t);
	if (rc != CTXH_OK ||
	    (rc = read_id(rd, v, "id", &t->id)) != CTXH_OK ||
	    (rc = read_label(rd, v, "title", &t->title)) != CTXH_OK ||
	    (rc = read_list(rd, v, "columns", sizeof(*t->columns),
	    read_column, &t->columns, &t->column_count)) != CTXH_OK)
		return rc;
	rd->form = NULL;
	return CTXH_OK;
}

static int
twice(struct reader *rd, const char *id)
{
	return read_bad(rd, "tables", T(rd->h, "\"%s\" stands here twice"),
	    id);
}

static int
check_columns(struct reader *rd, const struct table_def *t)
{
	size_t i, k;

	for (i = 0; i < t->column_count; i++)
		for (k = 0; k < i; k++)
			if (strcmp(t->columns[k].id, t->columns[i].id) == 0)
				return twice(rd, t->columns[i].id);
	return CTXH_OK;
}

int
read_tables(struct reader *rd, const ctxh_value *v)
{
	struct rules			*r = rd->r;
	const struct table_def		*t, *old;
	int				 rc;

	if ((rc = read_list(rd, v, "tables", sizeof(*r->tables), read_table,
	    &r->tables, &r->table_count)) != CTXH_OK)
		return rc;
	EACH(t, r->tables, r->table_count) {
		if ((rc = check_columns(rd, t)) != CTXH_OK)
			return rc;
		for (old = r->tables; old < t; old++)
			if (strcmp(old->id, t->id) == 0)
				return twice(rd, t->id);
	}
	return CTXH_OK;
}

/* ---- tables that the program counts ---- */

/* Their ids in order of enum table_rows, and what adds up in each: see
 * lib/report/checks.c. */
static const struct {
	const char	*id;
	const char	*columns[6];
} counted[] = {
	[ROWS_CATEGORY] = { "cases", { "carried_in", "received", "closed",
	    "carried_out", "level_none", NULL } },
	[ROWS_AGENCY] = { "referrals", { "sent", "on_time", "late",
	    "answered", "following", NULL } },
	[ROWS_DEADLINE] = { "deadlines", { "due", "met", "met_late",
	    "overdue", "waived", NULL } },
	[ROWS_GROUP] = { "groups", { "start", "new", "left", "end", NULL } },
	[ROWS_ACTIVITY] = { "prevention", { "sessions", NULL } },
	[ROWS_MENTOR] = { "mentoring", { "students", NULL } },
	[ROWS_TARGET] = { "targets", { "numerator", "denominator", NULL } },
};
#define COUNTED (sizeof(counted) / sizeof(counted[0]))

void
level_column(const char *level, char *out, size_t size)
{
	(void)snprintf(out, size, "level_%s", level != NULL ? level : "none");
	for (; *out != '\0'; out++)
		if (*out == '-')
			*out = '_';
}

static int
need_column(struct reader *rd, const struct table_def *t, const char *id)
{
	size_t i;

	for (i = 0; i < t->column_count; i++)
		if (strcmp(t->columns[i].id, id) == 0)
			return CTXH_OK;
	return read_bad(rd, "columns", T(rd->h, "the column \"%s\" is missing, "
	    "without which nothing shows whether the table adds up; its label "
	    "is free"), id);
}

static int
need_levels(struct reader *rd, const struct table_def *t)
{
	const struct codes	*levels = rules_codes(rd->r, "level");
	char			 id[RULES_ID_MAX + 8];
	size_t			 i;
	int			 rc;

	for (i = 0; i < levels->count; i++) {
		level_column(levels->list[i].code, id, sizeof(id));
		if ((rc = need_column(rd, t, id)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* Each is counted once, under the name that the program knows it by. */
static int
check_rows(struct reader *rd, const struct table_def *t)
{
	const struct table_def	*old;
	size_t			 i;

	for (i = 0; i < COUNTED; i++)
		if (strcmp(counted[i].id, t->id) == 0 &&
		    t->rows != (enum table_rows)i)
			return read_bad(rd, "rows", T(rd->h, "the rows of "
			    "\"%s\" are the program's own; take another id "
			    "for another table"), t->id);
	for (old = rd->r->tables; t->rows != ROWS_DECLARED && old < t; old++)
		if (old->rows == t->rows)
			return read_bad(rd, "rows", T(rd->h, "\"%s\" has these "
			    "rows already, and no second table is counted"),
			    old->id);
	return CTXH_OK;
}

static int
check_counted(struct reader *rd, const struct table_def *t)
{
	const char *const	*column;
	int			 rc;

	if ((rc = check_rows(rd, t)) != CTXH_OK || t->rows == ROWS_DECLARED)
		return rc;
	for (column = counted[t->rows].columns; *column != NULL; column++)
		if ((rc = need_column(rd, t, *column)) != CTXH_OK)
			return rc;
	return t->rows == ROWS_CATEGORY ? need_levels(rd, t) : CTXH_OK;
}

int
read_counted_tables(struct reader *rd)
{
	const struct table_def	*t;
	size_t			 up;
	int			 rc;

	EACH(t, rd->r->tables, rd->r->table_count) {
		up = read_down(rd, "tables");
		(void)read_down_named(rd, (size_t)(t - rd->r->tables), t->id);
		if ((rc = check_counted(rd, t)) != CTXH_OK)
			return rc;
		read_up(rd, up);
	}
	return CTXH_OK;
}
