#include "rules/agency.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/sealed.h"
#include "rules/book.h"
#include "rules/contact.h"
#include "rules/data_file.h"
#include "text/date.h"

/* Where the agency of that code stands, or its new place. */
static int
place_of(ctxh *h, struct rulebook *b, const char *code, struct agency **out)
{
	size_t i;

	for (i = 0; i < b->agency_count; i++)
		if (strcmp(b->agencies[i].code, code) == 0)
			break;
	if (i == AGENCY_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "more than %d agencies"),
		    AGENCY_MAX);
	*out = &b->agencies[i];
	return CTXH_OK;
}

/* The newest row of a code is in force; a contact says nothing of it. */
static int
take_agency(ctxh *h, const ctxh_value *words, const struct agency_place *at,
    void *ctx)
{
	struct rulebook	*b = ctx;
	struct agency	 a, *to;
	int		 rc;

	(void)at;
	if ((rc = agency_take(h, &b->arena, words, &a)) != CTXH_OK ||
	    (rc = place_of(h, b, a.code, &to)) != CTXH_OK)
		return rc;
	b->agency_count += to == &b->agencies[b->agency_count];
	a.contact = to->contact;
	*to = a;
	return CTXH_OK;
}

static int
take_own(ctxh *h, struct sealed_row *row, void *ctx)
{
	const ctxh_value	*contact = ctxh_value_get(row->facts,
	    "contact");
	const char		*code = get_text(row->facts, "code");
	struct rulebook		*b = ctx;
	struct agency		*a;
	int			 rc;

	if (code == NULL || (contact == NULL && (rc = take_agency(h,
	    row->facts, NULL, b)) == CTXH_EUSAGE))
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s is "
		    "not readable; run ctxh fsck"), (long long)row->id,
		    "agency");
	if (contact == NULL && rc != CTXH_OK)
		return rc;
	if ((rc = place_of(h, b, code, &a)) != CTXH_OK ||
	    a == &b->agencies[b->agency_count])
		return rc;
	if (contact != NULL)
		a->contact = ctxh_value_is_true(contact);
	else
		a->own = 1;
	return CTXH_OK;
}

int
agencies_load(ctxh *h)
{
	const struct data_file	*f = data_file("agencies.csv");
	struct rulebook		*b = rulebook_get(h);
	int			 rc;

	if (b == NULL)
		return h->status;
	if (b->agency_count > 0)
		return CTXH_OK;
	/* One more, where a new one is written before it is counted. */
	b->agencies = arena_get(&b->arena, AGENCY_MAX + 1,
	    sizeof(*b->agencies));
	if (b->agencies == NULL)
		return fail_nomem(h);
	rc = agencies_read(h, (const char *)f->bytes, f->len, NULL,
	    take_agency, b);
	if (rc == CTXH_OK && b->own)
		rc = sealed_each(h, TABLE_AGENCY, take_own, b);
	if (rc != CTXH_OK)
		b->agency_count = 0;
	return rc;
}

const struct agency *
agency_list(ctxh *h, size_t *count)
{
	*count = 0;
	if (agencies_load(h) != CTXH_OK)
		return NULL;
	*count = h->rules->agency_count;
	return h->rules->agencies;
}

const struct agency *
agency_find(ctxh *h, const char *code)
{
	const struct agency	*a, *list;
	size_t			 n;

	list = agency_list(h, &n);
	EACH(a, list, n)
		if (strcmp(a->code, code) == 0)
			return a;
	return NULL;
}

int
agency_unknown(ctxh *h, const char *code)
{
	return fail(h, CTXH_ENOTFOUND, T(h, "no such agency: \"%s\"; see ctxh "
	    "agency list"), code);
}

int
agency_existed(const struct agency *a, int64_t day)
{
	return a->from <= day && day <= a->to;
}

int
words_have(const char *list, const char *word)
{
	const char	*p;
	size_t		 n = strlen(word), len;

	for (p = list; *p != '\0'; p += len + (p[len] == ';')) {
		len = strcspn(p, ";");
		if (len == n && memcmp(p, word, n) == 0)
			return 1;
	}
	return 0;
}

int
agency_accepts(const struct agency *a, const char *kind)
{
	return words_have(a->accepts, kind);
}

/* How many successions lead from one to the other; 0 where none do.  Not
 * endless where two successors name each other. */
