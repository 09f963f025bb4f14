/*
 * The screen of ctxh due: sums, then what is overdue, due today, this week and
 * later, each with the command that settles it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "out.h"
#include "util.h"
#include "when.h"

#define INDENT 2
#define LABEL_ROOM 46
#define MIN_ROOM 5	/* lines for one row, however small it is */

/* In the order of the screen.  A row that is told before all others has its
 * own; the rest go by their group, and what is settled comes last. */
static const struct {
	const char	*code;
	const char	*title, *sum;
	enum out_style	 style;
} groups[] = {
	{ "decision", N_("Waiting for your decision"),
	    N_("waiting for your decision"), STYLE_HEAD },
	{ "now", N_("At once"), NULL, STYLE_BAD },
	{ "overdue", N_("Overdue"), N_("overdue"), STYLE_BAD },
	{ "today", N_("Today"), N_("today"), STYLE_WARN },
	{ "week", N_("This week"), N_("this week"), STYLE_HEAD },
	{ "later", N_("Later"), N_("later"), STYLE_HEAD },
	{ "", N_("Settled"), NULL, STYLE_DIM },
};
#define NGROUPS (sizeof(groups) / sizeof(groups[0]))

static size_t
group_named(const char *code)
{
	for (size_t i = 0; code != NULL && i < NGROUPS; i++)
		if (strcmp(groups[i].code, code) == 0)
			return i;
	return NGROUPS - 1;
}

static size_t
group_of(const ctxh_value *row)
{
	const char *top = val_str(row, "top");

	return group_named(top != NULL ? top : val_str(row, "group"));
}

/* A screen under way. */
struct screen {
	const struct due_view *view;
	struct out	*out;
	ctxh_value	*me;		/* who asks */
	size_t		 number, label, due; /* widths; where no row has a case
					 * there is no column for it */
	size_t		 room;		/* lines left; 0: no end */
};

/* What is due when, whoever it waits for: "2 quá hạn, 1 hôm nay". */
static void
print_sums(struct out *out, const ctxh_value *list)
{
	size_t n[NGROUPS] = { 0 }, any = 0;
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		n[group_named(val_str(v, "group"))]++;
		if (group_of(v) == 0)
			n[0]++;
	}
	for (size_t i = 0; i < NGROUPS; i++) {
		if (n[i] == 0 || groups[i].sum == NULL)
			continue;
		out_puts(out, any++ > 0 ? ", " : "");
		out_style(out, i == group_named("overdue") ? STYLE_BAD :
		    STYLE_HEAD);
		out_printf(out, "%zu %s", n[i], T(groups[i].sum));
		out_style(out, STYLE_NONE);
	}
	if (any > 0)
		out_puts(out, "\n\n");
}

/* ---- who is there in summer ---- */

static void
print_duty(struct out *out, const ctxh_value *duty)
{
	const ctxh_value *v;
	const char *phone;
	char from[32], to[32];

	for (v = ctxh_value_first(ctxh_value_get(duty, "on_duty")); v != NULL;
	    v = ctxh_value_next(v)) {
		phone = val_str(v, "phone");
		out_printf(out, T("on duty this summer: %s%s%s (%.5s to %.5s)"),
		    val_str(v, "name"), phone != NULL ? ", " : "",
		    phone != NULL ? phone : "",
		    out_show_date(NULL, v, ctxh_value_get(v, "from"), from,
		    sizeof(from)), out_show_date(NULL, v,
		    ctxh_value_get(v, "to"), to, sizeof(to)));
		out_puts(out, "\n");
	}
}

static void
print_gap(struct out *out, const ctxh_value *duty)
{
	const ctxh_value *gap = ctxh_value_get(duty, "gap");
	char day[32];

	if (ctxh_value_str(gap) == NULL)
		return;
	out_style(out, STYLE_WARN);
	if (val_true(duty, "set"))
		out_printf(out, T("nobody is on duty on %s; see ctxh config "
		    "set summer_duty.%s"), out_show_date(NULL, duty, gap, day,
		    sizeof(day)), val_str(duty, "year"));
	else
		out_printf(out, T("nobody is set to be on duty this summer; "
		    "see ctxh config set summer_duty.%s"),
		    val_str(duty, "year"));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

/* The number of lines.  A setting that cannot be read must not hide what is
 * due. */
static size_t
summer_duty(const struct due_view *view)
{
	ctxh_value *duty = NULL;
	int64_t day;
	size_t lines = 0;
	char date[32];

	when_rfc3339(view->at, date, sizeof(date));
	date[10] = '\0';
	if (ctxh_date_parse(view->app->h, date, &day) != CTXH_OK ||
	    ctxh_summer_duty(view->app->h, day, &duty) != CTXH_OK)
		app_warn(view->app, "%s", ctxh_message(view->app->h));
	else if (val_true(duty, "summer")) {
		print_duty(view->app->out, duty);
		print_gap(view->app->out, duty);
		out_puts(view->app->out, "\n");
		lines = 2 + ctxh_value_count(ctxh_value_get(duty, "on_duty"));
	}
	ctxh_value_free(duty);
	return lines;
}

/* ---- rows ---- */

/* Without its year where that is this one: a row has to fit 80 columns. */
static const char *
show_due(const struct screen *s, const ctxh_value *row, char *buf,
    size_t size)
{
	char now[32];
	size_t len;

	out_show_time(NULL, row, ctxh_value_get(row, "due_at"), buf, size);
	when_show(s->view->at, now, sizeof(now));
	len = strlen(buf);
	if (len == strlen(now) && memcmp(buf + 5, now + 5, 5) == 0)
		memmove(buf + 5, buf + 10, len - 10 + 1);
	return buf;
}

/* What an activity is called may be a long sentence. */
static const char *
show_label(const struct screen *s, const ctxh_value *row, char *buf,
    size_t size)
{
	(void)due_label(s->view->app, row, buf, size);
	return val_str(row, "entry") != NULL ? out_cut(buf, size,
	    LABEL_ROOM) : buf;
}

static void
measure(struct screen *s, const ctxh_value *list)
{
	const ctxh_value *v;
	const char *number;
	char label[256], due[64];
	size_t w;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		number = due_number(v);
		w = number != NULL ? out_width(number) : 0;
		if (number != NULL && w + INDENT > s->number)
			s->number = w + INDENT;
		w = out_width(show_label(s, v, label, sizeof(label)));
		if (w > s->label)
			s->label = w;
		w = out_width(show_due(s, v, due, sizeof(due)));
		if (w > s->due)
			s->due = w;
	}
}

