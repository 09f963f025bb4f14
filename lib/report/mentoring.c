/*
 * Biểu 7: pupils whom teachers help, by what they need help with.  A pair goes
 * from its beginning up to its end; those count that have a moment in the
 * period.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/order.h"
#include "base/value.h"
#include "registers/mentor.h"
#include "report/tables.h"

/* A pair of the period, once in its row and once in the total. */
struct help {
	int64_t	 student;
	int64_t	 assessed;	/* last in the period, or -1 */
	char	*mentor;	/* the same for one person; owned */
	int	 row, progressed, ended;
};

struct helps {
	struct help	*list;
	size_t		 n, cap;
	struct member	*members;
	size_t		 nmembers;
};

/* ---- pairs ---- */

static const struct codes *
codes_of(const struct entry_doc *d, const char *field)
{
	const struct field *f = form_field(d->form, field);

	return f != NULL ? f->codes : NULL;
}

/* Codes of progress stand from the most to none, which is the last one. */
static int
is_progress(const struct entry_doc *d)
{
	const struct codes	*codes = codes_of(d, "progress");
	const char		*code = get_text(d->fields, "progress");
	int			 i = -1;

	if (codes != NULL && code != NULL)
		i = code_index(codes, code);
	return i >= 0 && (size_t)i + 1 < codes->count;
}

static void
take_assessment(struct help *p, const struct entry *e,
    const struct span *span)
{
	const struct entry_doc *d = entry_step(e, STEP_NOTE, span->asof);

	p->assessed = -1;
	if (d == NULL || d->at < span->start)
		return;
	p->assessed = d->at;
	p->progressed = is_progress(d);
}

static int
take_mentor(ctxh *h, const struct helps *all, struct help *p,
    const struct entry_doc *start)
{
	const char *text = get_text(start->fields, "mentor");

	return mentor_key(h, all->members, all->nmembers,
	    text != NULL ? text : "", &p->mentor);
}

static int
add_help(ctxh *h, struct mentoring *t, const struct rules *r,
    const struct span *span, const struct entry *e, struct helps *all)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, span->asof);
	const char		*code;
	int64_t			 ends = entry_ends(e, span->asof);
	struct help		*p;

	if (start == NULL || ends < span->start)
		return CTXH_OK;
	if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*p)) != 0)
		return fail_nomem(h);
	p = &all->list[all->n++];
	*p = (struct help){ .student = e->student,
	    .ended = ends != ENTRY_OPEN };
	take_assessment(p, e, span);
	code = get_text(start->fields, "category");
	p->row = sheet_code_row(&t->sheet, code != NULL ? code : ROW_NONE,
	    rules_codes(r, "group_kind"), codes_of(start, "category"));
	return p->row < 0 ? fail_nomem(h) : take_mentor(h, all, p, start);
}

static int
read_pairs(ctxh *h, struct mentoring *t, const struct rules *r,
    const struct span *span, struct helps *all)
{
	struct entries	entries;
	size_t		i;
	int		rc;

	if ((rc = members_load(h, &all->members, &all->nmembers)) !=
	    CTXH_OK || (rc = entries_between(h, REGISTER_MENTOR, ENTRIES_LIVE,
	    span->start, span->asof, &entries, &t->used)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < entries.n; i++)
		rc = add_help(h, t, r, span, &entries.list[i], all);
	entries_free(&entries);
	return rc;
}

/* ---- counting ---- */

static int
by_pupil(const void *a, const void *b)
{
	const struct help	*x = a, *y = b;
	int			 c = compare(x->row, y->row);

	if (c == 0)
		c = compare(x->student, y->student);
	return c != 0 ? c : compare(x->assessed, y->assessed);
}

static int
by_mentor(const void *a, const void *b)
{
	const struct help	*x = a, *y = b;
	int			 c = compare(x->row, y->row);

	return c != 0 ? c : strcmp(x->mentor, y->mentor);
}

/* Of a pupil's pairs the assessment that is the last one counts. */
static void
count_pupils(struct sheet *t, const struct helps *all)
{
	const struct help *p, *end = all->list + all->n;

	for (p = all->list; p != end; p++) {
		sheet_add(t, p->row, "ended", p->ended);
		if (p + 1 != end && p[1].row == p->row &&
		    p[1].student == p->student)
			continue;
		sheet_add(t, p->row, "students", 1);
		sheet_add(t, p->row, "progressed", p->progressed);
	}
}

static void
count_all(struct sheet *t, struct helps *all)
{
	const struct help *p;

	if (all->n == 0)
		return;
	qsort(all->list, all->n, sizeof(*all->list), by_pupil);
	count_pupils(t, all);
	qsort(all->list, all->n, sizeof(*all->list), by_mentor);
	EACH(p, all->list, all->n)
		if (p == all->list || by_mentor(p - 1, p) != 0)
			sheet_add(t, p->row, "mentors", 1);
}

int
mentoring_count(ctxh *h, struct mentoring *t, const struct rules *r,
    const struct period *p)
{
	static const char *const known[] = { "students", "mentors",
	    "progressed", "ended", NULL };
	struct helps	all = { 0 };
	size_t		i;
	int		rc, total;

	memset(t, 0, sizeof(*t));
	sheet_init(&t->sheet, r, ROWS_MENTOR, known);
	if (t->sheet.def == NULL)
		return CTXH_OK;
	total = sheet_row(&t->sheet, ROW_TOTAL, TOTAL_LABEL, ORDER_TOTAL);
	rc = total < 0 ? fail_nomem(h) :
	    read_pairs(h, t, r, &p->span, &all);
	if (rc == CTXH_OK) {
		count_all(&t->sheet, &all);
		for (i = 0; i < all.n; i++)
			all.list[i].row = total;
		count_all(&t->sheet, &all);
	}
	for (i = 0; i < all.n; i++)
		str_wipe_free(all.list[i].mentor);
	free(all.list);
	members_free(all.members, all.nmembers);
	return rc;
}
