/* What meets a deadline, and a name for it that lasts. */
#include "base/value.h"
#include "cases/due.h"
#include "chain/member.h"
#include "vault/digest.h"

#define UID_BYTES 16

/* The fields under which a condition holds: of several ways the first. */
static int
put_wanted(ctxh_value *fields, const struct pred *p)
{
	size_t	i;
	int	rc = 0;

	switch (p->kind) {
	case PRED_IS:
	case PRED_HAS:
		if (p->ref.field == NULL || p->ref.item)
			return 0;
		return p->is_bool ? put_bool(fields, p->ref.name, p->truth) :
		    put_text(fields, p->ref.name, p->code);
	case PRED_IN:
		if (p->ref.field == NULL || p->ref.item || p->code_count == 0)
			return 0;
		return put_text(fields, p->ref.name, p->codes[0]);
	case PRED_ALL:
		for (i = 0; i < p->part_count; i++)
			rc |= put_wanted(fields, &p->parts[i]);
		return rc;
	case PRED_ANY:
		return p->part_count > 0 ? put_wanted(fields, &p->parts[0]) :
		    0;
	default:
		return 0;
	}
}

static int
put_roles(ctxh_value *o, const struct form *f)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 i;
	int		 rc = 0;

	for (i = 0; i < f->role_count; i++)
		rc |= push_text(list, f->roles[i]);
	return put(o, "roles", list) != 0 || rc != 0 ? -1 : 0;
}

int
put_step(ctxh_value *row, const struct form *f, ctxh_value *fields)
{
	ctxh_value *o;

	if (f == NULL) {
		ctxh_value_free(fields);
		return put_null(row, "next");
	}
	if ((o = ctxh_value_object()) == NULL || put_text(o, "form", f->id) |
	    put_text(o, "verb", f->verb)) {
		ctxh_value_free(fields);
		ctxh_value_free(o);
		return -1;
	}
	if (put(o, "fields", fields != NULL ? fields :
	    ctxh_value_object()) != 0 || put_roles(o, f) != 0) {
		ctxh_value_free(o);
		return -1;
	}
	return put(row, "next", o);
}

int
put_deadline_step(ctxh_value *row, const struct deadline *d)
{
	const struct deadline_rule	*r = d->rule;
	const struct event		*e;
	ctxh_value			*fields;

	if (r->met_count == 0)
		return put_step(row, NULL, NULL);
	e = &r->met_by[0];
	if ((fields = ctxh_value_object()) == NULL ||
	    (e->cond != NULL && put_wanted(fields, e->cond) != 0) ||
	    (e->same != NULL && d->per != NULL &&
	    put_text(fields, e->same, d->per) != 0)) {
		ctxh_value_free(fields);
		return -1;
	}
	return put_step(row, e->form, fields);
}

int
put_due_uid(ctxh *h, ctxh_value *row, const char *number,
    const struct deadline *d)
{
	unsigned char	out[DIGEST_SIZE];
	struct digest	g;
	struct buf	hex = { 0 };
	int		rc = -1;

	digest_init(&g);
	digest_text(&g, "due");
	digest_field(&g, h->actor->store_id, sizeof(h->actor->store_id));
	digest_text(&g, number);
	digest_text(&g, d->rule->id);
	digest_text(&g, d->per != NULL ? d->per : "");
	digest_u64(&g, (uint64_t)d->start);
	digest_final(&g, out);
	buf_hex(&hex, out, UID_BYTES);
	if (!buf_failed(&hex))
		rc = put_text(row, "uid", hex.data);
	buf_free(&hex);
	return rc;
}
