/* What is said where a library that a document needs is not installed. */
#ifndef PAPER_MISSING_H
#define PAPER_MISSING_H

#include "base/handle.h"

/* CTXH_EFAIL, which names the library and Debian's package. */
int	 fail_missing(ctxh *, const char *soname, const char *package);

#endif
