/* A rule set is taken, or refused with a place; never anything else. */
#include <stdint.h>
#include <stdlib.h>

#include "ctxh.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(int ok)
{
	if (!ok)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	const ctxh_value	*where;
	ctxh			*h;
	int			 status;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	status = ctxh_rules_check(h, (const char *)data, size, "fuzz");
	check(status == CTXH_OK || status == CTXH_EUSAGE);
	if (status == CTXH_EUSAGE && size <= (size_t)1 << 20) {
		where = ctxh_where(h);
		check(ctxh_message(h)[0] != '\0');
		check(ctxh_value_get(where, "path") != NULL ||
		    ctxh_value_get(where, "line") != NULL ||
		    ctxh_value_get(where, "key") != NULL);
	}
	ctxh_close(h);
	return 0;
}
