/* ctxh_due(): the deadlines of all cases, from their derived rows. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/due.h"
#include "cases/report_due.h"
#include "cases/view.h"
#include "chain/log.h"
#include "chain/member.h"
#include "registers/due.h"
#include "rules/book.h"
#include "rules/holidays.h"
#include "text/date.h"

struct due_row {
	struct deadline	 d;
	const struct report_due *report;	/* NULL: of a case, or */
	const struct entry_due *entry;	/* of an entry of a register */
	char		 per[32];
	char		 number[CASE_NUMBER_MAX];
};

struct dues {
	const struct ctxh_due_options *opt;
	int64_t		 at, soon;
	int64_t		 only;		/* a case's id, or 0 */
	char		 entry[ENTRY_NUMBER_MAX]; /* only this one's, or "" */
	int		 principal;
	struct due_row	*rows;
	size_t		 n, cap;
	ctxh_value	*list;
	struct report_dues reports;
	struct entry_dues entries;
	struct deadline_rule *entry_rules;	/* of each */
};

static int
is_pending(const struct deadline *d)
{
	return d->status == DUE_OPEN && d->rule->met_count > 0 &&
	    strcmp(d->rule->met_by[0].form->id, "decision") == 0;
}

static int
unsettled(const struct deadline *d, int64_t at)
{
	return d->status == DUE_OPEN || d->ended_at > at;
}

static int
wanted(const struct dues *l, const struct deadline *d)
{
	if (d->start > l->at)
		return 0;
	if (!unsettled(d, l->at))
		return l->opt->all;
	return l->opt->all || l->opt->within == 0 ||
	    d->due <= l->at + l->opt->within;
}

static int
add_due(ctxh *h, struct dues *l, const char *number,
    const struct deadline *d, const struct report_due *report)
{
	struct due_row *row;

	if (!wanted(l, d))
		return CTXH_OK;
	if (mem_grow((void **)&l->rows, &l->cap, l->n + 1, sizeof(*row)) != 0)
		return fail_nomem(h);
	row = &l->rows[l->n++];
	row->d = *d;
	row->report = report;
	row->entry = NULL;
	row->per[0] = '\0';
	if (d->per != NULL && strlen(d->per) < sizeof(row->per))
		strcpy(row->per, d->per);
	strcpy(row->number, number);
	return CTXH_OK;
}

/*
 * A closing that the principal has not decided on has no time limit, but it
 * waits all the same: for the principal it comes before everything.
 */
