/*
 * A report against a small year that was counted by hand.  Every expected row
 * below was worked out from the documents with a pencil; the comments say how.
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

/* Four pupils: P1 a girl, Mông; P2 a boy, Kinh; P3 a girl, Kinh; P4 a boy,
 * Thái. */
#define P1 "\"1400200001\""
#define P2 "\"1400200002\""
#define P3 "\"1400200003\""
#define P4 "\"1400200004\""
static const char list[] =
    "Mã định danh Bộ GD&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp,Dân tộc\n"
    "1400200001,Vàng Thị Mai,01/02/2015,Nữ,3A,Mông\n"
    "1400200002,Trần Văn Bình,02/03/2015,Nam,3A,Kinh\n"
    "1400200003,Lê Thu Hà,03/04/2015,Nữ,3B,Kinh\n"
    "1400200004,Lò Văn Sơn,04/05/2015,Nam,3B,Thái\n";

#define INTAKE(label, at, category, persons) \
	"{\"form\":\"intake\",\"label\":\"" label "\",\"received_at\":\"" at \
	"\",\"via\":\"truc-tiep\",\"source\":\"gvcn\",\"category\":\"" \
	category "\",\"students\":[" persons "],\"condition\":\"x\"," \
	"\"initial_need\":[\"chua-ro\"]}\n"
#define PUPIL(code, role) \
	"{\"student\":" code ",\"role\":\"" role "\"}"
#define ASSESS(label, at, level, route) \
	"{\"form\":\"assess\",\"case\":\"@" label "\",\"assessed_at\":\"" at \
	"\",\"consulted\":[\"nguoi-hoc\"],\"harm_level\":\"" level \
	"\",\"harm_continues\":\"thap\",\"harm_access\":\"thap\"," \
	"\"harm_obstacles\":\"thap\",\"protect_self\":\"cao\"," \
	"\"protect_reach\":\"cao\",\"protect_tell\":\"cao\"," \
	"\"protect_watched\":\"cao\",\"needs\":[\"tam-ly\"],\"level\":\"" \
	level "\",\"route\":\"" route "\"}\n"
#define PLAN(label, at, to) \
	"{\"form\":\"plan\",\"case\":\"@" label "\",\"submitted_at\":\"" at \
	"\",\"needs\":[\"tam-ly\"],\"goals\":[\"x\"],\"activities\":[{" \
	"\"what\":\"x\",\"who\":\"y\",\"from\":\"2023-09-01\",\"to\":\"" to \
	"\"}]}\n"
#define DECIDE(label, at) \
	"{\"form\":\"decision\",\"case\":\"@" label "\",\"decided_at\":\"" at \
	"\",\"verdict\":\"approved\",\"signed_by\":\"HT\"," \
	"\"on_paper\":\"01/KH\"}\n"
#define REVIEW(label, at) \
	"{\"form\":\"review\",\"case\":\"@" label "\",\"reviewed_at\":\"" at \
	"\",\"harm_level\":\"thap\",\"harm_access\":\"thap\"," \
	"\"harm_obstacles\":\"thap\",\"outcome\":\"ket-thuc\"}\n"
#define CLOSE(label, at) \
	"{\"form\":\"close\",\"case\":\"@" label "\",\"closed_on\":\"" at \
	"\",\"close_reason\":\"het-nguy-co\"}\n"
#define REOPEN(label, at) \
	"{\"form\":\"reopen\",\"case\":\"@" label "\",\"reopened_at\":\"" at \
	"\",\"reason\":\"x\"}\n"
#define REFER(label, at, agency, how) \
	"{\"form\":\"refer\",\"case\":\"@" label "\",\"sent_at\":\"" at \
	"\",\"agency\":\"" agency "\",\"kind\":\"chuyen-gui\"," how \
	",\"basis\":\"khan-cap\",\"reason\":\"x\"}\n"
#define PHONE "\"method\":\"dien-thoai\""
#define LETTER "\"method\":\"cong-van\",\"letter_no\":\"1\"," \
	"\"letter_date\":\"2024-01-22\""

