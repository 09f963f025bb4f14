/* The student register: importing lists as they really are, and reading. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ctxh.h"

#define LISTS "tests/data/lists/"
#define HEAD "STT,Mã định danh Bộ GD&ĐT,Số ĐDCN,Họ và tên,Ngày sinh," \
	"Giới tính,Lớp,Dân tộc\n"

struct fixture {
	ctxh		*h;
	char		 path[64];
	ctxh_value	*out;		/* of the last import */
	char		 rejects[8192];
	size_t		 nrejects;
	char		 seen[65536];	/* rows, one a line */
	size_t		 nseen;
	int		 stop_at;	/* a call of progress that says stop */
	int		 calls;
};

static int
progress(void *ctx, uint64_t done, uint64_t total)
{
	struct fixture *f = ctx;

	assert_true(total == 0 || done <= total);
	return ++f->calls == f->stop_at;
}

static int
set_up(void **state)
{
	struct fixture	*f = calloc(1, sizeof(*f));
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN, .progress = progress, .progress_ctx = f };
	static const char text[] = "{\"name\":\"TH Hát Lót\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"]}";
	ctxh_value	*school;
	char		*key, *pub, *sheet;
	int		 fd;

	assert_non_null(f);
	strcpy(f->path, "/tmp/ctxh-students-XXXXXX");
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

static int
read_file(void *ctx, void *buf, size_t size, size_t *got)
{
	*got = fread(buf, 1, size, ctx);
	return ferror((FILE *)ctx);
}

static int
take_reject(void *ctx, const void *p, size_t n)
{
	struct fixture *f = ctx;

	assert_true(f->nrejects + n < sizeof(f->rejects));
	memcpy(f->rejects + f->nrejects, p, n);
	f->nrejects += n;
	f->rejects[f->nrejects] = '\0';
	return 0;
}

static int
run(struct fixture *f, FILE *in, struct ctxh_import_options *o)
{
	int rc;

	assert_non_null(in);
	o->version = CTXH_IMPORT_VERSION;
	if (o->year == NULL)
		o->year = "2023";
	o->read = read_file;
	o->read_ctx = in;
	ctxh_value_free(f->out);
	f->nrejects = 0;
	rc = ctxh_student_import(f->h, o, &f->out);
	fclose(in);
	return rc;
}

static int
import_file(struct fixture *f, const char *path, const char *year)
{
	struct ctxh_import_options o = { .year = year };

	return run(f, fopen(path, "rb"), &o);
}

static int
import_with(struct fixture *f, const char *text, struct ctxh_import_options *o)
{
	FILE *in = tmpfile();

	assert_non_null(in);
	fputs(text, in);
	rewind(in);
	return run(f, in, o);
}

static int
import_text(struct fixture *f, const char *text)
{
	struct ctxh_import_options o = { 0 };

	return import_with(f, text, &o);
}

static long
count(struct fixture *f, const char *key)
{
	return (long)ctxh_value_num(ctxh_value_get(f->out, key));
}

static void
assert_counts(struct fixture *f, long created, long updated, long unchanged)
{
	assert_int_equal(count(f, "created"), created);
	assert_int_equal(count(f, "updated"), updated);
	assert_int_equal(count(f, "unchanged"), unchanged);
}

/* Whether a list has a finding at that place which says that. */
static int
has(struct fixture *f, const char *list, int line, int column,
    const char *text)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(ctxh_value_get(f->out, list)); v != NULL;
	    v = ctxh_value_next(v))
		if ((int)ctxh_value_num(ctxh_value_get(v, "line")) == line &&
		    (int)ctxh_value_num(ctxh_value_get(v, "column")) ==
		    column && strstr(ctxh_value_str(ctxh_value_get(v,
		    "message")), text) != NULL)
			return 1;
	return 0;
}

static size_t
findings(struct fixture *f, const char *list)
{
	return ctxh_value_count(ctxh_value_get(f->out, list));
}

static int
see(void *ctx, const ctxh_value *row)
{
	struct fixture	*f = ctx;
	char		*s = ctxh_value_print(row, 0);

	assert_non_null(s);
	assert_true(f->nseen + strlen(s) + 2 < sizeof(f->seen));
	f->nseen += (size_t)sprintf(f->seen + f->nseen, "%s\n", s);
	free(s);
	return 0;
}

static const char *
find(struct fixture *f, const char *text)
{
	f->nseen = 0;
	f->seen[0] = '\0';
	assert_int_equal(ctxh_student_find(f->h, text, CTXH_NAMES, see, f),
	    CTXH_OK);
	return f->seen;
}

static void
assert_sound(struct fixture *f)
{
	ctxh_value *out;

	assert_int_equal(ctxh_fsck(f->h, NULL, 0, &out), CTXH_OK);
	ctxh_value_free(out);
	/* What is written anew is what was there. */
	assert_int_equal(ctxh_fsck(f->h, NULL, CTXH_REBUILD, &out), CTXH_OK);
	ctxh_value_free(out);
	assert_int_equal(ctxh_fsck(f->h, NULL, 0, &out), CTXH_OK);
	ctxh_value_free(out);
}

static void
again_is_unchanged(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", "2023"),
	    CTXH_OK);
	assert_int_equal(count(f, "read"), 612);
	assert_counts(f, 612, 0, 0);
	assert_int_equal(count(f, "op"), 2);
	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", "2023"),
	    CTXH_OK);
	assert_counts(f, 0, 0, 612);
	assert_int_equal(ctxh_value_kind(ctxh_value_get(f->out, "op")),
	    CTXH_NULL);
	/* The same pupils from a Mac: accents apart from their letters. */
	assert_int_equal(import_file(f, LISTS "04-macos-nfd.csv",
	    "2023-2024"), CTXH_OK);
	assert_counts(f, 0, 0, 200);
	assert_sound(f);
}

