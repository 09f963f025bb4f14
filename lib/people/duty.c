#include "people/duty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/year.h"
#include "rules/book.h"
#include "text/date.h"
#include "text/near.h"
#include "text/utf8.h"

#define DUTY_BYTES_MAX	200
#define PHONE_DIGITS	3	/* such as 111 */

static int64_t
summer_day(int year, int month, int day)
{
	return day_from_civil((struct civil){ year + 1, month, day });
}

static int
read_day(int year, int day, int month, int64_t *out)
{
	struct civil c = { year + 1, month, day };

	if (civil_check(c) != DATE_OK)
		return -1;
	*out = day_from_civil(c);
	return 0;
}

/* "dd/mm-dd/mm " before the name; *rest is what follows. */
static int
read_days(int year, const char *text, struct duty *d, const char **rest)
{
	int	a, b, from, to, n = 0;

	if (sscanf(text, "%2d/%2d - %2d/%2d%n", &a, &from, &b, &to, &n) != 4 ||
	    n == 0 || text[n] != ' ' || read_day(year, a, from, &d->first) ||
	    read_day(year, b, to, &d->last))
		return -1;
	*rest = text + n + strspn(text + n, " ");
	return 0;
}

static int
is_phone(const char *s)
{
	size_t digits = 0;

	for (; *s != '\0'; s++)
		if (*s >= '0' && *s <= '9')
			digits++;
		else if (strchr(" .-+()", *s) == NULL)
			return 0;
	return digits >= PHONE_DIGITS;
}

/* Something else than digits is in a name. */
static int
is_name(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((s[i] & 0x80) != 0 || (s[i] >= 'A' && s[i] <= 'Z') ||
		    (s[i] >= 'a' && s[i] <= 'z'))
			return 1;
	return 0;
}

static int
read_who(const char *rest, struct duty *d)
{
	const char *comma = strrchr(rest, ',');

	d->name = rest;
	d->name_len = comma != NULL ? (size_t)(comma - rest) : strlen(rest);
	d->phone = NULL;
	if (comma != NULL) {
		d->phone = comma + 1 + strspn(comma + 1, " ");
		if (!is_phone(d->phone))
			return -1;
	}
	return is_name(d->name, d->name_len) ? 0 : -1;
}

int
duty_parse(ctxh *h, int year, const char *text, struct duty *d)
{
	const char	*rest;
	char		 shown[CLIP_SIZE];
	size_t		 len = strlen(text);

	memset(d, 0, sizeof(*d));
	if (len > DUTY_BYTES_MAX || !utf8_valid(text, len, NULL) ||
	    read_days(year, text, d, &rest) != 0 || read_who(rest, d) != 0)
		return fail(h, CTXH_EUSAGE, T(h, "not who is on duty when: "
		    "\"%s\"; write \"dd/mm-dd/mm NAME, PHONE\""),
		    clip(text, shown));
	if (d->last < d->first || d->first < summer_day(year, 6, 1) ||
	    d->last > summer_day(year, 9, 4))
		return fail(h, CTXH_EUSAGE, T(h, "no days of a summer, from "
		    "01/06 to 04/09: \"%s\"; put the earlier day first"),
		    clip(text, shown));
	return CTXH_OK;
}

static int
put_part(ctxh_value *o, const char *key, const char *s, size_t len)
{
	struct buf	b = { 0 };
	int		rc = -1;

	buf_add(&b, s, len);
	if (!buf_failed(&b))
		rc = put_text(o, key, b.data);
	buf_free(&b);
	return rc;
}

static int
add_duty(ctxh *h, const struct duty *d, ctxh_value *list)
{
	ctxh_value	*o = ctxh_value_object();
	char		 from[11], to[11];

	(void)date_format(d->first, from);
	(void)date_format(d->last, to);
	if (o == NULL || put_text(o, "from", from) | put_text(o, "to", to) |
	    put_part(o, "name", d->name, d->name_len) |
	    put_text(o, "phone", d->phone)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

/* One year's duties, as the setting has them. */
struct roster {
	struct duty	*list;
	size_t		 n;
};

static int
read_roster(ctxh *h, int year, const ctxh_value *setting, struct roster *r)
{
	const ctxh_value	*item;
	int			 rc;

	r->n = 0;
	r->list = calloc(ctxh_value_count(setting) + 1, sizeof(*r->list));
	if (r->list == NULL)
		return fail_nomem(h);
	VALUE_EACH(item, setting) {
		if (ctxh_value_str(item) == NULL)
			continue;
		if ((rc = duty_parse(h, year, ctxh_value_str(item),
		    &r->list[r->n])) != CTXH_OK)
			return rc;
		r->n++;
	}
	return CTXH_OK;
}

/* The first day from this one to the end of August on which nobody is there;
 * 0 where there is none. */
static int64_t
first_gap(const struct roster *r, int year, int64_t day)
{
	int64_t	last = summer_day(year, 8, 31);
	size_t	i = 0;

	while (i < r->n && day <= last)
		if (r->list[i].first <= day && day <= r->list[i].last) {
			day = r->list[i].last + 1;
			i = 0;
		} else {
			i++;
		}
	return day <= last ? day : 0;
}

static int
put_gap(ctxh_value *out, int64_t gap)
{
	char text[11];

	if (gap == 0)
		return put_null(out, "gap");
	(void)date_format(gap, text);
	return put_text(out, "gap", text);
}

static int
put_roster(ctxh *h, const struct roster *r, int year, int64_t day,
    ctxh_value *out)
{
	ctxh_value	*on = ctxh_value_list();
	char		 name[16];
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; rc == CTXH_OK && i < r->n; i++)
		if (r->list[i].first <= day && day <= r->list[i].last)
			rc = add_duty(h, &r->list[i], on);
	year_name(year, name);
	if (put(out, "on_duty", on) | put_text(out, "year", name) |
	    put_bool(out, "set", r->n > 0) |
	    put_gap(out, first_gap(r, year, day)))
		return fail_nomem(h);
	return rc;
}

/* Of a day in June to August. */
static int
duty_on(ctxh *h, int64_t day, ctxh_value *out)
{
	const ctxh_value	*settings = rulebook_settings(h);
	struct roster		 r;
	char			 key[48], name[16];
	int			 rc, year = year_of_day(day);

	if (settings == NULL)
		return h->status;
	year_name(year, name);
	(void)snprintf(key, sizeof(key), SETTING_DUTY "%s", name);
	rc = read_roster(h, year, ctxh_value_get(settings, key), &r);
	if (rc == CTXH_OK)
		rc = put_roster(h, &r, year, day, out);
	free(r.list);
	return rc;
}

EXPORT int
ctxh_summer_duty(ctxh *h, int64_t day, ctxh_value **out)
{
	ctxh_value	*o;
	int		 rc, summer;

	*out = NULL;
	if ((rc = need_facts(h, "due")) != CTXH_OK ||
	    (rc = rulebook_refresh(h)) != CTXH_OK)
		return rc;
	if (!day_in_range(day))
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the day is not in the "
		    "years 1900 to 2199"));
	summer = civil_from_day(day).month >= 6 &&
	    civil_from_day(day).month <= 8;
	if ((o = ctxh_value_object()) == NULL ||
	    put_bool(o, "summer", summer) != 0)
		rc = fail_nomem(h);
	else if (summer)
		rc = duty_on(h, day, o);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}
