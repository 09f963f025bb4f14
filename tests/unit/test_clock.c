/* Deadlines: worked by hand, and against a count minute by minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctxh.h"

#ifndef DATADIR
#define DATADIR "lib/rules"
#endif

#define DAYS	CTXH_WORKING_DAYS
#define HOURS	CTXH_WORKING_HOURS
#define CLOCK	CTXH_CLOCK_HOURS
#define UNTIL	CTXH_UNTIL_DATE

struct fixture {
	ctxh		*h;
	ctxh_calendar	*cal;
	char		 csv[65536];
	size_t		 len;
};

static int
set_up(void **state)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION };
	struct fixture	*f = calloc(1, sizeof(*f));
	FILE		*in = fopen(DATADIR "/calendar-vn.csv", "rb");

	assert_non_null(f);
	assert_non_null(in);
	f->len = fread(f->csv, 1, sizeof(f->csv) - 1, in);
	(void)fclose(in);
	assert_int_equal(ctxh_new(&opt, &f->h), CTXH_OK);
	assert_int_equal(ctxh_calendar_open(f->h, f->csv, f->len, NULL,
	    &f->cal), CTXH_OK);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	ctxh_calendar_free(f->cal);
	ctxh_close(f->h);
	free(f);
	return 0;
}

static int64_t
moment(struct fixture *f, const char *text)
{
	int64_t t;

	assert_int_equal(ctxh_time_parse(f->h, text, &t, NULL), CTXH_OK);
	return t;
}

/* want is local time, yyyy-mm-ddThh:mm:ss */
static void
check(struct fixture *f, const char *start, int unit, int64_t n,
    const char *want, int want_estimated)
{
	char	 text[26];
	int64_t	 due;
	int	 estimated;

	assert_int_equal(ctxh_calendar_due(f->h, f->cal, moment(f, start),
	    unit, n, &due, &estimated), CTXH_OK);
	assert_int_equal(ctxh_time_format(due, text), CTXH_OK);
	text[19] = '\0';
	assert_string_equal(text, want);
	assert_int_equal(estimated, want_estimated);
}

static void
an_ordinary_week(void **state)
{
	struct fixture *f = *state;

	/* 14/10/2025 is a Tuesday.  8 hours that day, 4 the next morning;
	 * they run out at the closing for noon. */
	check(f, "2025-10-14 07:30", HOURS, 12, "2025-10-15T11:30:00", 0);
	check(f, "2025-10-14 06:00", HOURS, 12, "2025-10-15T11:30:00", 0);
	check(f, "2025-10-14 00:00", HOURS, 12, "2025-10-15T11:30:00", 0);
	/* At noon: 4 hours that day, 8 the next. */
	check(f, "2025-10-14 12:00", HOURS, 12, "2025-10-15T17:30:00", 0);
	check(f, "2025-10-14 11:30", HOURS, 12, "2025-10-15T17:30:00", 0);
	check(f, "2025-10-14 13:30", HOURS, 12, "2025-10-15T17:30:00", 0);
	/* In the evening: from 07:30 on Wednesday. */
	check(f, "2025-10-14 20:00", HOURS, 12, "2025-10-16T11:30:00", 0);
	check(f, "2025-10-14 17:30", HOURS, 12, "2025-10-16T11:30:00", 0);
	check(f, "2025-10-14 17:29", HOURS, 12, "2025-10-16T11:29:00", 0);
	/* 30 seconds, 4 hours; 7:59:30 are left for Wednesday. */
	check(f, "2025-10-14 11:29:30", HOURS, 12, "2025-10-15T17:29:30", 0);
	check(f, "2025-10-14 09:00", HOURS, 1, "2025-10-14T10:00:00", 0);
	check(f, "2025-10-14 10:30", HOURS, 1, "2025-10-14T11:30:00", 0);
	check(f, "2025-10-14 11:00", HOURS, 1, "2025-10-14T14:00:00", 0);
	check(f, "2025-10-14 09:30", HOURS, 8, "2025-10-15T09:30:00", 0);

	/* The day of receipt does not count, at whatever hour. */
	check(f, "2025-10-14 00:00", DAYS, 3, "2025-10-17T17:30:00", 0);
	check(f, "2025-10-14 23:59:59", DAYS, 3, "2025-10-17T17:30:00", 0);
	check(f, "2025-10-14 09:00", DAYS, 1, "2025-10-15T17:30:00", 0);
	check(f, "2025-10-14 09:00", DAYS, 7, "2025-10-23T17:30:00", 0);

	check(f, "2025-10-14 23:30", CLOCK, 1, "2025-10-15T00:30:00", 0);
	check(f, "2025-10-14 23:30", CLOCK, 0, "2025-10-14T23:30:00", 0);
}

