/* Folding, tidying, dates and moments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctxh.h"

typedef int text_function(const char *, char **);

static void
check(text_function *f, const char *in, const char *want)
{
	char *out = NULL;

	assert_int_equal(f(in, &out), CTXH_OK);
	assert_string_equal(out, want);
	free(out);
}

static void
fold_takes_accents_off(void **state)
{
	(void)state;
	check(ctxh_fold, "Nguyễn Thị Ánh Đào", "nguyen thi anh dao");
	check(ctxh_fold, "NGUYỄN THỊ ÁNH ĐÀO", "nguyen thi anh dao");
	/* Decomposed, marks in either order. */
	check(ctxh_fold, "Nguye\u0302\u0303n", "nguyen");
	check(ctxh_fold, "Nguye\u0303\u0302n \u01b0\u0301", "nguyen u");
	check(ctxh_fold, "Hu\u031b\u01a1ng", "huong");
	/* Icelandic eth is typed for the letter it looks like. */
	check(ctxh_fold, "\u00d0ức \u00f0ức \u0110ức \u0111ức",
	    "duc duc duc duc");
	check(ctxh_fold, "hoà", "hoa");
	check(ctxh_fold, "hòa", "hoa");
	check(ctxh_fold, "thuý THÚY", "thuy thuy");
}

