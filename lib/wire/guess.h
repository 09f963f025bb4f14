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
 * Whether UTF-8 is what the letters of the ABC fonts (TCVN3) or the VNI fonts
 * look like without them, "NguyÔn V¨n" or "Nguyeãn Vaên": *font is which, or
 * CHARSET_NONE; *line is that of the first word with accents.  CTXH_OK, or
 * CTXH_ENOMEM.  Not worth asking where there are few letters and signs of
 * Latin-1 that Vietnamese has no use for, which guess_signs() counts.
 */
int	 guess_font(const char *, size_t, enum charset *font, size_t *line);
#define GUESS_SIGNS	3
size_t	 guess_signs(const char *, size_t);

#endif
