#include "cases/report_due.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/sealed.h"
#include "people/year.h"
#include "rules/book.h"
#include "rules/holidays.h"
#include "text/date.h"

#define SETTING_TERMS	"terms."
#define YEAR_BYTES	9	/* 2025-2026 */

static const struct {
	const char	*setting;	/* behind the year */
	const char	*period, *term;
} kinds[] = {
	{ ".hk1_due", "hk1", "1" },
	{ ".year_due", "year", "year" },
};
#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Which due date a setting's key means, or -1. */
static int
kind_of(const char *key, int *year)
{
	char	name[YEAR_BYTES + 1];
	size_t	i, n = strlen(SETTING_TERMS);

	if (strncmp(key, SETTING_TERMS, n) != 0 ||
	    strlen(key + n) <= YEAR_BYTES)
		return -1;
	memcpy(name, key + n, YEAR_BYTES);
	name[YEAR_BYTES] = '\0';
	if ((*year = year_named(name)) <= 0)
		return -1;
	for (i = 0; i < NKINDS; i++)
		if (strcmp(key + n + YEAR_BYTES, kinds[i].setting) == 0)
			return (int)i;
	return -1;
}

static void
fill(ctxh *h, struct report_due *r, int year, int kind, int64_t day,
    const struct calendar *cal)
{
	char name[16];

	year_name(year, name);
	(void)snprintf(r->label, sizeof(r->label), kind == 0 ?
	    T(h, "report of the first term, %s") :
	    T(h, "report of the school year %s"), name);
	r->year = year;
	r->rule.id = "report";
	r->rule.label = (struct label){ r->label, r->label };
	r->rule.basis = T(h, "the unit's own date");
	r->rule.length.kind = LENGTH_UNTIL;
	r->d.rule = &r->rule;
	r->period = kinds[kind].period;
	r->term = kinds[kind].term;
	r->d.start = day_start(day_from_civil((struct civil){ year, 9, 5 }));
	r->d.until = day;
	r->d.due = calendar_close(cal, day);
	r->d.status = DUE_OPEN;
}

/* A report's number and date are the office's; its date is when it went. */
static int
take_issue(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct report_dues	*l = ctx;
	const char		*kind = get_text(row->facts, "kind");
	const char		*period = get_text(row->facts, "period");
	struct report_due	*r;
	int64_t			 day;
	int			 year;

	(void)h;
	if (kind == NULL || strcmp(kind, "issue") != 0 || period == NULL ||
	    text_day(get_text(row->facts, "date"), &day) != 0)
		return CTXH_OK;
	year = year_named(get_text(row->facts, "year"));
	EACH(r, l->list, l->n) {
		if (r->year != year || strcmp(r->period, period) != 0 ||
		    (r->d.status == DUE_MET &&
		    r->d.ended_at <= day_start(day)))
			continue;
		r->d.status = DUE_MET;
		r->d.ended_at = day_start(day);
	}
	return CTXH_OK;
}

int
report_dues_load(ctxh *h, struct report_dues *l)
{
	const ctxh_value	*all = rulebook_settings(h), *item;
	const struct calendar	*cal = all != NULL ? holidays(h) : NULL;
	int64_t			 day;
	int			 year, kind;

	memset(l, 0, sizeof(*l));
	if (cal == NULL)
		return h->status;
	if ((l->list = calloc(ctxh_value_count(all) + 1, sizeof(*l->list))) ==
	    NULL)
		return fail_nomem(h);
	VALUE_EACH(item, all)
		if ((kind = kind_of(ctxh_value_key(item), &year)) >= 0 &&
		    text_day(ctxh_value_str(item), &day) == 0)
			fill(h, &l->list[l->n++], year, kind, day, cal);
	return l->n > 0 ? sealed_each(h, TABLE_REPORT, take_issue, l) :
	    CTXH_OK;
}

void
report_dues_free(struct report_dues *l)
{
	free(l->list);
	l->list = NULL;
	l->n = 0;
}

int
put_report_step(ctxh_value *row, const struct report_due *r)
{
	ctxh_value	*o = ctxh_value_object();
	ctxh_value	*fields = ctxh_value_object();
	ctxh_value	*roles = ctxh_value_list();
	char		 name[16];
	int		 rc;

	year_name(r->year, name);
	rc = put_null(o, "form") | put_text(o, "verb", "report issue");
	rc |= put_text(fields, "year", name);
	rc |= put_text(fields, "term", r->term);
	rc |= put(o, "fields", fields);
	rc |= push_text(roles, "focal") | push_text(roles, "principal");
	rc |= put(o, "roles", roles);
	return put(row, "next", o) | rc;
}
