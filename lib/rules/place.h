/* Where in a JSON text the value at a path stands. */
#ifndef RULES_PLACE_H
#define RULES_PLACE_H

#include <stddef.h>

/*
 * Line and column (of characters), from 1, of what a path such as
 * "forms[3].fields[2].type" or "forms[intake].fields[via]" leads to; of the
 * last step that is there where the whole is not.  The text is one that
 * ctxh_value_parse() took.
 */
void	 json_place(const char *json, size_t n, const char *path,
	    size_t *line, size_t *column);

#endif
