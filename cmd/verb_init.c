/*
 * ctxh init: a new store, its first key, and the recovery sheet.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "form.h"
#include "keymake.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "term.h"
#include "util.h"
#include "when.h"

static const struct opt_choice levels[] = {
	{ "mam-non", N_("kindergarten") }, { "tieu-hoc", N_("primary") },
	{ "thcs", N_("lower secondary") }, { "thpt", N_("upper secondary") },
	{ "gdtx", N_("continuing education") },
	{ "chuyen-biet", N_("special education") }, { 0 }
};

static const struct opt_spec options[] = {
	{ "school", 0, OPT_TEXT, 0, N_("NAME"), N_("the school's name"),
	    NULL },
	{ "code", 0, OPT_TEXT, 0, N_("CODE"), N_("the school's code"), NULL },
	{ "level", 0, OPT_TEXT, OPT_REPEAT, N_("LEVEL"),
	    N_("a level that the school teaches"), levels },
	{ "commune", 0, OPT_TEXT, 0, N_("NAME"), N_("its commune or ward"),
	    NULL },
	{ "province", 0, OPT_TEXT, 0, N_("NAME"), N_("its province"), NULL },
	{ "upper", 0, OPT_TEXT, 0, N_("NAME"),
	    N_("the authority above it"), NULL },
	{ "year", 0, OPT_TEXT, 0, N_("YEAR"),
	    N_("the school year, 2024-2025; default: today's"), NULL },
	{ "user", 0, OPT_TEXT, 0, N_("HANDLE"),
	    N_("your short name: a-z, 0-9 and -; default: your login"), NULL },
	{ "name", 0, OPT_TEXT, 0, N_("NAME"), N_("your full name"), NULL },
	{ "sheet", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("write the recovery sheet to this file (0600)"), NULL },
	{ 0 }
};

/* What the run has made, so that a failure can take it back. */
struct init {
	struct app	*app;
	char		*path;		/* of the store */
	char		*user, *name;
	char		*passphrase;
	char		*sheet;		/* the recovery sheet's text */
	const char	*sheet_path;	/* or NULL: shown */
	int		 sheet_made;	/* an empty file is there */
	int		 store_made;
	ctxh_value	*school;
	struct new_key	 key;
};

/* An option that must be there: given, or asked for. */
static int
need(struct init *in, const struct opts *o, const char *name, char **out)
{
	const char *given = opt_text(o, name), *help = NULL;

	if (given != NULL && *given != '\0') {
		*out = xstrdup(given);
		return CTXH_OK;
	}
	if (given != NULL || !term_can_ask(in->app))
		return app_fail(in->app, CTXH_EUSAGE,
		    T("missing: --%s; see ctxh init --help"), name);
	for (const struct opt_spec *s = options; s->kind != OPT_END; s++)
		if (strcmp(s->name, name) == 0)
			help = T(s->help);
	return term_ask(in->app, help, NULL, out);
}

static int
add_needed(struct init *in, const struct opts *o, const char *option,
    const char *key)
{
	char *s = NULL;
	int rc = need(in, o, option, &s);

	if (rc == CTXH_OK)
		val_put_text(in->school, key, s);
	free(s);
	return rc;
}

static int
add_levels(struct init *in, const struct opts *o)
{
	ctxh_value *list = ctxh_value_list();
	char *s = NULL, *word, *rest;
	int rc = CTXH_OK;

	for (size_t i = 0; i < opt_count(o, "level"); i++)
		val_push(list, ctxh_value_text(opt_nth(o, "level", i)));
	if (ctxh_value_count(list) == 0) {
		if (term_can_ask(in->app))
			for (size_t i = 0; levels[i].code != NULL; i++)
				fprintf(stderr, "  %-12s %s\n", levels[i].code,
				    T(levels[i].label));
		rc = need(in, o, "level", &s);
	}
	for (rest = s; rc == CTXH_OK && s != NULL &&
	    (word = strtok_r(rest, " ,", &rest)) != NULL; )
		val_push(list, ctxh_value_text(word));
	free(s);
	val_put(in->school, "levels", list);
	return rc;
}

