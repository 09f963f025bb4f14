/*
 * What lists said of pupils: absences, conduct, results.  A row of the truth
 * table observation is what one import said of one pupil:
 *
 *	{"kind":"absence","students":[N],"year":Y,"from":D,"days":"..."}
 *	{"kind":"conduct","students":[N],"year":Y,"term":"1","code":"tot"}
 *	{"kind":"result", ...}
 *
 * from is a day number and days says of it and those behind it what is known,
 * three days a letter of base64: each day is 0, 1 (absent with leave), 2
 * (without) or 3 (half a day each), the first day lowest.  "covers":[D,D] says
 * that the list tells of all days from one to the other, both included, so
 * that a day it does not name was attended.  A later row goes before an
 * earlier one.
 */
#ifndef PREVENT_OBSERVATION_H
#define PREVENT_OBSERVATION_H

#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"

#define YEAR_DAYS	366
#define WITH_LEAVE	1
#define WITHOUT_LEAVE	2

enum grade_kind { GRADE_CONDUCT, GRADE_RESULT, GRADE_KINDS };
enum term { TERM_1, TERM_2, TERM_YEAR, TERMS };

/* "1", "2", "year"; "conduct", "result". */
const char *term_name(enum term);
const char *grade_kind_name(enum grade_kind);

/* Days of a school year, two bits each. */
struct days {
	unsigned char	 bits[(YEAR_DAYS + 3) / 4];
};

static inline unsigned
days_get(const struct days *d, int i)
{
	return (unsigned)d->bits[i / 4] >> (i % 4 * 2) & 3U;
}

static inline void
days_set(struct days *d, int i, unsigned what)
{
	unsigned shift = (unsigned)(i % 4 * 2);

	d->bits[i / 4] = (unsigned char)((d->bits[i / 4] &
	    ~(3U << shift)) | what << shift);
}

struct observed {
	int64_t		 student;
	struct days	 days;
	int		 absences;	/* a list told of them */
	/* 0: not known, else a number of words, from 1. */
	unsigned char	 grade[GRADE_KINDS][TERMS];
};

/* All that is known of a school year, by pupil. */
struct observations {
	int		 year;
	int64_t		 first, last;	/* its days */
	struct observed	*list;
	size_t		 n, cap;
	uint32_t	*at;		/* by the pupil's number: 1 + the place
					 * in list; 0: not there */
	size_t		 at_cap;
	char		(*words)[48];	/* the codes of grades */
	size_t		 nwords, words_cap;
	int64_t		 newest;	/* the last day of an absence; 0 */
	int64_t		 run;		/* the row of the newest run; 0 */
};

/* Files that were joined into another count as that one's.  End with
 * observations_free(), after a failure too. */
int	 observations_load(ctxh *, int year, struct observations *);
void	 observations_free(struct observations *);
/* The pupil's, or NULL; borrowed until another is added. */
struct observed *observations_find(const struct observations *, int64_t);
int	 observations_add(ctxh *, struct observations *, int64_t student,
	    struct observed **);
/* The word's number; 0 without memory. */
unsigned char observations_word(struct observations *, const char *);

/* From the first to the last day of a school year. */
void	 year_days(int year, int64_t *first, int64_t *last);

/* Appends the row of absences as JSON; from and to are days of what the list
 * covers, 0: it does not say. */
void	 absence_write(const struct observations *, int64_t student,
	    const struct days *, int64_t from, int64_t to, struct buf *);
void	 grade_write(const struct observations *, int64_t student,
	    enum grade_kind, enum term, const char *code, struct buf *);
/* Within an operation. */
int	 observation_put(ctxh *, const struct buf *json);

#endif
