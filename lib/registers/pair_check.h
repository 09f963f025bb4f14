/* What fsck looks at in mentoring pairs. */
#ifndef REGISTERS_PAIR_CHECK_H
#define REGISTERS_PAIR_CHECK_H

#include "chain/verify.h"

/*
 * That each row of the table pair belongs to a pair, opens with its key, stands
 * where it says, and was written by the one who signed for it: the pair's
 * mentor while it lasted, or who has the person key.  Needs that key and does
 * nothing without; findings go to problems.
 */
int	 pairs_check(ctxh *, const struct signers *, ctxh_value *problems);

#endif