static void
new_year_moves_up(void **state)
{
	struct ctxh_import_options o = { .year = "2024" };
	struct fixture	*f = *state;
	ctxh_value	*v;

	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000001,Lò Văn An,01/02/2016,Nam,2B,Thái\n"), CTXH_OK);
	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", "2022"),
	    CTXH_OK);
	assert_int_equal(import_with(f, HEAD
	    "1,A1,,Lò Văn An,01/02/2016,Nam,3B,Thái\n", &o), CTXH_OK);
	assert_counts(f, 0, 1, 0);
	assert_int_equal(count(f, "moved_up"), 1);
	/* An id that the new list leaves out stays the pupil's. */
	assert_int_equal(ctxh_student_show(f->h, "14216000001", 0, &v),
	    CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "class")), "3B");
	assert_int_equal(ctxh_value_count(ctxh_value_get(v, "years")), 2);
	assert_null(ctxh_value_get(v, "name"));
	ctxh_value_free(v);
	/* The old year's list is compared with the old year. */
	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000001,Lò Văn An,01/02/2016,Nam,2B,Thái\n"), CTXH_OK);
	assert_counts(f, 0, 0, 1);
	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000001,Lò Văn An,01/02/2016,Nam,2C,Thái\n"), CTXH_OK);
	assert_counts(f, 0, 1, 0);
	assert_int_equal(ctxh_student_show(f->h, "a1", 0, &v), CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "class")), "3B");
	ctxh_value_free(v);
	assert_sound(f);
}

static void
all_errors_at_once(void **state)
{
	static const struct {
		int line, column;
		const char *text;
	} errors[] = {
		{ 6, 5, "no such date: \"31/02/2015\"" },
		{ 11, 2, "the same id as in line 10: another pupil" },
		{ 16, 6, "sex unknown" }, { 21, 3, "scientific" },
		{ 26, 4, "no name" }, { 31, 2, "no id" },
		{ 36, 5, "no such date" }, { 41, 8, "ethnic group unknown" },
	};
	struct fixture	*f = *state;
	size_t		 i, n = sizeof(errors) / sizeof(errors[0]);
	ctxh_value	*v;

	assert_int_equal(import_file(f, LISTS "07-errors.csv", "2023"),
	    CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), n);
	for (i = 0; i < n; i++)
		assert_true(has(f, "errors", errors[i].line,
		    errors[i].column, errors[i].text));
	assert_int_equal(findings(f, "warnings"), 1);
	assert_true(has(f, "warnings", 51, 3, "sex"));
	assert_int_equal(count(f, "read"), 60);
	assert_int_equal(count(f, "rejected"), 8);
	assert_counts(f, 0, 0, 0);
	assert_int_equal(ctxh_student_show(f->h, "1400100000", 0, &v),
	    CTXH_ENOTFOUND);
	assert_sound(f);
}

static void
good_rows_are_taken(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { .keep_going = 1,
	    .reject = take_reject, .reject_ctx = f };
	const char	*s;
	int		 lines = 0;

	assert_int_equal(run(f, fopen(LISTS "07-errors.csv", "rb"), &o),
	    CTXH_EPARTLY);
	assert_counts(f, 52, 0, 0);
	assert_int_equal(count(f, "rejected"), 8);
	for (s = f->rejects; *s != '\0'; s++)
		lines += *s == '\n';
	assert_int_equal(lines, 9);
	assert_non_null(strstr(f->rejects, "STT,"));
	assert_non_null(strstr(f->rejects, "\n10,1400100008,"));
	assert_null(strstr(f->rejects, "\n9,"));
	/* A name like a formula is a name. */
	assert_non_null(strstr(find(f, "1400100044"), "\"=cmd|calc\""));
	assert_sound(f);
}

static void
rejects_of_a_refused_list(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { .reject = take_reject,
	    .reject_ctx = f };

	assert_int_equal(run(f, fopen(LISTS "07-errors.csv", "rb"), &o),
	    CTXH_EFAIL);
	assert_counts(f, 0, 0, 0);
	assert_non_null(strstr(f->rejects, "\n40,"));
	assert_int_equal(findings(f, "errors"), 8);
}

static void
unknown_header(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { 0 };
	ctxh_value	*map = ctxh_value_object();

	assert_int_equal(import_file(f, LISTS "08-unknown-header.csv", NULL),
	    CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), 1);
	assert_true(has(f, "errors", 1, 4, "\"Họ và tên\""));
	assert_non_null(map);
	o.map = map;
	ctxh_value_put(map, "họ và TÊNN", ctxh_value_text("name"));
	assert_int_equal(run(f, fopen(LISTS "08-unknown-header.csv", "rb"),
	    &o), CTXH_OK);
	assert_counts(f, 20, 0, 0);
	ctxh_value_put(map, "x", ctxh_value_text("y"));
	assert_int_equal(run(f, fopen(LISTS "08-unknown-header.csv", "rb"),
	    &o), CTXH_EUSAGE);
	assert_null(f->out);
	ctxh_value_free(map);
}

static void
ignored_and_bare_columns(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { 0 };
	ctxh_value	*ignore = ctxh_value_list();
	static const char list[] = "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Cân nặng,"
	    ",\nH1,Lò An,1/2/2016,nam,2B,30,,\n";

	assert_int_equal(import_text(f, list), CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 6, "Cân nặng"));
	ctxh_value_push(ignore, ctxh_value_text("CÂN NẶNG"));
	o.ignore = ignore;
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_counts(f, 1, 0, 0);
	assert_int_equal(findings(f, "warnings"), 0);
	ctxh_value_free(ignore);
}

static void
excel_list_with_titles(void **state)
{
	struct fixture	*f = *state;
	const char	*s;

	assert_int_equal(import_file(f, LISTS
	    "02-thcs-excel-bom-semicolon.csv", NULL), CTXH_OK);
	assert_int_equal(count(f, "read"), 487);
	assert_counts(f, 487, 0, 0);
	assert_true(has(f, "warnings", 7, 3, "014211212000"));
	assert_true(has(f, "warnings", 7, 7, "grade 7"));
	/* Each warning a hundred times, then only counted. */
	assert_true(count(f, "warnings_total") > 487);
	assert_true(findings(f, "warnings") <= 500);
	s = find(f, "14211212000");
	assert_non_null(strstr(s, "\"name\":\"Huỳnh Minh Quân\""));
	assert_sound(f);
}

/* Read as what they are; not as what they are not. */
static void
encodings(void **state)
{
	static const struct { const char *path, *encoding; } lists[] = {
		{ LISTS "03-unicode-text-utf16.txt", "utf-16le" },
		{ LISTS "05-windows-1258.csv", "windows-1258" },
		{ LISTS "06-tcvn3.csv", "tcvn3" },
	};
	struct ctxh_import_options o = { .encoding = "utf-8" };
	struct fixture	*f = *state;
	size_t		 i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		assert_int_equal(run(f, fopen(lists[i].path, "rb"),
		    &o), CTXH_EFAIL);
		assert_int_equal(findings(f, "errors"), 1);
		assert_true(has(f, "errors", 1, 0, "UTF-"));
		assert_int_equal(import_file(f, lists[i].path, NULL), CTXH_OK);
		assert_int_equal(count(f, "read"), 200);
		assert_string_equal(ctxh_value_str(ctxh_value_get(f->out,
		    "encoding")), lists[i].encoding);
	}
	o.encoding = "latin1";
	assert_int_equal(run(f, fopen(lists[0].path, "rb"), &o),
	    CTXH_EUSAGE);
}

