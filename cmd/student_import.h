/*
 * student_import.h: the subverb import, for verb_student.c.
 */
#ifndef STUDENT_IMPORT_H
#define STUDENT_IMPORT_H

#include "util.h"

struct app;
struct opts;
struct opt_spec;

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
