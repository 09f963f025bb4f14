/* A document's fields by their seal, and facts that follow from them. */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "rules/rules.h"

/* Copies the fields of one seal into a new object. */
static ctxh_value *
copy_seal(const struct fieldset *set, const ctxh_value *from, int person)
{
	ctxh_value		*to = ctxh_value_object();
	const ctxh_value	*v;
	const struct field	*f;

	VALUE_EACH(v, from) {
		f = fieldset_find(set, ctxh_value_key(v));
		if (f == NULL || f->type == FIELD_LIST || f->person != person)
			continue;
		if (to == NULL || put(to, f->id, ctxh_value_copy(v)) != 0) {
			ctxh_value_free(to);
			return NULL;
		}
	}
	return to;
}

/* One part of a list of objects: as many items as the list has. */
static ctxh_value *
copy_items(const struct field *f, const ctxh_value *list, int person)
{
	ctxh_value		*to = ctxh_value_list();
	const ctxh_value	*item;

	VALUE_EACH(item, list)
		if (to == NULL ||
		    push(to, copy_seal(&f->set, item, person)) != 0) {
			ctxh_value_free(to);
			return NULL;
		}
	return to;
}

static ctxh_value *
part(const struct form *form, const ctxh_value *fields, int person)
{
	ctxh_value		*to = copy_seal(&form->set, fields, person);
	const ctxh_value	*list;
	const struct field	*f;
	size_t			 i;

	for (i = 0; to != NULL && i < form->set.count; i++) {
		f = &form->set.list[i];
		if (f->type != FIELD_LIST ||
		    !(person ? f->has_person : f->has_facts) ||
		    (list = ctxh_value_get(fields, f->id)) == NULL)
			continue;
		if (put(to, f->id, copy_items(f, list, person)) != 0) {
			ctxh_value_free(to);
			return NULL;
		}
	}
	return to;
}

int
form_split(ctxh *h, const struct form *form, const ctxh_value *fields,
    ctxh_value **facts, ctxh_value **person)
{
	*facts = part(form, fields, 0);
	*person = part(form, fields, 1);
	if (*facts != NULL && *person != NULL)
		return CTXH_OK;
	ctxh_value_free(*facts);
	ctxh_value_free(*person);
	*facts = *person = NULL;
	return fail_nomem(h);
}

/* ---- together again, in the order of the form ---- */

static ctxh_value *join(const struct fieldset *, const ctxh_value *,
	    const ctxh_value *);

static ctxh_value *
join_items(const struct field *f, const ctxh_value *facts,
    const ctxh_value *person)
{
	ctxh_value		*to = ctxh_value_list();
	const ctxh_value	*a = ctxh_value_first(facts);
	const ctxh_value	*b = ctxh_value_first(person);

	while (a != NULL || b != NULL) {
		if (to == NULL || push(to, join(&f->set, a, b)) != 0) {
			ctxh_value_free(to);
			return NULL;
		}
		a = a != NULL ? ctxh_value_next(a) : NULL;
		b = b != NULL ? ctxh_value_next(b) : NULL;
	}
	return to;
}

static ctxh_value *
join(const struct fieldset *set, const ctxh_value *facts,
    const ctxh_value *person)
{
	ctxh_value		*to = ctxh_value_object(), *new;
	const ctxh_value	*a, *b;
	const struct field	*f;

	for (f = set->list; to != NULL && f < set->list + set->count; f++) {
		a = f->type == FIELD_LIST || !f->person ?
		    ctxh_value_get(facts, f->id) : NULL;
		b = f->type == FIELD_LIST || f->person ?
		    ctxh_value_get(person, f->id) : NULL;
		if (a == NULL && b == NULL)
			continue;
		if (f->type == FIELD_LIST)
			new = join_items(f, a, b);
		else
			new = ctxh_value_copy(a != NULL ? a : b);
		if (put(to, f->id, new) != 0) {
			ctxh_value_free(to);
			return NULL;
		}
	}
	return to;
}

int
form_join(ctxh *h, const struct form *form, const ctxh_value *facts,
    const ctxh_value *person, ctxh_value **fields)
{
	*fields = join(&form->set, facts, person);
	return *fields != NULL ? CTXH_OK : fail_nomem(h);
}

/* ---- computed facts ---- */

int
form_computed(ctxh *h, const struct rules *r, const struct form *form,
    const ctxh_value *fields, ctxh_value *facts)
{
	const struct computed	*c;
	const ctxh_value	*item;
	const char		*s, *most;

	EACH(c, r->facts, r->fact_count) {
		if (c->form != form)
			continue;
		most = NULL;
		VALUE_EACH(item, ctxh_value_get(fields, c->list->id)) {
			s = get_text(item, c->inner->id);
			if (s != NULL && (most == NULL || strcmp(s, most) > 0))
				most = s;
		}
		if (most != NULL && put_text(facts, c->id, most) != 0)
			return fail_nomem(h);
	}
	return CTXH_OK;
}
