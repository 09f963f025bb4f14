/*
 * Words for completion that come out of the store, its key files or the
 * tables of other verbs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "complete_line.h"
#include "label.h"
#include "report.h"
#include "session.h"
#include "util.h"
#include "when.h"

/* Only where the store opens without a question. */
static int
opens(struct app *app)
{
	app->no_input = 1;
	app->passphrase_fd = -1;
	return session_open(app, CMD_KEY) == CTXH_OK;
}

/* The newest year's, and how they stand: nothing about a person. */
void
offer_cases(struct line *l)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;

	if (opens(l->app) && ctxh_case_list(l->app->h, NULL, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			offer(l, val_str(v, "case"), row_code_label(l->app,
			    v, "states", val_str(v, "state")));
	ctxh_value_free(list);
}

/* Those of today first; an old document names one that is gone. */
void
offer_agencies(struct line *l)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;

	(void)opens(l->app);
	if (ctxh_agencies(l->app->h, when_now(), CTXH_AGENCY_ALL, &list) ==
	    CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			offer(l, val_str(v, "code"), val_str(v, "name"));
	ctxh_value_free(list);
}

/* Of the settings of a school year the short form. */
void
offer_settings(struct line *l)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;
	const char *key, *at;
	char *name;

	if (ctxh_config_keys(l->app->h, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v)) {
			key = val_str(v, "key");
			at = strstr(key, "YEAR");
			name = at == NULL ? xstrdup(key) : at[4] == '.' ?
			    xstrdup(at + 5) :
			    xstrndup(key, (size_t)(at - key) - 1);
			offer(l, name, val_str(v, "label"));
			free(name);
		}
	ctxh_value_free(list);
}

/* As ctxh init has them. */
void
offer_levels(struct line *l)
{
	const struct opt_spec *s = cmd_find("init")->options;

	while (strcmp(s->name, "level") != 0)
		s++;
	for (const struct opt_choice *c = s->choices; c->code != NULL; c++)
		offer(l, c->code, T(c->label));
}

void
offer_forms(struct line *l)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;

	(void)opens(l->app);
	if (ctxh_forms(l->app->h, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			offer(l, val_str(v, "form"), val_str(v, "title"));
	ctxh_value_free(list);
	offer(l, "handover", T("the record of a handover"));
	if (!l->no_case)
		offer(l, "log", T("the history of the case"));
}

void
offer_parts(struct line *l)
{
	static const char *const parts[] = { "I", "IV", "V", "VI" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		offer(l, parts[i], NULL);
}

static void
offer_issued(struct line *l)
{
	ctxh_value *list = NULL;
	const ctxh_value *v;

	if (opens(l->app) && ctxh_report_issued(l->app->h, &list) == CTXH_OK)
		for (v = ctxh_value_first(list); v != NULL;
		    v = ctxh_value_next(v))
			offer(l, val_str(v, "number"), val_str(v, "date"));
	ctxh_value_free(list);
}

/* Of the report that runs today. */
static void
offer_tables(struct line *l)
{
	struct report_period p = { .options = { 0 } };
	ctxh_value *report = NULL;
	const ctxh_value *v;

	if (opens(l->app) &&
	    report_period_read(l->app, &l->o, 1, &p) == CTXH_OK &&
	    ctxh_report(l->app->h, &p.options, &report) == CTXH_OK)
		for (v = ctxh_value_first(ctxh_value_get(report, "tables"));
		    v != NULL; v = ctxh_value_next(v))
			offer(l, val_str(v, "id"), val_str(v, "title"));
	ctxh_value_free(report);
}

/* Operations that something can be taken back of; row is ctxh_row_fn's. */
static int
offer_op(void *line, const ctxh_value *row)
{
	const char *verb = val_str(row, "verb");
	long long op = (long long)val_int(row, "op");
	char number[24];

	if (op > 1 && ctxh_value_count(ctxh_value_get(row, "rows")) > 0 &&
	    val_int(row, "undone_by") == 0) {
		snprintf(number, sizeof(number), "%lld", op);
		offer(line, number, verb);
	}
	return 0;
}

void
offer_operations(struct line *l)
{
	if (opens(l->app))
		(void)ctxh_log(l->app->h, NULL, offer_op, l);
}

static void
offer_handle(void *line, const char *handle)
{
	offer(line, handle, NULL);
}

int
offer_known(struct line *l, const struct opt_spec *s)
{
	int of_report = l->verb != NULL && strcmp(l->verb->name, "report") == 0;

	if (of_report && strcmp(s->name, "issued") == 0)
		offer_issued(l);
	else if (of_report && strcmp(s->name, "table") == 0)
		offer_tables(l);
	else if (of_report && strcmp(s->name, "case") == 0)
		offer_cases(l);
	else if (strcmp(s->name, "as") == 0)
		session_handles(l->app, offer_handle, l);
	else
		return 0;
	return 1;
}
