/*
 * Who is there in the summer: the setting summer_duty.2025-2026, a list of
 * texts "dd/mm-dd/mm NAME[, PHONE]", both days included.  They are days of the
 * summer that ends the school year, from 1 June to 4 September.
 */
#ifndef PEOPLE_DUTY_H
#define PEOPLE_DUTY_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

#define SETTING_DUTY "summer_duty."	/* behind it the school year */

struct duty {
	int64_t		 first, last;	/* days, both included */
	const char	*name;		/* of the text, and its bytes */
	size_t		 name_len;
	const char	*phone;		/* the rest of the text, or NULL */
};

/*
 * Reads one text; year is the one in which the school year begins.  The duty
 * borrows from the text.  CTXH_EUSAGE where it is not of that shape, or its
 * days are not in order or not in the summer.
 */
int	 duty_parse(ctxh *, int year, const char *text, struct duty *);

#endif
