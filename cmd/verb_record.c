/*
 * ctxh record: documents of any form from a file.
 */
#include "cmd.h"
#include "form.h"
#include "opt.h"

static const struct opt_spec options[] = {
	{ "batch", 0, OPT_TEXT, OPT_FILE | OPT_REQUIRED, N_("FILE"),
	    N_("documents, a JSON object a line with \"form\" and \"case\"; "
	    "- is standard input"), NULL },
	{ "keep-going", 0, OPT_FLAG, 0, NULL,
	    N_("record the good lines, refuse the others"), NULL },
	DRY_CHECK_OPTION,
	{ 0 }
};

static int
run(struct app *app, struct opts *o)
{
	unsigned flags = 0;

	if (opt_flag(o, "keep-going"))
		flags |= CTXH_KEEP_GOING;
	if (opt_flag(o, "dry-run"))
		flags |= CTXH_DRY_RUN;
	return batch_run(app, NULL, opt_text(o, "batch"), flags);
}

const struct cmd cmd_record = {
	.name = "record", .run = run, .flags = CMD_KEY | CMD_WRITE,
	.group = GROUP_CASES,
	.summary = N_("record documents of any form from a file"),
	.options = options,
	.help = N_("One JSON object a line, with \"form\", \"case\" and the "
	    "fields; an intake may carry \"label\", and later lines name its "
	    "case as \"@label\". All or nothing, unless --keep-going."),
	.example = "  ctxh record --batch nam-hoc.jsonl --dry-run",
};
