/*
 * The directory of agencies by the library alone: what a program that keeps
 * its handle open sees of its own changes.
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
#include "text.h"

/* 2025-09-05 08:00 +07:00 */
#define NOW ((int64_t)1757034000)

struct world {
	char	 dir[32], path[64];
	ctxh	*h;
};

static int64_t
fixed_now(void *ctx)
{
	(void)ctx;
	return NOW;
}

static int
setup(void **state)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN, .now = fixed_now };
	static const char school[] = "{\"name\":\"TH A\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"],\"year\":\"2025-2026\"}";
	struct world	*w = calloc(1, sizeof(*w));
	ctxh_value	*v = NULL;
	char		*key = NULL, *pub = NULL, *sheet = NULL;

	assert_non_null(w);
	*state = w;
	strcpy(w->dir, "/tmp/ctxh-agency-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/ctxh.db", w->dir);
	assert_int_equal(ctxh_new(&opt, &w->h), CTXH_OK);
	assert_int_equal(ctxh_value_parse(w->h, school, sizeof(school) - 1, &v),
	    CTXH_OK);
	assert_int_equal(ctxh_key_make(w->h, "lan", NULL, &key, &pub),
	    CTXH_OK);
	assert_int_equal(ctxh_create(w->h, w->path, v, key, NULL, "Lan",
	    &sheet), CTXH_OK);
	ctxh_value_free(v);
	ctxh_text_free(key);
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	ctxh_close(w->h);
	unlink(w->path);
	rmdir(w->dir);
	free(w);
	return 0;
}

static int
add(ctxh *h, const char *code, const char *json, const char *instead_of)
{
	ctxh_value	*fields = NULL, *out = NULL;
	int		 rc;

	assert_int_equal(ctxh_value_parse(h, json, strlen(json), &fields),
	    CTXH_OK);
	rc = ctxh_agency_add(h, code, fields, instead_of, &out);
	assert_true((rc == CTXH_OK) == (out != NULL));
	ctxh_value_free(fields);
	ctxh_value_free(out);
	return rc;
}

static int
import(ctxh *h, const char *s, unsigned flags, ctxh_value **out)
{
	struct text t = { s, strlen(s) };

	return ctxh_agency_import(h, read_text, &t, flags, out);
}

/* A member of an agency as text; "" for null, NULL for no such agency. */
static const char *
member(ctxh *h, const char *code, const char *key, char *buf, size_t size)
{
	const char	*s;
	ctxh_value	*v = NULL;

	if (ctxh_agency_show(h, code, 0, &v) != CTXH_OK) {
		assert_int_equal(ctxh_status(h), CTXH_ENOTFOUND);
		return NULL;
	}
	s = ctxh_value_str(ctxh_value_get(v, key));
	snprintf(buf, size, "%s", s != NULL ? s : "");
	ctxh_value_free(v);
	return buf;
}

static void
takes_a_place(void **state)
{
	struct world	*w = *state;
	char		 buf[128];

	assert_int_equal(add(w->h, "moi", "{\"kind\":\"commune\","
	    "\"name\":\"UBND\"}", "ubnd-xa"), CTXH_OK);
	/* The handle sees its own change at once; it begins today. */
	assert_string_equal(member(w->h, "moi", "valid_from", buf,
	    sizeof(buf)), "2025-09-05");
	assert_string_equal(member(w->h, "ubnd-xa", "valid_to", buf,
	    sizeof(buf)), "2025-09-04");
	assert_string_equal(member(w->h, "ubnd-xa", "successor", buf,
	    sizeof(buf)), "moi");
}

static void
one_gone_before_keeps_its_day(void **state)
{
	struct world	*w = *state;
	char		 buf[128];

	assert_int_equal(add(w->h, "cu", "{\"kind\":\"police\",\"name\":"
	    "\"Công an cũ\",\"valid_to\":\"2025-02-28\"}", NULL), CTXH_OK);
	assert_int_equal(add(w->h, "moi", "{\"kind\":\"police\","
	    "\"name\":\"Công an\"}", "cu"), CTXH_OK);
	assert_string_equal(member(w->h, "cu", "valid_to", buf,
	    sizeof(buf)), "2025-02-28");
	assert_string_equal(member(w->h, "cu", "successor", buf,
	    sizeof(buf)), "moi");
}

static void
a_successor_keeps_its_place(void **state)
{
	struct world	*w = *state;
	char		 buf[128];

	/* ldtbxh-huyen ended with ubnd-xa behind it. */
	assert_int_equal(add(w->h, "moi", "{\"kind\":\"commune\","
	    "\"name\":\"UBND\"}", "ubnd-xa"), CTXH_OK);
	assert_int_equal(add(w->h, "sau", "{\"kind\":\"commune\","
	    "\"name\":\"UBND\"}", "ldtbxh-huyen"), CTXH_ERULE);
	assert_non_null(strstr(ctxh_message(w->h), "\"ubnd-xa\""));
	assert_non_null(strstr(ctxh_message(w->h), "--instead-of moi"));
	assert_null(member(w->h, "sau", "name", buf, sizeof(buf)));
	assert_string_equal(member(w->h, "ldtbxh-huyen", "successor", buf,
	    sizeof(buf)), "ubnd-xa");
}

