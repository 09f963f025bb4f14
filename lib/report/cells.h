/* Reading the tables of a report that is made already. */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

#include "ctxh.h"

/* The table, row or column of that id in a list of them, or NULL. */
const ctxh_value *item_of(const ctxh_value *list, const char *id);
/* Whether the column has that id; "level_" stands for all that begin so. */
int	 column_is(const char *id, const char *name);
/* The cell of a column, by the column's name: rules may have moved it.  NULL
 * where there is none. */
const ctxh_value *cell_in(const ctxh_value *table, const ctxh_value *row,
	    const char *column);
/* Its number; 0 where there is none. */
double	 number_in_cell(const ctxh_value *table, const ctxh_value *row,
	    const char *column);

#endif
