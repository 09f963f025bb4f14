#include "people/year.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "chain/derived.h"
#include "chain/op.h"
#include "rules/book.h"
#include "store/db.h"
#include "text/date.h"

#define YEAR_BEGINS_MONTH 9
#define YEAR_BEGINS_DAY 5

int
year_named(const char *s)
{
	int first, second, n = 0;

	if (s == NULL)
		return 0;
	if (sscanf(s, "%4d%n", &first, &n) != 1 || n != 4 ||
	    first < DATE_YEAR_MIN || first > DATE_YEAR_MAX)
		return -1;
	if (s[4] == '\0')
		return first;
	n = 0;
	if (sscanf(s + 4, "-%4d%n", &second, &n) != 1 || n != 5 ||
	    s[9] != '\0' || second != first + 1)
		return -1;
	return first;
}

void
year_name(int year, char *out)
{
	(void)snprintf(out, 16, "%04d-%04d", year % 10000, (year + 1) % 10000);
}

int
year_of_day(int64_t day)
{
	struct civil c = civil_from_day(day);

	return c.month > YEAR_BEGINS_MONTH || (c.month == YEAR_BEGINS_MONTH &&
	    c.day >= YEAR_BEGINS_DAY) ? c.year : c.year - 1;
}

int
year_newest(ctxh *h, int *year)
{
	int64_t	n;
	int	rc = db_number(h, SQL_school_year_newest, 0, &n);

	*year = (int)n;
	return rc;
}

int
year_wanted(ctxh *h, const char *text, int *year)
{
	int rc;

	if ((*year = year_named(text)) == -1)
		return fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), text);
	if (*year != 0)
		return CTXH_OK;
	if ((rc = year_newest(h, year)) != CTXH_OK)
		return rc;
	if (*year == 0)
		return fail(h, CTXH_ENOTFOUND, "%s", T(h, "the store has no "
		    "school year yet; import a student list or take in a "
		    "case"));
	return CTXH_OK;
}

int
year_cases(ctxh *h, int year, int64_t *last)
{
	struct buf	 b = { 0 };
	const void	*blob;
	stmt		*st;
	size_t		 n;
	int		 rc;

	*last = 0;
	if ((rc = db_stmt(h, SQL_school_year_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, year);
	if ((rc = db_step(h, st)) != 1)
		return rc < 0 ? h->status : CTXH_OK;
	blob = db_blob(st, 0, &n);
	rc = derived_open(h, DERIVED_YEAR, year, blob, n, &b);
	if (rc == CTXH_OK)
		*last = strtoll(b.data, NULL, 10);
	db_reset(st);
	buf_free(&b);
	return rc;
}

int
year_put(ctxh *h, int year, int64_t last)
{
	char	text[32];

	(void)snprintf(text, sizeof(text), "%lld", (long long)last);
	return derived_put(h, DERIVED_YEAR, year, text, strlen(text));
}

static int
has_row(ctxh *h, int year, int *has)
{
	stmt	*st;
	int	 rc;

	*has = 0;
	if ((rc = db_stmt(h, SQL_school_year_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, year);
	if ((rc = db_step(h, st)) < 0)
		return h->status;
	db_reset(st);
	*has = rc == 1;
	return CTXH_OK;
}

int
year_open(ctxh *h, int year)
{
	int rc, has;

	if (year <= 0 || (rc = has_row(h, year, &has)) != CTXH_OK || has)
		return year <= 0 ? CTXH_OK : rc;
	return year_put(h, year, 0);
}

int
year_known(ctxh *h, int year, int *known)
{
	const ctxh_value	*all;
	int			 rc;

	if ((rc = has_row(h, year, known)) != CTXH_OK || *known)
		return rc;
	if ((all = rulebook_settings(h)) == NULL)
		return h->status;
	*known = year_named(get_text(all, "school.year")) == year;
	return CTXH_OK;
}
