/* Recording through the library: what a refused line of a batch leaves. */
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
#include "text.h"

#define CASE "\"case\":\"VV-2025-0001\""

static const char decided[] =
    "{\"form\":\"intake\",\"label\":\"a\",\"received_at\":\"2025-09-08T08:00\","
    "\"via\":\"truc-tiep\",\"source\":\"gvcn\",\"category\":\"khung-hoang\","
    "\"students\":[{\"origin\":\"khong-ro\"}],\"condition\":\"x\","
    "\"initial_need\":[\"chua-ro\"]}\n"
    "{\"form\":\"assess\",\"case\":\"@a\",\"assessed_at\":\"2025-09-09T08:00\","
    "\"consulted\":[\"nguoi-hoc\"],\"harm_level\":\"thap\","
    "\"harm_continues\":\"thap\",\"harm_access\":\"thap\","
    "\"harm_obstacles\":\"thap\",\"protect_self\":\"cao\","
    "\"protect_reach\":\"cao\",\"protect_tell\":\"cao\","
    "\"protect_watched\":\"cao\",\"needs\":[\"tam-ly\"],\"level\":\"thap\","
    "\"route\":\"tai-truong\"}\n"
    "{\"form\":\"plan\",\"case\":\"@a\",\"submitted_at\":\"2025-09-10T08:00\","
    "\"needs\":[\"tam-ly\"],\"goals\":[\"x\"],\"activities\":[{"
    "\"what\":\"x\",\"who\":\"y\",\"from\":\"2025-09-11\","
    "\"to\":\"2025-10-22\"}]}\n"
    "{\"form\":\"decision\",\"case\":\"@a\",\"decided_at\":\"2025-09-11T08:00\","
    "\"verdict\":\"approved\",\"signed_by\":\"HT\",\"on_paper\":\"1\"}\n";

struct world {
	ctxh	*h;
	char	 dir[32], path[64], *key;
};

/* The status; *out is what the batch gave, and the caller's. */
static int
batch(ctxh *h, const char *form, const char *lines, unsigned flags,
    ctxh_value **out)
{
	struct text t = { lines, strlen(lines) };

	return ctxh_record_batch(h, form, read_text, &t, flags, out);
}

static int
setup(void **state)
{
	static const char school[] = "{\"name\":\"TH A\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"],\"year\":\"2025-2026\"}";
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION };
	struct world	*w = calloc(1, sizeof(*w));
	ctxh_value	*v = NULL;
	char		*pub = NULL, *sheet = NULL;

	assert_non_null(w);
	*state = w;
	strcpy(w->dir, "/tmp/ctxh-record-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/ctxh.db", w->dir);
	assert_int_equal(ctxh_new(&opt, &w->h), CTXH_OK);
	assert_int_equal(ctxh_value_parse(w->h, school, sizeof(school) - 1, &v),
	    CTXH_OK);
	assert_int_equal(ctxh_key_make(w->h, "lan", NULL, &w->key, &pub),
	    CTXH_OK);
	assert_int_equal(ctxh_create(w->h, w->path, v, w->key, NULL, "Lan",
	    &sheet), CTXH_OK);
	ctxh_value_free(v);
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	assert_int_equal(batch(w->h, NULL, decided, 0, &v), CTXH_OK);
	ctxh_value_free(v);
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	ctxh_text_free(w->key);
	ctxh_close(w->h);
	unlink(w->path);
	rmdir(w->dir);
	free(w);
	return 0;
}

static double
number(const ctxh_value *v, const char *key)
{
	return ctxh_value_num(ctxh_value_get(v, key));
}

/* Of two amended plans the first would come behind its decision.  It leaves
 * the plan that it was to replace in its place, for the second to replace. */
static void
test_refused_amendment(void **state)
{
	static const char lines[] =
	    "{" CASE ",\"submitted_at\":\"2025-09-12T08:00\"}\n"
	    "{" CASE ",\"goals\":[\"khỏe\"]}\n";
	struct world	*w = *state;
	ctxh_value	*out = NULL;

	assert_int_equal(batch(w->h, "plan", lines, CTXH_AMEND |
	    CTXH_KEEP_GOING, &out), CTXH_EPARTLY);
	assert_int_equal((int)number(out, "recorded"), 1);
	assert_int_equal((int)number(out, "rejected"), 1);
	assert_int_equal((int)number(ctxh_value_first(ctxh_value_get(out,
	    "errors")), "line"), 1);
	ctxh_value_free(out);
	assert_int_equal(ctxh_fsck(w->h, NULL, 0, &out), CTXH_OK);
	ctxh_value_free(out);
}

/* A refused document is not there for the lines behind it. */
static void
test_refused_document(void **state)
{
	static const char lines[] =
	    "{\"form\":\"close\"," CASE ",\"closed_on\":\"2025-09-20T08:00\"}\n"
	    "{\"form\":\"progress\"," CASE ",\"done_at\":\"2025-09-20T09:00\","
	    "\"status\":\"dang-lam\"}\n";
	struct world	*w = *state;
	ctxh_value	*out = NULL;

	assert_int_equal(batch(w->h, NULL, lines, CTXH_KEEP_GOING, &out),
	    CTXH_EPARTLY);
	assert_int_equal((int)number(out, "recorded"), 1);
	assert_int_equal((int)number(ctxh_value_first(ctxh_value_get(out,
	    "errors")), "line"), 1);
	ctxh_value_free(out);
	assert_int_equal(ctxh_fsck(w->h, NULL, 0, &out), CTXH_OK);
	ctxh_value_free(out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refused_amendment, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_refused_document, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
