/*
 * Teachers as the school proposes them for emulation, without pupils: no name,
 * code or class, for a class with one pupil is as good as a name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/config.h"
#include "people/year.h"
#include "registers/mentor.h"
#include "registers/pair.h"
#include "registers/view.h"
#include "rules/book.h"
#include "text/date.h"
#include "text/fold.h"

#define FORM_CONTACT	"mentor_contact"
#define FIELD_TERM	"term"
#define FIELD_PROGRESS	"progress"
#define FIELD_SUPPORT	"support"

/* A term of a school year, or the year (0). */
struct term {
	int	 year, term;
	int64_t	 start, end;	/* moments; end is not within */
};

/* What one pair adds to its mentor's line. */
struct share {
	char		*key;		/* the same for one person's pairs */
	const char	*handle;	/* or NULL */
	const char	*name;
	int64_t		 student, contacts, assessed;
	int		 progressed;
	const char	*support;	/* the newest; or NULL */
};

struct emulation {
	ctxh		*h;
	struct term	 t;
	struct member	*members;
	size_t		 nmembers;
	struct entries	 all;
	struct share	*list;
	size_t		 n, cap;
};

/* ---- whose pair it is ---- */

static int
name_share(struct emulation *m, struct share *s, const char *text)
{
	const struct member	*who = mentor_member(m->members, m->nmembers,
	    text);
	struct buf		 b = { 0 };
	char			*key;
	int			 rc;

	s->handle = who != NULL ? who->handle : NULL;
	s->name = who != NULL && who->name != NULL ? who->name : text;
	if ((rc = mentor_key(m->h, m->members, m->nmembers, text, &key)) !=
	    CTXH_OK)
		return rc;
	/* In the order of the alphabet. */
	fold(s->name, strlen(s->name), &b);
	buf_fmt(&b, " %s", key);
	free(key);
	s->key = buf_take(&b);
	return s->key != NULL ? CTXH_OK : fail_nomem(m->h);
}

/* ---- what was done ---- */

static int
is_within(const struct term *t, int64_t at)
{
	return at >= t->start && at < t->end;
}

/* An assessment counts for the term that it says, of the year it lies in. */
static int
is_assessment(const struct term *t, const struct entry_doc *d)
{
	static const char *const terms[] = { "hk1", "hk2" };
	const char	*term = get_text(d->fields, FIELD_TERM);

	return d->form->step == STEP_NOTE && term != NULL &&
	    year_of_day(day_of(d->at)) == t->year && (t->term == 0 ||
	    strcmp(term, terms[t->term - 1]) == 0);
}

/* The choices stand from the best to none at all. */
static int
has_progressed(const struct entry_doc *d)
{
	const struct field	*f = form_field(d->form, FIELD_PROGRESS);
	const char		*code = get_text(d->fields, FIELD_PROGRESS);

	return f != NULL && f->codes != NULL && code != NULL &&
	    code_index(f->codes, code) + 1 < (int)f->codes->count;
}

static void
count_docs(const struct term *t, const struct entry *e, struct share *s)
{
	const struct entry_doc	*newest = NULL, *d;

	EACH(d, e->docs, e->n) {
		if (d->superseded)
			continue;
		if (d->is_pair)
			s->contacts += is_within(t, d->at) &&
			    strcmp(d->form->id, FORM_CONTACT) == 0;
		if (!is_assessment(t, d))
			continue;
		s->assessed++;
		if (newest == NULL || d->at >= newest->at)
			newest = d;
	}
	if (newest == NULL)
		return;
	s->progressed = has_progressed(newest);
	s->support = get_text(newest->fields, FIELD_SUPPORT);
}

static int
take_entry(struct emulation *m, struct entry *e)
{
	const struct entry_doc	*start = entry_step(e, STEP_START,
	    m->t.end - 1);
	const char		*text;
	struct share		*s;
	struct pair_key		 k;
	int			 rc;

	if (start == NULL || entry_ends(e, INT64_MAX) < m->t.start ||
	    (text = get_text(start->fields, "mentor")) == NULL)
		return CTXH_OK;
	if (mem_grow((void **)&m->list, &m->cap, m->n + 1, sizeof(*s)) != 0)
		return fail_nomem(m->h);
	s = &m->list[m->n];
	*s = (struct share){ .student = e->student };
	if ((rc = name_share(m, s, text)) != CTXH_OK)
		return rc;
	m->n++;
	if ((rc = pair_key_of(m->h, e, &k)) == CTXH_OK)
		rc = pair_docs(m->h, e, &k, 0);
	pair_end(&k);
	count_docs(&m->t, e, s);
	return rc;
}

