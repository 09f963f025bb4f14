#include "people/setting_key.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "clock/calendar.h"
#include "people/config.h"
#include "people/duty.h"
#include "people/school.h"
#include "people/setting_limit.h"
#include "people/year.h"
#include "rules/holidays.h"
#include "text/fold.h"
#include "text/near.h"
#include "text/typed.h"
#include "text/utf8.h"

#define N_(en) en
#define YEAR_WORD "YEAR"
#define NUMBER_DIGITS 6

/*
 * The dates of reports are those that the plans of the provinces leave room
 * for: of the first term from 25/12 to 15/1, of the year from 20/5 to 31/5.
 */
static const struct setting_key keys[] = {
	{ "school.name", TAKES_TEXT, N_("the school's name"), NULL, NULL,
	    NULL, NULL },
	{ "school.code", TAKES_TEXT, N_("the school's code"), NULL, NULL,
	    NULL, NULL },
	{ "school.levels", TAKES_LEVELS, N_("the levels that it teaches"),
	    NULL, NULL, NULL, NULL },
	{ "school.commune", TAKES_TEXT, N_("the commune or ward"), NULL,
	    NULL, NULL, NULL },
	{ "school.province", TAKES_TEXT, N_("the province or city"), NULL,
	    NULL, NULL, NULL },
	{ "school.upper", TAKES_TEXT, N_("the authority above the school"),
	    NULL, NULL, NULL, NULL },
	{ "school.letterhead", TAKES_LINES, N_("the lines at the head of "
	    "its documents"), NULL, NULL, NULL, NULL },
	{ "school.place", TAKES_TEXT, N_("the place before the date of its "
	    "documents"), NULL, NULL, NULL, NULL },
	{ "school.symbol", TAKES_TEXT, N_("its letters in the symbols of "
	    "documents"), NULL, NULL, NULL, NULL },
	{ "school.signer", TAKES_TEXT, N_("who signs its documents"),
	    NULL, NULL, NULL, NULL },
	{ "school.signer_title", TAKES_TEXT, N_("what stands over the "
	    "signature"), NULL, NULL, NULL, NULL },
	{ "school.copies", TAKES_LINES, N_("who gets its documents"),
	    NULL, NULL, NULL, NULL },
	{ "school.report_to", TAKES_LINES, N_("whom its reports are "
	    "addressed to"), NULL, NULL, NULL, NULL },
	{ SETTING_STAFF, TAKES_NUMBER, N_("how many teachers and staff it "
	    "has"), NULL, NULL, NULL, NULL },
	{ "school.year", TAKES_YEAR, N_("the school year that the store "
	    "began with"), NULL, NULL, NULL, NULL },
	{ SETTING_HOURS, TAKES_HOURS, N_("office hours"),
	    CALENDAR_HOURS, N_("the usual office hours"), NULL, NULL },
	{ "terms.YEAR.hk1_end", TAKES_DATE, N_("last day of the first "
	    "term"), "01-18", N_("the Ministry's frame for the school year: "
	    "18 weeks in the first term"), "09-05", "05-30" },
	{ "terms.YEAR.hk1_due", TAKES_DUE, N_("report of the first term "
	    "due by"), NULL, NULL, "11-01", "03-31" },
	{ "terms.YEAR.year_due", TAKES_DUE, N_("report of the year due "
	    "by"), NULL, NULL, "04-01", "09-04" },
	{ SETTING_DUTY YEAR_WORD, TAKES_DUTY, N_("who is there in the summer"),
	    NULL, NULL, NULL, NULL },
	{ "mentor.per_class", TAKES_NUMBER, N_("pupils of a class who may have "
	    "a mentor at a time"), NULL, NULL, NULL, NULL },
	{ LIMIT_PREFIX "RULE.LIMIT", TAKES_LIMIT, N_("a limit of screening, in "
	    "days"), NULL, N_("the rule set"), NULL, NULL },
};

#define NKEYS (sizeof(keys) / sizeof(keys[0]))

const struct setting_key *
setting_key_at(size_t i)
{
	return i < NKEYS ? &keys[i] : NULL;
}

const char *
setting_type_name(enum setting_type type)
{
	static const char *const names[] = { "text", "lines", "levels", "year",
	    "date", "date", "hours", "number", "duty", "days" };

	return names[type];
}

int
setting_has_year(const struct setting_key *k)
{
	return strstr(k->name, YEAR_WORD) != NULL;
}

int
setting_is_kept(const struct setting_key *k)
{
	return strcmp(k->name, "school.name") == 0 ||
	    strcmp(k->name, "school.code") == 0 || k->type == TAKES_LEVELS;
}

