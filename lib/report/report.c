/* ctxh_report(): one pass over the cases, then the tables. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/year.h"
#include "report/charts.h"
#include "report/checks.h"
#include "report/compare.h"
#include "report/notes.h"
#include "report/pass.h"
#include "report/prose.h"
#include "report/report.h"
#include "report/situation.h"
#include "report/tables.h"
#include "rules/book.h"
#include "text/date.h"

struct report {
	struct period	 period;
	const struct rules *rules;	/* in force on the last day counted */
	struct tables	 tables;
	struct parts	 parts;
	struct decisions decisions;
	struct channels	 channels;	/* for the situation, */
	struct months	 months;	/* for the charts, */
	struct before	 before;	/* where there are some */
	struct buf	 rule_sets;	/* of the cases on hand */
	unsigned char	 head[DIGEST_SIZE];
};

static void
report_free(struct report *r)
{
	tables_free(&r->tables);
	parts_free(&r->parts);
	months_free(&r->months);
	before_free(&r->before);
	buf_free(&r->rule_sets);
	memset(r, 0, sizeof(*r));
}

/* "tt33-2018", or several with ", " between. */
static void
name_rules(struct buf *list, const char *id)
{
	const char	*s = list->data;
	size_t		 n = strlen(id);

	for (; s != NULL && *s != '\0'; s = strchr(s, ' ')) {
		s += *s == ' ';
		if (strncmp(s, id, n) == 0 && (s[n] == '\0' || s[n] == ','))
			return;
	}
	buf_fmt(list, "%s%s", list->len > 0 ? ", " : "", id);
}

static int
charts_init(ctxh *h, struct report *r, const struct period *p)
{
	channels_init(&r->channels, r->rules);
	if (months_init(&r->months, p) != 0)
		return fail_nomem(h);
	return before_init(h, &r->before, p);
}

static int
report_init(ctxh *h, struct report *r, const struct period *p)
{
	int rc;

	memset(r, 0, sizeof(*r));
	r->period = *p;
	if ((r->rules = rules_on(h, p->until)) == NULL)
		return h->status;
	name_rules(&r->rule_sets, r->rules->id);
	if (p->charts && (rc = charts_init(h, r, p)) != CTXH_OK)
		return rc;
	return tables_init(h, &r->tables, r->rules, p);
}

static int
count_state(ctxh *h, struct case_state *s, void *ctx)
{
	struct report		*r = ctx;
	const struct span	*span = &r->period.span;
	struct case_count	 c;
	int			 rc;

	case_count(s, span, &c);
	decisions_add(&r->decisions, s, span);
	if (r->period.nparts > 0 && (rc = parts_add(h, &r->parts, &r->period,
	    s, &c)) != CTXH_OK)
		return rc;
	months_add(&r->months, s, &c);
	channels_add(&r->channels, s, &c);
	if ((rc = before_add(h, &r->before, s)) != CTXH_OK)
		return rc;
	if (c.on_hand)
		name_rules(&r->rule_sets, s->of->rules->id);
	return tables_add(h, &r->tables, s, &c, span);
}

static int
gather(ctxh *h, struct report *r)
{
	const struct declared_table	*t;
	int				 rc;

	if ((rc = states_each(h, r->period.span.asof, count_state, r)) !=
	    CTXH_OK ||
	    (rc = tables_finish(h, &r->tables, &r->period)) != CTXH_OK)
		return rc;
	EACH(t, r->tables.declared.tables, r->tables.declared.n)
		if (declared_shown(t))
			name_rules(&r->rule_sets, t->rules->id);
	return CTXH_OK;
}

