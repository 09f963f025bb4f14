/*
 * cmd.h: what every file of the program sees: the run (struct app), a verb's
 * row (struct cmd), texts in two languages, and errors.
 *
 * A verb is one file verb_<name>.c with a row, its options, and a function:
 *
 *	#include "cmd.h"
 *	#include "opt.h"
 *	#include "out.h"
 *
 *	static const struct opt_spec options[] = {
 *		{ "year", 'y', OPT_TEXT, 0, N_("YEAR"),
 *		    N_("the school year; default: the newest"), NULL },
 *		{ "all", 0, OPT_FLAG, 0, NULL, N_("closed ones too"), NULL },
 *		{ 0 }
 *	};
 *	static const struct out_column columns[] = {
 *		{ "case", N_("Case"), NULL, NULL, 0 },
 *		{ "opened_at", N_("Opened"), out_show_time, NULL, 0 },
 *		{ 0 }
 *	};
 *
 *	static int
 *	run(struct app *app, struct opts *o)
 *	{
 *		ctxh_value *list = NULL;
 *		int rc = ctxh_case_list(app->h, opt_text(o, "year"), &list);
 *
 *		if (rc == CTXH_OK)
 *			rc = out_rows(app->out, columns, NULL, list);
 *		ctxh_value_free(list);
 *		return rc;
 *	}
 *
 *	const struct cmd cmd_list = {
 *		.name = "list", .run = run, .flags = CMD_KEY | CMD_PAGER,
 *		.group = GROUP_CASES, .summary = N_("list the cases of a year"),
 *		.options = options,
 *	};
 *
 * and a line in verbs.h (declaration) and in table.c (&cmd_list).
 *
 * A function returns an enum ctxh_status.  Errors are never printed by a
 * verb: it returns what the library said (main prints ctxh_message()), or
 * `return app_fail(app, CTXH_EUSAGE, T("no such column: \"%s\""), s);`.
 * Where the output itself is the bad answer (fsck, a refused import), it
 * prints that and ends with `return app_answer(app, rc);`, and main is silent.
 *
 * Texts: T("english") is a text in the user's language, N_("english") marks
 * one that stands in a table and is translated where it is shown.  The
 * Vietnamese stands in cmd/vi.txt (and the other cmd/vi*.txt).  A text has no
 * line end and no backslash in it (the table is sorted by its source).
 */
#ifndef CMD_H
#define CMD_H

#include <stddef.h>
#include <stdint.h>

#include "ctxh.h"

struct opts;		/* opt.h */
struct out;		/* out.h */

/* ---- texts ---- */
const char *tr(const char *en) __attribute__((format_arg(1)));
/* The language of all texts; main sets it once, before anything is said. */
void	 tr_lang(enum ctxh_lang);
enum ctxh_lang tr_current(void);
#define T(en) tr(en)
#define N_(en) en

/* ---- the run ---- */
struct app_error {
	int		 status;
	char		*message;	/* NULL: nothing to say */
	ctxh_value	*where;
};

/* One run of the program; lives on main()'s stack. */
struct app {
	ctxh		*h;		/* open as the verb's flags say */
	struct out	*out;		/* where results go */
	const struct cmd *cmd;		/* the verb that runs */
	const struct cmd *parent;	/* the verb it belongs to, or NULL */
	const char	*store;		/* --store, or NULL */
	const char	*as;		/* --as, or NULL */
	int		 no_input;	/* --no-input: never ask */
	int		 passphrase_fd;	/* --passphrase-fd, or -1 */
	int		 no_pager;	/* --no-pager */
	const char	*color;		/* --color, or NULL */
	const char	*format;	/* --format, or NULL */
	char		*store_path;	/* the store found, or NULL */
	int		 opened;	/* CMD_STORE or CMD_WRITE; 0: not yet */
	int		 unlocked;
	char		*key_path;	/* the key file used, or NULL */
	ctxh_value	*forms;		/* for app_forms() */
	ctxh_value	*rules;		/* for app_rules() */
	ctxh_value	*sets;		/* id to set, for app_rules_of() */
	struct cmd	*own;		/* own_verb()'s, or NULL */
	const char	*progress_label; /* what the progress bar is for */
	int64_t		 progress_shown; /* when, in 1/10 s; 0: it is not */
	struct app_error error;
	int		 answered;	/* the output said it all */
};

