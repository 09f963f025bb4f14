/* What partners and donors gave, and what it was used for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/year.h"
#include "registers/record.h"
#include "registers/view.h"
#include "rules/book.h"
#include "text/date.h"
#include "text/fold.h"

#define FORM_USE "resource_use"

/* ---- checks ---- */

/* Whether the key ends in a sum of money: "50 000d", "100 nghin". */
static int
ends_in_sum(const struct buf *key)
{
	static const char *const units[] = { "d", "k", "dong", "vnd",
	    "nghin", "ngan", "trieu", "tr" };
	const char	*word;
	size_t		 i;

	if (key->len == 0)
		return 0;
	word = strrchr(key->data, ' ');
	word = word != NULL ? word + 1 : key->data;
	word += i = strspn(word, "0123456789");
	if (*word == '\0')
		return i > 0;
	for (i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strcmp(word, units[i]) == 0)
			return 1;
	return 0;
}

/* The text's search key between blanks; "50.000đ/em" is "50 000d moi em". */
static int
levy_key(const char *text, struct buf *out)
{
	struct buf	piece = { 0 };
	size_t		n;
	int		failed;

	buf_byte(out, ' ');
	for (;; text += n + 1) {
		n = strcspn(text, "/");
		buf_reset(&piece);
		fold(text, n, &piece);
		buf_fmt(out, "%s ", piece.len > 0 ? piece.data : "");
		if (text[n] == '\0')
			break;
		if (ends_in_sum(&piece))
			buf_str(out, "moi ");
	}
	failed = buf_failed(&piece) || buf_failed(out);
	buf_free(&piece);
	return failed ? -1 : 0;
}

/* Words of a contribution that each has to make. */
static int
sounds_levied(ctxh *h, const char *text, int *is)
{
	static const char *const words[] = { " binh quan ", " dau nguoi ",
	    " theo dau " };
	static const char *const each[] = { "moi", "moi 1", "moi 01",
	    "moi mot", "tren", "dong mot", "nghin mot", "ngan mot" };
	static const char *const heads[] = { "em", "chau", "hs", "hoc sinh",
	    "nguoi hoc", "nguoi", "phu huynh", "ph", "gia dinh", "ho" };
	struct buf	key = { 0 };
	char		both[32];
	size_t		i, k;
	int		failed;

	*is = 0;
	if (text == NULL)
		return CTXH_OK;
	failed = levy_key(text, &key) != 0;
	for (i = 0; !failed && i < sizeof(words) / sizeof(*words); i++)
		*is |= strstr(key.data, words[i]) != NULL;
	for (i = 0; !failed && i < sizeof(each) / sizeof(*each); i++)
		for (k = 0; k < sizeof(heads) / sizeof(*heads); k++) {
			(void)snprintf(both, sizeof(both), " %s %s ",
			    each[i], heads[k]);
			*is |= strstr(key.data, both) != NULL;
		}
	buf_free(&key);
	return failed ? fail_nomem(h) : CTXH_OK;
}

/* Kế hoạch 824/KHLT-PGDĐT&CĐGD (2014) III.2: gifts are of people's own will.
 * Who says that it was not levied is believed. */
static int
check_levied(ctxh *h, const struct entry_draft *d)
{
	static const char *const fields[] = { "what", "note" };
	size_t	i;
	int	is, rc;

	if (ctxh_value_get(d->fields, "levied") != NULL)
		return CTXH_OK;
	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if ((rc = sounds_levied(h, get_text(d->fields, fields[i]),
		    &is)) != CTXH_OK)
			return rc;
		if (!is)
			continue;
		(void)fail(h, CTXH_ERULE, T(h, "\"%s\" sounds like a "
		    "contribution levied per head, which is not allowed "
		    "(plan 824/KHLT-PGDĐT&CĐGD of 10/9/2014, III.2); only what "
		    "was given freely is noted: if it was, add "
		    "--levied=false"), fields[i]);
		return fail_where_text(h, "field", fields[i]);
	}
	return CTXH_OK;
}

