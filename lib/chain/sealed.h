/*
 * Truth tables whose rows hold one JSON object under the facts key and, where
 * the table has it, one under the person key: settings, days of the calendar,
 * rule sets, agencies, reports.
 */
#ifndef CHAIN_SEALED_H
#define CHAIN_SEALED_H

#include "chain/table.h"

/* Within an operation: appends a row.  person only for a table with such a
 * column, where NULL is an empty object.  *id may be NULL. */
int	 sealed_put(ctxh *, enum table_id, const ctxh_value *facts,
	    const ctxh_value *person, int64_t *id);

struct sealed_row {
	int64_t	 id, op;
	/* The function may take it, and leave NULL. */
	ctxh_value *facts;
	/* NULL for a table without, or without the person key. */
	ctxh_value *person;
};
/* Calls fn for every row, oldest first.  Needs the facts key. */
int	 sealed_each(ctxh *, enum table_id,
	    int (*fn)(ctxh *, struct sealed_row *, void *), void *ctx);

#endif
