/*
 * student_dups.h: the subverb dups, for verb_student.c.
 */
#ifndef STUDENT_DUPS_H
#define STUDENT_DUPS_H

#include "ctxh.h"

struct app;
struct opts;
struct opt_spec;
struct out;

extern const struct opt_spec student_dups_options[];
int	 student_dups(struct app *, struct opts *);

/* The pairs of an import's "dups", which have names. */
void	 student_dups_print(struct out *, const ctxh_value *list);

#endif
