/*
 * ctxh_calendar_import(), ctxh_calendar_add(): the school's own days into the
 * store.  Only what differs from the calendar in force is written.
 */
#include "rules/calendar_import.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "rules/book.h"
#include "rules/holidays.h"
#include "text/date.h"

/* An import under way. */
struct intake {
	ctxh			*h;
	unsigned		 flags;
	const char		*name;		/* of the file; or NULL */
	const struct calendar	*now;		/* in force */
	const struct calendar	*rows;		/* to be taken in */
	int64_t			 added, changed, removed, unchanged;
	ctxh_value		*days;		/* what differs */
	ctxh_value		*years;		/* whose estimate went */
	ctxh_value		*errors;	/* NULL: the first one ends it */
};

static int
is_local(const struct intake *in)
{
	return (in->flags & CTXH_CALENDAR_LOCAL) != 0;
}

static int
is_known(const struct intake *in, int64_t day)
{
	return calendar_year(in->now, civil_from_day(day).year) == YEAR_KNOWN;
}

static int
is_same(const struct intake *in, const struct special_day *old,
    const struct special_day *new)
{
	if (old == NULL || new->kind == DAY_NONE)
		return old == NULL && new->kind == DAY_NONE;
	/* The list of a year that had none makes a day of the school's own one
	 * of its. */
	return old->kind == new->kind && strcmp(old->name, new->name) == 0 &&
	    strcmp(old->basis, new->basis) == 0 &&
	    (!old->local || is_local(in) || is_known(in, new->day));
}

static void
count(struct intake *in, const struct special_day *old,
    const struct special_day *new)
{
	if (old == NULL)
		in->added++;
	else if (new->kind == DAY_NONE)
		in->removed++;
	else
		in->changed++;
}

/* Notes a day that differs; why may be NULL. */
static int
note(struct intake *in, const char *date, const struct special_day *old,
    const struct special_day *new, const char *why)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "date", date) |
	    put(o, "old", calendar_day_value(old)) |
	    put(o, "new", calendar_day_value(new)) |
	    (why != NULL ? put_text(o, "why", why) : 0)) {
		ctxh_value_free(o);
		return fail_nomem(in->h);
	}
	count(in, old, new);
	return push(in->days, o) == 0 ? CTXH_OK : fail_nomem(in->h);
}

static int
write_day(struct intake *in, const struct special_day *new, const char *why)
{
	const struct special_day	*old = calendar_find(in->now, new->day);
	ctxh_value			*o;
	char				 date[11];
	int				 rc;

	if (is_same(in, old, new)) {
		in->unchanged++;
		return CTXH_OK;
	}
	(void)date_format(new->day, date);
	o = ctxh_value_object();
	if (o == NULL || put_text(o, "date", date) |
	    put_text(o, "kind", day_kind_name(new->kind)) |
	    put_text(o, "name", new->name) | put_text(o, "basis", new->basis) |
	    (is_local(in) ? put_bool(o, "local", 1) : 0))
		rc = fail_nomem(in->h);
	else if ((rc = sealed_put(in->h, TABLE_CALENDAR, o, NULL, NULL)) ==
	    CTXH_OK)
		rc = note(in, date, old, new, why);
	ctxh_value_free(o);
	return rc;
}

static int
note_error(struct intake *in, int64_t line)
{
	ctxh_value *o;

	if (in->errors == NULL)
		return in->h->status;
	o = ctxh_value_object();
	if (o == NULL || put_int(o, "line", line) |
	    put_text(o, "message", ctxh_message(in->h))) {
		ctxh_value_free(o);
		return fail_nomem(in->h);
	}
	fail_clear(in->h);
	return push(in->errors, o) == 0 ? CTXH_OK : fail_nomem(in->h);
}

