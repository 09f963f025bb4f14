/* Deadlines as they are listed and explained. */
#ifndef CASES_DUE_H
#define CASES_DUE_H

#include "cases/case.h"

/* A deadline of a derived row as replay would give it; texts are borrowed from
 * the row. */
int	 deadline_of_facts(ctxh *, const struct rules *,
	    const struct fact_deadline *, struct deadline *);

/* Sets "explain" of the last row of the list: each stretch counted and each
 * day skipped; "hours", the office hours that it goes by; and "explain_note"
 * where the calendar counts differently now from how the deadline was
 * stored. */
int	 explain_due(ctxh *, const struct deadline *, ctxh_value *list);

/*
 * Sets "next": what meets the deadline, {"form","verb","fields","roles"}, or
 * null.  fields are those that the rule asks for; of several forms it is the
 * first.  put_step() is of that form, which may be
 * NULL; fields are consumed, NULL for none.  0, or -1.
 */
int	 put_deadline_step(ctxh_value *, const struct deadline *);
int	 put_step(ctxh_value *, const struct form *, ctxh_value *fields);
/* Sets "uid": 32 hexadecimal digits that name this deadline of this store, and
 * stay when its due time moves.  0, or -1. */
int	 put_due_uid(ctxh *, ctxh_value *, const char *number,
	    const struct deadline *);

/* The fields of list for a case, into the object. */
int	 view_case(ctxh *, const struct case_facts *, int64_t now,
	    ctxh_value *);

#endif
