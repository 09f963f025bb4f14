#include "report/kept.h"

#include <string.h>

#include "base/value.h"
#include "chain/sealed.h"
#include "people/year.h"
#include "text/date.h"

struct load {
	const char	*kind;
	ctxh_value	*list;
};

static int
take_kept(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct load	*l = ctx;
	const char	*kind = get_text(row->facts, "kind");
	ctxh_value	*facts = row->facts;

	if (kind == NULL || strcmp(kind, l->kind) != 0)
		return CTXH_OK;
	row->facts = NULL;
	if (put_int(facts, "op", row->op) != 0) {
		ctxh_value_free(facts);
		return fail_nomem(h);
	}
	return push(l->list, facts) == 0 ? CTXH_OK : fail_nomem(h);
}

int
kept_load(ctxh *h, const char *kind, ctxh_value **list)
{
	struct load	l = { kind, ctxh_value_list() };
	int		rc;

	*list = NULL;
	if (l.list == NULL)
		return fail_nomem(h);
	if ((rc = sealed_each(h, TABLE_REPORT, take_kept, &l)) != CTXH_OK)
		ctxh_value_free(l.list);
	else
		*list = l.list;
	return rc;
}

int
put_copy(ctxh_value *o, const char *key, const ctxh_value *from)
{
	const ctxh_value *v = ctxh_value_get(from, key);

	return v != NULL ? put(o, key, ctxh_value_copy(v)) : put_null(o, key);
}

ctxh_value *
kept_new(const char *kind, const struct period *p)
{
	ctxh_value	*o = ctxh_value_object();
	char		 year[16], from[11], to[11];

	year_name(p->year, year);
	date_format(p->span.first, from);
	date_format(p->span.last, to);
	if (o == NULL || put_text(o, "kind", kind) |
	    put_text(o, "year", year) | put_text(o, "period", p->kind) |
	    put_text(o, "from", from) | put_text(o, "to", to)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

static int
same(const ctxh_value *row, const char *key, const char *text)
{
	const char *s = get_text(row, key);

	return s != NULL && strcmp(s, text) == 0;
}

/* A term is the same one also where the setting of its end was changed. */
int
kept_is_of(const ctxh_value *row, const struct period *p)
{
	char	year[16], from[11], to[11];

	if (!same(row, "period", p->kind))
		return 0;
	if (strcmp(p->kind, "span") != 0) {
		year_name(p->year, year);
		return same(row, "year", year);
	}
	date_format(p->span.first, from);
	date_format(p->span.last, to);
	return same(row, "from", from) && same(row, "to", to);
}

const ctxh_value *
kept_newest(const ctxh_value *list, const struct period *p)
{
	const ctxh_value *row, *newest = NULL;

	VALUE_EACH(row, list)
		if (kept_is_of(row, p))
			newest = row;
	return newest;
}

static int
read_day(const ctxh_value *row, const char *key, int64_t *day)
{
	const char *s = get_text(row, key);

	return s != NULL ? date_parse(s, day, NULL) : -1;
}

int
kept_period(ctxh *h, const ctxh_value *row, struct period *p)
{
	const char	*kind = get_text(row, "period");
	int64_t		 now = handle_now(h);

	memset(p, 0, sizeof(*p));
	p->kind = period_kind(kind);
	p->year = year_named(get_text(row, "year"));
	if (p->kind == NULL || p->year <= 0 ||
	    read_day(row, "from", &p->span.first) != 0 ||
	    read_day(row, "to", &p->span.last) != 0 ||
	    read_day(row, "until", &p->until) != 0)
		return fail(h, CTXH_EINTEGRITY, T(h, "operation %lld wrote no "
		    "report of a period; run ctxh fsck"),
		    (long long)get_int(row, "op", 0));
	p->span.start = day_start(p->span.first);
	p->span.asof = day_start(p->until + 1) - 1;
	if (p->span.asof > now)
		p->span.asof = now;
	return CTXH_OK;
}