static void
dry_run_is_the_run(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { .dry_run = 1 };
	ctxh_value	*v;

	assert_int_equal(run(f, fopen(LISTS "01-tieu-hoc-utf8.csv", "rb"), &o),
	    CTXH_OK);
	assert_counts(f, 612, 0, 0);
	assert_int_equal(ctxh_value_kind(ctxh_value_get(f->out, "op")),
	    CTXH_NULL);
	assert_int_equal(ctxh_student_show(f->h, "1400100000", 0, &v),
	    CTXH_ENOTFOUND);
	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", NULL),
	    CTXH_OK);
	assert_counts(f, 612, 0, 0);
}

static void
ids_are_of_one_pupil(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000001,Lò Văn An,01/02/2016,Nam,2B,Thái\n"
	    "2,A2,14216000001,Lò Văn Bình,01/02/2016,Nam,2B,Thái\n"),
	    CTXH_EFAIL);
	assert_true(has(f, "errors", 3, 3, "line 2"));
	assert_int_equal(count(f, "rejected"), 1);
	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000001,Lò Văn An,01/02/2016,Nam,2B,Thái\n"), CTXH_OK);
	/* Against the register, too. */
	assert_int_equal(import_text(f, HEAD
	    "1,A2,014216000001,Lò Văn Bình,01/02/2016,Nam,2B,Thái\n"),
	    CTXH_EFAIL);
	assert_true(has(f, "errors", 2, 3, "register"));
	/* Another personal id takes the place of the old one. */
	assert_int_equal(import_text(f, HEAD
	    "1,A1,014216000009,Lò Văn An,01/02/2016,Nam,2B,Thái\n"), CTXH_OK);
	assert_counts(f, 0, 1, 0);
	assert_string_equal(find(f, "014216000001"), "");
	assert_int_equal(import_text(f, HEAD
	    "1,A2,014216000001,Lò Văn Bình,01/02/2016,Nam,2B,Thái\n"
	    "2,a1,014216000009,Lò Văn An,01/02/2016,Nam,2B,Thái\n"
	    "3,A1,,Lò Văn An,01/02/2016,Nam,2B,Thái\n"), CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), 1);
	assert_true(has(f, "errors", 4, 2, "line 3"));
	assert_sound(f);
}

static void
rows_below_the_list(void **state)
{
	struct fixture *f = *state;
	static const char list[] = HEAD
	    "1,A1,,Lò Văn An,01/02/2016,Nam,2B,Thái\n"
	    "2,,,,,,,\n"
	    ",,,,,,,\n"
	    HEAD
	    "3,A3,,Lò Văn Ba,01/02/2016,Nam,2B,Thái\n"
	    ",Tổng số: 2 học sinh\n"
	    ",,,,,\"Hát Lót, ngày 5 tháng 9 năm 2023\"\n"
	    ",Người lập biểu,,,,,,HIỆU TRƯỞNG\n"
	    ",Nguyễn Văn Tâm,,,,,,\n";
	char more[2048];

	assert_int_equal(import_text(f, list), CTXH_OK);
	assert_int_equal(count(f, "read"), 2);
	(void)snprintf(more, sizeof(more), "%s"
	    "9,A9,,Lò Văn Chín,01/02/2016,Nam,2B,Thái\n", list);
	assert_int_equal(import_text(f, more), CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), 1);
	assert_true(has(f, "errors", 11, 0, "line 7"));
}

static void
split_names_and_girls(void **state)
{
	struct fixture	*f = *state;
	const char	*s;

	assert_int_equal(import_text(f, "sep=;\n"
	    "Ma dinh danh;Họ đệm;Tên;Ngày sinh;Nữ;Lớp;Dân tộc\n"
	    "A1;VỪ  THỊ;HOA;2016-2-3;x;2B;H'Mông\n"), CTXH_EFAIL);
	assert_true(has(f, "errors", 3, 4, "2016-2-3"));
	assert_int_equal(import_text(f, "sep=;\n"
	    "Ma dinh danh;Họ đệm;Tên;Ngày sinh;Nữ;Lớp;Dân tộc\n"
	    "A1;VỪ  THỊ;HOA;2016-02-03;x;2B;H'Mông\n"
	    "A2;Ðỗ;Nam;3-2-2016;;10A1;Xinh Mun\n"), CTXH_OK);
	assert_true(has(f, "warnings", 4, 6, "grade 10"));
	s = find(f, "vu hoa");
	assert_non_null(strstr(s, "\"name\":\"Vừ Thị Hoa\""));
	assert_non_null(strstr(s, "\"sex\":\"nu\",\"ethnic\":\"08\""));
	s = find(f, "đỗ");
	assert_non_null(strstr(s, "\"name\":\"Đỗ Nam\""));
	assert_non_null(strstr(s, "\"sex\":\"nam\",\"ethnic\":\"34\""));
	assert_non_null(strstr(s, "\"born\":\"2016-02-03\""));
}

static void
list_without_ids(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { .key_name_dob = 1 };
	static const char list[] = "Họ tên,Ngày sinh,Giới tính,Lớp\n"
	    "Lò Văn An,01/02/2016,Nam,2B\nLò Văn Bình,01/02/2016,Nam,2B\n";

	assert_int_equal(import_text(f, list), CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), 1);
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_counts(f, 2, 0, 0);
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_counts(f, 0, 0, 2);
	assert_sound(f);
}

static void
missing_columns(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(import_text(f, "Mã HS,Họ tên,STT\nH1,Lò An,1\n"),
	    CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 0, "\"Ngày sinh\""));
	assert_true(has(f, "errors", 1, 0, "\"Giới tính\""));
	assert_true(has(f, "errors", 1, 0, "\"Lớp\""));
	assert_int_equal(import_text(f, "a,b,c\n1,2,3\n"), CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 0, "no row of headers"));
	assert_int_equal(import_text(f, ""), CTXH_EFAIL);
}

