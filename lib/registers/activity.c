#include "registers/activity.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/notice.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/config.h"
#include "people/year.h"
#include "registers/reached.h"
#include "registers/view.h"
#include "registers/when.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/typed.h"

#define END_DROPPED	"khong-thuc-hien"
#define KIND_OTHER	"khac"
#define PARENTS		2	/* of a pupil */

/* ---- how it stands ---- */

enum activity_status
activity_status(const struct entry *e, int64_t at)
{
	const struct entry_doc	*end = entry_step(e, STEP_END, at);
	const char		*result = end != NULL ?
	    get_text(end->fields, "result") : NULL;

	if (result != NULL)
		return strcmp(result, END_DROPPED) == 0 ? ACTIVITY_DROPPED :
		    ACTIVITY_HELD;
	if (entry_newest(e, FORM_ACTIVITY_DONE, at) != NULL)
		return ACTIVITY_HELD;
	return day_of(at) > entry_day(e, "to") ? ACTIVITY_LATE :
	    ACTIVITY_PLANNED;
}

const char *
activity_status_name(enum activity_status s)
{
	static const char *const names[] = { "planned", "held", "late",
	    "dropped" };

	return names[s];
}

int64_t
activity_plan(const struct entry *e)
{
	const struct entry_doc *d = entry_step(e, STEP_START, INT64_MAX);

	return d != NULL ? get_int(d->meta, "plan", 0) : 0;
}

int
activity_sums(ctxh *h, const struct entry *e, int year, ctxh_value *o)
{
	static const char *const fields[] = { "sessions", "students",
	    "parents", "staff", "cost" };
	int64_t			 sums[5] = { 0 }, plan = activity_plan(e);
	const struct entry_doc	*d;
	char			 number[ENTRY_NUMBER_MAX];
	size_t			 i;
	int			 bad = 0;

	EACH(d, e->docs, e->n) {
		if (d->superseded ||
		    strcmp(d->form->id, FORM_ACTIVITY_DONE) != 0 ||
		    (year != 0 && year_of_day(day_of(d->at)) != year))
			continue;
		for (i = 0; i < 5; i++)
			sums[i] += get_int(d->fields, fields[i], 0);
	}
	for (i = 0; i < 5; i++)
		bad |= put_int(o, fields[i], sums[i]);
	entry_number(REGISTER_YEARPLAN, plan, number);
	bad |= put_text(o, "status", activity_status_name(activity_status(e,
	    handle_now(h)))) | put_text(o, "plan", plan != 0 ? number : NULL);
	return bad ? fail_nomem(h) : CTXH_OK;
}

int
activity_put_reached(ctxh *h, const struct entry *e, ctxh_value *o)
{
	struct enrolled	pupils = { { NULL } };
	struct reached	r;
	int		rc;

	rc = activity_reached(h, &pupils, e, INT64_MIN, INT64_MAX, &r);
	enrolled_free(&pupils);
	if (rc == CTXH_OK && put_int(o, "reached", r.students) != 0)
		rc = fail_nomem(h);
	return rc;
}

/* ---- what a row leaves out ---- */

/* Words of a name, folded, and the kind that they say. */
static const struct {
	const char	*words, *kind;
} kinds[] = {
	{ "tuyen truyen", "tuyen-truyen" }, { "pho bien", "tuyen-truyen" },
	{ "tap huan", "tap-huan" }, { "boi duong", "tap-huan" },
	{ "duoi co", "duoi-co" }, { "chao co", "duoi-co" },
	{ "cau lac bo", "cau-lac-bo" }, { "clb", "cau-lac-bo" },
	{ "toa dam", "toa-dam" }, { "dien dan", "toa-dam" },
	{ "hoi thi", "toa-dam" }, { "cuoc thi", "toa-dam" },
	{ "phoi hop", "phoi-hop" },
};

/* The first words that say one. */
static int
guess_kind(ctxh *h, const char *name, const char **kind)
{
	struct buf	 key = { 0 };
	const char	*at, *first = NULL;
	size_t		 i;
	int		 failed;

	*kind = KIND_OTHER;
	fold(name, strlen(name), &key);
	for (i = 0; key.len > 0 && i < sizeof(kinds) / sizeof(*kinds); i++) {
		at = strstr(key.data, kinds[i].words);
		if (at == NULL || (first != NULL && at >= first))
			continue;
		first = at;
		*kind = kinds[i].kind;
	}
	failed = buf_failed(&key);
	buf_free(&key);
	return failed ? fail_nomem(h) : CTXH_OK;
}

/* "II", or "III Nâng cao năng lực": where the title begins; NULL: no number
 * of a section. */
static const char *
behind_roman(const char *s)
{
	size_t n = strspn(s, "IVX");

	if (n == 0 || (s[n] != '\0' && s[n] != ' ' && s[n] != '.' &&
	    s[n] != ')'))
		return NULL;
	return s + n + strspn(s + n, " .)");
}