static void
nothing_half(void **state)
{
	struct world	*w = *state;
	char		 buf[128];

	assert_int_equal(add(w->h, "moi", "{\"kind\":\"commune\","
	    "\"name\":\"UBND\"}", "nobody"), CTXH_ENOTFOUND);
	assert_null(member(w->h, "moi", "name", buf, sizeof(buf)));
	assert_int_equal(add(w->h, "moi", "[[1]]", NULL), CTXH_EUSAGE);
	assert_int_equal(add(w->h, "moi", "{\"kind\":\"commune\"}", NULL),
	    CTXH_EUSAGE);
	assert_string_equal(ctxh_value_str(ctxh_value_get(ctxh_where(w->h),
	    "field")), "name");
	assert_int_equal(add(w->h, "moi", "{\"kind\":\"commune\","
	    "\"name\":\"UBND\",\"phone\":\"1\"}", NULL), CTXH_EUSAGE);
	assert_string_equal(ctxh_value_str(ctxh_value_get(ctxh_where(w->h),
	    "field")), "phone");
}

static void
import_says_the_line(void **state)
{
	struct world	*w = *state;
	ctxh_value	*out = NULL;
	char		 buf[128];

	assert_int_equal(import(w->h, "code,kind,name\na,police,A\n"
	    "b,police,\n", 0, &out), CTXH_EUSAGE);
	assert_null(out);
	assert_int_equal((int)ctxh_value_num(ctxh_value_get(ctxh_where(w->h),
	    "line")), 3);
	assert_null(member(w->h, "a", "name", buf, sizeof(buf)));
	assert_int_equal(import(w->h, "", 0, &out), CTXH_EUSAGE);
	assert_null(out);
	assert_int_equal(import(w->h, "code,kind,name\na,police,A\n",
	    CTXH_DRY_RUN, &out), CTXH_OK);
	ctxh_value_free(out);
	assert_null(member(w->h, "a", "name", buf, sizeof(buf)));
	assert_int_equal(import(w->h, "\xef\xbb\xbf" "code;kind;name\r\n"
	    "a;police;\"A; B\"\r\n", 0, &out), CTXH_OK);
	ctxh_value_free(out);
	assert_string_equal(member(w->h, "a", "name", buf, sizeof(buf)),
	    "A; B");
}

static int
broken(void *ctx, void *buf, size_t size, size_t *got)
{
	(void)ctx;
	(void)buf;
	(void)size;
	*got = 0;
	return -1;
}

static void
a_source_may_fail(void **state)
{
	struct world	*w = *state;
	ctxh_value	*out = NULL;

	assert_int_equal(ctxh_agency_import(w->h, broken, NULL, 0, &out),
	    CTXH_EIO);
	assert_null(out);
}

static void
contacts_are_for_who_asks(void **state)
{
	static const char json[] = "{\"person\":\" Lò  Văn A \","
	    "\"phone\":\"0212\"}";
	struct world	*w = *state;
	ctxh_value	*contact = NULL, *v = NULL;

	assert_int_equal(ctxh_value_parse(w->h, json, sizeof(json) - 1,
	    &contact), CTXH_OK);
	assert_int_equal(ctxh_agency_contact(w->h, "cong-an-xa", contact, &v),
	    CTXH_OK);
	ctxh_value_free(v);
	ctxh_value_free(contact);
	assert_int_equal(ctxh_agency_show(w->h, "cong-an-xa", 0, &v),
	    CTXH_OK);
	assert_true(ctxh_value_is_true(ctxh_value_get(v, "has_contact")));
	assert_null(ctxh_value_get(v, "contact"));
	ctxh_value_free(v);
	assert_int_equal(ctxh_agency_show(w->h, "cong-an-xa", CTXH_NAMES, &v),
	    CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(ctxh_value_get(v,
	    "contact"), "person")), "Lò Văn A");
	ctxh_value_free(v);
}

static void
without_a_store(void **state)
{
	ctxh_value	*v = NULL;
	ctxh		*h = NULL;

	(void)state;
	assert_int_equal(ctxh_new(NULL, &h), CTXH_OK);
	assert_int_equal(ctxh_agencies(h, NOW, CTXH_AGENCY_ALL, &v), CTXH_OK);
	assert_true(ctxh_value_count(v) > 10);
	ctxh_value_free(v);
	assert_int_equal(ctxh_agencies(h, NOW, CTXH_NAMES, &v), CTXH_EKEY);
	assert_null(v);
	assert_int_equal(ctxh_agency_end(h, "so-gddt", "2030-01-01", NULL, &v),
	    CTXH_EKEY);
	assert_null(v);
	ctxh_close(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(takes_a_place, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(one_gone_before_keeps_its_day,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_successor_keeps_its_place,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_half, setup, teardown),
		cmocka_unit_test_setup_teardown(import_says_the_line, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_source_may_fail, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(contacts_are_for_who_asks,
		    setup, teardown),
		cmocka_unit_test(without_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