static void
zeros_and_apostrophes(void **state)
{
	struct fixture	*f = *state;
	ctxh_value	*v;

	assert_int_equal(import_text(f, "Mã HS,Số ĐDCN,Họ tên,Ngày sinh,Phái,"
	    "Lớp,SĐT\nH1,'014216000001,Lò An,1/2/2016,NAM,2B,912345678\n"),
	    CTXH_OK);
	assert_true(has(f, "warnings", 2, 2, "apostrophe"));
	assert_true(has(f, "warnings", 2, 7, "0912345678"));
	assert_int_equal(ctxh_student_show(f->h, " h1 ", CTXH_NAMES, &v),
	    CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "phone")),
	    "0912345678");
	ctxh_value_free(v);
	assert_int_equal(import_text(f, "Mã HS,Số ĐDCN,Họ tên,Ngày sinh,Phái,"
	    "Lớp\nH2,014117000002,Lò Bình,1/2/2016,Nam,2B\n"), CTXH_OK);
	assert_true(has(f, "warnings", 2, 2, "sex"));
	assert_true(has(f, "warnings", 2, 2, "year"));
	/* Our own neutralisation is undone, and nothing else. */
	assert_int_equal(import_text(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp\n"
	    "H3,'=1+1,1/2/2016,Nam,2B\nH4,'Ba,1/2/2016,Nam,2B\n"), CTXH_OK);
	assert_non_null(strstr(find(f, "h3"), "\"name\":\"=1+1\""));
	assert_non_null(strstr(find(f, "h4"), "\"name\":\"'Ba\""));
}

static void
listing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(import_text(f, HEAD
	    "1,A1,,Lò Văn An,01/02/2016,Nam,2B,Thái\n"
	    "2,A2,,Lò Văn Bình,01/02/2017,Nam,1A,Thái\n"), CTXH_OK);
	assert_int_equal(ctxh_student_list(f->h, NULL, NULL, 0, see, f),
	    CTXH_OK);
	assert_true(strstr(f->seen, "\"1A\"") < strstr(f->seen, "\"2B\""));
	assert_null(strstr(f->seen, "Lò"));
	assert_null(strstr(f->seen, "A1"));
	f->nseen = 0;
	assert_int_equal(ctxh_student_list(f->h, "2023", "2B", CTXH_NAMES, see,
	    f), CTXH_OK);
	assert_non_null(strstr(f->seen, "\"student\":\"A1\",\"name\":\"Lò Văn "
	    "An\",\"born\":\"2016-02-01\""));
	assert_null(strstr(f->seen, "Bình"));
	/* Reading names is an operation, importing one, making the store. */
	f->nseen = 0;
	assert_int_equal(ctxh_log(f->h, NULL, see, f), CTXH_OK);
	assert_non_null(strstr(f->seen, "\"op\":3"));
	assert_null(strstr(f->seen, "\"op\":4"));
	assert_string_equal(find(f, "an binh"), "");
}

/* Every header of the paper on student files, and some more. */
static void
headers(void **state)
{
	static const char *const known[] = {
		"STT", "TT", "Mã lớp", "Lớp", "Tên lớp", "Tên lớp học",
		"Khối", "Khối học/Nhóm tuổi", "Mã học sinh", "Mã HS",
		"Mã định danh Bộ GD&ĐT", "Mã định danh bộ GDĐT",
		"Mã định danh", "Ma dinh danh", "Số ĐDCN",
		"Số định danh cá nhân", "Mã định danh cá nhân", "Số CCCD",
		"Định danh", "Họ và tên", "Họ tên", "Tên học sinh", "Họ đệm",
		"Tên", "Ngày sinh", "Ngày tháng năm sinh", "Giới tính",
		"Phái", "Nữ", "Dân tộc", "Tôn giáo", "Quốc tịch", "Nơi sinh",
		"Chỗ ở hiện tại", "Địa chỉ", "Tỉnh", "Huyện", "Xã", "SĐT",
		"Điện thoại", "Họ tên cha", "Năm sinh cha",
		"Nghề nghiệp cha", "Họ tên mẹ", "Năm sinh mẹ",
		"Nghề nghiệp mẹ", "Họ tên người giám hộ",
		"Năm sinh người giám hộ", "Nghề nghiệp người giám hộ",
		"Khu vực", "Đối tượng chính sách", "Diện chính sách",
		"Hộ nghèo", "Cận nghèo", "Hộ cận nghèo", "GVCN",
		"Khuyết tật", "Loại khuyết tật", "Trạng thái",
		"Trạng thái HS", "Lưu ban năm trước", "Đội viên",
		"HỌ VÀ TÊN *", "ngay sinh (dd/mm/yyyy)",
		"Giới tính (Nam/Nữ)", "Chỗ ở hiện tại", "Ðịa chỉ", "Lý do",
	};
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .read = read_file };
	struct fixture	*f = *state;
	const ctxh_value *c;
	FILE		*in = tmpfile();
	ctxh_value	*v;
	size_t		 i, n = sizeof(known) / sizeof(known[0]);

	assert_non_null(in);
	for (i = 0; i < n; i++)
		fprintf(in, "%s\"%s\"", i > 0 ? "," : "", known[i]);
	fputs("\n", in);
	rewind(in);
	o.read_ctx = in;
	/* Many of them say the same, so the list itself is no good. */
	assert_int_equal(ctxh_student_map(f->h, &o, &v), CTXH_EFAIL);
	fclose(in);
	c = ctxh_value_first(ctxh_value_get(v, "columns"));
	for (i = 0; i < n; i++, c = ctxh_value_next(c)) {
		assert_non_null(c);
		assert_string_equal(ctxh_value_str(ctxh_value_get(c,
		    "from")), "alias");
		assert_string_equal(ctxh_value_str(ctxh_value_get(c,
		    "header")), i == n - 2 ? "Địa chỉ" : known[i]);
	}
	ctxh_value_free(v);
}

