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

/*
 * Whether UTF-8 is what the letters of the ABC fonts (TCVN3) look like without
 * them, "NguyÔn V¨n"; *line (or NULL) is that of the first word with accents.
 * -1: no memory.  Not worth asking where there are not so many signs of
 * Latin-1 that Vietnamese has no use for.
 */
int	 guess_is_abc(const char *, size_t, size_t *line);
#define GUESS_SIGNS	3

static inline size_t
guess_is_sign(const char s[2])
{
	return (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] > 0xa0;
}

#endif
