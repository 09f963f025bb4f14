/*
 * The recovery sheet: a seed as a page to print and lock away.  Four lines of
 * four groups of four letters (base32 in Crockford's alphabet); each line
 * holds 8 bytes of the seed and 2 of a digest over all lines up to it, so
 * that a typing error is found, and its line named.
 */
#ifndef VAULT_SHEET_H
#define VAULT_SHEET_H

#include <stddef.h>

#include "base/handle.h"
#include "vault/identity.h"

/*
 * The page, in Vietnamese: what it is, for which school and store (16 bytes),
 * how to keep it.  date is text.  Caller frees with str_wipe_free().
 */
int	 sheet_write(ctxh *, const unsigned char seed[IDENTITY_SEED],
	    const unsigned char *store, const char *school, const char *date,
	    char **text);
/*
 * Finds the lines in a whole page or alone, numbered or not, in either case,
 * with or without dashes and blanks.  CTXH_EKEY: a line is missing or has a
 * typing error; ctxh_where() has "line", from 1.
 */
int	 sheet_read(ctxh *, const char *text, size_t n,
	    unsigned char seed[IDENTITY_SEED]);

#endif
