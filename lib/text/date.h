/*
 * Dates and moments.  A day is a number, 0 is 1970-01-01; a moment is in
 * seconds since that day began in UTC.  Civil time is +07:00, always, by
 * arithmetic: neither TZ nor the system's zone files have a say.  Years from
 * 1900 to 2199.
 */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include <stdint.h>

#define DATE_YEAR_MIN	1900
#define DATE_YEAR_MAX	2199
#define DAY_SECONDS	86400
#define LOCAL_OFFSET	(7 * 3600)

struct civil {
	int	 year;
	int	 month;		/* 1 to 12 */
	int	 day;		/* 1 to 31 */
};

enum date_why {
	DATE_OK,
	DATE_SHAPE,		/* not written as a date */
	DATE_NONE,		/* there is no such day or hour */
	DATE_RANGE,		/* the year is too early or too late */
	/* Of typed_date() and typed_moment() only: */
	DATE_WEEKDAY,		/* the day has another name */
	DATE_NOMEM
};

enum weekday {
	MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY
};

/* Of a real date; what date_parse() and civil_check() let pass is one. */
int64_t	 day_from_civil(struct civil);
struct civil civil_from_day(int64_t day);
enum date_why civil_check(struct civil);

enum weekday day_weekday(int64_t day);
/* The local day in which a moment lies, and the moment at which it begins. */
int64_t	 day_of(int64_t moment);
int64_t	 day_start(int64_t day);
int	 day_in_range(int64_t day);

/*
 * dd/mm/yyyy, d/m/yyyy, the same with '-', or yyyy-mm-dd; never mm/dd.  The
 * whole text must be the date.  0, or -1; why may be NULL.
 */
int	 date_parse(const char *, int64_t *day, enum date_why *why);
/*
 * One of the dates above, alone (*has_time is 0, the moment is the day's
 * beginning) or with a blank or 'T' and hh:mm[:ss[.fraction]].  Behind
 * yyyy-mm-dd and a time may stand an offset, 'Z' or +hh:mm, as in RFC 3339;
 * without one the time is local.  A fraction is cut off.
 */
int	 moment_parse(const char *, int64_t *moment, int *has_time,
	    enum date_why *why);
/* A text as a moment, or as a day, which may have a time; 0, or -1, also for
 * NULL. */
int	 text_moment(const char *, int64_t *);
int	 text_day(const char *, int64_t *);

/*
 * The writers give -1, and an empty text, for a year out of range.
 * moment_format is RFC 3339 with +07:00, date_format yyyy-mm-dd; the show
 * ones are for people: dd/mm/yyyy hh:mm and dd/mm/yyyy.
 */
int	 moment_format(int64_t moment, char [26]);
int	 moment_show(int64_t moment, char [17]);
int	 date_format(int64_t day, char [11]);
/* date_format() of a real date that is in range. */
void	 civil_format(struct civil, char [11]);
int	 date_show(int64_t day, char [11]);

#endif
