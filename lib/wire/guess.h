/*
 * In which encoding a text is, told by how its words read: in the right one
 * nearly all that have accents are Vietnamese syllables, in a wrong one few.
 */
#ifndef WIRE_GUESS_H
#define WIRE_GUESS_H

#include <stddef.h>

#include "text/charset.h"

#define GUESS_WORD 48

/* A word that two encodings read differently. */
struct reading {
	size_t	 line;			/* from 1, of the text; 0: none */
	char	 best[GUESS_WORD];	/* UTF-8 */
	char	 rival[GUESS_WORD];
};

struct guess {
	size_t		 words;		/* with accents, that were looked at */
	enum charset	 best;		/* CHARSET_NONE: it reads as none */
	enum charset	 rival;		/* reads as well; CHARSET_NONE: none does */
	struct reading	 reading;	/* where there is a rival */
	size_t		 line;		/* of the first word with accents */
};

/* CTXH_OK, or CTXH_ENOMEM. */
int	 guess(const char *, size_t, struct guess *);

#endif
