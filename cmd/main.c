/*
 * ctxh: from a command line to a verb, and from its status to an exit code.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app.h"
#include "cmd.h"
#include "help.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "term.h"
#include "util.h"

/* Set by the signal; the library's progress function and every loop that
 * prints rows look at it. */
static volatile sig_atomic_t interrupted;

static void
on_signal(int signo)
{
	interrupted = signo;
}

int
app_interrupted(void)
{
	return interrupted;
}

/* The first Ctrl-C stops in good order, the second one at once: a store is
 * whole either way. */
static void
catch_signals(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = on_signal;
	sa.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGHUP, &sa, NULL);
	sa.sa_handler = SIG_IGN;
	sa.sa_flags = 0;
	sigaction(SIGPIPE, &sa, NULL);
	/* A file that may not grow is a full disk, and said so. */
	sigaction(SIGXFSZ, &sa, NULL);
}

/* A store must never be opened on descriptor 0, 1 or 2: where one is closed
 * something stands there on which reading or writing fails.  And no core with
 * names in it. */
static void
guard_process(void)
{
	struct rlimit none = { 0, 0 };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
	setrlimit(RLIMIT_CORE, &none);
}

/* The value of a global option, wherever it stands: the language and the
 * format hold for what is said about a bad command line, too. */
static const char *
look_ahead(int argc, char **argv, const char *name)
{
	size_t len = strlen(name);
	const char *found = NULL;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, len) != 0)
			continue;
		if (argv[i][len] == '=')
			found = argv[i] + len + 1;
		else if (argv[i][len] == '\0' && i + 1 < argc)
			found = argv[i + 1];
	}
	return found;
}

/* A store's own rule sets have a say in which options there are. */
static void
look_ahead_store(struct app *app, int argc, char **argv)
{
	const char *fd = look_ahead(argc, argv, "--passphrase-fd");

	app->store = look_ahead(argc, argv, "--store");
	app->as = look_ahead(argc, argv, "--as");
	if (fd != NULL)
		app->passphrase_fd = atoi(fd);
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--no-input") == 0)
			app->no_input = 1;
}

static void
choose_language(int argc, char **argv)
{
	const char *lang = look_ahead(argc, argv, "--lang");

	if (lang == NULL)
		lang = getenv("CTXH_LANG");
	tr_lang(lang != NULL && strcmp(lang, "en") == 0 ? CTXH_EN : CTXH_VI);
}

static enum out_format
format_named(const char *name)
{
	static const char *const names[] = { "text", "csv", "json", "jsonl" };

	for (int i = 0; name != NULL && i < 4; i++)
		if (strcmp(names[i], name) == 0)
			return (enum out_format)i;
	return OUT_TEXT;
}

static enum out_color
color_named(const char *name)
{
	return name == NULL || strcmp(name, "auto") == 0 ? COLOR_AUTO :
	    strcmp(name, "always") == 0 ? COLOR_ALWAYS : COLOR_NEVER;
}

static void
apply_globals(struct app *app, const struct opts *o)
{
	if (opt_given(o, "store"))
		app->store = opt_text(o, "store");
	if (opt_given(o, "as"))
		app->as = opt_text(o, "as");
	if (opt_given(o, "no-input"))
		app->no_input = 1;
	app->passphrase_fd = (int)opt_int(o, "passphrase-fd",
	    app->passphrase_fd);
	if (opt_given(o, "no-pager"))
		app->no_pager = 1;
	if (opt_given(o, "color"))
		app->color = opt_text(o, "color");
	if (opt_given(o, "format"))
		app->format = opt_text(o, "format");
}

static int
new_handle(struct app *app)
{
	struct ctxh_options options = {
		.version = CTXH_OPTIONS_VERSION,
		.lang = tr_current(),
		.progress = term_progress,
		.progress_ctx = app,
	};

	return ctxh_new(&options, &app->h);
}

