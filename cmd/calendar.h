/* calendar.h: the months of a calendar as people see them. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "ctxh.h"

struct app;
struct opts;
struct out;

/* calendar show (calendar_show.c). */
int	 calendar_show(struct app *, struct opts *);
/* The basis of a day in words: "official (CV 1)" is "chính thức (CV 1)". */
const char *calendar_basis(const char *, char *buf, size_t size);
/* A grid of the whole months from one day number to another, of what
 * ctxh_calendar_days() gave; an out_text_fn's middle (calendar_grid.c). */
void	 calendar_grid(struct out *, int64_t from, int64_t to,
	    const ctxh_value *);
#define CALENDAR_OFF	'*'
#define CALENDAR_WORK	'+'

#endif
