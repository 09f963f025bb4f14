/* An entry as lists and "show" give it. */
#ifndef REGISTERS_VIEW_H
#define REGISTERS_VIEW_H

#include "registers/entry.h"

/*
 * "entry", "register", "from", "to", "open"; of one about a pupil "class",
 * "grade", "sex", "ethnic" as of the school year (0: the newest), with names
 * also "student" and "name"; then the fields sealed as facts: those of the
 * first document, and of the newest of each other form; with names those
 * sealed as person, too.  Caller frees.
 */
int	 entry_value(ctxh *, struct entry *, int year, unsigned flags,
	    ctxh_value **out);
/* Adds "format" and "documents" to it, by recording; orders them so. */
int	 entry_documents(ctxh *, struct entry *, unsigned flags, ctxh_value *);
/* The version of a pupil of a school year, or the newest one before it, or the
 * first after; 0: there is none. */
int	 pupil_version(ctxh *, int64_t student, int year, int64_t *version);
/* Whether the entry has a day in common with the school year. */
int	 entry_in_year(const struct entry *, int year);
/* The school year that a list was asked for: NULL the newest, "all" or none
 * in the store: 0.  CTXH_EUSAGE. */
int	 entry_year(ctxh *, const char *text, int *year);

/* ---- what the documents of an entry add up to, in the school year or, where
 * that is 0, in all; into the object; CTXH_OK or a failure ---- */

/* "used_value", "used_hours", of all years */
int	 resource_sums(ctxh *, const struct entry *, int year, ctxh_value *);
/* "sessions", "students", "parents", "staff", "cost"; "status" (planned, held,
 * late, dropped) as of now, and "plan", the number of the yearly plan that it
 * is a task of, or null. */
int	 activity_sums(ctxh *, const struct entry *, int year, ctxh_value *);

/* Of the tasks of a yearly plan "tasks_total", "tasks_held", "tasks_late",
 * "tasks_dropped", as of now. */
int	 yearplan_sums(ctxh *, const struct entry *, int year, ctxh_value *);

#endif
