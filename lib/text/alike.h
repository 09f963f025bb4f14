/* Letters of other alphabets that look like Latin ones. */
#ifndef TEXT_ALIKE_H
#define TEXT_ALIKE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The Latin letter that a Cyrillic or Greek one looks like, or 0. */
uint32_t alike_latin(uint32_t);
/* The same for search keys: one whose capital looks like one is that, too. */
uint32_t alike_key(uint32_t);

enum alphabet { ALPHABET_OTHER, ALPHABET_CYRILLIC, ALPHABET_GREEK };

/* Such letters of a text. */
struct alike {
	size_t		 n;		/* Cyrillic and Greek letters */
	size_t		 at;		/* the first one's number, from 1 */
	uint32_t	 letter;	/* it */
	enum alphabet	 of;
	int		 mended;	/* as alike_mend() was able to */
};

/*
 * Looks for them, and where all look like Latin ones and others of the text
 * are Latin letters or digits, so that they were meant, appends the text with
 * those.  Nothing is appended otherwise.
 */
void	 alike_mend(const char *, size_t, struct alike *, struct buf *out);

#endif
