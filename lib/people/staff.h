/* Members: admitting, retiring, a new key by the recovery sheet. */
#ifndef PEOPLE_STAFF_H
#define PEOPLE_STAFF_H

#include "chain/member.h"

/* Within an operation: writes the member's state as a new row. */
int	 staff_write(ctxh *, const struct member *);
/* What ctxh_staff_list() gives, for whoever may know a part of it. */
int	 staff_list(ctxh *, ctxh_value **);
/* Whether the text may be a handle: 1 to 32 of a-z, 0-9, '-', a letter first,
 * and not "recovery". */
int	 handle_valid(const char *);
/* Fails because of it. */
int	 handle_refuse(ctxh *, const char *);

#endif
