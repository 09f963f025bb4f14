/* When activities are planned for: the times of roadmaps as they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctxh.h"

/* In the school year 2024-2025, where the text leaves it open. */
static const struct {
	const char *text, *from, *to;
} understood[] = {
	/* The provincial plan of Sơn La. */
	{ "Hàng năm", "2024-09-05", "2025-09-04" },
	{ "2019-2025", "2019-01-01", "2025-12-31" },
	{ "2019-2020", "2019-01-01", "2020-12-31" },
	{ "2019 - 2021", "2019-01-01", "2021-12-31" },
	/* The school at Cẩm Hoàng. */
	{ "Từ tháng 10/2022 đến tháng 5/2023", "2022-10-01", "2023-05-31" },
	{ "Đầu tháng 10/2022", "2022-10-01", "2022-10-10" },
	{ "Giữa tháng 10", "2024-10-11", "2024-10-20" },
	{ "cuối tháng 2/2024", "2024-02-21", "2024-02-29" },
	{ "hằng năm", "2024-09-05", "2025-09-04" },
	{ "HÀNG NĂM HỌC", "2024-09-05", "2025-09-04" },
	{ "Thường xuyên", "2024-09-05", "2025-09-04" },
	{ "Cả năm học", "2024-09-05", "2025-09-04" },
	{ "Trong năm học", "2024-09-05", "2025-09-04" },
	{ "Hàng tháng", "2024-09-05", "2025-09-04" },
	{ "Thứ Hai hàng tuần", "2024-09-05", "2025-09-04" },
	{ "Hàng năm (2019-2025)", "2019-01-01", "2025-12-31" },
	{ "Hàng năm, tháng 10", "2024-10-01", "2024-10-31" },
	{ "Tháng 10 hàng năm", "2024-10-01", "2024-10-31" },
	{ "Giai đoạn 2019 \u2013 2021", "2019-01-01", "2021-12-31" },
	{ "Năm 2024", "2024-01-01", "2024-12-31" },
	{ "2024", "2024-01-01", "2024-12-31" },
	{ "từ năm 2019 đến năm 2021", "2019-01-01", "2021-12-31" },
	{ "Năm học 2023-2024", "2023-09-05", "2024-09-04" },
	{ "NH 2023 - 2024", "2023-09-05", "2024-09-04" },
	{ "Tháng 10/2024", "2024-10-01", "2024-10-31" },
	{ "10/2024", "2024-10-01", "2024-10-31" },
	{ "T10/2024", "2024-10-01", "2024-10-31" },
	{ "Tháng 2 năm 2024", "2024-02-01", "2024-02-29" },
	{ "Tháng 10, năm 2023", "2023-10-01", "2023-10-31" },
	{ "Tháng 9", "2024-09-01", "2024-09-30" },
	{ "Tháng 8", "2025-08-01", "2025-08-31" },
	{ "tháng 5 năm học 2023-2024", "2024-05-01", "2024-05-31" },
	{ "Tháng 9 - 12/2024", "2024-09-01", "2024-12-31" },
	{ "Tháng 9-5/2025", "2024-09-01", "2025-05-31" },
	{ "Tháng 9 - 5", "2024-09-01", "2025-05-31" },
	{ "Tháng 9, 10, 11", "2024-09-01", "2024-11-30" },
	{ "Tháng 9, 10, 11 và 12/2023", "2023-09-01", "2023-12-31" },
	{ "Tháng 10, 12, 2", "2024-10-01", "2025-02-28" },
	{ "5, 6, 7/9/2024", "2024-09-05", "2024-09-07" },
	{ "Tháng 9, 10/2024", "2024-09-01", "2024-10-31" },
	{ "Tháng 9 và tháng 10", "2024-09-01", "2024-10-31" },
	{ "9/2024 - 5/2025", "2024-09-01", "2025-05-31" },
	{ "Quý I/2025", "2025-01-01", "2025-03-31" },
	{ "quý IV năm 2024", "2024-10-01", "2024-12-31" },
	{ "Quý III, IV/2024", "2024-07-01", "2024-12-31" },
	{ "Quý 4", "2024-10-01", "2024-12-31" },
	{ "Quý 1", "2025-01-01", "2025-03-31" },
	{ "HK I", "2024-09-05", "2025-01-18" },
	{ "HKI", "2024-09-05", "2025-01-18" },
	{ "HK2", "2025-01-19", "2025-05-31" },
	{ "Học kỳ II", "2025-01-19", "2025-05-31" },
	{ "Học kì I năm học 2023-2024", "2023-09-05", "2024-01-18" },
	{ "HK I, năm học 2023-2024", "2023-09-05", "2024-01-18" },
	{ "HK II/2023-2024", "2024-01-19", "2024-05-31" },
	{ "HK I và HK II", "2024-09-05", "2025-05-31" },
	{ "HK I, II", "2024-09-05", "2025-05-31" },
	{ "Hè", "2025-06-01", "2025-09-04" },
	{ "Dịp hè 2024", "2024-06-01", "2024-09-04" },
	{ "20/11", "2024-11-20", "2024-11-20" },
	{ "08/3", "2025-03-08", "2025-03-08" },
	{ "ngày 20/11/2023", "2023-11-20", "2023-11-20" },
	{ "20-11-2023", "2023-11-20", "2023-11-20" },
	{ "20.11.2023", "2023-11-20", "2023-11-20" },
	{ "2023-11-20", "2023-11-20", "2023-11-20" },
	{ "ngày 20 tháng 11 năm 2023", "2023-11-20", "2023-11-20" },
	{ "thứ Tư, 03/01/2024", "2024-01-03", "2024-01-03" },
	{ "5/9 - 30/9/2024", "2024-09-05", "2024-09-30" },
	{ "5 - 30/9/2024", "2024-09-05", "2024-09-30" },
	{ "ngày 5 - 30/9/2024", "2024-09-05", "2024-09-30" },
	{ "25/12 - 5/1/2025", "2024-12-25", "2025-01-05" },
	{ "Từ ngày 5/9/2024 đến hết ngày 31/05/2025", "2024-09-05",
	    "2025-05-31" },
	{ "Từ 5/9/2024 đến 30/9", "2024-09-05", "2024-09-30" },
	{ "5/9/2024 \u2014 tháng 5/2025", "2024-09-05", "2025-05-31" },
	{ "Trước ngày 25/12", "2024-09-05", "2024-12-24" },
	{ "trước tháng 10/2024", "2024-09-05", "2024-09-30" },
	{ "29/02/2024", "2024-02-29", "2024-02-29" },
};

