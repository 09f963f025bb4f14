#include "rules/holidays.h"

#include "rules/data_file.h"

static void
close_holidays(ctxh *h)
{
	calendar_free(h->calendar);
	h->calendar = NULL;
}

const struct calendar *
holidays(ctxh *h)
{
	const struct data_file *f = data_file("calendar-vn.csv");

	if (h->calendar == NULL && calendar_parse(h, (const char *)f->bytes,
	    f->len, &h->calendar) == CTXH_OK)
		handle_at_close(h, close_holidays);
	return h->calendar;
}
