/* A report as the document that goes to the level above. */
#include "print/report.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/incident.h"
#include "report/cells.h"
#include "rules/agency.h"
#include "text/date.h"

#define REPORT_KIND	"report"	/* what an agency accepts */
#define COMMUNE_COMMITTEE "Ủy ban nhân dân xã, phường " COMMUNE_BY

/* ---- reading it ---- */

const ctxh_value *
report_table(const ctxh_value *report, const char *id)
{
	return item_of(ctxh_value_get(report, "tables"), id);
}

long long
report_number(const ctxh_value *report, const char *table, const char *row,
    const char *column)
{
	const ctxh_value *t = report_table(report, table);

	return (long long)number_in_cell(t, item_of(ctxh_value_get(t, "rows"),
	    row), column);
}

long long
report_sum(const ctxh_value *report, const char *table, const char *column)
{
	const ctxh_value	*t = report_table(report, table), *row;
	const char		*id;
	double			 n = 0;

	VALUE_EACH(row, ctxh_value_get(t, "rows"))
		if ((id = get_text(row, "id")) != NULL &&
		    strcmp(id, "total") != 0)
			n += number_in_cell(t, row, column);
	return (long long)n;
}

/* A member's day; -1: there is none. */
static int64_t
day_in(const ctxh_value *o, const char *key)
{
	int64_t day;

	return text_day(get_text(o, key), &day) == 0 ? day : -1;
}

void
day_words(const ctxh_value *o, const char *key, struct buf *out)
{
	char shown[11];

	if (date_show(day_in(o, key), shown) == 0)
		buf_str(out, shown);
}

void
paper_say(struct paper *p, unsigned flags, struct buf *text)
{
	if (buf_failed(text))
		p->failed = 1;
	else if (text->len > 0)
		paper_paragraph(p, flags, text->data);
	buf_free(text);
}

static const char *
kind_of(const ctxh_value *report)
{
	const char *kind = get_text(ctxh_value_get(report, "period"), "kind");

	return kind != NULL ? kind : "";
}

void
period_words(const ctxh_value *report, struct buf *out)
{
	const ctxh_value	*p = ctxh_value_get(report, "period");
	const char		*kind = kind_of(report);
	const char		*year = get_text(report, "year");

	if (strcmp(kind, "span") == 0) {
		buf_str(out, "từ ");
		day_words(p, "from", out);
		buf_str(out, " đến ");
		day_words(p, "to", out);
		return;
	}
	buf_fmt(out, "%snăm học %s", strcmp(kind, "hk1") == 0 ?
	    "học kỳ I, " : strcmp(kind, "hk2") == 0 ? "học kỳ II, " : "",
	    year != NULL ? year : "");
}

/* ---- the head ---- */

static const char *
title_of(const ctxh_value *report)
{
	const char *kind = kind_of(report);

	return strcmp(kind, "year") == 0 ?
	    "Tổng kết công tác xã hội trong trường học" :
	    strcmp(kind, "span") == 0 ? "Công tác xã hội trong trường học" :
	    "Sơ kết công tác xã hội trong trường học";
}

static int
has_level(const ctxh_value *school, const char *level)
{
	return list_has(ctxh_value_get(school, "levels"), level);
}

/* Whom a report goes to by the directory of that day: of a school that the
 * commune (before, the district) runs first to it, then to the department. */
static int
usual_to(const struct office *o, int64_t day, ctxh_value *to)
{
	static const char *const codes[] = { "phong-gddt", "ubnd-xa",
	    "so-gddt" };
	const struct agency	*a;
	size_t			 i;
	int			 high = has_level(o->school, "thpt") ||
	    has_level(o->school, "gdtx"), bad = 0;

	for (i = high ? 2 : 0; i < 3; i++) {
		a = agency_find(o->h, codes[i]);
		if (a == NULL || !agency_existed(a, day) ||
		    !agency_accepts(a, REPORT_KIND) ||
		    (i == 1 && ctxh_value_count(to) > 0))
			continue;
		bad |= push_text(to, i == 1 ? COMMUNE_COMMITTEE : a->name);
	}
	return bad;
}

