/*
 * What is done with a pupil whom screening found: he comes into a group, or a
 * case is taken in; or the finding is dismissed.  Either is one operation, in
 * which a document of the register screen for each rule says up to what the
 * evidence was looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/record.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/student.h"
#include "people/year.h"
#include "prevent/screen.h"
#include "registers/record.h"
#include "rules/book.h"
#include "text/date.h"
#include "text/utf8.h"

struct deciding {
	ctxh		*h;
	struct screening s;
	struct recorder	 cases;
	struct entry_recorder entries;
	const struct suspect *who;
	const char	*rule;		/* only of this one, or NULL: all */
	struct buf	 code;		/* an id of the pupil */
	ctxh_value	*decided;	/* the rules */
	ctxh_value	*sub;		/* what the group's form came to */
};

/* ---- who ---- */

static const struct suspect *
suspect_of(const struct screening *s, int64_t student)
{
	const struct suspect *p;

	EACH(p, s->list, s->n)
		if (p->student == student)
			return p;
	return NULL;
}

/* "#3": the pupil in that row of the last run. */
static int
find_row(struct deciding *d, const char *typed, int64_t *student)
{
	size_t n = strspn(typed + 1, "0123456789");

	*student = n > 0 && n < 10 && typed[1 + n] == '\0' ?
	    before_student(&d->s, atoi(typed + 1)) : 0;
	if (*student != 0)
		return CTXH_OK;
	if (d->s.last_run == 0)
		return fail(d->h, CTXH_ENOTFOUND, "%s", T(d->h, "no run is "
		    "remembered whose rows could be named; see ctxh screen "
		    "run"));
	return fail(d->h, CTXH_ENOTFOUND, T(d->h, "the last run has no row "
	    "\"%s\"; see ctxh screen run"), typed);
}

static int
find_who(struct deciding *d, const char *typed)
{
	int64_t	student;
	int	rc;

	rc = typed[0] == '#' ? find_row(d, typed, &student) :
	    student_find_code(d->h, typed, &student);
	if (rc != CTXH_OK)
		return rc;
	d->who = suspect_of(&d->s, student);
	if (d->who == NULL || !d->who->open)
		return fail(d->h, CTXH_ENOTFOUND, T(d->h, "the rules do not "
		    "point at \"%s\", or all was decided; see ctxh screen run "
		    "--all"), typed);
	return student_code(d->h, student, &d->code);
}

/* Whether the evidence is decided on now. */
static int
is_meant(const struct deciding *d, const struct evidence *e)
{
	return e->decided == NULL && (d->rule == NULL ||
	    strcmp(d->rule, d->s.rules->screening[e->rule].id) == 0);
}

static int
check_rule(struct deciding *d)
{
	const struct evidence	*e;
	struct buf		 ids = { 0 };
	int			 rc = CTXH_OK;

	EACH(e, d->s.evidence + d->who->first, d->who->n) {
		if (is_meant(d, e))
			goto done;
		if (e->decided == NULL)
			buf_fmt(&ids, "%s%s", ids.len > 0 ? ", " : "",
			    d->s.rules->screening[e->rule].id);
	}
	rc = fail(d->h, CTXH_ENOTFOUND, T(d->h, "the rule \"%s\" does not "
	    "point at this pupil; these do: %s"), d->rule,
	    ids.len > 0 ? ids.data : "-");
done:
	buf_free(&ids);
	return rc;
}

/* Who names a row means what the run showed of it. */
static int
check_shown(struct deciding *d, const char *typed)
{
	const struct evidence *e;

	if (typed[0] != '#')
		return CTXH_OK;
	EACH(e, d->s.evidence + d->who->first, d->who->n)
		if (is_meant(d, e) && e->is_new)
			return fail(d->h, CTXH_ERULE, T(d->h, "something has "
			    "come to the row \"%s\" since the last run; look "
			    "at it first: ctxh screen run"), typed);
	return CTXH_OK;
}

/* ---- decisions ---- */

static int
put_date(ctxh_value *o, const char *key, int64_t day)
{
	char text[11];

	return date_format(day, text) == 0 ? put_text(o, key, text) : -1;
}

static int
decide_one(struct deciding *d, const struct evidence *e, const char *verdict,
    const char *led_to, const char *reason)
{
	const char	*id = d->s.rules->screening[e->rule].id;
	ctxh_value	*f = ctxh_value_object(), *out = NULL;
	int		 rc;

	if (f == NULL || put_text(f, "student", d->code.data) |
	    put_text(f, "verdict", verdict) | put_text(f, "rule", id) |
	    (e->term < 0 ? put_int(f, "days", e->days) |
	    put_date(f, "until", e->to) :
	    put_text(f, "term", term_name((enum term)e->term)) |
	    put_text(f, "code", d->s.seen.words[e->word - 1])) |
	    (led_to != NULL ? put_text(f, "led_to", led_to) : 0) |
	    (reason != NULL ? put_text(f, "reason", reason) : 0) |
	    push_text(d->decided, id))
		rc = fail_nomem(d->h);
	else
		rc = entry_record(d->h, &d->entries, "screen", NULL, 0, f, 0,
		    NULL, &out);
	ctxh_value_free(f);
	ctxh_value_free(out);
	return rc;
}

static int
decide(struct deciding *d, const char *verdict, const char *led_to,
    const char *reason)
{
	const struct evidence	*e;
	int			 rc = CTXH_OK;

	EACH(e, d->s.evidence + d->who->first, d->who->n)
		if (is_meant(d, e) && (rc = decide_one(d, e, verdict, led_to,
		    reason)) != CTXH_OK)
			break;
	return rc;
}