/* One row with an estimate would make the whole year one. */
static int
check_estimates(struct intake *in)
{
	const struct special_day	*s;
	char				 date[11];
	int				 rc;

	EACH(s, in->rows->days, in->rows->count) {
		if (s->kind == DAY_NONE || !day_is_estimate(s) ||
		    !is_known(in, s->day) ||
		    is_same(in, calendar_find(in->now, s->day), s))
			continue;
		(void)date_show(s->day, date);
		(void)fail(in->h, CTXH_EUSAGE, T(in->h, "\"%s\" has an "
		    "estimate as its basis, in a year whose list is known; "
		    "write the decision that it rests on"), date);
		if ((rc = note_error(in, s->line)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* Whether the file lists the year as it will be, not as it is expected. */
static int
lists_year(const struct calendar *rows, int year)
{
	const struct special_day *s;

	EACH(s, rows->days, rows->count)
		if (civil_from_day(s->day).year == year &&
		    s->kind != DAY_NONE && !day_is_estimate(s))
			return 1;
	return 0;
}

static int
has_day(const struct calendar *rows, int64_t day)
{
	return calendar_find(rows, day) != NULL;
}

/*
 * A year's list takes the place of its estimate: estimated days that it does
 * not have are days as any other again.
 */
static int
drop_estimates(struct intake *in)
{
	const struct special_day	*s;
	struct special_day		 none = { .kind = DAY_NONE,
	    .name = (char []){ "" }, .basis = (char []){ "" } };
	int				 rc, year = 0, listed = 0, here;

	if (is_local(in))
		return CTXH_OK;
	EACH(s, in->now->days, in->now->count) {
		if (!day_is_estimate(s))
			continue;
		here = civil_from_day(s->day).year;
		if (here != year) {
			year = here;
			listed = !is_known(in, s->day) &&
			    lists_year(in->rows, year);
			if (listed && push(in->years,
			    ctxh_value_number(year)) != 0)
				return fail_nomem(in->h);
		}
		if (!listed || has_day(in->rows, s->day))
			continue;
		none.day = s->day;
		if ((rc = write_day(in, &none, "estimate")) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static int
put_counts(struct intake *in, ctxh_value *o)
{
	return put_int(o, "added", in->added) |
	    put_int(o, "changed", in->changed) |
	    put_int(o, "removed", in->removed) |
	    put_int(o, "unchanged", in->unchanged);
}

/* Nothing that differs: no operation. */
static int
finish(struct intake *in, ctxh_value *out)
{
	int write = ctxh_value_count(in->days) > 0 &&
	    (in->flags & CTXH_DRY_RUN) == 0;

	if (put_counts(in, op_detail(in->h)) | (in->name != NULL ?
	    put_text(op_detail(in->h), "file", in->name) : 0) |
	    put_counts(in, out) |
	    put(out, "replaced", ctxh_value_copy(in->years)) |
	    put(out, "days", ctxh_value_copy(in->days)))
		return fail_nomem(in->h);
	return op_finish(in->h, !write, out);
}

/* Within the lock; the calendar is read in it, too. */
static int
write_rows(struct intake *in, const char *verb, ctxh_value *out)
{
	const struct special_day	*s;
	int				 rc;

	if ((rc = op_begin(in->h, verb)) != CTXH_OK)
		return rc;
	if ((rc = rulebook_refresh(in->h)) != CTXH_OK)
		return rc;
	if ((in->now = holidays(in->h)) == NULL)
		return in->h->status;
	if ((rc = check_estimates(in)) != CTXH_OK ||
	    ctxh_value_count(in->errors) > 0)
		return rc;
	EACH(s, in->rows->days, in->rows->count)
		if ((rc = write_day(in, s, NULL)) != CTXH_OK)
			return rc;
	if ((rc = drop_estimates(in)) != CTXH_OK)
		return rc;
	return finish(in, out);
}

static int
take_in(ctxh *h, const struct calendar *rows, const char *verb,
    const char *name, unsigned flags, ctxh_value *errors, ctxh_value *out)
{
	struct intake	in = { .h = h, .flags = flags, .name = name,
	    .rows = rows, .errors = errors };
	int		rc;

	in.days = ctxh_value_list();
	in.years = ctxh_value_list();
	if (in.days == NULL || in.years == NULL)
		rc = fail_nomem(h);
	else
		rc = write_rows(&in, verb, out);
	op_abort(h);
	rulebook_changed(h);
	ctxh_value_free(in.days);
	ctxh_value_free(in.years);
	return rc;
}

static int
may_write(ctxh *h, const char *verb)
{
	return need_role(h, ROLE_FOCAL | ROLE_PRINCIPAL, verb, T(h, "changing "
	    "the calendar is for the focal person and the principal"));
}

EXPORT int
ctxh_calendar_import(ctxh *h, const char *csv, size_t len, const char *name,
    unsigned flags, ctxh_value **out)
{
	struct calendar	*rows = NULL;
	ctxh_value	*errors = NULL, *o = NULL;
	size_t		 n = 0;
	int		 rc;

	*out = NULL;
	if ((rc = may_write(h, "calendar import")) != CTXH_OK)
		return rc;
	errors = ctxh_value_list();
	o = ctxh_value_object();
	if (errors == NULL || o == NULL || put_int(o, "format", 1) != 0)
		rc = fail_nomem(h);
	else if ((rc = calendar_read(h, csv, len, errors, &rows)) == CTXH_OK &&
	    (rc = calendar_findings(h, rows, (flags & CTXH_CALENDAR_LOCAL) !=
	    0, errors, o)) == CTXH_OK &&
	    (n = ctxh_value_count(errors)) == 0) {
		rc = take_in(h, rows, "calendar import", name, flags, errors,
		    o);
		n = ctxh_value_count(errors);
		if (rc == CTXH_OK && n > 0 &&
		    put(o, "errors", ctxh_value_copy(errors)) != 0)
			rc = fail_nomem(h);
	}
	calendar_free(rows);
	ctxh_value_free(errors);
	if (rc != CTXH_OK) {
		ctxh_value_free(o);
		return rc;
	}
	*out = o;
	return n == 0 ? CTXH_OK : fail(h, CTXH_EFAIL, T(h, "%zu errors in the "
	    "calendar; nothing was written"), n);
}

EXPORT int
ctxh_calendar_add(ctxh *h, const ctxh_value *day, unsigned flags,
    ctxh_value **out)
{
	static const char *const keys[] = { "date", "kind", "name", "basis" };
	const char	*fields[4];
	struct calendar	*rows = NULL;
	ctxh_value	*o;
	size_t		 i;
	int		 rc;

	*out = NULL;
	for (i = 0; i < 4; i++)
		fields[i] = get_text(day, keys[i]);
	if ((rc = calendar_one(h, fields, &rows)) != CTXH_OK ||
	    (rc = may_write(h, "calendar add")) != CTXH_OK) {
		calendar_free(rows);
		return rc;
	}
	o = ctxh_value_object();
	if (o == NULL || put_int(o, "format", 1) != 0)
		rc = fail_nomem(h);
	else
		rc = take_in(h, rows, "calendar add", NULL, flags |
		    CTXH_CALENDAR_LOCAL, NULL, o);
	calendar_free(rows);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}
