/* due.h: deadlines as people read them. */
#ifndef DUE_H
#define DUE_H

#include <stdint.h>

#include "ctxh.h"

struct app;
struct out;

/* What the tables' functions see: the rows as of a moment. */
struct due_view {
	struct app	*app;
	int64_t		 at;
};

int	 due_is_overdue(const ctxh_value *row);
/* The list in the format asked for; explain adds how each was counted. */
int	 due_print(struct app *, struct due_view *, const ctxh_value *list,
	    int explain);
/* A table of deadlines inside a text; those of one case. */
void	 due_table(struct out *, struct app *, const ctxh_value *list);

#endif