static void
over_a_weekend(void **state)
{
	struct fixture *f = *state;

	/* Friday 17/10: 1 hour; Monday 8; Tuesday 3. */
	check(f, "2025-10-17 16:30", HOURS, 12, "2025-10-21T10:30:00", 0);
	/* Friday evening, Saturday and Sunday all start on Monday 07:30. */
	check(f, "2025-10-17 18:00", HOURS, 12, "2025-10-21T11:30:00", 0);
	check(f, "2025-10-18 09:00", HOURS, 12, "2025-10-21T11:30:00", 0);
	check(f, "2025-10-19 23:59", HOURS, 12, "2025-10-21T11:30:00", 0);
	/* What is used up by Friday's closing is due then, not on Monday. */
	check(f, "2025-10-17 13:30", HOURS, 4, "2025-10-17T17:30:00", 0);
	check(f, "2025-10-16 13:30", HOURS, 12, "2025-10-17T17:30:00", 0);
	check(f, "2025-10-17 09:00", DAYS, 3, "2025-10-22T17:30:00", 0);
	check(f, "2025-10-18 09:00", DAYS, 3, "2025-10-22T17:30:00", 0);
	check(f, "2025-10-19 09:00", DAYS, 3, "2025-10-22T17:30:00", 0);
}

static void
over_tet(void **state)
{
	struct fixture *f = *state;

	/* 2023: Friday 20/01 and Monday 23 to Thursday 26/01 are off.
	 * Counted: Friday 27, Monday 30, Tuesday 31. */
	check(f, "2023-01-19 09:00", DAYS, 3, "2023-01-31T17:30:00", 0);
	/* 2 hours on the 19th, 8 on the 27th, 2 on the 30th. */
	check(f, "2023-01-19 15:30", HOURS, 12, "2023-01-30T09:30:00", 0);
	check(f, "2023-01-24 10:00", HOURS, 12, "2023-01-30T11:30:00", 0);
	/* 2026: Monday 16 to Friday 20/02 are off, between two weekends.
	 * Counted: Monday 23, Tuesday 24, Wednesday 25. */
	check(f, "2026-02-13 16:00", DAYS, 3, "2026-02-25T17:30:00", 0);
	/* 1:30 on Friday 13, 8 on Monday 23, 2:30 on Tuesday 24. */
	check(f, "2026-02-13 16:00", HOURS, 12, "2026-02-24T10:00:00", 0);
	check(f, "2026-02-17 00:00", DAYS, 3, "2026-02-25T17:30:00", 0);
}

static void
other_days_off(void **state)
{
	struct fixture *f = *state;

	/* Friday 02/05/2025 is off by exchange: Monday 05, Tuesday 06. */
	check(f, "2025-05-02 10:00", HOURS, 12, "2025-05-06T11:30:00", 0);
	check(f, "2025-05-02 10:00", DAYS, 3, "2025-05-07T17:30:00", 0);
	/* Monday 31/08 to Wednesday 02/09/2026 are off. */
	check(f, "2026-08-28 08:00", DAYS, 3, "2026-09-07T17:30:00", 0);
}

static void
make_up_saturdays(void **state)
{
	struct fixture *f = *state;

	/* 29/04, 30/04, 01/05/2024 are off; Saturday 04/05 is worked:
	 * Thursday 02, Friday 03, Saturday 04. */
	check(f, "2024-04-26 10:00", DAYS, 3, "2024-05-04T17:30:00", 0);
	/* 2 hours on Friday 03, 8 on Saturday, 2 on Monday 06. */
	check(f, "2024-05-03 15:30", HOURS, 12, "2024-05-06T09:30:00", 0);
	/* Friday 25, Saturday 26, Monday 28/04/2025. */
	check(f, "2025-04-24 08:00", DAYS, 3, "2025-04-28T17:30:00", 0);
	/* 4 hours that Saturday afternoon, 8 on Monday, to its closing. */
	check(f, "2025-04-26 13:30", HOURS, 12, "2025-04-28T17:30:00", 0);
	/* Thursday 08, Friday 09, Saturday 10/01/2026. */
	check(f, "2026-01-07 08:00", DAYS, 3, "2026-01-10T17:30:00", 0);
	check(f, "2026-01-10 12:00", HOURS, 4, "2026-01-10T17:30:00", 0);
	/* 3:30 on Friday 21/08/2026, 8 on Saturday, 0:30 on Monday. */
	check(f, "2026-08-21 14:00", HOURS, 12, "2026-08-24T08:00:00", 0);
	check(f, "2026-08-21 14:00", DAYS, 1, "2026-08-22T17:30:00", 0);
}

