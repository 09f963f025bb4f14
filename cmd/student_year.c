/*
 * ctxh student promote: a school year's pupils on the list of the next one;
 * ctxh student set: a pupil who comes, goes, or changes class.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "student_show.h"
#include "student_year.h"
#include "util.h"

#define STAY_FILE_MAX ((size_t)4 << 20)

const struct opt_spec student_promote_options[] = {
	{ "to", 0, OPT_TEXT, OPT_REQUIRED, N_("YEAR"),
	    N_("the new school year: 2026 or 2026-2027"), NULL },
	{ "from", 0, OPT_TEXT, 0, N_("YEAR"),
	    N_("the old one; default: the year before"), NULL },
	{ "stay", 0, OPT_TEXT, OPT_REPEAT, N_("STUDENT"),
	    N_("this pupil repeats the grade"), NULL },
	{ "stay-file", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("pupils who repeat, a code a line; - is standard input"),
	    NULL },
	{ "map", 0, OPT_TEXT, OPT_REPEAT, N_("CLASS=CLASS"),
	    N_("the class becomes this one; CLASS= : it leaves the school"),
	    NULL },
	DRY_SHOW_OPTION,
	{ 0 }
};

static int
read_map(struct app *app, const struct opts *o, ctxh_value **out)
{
	const char *s, *equals;
	char *class_;

	*out = ctxh_value_object();
	for (size_t i = 0; i < opt_count(o, "map"); i++) {
		s = opt_nth(o, "map", i);
		equals = strchr(s, '=');
		if (equals == NULL || equals == s)
			return app_fail(app, CTXH_EUSAGE,
			    T("--map: \"%s\" is not CLASS=CLASS"), s);
		class_ = xstrndup(s, (size_t)(equals - s));
		val_put_text(*out, class_, equals + 1);
		free(class_);
	}
	return CTXH_OK;
}

/* A code a line; empty lines and what begins with # are passed over. */
static void
take_lines(ctxh_value *list, char *text)
{
	char *line = text, *end;

	if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
		line += 3;
	for (; *line != '\0'; line = end) {
		end = line + strcspn(line, "\r\n");
		if (*end != '\0')
			*end++ = '\0';
		line += strspn(line, " \t");
		if (*line != '\0' && *line != '#')
			val_push(list, ctxh_value_text(line));
	}
}

static int
read_stay(struct app *app, const struct opts *o, ctxh_value **out)
{
	const char *path = opt_text(o, "stay-file");
	char *text = NULL;
	size_t len;
	int rc;

	*out = ctxh_value_list();
	for (size_t i = 0; i < opt_count(o, "stay"); i++)
		val_push(*out, ctxh_value_text(opt_nth(o, "stay", i)));
	if (path == NULL)
		return CTXH_OK;
	rc = file_read(app, path, STAY_FILE_MAX, &text, &len);
	if (rc == CTXH_OK && strlen(text) != len)
		rc = app_fail(app, CTXH_EUSAGE,
		    T("--%s: \"%s\" holds a NUL byte, it is no text"),
		    "stay-file", path);
	else if (rc == CTXH_OK)
		take_lines(*out, text);
	wipe_free(text);
	return rc;
}

/* ---- what happened ---- */

/* What is printed here needs no memory: it is written already. */
static const struct {
	const char *key, *heading;
} counts[] = {
	{ "promoted", N_("Go up") }, { "repeating", N_("Repeat") },
	{ "finished", N_("Finish") }, { "left", N_("Had left") },
	{ "there", N_("On it already") },
};
#define COUNTS (sizeof(counts) / sizeof(counts[0]))
#define CLASS_WIDTH 16

/* Aligned right; nothing in place of a zero, so that what there is is seen. */
static void
print_count(struct out *out, const char *heading, int64_t n)
{
	char buf[24] = "";
	size_t width = out_width(heading) + 2, used;

	if (n > 0)
		(void)snprintf(buf, sizeof(buf), "%lld", (long long)n);
	for (used = strlen(buf); used < width; used++)
		out_puts(out, " ");
	out_puts(out, buf);
}

static void
print_class(struct out *out, const ctxh_value *v)
{
	const char *name = val_str(v, "class"), *next = val_str(v, "next");

	out_pad(out, name != NULL ? name : "", CLASS_WIDTH);
	out_pad(out, next != NULL ? next : T("leaves the school"),
	    CLASS_WIDTH);
	for (size_t i = 0; i < COUNTS; i++)
		print_count(out, T(counts[i].heading),
		    val_int(v, counts[i].key));
	out_puts(out, "\n");
}

static void
print_classes(struct out *out, const ctxh_value *list)
{
	out_style(out, STYLE_HEAD);
	out_pad(out, T("Class"), CLASS_WIDTH);
	out_pad(out, T("Becomes"), CLASS_WIDTH);
	for (size_t i = 0; i < COUNTS; i++)
		out_printf(out, "  %s", T(counts[i].heading));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
	for (const ctxh_value *v = ctxh_value_first(list); v != NULL;
	    v = ctxh_value_next(v))
		print_class(out, v);
}

