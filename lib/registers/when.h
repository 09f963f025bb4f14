/*
 * When something is planned for, as roadmaps write it: "Hàng năm", "2019-2025",
 * "Tháng 9 - 12/2024", "Quý I/2025", "HK I", "Từ tháng 10/2022 đến tháng
 * 5/2023", "20/11".
 */
#ifndef REGISTERS_WHEN_H
#define REGISTERS_WHEN_H

#include <stdint.h>

#include "base/handle.h"

struct when_days {
	int64_t	from, to;		/* the first day and the last */
};

/*
 * year is the school year that is meant where the text leaves it open; its
 * first term ends with the school's own day.  CTXH_EUSAGE where the text is
 * not understood, which says what is.
 */
int	 when_read(ctxh *, const char *text, int year, struct when_days *);

#endif
