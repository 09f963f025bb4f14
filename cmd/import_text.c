/*
 * The result of an import, for people.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "encoding.h"
#include "finding.h"
#include "import_text.h"
#include "label.h"
#include "opt.h"
#include "out.h"
#include "student_dups.h"
#include "student_map.h"
#include "student_show.h"
#include "util.h"

#define WARNINGS_SHOWN	20	/* to people; JSON has more */
#define ERRORS_SHOWN	100
#define ROWS_SHOWN	20	/* without --details */

/* The first ones; total says how many there are. */
static void
print_list(const char *path, const char *kind, const ctxh_value *list,
    int64_t most, int64_t total)
{
	const ctxh_value *v;
	int64_t n = 0;

	for (v = ctxh_value_first(list); v != NULL && n < most;
	    v = ctxh_value_next(v), n++)
		finding_print(path, kind, v);
	if (total <= n)
		return;
	fprintf(stderr, "%s: ", path);
	fprintf(stderr, kind == NULL ? T("... and %lld more errors; see --format json") :
	    T("... and %lld more warnings; see --format json"),
	    (long long)(total - n));
	fputc('\n', stderr);
}

void
import_findings(const char *path, const ctxh_value *v)
{
	print_list(path, T("warning"), ctxh_value_get(v, "warnings"),
	    WARNINGS_SHOWN, val_int(v, "warnings_total"));
	print_list(path, NULL, ctxh_value_get(v, "errors"), ERRORS_SHOWN,
	    val_int(v, "errors_total"));
}

void
import_count(struct out *out, const char *label, const ctxh_value *v,
    const char *key)
{
	out_puts(out, "  ");
	out_pad(out, label, 26);
	out_printf(out, "%8lld\n", (long long)val_int(v, key));
}

/* Of a workbook: which sheet, and which ones nobody sees. */
void
import_sheet(struct out *out, const ctxh_value *v)
{
	const ctxh_value *file = ctxh_value_get(v, "file"), *s;
	int hidden = 0;

	if (val_str(file, "sheet") == NULL)
		return;
	out_printf(out, T("  read as an Excel workbook: sheet \"%s\""),
	    val_str(file, "sheet"));
	for (s = ctxh_value_first(ctxh_value_get(file, "sheets")); s != NULL;
	    s = ctxh_value_next(s)) {
		if (!val_true(s, "hidden"))
			continue;
		out_printf(out, "%s \"%s\"", hidden++ == 0 ?
		    T("; hidden sheets:") : ",", val_str(s, "name"));
	}
	out_puts(out, "\n");
}

/* ---- rows ---- */

/* A field's value in words; what has none is empty. */
static const char *
value_text(struct app *app, const char *field, const ctxh_value *v, char *buf,
    size_t size)
{
	switch (ctxh_value_kind(v)) {
	case CTXH_BOOL:
		return ctxh_value_is_true(v) ? T("yes") : T("no");
	case CTXH_NUMBER:
		(void)snprintf(buf, size, "%lld",
		    (long long)ctxh_value_num(v));
		return buf;
	case CTXH_TEXT:
		break;
	default:
		return T("(empty)");
	}
	if (strcmp(field, "sex") == 0)
		return out_show_sex(NULL, NULL, v, buf, size);
	if (strcmp(field, "status") == 0)
		return student_status(NULL, NULL, v, buf, size);
	if (strcmp(field, "ethnic") == 0)
		return code_label(app, "ethnic", ctxh_value_str(v));
	if (strcmp(field, "born") == 0)
		return out_show_date(NULL, NULL, v, buf, size);
	return ctxh_value_str(v);
}

/* "Lớp 2B -> 2C", "SĐT". */
static void
print_field(struct out *out, struct app *app, const ctxh_value *f)
{
	const char *field = val_str(f, "field");
	char buf[64];

	out_puts(out, val_str(f, "label"));
	if (ctxh_value_get(f, "old") == NULL)
		return;
	out_printf(out, ": %s", value_text(app, field,
	    ctxh_value_get(f, "old"), buf, sizeof(buf)));
	out_printf(out, " \u2192 %s", value_text(app, field,
	    ctxh_value_get(f, "new"), buf, sizeof(buf)));
	wipe(buf, sizeof(buf));
}

/* Who it is: the number, with names the code and the name. */
static void
print_who(struct out *out, const ctxh_value *v)
{
	out_printf(out, T("pupil No. %lld"), (long long)val_int(v, "id"));
	if (val_str(v, "student") != NULL)
		out_printf(out, " (%s)", val_str(v, "student"));
	if (val_str(v, "name") != NULL)
		out_printf(out, " %s", val_str(v, "name"));
}

