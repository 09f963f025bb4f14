/*
 * ctxh_report_issue(): a report as it was sent, kept for good.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "cases/notice.h"
#include "cases/number.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "people/year.h"
#include "report/kept.h"
#include "report/prose.h"
#include "report/report.h"
#include "rules/book.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/utf8.h"

#define NUMBER_MAX	64
/* A letter may be dated a little ahead, for the day that it is signed. */
#define DAYS_AHEAD	7

struct issue {
	struct period	 period;
	struct buf	 number;
	int64_t		 day;
	char		 date[11];
	ctxh_value	*earlier;	/* rows of the kind issue */
	const ctxh_value *corrects;	/* the one of this period, or NULL */
	ctxh_value	*row;
};

/* Its shape is the office's matter. */
static int
read_number(ctxh *h, const char *text, struct buf *number)
{
	const char *s;

	if (text_tidy(text, strlen(text), number) != 0 && buf_failed(number))
		return fail_nomem(h);
	for (s = text; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20)
			break;
	if (*s != '\0' || number->len == 0 || number->len > NUMBER_MAX ||
	    !utf8_valid(text, strlen(text), NULL))
		return fail(h, CTXH_EUSAGE, T(h, "not the number of a report: "
		    "\"%s\"; give it as the office did, at most %d bytes"),
		    *s != '\0' ? "" : text, NUMBER_MAX);
	return CTXH_OK;
}

/* The numbers were there before the letter was, and it is not yet to be. */
static int
read_date(ctxh *h, const char *text, struct issue *is)
{
	int64_t	today = day_of(handle_now(h));
	char	a[11], b[11];
	int	rc;

	if ((rc = ctxh_date_parse(h, text, &is->day)) != CTXH_OK)
		return rc;
	(void)date_format(is->day, is->date);
	date_show(is->day, a);
	if (is->day < is->period.until) {
		date_show(is->period.until, b);
		return fail(h, CTXH_ERULE, T(h, "the report is dated %s, but "
		    "its numbers are of %s; give a later date, or take them "
		    "earlier with --until"), a, b);
	}
	if (is->day > today + DAYS_AHEAD)
		return fail(h, CTXH_ERULE, T(h, "the report is dated %s, more "
		    "than %d days ahead; issue it when it is signed"), a,
		    DAYS_AHEAD);
	return CTXH_OK;
}

static int
read_issue(ctxh *h, const struct ctxh_report_options *opt, const char *number,
    const char *date, struct issue *is)
{
	int rc;

	if (number == NULL || date == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a report is issued "
		    "with a number and a date; give both"));
	if ((rc = period_read(h, opt, &is->period)) != CTXH_OK ||
	    (rc = read_number(h, number, &is->number)) != CTXH_OK ||
	    (rc = read_date(h, date, is)) != CTXH_OK ||
	    (rc = kept_load(h, "issue", &is->earlier)) != CTXH_OK)
		return rc;
	is->corrects = kept_newest(is->earlier, &is->period);
	/* Printed again, it has the charts that it was sent with. */
	is->period.charts = 1;
	return CTXH_OK;
}

static void
issue_free(struct issue *is)
{
	buf_free(&is->number);
	ctxh_value_free(is->earlier);
	ctxh_value_free(is->row);
}

/* ---- the frozen report ---- */

/*
 * An issue of the same period is corrected by this one: what was compared with
 * it stands first among the corrections.
 */
static int
put_corrections(ctxh *h, ctxh_value *report)
{
	ctxh_value		*issued = ctxh_value_take(report, "issued");
	ctxh_value		*old, *new;
	const ctxh_value	*item;
	int			 bad = 0;

	if (ctxh_value_kind(issued) == CTXH_NULL) {
		ctxh_value_free(issued);
		return CTXH_OK;
	}
	old = ctxh_value_take(report, "corrections");
	new = ctxh_value_list();
	bad |= push(new, issued);
	VALUE_EACH(item, old)
		bad |= push(new, ctxh_value_copy(item));
	ctxh_value_free(old);
	bad |= put(report, "corrections", new);
	return bad ? fail_nomem(h) : CTXH_OK;
}

