#include "paper/missing.h"

int
fail_missing(ctxh *h, const char *soname, const char *package)
{
	return fail(h, CTXH_EFAIL, T(h, "a .docx document cannot be written "
	    "without %s; install the package %s, or write the document as "
	    "HTML"), soname, package);
}