/* Every composed vowel of Vietnamese, small and capital. */
static void
fold_knows_all_vowels(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "àáảãạăằắẳẵặâầấẩẫậ", "aaaaaaaaaaaaaaaaa" },
		{ "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "aaaaaaaaaaaaaaaaa" },
		{ "èéẻẽẹêềếểễệÈÉẺẼẸÊỀẾỂỄỆ", "eeeeeeeeeeeeeeeeeeeeee" },
		{ "ìíỉĩịÌÍỈĨỊ", "iiiiiiiiii" },
		{ "òóỏõọôồốổỗộơờớởỡợ", "ooooooooooooooooo" },
		{ "ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "ooooooooooooooooo" },
		{ "ùúủũụưừứửữựÙÚỦŨỤƯỪỨỬỮỰ", "uuuuuuuuuuuuuuuuuuuuuu" },
		{ "ỳýỷỹỵỲÝỶỸỴ", "yyyyyyyyyy" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(ctxh_fold, rows[i].in, rows[i].out);
}

static void
fold_makes_one_blank_of_the_rest(void **state)
{
	(void)state;
	check(ctxh_fold, "  Mã định-danh (Bộ GD&ĐT):\t",
	    "ma dinh danh bo gd dt");
	check(ctxh_fold, "H'Mông", "h mong");
	check(ctxh_fold, "a\u00a0\u00a0b\u2013c\u3000d", "a b c d");
	check(ctxh_fold, "", "");
	check(ctxh_fold, " .,- ", "");
	/* Beyond the tables: a ligature, wide letters, sharp s, Greek. */
	check(ctxh_fold, "\ufb01n \uff21\uff11 Stra\u00dfe \u0394\u03b4",
	    "fin a1 strasse \u03b4\u03b4");
	/* Letters of other alphabets that look like Latin ones, in any case:
	 * "An" with a Cyrillic A, "HOA" all in Greek. */
	check(ctxh_fold, "\u0410n \u0430n", "an an");
	check(ctxh_fold, "\u0397\u039f\u0391 \u03b7\u03bf\u03b1",
	    "hoa hoa");
	/* Longer than the piece that is collected at once. */
	check(ctxh_fold,
	    "ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO ĐÀO "
	    "ĐÀO ĐÀO \U0001d400\U00020000",
	    "dao dao dao dao dao dao dao dao dao dao dao dao dao dao dao dao "
	    "dao dao a\U00020000");
}

static void
tidy_trims_and_composes(void **state)
{
	(void)state;
	check(ctxh_tidy, "Lê Văn Tám", "Lê Văn Tám");
	check(ctxh_tidy, " \t Lê \u00a0 Văn\r\n Tám\u00a0", "Lê Văn Tám");
	check(ctxh_tidy, "Lê ", "Lê");
	check(ctxh_tidy, " Lê", "Lê");
	check(ctxh_tidy, "Lê  Tám", "Lê Tám");
	check(ctxh_tidy, "a\tb", "a b");
	check(ctxh_tidy, "a\u00a0b", "a b");
	check(ctxh_tidy, "Nguye\u0302\u0303n", "Nguyễn");
	/* Dot below sorts before the circumflex. */
	check(ctxh_tidy, "vie\u0302\u0323t vi\u1ebdt", "việt viẽt");
	check(ctxh_tidy, "\u00d0\u1ea1t \u00f0\u1ecf",
	    "\u0110\u1ea1t \u0111\u1ecf");
	check(ctxh_tidy, "\u00d0", "\u0110");
	check(ctxh_tidy, "\ufeffA\u200bn", "An");
	check(ctxh_tidy, "\u1f71", "\u03ac");
	check(ctxh_tidy, "=cmd|calc", "=cmd|calc");
	check(ctxh_tidy, "\u00a0", "");
	check(ctxh_tidy, "", "");
}

/* What is told from the bytes alone gives what tidying letter by letter does,
 * to which a no-break space in front leads. */
static void
tidy_at_a_glance(void **state)
{
	char	 text[] = "\u00a0...", *glance, *closer;
	int	 a, b, c, rc;

	(void)state;
	for (a = 1; a < 256; a++)
		for (b = 1; b < 256; b++)
			for (c = 1; c < 256; c += b < 0x80 ? 31 : 1) {
				text[2] = (char)a;
				text[3] = (char)b;
				text[4] = (char)c;
				rc = ctxh_tidy(text + 2, &glance);
				assert_int_equal(ctxh_tidy(text, &closer), rc);
				if (rc == CTXH_OK && strcmp(glance,
				    closer) != 0)
					fail_msg("%02x %02x %02x", a, b, c);
				free(glance);
				free(closer);
			}
}

static void
bad_utf8_is_refused(void **state)
{
	static const char *const bad[] = {
		"\x80", "a\xff", "\xc3", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf",
		"\xed\xa0\x80", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xe1\xba", "\xe1\xba ", "\xf0\x9f\x98",
		"\xc3 x"
	};
	char	*out;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(ctxh_tidy(bad[i], &out), CTXH_EUSAGE);
		assert_null(out);
		assert_int_equal(ctxh_fold(bad[i], &out), CTXH_EUSAGE);
		assert_null(out);
		assert_int_equal(ctxh_name_tidy(bad[i], &out), CTXH_EUSAGE);
		assert_null(out);
	}
	check(ctxh_tidy, "\xed\x9f\xbf\xf4\x8f\xbf\xbd",
	    "\xed\x9f\xbf\xf4\x8f\xbf\xbd");
}

static void
names_in_capitals_get_small_letters(void **state)
{
	(void)state;
	check(ctxh_name_tidy, "HUỲNH  MINH  QUÂN", "Huỳnh Minh Quân");
	check(ctxh_name_tidy, "\u00d0ỖÐÌNH ĐỨC", "Đỗđình Đức");
	check(ctxh_name_tidy, "NGUYE\u0302\u0303N ÚT", "Nguyễn Út");
	/* A mark that no composed letter has stays inside its word. */
	check(ctxh_name_tidy, "M\u0300A", "M\u0300a");
	check(ctxh_name_tidy, "H'HEN NIÊ", "H'Hen Niê");
	check(ctxh_name_tidy, "Y-KÔ MLÔ", "Y-Kô Mlô");
	/* A small letter anywhere: somebody chose it so. */
	check(ctxh_name_tidy, "HUỲNH MINH Quân", "HUỲNH MINH Quân");
	check(ctxh_name_tidy, "huỳnh minh quân", "huỳnh minh quân");
	check(ctxh_name_tidy, "HUỲNH ư", "HUỲNH ư");
	check(ctxh_name_tidy, "123 +", "123 +");
	check(ctxh_name_tidy, "", "");
}

static ctxh *
handle(enum ctxh_lang lang)
{
	struct ctxh_options opt = {
		.version = CTXH_OPTIONS_VERSION, .lang = lang
	};
	ctxh *h = NULL;

	assert_int_equal(ctxh_new(&opt, &h), CTXH_OK);
	return h;
}

static void
dates_are_read(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "01/01/1970", "1970-01-01" }, { "31/12/1969", "1969-12-31" },
		{ "5/9/2023", "2023-09-05" }, { "05-09-2023", "2023-09-05" },
		{ "5-9-2023", "2023-09-05" }, { "2023-09-05", "2023-09-05" },
		{ "29/02/2024", "2024-02-29" }, { "29/02/2000", "2000-02-29" },
		{ "01/03/2023", "2023-03-01" }, { "12/11/2010", "2010-11-12" },
		{ "01/01/1900", "1900-01-01" }, { "31/12/2199", "2199-12-31" },
	};
	ctxh	*h = handle(CTXH_EN);
	char	 text[11];
	int64_t	 day;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(ctxh_date_parse(h, rows[i].in, &day), CTXH_OK);
		assert_int_equal(ctxh_date_format(day, text), CTXH_OK);
		assert_string_equal(text, rows[i].out);
	}
	assert_int_equal(ctxh_date_parse(h, "01/01/1970", &day), CTXH_OK);
	assert_int_equal(day, 0);
	assert_int_equal(ctxh_date_parse(h, "2026-11-22", &day), CTXH_OK);
	assert_int_equal(day, 20779);
	ctxh_close(h);
}