/* Records the run's error and returns status; later ones are ignored. */
int	 app_fail(struct app *, int status, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
/* Adds to the error just recorded where it was: "path", "field", ... */
int	 app_where(struct app *, const char *key, const char *text);
/* The bad answer has been printed: main adds no message.  Returns status. */
int	 app_answer(struct app *, int status);
/* Says something on standard error: "ctxh: <text>"; warnings and hints. */
void	 app_warn(struct app *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* The forms of the rule set, fetched once; borrowed until the run ends.  NULL
 * where that failed. */
const ctxh_value *app_forms(struct app *);
/* The newest rule set in the same way. */
const ctxh_value *app_rules(struct app *);
/* The rule set of that id, fetched once, too; the newest for NULL and where
 * there is none of it. */
const ctxh_value *app_rules_of(struct app *, const char *id);
/* From here on both are those of that rule set, if there is one. */
void	 app_use_rules(struct app *, const char *id);
/* Non-zero once Ctrl-C was pressed: stop soon, return CTXH_EINTERRUPTED. */
int	 app_interrupted(void);

/* ---- a verb ---- */
enum {
	CMD_STORE = 1,		/* opens the store to read, locked */
	CMD_WRITE = 2,		/* ... to write */
	CMD_KEY = 4,		/* ... and unlocks it; 12 where nobody can */
	CMD_MAYBE_KEY = 8,	/* ... or goes on locked where nobody can */
	CMD_PAGER = 16,		/* its text may be long */
	CMD_HIDDEN = 32		/* plumbing: not in help's overview */
};

enum cmd_group {
	GROUP_START, GROUP_STUDENTS, GROUP_CASES, GROUP_PREVENTION, GROUP_TIME, GROUP_SAFETY,
	GROUP_OTHER, GROUP_COUNT
};

struct cmd {
	const char	*name;
	const char	*alias;		/* in Vietnamese, or NULL */
	int		(*run)(struct app *, struct opts *);
	/* Whether a verb that writes only reads with these; or NULL. */
	int		(*reads)(const struct opts *);
	/* What usage asks for beyond the tables, before anything is opened:
	 * CTXH_OK, or app_fail(); or NULL. */
	int		(*check)(struct app *, const struct opts *);
	unsigned	 flags;
	enum cmd_group	 group;
	const char	*summary;	/* N_(): lower case, no full stop */
	const char	*args;		/* N_("CASE [FORM]"); NULL: none */
	int		 min_args, max_args;	/* max -1: any number */
	const struct opt_spec *options;	/* ends with { 0 }; or NULL */
	const struct cmd *sub;		/* subcommands, end with { 0 } */
	/*
	 * Adds options that are known at run time only (a form's fields).
	 * app->h is there; the store is open only where it has rule sets of
	 * its own.  May be NULL.
	 */
	int		(*prepare)(struct app *, const struct cmd *,
			    struct opts *);
	const struct out_column *columns; /* of a register's list; or NULL */
	const char	*form;		/* verb of the form that it records;
					 * NULL: its own name, if any */
	const char	*help;		/* N_(): a paragraph for --help (wrapped
					 * there), or NULL */
	const char	*example;	/* commands, a line each, or NULL; never
					 * translated */
};

/* table.c: the rows, ends with NULL. */
extern const struct cmd *const commands[];
/* By name or alias; NULL where there is none. */
const struct cmd *cmd_find(const char *name);
const struct cmd *cmd_find_sub(const struct cmd *, const char *name);
/* own.c: the verb of a form that only the store's own rule sets have, once
 * session_own() has opened it; NULL where there is none.  Borrowed until the
 * next call. */
const struct cmd *own_verb(struct app *, const char *name);
void	 own_free(struct app *);
/* The n-th form of that kind, from 0; NULL behind the last. */
const ctxh_value *own_form(struct app *, size_t n);
/* The heading of a group in help's overview. */
const char *cmd_group_title(enum cmd_group);

#endif
