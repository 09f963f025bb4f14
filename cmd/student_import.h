/*
 * student_import.h: the subverb import, for verb_student.c.
 */
#ifndef STUDENT_IMPORT_H
#define STUDENT_IMPORT_H

struct app;
struct opts;
struct opt_spec;

extern const struct opt_spec student_import_options[];
int	 student_import(struct app *, struct opts *);

#endif
