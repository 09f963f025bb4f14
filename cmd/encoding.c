/*
 * In what a list is written: the names that --encoding takes, and how the
 * result of an import tells it.
 */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "encoding.h"
#include "opt.h"
#include "out.h"
#include "util.h"

const struct opt_choice encoding_choices[] = {
	{ "utf-8", NULL },
	{ "utf-16le", N_("\"Unicode Text\" of Excel") },
	{ "utf-16be", NULL },
	{ "windows-1258", NULL },
	{ "tcvn3", N_("the ABC fonts: .VnTime and the like") },
	{ "viscii", NULL },
	{ "vni", N_("the VNI fonts") },
	{ 0 }
};

static const char *
name_of(const char *id)
{
	static const char *const names[][2] = {
		{ "utf-8", "UTF-8" }, { "utf-16le", "UTF-16LE" },
		{ "utf-16be", "UTF-16BE" }, { "windows-1258", "Windows-1258" },
		{ "tcvn3", "TCVN3" }, { "viscii", "VISCII" }, { "vni", "VNI" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i][0], id) == 0)
			return names[i][1];
	return id;
}

/* What is to be known beside the name; "" where nothing is. */
static const char *
remark(const ctxh_value *v)
{
	if (strcmp(val_str(v, "encoding_origin"), "said") == 0)
		return T(", as was said");
	if (val_true(v, "decomposed"))
		return T(" with loose accents (NFD), which were composed");
	if (strncmp(val_str(v, "encoding"), "utf-", 4) == 0)
		return "";
	return T(", found by its words; if names look wrong, say another with "
	    "--encoding");
}

void
encoding_row(struct out *out, const ctxh_value *v)
{
	const char *id = val_str(v, "encoding");

	if (id == NULL)
		return;
	out_puts(out, "  ");
	out_printf(out, T("read as %s"), name_of(id));
	out_puts(out, remark(v));
	out_puts(out, "\n");
}

void
encoding_note(const char *path, const ctxh_value *v)
{
	const char *id = val_str(v, "encoding");

	if (id == NULL)
		return;
	fprintf(stderr, "%s: ", path);
	fprintf(stderr, T("read as %s"), name_of(id));
	fprintf(stderr, "%s\n", remark(v));
}
