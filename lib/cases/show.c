/* ctxh_case_show() and ctxh_log(): one case with its documents; the chain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "cases/case.h"
#include "cases/check.h"
#include "cases/due.h"
#include "cases/view.h"
#include "chain/log.h"
#include "chain/member.h"
#include "people/student.h"
#include "rules/agency.h"
#include "rules/book.h"

/* What is known of a pupil without a name. */
static int
put_pupil(ctxh *h, int64_t student, const ctxh_value *item, ctxh_value *o)
{
	ctxh_value	*facts = NULL;
	int		 rc = CTXH_OK;

	if (student != 0 && (rc = student_facts(h, student, &facts)) !=
	    CTXH_OK)
		return rc;
	if (put_text(o, "role", get_text(item, "role")) |
	    put(o, "grade", ctxh_value_get(facts, "grade") != NULL ?
	    ctxh_value_copy(ctxh_value_get(facts, "grade")) :
	    ctxh_value_null()) |
	    put_text(o, "sex", get_text(facts != NULL ? facts : item, "sex")) |
	    (student == 0 ? put_text(o, "origin", get_text(item, "origin")) :
	    0))
		rc = fail_nomem(h);
	ctxh_value_free(facts);
	return rc;
}

/* The name and the class that he is in now; of somebody else the school. */
static int
put_name(ctxh *h, int64_t student, const ctxh_value *other, ctxh_value *o)
{
	ctxh_value	*person = NULL, *facts = NULL;
	int		 rc;

	if (student == 0)
		return put_text(o, "school", get_text(other, "school")) == 0 ?
		    CTXH_OK : fail_nomem(h);
	if ((rc = student_person(h, student, &person)) == CTXH_OK &&
	    (rc = student_facts(h, student, &facts)) == CTXH_OK &&
	    (put_text(o, "name", get_text(person, "name")) |
	    put_text(o, "class", get_text(facts, "class"))))
		rc = fail_nomem(h);
	ctxh_value_free(person);
	ctxh_value_free(facts);
	return rc;
}

static int
put_code(ctxh *h, int64_t student, const ctxh_value *person, ctxh_value *o)
{
	struct buf	code = { 0 };
	int		rc = CTXH_OK;

	if (student != 0)
		rc = student_code(h, student, &code);
	else if (get_text(person, "name") != NULL)
		rc = put_text(o, "name", get_text(person, "name")) == 0 ?
		    CTXH_OK : fail_nomem(h);
	if (rc == CTXH_OK && code.len > 0 &&
	    put_text(o, "student", code.data) != 0)
		rc = fail_nomem(h);
	buf_free(&code);
	return rc;
}