/* "2024-2025" of "2024", "2024-2025", or, given nothing, of today. */
static int
read_year(struct init *in, const char *given)
{
	char text[16];
	int first = 0, second = 0, used = 0;

	if (given == NULL)
		first = when_school_year(when_now());
	else if (strspn(given, "0123456789-") != strlen(given) ||
	    sscanf(given, "%4d%n-%4d%n", &first, &used, &second, &used) < 1 ||
	    given[used] != '\0' || first < 1900 || first > 2198 ||
	    (second != 0 && second != first + 1))
		return app_fail(in->app, CTXH_EUSAGE,
		    T("--year: no school year: \"%s\"; write 2024 or "
		    "2024-2025"), given);
	snprintf(text, sizeof(text), "%04d-%04d", first % 10000,
	    (first + 1) % 10000);
	val_put_text(in->school, "year", text);
	return CTXH_OK;
}

static int
read_school(struct init *in, const struct opts *o)
{
	int rc;

	in->school = ctxh_value_object();
	rc = add_needed(in, o, "school", "name");
	if (rc == CTXH_OK)
		rc = add_needed(in, o, "code", "code");
	if (rc == CTXH_OK)
		rc = add_levels(in, o);
	if (rc != CTXH_OK)
		return rc;
	if (opt_given(o, "commune"))
		val_put_text(in->school, "commune", opt_text(o, "commune"));
	if (opt_given(o, "province"))
		val_put_text(in->school, "province", opt_text(o, "province"));
	if (opt_given(o, "upper"))
		val_put_text(in->school, "upper", opt_text(o, "upper"));
	return read_year(in, opt_text(o, "year"));
}

/* --user, --as, $CTXH_USER, the login's name, or "dau-moi". */
static const char *
default_user(const struct app *app)
{
	const char *names[3] = { app->as, getenv("CTXH_USER"),
	    getenv("USER") };

	for (size_t i = 0; i < 3; i++) {
		const char *s = names[i];

		if (s != NULL && s[0] >= 'a' && s[0] <= 'z' &&
		    strlen(s) <= 32 && strcmp(s, "root") != 0 &&
		    s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
		    '\0')
			return s;
	}
	return "dau-moi";
}

static int
read_user(struct init *in, const struct opts *o)
{
	const char *user = opt_text(o, "user"), *name = opt_text(o, "name");
	int ask = term_can_ask(in->app), rc = CTXH_OK;

	if (user != NULL)
		in->user = xstrdup(user);
	else if (ask)
		rc = term_ask(in->app, T("your short name"),
		    default_user(in->app), &in->user);
	else
		in->user = xstrdup(default_user(in->app));
	if (rc != CTXH_OK)
		return rc;
	if (name == NULL && ask)
		return term_ask(in->app, T("your full name"), in->user,
		    &in->name);
	in->name = xstrdup(name == NULL ? in->user : name);
	return CTXH_OK;
}

/* A sheet that nobody sees is a store that nobody can rescue. */
static int
check_sheet(struct init *in, const struct opts *o)
{
	struct app *app = in->app;

	in->sheet_path = opt_text(o, "sheet");
	if (in->sheet_path == NULL) {
		if (out_is_text(app->out) && isatty(STDOUT_FILENO))
			return CTXH_OK;
		return app_fail(app, CTXH_EUSAGE,
		    T("missing: --sheet FILE; without a terminal the recovery "
		    "sheet must go to a file"));
	}
	if (access(in->sheet_path, F_OK) == 0)
		return app_fail(app, CTXH_EFAIL,
		    T("there is a file already: \"%s\""), in->sheet_path);
	return CTXH_OK;
}

static int
find_path(struct init *in)
{
	const char *path = in->app->store;

	if (path == NULL)
		path = getenv("CTXH_STORE");
	if (path == NULL || *path == '\0')
		path = "ctxh.db";
	in->path = xstrdup(path);
	if (access(path, F_OK) != 0)
		return CTXH_OK;
	return app_fail(in->app, CTXH_EFAIL,
	    T("there is a file already: \"%s\""), path);
}

/* The sheet's file is made before the store: where it cannot be written,
 * nothing has happened yet. */
static int
make(struct init *in)
{
	struct app *app = in->app;
	char *folder = NULL, *own = NULL;
	int rc;

	rc = session_key_dir(app, "", &folder);
	if (rc == CTXH_OK && in->sheet_path != NULL) {
		rc = file_create(app, in->sheet_path, 0600, "", 0);
		in->sheet_made = rc == CTXH_OK;
	}
	if (rc == CTXH_OK)
		rc = keymake_start(app, folder, in->user, in->passphrase,
		    &in->key);
	if (rc == CTXH_OK) {
		rc = ctxh_create(app->h, in->path, in->school, in->key.key,
		    in->passphrase, in->name, &in->sheet);
		in->store_made = rc == CTXH_OK;
	}
	if (rc == CTXH_OK && in->sheet_path != NULL)
		rc = file_replace(app, in->sheet_path, 0600, in->sheet,
		    strlen(in->sheet));
	if (rc == CTXH_OK)
		rc = session_key_dir(app, ctxh_store_id(app->h), &own);
	if (rc == CTXH_OK)
		rc = keymake_target(app, own, in->user, NULL, &in->key);
	if (rc == CTXH_OK)
		rc = keymake_place(app, &in->key);
	free(own);
	free(folder);
	return rc;
}

