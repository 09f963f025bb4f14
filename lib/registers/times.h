/*
 * When entries begin and end, in a derived table: so that of a register of
 * many years those are found that a period is about.
 */
#ifndef REGISTERS_TIMES_H
#define REGISTERS_TIMES_H

#include "registers/entry.h"

/* Of all documents of an entry, those that were amended too: a period that
 * they do not meet, the entry does not either. */
struct times {
	int64_t	id;
	int64_t	begins;		/* the earliest of those that begin it */
	int64_t	ends;		/* the latest of those that end it;
				 * ENTRY_OPEN: there is none */
};

/* Within an operation: the row of an entry from its documents; without any it
 * goes. */
int	 times_put(ctxh *, int64_t entry);
/* All of them anew. */
int	 times_rebuild(ctxh *);
/* Compares the rows with what the documents say; what differs goes to the
 * problems. */
int	 times_check(ctxh *, ctxh_value *problems);
/* Those of a register, by id; *list is the caller's to free. */
int	 times_read(ctxh *, enum register_kind, struct times **list, size_t *n);

#endif
