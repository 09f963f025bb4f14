#include "cases/open_cases.h"

#include <stdlib.h>

#include "base/value.h"
#include "cases/case.h"

struct search {
	open_cases_fn	 is;
	const void	*ctx;
	ctxh_value	*cases;
};

struct numbers {
	const int64_t	*list;
	size_t		 n;
};

static int
by_number(const void *a, const void *b)
{
	int64_t n = *(const int64_t *)a, m = *(const int64_t *)b;

	return (n > m) - (n < m);
}

static int
is_among(const void *ctx, int64_t student)
{
	const struct numbers *all = ctx;

	return bsearch(&student, all->list, all->n, sizeof(student),
	    by_number) != NULL;
}

static int
name_case(ctxh *h, const struct search *s, const struct case_facts *f)
{
	ctxh_value	*o = ctxh_value_object(), *on = ctxh_value_list();
	size_t		 i;
	int		 failed = o == NULL || on == NULL;

	for (i = 0; i < f->nstudents && !failed; i++)
		if (s->is(s->ctx, f->students[i]))
			failed = push(on, ctxh_value_number(
			    (double)f->students[i]));
	failed = failed || put_text(o, "case", f->number) |
	    put_text(o, "state", f->state) | put_text(o, "rules", f->rules);
	if (failed) {
		ctxh_value_free(on);
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	if (put(o, "students", on) != 0) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(s->cases, o) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
try_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	const struct search	*s = ctx;
	size_t			 i;

	if (!f->open)
		return CTXH_OK;
	for (i = 0; i < f->nstudents; i++)
		if (s->is(s->ctx, f->students[i]))
			return name_case(h, s, f);
	return CTXH_OK;
}

int
open_cases_where(ctxh *h, open_cases_fn is, const void *ctx, ctxh_value **out)
{
	struct search	s = { is, ctx, ctxh_value_list() };
	int		rc;

	*out = NULL;
	if (s.cases == NULL)
		return fail_nomem(h);
	if ((rc = facts_each(h, try_case, &s)) == CTXH_OK)
		*out = s.cases;
	else
		ctxh_value_free(s.cases);
	return rc;
}

int
open_cases_of(ctxh *h, const int64_t *students, size_t n, ctxh_value **out)
{
	struct numbers all = { students, n };

	if (n > 0)
		return open_cases_where(h, is_among, &all, out);
	*out = ctxh_value_list();
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}
