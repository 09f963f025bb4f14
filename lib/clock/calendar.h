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

/* Bounds of a file; the reader refuses more. */
#define CALENDAR_ROWS_MAX	20000
#define CALENDAR_TEXT_MAX	500	/* bytes of a name or a basis */
#define CALENDAR_ERRORS_MAX	100	/* listed of those that it has */

enum day_kind {
	DAY_WORK,		/* a make-up day, worked in full */
	DAY_OFF,
	DAY_NONE		/* as any other again; in rows to take in only */
};

/* A row of the file. */
struct special_day {
	int64_t	 day;
	int64_t	 line;		/* where the file has it */
	int64_t	 shift;		/* working days gained up to and with it */
	char	*name;
	char	*basis;
	enum day_kind kind;
	int	 own;		/* came by calendar_set() */
	/* One day of the school's: it says nothing of its year. */
	int	 local;
};

/* What a day is to be; texts are borrowed, NULL is "". */
struct day_row {
	int64_t		 day;
	enum day_kind	 kind;
	const char	*name;
	const char	*basis;
	int		 local;
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
	int64_t			 lines;		/* of the row added last */
	int64_t			 days_off;	/* rows that take a day */
	struct office_span	 spans[CALENDAR_SPANS];
	size_t			 span_count;
	int64_t			 worked;	/* seconds of a working day */
	unsigned char		*years;		/* enum year_known, by year */
	/* BLAKE2b-256 of the hours and rows; it names what was counted by. */
	unsigned char		 digest[CALENDAR_DIGEST];
};

/*
 * Reads rows "date,kind,name,basis" under that header, parted by , ; or TAB as
 * the header is; kind is off or work,
 * and a basis that begins with "estimate" makes its whole year an estimate.
 * Office hours are CALENDAR_HOURS.  CTXH_EUSAGE with "line" in the failure's
 * place where a row is wrong or a day comes twice.  Caller frees *out with
 * calendar_free().
 */
int	 calendar_parse(ctxh *, const char *csv, size_t, struct calendar **out);
/*
 * The rows of a file that is to be taken in, in which kind may be none, too;
 * sorted, not to be asked as a calendar.  What is wrong with a row is appended
 * to errors, {"line","message"}, and the row left out; of no more than
 * CALENDAR_ERRORS_MAX.
 */
int	 calendar_read(ctxh *, const char *csv, size_t, ctxh_value *errors,
	    struct calendar **out);
/* A file of one row of these four fields, where NULL is ""; the first thing
 * wrong is the failure. */
int	 calendar_one(ctxh *, const char *const fields[4],
	    struct calendar **out);
/* One without a row, with CALENDAR_HOURS, to be filled and settled. */
int	 calendar_new(ctxh *, struct calendar **out);
void	 calendar_free(struct calendar *);
/*
 * "hh:mm-hh:mm[,...]", in order and apart.  CTXH_EUSAGE otherwise, and the
 * hours stay as they were.
 */
int	 calendar_set_hours(ctxh *, struct calendar *, const char *);
/* The hours in that form; the buffer takes any. */
#define CALENDAR_HOURS_SIZE (CALENDAR_SPANS * 12 + 1)
void	 calendar_hours(const struct calendar *, char [CALENDAR_HOURS_SIZE]);

/*
 * Adds what a day is from now on, whatever it was.  After all of them, once,
 * calendar_settle(), before anything is asked.
 */
int	 calendar_set(ctxh *, struct calendar *, const struct day_row *);
int	 calendar_settle(ctxh *, struct calendar *);
/* "off", "work", "none"; -1 for another word. */
const char *day_kind_name(enum day_kind);
int	 day_kind_of(const char *);
/* By day, the earlier row first; for qsort(). */
int	 days_by_line(const void *, const void *);
/* Whether the row is of an estimated list. */
int	 day_is_estimate(const struct special_day *);

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
enum year_known { YEAR_UNKNOWN, YEAR_KNOWN, YEAR_ESTIMATE };
enum year_known calendar_year(const struct calendar *, int year);
/* The moment at which office hours close on a day, worked or not. */
int64_t	 calendar_close(const struct calendar *, int64_t day);
/* The closing of the first working day after the day of a moment. */
int64_t	 calendar_next_close(const struct calendar *, int64_t moment);

#endif
