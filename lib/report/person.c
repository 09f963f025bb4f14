#include "report/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/order.h"
#include "base/value.h"
#include "cases/case.h"
#include "people/ethnic.h"
#include "people/student.h"
#include "registers/view.h"

#define SEX_FEMALE	"nu"
#define ETHNIC_KINH	"01"

/* A register has the group's code; an intake has it as somebody typed it, and
 * what is no spelling of Kinh that we know is another group. */
static int
is_minority(const char *ethnic)
{
	struct buf	 scratch = { 0 };
	const char	*code;
	int		 is;

	if (ethnic == NULL || *ethnic == '\0')
		return 0;
	code = ethnic_code(ethnic, strlen(ethnic), &scratch);
	is = code == NULL || strcmp(code, ETHNIC_KINH) != 0;
	buf_free(&scratch);
	return is;
}

static void
describe(const ctxh_value *o, struct person *p)
{
	const char *sex = get_text(o, "sex");

	p->female = sex != NULL && strcmp(sex, SEX_FEMALE) == 0;
	p->minority = is_minority(get_text(o, "ethnic"));
}

int
people_add(ctxh *h, struct people *all, int row, const ctxh_value *item,
    int64_t number)
{
	struct person	*p;

	if (!person_is_subject(item) && !person_is_offender(item))
		return CTXH_OK;
	if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*p)) != 0)
		return fail_nomem(h);
	p = &all->list[all->n++];
	memset(p, 0, sizeof(*p));
	p->row = row;
	p->offender = person_is_offender(item);
	p->number = number > 0 ? number : -++all->unknown;
	if (number <= 0)
		describe(item, p);
	return CTXH_OK;
}

/* Of a pupil who is not in the register any more nothing is known. */
static int
look_up(ctxh *h, struct person *p)
{
	ctxh_value	*facts;
	int		 rc = student_facts(h, p->number, &facts);

	if (rc == CTXH_OK) {
		describe(facts, p);
		ctxh_value_free(facts);
	} else if (rc == CTXH_ENOTFOUND) {
		fail_clear(h);
		rc = CTXH_OK;
	}
	return rc;
}

int
person_as_of(ctxh *h, int64_t student, int year, struct person *p)
{
	ctxh_value	*facts;
	int64_t		 version;
	int		 rc;

	memset(p, 0, sizeof(*p));
	p->number = student;
	if ((rc = pupil_version(h, student, year, &version)) != CTXH_OK ||
	    version == 0)
		return rc;
	if ((rc = version_open(h, version, NULL, &facts, NULL)) == CTXH_OK) {
		describe(facts, p);
		p->grade = (int)get_int(facts, "grade", 0);
		ctxh_value_free(facts);
	}
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	const struct person	*x = a, *y = b;
	int			 c = compare(x->number, y->number);

	if (c == 0)
		c = compare(x->offender, y->offender);
	return c != 0 ? c : compare(x->row, y->row);
}

/* Each pupil once, however many cases he is in. */
static int
look_up_all(ctxh *h, struct people *all)
{
	struct person	*p = all->list;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < all->n; i++) {
		if (p[i].number < 0 || p[i].offender)
			continue;
		if (i > 0 && p[i - 1].number == p[i].number) {
			p[i].female = p[i - 1].female;
			p[i].minority = p[i - 1].minority;
		} else {
			rc = look_up(h, &p[i]);
		}
	}
	return rc;
}

int
people_each(ctxh *h, struct people *all, person_fn fn, void *ctx)
{
	const struct person	*p;
	size_t			 i;
	int			 rc, new;

	if (all->n == 0)
		return CTXH_OK;
	qsort(all->list, all->n, sizeof(*all->list), by_number);
	if ((rc = look_up_all(h, all)) != CTXH_OK)
		return rc;
	for (i = 0; i < all->n; i++) {
		p = &all->list[i];
		new = i == 0 || p[-1].number != p->number ||
		    p[-1].offender != p->offender;
		if (new)
			fn(ctx, PEOPLE_ALL, p);
		if (new || p[-1].row != p->row)
			fn(ctx, p->row, p);
	}
	return CTXH_OK;
}

void
people_free(struct people *all)
{
	free(all->list);
	memset(all, 0, sizeof(*all));
}