void
setting_full(const struct setting_key *k, int year, char out[SETTING_KEY_MAX])
{
	const char	*at = strstr(k->name, YEAR_WORD);
	char		 name[16];

	if (at == NULL) {
		(void)snprintf(out, SETTING_KEY_MAX, "%s", k->name);
		return;
	}
	year_name(year, name);
	(void)snprintf(out, SETTING_KEY_MAX, "%.*s%s%s", (int)(at - k->name),
	    k->name, name, at + strlen(YEAR_WORD));
}

/* ---- finding ---- */

/* The key without its year: "terms.hk1_end", "summer_duty". */
static void
without_year(const struct setting_key *k, char out[SETTING_KEY_MAX])
{
	const char	*at = strstr(k->name, YEAR_WORD);
	const char	*rest = at + strlen(YEAR_WORD);

	(void)snprintf(out, SETTING_KEY_MAX, "%.*s%s",
	    (int)(at - k->name) - (*rest == '\0'), k->name,
	    *rest == '.' ? rest + 1 : rest);
}

/* Whether this is the key, with a year where it has one. */
static int
is_whole(const struct setting_key *k, const char *typed, int *year)
{
	const char	*at = strstr(k->name, YEAR_WORD), *rest;
	size_t		 before, n;
	char		 text[16];

	*year = 0;
	if (at == NULL)
		return strcmp(typed, k->name) == 0;
	before = (size_t)(at - k->name);
	rest = at + strlen(YEAR_WORD);
	if (strncmp(typed, k->name, before) != 0)
		return 0;
	n = strcspn(typed + before, ".");
	if (n >= sizeof(text) || strcmp(typed + before + n, rest) != 0)
		return 0;
	memcpy(text, typed + before, n);
	text[n] = '\0';
	*year = year_named(text);
	return *year > 0;
}

static int
is_short(const struct setting_key *k, const char *typed)
{
	char		 name[SETTING_KEY_MAX];
	const char	*last;

	if (!setting_has_year(k))
		return 0;
	without_year(k, name);
	last = strrchr(name, '.');
	return strcmp(typed, name) == 0 ||
	    (last != NULL && strcmp(typed, last + 1) == 0);
}

/* What was typed without a year in it, to be compared. */
static void
drop_year(const char *typed, char out[SETTING_KEY_MAX])
{
	char	 part[SETTING_KEY_MAX];
	size_t	 n;

	out[0] = '\0';
	for (; *typed != '\0'; typed += n + (typed[n] == '.')) {
		n = strcspn(typed, ".");
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, typed);
		if (year_named(part) > 0)
			continue;
		if (strlen(out) + strlen(part) + 2 > SETTING_KEY_MAX)
			return;
		if (out[0] != '\0')
			strcat(out, ".");
		strcat(out, part);
	}
}

/* The key is as near as its name or the last part of it. */
static int
is_nearer(struct near *near, const char *name)
{
	const char	*dot = strrchr(name, '.'), *before = near->best;

	near_offer(near, name);
	if (dot != NULL)
		near_offer(near, dot + 1);
	return near->best != before;
}

/* The same of the limits; what is nearer than all before goes to key. */
static int
nearest_limit(ctxh *h, struct near *near, char key[SETTING_KEY_MAX])
{
	struct limit	l;
	char		name[SETTING_KEY_MAX];
	size_t		i;
	int		found = 0;

	for (i = 0; limit_at(h, i, &l); i++) {
		limit_key(&l, name);
		if (!is_nearer(near, name))
			continue;
		(void)snprintf(key, SETTING_KEY_MAX, "%s", name);
		near->best = key;
		found = 1;
	}
	return found;
}

static int
no_setting(ctxh *h, const char *typed)
{
	char		names[NKEYS][SETTING_KEY_MAX];
	char		shown[CLIP_SIZE], bare[SETTING_KEY_MAX];
	char		limit[SETTING_KEY_MAX];
	const char	*best = NULL;
	struct near	near = { .word = bare };
	size_t		i;

	drop_year(typed, bare);
	for (i = 0; i < NKEYS; i++) {
		if (keys[i].type == TAKES_LIMIT)
			continue;
		if (setting_has_year(&keys[i]))
			without_year(&keys[i], names[i]);
		else
			setting_full(&keys[i], 0, names[i]);
		if (is_nearer(&near, names[i]))
			best = names[i];
	}
	(void)clip(typed, shown);
	if (nearest_limit(h, &near, limit))
		best = limit;
	if (best != NULL)
		return fail(h, CTXH_EUSAGE, T(h, "no such setting: \"%s\"; "
		    "did you mean \"%s\"?"), shown, best);
	return fail(h, CTXH_EUSAGE, T(h, "no such setting: \"%s\"; see ctxh "
	    "config list --all"), shown);
}

