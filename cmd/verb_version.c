/*
 * ctxh version.
 */
#include "cmd.h"
#include "out.h"
#include "util.h"

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, "ctxh %s\n", val_str(v, "version"));
}

static int
run(struct app *app, struct opts *o)
{
	ctxh_value *v = ctxh_value_object();
	int rc;

	(void)o;
	val_put_int(v, "format", 1);
	val_put_text(v, "version", CTXH_VERSION);
	rc = out_object(app->out, v, text, NULL);
	ctxh_value_free(v);
	return rc;
}

const struct cmd cmd_version = {
	.name = "version", .run = run, .group = GROUP_OTHER,
	.summary = N_("the program's version"),
};
