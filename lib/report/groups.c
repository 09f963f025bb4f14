/*
 * Biểu 1: pupils who need attention, by group.
 *
 * A pupil is in a group from the beginning of his entry up to its end, which
 * is no part of that time.  Times that overlap or touch are one stay: so the
 * total, for which all groups are one, has each pupil once, and somebody who
 * changes from one group to another neither left nor is new.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/order.h"
#include "base/value.h"
#include "people/class_next.h"
#include "registers/entry.h"
#include "report/tables.h"

#define COLUMN_GRADE	"grade_"
#define NURSERY_ONLY	1	/* taught: no grade at all */

/* From a moment to another, ENTRY_OPEN: not ended by E. */
struct stay {
	int64_t	 student, from, to;
	int	 row;
	const struct person *who;
};

struct stays {
	struct stay	*list;
	size_t		 n, cap;
	struct person	*people;	/* one a pupil */
	size_t		 npeople;
};

/* ---- whose entries have a moment in the period ---- */

static int
group_row(struct groups *t, const struct rules *r,
    const struct entry_doc *start)
{
	const struct field	*f = form_field(start->form, "group");
	const char		*code = get_text(start->fields, "group");

	return sheet_code_row(&t->sheet, code != NULL ? code : ROW_NONE,
	    rules_codes(r, "group_kind"), f != NULL ? f->codes : NULL);
}

static int
add_stay(ctxh *h, struct groups *t, const struct rules *r,
    const struct span *span, const struct entry *e, struct stays *all)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, span->asof);
	int64_t			 to = entry_ends(e, span->asof);
	int			 row;

	if (start == NULL || to < span->start)
		return CTXH_OK;
	if ((row = group_row(t, r, start)) < 0 ||
	    mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*all->list)) != 0)
		return fail_nomem(h);
	all->list[all->n++] = (struct stay){ e->student, start->at, to, row,
	    NULL };
	return CTXH_OK;
}

