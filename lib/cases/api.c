/* ctxh_record(): one document in one operation. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "base/notice.h"
#include "cases/notice.h"
#include "cases/number.h"
#include "cases/record.h"
#include "cases/view.h"
#include "chain/log.h"
#include "chain/op.h"
#include "registers/record.h"
#include "rules/book.h"

/* The deadlines that still run, and those that this document ended. */
static int
put_deadlines(ctxh *h, ctxh_value *o, struct case_state *s,
    const struct doc *doc)
{
	ctxh_value	*list = ctxh_value_list();
	int64_t		 now = op_at(h), soon = soon_until(h, now);
	struct deadline	*d;
	int		 rc;

	EACH(d, s->deadlines, s->ndeadlines) {
		if (d->status != DUE_OPEN && d->ended_at != doc->at)
			continue;
		rc = view_deadline(h, s->of, d, now, soon, list);
		if (rc != CTXH_OK) {
			ctxh_value_free(list);
			return rc;
		}
	}
	return put(o, "deadlines", list) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
put_state(ctxh *h, ctxh_value *o, const struct recorded *r)
{
	struct case_state	s;
	int			rc;

	if (r->c->id == 0)
		return put_null(o, "state") | put(o, "deadlines",
		    ctxh_value_list()) | put(o, "next", ctxh_value_list()) ?
		    fail_nomem(h) : put_loose_notices(h, o, r->doc);
	if ((rc = case_replay(h, r->c, MOMENT_MAX, &s, NULL)) == CTXH_OK &&
	    (rc = deadlines_date(h, &s, NULL)) == CTXH_OK) {
		if (put_text(o, "state", state_code(&s)) != 0)
			rc = fail_nomem(h);
		else if ((rc = put_deadlines(h, o, &s, r->doc)) == CTXH_OK &&
		    (rc = put_next(h, o, &s, r->doc->form)) == CTXH_OK)
			rc = put_notices(h, o, &s, r->doc);
	}
	state_free(&s);
	return rc;
}

static int
result(ctxh *h, const struct recorded *r, ctxh_value **out)
{
	ctxh_value *o = *out = ctxh_value_object();

	if (o == NULL || put_int(o, "format", 1) |
	    put_text(o, "case", r->c->id != 0 ? r->c->number : NULL) |
	    put_text(o, "document", r->document) |
	    put_text(o, "form", r->doc->form->id) |
	    put_text(o, "rules", r->c->id != 0 ? r->c->rules->id :
	    get_text(r->doc->meta, "rules")) |
	    (r->suggested_field != NULL ? put_text(o, "suggested",
	    r->suggested) : 0))
		return fail_nomem(h);
	return put_state(h, o, r);
}

/* What the operation says of itself, sealed. */
static int
note(ctxh *h, const struct recorded *r, unsigned flags)
{
	if (put_text(op_detail(h), "document", r->document) |
	    ((flags & CTXH_AMEND) != 0 ? put_bool(op_detail(h), "amend", 1) :
	    0))
		return fail_nomem(h);
	return CTXH_OK;
}

/* A plan's number is one of the school's documents. */
static int
plan_notices(ctxh *h, ctxh_value *answer, const struct entry_recorder *rec)
{
	ctxh_value	*list;
	int		 rc;

	if (rec->number[0] == '\0')
		return CTXH_OK;
	if ((list = ctxh_value_take(answer, "notices")) == NULL)
		list = ctxh_value_list();
	if (list == NULL)
		return fail_nomem(h);
	rc = number_notices(h, rec->number, rec->number_day, 0, list);
	return notice_put(h, answer, rc, list);
}

/* A document of a register is one of no case. */
static int
record_entry(ctxh *h, const char *form, const char *number,
    const ctxh_value *fields, unsigned flags, ctxh_value **out)
{
	struct entry_recorder	rec = { 0 };
	int			rc;

	if ((rc = op_begin(h, form)) == CTXH_OK &&
	    (rc = entry_record(h, &rec, form, number, 0, fields, flags, NULL,
	    out)) == CTXH_OK &&
	    (rc = plan_notices(h, *out, &rec)) == CTXH_OK) {
		if (put_text(op_detail(h), "document", get_text(*out,
		    "document")) | ((flags & CTXH_AMEND) != 0 ?
		    put_bool(op_detail(h), "amend", 1) : 0))
			rc = fail_nomem(h);
		else
			rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, *out);
	}
	op_abort(h);
	entry_recorder_end(&rec);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

EXPORT int
ctxh_record(ctxh *h, const char *form, const char *case_no,
    const ctxh_value *fields, unsigned flags, ctxh_value **out)
{
	struct recorder	rec;
	struct recorded	r;
	int		rc;

	*out = NULL;
	if (ctxh_value_kind(fields) != CTXH_OBJECT)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the fields are no "
		    "object"));
	if ((rc = rulebook_refresh(h)) != CTXH_OK)
		return rc;
	if (entry_form(h, form) != NULL)
		return record_entry(h, form, case_no, fields, flags, out);
	if (h->status == CTXH_ENOMEM)
		return h->status;
	if ((rc = recorder_begin(h, &rec, form)) != CTXH_OK)
		return rc;
	if ((rc = recorder_add(h, &rec, form, case_no, 0, fields, flags,
	    &r)) == CTXH_OK && (rc = recorder_derive(h, &rec)) == CTXH_OK &&
	    (rc = note(h, &r, flags)) == CTXH_OK &&
	    (rc = result(h, &r, out)) == CTXH_OK)
		rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, *out);
	op_abort(h);
	recorder_end(&rec);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}
