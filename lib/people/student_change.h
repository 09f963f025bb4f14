/* A new version of a pupil, made from an old one. */
#ifndef PEOPLE_STUDENT_CHANGE_H
#define PEOPLE_STUDENT_CHANGE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"

/* What is new of an enrolment. */
struct enrolment {
	int		 year;
	const char	*class_;
	int		 grade;		/* -1: none */
	const char	*status;	/* a code */
	int		 repeats;	/* the flag luu-ban; -1: as it is */
};

/* The old facts with that in place, their members in the order in which an
 * import writes them; NULL without memory. */
ctxh_value *facts_renew(const ctxh_value *old, const struct enrolment *);
/* Within an operation: appends a version of the pupil, who is there, and makes
 * it his newest unless one is of a later year. */
int	 version_add(ctxh *, int64_t student, const ctxh_value *facts,
	    const ctxh_value *person);

/* The one name of a class that somebody typed, in place of what is in out, and
 * its grade; empty where that is empty.  CTXH_EUSAGE: too long. */
int	 class_typed(ctxh *, const char *, struct buf *out, int *grade);

/* His newest version of the school year, or 0. */
int	 version_of_year(ctxh *, int64_t student, int year, int64_t *version);

/* What became of a change. */
struct set_done {
	int64_t	 student;
	int	 written;
	int	 left;		/* he is one who has left */
};

/*
 * ctxh_student_set() but for the right to it, "open_cases" and the end of the
 * operation that it begins, which the caller ends or aborts.
 */
int	 student_set(ctxh *, const struct ctxh_student_change *,
	    struct set_done *, ctxh_value **out);

#endif