static void
until_a_date(void **state)
{
	struct fixture	*f = *state;
	int64_t		 day;

	/* Tết, a Sunday and an unknown year: that very day, never shifted. */
	assert_int_equal(ctxh_date_parse(f->h, "17/02/2026", &day), CTXH_OK);
	check(f, "2026-01-05 08:00", UNTIL, day, "2026-02-17T17:30:00", 0);
	assert_int_equal(ctxh_date_parse(f->h, "19/10/2025", &day), CTXH_OK);
	check(f, "2025-10-01 08:00", UNTIL, day, "2025-10-19T17:30:00", 0);
	assert_int_equal(ctxh_date_parse(f->h, "19/10/2040", &day), CTXH_OK);
	check(f, "2025-10-01 08:00", UNTIL, day, "2040-10-19T17:30:00", 0);
}

static void
estimates_are_marked(void **state)
{
	struct fixture *f = *state;

	/* Tuesday 29, Wednesday 30, Thursday 31/12/2026: still known. */
	check(f, "2026-12-28 08:00", DAYS, 3, "2026-12-31T17:30:00", 0);
	/* 01/01/2027 is off by estimate: 30, 31/12, 04/01. */
	check(f, "2026-12-29 08:00", DAYS, 3, "2027-01-04T17:30:00", 1);
	/* No estimated row between them, but the year is an estimate. */
	check(f, "2027-06-07 08:00", DAYS, 3, "2027-06-10T17:30:00", 1);
	check(f, "2027-06-07 07:30", HOURS, 8, "2027-06-07T17:30:00", 1);
	/* Outside the calendar Monday to Friday counts, Tết or not. */
	check(f, "2028-01-26 08:00", DAYS, 3, "2028-01-31T17:30:00", 1);
	check(f, "2017-06-05 08:00", DAYS, 3, "2017-06-08T17:30:00", 1);
	/* Monday 31/12/2018 is not counted, so it does not matter. */
	check(f, "2018-12-31 08:00", DAYS, 1, "2019-01-02T17:30:00", 0);
	check(f, "2018-12-31 17:30", HOURS, 12, "2019-01-03T11:30:00", 0);
	check(f, "2018-12-31 17:00", HOURS, 12, "2019-01-03T11:00:00", 1);
	check(f, "2027-06-07 08:00", CLOCK, 48, "2027-06-09T08:00:00", 0);
}

static void
own_office_hours(void **state)
{
	static const char *const bad[] = {
		"", "07:30", "07:30-", "7:30-11:30", "07:30-07:30",
		"11:30-07:30", "07:30-11:30,", "07:30-11:30,11:30-12:00",
		"07:30-11:30,10:00-12:00", "07:30-24:00", "07:30-11:60",
		"07:30-11:30 13:30-17:30", "07:30-11:30x", "99:99-99:99",
		("00:00-00:01,00:02-00:03,00:04-00:05,00:06-00:07,"
		"00:08-00:09,00:10-00:11,00:12-00:13,00:14-00:15,00:16-00:17")
	};
	struct fixture	*f = *state;
	ctxh_calendar	*cal;
	size_t		 i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(ctxh_calendar_open(f->h, f->csv, f->len,
		    bad[i], &cal), CTXH_EUSAGE);
		assert_null(cal);
	}
	cal = f->cal;
	assert_int_equal(ctxh_calendar_open(f->h, f->csv, f->len,
	    "07:00-11:00,13:00-16:30", &f->cal), CTXH_OK);
	/* 7:30 a day: 6:30 are left on Tuesday 14, 5:30 on Wednesday. */
	check(f, "2025-10-14 08:00", HOURS, 12, "2025-10-15T14:30:00", 0);
	check(f, "2025-10-14 08:00", DAYS, 3, "2025-10-17T16:30:00", 0);
	ctxh_calendar_free(f->cal);
	f->cal = cal;
}

