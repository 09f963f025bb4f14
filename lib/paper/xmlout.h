/* XML written by libxml2, into a buffer that is wiped. */
#ifndef PAPER_XMLOUT_H
#define PAPER_XMLOUT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/handle.h"

struct xmlout;

/* Loads libxml2; CTXH_EFAIL where it is missing.  Free with xmlout_free(). */
int	 xmlout_new(ctxh *, struct xmlout **out);
void	 xmlout_free(struct xmlout *);

/*
 * Begins a document, whose bytes are appended to the buffer, and ends it.  A
 * failure on the way is remembered: xmlout_done() is CTXH_OK or CTXH_ENOMEM.
 */
void	 xmlout_begin(struct xmlout *, struct buf *);
int	 xmlout_done(struct xmlout *);

/* An element, whose attributes come first, then what is in it. */
void	 xmlout_start(struct xmlout *, const char *name);
void	 xmlout_end(struct xmlout *);
void	 xmlout_attr(struct xmlout *, const char *name, const char *value);
void	 xmlout_attr_int(struct xmlout *, const char *name, long);
/* What XML 1.0 cannot hold becomes U+FFFD. */
void	 xmlout_text(struct xmlout *, const char *, size_t);
/* An element with nothing in it: names and values of its attributes, NULL. */
void	 xmlout_leaf(struct xmlout *, const char *name, ...)
	    __attribute__((sentinel));
/* An element with one attribute, a number. */
void	 xmlout_leaf_int(struct xmlout *, const char *name, const char *attr,
	    long);

#endif
