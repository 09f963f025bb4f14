#include "rules/directory.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/sealed.h"
#include "rules/book.h"
#include "rules/rules.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/near.h"

int
directory_open(ctxh *h, struct directory *d)
{
	memset(d, 0, sizeof(*d));
	/* Another command may have written since it was read. */
	rulebook_changed(h);
	if ((d->old = agency_list(h, &d->nold)) == NULL)
		return h->status;
	d->list = arena_get(&d->arena, AGENCY_MAX, sizeof(*d->list));
	d->changed = arena_get(&d->arena, AGENCY_MAX, 1);
	if (d->list == NULL || d->changed == NULL)
		return fail_nomem(h);
	memcpy(d->list, d->old, d->nold * sizeof(*d->list));
	d->n = d->nold;
	return CTXH_OK;
}

void
directory_close(struct directory *d)
{
	arena_free(d->arena);
	memset(d, 0, sizeof(*d));
}

struct agency *
directory_find(const struct directory *d, const char *code)
{
	struct agency *a;

	EACH(a, d->list, d->n)
		if (strcmp(a->code, code) == 0)
			return a;
	return NULL;
}

size_t
directory_changes(const struct directory *d)
{
	size_t i, n = 0;

	for (i = 0; i < d->n; i++)
		n += d->changed[i];
	return n;
}

static int
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static int
same(const struct agency *a, const struct agency *b)
{
	return same_text(a->kind, b->kind) && same_text(a->name, b->name) &&
	    a->from == b->from && a->to == b->to &&
	    same_text(a->accepts, b->accepts) &&
	    same_text(a->successor, b->successor) &&
	    same_text(a->note, b->note);
}

/* A kind of referral that the forms know, or that an agency takes already. */
static int
is_known(ctxh *h, const struct directory *d, const char *word)
{
	const struct rules	*r;
	const struct form	*f;
	const struct check	*k;
	size_t			 i;

	for (i = 0; i < d->nold; i++)
		if (words_have(d->old[i].accepts, word))
			return 1;
	for (i = 0; (r = rules_at(h, i)) != NULL; i++)
		EACH(f, r->forms, r->form_count)
			EACH(k, f->checks, f->check_count)
				if (k->kind == CHECK_AGENCY &&
				    code_index(k->agency_kind->codes,
				    word) >= 0)
					return 1;
	return 0;
}

static int
check_accepts(ctxh *h, const struct directory *d, const struct agency *a)
{
	const ctxh_value	*v;
	ctxh_value		*words = agency_words(a);
	int			 rc = words != NULL ? CTXH_OK : fail_nomem(h);

	VALUE_EACH(v, ctxh_value_get(words, "accepts"))
		if (rc == CTXH_OK && !is_known(h, d, ctxh_value_str(v)))
			rc = rulebook_load(h) != CTXH_OK ? h->status :
			    fail(h, CTXH_EUSAGE, T(h, "the agency \"%s\": no "
			    "such kind of referral: \"%s\"; the others are "
			    "in ctxh agency list"), a->code,
			    ctxh_value_str(v));
	ctxh_value_free(words);
	return rc;
}

int
directory_put(ctxh *h, struct directory *d, const ctxh_value *words)
{
	struct agency	a, *to;
	int		rc;

	if ((rc = agency_take(h, &d->arena, words, &a)) != CTXH_OK ||
	    (rc = check_accepts(h, d, &a)) != CTXH_OK)
		return rc;
	if ((to = directory_find(d, a.code)) != NULL) {
		if (same(&a, to))
			return CTXH_OK;
		a.contact = to->contact;
	} else if (d->n < AGENCY_MAX) {
		to = &d->list[d->n++];
	} else {
		return fail(h, CTXH_EUSAGE, T(h, "more than %d agencies"),
		    AGENCY_MAX);
	}
	a.own = 1;
	*to = a;
	d->changed[to - d->list] = 1;
	return CTXH_OK;
}

static int
check_successor(ctxh *h, const struct directory *d, const struct agency *a)
{
	const struct agency	*next = a;
	size_t			 i;

	if (a->successor != NULL && directory_find(d, a->successor) == NULL)
		return agency_unknown(h, a->successor);
	for (i = 0; i <= d->n && next->successor != NULL; i++) {
		if ((next = directory_find(d, next->successor)) == NULL)
			break;
		if (next == a)
			return fail(h, CTXH_ERULE, T(h, "the agency \"%s\" "
			    "would succeed itself, by way of \"%s\""),
			    a->code, a->successor);
	}
	return CTXH_OK;
}

int
directory_check_one(ctxh *h, const struct directory *d,
    const struct agency *a)
{
	char from[11], to[11];

	if (a->to >= a->from)
		return check_successor(h, d, a);
	(void)date_show(a->from, from);
	(void)date_show(a->to, to);
	return fail(h, CTXH_ERULE, T(h, "the agency \"%s\" would end on %s, "
	    "before it begins on %s"), a->code, to, from);
}

int
directory_check(ctxh *h, const struct directory *d)
{
	size_t	i;
	int	rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < d->n; i++)
		if (d->changed[i])
			rc = directory_check_one(h, d, &d->list[i]);
	return rc;
}

const struct agency *
directory_double(ctxh *h, const struct directory *d, const struct agency *a)
{
	const struct agency	*other, *found = NULL;
	struct buf		 mine = { 0 }, theirs = { 0 };
	struct near		 near;

	fold(a->name, strlen(a->name), &mine);
	EACH(other, d->list, d->n) {
		if (other == a || other->from > a->to || a->from > other->to)
			continue;
		buf_reset(&theirs);
		fold(other->name, strlen(other->name), &theirs);
		if (buf_failed(&mine) || buf_failed(&theirs) ||
		    mine.len == 0 || theirs.len == 0)
			break;
		near = (struct near){ .word = mine.data };
		near_offer(&near, theirs.data);
		if (strcmp(mine.data, theirs.data) == 0 ||
		    (near.best != NULL && near.distance == 1)) {
			found = other;
			break;
		}
	}
	if (buf_failed(&mine) || buf_failed(&theirs))
		(void)fail_nomem(h);
	buf_free(&mine);
	buf_free(&theirs);
	return found;
}

int
directory_write(ctxh *h, const struct directory *d)
{
	ctxh_value	*words;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < d->n; i++) {
		if (!d->changed[i])
			continue;
		words = agency_words(&d->list[i]);
		rc = words == NULL ? fail_nomem(h) :
		    sealed_put(h, TABLE_AGENCY, words, NULL, NULL);
		ctxh_value_free(words);
	}
	return rc;
}
