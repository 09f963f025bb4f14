/* What the JSON reader takes must print and read back as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ctxh.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	ctxh_value	*v, *again;
	char		*text, *second;
	ctxh		*h;
	int		 status;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	status = ctxh_value_parse(h, (const char *)data, size, &v);
	check(status == CTXH_OK || status == CTXH_EUSAGE);
	check((status == CTXH_OK) == (v != NULL));
	if (status == CTXH_EUSAGE) {
		check(ctxh_message(h)[0] != '\0');
		check(ctxh_value_get(ctxh_where(h), "line") != NULL ||
		    ctxh_value_get(ctxh_where(h), "key") != NULL);
	} else {
		text = ctxh_value_print(v, 0);
		check(text != NULL);
		check(ctxh_value_parse(h, text, strlen(text), &again) ==
		    CTXH_OK);
		second = ctxh_value_print(again, 0);
		check(second != NULL && strcmp(text, second) == 0);
		free(second);
		free(text);
		ctxh_value_free(again);
	}
	ctxh_value_free(v);
	ctxh_close(h);
	return 0;
}
