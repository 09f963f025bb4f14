/*
 * What an import does to each pupil, the first rows of each kind, and whom a
 * list does not name.
 */
#ifndef LISTS_IMPORT_CHANGES_H
#define LISTS_IMPORT_CHANGES_H

#include <stdint.h>

#include "base/handle.h"

#define CHANGES_LISTED	100	/* of each kind */

enum change_kind {
	CHANGE_CREATED, CHANGE_UPDATED, CHANGE_MOVED_UP, CHANGE_LEFT,
	CHANGE_RETURNED, CHANGE_REJECTED, CHANGE_KINDS
};

struct changes {
	ctxh_value	*list;
	uint64_t	 of_kind[CHANGE_KINDS];
	int		 names;		/* with what is known of persons */
};

/* What a version becomes; old ones NULL for a pupil without. */
struct versions {
	const ctxh_value *old_facts, *old_person;
	const ctxh_value *facts, *person;
};

/* Whether a state of enrolment is that of one who is no longer there. */
int	 status_left(const ctxh_value *facts);
/* Of the kinds for a pupil who is known. */
enum change_kind change_kind(const struct versions *, int moved_up);
/*
 * Takes the row down; student is 0 where it is nobody's.  v NULL: nothing to
 * compare, person as in changes_person().  0, or -1 without memory.
 */
int	 changes_add(struct changes *, enum change_kind, uint64_t line,
	    int64_t student, const struct versions *v);
/* Whether the next row of a kind would be listed. */
int	 changes_wants(const struct changes *, enum change_kind);
/* "student" and "name" into the object.  0, or -1. */
int	 put_who(ctxh_value *, const ctxh_value *person);

/* A bit for each pupil of the register, by number. */
struct pupils {
	unsigned char	*bits;
	int64_t		 n;		/* numbers up to this */
	uint64_t	 count;		/* bits that are set */
};
int	 pupils_init(struct pupils *, int64_t n);
void	 pupils_free(struct pupils *);
void	 pupils_set(struct pupils *, int64_t);
int	 pupils_has(const struct pupils *, int64_t);

/* Who is away after an import. */
struct away {
	struct pupils	 left;		/* the list says so */
	struct pupils	 missing;	/* it does not name them */
	struct pupils	 named;		/* it does, in a row that was refused */
};

/* Adds to the import's result what others know of those who are away; within
 * the operation. */
typedef int (*away_fn)(ctxh *, const struct away *, ctxh_value *result);
/* ctxh_student_import() but for what others know. */
int	 student_import(ctxh *, const struct ctxh_import_options *, away_fn,
	    ctxh_value **out);

struct import;
/* Looks up who is missing. */
int	 missing_find(struct import *);
/* All that into the result, once: "changes" and so on.  0, or -1. */
int	 changes_put(struct import *, int refused, ctxh_value *result);

#endif