/* A row with nothing but a number and a title. */
static int
is_section(const ctxh_value *fields, const char **title)
{
	static const char *const others[] = { "lead", "with", "time", "from",
	    "to", "kind", "budget" };
	const char	*no = get_text(fields, "no");
	size_t		 i;

	for (i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (ctxh_value_get(fields, others[i]) != NULL)
			return 0;
	if (no == NULL || (*title = behind_roman(no)) == NULL)
		return 0;
	if (**title == '\0')
		*title = get_text(fields, "name");
	return *title != NULL;
}

static int
first_day(ctxh *h, ctxh_value *fields, int64_t day)
{
	char text[11];

	(void)date_format(day, text);
	return put_text(fields, "from", text) == 0 ? CTXH_OK : fail_nomem(h);
}

static int
last_day(ctxh *h, ctxh_value *fields, int64_t day)
{
	char text[11];

	(void)date_format(day, text);
	return put_text(fields, "to", text) == 0 ? CTXH_OK : fail_nomem(h);
}

/* The days that the time says, where they are not given. */
static int
take_time(ctxh *h, ctxh_value *fields, int year)
{
	struct when_days	d;
	int			rc;

	if ((rc = when_read(h, get_text(fields, "time"), year, &d)) !=
	    CTXH_OK)
		return rc;
	if (get_text(fields, "from") == NULL &&
	    (rc = first_day(h, fields, d.from)) != CTXH_OK)
		return rc;
	return get_text(fields, "to") == NULL ? last_day(h, fields, d.to) :
	    CTXH_OK;
}

int
activity_days(ctxh *h, ctxh_value *fields, int year)
{
	const char	*from = get_text(fields, "from");
	int64_t		 at;
	struct typed	 why;
	int		 has_time;

	if (from != NULL && typed_moment(from, &at, &has_time, &why) != 0)
		return CTXH_OK;		/* the form says so */
	if (from != NULL && ctxh_value_get(fields, "to") != NULL)
		return CTXH_OK;
	if (get_text(fields, "time") != NULL)
		return take_time(h, fields, from != NULL ?
		    year_of_day(day_of(at)) : year);
	return from != NULL && ctxh_value_get(fields, "to") == NULL ?
	    last_day(h, fields, day_of(at)) : CTXH_OK;
}

int
activity_completes(const char *field)
{
	return strcmp(field, "from") == 0 || strcmp(field, "to") == 0 ||
	    strcmp(field, "kind") == 0;
}

static int
this_year(const ctxh *h)
{
	return year_of_day(day_of(handle_now(h)));
}

int
activity_row(ctxh *h, ctxh_value *fields, char **section, int year, int *what)
{
	const char	*title;
	char		*copy;

	*what = ACTIVITY_ROW_DATA;
	if (is_section(fields, &title)) {
		*what = ACTIVITY_ROW_SECTION;
		if ((copy = strdup(title)) == NULL)
			return fail_nomem(h);
		str_wipe_free(*section);
		*section = copy;
		return CTXH_OK;
	}
	if (*section != NULL && ctxh_value_get(fields, "section") == NULL &&
	    put_text(fields, "section", *section) != 0)
		return fail_nomem(h);
	return activity_days(h, fields, year != 0 ? year : this_year(h));
}

static int
fill_kind(ctxh *h, struct entry_draft *d)
{
	const char	*name = get_text(d->fields, "name"), *kind;
	int		 rc;

	if (name == NULL || ctxh_value_get(d->fields, "kind") != NULL)
		return CTXH_OK;
	if ((rc = guess_kind(h, name, &kind)) != CTXH_OK)
		return rc;
	if (put_text(d->fields, "kind", kind) != 0)
		return fail_nomem(h);
	return notice_fmt(h, d->notices, "kind-guessed", T(h, "the kind is "
	    "\"%s\" by the name; give \"kind\" where it is another"),
	    code_label(h, form_field(d->form, "kind")->codes, kind));
}

/* A correction of the time takes the days with it that it does not name. */
static void
forget_days(struct entry_draft *d, const ctxh_value *given)
{
	static const char *const days[] = { "from", "to" };
	size_t i;

	if (d->old == NULL || get_text(given, "time") == NULL)
		return;
	for (i = 0; i < 2; i++)
		if (ctxh_value_get(given, days[i]) == NULL)
			ctxh_value_free(ctxh_value_take(d->fields, days[i]));
}

int
activity_fill(ctxh *h, struct entry_draft *d, const ctxh_value *given)
{
	int rc, year = d->rec->year;

	if (d->form->step != STEP_START)
		return CTXH_OK;
	forget_days(d, given);
	if (year == 0)
		year = year_of_day(day_of(op_at(h)));
	if ((rc = activity_days(h, d->fields, year)) != CTXH_OK ||
	    (rc = form_normalise(h, d->form, d->fields)) != CTXH_OK)
		return rc;
	return fill_kind(h, d);
}

/* ---- checks ---- */

/* More than there are. */
static int
too_many(ctxh *h, const struct entry_draft *d, const char *field,
    int64_t most, const char *of)
{
	int64_t n = get_int(d->fields, field, 0);

	if (n <= most)
		return CTXH_OK;
	(void)fail(h, CTXH_ERULE, T(h, "\"%s\" is more than there are: %lld, "
	    "and %s has %lld; correct it, or add --repeat where attendance "
	    "is counted"), field, (long long)n, of, (long long)most);
	return fail_where_text(h, "field", field);
}

static int
no_class(ctxh *h, const char *text, int year)
{
	char name[16];

	year_name(year, name);
	(void)fail(h, CTXH_ENOTFOUND, T(h, "no class \"%s\" in the school "
	    "year %s; see ctxh student list"), text, name);
	return fail_where_text(h, "field", "classes");
}

/* The pupils of the classes that the document names; all where it names
 * none. */
static int
count_pupils(ctxh *h, const struct entry_draft *d,
    const struct enrolled_year *y, int year, int64_t *n)
{
	const ctxh_value	*list = ctxh_value_get(d->fields, "classes"),
	    *v;
	unsigned char		*taken;
	size_t			 found = 1;
	int			 rc = CTXH_OK;

	*n = (int64_t)y->roster.n;
	if (ctxh_value_first(list) == NULL)
		return CTXH_OK;
	if ((taken = calloc(y->roster.nclasses + 1, 1)) == NULL)
		return fail_nomem(h);
	VALUE_EACH(v, list) {
		rc = enrolled_class(h, y, ctxh_value_str(v), taken, &found);
		if (rc == CTXH_OK && found == 0)
			rc = no_class(h, ctxh_value_str(v), year);
		if (rc != CTXH_OK)
			break;
	}
	*n = (int64_t)enrolled_taken(y, taken);
	free(taken);
	return rc;
}

/* By the list of the year, where the school has it. */
static int
check_pupils(ctxh *h, const struct entry_draft *d, int year)
{
	struct enrolled_year	*y;
	int64_t			 pupils;
	int			 rc, classes;

	if ((rc = enrolled_year(h, &d->rec->pupils, year, &y)) != CTXH_OK ||
	    y->roster.n == 0 ||
	    (rc = count_pupils(h, d, y, year, &pupils)) != CTXH_OK ||
	    get_bool(d->fields, "repeat"))
		return rc;
	classes = ctxh_value_first(ctxh_value_get(d->fields, "classes")) !=
	    NULL;
	if ((rc = too_many(h, d, "students", pupils, classes ?
	    T(h, "the list of these classes") : T(h, "the school's list"))) !=
	    CTXH_OK)
		return rc;
	return too_many(h, d, "parents", PARENTS * (int64_t)y->roster.n,
	    T(h, "the school, with two for each pupil,"));
}

static int
check_staff(ctxh *h, const struct entry_draft *d)
{
	int64_t	n;
	int	rc;

	if ((rc = config_staff(h, &n)) != CTXH_OK || n == 0 ||
	    get_bool(d->fields, "repeat"))
		return rc;
	return too_many(h, d, "staff", n, T(h, "the school (ctxh config get "
	    "school.staff)"));
}

static int
check_year(ctxh *h, const struct entry_draft *d, int year)
{
	char	name[16];
	int	rc, known;

	/* A list of a school year is of that year. */
	if (d->rec->year != 0 && d->rec->year != year) {
		year_name(d->rec->year, name);
		(void)fail(h, CTXH_ERULE, T(h, "\"%s\" is not in the school "
		    "year %s"), get_text(d->fields, d->form->when->id), name);
		return fail_where_text(h, "field", d->form->when->id);
	}
	if (year == this_year(h))
		return CTXH_OK;
	if ((rc = year_known(h, year, &known)) != CTXH_OK || known)
		return rc;
	year_name(year, name);
	(void)fail(h, CTXH_ERULE, T(h, "the store knows nothing of the school "
	    "year %s; check the date, or take in that year's list: ctxh "
	    "student import"), name);
	return fail_where_text(h, "field", d->form->when->id);
}

int
activity_check(ctxh *h, struct entry_draft *d)
{
	int rc, year = year_of_day(day_of(d->at));

	int64_t plan = d->old != NULL ? activity_plan(&d->e) : d->rec->plan;

	if (d->form->step == STEP_START && plan != 0 &&
	    put_int(d->extra, "plan", plan) != 0)
		return fail_nomem(h);
	if (strcmp(d->form->id, FORM_ACTIVITY_DONE) != 0)
		return CTXH_OK;
	if (d->at > op_at(h)) {
		(void)fail(h, CTXH_ERULE, T(h, "a session that was held "
		    "cannot lie ahead: \"%s\"; correct the date"),
		    d->form->when->id);
		return fail_where_text(h, "field", d->form->when->id);
	}
	if ((rc = check_year(h, d, year)) != CTXH_OK)
		return rc;
	if ((rc = check_pupils(h, d, year)) != CTXH_OK)
		return rc;
	return check_staff(h, d);
}