/* The members that both the row and the report have. */
static int
put_issue(ctxh *h, const struct issue *is, ctxh_value *o)
{
	char at[26];

	(void)moment_format(op_at(h), at);
	if (put_text(o, "number", is->number.data) |
	    put_text(o, "date", is->date) | put_text(o, "issued_at", at) |
	    put_text(o, "by", h->actor->handle) |
	    put_text(o, "corrects", get_text(is->corrects, "number")))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
put_frozen(ctxh *h, struct issue *is, ctxh_value *report)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if (put(report, "issue", o) != 0)
		return fail_nomem(h);
	if ((rc = put_issue(h, is, o)) != CTXH_OK)
		return rc;
	return put_corrections(h, report);
}

static int
make_row(ctxh *h, struct issue *is)
{
	ctxh_value	*report;
	char		 until[11];
	int		 rc;

	if ((is->row = kept_new("issue", &is->period)) == NULL)
		return fail_nomem(h);
	date_format(is->period.until, until);
	if (put_text(is->row, "until", until) != 0)
		return fail_nomem(h);
	if ((rc = put_issue(h, is, is->row)) != CTXH_OK ||
	    (rc = report_full(h, &is->period, &report)) != CTXH_OK)
		return rc;
	if ((rc = put_frozen(h, is, report)) != CTXH_OK) {
		ctxh_value_free(report);
		return rc;
	}
	return put(is->row, "report", report) == 0 ? CTXH_OK : fail_nomem(h);
}

/* ---- what is worth a second look ---- */

static void
show_date(const ctxh_value *row, char out[11])
{
	const char	*date = get_text(row, "date");
	int64_t		 day;

	strcpy(out, "?");
	if (date != NULL && date_parse(date, &day, NULL) == 0)
		date_show(day, out);
}

static int
checks_hold(const ctxh_value *report)
{
	const ctxh_value *check;

	VALUE_EACH(check, ctxh_value_get(report, "checks"))
		if (!get_bool(check, "ok"))
			return 0;
	return 1;
}

static int
prose_notice(ctxh *h, const ctxh_value *report, ctxh_value *list)
{
	const ctxh_value	*part;
	const char		*texts[PROSE_PARTS], *s;
	size_t			 n = 0;

	VALUE_EACH(part, ctxh_value_get(report, "prose"))
		if ((s = get_text(part, "text")) != NULL && n < PROSE_PARTS)
			texts[n++] = s;
	return names_notice(h, texts, n, list);
}

static int
issue_notices(ctxh *h, const struct issue *is, ctxh_value *out)
{
	ctxh_value		*list = ctxh_value_list();
	char			 day[11];
	int			 rc = CTXH_OK;

	if (put(out, "notices", list) != 0)
		return fail_nomem(h);
	if (is->corrects != NULL) {
		show_date(is->corrects, day);
		rc = notice_fmt(h, list, "corrected", T(h, "the report of "
		    "this period was sent as number %s of %s; this one "
		    "corrects it"), get_text(is->corrects, "number"), day);
	}
	if (rc == CTXH_OK)
		rc = number_notices(h, is->number.data, is->day, 0,
		    list);
	if (rc == CTXH_OK && !checks_hold(ctxh_value_get(is->row, "report")))
		rc = notice_add(h, list, "checks", T(h, "a check of the "
		    "numbers fails; look at it before the report is sent"),
		    NULL);
	if (rc == CTXH_OK)
		rc = prose_notice(h, ctxh_value_get(is->row, "report"), list);
	return rc;
}

/* ---- one of those that were issued ---- */

/* By which of them one is meant; what is not given fits all. */
struct pick {
	int		 year;		/* 0: any */
	int64_t		 day;		/* its date; NO_DAY: any */
	int64_t		 op;		/* 0: any */
	struct number	 number;
	int		 by_number;
};

#define NO_DAY INT64_MIN

static int
read_pick(ctxh *h, const char *year, const char *number, const char *date,
    struct pick *p)
{
	int rc;

