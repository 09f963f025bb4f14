/*
 * student_merge.h: the subverb merge, for verb_student.c.
 */
#ifndef STUDENT_MERGE_H
#define STUDENT_MERGE_H

struct app;
struct opts;
struct opt_spec;

extern const struct opt_spec student_merge_options[];
int	 student_merge(struct app *, struct opts *);

#endif