static void
every_day_comes_back(void **state)
{
	ctxh	*h = handle(CTXH_EN);
	char	 text[11], before[11] = "1899-12-31";
	int64_t	 first, last, day, back;

	(void)state;
	assert_int_equal(ctxh_date_parse(h, "1900-01-01", &first), CTXH_OK);
	assert_int_equal(ctxh_date_parse(h, "2199-12-31", &last), CTXH_OK);
	/* 300 years, of which 73 have a 29/02. */
	assert_int_equal(last - first + 1, 300 * 365 + 73);
	for (day = first; day <= last; day++) {
		assert_int_equal(ctxh_date_format(day, text), CTXH_OK);
		assert_true(strcmp(before, text) < 0);
		memcpy(before, text, sizeof(before));
		assert_int_equal(ctxh_date_parse(h, text, &back), CTXH_OK);
		assert_true(back == day);
	}
	assert_int_equal(ctxh_date_format(first - 1, text), CTXH_EUSAGE);
	assert_int_equal(ctxh_date_format(last + 1, text), CTXH_EUSAGE);
	assert_string_equal(text, "");
	ctxh_close(h);
}

static void
wrong_dates_are_refused(void **state)
{
	static const char *const bad[] = {
		"31/02/2023", "29/02/2023", "29/02/1900", "31/04/2023",
		"00/01/2023", "01/00/2023", "32/01/2023", "2023-13-01",
		"12/31/2023", "02/13/2023",	/* the month never comes first */
		"31/12/1899", "01/01/2200",
		"", "1", "1/1", "1/1/23", "1/1/02023", "1/1/20234",
		"001/1/2023",
		"1/1-2023", "1.1/2023", "1.1.23", "1.1.2.2023",
		"2023.01.01", "13.13.2023", "1.1", "2023/01/01", "2023-1-1",
		"2023-01-01 ",
		" 01/01/2023", "-1/1/2023", "1 /1/2023", "01/01/2023x", "44927",
		"2023-01-01T00:00:00Z"
	};
	ctxh	*h = handle(CTXH_EN);
	int64_t	 day;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		day = 7;
		assert_int_equal(ctxh_date_parse(h, bad[i], &day), CTXH_EUSAGE);
		assert_int_equal(day, 0);
	}
	(void)ctxh_date_parse(h, "31/02/2023", &day);
	assert_string_equal(ctxh_message(h), "no such date: \"31/02/2023\"");
	(void)ctxh_date_parse(h, "2023/01/01", &day);
	assert_string_equal(ctxh_message(h),
	    "not a date: \"2023/01/01\"; write dd/mm/yyyy");
	(void)ctxh_date_parse(h, "01/01/2200", &day);
	assert_string_equal(ctxh_message(h),
	    "year out of range: \"01/01/2200\"; it is 1900 to 2199");
	ctxh_close(h);
	h = handle(CTXH_VI);
	(void)ctxh_date_parse(h, "31/02/2023", &day);
	assert_string_equal(ctxh_message(h),
	    "không có ngày này: \"31/02/2023\"");
	ctxh_close(h);
}

