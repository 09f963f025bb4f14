/*
 * A list's bytes as UTF-8, whatever its encoding, in bounded memory.  Which
 * it is, is said, or found by looking at the first bytes that are not ASCII;
 * it is never taken for one where it may as well be another.  UTF-8 is passed
 * on as it is: no copy, no look at what the reader of rows checks anyway.
 *
 * What is no character of the encoding becomes U+FFFD, so that the row where
 * it stands can be told.  A converter may be used by another thread than its
 * handle's.
 */
#ifndef WIRE_DECODE_H
#define WIRE_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "text/charset.h"
#include "wire/csv.h"

struct decode;

/* What the list was read as. */
struct decoded {
	enum charset	 charset;
	int		 said;		/* by the user; else it was found */
	enum charset	 likelier;	/* than what was said; or none */
	int		 bom;		/* it begins with a byte order mark */
	int		 loose;		/* accents stand behind their letters */
};

/* said may be CHARSET_NONE: it is to be found.  CTXH_OK, CTXH_ENOMEM. */
int	 decode_open(const ctxh *, csv_read_fn, void *ctx, enum charset said,
	    struct decode **out);
/* Wipes and frees; NULL is allowed. */
void	 decode_close(struct decode *);
/* A csv_read_fn, which gets the struct decode; size is 64 bytes or more.  The
 * failure is the source's, or decode_why() says what it is. */
int	 decode_read(void *, void *buf, size_t size, size_t *got);
/* Why the list cannot be read, in the handle's language, and the line where
 * that shows; NULL where nothing is wrong.  Borrowed from d. */
const char *decode_why(const struct decode *, size_t *line);
/* Bytes read of the source; given is how many were given on. */
uint64_t decode_bytes(const struct decode *, uint64_t given);
/* Whether it failed for want of memory. */
int	 decode_nomem(const struct decode *);
/* Borrowed; says CHARSET_UTF8 as long as all that was read is ASCII, and
 * CHARSET_NONE where it could not be found out. */
const struct decoded *decode_result(const struct decode *);
/* How much is read at once; for tests, which cut everywhere. */
void	 decode_set_block(struct decode *, size_t);

#endif
