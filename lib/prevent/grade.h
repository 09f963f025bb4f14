/* How lists write conduct and results, as the rule sets know it. */
#ifndef PREVENT_GRADE_H
#define PREVENT_GRADE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/handle.h"
#include "prevent/observation.h"

struct grade_word {
	char	 key[40];		/* folded */
	char	 code[48];
};

struct grades {
	struct grade_word *list[GRADE_KINDS];
	size_t	 n[GRADE_KINDS];
};

/* Those of the rule set in force; end with grade_words_free(), after a failure
 * too. */
int	 grade_words_load(ctxh *, struct grades *);
void	 grade_words_free(struct grades *);
/* The code of a cell, NULL where it is none. */
const char *grade_code(const struct grades *, enum grade_kind,
	    const char *key);
/* What may stand there, for a message. */
void	 grade_labels(ctxh *, enum grade_kind, struct buf *out);

#endif
