/*
 * The marks of pupils' first versions: whether a row of a list says what the
 * first version says, to the letter, without opening it.  A mark is a short
 * keyed hash that is bound to the pupil, so that equal texts do not show and a
 * mark that was moved fits nobody.  Its key comes from the person key that the
 * version is sealed under: who has but an older one can try no guesses.
 *
 * Derived, from all first versions, those that were taken back too: these
 * never change and numbers are not given twice, so that marks are only added.
 * Many lie in one row:
 *
 *	row id	the pupils' numbers divided by MARK_BLOCK
 *	marks	8 bytes for each of these numbers up to the last pupil's; zeros
 *		where it is none, or where he has no mark
 *
 * A store that was made before there were marks has a row for each block of
 * pupils, but no marks of theirs; so behind a pupil who has one all have.
 */
#ifndef PEOPLE_STUDENT_MARK_H
#define PEOPLE_STUDENT_MARK_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "vault/short.h"

#define MARK_BLOCK	128
#define MARK_SIZE	SHORT_SIZE

/* Some pupils' marks, as a row has them. */
struct mark_block {
	int64_t		 id;
	size_t		 n;		/* numbers up to the last pupil's */
	unsigned char	 mark[MARK_BLOCK][MARK_SIZE];
};

/* One who reads marks, or one who adds them; all in memory of its own. */
struct marks {
	struct short_key key;
	struct mark_block block;	/* at hand; id -1: none */
	int		 added;		/* it is not written */
};

/* Marks of what is sealed now; CTXH_EDENIED without the person key. */
int	 marks_open(ctxh *, struct marks *);
/* Those of a generation; 0, or -1 without it. */
int	 mark_key_make(const struct vault *, uint32_t generation,
	    struct short_key *);

/* A version's text: its facts, a 0 byte, its person, as they are sealed.  May
 * run in any thread. */
void	 mark_text(const struct short_key *, const char *text, size_t,
	    unsigned char out[MARK_SIZE]);
/* The pupil's mark, of that. */
void	 mark_bind(const struct short_key *, int64_t student,
	    const unsigned char text[MARK_SIZE], unsigned char out[MARK_SIZE]);

/*
 * Whether by their marks the pupil's first version is his newest one and has
 * that text.  Where not, it may be so all the same.  Newer versions that were
 * written since the last block was read are not known of.
 */
int	 marks_say_same(ctxh *, struct marks *, int64_t student,
	    const unsigned char text[MARK_SIZE], int *same);
/* Adds a new pupil's, within an operation; their numbers grow. */
int	 marks_add(ctxh *, struct marks *, int64_t student,
	    const unsigned char text[MARK_SIZE]);
/* Writes what was added last. */
int	 marks_flush(ctxh *, struct marks *);

int	 mark_block_put(ctxh *, const struct mark_block *);

/*
 * Against the truth, or anew from it, within the caller's transaction.
 * CTXH_EDENIED without both keys.
 */
int	 marks_check(ctxh *, ctxh_value *problems);
int	 marks_rebuild(ctxh *);

#endif