static void
print_row(struct out *out, struct app *app, const ctxh_value *v)
{
	const ctxh_value *f;
	int n = 0;

	out_puts(out, "    ");
	out_printf(out, T("line %lld"), (long long)val_int(v, "line"));
	if (val_int(v, "id") > 0) {
		out_puts(out, ", ");
		print_who(out, v);
	}
	for (f = ctxh_value_first(ctxh_value_get(v, "fields")); f != NULL;
	    f = ctxh_value_next(f)) {
		out_puts(out, n++ == 0 ? ": " : "; ");
		print_field(out, app, f);
	}
	out_puts(out, "\n");
}

static int64_t
count_kind(const ctxh_value *changes, const char *kind)
{
	const ctxh_value *v;
	int64_t n = 0;

	for (v = ctxh_value_first(changes); v != NULL; v = ctxh_value_next(v))
		n += strcmp(val_str(v, "kind"), kind) == 0;
	return n;
}

static void
print_more(struct out *out, int64_t n)
{
	if (n <= 0)
		return;
	out_puts(out, "    ");
	out_printf(out, T("... and %lld more"), (long long)n);
	out_puts(out, "\n");
}

/* The rows of a kind under its heading; where they are many, with --details
 * only. */
static void
print_kind(struct out *out, const struct summary *s, const ctxh_value *v,
    const char *kind, const char *heading, int64_t total)
{
	const ctxh_value *changes = ctxh_value_get(v, "changes"), *row;
	int64_t n = count_kind(changes, kind);

	if (n == 0)
		return;
	out_printf(out, "  %s:\n", heading);
	if (!s->details && (total > n ? total : n) > ROWS_SHOWN) {
		out_puts(out, "    ");
		out_printf(out, T("%lld rows; --details lists them"),
		    (long long)(total > n ? total : n));
		out_puts(out, "\n");
		return;
	}
	for (row = ctxh_value_first(changes); row != NULL;
	    row = ctxh_value_next(row))
		if (strcmp(val_str(row, "kind"), kind) == 0)
			print_row(out, s->app, row);
	print_more(out, total - n);
}

static void
print_missing(struct out *out, const struct summary *s, const ctxh_value *v)
{
	const ctxh_value *row;
	int64_t n = 0, total = val_int(v, "missing");

	if (total == 0)
		return;
	out_printf(out, T("  not on this list: %lld pupils of this school "
	    "year, or of the last one and not in the last grade; nothing is "
	    "changed of them"), (long long)total);
	out_puts(out, "\n");
	if (!s->details && total > ROWS_SHOWN)
		return;
	for (row = ctxh_value_first(ctxh_value_get(v, "missing_pupils"));
	    row != NULL; row = ctxh_value_next(row), n++) {
		out_puts(out, "    ");
		print_who(out, row);
		out_printf(out, ", %s %s", val_str(row, "class"),
		    val_str(row, "year"));
		out_puts(out, "\n");
	}
	print_more(out, total - n);
}

static void
print_rows(struct out *out, const struct summary *s, const ctxh_value *v)
{
	int64_t left = val_int(v, "left"), back = val_int(v, "returned");
	int64_t up = val_int(v, "moved_up"), changed;

	/* Who left or came back may have moved up, too. */
	changed = count_kind(ctxh_value_get(v, "changes"), "updated");
	if (changed == 100)
		changed = val_int(v, "updated") - left - back - up;
	if (s->details) {
		print_kind(out, s, v, "created", T("New pupils"),
		    val_int(v, "created"));
		print_kind(out, s, v, "moved-up", T("Moved up"), up);
	}
	print_kind(out, s, v, "updated", T("Changed"), changed);
	print_kind(out, s, v, "left", T("Left the school"), left);
	print_kind(out, s, v, "returned", T("Came back"), back);
	if (s->details)
		print_kind(out, s, v, "rejected", T("Refused"),
		    val_int(v, "rejected"));
	print_missing(out, s, v);
}

/* ---- the whole ---- */

static void
count_some(struct out *out, const char *label, const ctxh_value *v,
    const char *key)
{
	if (val_int(v, key) > 0)
		import_count(out, label, v, key);
}

static void
tell_dups(struct out *out, const struct summary *s, const ctxh_value *v)
{
	import_count(out, T("perhaps there already"), v, "dups_total");
	if (s->dups != NULL)
		out_printf(out, T("Those who may be one are in \"%s\", with "
		    "names."), s->dups);
	else
		out_puts(out, T("Who may be one is told by --dups FILE, and "
		    "by ctxh student dups; ctxh student merge joins them."));
	out_puts(out, "\n");
	if (s->names)
		student_dups_print(out, ctxh_value_get(v, "dups"));
}

