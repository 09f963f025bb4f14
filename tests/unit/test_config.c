/*
 * Settings and numbers of documents through the library alone: two handles on
 * one store, one of which sets what the other reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ctxh.h"

static struct {
	char	 dir[32], path[64];
	int64_t	 now;
	char	*key;
	ctxh	*h, *other;
} w;

static int64_t
now(void *ctx)
{
	(void)ctx;
	return w.now;
}

static ctxh *
new_handle(void)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN, .now = now };
	ctxh *h = NULL;

	assert_int_equal(ctxh_new(&opt, &h), CTXH_OK);
	return h;
}

static void
good(ctxh *h, int rc)
{
	if (rc != CTXH_OK)
		fail_msg("%d: %s", rc, ctxh_message(h));
}

static ctxh_value *
parse(const char *json)
{
	ctxh_value *v;

	good(w.h, ctxh_value_parse(w.h, json, strlen(json), &v));
	return v;
}

static int
setup(void **state)
{
	ctxh_value	*school;
	char		*pub, *sheet;
	int64_t		 t;

	(void)state;
	strcpy(w.dir, "/tmp/ctxh-config-XXXXXX");
	assert_non_null(mkdtemp(w.dir));
	snprintf(w.path, sizeof(w.path), "%s/ctxh.db", w.dir);
	w.h = new_handle();
	good(w.h, ctxh_time_parse(w.h, "2026-03-02 08:00", &t, NULL));
	w.now = t;
	school = parse("{\"name\":\"TH A\",\"code\":\"1\",\"levels\":"
	    "[\"tieu-hoc\"],\"year\":\"2025-2026\"}");
	good(w.h, ctxh_key_make(w.h, "hoa", NULL, &w.key, &pub));
	good(w.h, ctxh_create(w.h, w.path, school, w.key, NULL, "Hoa",
	    &sheet));
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	ctxh_value_free(school);
	w.other = new_handle();
	good(w.other, ctxh_open(w.other, w.path, CTXH_READ));
	good(w.other, ctxh_unlock(w.other, w.key, NULL));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	ctxh_close(w.other);
	ctxh_close(w.h);
	ctxh_text_free(w.key);
	unlink(w.path);
	return rmdir(w.dir);
}

static const char *
text(const ctxh_value *v, const char *key)
{
	const char *s = ctxh_value_str(ctxh_value_get(v, key));

	return s != NULL ? s : "-";
}

/* The value that the other handle reads. */
static void
expect(const char *key, const char *year, const char *value,
    const char *origin)
{
	ctxh_value *v;

	good(w.other, ctxh_config_get(w.other, key, year, &v));
	assert_string_equal(text(v, "value"), value);
	assert_string_equal(text(v, "origin"), origin);
	ctxh_value_free(v);
}

static int
set(const char *key, const char *year, const char *value, unsigned flags)
{
	ctxh_value	*v = ctxh_value_text(value), *out = (void *)&w;
	int		 rc;

	rc = ctxh_config_set(w.h, key, year, value != NULL ? v : NULL, flags,
	    &out);
	assert_true((rc == CTXH_OK) == (out != NULL));
	ctxh_value_free(v);
	ctxh_value_free(out);
	return rc;
}

/* In the other handle's list. */
static void
expect_listed(const char *key, const char *value)
{
	const ctxh_value	*k;
	ctxh_value		*list;

	good(w.other, ctxh_config_list(w.other, &list));
	for (k = ctxh_value_first(list); k != NULL; k = ctxh_value_next(k))
		if (strcmp(text(k, "key"), key) == 0)
			assert_string_equal(text(k, "value"), value);
	ctxh_value_free(list);
}

