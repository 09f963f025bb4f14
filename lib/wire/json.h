/*
 * The one reader of JSON.  cJSON builds the tree; what it would let pass
 * (bytes that are not UTF-8, \u0000, lone surrogates, duplicate keys, bytes
 * behind the value, depth and size without bound) is refused before or after.
 */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include <stddef.h>

#include "ctxh.h"

#define JSON_TEXT_MAX	((size_t)16 << 20)
#define JSON_STRING_MAX	((size_t)1 << 20)
#define JSON_DEPTH_MAX	64

/*
 * ctxh_value_parse() of a text that begins in that line, from 1, of its file:
 * for JSON lines.  CTXH_EUSAGE with "line" and "column" in the handle's
 * where, or with "key" for a key that stands twice.
 */
int	 json_parse_line(ctxh *, const char *text, size_t len, size_t line,
	    ctxh_value **out);
/*
 * The same of what is built in, or was sealed: by this program, or by somebody
 * with the school's key.  It is UTF-8, and what cJSON takes for JSON; what else a
 * file from outside is asked, not to be deep, to go on behind its end or to
 * have a key twice, only ctxh fsck asks of it.
 */
int	 json_parse_own(ctxh *, const char *text, size_t len, ctxh_value **out);

#endif
