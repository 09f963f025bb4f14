/* The register of teachers who help pupils: what its parts share. */
#ifndef REGISTERS_MENTOR_H
#define REGISTERS_MENTOR_H

#include "registers/entry.h"

/* The class of a pupil in a school year, by its one name; "" where the list
 * has none.  Caller frees. */
int	 mentor_class(ctxh *, int64_t student, int year, char **out);
/* Whether two names are alike but for accents, capitals and blanks. */
int	 mentor_same_name(const char *, const char *);
/* Whether the entry's pupil is of that class then. */
int	 mentor_of_class(ctxh *, struct entry *, int year, const char *class_,
	    int *is);

#endif