/* A verb with everything in its place. */
static int
run_verb(struct app *app, const struct cmd *c, struct opts *o)
{
	unsigned flags = c->flags;
	int rc;

	out_setup(app->out, out_format(app->out), color_named(app->color),
	    !app->no_pager);
	if (opt_given(o, "help")) {
		out_want_pager(app->out, 1);
		opt_help(app->out, app->parent, c, o);
		return CTXH_OK;
	}
	if (c->run == NULL)
		return app_fail(app, CTXH_EUSAGE,
		    T("missing: what to do with %s; see ctxh %s --help"),
		    c->name, c->name);
	rc = opts_check(app, c, o);
	if (rc == CTXH_OK && c->check != NULL)
		rc = c->check(app, o);
	if (rc == CTXH_OK && c->reads != NULL && c->reads(o))
		flags = (flags & ~(unsigned)CMD_WRITE) | CMD_STORE;
	if (rc == CTXH_OK && flags != 0)
		rc = session_open(app, flags);
	if (rc != CTXH_OK)
		return rc;
	out_want_pager(app->out, (c->flags & CMD_PAGER) != 0);
	return c->run(app, o);
}

/* A form's options come from the rule sets, also from the store's own. */
static int
before_options(struct app *app, const struct cmd *c, int argc, char **argv)
{
	if (c->prepare == NULL)
		return CTXH_OK;
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			session_own_quietly(app);
			return CTXH_OK;
		}
	return session_own(app, c->flags);
}

static int
parse_verb(struct app *app, const struct cmd *c, int argc, char **argv)
{
	struct opts o = { 0 };
	int rc, used;

	app->cmd = c;
	rc = before_options(app, c, argc, argv);
	if (rc != CTXH_OK)
		return rc;
	rc = help_fill(app, c, &o);
	if (rc == CTXH_OK)
		rc = opts_parse(app, &o, argc, argv, 1, &used);
	if (rc == CTXH_OK) {
		apply_globals(app, &o);
		rc = opts_allow(app, &o, "format", app->format);
	}
	if (rc == CTXH_OK)
		rc = run_verb(app, c, &o);
	opts_free(&o);
	return rc;
}

static void
near_sub(struct near *n, const struct cmd *c)
{
	for (const struct cmd *s = c->sub; s != NULL && s->name != NULL; s++)
		near_try(n, s->name);
}

static int
fail_verb(struct app *app, const struct cmd *parent, const char *typed)
{
	struct near n = { .typed = typed };
	const char *name, *space;

	for (size_t i = 0; parent == NULL && commands[i] != NULL; i++) {
		near_try(&n, commands[i]->name);
		if (commands[i]->alias != NULL)
			near_try(&n, commands[i]->alias);
	}
	for (size_t i = 0; parent == NULL && app->unlocked &&
	    own_form(app, i) != NULL; i++)
		near_try(&n, val_str(own_form(app, i), "verb"));
	if (parent != NULL)
		near_sub(&n, parent);
	name = parent == NULL ? "" : parent->name;
	space = parent == NULL ? "" : " ";
	if (n.best != NULL)
		return app_fail(app, CTXH_EUSAGE,
		    T("no such verb: \"%s%s%s\"; did you mean "
		    "\"%s%s%s\"?"), name, space, typed, name, space, n.best);
	return app_fail(app, CTXH_EUSAGE,
	    T("no such verb: \"%s%s%s\"; see ctxh help"), name, space, typed);
}

/* Goes on from a verb to its subverb, if argv names one. */
static int
dispatch_sub(struct app *app, const struct cmd *c, int argc, char **argv)
{
	struct near n = { 0 };
	const struct cmd *sub;

	if (c->sub == NULL || argc == 0 || argv[0][0] == '-')
		return parse_verb(app, c, argc, argv);
	sub = cmd_find_sub(c, argv[0]);
	n.typed = argv[0];
	if (sub == NULL)
		near_sub(&n, c);
	/* No case and no key looks like a subverb. */
	if (sub == NULL && (c->run == NULL || n.best != NULL))
		return fail_verb(app, c, argv[0]);
	if (sub == NULL)
		return parse_verb(app, c, argc, argv);
	app->parent = c;
	return parse_verb(app, sub, argc - 1, argv + 1);
}

