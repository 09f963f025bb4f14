/* finding.h: what is wrong in a file, as compilers say it. */
#ifndef FINDING_H
#define FINDING_H

#include "ctxh.h"

/* "file:12:3: no such date" on standard error, of an object of "message" and,
 * where there are, "line" and "column", or "sheet" and "cell"; kind ("warning") may be NULL. */
void	 finding_print(const char *path, const char *kind, const ctxh_value *);

#endif
