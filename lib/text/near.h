/* The id that somebody may have meant. */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include <stddef.h>

struct near {
	const char	*word;	/* what was written */
	const char	*best;	/* the nearest so far, or NULL */
	size_t		 distance;
};

/* Offers a candidate; one too far off is not taken. */
void	 near_offer(struct near *, const char *);

/* A text of the user's as messages quote it: cut to 60 bytes at a character,
 * and without control characters. */
#define CLIP_SIZE 64
const char *clip(const char *, char out[CLIP_SIZE]);

#endif