/* Headers of two rows: titles that span columns, and what is below them. */
static void
two_rows_of_headers(void **state)
{
	struct fixture	*f = *state;
	ctxh_value	*v;

	assert_int_equal(import_text(f, "SỞ GIÁO DỤC,,,\n,DANH SÁCH,,\n"
	    "STT,Mã HS,Họ và tên,,Ngày sinh,Giới tính,,Lớp,Cha,,,"
	    "Thông tin về mẹ,,,Người giám hộ,\n"
	    ",,Họ đệm,Tên,(dd/mm/yyyy),Nam,Nữ,,Họ tên,Năm sinh,Nghề nghiệp,"
	    "Họ và tên,Năm sinh,Điện thoại,Họ tên,SĐT\n"
	    "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n"
	    "1,H1,Lò Văn,An,1/2/2016,x,,2B,Lò Văn Cha,1980,nông dân,"
	    "Lò Thị Mẹ,1982,0912345678,Lò Ông,0912345679\n"
	    ",,Họ đệm,Tên,(dd/mm/yyyy),Nam,Nữ,,Họ tên,Năm sinh,Nghề nghiệp,"
	    "Họ và tên,Năm sinh,Điện thoại,Họ tên,SĐT\n"
	    "2,H2,Lò Thị,Ba,1/2/2016,,x,2B,,,,,,,,\n"), CTXH_OK);
	assert_counts(f, 2, 0, 0);
	assert_int_equal(findings(f, "warnings"), 0);
	assert_int_equal(ctxh_student_show(f->h, "H1", CTXH_NAMES, &v),
	    CTXH_OK);
#define IS(key, text) assert_string_equal(ctxh_value_str(ctxh_value_get(v, \
	key)), text)
	IS("name", "Lò Văn An");
	IS("sex", "nam");
	IS("father", "Lò Văn Cha");
	IS("father_born", "1980");
	IS("father_job", "nông dân");
	IS("mother", "Lò Thị Mẹ");
	IS("mother_born", "1982");
	IS("mother_phone", "0912345678");
	IS("guardian", "Lò Ông");
	IS("guardian_phone", "0912345679");
	ctxh_value_free(v);
	/* A title of one column. */
	assert_int_equal(import_text(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Cha,"
	    ",Mẹ\n,,,,,Họ tên,Nghề nghiệp,Họ tên\n"
	    "H3,Lò Ca,1/2/2016,Nam,2B,Lò Văn Cha,nông dân,Lò Thị Mẹ\n"),
	    CTXH_OK);
	assert_counts(f, 1, 0, 0);
	assert_int_equal(ctxh_student_show(f->h, "H3", CTXH_NAMES, &v),
	    CTXH_OK);
	IS("father", "Lò Văn Cha");
	IS("mother", "Lò Thị Mẹ");
	ctxh_value_free(v);
	/* What is below a person's title is that person's, or unknown. */
	assert_int_equal(import_text(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Cha,"
	    "\n,,,,,Họ tên,Địa chỉ\nH1,Lò An,1/2/2016,Nam,2B,a,b\n"),
	    CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 7, "Cha / Địa chỉ"));
	/* One row of headers, the name in two columns below one. */
	assert_int_equal(import_text(f, "Mã HS,Họ và tên,,Ngày sinh,Phái,"
	    "Lớp,\nH3,Vừ Thị,Hoa,1/2/2016,Nữ,2B,\n"
	    "H4,Vừ A Páo,,1/2/2016,Nam,2B,\n"), CTXH_OK);
	assert_int_equal(findings(f, "warnings"), 0);
	assert_int_equal(ctxh_student_show(f->h, "H3", CTXH_NAMES, &v),
	    CTXH_OK);
	IS("name", "Vừ Thị Hoa");
	ctxh_value_free(v);
	assert_int_equal(ctxh_student_show(f->h, "H4", CTXH_NAMES, &v),
	    CTXH_OK);
	IS("name", "Vừ A Páo");
	ctxh_value_free(v);
	assert_sound(f);
}

/* The i-th item of what is said of columns, as JSON. */
static char *
nth(const ctxh_value *v, const char *key, int i)
{
	const ctxh_value *item = ctxh_value_first(ctxh_value_get(v, key));

	while (i-- > 0 && item != NULL)
		item = ctxh_value_next(item);
	return item != NULL ? ctxh_value_print(item, 0) : strdup("");
}

static void
assert_nth(const ctxh_value *v, const char *key, int i, const char *json)
{
	char *s = nth(v, key, i);

	assert_non_null(s);
	assert_string_equal(s, json);
	free(s);
}

static void
mapping_is_remembered(void **state)
{
	static const char list[] = "Mã số,Ho ten hs,Ngày sinh,Phái,Lớp,Ghi chú,"
	    "Ghi chú,\nH1,Lò An,1/2/2016,Nam,2B,a,b,0912345678\n";
	struct fixture	*f = *state;
	struct ctxh_import_options o = { .dry_run = 1 };
	ctxh_value	*map = ctxh_value_object(), *v;
	ctxh_value	*ignore = ctxh_value_list();

	assert_int_equal(import_text(f, list), CTXH_EFAIL);
	assert_int_equal(findings(f, "errors"), 4);
	o.map = map;
	o.ignore = ignore;
	ctxh_value_put(map, "mã SỐ", ctxh_value_text("ma-hs"));
	ctxh_value_put(map, "B", ctxh_value_text("Họ và tên"));
	ctxh_value_put(map, "#8", ctxh_value_text("phone"));
	ctxh_value_push(ignore, ctxh_value_text("ghi chu"));
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_int_equal(findings(f, "warnings"), 0);
	assert_int_equal(ctxh_value_count(ctxh_value_get(f->out, "mapping")),
	    5);
	assert_nth(f->out, "mapping", 0, "{\"column\":1,\"letter\":\"A\","
	    "\"header\":\"Mã số\",\"field\":\"ma-hs\",\"label\":"
	    "\"Mã học sinh\",\"from\":\"said\"}");
	/* Nothing is remembered of a trial. */
	assert_int_equal(import_text(f, list), CTXH_EFAIL);
	o.dry_run = 0;
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_int_equal(import_text(f, list), CTXH_OK);
	assert_counts(f, 0, 0, 1);
	assert_nth(f->out, "mapping", 1, "{\"column\":2,\"letter\":\"B\","
	    "\"header\":\"Ho ten hs\",\"field\":\"name\",\"label\":"
	    "\"Họ và tên\",\"from\":\"remembered\"}");
	assert_nth(f->out, "mapping", 3, "{\"column\":7,\"letter\":\"G\","
	    "\"header\":\"Ghi chú\",\"field\":null,\"label\":null,"
	    "\"from\":\"remembered\"}");
	/* A header that is there again in another list is known, a place is
	 * not. */
	assert_int_equal(import_text(f, "Mã số,Họ tên,Ngày sinh,Phái,Lớp,\n"
	    "H1,Lò An,1/2/2016,Nam,2B,x\n"), CTXH_OK);
	assert_int_equal(findings(f, "warnings"), 1);
	/* What is said goes before what is remembered, and replaces it. */
	ctxh_value_free(map);
	o.map = map = ctxh_value_object();
	o.ignore = NULL;
	ctxh_value_put(map, "Ho ten hs", ctxh_value_text("father"));
	ctxh_value_put(map, "#6", ctxh_value_text("name"));
	assert_int_equal(import_with(f, list, &o), CTXH_OK);
	assert_counts(f, 0, 1, 0);
	assert_int_equal(ctxh_student_map(f->h, NULL, &v), CTXH_OK);
	assert_int_equal(ctxh_value_count(ctxh_value_get(v, "remembered")), 5);
	ctxh_value_free(v);
	assert_int_equal(ctxh_student_map_forget(f->h, "ho ten HS", &v),
	    CTXH_OK);
	ctxh_value_free(v);
	assert_int_equal(import_text(f, list), CTXH_EFAIL);
	assert_int_equal(ctxh_student_map_forget(f->h, "ho ten HS", &v),
	    CTXH_ENOTFOUND);
	assert_int_equal(ctxh_student_map_forget(f->h, NULL, &v), CTXH_OK);
	assert_int_equal((int)ctxh_value_num(ctxh_value_get(v, "forgotten")),
	    4);
	ctxh_value_free(v);
	assert_int_equal(ctxh_student_map(f->h, NULL, &v), CTXH_OK);
	assert_int_equal(ctxh_value_count(ctxh_value_get(v, "remembered")), 0);
	ctxh_value_free(v);
	ctxh_value_free(map);
	ctxh_value_free(ignore);
	assert_sound(f);
}