/* ---- lines ---- */

static int
by_mentor(const void *a, const void *b)
{
	const struct share *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order != 0)
		return order;
	if (x->student != y->student)
		return x->student < y->student ? -1 : 1;
	return y->progressed - x->progressed;
}

/* How often each rating was given. */
static int
put_support(const struct share *s, size_t n, ctxh_value *o)
{
	ctxh_value	*of = ctxh_value_object();
	size_t		 i;
	int		 bad = 0;

	for (i = 0; i < n; i++)
		if (s[i].support != NULL)
			bad |= put_int(of, s[i].support, get_int(of,
			    s[i].support, 0) + 1);
	return bad | put(o, FIELD_SUPPORT, of);
}

static int
give_line(ctxh *h, const struct share *s, size_t n, ctxh_row_fn row,
    void *ctx)
{
	ctxh_value	*o = ctxh_value_object();
	int64_t		 pupils = 0, contacts = 0, assessed = 0, better = 0;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; i < n; i++) {
		contacts += s[i].contacts;
		assessed += s[i].assessed;
		if (i > 0 && s[i].student == s[i - 1].student)
			continue;
		pupils++;
		better += s[i].progressed;
	}
	if (o == NULL || put_text(o, "mentor", s->handle) |
	    put_text(o, "name", s->name) | put_int(o, "pupils", pupils) |
	    put_int(o, "contacts", contacts) |
	    put_int(o, "assessed", assessed) |
	    put_int(o, "progressed", better) | put_support(s, n, o))
		rc = fail_nomem(h);
	else if (row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

static int
give_lines(struct emulation *m, ctxh_row_fn row, void *ctx)
{
	size_t	i, j;
	int	rc = CTXH_OK;

	if (m->n > 0)
		qsort(m->list, m->n, sizeof(*m->list), by_mentor);
	for (i = 0; rc == CTXH_OK && i < m->n; i = j) {
		for (j = i + 1; j < m->n && strcmp(m->list[i].key,
		    m->list[j].key) == 0; j++)
			;
		rc = give_line(m->h, m->list + i, j - i, row, ctx);
	}
	return rc;
}

static int
read_term(ctxh *h, const char *year, int term, struct term *t)
{
	int64_t	starts[TERM_STARTS];
	int	rc;

	t->term = term;
	if ((rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = year_wanted(h, year, &t->year)) != CTXH_OK ||
	    (rc = config_terms(h, t->year, starts)) != CTXH_OK)
		return rc;
	t->start = day_start(starts[term == 2 ? 1 : 0]);
	t->end = day_start(starts[term == 0 ? TERM_STARTS - 1 : term]);
	return CTXH_OK;
}

EXPORT int
ctxh_mentor_emulation(ctxh *h, const char *year, int term, ctxh_row_fn row,
    void *ctx)
{
	struct emulation m = { .h = h };
	size_t		 i;
	int		 rc;

	if (term < 0 || term > 2)
		return fail(h, CTXH_EUSAGE, T(h, "not a term: %d; it is 1 or "
		    "2"), term);
	if ((rc = need_insider(h, "mentor emulation")) != CTXH_OK ||
	    (rc = read_term(h, year, term, &m.t)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = members_load(h, &m.members, &m.nmembers)) == CTXH_OK)
		rc = entries_load(h, REGISTER_MENTOR, 0, &m.all);
	for (i = 0; rc == CTXH_OK && i < m.all.n; i++)
		rc = take_entry(&m, &m.all.list[i]);
	if (rc == CTXH_OK)
		rc = give_lines(&m, row, ctx);
	for (i = 0; i < m.n; i++)
		free(m.list[i].key);
	free(m.list);
	entries_free(&m.all);
	members_free(m.members, m.nmembers);
	return db_release(h, rc);
}
