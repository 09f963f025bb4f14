/*
 * The one writer of CSV.  A cell that a spreadsheet would run as a formula
 * (its text begins with = + - @ TAB CR, perhaps behind apostrophes) gets one
 * apostrophe before it; csv_restore() takes exactly that one off again.
 */
#ifndef WIRE_WRITER_H
#define WIRE_WRITER_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends one cell of text, with the separator before it unless it is the
 * row's first, quoted where the reader needs it.  The row's line end is the
 * caller's.  A number is text too: what must stay a number although it begins
 * with '-' is appended by the caller with buf_fmt().
 */
void	 csv_put(struct buf *, const char *, size_t, int sep, int first);
/*
 * The same for a text that a spreadsheet would take for a number or a date
 * ("0123", "12/5"): with a TAB behind it, which is not seen and of which the
 * reader's user takes no notice, since texts are trimmed.
 */
void	 csv_put_kept(struct buf *, const char *, size_t, int sep, int first);
/*
 * The inverse for a cell that was read: its text begins at s + *skip.
 * Returns the text's length.
 */
size_t	 csv_restore(const char *s, size_t n, size_t *skip);

#endif