/* Schools were shut for weeks in 2020 and 2021. */
static void
shut_for_a_month(void **state)
{
	struct fixture	*f = *state;
	ctxh_calendar	*cal = f->cal;
	char		 csv[1024] = "date,kind,name,basis\n";
	int		 day;

	for (day = 3; day <= 28; day++)
		snprintf(csv + strlen(csv), sizeof(csv) - strlen(csv),
		    "2025-02-%02d,off,shut,order\n", day);
	assert_int_equal(ctxh_calendar_open(f->h, csv, strlen(csv), NULL,
	    &f->cal), CTXH_OK);
	/* From Friday 31/1: Monday 3/3 is the first, Thursday 6/3 the fourth. */
	check(f, "2025-01-31 16:00", DAYS, 1, "2025-03-03T17:30:00", 0);
	check(f, "2025-01-31 16:00", DAYS, 4, "2025-03-06T17:30:00", 0);
	check(f, "2025-01-31 16:00", HOURS, 12, "2025-03-04T10:00:00", 0);
	check(f, "2025-02-12 08:00", HOURS, 8, "2025-03-03T17:30:00", 0);
	ctxh_calendar_free(f->cal);
	f->cal = cal;
}

static void
out_of_range_is_refused(void **state)
{
	struct fixture	*f = *state;
	int64_t		 t = moment(f, "2025-10-14 08:00"), due;
	int64_t		 end = moment(f, "2199-12-31 08:00");
	size_t		 i;
	const struct { int64_t start; int unit; int64_t n; } rows[] = {
		{ t, DAYS, 0 }, { t, DAYS, -1 }, { t, HOURS, 0 },
		{ t, CLOCK, -1 }, { t, DAYS, INT64_MAX },
		{ t, HOURS, INT64_MAX }, { t, CLOCK, INT64_MAX },
		{ t, UNTIL, INT64_MAX }, { t, UNTIL, INT64_MIN },
		{ t, 4, 1 }, { t, -1, 1 }, { INT64_MAX, DAYS, 1 },
		{ INT64_MIN, HOURS, 1 }, { end, DAYS, 1 }, { end, HOURS, 9 },
		{ end, CLOCK, 16 }, { t, CLOCK, 876601 }, { t, DAYS, 36526 }
	};

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		due = 7;
		assert_int_equal(ctxh_calendar_due(f->h, f->cal,
		    rows[i].start, rows[i].unit, rows[i].n, &due, NULL),
		    CTXH_EUSAGE);
		assert_int_equal(due, 0);
	}
	/* 36,525 days, and only 24 leap days on the way: 2100 has none. */
	check(f, "2025-10-14 08:00", CLOCK, 876600, "2125-10-15T08:00:00", 0);
}

static void
is_stretch(const ctxh_value *v, const char *from, const char *to,
    const char *key, int n)
{
	assert_non_null(v);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "from")), from);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "to")), to);
	assert_int_equal((int)ctxh_value_num(ctxh_value_get(v, key)), n);
}

static void
is_skipped(const ctxh_value *v, const char *day, const char *name,
    const char *basis)
{
	assert_non_null(v);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "basis")), basis);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "skipped")), day);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "name")), name);
}

