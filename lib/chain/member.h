/*
 * Who may open the store: members, their roles, the slots that hold the data
 * keys for them, and the one who has opened it now (the actor).
 */
#ifndef CHAIN_MEMBER_H
#define CHAIN_MEMBER_H

#include "base/handle.h"
#include "chain/table.h"

#define KEY_SIZE 32
#define HANDLE_MAX 32
#define SLOT_PAIR "pair"		/* a slot with a mentoring pair's key */
#define RECOVERY "recovery"	/* the handle that no member may take */

enum role {
	ROLE_NONE = 0,
	ROLE_FOCAL = 1, ROLE_PRINCIPAL = 2, ROLE_STAFF = 4, ROLE_REPORTER = 8
};

/* A member as of the newest row of the table staff. */
struct member {
	int64_t		 id;		/* 0: the recovery identity */
	char		 handle[HANDLE_MAX + 1];
	enum role	 role;		/* ROLE_NONE where it cannot be read */
	char		*name;		/* likewise NULL */
	unsigned char	 sign_pk[KEY_SIZE];
	unsigned char	 box_pk[KEY_SIZE];
	int		 active;
	int64_t		 since_op, until_op;
};

struct actor {
	struct identity	*identity;
	unsigned char	 store_id[16];
	unsigned char	 drop_pk[KEY_SIZE];
	unsigned char	 recovery_sign[KEY_SIZE];
	unsigned char	 recovery_box[KEY_SIZE];
	char		 store_hex[33];
	int64_t		 member;	/* 0 until unlocked, or recovery */
	char		 handle[HANDLE_MAX + 1];
	enum role	 role;
	char		*name;
};

/* Wipes the keys, closes the file; ctxh_close() and a new open call it. */
void	 store_close(ctxh *);
/* Reads the store's row into h->actor; called by ctxh_open(). */
int	 actor_load(ctxh *);
void	 actor_free(ctxh *);
/* Takes the identity for the actor; consumed. */
void	 actor_become(ctxh *, struct identity *, const struct member *);

/* All members, newest state, by id; caller frees with members_free(). */
int	 members_load(ctxh *, struct member **, size_t *n);
void	 members_free(struct member *, size_t);

const char *role_name(enum role);
/* ROLE_NONE where there is no such role. */
enum role role_of(const char *name);
/* Which data keys a role's slots hold. */
int	 role_has_facts(enum role);
int	 role_has_person(enum role);

/* Opens every data key that the identity has a slot for, into h->vault. */
int	 slots_open(ctxh *, const struct identity *, int64_t member);
/* Within an operation: writes one slot.  secret: NULL fails. */
int	 slot_write(ctxh *, int64_t member, const char *kind,
	    int64_t generation, const unsigned char *secret,
	    const unsigned char box_pk[KEY_SIZE]);
/* Writes slots with all keys that the role may have, within an operation. */
int	 slots_write(ctxh *, int64_t member, enum role,
	    const unsigned char box_pk[KEY_SIZE]);

/*
 * CTXH_OK where the actor's role is in the set; otherwise the refusal, which
 * leaves its trace (op_deny).  CTXH_EKEY where nobody unlocked the store.
 */
int	 need_role(ctxh *, unsigned roles, const char *verb,
	    const char *right);
/* The right to read facts: list, show, due, report. */
int	 need_facts(ctxh *, const char *verb);
/* What is neither for a staff member nor for a reporter. */
int	 need_insider(ctxh *, const char *verb);
/* The right to read persons (--names). */
int	 need_person(ctxh *, const char *verb);
/*
 * Records that names were read: reads with names are operations.  what is
 * sealed under the facts key, so it says no name and no code: a case's number,
 * a pupil's number, a year, or "".
 */
int	 trace_names(ctxh *, const char *verb, const char *what);

#endif
