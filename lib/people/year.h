/*
 * School years.  A year comes into being with its first list or case; the
 * derived table school_year has a row for each, whose id is the year it begins
 * in, and counts the case numbers given out.
 */
#ifndef PEOPLE_YEAR_H
#define PEOPLE_YEAR_H

#include "base/handle.h"

/* 2023 of "2023" or "2023-2024"; 0 of NULL, -1 of anything else. */
int	 year_named(const char *);
/* "2023-2024"; out has room for 16. */
void	 year_name(int year, char *out);
/* The school year in which a local day lies: it begins on 5 September. */
int	 year_of_day(int64_t day);
/* The newest in the store, or 0. */
int	 year_newest(ctxh *, int *year);
/* The year asked for, or the newest; CTXH_EUSAGE where the text is no year,
 * CTXH_ENOTFOUND where there is none yet. */
int	 year_wanted(ctxh *, const char *text, int *year);

/* Whether it came into being, or is the one that the store was begun for. */
int	 year_known(ctxh *, int year, int *known);

/* Within an operation: makes the row where there is none; 0 does nothing. */
int	 year_open(ctxh *, int year);
/* The last case number given out in the year; 0 where there is none. */
int	 year_cases(ctxh *, int year, int64_t *last);
/* Within an operation: sets it. */
int	 year_put(ctxh *, int year, int64_t last);

#endif
