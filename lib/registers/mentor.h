/* The register of teachers who help pupils: what its parts share. */
#ifndef REGISTERS_MENTOR_H
#define REGISTERS_MENTOR_H

#include "chain/member.h"
#include "registers/entry.h"

/* The class of a pupil in a school year, by its one name; "" where the list
 * has none.  Caller frees. */
int	 mentor_class(ctxh *, int64_t student, int year, char **out);
/* Whether two names are one, however they are written (text/name_key.h). */
int	 mentor_same_name(const char *, const char *);
/* Whom the text names: by the handle, or by a name that is one member's only;
 * NULL: nobody who has a key. */
const struct member *mentor_member(const struct member *, size_t n,
	    const char *text);
/* The same for one mentor, by handle or by name.  Caller frees. */
int	 mentor_key(ctxh *, const struct member *, size_t n, const char *text,
	    char **out);
/* Whether the entry's pupil is of that class then. */
int	 mentor_of_class(ctxh *, struct entry *, int year, const char *class_,
	    int *is);

#endif
