/* What the first bytes of a list tell: its encoding, its separator. */
#ifndef WIRE_SNIFF_H
#define WIRE_SNIFF_H

#include <stddef.h>

#include "ctxh.h"

struct sniff {
	int		 sep;
	size_t		 skip;		/* bytes before the first row: a byte
					 * order mark, a line "sep=;" */
	size_t		 skip_lines;	/* lines among these */
	const char	*why;		/* it is no CSV in UTF-8: a static
					 * text; else NULL */
	size_t		 line;		/* where that shows, or 0 */
};

/* Looks at the first n bytes, which are all where whole says so; sep as in
 * csv_open(). */
void	 sniff(const ctxh *, const char *, size_t n, int whole, int sep,
	    struct sniff *);

#endif