static const char *const nonsense[] = {
	"", "   ", "-", "/", "theo kế hoạch", "tháng 13/2024", "31/02/2024",
	"30/2", "tháng", "quý V", "quý 0/2024", "HK III", "2025-2019", "1899",
	"2200", "năm 20", "5/9/24", "10", "ngày 5", "tháng 10 2024 2025",
	"cuối", "đầu năm học", "tháng 9 -", "12/2024 - 9/2024", "99999999999",
	"HK I - tháng 5", "tháng 10/", "0/2024", "trước", "2024, HK I",
	"1/1/2024, 2/2/2024, 3/3/2024, 4/4/2024, 5/5/2024, 6/6/2024, 7/7/2024,"
	" 8/8/2024, 9/9/2024, 10/10/2024, 11/11/2024, 12/12/2024, 13/12/2024",
};

static void
times_are_understood(void **state)
{
	ctxh	*h = NULL;
	int64_t	 from, to;
	char	 a[11], b[11];
	size_t	 i;

	(void)state;
	assert_int_equal(ctxh_new(NULL, &h), CTXH_OK);
	for (i = 0; i < sizeof(understood) / sizeof(*understood); i++) {
		if (ctxh_plan_days(h, understood[i].text, "2024", &from,
		    &to) != CTXH_OK)
			fail_msg("%s", ctxh_message(h));
		assert_int_equal(ctxh_date_format(from, a), CTXH_OK);
		assert_int_equal(ctxh_date_format(to, b), CTXH_OK);
		if (strcmp(a, understood[i].from) != 0 ||
		    strcmp(b, understood[i].to) != 0)
			fail_msg("\"%s\" is %s to %s", understood[i].text, a,
			    b);
	}
	ctxh_close(h);
}

static void
nonsense_is_refused(void **state)
{
	ctxh	*h = NULL;
	int64_t	 from, to;
	size_t	 i;

	(void)state;
	assert_int_equal(ctxh_new(NULL, &h), CTXH_OK);
	for (i = 0; i < sizeof(nonsense) / sizeof(*nonsense); i++) {
		if (ctxh_plan_days(h, nonsense[i], "2024-2025", &from, &to) !=
		    CTXH_EUSAGE)
			fail_msg("\"%s\" was understood", nonsense[i]);
		assert_int_equal(from, 0);
		assert_int_equal(to, 0);
		assert_non_null(strstr(ctxh_message(h), "2019-2025"));
	}
	assert_int_equal(ctxh_plan_days(h, "Hàng năm", "24", &from, &to),
	    CTXH_EUSAGE);
	ctxh_close(h);
}

static int64_t
in_october(void *ctx)
{
	(void)ctx;
	return 1729000000;	/* 2024-10-15 */
}

static void
write_month(char *text, size_t size, size_t way, int month)
{
	static const char *const before[] = { "Tháng ", "", "THÁNG 0", "t",
	    "tháng " };
	static const char *const behind[] = { "/2025", "/2025", " năm 2025",
	    "/2025", "" };

	(void)snprintf(text, size, "%s%d%s", before[way], month, behind[way]);
}

/* Without a year it is today's; the same day of a month in each spelling. */
static void
years_and_spellings(void **state)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .now = in_october };
	ctxh	*h = NULL;
	int64_t	 from, to, first, last;
	char	 text[64];
	int	 month;
	size_t	 i;

	(void)state;
	assert_int_equal(ctxh_new(&opt, &h), CTXH_OK);
	for (month = 1; month <= 8; month++) {
		(void)snprintf(text, sizeof(text), "01/%02d/2025", month);
		assert_int_equal(ctxh_date_parse(h, text, &first), CTXH_OK);
		(void)snprintf(text, sizeof(text), "01/%02d/2025", month + 1);
		assert_int_equal(ctxh_date_parse(h, text, &last), CTXH_OK);
		for (i = 0; i < 5; i++) {
			write_month(text, sizeof(text), i, month);
			assert_int_equal(ctxh_plan_days(h, text, NULL, &from,
			    &to), CTXH_OK);
			assert_int_equal(from, first);
			assert_int_equal(to, last - 1);
		}
	}
	ctxh_close(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_understood),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(years_and_spellings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
