/*
 * Pupils who may be one child under two ids: the same folded name without
 * blanks, the same day of birth, and a parent or guardian of the same folded
 * name, or none known of either.  Found among any number of pupils in bounded
 * memory: what is sorted are keyed hashes.
 */
#ifndef PEOPLE_DUPS_H
#define PEOPLE_DUPS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"
#include "vault/short.h"

#define DUP_PARENTS 3

/* Of a pupil. */
struct dup_print {
	uint64_t	 who;		/* name and day of birth */
	uint32_t	 parent[DUP_PARENTS];	/* and one of them; 0: none */
};

/* The texts that a print is of; any may be empty. */
struct dup_text {
	const char	*s;
	size_t		 n;
};

/* What a sorter came to, as a failure of the handle's. */
int	 sorter_told(ctxh *, int rc);

/* For prints; 0, or -1 without the person key. */
int	 dup_key_make(const struct vault *, struct short_key *);
/* May run in any thread; buf_failed(scratch) says whether there was memory. */
void	 dup_print_make(const struct short_key *, const struct dup_text *name,
	    int64_t born, const struct dup_text parent[DUP_PARENTS],
	    struct buf *scratch, struct dup_print *);

struct dups;

int	 dups_open(ctxh *, struct dups **);
void	 dups_close(struct dups *);
int	 dups_add(struct dups *, int64_t student, const struct dup_print *);
/* All pupils of the register up to that number; needs the person key. */
int	 dups_add_register(struct dups *, int64_t upto);
/* What dups_find() begins with unless it was done: it changes no handle, and
 * may so run in another thread than the handle's. */
void	 dups_sort(struct dups *, int64_t above);
/*
 * Calls fn for each pupil above that number who may be one of a lower number,
 * by that one's and then his own.  Nothing may be added any more.
 */
typedef int (*dup_fn)(ctxh *, int64_t first, int64_t student, void *ctx);
int	 dups_find(struct dups *, int64_t above, dup_fn fn, void *ctx);

#endif
