/* A yearly plan with how its tasks stand. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "registers/activity.h"
#include "registers/view.h"
#include "registers/yearplan.h"
#include "text/date.h"

#define MONTH 7		/* of yyyy-mm-dd */

int
yearplan_sums(ctxh *h, const struct entry *e, int year, ctxh_value *o)
{
	int64_t		 n[ACTIVITY_DROPPED + 1] = { 0 };
	struct entries	 all;
	const struct entry *a;
	int		 rc;

	(void)year;
	if ((rc = plan_activities(h, e->id, &all)) != CTXH_OK)
		return rc;
	EACH(a, all.list, all.n)
		n[activity_status(a, handle_now(h))]++;
	if (put_int(o, "tasks_total", (int64_t)all.n) |
	    put_int(o, "tasks_held", n[ACTIVITY_HELD]) |
	    put_int(o, "tasks_late", n[ACTIVITY_LATE]) |
	    put_int(o, "tasks_dropped", n[ACTIVITY_DROPPED]))
		rc = fail_nomem(h);
	entries_free(&all);
	return rc;
}

static int64_t
sessions_of(const struct entry *a)
{
	const struct entry_doc	*d;
	int64_t			 n = 0;

	EACH(d, a->docs, a->n)
		if (!d->superseded &&
		    strcmp(d->form->id, FORM_ACTIVITY_DONE) == 0)
			n += get_int(d->fields, "sessions", 1);
	return n;
}

static int
put_task(ctxh *h, const struct entries *all, const ctxh_value *item,
    ctxh_value *list)
{
	ctxh_value		*o = ctxh_value_copy(item);
	const char		*number = get_text(item, "activity");
	const char		*from = get_text(item, "from");
	enum register_kind	 kind;
	const struct entry	*a = number != NULL ? entries_find(all,
	    entry_id(number, &kind)) : NULL;
	char			 month[MONTH + 1] = "";
	int			 bad = o == NULL;

	if (from != NULL)
		strncat(month, from, MONTH);
	bad = bad || put_text(o, "month", from != NULL ? month : NULL);
	if (!bad && a != NULL)
		bad = put_text(o, "status", activity_status_name(
		    activity_status(a, handle_now(h)))) |
		    put_int(o, "sessions", sessions_of(a));
	if (!bad)
		return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
	ctxh_value_free(o);
	return fail_nomem(h);
}

static int
by_day(const void *a, const void *b)
{
	const ctxh_value	*x = *(const ctxh_value *const *)a;
	const ctxh_value	*y = *(const ctxh_value *const *)b;
	const char		*s = get_text(x, "from");
	const char		*t = get_text(y, "from");

	return strcmp(s != NULL ? s : "", t != NULL ? t : "");
}

static int
put_tasks(ctxh *h, int64_t plan, const ctxh_value *tasks, ctxh_value *o)
{
	const ctxh_value	**order, *v;
	ctxh_value		 *list = ctxh_value_list();
	struct entries		  all;
	size_t			  i, n = 0;
	int			  rc;

	order = calloc(ctxh_value_count(tasks) + 1, sizeof(*order));
	if ((rc = plan_activities(h, plan, &all)) == CTXH_OK &&
	    (order == NULL || list == NULL))
		rc = fail_nomem(h);
	if (order != NULL) {
		VALUE_EACH(v, tasks)
			order[n++] = v;
		if (n > 0)
			qsort(order, n, sizeof(*order), by_day);
	}
	for (i = 0; rc == CTXH_OK && i < n; i++)
		rc = put_task(h, &all, order[i], list);
	free(order);
	entries_free(&all);
	if (rc == CTXH_OK)
		return put(o, "tasks", list) == 0 ? CTXH_OK : fail_nomem(h);
	ctxh_value_free(list);
	return rc;
}

int
yearplan_show(ctxh *h, struct entry *e, unsigned flags, ctxh_value *o)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	ctxh_value		*fields = NULL;
	int			 rc = CTXH_OK;

	if (start == NULL)
		return CTXH_OK;
	if ((flags & CTXH_NAMES) != 0 && (rc = entry_open_person(h,
	    &e->docs[start->seq - 1])) != CTXH_OK)
		return rc;
	if ((rc = form_join(h, start->form, start->fields, start->person,
	    &fields)) != CTXH_OK)
		return rc;
	if (ctxh_value_get(fields, "committee") != NULL && put(o, "committee",
	    ctxh_value_copy(ctxh_value_get(fields, "committee"))) != 0)
		rc = fail_nomem(h);
	else
		rc = put_tasks(h, e->id, ctxh_value_get(fields, "tasks"), o);
	ctxh_value_free(fields);
	return rc;
}
