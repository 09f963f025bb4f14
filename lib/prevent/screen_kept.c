/*
 * What screening remembers: decisions, which are entries of the register
 * screen, and what runs of the rules found, a row of the table observation
 * each:
 *
 *	{"kind":"run","year":Y,"at":D,"rules":[ID,...],"codes":[CODE,...],
 *	 "listed":N,"students":[N,...],"found":[[[R,DAYS,FROM,TO],
 *	 [R,TERM,C],...],...]}
 *
 * found has an item for each pupil; R and C are places in rules and codes;
 * the first pupils, so many as listed says, had the rows 1, 2, 3 and so on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "people/student.h"
#include "prevent/screen.h"
#include "registers/entry.h"

/* ---- decisions ---- */

static int
term_of(const char *name)
{
	int t;

	for (t = 0; name != NULL && t < TERMS; t++)
		if (strcmp(term_name((enum term)t), name) == 0)
			return t;
	return -1;
}

static void
copy_text(char *out, size_t size, const char *s)
{
	(void)snprintf(out, size, "%s", s != NULL ? s : "");
}

static int
take_decision(ctxh *h, const struct entry *e, struct screening *s)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	struct decision		*to;
	const char		*verdict;
	int			 rc;

	if (d == NULL || e->student == 0)
		return CTXH_OK;
	if (mem_grow((void **)&s->decisions, &s->decisions_cap,
	    s->ndecisions + 1, sizeof(*to)) != 0)
		return fail_nomem(h);
	to = &s->decisions[s->ndecisions];
	memset(to, 0, sizeof(*to));
	if ((rc = student_survivor(h, e->student, &to->student)) != CTXH_OK)
		return rc;
	verdict = get_text(d->fields, "verdict");
	to->accepted = verdict != NULL && strcmp(verdict, "accepted") == 0;
	to->at = d->at;
	to->days = get_int(d->fields, "days", 0);
	to->term = term_of(get_text(d->fields, "term"));
	copy_text(to->rule, sizeof(to->rule), get_text(d->fields, "rule"));
	copy_text(to->code, sizeof(to->code), get_text(d->fields, "code"));
	copy_text(to->led_to, sizeof(to->led_to), get_text(d->fields,
	    "led_to"));
	if (text_day(get_text(d->fields, "until"), &to->until) != 0)
		to->until = 0;
	s->ndecisions++;
	return CTXH_OK;
}

/* A later one goes before an earlier one: the order is kept. */
static int
by_student(const void *a, const void *b)
{
	const struct decision *x = a, *y = b;

	if (x->student != y->student)
		return x->student < y->student ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return 0;
}

