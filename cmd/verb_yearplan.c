/*
 * ctxh yearplan: the school's yearly plan, and how its tasks stand.
 */
#include <stdio.h>
#include <string.h>

#include "form.h"
#include "register.h"
#include "util.h"

static const struct out_column columns[] = {
	{ "entry", N_("Entry"), NULL, NULL, 0 },
	{ "number", N_("Plan no."), NULL, NULL, 0 },
	{ "issued_on", N_("Date"), out_show_date, NULL, 0 },
	{ "year", N_("School year"), NULL, NULL, 0 },
	{ "budget", N_("Budget"), NULL, NULL, OUT_RIGHT },
	{ "tasks_total", N_("Tasks"), NULL, NULL, OUT_RIGHT },
	{ "tasks_held", N_("Held"), NULL, NULL, OUT_RIGHT },
	{ "tasks_late", N_("Late"), NULL, NULL, OUT_RIGHT },
	{ "tasks_dropped", N_("Not carried out"), NULL, NULL, OUT_RIGHT },
	{ "ended", N_("Ended"), out_show_date, NULL, 0 },
	{ "open", NULL, NULL, NULL, 0 },
	{ 0 }
};

static void
print_head(struct out *out, const ctxh_value *e)
{
	char day[64];

	out_style(out, STYLE_HEAD);
	out_printf(out, T("%s: plan %s of %s, school year %s"),
	    val_str(e, "entry"), val_str(e, "number"), out_show_date(NULL, e,
	    ctxh_value_get(e, "issued_on"), day, sizeof(day)),
	    val_str(e, "year"));
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
	if (val_str(e, "goal") != NULL)
		out_printf(out, "  %s: %s\n", T("aims"), val_str(e, "goal"));
	if (ctxh_value_get(e, "budget") != NULL)
		out_printf(out, "  %s: %lld\n", T("budget"),
		    (long long)val_int(e, "budget"));
	if (!val_true(e, "open"))
		out_printf(out, "  %s %s\n", T("ended on"), out_show_date(NULL,
		    e, ctxh_value_get(e, "ended"), day, sizeof(day)));
}

static void
print_committee(struct out *out, const ctxh_value *e)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(e, "committee"));
	const char *name;

	if (v == NULL)
		return;
	out_printf(out, "\n%s\n", T("Committee"));
	for (; v != NULL; v = ctxh_value_next(v)) {
		name = val_str(v, "name");
		out_printf(out, "  %s%s%s\n", name != NULL ? name : "",
		    name != NULL ? ": " : "", val_str(v, "role"));
	}
}

/* "Tháng 10/2025" */
static void
print_month(struct out *out, const char *month)
{
	out_puts(out, "\n");
	out_style(out, STYLE_HEAD);
	out_printf(out, T("Month %.2s/%.4s"), month + 5, month);
	out_style(out, STYLE_NONE);
	out_puts(out, "\n");
}

static void
print_task(struct out *out, const ctxh_value *t)
{
	const char *lead = val_str(t, "lead"), *with = val_str(t, "with");
	char from[64], to[64];

	out_puts(out, "  ");
	out_pad(out, val_str(t, "activity"), 8);
	out_style(out, activity_style(NULL, t));
	out_pad(out, activity_status(NULL, t, NULL, NULL, 0), 16);
	out_style(out, STYLE_NONE);
	out_printf(out, "%s - %s  %s", out_show_date(NULL, t,
	    ctxh_value_get(t, "from"), from, sizeof(from)), out_show_date(NULL,
	    t, ctxh_value_get(t, "to"), to, sizeof(to)), val_str(t, "what"));
	if (lead != NULL || with != NULL)
		out_printf(out, " (%s%s%s)", lead != NULL ? lead : "",
		    lead != NULL && with != NULL ? "; " : "",
		    with != NULL ? with : "");
	out_puts(out, "\n");
}

static void
print_plan(struct out *out, void *ctx, const ctxh_value *e)
{
	const ctxh_value *t;
	const char *month = "", *own;

	(void)ctx;
	print_head(out, e);
	print_committee(out, e);
	for (t = ctxh_value_first(ctxh_value_get(e, "tasks")); t != NULL;
	    t = ctxh_value_next(t)) {
		own = val_str(t, "month");
		if (own != NULL && strlen(own) == 7 && strcmp(own, month) != 0)
			print_month(out, month = own);
		print_task(out, t);
	}
}

static int
run_show(struct app *app, struct opts *o)
{
	return register_show_as(app, o, print_plan);
}

void
register_changes(struct out *out, const ctxh_value *result)
{
	static const struct {
		const char	*code, *text;
	} changes[] = {
		{ "new", N_("new") }, { "corrected", N_("corrected") },
		{ "ended", N_("ended, no longer planned") },
		{ "kept", N_("kept, for sessions were held") },
	};
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(result,
	    "activities"));
	const char *s;

	for (; v != NULL; v = ctxh_value_next(v)) {
		s = val_str(v, "change");
		for (size_t i = 0; i < 4; i++)
			if (strcmp(changes[i].code, s) == 0)
				s = T(changes[i].text);
		out_printf(out, "  %s: %s (%s)\n", val_str(v, "activity"),
		    val_str(v, "what"), s);
	}
}

static const struct cmd subs[] = {
	REGISTER_FORM("add", "yearplan",
	    N_("take down the plan: number, date, committee, tasks"),
	    "[ENTRY]",
	    "  ctxh yearplan add --number 12/KH --issued-on 10/09/2025 "
	    "--tasks nhiem-vu.csv\n"
	    "  ctxh yearplan add --json ke-hoach.json\n"
	    "  ctxh yearplan add --edit\n"
	    "  ctxh yearplan add KH-17 --amend --edit"),
	REGISTER_FORM("end", "yearplan-end",
	    N_("the plan is replaced, or no longer applies"), "ENTRY",
	    "  ctxh yearplan end KH-17 --reason \"thay bằng kế hoạch khác\""),
	REGISTER_LIST(columns, N_("plans, and how their tasks stand")),
	{ .name = "show", .run = run_show, .flags = CMD_KEY | CMD_PAGER,
	    .args = N_("ENTRY"), .min_args = 1, .max_args = 1,
	    .options = register_show_options,
	    .summary = N_("committee, and the tasks by month") },
	{ 0 }
};

const struct cmd cmd_yearplan = {
	.name = "yearplan", .alias = "ke-hoach-nam",
	.group = GROUP_PREVENTION, .sub = subs,
	.summary = N_("the school's yearly plan and its tasks"),
};