static int
put_period(ctxh *h, const struct period *p, ctxh_value *out)
{
	ctxh_value	*o = ctxh_value_object();
	char		 from[11], to[11], until[11], year[16];
	int		 bad;

	date_format(p->span.first, from);
	date_format(p->span.last, to);
	date_format(p->until, until);
	year_name(p->year, year);
	bad = put_text(o, "kind", p->kind) | put_text(o, "from", from) |
	    put_text(o, "to", to) | put_text(o, "until", until);
	bad |= put_text(out, "year", year);
	bad |= put(out, "period", o);
	return bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_head(ctxh *h, struct report *r, ctxh_value *out)
{
	ctxh_value	*school;
	int		 rc, bad;

	if ((rc = ctxh_school(h, &school)) != CTXH_OK)
		return rc;
	bad = put_int(out, "format", 1);
	bad |= put(out, "school", school);
	if (bad)
		return fail_nomem(h);
	if ((rc = put_period(h, &r->period, out)) != CTXH_OK)
		return rc;
	if (buf_failed(&r->rule_sets) |
	    put_text(out, "rules", r->rule_sets.data) |
	    put_hex(out, "chain_head", r->head, sizeof(r->head)))
		return fail_nomem(h);
	return CTXH_OK;
}

static int
put_tables(ctxh *h, struct report *r, ctxh_value *out)
{
	ctxh_value	*tables = ctxh_value_list();
	ctxh_value	*checks = ctxh_value_list();
	int		 rc, bad;

	if ((rc = tables_value(h, &r->tables, tables)) != CTXH_OK ||
	    (rc = checks_value(h, &r->period, &r->tables, &r->parts,
	    checks)) != CTXH_OK ||
	    (rc = charts_check(h, &r->months, tables, checks)) != CTXH_OK) {
		ctxh_value_free(tables);
		ctxh_value_free(checks);
		return rc;
	}
	bad = put(out, "tables", tables);
	bad |= put(out, "checks", checks);
	return bad ? fail_nomem(h) : CTXH_OK;
}

static int
put_notes(ctxh *h, struct report *r, ctxh_value *out)
{
	ctxh_value	*notes = ctxh_value_object();
	int		 rc;

	if ((rc = notes_value(h, &r->decisions, notes)) != CTXH_OK) {
		ctxh_value_free(notes);
		return rc;
	}
	return put(out, "notes", notes) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
count(ctxh *h, struct report *r, const struct period *p)
{
	int rc;

	return (rc = report_init(h, r, p)) == CTXH_OK ? gather(h, r) : rc;
}

int
report_tables(ctxh *h, const struct period *p, ctxh_value **out)
{
	struct report	 r;
	struct period	 all = *p;
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	all.every_table = 1;
	all.charts = 0;
	if ((rc = count(h, &r, &all)) == CTXH_OK)
		rc = put_tables(h, &r, o);
	*out = rc == CTXH_OK ? ctxh_value_take(o, "tables") : NULL;
	ctxh_value_free(o);
	report_free(&r);
	return rc;
}

static int
put_charts(ctxh *h, struct report *r, ctxh_value *out)
{
	ctxh_value *charts = ctxh_value_list();

	if (put(out, "charts", charts) != 0)
		return fail_nomem(h);
	before_finish(&r->before);
	return charts_value(h, &r->period, &r->months, &r->before,
	    ctxh_value_get(out, "tables"), charts);
}

static int
make(ctxh *h, const struct period *p, ctxh_value *out)
{
	struct report	r;
	int64_t		op;
	int		rc;

	if ((rc = count(h, &r, p)) == CTXH_OK &&
	    (rc = op_newest(h, &op, r.head)) == CTXH_OK &&
	    (rc = put_head(h, &r, out)) == CTXH_OK &&
	    (rc = put_tables(h, &r, out)) == CTXH_OK &&
	    (rc = put_notes(h, &r, out)) == CTXH_OK && p->charts &&
	    (rc = situation_put(h, p, &r.channels, out)) == CTXH_OK)
		rc = put_charts(h, &r, out);
	report_free(&r);
	return rc;
}

int
report_full(ctxh *h, const struct period *p, ctxh_value **out)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	*out = NULL;
	if (o == NULL)
		return fail_nomem(h);
	if ((rc = make(h, p, o)) == CTXH_OK &&
	    (rc = prose_put(h, p, o)) == CTXH_OK)
		rc = compare_put(h, p, o);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}

EXPORT int
ctxh_report(ctxh *h, const struct ctxh_report_options *opt, ctxh_value **out)
{
	struct period	p;
	int		rc;

	*out = NULL;
	if ((rc = need_facts(h, "report")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = period_read(h, opt, &p)) == CTXH_OK)
		rc = report_full(h, &p, out);
	return db_release(h, rc);
}
