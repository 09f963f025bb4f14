/* The school's calendar through the library: a day that one handle takes in
 * is there for another that has read the calendar before. */
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

static const char intake[] =
    "{\"received_at\":\"2025-09-08T08:00\",\"via\":\"truc-tiep\","
    "\"source\":\"gvcn\",\"category\":\"xam-hai\",\"condition\":\"x\","
    "\"students\":[{\"origin\":\"khong-ro\"}],"
    "\"initial_need\":[\"chua-ro\"]}";
static const char day[] =
    "{\"date\":\"09/09/2025\",\"kind\":\"off\",\"name\":\"Bão\"}";

struct world {
	ctxh	*h, *other;
	char	 dir[32], path[64], *key;
};

static int
setup(void **state)
{
	static const char school[] = "{\"name\":\"TH A\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"],\"year\":\"2025-2026\"}";
	struct world	*w = calloc(1, sizeof(*w));
	ctxh_value	*v = NULL;
	char		*pub = NULL, *sheet = NULL;

	assert_non_null(w);
	*state = w;
	strcpy(w->dir, "/tmp/ctxh-calendar-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/ctxh.db", w->dir);
	assert_int_equal(ctxh_new(NULL, &w->h), CTXH_OK);
	assert_int_equal(ctxh_value_parse(w->h, school, sizeof(school) - 1, &v),
	    CTXH_OK);
	assert_int_equal(ctxh_key_make(w->h, "lan", NULL, &w->key, &pub),
	    CTXH_OK);
	assert_int_equal(ctxh_create(w->h, w->path, v, w->key, NULL, "Lan",
	    &sheet), CTXH_OK);
	ctxh_value_free(v);
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	assert_int_equal(ctxh_new(NULL, &w->other), CTXH_OK);
	assert_int_equal(ctxh_open(w->other, w->path, CTXH_WRITE), CTXH_OK);
	assert_int_equal(ctxh_unlock(w->other, w->key, NULL), CTXH_OK);
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	ctxh_text_free(w->key);
	ctxh_close(w->other);
	ctxh_close(w->h);
	unlink(w->path);
	rmdir(w->dir);
	free(w);
	return 0;
}

static ctxh_value *
parse(ctxh *h, const char *json)
{
	ctxh_value *v;

	assert_int_equal(ctxh_value_parse(h, json, strlen(json), &v), CTXH_OK);
	return v;
}

/* How many days September 2025 has beside the ordinary ones. */
static size_t
days(ctxh *h)
{
	ctxh_value	*v;
	int64_t		 from, to;
	size_t		 n;

	assert_int_equal(ctxh_date_parse(h, "01/09/2025", &from), CTXH_OK);
	assert_int_equal(ctxh_date_parse(h, "30/09/2025", &to), CTXH_OK);
	assert_int_equal(ctxh_calendar_days(h, from, to, &v), CTXH_OK);
	n = ctxh_value_count(ctxh_value_get(v, "days"));
	ctxh_value_free(v);
	return n;
}

/* When the letter of a case taken in now is due. */
static void
due_is(ctxh *h, const char *want)
{
	ctxh_value	*fields = parse(h, intake), *v = NULL;
	const ctxh_value *d;
	const char	*rule;

	assert_int_equal(ctxh_record(h, "intake", NULL, fields, 0, &v),
	    CTXH_OK);
	for (d = ctxh_value_first(ctxh_value_get(v, "deadlines"));
	    d != NULL; d = ctxh_value_next(d)) {
		rule = ctxh_value_str(ctxh_value_get(d, "rule"));
		if (strcmp(rule, "refer") == 0)
			break;
	}
	assert_non_null(d);
	assert_string_equal(ctxh_value_str(ctxh_value_get(d, "due_at")), want);
	ctxh_value_free(fields);
	ctxh_value_free(v);
}

static void
another_handle_sees_the_day(void **state)
{
	struct world	*w = *state;
	ctxh_value	*v = parse(w->h, day), *out = NULL;

	assert_int_equal(days(w->other), 2);
	due_is(w->other, "2025-09-09T14:00:00+07:00");
	assert_int_equal(ctxh_calendar_add(w->h, v, 0, &out), CTXH_OK);
	ctxh_value_free(out);
	due_is(w->other, "2025-09-10T14:00:00+07:00");
	due_is(w->h, "2025-09-10T14:00:00+07:00");
	assert_int_equal(days(w->other), 3);
	assert_int_equal(days(w->h), 3);
	ctxh_value_free(v);
}

static void
bad_calls_are_refused(void **state)
{
	struct world	*w = *state;
	ctxh_value	*v = parse(w->h, "{\"kind\":\"off\"}"), *out = v;

	assert_int_equal(ctxh_calendar_add(w->h, v, 0, &out), CTXH_EUSAGE);
	assert_null(out);
	assert_int_equal(ctxh_calendar_days(w->h, 2, 1, &out), CTXH_EUSAGE);
	assert_int_equal(ctxh_calendar_days(w->h, 0, INT64_MAX, &out),
	    CTXH_EUSAGE);
	assert_int_equal(ctxh_calendar_import(w->h, "", 0, NULL, 0, &out),
	    CTXH_EFAIL);
	assert_non_null(out);
	ctxh_value_free(out);
	assert_int_equal(ctxh_calendar_check(w->h, "a\0b", 3, 0, &out),
	    CTXH_EFAIL);
	ctxh_value_free(out);
	assert_int_equal(ctxh_due_recompute(w->h, "VV-1999-0001", 0, &out),
	    CTXH_ENOTFOUND);
	assert_null(out);
	ctxh_value_free(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(another_handle_sees_the_day,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(bad_calls_are_refused, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