/* What a teacher writes, with the weekday as the plans have it. */
static void
weekdays_are_read(void **state)
{
	static const char *const fit[] = {
		"thứ Tư, 03/01/2024", "thứ tư ngày 03/01/2024",
		"Thứ 4 03/01/2024", "T4 03/01/2024", "t4, 3/1/2024",
		"THỨ TƯ 03-01-2024", "thu tu 03/01/2024", "thứ Tư,03/01/2024",
		"03/01/2024 (thứ Tư)", "03/01/2024 thứ Tư", "Wed 2024-01-03",
		"Wednesday, 2024-01-03", "2024-01-03 (Wed.)",
		"ngày 03/01/2024", "ngày 03 tháng 01 năm 2024",
		"Ngày 3 tháng 1 năm 2024", "3 tháng 1 năm 2024",
		"thứ tư, ngày 03 tháng 01 năm 2024",
		"th\xc6\xb0\xcc\x81 T\xc6\xb0 03/01/2024",
		"03.01.2024", "3.1.2024", "thứ Tư, 3.1.2024", "ngày 3.1.2024",
	};
	static const char *const bad[] = {
		"thứ 03/01/2024", "thứ tám 03/01/2024", "thứ 8 03/01/2024",
		"thứ Tư", "ngày", "", "thứ Tư 03/01", "T8 03/01/2024",
		"thứ Tư 03/01/2024 thứ Tư", "thứ Tư 32/01/2024",
		"thứ Tư 03/01/1899", "thứ Tư 03/01/2024 07:30",
		"ngày 03 tháng 01", "ngày 03 tháng 13 năm 2024",
		"tháng 01 năm 2024", "chủ 07/01/2024", "ngày ngày 03/01/2024",
		"thứ Tư thứ Tư 03/01/2024", "thứ Tư 03/01/2024x",
		"1 2 3 4 5 6 7 8 9 10 11 12 13", "(,,)", "Wed",
	};
	ctxh	*h = handle(CTXH_EN);
	char	 text[11];
	int64_t	 day;
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(fit) / sizeof(fit[0]); i++) {
		if (ctxh_date_parse(h, fit[i], &day) != CTXH_OK)
			fail_msg("%s: %s", fit[i], ctxh_message(h));
		assert_int_equal(ctxh_date_format(day, text), CTXH_OK);
		assert_string_equal(text, "2024-01-03");
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (ctxh_date_parse(h, bad[i], &day) != CTXH_EUSAGE)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(day, 0);
	}
	ctxh_close(h);
}