int
setting_find(ctxh *h, const char *typed, const struct setting_key **out,
    int *year)
{
	size_t i;

	for (i = 0; (*out = setting_key_at(i)) != NULL; i++)
		if ((*out)->type == TAKES_LIMIT ? limit_find(h, typed, NULL) :
		    is_whole(*out, typed, year) || is_short(*out, typed))
			return CTXH_OK;
	return no_setting(h, typed);
}

/* ---- values ---- */

/* A text as it is kept: tidy, on one line, neither empty nor too long. */
static int
check_text(ctxh *h, const char *s, ctxh_value **out)
{
	struct buf	b = { 0 };
	char		shown[CLIP_SIZE];
	int		rc = CTXH_OK;

	*out = NULL;
	if (text_tidy(s, strlen(s), &b) != 0 && !buf_failed(&b))
		rc = fail(h, CTXH_EUSAGE, "%s", T(h, "the text is not UTF-8"));
	else if (buf_failed(&b))
		rc = fail_nomem(h);
	else if (b.len == 0)
		rc = fail(h, CTXH_EUSAGE, "%s", T(h, "the text is empty; to "
		    "take a setting away use ctxh config unset"));
	else if (utf8_has_unseen(b.data))
		rc = fail(h, CTXH_EUSAGE, T(h, "the text has control "
		    "characters: \"%s\"; give plain text"),
		    clip(b.data, shown));
	else if (b.len > SETTING_TEXT_MAX)
		rc = fail(h, CTXH_EUSAGE, T(h, "the text is too long: \"%s\"; "
		    "at most %d bytes"), clip(b.data, shown),
		    SETTING_TEXT_MAX);
	else if ((*out = ctxh_value_text(b.data)) == NULL)
		rc = fail_nomem(h);
	buf_free(&b);
	return rc;
}

static int
check_lines(ctxh *h, const ctxh_value *in, ctxh_value **out)
{
	const ctxh_value	*item, *list = in;
	ctxh_value		*line;
	int			 rc = CTXH_OK;

	*out = ctxh_value_list();
	if (ctxh_value_kind(in) == CTXH_TEXT) {
		if ((rc = check_text(h, ctxh_value_str(in), &line)) != CTXH_OK)
			return rc;
		return push(*out, line) == 0 ? CTXH_OK : fail_nomem(h);
	}
	if (ctxh_value_count(list) > SETTING_LINES_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "more than %d lines"),
		    SETTING_LINES_MAX);
	VALUE_EACH(item, list) {
		if (ctxh_value_str(item) == NULL)
			return fail(h, CTXH_EUSAGE, "%s", T(h, "the list is "
			    "not of texts"));
		if ((rc = check_text(h, ctxh_value_str(item), &line)) !=
		    CTXH_OK)
			return rc;
		if (push(*out, line) != 0)
			return fail_nomem(h);
	}
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

/* A month and a day, "mm-dd", in the school year that begins in September. */
static int64_t
day_in(int year, const char *mm_dd)
{
	int month = (mm_dd[0] - '0') * 10 + mm_dd[1] - '0';
	int day = (mm_dd[3] - '0') * 10 + mm_dd[4] - '0';

	return day_from_civil((struct civil){ month > 9 ||
	    (month == 9 && day >= 5) ? year : year + 1, month, day });
}

/* Whether it begins "trước", behind which *rest is. */
static int
says_before(ctxh *h, const char *s, const char **rest, int *before)
{
	struct buf	b = { 0 };
	size_t		n = strcspn(s, " ");
	int		failed;

	fold(s, n, &b);
	*before = b.data != NULL && strcmp(b.data, "truoc") == 0;
	*rest = *before ? s + n : s;
	*rest += *before ? strspn(*rest, " ") : 0;
	failed = buf_failed(&b);
	buf_free(&b);
	return failed ? fail_nomem(h) : CTXH_OK;
}

/* The last day; as the plans of the offices have it, "trước ngày 25/12". */
static int
read_day(ctxh *h, const struct setting_key *k, const char *s, int64_t *day)
{
	int rc, before = 0;

	if (k->type == TAKES_DUE &&
	    (rc = says_before(h, s, &s, &before)) != CTXH_OK)
		return rc;
	if ((rc = ctxh_date_parse(h, s, day)) != CTXH_OK)
		return rc;
	*day -= before;
	return CTXH_OK;
}

