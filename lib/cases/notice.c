#include "cases/notice.h"

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "rules/agency.h"
#include "text/date.h"

/* What an agency must accept to be told at once. */
#define TELL_AT_ONCE "thong-bao"

static int
add_notice(ctxh *h, ctxh_value *list, const char *code, const char *message,
    ctxh_value **out)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "code", code) |
	    put_text(o, "message", message)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	if (out != NULL)
		*out = o;
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

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

	rc = add_notice(h, list, "notify-now", T(h, "NOTIFY AT ONCE: call 111, "
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
	if (rc == CTXH_OK && estimated)
		rc = add_notice(h, list, "estimated", T(h, "a deadline lies in "
		    "a year whose days off are an estimate"), NULL);
	if (rc == CTXH_OK && names_stranger(s, doc))
		rc = add_notice(h, list, "not-on-case", T(h, "the pupil named "
		    "is not on this case; check the code"), NULL);
	if (rc == CTXH_OK && doc->at > op_at(h) + DAY_SECONDS)
		rc = add_notice(h, list, "future", T(h, "the document is dated "
		    "in the future; check the date"), NULL);
	if (rc != CTXH_OK || ctxh_value_count(list) == 0) {
		ctxh_value_free(list);
		return rc;
	}
	return put(out, "notices", list) == 0 ? CTXH_OK : fail_nomem(h);
}