/* Columns by their places: no header at all, two of one name, a slip. */
static void
columns_by_place(void **state)
{
	static const char bare[] = "Trường TH Hát Lót\n"
	    "1,H1,Lò Văn An,1/2/2016,Nam,2B\n2,H2,Lò Thị Ba,1/2/2016,Nữ,2B\n";
	struct fixture	*f = *state;
	struct ctxh_import_options o = { 0 };
	ctxh_value	*map = ctxh_value_object();

	o.map = map;
	assert_int_equal(import_text(f, bare), CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 0, "no row of headers"));
	ctxh_value_put(map, "#2", ctxh_value_text("ma-hs"));
	ctxh_value_put(map, "C", ctxh_value_text("name"));
	ctxh_value_put(map, "d", ctxh_value_text("born"));
	ctxh_value_put(map, "#6", ctxh_value_text("class"));
	assert_int_equal(import_with(f, bare, &o), CTXH_EFAIL);
	assert_true(has(f, "errors", 2, 0, "Giới tính"));
	ctxh_value_put(map, "#5", ctxh_value_text("sex"));
	assert_int_equal(import_with(f, bare, &o), CTXH_OK);
	assert_counts(f, 2, 0, 0);
	assert_int_equal(count(f, "read"), 2);
	ctxh_value_free(map);
	/* Twice the same header: one of them is passed over by its place. */
	assert_int_equal(import_text(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Họ "
	    "và tên\nH1,Lò Văn An,1/2/2016,Nam,2B,x\n"), CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 6, "\"#2\""));
	o.map = map = ctxh_value_object();
	ctxh_value_put(map, "#6", ctxh_value_text("father"));
	assert_int_equal(import_with(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Họ "
	    "và tên\nH1,Lò Văn An,1/2/2016,Nam,2B,x\n", &o), CTXH_OK);
	assert_counts(f, 0, 1, 0);
	ctxh_value_put(map, "Ngày sanh", ctxh_value_text("born"));
	assert_int_equal(import_with(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,Họ "
	    "và tên\nH1,Lò Văn An,1/2/2016,Nam,2B,x\n", &o), CTXH_EFAIL);
	assert_true(has(f, "errors", 1, 0, "\"Ngày sinh\""));
	ctxh_value_free(map);
	assert_sound(f);
}

static int
class_is(void *ctx, const ctxh_value *row)
{
	struct fixture	*f = ctx;
	const ctxh_value *grade = ctxh_value_get(row, "grade");

	f->nseen = (size_t)sprintf(f->seen, "%s %d",
	    ctxh_value_str(ctxh_value_get(row, "class")),
	    ctxh_value_kind(grade) == CTXH_NUMBER ?
	    (int)ctxh_value_num(grade) : -1);
	return 0;
}

/* A class has one name, whatever the spelling. */
static void
class_names(void **state)
{
	static const struct {
		const char *spellings, *name;
		int grade;
	} classes[] = {
		{ "6A|6/A|6.A|6-A|6 A|6a|06A|6 - a|6_A|Lớp 6A|lớp 6 a|LỚP 6/A|"
		    "Lop 6A|Lớp: 6A|lớp6A|6 \u2013 A", "6A", 6 },
		{ "6A1|6/A1|6.A1|6A/1|6 A 1|6a1|Lớp 6A1|Lớp 6-A1", "6A1", 6 },
		{ "6/1|6.1|6-1|6 1|Lớp 6/1", "6/1", 6 },
		{ "6Đ|6đ|Lớp 6Ð|6/Đ", "6Đ", 6 },
		{ "6D|6/d", "6D", 6 },
		{ "10 Toán|10Toán|10 TOÁN|10-toán|Lớp 10 Toán", "10 Toán",
		    10 },
		{ "10 chuyên Toán|10 Chuyên Toán|10 CHUYÊN TOÁN|"
		    "10chuyên toán", "10 Chuyên Toán", 10 },
		{ "10CT1|10 CT1|10ct1|10-CT1|10CT 1", "10CT1", 10 },
		{ "10 Anh|10ANH|10 anh", "10 Anh", 10 },
		{ "11 Hoá|11 Hóa|11HOÁ|11 HÓA", "11 Hóa", 11 },
		{ "12 Quý|12QUÝ", "12 Quý", 12 },
		{ "10KHTN|10 KHTN|10khtn", "10KHTN", 10 },
		{ "10A1 CLC|10 A1 CLC", "10A1CLC", 10 },
		{ "10A CLC|10 A-CLC", "10A CLC", 10 },
		{ "Mầm 1|MẦM 1|mầm1|Mầm-1|Lớp Mầm 1", "Mầm 1", 3 },
		{ "Chồi B|chồi b", "Chồi B", 4 },
		{ "Lá A|lá a|LÁ A|Lớp Lá A", "Lá A", 5 },
		{ "Bé A|BÉ A|bé a|Lớp Bé A", "Bé A", 3 },
		{ "Nhỡ 2|NHỠ 2|nhỡ-2", "Nhỡ 2", 4 },
		{ "Mẫu giáo lớn B|MẪU GIÁO LỚN B", "Mẫu Giáo Lớn B", 5 },
		{ "MG Lớn|mg lớn", "MG Lớn", 5 },
		{ "MGN 1|mgn1|MGN-1", "MGN1", 4 },
		{ "5-6 tuổi A|5 - 6 TUỔI A|Lớp 5-6 tuổi A|5\u20136 tuổi A",
		    "5-6 tuổi A", 5 },
		{ "Nhà trẻ 24-36 tháng|NHÀ TRẺ 24 - 36 THÁNG",
		    "Nhà Trẻ 24-36 tháng", 2 },
		{ "Hoa Mai|HOA MAI|Lớp Hoa Mai", "Hoa Mai", -1 },
		{ "6A (bán trú)|Lớp 6A (bán trú)", "6A (bán trú)", 6 },
		{ "ghép 1+2|Lớp ghép 1+2", "ghép 1+2", -1 },
		{ "6", "6", 6 }, { "101", "101", -1 }, { "A1", "A1", -1 },
	};
	struct fixture	*f = *state;
	char		 list[512], want[64], one[64];
	const char	*s;
	size_t		 i, n;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		for (s = classes[i].spellings; *s != '\0';
		    s += n + (s[n] == '|')) {
			n = strcspn(s, "|");
			(void)snprintf(one, sizeof(one), "%.*s", (int)n, s);
			(void)snprintf(list, sizeof(list), "Mã HS,Họ tên,"
			    "Ngày sinh,Phái,Lớp\nH1,Lò An,1/2/2016,Nam,%s\n",
			    one);
			assert_int_equal(import_text(f, list), CTXH_OK);
			/* The first spelling of the first class is new. */
			if (s != classes[i].spellings)
				assert_counts(f, 0, 0, 1);
			f->nseen = 0;
			assert_int_equal(ctxh_student_list(f->h, NULL, one, 0,
			    class_is, f), CTXH_OK);
			(void)snprintf(want, sizeof(want), "%s %d",
			    classes[i].name, classes[i].grade);
			assert_string_equal(f->seen, want);
		}
	assert_sound(f);
}

