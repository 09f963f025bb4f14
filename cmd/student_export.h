/*
 * student_export.h: the subverb export, for verb_student.c.
 */
#ifndef STUDENT_EXPORT_H
#define STUDENT_EXPORT_H

struct app;
struct opts;
struct opt_spec;

extern const struct opt_spec student_export_options[];
int	 student_export(struct app *, struct opts *);

#endif
