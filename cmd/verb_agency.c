/*
 * ctxh agency: the agencies that a case can be referred to.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "util.h"
#include "when.h"

/* "huong-dan, thong-bao" */
static const char *
show_list(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v;
	const char *s;

	(void)ctx;
	(void)row;
	if (ctxh_value_kind(cell) == CTXH_TEXT)
		return ctxh_value_str(cell);
	buf[0] = '\0';
	for (v = ctxh_value_first(cell); v != NULL; v = ctxh_value_next(v)) {
		s = ctxh_value_str(v);
		if (s == NULL || strlen(buf) + strlen(s) + 3 > size)
			continue;
		if (buf[0] != '\0')
			strcat(buf, ", ");
		strcat(buf, s);
	}
	return buf;
}

static const struct out_column columns[] = {
	{ "code", N_("Code"), NULL, NULL, 0 },
	{ "name", N_("Name"), NULL, NULL, 0 },
	{ "kind", NULL, NULL, NULL, 0 },
	{ "accepts", N_("Accepts"), show_list, NULL, 0 },
	{ 0 }
};

static int
run_list(struct app *app, struct opts *o)
{
	const char *at = opt_text(o, "at");
	int64_t moment = when_now();
	ctxh_value *list = NULL;
	int rc = CTXH_OK;

	if (at != NULL)
		rc = when_option(app, "at", at, &moment);
	if (rc == CTXH_OK)
		rc = ctxh_agencies(app->h, moment, &list);
	out_excel(app->out, opt_given(o, "excel"));
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, NULL, list);
	ctxh_value_free(list);
	return rc;
}

static const struct opt_spec options[] = {
	{ "at", 0, OPT_TIME, 0, N_("DATE"),
	    N_("those that existed on that day; default: today"), NULL },
	{ "excel", 0, OPT_FLAG, 0, NULL,
	    N_("CSV as a Vietnamese Excel reads it"), NULL },
	{ 0 }
};

static const struct cmd subs[] = {
	{ .name = "list", .run = run_list, .flags = CMD_PAGER,
	    .options = options,
	    .summary = N_("the agencies of a day, and what they accept") },
	{ 0 }
};

const struct cmd cmd_agency = {
	.name = "agency", .group = GROUP_START, .sub = subs,
	.summary = N_("the agencies that a case can be referred to"),
};