/* A case each. */
static const char *const documents[] = {
    /* F: received in the last second of the year before, closed in HK I;
     * never assessed. */
    INTAKE("F", "2023-09-04T23:59:59+07:00", "bo-hoc",
    PUPIL(P2, "nguoi-can-tro-giup"))
    CLOSE("F", "2023-09-08T08:00:00+07:00")
    DECIDE("F", "2023-09-09T08:00:00+07:00"),
    /* G: closed in the year before, reopened in HK II. */
    INTAKE("G", "2023-03-01T08:00:00+07:00", "khung-hoang",
    PUPIL(P3, "nguoi-can-tro-giup"))
    CLOSE("G", "2023-03-30T08:00:00+07:00")
    DECIDE("G", "2023-04-01T08:00:00+07:00")
    REOPEN("G", "2024-03-01T08:00:00+07:00"),
    /* H: closed in the last hours of the year before; the limit to follow
     * its referral ran out in September, after it was closed. */
    INTAKE("H", "2023-08-25T08:00:00+07:00", "hoan-canh-dac-biet",
    PUPIL(P3, "nguoi-can-tro-giup"))
    REFER("H", "2023-08-31T08:00:00+07:00", "ubnd-xa", PHONE)
    CLOSE("H", "2023-09-01T08:00:00+07:00")
    DECIDE("H", "2023-09-04T20:00:00+07:00"),
    /* A: from the first second of the year to the last of HK I.
     * approve: Thursday 7/9 08:00, due 12/9, met 8/9 10:00: 26 hours.
     * review: due 10/1 17:30, met late on 17/1 09:00: 131 days less an hour,
     * 3143 hours. */
    INTAKE("A", "2023-09-05T00:00:00+07:00", "nguy-co-bo-hoc",
    PUPIL(P1, "nguoi-can-tro-giup"))
    ASSESS("A", "2023-09-06T08:00:00+07:00", "thap", "tai-truong")
    PLAN("A", "2023-09-07T08:00:00+07:00", "2024-01-10")
    DECIDE("A", "2023-09-08T10:00:00+07:00")
    REVIEW("A", "2024-01-17T09:00:00+07:00")
    DECIDE("A", "2024-01-18T23:59:59+07:00"),
    /* B: received in the last minute of HK I; the same pupil as A; closed in
     * the first second of HK II, by the principal's key (below). */
    INTAKE("B", "2024-01-18T23:59:00+07:00", "bo-hoc",
    PUPIL(P1, "nguoi-can-tro-giup"))
    ASSESS("B", "2024-01-19T00:00:00+07:00", "thap", "khong-can"),
    /* C: in the first second of HK II, two unknown victims and an unknown
     * offender.  refer: 12 working hours from Friday 19/1, 00:00, end on
     * Monday 22/1 at 11:30: the first agency in time by the minute, the other
     * a minute late; only its letter meets the limit, after 83 h 31 min.
     * notify-now: due 01:00, met late after 83 h 30 min 59 s.
     * follow: both due 31/1; one met after 75 h 29 min 1 s, one never. */
    INTAKE("C", "2024-01-19T00:00:00+07:00", "xam-hai",
    "{\"origin\":\"truong-khac\",\"role\":\"nguoi-bi-hai\",\"sex\":\"nu\","
    "\"ethnic\":\"H'Mông\"},"
    "{\"origin\":\"khong-ro\",\"role\":\"nguoi-bi-hai\",\"sex\":\"nam\","
    "\"ethnic\":\"kinh\"},"
    "{\"origin\":\"nguoi-lon\",\"role\":\"nguoi-gay-hai\"},"
    PUPIL(P4, "nhan-chung"))
    REFER("C", "2024-01-22T11:30:59+07:00", "ubnd-xa", PHONE)
    REFER("C", "2024-01-22T11:31:00+07:00", "cong-an-xa", LETTER)
    "{\"form\":\"follow\",\"case\":\"@C\",\"agency\":\"ubnd-xa\","
    "\"answered_at\":\"2024-01-25T15:00:00+07:00\",\"status\":\"da-nhan\"}\n",
    /* D: closed in HK I, reopened in HK II.  refer: due 3/10 14:00, waived
     * by the route.  approve: Thursday 5/10 08:00, due 10/10, met 9/10 08:00:
     * 96 hours.  review: due 8/12, met 1/12 09:00: 53 days and an hour, 1273
     * hours. */
    INTAKE("D", "2023-10-02T08:00:00+07:00", "bao-luc",
    PUPIL(P2, "nguoi-bi-hai") "," PUPIL(P4, "nguoi-gay-hai"))
    ASSESS("D", "2023-10-03T08:00:00+07:00", "trung-binh", "tai-truong")
    PLAN("D", "2023-10-05T08:00:00+07:00", "2023-12-08")
    DECIDE("D", "2023-10-09T08:00:00+07:00")
    REVIEW("D", "2023-12-01T09:00:00+07:00")
    DECIDE("D", "2023-12-04T08:00:00+07:00")
    REOPEN("D", "2024-02-01T08:00:00+07:00"),
    /* E: of HK I, found in HK II to be D. */
    INTAKE("E", "2023-11-01T08:00:00+07:00", "khac",
    PUPIL(P3, "nguoi-can-tro-giup"))
    "{\"form\":\"link\",\"case\":\"@E\",\"linked_on\":"
    "\"2024-02-05T08:00:00+07:00\",\"with\":\"VV-2023-0004\","
    "\"kind\":\"trung-lap\"}\n"
};

static const char decision_of_b[] =
    "{\"form\":\"decision\",\"case\":\"VV-2023-0002\",\"decided_at\":"
    "\"2024-01-19T00:00:00+07:00\",\"verdict\":\"approved\"}\n";

