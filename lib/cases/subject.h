/*
 * What an operation is about: the pupils, cases, settings and so on that its
 * rows write, bring into being, or need.  Two operations meet where the later
 * one builds on the earlier one, which then cannot be taken back before it.
 */
#ifndef CASES_SUBJECT_H
#define CASES_SUBJECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "chain/table.h"

enum subject_kind {
	SUBJECT_PUPIL, SUBJECT_CASE, SUBJECT_NUMBER, SUBJECT_DOCUMENT,
	SUBJECT_CONSENT, SUBJECT_SETTING, SUBJECT_DAY, SUBJECT_RULES,
	SUBJECT_AGENCY, SUBJECT_CONTACT, SUBJECT_ISSUE, SUBJECT_NOTE,
	SUBJECT_MEMBER, SUBJECT_HANDLE, SUBJECT_ENTRY, SUBJECT_PAIR
};

/* How: a set of these. */
#define SUBJECT_WRITES	1u	/* its state is another afterwards */
#define SUBJECT_MAKES	2u	/* it is there because of it */
#define SUBJECT_NEEDS	4u	/* it must be there */

struct subject {
	enum subject_kind kind;
	unsigned	 how;
	int64_t		 key;		/* a number, or of a text's digest */
};
struct subjects {
	struct subject	*list;
	size_t		 n, cap;
	/* Whether documents are asked which consents they rest on, for which
	 * their cases are read; and pupils whether their files were joined. */
	int		 consents, joins;
};

/* Adds those of one row of a truth table. */
int	 subjects_row(ctxh *, enum table_id, stmt *, struct subjects *);
/* Puts them in order, for the following. */
void	 subjects_sort(struct subjects *);
/* Whether a later operation with this subject builds on one with those; redo:
 * whether those would miss something that it took away. */
int	 subjects_meet(const struct subjects *, const struct subject *later,
	    int redo);
/* Whether one of the kind is among them in this way. */
int	 subjects_has(const struct subjects *, enum subject_kind,
	    unsigned how);
/* What stands for a text. */
int64_t	 subject_key(const char *text);
void	 subjects_free(struct subjects *);

#endif
