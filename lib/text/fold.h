/* Vietnamese text as a search key, and names as they are shown. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends the search key: small letters and digits without accents, one
 * blank for each run of anything else, none at the ends.  Composed and
 * decomposed text give the same key, so do the old and the new place of a
 * tone mark ("hoà", "hòa") and D with stroke and Icelandic eth (U+0110,
 * U+00D0), which look alike, and Cyrillic and Greek letters that look like
 * Latin ones.  What is not UTF-8 counts as a blank.
 * buf_failed() tells whether there was memory.
 */
void	 fold(const char *, size_t, struct buf *out);
/* The same without blanks, quick for what is Vietnamese and short: for
 * comparing names of a million pupils. */
void	 fold_tight(const char *, size_t, struct buf *out);
/* The same in a buffer that is emptied first: headers and coded cells. */
void	 fold_key(const char *, size_t, struct buf *);
/*
 * Appends the text in normal form C, without blanks at the ends, one blank
 * for each run of them (no-break ones, tabs and line ends too), without
 * invisible U+200B and U+FEFF, and with D with stroke where eth was typed.
 * 0, or -1 where it is not valid UTF-8 or there is no memory; buf_failed()
 * tells these apart.
 */
int	 text_tidy(const char *, size_t, struct buf *out);
/*
 * Whether the text is valid UTF-8 that text_tidy() would append as it is, told
 * from its bytes alone: ASCII and Vietnamese letters, composed, without
 * controls and backslashes.  0 says no more than that one must look closer.
 */
int	 text_is_tidy(const char *, size_t);
/*
 * Appends a tidy name, each word with one capital where all of it was in
 * capitals: "HUỲNH MINH QUÂN" becomes "Huỳnh Minh Quân".  Any other name is
 * appended as it is.
 */
void	 name_case(const char *, size_t, struct buf *out);

#endif