void
open_cases_print(struct out *out, struct app *app, const ctxh_value *list)
{
	const ctxh_value *v, *n;

	if (ctxh_value_count(list) == 0)
		return;
	out_printf(out, "\n%s\n", T("Open cases of pupils who are no longer on "
	    "the list; close them, or hand them over:"));
	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		out_printf(out, "  %s  %s  (%s", val_str(v, "case"),
		    row_code_label(app, v, "states", val_str(v, "state")),
		    T("Pupil No."));
		n = ctxh_value_first(ctxh_value_get(v, "students"));
		for (; n != NULL; n = ctxh_value_next(n))
			out_printf(out, " %lld",
			    (long long)ctxh_value_num(n));
		out_puts(out, ")\n");
	}
}

static void
count(struct out *out, const char *label, const ctxh_value *v,
    const char *key, int always)
{
	if (!always && val_int(v, key) == 0)
		return;
	out_puts(out, "  ");
	out_pad(out, label, 34);
	out_printf(out, "%8lld\n", (long long)val_int(v, key));
}

struct told {
	struct app *app;
	int dry_run;
};

static void
promote_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct told *t = ctx;

	out_printf(out, t->dry_run ?
	    T("Up into %s, a trial, nothing is written:") :
	    T("Up into %s:"), val_str(v, "to"));
	out_puts(out, "\n");
	print_classes(out, ctxh_value_get(v, "classes"));
	out_puts(out, "\n");
	count(out, T("go up"), v, "promoted", 1);
	count(out, T("repeat the grade"), v, "repeating", 1);
	count(out, T("finish the school's last grade"), v, "finished", 1);
	count(out, T("had moved or left"), v, "left", 0);
	count(out, T("were on the new list already"), v, "there", 0);
	print_notices(out, ctxh_value_get(v, "notices"));
	open_cases_print(out, t->app, ctxh_value_get(v, "open_cases"));
	if (t->dry_run)
		out_printf(out, "%s\n", T("Leave out --dry-run to do it."));
}

int
student_promote(struct app *app, struct opts *o)
{
	struct ctxh_promote_options p = { .version = CTXH_PROMOTE_VERSION };
	struct told t = { app, opt_given(o, "dry-run") };
	ctxh_value *map = NULL, *stay = NULL, *v = NULL;
	int rc;

	if ((rc = read_map(app, o, &map)) == CTXH_OK &&
	    (rc = read_stay(app, o, &stay)) == CTXH_OK) {
		p.to = opt_text(o, "to");
		p.from = opt_text(o, "from");
		p.map = map;
		p.stay = stay;
		p.flags = t.dry_run ? CTXH_DRY_RUN : 0;
		rc = ctxh_student_promote(app->h, &p, &v);
	}
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, promote_text, &t);
	ctxh_value_free(map);
	ctxh_value_free(stay);
	ctxh_value_free(v);
	return rc;
}

/* ---- one pupil ---- */

const struct opt_spec student_set_options[] = {
	{ "status", 0, OPT_TEXT, 0, N_("STATUS"),
	    N_("came, moved away, left, or attends again"), student_statuses },
	{ "class", 'c', OPT_TEXT, 0, N_("CLASS"),
	    N_("the class; needed for a pupil who is not on the year's list"),
	    NULL },
	{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year; default: the newest"), NULL },
	DRY_SHOW_OPTION,
	{ 0 }
};

static void
from_to(struct out *out, const char *label, const char *was, const char *is)
{
	out_printf(out, "  %s: ", label);
	if (was != NULL && strcmp(was, is) != 0)
		out_printf(out, "%s -> ", was);
	out_printf(out, "%s\n", is);
}

static void
set_text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct told *t = ctx;
	const ctxh_value *was = ctxh_value_get(v, "was");
	const char *old = val_str(was, "status");

	out_printf(out, T("No. %lld, %s"), (long long)val_int(v, "id"),
	    val_str(v, "year"));
	out_printf(out, ": %s\n", !val_true(v, "changed") ?
	    T("as before, nothing to write") : t->dry_run ?
	    T("a trial, nothing is written") :
	    ctxh_value_kind(was) != CTXH_OBJECT ? T("put on the list") :
	    T("changed"));
	from_to(out, T("class"), val_str(was, "class"), val_str(v, "class"));
	from_to(out, T("status"), old != NULL ? student_status_label(old) :
	    NULL, student_status_label(val_str(v, "status")));
	open_cases_print(out, t->app, ctxh_value_get(v, "open_cases"));
}

int
student_set(struct app *app, struct opts *o)
{
	struct ctxh_student_change c = { .version = CTXH_CHANGE_VERSION,
	    .student = opt_arg(o, 0), .year = opt_text(o, "year"),
	    .status = opt_text(o, "status"), .class_ = opt_text(o, "class") };
	struct told t = { app, opt_given(o, "dry-run") };
	ctxh_value *v = NULL;
	int rc;

	c.flags = t.dry_run ? CTXH_DRY_RUN : 0;
	rc = ctxh_student_set(app->h, &c, &v);
	if (rc == CTXH_OK)
		rc = out_object(app->out, v, set_text, &t);
	ctxh_value_free(v);
	return rc;
}
