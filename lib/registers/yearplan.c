#include "registers/yearplan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/year.h"
#include "registers/activity.h"
#include "registers/view.h"
#include "text/date.h"
#include "text/fold.h"

#define COMING_FROM	6	/* the month from which a plan is for the
				 * school year to come */

/* ---- what it says ---- */

int
yearplan_year(const struct entry *e)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	int			 year = d != NULL ?
	    year_named(get_text(d->fields, "year")) : 0;

	return year > 0 ? year : 0;
}

/* A plan of the summer is for the year that begins behind it. */
static int
year_of_issue(int64_t day)
{
	int year = year_of_day(day);

	return civil_from_day(day).month >= COMING_FROM &&
	    civil_from_day(day).year == year + 1 ? year + 1 : year;
}

static int
take_year(ctxh *h, struct entry_draft *d, int *year)
{
	const char	*text = get_text(d->fields, "year");
	const char	*when = get_text(d->fields, d->form->when->id);
	int64_t		 at = op_at(h);
	char		 name[16];

	if (text != NULL && (*year = year_named(text)) <= 0) {
		(void)fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), text);
		return fail_where_text(h, "field", "year");
	}
	if (when != NULL)
		(void)text_moment(when, &at);
	if (text == NULL)
		*year = year_of_issue(day_of(at));
	year_name(*year, name);
	return put_text(d->fields, "year", name) == 0 ? CTXH_OK :
	    fail_nomem(h);
}

static int
blame(ctxh *h, size_t i, const char *field)
{
	char where[64];

	(void)snprintf(where, sizeof(where), "tasks[%zu]%s%s", i,
	    field != NULL ? "." : "", field != NULL ? field : "");
	return fail_where_text(h, "field", where);
}

static int
fill_task(ctxh *h, ctxh_value *task, size_t i, int year)
{
	if (activity_days(h, task, year) != CTXH_OK)
		return h->status == CTXH_EUSAGE ? blame(h, i, "time") :
		    h->status;
	if (get_text(task, "from") != NULL)
		return CTXH_OK;
	(void)fail(h, CTXH_EUSAGE, T(h, "missing: when the task is to be done: "
	    "\"%s\"; give \"time\", or \"from\" and \"to\""),
	    get_text(task, "what") != NULL ? get_text(task, "what") : "");
	return blame(h, i, "time");
}

