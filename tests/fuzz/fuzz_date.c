/*
 * Dates as people type them: what the strict reader takes is taken alike; a
 * day that was read is in range and comes back with its own weekday and with
 * no other; a question is asked where the weekday does not fit, and ends.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/typed.h"
#include "fuzz.h"

static void
check_named(int64_t day)
{
	static const char *const names[] = { "T2", "thu ba", "Wed", "thu 5",
	    "Friday", "t7", "CN" };
	struct typed	t;
	char		date[11], text[32];
	int64_t		back;
	int		i, rc;

	check(date_format(day, date) == 0);
	for (i = 0; i < 7; i++) {
		(void)snprintf(text, sizeof(text), "%s %s", names[i], date);
		rc = typed_date(text, &back, &t);
		if (i + 1 == (int)day_weekday(day))
			check(rc == 0 && back == day);
		else
			check(rc == -1 && t.why == DATE_WEEKDAY &&
			    t.day == day && (int)t.said == i + 1);
	}
}

static void
check_question(const ctxh *h, const struct typed *t)
{
	char	out[TYPED_QUESTION];
	size_t	n;

	if (t->why != DATE_WEEKDAY)
		return;
	n = strlen(typed_question(h, t, out));
	check(n > 0 && n + 1 < sizeof(out) && out[n - 1] == '?');
}

static void
one(const ctxh *h, const char *s)
{
	struct typed	t;
	enum date_why	why;
	int64_t		day, strict, moment;
	int		has_time;

	if (typed_date(s, &day, &t) == 0) {
		check(day_in_range(day));
		check_named(day);
	} else {
		check(day == 0 && t.why != DATE_OK);
		check_question(h, &t);
	}
	if (date_parse(s, &strict, &why) == 0)
		check(day == strict && t.why == DATE_OK);
	if (typed_moment(s, &moment, &has_time, &t) == 0) {
		check(day_in_range(day_of(moment)));
	} else {
		check(moment == 0 && has_time == 0 && t.why != DATE_OK);
		check_question(h, &t);
	}
	if (moment_parse(s, &strict, &has_time, &why) == 0)
		check(moment == strict);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options	 opt = { .version = CTXH_OPTIONS_VERSION };
	ctxh			*h;
	char			*s = malloc(size + 1);

	check(s != NULL);
	memcpy(s, data, size);
	s[size] = '\0';
	check(ctxh_new(&opt, &h) == CTXH_OK);
	one(h, s);
	opt.lang = CTXH_EN;
	ctxh_close(h);
	check(ctxh_new(&opt, &h) == CTXH_OK);
	one(h, s);
	ctxh_close(h);
	free(s);
	return 0;
}