static void
another_handle_reads_what_was_set(void **state)
{
	(void)state;
	expect("hk1_end", NULL, "2026-01-18", "default");
	good(w.h, set("terms.2025.hk1_end", NULL, "thứ Sáu, 16/01/2026", 0));
	expect("hk1_end", NULL, "2026-01-16", "store");
	expect("terms.hk1_end", "2025-2026", "2026-01-16", "store");
	expect("hk1_end", "2024", "2025-01-18", "default");
	good(w.h, set("hk1_end", NULL, "15/01/2026", CTXH_DRY_RUN));
	expect("hk1_end", NULL, "2026-01-16", "store");
	good(w.h, set("hk1_end", "2025", NULL, 0));
	expect("hk1_end", NULL, "2026-01-18", "default");
	expect_listed("school.upper", "-");
	good(w.h, set("school.upper", NULL, "UBND xã A", 0));
	expect_listed("school.upper", "UBND xã A");
	expect("school.name", NULL, "TH A", "init");
	expect("school.place", NULL, "-", "-");
}

static void
what_is_none_is_refused(void **state)
{
	static const struct { const char *key, *year, *value; } bad[] = {
		{ "", NULL, "x" }, { "xyz", NULL, "x" },
		{ "terms", NULL, "x" }, { "terms.2025-2026", NULL, "x" },
		{ "terms.2025-2027.hk1_end", NULL, "16/01/2026" },
		{ "terms.YEAR.hk1_end", NULL, "16/01/2026" },
		{ "terms..hk1_end", NULL, "16/01/2026" },
		{ "school.place", "2025", "x" }, { "hk1_end", "x", "x" },
		{ "hk1_end", "2025", "" }, { "hk1_end", "2025", "16/01" },
		{ "hk1_end", "2025", "04/09/2025" },
		{ "hk1_end", "2025", "31/05/2026" },
		{ "hk1_end", "2025", "thứ Tư 16/01/2026" },
		{ "school.place", NULL, "" }, { "school.place", NULL, " \n " },
		{ "school.levels", NULL, "THCS" },
		{ "office_hours", NULL, "8-17" },
		{ "summer_duty", NULL, "Nguyễn Văn A" },
	};
	static const char *const lists[] = { "[]", "[1]", "{}", "3",
	    "[\"tieu-hoc\",null]", "null", "true" };
	ctxh_value	*v, *out;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (set(bad[i].key, bad[i].year, bad[i].value, 0) !=
		    CTXH_EUSAGE)
			fail_msg("taken: %s %s", bad[i].key, bad[i].value);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		v = parse(lists[i]);
		assert_int_equal(ctxh_config_set(w.h, "school.levels", NULL, v,
		    0, &out), CTXH_EUSAGE);
		assert_null(out);
		ctxh_value_free(v);
	}
	v = parse("[\"a\",\"b\"]");
	assert_int_equal(ctxh_config_set(w.h, "school.place", NULL, v, 0,
	    &out), CTXH_EUSAGE);
	assert_string_equal(ctxh_message(w.h),
	    "\"school.place\" takes one text");
	ctxh_value_free(v);
	expect("school.place", NULL, "-", "-");
}

/* What a list of keys says is what can be asked for. */
static void
every_key_is_known(void **state)
{
	ctxh_value		*keys, *list, *v;
	const ctxh_value	*k;
	ctxh			*h = new_handle();
	size_t			 n = 0;

	(void)state;
	good(h, ctxh_config_keys(h, &keys));
	good(w.other, ctxh_config_list(w.other, &list));
	for (k = ctxh_value_first(list); k != NULL; k = ctxh_value_next(k)) {
		good(w.other, ctxh_config_get(w.other, text(k, "key"), NULL,
		    &v));
		assert_string_equal(text(v, "key"), text(k, "key"));
		assert_string_equal(text(v, "type"), text(k, "type"));
		assert_string_not_equal(text(k, "label"), "-");
		ctxh_value_free(v);
		n++;
	}
	assert_int_equal(n, ctxh_value_count(keys));
	ctxh_value_free(keys);
	ctxh_value_free(list);
	/* Without a store there is nothing to be read. */
	assert_int_equal(ctxh_config_list(h, &list), CTXH_EKEY);
	assert_null(list);
	assert_int_equal(ctxh_config_get(h, "hk1_end", NULL, &v), CTXH_EKEY);
	assert_null(v);
	assert_int_equal(ctxh_numbers(h, 2026, &v), CTXH_EKEY);
	assert_null(v);
	ctxh_close(h);
}

