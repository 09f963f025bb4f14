/* JSON in, CSV cells out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctxh.h"

static int
setup(void **state)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };

	return ctxh_new(&opt, (ctxh **)state) == CTXH_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	ctxh_close(*state);
	return 0;
}

static char *
repeat(const char *s, size_t times)
{
	size_t	 n = strlen(s), i;
	char	*out = malloc(n * times + 1);

	assert_non_null(out);
	for (i = 0; i < times; i++)
		memcpy(out + i * n, s, n);
	out[n * times] = '\0';
	return out;
}

static void
accepts(ctxh *h, const char *text, const char *printed)
{
	ctxh_value *v;
	char *s;

	assert_int_equal(ctxh_value_parse(h, text, strlen(text), &v), CTXH_OK);
	assert_non_null(s = ctxh_value_print(v, 0));
	assert_string_equal(s, printed);
	free(s);
	ctxh_value_free(v);
}

static void
refuses(ctxh *h, const char *text, size_t len, int line, int column,
    const char *message)
{
	ctxh_value *v;
	const ctxh_value *where;

	assert_int_equal(ctxh_value_parse(h, text, len, &v), CTXH_EUSAGE);
	assert_null(v);
	assert_int_equal(ctxh_status(h), CTXH_EUSAGE);
	if (strstr(ctxh_message(h), message) == NULL)
		fail_msg("\"%s\" says \"%s\"", text, ctxh_message(h));
	where = ctxh_where(h);
	assert_int_equal(ctxh_value_num(ctxh_value_get(where, "line")), line);
	assert_int_equal(ctxh_value_num(ctxh_value_get(where, "column")),
	    column);
}

static void
test_json_accepts(void **state)
{
	static const struct { const char *text, *printed; } t[] = {
		{ " null ", "null" },
		{ "[1, -2.5, 3e2, 0, -0.25]", "[1,-2.5,300,0,-0.25]" },
		{ "{\"a\":{\"A\":true}, \"A\" : []\r\n}",
		    "{\"a\":{\"A\":true},\"A\":[]}" },
		{ "\"\\u1ea1\\ud83d\\ude00\\t\\/\"", "\"ạ😀\\t/\"" },
		{ "\"Nguyễn Thị Ánh\"", "\"Nguyễn Thị Ánh\"" },
		{ "123456789012", "123456789012" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		accepts(*state, t[i].text, t[i].printed);
}

static void
test_json_refuses(void **state)
{
	static const struct {
		const char	*text;
		int		 line, column;
		const char	*message;
	} t[] = {
		{ "", 1, 1, "ends too early" },
		{ "{\"a\":1} x", 1, 9, "behind the value" },
		{ "[1,\n 2,\n ]", 3, 2, "unexpected" },
		{ "{\"ộ\": tru}", 1, 10, "unexpected" },
		{ "{'a':1}", 1, 2, "unexpected" },
		{ "\xef\xbb\xbf{}", 1, 1, "byte order mark" },
		{ "\"ab\xc3(\"", 1, 4, "not UTF-8" },
		{ "\"a\\u0000\"", 1, 3, "NUL" },
		{ "\"\\ud83d\"", 1, 2, "surrogate" },
		{ "\"\\ude00\"", 1, 2, "surrogate" },
		{ "\"\\x\"", 1, 2, "escape" },
		{ "\"a\tb\"", 1, 3, "control character" },
		{ "\"abc", 1, 5, "ends too early" },
		{ "[1e999]", 1, 2, "too large" },
		{ "01", 1, 2, "behind the value" },
		{ "1.", 1, 3, "ends too early" },
		{ "+1", 1, 1, "unexpected" },
		{ "NaN", 1, 1, "unexpected" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		refuses(*state, t[i].text, strlen(t[i].text), t[i].line,
		    t[i].column, t[i].message);
	refuses(*state, "{}\0", 3, 1, 3, "NUL byte");
}

static void
test_json_duplicate_keys(void **state)
{
	ctxh		*h = *state;
	const char	*text = "[{\"a\":1,\n\"A\":2,\"\\u0061\":3}]";
	ctxh_value	*v;
	char		 many[2048] = "{";
	size_t		 i;

	refuses(h, text, strlen(text), 2, 7, "key \"a\" stands twice");
	assert_string_equal(ctxh_value_str(ctxh_value_get(ctxh_where(h),
	    "key")), "a");
	for (i = 0; i < 90; i++)
		(void)snprintf(many + strlen(many), 24, "\"k%zu\":0,", i);
	(void)snprintf(many + strlen(many), 24, "\"last\":0}");
	assert_int_equal(ctxh_value_parse(h, many, strlen(many), &v), CTXH_OK);
	assert_int_equal(ctxh_value_count(v), 91);
	ctxh_value_free(v);
	(void)snprintf(many + strlen(many) - 1, 24, ",\"k7\":0}");
	refuses(h, many, strlen(many), 1,
	    (int)(strrchr(many, ',') - many) + 2, "key \"k7\" stands twice");
}

static void
test_json_bounds(void **state)
{
	ctxh		*h = *state;
	ctxh_value	*v;
	char		*text;
	size_t		 mib = (size_t)1 << 20;

	text = repeat("[", 65);
	refuses(h, text, 65, 1, 65, "64 levels");
	free(text);
	text = repeat("[", 128);
	memset(text + 64, ']', 64);
	assert_int_equal(ctxh_value_parse(h, text, 128, &v), CTXH_OK);
	ctxh_value_free(v);
	free(text);
	text = repeat("x", mib + 3);
	text[0] = text[mib + 2] = '"';
	refuses(h, text, mib + 3, 1, 1, "1 MiB");
	text[mib + 1] = '"';
	assert_int_equal(ctxh_value_parse(h, text, mib + 2, &v), CTXH_OK);
	ctxh_value_free(v);
	free(text);
	text = repeat(" ", 16 * mib + 1);
	refuses(h, text, 16 * mib + 1, 1, 1, "16 MiB");
	free(text);
}

static void
test_json_in_vietnamese(void **state)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION };
	ctxh_value	*v;
	ctxh		*h;

	(void)state;
	assert_int_equal(ctxh_new(&opt, &h), CTXH_OK);
	assert_int_equal(ctxh_value_parse(h, "[1", 2, &v), CTXH_EUSAGE);
	assert_string_equal(ctxh_message(h), "JSON không hợp lệ ở dòng 1, "
	    "cột 3: văn bản kết thúc giữa chừng");
	ctxh_close(h);
}

static void
test_csv_cell(void **state)
{
	static const struct { const char *text; int sep; const char *cell; }
	t[] = {
		{ "", ',', "" },
		{ "Nguyễn Văn A", ',', "Nguyễn Văn A" },
		{ "a,b", ',', "\"a,b\"" },
		{ "a,b", ';', "a,b" },
		{ "a;b", ';', "\"a;b\"" },
		{ "a\tb", '\t', "\"a\tb\"" },
		{ "say \"x\"", ',', "\"say \"\"x\"\"\"" },
		{ "two\r\nlines", ',', "\"two\r\nlines\"" },
		{ " a", ',', "\" a\"" },
		{ "a ", ',', "\"a \"" },
		{ "=1+1", ',', "'=1+1" },
		{ "=cmd|\"x\"", ',', "\"'=cmd|\"\"x\"\"\"" },
		{ "+84", ',', "'+84" },
		{ "-5", ',', "'-5" },
		{ "@x", ',', "'@x" },
		{ "\tx", ',', "\"'\tx\"" },
		{ "\rx", ',', "\"'\rx\"" },
		{ "'=x", ',', "''=x" },
		{ "''=x", ',', "'''=x" },
		{ "'x", ',', "'x" },
		{ "a=b", ',', "a=b" },
		{ "sep=;", ',', "\"sep=;\"" },
	};
	size_t	 i;
	char	*out;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_int_equal(ctxh_csv_cell(t[i].text, t[i].sep, &out),
		    CTXH_OK);
		assert_string_equal(out, t[i].cell);
		free(out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_json_accepts, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_json_refuses, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_json_duplicate_keys,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(test_json_bounds, setup,
		    teardown),
		cmocka_unit_test(test_json_in_vietnamese),
		cmocka_unit_test(test_csv_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