int
report_to(const struct office *o, int64_t day, struct paper *p)
{
	const ctxh_value	*set = ctxh_value_get(o->school, "report_to");
	ctxh_value		*to = ctxh_value_list();
	int			 bad = to == NULL || usual_to(o, day, to);

	if (!bad)
		office_to(o, p, ctxh_value_count(set) > 0 ? set : to);
	ctxh_value_free(to);
	return bad ? fail_nomem(o->h) : CTXH_OK;
}

static int
head(const struct office *o, const ctxh_value *report, struct paper *p)
{
	const ctxh_value	*issue = ctxh_value_get(report, "issue");
	struct buf		 text = { 0 };
	struct block		*b;
	int64_t			 day;
	int			 rc;

	if ((rc = office_day(o, day_in(issue, "date"), &day)) != CTXH_OK ||
	    (rc = office_head(o, p, office_number(o, get_text(issue,
	    "number")), "BC", NULL, day)) != CTXH_OK)
		return rc;
	b = paper_title(p, "BÁO CÁO");
	block_line(p, b, title_of(report));
	period_words(report, &text);
	block_line(p, b, text.data);
	if (buf_failed(&text))
		p->failed = 1;
	rc = report_to(o, day >= 0 ? day : day_in(ctxh_value_get(report,
	    "period"), "until"), p);
	buf_reset(&text);
	buf_str(&text, "Số liệu từ ngày ");
	day_words(ctxh_value_get(report, "period"), "from", &text);
	buf_str(&text, ", chốt hết ngày ");
	day_words(ctxh_value_get(report, "period"), "until", &text);
	buf_str(&text, ".");
	paper_say(p, PAPER_ITALIC, &text);
	return rc;
}

/* ---- all of it ---- */

static int
compose(const struct office *o, const ctxh_value *r, struct paper *p)
{
	struct signing	who = { .head = 1, .first_copy = "Như trên" };
	int		rc;

	if ((rc = head(o, r, p)) != CTXH_OK)
		return rc;
	if (get_bool(r, "one_table"))
		return report_put_tables(o->h, r, NULL, NULL, p);
	report_parts(r, p);
	if ((rc = report_corrections(o->h, r, p)) != CTXH_OK ||
	    (rc = office_sign(o, p, &who)) != CTXH_OK ||
	    (rc = report_put_tables(o->h, r, NULL,
	    "PHỤ LỤC: CÁC BIỂU SỐ LIỆU", p)) != CTXH_OK)
		return rc;
	report_checks(r, p);
	return CTXH_OK;
}

EXPORT int
ctxh_report_write(ctxh *h, const ctxh_value *report,
    const struct ctxh_paper *look, ctxh_write_fn write, void *ctx)
{
	struct office	 o = { .h = h, .look = look,
	    .school = ctxh_value_get(report, "school") };
	struct buf	 name = { 0 };
	struct paper	*p = NULL;
	int		 rc, is_incident;

	if ((rc = paper_look_check(h, look)) != CTXH_OK)
		return rc;
	o.rules = rules_newest(h);
	is_incident = strcmp(incident_text(report, "kind"), "case") == 0;
	buf_fmt(&name, "Báo cáo: %s", is_incident ? incident_text(report,
	    "case") : title_of(report));
	if (buf_failed(&name) || (p = paper_new(name.data)) == NULL)
		rc = fail_nomem(h);
	else if ((rc = is_incident ? incident_paper(&o, report, p) :
	    compose(&o, report, p)) == CTXH_OK)
		rc = paper_failed(p) ? fail_nomem(h) : paper_write(h,
		    look->format, p, write, ctx);
	buf_free(&name);
	paper_free(p);
	return rc;
}
