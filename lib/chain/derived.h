/*
 * Derived rows: sealed, but not chained, since they follow from the truth and
 * can be written anew.
 *
 * Tags find things by an exact code without saying the code: the first eight
 * bytes of a tag are its row id, so that the table is its own index; the rare
 * tag whose place is taken goes to the next free one.
 */
#ifndef CHAIN_DERIVED_H
#define CHAIN_DERIVED_H

#include "chain/table.h"

enum derived { DERIVED_CASE, DERIVED_YEAR, DERIVED_ENTRY };

#define TAG_SIZE 16

/* Seals under the facts key and writes the row, or replaces it. */
int	 derived_put(ctxh *, enum derived, int64_t id, const void *, size_t);
int	 derived_open(ctxh *, enum derived, int64_t id, const void *blob,
	    size_t n, struct buf *out);

/* The statements of a table of tags. */
struct tags {
	enum sql get, put;
};
extern const struct tags case_tags;

/* What the tag points to, or 0. */
int	 tag_find(ctxh *, const struct tags *, const unsigned char [TAG_SIZE],
	    int64_t *to);
/* Points a new tag there; *taken is what it points to already, or 0. */
int	 tag_add(ctxh *, const struct tags *, const unsigned char [TAG_SIZE],
	    int64_t to, int64_t *taken);

#endif
