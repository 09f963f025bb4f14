/*
 * when.h: dates and moments as people read them.  Vietnam has one
 * offset, +07:00, so that arithmetic does and no time zone data is needed.
 */
#ifndef WHEN_H
#define WHEN_H

#include <stddef.h>
#include <stdint.h>

struct app;

/* Of the library's output, and of what needs no more: 2024-09-05, 05/09/2024,
 * either with hh:mm[:ss], or RFC 3339.  A date alone
 * is its first second; *has_time (may be NULL) tells.  0 where it is none. */
int	 when_parse(const char *, int64_t *out, int *has_time);
/* What a person typed for an option, as ctxh_time_parse() takes it:
 * CTXH_EUSAGE through app_fail(). */
int	 when_option(struct app *, const char *option, const char *text,
	    int64_t *out);
/* 3d, 12h, 30m, 2w in seconds.  0 where it is none. */
int	 when_span(const char *, int64_t *seconds);
/* dd/mm/yyyy hh:mm, dd/mm/yyyy; buf of 32 bytes or more. */
const char *when_show(int64_t, char *buf, size_t size);
const char *when_show_date(int64_t, char *buf, size_t size);
/* RFC 3339 with +07:00. */
const char *when_rfc3339(int64_t, char *buf, size_t size);
/* The clock.  For the program's own defaults only. */
int64_t	 when_now(void);
/* The first year of the school year (from 5 September on) of a moment. */
int	 when_school_year(int64_t);

#endif
