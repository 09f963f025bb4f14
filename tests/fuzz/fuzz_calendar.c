/*
 * A calendar's file is taken, or refused with lines; one that is taken answers,
 * and its explanations add up.  The first line is tried as office hours, too.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ctxh.h"
#include "fuzz.h"

/* Each finding has words, each error a line. */
static void
check_findings(const ctxh_value *out, const char *key, int has_line)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(ctxh_value_get(out, key)); v != NULL;
	    v = ctxh_value_next(v)) {
		check(*ctxh_value_str(ctxh_value_get(v, "message")) != '\0');
		check(!has_line ||
		    ctxh_value_num(ctxh_value_get(v, "line")) >= 1);
	}
}

static void
check_explained(ctxh *h, const ctxh_calendar *cal, int64_t start, int64_t n)
{
	ctxh_value	*list;
	const ctxh_value *v;
	double		 sum = 0;

	check(ctxh_calendar_explain(h, cal, start, CTXH_WORKING_HOURS, n,
	    &list) == CTXH_OK);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		sum += ctxh_value_num(ctxh_value_get(v, "counted_minutes"));
	check(sum == (double)(n * 60));
	ctxh_value_free(list);
}

/* Around Tết 2027, a day apart: never due earlier. */
static void
check_answers(ctxh *h, const ctxh_calendar *cal)
{
	int64_t	start = 1801699200, before = 0, due, end = start + 20 * 86400;

	for (; start < end; start += 86400) {
		check(ctxh_calendar_due(h, cal, start, CTXH_WORKING_HOURS, 12,
		    &due, NULL) == CTXH_OK);
		check(due > start && due >= before);
		before = due;
	}
	check_explained(h, cal, end, 12);
}

/* NULL: the default ones. */
static int
try_open(ctxh *h, const char *text, size_t size, const char *hours)
{
	ctxh_calendar	*cal;
	int		 status = ctxh_calendar_open(h, text, size, hours,
	    &cal);

	check(status == CTXH_OK || status == CTXH_EUSAGE);
	check((status == CTXH_OK) == (cal != NULL));
	if (cal != NULL)
		check_answers(h, cal);
	ctxh_calendar_free(cal);
	return status == CTXH_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	const char	*text = (const char *)data;
	static const char none[] = "date,kind,name,basis\n";
	ctxh_value	*out;
	ctxh		*h;
	char		*line;
	int		 status;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	status = ctxh_calendar_check(h, text, size, 0, &out);
	check(status == CTXH_OK || status == CTXH_EFAIL);
	check((ctxh_value_count(ctxh_value_get(out, "errors")) == 0) ==
	    (status == CTXH_OK));
	check_findings(out, "errors", 1);
	check_findings(out, "warnings", 0);
	ctxh_value_free(out);
	/* What a calendar can be opened from can be taken in. */
	check(!try_open(h, text, size, NULL) || status == CTXH_OK);
	check((line = calloc(1, size + 1)) != NULL);
	if (size > 0)
		memcpy(line, text, size);
	line[strcspn(line, "\r\n")] = '\0';
	(void)try_open(h, none, sizeof(none) - 1, line);
	free(line);
	ctxh_close(h);
	return 0;
}