/* What the documents say that was used, without the one that is amended. */
static int64_t
used(const struct entry *e, const struct entry_doc *but, const char *what)
{
	const struct entry_doc	*o;
	int64_t			 sum = 0;

	EACH(o, e->docs, e->n)
		if (!o->superseded && o != but &&
		    strcmp(o->form->id, FORM_USE) == 0)
			sum += get_int(o->fields, what, 0);
	return sum;
}

static int
too_much(ctxh *h, const char *what, int64_t sum, int64_t given)
{
	(void)fail(h, CTXH_ERULE, T(h, "more would be used than was given: "
	    "%lld of %lld; correct \"%s\", or what was given (--amend)"),
	    (long long)sum, (long long)given, what);
	return fail_where_text(h, "field", what);
}

/* No more can be used than was given, where both are known. */
static int
check_use(ctxh *h, const struct entry_draft *d, const char *what)
{
	const struct entry_doc	*start = entry_step(&d->e, STEP_START,
	    INT64_MAX);
	int64_t			 given, sum;

	if (start == NULL || ctxh_value_get(start->fields, what) == NULL ||
	    ctxh_value_get(d->fields, what) == NULL)
		return CTXH_OK;
	given = get_int(start->fields, what, 0);
	sum = used(&d->e, d->old, what) + get_int(d->fields, what, 0);
	return sum <= given ? CTXH_OK : too_much(h, what, sum, given);
}

/* What is given can be no less than what was used of it. */
static int
check_given(ctxh *h, const struct entry_draft *d, const char *what)
{
	int64_t sum = used(&d->e, NULL, what), given;

	if (sum == 0 || ctxh_value_get(d->fields, what) == NULL)
		return CTXH_OK;
	given = get_int(d->fields, what, 0);
	return sum <= given ? CTXH_OK : too_much(h, what, sum, given);
}

int
resource_check(ctxh *h, struct entry_draft *d)
{
	int (*check)(ctxh *, const struct entry_draft *, const char *);
	int rc;

	if (d->form->step == STEP_START) {
		if ((rc = check_levied(h, d)) != CTXH_OK)
			return rc;
		check = check_given;
	} else if (strcmp(d->form->id, FORM_USE) == 0)
		check = check_use;
	else
		return CTXH_OK;
	if ((rc = check(h, d, "value")) != CTXH_OK)
		return rc;
	return check(h, d, "hours");
}

int
resource_sums(ctxh *h, const struct entry *e, int year, ctxh_value *o)
{
	(void)year;
	return put_int(o, "used_value", used(e, NULL, "value")) |
	    put_int(o, "used_hours", used(e, NULL, "hours")) ?
	    fail_nomem(h) : CTXH_OK;
}

/* ---- the sums of a year ---- */

/* For whom something was used, and the columns of it. */
static const struct {
	const char	*code, *count, *value;
} uses[] = {
	{ "nguoi-hoc", "pupils", "pupils_value" },
	{ "giao-vien", "teachers", "teachers_value" },
	{ "cha-me", "parents", "parents_value" },
	{ "chung", "common", "common_value" },
};
#define USES (sizeof(uses) / sizeof(uses[0]))

struct sum {
	int64_t	gifts, value, hours;
	int64_t	count[USES], used[USES];
};

struct summary {
	int		 year;		/* 0: all */
	const struct codes *kinds;
	struct sum	*of;		/* each, and of all */
};

static int
counts(const struct summary *s, const struct entry_doc *d)
{
	return !d->superseded && (s->year == 0 ||
	    year_of_day(day_of(d->at)) == s->year);
}

