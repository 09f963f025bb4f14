#include "report/cells.h"

#include <string.h>

#include "base/value.h"

const ctxh_value *
item_of(const ctxh_value *list, const char *id)
{
	const ctxh_value	*item;
	const char		*s;

	VALUE_EACH(item, list)
		if ((s = get_text(item, "id")) != NULL && id != NULL &&
		    strcmp(s, id) == 0)
			return item;
	return NULL;
}

int
column_is(const char *id, const char *name)
{
	size_t n = strlen(name);

	return strcmp(id, name) == 0 || (name[n - 1] == '_' &&
	    strncmp(id, name, n) == 0);
}

const ctxh_value *
cell_in(const ctxh_value *table, const ctxh_value *row, const char *column)
{
	const ctxh_value	*c, *cell;
	const char		*id;

	cell = ctxh_value_first(ctxh_value_get(row, "cells"));
	VALUE_EACH(c, ctxh_value_get(table, "columns")) {
		if (cell == NULL)
			return NULL;
		if ((id = get_text(c, "id")) != NULL &&
		    strcmp(id, column) == 0)
			return cell;
		cell = ctxh_value_next(cell);
	}
	return NULL;
}

double
number_in_cell(const ctxh_value *table, const ctxh_value *row,
    const char *column)
{
	return ctxh_value_num(cell_in(table, row, column));
}
