/* Biểu 3: cases sent on, by agency. */
#include <string.h>

#include "base/mem.h"
#include "report/incident.h"
#include "report/tables.h"
#include "rules/agency.h"

#define RULE_REFER "refer"

void
referrals_init(struct sheet *t, const struct rules *r)
{
	static const char *const known[] = {
		"sent", "on_time", "late", "answered", "following", NULL
	};

	sheet_init(t, r, ROWS_AGENCY, known);
}

/* A limit that was waived by then (an assessment says that the school deals
 * with it) bound nobody any more. */
int
referral_late(const struct case_state *s, int64_t sent_at)
{
	const struct deadline *d;

	EACH(d, s->deadlines, s->ndeadlines)
		if (strcmp(d->rule->id, RULE_REFER) == 0 &&
		    (d->status != DUE_WAIVED || d->ended_at > sent_at))
			return deadline_late(d->rule, d->due, sent_at);
	return 0;
}

/* In the order of the directory, by the name that the referral bore. */
static int
agency_row(ctxh *h, struct sheet *t, const struct referral *r)
{
	const struct agency	*list;
	const char		*name = r->name;
	size_t			 n, i;
	int			 row = -1;

	if ((list = agency_list(h, &n)) == NULL)
		return -1;
	for (i = 0; i < n; i++)
		if (strcmp(list[i].code, r->agency) == 0)
			break;
	if (name == NULL && i < n)
		name = list[i].name;
	row = sheet_row(t, r->agency, name, i < n ? (int)i : ORDER_LAST);
	if (row < 0)
		(void)fail_nomem(h);
	return row;
}

int
referrals_add(ctxh *h, struct sheet *t, const struct case_state *s,
    const struct span *span)
{
	const struct referral	*r;
	int			 row, late, answered;

	EACH(r, s->referrals, s->nreferrals) {
		if (!span_has(span, r->sent_at))
			continue;
		if ((row = agency_row(h, t, r)) < 0)
			return h->status;
		late = referral_late(s, r->sent_at);
		answered = r->answered_at != 0;
		sheet_add(t, row, "sent", 1);
		sheet_add(t, row, late ? "late" : "on_time", 1);
		sheet_add(t, row, answered ? "answered" : "following", 1);
	}
	return CTXH_OK;
}
