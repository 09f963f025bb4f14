/* Fields and codes in the words of a report, which are always Vietnamese. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "base/buf.h"
#include "rules/rules.h"

/* A code's label; the code itself where it has none, NULL for NULL. */
const char *code_words(const struct codes *, const char *code);
/* Sets key to the code and key_label to its label, both null for NULL; 0, or
 * -1 without memory. */
int	 put_coded(ctxh_value *, const char *key, const struct codes *,
	    const char *code);
/* Appends what a field says as people read it: labels for codes, dd/mm/yyyy,
 * the items of a list with "; " between. */
void	 field_words(const struct field *, const ctxh_value *, struct buf *);

#endif
