/*
 * How long a deadline takes: deadlines CALENDAR counts a million of each kind
 * from starts over ten years, by the public header, and prints microseconds
 * each, a line a kind.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ctxh.h"

#define COUNT	1000000
#define YEARS	(3652 * (uint64_t)86400)

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static uint64_t
next_random(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static int
count(ctxh *h, const ctxh_calendar *cal, const char *what, int unit, int64_t n)
{
	uint64_t seed = 2018;
	int64_t	 first, start, due, sum = 0;
	double	 begin;
	int	 i, estimated;

	if (ctxh_time_parse(h, "2018-01-01", &first, NULL) != CTXH_OK)
		return 1;
	begin = now();
	for (i = 0; i < COUNT; i++) {
		start = first + (int64_t)(next_random(&seed) % YEARS);
		if (ctxh_calendar_due(h, cal, start, unit, n, &due,
		    &estimated) != CTXH_OK)
			return 1;
		sum += due - start + estimated;
	}
	/* The sum keeps the work from being left out. */
	(void)printf("%.3f %s\n", (now() - begin) * 1e6 / COUNT +
	    (sum == 0 ? 1 : 0), what);
	return 0;
}

int
main(int argc, char **argv)
{
	static char	 csv[1 << 16];
	ctxh_calendar	*cal;
	ctxh		*h;
	FILE		*in;
	size_t		 n;

	if (argc != 2 || (in = fopen(argv[1], "r")) == NULL)
		return 2;
	n = fread(csv, 1, sizeof(csv), in);
	(void)fclose(in);
	if (ctxh_new(NULL, &h) != CTXH_OK ||
	    ctxh_calendar_open(h, csv, n, NULL, &cal) != CTXH_OK)
		return 1;
	return count(h, cal, "12 working hours", CTXH_WORKING_HOURS, 12) |
	    count(h, cal, "3 working days", CTXH_WORKING_DAYS, 3) |
	    count(h, cal, "2500 working days, ten years",
	    CTXH_WORKING_DAYS, 2500);
}