/* ---- the store ---- */

enum { FOCAL, PRINCIPAL, REPORTER, ACTORS };

static struct {
	char	 dir[32], path[64];
	int64_t	 now;
	char	*key[ACTORS];
	ctxh	*h[ACTORS];
} w;

static int64_t
now(void *ctx)
{
	(void)ctx;
	return w.now;
}

static int64_t
moment(const char *s)
{
	int64_t	t;
	int	has_time;

	assert_int_equal(ctxh_time_parse(w.h[FOCAL], s, &t, &has_time),
	    CTXH_OK);
	return t;
}

static void
good(ctxh *h, int rc)
{
	if (rc != CTXH_OK)
		fail_msg("%d: %s", rc, ctxh_message(h));
}

static void
record(ctxh *h, const char *lines)
{
	struct text	 t = { lines, strlen(lines) };
	ctxh_value	*out = NULL;
	char		*s;
	int		 rc;

	rc = ctxh_record_batch(h, NULL, read_text, &t, 0, &out);
	if (rc != CTXH_OK) {
		s = ctxh_value_print(ctxh_where(h), 0);
		fail_msg("%d: %s %s", rc, ctxh_message(h), s);
	}
	ctxh_value_free(out);
}

/* All in one batch, since later lines name cases by label. */
static void
record_documents(ctxh *h)
{
	size_t	 i, n = sizeof(documents) / sizeof(documents[0]), len = 1;
	char	*all;

	for (i = 0; i < n; i++)
		len += strlen(documents[i]);
	assert_non_null(all = malloc(len));
	for (len = 0, i = 0; i < n; i++) {
		strcpy(all + len, documents[i]);
		len += strlen(documents[i]);
	}
	record(h, all);
	free(all);
}

static ctxh *
new_handle(enum ctxh_lang lang)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = lang, .now = now };
	ctxh *h = NULL;

	assert_int_equal(ctxh_new(&opt, &h), CTXH_OK);
	return h;
}

static void
make_school(ctxh *h)
{
	static const char text[] = "{\"name\":\"TH A\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"],\"year\":\"2023-2024\"}";
	struct text	 t = { list, sizeof(list) - 1 };
	struct ctxh_import_options import = { .version = CTXH_IMPORT_VERSION,
	    .year = "2023", .read = read_text, .read_ctx = &t };
	ctxh_value	*school, *out;
	char		*pub, *sheet;

	good(h, ctxh_value_parse(h, text, strlen(text), &school));
	good(h, ctxh_key_make(h, "hoa", NULL, &w.key[FOCAL], &pub));
	good(h, ctxh_create(h, w.path, school, w.key[FOCAL], NULL, "Hoa",
	    &sheet));
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
	ctxh_value_free(school);
	good(h, ctxh_student_import(h, &import, &out));
	ctxh_value_free(out);
}

static void
admit(enum ctxh_lang lang, int who, const char *handle, const char *role)
{
	char *pub;

	good(w.h[FOCAL], ctxh_key_make(w.h[FOCAL], handle, NULL, &w.key[who],
	    &pub));
	good(w.h[FOCAL], ctxh_staff_add(w.h[FOCAL], handle, role, handle,
	    pub));
	ctxh_text_free(pub);
	w.h[who] = new_handle(lang);
	good(w.h[who], ctxh_open(w.h[who], w.path, CTXH_WRITE));
	good(w.h[who], ctxh_unlock(w.h[who], w.key[who], NULL));
}

static int
setup(void **state)
{
	(void)state;
	strcpy(w.dir, "/tmp/ctxh-report-XXXXXX");
	assert_non_null(mkdtemp(w.dir));
	snprintf(w.path, sizeof(w.path), "%s/ctxh.db", w.dir);
	w.h[FOCAL] = new_handle(CTXH_VI);
	w.now = moment("2024-10-01 08:00");
	make_school(w.h[FOCAL]);
	admit(CTXH_EN, PRINCIPAL, "an", "principal");
	admit(CTXH_EN, REPORTER, "tk", "reporter");
	record_documents(w.h[FOCAL]);
	record(w.h[PRINCIPAL], decision_of_b);
	return 0;
}

static int
teardown(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < ACTORS; i++) {
		ctxh_close(w.h[i]);
		ctxh_text_free(w.key[i]);
	}
	unlink(w.path);
	return rmdir(w.dir);
}

/* ---- asking ---- */

static ctxh_value *
report(int who, const struct ctxh_report_options *given)
{
	struct ctxh_report_options opt = *given;
	ctxh_value *out;

	opt.version = CTXH_REPORT_VERSION;
	good(w.h[who], ctxh_report(w.h[who], &opt, &out));
	return out;
}
#define REPORT(who, ...) \
	report(who, &(struct ctxh_report_options){ __VA_ARGS__ })