/* A verb of the program; or else of a form of the store's own rule sets. */
static int
find_verb(struct app *app, const char *name, const struct cmd **c)
{
	int rc;

	if ((*c = cmd_find(name)) != NULL)
		return CTXH_OK;
	rc = session_own(app, CMD_KEY | CMD_WRITE);
	if (rc != CTXH_OK)
		return rc;
	if (app->unlocked)
		*c = own_verb(app, name);
	return *c != NULL ? CTXH_OK : fail_verb(app, NULL, name);
}

/* No verb: --version, --help, or a hint. */
static int
without_verb(struct app *app, const struct opts *o)
{
	if (opt_given(o, "version"))
		return parse_verb(app, cmd_find("version"), 0, NULL);
	if (opt_given(o, "help"))
		return parse_verb(app, cmd_find("help"), 0, NULL);
	return app_fail(app, CTXH_EUSAGE,
	    T("missing: what to do; see ctxh help"));
}

static int
dispatch(struct app *app, int argc, char **argv)
{
	static const struct opt_spec early[] = {
		{ "version", 'V', OPT_FLAG, OPT_HIDDEN, NULL, NULL, NULL },
		/* Which ones there are depends on the verb. */
		{ "format", 0, OPT_TEXT, OPT_OPEN, N_("FORMAT"), NULL, NULL },
		{ 0 }
	};
	struct opts o = { 0 };
	const struct cmd *c;
	int rc, used;

	opts_table(&o, early);
	opts_table(&o, opt_globals);
	rc = opts_parse(app, &o, argc - 1, argv + 1, 0, &used);
	if (rc == CTXH_OK) {
		apply_globals(app, &o);
		argc -= used + 1;
		argv += used + 1;
		if (argc == 0 || opt_given(&o, "version"))
			rc = without_verb(app, &o);
		else if ((rc = find_verb(app, argv[0], &c)) != CTXH_OK)
			;
		else if (opt_given(&o, "help"))
			rc = help_verb(app, c);
		else
			rc = dispatch_sub(app, c, argc - 1, argv + 1);
	}
	opts_free(&o);
	return rc;
}

/* Ends the output; a reader that went away is no error to talk about. */
static int
finish(struct app *app, int rc)
{
	int error = out_failed(app->out), answered = app->answered;

	/* Whatever it was that a signal made fail. */
	if (rc != CTXH_OK && app_interrupted())
		rc = CTXH_EINTERRUPTED;
	term_progress_end(app);
	if (rc != CTXH_OK && error == 0 && !answered)
		app_report(app, rc);
	app_free(app);
	error = out_close(app->out);
	if (error == EPIPE) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	if (error != 0) {
		fprintf(stderr, "ctxh: %s: %s\n",
		    T("cannot write the output"), T(strerror(error)));
		return CTXH_EFAIL;
	}
	if (rc == CTXH_EINTERRUPTED && interrupted != 0)
		return 128 + interrupted;
	return rc >= 20 && rc != CTXH_EINTERRUPTED ? CTXH_EFAIL : rc;
}

int
main(int argc, char **argv)
{
	struct app app = { .passphrase_fd = -1 };
	int rc;

	guard_process();
	memory_init();
	catch_signals();
	choose_language(argc, argv);
	look_ahead_store(&app, argc, argv);
	app.out = out_new();
	out_setup(app.out, format_named(look_ahead(argc, argv, "--format")),
	    COLOR_AUTO, 0);
	rc = new_handle(&app);
	if (rc == CTXH_OK)
		rc = dispatch(&app, argc, argv);
	return finish(&app, rc);
}
