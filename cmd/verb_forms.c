/*
 * The form verbs, a row each.  Their options, prompts and checks come from
 * the rule set.
 */
#include "cmd.h"
#include "form.h"
#include "opt.h"

#define FORM_VERB(verb, in_vietnamese, what, arguments, text, sample)	\
	const struct cmd cmd_##verb = {					\
		.name = #verb, .alias = in_vietnamese, .run = form_run,	\
		.prepare = form_prepare, .flags = CMD_KEY | CMD_WRITE,	\
		.group = GROUP_CASES, .summary = what,			\
		.args = arguments, .max_args = 1, .help = text,		\
		.example = sample,					\
	}

#define HOW N_("Without fields, on a terminal, the form is asked for field " \
	"by field; --edit opens it in your editor. * is required. A text may " \
	"be @FILE, or - for standard input; @@ stands for a leading @. Lists " \
	"of objects come by --json or --edit.")

FORM_VERB(intake, "tiep-nhan",
    N_("take in what the school was told: a new case"), "[CASE]",
    N_("Each --student may be followed by its --role. Somebody who is not on "
    "the school's list comes by --json: {\"students\": [{\"origin\": "
    "\"truong-khac\", ...}]}. CASE goes with --amend only. Whoever is accused "
    "must not stand in the way: 111, the commune's police and its People's "
    "Committee may be told directly. * is required."),
    "  ctxh intake --via truc-tiep --source gvcn --category bao-luc \\\n"
    "      --student 1400100381 --role nguoi-bi-hai \\\n"
    "      --initial-need tam-ly --condition \"Em hoảng sợ\"");
FORM_VERB(assess, "danh-gia", N_("assess harm, risk and needs"), "CASE",
    HOW,
    "  ctxh assess VV-2024-0001 --consulted nguoi-hoc --harm-level thap ...");
FORM_VERB(plan, "ke-hoach", N_("submit a plan of intervention and help"),
    "CASE",
    HOW, "  ctxh plan VV-2024-0001 --json ke-hoach.json");
FORM_VERB(approve, "phe-duyet",
    N_("decide the plan, the closing or the route that is pending"), "CASE",
    N_("With a principal's key it is a signature. A focal transcribes what was "
    "signed on paper: --signed-by and --on-paper."),
    "  ctxh approve VV-2024-0001 --verdict approved\n"
    "  ctxh approve VV-2024-0001 --verdict approved \\\n"
    "      --signed-by \"Nguyễn Văn A\" --on-paper \"05/KH, 12/09/2024\"");
FORM_VERB(progress, NULL, N_("note what was done of the plan"), "CASE",
    HOW, "  ctxh progress VV-2024-0001 --activity 1 --status hoan-thanh");
FORM_VERB(review, "danh-gia-lai", N_("review the pupil after the plan"),
    "CASE", HOW,
    "  ctxh review VV-2024-0001 --harm-level thap --harm-access thap \\\n"
    "      --harm-obstacles thap --outcome ket-thuc");
FORM_VERB(refer, "chuyen-gui",
    N_("tell an agency, or refer the case to it"), "CASE",
    N_("A phone call first and a letter later to the same agency are one "
    "referral. See ctxh agency for the codes."),
    "  ctxh refer VV-2024-0001 --agency tong-dai-111 --kind thong-bao \\\n"
    "      --method dien-thoai --basis luat-quy-dinh --reason \"...\"");
FORM_VERB(follow, "theo-doi", N_("note what an agency answered"), "CASE",
    HOW, "  ctxh follow VV-2024-0001 --status dang-xu-ly");
FORM_VERB(close, NULL, N_("propose to close a case"), "CASE",
    N_("The principal decides on it: see ctxh approve."),
    "  ctxh close VV-2024-0001 --close-reason het-nguy-co");
FORM_VERB(reopen, NULL, N_("open a closed case again"), "CASE",
    HOW, "  ctxh reopen VV-2024-0001 --reason \"...\"");
FORM_VERB(support, NULL,
    N_("note support of the pupil's development, with or without a case"),
    "[CASE]", HOW, "  ctxh support VV-2024-0001 --kind hoc-tap");
FORM_VERB(session, NULL,
    N_("note a counselling session, with or without a case"), "[CASE]",
    N_("From 31/10/2025 on (TT 18/2025). A case that was taken in before goes "
    "by the rules of that day: its sessions are noted without a case. "
    "Without fields, on a terminal, the form is asked for field by field."),
    "  ctxh session --topic tam-ly --mode truc-tiep --size ca-nhan\n"
    "  ctxh session VV-2025-0007 --topic ky-nang-song --size nhom");

/* The other case stands behind the first one, or in --with. */
static int
run_link(struct app *app, struct opts *o)
{
	if (o->nargs == 2) {
		if (opt_given(o, "with"))
			return app_fail(app, CTXH_EUSAGE,
			    T("the other case is given twice: \"%s\" and "
			    "--with \"%s\""), o->args[1],
			    opt_text(o, "with"));
		form_give(o, "with", o->args[1]);
		o->nargs = 1;
	}
	return form_run(app, o);
}

const struct cmd cmd_link = {
	.name = "link", .run = run_link, .prepare = form_prepare,
	.flags = CMD_KEY | CMD_WRITE, .group = GROUP_CASES,
	.summary = N_("link a case to another one"),
	.args = "CASE CASE", .max_args = 2,
	.help = N_("--kind trung-lap: the first case is the same matter as the "
	    "second and leaves the tables."),
	.example = "  ctxh link VV-2024-0002 VV-2024-0001 --kind trung-lap",
};
