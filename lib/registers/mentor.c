/* Teachers who help pupils: what the register asks for beyond its forms. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/notice.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/config.h"
#include "people/staff.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/mentor.h"
#include "registers/pair.h"
#include "registers/view.h"
#include "text/date.h"
#include "text/name_key.h"

#define FIELD_MENTOR	"mentor"
#define FIELD_TERM	"term"

/* ---- who it is ---- */

static int
check_member(ctxh *h, const struct member *m, const char *handle)
{
	if (m == NULL)
		(void)fail(h, CTXH_ENOTFOUND, T(h, "no member \"%s\"; see "
		    "ctxh staff list, or give the full name of who has no "
		    "key"), handle);
	else if (!m->active)
		(void)fail(h, CTXH_ERULE, T(h, "\"%s\" is no longer a "
		    "member; choose another mentor"), handle);
	else if (m->role == ROLE_REPORTER)
		(void)fail(h, CTXH_ERULE, T(h, "\"%s\" has the role "
		    "reporter, which writes nothing; a mentor has the role "
		    "staff"), handle);
	else
		return CTXH_OK;
	return fail_where_text(h, "field", FIELD_MENTOR);
}

/* A name says nothing else: lists of teachers go out without pupils, so that
 * no class may stand in it either. */
static int
check_name(ctxh *h, const char *name)
{
	if (strpbrk(name, "0123456789") == NULL)
		return CTXH_OK;
	(void)fail(h, CTXH_EUSAGE, T(h, "not a name: \"%s\"; give the "
	    "teacher's full name alone, without a class"), name);
	return fail_where_text(h, "field", FIELD_MENTOR);
}

/* Whether the pupil's name, which has more than a word, stands in the text. */
static int
names_pupil(const char *pupil, const char *text, int *is)
{
	struct buf	x = { 0 }, y = { 0 };
	int		failed;

	name_key(pupil, strlen(pupil), &x);
	name_key(text, strlen(text), &y);
	failed = buf_failed(&x) || buf_failed(&y);
	*is = !failed && x.len > 0 && y.len > 0 &&
	    strchr(x.data, ' ') != NULL && strstr(y.data, x.data) != NULL;
	buf_free(&x);
	buf_free(&y);
	return failed ? -1 : 0;
}

/* Nor does the pupil's own name, as where two columns were taken for each
 * other. */
static int
check_pupil(ctxh *h, const struct entry_draft *d, const char *text)
{
	ctxh_value	*person = NULL;
	const char	*name;
	int64_t		 version, student;
	int		 rc, is = 0;

	student = (int64_t)ctxh_value_num(ctxh_value_first(d->students));
	if ((rc = pupil_version(h, student, year_of_day(day_of(d->at)),
	    &version)) != CTXH_OK || version == 0 ||
	    (rc = version_open(h, version, &student, NULL, &person)) !=
	    CTXH_OK)
		return rc;
	name = get_text(person, "name");
	if (name != NULL && names_pupil(name, text, &is) != 0)
		rc = fail_nomem(h);
	ctxh_value_free(person);
	if (!is)
		return rc;
	(void)fail(h, CTXH_EUSAGE, "%s", T(h, "the pupil's name stands in "
	    "place of the mentor's; give the teacher's full name alone"));
	return fail_where_text(h, "field", FIELD_MENTOR);
}

/* Whose name it is may have a key. */
static int
tell_key(ctxh *h, struct entry_draft *d, const struct member *list, size_t n,
    const char *name)
{
	const struct member *m;

	EACH(m, list, n)
		if (m->active && m->role != ROLE_REPORTER && m->name != NULL &&
		    mentor_same_name(m->name, name))
			return notice_fmt(h, d->notices, "mentor-has-key",
			    T(h, "\"%s\" is the member \"%s\": ctxh mentor "
			    "give-key ENTRY --handle %s lets the mentor read "
			    "and write"), name, m->handle, m->handle);
	return CTXH_OK;
}

/*
 * The member whom a handle names gets a slot; nobody where it is the name of
 * somebody without a key, or where the mentor whom it was has left: such a pair
 * may still be corrected.
 */