/* Nobody has seen the store yet, so that it may go again. */
static void
take_back(struct init *in)
{
	if (in->store_made)
		(void)unlink(in->path);
	if (in->sheet_made)
		(void)unlink(in->sheet_path);
}

static void
text(struct out *out, void *ctx, const ctxh_value *v)
{
	struct init *in = ctx;

	out_printf(out, T("Made the store \"%s\" of %s, school year %s."),
	    in->path, val_str(in->school, "name"), val_str(v, "year"));
	out_puts(out, "\n");
	out_printf(out, "%s %s (%s)\n", T("Your key:"), in->key.path,
	    in->user);
	if (in->sheet_path != NULL)
		out_printf(out, "%s %s\n", T("Recovery sheet:"),
		    in->sheet_path);
	else
		out_printf(out, "\n%s\n\n", in->sheet);
	print_notices(out, ctxh_value_get(v, "notices"));
	out_style(out, STYLE_WARN);
	out_puts(out, T("Without the key file or the recovery sheet all data "
	    "is lost. Print the sheet, lock it away, delete its file."));
	out_style(out, STYLE_NONE);
	out_printf(out, "\n\n%s\n", T("What comes next:"));
	out_printf(out, "  ctxh staff add hieu-truong --role principal "
	    "--name \"...\"\n  ctxh student import %s --year %s\n"
	    "  ctxh intake\n", T("LIST.csv"), val_str(v, "year"));
}

/* What must be known of the rule set that the school goes by. */
static void
put_notices(struct app *app, ctxh_value *v)
{
	ctxh_value *notices = NULL, *list;

	if (ctxh_rules_notices(app->h, &notices) != CTXH_OK)
		return;
	list = ctxh_value_take(notices, "notices");
	if (list != NULL)
		val_put(v, "notices", list);
	ctxh_value_free(notices);
}

static int
show(struct init *in)
{
	ctxh_value *v = ctxh_value_object();
	int rc;

	val_put_int(v, "format", 1);
	val_put_text(v, "store", in->path);
	val_put_text(v, "id", ctxh_store_id(in->app->h));
	val_put_text(v, "user", in->user);
	val_put_text(v, "key", in->key.path);
	val_put_text(v, "sheet", in->sheet_path);
	val_put_text(v, "year", val_str(in->school, "year"));
	put_notices(in->app, v);
	rc = out_object(in->app->out, v, text, in);
	ctxh_value_free(v);
	return rc;
}

static int
run(struct app *app, struct opts *o)
{
	struct init in = { .app = app };
	int rc;

	rc = find_path(&in);
	if (rc == CTXH_OK)
		rc = check_sheet(&in, o);
	if (rc == CTXH_OK)
		rc = read_school(&in, o);
	if (rc == CTXH_OK)
		rc = read_user(&in, o);
	if (rc == CTXH_OK)
		rc = session_new_passphrase(app, &in.passphrase);
	if (rc == CTXH_OK) {
		rc = make(&in);
		if (rc != CTXH_OK)
			take_back(&in);
	}
	if (rc == CTXH_OK)
		rc = show(&in);
	keymake_free(&in.key);
	ctxh_text_free(in.sheet);
	wipe_free(in.passphrase);
	ctxh_value_free(in.school);
	free(in.name);
	free(in.user);
	free(in.path);
	return rc;
}

const struct cmd cmd_init = {
	.name = "init", .run = run, .group = GROUP_START,
	.summary = N_("make a new store, your key and the recovery sheet"),
	.options = options,
	.help = N_("The store is ctxh.db in this folder, or --store FILE. What "
	    "is missing is asked for on a terminal. Without a terminal "
	    "--school, --code, --level and --sheet are required."),
	.example = "  ctxh init --school \"THCS Hoa Mai\" --code 79000701 "
	    "--level thcs \\\n      --user lan --name \"Trần Thị Lan\" "
	    "--sheet phieu-khoi-phuc.txt",
};
