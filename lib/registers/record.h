/*
 * Recording on the prevention side: the one way by which a document of a
 * register comes into the store, as cases/record.h is for cases.
 */
#ifndef REGISTERS_RECORD_H
#define REGISTERS_RECORD_H

#include "registers/entry.h"
#include "registers/reached.h"

#define ENTRY_LETTER_MAX 256

struct entry_recorder {
	/* What new entries are compared with, read when it is asked for. */
	struct entries	*bounds[REGISTER_COUNT];
	struct enrolled	 pupils;	/* whom counts are compared with */
	uint64_t	 recorded;
	/* That of the yearly plan recorded last, and its day; or "". */
	char		 number[ENTRY_LETTER_MAX];
	int64_t		 number_day;
	int64_t		 plan;		/* whose tasks activities are; or 0 */
	int		 year;		/* that new entries about pupils begin
					 * in; 0: any */
};

/* Beside CTXH_AMEND and others: a document that begins an entry just as
 * another one does is passed over. */
#define ENTRY_SKIP_SAME 0x100u

/* A document on its way in, as the checks of a register see it. */
struct entry_draft {
	struct entry_recorder *rec;
	const struct rules *rules;
	const struct form *form;
	struct entry	 e;		/* what there is of the entry */
	struct entry_doc *old;		/* amended; or NULL */
	ctxh_value	*fields, *students;
	ctxh_value	*extra;		/* members for the document's meta */
	ctxh_value	*kept;		/* ... and for its person part */
	unsigned char	 pair_pk[32];	/* of STEP_PAIR: what seals it */
	/* Of a mentor's first document: who gets the pair's key; 0: nobody. */
	int64_t		 member;
	unsigned char	 member_pk[32];
	ctxh_value	*notices;	/* what is said beside the result */
	ctxh_value	*said;		/* members for the answer */
	unsigned	 flags;
	int64_t		 id, at;	/* of the document */
};

/* Zeroed it is ready. */
void	 entry_recorder_end(struct entry_recorder *);

/* The form of a register by its id or verb, or NULL: it is a case's, or
 * there is none. */
const struct form *entry_form(ctxh *, const char *form);

/*
 * Within an operation: checks a document in the order of the manual and writes
 * it.  number: NULL where no entry was named; id: 0 where it is to be looked
 * up.  fields are copied.  *out is the answer, an object that the caller frees:
 * entry, document, form, rules, register, open, next, notices; NULL for one
 * that was passed over (ENTRY_SKIP_SAME).  *entry, where wanted, is the
 * entry's id.
 */
int	 entry_record(ctxh *, struct entry_recorder *, const char *form,
	    const char *number, int64_t id, const ctxh_value *fields,
	    unsigned flags, int64_t *entry, ctxh_value **out);

/* Writes the document that was checked; for registers that write more. */
int	 entry_write(ctxh *, struct entry_draft *);

/* What new entries of a register are compared with: starts and ends. */
int	 entry_bounds(ctxh *, struct entry_recorder *, enum register_kind,
	    struct entries **);

/* ---- what a register asks for beyond its forms' own checks ---- */

/* The pupil is on the list of the school year in which the entry begins. */
int	 entry_enrolled(ctxh *, const struct entry_draft *);
/* Whether the entry's time has a moment in common with that one. */
int	 entry_overlaps(const struct entry *, int64_t from, int64_t to);
/* No other entry of the pupil says the same at the same time.  CTXH_ERULE, with
 * "entry". */
int	 entry_no_overlap(ctxh *, struct entry_draft *);
/* The same of entries as they are now, after an undo: *op is that which began
 * one that another of these meets, or 0. */
int	 entries_rival(ctxh *, const int64_t *ids, size_t n, int64_t *op);

int	 group_check(ctxh *, struct entry_draft *);
int	 mentor_check(ctxh *, struct entry_draft *);
/* Whether it is the same mentor, by the fields of both first documents. */
int	 mentor_same(ctxh *, const ctxh_value *, const ctxh_value *,
	    int *same);
/* Behind its document: the pair's slot, and what the mentor is told. */
int	 mentor_written(ctxh *, struct entry_draft *);
int	 resource_check(ctxh *, struct entry_draft *);

#endif