static const ctxh_value *
by_id(const ctxh_value *items, const char *id)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(items); v != NULL; v = ctxh_value_next(v))
		if (strcmp(ctxh_value_str(ctxh_value_get(v, "id")), id) == 0)
			return v;
	return NULL;
}

/* The ids of the rows, or the cells of one; a null is "-". */
static void
expect(const ctxh_value *r, const char *table, const char *row,
    const char *want)
{
	const ctxh_value *rows, *v;
	char	got[512] = "";
	size_t	n = 0;

	rows = ctxh_value_get(by_id(ctxh_value_get(r, "tables"), table),
	    "rows");
	v = row != NULL ? ctxh_value_get(by_id(rows, row), "cells") : rows;
	for (v = ctxh_value_first(v); v != NULL; v = ctxh_value_next(v)) {
		if (row == NULL)
			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s",
			    n > 0 ? " " : "",
			    ctxh_value_str(ctxh_value_get(v, "id")));
		else if (ctxh_value_kind(v) == CTXH_NULL)
			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s-",
			    n > 0 ? " " : "");
		else
			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%g",
			    n > 0 ? " " : "", ctxh_value_num(v));
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s, %s: \"%s\", not \"%s\"", table,
		    row != NULL ? row : "rows", got, want);
}

static const char *
detail_of(const ctxh_value *r, const char *check)
{
	const ctxh_value *c = by_id(ctxh_value_get(r, "checks"), check);

	return ctxh_value_str(ctxh_value_get(c, "detail"));
}

static void
all_checks_hold(const ctxh_value *r)
{
	const ctxh_value *c = ctxh_value_first(ctxh_value_get(r, "checks"));

	assert_non_null(c);
	for (; c != NULL; c = ctxh_value_next(c))
		if (!ctxh_value_is_true(ctxh_value_get(c, "ok")))
			fail_msg("%s", ctxh_value_str(ctxh_value_get(c,
			    "detail")));
}

static void
period_is(const ctxh_value *r, const char *kind, const char *from,
    const char *to, const char *until)
{
	const ctxh_value *p = ctxh_value_get(r, "period");

	assert_string_equal(ctxh_value_str(ctxh_value_get(p, "kind")), kind);
	assert_string_equal(ctxh_value_str(ctxh_value_get(p, "from")), from);
	assert_string_equal(ctxh_value_str(ctxh_value_get(p, "to")), to);
	assert_string_equal(ctxh_value_str(ctxh_value_get(p, "until")),
	    until);
}

