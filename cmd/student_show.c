/*
 * One pupil, for people.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "label.h"
#include "opt.h"
#include "student_show.h"
#include "util.h"

const char *
student_ethnic(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)row;
	(void)buf;
	(void)size;
	return code_label(ctx, "ethnic", ctxh_value_str(cell));
}

const struct opt_choice student_statuses[] = {
	{ "dang-hoc", N_("attends") },
	{ "chuyen-den-ky-1", N_("came in term 1") },
	{ "chuyen-den-ky-2", N_("came in term 2") },
	{ "chuyen-den-he", N_("came in summer") },
	{ "chuyen-di-ky-1", N_("moved in term 1") },
	{ "chuyen-di-ky-2", N_("moved in term 2") },
	{ "chuyen-di-he", N_("moved in summer") },
	{ "thoi-hoc-ky-1", N_("left in term 1") },
	{ "thoi-hoc-ky-2", N_("left in term 2") },
	{ "thoi-hoc-he", N_("left in summer") },
	{ "xin-hoc-lai", N_("asks to return") },
	{ "xin-hoc-lai-ky-1", N_("asks to return, term 1") },
	{ "xin-hoc-lai-ky-2", N_("asks to return, term 2") },
	{ "xin-hoc-lai-he", N_("asks to return, summer") },
	{ 0 }
};

const char *
student_status_label(const char *code)
{
	const struct opt_choice *w;

	for (w = student_statuses; code != NULL && w->code != NULL; w++)
		if (strcmp(w->code, code) == 0)
			return T(w->label);
	if (code != NULL && strcmp(code, "khac") == 0)
		return T("another one");
	return code == NULL ? "" : code;
}

const char *
student_status(void *ctx, const ctxh_value *row, const ctxh_value *cell,
    char *buf, size_t size)
{
	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	return student_status_label(ctxh_value_str(cell));
}

static const struct opt_choice words[] = {
	{ "moet", N_("Ministry's id") }, { "ma-hs", N_("school's id") },
	{ "ddcn", N_("personal id") }, { "name", N_("name") },
	{ "ho-ngheo", N_("poor household") },
	{ "can-ngheo", N_("near-poor household") },
	{ "khuyet-tat", N_("disabled") },
	{ "chinh-sach", N_("under a policy") },
	{ "luu-ban", N_("repeats the grade") },
	{ "doi-vien", N_("member of the Pioneers") }, { 0 }
};

/* A kind of id, or a flag, in words. */
static const char *
word_of(const char *code)
{
	const struct opt_choice *w;

	for (w = words; w->code != NULL; w++)
		if (strcmp(w->code, code) == 0)
			return T(w->label);
	return code;
}

/* One more of a line. */
static void
add_inner(char *buf, size_t size, const char *key, const char *s)
{
	size_t used = strlen(buf);

	if (s != NULL)
		(void)snprintf(buf + used, size - used, "%s%s%s%s",
		    used > 0 ? ", " : "", key == NULL ? "" : word_of(key),
		    key == NULL ? "" : " ", key == NULL ? word_of(s) : s);
}

/* "poor household" of a list, "personal id 01..." of an object, each of the list
 * where it has several of a kind. */
static const char *
show_inner(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v, *one;
	const char *key;

	(void)ctx;
	(void)row;
	buf[0] = '\0';
	for (v = ctxh_value_first(cell); v != NULL; v = ctxh_value_next(v)) {
		key = ctxh_value_kind(cell) == CTXH_OBJECT ?
		    ctxh_value_key(v) : NULL;
		add_inner(buf, size, key, ctxh_value_str(v));
		for (one = ctxh_value_first(v); one != NULL;
		    one = ctxh_value_next(one))
			add_inner(buf, size, key, ctxh_value_str(one));
	}
	return buf;
}

/* The lines, in the order of reading; what has another key stands below them
 * under that key. */
