#include "cases/rebuild.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cases/case.h"
#include "chain/derived.h"
#include "chain/undone.h"
#include "people/student.h"
#include "people/student_mark.h"
#include "people/year.h"
#include "registers/times.h"
#include "vault/vault.h"

int
cases_all(ctxh *h, int64_t **out, size_t *n)
{
	size_t	 cap = 0;
	stmt	*st;
	int	 rc, step;

	*out = NULL;
	*n = 0;
	if ((rc = db_stmt(h, SQL_document_cases, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		if (db_int(st, 0) == 0)
			continue;
		if (mem_grow((void **)out, &cap, *n + 1, sizeof(**out)) != 0) {
			db_reset(st);
			return fail_nomem(h);
		}
		(*out)[(*n)++] = db_int(st, 0);
	}
	return step < 0 ? h->status : CTXH_OK;
}

void
years_case(struct years *y, int year, const char *number)
{
	int64_t	n = strtoll(number + strlen("VV-0000-"), NULL, 10);
	int	i = year - DATE_YEAR_MIN;

	if (i < 0 || i >= YEARS)
		return;
	y->is[i] = 1;
	if (n > y->last[i])
		y->last[i] = n;
}

int
years_lists(ctxh *h, struct years *y)
{
	struct buf	 facts = { 0 };
	stmt		*st;
	int		 rc, step, i;

	if ((rc = db_stmt(h, SQL_student_live, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1) {
		/* One that does not open was found with its row. */
		if (row_open(h, TABLE_STUDENT, st, 1, &facts) != CTXH_OK)
			continue;
		i = facts_year(facts.data) - DATE_YEAR_MIN;
		if (i >= 0 && i < YEARS)
			y->is[i] = 1;
	}
	buf_free(&facts);
	return step < 0 ? h->status : CTXH_OK;
}

static int
drop_case(ctxh *h, int64_t id)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_case_fact_delete, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	return db_step(h, st) < 0 ? h->status : CTXH_OK;
}

static int
has_documents(ctxh *h, int64_t id, int *has)
{
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(h, SQL_document_of_case, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, id);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	*has = rc == 1;
	db_reset(st);
	return CTXH_OK;
}

int
rebuild_case(ctxh *h, int64_t id)
{
	struct casefile		c;
	struct case_state	s;
	int			rc, has = 0;

	if ((rc = has_documents(h, id, &has)) != CTXH_OK || !has)
		return rc == CTXH_OK ? drop_case(h, id) : rc;
	if ((rc = case_load(h, id, &c)) != CTXH_OK)
		return rc;
	if ((rc = case_replay(h, &c, MOMENT_MAX, &s, NULL)) == CTXH_OK &&
	    (rc = deadlines_date(h, &s, NULL)) == CTXH_OK)
		rc = facts_put(h, &s);
	state_free(&s);
	case_free(&c);
	return rc;
}

struct index {
	struct years	*years;
	int64_t		*clash;
};

static int
index_case(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct index	*x = ctx;
	unsigned char	 tag[TAG_SIZE];
	int64_t		 taken;
	int		 rc;

	years_case(x->years, f->year, f->number);
	vault_tag(h->vault, VAULT_FACTS, "case", f->number, strlen(f->number),
	    tag);
	rc = tag_add(h, &case_tags, tag, f->id, &taken);
	if (rc == CTXH_OK && taken != 0) {
		x->clash[0] = taken;
		x->clash[1] = f->id;
	}
	return rc;
}

int
rebuild_index(ctxh *h, int64_t clash[2])
{
	struct index	x = { calloc(1, sizeof(*x.years)), clash };
	int		i, rc;

	clash[0] = clash[1] = 0;
	if (x.years == NULL)
		return fail_nomem(h);
	if ((rc = db_run(h, SQL_case_tag_clear)) == CTXH_OK &&
	    (rc = db_run(h, SQL_school_year_clear)) == CTXH_OK &&
	    (rc = facts_each(h, index_case, &x)) == CTXH_OK)
		rc = years_lists(h, x.years);
	for (i = 0; rc == CTXH_OK && i < YEARS; i++)
		if (x.years->is[i])
			rc = year_put(h, DATE_YEAR_MIN + i, x.years->last[i]);
	free(x.years);
	return rc;
}

int
rebuild_all(ctxh *h)
{
	int64_t	*ids = NULL, clash[2];
	size_t	 i, n = 0;
	int	 rc;

	if ((rc = undone_rebuild(h)) != CTXH_OK ||
	    (rc = db_run(h, SQL_case_fact_clear)) != CTXH_OK ||
	    (rc = students_rebuild(h, clash)) != CTXH_OK ||
	    (rc = marks_rebuild(h)) != CTXH_OK ||
	    (rc = times_rebuild(h)) != CTXH_OK)
		return rc;
	rc = cases_all(h, &ids, &n);
	for (i = 0; rc == CTXH_OK && i < n; i++)
		rc = rebuild_case(h, ids[i]);
	if (rc == CTXH_OK)
		rc = rebuild_index(h, clash);
	free(ids);
	return rc;
}
