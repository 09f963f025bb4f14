#include "rules/holidays.h"

#include <string.h>

#include "base/value.h"
#include "chain/sealed.h"
#include "rules/book.h"
#include "rules/data_file.h"
#include "text/date.h"

/* {"date","kind","name","basis","local"}, as calendar_import.c writes it. */
static int
take_day(ctxh *h, struct sealed_row *row, void *ctx)
{
	const char	*date = get_text(row->facts, "date");
	const char	*kind = get_text(row->facts, "kind");
	struct day_row	 s = { .name = get_text(row->facts, "name"),
	    .basis = get_text(row->facts, "basis"),
	    .local = get_bool(row->facts, "local") };

	if (date == NULL || kind == NULL || day_kind_of(kind) == -1 ||
	    date_parse(date, &s.day, NULL) != 0)
		return CTXH_OK;
	s.kind = (enum day_kind)day_kind_of(kind);
	return calendar_set(h, ctx, &s);
}

static int
add_own(ctxh *h, struct calendar *cal)
{
	const ctxh_value	*settings = rulebook_settings(h);
	const char		*hours;
	int			 rc;

	if (settings == NULL)
		return h->status;
	if ((rc = sealed_each(h, TABLE_CALENDAR, take_day, cal)) != CTXH_OK ||
	    (rc = calendar_settle(h, cal)) != CTXH_OK)
		return rc;
	hours = get_text(settings, SETTING_HOURS);
	return hours != NULL ? calendar_set_hours(h, cal, hours) : CTXH_OK;
}

const struct calendar *
holidays(ctxh *h)
{
	const struct data_file	*f = data_file("calendar-vn.csv");
	struct rulebook		*b = rulebook_get(h);
	struct calendar		*cal;

	if (b == NULL || b->calendar != NULL)
		return b != NULL ? b->calendar : NULL;
	if (calendar_parse(h, (const char *)f->bytes, f->len, &cal) != CTXH_OK)
		return NULL;
	if (b->own && add_own(h, cal) != CTXH_OK) {
		calendar_free(cal);
		return NULL;
	}
	return b->calendar = cal;
}
