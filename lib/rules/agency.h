/* The directory of agencies that a school refers to: agencies.csv, and what
 * the school added to it, whose newest row of a code is in force. */
#ifndef RULES_AGENCY_H
#define RULES_AGENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

struct agency {
	char	*code, *kind, *name;
	int64_t	 from, to;	/* days, both included; or INT64_MIN, _MAX */
	char	*accepts;	/* "thong-bao;chuyen-gui" */
	char	*successor;	/* a code, or NULL */
	char	*note;		/* or NULL */
	int	 own;		/* added or changed by the school */
};

/* Reads the directory into the rule book, once. */
int	 agencies_load(ctxh *);
/* The directory's rows in its order; NULL after a failure to load. */
const struct agency *agency_list(ctxh *, size_t *count);
/* NULL where there is none of that code; there is no message then. */
const struct agency *agency_find(ctxh *, const char *code);
int	 agency_existed(const struct agency *, int64_t day);
int	 agency_accepts(const struct agency *, const char *kind);

#endif
