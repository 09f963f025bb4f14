/*
 * student_dups.h: the subverb dups, for verb_student.c.
 */
#ifndef STUDENT_DUPS_H
#define STUDENT_DUPS_H

struct app;
struct opts;
struct opt_spec;

extern const struct opt_spec student_dups_options[];
int	 student_dups(struct app *, struct opts *);

#endif
