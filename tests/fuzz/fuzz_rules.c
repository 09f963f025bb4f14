/*
 * A rule set is taken, or refused with a place; never anything else.  Whatever
 * is an object is also tried as what differs from the library's own set.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ctxh.h"
#include "fuzz.h"

static void
check_place(ctxh *h)
{
	const ctxh_value *where = ctxh_where(h);

	check(ctxh_message(h)[0] != '\0');
	check(ctxh_value_num(ctxh_value_get(where, "line")) >= 1);
	check(ctxh_value_num(ctxh_value_get(where, "column")) >= 1);
}

/* What is taken can be compared, and differs from itself in nothing. */
static void
try_set(ctxh *h, const char *text, size_t size)
{
	ctxh_value	*set, *base, *changes;
	int		 status = ctxh_rules_read(h, text, size, "fuzz", &set);

	check(status == CTXH_OK || status == CTXH_EUSAGE ||
	    status == CTXH_ENOTFOUND);
	if (status != CTXH_OK && size <= (size_t)1 << 20)
		check_place(h);
	if (status != CTXH_OK)
		return;
	check(ctxh_rules_diff(h, set, set, &changes) == CTXH_OK);
	check(ctxh_value_count(changes) == 0);
	ctxh_value_free(changes);
	check(ctxh_rules(h, "tt33-2018", &base) == CTXH_OK);
	check(ctxh_rules_diff(h, base, set, &changes) == CTXH_OK);
	ctxh_value_free(changes);
	ctxh_value_free(base);
	ctxh_value_free(set);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	ctxh_value	*v;
	ctxh		*h;
	char		*text;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	try_set(h, (const char *)data, size);
	if (ctxh_value_parse(h, (const char *)data, size, &v) == CTXH_OK &&
	    ctxh_value_kind(v) == CTXH_OBJECT &&
	    ctxh_value_get(v, "extends") == NULL) {
		check(ctxh_value_put(v, "extends",
		    ctxh_value_text("tt33-2018")) == CTXH_OK);
		check((text = ctxh_value_print(v, 0)) != NULL);
		try_set(h, text, strlen(text));
		free(text);
	}
	ctxh_value_free(v);
	ctxh_close(h);
	return 0;
}
