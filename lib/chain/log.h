/* The chain as rows for somebody else to verify. */
#ifndef CHAIN_LOG_H
#define CHAIN_LOG_H

#include "base/handle.h"

/* case_id 0: all operations. */
int	 chain_log(ctxh *, int64_t case_id, ctxh_row_fn, void *ctx);

int	 put_hex(ctxh_value *, const char *key, const void *, size_t);
/* RFC 3339 with +07:00. */
int	 put_moment(ctxh_value *, const char *key, int64_t);
/* When an operation was and, unless by is NULL, by whom; null for 0. */
int	 put_op_when(ctxh *, ctxh_value *, const char *key, const char *by,
	    int64_t op);

#endif