static void
refer(const char *case_no, const char *number, const char *date,
    const char *codes)
{
	char			 json[512], got[128] = "";
	ctxh_value		*fields, *out;
	const ctxh_value	*v;

	(void)snprintf(json, sizeof(json), "{\"agency\":\"ubnd-xa\",\"kind\":"
	    "\"chuyen-gui\",\"method\":\"cong-van\",\"basis\":\"khan-cap\","
	    "\"reason\":\"x\",\"letter_no\":\"%s\",\"letter_date\":\"%s\","
	    "\"sent_at\":\"%s 09:00\"}", number, date, date);
	fields = parse(json);
	good(w.h, ctxh_record(w.h, "refer", case_no, fields, 0, &out));
	for (v = ctxh_value_first(ctxh_value_get(out, "notices")); v != NULL;
	    v = ctxh_value_next(v))
		if (strncmp(text(v, "code"), "number-", 7) == 0)
			strcat(strcat(got, text(v, "code") + 7), " ");
	assert_string_equal(got, codes);
	ctxh_value_free(out);
	ctxh_value_free(fields);
}

static void
numbers_are_looked_at(void **state)
{
	ctxh_value		*fields, *out;
	const ctxh_value	*v;
	char			*no, codes[128] = "";

	(void)state;
	fields = parse("{\"via\":\"truc-tiep\",\"source\":\"gvcn\","
	    "\"category\":\"khac\",\"condition\":\"x\",\"initial_need\":"
	    "[\"chua-ro\"],\"students\":[{\"origin\":\"khong-ro\"}],"
	    "\"received_at\":\"2025-12-01 08:00\"}");
	good(w.h, ctxh_record(w.h, "intake", NULL, fields, 0, &out));
	no = strdup(text(out, "case"));
	ctxh_value_free(fields);
	ctxh_value_free(out);
	good(w.other, ctxh_numbers(w.other, 0, &out));
	assert_int_equal(ctxh_value_kind(ctxh_value_get(out, "year")),
	    CTXH_NULL);
	ctxh_value_free(out);
	refer(no, "09/TH-TVHĐ", "31/12/2025", "");
	refer(no, "01/TH-TVHĐ", "02/01/2026", "");
	refer(no, "2/TH-TVHĐ", "05/01/2026", "zero ");
	refer(no, "SỐ 02 / th-tvhđ", "06/01/2026", "again ");
	refer(no, "05/TH-TVHĐ", "04/01/2026", "order ");
	refer(no, "Số TH", "04/01/2026", "form ");
	refer(no, "0000000001234567", "04/01/2026", "form ");
	good(w.other, ctxh_numbers(w.other, 0, &out));
	assert_int_equal(ctxh_value_num(ctxh_value_get(out, "year")), 2026);
	assert_int_equal(ctxh_value_count(ctxh_value_get(out, "numbers")), 6);
	for (v = ctxh_value_first(ctxh_value_get(out, "problems")); v != NULL;
	    v = ctxh_value_next(v))
		strcat(strcat(codes, text(v, "code")), " ");
	assert_string_equal(codes, "double gap order ");
	ctxh_value_free(out);
	assert_int_equal(ctxh_numbers(w.other, 12, &out), CTXH_EUSAGE);
	assert_null(out);
	free(no);
}

