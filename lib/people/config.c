#include "people/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/notice.h"
#include "base/value.h"
#include "chain/log.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "people/setting_key.h"
#include "people/setting_limit.h"
#include "people/year.h"
#include "rules/book.h"
#include "rules/holidays.h"
#include "rules/setting.h"
#include "store/db.h"
#include "text/date.h"

/* A working day is hardly shorter, or longer. */
#define HOURS_FEW	4
#define HOURS_MANY	12

/* A setting that was named, and what the store says of it. */
struct wanted {
	const struct setting_key *key;
	int		 year;
	char		 full[SETTING_KEY_MAX];
};

/* The year that is meant where none is named: the newest of the store, else
 * the one that it was begun for. */
static int
default_year(ctxh *h, int *year)
{
	int rc, began;

	if ((rc = year_newest(h, year)) != CTXH_OK || *year != 0)
		return rc;
	if (rulebook_settings(h) == NULL)
		return h->status;
	began = year_named(get_text(rulebook_settings(h), "school.year"));
	*year = began > 0 ? began : year_of_day(day_of(handle_now(h)));
	return CTXH_OK;
}

static int
read_wanted(ctxh *h, const char *key, const char *year, struct wanted *w)
{
	int named, rc;

	if ((rc = rulebook_refresh(h)) != CTXH_OK ||
	    (rc = setting_find(h, key, &w->key, &w->year)) != CTXH_OK)
		return rc;
	if ((named = year_named(year)) == -1)
		return fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), year);
	if (named != 0 && (!setting_has_year(w->key) ||
	    (w->year != 0 && w->year != named)))
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" is no setting of the "
		    "school year %s; leave --year out"), key, year);
	if (w->year == 0)
		w->year = named;
	if (w->year == 0 && (rc = default_year(h, &w->year)) != CTXH_OK)
		return rc;
	if (w->key->type == TAKES_LIMIT)
		(void)snprintf(w->full, sizeof(w->full), "%s", key);
	else
		setting_full(w->key, w->year, w->full);
	return CTXH_OK;
}

/* ---- what is in force ---- */

int
config_day(ctxh *h, const char *name, int year, int64_t *day)
{
	const ctxh_value	*v;
	ctxh_value		*value = NULL;
	struct wanted		 w = { .year = year };
	const char		*text;
	int			 rc, any;

	*day = 0;
	if ((rc = setting_find(h, name, &w.key, &any)) != CTXH_OK ||
	    rulebook_settings(h) == NULL)
		return h->status;
	setting_full(w.key, year, w.full);
	v = ctxh_value_get(rulebook_settings(h), w.full);
	if (v == NULL && (value = setting_default(w.key, year)) == NULL)
		rc = fail_nomem(h);
	else if (v != NULL &&
	    setting_check(h, w.key, year, v, &value) != CTXH_OK)
		rc = h->status != CTXH_EUSAGE ? h->status :
		    fail(h, CTXH_EUSAGE, T(h, "the setting \"%s\" is not a "
		    "day that it may be; see ctxh config set"), w.full);
	if ((text = ctxh_value_str(value)) != NULL)
		(void)date_parse(text, day, NULL);
	ctxh_value_free(value);
	return rc;
}

int
config_terms(ctxh *h, int year, int64_t starts[TERM_STARTS])
{
	int rc = config_day(h, CONFIG_HK1_END, year, &starts[1]);

	starts[0] = day_from_civil((struct civil){ year, 9, 5 });
	starts[1]++;
	starts[2] = day_from_civil((struct civil){ year + 1, 6, 1 });
	starts[3] = day_from_civil((struct civil){ year + 1, 9, 5 });
	return rc;
}

int
config_number(ctxh *h, const char *key, int64_t *n)
{
	const ctxh_value	*all = rulebook_settings(h);
	const char		*s = get_text(all, key);

	*n = s != NULL ? strtoll(s, NULL, 10) : 0;
	return all != NULL ? CTXH_OK : h->status;
}

int
config_staff(ctxh *h, int64_t *n)
{
	return config_number(h, SETTING_STAFF, n);
}

/* The operation that wrote a setting last, by its key. */
static int
take_op(ctxh *h, struct sealed_row *row, void *ctx)
{
	const char *key = get_text(row->facts, "key");

	return key == NULL || put_int(ctx, key, row->op) == 0 ? CTXH_OK :
	    fail_nomem(h);
}

