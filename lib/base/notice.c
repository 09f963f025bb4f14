#include "base/notice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/value.h"

int
notice_add(ctxh *h, ctxh_value *list, const char *code, const char *message,
    ctxh_value **out)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "code", code) |
	    put_text(o, "message", message)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	if (out != NULL)
		*out = o;
	return push(list, o) == 0 ? CTXH_OK : fail_nomem(h);
}

int
notice_fmt(ctxh *h, ctxh_value *list, const char *code, const char *fmt, ...)
{
	va_list	 ap;
	char	*message;
	int	 n, rc;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || (message = malloc((size_t)n + 1)) == NULL)
		return fail_nomem(h);
	va_start(ap, fmt);
	(void)vsnprintf(message, (size_t)n + 1, fmt, ap);
	va_end(ap);
	rc = notice_add(h, list, code, message, NULL);
	str_wipe_free(message);
	return rc;
}

int
note_failure(ctxh *h, ctxh_value *errors, const char *key, int64_t at)
{
	const char	*field = get_text(h->where, "field");
	ctxh_value	*o = ctxh_value_object();

	if (o == NULL || (key != NULL ? put_int(o, key, at) : 0) |
	    put_text(o, "code", ctxh_status_name(h->status)) |
	    put_text(o, "message", ctxh_message(h)) |
	    (field != NULL ? put_text(o, "field", field) : 0)) {
		ctxh_value_free(o);
		return fail_nomem(h);
	}
	return push(errors, o) == 0 ? CTXH_OK : fail_nomem(h);
}

int
notice_put(ctxh *h, ctxh_value *o, int rc, ctxh_value *list)
{
	if (rc != CTXH_OK || ctxh_value_count(list) == 0) {
		ctxh_value_free(list);
		return rc;
	}
	return put(o, "notices", list) == 0 ? CTXH_OK : fail_nomem(h);
}
