/*
 * Findings in a file, a line each.
 */
#include <stdio.h>

#include "cmd.h"
#include "finding.h"
#include "util.h"

/* What a file holds must not steer the terminal. */
static void
print_safe(const char *s)
{
	for (; *s != '\0'; s++)
		fputc((unsigned char)*s < 0x20 || *s == 0x7f ? '?' : *s,
		    stderr);
}

/* In a workbook, as people find it there. */
static void
print_place(const ctxh_value *v)
{
	const char *cell = val_str(v, "cell");

	fprintf(stderr, " %s \"", T("sheet"));
	print_safe(val_str(v, "sheet"));
	fputc('"', stderr);
	if (cell != NULL)
		fprintf(stderr, ", %s %s", T("cell"), cell);
	else if (val_int(v, "line") > 0)
		fprintf(stderr, ", %s %lld", T("row"),
		    (long long)val_int(v, "line"));
	fputc(':', stderr);
}

void
finding_print(const char *path, const char *kind, const ctxh_value *v)
{
	const char *message = val_str(v, "message");

	print_safe(path);
	fputc(':', stderr);
	if (val_str(v, "sheet") != NULL)
		print_place(v);
	else {
		if (val_int(v, "line") > 0)
			fprintf(stderr, "%lld:", (long long)val_int(v,
			    "line"));
		if (val_int(v, "column") > 0)
			fprintf(stderr, "%lld:", (long long)val_int(v,
			    "column"));
	}
	fputc(' ', stderr);
	if (kind != NULL)
		fprintf(stderr, "%s: ", kind);
	print_safe(message != NULL ? message : "");
	fputc('\n', stderr);
}
