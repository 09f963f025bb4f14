/* In what a list is written: said, found, and told. */
#include <string.h>

#include "base/value.h"
#include "lists/import.h"

enum charset
encoding_said(const char *encoding)
{
	return encoding != NULL ? charset_named(encoding) : CHARSET_NONE;
}

int
encoding_check(ctxh *h, const char *encoding)
{
	if (encoding == NULL || encoding_said(encoding) != CHARSET_NONE)
		return CTXH_OK;
	return fail(h, CTXH_EUSAGE, T(h, "unknown encoding: \"%s\"; there are "
	    "utf-8, utf-16le, utf-16be, windows-1258, tcvn3, viscii, vni"),
	    encoding);
}

int
encoding_put(const struct reader *r, ctxh_value *o)
{
	const struct decoded *is = rows_decoded(r->list);

	if (is == NULL || is->charset == CHARSET_NONE)
		return put_null(o, "encoding") | put_null(o, "encoding_origin")
		    | put_bool(o, "bom", 0) | put_bool(o, "decomposed", 0);
	return put_text(o, "encoding", charset_id(is->charset)) |
	    put_text(o, "encoding_origin", is->said ? "said" : "found") |
	    put_bool(o, "bom", is->bom) | put_bool(o, "decomposed", is->loose);
}

void
encoding_warn(struct reader *r)
{
	const struct decoded *is = rows_decoded(r->list);

	eth_warn(r);
	if (is == NULL && encoding_said(r->opt->encoding) > CHARSET_UTF8 &&
	    r->status == CTXH_OK)
		finding_add(&r->warnings, 1, 0, "%s", T(r->h, "a workbook says "
		    "itself what it is written in; --encoding was passed "
		    "over"));
	if (is != NULL && is->likelier != CHARSET_NONE)
		finding_add(&r->warnings, 1, 0, T(r->h, "read as %s, as was "
		    "said, but its words look like %s"),
		    charset_name(is->charset), charset_name(is->likelier));
}
