/*
 * Findings in a file, a line each.
 */
#include <stdio.h>

#include "cmd.h"
#include "finding.h"
#include "util.h"

/* What a file holds must not steer the terminal. */
void
finding_print(const char *path, const char *kind, const ctxh_value *v)
{
	const char *message = val_str(v, "message");
	struct str line = { 0 };

	str_printf(&line, "%s:", path);
	if (val_int(v, "line") > 0)
		str_printf(&line, "%lld:", (long long)val_int(v, "line"));
	if (val_int(v, "column") > 0)
		str_printf(&line, "%lld:", (long long)val_int(v, "column"));
	str_printf(&line, " %s%s%s", kind == NULL ? "" : kind,
	    kind == NULL ? "" : ": ", message == NULL ? "" : message);
	for (char *p = line.s; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	fprintf(stderr, "%s\n", line.s);
	wipe_free(line.s);
}
