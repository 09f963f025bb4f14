/*
 * Undoing.  A row of the truth table undo says that an operation takes an
 * earlier one back.  Nothing is rewritten: the state follows from the rows of
 * the operations that are live, and one is live where no live later one takes
 * it back.  So taking an undo back does again what it undid.
 *
 * The derived table undone has the operations that are not live.  Statements
 * that read truth rows leave out those of them; only what checks the chain, and
 * what chooses ids, sees them all.
 */
#ifndef CHAIN_UNDONE_H
#define CHAIN_UNDONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

struct undo_row {
	int64_t		 id, op;	/* of the operation that undoes */
	int64_t		 undone;	/* the one that it takes back */
	int		 dead;		/* scratch of undone_by() */
};
/* All rows of the table undo, in the order of the chain. */
struct undos {
	struct undo_row	*list;
	size_t		 n, cap;
};

int	 undos_load(ctxh *, struct undos *);
void	 undos_free(struct undos *);
/* Which operation had taken op back when before was about to begin; 0: none,
 * it was live. */
int64_t	 undone_by(const struct undos *, int64_t op, int64_t before);
/* What an operation takes back; 0: it is no undo. */
int64_t	 undo_of(const struct undos *, int64_t op);
/* What it comes to in the end: op itself, or of an undo the operation that it
 * takes back or does again. */
int64_t	 undo_root(const struct undos *, int64_t op);

/* Within a transaction: writes the derived table anew. */
int	 undone_rebuild(ctxh *);
/* Compares it with the truth; findings go to problems. */
int	 undone_check(ctxh *, ctxh_value *problems);
/* Which operation has taken op back, from the derived table; 0: none. */
int	 undone_now(ctxh *, int64_t op, int64_t *by);

#endif
