/* When two names are one. */
#ifndef TEXT_NAME_KEY_H
#define TEXT_NAME_KEY_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends what a name has in common with itself written otherwise: in
 * capitals, decomposed, with more blanks, or with the tone mark in its old or
 * new place.  Unlike fold() it keeps accents: Hùng and Hưng are two people.
 * What is not UTF-8 has its bytes for a key.  buf_failed() tells whether there
 * was memory.
 */
void	 name_key(const char *, size_t, struct buf *out);

#endif
