#include "cases/notice.h"

#include "base/mem.h"
#include "base/value.h"
#include "cases/number.h"
#include "chain/op.h"
#include "rules/agency.h"
#include "rules/book.h"
#include "text/date.h"

/* What an agency must accept to be told at once. */
#define TELL_AT_ONCE "thong-bao"

/* Whom to call: those that existed and take such news. */
static int
put_agencies(ctxh *h, ctxh_value *o, int64_t day)
{
	const struct agency	*a;
	ctxh_value		*list = ctxh_value_list(), *item;
	size_t			 n, i;

	if ((a = agency_list(h, &n)) == NULL) {
		ctxh_value_free(list);
		return h->status;
	}
	for (i = 0; i < n; i++) {
		if (!agency_existed(&a[i], day) ||
		    !agency_accepts(&a[i], TELL_AT_ONCE))
			continue;
		item = ctxh_value_object();
		if (item == NULL || put_text(item, "code", a[i].code) |
		    put_text(item, "name", a[i].name) | push(list, item)) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	}
	return put(o, "agencies", list) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
tell_at_once(ctxh *h, ctxh_value *list, const struct doc *d)
{
	ctxh_value	*o;
	int		 rc;

	rc = notice_add(h, list, "notify-now", T(h, "NOTIFY AT ONCE: call 111, "
	    "the commune police or the commune People's Committee (Decree "
	    "56/2017, Article 25). If someone at the school is accused, they "
	    "may be told directly, without going through that person"), &o);
	return rc == CTXH_OK ? put_agencies(h, o, day_of(d->at)) : rc;
}

/* A pupil named alone, as in a consent, who is not one of the case's. */
static int
names_stranger(const struct case_state *s, const struct doc *doc)
{
	const struct field	*f;
	const ctxh_value	*v, *named;
	int			 alone = 0;

	named = ctxh_value_first(ctxh_value_get(doc->meta, "students"));
	EACH(f, doc->form->set.list, doc->form->set.count)
		alone |= f->type == FIELD_STUDENT;
	if (!alone || named == NULL || s->intake == NULL)
		return 0;
	VALUE_EACH(v, ctxh_value_get(s->intake->meta, "students"))
		if (ctxh_value_num(v) == ctxh_value_num(named))
			return 0;
	return 1;
}

int
tell_scope(ctxh *h, ctxh_value *list, const struct rules *r, int64_t day)
{
	const struct rules	*beyond = rules_beyond(h, r, day);
	char			 to[11];

	if (beyond == NULL)
		return CTXH_OK;
	date_show(r->to, to);
	return notice_fmt(h, list, "rules-scope", T(h, "%s is not for the "
	    "levels of this school, and %s ended on %s: its forms and limits "
	    "go on as the school's own"), beyond->basis, r->basis, to);
}

/* An intake that was moved to a day of another set stays in its own. */
static int
tell_kept(ctxh *h, ctxh_value *list, const struct case_state *s,
    const struct doc *doc)
{
	const struct rules	*on = rules_on(h, day_of(doc->at));

	if (on == NULL)
		return h->status;
	if (doc->supersedes == 0 || on == s->of->rules)
		return CTXH_OK;
	return notice_fmt(h, list, "rules-kept", T(h, "the case keeps the "
	    "rule set %s, by which it was taken in; on the new day it would "
	    "be %s"), s->of->rules->id, on->id);
}

static int
put_scope(ctxh *h, ctxh_value *out, const struct rules *r, int64_t day)
{
	ctxh_value	*list = ctxh_value_list();
	int		 rc;

	rc = list != NULL ? tell_scope(h, list, r, day) : fail_nomem(h);
	return notice_put(h, out, rc, list);
}

EXPORT int
ctxh_rules_notices(ctxh *h, ctxh_value **out)
{
	const struct rules	*r;
	int			 rc;

	*out = NULL;
	if (rulebook_refresh(h) != CTXH_OK || (r = rules_newest(h)) == NULL)
		return h->status;
	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = put_scope(h, *out, r, day_of(handle_now(h)))) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

const char *
letter_number(const struct doc *d, int64_t *day)
{
	*day = day_of(d->at);
	(void)text_day(get_text(d->fields, "letter_date"), day);
	return get_text(d->person, "letter_no");
}

static int
letter_notices(ctxh *h, const struct doc *d, ctxh_value *list)
{
	int64_t		 day;
	const char	*number = letter_number(d, &day);

	return number == NULL ? CTXH_OK :
	    number_notices(h, number, day, d->id, list);
}

static int
tell_future(ctxh *h, ctxh_value *list, const struct doc *doc)
{
	if (doc->at <= op_at(h) + DAY_SECONDS)
		return CTXH_OK;
	return notice_add(h, list, "future", T(h, "the document is dated in "
	    "the future; check the date"), NULL);
}

int
put_loose_notices(ctxh *h, ctxh_value *out, const struct doc *doc)
{
	ctxh_value *list = ctxh_value_list();

	return notice_put(h, out, list != NULL ? tell_future(h, list, doc) :
	    fail_nomem(h), list);
}

int
put_notices(ctxh *h, ctxh_value *out, const struct case_state *s,
    const struct doc *doc)
{
	ctxh_value		*list = ctxh_value_list();
	const struct deadline	*d;
	int			 rc = CTXH_OK, estimated = 0, now = 0;

	EACH(d, s->deadlines, s->ndeadlines) {
		estimated |= d->status == DUE_OPEN && d->estimated;
		now |= d->status == DUE_OPEN && d->rule->on_top;
	}
	if (list == NULL)
		return fail_nomem(h);
	if (now && doc == s->intake)
		rc = tell_at_once(h, list, doc);
	if (rc == CTXH_OK && doc == s->intake &&
	    (rc = tell_scope(h, list, s->of->rules, day_of(doc->at))) ==
	    CTXH_OK)
		rc = tell_kept(h, list, s, doc);
	if (rc == CTXH_OK && estimated)
		rc = notice_add(h, list, "estimated", T(h, "a deadline lies in "
		    "a year whose days off are an estimate"), NULL);
	if (rc == CTXH_OK && names_stranger(s, doc))
		rc = notice_add(h, list, "not-on-case", T(h, "the pupil named "
		    "is not on this case; check the code"), NULL);
	if (rc == CTXH_OK && (rc = tell_future(h, list, doc)) == CTXH_OK)
		rc = letter_notices(h, doc, list);
	return notice_put(h, out, rc, list);
}
