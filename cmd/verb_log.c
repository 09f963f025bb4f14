/*
 * ctxh log: the chain of operations.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "util.h"

/* The first digits of a hash: enough to tell two apart. */
static const char *
show_hash(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const char *s = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	snprintf(buf, size, "%.12s", s == NULL ? "" : s);
	return buf;
}

/* "document 2, fact 1" */
static const char *
show_rows(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const ctxh_value *v;
	size_t used = 0;
	int n;

	(void)ctx;
	(void)row;
	buf[0] = '\0';
	for (v = ctxh_value_first(cell); v != NULL && used < size;
	    v = ctxh_value_next(v)) {
		n = snprintf(buf + used, size - used, "%s%s %lld",
		    used > 0 ? ", " : "", val_str(v, "table"),
		    (long long)val_int(v, "count"));
		used += n > 0 ? (size_t)n : 0;
	}
	return buf;
}

static const struct out_column columns[] = {
	{ "op", N_("No."), NULL, NULL, OUT_RIGHT },
	{ "at", N_("When"), out_show_time, NULL, 0 },
	{ "by", N_("Who"), NULL, NULL, 0 },
	{ "verb", N_("What"), NULL, NULL, 0 },
	{ "rows", N_("Rows written"), show_rows, NULL, 0 },
	{ "hash", N_("Hash"), show_hash, NULL, 0 },
	{ "prev", NULL, NULL, NULL, 0 },
	{ "payload", NULL, NULL, NULL, 0 },
	{ "signature", NULL, NULL, NULL, 0 },
	{ "key", NULL, NULL, NULL, 0 },
	{ "detail", NULL, NULL, NULL, 0 },
	{ "undone_by", N_("Undone by"), NULL, NULL, OUT_RIGHT },
	{ 0 }
};

static int
run(struct app *app, struct opts *o)
{
	int rc = out_begin(app->out, columns, NULL);

	if (rc == CTXH_OK)
		rc = ctxh_log(app->h, opt_arg(o, 0), out_row, app->out);
	return rc == CTXH_OK ? out_end(app->out) : rc;
}

const struct cmd cmd_log = {
	.name = "log", .run = run, .flags = CMD_MAYBE_KEY | CMD_PAGER,
	.group = GROUP_SAFETY, .args = N_("[CASE]"), .max_args = 1,
	.summary = N_("who did what and when: the chain of operations"),
	.help = N_("With --format json everything that is needed to verify "
	    "the chain with another program; see ctxh-format(5)."),
};
