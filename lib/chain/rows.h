/* The rows that operations wrote to a truth table, also those undone. */
#ifndef CHAIN_ROWS_H
#define CHAIN_ROWS_H

#include "chain/table.h"

/* st is a statement of table.scan, standing on the row. */
typedef int (*row_fn)(ctxh *, enum table_id, stmt *st, void *ctx);

/* Calls fn for the rows of the operations from first to last. */
int	 rows_each(ctxh *, enum table_id, int64_t first, int64_t last,
	    row_fn, void *ctx);

#endif
