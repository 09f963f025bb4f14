/* What XML and HTML have in common: texts between tags and in attributes. */
#ifndef PAPER_MARKUP_H
#define PAPER_MARKUP_H

#include "base/buf.h"

/*
 * Appends text so that it says nothing but itself, also between "quotes" of
 * an attribute.  What no XML may hold is left out, and so is what turns the
 * direction of a line; a line end stays one, other controls become blanks.
 */
void	 markup_put(struct buf *, const char *, size_t);
/* The same of a NUL-terminated text; NULL is none. */
void	 markup_str(struct buf *, const char *);

#endif
