/* A ZIP archive made in memory by libzip: the same parts, the same bytes. */
#ifndef PAPER_ZIP_H
#define PAPER_ZIP_H

#include "base/buf.h"
#include "base/handle.h"

struct zipout;

/* Loads libzip; CTXH_EFAIL where it is missing.  Free with zipout_free(). */
int	 zipout_new(ctxh *, struct zipout **out);
void	 zipout_free(struct zipout *);

/*
 * Adds a part.  The buffer's bytes are handed over, and wiped when the archive
 * is freed; it is empty afterwards.  CTXH_OK or CTXH_ENOMEM.
 */
int	 zipout_add(struct zipout *, const char *name, struct buf *);
/* Appends the archive's bytes; nothing is added any more. */
int	 zipout_done(struct zipout *, struct buf *out);

#endif