/* The values of a chart's series, from 0; or its categories for -1. */
static void
expect_chart(const ctxh_value *r, const char *id, int series,
    const char *want)
{
	const ctxh_value *chart = by_id(ctxh_value_get(r, "charts"), id), *v;
	char	got[512] = "";
	size_t	n = 0;

	v = ctxh_value_first(ctxh_value_get(chart, series < 0 ? "categories" :
	    "series"));
	for (; series > 0 && v != NULL; series--)
		v = ctxh_value_next(v);
	if (series == 0)
		v = ctxh_value_first(ctxh_value_get(v, "values"));
	for (; v != NULL; v = ctxh_value_next(v))
		n += ctxh_value_kind(v) == CTXH_TEXT ?
		    (size_t)snprintf(got + n, sizeof(got) - n, "%s%s",
		    n > 0 ? " " : "", ctxh_value_str(v)) :
		    (size_t)snprintf(got + n, sizeof(got) - n, "%s%g",
		    n > 0 ? " " : "", ctxh_value_num(v));
	if (strcmp(got, want) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", id, got, want);
}

/* ---- the tests ----
 *
 * Columns of cases: carried_in received students students_female
 * students_minority offenders cao trung_binh thap none at_school referred
 * closed carried_out.
 */

static void
test_first_term(void **state)
{
	ctxh_value *r = REPORT(FOCAL, .year = "2023", .term = "1");

	(void)state;
	period_is(r, "hk1", "2023-09-05", "2024-01-18", "2024-01-18");
	/* A, B, D, E received; F carried in; G, H closed before; C later. */
	expect(r, "cases", NULL, "bao-luc bo-hoc nguy-co-bo-hoc khac total");
	/* D: reopened only after the term. */
	expect(r, "cases", "bao-luc", "0 1 1 0 0 1 0 1 0 0 1 0 1 0");
	/* F closed, B open and not assessed before midnight; P2, P1. */
	expect(r, "cases", "bo-hoc", "1 1 2 1 1 0 0 0 0 2 0 0 1 1");
	/* A: P1, closed in the term's last second. */
	expect(r, "cases", "nguy-co-bo-hoc", "0 1 1 1 1 0 0 0 1 0 1 0 1 0");
	/* E: nobody knows yet that it is D. */
	expect(r, "cases", "khac", "0 1 1 1 0 0 0 0 0 1 0 0 0 1");
	/* P1 and P2 are in two cases each, and count once. */
	expect(r, "cases", "total", "1 4 3 2 1 1 0 1 1 3 2 0 3 2");
	expect(r, "referrals", NULL, "");
	/* No follow: H was closed before the term. */
	expect(r, "deadlines", NULL, "refer approve review");
	expect(r, "deadlines", "refer", "1 0 0 0 1 -");
	expect(r, "deadlines", "approve", "2 2 0 0 0 61");
	expect(r, "deadlines", "review", "2 1 1 0 0 2208");
	all_checks_hold(r);
	assert_null(detail_of(r, "terms"));
	ctxh_value_free(r);
}

static void
test_second_term(void **state)
{
	ctxh_value *r = REPORT(FOCAL, .year = "2023-2024", .term = "2");

	(void)state;
	period_is(r, "hk2", "2024-01-19", "2024-05-31", "2024-05-31");
	/* C received; B open at midnight, D and G reopened: carried in; A was
	 * closed a second before; E is D. */
	expect(r, "cases", NULL, "xam-hai bao-luc bo-hoc khung-hoang total");
	expect(r, "cases", "xam-hai", "0 1 2 1 1 1 0 0 0 1 0 1 0 1");
	expect(r, "cases", "bao-luc", "1 0 1 0 0 1 0 1 0 0 1 0 0 1");
	expect(r, "cases", "bo-hoc", "1 0 1 1 1 0 0 0 1 0 0 0 1 0");
	expect(r, "cases", "khung-hoang", "1 0 1 1 0 0 0 0 0 1 0 0 0 1");
	/* Two unknown, P2, P1, P3; offenders: one unknown, P4, who is only a
	 * witness in C. */
	expect(r, "cases", "total", "3 1 5 3 2 2 0 1 1 2 1 1 1 3");
	/* In the order of the directory. */
	expect(r, "referrals", NULL, "ubnd-xa cong-an-xa");
	expect(r, "referrals", "ubnd-xa", "1 1 0 1 0");
	expect(r, "referrals", "cong-an-xa", "1 0 1 0 1");
	expect(r, "deadlines", NULL, "refer notify-now follow");
	expect(r, "deadlines", "refer", "1 0 1 0 0 83.5");
	expect(r, "deadlines", "notify-now", "1 0 1 0 0 83.5");
	expect(r, "deadlines", "follow", "2 1 0 1 0 75.5");
	all_checks_hold(r);
	ctxh_value_free(r);
}

static void
test_year(void **state)
{
	ctxh_value *r = REPORT(FOCAL, .year = "2023", .term = "year");

	(void)state;
	period_is(r, "year", "2023-09-05", "2024-09-04", "2024-09-04");
	expect(r, "cases", NULL,
	    "xam-hai bao-luc bo-hoc nguy-co-bo-hoc khung-hoang total");
	expect(r, "cases", "bao-luc", "0 1 1 0 0 1 0 1 0 0 1 0 0 1");
	expect(r, "cases", "bo-hoc", "1 1 2 1 1 0 0 0 1 1 0 0 2 0");
	/* A, B, C, D received; F and G carried in; A, B, F closed. */
	expect(r, "cases", "total", "2 4 5 3 2 2 0 1 2 3 2 1 3 3");
	expect(r, "deadlines", "refer", "2 0 1 0 1 83.5");
	all_checks_hold(r);
	/* HK I closed A, D, F, but D was reopened; it received E, which is
	 * D. */
	assert_string_equal(detail_of(r, "terms"),
	    "tiếp nhận: HK I 4 + HK II 1 + hè 0 - trùng lặp 1 = cả năm 4; "
	    "kết thúc: HK I 3 + HK II 1 + hè 0 - mở lại 1 = cả năm 3; "
	    "đã gửi: HK I 0 + HK II 2 + hè 0 = cả năm 2; "
	    "mở lại sau kỳ: VV-2023-0004; "
	    "về sau nối là trùng lặp: VV-2023-0005");
	ctxh_value_free(r);
}

/* The year before: F in its last second, G and H closed in it. */
static void
test_year_before(void **state)
{
	ctxh_value *r = REPORT(FOCAL, .year = "2022", .term = "year");

	(void)state;
	/* G: reopened only a year later.  P3 is in G and H. */
	expect(r, "cases", NULL,
	    "hoan-canh-dac-biet bo-hoc khung-hoang total");
	expect(r, "cases", "total", "0 3 2 1 0 0 0 0 0 3 0 1 2 1");
	expect(r, "referrals", "ubnd-xa", "1 1 0 0 1");
	/* H's limit to follow ran out after the year. */
	expect(r, "deadlines", NULL, "");
	all_checks_hold(r);
	ctxh_value_free(r);
}

static void
test_until(void **state)
{
	ctxh_value *r;

	(void)state;
	/* The day before E was linked; G is not reopened yet. */
	r = REPORT(FOCAL, .year = "2023", .term = "2", .until = "2024-02-04");
	period_is(r, "hk2", "2024-01-19", "2024-05-31", "2024-02-04");
	expect(r, "cases", NULL, "xam-hai bao-luc bo-hoc khac total");
	ctxh_value_free(r);
	r = REPORT(FOCAL, .year = "2023", .term = "2", .until = "05/02/2024");
	expect(r, "cases", NULL, "xam-hai bao-luc bo-hoc total");
	ctxh_value_free(r);
	/* The limit to follow ends on 31/1 at the close of office hours. */
	r = REPORT(FOCAL, .year = "2023", .term = "2", .until = "2024-01-30");
	expect(r, "deadlines", NULL, "refer notify-now");
	ctxh_value_free(r);
	r = REPORT(FOCAL, .year = "2023", .term = "2", .until = "2024-01-31");
	expect(r, "deadlines", "follow", "2 1 0 1 0 75.5");
	ctxh_value_free(r);
	/* Before the answer came, the referral is being followed. */
	r = REPORT(FOCAL, .year = "2023", .term = "2", .until = "2024-01-24");
	expect(r, "referrals", "ubnd-xa", "1 1 0 0 1");
	ctxh_value_free(r);
}

static void
test_two_days(void **state)
{
	ctxh_value *r;

	(void)state;
	/* A's review is due on 10/1 and was made a week later; of the cases
	 * A, E are open on that day. */
	r = REPORT(FOCAL, .from = "2024-01-10", .to = "2024-01-10");
	period_is(r, "span", "2024-01-10", "2024-01-10", "2024-01-10");
	assert_string_equal(ctxh_value_str(ctxh_value_get(r, "year")),
	    "2023-2024");
	expect(r, "cases", NULL, "nguy-co-bo-hoc khac total");
	expect(r, "cases", "total", "2 0 2 2 1 0 0 0 1 1 1 0 0 2");
	expect(r, "deadlines", NULL, "review");
	expect(r, "deadlines", "review", "1 0 0 1 0 -");
	all_checks_hold(r);
	ctxh_value_free(r);
	r = REPORT(FOCAL, .from = "2024-01-11", .to = "2024-01-18");
	expect(r, "deadlines", NULL, "");
	ctxh_value_free(r);
	/* Nothing at all: the total stands alone. */
	r = REPORT(FOCAL, .from = "2020-01-01", .to = "2020-01-31");
	expect(r, "cases", NULL, "total");
	expect(r, "cases", "total", "0 0 0 0 0 0 0 0 0 0 0 0 0 0");
	all_checks_hold(r);
	ctxh_value_free(r);
}

/* What runs is counted as of this very moment. */
static void
test_running(void **state)
{
	int64_t		 then = w.now;
	ctxh_value	*r;

	(void)state;
	w.now = moment("2024-01-10 17:29");
	r = REPORT(FOCAL, .year = "2023", .term = "1");
	period_is(r, "hk1", "2023-09-05", "2024-01-18", "2024-01-10");
	expect(r, "deadlines", "review", "1 1 0 0 0 1273");
	ctxh_value_free(r);
	w.now = moment("2024-01-10 17:30");
	r = REPORT(FOCAL, .year = "2023", .term = "1");
	expect(r, "deadlines", "review", "2 1 0 1 0 1273");
	ctxh_value_free(r);
	/* A day that is still to come: nobody knows what it brings. */
	r = REPORT(FOCAL, .year = "2023", .term = "1", .until = "2024-01-15");
	period_is(r, "hk1", "2023-09-05", "2024-01-18", "2024-01-10");
	ctxh_value_free(r);
	w.now = then;
}

/* Without the person key, and in another language: the same report. */
static void
test_same_for_all(void **state)
{
	static const char *const terms[] = { "1", "2", "year" };
	ctxh_value	*r;
	char		*s[ACTORS];
	size_t		 i;
	int		 who;

	(void)state;
	for (i = 0; i < 3; i++) {
		for (who = 0; who < ACTORS; who++) {
			r = REPORT(who, .year = "2023", .term = terms[i]);
			assert_non_null(s[who] = ctxh_value_print(r, 0));
			ctxh_value_free(r);
		}
		assert_string_equal(s[REPORTER], s[FOCAL]);
		assert_string_equal(s[PRINCIPAL], s[FOCAL]);
		for (who = 0; who < ACTORS; who++)
			free(s[who]);
	}
}

static void
test_head(void **state)
{
	ctxh_value	*r = REPORT(REPORTER, .year = "2023", .term = "year");
	ctxh_value	*fsck;
	const ctxh_value *notes = ctxh_value_get(r, "notes"), *v;

	(void)state;
	assert_int_equal(ctxh_value_num(ctxh_value_get(r, "format")), 1);
	assert_string_equal(ctxh_value_str(ctxh_value_get(r, "rules")),
	    "tt33-2018");
	v = ctxh_value_get(r, "school");
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "name")), "TH A");
	good(w.h[FOCAL], ctxh_fsck(w.h[FOCAL], ctxh_value_str(ctxh_value_get(r,
	    "chain_head")), 0, &fsck));
	assert_string_equal(ctxh_value_str(ctxh_value_get(fsck, "head")),
	    ctxh_value_str(ctxh_value_get(r, "chain_head")));
	ctxh_value_free(fsck);
	/* F, A twice, D twice on paper; B by key; G and H the year before. */
	v = ctxh_value_get(notes, "decisions");
	assert_int_equal(ctxh_value_num(ctxh_value_get(v, "on_paper")), 5);
	assert_int_equal(ctxh_value_num(ctxh_value_get(v, "by_key")), 1);
	assert_int_equal(ctxh_value_num(ctxh_value_get(v, "self_approved")),
	    0);
	v = ctxh_value_first(ctxh_value_get(notes, "principals"));
	assert_null(ctxh_value_next(v));
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "handle")), "an");
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "added_by")),
	    "hoa");
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "since")),
	    "2024-10-01T08:00:00+07:00");
	ctxh_value_free(r);
}

