#include "rules/holidays.h"

#include "data.h"

static void
close_holidays(ctxh *h)
{
	calendar_free(h->calendar);
	h->calendar = NULL;
}

const struct calendar *
holidays(ctxh *h)
{
	if (h->calendar == NULL && calendar_parse(h,
	    (const char *)data_calendar_vn_csv, data_calendar_vn_csv_len,
	    &h->calendar) == CTXH_OK)
		handle_at_close(h, close_holidays);
	return h->calendar;
}
