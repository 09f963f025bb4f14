/*
 * An operation: one transaction, one row of the table op, one signature.
 * Everything that changes the store goes through here.
 *
 *	op_begin -> op_row ... -> op_commit, or op_abort
 */
#ifndef CHAIN_OP_H
#define CHAIN_OP_H

#include "chain/table.h"

/*
 * Takes the write lock.  verb and what op_detail() gets are sealed into the
 * operation's payload.  CTXH_EKEY where nobody unlocked the store.
 */
int	 op_begin(ctxh *, const char *verb);
/* The payload's object, to add to; borrowed until the operation ends. */
ctxh_value *op_detail(ctxh *);
int64_t	 op_id(const ctxh *);
int64_t	 op_at(const ctxh *);
/* The next free row id of a table; the write lock makes it ours. */
int	 op_next(ctxh *, enum table_id, int64_t *id);
/* Writes a row; ids of a table must grow within an operation.  CTXH_EDENIED
 * without a key that the row is sealed under. */
int	 op_row(ctxh *, enum table_id, int64_t id, const struct cell *);
/* The same for rows that were sealed elsewhere: next gives one after the
 * other, which all live until the end, and then NULL.  After a failure there
 * is only op_abort(). */
typedef const struct row *(*op_next_fn)(void *ctx);
int	 op_put(ctxh *, enum table_id, op_next_fn next, void *ctx);
/* Signs, writes and commits.  *id may be NULL. */
int	 op_commit(ctxh *, int64_t *id);
/* Ends a verb: commits and puts the number as "op" into its answer; a dry run
 * rolls back and puts null. */
int	 op_finish(ctxh *, int dry_run, ctxh_value *out);
/* Rolls back; harmless where nothing was begun.  Keeps the last failure. */
void	 op_abort(ctxh *);

/*
 * Refuses: rolls back, leaves a row in the chain that says who was refused
 * what, and fails with CTXH_EDENIED.  needs says in ASCII what is missing, for
 * the chain; why says it in the message.
 */
int	 op_deny(ctxh *, const char *verb, const char *needs,
	    const char *why);
/*
 * For a batch, in which one refusal is not the end: until op_deny_end() they
 * are gathered in place of ending the operation, and then leave one row.
 */
int	 op_deny_gather(ctxh *);
void	 op_deny_end(ctxh *);

/* The canonical bytes of an operation, as ctxh-format(5) documents them. */
struct op_head {
	int64_t		 id, at;
	const char	*by;
	const unsigned char *store_id;		/* 16 bytes */
	const unsigned char *prev;		/* DIGEST_SIZE bytes */
	const void	*payload;
	size_t		 payload_len;
	const char	*rows;
};
void	 op_canonical(const struct op_head *, struct buf *);
/* CTXH_OK, or CTXH_ENOMEM. */
int	 op_hash(ctxh *, const struct op_head *,
	    unsigned char hash[DIGEST_SIZE]);
/* Opens a payload; CTXH_EDENIED without the key for it. */
int	 op_payload(ctxh *, int64_t id, const void *, size_t, ctxh_value **);
/* The newest operation's number and hash; 0 and zeros in an empty chain. */
int	 op_newest(ctxh *, int64_t *id, unsigned char hash[DIGEST_SIZE]);

#endif
