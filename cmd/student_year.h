/*
 * student_year.h: the subverbs promote and set, for verb_student.c; and the
 * open cases of pupils who are no longer on a list.
 */
#ifndef STUDENT_YEAR_H
#define STUDENT_YEAR_H

struct app;
struct opts;
struct opt_spec;
struct out;

#include "ctxh.h"

extern const struct opt_spec student_promote_options[];
int	 student_promote(struct app *, struct opts *);
extern const struct opt_spec student_set_options[];
int	 student_set(struct app *, struct opts *);

/* What stands in "open_cases", for people; nothing where that is empty. */
void	 open_cases_print(struct out *, struct app *, const ctxh_value *list);

#endif
