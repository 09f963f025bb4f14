/*
 * The working calendar: which days are worked, and at which hours.  Monday to
 * Friday, but for the days off and the make-up days of a file.
 */
#ifndef CLOCK_CALENDAR_H
#define CLOCK_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

#define CALENDAR_DIGEST	32
#define CALENDAR_SPANS	8
#define CALENDAR_HOURS	"07:30-11:30,13:30-17:30"

/* A row of the file. */
struct special_day {
	int64_t	 day;
	int64_t	 line;		/* where the file has it */
	int64_t	 shift;		/* working days gained up to and with it */
	char	*name;
	char	*basis;
	int	 off;		/* 0: a make-up day, worked in full */
};

/* Seconds of the local day; close is the first second not worked. */
struct office_span {
	int64_t	 open;
	int64_t	 close;
};

struct calendar {
	struct special_day	*days;	/* sorted, each day once */
	size_t			 count;
	size_t			 cap;
	int64_t			 days_off;	/* rows that take a day */
	struct office_span	 spans[CALENDAR_SPANS];
	size_t			 span_count;
	int64_t			 worked;	/* seconds of a working day */
	unsigned char		*years;		/* enum year_known, by year */
	/* BLAKE2b-256 of the hours and rows; it names what was counted by. */
	unsigned char		 digest[CALENDAR_DIGEST];
};

/*
 * Reads rows "date,kind,name,basis" under that header; kind is off or work,
 * and a basis that begins with "estimate" makes its whole year an estimate.
 * Office hours are CALENDAR_HOURS.  CTXH_EUSAGE with "line" in the failure's
 * place where a row is wrong or a day comes twice.  Caller frees *out with
 * calendar_free().
 */
int	 calendar_parse(ctxh *, const char *csv, size_t, struct calendar **out);
void	 calendar_free(struct calendar *);
/*
 * "hh:mm-hh:mm[,...]", in order and apart.  CTXH_EUSAGE otherwise, and the
 * hours stay as they were.
 */
int	 calendar_set_hours(ctxh *, struct calendar *, const char *);

/*
 * Makes a day one off, or (off 0) one worked, whatever it was; or a day as any
 * other.  Then, once, calendar_settle(), before anything is asked.
 */
int	 calendar_set(ctxh *, struct calendar *, int64_t day, int off,
	    const char *name, const char *basis);
void	 calendar_unset(struct calendar *, int64_t day);
int	 calendar_settle(ctxh *, struct calendar *);

int	 calendar_is_working(const struct calendar *, int64_t day);
/* The row of a day, or NULL. */
const struct special_day *calendar_find(const struct calendar *, int64_t day);
/* The n-th working day after a day; n from 1. */
int64_t	 calendar_nth(const struct calendar *, int64_t day, int64_t n);
/*
 * Whether one of the days from first to last lies in a year without a row or
 * with an estimated one.
 */
int	 calendar_estimated(const struct calendar *, int64_t first,
	    int64_t last);
/* The moment at which office hours close on a day, worked or not. */
int64_t	 calendar_close(const struct calendar *, int64_t day);
/* The closing of the first working day after the day of a moment. */
int64_t	 calendar_next_close(const struct calendar *, int64_t moment);

#endif
