#include "report/situation.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/config.h"
#include "people/roster.h"
#include "people/year.h"
#include "registers/entry.h"
#include "registers/yearplan.h"
#include "text/date.h"

void
channels_init(struct channels *c, const struct rules *r)
{
	memset(c, 0, sizeof(*c));
	c->codes = rules_codes(r, "via");
}

void
channels_add(struct channels *c, const struct case_state *s,
    const struct case_count *count)
{
	const char	*via;
	int		 i;

	if (c->codes == NULL || !count->n[COUNT_RECEIVED] || s->intake == NULL)
		return;
	via = get_text(s->intake->fields, "via");
	i = via != NULL ? code_index(c->codes, via) : -1;
	if (i >= 0 && i < CHANNELS_MAX)
		c->n[i]++;
}

static int
put_channels(const struct channels *c, ctxh_value *o)
{
	ctxh_value	*list = ctxh_value_list(), *one;
	size_t		 i;
	int		 bad = 0;

	for (i = 0; c->codes != NULL && i < c->codes->count &&
	    i < CHANNELS_MAX; i++) {
		if (c->n[i] == 0)
			continue;
		one = ctxh_value_object();
		bad |= put_text(one, "label", c->codes->list[i].label.vi) |
		    put_int(one, "n", c->n[i]);
		bad |= push(list, one);
	}
	return bad | put(o, "channels", list);
}

/* Two days may lie in two school years: the size is that of the later one. */
static int
put_size(ctxh *h, const struct period *p, ctxh_value *o)
{
	struct roster	r = { 0 };
	int64_t		staff;
	int		rc, bad;

	if ((rc = roster_load(h, year_of_day(p->until), NULL, &r)) ==
	    CTXH_OK &&
	    (rc = config_staff(h, &staff)) == CTXH_OK) {
		bad = put_int(o, "classes", (int64_t)r.nclasses) |
		    put_int(o, "pupils", (int64_t)r.n) |
		    (staff > 0 ? put_int(o, "staff", staff) :
		    put_null(o, "staff"));
		rc = bad ? fail_nomem(h) : CTXH_OK;
	}
	roster_free(&r);
	return rc;
}

static int
put_focals(ctxh *h, ctxh_value *o)
{
	struct member	*list;
	const struct member *m;
	size_t		 n;
	int64_t		 focals = 0;
	int		 rc;

	if ((rc = members_load(h, &list, &n)) != CTXH_OK)
		return rc;
	EACH(m, list, n)
		focals += m->active && m->role == ROLE_FOCAL;
	members_free(list, n);
	return put_int(o, "focals", focals) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
push_plan(const struct entry *e, const struct period *p, ctxh_value *list)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, p->span.asof);
	ctxh_value		*o;
	char			 day[11];

	if (d == NULL || yearplan_year(e) < p->year ||
	    yearplan_year(e) > year_of_day(p->until))
		return 0;
	o = ctxh_value_object();
	date_format(day_of(d->at), day);
	return put_text(o, "number", get_text(d->fields, "number")) |
	    put_text(o, "date", day) | push(list, o);
}

static int
put_plans(ctxh *h, const struct period *p, ctxh_value *o)
{
	struct entries		 all = { 0 };
	const struct entry	*e;
	ctxh_value		*list = ctxh_value_list();
	int			 rc, bad = 0;

	if ((rc = entries_load(h, REGISTER_YEARPLAN, 0, &all)) == CTXH_OK)
		EACH(e, all.list, all.n)
			bad |= push_plan(e, p, list);
	entries_free(&all);
	bad |= put(o, "plans", list);
	return rc != CTXH_OK ? rc : bad ? fail_nomem(h) : CTXH_OK;
}

int
situation_put(ctxh *h, const struct period *p, const struct channels *c,
    ctxh_value *report)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if ((rc = put_size(h, p, o)) == CTXH_OK &&
	    (rc = put_plans(h, p, o)) == CTXH_OK &&
	    (rc = put_focals(h, o)) == CTXH_OK && put_channels(c, o) != 0)
		rc = fail_nomem(h);
	if (put(report, "situation", o) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}
