/*
 * opt.h: a verb's options.  One constant table a verb says what there is;
 * parsing, usage, --help, completion and the manual's lists come from it.
 * What was given lies in a struct opts on main()'s stack.
 */
#ifndef OPT_H
#define OPT_H

#include <stddef.h>
#include <stdint.h>

#include "ctxh.h"

struct app;
struct cmd;
struct out;

enum opt_kind {
	OPT_END,		/* ends a table */
	OPT_FLAG,		/* --name */
	OPT_BOOL,		/* --name, --name=true|false, --no-name */
	OPT_TEXT,		/* --name VALUE */
	OPT_INT,		/* a whole number */
	OPT_TIME		/* a date or a moment, as text; see when.h */
};

enum {
	OPT_REPEAT = 1,		/* may be given again: a list */
	OPT_OPEN = 2,		/* choices are proposals, not checked */
	OPT_HIDDEN = 4,		/* parsed, but not in help */
	OPT_FILE = 8,		/* completes as a file name */
	OPT_REQUIRED = 16	/* shown without brackets; 2 when missing */
};

struct opt_choice {
	const char	*code;
	const char	*label;		/* N_(), or already translated */
};

struct opt_spec {
	const char	*name;		/* long name, without -- */
	char		 letter;	/* short name, or 0 */
	enum opt_kind	 kind;
	unsigned	 flags;
	const char	*arg;		/* N_(): the argument's name */
	const char	*help;		/* N_(), or already translated */
	const struct opt_choice *choices; /* ends with { 0 }; or NULL */
};

struct opt_given {
	const struct opt_spec *spec;
	const char	*text;		/* "true"/"false" for OPT_BOOL */
};

struct opts {
	const struct opt_spec **specs;	/* of the verb, then the global ones */
	size_t		 nspecs;
	struct opt_given *given;	/* in the order of the command line */
	size_t		 ngiven;
	const char	**args;		/* what is not an option */
	size_t		 nargs;
	void		**owned;
	size_t		 nowned;
};

/* ---- making a table ---- */
void	 opts_free(struct opts *);
/* Adds a table; it is borrowed until opts_free().  An option of a name that is
 * there already wins. */
void	 opts_table(struct opts *, const struct opt_spec *);
/*
 * Adds one option made at run time; *spec is copied, its texts are borrowed
 * until opts_free() (give them to opts_own() to have them freed there).  An
 * option of that name that is there already wins.
 */
void	 opts_add(struct opts *, const struct opt_spec *spec);
/* Frees a pointer of malloc() in opts_free(); returns it. */
void	*opts_own(struct opts *, void *);
/* A copy of a field id with - for _, owned by the options. */
const char *opts_name(struct opts *, const char *field_id);

/* ---- parsing ---- */
/*
 * Parses argv[0..argc): options before or after arguments, --name VALUE,
 * --name=VALUE, -lVALUE, -abc for flags, "--" ends options, "-" is an
 * argument.  Names are never abbreviated; an unknown one names its nearest.
 * Stops before the first argument when words is 0; *used says how far it got.
 * CTXH_EUSAGE through app_fail().
 */
int	 opts_parse(struct app *, struct opts *, int argc, char **argv,
	    int words, int *used);
/* Whether an option takes that value (NULL: yes): for one that was given before
 * it was known which verb takes it.  CTXH_EUSAGE through app_fail(). */
int	 opts_allow(struct app *, const struct opts *, const char *name,
	    const char *text);
/* CTXH_EUSAGE where a required option or an argument is missing or too many
 * arguments are there. */
int	 opts_check(struct app *, const struct cmd *, const struct opts *);

/* ---- what many verbs have ---- */
#define DRY_SHOW_OPTION							\
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,				\
	    N_("show what would happen and write nothing"), NULL }
#define DRY_CHECK_OPTION						\
	{ "dry-run", 'n', OPT_FLAG, 0, NULL,				\
	    N_("check everything and record nothing"), NULL }

/* ---- what was given; asking for a name not in the table is a bug ---- */
int	 opt_given(const struct opts *, const char *name);
/* The last value, or NULL. */
const char *opt_text(const struct opts *, const char *name);
/* How often, and the i-th value from 0, or NULL. */
size_t	 opt_count(const struct opts *, const char *name);
const char *opt_nth(const struct opts *, const char *name, size_t i);
/* The number; fallback where it was not given. */
int64_t	 opt_int(const struct opts *, const char *name, int64_t fallback);
/* True for a flag that was given, or a bool that was given as true. */
int	 opt_flag(const struct opts *, const char *name);
/* The i-th argument from 0, or NULL. */
const char *opt_arg(const struct opts *, size_t i);

/* ---- showing (usage.c) ---- */
extern const struct opt_spec opt_globals[];	/* --store, --as, ... */
/* The whole text of --help: usage line, summary, options, examples. */
void	 opt_help(struct out *, const struct cmd *parent, const struct cmd *,
	    const struct opts *);
/* The same as a value, for plumbing: the verb with its options. */
ctxh_value *opts_value(const struct opts *);	/* a list of options */
ctxh_value *opt_value(const struct cmd *, const struct opts *);

/* ---- near misses (near.c) ---- */
/* The nearest word so far to what was typed; for "did you mean".  Start with
 * { .typed = ... }; best stays NULL where none is near. */
struct near { const char *typed, *best; size_t distance; };
void	 near_try(struct near *, const char *word);

#endif
