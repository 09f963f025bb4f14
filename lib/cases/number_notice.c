/* What is said of a number when it is recorded. */
#include <string.h>

#include "base/value.h"
#include "cases/notice.h"
#include "cases/number.h"
#include "chain/member.h"
#include "chain/op.h"
#include "text/date.h"

/* The nearest below and above that is dated the wrong way round, and one with
 * the same number; or NULL. */
struct beside { const struct number *same, *below, *above; };

/* Of one operation a number is compared with those that came before it: each
 * pair is told once. */
static int
is_later(const struct number *o, const struct number *n)
{
	return o->op == n->op && o->doc >= n->doc;
}

/* The first of n's year and register, or behind them all. */
static size_t
first_beside(const struct numbers *all, const struct number *n)
{
	const struct number	*o;
	size_t			 from = 0, to = all->n, mid;

	while (from < to) {
		mid = from + (to - from) / 2;
		o = &all->list[mid];
		if (o->year < n->year || (o->year == n->year &&
		    strcmp(o->folded, n->folded) < 0))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static struct beside
look_beside(const struct numbers *all, const struct number *n)
{
	const struct number	*o;
	struct beside		 b = { NULL, NULL, NULL };
	size_t			 i;
	int			 d;

	for (i = first_beside(all, n); i < all->n; i++) {
		o = &all->list[i];
		if (o->year != n->year || strcmp(o->folded, n->folded) != 0)
			break;
		if (o->sequence < 0 || is_later(o, n))
			continue;
		d = number_order(o, n);
		if (d == 0)
			b.same = o;
		else if (d < 0 && o->day > n->day)
			b.below = o;
		else if (d > 0 && o->day < n->day && b.above == NULL)
			b.above = o;
	}
	return b;
}

static int
order_notice(ctxh *h, const struct number *n, const struct number *other,
    ctxh_value *notices)
{
	char where[NUMBER_WHERE], date[11];

	(void)date_show(n->day, date);
	return notice_fmt(h, notices, "number-order", T(h, "number %s is dated "
	    "%s, but number %s: %s; look whether both dates are right"),
	    n->shown, date, other->shown, number_where(h, other, where));
}

/* Only letters may share a number. */
static int
again_notice(ctxh *h, const struct number *n, const struct number *other,
    ctxh_value *notices)
{
	char where[NUMBER_WHERE];

	(void)number_where(h, other, where);
	if (n->doc == 0 || other->doc == 0)
		return notice_fmt(h, notices, "number-again", T(h, "number %s "
		    "is on another document, too (%s); a report has a number "
		    "of its own, ask the office"), n->shown, where);
	return notice_fmt(h, notices, "number-again", T(h, "number %s is on "
	    "another document, too (%s); that is right for one letter to "
	    "several agencies or on several pupils"), n->shown, where);
}

static int
beside_notices(ctxh *h, const struct numbers *all, const struct number *n,
    ctxh_value *notices)
{
	struct beside	b = look_beside(all, n);
	int		rc = CTXH_OK;

	if (b.same != NULL)
		rc = again_notice(h, n, b.same, notices);
	if (rc == CTXH_OK && b.below != NULL)
		rc = order_notice(h, n, b.below, notices);
	if (rc == CTXH_OK && b.above != NULL)
		rc = order_notice(h, n, b.above, notices);
	return rc;
}

/* What is odd about the number alone. */
static int
form_notice(ctxh *h, const struct number *n, ctxh_value *notices)
{
	if (n->sequence < 0 && n->digits > 0)
		return notice_fmt(h, notices, "number-form", T(h, "number "
		    "\"%s\" has %d digits; it cannot be compared with others, "
		    "look whether it is right"), n->text, n->digits);
	if (n->sequence < 0)
		return notice_fmt(h, notices, "number-form", T(h, "number "
		    "\"%s\" does not begin with digits, as 05/THCSABC-TVHĐ "
		    "does; it cannot be compared with others"), n->text);
	if (n->sequence == 0)
		return notice_fmt(h, notices, "number-form", T(h, "no "
		    "document has the number 0: %s; the first of a year is 01 "
		    "(Decree 30/2020, Annex I)"), n->shown);
	if (n->sequence < 10 && n->digits < 2)
		return notice_fmt(h, notices, "number-zero", T(h, "below 10 a "
		    "number is written with a 0 before it: %s (Decree 30/2020, "
		    "Annex I)"), n->shown);
	return CTXH_OK;
}

int
numbers_notice(ctxh *h, const struct numbers *all, const struct number *n,
    ctxh_value *notices)
{
	int rc = form_notice(h, n, notices);

	return rc == CTXH_OK && n->sequence > 0 ?
	    beside_notices(h, all, n, notices) : rc;
}

int
number_given(ctxh *h, const char *text, int64_t day, int64_t doc,
    struct number *n)
{
	int rc;

	if ((rc = number_read(h, text, n)) != CTXH_OK)
		return rc;
	n->day = day;
	n->year = civil_from_day(day).year;
	n->op = op_id(h);
	n->doc = doc;
	return CTXH_OK;
}

int
number_notices(ctxh *h, const char *text, int64_t day, int64_t doc,
    ctxh_value *notices)
{
	struct numbers	all;
	struct number	n;
	int		rc;

	/* Without the person key the others cannot be read. */
	if (!role_has_person(h->actor->role))
		return CTXH_OK;
	if ((rc = number_given(h, text, day, doc, &n)) != CTXH_OK)
		return rc;
	if ((rc = numbers_load(h, n.year, &all)) == CTXH_OK) {
		rc = numbers_notice(h, &all, &n, notices);
		numbers_free(&all);
	}
	number_free(&n);
	return rc;
}
