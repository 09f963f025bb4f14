/* Deadlines as they are listed and explained. */
#ifndef CASES_DUE_H
#define CASES_DUE_H

#include "cases/case.h"

/* A deadline of a derived row as replay would give it; texts are borrowed from
 * the row. */
int	 deadline_of_facts(ctxh *, const struct rules *,
	    const struct fact_deadline *, struct deadline *);

/* Sets "explain" of the last row of the list: each stretch counted and each
 * day skipped; and "explain_note" where the calendar counts differently now
 * from how the deadline was stored. */
int	 explain_due(ctxh *, const struct deadline *, ctxh_value *list);

/* The fields of list for a case, into the object. */
int	 view_case(ctxh *, const struct case_facts *, int64_t now,
	    ctxh_value *);

#endif
