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

/* Takes a row; a failure of the whole, or CTXH_OK. */
typedef int (*list_row_fn)(void *ctx, const struct csv_row *);
/*
 * Reads a list that was opened from its header to its end, in the handle's
 * thread.  begun, or NULL, is called once the columns are known.  What is
 * wrong goes to the reader's findings; *refused grows by the rows that are no
 * CSV.
 */
int	 list_rows(ctxh *, struct reader *, void (*begun)(void *ctx),
	    list_row_fn, void *ctx, uint64_t *refused);
/* What was found in it and how it was read, into the result: 0, or -1 without
 * memory. */
int	 list_findings(const struct reader *, ctxh_value *result);

/* "column", "letter", "header", "field", "label", "from" of each column, or of
 * those that are not read by their usual headers; NULL without memory. */
ctxh_value *columns_value(const struct reader *, int all);

#endif
