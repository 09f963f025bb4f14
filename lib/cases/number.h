/*
 * Numbers of official documents: the office gives them, one for each document
 * of a year and of a register, from 01 on 1 January on (Nghị định
 * 30/2020/NĐ-CP, Phụ lục I).  Here they are only taken down and looked at:
 * those of letters that sent a case on, of issued reports, and of the school's
 * yearly plans.
 */
#ifndef CASES_NUMBER_H
#define CASES_NUMBER_H

#include "cases/case.h"
#include "registers/entry.h"

#define NUMBER_WHERE 128

struct number {
	char		*text;		/* as it was written */
	int64_t		 sequence;	/* 5 of "05/THCSABC-TVHĐ"; -1: none */
	int		 digits;	/* it was written with */
	char		 letter;	/* a of "15a/BC", as written; 0: none */
	char		*shown;		/* "05/THCSABC-TVHĐ"; text if -1 */
	char		*symbol;	/* without blanks */
	char		*folded;	/* by which symbols are the same */
	int64_t		 day;
	int		 year;		/* of the day */
	int64_t		 op, doc;	/* a document's row, or 0 */
	int64_t		 case_id;
	char		 case_no[CASE_NUMBER_MAX];
	char		 entry[ENTRY_NUMBER_MAX]; /* of a yearly plan; or "" */
	char		 kind[RULES_ID_MAX + 1]; /* the form's id, or report */
	char		 agency[RULES_ID_MAX + 1];
};

struct numbers {
	struct number	*list;
	size_t		 n, cap;
};

/* What was written, taken apart.  Caller frees with number_free(). */
int	 number_read(ctxh *, const char *text, struct number *);
void	 number_free(struct number *);
/* Appends another number of n's register, as it is shown. */
void	 number_put(struct buf *, const struct number *n, int64_t sequence,
	    char letter);
/* Whether they are one and the same, however they were typed. */
int	 number_same(const struct number *, const struct number *);
/* By sequence and letter: 15, 15a, 15b, 16. */
int	 number_order(const struct number *, const struct number *);
/* "VV-2025-0001, 05/01/2026": nothing of it is typed by a user. */
const char *number_where(const ctxh *, const struct number *,
	    char out[NUMBER_WHERE]);

/* All that are in the store and not amended away, by year, register,
 * sequence and day; year 0: of all years.  Needs both keys. */
int	 numbers_load(ctxh *, int year, struct numbers *);
void	 numbers_free(struct numbers *);

/* One that this operation gives a document of that day; doc is its row, 0 of
 * a report.  Caller frees with number_free(). */
int	 number_given(ctxh *, const char *text, int64_t day, int64_t doc,
	    struct number *);
/* Appends to a list of notices what is odd about a number, beside all others
 * of its year or of all years. */
int	 numbers_notice(ctxh *, const struct numbers *, const struct number *,
	    ctxh_value *notices);
/* Both at once, for one number. */
int	 number_notices(ctxh *, const char *text, int64_t day, int64_t doc,
	    ctxh_value *notices);

#endif
