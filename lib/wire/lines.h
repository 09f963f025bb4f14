/* Text a line at a time, of any source, with a bound on the line. */
#ifndef WIRE_LINES_H
#define WIRE_LINES_H

#include <stddef.h>

#include "base/handle.h"

#define LINES_END	(-1)
#define LINE_MAX_BYTES	((size_t)16 << 20)

struct lines;

int	 lines_open(ctxh *, ctxh_read_fn, void *ctx, struct lines **);
/* NULL is allowed. */
void	 lines_close(struct lines *);
/*
 * The next line without its end (LF or CRLF), and its number from 1; borrowed
 * until the next call.  A byte-order mark at the beginning is passed over.
 * CTXH_OK, LINES_END; CTXH_EIO where the source fails; CTXH_EUSAGE where the
 * line is over 16 MiB.
 */
int	 lines_next(struct lines *, const char **, size_t *n, size_t *number);

#endif