	if (date != NULL && (rc = ctxh_date_parse(h, date, &p->day)) !=
	    CTXH_OK)
		return rc;
	p->year = year_named(year);
	p->by_number = number != NULL;
	return number != NULL ? number_read(h, number, &p->number) : CTXH_OK;
}

/* "05/bc - th" is what a hurried hand types for "05/BC-TH", or "5/bc-th". */
static int
has_number(ctxh *h, const ctxh_value *row, const struct pick *p, int *is)
{
	const char	*text = get_text(row, "number");
	struct number	 n;
	int		 rc;

	if (text == NULL || (rc = number_read(h, text, &n)) != CTXH_OK)
		return text == NULL ? CTXH_OK : rc;
	*is = number_same(&n, &p->number);
	number_free(&n);
	return CTXH_OK;
}

static int
is_picked(ctxh *h, const ctxh_value *row, const struct pick *p, int *is)
{
	const char	*date = get_text(row, "date");
	int64_t		 day;

	*is = 0;
	if ((p->year != 0 && year_named(get_text(row, "year")) != p->year) ||
	    (p->op != 0 && get_int(row, "op", 0) != p->op) ||
	    (p->day != NO_DAY && (date == NULL ||
	    date_parse(date, &day, NULL) != 0 || day != p->day)))
		return CTXH_OK;
	*is = 1;
	return p->by_number ? has_number(h, row, p, is) : CTXH_OK;
}

/* The newest of them is *found, NULL where there is none, and *n how many
 * they are; list, unless NULL, names them. */
static int
find_issue(ctxh *h, const ctxh_value *rows, const struct pick *p,
    const ctxh_value **found, size_t *n, struct buf *list)
{
	const ctxh_value	*row;
	char			 day[11];
	int			 rc, is;

	*found = NULL;
	*n = 0;
	VALUE_EACH(row, rows) {
		if ((rc = is_picked(h, row, p, &is)) != CTXH_OK)
			return rc;
		if (!is)
			continue;
		*found = row;
		if ((*n)++ > 0 && list != NULL)
			buf_str(list, ", ");
		show_date(row, day);
		if (list != NULL)
			buf_fmt(list, "%s (--op %lld)", day,
			    (long long)get_int(row, "op", 0));
	}
	return list != NULL && buf_failed(list) ? fail_nomem(h) : CTXH_OK;
}

/* What it takes to find this one among the others: its number, or also its
 * date, or also its operation. */
static int
put_picked_by(ctxh *h, const struct issue *is, ctxh_value *out)
{
	struct pick		 p = { .day = NO_DAY };
	const ctxh_value	*row;
	size_t			 same = 0, day = 0;
	int			 rc;

	if ((rc = read_pick(h, NULL, is->number.data, NULL, &p)) != CTXH_OK)
		return rc;
	rc = find_issue(h, is->earlier, &p, &row, &same, NULL);
	p.day = is->day;
	if (rc == CTXH_OK)
		rc = find_issue(h, is->earlier, &p, &row, &day, NULL);
	number_free(&p.number);
	if (rc == CTXH_OK && put_text(out, "picked_by", day > 0 ? "op" :
	    same > 0 ? "date" : "number") != 0)
		rc = fail_nomem(h);
	return rc;
}

/* ---- issuing ---- */

static int
write_issue(ctxh *h, const struct issue *is)
{
	if (put_copy(op_detail(h), "number", is->row) |
	    put_copy(op_detail(h), "date", is->row) |
	    put_copy(op_detail(h), "year", is->row) |
	    put_copy(op_detail(h), "period", is->row))
		return fail_nomem(h);
	return sealed_put(h, TABLE_REPORT, is->row, NULL, NULL);
}

/* The row, without the report: that is to be had by its number. */
static int
put_row(const ctxh_value *row, ctxh_value *out)
{
	static const char *const keys[] = { "number", "date", "year", "period",
	    "from", "to", "until", "issued_at", "by", "corrects" };
	size_t	i;
	int	bad = 0;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		bad |= put_copy(out, keys[i], row);
	return bad;
}

