#include "people/staff.h"
#include "report/notes.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "report/kept.h"

/* Also those of cases linked as trung-lap: a link must not hide that somebody
 * decided on an own document. */
void
decisions_add(struct decisions *d, const struct case_state *s,
    const struct span *span)
{
	const struct passed	*p;
	const char		*how;

	EACH(p, s->passed, s->npassed) {
		if (strcmp(p->doc->form->id, "decision") != 0 ||
		    !span_has(span, p->doc->at))
			continue;
		how = get_text(p->doc->meta, "decided");
		if (how != NULL && strcmp(how, "key") == 0)
			d->by_key++;
		else
			d->on_paper++;
		d->self_approved += get_bool(p->doc->fields, "self_approve");
	}
}

/* Retired ones too: what they decided stands in the numbers. */
static int
push_principal(const ctxh_value *member, ctxh_value *list)
{
	const char	*role = get_text(member, "role");
	ctxh_value	*o;
	int		 bad;

	if (role == NULL || strcmp(role, "principal") != 0)
		return 0;
	o = ctxh_value_object();
	bad = put_copy(o, "handle", member) | put_copy(o, "since", member) |
	    put_copy(o, "added_by", member) | put_copy(o, "until", member);
	return push(list, o) | bad;
}

static int
put_principals(ctxh *h, ctxh_value *out)
{
	ctxh_value		*members, *list = ctxh_value_list();
	const ctxh_value	*m;
	int			 rc, bad = 0;

	if ((rc = staff_list(h, &members)) != CTXH_OK) {
		ctxh_value_free(list);
		return rc;
	}
	VALUE_EACH(m, members)
		bad |= push_principal(m, list);
	ctxh_value_free(members);
	bad |= put(out, "principals", list);
	return bad ? fail_nomem(h) : CTXH_OK;
}

int
notes_value(ctxh *h, const struct decisions *d, ctxh_value *out)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc, bad;

	if ((rc = put_principals(h, out)) != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	bad = put_int(o, "by_key", d->by_key) |
	    put_int(o, "on_paper", d->on_paper) |
	    put_int(o, "self_approved", d->self_approved);
	bad |= put(out, "decisions", o);
	return bad ? fail_nomem(h) : CTXH_OK;
}