static void
wrong_weekdays_are_questioned(void **state)
{
	static const struct { const char *in, *message; } rows[] = {
		{ "thứ Tư, 03/01/2023", "03/01/2023 là thứ Ba, không phải thứ "
		    "Tư; ý là ngày 04/01/2023, hay 03/01/2024 nếu nhầm năm?" },
		{ "CN 06/01/2024", "06/01/2024 là thứ Bảy, không phải Chủ "
		    "nhật; ý là ngày 07/01/2024?" },
		{ "thứ Sáu ngày 25 tháng 01 năm 2025", "25/01/2025 là thứ "
		    "Bảy, không phải thứ Sáu; ý là ngày 24/01/2025?" },
		{ "25/03/2025 (thứ Sáu)", "25/03/2025 là thứ Ba, không phải "
		    "thứ Sáu; ý là ngày 28/03/2025, hay 25/04/2025 nếu nhầm "
		    "tháng?" },
		{ "thứ Hai 29/02/2024", "29/02/2024 là thứ Năm, không phải "
		    "thứ Hai; ý là ngày 26/02/2024, hay 29/01/2024 nếu nhầm "
		    "tháng?" },
	};
	ctxh	*h = handle(CTXH_VI);
	int64_t	 day, t;
	size_t	 i;
	int	 timed;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		day = 7;
		assert_int_equal(ctxh_date_parse(h, rows[i].in, &day),
		    CTXH_EUSAGE);
		assert_int_equal(day, 0);
		assert_string_equal(ctxh_message(h), rows[i].message);
		t = timed = 7;
		assert_int_equal(ctxh_time_parse(h, rows[i].in, &t, &timed),
		    CTXH_EUSAGE);
		assert_int_equal(t, 0);
		assert_int_equal(timed, 0);
		assert_string_equal(ctxh_message(h), rows[i].message);
	}
	ctxh_close(h);
}

/* 1990 to 2040, each day with each of the seven names. */
static void
every_day_has_one_weekday(void **state)
{
	static const char *const names[] = { "thứ Hai", "thứ Ba", "thứ Tư",
	    "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật" };
	ctxh	*h = handle(CTXH_EN);
	int64_t	 day, first, last, back;
	size_t	 i;
	int	 rc;
	char	 date[11], text[64];

	(void)state;
	/* 1 January 1990 was a Monday. */
	assert_int_equal(ctxh_date_parse(h, "1990-01-01", &first), CTXH_OK);
	assert_int_equal(ctxh_date_parse(h, "2040-12-31", &last), CTXH_OK);
	for (day = first; day <= last; day++) {
		assert_int_equal(ctxh_date_format(day, date), CTXH_OK);
		for (i = 0; i < 7; i++) {
			(void)snprintf(text, sizeof(text), "%s, %s",
			    names[i], date);
			rc = ctxh_date_parse(h, text, &back);
			if ((size_t)(day - first) % 7 == i)
				assert_true(rc == CTXH_OK && back == day);
			else
				assert_true(rc == CTXH_EUSAGE && back == 0);
		}
	}
	ctxh_close(h);
}

static void
moments_are_read(void **state)
{
	static const struct { const char *in, *out; int timed; } rows[] = {
		{ "2025-10-14T08:30:15+07:00", "2025-10-14T08:30:15+07:00", 1 },
		{ "2025-10-14T01:30:15Z", "2025-10-14T08:30:15+07:00", 1 },
		{ "2025-10-14t20:30:15z", "2025-10-15T03:30:15+07:00", 1 },
		{ "2025-12-31T20:30:15-05:30", "2026-01-01T09:00:15+07:00", 1 },
		{ "2025-01-01T00:00:00+14:00", "2024-12-31T17:00:00+07:00", 1 },
		{ "2025-10-14 08:30:15.999", "2025-10-14T08:30:15+07:00", 1 },
		{ "2025-10-14 08:30:15.9Z", "2025-10-14T15:30:15+07:00", 1 },
		{ "2025-10-14 08:30", "2025-10-14T08:30:00+07:00", 1 },
		{ "2025-10-14T08:30", "2025-10-14T08:30:00+07:00", 1 },
		{ "14/10/2025 08:30", "2025-10-14T08:30:00+07:00", 1 },
		{ "4/1/2025 7:05", "2025-01-04T07:05:00+07:00", 1 },
		{ "14-10-2025 23:59:59", "2025-10-14T23:59:59+07:00", 1 },
		{ "14/10/2025", "2025-10-14T00:00:00+07:00", 0 },
		{ "2025-10-14", "2025-10-14T00:00:00+07:00", 0 },
		{ "1950-02-28 23:59:59", "1950-02-28T23:59:59+07:00", 1 },
		{ "thứ Tư, 03/01/2024 7:30", "2024-01-03T07:30:00+07:00", 1 },
		{ "03/01/2024 07:30 (T4)", "2024-01-03T07:30:00+07:00", 1 },
		{ "03/01/2024 (thứ Tư) 07:30", "2024-01-03T07:30:00+07:00", 1 },
		{ "ngày 03 tháng 01 năm 2024", "2024-01-03T00:00:00+07:00", 0 },
		/* The weekday is the local one. */
		{ "Wed 2024-01-02T20:30:00Z", "2024-01-03T03:30:00+07:00", 1 },
	};
	ctxh	*h = handle(CTXH_EN);
	char	 text[26];
	int64_t	 t;
	size_t	 i;
	int	 timed;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(ctxh_time_parse(h, rows[i].in, &t, &timed),
		    CTXH_OK);
		assert_int_equal(timed, rows[i].timed);
		assert_int_equal(ctxh_time_format(t, text), CTXH_OK);
		assert_string_equal(text, rows[i].out);
	}
	assert_int_equal(ctxh_time_parse(h, "1970-01-01T00:00:00Z", &t, NULL),
	    CTXH_OK);
	assert_int_equal(t, 0);
	assert_int_equal(ctxh_time_format(INT64_MAX, text), CTXH_EUSAGE);
	assert_int_equal(ctxh_time_format(INT64_MIN, text), CTXH_EUSAGE);
	assert_string_equal(text, "");
	ctxh_close(h);
}