static int
check_date(ctxh *h, const struct setting_key *k, int year, const char *s,
    ctxh_value **out)
{
	int64_t	first = day_in(year, k->first), last = day_in(year, k->last);
	int64_t	day;
	char	name[16], a[11], b[11], text[11];
	int	rc;

	if ((rc = read_day(h, k, s, &day)) != CTXH_OK)
		return rc;
	if (day < first || day > last) {
		date_show(first, a);
		date_show(last, b);
		date_show(day, text);
		year_name(year, name);
		return fail(h, CTXH_EUSAGE, T(h, "%s is not a day for this in "
		    "the school year %s; it lies from %s to %s, another year "
		    "is named by --year"), text, name, a, b);
	}
	(void)date_format(day, text);
	*out = ctxh_value_text(text);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

static int
check_hours(ctxh *h, const char *s, ctxh_value **out)
{
	static const char	 header[] = "date,kind,name,basis\n";
	struct calendar		*cal;
	int			 rc;

	if ((rc = calendar_parse(h, header, sizeof(header) - 1, &cal)) !=
	    CTXH_OK)
		return rc;
	rc = calendar_set_hours(h, cal, s);
	calendar_free(cal);
	return rc == CTXH_OK ? check_text(h, s, out) : rc;
}

static int
check_year(ctxh *h, const char *s, ctxh_value **out)
{
	char	name[16];
	int	year, rc;

	if ((rc = year_wanted(h, s, &year)) != CTXH_OK)
		return rc;
	year_name(year, name);
	*out = ctxh_value_text(name);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

static int
check_number(ctxh *h, const char *s, ctxh_value **out)
{
	struct buf	b = { 0 };
	char		shown[CLIP_SIZE];
	int		rc = CTXH_OK;

	(void)text_tidy(s, strlen(s), &b);
	if (!buf_failed(&b) && (b.len == 0 || b.len > NUMBER_DIGITS ||
	    strspn(b.data, "0123456789") != b.len || b.data[0] == '0'))
		rc = fail(h, CTXH_EUSAGE, T(h, "not a number: \"%s\"; give "
		    "one from 1 to 999999"), clip(s, shown));
	else if (buf_failed(&b) || (*out = ctxh_value_text(b.data)) == NULL)
		rc = fail_nomem(h);
	buf_free(&b);
	return rc;
}

static int
check_single(ctxh *h, const struct setting_key *k, int year, const char *s,
    ctxh_value **out)
{
	switch (k->type) {
	case TAKES_DATE:
	case TAKES_DUE:
		return check_date(h, k, year, s, out);
	case TAKES_HOURS:
		return check_hours(h, s, out);
	case TAKES_YEAR:
		return check_year(h, s, out);
	case TAKES_NUMBER:
		return check_number(h, s, out);
	case TAKES_LIMIT:
		return limit_check(h, s, out);
	default:
		return check_text(h, s, out);
	}
}

static int
check_duty(ctxh *h, int year, const ctxh_value *list)
{
	const ctxh_value	*item;
	struct duty		 d;
	int			 rc = CTXH_OK;

	VALUE_EACH(item, list)
		if ((rc = duty_parse(h, year, ctxh_value_str(item), &d)) !=
		    CTXH_OK)
			break;
	return rc;
}

/* Of a list: the lines, and what they are. */
static int
check_list(ctxh *h, const struct setting_key *k, int year,
    const ctxh_value *in, ctxh_value **out)
{
	int rc;

	if (ctxh_value_kind(in) == CTXH_LIST && ctxh_value_count(in) == 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the list is empty; to "
		    "take a setting away use ctxh config unset"));
	rc = check_lines(h, in, out);
	if (rc == CTXH_OK && k->type == TAKES_LEVELS)
		rc = levels_check(h, *out);
	else if (rc == CTXH_OK && k->type == TAKES_DUTY)
		rc = check_duty(h, year, *out);
	return rc;
}

int
setting_check(ctxh *h, const struct setting_key *k, int year,
    const ctxh_value *in, ctxh_value **out)
{
	int is_list = k->type == TAKES_LINES || k->type == TAKES_LEVELS ||
	    k->type == TAKES_DUTY, rc;

	*out = NULL;
	if (ctxh_value_kind(in) != CTXH_TEXT &&
	    (!is_list || ctxh_value_kind(in) != CTXH_LIST))
		rc = fail(h, CTXH_EUSAGE, T(h, "\"%s\" takes one text"),
		    k->name);
	else if (is_list)
		rc = check_list(h, k, year, in, out);
	else
		rc = check_single(h, k, year, ctxh_value_str(in), out);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

ctxh_value *
setting_default(const struct setting_key *k, int year)
{
	char text[11];

	if (k->dflt == NULL || k->type != TAKES_DATE)
		return ctxh_value_text(k->dflt);
	(void)date_format(day_in(year, k->dflt), text);
	return ctxh_value_text(text);
}
