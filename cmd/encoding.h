/*
 * encoding.h: in what a list is written, as an option and as it is told.
 */
#ifndef ENCODING_H
#define ENCODING_H

#include "ctxh.h"
#include "opt.h"

struct out;

extern const struct opt_choice encoding_choices[];
/* A row of the summary of an import, nothing where the list is no text; and a
 * line on standard error. */
void	 encoding_row(struct out *, const ctxh_value *result);
void	 encoding_note(const char *path, const ctxh_value *result);

#endif