static void
wrong_moments_are_refused(void **state)
{
	static const char *const bad[] = {
		"2025-10-14 24:00", "2025-10-14 08:60", "2025-10-14 08:30:60",
		"2025-02-30 08:30", "14/10/2025 08:30Z",
		"14/10/2025 08:30+07:00", "2025-10-14T08:30:15+0700",
		"2025-10-14T08:30:15+24:00", "2025-10-14T08:30:15+07:60",
		"2025-10-14T", "2025-10-14 ", "2025-10-14 08", "2025-10-14 8:3",
		"2025-10-14 08:30:", "2025-10-14 08:30:15.",
		"2025-10-14 08:30:15 ", "2025-10-14  08:30", "08:30",
		"2025-10-14+07:00", "14/10/2025 h30", "14/10/2025 8h3",
		"14/10/2025 24h", "14/10/2025 8h60", "14/10/2025 8h30h",
		"14/10/2025 8h30 9h", "2025-10-14T08h30", "10/14/2025 08:30", "",
		"1900-01-01T00:00:00+14:00", "2199-12-31T23:00:00-05:00"
	};
	ctxh	*h = handle(CTXH_EN);
	int64_t	 t;
	size_t	 i;
	int	 timed;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		t = timed = 7;
		assert_int_equal(ctxh_time_parse(h, bad[i], &t, &timed),
		    CTXH_EUSAGE);
		assert_int_equal(t, 0);
		assert_int_equal(timed, 0);
	}
	(void)ctxh_time_parse(h, "2025-10-14 24:00", &t, NULL);
	assert_string_equal(ctxh_message(h),
	    "no such date or time: \"2025-10-14 24:00\"");
	(void)ctxh_time_parse(h, "08h30", &t, NULL);
	assert_string_equal(ctxh_message(h),
	    "not a time: \"08h30\"; write dd/mm/yyyy hh:mm");
	ctxh_close(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fold_takes_accents_off),
		cmocka_unit_test(fold_knows_all_vowels),
		cmocka_unit_test(fold_makes_one_blank_of_the_rest),
		cmocka_unit_test(tidy_trims_and_composes),
		cmocka_unit_test(tidy_at_a_glance),
		cmocka_unit_test(bad_utf8_is_refused),
		cmocka_unit_test(names_in_capitals_get_small_letters),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(every_day_comes_back),
		cmocka_unit_test(wrong_dates_are_refused),
		cmocka_unit_test(weekdays_are_read),
		cmocka_unit_test(wrong_weekdays_are_questioned),
		cmocka_unit_test(every_day_has_one_weekday),
		cmocka_unit_test(moments_are_read),
		cmocka_unit_test(wrong_moments_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