int
decisions_load(ctxh *h, struct screening *s)
{
	struct entries	all;
	size_t		i;
	int		rc;

	if ((rc = entries_load(h, REGISTER_SCREEN, 1, &all)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		rc = take_decision(h, &all.list[i], s);
	entries_free(&all);
	if (rc == CTXH_OK && s->ndecisions > 0)
		qsort(s->decisions, s->ndecisions, sizeof(*s->decisions),
		    by_student);
	return rc;
}

/* The first of a pupil, or where it would stand. */
static size_t
first_of(const void *list, size_t n, size_t size, int64_t student)
{
	const unsigned char	*p = list;
	size_t			 low = 0, high = n, mid;
	int64_t			 at;

	while (low < high) {
		mid = low + (high - low) / 2;
		memcpy(&at, p + mid * size, sizeof(at));
		if (at < student)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Whether nothing has come to the evidence since. */
static int
is_settled(const struct screening *s, const struct evidence *e,
    const struct decision *d)
{
	if (e->term < 0)
		return d->term < 0 && e->to <= d->until &&
		    e->days <= d->days;
	return e->term <= d->term &&
	    (e->term < d->term ||
	    strcmp(s->seen.words[e->word - 1], d->code) == 0);
}

const struct decision *
decision_of(const struct screening *s, const struct evidence *e,
    int64_t student)
{
	const char		*id = s->rules->screening[e->rule].id;
	const struct decision	*found = NULL;
	size_t			 i;

	i = first_of(s->decisions, s->ndecisions, sizeof(*s->decisions),
	    student);
	for (; i < s->ndecisions && s->decisions[i].student == student; i++)
		if (strcmp(s->decisions[i].rule, id) == 0 &&
		    is_settled(s, e, &s->decisions[i]))
			found = &s->decisions[i];
	return found;
}

/* ---- groups ---- */

static int
take_group(ctxh *h, const struct entry *e, struct screening *s)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	struct member_of	*to;

	if (d == NULL || e->student == 0 ||
	    entry_ends(e, INT64_MAX) != ENTRY_OPEN)
		return CTXH_OK;
	if (mem_grow((void **)&s->groups, &s->groups_cap, s->ngroups + 1,
	    sizeof(*to)) != 0)
		return fail_nomem(h);
	to = &s->groups[s->ngroups];
	memset(to, 0, sizeof(*to));
	copy_text(to->group, sizeof(to->group), get_text(d->fields, "group"));
	s->ngroups++;
	return student_survivor(h, e->student, &to->student);
}

static int
by_member(const void *a, const void *b)
{
	const struct member_of *x = a, *y = b;

	if (x->student != y->student)
		return x->student < y->student ? -1 : 1;
	return strcmp(x->group, y->group);
}

int
groups_load(ctxh *h, struct screening *s)
{
	struct entries	all;
	size_t		i;
	int		rc;

	if ((rc = entries_load(h, REGISTER_GROUP, 1, &all)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		rc = take_group(h, &all.list[i], s);
	entries_free(&all);
	if (rc == CTXH_OK && s->ngroups > 0)
		qsort(s->groups, s->ngroups, sizeof(*s->groups), by_member);
	return rc;
}

const char *
group_of(const struct screening *s, int64_t student, size_t i)
{
	i += first_of(s->groups, s->ngroups, sizeof(*s->groups), student);
	return i < s->ngroups && s->groups[i].student == student ?
	    s->groups[i].group : NULL;
}

/* ---- the last run ---- */

static const char *
nth_text(const ctxh_value *list, int64_t n)
{
	const ctxh_value *v = ctxh_value_first(list);

	while (v != NULL && n-- > 0)
		v = ctxh_value_next(v);
	return ctxh_value_str(v);
}

static int
take_before(struct screening *s, const ctxh_value *run, int64_t student,
    int no, const ctxh_value *item)
{
	const ctxh_value	*v = ctxh_value_first(item);
	struct before		*b;

	if (mem_grow((void **)&s->before, &s->before_cap, s->nbefore + 1,
	    sizeof(*b)) != 0)
		return fail_nomem(s->h);
	b = &s->before[s->nbefore++];
	memset(b, 0, sizeof(*b));
	b->student = student;
	b->no = no;
	b->term = -1;
	copy_text(b->rule, sizeof(b->rule), nth_text(ctxh_value_get(run,
	    "rules"), (int64_t)ctxh_value_num(v)));
	v = v != NULL ? ctxh_value_next(v) : NULL;
	if (ctxh_value_str(v) != NULL) {
		b->term = term_of(ctxh_value_str(v));
		v = ctxh_value_next(v);
		copy_text(b->code, sizeof(b->code), nth_text(ctxh_value_get(
		    run, "codes"), (int64_t)ctxh_value_num(v)));
		return CTXH_OK;
	}
	b->days = (int64_t)ctxh_value_num(v);
	v = v != NULL ? ctxh_value_next(v) : NULL;
	v = v != NULL ? ctxh_value_next(v) : NULL;
	b->to = (int64_t)ctxh_value_num(v);
	return CTXH_OK;
}

static int
by_before(const void *a, const void *b)
{
	const struct before *x = a, *y = b;

	if (x->student != y->student)
		return x->student < y->student ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

static int
take_run(struct screening *s, const ctxh_value *run)
{
	const ctxh_value	*who, *found, *item;
	int64_t			 student, listed = get_int(run, "listed", 0);
	int			 no = 0, rc;

	s->last_at = get_int(run, "at", 0);
	who = ctxh_value_first(ctxh_value_get(run, "students"));
	found = ctxh_value_first(ctxh_value_get(run, "found"));
	for (; who != NULL && found != NULL; who = ctxh_value_next(who),
	    found = ctxh_value_next(found)) {
		rc = student_survivor(s->h, (int64_t)ctxh_value_num(who),
		    &student);
		if (rc != CTXH_OK)
			return rc;
		no++;
		VALUE_EACH(item, found)
			if ((rc = take_before(s, run, student, no <= listed ?
			    no : 0, item)) != CTXH_OK)
				return rc;
	}
	if (s->nbefore > 0)
		qsort(s->before, s->nbefore, sizeof(*s->before), by_before);
	return CTXH_OK;
}

int
before_load(ctxh *h, struct screening *s)
{
	ctxh_value	*run;
	const void	*blob;
	stmt		*st;
	size_t		 n;
	int		 rc;

	s->last_run = s->seen.run;
	if (s->last_run == 0)
		return CTXH_OK;
	if ((rc = db_stmt(h, SQL_observation_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, s->last_run);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : CTXH_OK;
	s->last_op = db_int(st, 1);
	blob = db_blob(st, 2, &n);
	rc = cell_value(h, TABLE_OBSERVATION, s->last_run, 0, blob, n, &run);
	db_reset(st);
	if (rc == CTXH_OK)
		rc = take_run(s, run);
	ctxh_value_free(run);
	return rc;
}

static const struct before *
before_find(const struct screening *s, const char *rule, int64_t student)
{
	size_t i = first_of(s->before, s->nbefore, sizeof(*s->before),
	    student);

	for (; i < s->nbefore && s->before[i].student == student; i++)
		if (strcmp(s->before[i].rule, rule) == 0)
			return &s->before[i];
	return NULL;
}

void
before_compare(const struct screening *s, struct evidence *e,
    int64_t student)
{
	const struct before *b;

	b = before_find(s, s->rules->screening[e->rule].id, student);
	if (b == NULL) {
		e->is_new = 1;
		return;
	}
	e->was = b->days;
	if (e->term < 0)
		e->is_new = e->to > b->to || e->days > b->days;
	else
		e->is_new = e->term != b->term ||
		    strcmp(s->seen.words[e->word - 1], b->code) != 0;
}

int64_t
before_student(const struct screening *s, int no)
{
	const struct before *b;

	EACH(b, s->before, s->nbefore)
		if (b->no == no)
			return b->student;
	return 0;
}

/* ---- a run's row ---- */

static void
write_evidence(const struct screening *s, const struct suspect *p,
    struct buf *b)
{
	const struct evidence	*e;
	int			 n = 0;

	buf_byte(b, '[');
	EACH(e, s->evidence + p->first, p->n) {
		buf_str(b, n++ > 0 ? "," : "");
		if (e->term < 0)
			buf_fmt(b, "[%zu,%lld,%lld,%lld]", e->rule,
			    (long long)e->days, (long long)e->from,
			    (long long)e->to);
		else
			buf_fmt(b, "[%zu,\"%s\",%d]", e->rule,
			    term_name((enum term)e->term), e->word - 1);
	}
	buf_byte(b, ']');
}

static void
write_names(const struct screening *s, struct buf *b)
{
	size_t i;

	buf_str(b, ",\"rules\":[");
	for (i = 0; i < s->rules->screen_count; i++)
		buf_fmt(b, "%s\"%s\"", i > 0 ? "," : "",
		    s->rules->screening[i].id);
	buf_str(b, "],\"codes\":[");
	for (i = 0; i < s->seen.nwords; i++)
		buf_fmt(b, "%s\"%s\"", i > 0 ? "," : "", s->seen.words[i]);
	buf_byte(b, ']');
}

/* Whether the last run had other evidence, or others in its rows. */
static int
differs_now(const struct screening *s)
{
	const struct suspect	*p;
	const struct evidence	*e;
	const struct before	*b;
	size_t			 i;

	if (s->last_run == 0 || s->last_at != s->at ||
	    s->nbefore != s->nevidence)
		return 1;
	for (i = 0; i < s->n; i++) {
		p = &s->list[i];
		EACH(e, s->evidence + p->first, p->n) {
			b = before_find(s, s->rules->screening[e->rule].id,
			    p->student);
			if (b == NULL || e->is_new || b->days != e->days ||
			    b->no != (p->open ? (int)i + 1 : 0))
				return 1;
		}
	}
	return 0;
}

int
run_write(const struct screening *s, struct buf *b, int *differs)
{
	const struct suspect	*p;
	size_t			 i, listed = 0;

	EACH(p, s->list, s->n)
		listed += (size_t)p->open;
	buf_fmt(b, "{\"kind\":\"run\",\"year\":%d,\"at\":%lld", s->seen.year,
	    (long long)s->at);
	write_names(s, b);
	buf_fmt(b, ",\"listed\":%zu,\"students\":[", listed);
	for (i = 0; i < s->n; i++)
		buf_fmt(b, "%s%lld", i > 0 ? "," : "",
		    (long long)s->list[i].student);
	buf_str(b, "],\"found\":[");
	for (i = 0; i < s->n; i++) {
		buf_str(b, i > 0 ? "," : "");
		write_evidence(s, &s->list[i], b);
	}
	buf_str(b, "]}");
	*differs = differs_now(s);
	return buf_failed(b) ? fail_nomem(s->h) : CTXH_OK;
}
