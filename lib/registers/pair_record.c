/* Notes of a mentoring pair on their way in. */
#include <string.h>

#include "base/value.h"
#include "chain/member.h"
#include "people/student.h"
#include "people/year.h"
#include "registers/pair.h"
#include "registers/view.h"
#include "text/date.h"

/* With the person key any pair is known. */
static int
find_any(ctxh *h, struct entry_draft *d, const char *number, int64_t id,
    struct pair_key *k)
{
	int rc;

	if ((rc = id == 0 ? entry_find(h, number, REGISTER_MENTOR, &d->e) :
	    entry_load(h, id, &d->e)) != CTXH_OK ||
	    (rc = pair_key_of(h, &d->e, k)) != CTXH_OK)
		return rc;
	return (d->flags & CTXH_AMEND) != 0 ? pair_docs(h, &d->e, k, 0) :
	    CTXH_OK;
}

int
pair_find(ctxh *h, struct entry_draft *d, const char *number, int64_t id)
{
	struct pair_key	k;
	int		rc;

	memset(&k, 0, sizeof(k));
	rc = role_has_person(h->actor->role) ?
	    find_any(h, d, number, id, &k) :
	    pair_mine(h, number, id, &d->e, &k);
	memcpy(d->pair_pk, k.pk, sizeof(d->pair_pk));
	pair_end(&k);
	return rc;
}

/* What a row says, whoever wrote it; fields are consumed. */
static int
write_row(ctxh *h, const struct entry_draft *d, const unsigned char pk[32],
    ctxh_value *fields, const ctxh_value *pupil, int64_t *row)
{
	ctxh_value	*o = ctxh_value_object();
	int64_t		 old = d->form->step == STEP_PAIR && d->old != NULL ?
	    d->old->id : 0;
	int		 rc;

	if (put(o, "fields", fields) | put_text(o, "form", d->form->id) |
	    put_int(o, "at", d->at) | put_text(o, "rules", d->rules->id) |
	    (old != 0 ? put_int(o, "supersedes", old) : 0) |
	    (pupil != NULL ? put(o, "pupil", ctxh_value_copy(pupil)) : 0))
		rc = fail_nomem(h);
	else
		rc = pair_write(h, d->e.id, pk, o, row);
	ctxh_value_free(o);
	return rc;
}

int
pair_note(ctxh *h, struct entry_draft *d)
{
	return write_row(h, d, d->pair_pk, ctxh_value_copy(d->fields), NULL,
	    &d->id);
}

/* ---- what the mentor is told ---- */

/* Who it is: the name, and the class of that year. */
static int
put_pupil(ctxh *h, const struct entry_draft *d, ctxh_value *o)
{
	ctxh_value	*facts = NULL, *person = NULL;
	int64_t		 version, student;
	int		 rc;

	student = (int64_t)ctxh_value_num(ctxh_value_first(d->students));
	if ((rc = pupil_version(h, student, year_of_day(day_of(d->at)),
	    &version)) == CTXH_OK && version != 0)
		rc = version_open(h, version, &student, &facts, &person);
	if (rc == CTXH_OK && (put_text(o, "name", get_text(person, "name")) |
	    put_text(o, "class", get_text(facts, "class"))))
		rc = fail_nomem(h);
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return rc;
}

/* Of the beginning all but the pupil's code, of the end no remarks. */
static int
told_fields(ctxh *h, const struct entry_draft *d, ctxh_value **out)
{
	const struct field	*f;
	ctxh_value		*person = NULL;
	size_t			 i;
	int			 rc;

	if (d->form->step == STEP_END) {
		rc = form_split(h, d->form, d->fields, out, &person);
		ctxh_value_free(person);
		return rc;
	}
	if ((*out = ctxh_value_copy(d->fields)) == NULL)
		return fail_nomem(h);
	for (i = 0; i < d->form->set.count; i++) {
		f = &d->form->set.list[i];
		if (f->type == FIELD_STUDENT)
			ctxh_value_free(ctxh_value_take(*out, f->id));
	}
	return CTXH_OK;
}

int
pair_tell(ctxh *h, const struct entry_draft *d, const struct pair_key *k)
{
	ctxh_value	*fields, *pupil = NULL;
	int		 rc;

	if ((rc = told_fields(h, d, &fields)) != CTXH_OK)
		return rc;
	if (d->form->step == STEP_START) {
		if ((pupil = ctxh_value_object()) == NULL)
			rc = fail_nomem(h);
		else
			rc = put_pupil(h, d, pupil);
	}
	if (rc == CTXH_OK)
		rc = write_row(h, d, k->pk, fields, pupil, NULL);
	else
		ctxh_value_free(fields);
	ctxh_value_free(pupil);
	return rc;
}