static int
find_mentor(ctxh *h, struct entry_draft *d)
{
	const char	*text = get_text(d->fields, FIELD_MENTOR);
	const char	*old = d->old != NULL ? get_text(d->old->fields,
	    FIELD_MENTOR) : NULL;
	struct member	*list, *m = NULL;
	size_t		 n, i;
	int		 rc = CTXH_OK, is_handle = handle_valid(text);

	if ((!is_handle && ((rc = check_name(h, text)) != CTXH_OK ||
	    (rc = check_pupil(h, d, text)) != CTXH_OK)) ||
	    (rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	for (i = 0; is_handle && i < n; i++)
		if (strcmp(list[i].handle, text) == 0)
			m = &list[i];
	if (!is_handle)
		rc = tell_key(h, d, list, n, text);
	else if ((m == NULL || m->active || old == NULL ||
	    strcmp(old, text) != 0) &&
	    (rc = check_member(h, m, text)) == CTXH_OK) {
		d->member = m->id;
		memcpy(d->member_pk, m->box_pk, KEY_SIZE);
	}
	members_free(list, n);
	return rc;
}

/* Who has a key to the pair reads of the pupil: neither of the two changes. */
static int
check_same(ctxh *h, const struct entry_draft *d)
{
	const char	*old, *new = get_text(d->fields, FIELD_MENTOR);
	int64_t		 student;

	if (d->old == NULL)
		return CTXH_OK;
	old = get_text(d->old->fields, FIELD_MENTOR);
	student = (int64_t)ctxh_value_num(ctxh_value_first(d->students));
	if (old == NULL || !handle_valid(old) || (strcmp(old, new) == 0 &&
	    student == d->e.student))
		return CTXH_OK;
	(void)fail(h, CTXH_ERULE, T(h, "\"%s\" has the key of this pair, so "
	    "that neither the mentor nor the pupil can become another: end it, "
	    "or take it back with ctxh undo, and register anew"), old);
	return fail_where_text(h, "field", strcmp(old, new) != 0 ?
	    FIELD_MENTOR : "student");
}

/* ---- how many of a class ---- */

static int
count_class(ctxh *h, struct entry_draft *d, const char *class_, size_t *count)
{
	int64_t		*seen = NULL, me, ends;
	struct entries	*all;
	struct entry	*e;
	size_t		 i, n = 0, cap = 0;
	int		 rc, is, year = year_of_day(day_of(d->at));

	me = (int64_t)ctxh_value_num(ctxh_value_first(d->students));
	ends = entry_ends(&d->e, INT64_MAX);
	*count = 0;
	if ((rc = entry_bounds(h, d->rec, REGISTER_MENTOR, &all)) != CTXH_OK)
		return rc;
	EACH(e, all->list, all->n) {
		if (e->student == me || e->id == d->e.id ||
		    !entry_overlaps(e, d->at, ends))
			continue;
		if ((rc = mentor_of_class(h, e, year, class_, &is)) != CTXH_OK)
			break;
		for (i = 0; is && i < n && seen[i] != e->student; i++)
			;
		if (!is || i < n)
			continue;
		if (mem_grow((void **)&seen, &cap, n + 1, sizeof(*seen)) != 0) {
			rc = fail_nomem(h);
			break;
		}
		seen[n++] = e->student;
	}
	free(seen);
	*count = n + 1;
	return rc;
}

/* The number is told, and may be too large. */
static int
check_class(ctxh *h, struct entry_draft *d)
{
	int64_t		 limit;
	char		*class_ = NULL;
	size_t		 n;
	int		 rc;

	if ((rc = config_number(h, CONFIG_PER_CLASS, &limit)) != CTXH_OK ||
	    (rc = mentor_class(h, (int64_t)ctxh_value_num(ctxh_value_first(
	    d->students)), year_of_day(day_of(d->at)), &class_)) != CTXH_OK)
		return rc;
	if (class_[0] == '\0' ||
	    (rc = count_class(h, d, class_, &n)) != CTXH_OK)
		goto done;
	if (limit > 0 && n > (size_t)limit) {
		(void)fail(h, CTXH_ERULE, T(h, "class %s: %zu pupils would "
		    "have a mentor, the school's limit is %lld; see ctxh "
		    "config show %s"), class_, n, (long long)limit,
		    CONFIG_PER_CLASS);
		rc = fail_where_text(h, "field", "student");
	} else
		rc = notice_fmt(h, d->notices, "class-mentored",
		    T(h, "class %s: %zu pupils have a mentor"), class_, n);
done:
	free(class_);
	return rc;
}

/* ---- the steps ---- */

/* The pair's key goes with the first document, whoever amends that. */
static int
keep_key(ctxh *h, struct entry_draft *d)
{
	const char	*hex = d->old != NULL ? get_text(d->old->person,
	    PAIR_SECRET) : NULL;
	struct pair_key	 k;
	struct buf	 b = { 0 };
	int		 rc;

	if (hex != NULL)
		return put_text(d->kept, PAIR_SECRET, hex) == 0 ? CTXH_OK :
		    fail_nomem(h);
	pair_make(h, &k);
	buf_hex(&b, k.sk, sizeof(k.sk));
	rc = buf_failed(&b) || put_text(d->kept, PAIR_SECRET, b.data) != 0 ?
	    fail_nomem(h) : CTXH_OK;
	pair_end(&k);
	buf_free(&b);
	return rc;
}

/* Whoever is named now by the handle, and before by the name. */
int
mentor_same(ctxh *h, const ctxh_value *x, const ctxh_value *y, int *same)
{
	const char	*a = get_text(x, FIELD_MENTOR);
	const char	*b = get_text(y, FIELD_MENTOR);
	struct member	*list;
	char		*k = NULL, *l = NULL;
	size_t		 n;
	int		 rc;

	*same = 0;
	if (a == NULL || b == NULL)
		return CTXH_OK;
	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	if ((rc = mentor_key(h, list, n, a, &k)) == CTXH_OK &&
	    (rc = mentor_key(h, list, n, b, &l)) == CTXH_OK)
		*same = strcmp(k, l) == 0;
	str_wipe_free(k);
	str_wipe_free(l);
	members_free(list, n);
	return rc;
}

static int
check_start(ctxh *h, struct entry_draft *d)
{
	int rc;

	if ((rc = entry_enrolled(h, d)) != CTXH_OK ||
	    (rc = find_mentor(h, d)) != CTXH_OK ||
	    (rc = check_same(h, d)) != CTXH_OK ||
	    (rc = entry_no_overlap(h, d)) != CTXH_OK ||
	    (rc = check_class(h, d)) != CTXH_OK)
		return rc;
	return keep_key(h, d);
}

/* A late one of the first term may lie in the second, not the other way. */
static int
check_begun(ctxh *h, const struct entry_draft *d, const char *term)
{
	int64_t	starts[TERM_STARTS];
	char	day[11];
	int	rc;

	if ((rc = config_terms(h, year_of_day(day_of(d->at)), starts)) !=
	    CTXH_OK)
		return rc;
	if (strcmp(term, "hk2") != 0 || day_of(d->at) >= starts[1])
		return CTXH_OK;
	date_show(starts[1], day);
	(void)fail(h, CTXH_ERULE, T(h, "the second term begins on %s: it "
	    "cannot be assessed yet; correct the date or the term"), day);
	return fail_where_text(h, "field", FIELD_TERM);
}

/* One a term: another one corrects it. */
static int
check_term(ctxh *h, struct entry_draft *d)
{
	const char		*term = get_text(d->fields, FIELD_TERM), *other;
	const struct entry_doc	*o;
	char			 number[ENTRY_NUMBER_MAX];
	int			 rc;

	if (term != NULL && (rc = check_begun(h, d, term)) != CTXH_OK)
		return rc;
	EACH(o, d->e.docs, d->e.n) {
		other = get_text(o->fields, FIELD_TERM);
		if (term == NULL || other == NULL || o->superseded ||
		    o == d->old || strcmp(o->form->id, d->form->id) != 0 ||
		    strcmp(term, other) != 0 ||
		    year_of_day(day_of(o->at)) != year_of_day(day_of(d->at)))
			continue;
		entry_number(REGISTER_MENTOR, d->e.id, number);
		(void)fail(h, CTXH_ERULE, T(h, "%s was assessed for this term "
		    "already; to correct that use --amend"), number);
		return fail_where_text(h, "field", FIELD_TERM);
	}
	return CTXH_OK;
}

int
mentor_check(ctxh *h, struct entry_draft *d)
{
	if (d->form->step == STEP_START)
		return check_start(h, d);
	if (d->form->step == STEP_END)
		return entry_no_overlap(h, d);
	return d->form->step == STEP_NOTE ? check_term(h, d) : CTXH_OK;
}

/* The mentor's own slot; again where the first document is amended, for the
 * key may have been lost. */
static int
write_slot(ctxh *h, const struct entry_draft *d, const struct pair_key *k)
{
	return d->member == 0 ? CTXH_OK : slot_write(h, d->member, SLOT_PAIR,
	    d->e.id, k->sk, d->member_pk);
}

int
mentor_written(ctxh *h, struct entry_draft *d)
{
	struct pair_key	k;
	int		rc = CTXH_OK;

	if (d->form->step != STEP_START && d->form->step != STEP_END)
		return CTXH_OK;
	if (d->form->step == STEP_END)
		rc = pair_key_of(h, &d->e, &k);
	else if (pair_read(get_text(d->kept, PAIR_SECRET), &k) != 0)
		rc = fail_nomem(h);
	else
		rc = write_slot(h, d, &k);
	if (rc == CTXH_OK)
		rc = pair_tell(h, d, &k);
	pair_end(&k);
	return rc;
}
