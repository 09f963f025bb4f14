#include "people/duty.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "chain/member.h"
#include "people/year.h"
#include "rules/book.h"
#include "rules/near.h"
#include "text/date.h"
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

/* Of a day in June to August: the summer is set where its list has an item. */
static int
duty_on(ctxh *h, int64_t day, ctxh_value *out)
{
	const ctxh_value	*settings = rulebook_settings(h), *all, *item;
	ctxh_value		*on = ctxh_value_list();
	char			 year[16], key[48];
	struct duty		 d;
	int			 rc = CTXH_OK, first = year_of_day(day);

	year_name(first, year);
	(void)snprintf(key, sizeof(key), SETTING_DUTY "%s", year);
	all = settings != NULL ? ctxh_value_get(settings, key) : NULL;
	VALUE_EACH(item, all)
		if (rc == CTXH_OK && ctxh_value_str(item) != NULL &&
		    (rc = duty_parse(h, first, ctxh_value_str(item), &d)) ==
		    CTXH_OK && d.first <= day && day <= d.last)
			rc = add_duty(h, &d, on);
	if (put_text(out, "year", year) |
	    put_bool(out, "set", ctxh_value_count(all) > 0) |
	    put(out, "on_duty", on))
		return fail_nomem(h);
	return settings != NULL ? rc : h->status;
}

EXPORT int
ctxh_summer_duty(ctxh *h, int64_t day, ctxh_value **out)
{
	ctxh_value	*o;
	int		 rc, summer;

	*out = NULL;
	if ((rc = need_facts(h, "due")) != CTXH_OK)
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