static void
refused(const struct ctxh_report_options *given, int status,
    const char *message)
{
	struct ctxh_report_options opt = *given;
	ctxh_value *out;
	ctxh *h = w.h[REPORTER];

	if (opt.version == 0)
		opt.version = CTXH_REPORT_VERSION;
	assert_int_equal(ctxh_report(h, &opt, &out), status);
	assert_null(out);
	if (strstr(ctxh_message(h), message) == NULL)
		fail_msg("\"%s\"", ctxh_message(h));
}
#define REFUSED(status, message, ...) \
	refused(&(struct ctxh_report_options){ __VA_ARGS__ }, status, message)

static void
test_refused(void **state)
{
	(void)state;
	REFUSED(CTXH_EUSAGE, "no such term", .year = "2023", .term = "3");
	REFUSED(CTXH_EUSAGE, "no period", .year = "2023");
	REFUSED(CTXH_EUSAGE, "no period", .from = "2024-01-01");
	REFUSED(CTXH_EUSAGE, "not both", .term = "1", .from = "2024-01-01",
	    .to = "2024-01-02");
	REFUSED(CTXH_EUSAGE, "before it begins", .from = "2024-01-02",
	    .to = "2024-01-01");
	REFUSED(CTXH_EUSAGE, "no such date", .from = "2024-02-30",
	    .to = "2024-03-01");
	REFUSED(CTXH_EUSAGE, "school year", .year = "23", .term = "1");
	REFUSED(CTXH_EUSAGE, "05/09/2025", .year = "2025", .term = "1");
	REFUSED(CTXH_EUSAGE, "not in the period", .year = "2023", .term = "1",
	    .until = "2024-01-19");
	REFUSED(CTXH_EUSAGE, "not in the period", .year = "2023", .term = "1",
	    .until = "2023-09-04");
	REFUSED(CTXH_EUSAGE, "version", .version = 9, .term = "1");
}