static int
begin(ctxh *h, struct deciding *d, const char *verb, const char *year,
    const char *who)
{
	int rc, y;

	d->h = h;
	if ((rc = need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, verb, T(h, "to "
	    "decide what screening found is the focal's or the "
	    "principal's"))) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = year_wanted(h, year, &y)) != CTXH_OK ||
	    (rc = recorder_begin(h, &d->cases, verb)) != CTXH_OK)
		return rc;
	if ((d->decided = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	if ((rc = screening_load(h, y, 0, &d->s)) != CTXH_OK ||
	    (rc = find_who(d, who)) != CTXH_OK)
		return rc;
	return check_rule(d) == CTXH_OK ? check_shown(d, who) : h->status;
}

/* Ends the operation; rc is what it came to. */
static int
end(ctxh *h, struct deciding *d, const char *verdict, const char *led_to,
    unsigned flags, int rc, ctxh_value **out)
{
	ctxh_value *o = NULL;

	if (rc == CTXH_OK && ((o = ctxh_value_object()) == NULL ||
	    put_int(o, "format", 1) | put_text(o, "verdict", verdict) |
	    put_text(o, "led_to", led_to) | put(o, "decided",
	    ctxh_value_copy(d->decided)) |
	    put_text(op_detail(h), "verdict", verdict)))
		rc = fail_nomem(h);
	if (rc == CTXH_OK)
		rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, o);
	op_abort(h);
	recorder_end(&d->cases);
	entry_recorder_end(&d->entries);
	screening_free(&d->s);
	buf_free(&d->code);
	ctxh_value_free(d->decided);
	ctxh_value_free(d->sub);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	free(d);
	return rc;
}

static struct deciding *
deciding_new(ctxh *h)
{
	struct deciding *d = calloc(1, sizeof(*d));

	if (d == NULL)
		(void)fail_nomem(h);
	return d;
}

EXPORT int
ctxh_screen_dismiss(ctxh *h, const char *pupil, const char *year,
    const char *rule, const char *reason, unsigned flags, ctxh_value **out)
{
	struct deciding	*d = deciding_new(h);
	int		 rc;

	*out = NULL;
	if (d == NULL)
		return h->status;
	d->rule = rule;
	if ((rc = begin(h, d, "screen dismiss", year, pupil)) == CTXH_OK)
		rc = decide(d, "dismissed", NULL, reason);
	return end(h, d, "dismissed", NULL, flags, rc, out);
}

/* ---- accepting ---- */

static int
put_missing(ctxh_value *o, const char *key, const char *text)
{
	return ctxh_value_get(o, key) != NULL ? 0 : put_text(o, key, text);
}

/* The fields of an intake that are known. */
static int
fill_intake(struct deciding *d, ctxh_value *f)
{
	ctxh_value	*list = ctxh_value_list();
	ctxh_value	*who = ctxh_value_object();

	if (list == NULL || who == NULL ||
	    put_text(who, "student", d->code.data) != 0) {
		ctxh_value_free(list);
		ctxh_value_free(who);
		return fail_nomem(d->h);
	}
	if (push(list, who) != 0 || put(f, "students", list) != 0)
		return fail_nomem(d->h);
	return put_missing(f, "via", "ra-soat") |
	    put_missing(f, "source", "nha-truong") ? fail_nomem(d->h) :
	    CTXH_OK;
}

static int
take_in(struct deciding *d, ctxh_value *f, char *led_to, size_t size)
{
	struct recorded	r;
	int		rc;

	if ((rc = fill_intake(d, f)) != CTXH_OK ||
	    (rc = recorder_add(d->h, &d->cases, "intake", NULL, 0, f, 0,
	    &r)) != CTXH_OK ||
	    (rc = recorder_derive(d->h, &d->cases)) != CTXH_OK)
		return rc;
	(void)strncat(led_to, r.c->number, size - 1);
	return CTXH_OK;
}

static int
put_in_group(struct deciding *d, ctxh_value *f, char *led_to, size_t size)
{
	int rc;

	if (put_text(f, "student", d->code.data) != 0)
		return fail_nomem(d->h);
	rc = entry_record(d->h, &d->entries, "group", NULL, 0, f, 0, NULL,
	    &d->sub);
	if (rc == CTXH_OK)
		(void)strncat(led_to, get_text(d->sub, "entry"), size - 1);
	return rc;
}

EXPORT int
ctxh_screen_accept(ctxh *h, const char *pupil, const char *year,
    const char *rule, const char *form, const ctxh_value *fields,
    unsigned flags, ctxh_value **out)
{
	struct deciding	*d;
	ctxh_value	*f;
	char		 led_to[32] = "";
	int		 rc, intake = strcmp(form, "intake") == 0;

	*out = NULL;
	if (!intake && strcmp(form, "group") != 0)
		return fail(h, CTXH_EUSAGE, T(h, "a pupil is accepted by the "
		    "form group or intake, not by \"%s\""), form);
	if ((d = deciding_new(h)) == NULL)
		return h->status;
	d->rule = rule;
	if ((f = ctxh_value_copy(fields)) == NULL)
		rc = fail_nomem(h);
	else if ((rc = begin(h, d, "screen accept", year, pupil)) == CTXH_OK &&
	    (rc = intake ? take_in(d, f, led_to, sizeof(led_to)) :
	    put_in_group(d, f, led_to, sizeof(led_to))) == CTXH_OK)
		rc = decide(d, "accepted", led_to, NULL);
	ctxh_value_free(f);
	return end(h, d, "accepted", led_to, flags, rc, out);
}