/* The case goes by a rule set that the other handle has not read yet. */
static void
another_handle_knows_a_new_rule_set(void **state)
{
	static const char	 rules[] = "{\"format\":1,\"id\":\"truong\","
	    "\"extends\":\"tt18-2025\",\"title\":{\"vi\":\"Quy chế\","
	    "\"en\":\"Rules\"},\"basis\":\"Quy chế\",\"valid_from\":"
	    "\"2026-01-05\",\"deadlines\":[{\"id\":\"approve\",\"length\":"
	    "{\"working_days\":2}}]}";
	struct ctxh_report_options opt = {
	    .version = CTXH_REPORT_VERSION, .year = "2025", .term = "1" };
	ctxh_value		*fields, *out, *shown;

	(void)state;
	good(w.other, ctxh_rules_list(w.other, &out));
	ctxh_value_free(out);
	good(w.h, ctxh_rules_import(w.h, rules, strlen(rules), "x.json", 0,
	    &out));
	ctxh_value_free(out);
	fields = parse("{\"via\":\"truc-tiep\",\"source\":\"gvcn\","
	    "\"category\":\"khac\",\"condition\":\"x\",\"initial_need\":"
	    "[\"chua-ro\"],\"students\":[{\"origin\":\"khong-ro\"}],"
	    "\"received_at\":\"2026-02-02 08:00\"}");
	good(w.h, ctxh_record(w.h, "intake", NULL, fields, 0, &out));
	good(w.other, ctxh_case_show(w.other, text(out, "case"), 0, &shown));
	assert_string_equal(text(shown, "rules"), "truong");
	ctxh_value_free(shown);
	ctxh_value_free(out);
	ctxh_value_free(fields);
	good(w.h, set("hk1_end", "2025", "12/01/2026", 0));
	good(w.other, ctxh_report(w.other, &opt, &out));
	assert_string_equal(text(ctxh_value_get(out, "period"), "to"),
	    "2026-01-12");
	ctxh_value_free(out);
}

/* What one handle takes back, both of them know. */
static void
both_handles_see_an_undo(void **state)
{
	ctxh_value	*v;
	int64_t		 op;

	(void)state;
	assert_int_equal(set("school.place", NULL, "A", 0), CTXH_OK);
	assert_int_equal(set("school.place", NULL, "B", 0), CTXH_OK);
	good(w.h, ctxh_undo(w.h, 0, CTXH_DRY_RUN, &v));
	assert_true(ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NULL);
	ctxh_value_free(v);
	expect("school.place", NULL, "B", "store");
	good(w.h, ctxh_undo(w.h, 0, 0, &v));
	op = (int64_t)ctxh_value_num(ctxh_value_get(v, "op"));
	assert_int_equal(ctxh_value_num(ctxh_value_get(v, "undone")), op - 1);
	assert_false(ctxh_value_is_true(ctxh_value_get(v, "again")));
	ctxh_value_free(v);
	expect("school.place", NULL, "A", "store");
	good(w.h, ctxh_config_get(w.h, "school.place", NULL, &v));
	assert_string_equal(text(v, "value"), "A");
	ctxh_value_free(v);
	assert_int_equal(ctxh_undo(w.h, op - 2, 0, &v), CTXH_OK);
	ctxh_value_free(v);
	assert_int_equal(ctxh_undo(w.h, op, 0, &v), CTXH_ERULE);
	assert_null(v);
	assert_int_equal(ctxh_value_num(ctxh_value_get(ctxh_where(w.h),
	    "op")), op + 1);
	assert_int_equal(ctxh_undo(w.h, INT64_MAX, 0, &v), CTXH_ENOTFOUND);
	assert_int_equal(ctxh_undo(w.h, -1, 0, &v), CTXH_ENOTFOUND);
	assert_int_equal(ctxh_undo(w.other, op + 1, 0, &v), CTXH_OK);
	ctxh_value_free(v);
	expect("school.place", NULL, "A", "store");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_handle_reads_what_was_set),
		cmocka_unit_test(what_is_none_is_refused),
		cmocka_unit_test(every_key_is_known),
		cmocka_unit_test(numbers_are_looked_at),
		cmocka_unit_test(another_handle_knows_a_new_rule_set),
		cmocka_unit_test(both_handles_see_an_undo),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
