/*
 * Numbers of official documents: the office gives them, one for each document
 * of a year and of a register, from 01 on 1 January on (Nghị định
 * 30/2020/NĐ-CP, Phụ lục I).  Here they are only taken down and looked at:
 * those of letters that sent a case on, and those of issued reports.
 */
#ifndef CASES_NUMBER_H
#define CASES_NUMBER_H

#include "cases/case.h"

#define NUMBER_TEXT 128

struct number {
	char		*text;		/* as it was written */
	int64_t		 sequence;	/* 5 of "05/THCSABC-TVHĐ"; -1: none */
	int		 digits;	/* it was written with */
	char		*symbol;	/* without blanks */
	char		*folded;	/* by which symbols are the same */
	int64_t		 day;
	int		 year;		/* of the day */
	int64_t		 op, doc;	/* a document's row, or 0 */
	int64_t		 case_id;
	char		 case_no[CASE_NUMBER_MAX];
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
/* Whether they are one and the same, however they were typed. */
int	 number_same(const struct number *, const struct number *);
/* "05/THCSABC-TVHĐ", or what was written where it has no sequence. */
const char *number_show(const struct number *, char out[NUMBER_TEXT]);
/* "VV-2025-0001, 05/01/2026" */
const char *number_where(const ctxh *, const struct number *,
	    char out[NUMBER_TEXT]);

/* All that are in the store and not amended away, by year, register,
 * sequence and day; year 0: of all years.  Needs both keys. */
int	 numbers_load(ctxh *, int year, struct numbers *);
void	 numbers_free(struct numbers *);

/* Appends to a list of notices what is odd about a number that this operation
 * gives a letter or a report of that day. */
int	 number_notices(ctxh *, const char *text, int is_report, int64_t day,
	    ctxh_value *notices);

#endif
