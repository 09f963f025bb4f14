/* How a school's lists name their columns: said, remembered, shown. */
#ifndef LISTS_IMPORT_MAP_H
#define LISTS_IMPORT_MAP_H

#include "lists/import.h"

#define MEMORY_KEY_MAX	(3 * 256 + 8)

/* Copies the options of any version.  CTXH_EUSAGE. */
int	 import_options(ctxh *, const struct ctxh_import_options *,
	    struct ctxh_import_options *own);
/* Whether map names fields only.  CTXH_EUSAGE. */
int	 check_map(ctxh *, const struct list_kind *,
	    const struct ctxh_import_options *);
/* Opens the list that the options give. */
int	 list_open(ctxh *, const struct ctxh_import_options *, struct rows **);

/* What the school's settings remember of columns, by key; caller frees. */
int	 memory_load(ctxh *, const struct list_kind *, ctxh_value **out);
/* Whether the options said of a column what is not remembered. */
int	 memory_is_new(const struct reader *);
/* Within an operation: remembers it. */
int	 memory_keep(ctxh *, const struct reader *);

/* "column", "letter", "header", "field", "label", "from" of each column, or of
 * those that are not read by their usual headers; NULL without memory. */
ctxh_value *columns_value(const struct reader *, int all);

#endif