/* What a flag's column and the columns of the sex may say. */
static void
yes_and_no(void **state)
{
	static const struct {
		const char *cells, *flags;
	} flags[] = {
		{ "x|X|có|CÓ|1|yes|☑|✓|✔|☒|+|v|true|Có",
		    "\"flags\":[\"khuyet-tat\"]" },
		{ "|0|không|Không|KHÔNG|-|/|no|ko|☐|false|không có|"
		    "không khuyết tật|Không bị khuyết tật|bình thường|–|.",
		    "\"flags\":[]" },
		{ "Khiếm thị|Không nghe được",
		    "\"flags\":[\"khuyet-tat\"]" },
	};
	struct fixture	*f = *state;
	char		 list[512];
	const char	*s;
	size_t		 i, n;
	ctxh_value	*v;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		for (s = flags[i].cells;; s += n + 1) {
			n = strcspn(s, "|");
			(void)snprintf(list, sizeof(list), "Mã HS,Họ tên,"
			    "Ngày sinh,Phái,Lớp,Khuyết tật\nH1,Lò An,1/2/2016,"
			    "Nam,2B,%.*s\n", (int)n, s);
			assert_int_equal(import_text(f, list), CTXH_OK);
			/* However yes is written, it is the same. */
			if (i < 2 && s != flags[i].cells)
				assert_counts(f, 0, 0, 1);
			f->nseen = 0;
			assert_int_equal(ctxh_student_list(f->h, NULL, NULL,
			    0, see, f), CTXH_OK);
			assert_non_null(strstr(f->seen, flags[i].flags));
			if (s[n] == '\0')
				break;
		}
	assert_int_equal(ctxh_student_show(f->h, "H1", CTXH_NAMES, &v),
	    CTXH_OK);
	assert_string_equal(ctxh_value_str(ctxh_value_get(v, "khuyet-tat")),
	    "Không nghe được");
	ctxh_value_free(v);
}

static void
near_poor_is_not_poor(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(import_text(f, "Mã HS,Họ tên,Ngày sinh,Phái,Lớp,"
	    "Hộ nghèo\nH1,Lò An,1/2/2016,Nam,2B,Hộ cận nghèo\n"),
	    CTXH_EFAIL);
	assert_true(has(f, "errors", 2, 6, "\"Cận nghèo\""));
}

static void
sexes(void **state)
{
	static const struct {
		const char *head, *cells;
		int female;		/* -1: an error */
	} rows[] = {
		{ "Giới tính", "Nam", 0 }, { "Phái", "NAM", 0 },
		{ "Nam/Nữ", "nữ", 1 }, { "Giới tính", "NỮ", 1 },
		{ "Giới tính", "nu", 1 }, { "Giới tính", "gái", 1 },
		{ "Giới tính", "Nũ", -1 }, { "Giới tính", "", -1 },
		{ "Nữ", "x", 1 }, { "Nữ", "", 0 }, { "Nữ", "Nữ", 1 },
		{ "Nữ", "Nam", 0 }, { "Nữ", "0", 0 }, { "Nam", "x", 0 },
		{ "Nam", "", 1 }, { "Nam,Nữ", "x,", 0 },
		{ "Nam,Nữ", ",1", 1 }, { "Nam,Nữ", ",", -1 },
		{ "Nam,Nữ", "x,x", -1 },
	};
	struct fixture	*f = *state;
	char		 list[512];
	size_t		 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(list, sizeof(list), "Mã HS,Họ tên,Ngày sinh,"
		    "Lớp,%s\nH1,Lò An,1/2/2016,2B,%s\n", rows[i].head,
		    rows[i].cells);
		assert_int_equal(import_text(f, list), rows[i].female < 0 ?
		    CTXH_EFAIL : CTXH_OK);
		if (rows[i].female < 0)
			continue;
		f->nseen = 0;
		assert_int_equal(ctxh_student_list(f->h, NULL, NULL, 0, see,
		    f), CTXH_OK);
		assert_non_null(strstr(f->seen, rows[i].female ?
		    "\"sex\":\"nu\"" : "\"sex\":\"nam\""));
	}
}

static void
interrupted(void **state)
{
	struct fixture *f = *state;

	f->stop_at = 1;
	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", NULL),
	    CTXH_EINTERRUPTED);
	assert_null(f->out);
	assert_int_equal(import_file(f, LISTS "01-tieu-hoc-utf8.csv", NULL),
	    CTXH_OK);
	assert_counts(f, 612, 0, 0);
	assert_int_equal(count(f, "op"), 2);
}

