/* Screening through the library's only header: options, failing reads, a stop
 * in the middle, answers and their shapes. */
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

#define PUPILS "Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp\n" \
	"HS1,Lò Thị Én,01/02/2015,Nữ,4A\nHS2,Cà Văn Đôi,02/02/2015,Nam,4A\n"
#define HEAD "Mã HS,Ngày nghỉ,Phép\n"
#define THREE HEAD "HS1,01/10/2024,K\nHS1,02/10/2024,K\nHS1,03/10/2024,K\n"

struct fixture {
	ctxh		*h;
	char		 path[64];
	ctxh_value	*out;
	int		 stop;		/* progress says stop */
};

struct text {
	const char	*s;
	size_t		 at, fail_at;	/* 0: never */
	size_t		 repeat;	/* of the last line */
};

static int
progress(void *ctx, uint64_t done, uint64_t total)
{
	(void)done;
	(void)total;
	return ((struct fixture *)ctx)->stop;
}

/* A few bytes at a time. */
static int
read_text(void *ctx, void *buf, size_t size, size_t *got)
{
	struct text	*t = ctx;
	size_t		 n = strlen(t->s + t->at);
	const char	*last;

	if (t->fail_at != 0 && t->at >= t->fail_at)
		return -1;
	if (n == 0 && t->repeat > 0) {
		t->repeat--;
		last = t->s + strlen(t->s) - 1;
		while (last > t->s && last[-1] != '\n')
			last--;
		t->at = (size_t)(last - t->s);
		n = strlen(last);
	}
	n = n < size ? n : size;
	n = n < 100 ? n : 100;
	memcpy(buf, t->s + t->at, n);
	t->at += n;
	*got = n;
	return 0;
}

static int
import(struct fixture *f, struct text *t,
    const struct ctxh_screen_import_options *more)
{
	struct ctxh_import_options list = { .version = CTXH_IMPORT_VERSION,
	    .read = read_text, .read_ctx = t };
	struct ctxh_screen_import_options o = { 0 };

	if (more != NULL)
		o = *more;
	else
		o.version = CTXH_SCREEN_IMPORT_VERSION;
	o.list = &list;
	ctxh_value_free(f->out);
	return ctxh_screen_import(f->h, &o, &f->out);
}

static int64_t
number(const ctxh_value *v, const char *key)
{
	const ctxh_value *m = ctxh_value_get(v, key);

	assert_int_equal(ctxh_value_kind(m), CTXH_NUMBER);
	return (int64_t)ctxh_value_num(m);
}

static int
set_up(void **state)
{
	struct fixture	*f = calloc(1, sizeof(*f));
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN, .progress = progress, .progress_ctx = f };
	static const char text[] = "{\"name\":\"TH\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"]}";
	struct text	 t = { .s = PUPILS };
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .read = read_text, .read_ctx = &t, .year = "2024" };
	ctxh_value	*school, *out;
	char		*key, *pub, *sheet;
	int		 fd;

	assert_non_null(f);
	strcpy(f->path, "/tmp/ctxh-screen-XXXXXX");
	assert_true((fd = mkstemp(f->path)) >= 0);
	close(fd);
	unlink(f->path);
	assert_int_equal(ctxh_new(&opt, &f->h), CTXH_OK);
	assert_int_equal(ctxh_value_parse(f->h, text, strlen(text), &school),
	    CTXH_OK);
	assert_int_equal(ctxh_key_make(f->h, "lan", NULL, &key, &pub), CTXH_OK);
	assert_int_equal(ctxh_create(f->h, f->path, school, key, NULL, "Lan",
	    &sheet), CTXH_OK);
	ctxh_value_free(school);
	ctxh_text_free(key);
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	assert_int_equal(ctxh_student_import(f->h, &o, &out), CTXH_OK);
	ctxh_value_free(out);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	ctxh_value_free(f->out);
	ctxh_close(f->h);
	unlink(f->path);
	free(f);
	return 0;
}

/* Whether nothing is known of anybody. */
static int
knows_nothing(struct fixture *f)
{
	ctxh_value	*v;
	int64_t		 known;

	assert_int_equal(ctxh_screen_run(f->h, NULL, 0, CTXH_SCREEN_LOOK, &v),
	    CTXH_OK);
	known = number(v, "known");
	ctxh_value_free(v);
	return known == 0;
}