static int
add_waiting(ctxh *h, struct dues *l, const struct rules *r,
    const char *number, int pending, int64_t since)
{
	const struct deadline_rule	 rule = { .id = "decision" };
	const struct deadline		 d = { .rule = &rule, .start = since };
	ctxh_value			*o;

	if (!l->principal || pending != DECIDES_CLOSING || since > l->at)
		return CTXH_OK;
	o = ctxh_value_object();
	if (o == NULL || put_text(o, "case", number) | put_null(o, "entry") |
	    put_text(o, "rule", "decision") |
	    put_moment(o, "started_at", since) | put_null(o, "due_at") |
	    put_null(o, "met_at") | put_text(o, "status", "open") |
	    put_null(o, "basis") |
	    put_text(o, "label", T(h, "decide on closing the case")) |
	    put_bool(o, "estimated", 0) | put_null(o, "group") |
	    put_text(o, "top", "decision") |
	    put_step(o, rules_form(r, "decision"), NULL) |
	    put_due_uid(h, o, number, &d)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(l->list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
due_of_facts(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct dues		*l = ctx;
	const struct rules	*r = rules_named(h, f->rules);
	struct deadline		 d;
	size_t			 i;
	int			 rc;

	if (f->duplicate || r == NULL)
		return r != NULL ? CTXH_OK : h->status;
	if ((rc = add_waiting(h, l, r, f->number, f->pending,
	    f->pending_at)) != CTXH_OK)
		return rc;
	for (i = 0; i < f->n; i++)
		if ((rc = deadline_of_facts(h, r, &f->deadlines[i], &d)) !=
		    CTXH_OK || (rc = add_due(h, l, f->number, &d, NULL)) !=
		    CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* A past moment: what happened later is not known yet, so replay. */
static int
due_of_case(ctxh *h, struct casefile *c, void *ctx)
{
	struct dues		*l = ctx;
	struct case_state	 s;
	size_t			 i;
	int			 rc;

	if ((rc = case_replay(h, c, l->at, &s, NULL)) == CTXH_OK &&
	    !s.duplicate && (rc = deadlines_date(h, &s, NULL)) == CTXH_OK) {
		if (s.pending != DECIDES_NOTHING)
			rc = add_waiting(h, l, c->rules, c->number,
			    (int)s.pending, s.proposed->at);
		for (i = 0; rc == CTXH_OK && i < s.ndeadlines; i++)
			rc = add_due(h, l, c->number, &s.deadlines[i], NULL);
	}
	state_free(&s);
	return rc;
}

static int
due_of_one(ctxh *h, struct dues *l)
{
	struct casefile	c;
	int		rc;

	if ((rc = case_load(h, l->only, &c)) != CTXH_OK)
		return rc;
	rc = due_of_case(h, &c, l);
	case_free(&c);
	return rc;
}

static int
gather_reports(ctxh *h, struct dues *l)
{
	const struct report_due	*r;
	int			 rc;

	if ((rc = report_dues_load(h, &l->reports)) != CTXH_OK)
		return rc;
	EACH(r, l->reports.list, l->reports.n)
		if ((rc = add_due(h, l, "", &r->d, r)) != CTXH_OK)
			return rc;
	return CTXH_OK;
}

/* Of the prevention side what runs out within days, unless more is asked for:
 * a school has hundreds of pupils in groups, and a term is long. */
static int
add_entry(ctxh *h, struct dues *l, size_t i, const struct calendar *cal)
{
	const struct entry_due	*e = &l->entries.list[i];
	struct deadline_rule	*rule = &l->entry_rules[i];
	struct deadline		 d = { .rule = rule, .start = e->begins,
	    .until = e->day, .ended_at = e->ended_at };
	size_t			 n = l->n;
	int			 rc;

	if (l->entry[0] != '\0' && strcmp(e->number, l->entry) != 0)
		return CTXH_OK;
	if (l->entry[0] == '\0' && !l->opt->all && l->opt->within == 0 &&
	    day_of(l->at) < e->day - ENTRY_DUE_SHOWN)
		return CTXH_OK;
	rule->id = e->rule;
	rule->label = (struct label){ e->label, e->label };
	rule->basis = e->basis;
	rule->length.kind = LENGTH_UNTIL;
	d.due = calendar_close(cal, e->day);
	d.status = e->state == ENTRY_DUE_MET ? DUE_MET :
	    e->state == ENTRY_DUE_WAIVED ? DUE_WAIVED : DUE_OPEN;
	if ((rc = add_due(h, l, "", &d, NULL)) == CTXH_OK && l->n > n)
		l->rows[n].entry = e;
	return rc;
}

static int
gather_entries(ctxh *h, struct dues *l)
{
	const struct calendar	*cal;
	size_t			 i;
	int			 rc;

	if ((rc = entry_dues_load(h, l->at, &l->entries)) != CTXH_OK ||
	    l->entries.n == 0)
		return rc;
	if ((cal = holidays(h)) == NULL)
		return h->status;
	if ((l->entry_rules = calloc(l->entries.n,
	    sizeof(*l->entry_rules))) == NULL)
		return fail_nomem(h);
	for (i = 0; rc == CTXH_OK && i < l->entries.n; i++)
		rc = add_entry(h, l, i, cal);
	return rc;
}

static int
gather(ctxh *h, struct dues *l)
{
	int rc;

	if (l->only != 0)
		return due_of_one(h, l);
	if (l->entry[0] != '\0')
		return gather_entries(h, l);
	if ((rc = gather_reports(h, l)) != CTXH_OK ||
	    (rc = gather_entries(h, l)) != CTXH_OK)
		return rc;
	return l->at >= handle_now(h) ? facts_each(h, due_of_facts, l) :
	    cases_each(h, NULL, due_of_case, l);
}

#define RANK_LATE 2

/* The larger the worse: what must be told at once, then what is late. */
static int
rank(const struct dues *l, const struct deadline *d)
{
	if (!unsettled(d, l->at))
		return 0;
	if (l->principal && is_pending(d))
		return 4;
	if (d->rule->on_top)
		return 3;
	return deadline_late(d->rule, d->due, l->at) ? RANK_LATE : 1;
}

struct sorted {
	const struct dues	*l;
	const struct due_row	*row;
	int			 rank;
};

static int
worse(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	/* Of what is late, a child's case comes before a plan. */
	if (x->rank == RANK_LATE &&
	    (x->row->entry == NULL) != (y->row->entry == NULL))
		return x->row->entry == NULL ? -1 : 1;
	if (x->row->d.due != y->row->d.due)
		return x->row->d.due < y->row->d.due ? -1 : 1;
	if (x->row->entry != NULL && y->row->entry != NULL)
		return x->row->entry < y->row->entry ? -1 : 1;
	return strcmp(x->row->number, y->row->number);
}

/* When it runs out, as people sort their work; settled ones are in no group. */
static const char *
group_of(const struct dues *l, const struct deadline *d)
{
	int64_t today = day_of(l->at), due = day_of(d->due);

	if (!unsettled(d, l->at))
		return NULL;
	if (deadline_late(d->rule, d->due, l->at))
		return "overdue";
	if (due <= today)
		return "today";
	return due <= today + SUNDAY - (int64_t)day_weekday(today) ? "week" :
	    "later";
}

static const char *
top_of(int rank)
{
	return rank == 4 ? "decision" : rank == 3 ? "now" : NULL;
}

static int
put_row_step(ctxh_value *o, const struct due_row *row)
{
	if (row->report != NULL)
		return put_report_step(o, row->report);
	if (row->entry != NULL)
		return put_entry_step(o, row->entry);
	return put_deadline_step(o, &row->d);
}

static int
put_uid(ctxh *h, ctxh_value *o, const struct due_row *row)
{
	struct deadline d = row->d;

	if (row->entry == NULL)
		return put_due_uid(h, o, row->report != NULL ?
		    row->report->period : row->number, &row->d);
	d.start = row->entry->named;
	return put_due_uid(h, o, row->entry->number, &d);
}

static int
give_row(ctxh *h, const struct dues *l, const struct due_row *row, int rank,
    ctxh_value *list)
{
	struct casefile	 c = { 0 };
	ctxh_value	*o;
	int		 rc;

	strcpy(c.number, row->number);
	if ((rc = view_deadline(h, &c, &row->d, l->at, l->soon, list)) !=
	    CTXH_OK)
		return rc;
	o = value_last(list);
	if (put_text(o, "entry", row->entry != NULL ? row->entry->number :
	    NULL) | put_text(o, "group", group_of(l, &row->d)) |
	    (top_of(rank) != NULL ? put_text(o, "top", top_of(rank)) : 0) |
	    put_row_step(o, row) | put_uid(h, o, row))
		return fail_nomem(h);
	return l->opt->explain ? explain_due(h, &row->d, list) : CTXH_OK;
}

static int
give_rows(ctxh *h, struct dues *l, ctxh_value *list)
{
	struct sorted	*order = calloc(l->n + 1, sizeof(*order));
	size_t		 i;
	int		 rc = CTXH_OK;

	if (order == NULL)
		return fail_nomem(h);
	for (i = 0; i < l->n; i++) {
		if (l->rows[i].per[0] != '\0')
			l->rows[i].d.per = l->rows[i].per;
		order[i] = (struct sorted){ l, &l->rows[i],
		    rank(l, &l->rows[i].d) };
	}
	qsort(order, l->n, sizeof(*order), worse);
	for (i = 0; rc == CTXH_OK && i < l->n; i++)
		rc = give_row(h, l, order[i].row, order[i].rank, list);
	free(order);
	return rc;
}

/* The number is that of a case, or of an entry of a register. */
static int
choose_one(ctxh *h, struct dues *l, const char *number)
{
	enum register_kind	kind;
	struct entry		e;
	int			rc;

	if (entry_id(number, &kind) == 0 || kind == REGISTER_COUNT)
		return case_find(h, number, &l->only);
	if ((rc = entry_find(h, number, kind, &e)) != CTXH_OK)
		return rc;
	entry_number(kind, e.id, l->entry);
	entry_free(&e);
	return CTXH_OK;
}

EXPORT int
ctxh_due(ctxh *h, const struct ctxh_due_options *opt, ctxh_value **out)
{
	struct dues	l = { .opt = opt };
	int		rc;

	*out = NULL;
	if (opt->version != CTXH_DUE_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "options of another "
		    "version"));
	if ((rc = need_facts(h, "due")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK || (opt->case_no != NULL &&
	    (rc = choose_one(h, &l, opt->case_no)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	l.at = opt->at != 0 ? opt->at : handle_now(h);
	l.soon = soon_until(h, l.at);
	l.principal = h->actor->role == ROLE_PRINCIPAL;
	if ((*out = l.list = ctxh_value_list()) == NULL)
		rc = fail_nomem(h);
	else if ((rc = gather(h, &l)) == CTXH_OK)
		rc = give_rows(h, &l, *out);
	free(l.rows);
	report_dues_free(&l.reports);
	entry_dues_free(&l.entries);
	free(l.entry_rules);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}