/* Whether a process of its own could write. */
static int
is_locked(const char *path)
{
	struct flock	 l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	pid_t		 child = fork();
	int		 fd, status;

	if (child == 0) {
		fd = open(path, O_RDWR);
		_exit(fd != -1 && fcntl(fd, F_GETLK, &l) == 0 &&
		    l.l_type != F_UNLCK);
	}
	return waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 1;
}

struct watched {
	FILE		*in;
	const char	*path;
	int		 before, after;		/* is_locked() */
};

/* Opens the store that is being written a second time. */
static int
read_watched(void *ctx, void *buf, size_t size, size_t *got)
{
	struct watched	*w = ctx;
	ctxh		*other;

	w->before = is_locked(w->path);
	if (ctxh_new(NULL, &other) != CTXH_OK ||
	    ctxh_open(other, w->path, CTXH_READ) != CTXH_OK)
		return 1;
	ctxh_close(other);
	w->after = is_locked(w->path);
	return read_file(w->in, buf, size, got);
}

static void
another_handle_leaves_the_locks(void **state)
{
	struct fixture	*f = *state;
	struct watched	 w = { .path = f->path };
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .year = "2023", .read = read_watched, .read_ctx = &w };

	w.in = fopen(LISTS "01-tieu-hoc-utf8.csv", "rb");
	assert_non_null(w.in);
	assert_int_equal(ctxh_student_import(f->h, &o, &f->out), CTXH_OK);
	assert_true(w.before);
	assert_true(w.after);
	fclose(w.in);
}

/* A list whose source fails somewhere in the middle. */
struct torn {
	FILE	*in;
	size_t	 left;
};

static int
read_torn(void *ctx, void *buf, size_t size, size_t *got)
{
	struct torn *t = ctx;

	*got = fread(buf, 1, size < t->left ? size : t->left, t->in);
	t->left -= *got;
	return *got == 0;
}

static void
torn_list(void **state)
{
	struct fixture	*f = *state;
	struct torn	 t = { .left = 0 };
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .year = "2023", .read = read_torn, .read_ctx = &t,
	    .keep_going = 1, .reject = take_reject, .reject_ctx = f };
	size_t		 n;

	for (n = 0; n < 100000; n += 7777) {
		t.in = fopen(LISTS "01-tieu-hoc-utf8.csv", "rb");
		assert_non_null(t.in);
		t.left = n;
		ctxh_value_free(f->out);
		assert_int_equal(ctxh_student_import(f->h, &o, &f->out),
		    CTXH_EIO);
		assert_null(f->out);
		fclose(t.in);
	}
	f->nseen = 0;
	assert_int_equal(ctxh_log(f->h, NULL, see, f), CTXH_OK);
	assert_null(strstr(f->seen, "\"op\":2"));
	assert_sound(f);
}

/* A long list: many batches, and ids that are shared far apart. */
static void
many_rows(void **state)
{
	struct fixture	*f = *state;
	struct ctxh_import_options o = { 0 };
	int		 i, pass;

	for (pass = 0; pass < 3; pass++) {
		FILE *in = tmpfile();

		assert_non_null(in);
		fputs(HEAD, in);
		for (i = 0; i < 70000; i++)
			fprintf(in, "%d,A%d,,Lò Văn An,01/02/2016,Nam,%dB,"
			    "Thái\n", i, pass == 0 && i == 69999 ? 5 : i,
			    pass == 2 && i == 7 ? 3 : 2);
		rewind(in);
		assert_int_equal(run(f, in, &o), pass == 0 ? CTXH_EFAIL :
		    CTXH_OK);
		if (pass == 0)
			assert_true(has(f, "errors", 70001, 2, "line 7"));
		else
			assert_counts(f, pass == 1 ? 70000 : 0, pass == 2,
			    pass == 2 ? 69999 : 0);
	}
	assert_sound(f);
}

/* Rows in the order that they once had are recognised without being looked up;
 * another order, gaps, rows twice and changed ones come to the same. */
static void
order_is_no_matter(void **state)
{
	enum { ROWS = 300 };
	struct fixture	*f = *state;
	struct ctxh_import_options o = { 0 };
	int		 order, i, n;

	for (order = 0; order < 6; order++) {
		FILE *in = tmpfile();

		assert_non_null(in);
		fputs(HEAD, in);
		for (i = 0; i < ROWS; i++) {
			n = order == 1 ? ROWS - 1 - i : order == 2 ?
			    (i * 7) % ROWS : i;
			if (order == 3 && i % 10 == 3)
				continue;
			fprintf(in, "%d,A%03d,%012d,Lò Văn An,01/02/2016,Nam,"
			    "%dB,Thái\n", i, n, 777 + n,
			    order == 4 && i % 50 == 9 ? 3 : 2);
			if (order == 5 && i == 100)
				fprintf(in, "x,A%03d,%012d,Lò Văn An,"
				    "01/02/2016,Nam,2B,Thái\n", 200, 977);
		}
		rewind(in);
		assert_int_equal(run(f, in, &o), order == 5 ? CTXH_EFAIL :
		    CTXH_OK);
		if (order == 5)
			assert_true(has(f, "errors", 203, 2, "line 103"));
		else
			assert_counts(f, order == 0 ? ROWS : 0, order == 4 ?
			    ROWS / 50 : 0, order == 0 ? 0 : order == 3 ?
			    ROWS - ROWS / 10 : order == 4 ? ROWS - ROWS / 50 :
			    ROWS);
	}
	assert_sound(f);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(again_is_unchanged), TEST(new_year_moves_up),
		TEST(all_errors_at_once), TEST(good_rows_are_taken),
		TEST(rejects_of_a_refused_list), TEST(unknown_header),
		TEST(ignored_and_bare_columns), TEST(excel_list_with_titles),
		TEST(encodings), TEST(dry_run_is_the_run),
		TEST(ids_are_of_one_pupil), TEST(rows_below_the_list),
		TEST(split_names_and_girls), TEST(list_without_ids),
		TEST(missing_columns), TEST(zeros_and_apostrophes),
		TEST(headers), TEST(two_rows_of_headers),
		TEST(mapping_is_remembered), TEST(columns_by_place),
		TEST(listing), TEST(class_names), TEST(yes_and_no),
		TEST(sexes), TEST(near_poor_is_not_poor), TEST(torn_list),
		TEST(interrupted), TEST(another_handle_leaves_the_locks),
		TEST(many_rows), TEST(order_is_no_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
