#include "rules/contact.h"

#include <string.h>

#include "base/value.h"
#include "chain/sealed.h"
#include "text/fold.h"
#include "text/near.h"
#include "text/utf8.h"

#define TEXT_MAX	512

static const char *const members[] = {
	"person", "phone", "email", "address", "note", NULL
};

static int
take_contact(ctxh *h, struct sealed_row *row, void *ctx)
{
	const ctxh_value	*contact = ctxh_value_get(row->facts,
	    "contact");
	const char		*code = get_text(row->facts, "code");
	ctxh_value		*all = ctx;

	if (code == NULL || contact == NULL)
		return CTXH_OK;
	if (!ctxh_value_is_true(contact)) {
		ctxh_value_free(ctxh_value_take(all, code));
		return CTXH_OK;
	}
	if (put(all, code, row->person) != 0) {
		row->person = NULL;
		return fail_nomem(h);
	}
	row->person = NULL;
	return CTXH_OK;
}

int
contacts_load(ctxh *h, ctxh_value **out)
{
	ctxh_value	*all = ctxh_value_object();
	int		 rc;

	*out = NULL;
	if (all == NULL)
		return fail_nomem(h);
	if ((rc = sealed_each(h, TABLE_AGENCY, take_contact, all)) != CTXH_OK)
		ctxh_value_free(all);
	else
		*out = all;
	return rc;
}

static int
is_member(const char *key)
{
	const char *const *m;

	for (m = members; *m != NULL; m++)
		if (strcmp(*m, key) == 0)
			return 1;
	return 0;
}

/* One member of what is given, into the contact. */
static int
put_member(ctxh *h, ctxh_value *contact, const ctxh_value *v)
{
	const char	*key = ctxh_value_key(v), *s = ctxh_value_str(v);
	struct buf	 b = { 0 };
	char		 c[CLIP_SIZE];
	int		 rc = CTXH_OK;

	if (!is_member(key) || (s == NULL && ctxh_value_kind(v) != CTXH_NULL))
		return fail(h, CTXH_EUSAGE, T(h, "a contact has person, "
		    "phone, email, address, note, each a text: \"%s\""),
		    clip(key, c));
	ctxh_value_free(ctxh_value_take(contact, key));
	if (s == NULL)
		return CTXH_OK;
	if (text_tidy(s, strlen(s), &b) != 0 || b.len > TEXT_MAX)
		rc = buf_failed(&b) ? fail_nomem(h) : fail(h, CTXH_EUSAGE,
		    T(h, "%s: not a text of at most %d bytes"), key, TEXT_MAX);
	else if (b.len > 0 && utf8_has_unseen(b.data))
		rc = fail(h, CTXH_EUSAGE, "%s: %s", key, T(h, "it has control "
		    "characters"));
	else if (b.len > 0 && put_text(contact, key, b.data) != 0)
		rc = fail_nomem(h);
	buf_free(&b);
	return rc;
}

static int
write_contact(ctxh *h, const char *code, const ctxh_value *contact)
{
	ctxh_value	*facts = ctxh_value_object();
	int		 rc;

	if (facts == NULL || put_text(facts, "code", code) |
	    put_bool(facts, "contact", ctxh_value_count(contact) > 0))
		rc = fail_nomem(h);
	else
		rc = sealed_put(h, TABLE_AGENCY, facts, contact, NULL);
	ctxh_value_free(facts);
	return rc;
}

/* The same texts; each was tidied. */
static int
same(const ctxh_value *a, const ctxh_value *b)
{
	const char *const	*m;
	const char		*x, *y;

	for (m = members; *m != NULL; m++) {
		x = get_text(a, *m);
		y = get_text(b, *m);
		if ((x == NULL) != (y == NULL) ||
		    (x != NULL && strcmp(x, y) != 0))
			return 0;
	}
	return 1;
}

int
contact_put(ctxh *h, const char *code, const ctxh_value *given, int *changed)
{
	const ctxh_value	*v;
	ctxh_value		*all, *contact;
	int			 rc;

	*changed = 0;
	if (ctxh_value_kind(given) != CTXH_OBJECT)
		return fail(h, CTXH_EUSAGE, T(h, "a contact has person, "
		    "phone, email, address, note, each a text: \"%s\""), "");
	if ((rc = contacts_load(h, &all)) != CTXH_OK)
		return rc;
	contact = ctxh_value_get(all, code) != NULL ? ctxh_value_copy(
	    ctxh_value_get(all, code)) : ctxh_value_object();
	if (contact == NULL)
		rc = fail_nomem(h);
	VALUE_EACH(v, given)
		if (rc == CTXH_OK)
			rc = put_member(h, contact, v);
	*changed = rc == CTXH_OK && !same(contact, ctxh_value_get(all, code));
	if (*changed)
		rc = write_contact(h, code, contact);
	ctxh_value_free(contact);
	ctxh_value_free(all);
	return rc;
}