/* What to do next. */
static void
print_next(struct out *out, const struct summary *s, const ctxh_value *v)
{
	if (val_int(v, "rejected") > 0 && s->rejects != NULL)
		out_printf(out, T("The refused rows are in \"%s\"; put them "
		    "right and import that file."), s->rejects);
	else if (s->dry_run)
		out_puts(out, T("Without --dry-run it is done."));
	else if (ctxh_value_kind(ctxh_value_get(v, "op")) == CTXH_NUMBER)
		out_printf(out, T("Next: ctxh student list, ctxh intake; "
		    "ctxh undo %lld takes it back"),
		    (long long)val_int(v, "op"));
	else
		out_puts(out, T("Nothing was to be changed."));
	out_puts(out, "\n");
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	const struct summary *s = ctx;

	out_printf(out, s->dry_run ?
	    T("\"%s\", a trial, nothing is written:") :
	    T("\"%s\" is taken in:"), s->path);
	out_puts(out, "\n");
	encoding_row(out, v);
	import_sheet(out, v);
	map_print(out, ctxh_value_get(v, "mapping"));
	import_count(out, T("pupils read"), v, "read");
	import_count(out, T("new"), v, "created");
	import_count(out, T("changed"), v, "updated");
	count_some(out, T("  of these moved up"), v, "moved_up");
	count_some(out, T("  of these left the school"), v, "left");
	count_some(out, T("  of these came back"), v, "returned");
	import_count(out, T("as they were"), v, "unchanged");
	count_some(out, T("refused"), v, "rejected");
	count_some(out, T("warnings"), v, "warnings_total");
	print_rows(out, s, v);
	if (val_int(v, "dups_total") > 0)
		tell_dups(out, s, v);
	print_next(out, s, v);
}

/* A case that nobody should forget is named, and why. */
static void
warn_cases(const struct summary *s, const ctxh_value *v)
{
	const ctxh_value *c;
	int64_t n = 0, total = val_int(v, "open_cases_total");

	for (c = ctxh_value_first(ctxh_value_get(v, "open_cases"));
	    c != NULL && n < WARNINGS_SHOWN; c = ctxh_value_next(c), n++) {
		fprintf(stderr, "%s: %s: ", s->path, T("warning"));
		fprintf(stderr, strcmp(val_str(c, "why"), "left") == 0 ?
		    T("the case %s is open, and its pupil has left the "
		    "school; see ctxh show %s") :
		    T("the case %s is open, and its pupil is not on this "
		    "list; see ctxh show %s"), val_str(c, "case"),
		    val_str(c, "case"));
		fputc('\n', stderr);
	}
	if (total > n) {
		fprintf(stderr, "%s: ", s->path);
		fprintf(stderr, T("... and %lld more warnings; see --format "
		    "json"), (long long)(total - n));
		fputc('\n', stderr);
	}
}

/* Where no row was refused the list itself is at fault: a header, its
 * encoding. */
static int
fail_refused(struct app *app, const struct summary *s, const ctxh_value *v)
{
	long long rows = (long long)val_int(v, "rejected");

	if (ctxh_value_count(ctxh_value_get(v, "errors")) == 0)
		return CTXH_EFAIL;
	if (rows == 0)
		return app_fail(app, CTXH_EFAIL,
		    T("nothing was taken in, see above; put the list right; "
		    "for a column there are --map and --ignore"));
	if (s->rejects != NULL)
		return app_fail(app, CTXH_EFAIL,
		    T("nothing was taken in: %lld rows refused, see above; put "
		    "\"%s\" right, or take the others with --keep-going"),
		    rows, s->rejects);
	return app_fail(app, CTXH_EFAIL,
	    T("nothing was taken in: %lld rows refused, see above; put them "
	    "right, or take the others with --keep-going"), rows);
}

int
import_show(struct app *app, const struct summary *s, int rc,
    const ctxh_value *v)
{
	int shown;

	if (!out_is_text(app->out)) {
		shown = out_object(app->out, v, NULL, NULL);
		return shown != CTXH_OK ? shown : app_answer(app, rc);
	}
	import_findings(s->path, v);
	if (rc == CTXH_EFAIL) {
		encoding_note(s->path, v);
		return fail_refused(app, s, v);
	}
	warn_cases(s, v);
	shown = out_object(app->out, v, text, (void *)(uintptr_t)s);
	return shown != CTXH_OK ? shown : app_answer(app, rc);
}
