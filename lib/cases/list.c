/* ctxh_case_list(): all cases at a glance, from their derived rows. */
#include "base/value.h"
#include "cases/case.h"
#include "cases/due.h"
#include "chain/log.h"
#include "chain/member.h"
#include "people/year.h"
#include "rules/book.h"
#include "text/date.h"

struct listing {
	int		 year;
	int64_t		 now;
	ctxh_value	*list;
};

static const char *
or_null(const char *s)
{
	return s[0] != '\0' ? s : NULL;
}

int
view_case(ctxh *h, const struct case_facts *f, int64_t now, ctxh_value *o)
{
	const struct rules	*r = rules_named(h, f->rules);
	struct deadline		 d;
	char			 year[16];
	int64_t			 next = INT64_MAX;
	int			 rc, overdue = 0;
	size_t			 i;

	if (r == NULL)
		return h->status != CTXH_OK ? h->status : fail(h, CTXH_EFAIL,
		    T(h, "this program does not have the rule set \"%s\""),
		    f->rules);
	for (i = 0; i < f->n; i++) {
		if ((rc = deadline_of_facts(h, r, &f->deadlines[i], &d)) !=
		    CTXH_OK)
			return rc;
		if (d.status != DUE_OPEN || f->duplicate)
			continue;
		if (d.due < next)
			next = d.due;
		overdue |= deadline_late(d.rule, d.due, now);
	}
	year_name(f->year, year);
	if (put_text(o, "case", f->number) | put_text(o, "state", f->state) |
	    put_text(o, "category", or_null(f->category)) |
	    put_text(o, "level", or_null(f->level)) |
	    put_text(o, "route", or_null(f->route)) |
	    put_text(o, "rules", f->rules) |
	    put_moment(o, "opened_at", f->received_at) |
	    put_text(o, "year", year) | (next != INT64_MAX ?
	    put_moment(o, "next_due_at", next) : put_null(o, "next_due_at")) |
	    put_bool(o, "overdue", overdue))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
list_one(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct listing	*l = ctx;
	ctxh_value	*o;
	int		 rc;

	if (f->year != l->year)
		return CTXH_OK;
	if ((o = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = view_case(h, f, l->now, o)) != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(l->list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_case_list(ctxh *h, const char *year, ctxh_value **out)
{
	struct listing	l = { 0 };
	int		rc;

	*out = NULL;
	if ((rc = need_facts(h, "list")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	l.now = handle_now(h);
	if ((l.list = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = year_wanted(h, year, &l.year)) == CTXH_OK)
		rc = facts_each(h, list_one, &l);
	else if (rc == CTXH_ENOTFOUND) {
		/* A store without a year has no cases. */
		fail_clear(h);
		rc = CTXH_OK;
	}
	if (rc == CTXH_OK)
		*out = l.list;
	else
		ctxh_value_free(l.list);
	return db_release(h, rc);
}