static void
options_are_checked(void **state)
{
	struct fixture	*f = *state;
	struct text	 t = { .s = THREE };
	struct ctxh_screen_import_options o = { .version = 0 };

	assert_int_equal(import(f, &t, &o), CTXH_EUSAGE);
	assert_null(f->out);
	o.version = CTXH_SCREEN_IMPORT_VERSION + 1;
	assert_int_equal(import(f, &t, &o), CTXH_EUSAGE);
	o.version = CTXH_SCREEN_IMPORT_VERSION;
	o.kind = "absences";
	assert_int_equal(import(f, &t, &o), CTXH_EUSAGE);
	o.kind = NULL;
	o.term = "3";
	assert_int_equal(import(f, &t, &o), CTXH_EUSAGE);
	o.term = NULL;
	o.month = 13;
	assert_int_equal(import(f, &t, &o), CTXH_EUSAGE);
	assert_int_equal(ctxh_screen_import(f->h, NULL, &f->out),
	    CTXH_EUSAGE);
	assert_null(f->out);
	o.month = 0;
	assert_int_equal(ctxh_screen_import(f->h, &o, &f->out), CTXH_EUSAGE);
	assert_null(f->out);
	assert_true(knows_nothing(f));
}

static void
a_read_that_fails_writes_nothing(void **state)
{
	struct fixture	*f = *state;
	struct text	 t = { .s = THREE, .fail_at = 60 };

	assert_int_equal(import(f, &t, NULL), CTXH_EIO);
	assert_null(f->out);
	assert_true(knows_nothing(f));
}

static void
a_stop_writes_nothing(void **state)
{
	struct fixture	*f = *state;
	struct text	 t = { .s = THREE, .repeat = 9000 };

	f->stop = 1;
	assert_int_equal(import(f, &t, NULL), CTXH_EINTERRUPTED);
	assert_null(f->out);
	f->stop = 0;
	assert_true(knows_nothing(f));
	t = (struct text){ .s = THREE, .repeat = 9000 };
	assert_int_equal(import(f, &t, NULL), CTXH_OK);
	assert_int_equal(number(f->out, "read"), 9003);
	assert_int_equal(number(f->out, "absences"), 3);
}

static void
what_is_found_is_told_and_taken_up(void **state)
{
	struct fixture		*f = *state;
	struct text		 t = { .s = THREE };
	const ctxh_value	*p, *e;
	ctxh_value		*v, *fields = ctxh_value_object();

	assert_int_equal(import(f, &t, NULL), CTXH_OK);
	assert_int_equal(number(f->out, "created"), 1);
	assert_int_equal(ctxh_screen_run(f->h, "2024-2025", 0, CTXH_NAMES,
	    &v), CTXH_OK);
	assert_int_equal(number(v, "found"), 1);
	p = ctxh_value_first(ctxh_value_get(v, "pupils"));
	assert_string_equal(ctxh_value_str(ctxh_value_get(p, "student")),
	    "HS1");
	e = ctxh_value_first(ctxh_value_get(p, "why"));
	assert_string_equal(ctxh_value_str(ctxh_value_get(e, "from")),
	    "2024-10-01");
	assert_int_equal(number(e, "days"), 3);
	ctxh_value_free(v);
	assert_int_equal(ctxh_screen_accept(f->h, "#1", NULL, NULL, "plan",
	    fields, 0, &v), CTXH_EUSAGE);
	assert_null(v);
	assert_int_equal(ctxh_screen_accept(f->h, "#2", NULL, NULL, "group",
	    fields, 0, &v), CTXH_ENOTFOUND);
	assert_int_equal(ctxh_screen_accept(f->h, "#1", NULL, NULL, "group",
	    fields, 0, &v), CTXH_EUSAGE);
	assert_int_equal(ctxh_screen_dismiss(f->h, "#1", NULL, NULL, NULL, 0,
	    &v), CTXH_EUSAGE);
	assert_null(v);
	assert_int_equal(ctxh_screen_dismiss(f->h, "HS1", NULL,
	    "nghi-khong-phep", "x", 0, &v), CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "verdict")),
	    "dismissed");
	ctxh_value_free(v);
	assert_int_equal(ctxh_screen_run(f->h, NULL, 0, 0, &v), CTXH_OK);
	assert_int_equal(number(v, "found"), 0);
	assert_int_equal(number(v, "settled"), 1);
	ctxh_value_free(v);
	ctxh_value_free(fields);
}

static void
days_are_of_the_year(void **state)
{
	struct fixture	*f = *state;
	ctxh_value	*v;
	int64_t		 day;

	assert_int_equal(ctxh_date_parse(f->h, "2024-09-04", &day), CTXH_OK);
	assert_int_equal(ctxh_screen_run(f->h, NULL, day, 0, &v), CTXH_EUSAGE);
	assert_null(v);
	assert_int_equal(ctxh_screen_run(f->h, NULL, day + 1, 0, &v), CTXH_OK);
	ctxh_value_free(v);
	assert_int_equal(ctxh_screen_run(f->h, "2024-2026", 0, 0, &v),
	    CTXH_EUSAGE);
	assert_null(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(options_are_checked, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(
		    a_read_that_fails_writes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_stop_writes_nothing, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(
		    what_is_found_is_told_and_taken_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(days_are_of_the_year, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