static int
load_ops(ctxh *h, ctxh_value **out)
{
	int rc;

	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = sealed_each(h, TABLE_SETTING, take_op, *out)) != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

static int
put_key(ctxh *h, ctxh_value *o, const struct setting_key *k, const char *key,
    ctxh_value *dflt)
{
	struct limit	l;
	char		label[256];

	if (k->type == TAKES_LIMIT && limit_find(h, key, &l))
		limit_label(h, &l, label, sizeof(label));
	else
		(void)snprintf(label, sizeof(label), "%s", T(h, k->label));
	return put_text(o, "key", key) | put_text(o, "label", label) |
	    put_text(o, "type", setting_type_name(k->type)) |
	    put(o, "default", dflt) |
	    put_text(o, "basis", k->basis != NULL ? T(h, k->basis) : NULL) ?
	    fail_nomem(h) : CTXH_OK;
}

static const char *
origin(const ctxh_value *set, const struct setting_key *k, int64_t op)
{
	if (set == NULL)
		return k->dflt != NULL || k->type == TAKES_LIMIT ? "default" :
		    NULL;
	/* The first operation of a store is the one that made it. */
	return op == 1 ? "init" : "store";
}

/* That of a limit is the rule's. */
static ctxh_value *
default_of(ctxh *h, const struct wanted *w)
{
	struct limit	l;
	char		text[16];

	if (w->key->type != TAKES_LIMIT || !limit_find(h, w->full, &l))
		return setting_default(w->key, w->year);
	(void)snprintf(text, sizeof(text), "%lld",
	    (long long)l.rule->limit[l.which]);
	return ctxh_value_text(text);
}

static int
view(ctxh *h, const struct wanted *w, const ctxh_value *ops, ctxh_value *o)
{
	const ctxh_value	*set;
	ctxh_value		*dflt, *value;
	int64_t			 op;
	int			 rc;

	set = ctxh_value_get(rulebook_settings(h), w->full);
	op = set != NULL ? get_int(ops, w->full, 0) : 0;
	dflt = default_of(h, w);
	if (dflt == NULL)
		return fail_nomem(h);
	value = ctxh_value_copy(set != NULL ? set : dflt);
	rc = put_key(h, o, w->key, w->full, dflt);
	if (put(o, "value", value) != 0 || rc != CTXH_OK)
		return fail_nomem(h);
	if (put_text(o, "origin", origin(set, w->key, op)) |
	    (op != 0 ? put_int(o, "op", op) : put_null(o, "op")) |
	    put_null(o, "by"))
		return fail_nomem(h);
	return put_op_when(h, o, "at", "by", op);
}

static int
add_view(ctxh *h, const struct wanted *w, const ctxh_value *ops,
    ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc = o != NULL ? view(h, w, ops, o) : fail_nomem(h);

	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* A setting of school years: those that have it, and the newest. */
static int
add_years(ctxh *h, const struct setting_key *k, int newest,
    const ctxh_value *ops, ctxh_value *list)
{
	struct wanted	w = { .key = k };
	int		rc = CTXH_OK;

	for (w.year = DATE_YEAR_MIN; rc == CTXH_OK && w.year < DATE_YEAR_MAX;
	    w.year++) {
		setting_full(k, w.year, w.full);
		if (w.year == newest ||
		    ctxh_value_get(rulebook_settings(h), w.full) != NULL)
			rc = add_view(h, &w, ops, list);
	}
	return rc;
}

/* The limits of all rules of screening. */
static int
add_limits(ctxh *h, const struct setting_key *k, const ctxh_value *ops,
    ctxh_value *list)
{
	struct wanted	w = { .key = k };
	struct limit	l;
	size_t		i;
	int		rc = rules_newest(h) != NULL ? CTXH_OK : h->status;

	for (i = 0; rc == CTXH_OK && limit_at(h, i, &l); i++) {
		limit_key(&l, w.full);
		rc = add_view(h, &w, ops, list);
	}
	return rc;
}

static int
list_all(ctxh *h, ctxh_value *list)
{
	struct wanted	 w = { 0 };
	ctxh_value	*ops;
	size_t		 i;
	int		 rc, newest;

	if ((rc = load_ops(h, &ops)) != CTXH_OK)
		return rc;
	if (rulebook_settings(h) == NULL)
		rc = h->status;
	else
		rc = default_year(h, &newest);
	for (i = 0; rc == CTXH_OK && (w.key = setting_key_at(i)) != NULL;
	    i++) {
		setting_full(w.key, 0, w.full);
		if (w.key->type == TAKES_LIMIT)
			rc = add_limits(h, w.key, ops, list);
		else
			rc = setting_has_year(w.key) ?
			    add_years(h, w.key, newest, ops, list) :
			    add_view(h, &w, ops, list);
	}
	ctxh_value_free(ops);
	return rc;
}

/* Gives the list away, or nothing after a failure. */
static int
give(ctxh *h, int rc, ctxh_value *v, ctxh_value **out)
{
	if (rc == CTXH_OK && v == NULL)
		rc = fail_nomem(h);
	if (rc != CTXH_OK)
		ctxh_value_free(v);
	*out = rc == CTXH_OK ? v : NULL;
	return rc;
}

static int
push_key(ctxh *h, ctxh_value *list, const struct setting_key *k,
    const char *key, ctxh_value *dflt)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc = o == NULL ? fail_nomem(h) :
			    put_key(h, o, k, key, dflt);

	if (push(list, o) != 0 && rc == CTXH_OK)
		rc = fail_nomem(h);
	return rc;
}

