/* due.h: deadlines as people read them. */
#ifndef DUE_H
#define DUE_H

#include "ctxh.h"

struct app;
struct out;

/* A table of deadlines inside a text; those of one case. */
void	 due_table(struct out *, struct app *, const ctxh_value *list);

#endif