/* ---- issuing ---- */

static int
issue(int who, const char *number, const char *date, unsigned flags,
    ctxh_value **out)
{
	struct ctxh_report_options opt = { .version = CTXH_REPORT_VERSION,
	    .year = "2023", .term = "1", .until = "2023-12-24" };
	int rc = ctxh_report_issue(w.h[who], &opt, number, date, flags, out);

	assert_true((rc == CTXH_OK) == (*out != NULL));
	return rc;
}

/* The days between which a report may be dated. */
static void
test_issue_date(void **state)
{
	static const struct { const char *number, *date; int rc; } dates[] = {
		{ "1", "2023-12-23", CTXH_ERULE },
		{ "1", "2023-12-24", CTXH_OK },
		{ "1", "2024-10-08", CTXH_OK },
		{ "1", "2024-10-09", CTXH_ERULE },
		{ "1", "2024-02-30", CTXH_EUSAGE },
		{ "1", NULL, CTXH_EUSAGE }, { NULL, "2024-01-02", CTXH_EUSAGE },
	};
	ctxh_value *out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		assert_int_equal(issue(FOCAL, dates[i].number, dates[i].date,
		    CTXH_DRY_RUN, &out), dates[i].rc);
		ctxh_value_free(out);
	}
	good(w.h[REPORTER], ctxh_report_issued(w.h[REPORTER], &out));
	assert_int_equal(ctxh_value_count(out), 0);
	ctxh_value_free(out);
	assert_int_equal(ctxh_report_frozen(w.h[REPORTER], NULL, NULL,
	    NULL, 0, &out),
	    CTXH_ENOTFOUND);
}

static void
same_tables(const ctxh_value *a, const ctxh_value *b)
{
	char *x = ctxh_value_print(ctxh_value_get(a, "tables"), 0);
	char *y = ctxh_value_print(ctxh_value_get(b, "tables"), 0);

	assert_string_equal(x, y);
	free(x);
	free(y);
}