static int
read_stays(ctxh *h, struct groups *t, const struct rules *r,
    const struct span *span, struct stays *all)
{
	struct entries	entries;
	size_t		i;
	int		rc;

	if ((rc = entries_between(h, REGISTER_GROUP, ENTRIES_LIVE,
	    span->start, span->asof, &entries, &t->used)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < entries.n; i++)
		rc = add_stay(h, t, r, span, &entries.list[i], all);
	entries_free(&entries);
	return rc;
}

/* ---- who they are ---- */

static int
by_pupil(const void *a, const void *b)
{
	const struct stay	*x = a, *y = b;
	int			 c = compare(x->student, y->student);

	return c != 0 ? c : compare(x->from, y->from);
}

static int
by_row(const void *a, const void *b)
{
	const struct stay	*x = a, *y = b;
	int			 c = compare(x->row, y->row);

	return c != 0 ? c : by_pupil(a, b);
}

static void
sort(struct stays *all, int (*order)(const void *, const void *))
{
	if (all->n > 0)
		qsort(all->list, all->n, sizeof(*all->list), order);
}

/* Each pupil once, as of the school year. */
static int
look_up_all(ctxh *h, int year, struct stays *all)
{
	struct stay	*s;
	struct person	*p;
	int		 rc;

	sort(all, by_pupil);
	if ((all->people = calloc(all->n + 1, sizeof(*all->people))) == NULL)
		return fail_nomem(h);
	EACH(s, all->list, all->n) {
		if (s == all->list || s[-1].student != s->student) {
			p = &all->people[all->npeople++];
			if ((rc = person_as_of(h, s->student, year, p)) !=
			    CTXH_OK)
				return rc;
		}
		s->who = &all->people[all->npeople - 1];
	}
	return CTXH_OK;
}

/* ---- columns ---- */

/* The grade of a column, or 0. */
static int
grade_of(const struct column *c)
{
	return strncmp(c->id, COLUMN_GRADE, sizeof(COLUMN_GRADE) - 1) == 0 ?
	    (int)strtol(c->id + sizeof(COLUMN_GRADE) - 1, NULL, 10) : 0;
}

static unsigned
bit(int grade)
{
	return grade > 0 && grade < 31 ? 1U << grade : 0;
}

/* Grades that the school has, and those of the pupils counted. */
static int
grades_shown(ctxh *h, const struct stays *all, unsigned *shown)
{
	struct grades	g;
	size_t		i;
	int		rc;

	if ((rc = grades_load(h, &g)) != CTXH_OK)
		return rc;
	*shown = g.taught;
	for (i = 0; g.taught != NURSERY_ONLY && i < all->npeople; i++)
		*shown |= bit(all->people[i].grade);
	return CTXH_OK;
}

/* The rules have a column for any grade; a school shows its own. */
static int
choose_columns(ctxh *h, struct groups *t, const struct stays *all)
{
	const struct table_def	*from = t->sheet.def;
	const struct column	*c;
	unsigned		 shown;
	int			 rc;

	if ((rc = grades_shown(h, all, &shown)) != CTXH_OK)
		return rc;
	t->def = *from;
	t->def.column_count = 0;
	t->def.columns = calloc(from->column_count, sizeof(*c));
	if (t->def.columns == NULL)
		return fail_nomem(h);
	EACH(c, from->columns, from->column_count)
		if (grade_of(c) == 0 || (shown & bit(grade_of(c))) != 0)
			t->def.columns[t->def.column_count++] = *c;
	/* There are as many cells as there were columns. */
	sheet_columns(&t->sheet, &t->def);
	return CTXH_OK;
}

/* ---- counting ---- */

static void
count_stay(struct sheet *t, const struct span *span, const struct stay *s)
{
	sheet_add(t, s->row, "start", s->from < span->start);
	sheet_add(t, s->row, "new", s->from >= span->start);
	sheet_add(t, s->row, "left", s->to != ENTRY_OPEN);
	sheet_add(t, s->row, "end", s->to == ENTRY_OPEN);
}

static void
count_pupil(struct sheet *t, const struct stay *s)
{
	char column[sizeof(COLUMN_GRADE) + 12];

	sheet_add(t, s->row, "total", 1);
	sheet_add(t, s->row, "female", s->who->female);
	sheet_add(t, s->row, "minority", s->who->minority);
	(void)snprintf(column, sizeof(column), COLUMN_GRADE "%d",
	    s->who->grade);
	sheet_add(t, s->row, column, 1);
}

/* Of stays in order of row, pupil and beginning. */
static void
count_all(struct sheet *t, const struct span *span, const struct stays *all)
{
	struct stay	 whole;
	const struct stay *s = all->list, *end = s + all->n;
	int		 same = 0;

	for (; s != end; same = s != end && s->row == whole.row &&
	    s->student == whole.student) {
		whole = *s++;
		for (; s != end && s->row == whole.row && s->student ==
		    whole.student && s->from <= whole.to; s++)
			if (s->to > whole.to)
				whole.to = s->to;
		count_stay(t, span, &whole);
		if (!same)
			count_pupil(t, &whole);
	}
}

static int
count(ctxh *h, struct groups *t, const struct period *p, struct stays *all)
{
	size_t	i;
	int	rc;

	if ((rc = look_up_all(h, p->year, all)) != CTXH_OK ||
	    (rc = choose_columns(h, t, all)) != CTXH_OK)
		return rc;
	sort(all, by_row);
	count_all(&t->sheet, &p->span, all);
	for (i = 0; i < all->n; i++)
		all->list[i].row = t->total;
	sort(all, by_row);
	count_all(&t->sheet, &p->span, all);
	return CTXH_OK;
}

int
groups_count(ctxh *h, struct groups *t, const struct rules *r,
    const struct period *p)
{
	static const char *const known[] = { "total", "female", "minority",
	    COLUMN_GRADE, "start", "new", "left", "end", NULL };
	struct stays	all = { 0 };
	int		rc;

	memset(t, 0, sizeof(*t));
	sheet_init(&t->sheet, r, ROWS_GROUP, known);
	if (t->sheet.def == NULL)
		return CTXH_OK;
	t->total = sheet_row(&t->sheet, ROW_TOTAL, TOTAL_LABEL, ORDER_TOTAL);
	rc = t->total < 0 ? fail_nomem(h) :
	    read_stays(h, t, r, &p->span, &all);
	if (rc == CTXH_OK)
		rc = count(h, t, p, &all);
	free(all.list);
	free(all.people);
	return rc;
}

void
groups_free(struct groups *t)
{
	sheet_free(&t->sheet);
	free(t->def.columns);
	memset(t, 0, sizeof(*t));
}
