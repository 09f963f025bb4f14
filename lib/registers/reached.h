/*
 * How many people activities reached, nobody counted twice.
 *
 * An activity is a series: its sessions (documents "activity_done") may have
 * the same people in them.  Of the documents that happened in a period:
 *
 *	sessions, cost		added up
 *	sum_*			the numbers of the documents, added up: this is
 *				attendance, and may exceed the school
 *	students		distinct pupils, at least: where documents name
 *				classes, the pupils of all these classes
 *				together (but not more than were present,
 *				where each of them says how many), or the
 *				greatest number of one document, whichever is
 *				more; never more than are on the lists
 *	parents, staff		the greatest number of one document
 *
 * A document "repeat" gives attendance over its sessions: of 120 over 4
 * sessions 30 persons are certain.  Over many activities it is the same as
 * over the documents of all of them.  Pupils are those on the list of the
 * school year in which a document happened, who left in its course too; over
 * several years one who stayed is one.
 */
#ifndef REGISTERS_REACHED_H
#define REGISTERS_REACHED_H

#include "people/roster.h"
#include "people/student.h"
#include "registers/entry.h"

/* The lists of school years, each read once, when it is asked for.  Zeroed it
 * is ready; ends with enrolled_free(). */
struct enrolled_year {
	struct roster	 roster;
};
struct enrolled {
	struct enrolled_year *of[STUDENT_YEARS];
};

struct reached {
	int64_t	sessions, cost;
	int64_t	students, parents, staff;
	int64_t	sum_students, sum_parents, sum_staff;
	int	documents;
	int	known;		/* the school's list of each year is there */
};

/* Borrowed until enrolled_free(); n of its roster is 0 where the year has no
 * list. */
int	 enrolled_year(ctxh *, struct enrolled *, int year,
	    struct enrolled_year **);
void	 enrolled_free(struct enrolled *);
/* Sets taken[i] of the roster's classes that the text names: a class in any
 * spelling, or all of a grade ("khối 6"); *found is how many there are. */
int	 enrolled_class(ctxh *, const struct enrolled_year *, const char *,
	    unsigned char *taken, size_t *found);
/* The pupils of the classes that are taken. */
size_t	 enrolled_taken(const struct enrolled_year *,
	    const unsigned char *taken);

/* One activity; from and until are moments, both included. */
int	 activity_reached(ctxh *, struct enrolled *, const struct entry *,
	    int64_t from, int64_t until, struct reached *);
/* All activities of a kind; NULL: of any. */
int	 activities_reached(ctxh *, struct enrolled *, const struct entries *,
	    const char *kind, int64_t from, int64_t until, struct reached *);
/* The code of its kind as it stands at the moment, or NULL. */
const char *activity_kind(const struct entry *, int64_t until);

#endif