static int
put_student(ctxh *h, int64_t student, const ctxh_value *item,
    const ctxh_value *person, enum view_who who, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc = CTXH_OK;

	if (who != VIEW_NOBODY)
		rc = put_code(h, student, person, o);
	if (rc == CTXH_OK && who == VIEW_NAMES)
		rc = put_name(h, student, person, o);
	if (rc == CTXH_OK)
		rc = put_pupil(h, student, item, o);
	if (push(list, o) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

int
view_students(ctxh *h, struct doc *intake, enum view_who who, ctxh_value *out)
{
	const ctxh_value	*item, *number, *person = NULL;
	const ctxh_value	*all = ctxh_value_get(intake->meta, "students");
	ctxh_value		*list = ctxh_value_list();
	int			 rc = CTXH_OK;

	if (who != VIEW_NOBODY &&
	    (rc = doc_open_person(h, intake)) == CTXH_OK)
		person = ctxh_value_first(ctxh_value_get(intake->person,
		    "students"));
	number = ctxh_value_first(all);
	VALUE_EACH(item, ctxh_value_get(intake->fields, "students")) {
		if (rc == CTXH_OK && !pupil_repeats(all, number))
			rc = put_student(h, (int64_t)ctxh_value_num(number),
			    item, person, who, list);
		if (rc != CTXH_OK)
			break;
		number = number != NULL ? ctxh_value_next(number) : NULL;
		person = person != NULL ? ctxh_value_next(person) : NULL;
	}
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	return put(out, "students", list) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
put_fields(ctxh *h, struct doc *d, int names, ctxh_value *o)
{
	ctxh_value	*fields;
	int		 rc;

	if (names)
		rc = doc_fields(h, d, &fields);
	else
		rc = form_join(h, d->form, d->fields, NULL, &fields);
	if (rc != CTXH_OK)
		return rc;
	return put(o, "fields", fields) == 0 ? CTXH_OK : fail_nomem(h);
}

const char *
view_agency(ctxh *h, const struct doc *d)
{
	const char		*name = get_text(d->meta, "agency_name");
	const char		*code = form_addressee(d->form, d->fields);
	const struct agency	*a;

	if (name == NULL && code != NULL && (a = agency_find(h, code)) != NULL)
		name = a->name;
	return name;
}

static int
put_addressee(ctxh *h, const struct doc *d, ctxh_value *o)
{
	const char *name = view_agency(h, d);

	return name == NULL || put_text(o, "agency_name", name) == 0 ?
	    CTXH_OK : fail_nomem(h);
}

static int
put_document(ctxh *h, const struct casefile *c, struct doc *d, int names,
    ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	const char	*decided = get_text(d->meta, "decided");
	char		 id[48];
	int		 rc;

	(void)snprintf(id, sizeof(id), "%s/%d", c->number, d->seq);
	if (o == NULL || put_text(o, "id", id) |
	    put_text(o, "form", d->form->id) | put_moment(o, "at", d->at) |
	    put_moment(o, "recorded_at", d->recorded_at) |
	    put_text(o, "by", d->by) | put_int(o, "op", d->op) |
	    (decided != NULL ? put_text(o, "decided", decided) : 0) |
	    (d->superseded ? put_bool(o, "superseded", 1) : 0))
		rc = fail_nomem(h);
	else if ((rc = put_fields(h, d, names, o)) == CTXH_OK)
		rc = d->form == &form_recount ? recount_show(h, c, d, o) :
		    put_addressee(h, d, o);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
put_documents(ctxh *h, struct casefile *c, int names, ctxh_value *out)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < c->n; i++)
		rc = put_document(h, c, &c->docs[i], names, list);
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	return put(out, "documents", list) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
put_deadlines(ctxh *h, const struct case_state *s, int64_t now,
    ctxh_value *out)
{
	ctxh_value	*list = ctxh_value_list();
	int64_t		 soon = soon_until(h, now);
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < s->ndeadlines; i++)
		rc = view_deadline(h, s->of, &s->deadlines[i], now, soon,
		    list);
	if (rc != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	return put(out, "deadlines", list) == 0 ? CTXH_OK : fail_nomem(h);
}

/* The row of list, from the very row that list reads. */
static int
put_row(ctxh *h, const struct case_state *s, int64_t now, ctxh_value *out)
{
	struct case_facts	f = { 0 };
	struct buf		b = { 0 };
	int			rc;

	if (facts_pack(s, &b) != 0)
		rc = fail_nomem(h);
	else if ((rc = facts_unpack(h, s->of->id, b.data, b.len, &f)) ==
	    CTXH_OK)
		rc = view_case(h, &f, now, out);
	facts_free(&f);
	buf_free(&b);
	return rc;
}

static int
show(ctxh *h, struct casefile *c, int names, ctxh_value *out)
{
	struct case_state	s;
	int64_t			now = handle_now(h);
	int			rc;

	if ((rc = case_replay(h, c, MOMENT_MAX, &s, NULL)) == CTXH_OK &&
	    s.intake == NULL)
		rc = fail(h, CTXH_EINTEGRITY, T(h, "a case has no number: row "
		    "%lld of table document"), (long long)c->id);
	if (rc == CTXH_OK &&
	    (rc = deadlines_date(h, &s, NULL)) == CTXH_OK &&
	    (rc = put_row(h, &s, now, out)) == CTXH_OK &&
	    (rc = view_students(h, &c->docs[s.intake->seq - 1], names ?
	    VIEW_CODES : VIEW_NOBODY, out)) == CTXH_OK &&
	    (rc = put_documents(h, c, names, out)) == CTXH_OK &&
	    (rc = put_deadlines(h, &s, now, out)) == CTXH_OK)
		rc = put_next(h, out, &s, NULL);
	state_free(&s);
	return rc;
}

EXPORT int
ctxh_case_show(ctxh *h, const char *case_no, unsigned flags,
    ctxh_value **out)
{
	struct casefile	c = { 0 };
	int64_t		id;
	int		rc, names = (flags & CTXH_NAMES) != 0;

	*out = NULL;
	if ((rc = need_facts(h, "show")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (names && (rc = need_person(h, "show")) != CTXH_OK) ||
	    (rc = case_find(h, case_no, &id)) != CTXH_OK ||
	    (names && (rc = trace_names(h, "show", case_no)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((*out = ctxh_value_object()) == NULL ||
	    put_int(*out, "format", 1) != 0)
		rc = fail_nomem(h);
	else if ((rc = case_load(h, id, &c)) == CTXH_OK)
		rc = show(h, &c, names, *out);
	case_free(&c);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return db_release(h, rc);
}

EXPORT int
ctxh_log(ctxh *h, const char *case_no, ctxh_row_fn row, void *ctx)
{
	int64_t	id = 0;
	int	rc;

	if (h->db == NULL)
		return fail(h, CTXH_ENOSTORE, "%s", T(h, "no store is open"));
	if ((rc = need_insider(h, "log")) != CTXH_OK || (case_no != NULL &&
	    (rc = case_find(h, case_no, &id)) != CTXH_OK) ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	return db_release(h, chain_log(h, id, row, ctx));
}
