/*
 * Recording: the one way by which a document of any form comes into the
 * store.  A recorder is one operation with one or many documents.
 */
#ifndef CASES_RECORD_H
#define CASES_RECORD_H

#include "cases/case.h"

#define RECORDER_CASES 256	/* cases kept in memory at once */

struct recorder {
	struct casefile	*cases[RECORDER_CASES];	/* by id modulo */
	unsigned char	 dirty[RECORDER_CASES];
	uint64_t	 recorded;
};

struct recorded {
	struct casefile	*c;		/* borrowed until the next document */
	const struct doc *doc;
	const char	*suggested;	/* of a field that was suggested */
	const char	*suggested_field;
	char		 document[48];
};

int	 recorder_begin(ctxh *, struct recorder *, const char *verb);
/*
 * Checks a document in the order of the manual and writes it.  case_no: NULL
 * where no case was named; case_id: 0 where its number is to be looked up.
 * fields are copied.  After a failure other than a refusal of rights the
 * operation may go on without the document.
 */
int	 recorder_add(ctxh *, struct recorder *, const char *form,
	    const char *case_no, int64_t case_id, const ctxh_value *fields,
	    unsigned flags, struct recorded *);
/* Within an operation: writes the row of a document as case_add() made it. */
int	 doc_write(ctxh *, struct doc *, int64_t case_id);
/* Writes what follows from the documents; op_commit() is the caller's. */
int	 recorder_derive(ctxh *, struct recorder *);
void	 recorder_end(struct recorder *);

#endif
