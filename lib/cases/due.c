/* How a deadline stands at a moment, and how it was counted. */
#include "cases/due.h"

#include <stdio.h>
#include <string.h>

#include "base/value.h"
#include "clock/deadline.h"
#include "rules/holidays.h"
#include "text/date.h"

int
deadline_late(const struct deadline_rule *r, int64_t due, int64_t at)
{
	/* Any moment of the due day is in time, unless the minute counts. */
	return r->minute ? at / 60 > due / 60 : day_of(at) > day_of(due);
}

const char *
deadline_status(const struct deadline *d, int64_t at, int64_t soon_until)
{
	if (d->status == DUE_MET && d->ended_at <= at)
		return deadline_late(d->rule, d->due, d->ended_at) ?
		    "met-late" : "met";
	if (d->status == DUE_WAIVED && d->ended_at <= at)
		return "waived";
	if (deadline_late(d->rule, d->due, at))
		return "overdue";
	return d->due <= soon_until ? "soon" : "open";
}

int
deadline_of_facts(ctxh *h, const struct rules *r,
    const struct fact_deadline *f, struct deadline *d)
{
	size_t i;

	memset(d, 0, sizeof(*d));
	for (i = 0; i < r->deadline_count; i++)
		if (strcmp(r->deadlines[i].id, f->rule) == 0)
			d->rule = &r->deadlines[i];
	if (d->rule == NULL)
		return fail(h, CTXH_EINTEGRITY, T(h, "no rule for the deadline "
		    "\"%s\"; run ctxh fsck --rebuild"), f->rule);
	d->per = f->per[0] != '\0' ? f->per : NULL;
	d->start = f->start;
	d->due = f->due;
	d->ended_at = f->ended_at;
	d->status = (enum due_status)f->status;
	d->estimated = f->estimated;
	d->until = f->until;
	return CTXH_OK;
}

static enum unit
length_unit(const struct length *l)
{
	switch (l->kind) {
	case LENGTH_WORKING_DAYS:
		return WORKING_DAYS;
	case LENGTH_WORKING_HOURS:
		return WORKING_HOURS;
	case LENGTH_CLOCK_HOURS:
		return CLOCK_HOURS;
	default:
		return UNTIL_DATE;
	}
}

/* The office hours as a school writes them: 07:30-11:30,13:30-17:30. */
static int
put_hours(ctxh_value *o, const struct calendar *cal)
{
	char	text[CALENDAR_SPANS * 12 + 1] = "";
	size_t	i, n = 0;

	for (i = 0; i < cal->span_count; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n,
		    "%s%02d:%02d-%02d:%02d", i > 0 ? "," : "",
		    (int)(cal->spans[i].open / 3600) % 100,
		    (int)(cal->spans[i].open / 60 % 60),
		    (int)(cal->spans[i].close / 3600) % 100,
		    (int)(cal->spans[i].close / 60 % 60));
	return put_text(o, "hours", text);
}

/* What is stored holds; the stretches are those of the calendar in force. */
static int
put_changed(ctxh *h, ctxh_value *row, int64_t now)
{
	struct buf	b = { 0 };
	char		due[17];
	int		bad;

	(void)moment_show(now, due);
	buf_fmt(&b, T(h, "the calendar has changed since; the deadline stays "
	    "as it was stored, and what follows is today's calendar, by which "
	    "it would end at %s"), due);
	bad = buf_failed(&b) || put_text(row, "explain_note", b.data) != 0;
	buf_free(&b);
	return bad ? fail_nomem(h) : CTXH_OK;
}

int
explain_due(ctxh *h, const struct deadline *d, ctxh_value *list)
{
	const struct calendar	*cal = holidays(h);
	const struct length	*l = d->length != NULL ? d->length :
	    &d->rule->length;
	ctxh_value		*how, *last;
	int64_t			 due, n = d->until != -1 ? d->until : l->n;
	enum unit		 unit = d->until != -1 ? UNTIL_DATE :
	    length_unit(l);
	int			 rc;

	if (cal == NULL || (rc = deadline_explain(h, cal, d->start, unit, n,
	    &how)) != CTXH_OK)
		return h->status;
	last = value_last(list);
	if (put(last, "explain", how) != 0 || (unit != CLOCK_HOURS &&
	    put_hours(last, cal) != 0))
		return fail_nomem(h);
	if (deadline_due(cal, d->start, unit, n, &due, NULL) == 0 &&
	    due != d->due)
		return put_changed(h, last, due);
	return CTXH_OK;
}