static size_t
successions(ctxh *h, const struct agency *from, const struct agency *to,
    size_t most)
{
	size_t i;

	for (i = 1; i <= most && from != NULL && from->successor != NULL;
	    i++)
		if ((from = agency_find(h, from->successor)) == to)
			return i;
	return 0;
}

const struct agency *
agency_then(ctxh *h, const struct agency *a, int64_t day)
{
	const struct agency	*list, *other, *next = a, *found = NULL;
	size_t			 n, i, steps, least = 0;

	list = agency_list(h, &n);
	for (i = 0; i < n && next != NULL && !agency_existed(next, day); i++)
		next = next->successor != NULL ?
		    agency_find(h, next->successor) : NULL;
	if (next != NULL && agency_existed(next, day))
		return next;
	EACH(other, list, n) {
		if (!agency_existed(other, day) ||
		    (steps = successions(h, other, a, n)) == 0)
			continue;
		if (found == NULL || steps < least) {
			found = other;
			least = steps;
		}
	}
	return found;
}

/* ---- for whoever asks ---- */

static ctxh_value *
describe_agency(const struct agency *a, const ctxh_value *contacts)
{
	const ctxh_value	*contact = ctxh_value_get(contacts, a->code);
	ctxh_value		*o = agency_words(a);

	if (o == NULL || put_bool(o, "own", a->own) |
	    put_bool(o, "has_contact", a->contact) |
	    (contacts != NULL ? put(o, "contact", contact != NULL ?
	    ctxh_value_copy(contact) : ctxh_value_null()) : 0)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

/* What contacts need; *contacts stays NULL without CTXH_NAMES. */
static int
open_contacts(ctxh *h, const char *verb, const char *of, unsigned flags,
    ctxh_value **contacts)
{
	int rc;

	*contacts = NULL;
	if ((flags & CTXH_NAMES) == 0)
		return CTXH_OK;
	if ((rc = need_person(h, verb)) != CTXH_OK ||
	    (rc = trace_names(h, verb, of)) != CTXH_OK)
		return rc;
	return contacts_load(h, contacts);
}

static int
list_agencies(ctxh *h, int64_t day, int all, const ctxh_value *contacts,
    ctxh_value **out)
{
	const struct agency	*a, *agencies;
	ctxh_value		*list;
	size_t			 n;

	if ((agencies = agency_list(h, &n)) == NULL)
		return h->status;
	if ((list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	EACH(a, agencies, n)
		if ((all || agency_existed(a, day)) &&
		    push(list, describe_agency(a, contacts)) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	*out = list;
	return CTXH_OK;
}

EXPORT int
ctxh_agencies(ctxh *h, int64_t at, unsigned flags, ctxh_value **out)
{
	ctxh_value	*contacts;
	int		 rc;

	*out = NULL;
	if ((rc = open_contacts(h, "agency list", "", flags, &contacts)) ==
	    CTXH_OK)
		rc = list_agencies(h, day_of(at),
		    (flags & CTXH_AGENCY_ALL) != 0, contacts, out);
	ctxh_value_free(contacts);
	return rc;
}

static int
put_before(ctxh *h, const char *code, ctxh_value *o)
{
	const struct agency	*a, *agencies;
	ctxh_value		*list = ctxh_value_list();
	size_t			 n;

	agencies = agency_list(h, &n);
	EACH(a, agencies, n)
		if (a->successor != NULL && strcmp(a->successor, code) == 0 &&
		    push_text(list, a->code) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	return put(o, "successor_of", list) == 0 ? CTXH_OK : fail_nomem(h);
}

EXPORT int
ctxh_agency_show(ctxh *h, const char *code, unsigned flags, ctxh_value **out)
{
	const struct agency	*a;
	ctxh_value		*contacts = NULL, *o = NULL;
	int			 rc;

	*out = NULL;
	if (agencies_load(h) != CTXH_OK)
		return h->status;
	if (agency_find(h, code) == NULL)
		return agency_unknown(h, code);
	if ((rc = open_contacts(h, "agency show", code, flags, &contacts)) ==
	    CTXH_OK) {
		a = agency_find(h, code);
		if (a == NULL || (o = describe_agency(a, contacts)) == NULL ||
		    put_int(o, "format", 1) != 0)
			rc = fail_nomem(h);
		else
			rc = put_before(h, code, o);
	}
	ctxh_value_free(contacts);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}
