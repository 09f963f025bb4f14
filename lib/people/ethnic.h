/* The 54 ethnic groups. */
#ifndef PEOPLE_ETHNIC_H
#define PEOPLE_ETHNIC_H

#include <stddef.h>

#include "base/buf.h"

/* The two-digit code of an ethnic group's name, of a common spelling of it, or
 * of the code itself; NULL where it is none. */
const char *ethnic_code(const char *, size_t, struct buf *scratch);
/* The official name of a code; NULL where it is none. */
const char *ethnic_name(const char *code);
/* The official name of one after the other from 0 on; NULL: no more. */
const char *ethnic_nth(size_t);

#endif