static int
answer(ctxh *h, const struct issue *is, ctxh_value **out)
{
	int rc;

	if ((*out = ctxh_value_object()) == NULL ||
	    put_int(*out, "format", 1) | put_row(is->row, *out))
		return fail_nomem(h);
	if ((rc = put_picked_by(h, is, *out)) != CTXH_OK)
		return rc;
	return issue_notices(h, is, *out);
}

EXPORT int
ctxh_report_issue(ctxh *h, const struct ctxh_report_options *opt,
    const char *number, const char *date, unsigned flags, ctxh_value **out)
{
	struct issue	is = { .number = { 0 } };
	int		rc;

	*out = NULL;
	if ((rc = need_insider(h, "report issue")) != CTXH_OK ||
	    (rc = op_begin(h, "report issue")) != CTXH_OK)
		return rc;
	if ((rc = rulebook_refresh(h)) == CTXH_OK &&
	    (rc = read_issue(h, opt, number, date, &is)) == CTXH_OK &&
	    (rc = make_row(h, &is)) == CTXH_OK &&
	    (rc = write_issue(h, &is)) == CTXH_OK &&
	    (rc = answer(h, &is, out)) == CTXH_OK)
		rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, *out);
	op_abort(h);
	issue_free(&is);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

/* ---- what was issued ---- */

EXPORT int
ctxh_report_issued(ctxh *h, ctxh_value **out)
{
	ctxh_value		*rows, *list, *o;
	const ctxh_value	*row;
	int			 rc, bad = 0;

	*out = NULL;
	if ((rc = need_facts(h, "report issued")) != CTXH_OK ||
	    (rc = kept_load(h, "issue", &rows)) != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	VALUE_EACH(row, rows) {
		o = ctxh_value_object();
		bad |= put_row(row, o) | put_copy(o, "op", row);
		bad |= push(list, o);
	}
	ctxh_value_free(rows);
	if (list == NULL || bad) {
		ctxh_value_free(list);
		return fail_nomem(h);
	}
	*out = list;
	return CTXH_OK;
}

static int
no_issue(ctxh *h, const char *number)
{
	if (number == NULL)
		return fail(h, CTXH_ENOTFOUND, "%s", T(h, "no report was "
		    "issued; see ctxh report issue"));
	return fail(h, CTXH_ENOTFOUND, T(h, "no report was issued as number "
	    "\"%s\"; see ctxh report issued"), number);
}

/* Which of several is for a person to say; without a number it is the newest
 * one. */
static int
choose_issue(ctxh *h, const ctxh_value *rows, const struct pick *p,
    const char *number, const ctxh_value **row)
{
	struct buf	list = { 0 };
	size_t		n;
	int		rc;

	if ((rc = find_issue(h, rows, p, row, &n, &list)) == CTXH_OK) {
		if (n == 0)
			rc = no_issue(h, number);
		else if (n > 1 && number != NULL)
			rc = fail(h, CTXH_EUSAGE, T(h, "%zu reports were "
			    "issued as number \"%s\": %s; say which one with "
			    "--date or --op"), n, number, list.data);
	}
	buf_free(&list);
	return rc;
}

EXPORT int
ctxh_report_frozen(ctxh *h, const char *year, const char *number,
    const char *date, int64_t op, ctxh_value **out)
{
	struct pick		 p = { .day = NO_DAY, .op = op };
	const ctxh_value	*row;
	ctxh_value		*rows = NULL;
	int			 rc;

	*out = NULL;
	if ((rc = need_facts(h, "report")) == CTXH_OK &&
	    (rc = read_pick(h, year, number, date, &p)) == CTXH_OK &&
	    (rc = kept_load(h, "issue", &rows)) == CTXH_OK &&
	    (rc = choose_issue(h, rows, &p, number, &row)) == CTXH_OK &&
	    (*out = ctxh_value_copy(ctxh_value_get(row, "report"))) == NULL)
		rc = fail_nomem(h);
	number_free(&p.number);
	ctxh_value_free(rows);
	return rc;
}
