/*
 * Puts any number of records of one size into the order of their bytes, in
 * memory that is bounded: what outgrows it is sorted and lies as runs in a
 * file without a name, which are merged while they are read.
 *
 * The file is outside every store's seals: a record may hold nothing about a
 * person in clear.  Keyed hashes and row numbers (big-endian, so that their
 * order is theirs) are what it is for.
 *
 * A sorter is no handle's and leaves no message; one thread at a time uses it.
 */
#ifndef BASE_SORTER_H
#define BASE_SORTER_H

#include <stddef.h>

#define SORTER_RECORD 64	/* the largest record, in bytes */

struct sorter;

/*
 * Records of size bytes (1 to SORTER_RECORD), in about memory bytes, where each
 * takes a multiple of 8; such as differ in their first 8 cost least.  Runs are
 * written to a file beside that path, which is made when it is needed and has
 * no name from then on.  CTXH_OK or CTXH_ENOMEM; sorter_close() frees.
 */
int	 sorter_open(const char *beside, size_t size, size_t memory,
	    struct sorter **out);
/* CTXH_OK, CTXH_ENOMEM, CTXH_EIO; a failure repeats itself. */
int	 sorter_add(struct sorter *, const void *record);
/* The next in order, borrowed until the next call; NULL at the end.  With the
 * first call nothing more may be added.  As sorter_add(). */
int	 sorter_next(struct sorter *, const void **record);
/* NULL is allowed. */
void	 sorter_close(struct sorter *);

#endif
