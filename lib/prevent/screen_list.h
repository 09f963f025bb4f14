/*
 * Lists for screening: absences (a row each, or a sheet of a month with a
 * column a day), conduct and results of a term.
 */
#ifndef PREVENT_SCREEN_LIST_H
#define PREVENT_SCREEN_LIST_H

#include "clock/calendar.h"
#include "lists/import.h"
#include "prevent/grade.h"
#include "prevent/observation.h"

/* The columns beside those of pupils. */
enum screen_field {
	SCREEN_DATE = FIELD_OWN, SCREEN_FROM, SCREEN_TO, SCREEN_LEAVE,
	SCREEN_WITH, SCREEN_WITHOUT, SCREEN_SESSION,
	SCREEN_MONTH, SCREEN_TERM, SCREEN_YEAR,
	SCREEN_CONDUCT, SCREEN_RESULT,
	SCREEN_DAY_1,				/* to that of the 31st */
	SCREEN_END = SCREEN_DAY_1 + 31
};
extern const struct list_kind screen_list_kind;

/* What a list tells of; a set. */
enum {
	TELLS_DAYS = 1,		/* a row an absence */
	TELLS_MONTH = 2,	/* a row a pupil, a column a day */
	TELLS_CONDUCT = 4, TELLS_RESULT = 8
};

/* Half a day, the other half, in two bits each: how it was missed. */
#define HALVES		2
struct halves {
	unsigned char	 of[YEAR_DAYS];	/* morning, afternoon << 2 */
};

/* A pupil whom the list names. */
struct listed {
	int64_t		 student;
	unsigned char	 grade[GRADE_KINDS][TERMS];
	uint32_t	 line[GRADE_KINDS][TERMS];
	/* Days of a list of absences; NULL: it tells of none. */
	struct halves	*halves;
	unsigned	 months;	/* bit m: he is in that month's sheet */
};

/* An absence, to name the line of one that another contradicts. */
struct told {
	uint32_t	 pupil, line;	/* the place in the list of pupils */
	uint16_t	 day;
};

struct screen_import {
	ctxh		*h;
	const struct ctxh_screen_import_options *opt;
	struct reader	 reader;
	struct record	 rec;		/* of the row under way */
	struct buf	 ids;		/* its ids */
	struct observations known;
	struct grades	 grades;
	unsigned	 tells;
	int		 term;		/* of the list; -1: not said */
	int		 month;		/* 1 to 12; 0: not said */
	int64_t		 today;
	const struct calendar *calendar;
	struct tag_map	*tags;
	struct listed	*list;
	size_t		 n, cap;
	uint32_t	*at;		/* by the pupil's number: 1 + place */
	size_t		 at_cap;
	struct told	*told;
	size_t		 ntold, told_cap;
	uint64_t	 refused;
	uint64_t	 created, updated, unchanged, absences;
	ctxh_value	*memory;
};

/* screen_row.c: takes the row that the reader has read; what is wrong goes to
 * the findings.  A failure of the whole, or CTXH_OK. */
int	 screen_row(struct screen_import *, const struct csv_row *);

/* screen_title.c: what the rows above the header say of all of the list. */
void	 screen_title(struct screen_import *);
/* A term as a list writes it, by its key; -1: none. */
int	 term_of_key(const char *);

/* screen_pupil.c: the pupil whom the row's ids name; *out NULL where none does,
 * and that is told. */
int	 screen_pupil(struct screen_import *, struct listed **out);
void	 tag_map_free(struct tag_map *);

#endif
