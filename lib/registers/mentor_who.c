/* Who a mentor is, by handle or by name. */
#include <string.h>

#include "base/mem.h"
#include "registers/mentor.h"
#include "text/name_key.h"

int
mentor_same_name(const char *a, const char *b)
{
	struct buf	x = { 0 }, y = { 0 };
	int		same;

	name_key(a, strlen(a), &x);
	name_key(b, strlen(b), &y);
	/* Without memory they are two people rather than one. */
	same = !buf_failed(&x) && !buf_failed(&y) && x.len > 0 &&
	    x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

const struct member *
mentor_member(const struct member *list, size_t n, const char *text)
{
	const struct member	*found = NULL, *m;

	EACH(m, list, n)
		if (strcmp(m->handle, text) == 0)
			return m;
	EACH(m, list, n) {
		if (m->name == NULL || !mentor_same_name(m->name, text))
			continue;
		if (found != NULL)
			return NULL;
		found = m;
	}
	return found;
}

int
mentor_key(ctxh *h, const struct member *list, size_t n, const char *text,
    char **out)
{
	const struct member	*m = mentor_member(list, n, text);
	struct buf		 b = { 0 };

	if (m != NULL)
		buf_fmt(&b, "@%s", m->handle);
	else
		name_key(text, strlen(text), &b);
	*out = buf_take(&b);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}
