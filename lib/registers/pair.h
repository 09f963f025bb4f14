/*
 * Mentoring pairs.  What is written of a pair, its plans and contacts, is
 * sealed to the pair's own key: who has the person key reads the secret half
 * in the first document of the entry ("pair" of its person part), the mentor
 * in a slot of the own key (kind "pair", generation: the entry).  So a mentor
 * reads and writes the own pairs, and nothing else of the store.
 *
 * A row of the table pair is a JSON object, filled up with blanks:
 *
 *	entry, row, by		where it stands, and who wrote it
 *	form, at, rules		as of a document of a register
 *	fields			all of them
 *	supersedes		the row of the note that it amends
 *	pupil			of the form that begins the entry: "name" and
 *				"class", for the mentor
 *
 * The first row is of the form that begins the entry; a later one of that form
 * takes its place, and one of the form that ends it tells the mentor so.
 */
#ifndef REGISTERS_PAIR_H
#define REGISTERS_PAIR_H

#include "registers/record.h"

struct pair_key {
	unsigned char	 pk[32], sk[32];
};

/* A new one; and that of a secret half as it is kept, 64 digits; 0 or -1. */
void	 pair_make(ctxh *, struct pair_key *);
int	 pair_read(const char *hex, struct pair_key *);
/* The key out of the entry's first document; needs the person key. */
int	 pair_key_of(ctxh *, struct entry *, struct pair_key *);
/* Calls fn for each pair (entry 0) or one that the actor has a slot for. */
typedef int (*pair_fn)(ctxh *, int64_t entry, const struct pair_key *,
	    void *ctx);
int	 pair_own(ctxh *, int64_t entry, pair_fn, void *ctx);
/* Wipes it. */
void	 pair_end(struct pair_key *);

/* A row of SQL_pair_of, opened.  CTXH_EINTEGRITY: it does not open, or says
 * that it stands elsewhere. */
int	 pair_open(ctxh *, stmt *, const struct pair_key *, ctxh_value **out);
/*
 * Adds the notes of a pair to an entry.  whole: also what the mentor is told
 * of its beginning and end, for an entry of which nothing else is known.
 */
int	 pair_docs(ctxh *, struct entry *, const struct pair_key *, int whole);
/* All that the actor may read of an own pair; CTXH_ENOTFOUND where it is none
 * of the actor's, whether there is one of that number or not. */
int	 pair_mine(ctxh *, const char *number, int64_t id, struct entry *,
	    struct pair_key *);
/* Within an operation: writes a row; "entry", "row" and "by" are added to the
 * object.  *row may be NULL. */
int	 pair_write(ctxh *, int64_t entry, const unsigned char pk[32],
	    ctxh_value *o, int64_t *row);

/* "GD-5/P31": a note by the number of its row. */
void	 pair_number(int64_t entry, int64_t row,
	    char out[DOCUMENT_NUMBER_MAX]);

/* ---- pair_record.c: a note on its way in ---- */

/* The entry that it goes to, with what of it is needed. */
int	 pair_find(ctxh *, struct entry_draft *, const char *number,
	    int64_t id);
int	 pair_note(ctxh *, struct entry_draft *);
/* What the mentor is told of an entry's beginning, or end. */
int	 pair_tell(ctxh *, const struct entry_draft *,
	    const struct pair_key *);

/* ---- pair_view.c: for who has pairs and no other key ---- */

int	 pair_list(ctxh *, const char *year, unsigned flags, ctxh_row_fn,
	    void *ctx);
/* Whether such an actor's question is about pairs at all. */
int	 pair_asked(const ctxh *, const char *number);
int	 pair_show(ctxh *, const char *number, unsigned flags,
	    ctxh_value **out);

#endif
