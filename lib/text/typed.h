/*
 * Dates as people type them: with the weekday before or behind, "ngày 03
 * tháng 01 năm 2024".  A weekday that does not fit is a slip in one of the
 * two, and nobody but the writer knows in which: it is asked back.
 */
#ifndef TEXT_TYPED_H
#define TEXT_TYPED_H

#include "base/handle.h"
#include "text/date.h"

/* What was found wrong. */
struct typed {
	enum date_why	 why;
	int64_t		 day;		/* with DATE_WEEKDAY */
	enum weekday	 said;
};

/*
 * As date_parse() and moment_parse(), and where those see no date: a date
 * with "thứ Tư", "thứ 4", "T4", "CN", "Wed" or "Wednesday" before it or
 * behind it, "ngày" before it, written with dots or out with "tháng" and
 * "năm", and behind it "9h30" or "9h".
 * 0, or -1 with the reason in *why.
 */
int	 typed_date(const char *, int64_t *day, struct typed *why);
int	 typed_moment(const char *, int64_t *moment, int *has_time,
	    struct typed *why);

/* What is asked of a weekday that does not fit: what the day is, and which
 * days may have been meant. */
#define TYPED_QUESTION 320
const char *typed_question(const ctxh *, const struct typed *,
	    char out[TYPED_QUESTION]);

#endif
