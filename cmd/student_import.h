/*
 * student_import.h: the subverb import, for verb_student.c.
 */
#ifndef STUDENT_IMPORT_H
#define STUDENT_IMPORT_H

#include "util.h"

struct app;
struct opts;
struct opt_spec;

/* Of every verb that reads a list; with encoding.h. */
#define LIST_KEEP_GOING_OPTION						\
	{ "keep-going", 'k', OPT_FLAG, 0, NULL,				\
	    N_("take the good rows although others are bad (exit 3)"), NULL }
#define LIST_SHEET_OPTION						\
	{ "sheet", 0, OPT_TEXT, 0, N_("NAME|NUMBER"),			\
	    N_("of a workbook: the sheet that holds the list"), NULL }
#define LIST_MAP_OPTION							\
	{ "map", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN=FIELD"),		\
	    N_("read a column as this field; a column is its header or its "\
	    "place, #3 or C"), NULL }
#define LIST_IGNORE_OPTION						\
	{ "ignore", 0, OPT_TEXT, OPT_REPEAT, N_("COLUMN"),		\
	    N_("pass over a column"), NULL }
#define LIST_KEY_OPTION							\
	{ "key", 0, OPT_TEXT, 0, N_("KEY"),				\
	    N_("a list without ids: tell pupils by name and birth date"),\
	    (const struct opt_choice[]){ { "name,dob", NULL }, { 0 } } }
#define LIST_ENCODING_OPTION						\
	{ "encoding", 0, OPT_TEXT, 0, N_("ENCODING"),			\
	    N_("what the list is written in; else it is found"),	\
	    encoding_choices }

extern const struct opt_spec student_import_options[];
int	 student_import(struct app *, struct opts *);
int	 student_import_check(struct app *, const struct opts *);
/* Whether what is asked for writes nothing. */
int	 student_import_reads(const struct opts *);

/* The list that is to be read, and what the options say of reading it. */
struct import_source {
	struct file	 file;
	ctxh_value	*map, *ignore;
};
/* Fills io for a list without options; import_close() ends it, after a failure
 * too. */
int	 import_file(struct app *, const char *path, struct import_source *,
	    struct ctxh_import_options *io);
/* The same with those of the command line. */
int	 import_open(struct app *, const struct opts *, struct import_source *,
	    struct ctxh_import_options *io);
void	 import_close(struct import_source *);

#endif
