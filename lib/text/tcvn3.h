/*
 * Text from the ABC fonts (TCVN3, .VnTime): letters with a tone have no
 * capitals there.  They were typed as small ones, and a second font showed
 * them as capitals.
 */
#ifndef TEXT_TCVN3_H
#define TEXT_TCVN3_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends a tidy name with the capitals that it was meant to have: letters
 * with a tone that begin a word; all letters with a tone where the others are
 * all capitals ("NGUYễN VăN"); and where it has no capital at all, which only
 * the second font explains, the first letter of each word.
 */
void	 tcvn3_name(const char *, size_t, struct buf *out);
/* Whether two texts in normal form C are the same but for the case of letters
 * with a tone. */
int	 tcvn3_same(const char *, const char *);

#endif
