/*
 * The pupils of a school year: of each the newest version of that year, by
 * grade and class, and within a class by their numbers.
 */
#ifndef PEOPLE_ROSTER_H
#define PEOPLE_ROSTER_H

#include <stdint.h>

#include "base/handle.h"

/* Pupils of one class and grade. */
struct roster_class {
	char	*name;		/* as class_name() has it */
	int	 grade;		/* -1: none */
	size_t	 first, n;	/* of the versions */
};
struct roster {
	struct roster_class *classes;
	size_t	 nclasses, classes_cap;
	int64_t	*versions;
	int64_t	*students;	/* whose each is */
	size_t	 n;
};

/* class_ NULL: all; in any spelling.  Needs the facts key; end with roster_free(), after a
 * failure too. */
int	 roster_load(ctxh *, int year, const char *class_, struct roster *);
void	 roster_free(struct roster *);

#endif
