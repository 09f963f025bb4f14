/* Checking the chain: every row of the truth tables against its operation. */
#ifndef CHAIN_VERIFY_H
#define CHAIN_VERIFY_H

#include "chain/member.h"
#include "chain/op.h"
#include "chain/table.h"
#include "chain/undone.h"

/*
 * Adds a finding to the list problems: "table", "row", "op" (0 and NULL are
 * left out) and "message".
 */
int	 problem_add(ctxh *, ctxh_value *problems, const char *table,
	    int64_t row, int64_t op, const char *message);

/*
 * Follows the chain from its first operation, checking numbers, hashes,
 * signatures, signers, and the digests of all rows; with keys also that every
 * sealed cell opens and that the signer's role may write such rows.  Findings go to problems.  *ops and head (65 bytes of
 * text) say where it ends.  want: a hash that must occur, or NULL.
 */
int	 chain_verify(ctxh *, const char *want, ctxh_value *problems,
	    int64_t *ops, char *head);

/* Who signs for a handle from an operation on, from the rows of the table
 * staff; the role is ROLE_NONE where there is no facts key to read it. */
struct signer {
	char		 handle[HANDLE_MAX + 1];
	unsigned char	 pk[KEY_SIZE];
	enum role	 role;
	int64_t		 from_op;
};
struct signers {
	struct signer	*list;
	size_t		 n, cap;
	struct undos	 undos;
};
int	 signers_load(ctxh *, struct signers *);
void	 signers_free(struct signers *);
/* The row in force at an operation, as the chain was then; NULL where nobody of that handle might
 * sign, and for the recovery identity, which is no member. */
const struct signer *signer_at(const struct signers *, const char *handle,
	    int64_t op);
/* The key that signs; NULL likewise, but the recovery identity has one. */
const unsigned char *signer_key(ctxh *, const struct signers *,
	    const char *handle, int64_t op);

/* The first table in an operation's list of rows that a role may not write;
 * TABLE_COUNT: none. */
enum table_id rows_denied(const char *rows, enum role);
/* Whether the list names no table. */
int	 rows_none(const char *rows);
/* Of an operation that takes another back: that it could, and that its signer
 * might. */
int	 chain_check_undo(ctxh *, const struct signers *,
	    const struct op_head *, ctxh_value *problems);

#endif