static void
explanations_name_every_day(void **state)
{
	static const char rest[] =
	    "nghỉ hằng tuần (Bộ luật Lao động 2019, Điều 111)";
	static const struct { const char *day, *name, *basis; } tet[] = {
		{ "2023-01-20", "Tết Nguyên đán", "official" },
		{ "2023-01-21", "Thứ Bảy", rest },
		{ "2023-01-22", "Chủ nhật", rest },
		{ "2023-01-23", "Tết Nguyên đán", "official" },
		{ "2023-01-24", "Tết Nguyên đán", "official" },
		{ "2023-01-25", "Tết Nguyên đán (nghỉ bù)", "official" },
		{ "2023-01-26", "Tết Nguyên đán (nghỉ bù)", "official" },
	};
	struct fixture	*f = *state;
	ctxh_value	*list;
	const ctxh_value *v;
	size_t		 i;

	assert_int_equal(ctxh_calendar_explain(f->h, f->cal,
	    moment(f, "2023-01-19 15:30:30"), HOURS, 12, &list), CTXH_OK);
	assert_int_equal(ctxh_value_count(list), 13);
	v = ctxh_value_first(list);
	is_stretch(v, "2023-01-19T15:30:30+07:00", "2023-01-19T17:30:00+07:00",
	    "counted_minutes", 119);
	for (i = 0; i < 7; i++)
		is_skipped(v = ctxh_value_next(v), tet[i].day, tet[i].name,
		    tet[i].basis);
	is_stretch(v = ctxh_value_next(v), "2023-01-27T07:30:00+07:00",
	    "2023-01-27T11:30:00+07:00", "counted_minutes", 240);
	is_stretch(v = ctxh_value_next(v), "2023-01-27T13:30:00+07:00",
	    "2023-01-27T17:30:00+07:00", "counted_minutes", 240);
	is_skipped(v = ctxh_value_next(v), "2023-01-28", "Thứ Bảy", rest);
	is_skipped(v = ctxh_value_next(v), "2023-01-29", "Chủ nhật", rest);
	is_stretch(v = ctxh_value_next(v), "2023-01-30T07:30:00+07:00",
	    "2023-01-30T09:30:30+07:00", "counted_minutes", 121);
	ctxh_value_free(list);

	assert_int_equal(ctxh_calendar_explain(f->h, f->cal,
	    moment(f, "2024-05-02 10:00"), DAYS, 3, &list), CTXH_OK);
	assert_int_equal(ctxh_value_count(list), 5);
	v = ctxh_value_first(list);
	is_skipped(v, "2024-05-02", "ngày tiếp nhận",
	    "Bộ luật Dân sự 2015, Điều 147");
	is_stretch(v = ctxh_value_next(v), "2024-05-03T07:30:00+07:00",
	    "2024-05-03T17:30:00+07:00", "day", 1);
	is_stretch(v = ctxh_value_next(v), "2024-05-04T07:30:00+07:00",
	    "2024-05-04T17:30:00+07:00", "day", 2);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "name")),
	    "Làm bù cho 29/4/2024");
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "basis")),
	    "official (CV 2450/VPCP-KGVX)");
	is_skipped(v = ctxh_value_next(v), "2024-05-05", "Chủ nhật", rest);
	is_stretch(v = ctxh_value_next(v), "2024-05-06T07:30:00+07:00",
	    "2024-05-06T17:30:00+07:00", "day", 3);
	ctxh_value_free(list);
}

static void
digest_is_of_days_and_hours(void **state)
{
	static const char *const csv[] = {
		("date,kind,name,basis\n2025-01-01,off,A,x\n"
		"2025-01-02,off,B,x\n"),
		("\xef\xbb\xbf" "date,kind,name,basis\r\n\r\n"
		"02/01/2025,off,\"B\",x\r\n2025-01-01,off, A ,\"x\""),
		("date,kind,name,basis\n2025-01-01,off,A,x\n"
		"2025-01-02,work,B,x\n"),
		("date,kind,name,basis\n2025-01-01,off,A,estimate\n"
		"2025-01-02,off,B,x\n"),
		"date,kind,name,basis\n2025-01-01,off,A,x\n",
		"date,kind,name,basis\n",
	};
	struct fixture	*f = *state;
	ctxh_calendar	*cal;
	unsigned char	 digest[6][32], hours[32];
	size_t		 i, j;

	for (i = 0; i < 6; i++) {
		assert_int_equal(ctxh_calendar_open(f->h, csv[i],
		    strlen(csv[i]), NULL, &cal), CTXH_OK);
		ctxh_calendar_digest(cal, digest[i]);
		ctxh_calendar_free(cal);
		for (j = 0; j < i; j++)
			assert_int_equal(memcmp(digest[i], digest[j], 32) == 0,
			    j == 0 && i == 1);
	}
	assert_int_equal(ctxh_calendar_open(f->h, csv[0], strlen(csv[0]),
	    "07:30-11:30,13:30-17:00", &cal), CTXH_OK);
	ctxh_calendar_digest(cal, hours);
	assert_memory_not_equal(hours, digest[0], 32);
	ctxh_calendar_free(cal);
}

static void
bad_rows_name_their_line(void **state)
{
	static const struct { const char *csv; int line; } rows[] = {
		{ "date,kind,name\n", 1 },
		{ "date,kind,name,note\n", 1 },
		{ "\ndate,kind,name,basis\n\n2025-01-01,off,A\n", 4 },
		{ "date,kind,name,basis\n2025-01-01,off,A,b,c\n", 2 },
		{ "date,kind,name,basis\n2025-02-30,off,A,b\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,rest,A,b\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,,b\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,\"A,b\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,A,\"b\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,\"A\"b,c\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,A\"b,c\n", 2 },
		{ "date,kind,name,basis\n2025-01-01,off,A\xff,c\n", 2 },
		{ "date,kind,name,basis\n2025-01-02,off,A,b\n"
		  "2025-01-01,off,A,b\n2025-01-02,work,A,b\n", 4 },
	};
	struct fixture	*f = *state;
	ctxh_calendar	*cal;
	size_t		 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(ctxh_calendar_open(f->h, rows[i].csv,
		    strlen(rows[i].csv), NULL, &cal), CTXH_EUSAGE);
		assert_null(cal);
		assert_int_equal((int)ctxh_value_num(ctxh_value_get(
		    ctxh_where(f->h), "line")), rows[i].line);
	}
	assert_int_equal(ctxh_calendar_open(f->h, "", 0, NULL, &cal),
	    CTXH_EUSAGE);
	assert_int_equal(ctxh_calendar_open(f->h, "a\0b", 3, NULL, &cal),
	    CTXH_EUSAGE);
}