/* What is kept has the tables of its day, whoever reads it and whatever is
 * recorded later. */
static void
test_issue(void **state)
{
	ctxh_value *sent, *frozen, *r, *out;
	const ctxh_value *v;
	int n = 0;

	(void)state;
	sent = REPORT(FOCAL, .year = "2023", .term = "1",
	    .until = "2023-12-24");
	assert_int_equal(issue(REPORTER, "5/BC", "2023-12-25", 0, &out),
	    CTXH_EDENIED);
	good(w.h[PRINCIPAL], issue(PRINCIPAL, "5/BC", "2023-12-25", 0, &out));
	ctxh_value_free(out);
	record(w.h[FOCAL], INTAKE("L", "2023-12-24T23:59:59+07:00", "khac",
	    PUPIL(P3, "nguoi-can-tro-giup"))
	    INTAKE("M", "2023-12-25T00:00:00+07:00", "khac",
	    PUPIL(P3, "nguoi-can-tro-giup")));
	good(w.h[REPORTER], ctxh_report_frozen(w.h[REPORTER], "2023", "05/bc",
	    "2023-12-25", 0, &frozen));
	same_tables(frozen, sent);
	/* Of the day only L differs: in its row, and in the total. */
	r = REPORT(REPORTER, .year = "2023", .term = "1");
	v = ctxh_value_get(ctxh_value_get(r, "issued"), "differences");
	for (v = ctxh_value_first(v); v != NULL; v = ctxh_value_next(v))
		if (strcmp(ctxh_value_str(ctxh_value_get(v, "column")),
		    "received") == 0) {
			assert_true(ctxh_value_num(ctxh_value_get(v, "now")) ==
			    ctxh_value_num(ctxh_value_get(v, "sent")) + 1);
			n++;
		}
	assert_int_equal(n, 2);
	ctxh_value_free(r);
	ctxh_value_free(frozen);
	ctxh_value_free(sent);
}

static void
test_charts(void **state)
{
	ctxh_value *r = REPORT(FOCAL, .year = "2023", .term = "1",
	    .charts = 1);

	(void)state;
	/* Received A, D, E, B; closed F, D, A: D was not reopened by then, and
	 * nobody knew that it is E. */
	expect_chart(r, "cases-month", -1,
	    "09/2023 10/2023 11/2023 12/2023 01/2024");
	expect_chart(r, "cases-month", 0, "1 1 1 0 1");
	expect_chart(r, "cases-month", 1, "1 0 0 1 1");
	all_checks_hold(r);
	assert_non_null(detail_of(r, "months"));
	/* G, which was reopened only later. */
	expect_chart(r, "before", 0, "1 1 0 0");
	expect_chart(r, "before", 1, "4 3 0 0");
	/* high, medium, low, none; no row without a case */
	expect_chart(r, "cases-level", 1, "1 0 0 0");
	expect_chart(r, "cases-level", 3, "0 2 0 1");
	ctxh_value_free(r);
	r = REPORT(REPORTER, .year = "2023", .term = "year", .charts = 1);
	/* B and C at the turn of the terms; E counts no more, D and G are open
	 * again. */
	expect_chart(r, "cases-month", 0, "1 1 0 0 2 0 0 0 0 0 0 0 0");
	expect_chart(r, "cases-month", 1, "1 0 0 0 2 0 0 0 0 0 0 0 0");
	all_checks_hold(r);
	ctxh_value_free(r);
	r = REPORT(FOCAL, .year = "2023", .term = "year", .charts = 1,
	    .until = "2023-10-31");
	expect_chart(r, "cases-month", -1, "09/2023 10/2023");
	ctxh_value_free(r);
	r = REPORT(FOCAL, .from = "2020-01-01", .to = "2024-01-31",
	    .charts = 1);
	assert_null(by_id(ctxh_value_get(r, "charts"), "cases-month"));
	assert_null(by_id(ctxh_value_get(r, "checks"), "months"));
	assert_null(by_id(ctxh_value_get(r, "charts"), "before"));
	ctxh_value_free(r);
	r = REPORT(FOCAL, .from = "2020-01-01", .to = "2020-01-31",
	    .charts = 1);
	assert_int_equal(ctxh_value_count(ctxh_value_get(r, "charts")), 0);
	ctxh_value_free(r);
	r = REPORT(FOCAL, .year = "2023", .term = "1");
	assert_null(ctxh_value_get(r, "charts"));
	ctxh_value_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_term),
		cmocka_unit_test(test_charts),
		cmocka_unit_test(test_second_term),
		cmocka_unit_test(test_year),
		cmocka_unit_test(test_year_before),
		cmocka_unit_test(test_until),
		cmocka_unit_test(test_two_days),
		cmocka_unit_test(test_running),
		cmocka_unit_test(test_same_for_all),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_issue_date),
		cmocka_unit_test(test_issue),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