static void
add_use(struct sum *sum, const struct entry_doc *d)
{
	const char	*code = get_text(d->fields, "for");
	size_t		 i;

	for (i = 0; i < USES; i++)
		if (code != NULL && strcmp(uses[i].code, code) == 0) {
			sum->count[i]++;
			sum->used[i] += get_int(d->fields, "value", 0);
		}
}

static void
add_doc(struct summary *s, const struct entry_doc *d)
{
	const char	*kind = get_text(d->fields, "kind");
	int		 i = kind != NULL ? code_index(s->kinds, kind) : -1;
	struct sum	*both[2] = { i >= 0 ? &s->of[i] : NULL,
	    &s->of[s->kinds->count] };
	size_t		 k;

	for (k = 0; k < 2; k++) {
		if (both[k] == NULL)
			continue;
		if (d->form->step == STEP_START) {
			both[k]->gifts++;
			both[k]->value += get_int(d->fields, "value", 0);
			both[k]->hours += get_int(d->fields, "hours", 0);
		} else if (strcmp(d->form->id, FORM_USE) == 0)
			add_use(both[k], d);
	}
}

static int
give_sum(ctxh *h, const char *kind, const char *label, const struct sum *sum,
    ctxh_row_fn row, void *ctx)
{
	ctxh_value	*o = ctxh_value_object();
	size_t		 i;
	int		 rc = CTXH_OK, bad;

	bad = o == NULL || put_text(o, "kind", kind) |
	    put_text(o, "label", label) | put_int(o, "gifts", sum->gifts) |
	    put_int(o, "value", sum->value) | put_int(o, "hours", sum->hours);
	for (i = 0; !bad && i < USES; i++)
		bad = put_int(o, uses[i].count, sum->count[i]) |
		    put_int(o, uses[i].value, sum->used[i]);
	if (bad)
		rc = fail_nomem(h);
	else if (row(ctx, o) != 0)
		rc = fail(h, CTXH_EINTERRUPTED, "%s",
		    T(h, "interrupted; nothing was changed"));
	ctxh_value_free(o);
	return rc;
}

static int
give_all(ctxh *h, const struct summary *s, ctxh_row_fn row, void *ctx)
{
	size_t	i;
	int	rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < s->kinds->count; i++)
		rc = give_sum(h, s->kinds->list[i].code, label_text(h,
		    &s->kinds->list[i].label), &s->of[i], row, ctx);
	return rc != CTXH_OK ? rc : give_sum(h, "total", T(h, "Total"),
	    &s->of[i], row, ctx);
}

static int
sum_up(ctxh *h, struct summary *s, ctxh_row_fn row, void *ctx)
{
	const struct rules	*r = rules_of_form(h, "resource");
	const struct entry	*e;
	const struct entry_doc	*d;
	struct entries		 all;
	int			 rc;

	if (r == NULL || (s->kinds = rules_codes(r, "gift_kind")) == NULL)
		return rulebook_load(h) != CTXH_OK ? h->status : fail(h,
		    CTXH_EFAIL, T(h, "no such form: \"%s\""), "resource");
	if ((rc = entries_load(h, REGISTER_RESOURCE, 0, &all)) != CTXH_OK)
		return rc;
	if ((s->of = calloc(s->kinds->count + 1, sizeof(*s->of))) == NULL)
		rc = fail_nomem(h);
	EACH(e, all.list, rc == CTXH_OK ? all.n : 0)
		EACH(d, e->docs, e->n)
			if (counts(s, d))
				add_doc(s, d);
	entries_free(&all);
	if (rc == CTXH_OK)
		rc = give_all(h, s, row, ctx);
	free(s->of);
	return rc;
}

EXPORT int
ctxh_resource_summary(ctxh *h, const char *year, ctxh_row_fn row, void *ctx)
{
	struct summary	s = { 0 };
	int		rc;

	if ((rc = need_facts(h, "resource summary")) != CTXH_OK ||
	    (rc = entry_year(h, year, &s.year)) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	return db_release(h, sum_up(h, &s, row, ctx));
}
