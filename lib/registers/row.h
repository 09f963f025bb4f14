/*
 * A form as a list has it: a row a document.  What reads lists (lists/import.h)
 * and what knows forms (rules/rules.h) both speak of fields; here they meet by
 * columns.
 */
#ifndef REGISTERS_ROW_H
#define REGISTERS_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "wire/rows.h"

/* A field of the form that a cell can give; texts are borrowed. */
struct row_column {
	const char	*id, *vi, *en;	/* and its labels */
	int		 required;	/* without a default, and nothing else
					 * gives it */
	int		 pupil;		/* a pupil's id */
};

struct row_form;

/* The form of that id, which the actor may record; with field, of which the
 * rows are items, one of its lists.  CTXH_EUSAGE, CTXH_EDENIED;
 * row_form_close(), also of NULL.  year is that of the list, or 0. */
int	 row_form_open(ctxh *, const char *form, const char *field, int year,
	    struct row_form **);
void	 row_form_close(struct row_form *);
const char *row_form_id(const struct row_form *);
/* Whether a row begins an entry, or is an item, and so has no number of one. */
int	 row_form_begins(const struct row_form *);
size_t	 row_form_columns(const struct row_form *,
	    const struct row_column **);
/* Calls fn for each id of a column that lists of the register show beside the
 * form's own. */
void	 row_form_shown(const struct row_form *,
	    void (*fn)(void *, const char *id), void *ctx);

/* A row begins. */
int	 row_begin(struct row_form *);
/*
 * A cell's text as the field's value: a code by its code or label, whole
 * numbers with points between thousands, yes and no as lists have them, the
 * items of a list apart at ';'.  What is nothing of that goes as it stands, to
 * be refused by the form.  CTXH_OK or CTXH_ENOMEM.
 */
int	 row_cell_value(struct row_form *, const struct rows *, size_t column,
	    const char *text);
/*
 * Within an operation: the row is over and is recorded; number is the entry's,
 * or NULL.  *what is what became of it.  CTXH_OK, or a failure as of
 * recording.
 */
enum row_end { ROW_NEW, ROW_SAME, ROW_TITLE };
int	 row_record(struct row_form *, const char *number, enum row_end *what);
/* The row is over and is an item, which is the caller's from now on. */
ctxh_value *row_item(struct row_form *);
/* What is said of the row that was recorded last, as a list of "message";
 * borrowed until the next one.  NULL: nothing. */
const ctxh_value *row_notices(const struct row_form *);
/* The column that the handle's failure is about; as many as there are: none. */
size_t	 row_blamed(const struct row_form *);

#endif