static int
is_mine(const struct screen *s, const ctxh_value *row)
{
	const ctxh_value *v;
	const char *role = val_str(s->me, "role");

	for (v = ctxh_value_first(ctxh_value_get(ctxh_value_get(row, "next"),
	    "roles")); v != NULL && role != NULL; v = ctxh_value_next(v))
		if (strcmp(ctxh_value_str(v), role) == 0)
			return 1;
	return 0;
}

static void
print_command(const struct screen *s, const ctxh_value *row, char *command)
{
	const char *whose = ctxh_value_str(ctxh_value_first(ctxh_value_get(
	    ctxh_value_get(row, "next"), "roles")));

	out_pad(s->out, "", INDENT + (s->number > 0 ? s->number : INDENT));
	if (is_mine(s, row))
		out_puts(s->out, command);
	else {
		out_style(s->out, STYLE_DIM);
		out_printf(s->out, whose != NULL &&
		    strcmp(whose, "principal") == 0 ?
		    T("for the principal: %s") : T("for the focal: %s"),
		    command);
		out_style(s->out, STYLE_NONE);
	}
	out_puts(s->out, "\n");
}

static void
print_row(const struct screen *s, const ctxh_value *row, char *command)
{
	const char *number = due_number(row);
	char label[256], due[64], left[64];

	out_pad(s->out, "", INDENT);
	out_pad(s->out, number != NULL ? number : "", s->number);
	out_pad(s->out, show_label(s, row, label, sizeof(label)),
	    s->label + INDENT);
	out_style(s->out, due_style(row));
	out_pad(s->out, show_due(s, row, due, sizeof(due)), s->due + INDENT);
	out_puts(s->out, due_left(row, s->view->at, left, sizeof(left)));
	out_style(s->out, STYLE_NONE);
	out_puts(s->out, "\n");
	if (command != NULL)
		print_command(s, row, command);
}

static void
print_group(const struct screen *s, size_t group, int behind)
{
	out_puts(s->out, behind ? "\n" : "");
	out_style(s->out, groups[group].style);
	out_puts(s->out, T(groups[group].title));
	out_style(s->out, STYLE_NONE);
	out_puts(s->out, "\n");
}

/* Whether so many more lines fit, and the one that says how many do not. */
static int
fits(struct screen *s, size_t lines, int is_last)
{
	if (s->room == 0)
		return 1;
	if (s->room < lines + (is_last ? 0 : 1))
		return 0;
	s->room -= lines;
	return 1;
}

static void
print_rows(struct screen *s, const ctxh_value *list)
{
	size_t group = NGROUPS, left = ctxh_value_count(list), lines;
	const ctxh_value *v;
	char *command;

	for (v = ctxh_value_first(list); v != NULL;
	    v = ctxh_value_next(v), left--) {
		command = due_command(v);
		lines = command != NULL ? 2 : 1;
		if (group != group_of(v))
			lines += 2;
		if (!fits(s, lines, left == 1)) {
			free(command);
			break;
		}
		if (group != group_of(v))
			print_group(s, group_of(v), group != NGROUPS);
		group = group_of(v);
		print_row(s, v, command);
		free(command);
	}
	if (left > 0)
		out_printf(s->out, T("... and %zu more: ctxh due --all, or "
		    "--within 2w"), left);
	out_puts(s->out, left > 0 ? "\n" : "");
}

int
due_screen(const struct due_view *view, const ctxh_value *list)
{
	struct screen s = { .view = view, .out = view->app->out };
	size_t used = view->duty ? summer_duty(view) : 0;
	int rc;

	if (ctxh_value_count(list) == 0) {
		if (!view->quiet)
			out_printf(s.out, "%s\n", T("nothing is due"));
		return CTXH_OK;
	}
	used += 3;	/* the sums, and a prompt of two lines */
	s.room = view->whole ? 0 : out_lines(s.out);
	if (s.room > 0)
		s.room = s.room > used + MIN_ROOM ? s.room - used : MIN_ROOM;
	if ((rc = ctxh_whoami(view->app->h, &s.me)) == CTXH_ENOMEM)
		return rc;
	if (rc != CTXH_OK)
		s.me = NULL;
	measure(&s, list);
	print_sums(s.out, list);
	print_rows(&s, list);
	ctxh_value_free(s.me);
	return CTXH_OK;
}
