/*
 * Persons, each counted once: in a row of the table, and in its total.  All
 * that is told apart here (number, sex, ethnic group) lies under the facts
 * key.
 */
#ifndef REPORT_PERSON_H
#define REPORT_PERSON_H

#include <stdint.h>

#include "base/handle.h"

struct person {
	int64_t	number;		/* of the pupil; below 0: one unknown each */
	int	row;
	int	offender;
	int	female, minority;
	int	grade;		/* by person_as_of(); 0: none */
};

struct people {
	struct person	*list;
	size_t		 n, cap;
	int64_t		 unknown;	/* numbers given to unknown ones */
};

/* item is one of an intake's "students", number the pupil's or 0.  Whoever is
 * neither a pupil in need or harmed nor an offender is left out. */
int	 people_add(ctxh *, struct people *, int row, const ctxh_value *item,
	    int64_t number);
/* Looks the pupils up and calls fn once for each person of a row, and once
 * for each person of all with the row PEOPLE_ALL. */
#define PEOPLE_ALL (-1)
typedef void (*person_fn)(void *ctx, int row, const struct person *);
int	 people_each(ctxh *, struct people *, person_fn, void *ctx);
/* A pupil as of a school year, for lists and tables alike; of one who is not
 * in the register any more nothing is known. */
int	 person_as_of(ctxh *, int64_t student, int year, struct person *);
void	 people_free(struct people *);

#endif