/*
 * The second way to count: minute by minute, day by day, from 2018-01-01, a
 * Monday and day 17,532, to the end of 2029.
 */
#define BASE_DAY	17532
#define BASE		((int64_t)BASE_DAY * 86400 - 7 * 3600)
#define MODEL_DAYS	4383

struct model {
	unsigned char	 hours[1440];		/* which minutes are worked */
	int64_t		 close;			/* of office hours, a second */
	unsigned char	 unsure[MODEL_DAYS];	/* of an unsure year */
	unsigned char	 open[MODEL_DAYS];	/* worked at all */
};

/* A day as one walks through the civil calendar. */
struct walk {
	int	 year, month, day;
};

static void
next_day(struct walk *w)
{
	static const int length[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int leap = w->month == 2 && w->year % 4 == 0;

	if (++w->day > length[w->month - 1] + leap) {
		w->day = 1;
		w->month++;
	}
	if (w->month > 12) {
		w->month = 1;
		w->year++;
	}
}

static void
model_fill(struct model *m, const char *csv)
{
	struct walk	 w = { 2018, 1, 1 };
	char		 key[40];
	const char	*row;
	int		 i;

	for (i = 0; i < 1440; i++)
		m->hours[i] = (i >= 450 && i < 690) || (i >= 810 && i < 1050);
	m->close = 17 * 3600 + 1800;
	for (i = 0; i < MODEL_DAYS; i++, next_day(&w)) {
		(void)snprintf(key, sizeof(key), "\n%04d-%02d-%02d,", w.year,
		    w.month, w.day);
		m->open[i] = i % 7 < 5;
		if ((row = strstr(csv, key)) != NULL)
			m->open[i] = row[12] == 'w';
		m->unsure[i] = w.year < 2019 || w.year > 2026;
	}
}

/* Moments here are seconds of local time since the first minute. */
static int64_t
model_hours(const struct model *m, int64_t start, int64_t n)
{
	int64_t	 left = n * 3600, begin, have;
	size_t	 i;

	for (i = (size_t)(start / 60); i < (size_t)MODEL_DAYS * 1440; i++) {
		if (!m->open[i / 1440] || !m->hours[i % 1440])
			continue;
		begin = (int64_t)i * 60;
		if (begin < start)
			begin = start;
		have = (int64_t)(i + 1) * 60 - begin;
		if (left <= have)
			return begin + left;
		left -= have;
	}
	return -1;
}

static int64_t
model_days(const struct model *m, int64_t start, int64_t n)
{
	int64_t day = start / 86400;

	while (n > 0)
		n -= m->open[++day];
	return day * 86400 + m->close;
}

static int
model_unsure(const struct model *m, int unit, int64_t start, int64_t due)
{
	int64_t	 day = start / 86400;
	int	 unsure = 0;

	if (unit == DAYS || start % 86400 >= m->close)
		day++;
	for (; day <= due / 86400; day++)
		unsure |= m->unsure[day];
	return unsure;
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
below(uint64_t *seed, int n)
{
	return (int)(next_random(seed) % (uint64_t)n);
}

/* A start and a limit at random: the two ways agree; a later start and a
 * longer limit are never due earlier. */
static void
try_one(ctxh *h, const ctxh_calendar *cal, const struct model *m,
    uint64_t *seed, int most)
{
	int64_t	start, later, n, due, after, want;
	int	unit, estimated;

	start = (int64_t)(next_random(seed) % ((MODEL_DAYS - 400) *
	    (uint64_t)86400));
	/* Every other one in whole half hours: on the edges. */
	if (below(seed, 2))
		start -= start % 1800;
	unit = below(seed, 2) ? DAYS : HOURS;
	n = 1 + below(seed, most);
	want = unit == DAYS ? model_days(m, start, n) :
	    model_hours(m, start, n);
	assert_int_equal(ctxh_calendar_due(h, cal, start + BASE, unit, n,
	    &due, &estimated), CTXH_OK);
	assert_true(due == want + BASE);
	assert_int_equal(estimated, model_unsure(m, unit, start, want));
	later = start + below(seed, 3 * 86400);
	assert_int_equal(ctxh_calendar_due(h, cal, later + BASE, unit, n,
	    &after, NULL), CTXH_OK);
	assert_true(after >= due);
	assert_int_equal(ctxh_calendar_due(h, cal, start + BASE, unit, n + 1,
	    &after, NULL), CTXH_OK);
	assert_true(after > due);
}

static void
agrees_with_counting_minutes(void **state)
{
	struct fixture	*f = *state;
	struct model	 m = { .close = 0 };
	uint64_t	 seed = 20181218;
	int		 i;

	model_fill(&m, f->csv);
	for (i = 0; i < 20000; i++)
		try_one(f->h, f->cal, &m, &seed, 40);
}

/* One to eight stretches of office hours, two hours or more in all. */
static void
random_hours(uint64_t *seed, struct model *m, char *out, size_t size)
{
	int	 spans = 1 + below(seed, 8), i, open, close = 0, sum = 0;
	int	 room = 1440 / spans;

	memset(m->hours, 0, sizeof(m->hours));
	out[0] = '\0';
	for (i = 0; i < spans; i++) {
		open = i * room + 1 + below(seed, room / 3);
		close = open + 15 + below(seed, room / 3);
		sum += close - open;
		memset(m->hours + open, 1, (size_t)(close - open));
		snprintf(out + strlen(out), size - strlen(out),
		    "%s%02d:%02d-%02d:%02d", i > 0 ? "," : "", open / 60,
		    open % 60, close / 60, close % 60);
	}
	m->close = (int64_t)close * 60;
	if (sum < 120)
		random_hours(seed, m, out, size);
}

/*
 * Days off and worked at random, one in so many; a year is unsure without a
 * row or with an estimated one.  The text has room for all.
 */
static size_t
random_days(uint64_t *seed, struct model *m, char *csv)
{
	unsigned char	 year[12] = { 0 };	/* 1: a row; 2: an estimate */
	struct walk	 w = { 2018, 1, 1 };
	int		 i, one_in = 2 + below(seed, 60), off, estimate;
	char		*p = csv + sprintf(csv, "date,kind,name,basis\n");

	for (i = 0; i < MODEL_DAYS; i++, next_day(&w)) {
		m->open[i] = i % 7 < 5;
		m->unsure[i] = (unsigned char)(w.year - 2018);
		if (below(seed, one_in) != 0)
			continue;
		off = below(seed, 3) > 0;
		estimate = below(seed, 400) == 0;
		m->open[i] = !off;
		year[w.year - 2018] |= (unsigned char)(estimate ? 3 : 1);
		p += sprintf(p, "%04d-%02d-%02d,%s,x,%s\n", w.year, w.month,
		    w.day, off ? "off" : "work",
		    estimate ? "estimate" : "y");
	}
	for (i = 0; i < MODEL_DAYS; i++)
		m->unsure[i] = year[m->unsure[i]] != 1;
	return (size_t)(p - csv);
}

/* 100,000 starts and limits on 200 calendars and office hours. */
static void
agrees_on_any_calendar(void **state)
{
	struct fixture	*f = *state;
	struct model	 m = { .close = 0 };
	ctxh_calendar	*cal;
	char		*csv = malloc((size_t)MODEL_DAYS * 40);
	char		 hours[128];
	uint64_t	 seed = 28112018;
	size_t		 len;
	int		 i, k;

	assert_non_null(csv);
	for (i = 0; i < 200; i++) {
		random_hours(&seed, &m, hours, sizeof(hours));
		len = random_days(&seed, &m, csv);
		assert_int_equal(ctxh_calendar_open(f->h, csv, len, hours,
		    &cal), CTXH_OK);
		for (k = 0; k < 500; k++)
			try_one(f->h, cal, &m, &seed, 20);
		ctxh_calendar_free(cal);
	}
	free(csv);
}

static void
digest_of(struct fixture *f, const char *csv, const char *hours,
    unsigned char out[32])
{
	ctxh_calendar *cal;

	assert_int_equal(ctxh_calendar_open(f->h, csv, strlen(csv), hours,
	    &cal), CTXH_OK);
	ctxh_calendar_digest(cal, out);
	ctxh_calendar_free(cal);
}

/* Each row in turn is another day, another kind, or gone; each digit of the
 * hours another minute: another digest every time. */
static void
digest_changes_with_any_day_or_hour(void **state)
{
	static const char *const hours[] = {
		"07:31-11:30,13:30-17:30", "07:30-11:29,13:30-17:30",
		"07:30-11:30,13:31-17:30", "07:30-11:30,13:30-17:31",
		"07:30-11:30", "07:30-17:30", "07:30-09:00,09:01-11:30"
	};
	struct fixture	*f = *state;
	char		*csv = malloc(f->len + 1), *row, *end;
	unsigned char	 was[32], is[32];
	size_t		 i, rows = 0;

	assert_non_null(csv);
	digest_of(f, f->csv, NULL, was);
	for (i = 0; i < sizeof(hours) / sizeof(hours[0]); i++) {
		digest_of(f, f->csv, hours[i], is);
		assert_memory_not_equal(was, is, 32);
	}
	for (row = strchr(f->csv, '\n') + 1; *row != '\0'; row = end) {
		end = strchr(row, '\n') + 1;
		i = (size_t)(row - f->csv);
		memcpy(csv, f->csv, f->len + 1);
		memcpy(csv + i, "1999", 4);
		digest_of(f, csv, NULL, is);
		assert_memory_not_equal(was, is, 32);
		memmove(csv + i, f->csv + i + (end - row),
		    f->len - i - (size_t)(end - row) + 1);
		digest_of(f, csv, NULL, is);
		assert_memory_not_equal(was, is, 32);
		rows++;
	}
	assert_true(rows > 100);
	free(csv);
}

/* A later start or a longer limit is never due earlier, and always after. */
static void
grows_with_start_and_length(void **state)
{
	struct fixture	*f = *state;
	int64_t		 first = moment(f, "2023-12-25 00:00");
	int64_t		 last = moment(f, "2026-03-05 00:00");
	int64_t		 t, due[2], longer, before[2] = { 0, 0 };
	int		 unit;

	for (t = first; t < last; t += 1234)
		for (unit = DAYS; unit <= HOURS; unit++) {
			assert_int_equal(ctxh_calendar_due(f->h, f->cal, t,
			    unit, 12, &due[unit], NULL), CTXH_OK);
			assert_int_equal(ctxh_calendar_due(f->h, f->cal, t,
			    unit, 13, &longer, NULL), CTXH_OK);
			assert_true(due[unit] > t);
			assert_true(longer > due[unit]);
			assert_true(due[unit] >= before[unit]);
			before[unit] = due[unit];
		}
}

/* The minutes of an explanation add up, for any start and length. */
static void
explanations_add_up(void **state)
{
	struct fixture	*f = *state;
	const ctxh_value *v;
	ctxh_value	*list;
	uint64_t	 seed = 1809;
	int64_t		 start, n;
	double		 sum;
	int		 i;

	for (i = 0; i < 500; i++) {
		start = moment(f, "2022-12-01 00:00") +
		    (int64_t)(next_random(&seed) % 100000000);
		n = 1 + (int64_t)(next_random(&seed) % 30);
		assert_int_equal(ctxh_calendar_explain(f->h, f->cal, start,
		    HOURS, n, &list), CTXH_OK);
		sum = 0;
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			sum += ctxh_value_num(ctxh_value_get(v,
			    "counted_minutes"));
		assert_true(sum == (double)(n * 60));
		ctxh_value_free(list);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ordinary_week),
		cmocka_unit_test(over_a_weekend),
		cmocka_unit_test(over_tet),
		cmocka_unit_test(other_days_off),
		cmocka_unit_test(make_up_saturdays),
		cmocka_unit_test(until_a_date),
		cmocka_unit_test(estimates_are_marked),
		cmocka_unit_test(own_office_hours),
		cmocka_unit_test(shut_for_a_month),
		cmocka_unit_test(out_of_range_is_refused),
		cmocka_unit_test(explanations_name_every_day),
		cmocka_unit_test(digest_is_of_days_and_hours),
		cmocka_unit_test(bad_rows_name_their_line),
		cmocka_unit_test(agrees_with_counting_minutes),
		cmocka_unit_test(agrees_on_any_calendar),
		cmocka_unit_test(digest_changes_with_any_day_or_hour),
		cmocka_unit_test(grows_with_start_and_length),
		cmocka_unit_test(explanations_add_up),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