int
yearplan_fill(ctxh *h, struct entry_draft *d, const ctxh_value *given)
{
	ctxh_value	*tasks = ctxh_value_take(d->fields, "tasks");
	ctxh_value	*list = NULL, *copy;
	const ctxh_value *v;
	size_t		 i = 0;
	int		 year, rc;

	(void)given;
	if (d->form->step != STEP_START)
		rc = CTXH_OK;
	else if ((rc = take_year(h, d, &year)) == CTXH_OK && tasks != NULL &&
	    (list = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	VALUE_EACH(v, tasks) {
		if (rc != CTXH_OK || list == NULL)
			break;
		if ((copy = ctxh_value_copy(v)) == NULL)
			rc = fail_nomem(h);
		else if ((rc = fill_task(h, copy, i++, year)) != CTXH_OK)
			ctxh_value_free(copy);
		else if (push(list, copy) != 0)
			rc = fail_nomem(h);
	}
	ctxh_value_free(tasks);
	if (rc == CTXH_OK && list != NULL)
		return put(d->fields, "tasks", list) == 0 ? CTXH_OK :
		    fail_nomem(h);
	ctxh_value_free(list);
	return rc;
}

/* ---- which activity a task is ---- */

struct task {
	const ctxh_value *item;
	const struct entry *was;	/* its activity; NULL: a new one */
	const ctxh_value *item_was;	/* of the plan before; or NULL */
	int64_t		 id;		/* of the activity */
};

struct matching {
	struct entry_draft *d;
	struct entries	 all;		/* the plan's activities */
	struct task	*tasks;
	size_t		 n;
	ctxh_value	*changes;
	char		 number[ENTRY_NUMBER_MAX];	/* the plan's */
};

int
plan_activities(ctxh *h, int64_t plan, struct entries *all)
{
	size_t	i, n = 0;
	int	rc;

	if ((rc = entries_load(h, REGISTER_ACTIVITY, 0, all)) != CTXH_OK)
		return rc;
	for (i = 0; i < all->n; i++)
		if (activity_plan(&all->list[i]) == plan)
			all->list[n++] = all->list[i];
		else
			entry_free(&all->list[i]);
	all->n = n;
	return CTXH_OK;
}

static int
is_taken(const struct matching *m, const struct entry *e)
{
	const struct task *t;

	EACH(t, m->tasks, m->n)
		if (t->was == e)
			return 1;
	return 0;
}

static int
same_words(ctxh *h, const char *a, const char *b, int *same)
{
	struct buf	x = { 0 }, y = { 0 };
	int		failed;

	fold(a, strlen(a), &x);
	fold(b, strlen(b), &y);
	*same = x.len > 0 && y.len > 0 && strcmp(x.data, y.data) == 0;
	failed = buf_failed(&x) || buf_failed(&y);
	buf_free(&x);
	buf_free(&y);
	return failed ? fail_nomem(h) : CTXH_OK;
}

/* The activity whose number the task has. */
static int
match_number(ctxh *h, struct matching *m, struct task *t)
{
	const char		*number = get_text(t->item, "activity");
	const struct entry	*e;
	enum register_kind	 kind;
	int64_t			 id;

	if (number == NULL || m->d->old == NULL)
		return CTXH_OK;
	id = entry_id(number, &kind);
	e = kind == REGISTER_ACTIVITY || kind == REGISTER_COUNT ?
	    entries_find(&m->all, id) : NULL;
	if (e != NULL && !is_taken(m, e)) {
		t->was = e;
		return CTXH_OK;
	}
	if (e != NULL)
		(void)fail(h, CTXH_ERULE, T(h, "two tasks name the same "
		    "activity: \"%s\"; leave \"activity\" out for a new "
		    "task"), number);
	else
		(void)fail(h, CTXH_ERULE, T(h, "\"%s\" is no activity of this "
		    "plan; leave \"activity\" out for a new task"), number);
	return blame(h, (size_t)(t - m->tasks), "activity");
}

/* What the plan said of the activity before. */
static const ctxh_value *
item_of(const struct entry_doc *old, const char *number)
{
	const ctxh_value	*v;
	const char		*s;

	VALUE_EACH(v, old != NULL ? ctxh_value_get(old->fields, "tasks") :
	    NULL)
		if ((s = get_text(v, "activity")) != NULL &&
		    strcmp(s, number) == 0)
			return v;
	return NULL;
}

/* Whether the plan had it on the same days. */
static int
same_days(const struct matching *m, const struct task *t,
    const struct entry *e)
{
	static const char *const days[] = { "from", "to" };
	const ctxh_value	*was;
	const char		*a, *b;
	char			 number[ENTRY_NUMBER_MAX];
	size_t			 i;

	entry_number(REGISTER_ACTIVITY, e->id, number);
	was = item_of(m->d->old, number);
	for (i = 0; i < 2; i++) {
		a = get_text(t->item, days[i]);
		b = get_text(was, days[i]);
		if (a == NULL || b == NULL || strcmp(a, b) != 0)
			return 0;
	}
	return 1;
}

/* One that goes by the same words; on the same days, where there are several
 * of them. */
static int
match_words(ctxh *h, struct matching *m, struct task *t, int by_days)
{
	const struct entry	*e;
	const struct entry_doc	*d;
	int			 rc, same;

	if (t->was != NULL)
		return CTXH_OK;
	EACH(e, m->all.list, m->all.n) {
		d = entry_step(e, STEP_START, INT64_MAX);
		if (d == NULL || entry_ends(e, INT64_MAX) != ENTRY_OPEN ||
		    is_taken(m, e) || get_text(d->fields, "name") == NULL ||
		    (by_days && !same_days(m, t, e)))
			continue;
		if ((rc = same_words(h, get_text(t->item, "what"),
		    get_text(d->fields, "name"), &same)) != CTXH_OK)
			return rc;
		if (same) {
			t->was = e;
			break;
		}
	}
	return CTXH_OK;
}

static void
take_items(struct matching *m)
{
	const ctxh_value *v;

	m->n = 0;
	VALUE_EACH(v, ctxh_value_get(m->d->fields, "tasks"))
		m->tasks[m->n++].item = v;
}

static int
match(ctxh *h, struct matching *m)
{
	struct task	*t;
	int		 rc;

	if ((m->tasks = calloc(ctxh_value_count(ctxh_value_get(m->d->fields,
	    "tasks")) + 1, sizeof(*m->tasks))) == NULL)
		return fail_nomem(h);
	take_items(m);
	EACH(t, m->tasks, m->n)
		if ((rc = match_number(h, m, t)) != CTXH_OK)
			return rc;
	EACH(t, m->tasks, m->n)
		if ((rc = match_words(h, m, t, 1)) != CTXH_OK)
			return rc;
	EACH(t, m->tasks, m->n)
		if ((rc = match_words(h, m, t, 0)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* New activities follow the plan's own row by number, in the order of the
 * tasks; so the plan can name them. */
static int
number_tasks(ctxh *h, struct matching *m)
{
	ctxh_value	*list = ctxh_value_list(), *copy;
	char		 number[ENTRY_NUMBER_MAX];
	int64_t		 next = m->d->id + 1;
	struct task	*t;
	int		 bad = list == NULL;

	EACH(t, m->tasks, m->n) {
		t->id = t->was != NULL ? t->was->id : next++;
		entry_number(REGISTER_ACTIVITY, t->id, number);
		t->item_was = item_of(m->d->old, number);
		copy = ctxh_value_copy(t->item);
		if (bad || copy == NULL ||
		    put_text(copy, "activity", number) != 0) {
			ctxh_value_free(copy);
			bad = 1;
		} else
			bad = push(list, copy) != 0;
	}
	if (bad) {
		ctxh_value_free(list);
		return fail_nomem(h);
	}
	if (put(m->d->fields, "tasks", list) != 0)
		return fail_nomem(h);
	take_items(m);
	return CTXH_OK;
}

/* ---- what follows for the activities ---- */

static int
note_change(ctxh *h, struct matching *m, int64_t id, const char *what,
    const char *change)
{
	ctxh_value	*o = ctxh_value_object();
	char		 number[ENTRY_NUMBER_MAX];

	entry_number(REGISTER_ACTIVITY, id, number);
	if (o == NULL || put_text(o, "activity", number) |
	    put_text(o, "what", what) | put_text(o, "change", change)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(m->changes, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* The fields of the activity; what a correction does not say any more goes. */
static ctxh_value *
fields_of(const struct task *t)
{
	static const char *const same[][2] = { { "name", "what" },
	    { "kind", "kind" }, { "lead", "lead" }, { "with", "with" },
	    { "time", "time" }, { "from", "from" }, { "to", "to" },
	    { "budget", "budget" } };
	ctxh_value		*o = ctxh_value_object();
	const ctxh_value	*v;
	size_t			 i;
	int			 bad = o == NULL;

	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		v = ctxh_value_get(t->item, same[i][1]);
		if (v != NULL)
			bad |= put(o, same[i][0], ctxh_value_copy(v));
		else if (t->was != NULL && ctxh_value_get(t->item_was,
		    same[i][1]) != NULL && strcmp(same[i][0], "kind") != 0)
			bad |= put_null(o, same[i][0]);
	}
	if (!bad)
		return o;
	ctxh_value_free(o);
	return NULL;
}

/* One document of an activity; *id is its entry. */
static int
record_one(ctxh *h, struct matching *m, const char *form, int64_t id,
    const ctxh_value *fields, unsigned flags, int64_t *entry)
{
	struct entry_recorder	*rec = m->d->rec;
	uint64_t		 recorded = rec->recorded;
	char			 number[ENTRY_NUMBER_MAX];
	ctxh_value		*answer = NULL;
	int			 rc;

	entry_number(REGISTER_ACTIVITY, id, number);
	rec->plan = m->d->e.id;
	rc = entry_record(h, rec, form, id != 0 ? number : NULL, id, fields,
	    flags, entry, &answer);
	rec->plan = 0;
	/* What was asked to be recorded is the plan. */
	rec->recorded = recorded;
	ctxh_value_free(answer);
	return rc;
}

static int
record_task(ctxh *h, struct matching *m, const struct task *t)
{
	ctxh_value	*fields;
	int64_t		 entry = 0;
	int		 rc;

	if (t->was != NULL && t->item_was != NULL &&
	    value_same(t->item, t->item_was))
		return CTXH_OK;
	if ((fields = fields_of(t)) == NULL)
		return fail_nomem(h);
	rc = record_one(h, m, register_names[REGISTER_ACTIVITY],
	    t->was != NULL ? t->id : 0, fields,
	    t->was != NULL ? CTXH_AMEND : 0, &entry);
	ctxh_value_free(fields);
	if (rc == CTXH_OK && entry != t->id)
		rc = fail(h, CTXH_EFAIL, T(h, "the activity of a task has "
		    "another number than the plan says"));
	if (rc != CTXH_OK)
		return rc == CTXH_EUSAGE || rc == CTXH_ERULE ? blame(h,
		    (size_t)(t - m->tasks), NULL) : rc;
	return note_change(h, m, t->id, get_text(t->item, "what"),
	    t->was != NULL ? "corrected" : "new");
}

/* Not carried out, unless a session was held. */
static int
drop(ctxh *h, struct matching *m, const struct entry *e)
{
	const struct entry_doc	*start = entry_step(e, STEP_START, INT64_MAX);
	ctxh_value		*fields = ctxh_value_object();
	struct buf		 why = { 0 };
	const char		*name = start != NULL ?
	    get_text(start->fields, "name") : NULL;
	int			 rc;

	if (entry_newest(e, FORM_ACTIVITY_DONE, INT64_MAX) != NULL) {
		ctxh_value_free(fields);
		return note_change(h, m, e->id, name, "kept");
	}
	buf_fmt(&why, T(h, "no longer a task of the plan %s"), m->number);
	if (buf_failed(&why) || fields == NULL ||
	    put_text(fields, "result", "khong-thuc-hien") |
	    put_text(fields, "reason", why.data))
		rc = fail_nomem(h);
	else if ((rc = record_one(h, m, FORM_ACTIVITY_END, e->id, fields, 0,
	    NULL)) == CTXH_OK)
		rc = note_change(h, m, e->id, name, "ended");
	ctxh_value_free(fields);
	buf_free(&why);
	return rc;
}

/* New ones first, as they were numbered. */
static int
record_all(ctxh *h, struct matching *m)
{
	const struct entry	*e;
	const struct task	*t;
	int			 rc;

	EACH(t, m->tasks, m->n)
		if (t->was == NULL && (rc = record_task(h, m, t)) != CTXH_OK)
			return rc;
	EACH(t, m->tasks, m->n)
		if (t->was != NULL && (rc = record_task(h, m, t)) != CTXH_OK)
			return rc;
	EACH(e, m->all.list, m->all.n)
		if (!is_taken(m, e) && entry_ends(e, INT64_MAX) ==
		    ENTRY_OPEN && (rc = drop(h, m, e)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

int
yearplan_write(ctxh *h, struct entry_draft *d)
{
	struct matching	m = { .d = d };
	int		rc = CTXH_OK;

	entry_number(REGISTER_YEARPLAN, d->e.id, m.number);
	if ((m.changes = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if (d->e.n > 0)
		rc = plan_activities(h, d->e.id, &m.all);
	if (rc == CTXH_OK && d->form->step == STEP_START &&
	    (rc = match(h, &m)) == CTXH_OK && m.n > 0)
		rc = number_tasks(h, &m);
	if (rc == CTXH_OK && (rc = entry_write(h, d)) == CTXH_OK)
		rc = record_all(h, &m);
	if (d->form->step == STEP_START) {
		(void)snprintf(d->rec->number, sizeof(d->rec->number), "%s",
		    get_text(d->fields, "number"));
		d->rec->number_day = day_of(d->at);
	}
	if (rc == CTXH_OK && put(d->said, "activities", m.changes) != 0)
		rc = fail_nomem(h);
	else if (rc != CTXH_OK)
		ctxh_value_free(m.changes);
	free(m.tasks);
	entries_free(&m.all);
	return rc;
}
