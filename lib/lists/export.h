/*
 * Pupils as the cells of a list that an import reads as unchanged.  The cells
 * are the inverse of what import_row.c and import_code.c read.
 */
#ifndef LISTS_EXPORT_H
#define LISTS_EXPORT_H

#include "base/buf.h"
#include "base/handle.h"
#include "lists/import.h"

/* A version of a pupil; person is NULL where names are not asked for. */
struct export_pupil {
	const ctxh_value *facts, *person;
	struct buf	 scratch;
};

/*
 * Whether a version says anything under the field that a list without the
 * column would not say as well, by its JSON: a million of them are looked
 * through before the first row is written.  mark is what export_mark() puts in
 * place of what is in out; a column too many does no harm.  Not for
 * FIELD_GRADE, which goes by the class.
 */
void	 export_mark(enum field, struct buf *out);
int	 export_says(enum field, const char *mark, const char *facts,
	    const char *person);
int	 export_says_grade(const char *class_, int grade);
/* The cell's text in place of what is in out. */
void	 export_cell(struct export_pupil *, enum field, struct buf *out);
/* Whether a spreadsheet would make something else of the text. */
int	 export_is_fragile(enum field, const char *, size_t);

#endif
