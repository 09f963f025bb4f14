#include "people/setting_limit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "rules/book.h"
#include "text/near.h"
#include "text/utf8.h"

#define DAYS_MAX 366

/* The rule of an id whose first n bytes are given; NULL: there is none. */
static const struct screen_rule *
rule_named(const struct rules *r, const char *id, size_t n)
{
	size_t i;

	for (i = 0; i < r->screen_count; i++)
		if (strncmp(r->screening[i].id, id, n) == 0 &&
		    r->screening[i].id[n] == '\0')
			return &r->screening[i];
	return NULL;
}

int
limit_find(ctxh *h, const char *key, struct limit *out)
{
	const struct rules	*r = rules_newest(h);
	const char		*dot;
	struct limit		 l;
	int			 i;

	if (r == NULL || strncmp(key, LIMIT_PREFIX, strlen(LIMIT_PREFIX)) != 0)
		return 0;
	key += strlen(LIMIT_PREFIX);
	if ((dot = strrchr(key, '.')) == NULL)
		return 0;
	l.rule = rule_named(r, key, (size_t)(dot - key));
	for (i = 0; l.rule != NULL && i < LIMITS; i++) {
		l.which = (enum screen_limit)i;
		if (l.rule->limit[i] == 0 ||
		    strcmp(screen_limits[i], dot + 1) != 0)
			continue;
		if (out != NULL)
			*out = l;
		return 1;
	}
	return 0;
}

int
limit_at(ctxh *h, size_t n, struct limit *out)
{
	const struct rules	*r = rules_newest(h);
	size_t			 i;
	int			 k;

	for (i = 0; r != NULL && i < r->screen_count; i++)
		for (k = 0; k < LIMITS; k++)
			if (r->screening[i].limit[k] != 0 && n-- == 0) {
				out->rule = &r->screening[i];
				out->which = (enum screen_limit)k;
				return 1;
			}
	return 0;
}

void
limit_key(const struct limit *l, char out[SETTING_KEY_MAX])
{
	(void)snprintf(out, SETTING_KEY_MAX, LIMIT_PREFIX "%s.%s",
	    l->rule->id, screen_limits[l->which]);
}

void
limit_label(ctxh *h, const struct limit *l, char *out, size_t size)
{
	const char *what = l->which == LIMIT_DAYS ? T(h, "at least so many "
	    "days") : l->which == LIMIT_WITHIN ? T(h, "within so many days") :
	    T(h, "beyond so many days");

	(void)snprintf(out, size, "%s: %s", label_text(h, &l->rule->label),
	    what);
	utf8_trim(out);
}

/* 1 to 366; 0: it is no such number. */
static int64_t
days_of(const char *s)
{
	size_t	n = strlen(s);
	int	v;

	if (n == 0 || n > 3 || strspn(s, "0123456789") != n)
		return 0;
	v = atoi(s);
	return v <= DAYS_MAX ? v : 0;
}

int
limit_check(ctxh *h, const char *s, ctxh_value **out)
{
	int64_t	days = days_of(s);
	char	text[16], shown[CLIP_SIZE];

	*out = NULL;
	if (days == 0)
		return fail(h, CTXH_EUSAGE, T(h, "not a number of days: "
		    "\"%s\"; write 1 to %d"), clip(s, shown), DAYS_MAX);
	(void)snprintf(text, sizeof(text), "%lld", (long long)days);
	*out = ctxh_value_text(text);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

int
limit_value(ctxh *h, const struct limit *l, int64_t *out)
{
	const ctxh_value	*settings;
	const char		*s;
	char			 key[SETTING_KEY_MAX];

	*out = l->rule->limit[l->which];
	if (*out == 0)
		return CTXH_OK;
	if ((settings = rulebook_settings(h)) == NULL)
		return h->status;
	limit_key(l, key);
	if ((s = get_text(settings, key)) != NULL && days_of(s) > 0)
		*out = days_of(s);
	return CTXH_OK;
}
