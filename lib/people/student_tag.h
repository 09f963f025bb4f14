/*
 * The tags of pupils' ids: which pupil has an id, without the id standing
 * there.  Derived; many tags lie in one row, in the order of their bytes, so
 * that a list of a million pupils is not two million rows:
 *
 *	row id	the place of the row's first tag: its first 63 bits
 *	tags	of each the tag (16) and the pupil's number (8 bytes of 7 bits)
 */
#ifndef PEOPLE_STUDENT_TAG_H
#define PEOPLE_STUDENT_TAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "chain/derived.h"

#define TAG_ENTRY	(TAG_SIZE + 8)	/* bytes of one in a row */
#define TAG_LEAF	64		/* tags of a row before it is split */

/* The pupil whom the tag points to, or 0. */
int	 student_tag_find(ctxh *, const unsigned char tag[TAG_SIZE],
	    int64_t *student);
/* Points a new tag there; *taken is whom it points to already, or 0. */
int	 student_tag_add(ctxh *, const unsigned char tag[TAG_SIZE],
	    int64_t student, int64_t *taken);
/* Takes the tag away where it points to that pupil. */
int	 student_tag_delete(ctxh *, const unsigned char tag[TAG_SIZE],
	    int64_t student);

/*
 * Fills the empty table from tags in the order of their bytes.  next gives
 * one (borrowed until the next call), or NULL at the end; shared is told that
 * it is the same as the one before, of that pupil, and is left out.  Both
 * return a status, which ends it.
 */
struct tag_source {
	int	 (*next)(void *ctx, const unsigned char **tag,
		    int64_t *student);
	int	 (*shared)(void *ctx, int64_t owner);
	void	*ctx;
};
int	 student_tags_fill(ctxh *, const struct tag_source *);

/* A row's tags one by one, as fsck reads them. */
int64_t	 tag_place_of(const unsigned char tag[TAG_SIZE]);
int64_t	 tag_entry_student(const unsigned char entry[TAG_ENTRY]);

#endif