static const struct out_column lines[] = {
	{ "student", N_("Code"), NULL, NULL, 0 },
	{ "codes", N_("Codes"), show_inner, NULL, 0 },
	{ "also", N_("Ids and names of a joined file"), show_inner, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "name_source", N_("Name in the list"), NULL, NULL, 0 },
	{ "born", N_("Born on"), out_show_date, NULL, 0 },
	{ "birth_year", N_("Born in"), NULL, NULL, 0 },
	{ "sex", N_("Sex"), out_show_sex, NULL, 0 },
	{ "class", N_("Class"), NULL, NULL, 0 },
	{ "grade", N_("Grade"), NULL, NULL, 0 },
	{ "year", N_("School year"), NULL, NULL, 0 },
	{ "status", N_("Status"), student_status, NULL, 0 },
	{ "status_text", N_("Status in the list"), NULL, NULL, 0 },
	{ "ethnic", N_("Ethnic group"), student_ethnic, NULL, 0 },
	{ "flags", N_("Circumstances"), show_inner, NULL, 0 },
	{ "phone", N_("Phone"), NULL, NULL, 0 },
	{ "address", N_("Address"), NULL, NULL, 0 },
	{ "father", N_("Father"), NULL, NULL, 0 },
	{ "mother", N_("Mother"), NULL, NULL, 0 },
	{ "guardian", N_("Guardian"), NULL, NULL, 0 },
	{ 0 }
};

static const struct out_column *
line_of(const char *key)
{
	const struct out_column *c = lines;

	while (c->key != NULL && strcmp(c->key, key) != 0)
		c++;
	return c->key != NULL ? c : NULL;
}

const char *
student_field_label(const char *key)
{
	const struct out_column *c = line_of(key);

	return c != NULL ? T(c->heading) : word_of(key);
}

const char *
student_field_show(struct app *app, const char *key, const ctxh_value *cell,
    char *buf, size_t size)
{
	const struct out_column *c = line_of(key);
	const char *s = ctxh_value_str(cell);

	if (c != NULL && c->show != NULL)
		return c->show(app, NULL, cell, buf, size);
	if (s == NULL && ctxh_value_kind(cell) == CTXH_NUMBER) {
		snprintf(buf, size, "%.0f", ctxh_value_num(cell));
		return buf;
	}
	return s != NULL ? s : "";
}

static void
print_line(struct out *out, struct app *app, const char *label,
    const struct out_column *c, const ctxh_value *v, const ctxh_value *cell)
{
	char buf[512], *json = NULL;
	const char *s = ctxh_value_str(cell);

	if (ctxh_value_kind(cell) == CTXH_NULL)
		return;
	if (c != NULL && c->show != NULL)
		s = c->show(app, v, cell, buf, sizeof(buf));
	else if (s == NULL)
		s = json = val_print(cell, 0);
	if (s != NULL && *s != '\0') {
		out_pad(out, label, 20);
		out_printf(out, "%s\n", s);
	}
	wipe(buf, sizeof(buf));
	wipe_free(json);
}

static int
is_line(const char *key)
{
	static const char *const apart[] = { "id", "format", "years",
	    "cases" };

	for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++)
		if (strcmp(apart[i], key) == 0)
			return 1;
	return line_of(key) != NULL;
}

static void
print_table(struct out *out, const struct out_column *columns,
    const ctxh_value *list)
{
	if (ctxh_value_kind(ctxh_value_first(list)) != CTXH_OBJECT)
		return;
	out_puts(out, "\n");
	out_table(out, columns, NULL, list);
}

/* "VV-2024-0001, VV-2024-0007" */
static void
print_cases(struct out *out, const ctxh_value *list)
{
	const ctxh_value *v;

	if (ctxh_value_first(list) == NULL)
		return;
	out_puts(out, "\n");
	out_pad(out, T("Cases"), 20);
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		out_printf(out, "%s%s", v == ctxh_value_first(list) ? "" :
		    ", ", ctxh_value_str(v));
	out_puts(out, "\n");
}

void
student_show_text(struct out *out, void *ctx, const ctxh_value *v)
{
	static const struct out_column years[] = {
		{ "year", N_("School year"), NULL, NULL, 0 },
		{ "class", N_("Class"), NULL, NULL, 0 },
		{ "grade", N_("Grade"), NULL, NULL, OUT_RIGHT },
		{ "status", N_("Status"), student_status, NULL, 0 }, { 0 }
	};
	const ctxh_value *m;
	struct app *app = ctx;

	for (const struct out_column *c = lines; c->key != NULL; c++)
		print_line(out, app, T(c->heading), c, v,
		    ctxh_value_get(v, c->key));
	for (m = ctxh_value_first(v); m != NULL; m = ctxh_value_next(m))
		if (!is_line(ctxh_value_key(m)))
			print_line(out, app, ctxh_value_key(m), NULL, v, m);
	print_table(out, years, ctxh_value_get(v, "years"));
	print_cases(out, ctxh_value_get(v, "cases"));
}