static int
push_limits(ctxh *h, ctxh_value *list, const struct setting_key *k)
{
	struct wanted	w = { .key = k };
	struct limit	l;
	size_t		i;
	int		rc = rules_newest(h) != NULL ? CTXH_OK : h->status;

	for (i = 0; rc == CTXH_OK && limit_at(h, i, &l); i++) {
		limit_key(&l, w.full);
		rc = push_key(h, list, k, w.full, default_of(h, &w));
	}
	return rc;
}

EXPORT int
ctxh_config_keys(ctxh *h, ctxh_value **out)
{
	const struct setting_key *k;
	ctxh_value		 *list = ctxh_value_list();
	size_t			  i;
	int			  rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && (k = setting_key_at(i)) != NULL; i++)
		rc = k->type == TAKES_LIMIT ? push_limits(h, list, k) :
		    push_key(h, list, k, k->name, ctxh_value_text(k->dflt));
	return give(h, rc, list, out);
}

EXPORT int
ctxh_config_list(ctxh *h, ctxh_value **out)
{
	ctxh_value	*list;
	int		 rc;

	*out = NULL;
	if ((rc = need_facts(h, "config")) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	if (list == NULL)
		rc = fail_nomem(h);
	else if ((rc = rulebook_refresh(h)) == CTXH_OK)
		rc = list_all(h, list);
	return db_release(h, give(h, rc, list, out));
}

EXPORT int
ctxh_config_get(ctxh *h, const char *key, const char *year, ctxh_value **out)
{
	struct wanted	 w;
	ctxh_value	*ops = NULL, *o = NULL;
	int		 rc;

	*out = NULL;
	if ((rc = need_facts(h, "config")) != CTXH_OK ||
	    (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	if ((rc = read_wanted(h, key, year, &w)) == CTXH_OK &&
	    (rc = load_ops(h, &ops)) == CTXH_OK) {
		if (rulebook_settings(h) == NULL)
			rc = h->status;
		else if ((o = ctxh_value_object()) == NULL ||
		    put_int(o, "format", 1) != 0)
			rc = fail_nomem(h);
		else
			rc = view(h, &w, ops, o);
	}
	ctxh_value_free(ops);
	return db_release(h, give(h, rc, o, out));
}

/* ---- setting ---- */

/* Which rule set is in force now that the new levels are written. */
static int
levels_notice(ctxh *h, ctxh_value *list)
{
	const struct rules *r;

	rulebook_changed(h);
	if ((r = rules_newest(h)) == NULL)
		return h->status;
	if (!rules_cover_school(h, r))
		return notice_fmt(h, list, "rules", T(h, "no rule set is for "
		    "these levels; cases are taken in by \"%s\""), r->id);
	return notice_fmt(h, list, "rules", T(h, "cases are taken in by the "
	    "rule set \"%s\" from now on"), r->id);
}

/* A slip in the hours moves every deadline that is counted in them. */
static int
hours_notices(ctxh *h, ctxh_value *list)
{
	const struct calendar	*cal;
	int			 rc = CTXH_OK;

	rulebook_changed(h);
	if ((cal = holidays(h)) == NULL)
		return h->status;
	if (cal->worked < HOURS_FEW * 3600 || cal->worked > HOURS_MANY * 3600)
		rc = notice_fmt(h, list, "length", T(h, "a working day has %d "
		    "hours and %d minutes now; are the office hours right?"),
		    (int)(cal->worked / 3600), (int)(cal->worked / 60 % 60));
	if (rc != CTXH_OK)
		return rc;
	return notice_add(h, list, "hours", T(h, "deadlines that have begun "
	    "stay as they were counted; see ctxh due --recompute"), NULL);
}

/* The reports of a year's terms that were sent, as "05/BC (22/12/2023)". */
struct sent {
	const char	*year;
	struct buf	 list;
};

static int
take_sent(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct sent	*s = ctx;
	const char	*number = get_text(row->facts, "number");
	const char	*date = get_text(row->facts, "date");
	const char	*year = get_text(row->facts, "year");
	const char	*period = get_text(row->facts, "period");
	char		 day[11];
	int64_t		 n;

	(void)h;
	/* The days of a whole year, or of a span, do not hang on its terms. */
	if (number == NULL || date == NULL || year == NULL ||
	    period == NULL || strcmp(year, s->year) != 0 ||
	    strncmp(period, "hk", 2) != 0 || date_parse(date, &n, NULL) != 0)
		return CTXH_OK;
	(void)date_show(n, day);
	buf_fmt(&s->list, "%s%s (%s)", s->list.len > 0 ? ", " : "", number,
	    day);
	return CTXH_OK;
}

/* A case between the old day and the new one is in both terms' reports. */
static int
term_notice(ctxh *h, int year, ctxh_value *list)
{
	char		name[16];
	struct sent	s = { .year = name };
	int		rc;

	year_name(year, name);
	rc = sealed_each(h, TABLE_REPORT, take_sent, &s);
	if (rc == CTXH_OK && buf_failed(&s.list))
		rc = fail_nomem(h);
	else if (rc == CTXH_OK && s.list.len > 0)
		rc = notice_fmt(h, list, "issued", T(h, "the terms of %s "
		    "were reported: %s; what was sent stays, and the next "
		    "report says which numbers move to the other term"), name,
		    s.list.data);
	buf_free(&s.list);
	return rc;
}

/* A first term that ends so early is that of no plan. */
#define TERM_EARLIEST_MONTH 12

static int
early_notice(ctxh *h, const struct wanted *w, const ctxh_value *new,
    ctxh_value *list)
{
	int64_t	day;
	char	text[11];

	if (ctxh_value_str(new) == NULL ||
	    date_parse(ctxh_value_str(new), &day, NULL) != 0 ||
	    day >= day_from_civil((struct civil){ w->year,
	    TERM_EARLIEST_MONTH, 1 }))
		return CTXH_OK;
	(void)date_show(day, text);
	return notice_fmt(h, list, "early", T(h, "does the first term end on "
	    "%s? It has 18 weeks; look whether the day is right"), text);
}

static int
term_notices(ctxh *h, const struct wanted *w, const ctxh_value *new,
    ctxh_value *list)
{
	int rc = early_notice(h, w, new, list);

	return rc == CTXH_OK ? term_notice(h, w->year, list) : rc;
}

/* The store cannot have begun later than what it has. */
static int
year_notice(ctxh *h, const ctxh_value *new, ctxh_value *list)
{
	int64_t	first;
	char	name[16];
	int	rc;

	rc = db_number(h, SQL_school_year_oldest, 0, &first);
	if (rc != CTXH_OK || first == 0 ||
	    year_named(ctxh_value_str(new)) <= (int)first)
		return rc;
	year_name((int)first, name);
	return notice_fmt(h, list, "year", T(h, "the store has pupils or cases "
	    "of %s; look whether it began later"), name);
}

/* What follows from the new value, which is written but not yet committed. */
static int
put_notices(ctxh *h, const struct wanted *w, const ctxh_value *new,
    ctxh_value *out)
{
	ctxh_value	*list = ctxh_value_list();
	int		 rc = CTXH_OK;

	if (strcmp(w->full, "school.levels") == 0)
		rc = levels_notice(h, list);
	else if (strcmp(w->full, "school.code") == 0)
		rc = notice_add(h, list, "code", T(h, "what was sent under "
		    "the old code keeps it; tell those who collect from you"),
		    NULL);
	else if (strcmp(w->key->name, "terms.YEAR." CONFIG_HK1_END) == 0)
		rc = term_notices(h, w, new, list);
	else if (w->key->type == TAKES_HOURS)
		rc = hours_notices(h, list);
	else if (w->key->type == TAKES_YEAR)
		rc = year_notice(h, new, list);
	return notice_put(h, out, rc, list);
}

static int
same(const ctxh_value *a, const ctxh_value *b)
{
	char	*x = ctxh_value_print(a, 0), *y = ctxh_value_print(b, 0);
	int	 is = x != NULL && y != NULL && strcmp(x, y) == 0;

	ctxh_text_free(x);
	ctxh_text_free(y);
	return is;
}

static int
write_setting(ctxh *h, const struct wanted *w, const ctxh_value *old,
    const ctxh_value *new, unsigned flags, ctxh_value *out)
{
	int rc;

	if (put_text(op_detail(h), "key", w->full) |
	    put(op_detail(h), "old", old != NULL ? ctxh_value_copy(old) :
	    ctxh_value_null()) |
	    put(op_detail(h), "new", ctxh_value_copy(new)))
		return fail_nomem(h);
	if ((rc = setting_put(h, w->full, new)) != CTXH_OK ||
	    (rc = put_notices(h, w, new, out)) != CTXH_OK)
		return rc;
	return op_finish(h, (flags & CTXH_DRY_RUN) != 0, out);
}

/* Whoever else writes has finished: what stands there now is the old one. */
static int
change(ctxh *h, const struct wanted *w, const ctxh_value *value,
    unsigned flags, ctxh_value *out)
{
	ctxh_value		*all, *new = NULL;
	const ctxh_value	*old;
	int			 rc, changed;

	if (value == NULL && setting_is_kept(w->key))
		return fail(h, CTXH_EUSAGE, T(h, "\"%s\" cannot be taken "
		    "away, a store has one; set another with ctxh config set"),
		    w->full);
	if (value == NULL)
		rc = (new = ctxh_value_null()) != NULL ? CTXH_OK :
		    fail_nomem(h);
	else
		rc = setting_check(h, w->key, w->year, value, &new);
	if (rc != CTXH_OK || (rc = settings_load(h, &all)) != CTXH_OK) {
		ctxh_value_free(new);
		return rc;
	}
	old = ctxh_value_get(all, w->full);
	changed = old != NULL ? !same(old, new) : value != NULL;
	if (put_text(out, "key", w->full) |
	    put_text(out, "type", setting_type_name(w->key->type)) |
	    put(out, "value", ctxh_value_copy(new)) |
	    put(out, "old", old != NULL ? ctxh_value_copy(old) :
	    ctxh_value_null()) | put_bool(out, "changed", changed) |
	    put_null(out, "op"))
		rc = fail_nomem(h);
	else if (changed)
		rc = write_setting(h, w, old, new, flags, out);
	ctxh_value_free(all);
	ctxh_value_free(new);
	return rc;
}

EXPORT int
ctxh_config_set(ctxh *h, const char *key, const char *year,
    const ctxh_value *value, unsigned flags, ctxh_value **out)
{
	struct wanted	 w;
	ctxh_value	*o;
	int		 rc;

	*out = NULL;
	if ((rc = need_insider(h, "config")) != CTXH_OK ||
	    (rc = read_wanted(h, key, year, &w)) != CTXH_OK)
		return rc;
	if ((o = ctxh_value_object()) == NULL || put_int(o, "format", 1) != 0)
		rc = fail_nomem(h);
	else if ((rc = op_begin(h, "config")) == CTXH_OK)
		rc = change(h, &w, value, flags, o);
	op_abort(h);
	rulebook_changed(h);
	return give(h, rc, o, out);
}
