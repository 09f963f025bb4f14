/*
 * A document as bytes of a file format.  Each appends to out, and wipes what
 * it needed on the way; CTXH_OK, or the handle's failure.
 */
#ifndef PAPER_WRITE_H
#define PAPER_WRITE_H

#include "base/buf.h"
#include "base/handle.h"
#include "paper/paper.h"

/* UTF-8, lines of at most 80 columns where the words allow it. */
int	 paper_text(ctxh *, const struct paper *, struct buf *out);
/* One page that needs nothing beside it: no script, no other file. */
int	 paper_html(ctxh *, const struct paper *, struct buf *out);
/* Office Open XML; libzip, libxml2 and, for charts, librsvg are loaded here.
 * CTXH_EFAIL: one of them is missing. */
int	 paper_docx(ctxh *, const struct paper *, struct buf *out);

#endif
